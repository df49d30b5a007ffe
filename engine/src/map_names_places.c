/* Names of compounds, once each, and numbers on footprints. */
#include "map_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct member {
  const char *compound;
  int64_t building;
} member;

static int compare_members(const void *left, const void *right)
{
  const member *a = left, *b = right;
  int order = strcmp(a->compound, b->compound);
  return order != 0 ? order : (a->building > b->building) - (a->building < b->building);
}

static bool is_own(const map_scene *scene, int64_t building)
{
  const wg_plan *plan = scene->run->plan;
  int32_t grid = plan->grid_of_building[building];
  if (scene->focus >= 0 && grid != scene->focus) return false;
  return grid >= 0 && plan->grids[grid].community == scene->community &&
         plan->buildings.shapes.kind[building] != WG_SHAPE_NONE;
}

static wg_frame_box bounds_of(const map_scene *scene, const member *members, int64_t count)
{
  wg_box all = WG_BOX_EMPTY;
  for (int64_t i = 0; i < count; i++) {
    wg_box b = scene->run->building_box[members[i].building];
    wg_box_add(&all, (wg_point){b.min_x, b.min_y});
    wg_box_add(&all, (wg_point){b.max_x, b.max_y});
  }
  wg_xy low = map_to_page(&scene->view, (wg_point){all.min_x, all.max_y});
  wg_xy high = map_to_page(&scene->view, (wg_point){all.max_x, all.min_y});
  return (wg_frame_box){low.x, low.y, high.x - low.x, high.y - low.y};
}

/* The grid that all members lie in, or −1. */
static int32_t common_grid(const map_scene *scene, const member *members, int64_t count)
{
  const int32_t *grid = scene->run->plan->grid_of_building;
  for (int64_t i = 1; i < count; i++)
    if (grid[members[i].building] != grid[members[0].building]) return -1;
  return grid[members[0].building];
}

static void name_compound(name_set *set, map_rings *rings, const member *members, int64_t count)
{
  enum { COLUMNS = 7, ROWS = 9 };
  const map_scene *scene = set->scene;
  const double size = fmax(2.2, 3.2 * scene->letter);
  const wg_lettering lettering = {.size = size,
                                  .bold = true,
                                  .colour = WG_RGB(MAP_COMPOUND_NAME),
                                  .halo = 0xE8FFFFFFu,
                                  .halo_width = 0.5};
  name_block block = {.count = 0};
  int32_t starts[5],
      lines = map_break_even(scene->run, members[0].compound, 11 * size, size, true, starts, 4);
  for (int32_t i = 0; i < lines; i++)
    name_block_add(&block, scene->run, members[0].compound + starts[i], starts[i + 1] - starts[i],
                   &lettering);
  wg_frame_box b = bounds_of(scene, members, count);
  int32_t grid = common_grid(scene, members, count);
  map_rings_clear(rings);
  if (grid >= 0 && set->status == WG_OK)
    set->status =
        map_rings_add(rings, set->context, &scene->view, &scene->run->plan->outlines, grid);
  if (set->status != WG_OK) return;
  wg_traces area = map_rings_traces(rings);
  double x0 = b.left + b.width / 2, y0 = b.top + b.height / 2;
  name_begin(set, MAP_COMPOUND_LABEL, members[0].building,
             500 + (int32_t)(count < 50 ? count * 8 : 400), -1);
  for (int k = 0; k < COLUMNS * ROWS; k++) {
    double x = x0 + (b.width + 2) * ((k % COLUMNS) / (COLUMNS - 1.0) - 0.5);
    double y = y0 + (b.height + 6) * ((k / COLUMNS) / (ROWS - 1.0) - 0.5);
    wg_slab slab = name_block_slab(&block, x, y);
    double away = sqrt((x - x0) * (x - x0) / (1 + b.width * b.width) +
                       (y - y0) * (y - y0) / (1 + b.height * b.height));
    map_ink_share under = map_ink_under(&scene->ink, &slab);
    bool strays = grid >= 0 && !wg_traces_hold_slab(&area, &slab);
    name_way_begin(
        set, (int32_t)(60 * away + 120 * under.footprint + 60 * under.street + 300 * under.border) +
                 (strays ? 250 : 0));
    name_block_write(set, &block, x, y);
    name_way_end(set);
  }
}

void name_compounds(name_set *set)
{
  const map_scene *scene = set->scene;
  const wg_buildings *b = &scene->run->plan->buildings;
  member *members;
  map_rings rings = {0};
  int64_t n = 0;
  if (set->status != WG_OK) return;
  set->status = wg_allocate(set->context, &members, (size_t)b->shapes.count, sizeof *members);
  if (set->status != WG_OK) return;
  for (int64_t i = 0; i < b->shapes.count; i++) {
    const char *compound = wg_texts_get(&b->texts, b->compound[i]);
    if (is_own(scene, i) && wg_compound_is_named(compound)) members[n++] = (member){compound, i};
  }
  qsort(members, (size_t)n, sizeof *members, compare_members);
  for (int64_t i = 0, first = 0; i < n; i++) {
    if (i + 1 < n && strcmp(members[i + 1].compound, members[first].compound) == 0) continue;
    name_compound(set, &rings, members + first, i + 1 - first);
    first = i + 1;
  }
  map_rings_free(&rings, set->context);
  wg_release(set->context, members);
}

/* --- numbers on footprints -------------------------------------------------------------------- */

/* "12" of "12号楼"; 0 bytes: it does not begin with a digit. */
static int32_t leading_number(const char *text)
{
  int32_t n = 0;
  while (text[n] >= '0' && text[n] <= '9') n++;
  return n;
}

static void write_on_footprint(name_set *set, const wg_traces *area, wg_xy at, const char *text,
                               int32_t length, int32_t cost)
{
  const map_run *run = set->scene->run;
  const wg_lettering lettering = {.size = 2.3, .colour = WG_RGB(MAP_INK)};
  double width = run->measure.width(run->measure.user, text, length, 2.3, false);
  wg_slab slab = {at.x, at.y, 1, 0, width / 2, 0.42 * 2.3};
  if (!wg_traces_hold_slab(area, &slab)) return;
  name_way_begin(set, cost);
  name_box(set, slab);
  name_piece_add(set, text, length, &lettering, at.x - width / 2, at.y + 0.37 * 2.3, 1, 0);
  name_way_end(set);
}

static void name_building(name_set *set, map_rings *rings, int64_t building, const char *text)
{
  const map_run *run = set->scene->run;
  wg_xy at;
  double clearance;
  int32_t number = leading_number(text), all = (int32_t)strlen(text);
  map_rings_clear(rings);
  if (set->status == WG_OK)
    set->status = map_rings_add(rings, set->context, &set->scene->view,
                                &run->plan->buildings.shapes, building);
  if (set->status != WG_OK || rings->count == 0) return;
  wg_traces area = map_rings_traces(rings);
  set->status = wg_inner_place(&at, &clearance, set->context, &area, 2, 0.2);
  if (set->status != WG_OK || clearance < 1) return;
  name_begin(set, MAP_BUILDING_LABEL, building, 40, -1);
  for (int shift = 0; shift < 5; shift++) {
    double dx = (shift + 1) / 2 * 2.5 * (shift % 2 == 0 ? 1 : -1);
    write_on_footprint(set, &area, (wg_xy){at.x + dx, at.y}, text, all, shift * 3);
    if (number > 0 && number < all)
      write_on_footprint(set, &area, (wg_xy){at.x + dx, at.y}, text, number, 15 + shift * 3);
  }
}

void name_buildings(name_set *set)
{
  const map_scene *scene = set->scene;
  const wg_buildings *b = &scene->run->plan->buildings;
  wg_box seen = map_view_box(&scene->view, 0);
  map_rings rings = {0};
  for (int64_t i = 0; i < b->shapes.count; i++) {
    const char *text = map_building_label(scene->run, i);
    if (text[0] == 0 || b->shapes.kind[i] != WG_SHAPE_AREA || !is_own(scene, i)) continue;
    if (wg_box_overlap(scene->run->building_box[i], seen)) name_building(set, &rings, i, text);
  }
  map_rings_free(&rings, set->context);
}
