/* The table of a community's grids: as roomy as the box allows. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct table_layout {
  double head, row, size; /* heights, letters, mm */
  bool compounds;       /* a second line: what lies in the grid */
  double number, name, households, officer, phone; /* widths */
} table_layout;

static void layout_columns(table_layout *t, const map_run *run, double width)
{
  bool phone = run->options->with_contacts;
  t->number = 3.4 * t->size;
  t->households =
      fmax(3.6 * t->size, map_width(run, map_word(run->context, "Households"), 0.8 * t->size, true) + 1.5);
  t->officer = 4.6 * t->size;
  t->phone = phone ? 7.4 * t->size : 0;
  t->name = width - t->number - t->households - t->officer - t->phone;
}

/* The roomiest rows that all fit; else the smallest there are. */
static table_layout choose_layout(const map_run *run, wg_frame_box box, int32_t rows, double letter)
{
  static const struct {
    double row, size;
    bool compounds;
  } choices[] = {{20, 6, true}, {17, 5.1, true}, {14, 4.2, true}, {12, 3.9, true}, {10.5, 3.6, true}, {9, 3.3, true},
                 {7.6, 3.3, false}, {6.6, 3.1, false}, {5.8, 2.8, false}, {5.2, 2.6, false}};
  table_layout t = {.row = 0};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    t = (table_layout){.row = choices[i].row, .size = choices[i].size, .compounds = choices[i].compounds};
    if (t.size > 4.3 * letter * letter) continue; /* roomier than the paper warrants */
    t.head = fmin(t.row, 7 + t.size / 4);
    layout_columns(&t, run, box.width);
    if (t.head + t.row * rows <= box.height + 0.01) break;
  }
  return t;
}

/* Names of the compounds of a grid, in the order of their buildings, with 、 between them. */
static void list_compounds(const map_run *run, int32_t grid, char *out, size_t size)
{
  const wg_plan *plan = run->plan;
  const wg_buildings *b = &plan->buildings;
  const char *between = map_word(run->context, ", ");
  size_t used = 0;
  out[0] = 0;
  for (int64_t i = 0; i < b->shapes.count; i++) {
    if (plan->grid_of_building[i] != grid) continue;
    const char *name = wg_texts_get(&b->texts, b->compound[i]);
    if (!wg_compound_is_named(name)) continue;
    const char *there = strstr(out, name);
    size_t length = strlen(name);
    while (there != NULL && !((there == out || strncmp(there - strlen(between), between, strlen(between)) == 0) &&
                              (there[length] == 0 || strncmp(there + length, between, strlen(between)) == 0)))
      there = strstr(there + 1, name);
    if (there != NULL) continue;
    int written = snprintf(out + used, size - used, "%s%s", used > 0 ? between : "", name);
    if (written < 0 || used + (size_t)written >= size) {
      out[used] = 0;
      return;
    }
    used += (size_t)written;
  }
}

static void head(map_scene *scene, const table_layout *t, wg_frame_box box)
{
  map_run *run = scene->run;
  const wg_context *c = run->context;
  double size = fmin(t->size, 3 + t->size / 10), y = box.top + t->head / 2 + 0.36 * size, x = box.left;
  wg_sheet_round_box(scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)},
                     (wg_frame_box){box.left, box.top, box.width, t->head}, 1);
  map_write(run, scene->sheet, map_word(c, "No."), x + t->number / 2, y, size, true, MAP_PAPER, MAP_CENTRE);
  x += t->number;
  map_write(run, scene->sheet, map_word(c, "Grid"), x + 1.5, y, size, true, MAP_PAPER, MAP_LEFT);
  x += t->name;
  map_write(run, scene->sheet, map_word(c, "Households"), x + t->households - 1, y,
            map_width(run, map_word(c, "Households"), size, true) > t->households - 1 ? size * 0.75 : size,
            true, MAP_PAPER, MAP_RIGHT);
  x += t->households;
  map_write(run, scene->sheet, map_word(c, "Officer"), x + t->officer / 2, y, size, true, MAP_PAPER, MAP_CENTRE);
  x += t->officer;
  if (t->phone > 0)
    map_write(run, scene->sheet, map_word(c, "Telephone"), x + t->phone / 2, y, size, true, MAP_PAPER,
              MAP_CENTRE);
}

static void write_number(map_scene *scene, const table_layout *t, int32_t grid, double left, double top)
{
  map_run *run = scene->run;
  char number[16];
  double h = fmin(t->row - 1.2, 9), y = top + t->row / 2;
  wg_frame_box chip = {left + 0.8, y - h / 2, t->number - 1.6, h};
  bool exempt = run->plan->grids[grid].kind == WG_GRID_EXEMPT;
  wg_sheet_round_box(scene->sheet,
                     &(wg_pen){.fill = WG_RGB(map_grid_fill(scene, grid)), .stroke = WG_RGB(MAP_BORDER),
                               .width = 0.25, .dash = exempt ? 0.8 : 0, .gap = exempt ? 0.6 : 0}, chip, 1);
  map_grid_number(run, grid, number);
  map_write_in(run, scene->sheet, number, chip, fmin(1.25 * t->size, h * 0.8), 2.2, true, MAP_INK, MAP_CENTRE);
}

/* The second line, across all columns: what lies in the grid. */
static void write_compounds(map_scene *scene, const table_layout *t, const char *compounds, double left, double top,
                            double width)
{
  map_write_in(scene->run, scene->sheet, compounds,
               (wg_frame_box){left, top + t->row * 0.55, width, t->row * 0.38}, t->size * 0.7, t->size * 0.6, false,
               MAP_SOFT_INK, MAP_LEFT);
}

/* A name, or that nobody is named yet. */
static void write_person(map_scene *scene, const char *text, wg_frame_box cell, double size)
{
  bool vacant = text[0] == 0;
  map_write_in(scene->run, scene->sheet, vacant ? map_word(scene->run->context, "vacant") : text, cell,
               size, size * 0.6, false, vacant ? MAP_SOFT_INK : MAP_INK, MAP_CENTRE);
}

static void write_row(map_scene *scene, const table_layout *t, int32_t grid, double left, double top, double width)
{
  map_run *run = scene->run;
  const wg_grid *g = &run->plan->grids[grid];
  char households[32] = "—", compounds[600] = "";
  double x = left;
  if (t->compounds) list_compounds(run, grid, compounds, sizeof compounds);
  /* a row without a second line has its first in the middle */
  double y = top + (compounds[0] != 0 ? 0.08 * t->row : 0), h = compounds[0] != 0 ? 0.5 * t->row : t->row;
  write_number(scene, t, grid, x, top);
  x += t->number;
  if (compounds[0] != 0) write_compounds(scene, t, compounds, x + 1.5, top, left + width - x - 2.5);
  map_write_in(run, scene->sheet, map_grid_text(run, g->name), (wg_frame_box){x + 1.5, y, t->name - 2.5, h}, t->size,
               t->size * 0.62, true, MAP_INK, MAP_LEFT);
  x += t->name;
  if (g->kind == WG_GRID_BASE && g->status != WG_GRID_UNKNOWN)
    snprintf(households, sizeof households, "%d", (int)g->households);
  map_write_in(run, scene->sheet, households, (wg_frame_box){x, y, t->households - 1, h}, t->size, t->size * 0.6,
               false, MAP_INK, MAP_RIGHT);
  x += t->households;
  write_person(scene, map_officer(run, grid), (wg_frame_box){x + 0.5, y, t->officer - 1, h}, t->size);
  x += t->officer;
  if (t->phone > 0)
    write_person(scene, map_phone(run, grid), (wg_frame_box){x + 0.5, y, t->phone - 1, h}, t->size);
}

const int32_t *map_rows(const map_scene *scene, int32_t *count)
{
  if (scene->rows == NULL) return map_grids(scene->run, scene->community, count);
  *count = scene->row_count;
  return scene->rows;
}

int32_t map_table(map_scene *scene, wg_frame_box box, int32_t first, double *bottom)
{
  int32_t count;
  const int32_t *grids = map_rows(scene, &count);
  table_layout t = choose_layout(scene->run, box, count - first, scene->letter);
  int32_t rows = (int32_t)((box.height + 0.01 - t.head) / t.row), written = 0;
  head(scene, &t, box);
  for (; written < rows && first + written < count; written++) {
    double top = box.top + t.head + t.row * written;
    write_row(scene, &t, grids[first + written], box.left, top, box.width);
    wg_sheet_line(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_RULE), .width = 0.15}, box.left, top + t.row,
                  box.left + box.width, top + t.row);
  }
  *bottom = box.top + t.head + t.row * written;
  return written;
}
