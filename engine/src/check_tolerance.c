/* The tiling of grids that someone else drew, or that were rounded on their way: lines agree where
 * they lie within the tolerance of each other, so only what is thicker than that is a gap, an
 * overlap or land outside. */
#include "check.h"

static wg_status report_outside(wg_check *check, int32_t grid, int32_t community)
{
  const wg_plan *plan = check->plan;
  double area_m2;
  wg_point at;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  WG_TRY(wg_geos_thick(check->geos, &plan->outlines, grid, &plan->communities.shapes, &community, 1,
                       false, check->tolerance_mm, &area_m2, &at));
  if (area_m2 <= 0) return WG_OK;
  about.at = &at;
  return wg_check_report(check, WG_FINDING_GRID_OUTSIDE_COMMUNITY, about,
                         wg_in(check->context, "%.6f m² of it lie outside its community.",
                               "有 %.6f 平方米位于所在社区之外。"),
                         area_m2);
}

static wg_status report_overlap(wg_check *check, int32_t grid, int32_t other)
{
  const wg_plan *plan = check->plan;
  double area_m2;
  wg_point at;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  WG_TRY(wg_geos_thick(check->geos, &plan->outlines, grid, &plan->outlines, &other, 1, true,
                       check->tolerance_mm, &area_m2, &at));
  if (area_m2 <= 0) return WG_OK;
  about.at = &at;
  return wg_check_report(check, WG_FINDING_GRID_OVERLAP, about,
                         wg_in(check->context, "It shares %.6f m² with %s (%s).",
                               "与%2$s（%3$s）重叠 %1$.6f 平方米。"),
                         area_m2, wg_texts_get(&plan->texts, plan->grids[other].name),
                         wg_texts_get(&plan->texts, plan->grids[other].code));
}

static wg_status report_gap(wg_check *check, int32_t community, const int32_t *grids, int64_t count)
{
  const wg_plan *plan = check->plan;
  double area_m2;
  wg_point at;
  wg_check_subject about = WG_ABOUT_COMMUNITY(community);
  WG_TRY(wg_geos_thick(check->geos, &plan->communities.shapes, community, &plan->outlines, grids,
                       count, false, check->tolerance_mm, &area_m2, &at));
  if (area_m2 <= 0) return WG_OK;
  about.at = &at;
  return wg_check_report(
      check, WG_FINDING_GRID_GAP, about,
      wg_in(check->context, "%.6f m² of it belong to no grid.", "有 %.6f 平方米不属于任何网格。"),
      area_m2);
}

static bool boxes_meet(wg_box a, wg_box b)
{
  return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

wg_status wg_check_tiling_about(wg_check *check, int32_t community)
{
  const wg_shapes *outlines = &check->plan->outlines;
  const int32_t *grids = check->grids + check->first_grid[community];
  int64_t count = check->first_grid[community + 1] - check->first_grid[community];
  if (wg_shapes_area2(&check->plan->communities.shapes, community) == 0) return WG_OK;
  for (int64_t i = 0; i < count; i++) {
    if (check->invalid[grids[i]]) return WG_OK;
  }
  for (int64_t i = 0; i < count; i++) {
    wg_box box = wg_shapes_box(outlines, grids[i]);
    WG_TRY(report_outside(check, grids[i], community));
    for (int64_t j = i + 1; j < count; j++)
      if (boxes_meet(box, wg_shapes_box(outlines, grids[j])))
        WG_TRY(report_overlap(check, grids[i], grids[j]));
  }
  return report_gap(check, community, grids, count);
}
