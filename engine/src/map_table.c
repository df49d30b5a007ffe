/* The table of a community's grids: as roomy as the box allows. Columns are as wide as what stands
 * in them, and a row is as high as its name and its compounds need. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_LINES = 4, MOST_COMPOUNDS = 600 };

typedef struct table_layout {
  double size;       /* letters, mm */
  double gap;        /* above and below what stands in a row */
  int32_t compounds; /* lines for what lies in the grid; 0: left out */
  double head, head_size;
  double number, name, households, officer, phone; /* widths */
} table_layout;

static double name_leading(const table_layout *t)
{
  return 1.32 * t->size;
}
static double compound_size(const table_layout *t)
{
  return fmax(2.3, 0.7 * t->size);
}
static double compound_leading(const table_layout *t)
{
  return 1.35 * compound_size(t);
}

/* --- what stands in a row --------------------------------------------------------------------- */

/* Names of the compounds of a grid, in the order of their buildings, with 、 between them. */
static void list_compounds(const map_run *run, int32_t grid, char out[MOST_COMPOUNDS])
{
  const wg_plan *plan = run->plan;
  const wg_buildings *b = &plan->buildings;
  const char *between = map_word(run->context, ", ");
  size_t used = 0;
  out[0] = 0;
  int64_t count;
  const int64_t *buildings = map_buildings(run, grid, &count);
  for (int64_t k = 0; k < count; k++) {
    const char *name = wg_texts_get(&b->texts, b->compound[buildings[k]]);
    if (!wg_compound_is_named(name)) continue;
    const char *there = strstr(out, name);
    size_t length = strlen(name);
    while (there != NULL &&
           !((there == out || strncmp(there - strlen(between), between, strlen(between)) == 0) &&
             (there[length] == 0 || strncmp(there + length, between, strlen(between)) == 0)))
      there = strstr(there + 1, name);
    if (there != NULL) continue;
    int written =
        snprintf(out + used, MOST_COMPOUNDS - used, "%s%s", used > 0 ? between : "", name);
    if (written < 0 || used + (size_t)written >= MOST_COMPOUNDS) {
      out[used] = 0;
      return;
    }
    used += (size_t)written;
  }
}

static void households_text(const map_run *run, int32_t grid, char out[32])
{
  const wg_grid *g = &run->plan->grids[grid];
  bool counted = g->kind == WG_GRID_BASE && g->status != WG_GRID_UNKNOWN;
  if (counted)
    snprintf(out, 32, "%d", (int)g->households);
  else
    snprintf(out, 32, "—");
}

static const char *or_vacant(const map_run *run, const char *text)
{
  return text[0] != 0 ? text : map_word(run->context, "vacant");
}

/* --- layout ----------------------------------------------------------------------------------- */

typedef struct table_rows {
  const int32_t *grids;
  int32_t count;
} table_rows;

static double widest(const map_run *run, const table_rows *rows, const char *heading,
                     const table_layout *t,
                     const char *(*text_of)(const map_run *run, int32_t grid))
{
  double width = map_width(run, map_word(run->context, heading), t->head_size, true);
  for (int32_t i = 0; i < rows->count; i++)
    width =
        fmax(width, map_width(run, or_vacant(run, text_of(run, rows->grids[i])), t->size, false));
  return width;
}

static void layout_columns(table_layout *t, const map_run *run, const table_rows *rows,
                           double width)
{
  const double between = 1.1 * t->size;
  t->number = 3.4 * t->size;
  t->households = fmax(map_width(run, map_word(run->context, "Households"), t->head_size, true),
                       map_width(run, "8888", t->size, false)) +
                  between;
  t->officer = fmin(0.28 * width, widest(run, rows, MAP_WORD("Officer"), t, map_officer)) + between;
  t->phone =
      run->options->with_contacts
          ? fmin(0.34 * width, widest(run, rows, MAP_WORD("Telephone"), t, map_phone)) + between
          : 0;
  t->name = width - t->number - t->households - t->officer - t->phone;
}

static double row_height(const map_run *run, const table_layout *t, int32_t grid, double width)
{
  int32_t starts[NAME_LINES + 1];
  char compounds[MOST_COMPOUNDS];
  int32_t lines = map_break(run, map_grid_text(run, run->plan->grids[grid].name), t->name, t->size,
                            true, starts, NAME_LINES);
  double height = 2 * t->gap + lines * name_leading(t);
  if (t->compounds == 0) return height;
  list_compounds(run, grid, compounds);
  lines = map_break(run, compounds, width - t->number - 2, compound_size(t), false, starts,
                    t->compounds);
  return height + lines * compound_leading(t);
}

/* Whether every name has one line, and all rows have room. */
static bool fits(const map_run *run, const table_layout *t, const table_rows *rows,
                 wg_frame_box box, bool one_line)
{
  double height = t->head;
  for (int32_t i = 0; i < rows->count; i++) {
    const char *name = map_grid_text(run, run->plan->grids[rows->grids[i]].name);
    if (one_line && map_width(run, name, t->size, true) > t->name) return false;
    height += row_height(run, t, rows->grids[i], box.width);
    if (height > box.height + 0.01) return false;
  }
  return true;
}

/* The roomiest that fits; else the smallest there is. Names of more than a line are for small
 * letters. */
static table_layout choose_layout(const map_run *run, wg_frame_box box, const table_rows *rows,
                                  double letter)
{
  static const struct {
    double size, gap;
    int32_t compounds;
  } choices[] = {{5.8, 3.4, 3}, {5.0, 2.8, 3}, {4.3, 2.2, 3}, {3.9, 1.8, 3}, {3.9, 1.1, 3},
                 {3.6, 1.0, 3}, {3.3, 0.8, 3}, {3.3, 0.8, 1}, {3.9, 1.6, 0}, {3.6, 1.2, 0},
                 {3.3, 1.2, 0}, {3.1, 1, 0},   {2.8, 0.9, 0}, {2.6, 0.8, 0}};
  table_layout t = {.size = 0};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    t = (table_layout){
        .size = choices[i].size, .gap = choices[i].gap, .compounds = choices[i].compounds};
    if (t.size > 4.3 * letter * letter) continue; /* roomier than the paper warrants */
    t.head_size = fmin(t.size, 3 + t.size / 10);
    t.head = fmin(7 + t.size / 4, t.size * 2.2);
    layout_columns(&t, run, rows, box.width);
    if (fits(run, &t, rows, box, t.size > 3.5)) break;
  }
  return t;
}

/* --- writing ---------------------------------------------------------------------------------- */

static void head(map_scene *scene, const table_layout *t, wg_frame_box box)
{
  map_run *run = scene->run;
  const wg_context *c = run->context;
  double size = t->head_size, y = box.top + t->head / 2 + 0.36 * size, x = box.left;
  wg_sheet_round_box(scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)},
                     (wg_frame_box){box.left, box.top, box.width, t->head}, 1);
  map_write(run, scene->sheet, map_word(c, "No."), x + t->number / 2, y, size, true, MAP_PAPER,
            MAP_CENTRE);
  x += t->number;
  map_write(run, scene->sheet, map_word(c, "Grid"), x + 1.5, y, size, true, MAP_PAPER, MAP_LEFT);
  x += t->name + t->households;
  map_write(run, scene->sheet, map_word(c, "Households"), x - 1, y, size, true, MAP_PAPER,
            MAP_RIGHT);
  map_write(run, scene->sheet, map_word(c, "Officer"), x + t->officer / 2, y, size, true, MAP_PAPER,
            MAP_CENTRE);
  x += t->officer;
  if (t->phone > 0)
    map_write(run, scene->sheet, map_word(c, "Telephone"), x + t->phone / 2, y, size, true,
              MAP_PAPER, MAP_CENTRE);
}

static void write_number(map_scene *scene, const table_layout *t, int32_t grid, double left,
                         double top, double height)
{
  map_run *run = scene->run;
  char number[16];
  double h = fmin(height - 1.2, 2.4 * t->size), y = top + height / 2;
  wg_frame_box chip = {left + 0.8, y - h / 2, t->number - 1.6, h};
  bool exempt = run->plan->grids[grid].kind == WG_GRID_EXEMPT;
  wg_sheet_round_box(scene->sheet,
                     &(wg_pen){.fill = WG_RGB(map_grid_fill(scene, grid)),
                               .stroke = WG_RGB(MAP_BORDER),
                               .width = 0.25,
                               .dash = exempt ? 0.8 : 0,
                               .gap = exempt ? 0.6 : 0},
                     chip, 1);
  map_grid_number(run, grid, number);
  map_write_in(run, scene->sheet, number, chip, fmin(1.25 * t->size, h * 0.8), 2.2, true, MAP_INK,
               MAP_CENTRE);
}

/* A name, or that nobody is named yet. */
static void write_person(map_scene *scene, const char *text, wg_frame_box cell, double size)
{
  map_write_in(scene->run, scene->sheet, or_vacant(scene->run, text), cell, size, size * 0.6, false,
               text[0] == 0 ? MAP_SOFT_INK : MAP_INK, MAP_CENTRE);
}

/* The first line's figures and persons, beside the name. */
static void write_cells(map_scene *scene, const table_layout *t, int32_t grid, double left,
                        double top)
{
  map_run *run = scene->run;
  char households[32];
  double x = left + t->number + t->name, h = name_leading(t);
  households_text(run, grid, households);
  map_write_in(run, scene->sheet, households, (wg_frame_box){x, top, t->households - 1, h}, t->size,
               t->size * 0.6, false, MAP_INK, MAP_RIGHT);
  x += t->households;
  write_person(scene, map_officer(run, grid), (wg_frame_box){x + 0.5, top, t->officer - 1, h},
               t->size);
  x += t->officer;
  if (t->phone > 0)
    write_person(scene, map_phone(run, grid), (wg_frame_box){x + 0.5, top, t->phone - 1, h},
                 t->size);
}

static void write_row(map_scene *scene, const table_layout *t, int32_t grid, wg_frame_box row)
{
  map_run *run = scene->run;
  char compounds[MOST_COMPOUNDS] = "";
  int32_t starts[NAME_LINES + 1];
  double x = row.left + t->number + 1.5, top = row.top + t->gap;
  const char *name = map_grid_text(run, run->plan->grids[grid].name);
  write_number(scene, t, grid, row.left, row.top, row.height);
  write_cells(scene, t, grid, row.left, top);
  int32_t lines = map_break(run, name, t->name, t->size, true, starts, NAME_LINES);
  for (int32_t i = 0; i < lines; i++, top += name_leading(t)) {
    char line[400];
    snprintf(line, sizeof line, "%.*s", (int)(starts[i + 1] - starts[i]), name + starts[i]);
    map_write_in(run, scene->sheet, line, (wg_frame_box){x, top, t->name - 1.5, name_leading(t)},
                 t->size, t->size * 0.8, true, MAP_INK, MAP_LEFT);
  }
  if (t->compounds == 0) return;
  list_compounds(run, grid, compounds);
  lines = map_break(run, compounds, row.width - t->number - 2, compound_size(t), false, starts,
                    t->compounds);
  for (int32_t i = 0; i < lines; i++, top += compound_leading(t)) {
    char line[MOST_COMPOUNDS];
    snprintf(line, sizeof line, "%.*s", (int)(starts[i + 1] - starts[i]), compounds + starts[i]);
    map_write_in(run, scene->sheet, line,
                 (wg_frame_box){x, top, row.width - t->number - 2, compound_leading(t)},
                 compound_size(t), 0.9 * compound_size(t), false, MAP_SOFT_INK, MAP_LEFT);
  }
}

const int32_t *map_rows(const map_scene *scene, int32_t *count)
{
  if (scene->rows == NULL) return map_grids(scene->run, scene->community, count);
  *count = scene->row_count;
  return scene->rows;
}

int32_t map_table(map_scene *scene, wg_frame_box box, int32_t first, double *bottom)
{
  int32_t count, written = 0;
  const int32_t *grids = map_rows(scene, &count);
  const table_rows rows = {grids + first, count - first};
  table_layout t = choose_layout(scene->run, box, &rows, scene->letter);
  double top = box.top + t.head;
  head(scene, &t, box);
  for (; written < rows.count; written++) {
    double height = row_height(scene->run, &t, rows.grids[written], box.width);
    if (top + height > box.top + box.height + 0.01) break;
    write_row(scene, &t, rows.grids[written], (wg_frame_box){box.left, top, box.width, height});
    top += height;
    wg_sheet_line(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_RULE), .width = 0.15}, box.left, top,
                  box.left + box.width, top);
  }
  *bottom = top;
  return written;
}
