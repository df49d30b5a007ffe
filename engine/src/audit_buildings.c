/* Buildings that two grids claim, and buildings that a grid line cuts. Lines are drawn by hand, so
 * only what is wider than twice the tolerance counts. */
#include "audit.h"

/* --- in two grids --------------------------------------------------------------------------------
 */

static wg_status area_in(wg_check *check, int64_t building, const int32_t *grids, int64_t count,
                         double *area_m2)
{
  const wg_plan *plan = check->plan;
  const wg_geos_widths any = {0, 0};
  wg_geos_parts parts = {0};
  wg_status status = wg_geos_compare(check->geos, &plan->buildings.shapes, building,
                                     &plan->outlines, grids, count, true, any, &parts);
  *area_m2 = 0;
  for (int64_t i = 0; i < parts.count; i++) *area_m2 += parts.items[i].area_m2;
  wg_release(check->context, parts.items);
  return status;
}

/* Whether at least half of a footprint lies in both grids; a point, whether it lies inside both. */
static wg_status lies_in_both(wg_check *check, int64_t building, wg_check_pair pair, bool *both)
{
  const wg_plan *plan = check->plan;
  const wg_shapes *buildings = &plan->buildings.shapes;
  const int32_t grids[] = {pair.a, pair.b};
  double in_a, in_b, in_any;
  *both = false;
  if (buildings->kind[building] != WG_SHAPE_AREA) {
    wg_point at = wg_check_point_inside(buildings, building);
    *both = wg_shapes_locate(&plan->outlines, pair.a, at) > 0 &&
            wg_shapes_locate(&plan->outlines, pair.b, at) > 0;
    return WG_OK;
  }
  WG_TRY(area_in(check, building, &grids[0], 1, &in_a));
  WG_TRY(area_in(check, building, &grids[1], 1, &in_b));
  if (in_a == 0 || in_b == 0) return WG_OK;
  WG_TRY(area_in(check, building, grids, 2, &in_any));
  *both = 2 * (in_a + in_b - in_any) >= (double)wg_shapes_area2(buildings, building) / 2e6;
  return WG_OK;
}

static wg_status report_both(wg_check *check, int64_t building, wg_check_pair pair)
{
  const wg_plan *plan = check->plan;
  const wg_grid *a = &plan->grids[pair.a], *b = &plan->grids[pair.b];
  return wg_check_report(
      check, WG_FINDING_BUILDING_TWICE, WG_ABOUT_BUILDING(building),
      wg_in(check->context,
            "It lies in %s (%s) and in %s (%s), which overlap; it is counted in the "
            "first that holds most of it.",
            "该楼同时位于%s（%s）和%s（%s）的重叠处，计入占其面积最大的前者。"),
      wg_texts_get(&plan->texts, a->name), wg_texts_get(&plan->texts, a->code),
      wg_texts_get(&plan->texts, b->name), wg_texts_get(&plan->texts, b->code));
}

/* told: of every building, it was named already. */
static wg_status check_pair(wg_check *check, wg_check_pair pair, uint8_t *told)
{
  const wg_plan *plan = check->plan;
  wg_box a = wg_shapes_box(&plan->outlines, pair.a), b = wg_shapes_box(&plan->outlines, pair.b);
  for (int64_t i = 0; i < plan->buildings.shapes.count; i++) {
    bool both;
    if (told[i] || plan->grid_of_building[i] < 0 ||
        plan->grids[plan->grid_of_building[i]].community != plan->grids[pair.a].community)
      continue;
    wg_box box = wg_shapes_box(&plan->buildings.shapes, i);
    if (!wg_box_overlap(box, a) || !wg_box_overlap(box, b)) continue;
    WG_TRY(lies_in_both(check, i, pair, &both));
    told[i] |= both;
    if (both) WG_TRY(report_both(check, i, pair));
  }
  return WG_OK;
}

/* --- cut by a line -------------------------------------------------------------------------------
 */

static int32_t other_grid_at(const wg_check *check, int32_t grid, wg_point at)
{
  const wg_plan *plan = check->plan;
  int32_t community = plan->grids[grid].community;
  for (int64_t i = check->first_grid[community]; i < check->first_grid[community + 1]; i++)
    if (check->grids[i] != grid && wg_shapes_locate(&plan->outlines, check->grids[i], at) > 0)
      return check->grids[i];
  return -1;
}

static wg_status report_cut(wg_check *check, int64_t building, int32_t other,
                            const wg_geos_part *part)
{
  const wg_plan *plan = check->plan;
  const wg_grid *own = &plan->grids[plan->grid_of_building[building]],
                *beyond = &plan->grids[other];
  double total_m2 = (double)wg_shapes_area2(&plan->buildings.shapes, building) / 2e6;
  wg_check_subject about = WG_ABOUT_BUILDING(building);
  about.at = &part->at;
  return wg_check_report(
      check, WG_FINDING_BUILDING_ACROSS_GRIDS, about,
      wg_in(check->context,
            "The line between %s (%s) and %s (%s) runs through it: %.0f %% lie in "
            "the latter; it is counted in the former.",
            "%s（%s）与%s（%s）的分界线穿过该楼，%.0f%% 位于后者；该楼计入前者。"),
      wg_texts_get(&plan->texts, own->name), wg_texts_get(&plan->texts, own->code),
      wg_texts_get(&plan->texts, beyond->name), wg_texts_get(&plan->texts, beyond->code),
      100 * part->area_m2 / total_m2);
}

static wg_status check_cut(wg_check *check, int64_t building)
{
  const wg_plan *plan = check->plan;
  int32_t grid = plan->grid_of_building[building];
  const wg_geos_widths wide = {check->tolerance_mm, check->tolerance_mm};
  wg_geos_parts parts = {0};
  wg_status status = wg_geos_compare(check->geos, &plan->buildings.shapes, building,
                                     &plan->outlines, &grid, 1, false, wide, &parts);
  if (status == WG_BAD_GEOMETRY)
    status = WG_OK; /* a footprint that cannot be cut is cut by nobody */
  for (int64_t i = 0; i < parts.count && status == WG_OK; i++) {
    int32_t other = other_grid_at(check, grid, parts.items[i].at);
    if (other < 0) continue;
    status = report_cut(check, building, other, &parts.items[i]);
    break;
  }
  wg_release(check->context, parts.items);
  return status;
}

static wg_status check_cuts(wg_check *check, const uint8_t *told)
{
  const wg_plan *plan = check->plan;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t grid = plan->grid_of_building[b];
    if ((b & 0xFFFF) == 0)
      WG_TRY(wg_progress(check->context, "checking", b, plan->buildings.shapes.count));
    if (told[b] || grid < 0 || check->invalid[grid] ||
        plan->buildings.shapes.kind[b] != WG_SHAPE_AREA ||
        wg_check_lies_within(&plan->buildings.shapes, b, &plan->outlines, grid))
      continue;
    WG_TRY(check_cut(check, b));
  }
  return WG_OK;
}

wg_status wg_audit_buildings(wg_check *check)
{
  uint8_t *told;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(check->context, &told, (size_t)check->plan->buildings.shapes.count, 1));
  for (int64_t i = 0; i < check->overlap_count && status == WG_OK; i++)
    status = check_pair(check, check->overlaps[i], told);
  if (status == WG_OK) status = check_cuts(check, told);
  wg_release(check->context, told);
  return status;
}
