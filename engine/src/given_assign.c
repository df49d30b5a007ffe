/* Given grids to communities, buildings to given grids. */
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "overlay.h"

static wg_box box_of_all(const wg_shapes *shapes)
{
  wg_box box = WG_BOX_EMPTY;
  for (int64_t i = 0; i < shapes->point_count; i++) wg_box_add(&box, shapes->points[i]);
  return box;
}

/* When no grid lies where a community does, the layers do not fit each other, whatever their codes
 * say. */
static wg_status refuse_elsewhere(const wg_given *given)
{
  const wg_shapes *grids = &given->grids.shapes, *communities = &given->plan->communities.shapes;
  for (int64_t r = 0; r < grids->count; r++) {
    wg_box box = wg_shapes_box(grids, r);
    for (int64_t c = 0; c < communities->count; c++)
      if (wg_box_overlap(box, wg_shapes_box(communities, c))) return WG_OK;
  }
  wg_box all = box_of_all(communities), own = box_of_all(grids);
  return wg_fail(
      given->context, WG_EMPTY,
      wg_in(given->context,
            "None of the %lld grids lies in a community: in %s the communities span "
            "%.0f–%.0f east, %.0f–%.0f north, the grids %.0f–%.0f, %.0f–%.0f (km from their "
            "common origin). If the coordinate system is wrong, name the right one: --crs-of "
            "grids=EPSG:….",
            "%lld 个网格均不在任何社区内：在 %s 中，社区范围为东 %.0f–%.0f、北 %.0f–%.0f，网格为 "
            "%.0f–%.0f、%.0f–%.0f（距共同原点公里数）。若坐标系有误，请用 --crs-of "
            "grids=EPSG:… 指定。"),
      (long long)grids->count, given->plan->system.name, all.min_x / 1e6, all.max_x / 1e6,
      all.min_y / 1e6, all.max_y / 1e6, own.min_x / 1e6, own.max_x / 1e6, own.min_y / 1e6,
      own.max_y / 1e6);
}

wg_status wg_given_place(wg_given *given)
{
  WG_TRY(refuse_elsewhere(given));
  WG_TRY(wg_allocate(given->context, &given->community_of_row, (size_t)given->grids.shapes.count,
                     sizeof *given->community_of_row));
  return wg_overlay_place(given->community_of_row, given->context, &given->grids,
                          &given->plan->communities);
}

/* --- rows to grids ------------------------------------------------------------------------------
 */

/* The number of the grid: the digits that its code ends with after its community's; where it does
 * not begin with that, the last three. */
static int32_t sequence_of(const wg_plan *plan, const wg_grid *grid)
{
  const char *code = wg_texts_get(&plan->texts, grid->code);
  const char *community =
      wg_texts_get(&plan->communities.texts, plan->communities.code[grid->community]);
  size_t length = strlen(code), prefix = strlen(community), digits = 0, most = 3;
  if (strncmp(code, community, prefix) == 0) most = length - prefix < 9 ? length - prefix : 9;
  while (digits < most && digits < length && code[length - digits - 1] >= '0' &&
         code[length - digits - 1] <= '9')
    digits++;
  return (int32_t)strtol(code + length - digits, NULL, 10);
}

/* By its kind where the file says one; else by a number of the exempt ones after the code of its
 * community, as the default template writes it. */
static bool is_exempt(const wg_given *given, const wg_grid *grid, int64_t row)
{
  const wg_communities *all = &given->plan->communities;
  const char *code = wg_texts_get(&given->plan->texts, grid->code);
  const char *community = wg_texts_get(&all->texts, all->code[grid->community]);
  if (given->grids.kind[row] != WG_GRID_KIND_UNSAID)
    return given->grids.kind[row] == WG_GRID_KIND_EXEMPT;
  return grid->sequence > 900 && strlen(code) == strlen(community) + 3 &&
         strncmp(code, community, strlen(community)) == 0;
}

static wg_status copy_text(wg_given *given, wg_text from, wg_text *to)
{
  const wg_texts *texts = &given->grids.texts;
  return wg_texts_add(&given->plan->texts, given->context,
                      from == WG_NO_TEXT ? NULL : wg_texts_get(texts, from), -1, to);
}

static wg_status add_grid(wg_given *given, int64_t row)
{
  wg_plan *plan = given->plan;
  const wg_grids *read = &given->grids;
  int64_t index = plan->grid_count;
  wg_grid grid = {
      .community = given->community_of_row[row], .persons = WG_UNKNOWN, .reason = WG_NO_TEXT};
  WG_TRY(copy_text(given, read->code[row], &grid.code));
  WG_TRY(copy_text(given, read->name[row] != WG_NO_TEXT ? read->name[row] : read->code[row],
                   &grid.name));
  WG_TRY(wg_shapes_copy(&plan->outlines, given->context, &read->shapes, row));
  grid.sequence = sequence_of(plan, &grid);
  grid.kind = is_exempt(given, &grid, row) ? WG_GRID_EXEMPT : WG_GRID_BASE;
  WG_TRY(copy_text(given, read->valid_from[row], &plan->valid_from[index]));
  if (plan->officer != NULL) {
    WG_TRY(copy_text(given, read->officer[row], &plan->officer[index]));
    WG_TRY(copy_text(given, read->phone[row], &plan->phone[index]));
  }
  grid.area2_mm2 = (int64_t)wg_shapes_area2(&plan->outlines, index);
  grid.perimeter_mm = wg_shapes_length(&plan->outlines, index);
  if (!wg_overlay_stands(&plan->outlines, index, &grid.inner)) grid.inner = (wg_point){0, 0};
  given->row_of_grid[index] = row;
  plan->grids[plan->grid_count++] = grid;
  return WG_OK;
}

static bool names_officers(const wg_grids *grids)
{
  for (int64_t r = 0; r < grids->shapes.count; r++)
    if (grids->officer[r] != WG_NO_TEXT) return true;
  return false;
}

/* What is ours moves aside; the plan's own places are empty. */
static wg_status move_aside(wg_given *given)
{
  wg_plan *plan = given->plan;
  int64_t rows = given->grids.shapes.count;
  given->own_grids = plan->grids;
  given->own_grid_count = plan->grid_count;
  given->own_outlines = plan->outlines;
  given->own_grid_of_building = plan->grid_of_building;
  plan->grids = NULL;
  plan->grid_count = plan->grid_capacity = 0;
  plan->outlines = (wg_shapes){0};
  plan->grid_of_building = NULL;
  wg_release(given->context, plan->officer); /* of ours, by the roster */
  wg_release(given->context, plan->phone);
  plan->officer = plan->phone = NULL;
  WG_TRY(wg_grow(given->context, &plan->grids, &plan->grid_capacity, rows, sizeof *plan->grids));
  WG_TRY(wg_grow(given->context, &plan->valid_from, &plan->valid_from_capacity, rows,
                 sizeof *plan->valid_from));
  WG_TRY(wg_allocate(given->context, &given->row_of_grid, (size_t)rows, sizeof(int64_t)));
  if (names_officers(&given->grids)) {
    WG_TRY(wg_allocate(given->context, &plan->officer, (size_t)rows, sizeof *plan->officer));
    WG_TRY(wg_allocate(given->context, &plan->phone, (size_t)rows, sizeof *plan->phone));
  }
  return wg_allocate(given->context, &plan->grid_of_building, (size_t)plan->buildings.shapes.count,
                     sizeof *plan->grid_of_building);
}

static wg_status add_grids(wg_given *given)
{
  int64_t *rows = NULL, count;
  wg_status status =
      wg_overlay_order(&rows, &count, given->context, &given->grids, given->community_of_row);
  for (int64_t i = 0; i < count && status == WG_OK; i++) status = add_grid(given, rows[i]);
  wg_release(given->context, rows);
  return status;
}

/* --- buildings to grids -------------------------------------------------------------------------
 */

static void count_building(wg_plan *plan, int64_t b)
{
  const wg_buildings *all = &plan->buildings;
  if (plan->grid_of_building[b] < 0) return;
  wg_grid *grid = &plan->grids[plan->grid_of_building[b]];
  int32_t households = all->households[b], persons = all->persons[b];
  grid->buildings++;
  if (households == WG_UNKNOWN)
    grid->buildings_unknown++;
  else
    grid->households += households;
  if (households > 0 && all->source[b] == WG_HOUSEHOLDS_ESTIMATED)
    grid->households_estimated += households;
  if (persons != WG_UNKNOWN)
    grid->persons = (grid->persons == WG_UNKNOWN ? 0 : grid->persons) + persons;
}

wg_status wg_given_assign(wg_given *given)
{
  wg_plan *plan = given->plan;
  int64_t *first, g = 0, communities = plan->communities.shapes.count;
  WG_TRY(move_aside(given));
  WG_TRY(add_grids(given));
  WG_TRY(wg_allocate(given->context, &first, (size_t)communities + 1, sizeof *first));
  for (int64_t c = 0; c <= communities; c++) {
    while (g < plan->grid_count && plan->grids[g].community < c) g++;
    first[c] = g;
  }
  wg_status status = WG_OK;
  size_t buildings = (size_t)plan->buildings.shapes.count;
  if (given->is_field) /* its rows are in this order */
    memcpy(plan->grid_of_building, given->survey.field.of_building,
           buildings * sizeof *plan->grid_of_building);
  else
    status = wg_overlay_buildings(plan->grid_of_building, given->context, &plan->buildings,
                                  &plan->communities, &plan->outlines, first);
  for (int64_t b = 0; b < plan->buildings.shapes.count && status == WG_OK; b++)
    count_building(plan, b);
  wg_release(given->context, first);
  return status;
}
