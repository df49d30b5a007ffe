/* The cover: the county with its communities, and the table of them. */
#include "map.h"

#include <math.h>
#include <stdio.h>

#include "algorithms/colouring.h"

enum { HEAD = 19, FOOT = 7, GAP = 6 };

/* --- the map ---------------------------------------------------------------------------------- */

static wg_status list_edges(const map_run *run, const int32_t *across, int32_t **a, int32_t **b,
                            int64_t *edges)
{
  const wg_shapes *c = &run->plan->communities.shapes;
  int64_t capacity_a = 0, capacity_b = 0;
  for (int64_t i = 0; i < c->count; i++)
    for (int64_t p = c->point_start[c->ring_start[i]]; p < c->point_start[c->ring_start[i + 1]];
         p++) {
      if (across[p] <= i || (*edges > 0 && (*a)[*edges - 1] == i && (*b)[*edges - 1] == across[p]))
        continue;
      WG_TRY(wg_grow(run->context, a, &capacity_a, *edges + 1, sizeof **a));
      WG_TRY(wg_grow(run->context, b, &capacity_b, *edges + 1, sizeof **b));
      (*a)[*edges] = (int32_t)i;
      (*b)[(*edges)++] = across[p];
    }
  return WG_OK;
}

static wg_status colour_communities(map_scene *scene)
{
  map_run *run = scene->run;
  const wg_shapes *c = &run->plan->communities.shapes;
  int32_t *across = NULL, *a = NULL, *b = NULL, used;
  int64_t edges = 0;
  wg_status status;
  WG_TRY_DONE(wg_allocate(run->context, &scene->colour_of, (size_t)c->count, 1));
  WG_TRY_DONE(wg_allocate(run->context, &across, (size_t)c->point_count, sizeof *across));
  WG_TRY_DONE(wg_areas_across(across, run->context, c, 0, c->count));
  WG_TRY_DONE(list_edges(run, across, &a, &b, &edges));
  WG_TRY_DONE(
      wg_colour_graph(scene->colour_of, &used, run->context, (int32_t)c->count, a, b, edges));
  map_style_choose(&scene->style, run, used);
done:
  wg_release(run->context, across);
  wg_release(run->context, a);
  wg_release(run->context, b);
  return status;
}

static void draw_communities(map_scene *scene)
{
  const wg_plan *plan = scene->run->plan;
  const wg_shapes *c = &plan->communities.shapes;
  wg_sheet *sheet = scene->sheet;
  wg_frame_box f = scene->view.frame;
  map_clip_to_frame(scene);
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_LAND)}, f);
  for (int64_t i = 0; i < c->count; i++) {
    uint32_t fill = WG_RGB(scene->style.fills[scene->colour_of[i] % scene->style.fill_count]);
    wg_sheet_path(sheet, &(wg_pen){.fill = fill, .stroke = fill, .width = 0.1});
    map_trace(sheet, &scene->view, c, i);
  }
  map_draw_lines(scene);
  /* lines as thin as their meshes are small */
  double mesh = sqrt(f.width * f.height / (double)c->count) / 45, line = fmin(1, fmax(0.3, mesh));
  wg_sheet_path(sheet, &(wg_pen){.stroke = 0x90000000u | MAP_BORDER, .width = 0.25 * line});
  for (int64_t g = 0; g < plan->grid_count; g++) map_trace(sheet, &scene->view, &plan->outlines, g);
  wg_sheet_path(sheet, &(wg_pen){.stroke = WG_RGB(MAP_ACCENT), .width = 0.8 * line});
  for (int64_t i = 0; i < c->count; i++) map_trace(sheet, &scene->view, c, i);
  wg_sheet_unclip(sheet);
  wg_sheet_box(sheet, &(wg_pen){.stroke = WG_RGB(MAP_INK), .width = 0.35}, f);
}

/* --- the table of communities ----------------------------------------------------------------- */

typedef struct list_layout {
  double row, size, head, head_size;
  double number, name, code, grids, households, phone; /* widths; code, phone 0: left out */
} list_layout;

/* As wide as its heading and `longest`, and a gap. */
static double column(const map_run *run, const list_layout *t, const char *heading,
                     const char *longest)
{
  return fmax(map_width(run, map_word(run->context, heading), t->head_size, true),
              map_width(run, longest, t->size, false)) +
         1.2 * t->size;
}

static bool has_phones(const map_run *run)
{
  return run->options->with_contacts && run->plan->contacts.count > 0;
}

static list_layout layout_list(const map_run *run, double width, int32_t rows, double height)
{
  static const double sizes[][2] = {{13, 4.6},  {10.5, 4.2}, {8.4, 3.7}, {7.2, 3.3},
                                    {6.2, 3.0}, {5.4, 2.7},  {4.8, 2.5}};
  list_layout t = {.row = 0};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    t.row = sizes[i][0];
    t.size = sizes[i][1];
    t.head = fmin(t.row, 9);
    if (t.row * rows + t.head <= height) break;
  }
  t.head_size = fmin(t.size, 3.4);
  t.number = 3.2 * t.size;
  t.grids = column(run, &t, MAP_WORD("Grids"), "88");
  t.households = column(run, &t, MAP_WORD("Households"), "88888");
  t.phone = has_phones(run) ? column(run, &t, MAP_WORD("Telephone"), "000-88888888") : 0;
  t.code = column(run, &t, MAP_WORD("Code"), "640106001001");
  t.name = width - t.number - t.grids - t.households - t.phone - t.code;
  if (t.name < 7 * t.size) {
    t.name += t.code;
    t.code = 0;
  }
  return t;
}

static void list_head(map_run *run, wg_sheet *sheet, const list_layout *t, wg_frame_box box)
{
  const wg_context *c = run->context;
  double size = t->head_size, y = box.top + t->head / 2 + 0.36 * size, x = box.left + t->number;
  wg_sheet_round_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)},
                     (wg_frame_box){box.left, box.top, box.width, t->head}, 1);
  map_write(run, sheet, map_word(c, "Community"), x, y, size, true, MAP_PAPER, MAP_LEFT);
  x += t->name;
  if (t->code > 0)
    map_write(run, sheet, map_word(c, "Code"), x, y, size, true, MAP_PAPER, MAP_LEFT);
  x += t->code + t->grids;
  map_write(run, sheet, map_word(c, "Grids"), x - 1, y, size, true, MAP_PAPER, MAP_RIGHT);
  x += t->households;
  map_write(run, sheet, map_word(c, "Households"), x - 1, y, size, true, MAP_PAPER, MAP_RIGHT);
  if (t->phone > 0)
    map_write(run, sheet, map_word(c, "Telephone"), x + t->phone - 1, y, size, true, MAP_PAPER,
              MAP_RIGHT);
}

static void list_row(map_run *run, wg_sheet *sheet, const list_layout *t, int32_t community,
                     double left, double top)
{
  const wg_community_result *r = &run->plan->results[community];
  char text[32];
  double x = left + t->number, y = top + t->row / 2 + 0.36 * t->size;
  int32_t count;
  map_grids(run, community, &count);
  snprintf(text, sizeof text, "%d", (int)community + 1);
  map_write(run, sheet, text, x - 2, y, t->size, true, MAP_SOFT_INK, MAP_RIGHT);
  map_write_in(run, sheet, map_community_name(run, community),
               (wg_frame_box){x, top, t->name - 1, t->row}, t->size, t->size * 0.7, true, MAP_INK,
               MAP_LEFT);
  x += t->name;
  if (t->code > 0)
    map_write_in(run, sheet, map_community_code(run, community),
                 (wg_frame_box){x, top, t->code - 1, t->row}, t->size * 0.86, 2, false,
                 MAP_SOFT_INK, MAP_LEFT);
  x += t->code + t->grids;
  snprintf(text, sizeof text, "%d", (int)count);
  map_write(run, sheet, text, x - 1, y, t->size, false, MAP_INK, MAP_RIGHT);
  x += t->households;
  snprintf(text, sizeof text, "%lld", (long long)r->households);
  map_write(run, sheet, text, x - 1, y, t->size, false, MAP_INK, MAP_RIGHT);
  if (t->phone > 0)
    map_write_in(run, sheet, map_community_phone(run, community),
                 (wg_frame_box){x + 2, top, t->phone - 3, t->row}, t->size, 2, false, MAP_INK,
                 MAP_RIGHT);
}

/* Rows from `first` on in one column, laid out for all that are left, as many as there is room for.
 */
static int32_t write_column(map_run *run, wg_sheet *sheet, const list_layout *t, wg_frame_box box,
                            int32_t first)
{
  int32_t all = (int32_t)run->plan->communities.shapes.count, n = 0;
  list_head(run, sheet, t, box);
  for (; first + n < all && t->head + t->row * (n + 1) <= box.height + 0.01; n++) {
    double top = box.top + t->head + t->row * n;
    list_row(run, sheet, t, first + n, box.left, top);
    wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(MAP_RULE), .width = 0.15}, box.left,
                  top + t->row, box.left + box.width, top + t->row);
  }
  return n;
}

/* The same in so many columns. */
static int32_t write_list(map_run *run, wg_sheet *sheet, wg_frame_box box, int32_t first,
                          int32_t columns)
{
  int32_t all = (int32_t)run->plan->communities.shapes.count, n = 0;
  double width = (box.width - (columns - 1) * GAP) / columns;
  list_layout t = layout_list(run, width, (all - first + columns - 1) / columns, box.height);
  for (int32_t k = 0; k < columns && first + n < all; k++)
    n += write_column(run, sheet, &t,
                      (wg_frame_box){box.left + k * (width + GAP), box.top, width, box.height},
                      first + n);
  return n;
}

/* --- sheets ----------------------------------------------------------------------------------- */

static void write_facts(map_run *run, wg_sheet *sheet, wg_frame_box box)
{
  char text[256];
  int64_t households = 0;
  const wg_plan *plan = run->plan;
  for (int64_t i = 0; i < plan->communities.shapes.count; i++)
    households += plan->results[i].households;
  snprintf(text, sizeof text,
           map_word(run->context, "Communities %d    Grids %d    Households %lld"),
           (int)plan->communities.shapes.count, (int)plan->grid_count, (long long)households);
  map_write_in(run, sheet, text, box, 3.8, 2.6, false, MAP_INK, MAP_LEFT);
}

/* A sheet of nothing but rows. */
static wg_status list_sheet(map_run *run, double width, double height, const char *title,
                            int32_t *first, int32_t number)
{
  wg_sheet sheet;
  char file[32];
  wg_sheet_begin(&sheet, run->context, width, height);
  map_title(run, &sheet, title, map_word(run->context, "continued"));
  *first += write_list(run, &sheet,
                       (wg_frame_box){MAP_MARGIN, MAP_MARGIN + HEAD, width - 2 * MAP_MARGIN,
                                      height - 2 * MAP_MARGIN - HEAD - FOOT},
                       *first, width > 500 ? 4 : 3);
  map_foot(run, &sheet, 0, "");
  snprintf(file, sizeof file, "cover-%d", (int)number);
  return map_emit(run, &sheet, title, 1, file);
}

static wg_status compose(map_scene *scene, const map_paper *paper, const char *title, int32_t *rows)
{
  map_run *run = scene->run;
  wg_sheet *sheet = scene->sheet;
  double width = sheet->width - 2 * MAP_MARGIN, side = fmin(0.36 * width, 200);
  double top = MAP_MARGIN + HEAD - 2, height = sheet->height - 2 * MAP_MARGIN - HEAD - FOOT + 2;
  wg_box box = map_plan_box(run->plan);
  wg_frame_box frame = {MAP_MARGIN, top, width - side - GAP, height - 14};
  scene->view = map_view_of(frame, box, map_any_scale(box, frame.width - 10, frame.height - 10));
  WG_TRY(colour_communities(scene));
  map_title(run, sheet, title, "");
  draw_communities(scene);
  WG_TRY(map_north_arrow(scene));
  WG_TRY(map_place_names(scene));
  map_scale_strip(scene, (wg_frame_box){frame.left, top + frame.height + 2, frame.width, 12});
  wg_frame_box list = {MAP_MARGIN + frame.width + GAP, top, side, height};
  write_facts(run, sheet, (wg_frame_box){list.left, list.top, list.width, 5});
  *rows =
      write_list(run, sheet, (wg_frame_box){list.left, list.top + 7.5, list.width, list.height - 9},
                 0, run->plan->communities.shapes.count > 40 && list.width > 120 ? 2 : 1);
  map_foot(run, sheet, scene->view.scale, paper->name);
  return WG_OK;
}

wg_status map_cover_sheet(map_run *run)
{
  wg_sheet sheet;
  map_paper paper;
  char title[256];
  int32_t rows = 0, all = (int32_t)run->plan->communities.shapes.count;
  const char *automatic = all > 60 ? "A2" : "A3";
  WG_TRY(map_paper_named(&paper, run->context,
                         run->options->paper != NULL ? run->options->paper : automatic));
  map_fill_title(run, run->look.cover, map_word(run->context, "Grid maps of communities"), 0, title,
                 sizeof title);
  wg_sheet_begin(&sheet, run->context, paper.height, paper.width);
  map_scene scene = map_scene_of(run, &sheet, -1);
  wg_status status = compose(&scene, &paper, title, &rows);
  if (status == WG_OK) status = map_emit(run, &sheet, title, 0, "cover");
  for (int32_t number = 2; status == WG_OK && rows < all; number++)
    status = list_sheet(run, paper.height, paper.width, title, &rows, number);
  wg_sheet_free(&sheet);
  map_scene_free(&scene);
  return status;
}
