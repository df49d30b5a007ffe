/* The land: each grid a valid polygon in one piece, and all grids of a community its exact tiling.
 *
 * Whether they tile it is decided by segments that cancel and areas that add up, both exact. Only
 * where they do not, GEOS is asked what it is (gap, overlap, outside) and how large. */
#include <stdio.h>

#include "check.h"

#define NOTHING_M2 1e-6 /* what floating point leaves of areas that are equal */

/* --- one grid ------------------------------------------------------------------------------------- */

static wg_status check_valid(wg_check *check, int32_t grid)
{
  const wg_shapes *outlines = &check->plan->outlines;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  bool valid = false;
  char reason[128] = "";
  wg_point at = {0, 0};
  if (wg_shapes_area2(outlines, grid) <= 0) {
    check->invalid[grid] = 1;
    return wg_check_report(check, WG_FINDING_GRID_INVALID, about, "%s",
                           wg_in(check->context, "It has no area.", "该网格没有面积。"));
  }
  wg_status status = wg_geos_valid(check->geos, outlines, grid, &valid, reason, &at);
  if (status == WG_BAD_GEOMETRY) snprintf(reason, sizeof reason, "GEOS");
  else if (status != WG_OK || valid) return status;
  check->invalid[grid] = 1;
  about.at = &at;
  return wg_check_report(check, WG_FINDING_GRID_INVALID, about,
                         wg_in(check->context,
                               "Its polygon is not valid (%s); gaps and overlaps of its community "
                               "cannot be judged before it is.",
                               "图形无效（%s）；修复之前无法判断所在社区的缝隙与重叠。"),
                         reason);
}

__int128 wg_check_shell_area2(const wg_shapes *shapes, int64_t ring)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, ring, &count);
  __int128 area2 = wg_ring_area2(points, count);
  return area2 > 0 ? area2 : 0;
}

int wg_check_in_ring(const wg_shapes *shapes, int64_t ring, wg_point point)
{
  int64_t only[2] = {ring, ring + 1};
  wg_shapes view = *shapes; /* of that ring alone */
  view.count = 1;
  view.ring_start = only;
  return wg_shapes_locate(&view, 0, point);
}

/* Whether no vertex of ring `inner` lies outside ring `outer` of another set. */
static bool ring_within(const wg_shapes *shapes, int64_t inner, const wg_shapes *others,
                        int64_t outer)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, inner, &count);
  for (int64_t i = 0; i < count; i++)
    if (wg_check_in_ring(others, outer, points[i]) < 0) return false;
  return true;
}

/* The part of its community a shell lies in, as the ring of the smallest shell around it; −1. */
static int64_t part_of_shell(const wg_plan *plan, int32_t community, int64_t shell)
{
  const wg_shapes *parts = &plan->communities.shapes;
  int64_t best = -1;
  __int128 best_area2 = 0;
  for (int64_t r = parts->ring_start[community]; r < parts->ring_start[community + 1]; r++) {
    __int128 area2 = wg_check_shell_area2(parts, r);
    if (area2 == 0 || (best >= 0 && area2 >= best_area2)) continue;
    if (!ring_within(&plan->outlines, shell, parts, r)) continue;
    best = r;
    best_area2 = area2;
  }
  return best;
}

wg_status wg_check_report_pieces(wg_check *check, int32_t grid, int64_t pieces, const wg_point *at)
{
  wg_check_subject about = WG_ABOUT_GRID(grid);
  about.at = at;
  return wg_check_report(check, WG_FINDING_GRID_IN_PIECES, about,
                         wg_in(check->context,
                               "It consists of %lld pieces that do not touch, and not because its "
                               "community does.",
                               "该网格由 %lld 块互不相连的部分组成，而所在社区并未因此分开。"),
                         (long long)pieces);
}

/* A grid may have a part in each part of its community, but not two in one. */
static wg_status check_pieces(wg_check *check, int32_t grid)
{
  const wg_plan *plan = check->plan;
  const wg_shapes *outlines = &plan->outlines;
  int64_t first = outlines->ring_start[grid], end = outlines->ring_start[grid + 1], shells = 0;
  for (int64_t r = first; r < end; r++) shells += wg_check_shell_area2(outlines, r) > 0;
  if (shells < 2) return WG_OK;
  const wg_shapes *parts = &plan->communities.shapes;
  int32_t community = plan->grids[grid].community;
  int64_t rings = parts->ring_start[community + 1] - parts->ring_start[community], doubled = 0;
  uint8_t *taken;
  WG_TRY(wg_allocate(check->context, &taken, (size_t)rings, 1));
  for (int64_t r = first; r < end; r++) {
    if (wg_check_shell_area2(outlines, r) == 0) continue;
    int64_t part = part_of_shell(plan, community, r);
    if (part < 0) continue; /* it reaches outside, which is a finding of its own */
    uint8_t *seen = &taken[part - parts->ring_start[community]];
    doubled += *seen;
    *seen = 1;
  }
  wg_release(check->context, taken);
  return doubled == 0 ? WG_OK : wg_check_report_pieces(check, grid, shells, NULL);
}

/* --- what is wrong where segments do not cancel ----------------------------------------------------- */

typedef struct tiling {
  wg_check *check;
  int32_t community;
  const int32_t *grids;
  int64_t count;
  wg_check_segments segments; /* those left over */
  uint8_t *loose;             /* of every position in grids: it has a segment left over */
  double covered_m2;          /* of the community, overlaps counted once */
  int64_t found;
} tiling;

static wg_status compare_pair(tiling *t, int64_t i, int64_t j)
{
  const wg_shapes *outlines = &t->check->plan->outlines;
  const wg_plan *plan = t->check->plan;
  double area_m2 = 0;
  if (!wg_box_overlap(wg_shapes_box(outlines, t->grids[i]), wg_shapes_box(outlines, t->grids[j])))
    return WG_OK;
  WG_TRY(wg_geos_overlap(t->check->geos, outlines, t->grids[i], outlines, t->grids[j], &area_m2));
  if (area_m2 < NOTHING_M2) return WG_OK;
  t->covered_m2 -= area_m2;
  t->found++;
  const wg_grid *other = &plan->grids[t->grids[j]];
  return wg_check_report(t->check, WG_FINDING_GRID_OVERLAP, WG_ABOUT_GRID(t->grids[i]),
                         wg_in(t->check->context, "It shares %.6f m² with %s (%s).",
                               "与%3$s（%2$s）重叠 %1$.6f 平方米。"),
                         area_m2, wg_texts_get(&plan->texts, other->name),
                         wg_texts_get(&plan->texts, other->code));
}

static wg_status compare_with_community(tiling *t, int64_t i)
{
  const wg_plan *plan = t->check->plan;
  double total_m2 = (double)wg_shapes_area2(&plan->outlines, t->grids[i]) / 2e6;
  double inside_m2 = total_m2;
  if (t->loose[i])
    WG_TRY(wg_geos_overlap(t->check->geos, &plan->outlines, t->grids[i],
                           &plan->communities.shapes, t->community, &inside_m2));
  t->covered_m2 += inside_m2;
  if (total_m2 - inside_m2 < NOTHING_M2) return WG_OK;
  t->found++;
  return wg_check_report(t->check, WG_FINDING_GRID_OUTSIDE_COMMUNITY, WG_ABOUT_GRID(t->grids[i]),
                         wg_in(t->check->context, "%.6f m² of it lie outside its community.",
                               "有 %.6f 平方米位于所在社区之外。"),
                         total_m2 - inside_m2);
}

static wg_status report_gap(tiling *t)
{
  wg_check_subject about = WG_ABOUT_COMMUNITY(t->community);
  wg_context *context = t->check->context;
  double community_m2 =
      (double)wg_shapes_area2(&t->check->plan->communities.shapes, t->community) / 2e6;
  if (t->segments.count > 0) about.at = &t->segments.items[0].low;
  if (community_m2 - t->covered_m2 >= NOTHING_M2)
    return wg_check_report(t->check, WG_FINDING_GRID_GAP, about,
                           wg_in(context, "%.6f m² of it belong to no grid.",
                                 "有 %.6f 平方米不属于任何网格。"),
                           community_m2 - t->covered_m2);
  if (t->found > 0) return WG_OK;
  return wg_check_report(t->check, WG_FINDING_GRID_GAP, about,
                         wg_in(context,
                               "%lld border segments of its grids have no counterpart: neighbours do "
                               "not share their vertices.",
                               "有 %lld 条网格边界线段没有对应线段：相邻网格的顶点不一致。"),
                         (long long)t->segments.count);
}

/* What can be said where GEOS cannot intersect, because the community's outline is not valid. */
static wg_status report_difference(tiling *t)
{
  const wg_plan *plan = t->check->plan;
  t->covered_m2 = 0;
  for (int64_t i = 0; i < t->count; i++)
    t->covered_m2 += (double)wg_shapes_area2(&plan->outlines, t->grids[i]) / 2e6;
  double more_m2 =
      t->covered_m2 - (double)wg_shapes_area2(&plan->communities.shapes, t->community) / 2e6;
  if (more_m2 < NOTHING_M2) return report_gap(t);
  return wg_check_report(t->check, WG_FINDING_GRID_OVERLAP, WG_ABOUT_COMMUNITY(t->community),
                         wg_in(t->check->context,
                               "Its grids have %.6f m² more than its outline, which is not valid.",
                               "各网格面积之和比社区多 %.6f 平方米；社区轮廓无效。"),
                         more_m2);
}

static wg_status explain(tiling *t)
{
  for (int64_t i = 0; i < t->count; i++) WG_TRY(compare_with_community(t, i));
  for (int64_t i = 0; i < t->count; i++)
    for (int64_t j = i + 1; j < t->count; j++)
      if (t->loose[i] || t->loose[j]) WG_TRY(compare_pair(t, i, j));
  return report_gap(t);
}

/* --- one community ------------------------------------------------------------------------------------ */

static wg_status gather_segments(tiling *t)
{
  const wg_plan *plan = t->check->plan;
  wg_context *context = t->check->context;
  for (int64_t i = 0; i < t->count; i++)
    WG_TRY(wg_check_segments_add(&t->segments, context, &plan->outlines, t->grids[i], (int32_t)i,
                                 false));
  WG_TRY(wg_check_segments_add(&t->segments, context, &plan->communities.shapes, t->community, -1,
                               true));
  wg_check_segments_cancel(&t->segments);
  WG_TRY(wg_allocate(context, &t->loose, (size_t)t->count, 1));
  for (int64_t i = 0; i < t->segments.count; i++)
    if (t->segments.items[i].grid >= 0) t->loose[t->segments.items[i].grid] = 1;
  return WG_OK;
}

static bool adds_up(const tiling *t)
{
  __int128 sum = 0;
  for (int64_t i = 0; i < t->count; i++)
    sum += wg_shapes_area2(&t->check->plan->outlines, t->grids[i]);
  return sum == wg_shapes_area2(&t->check->plan->communities.shapes, t->community);
}

static wg_status check_tiling(wg_check *check, int32_t community)
{
  tiling t = {.check = check,
              .community = community,
              .grids = check->grids + check->first_grid[community],
              .count = check->first_grid[community + 1] - check->first_grid[community]};
  for (int64_t i = 0; i < t.count; i++)
    if (check->invalid[t.grids[i]]) return WG_OK;
  wg_status status = gather_segments(&t);
  if (status == WG_OK && (t.segments.count > 0 || !adds_up(&t))) {
    status = explain(&t);
    if (status == WG_BAD_GEOMETRY) status = report_difference(&t);
  }
  wg_release(check->context, t.segments.items);
  wg_release(check->context, t.loose);
  return status;
}

/* Grids without lines of their own have no gap and no overlap. */
static wg_status check_known_pieces(wg_check *check)
{
  for (int32_t g = 0; g < check->plan->grid_count; g++) {
    if (check->pieces[g].count == 0) continue;
    if (check->in_pieces != NULL) check->in_pieces[g] = 1;
    WG_TRY(wg_check_report_pieces(check, g, check->pieces[g].count, &check->pieces[g].at));
  }
  return WG_OK;
}

wg_status wg_check_land(wg_check *check)
{
  const wg_plan *plan = check->plan;
  if (check->pieces != NULL) return check_known_pieces(check);
  for (int32_t g = 0; g < plan->grid_count; g++) {
    if ((g & 255) == 0) WG_TRY(wg_progress(check->context, "checking", g, plan->grid_count));
    WG_TRY(check_valid(check, g));
    if (check->invalid[g]) continue;
    WG_TRY(check->tolerance_mm > 0 ? wg_check_pieces_about(check, g) : check_pieces(check, g));
  }
  for (int32_t c = 0; c < plan->communities.shapes.count; c++)
    WG_TRY(check->tolerance_mm > 0 ? wg_check_tiling_about(check, c) : check_tiling(check, c));
  return WG_OK;
}
