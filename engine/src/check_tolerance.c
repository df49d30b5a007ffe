/* The tiling of grids that someone else drew, or that were rounded on their way: lines agree where
 * they lie within the tolerance of each other, so only what is thicker than that is a gap, an
 * overlap or land outside. What is thinner counts as a sliver of one grid, if that is asked for. */
#include "check.h"

typedef struct comparison {
  wg_check *check;
  int32_t community;
  const int32_t *grids;
  int64_t count;
  wg_geos_parts parts; /* of the comparison at hand */
} comparison;

static wg_geos_widths widths_of(const wg_check *check)
{
  int32_t nothing = check->nothing_mm > 0 ? check->nothing_mm : check->tolerance_mm;
  return (wg_geos_widths){nothing < check->tolerance_mm ? nothing : check->tolerance_mm,
                          check->tolerance_mm};
}

/* Sum of the thick parts, and the place of the largest. */
static double thick_m2(const wg_geos_parts *parts, wg_point *at)
{
  double sum_m2 = 0, largest_m2 = 0;
  for (int64_t i = 0; i < parts->count; i++) {
    const wg_geos_part *part = &parts->items[i];
    if (!part->thick) continue;
    sum_m2 += part->area_m2;
    if (part->area_m2 <= largest_m2) continue;
    largest_m2 = part->area_m2;
    *at = part->at;
  }
  return sum_m2;
}

static wg_check_slivers *add_sliver(wg_check *check, int32_t grid, const wg_geos_part *part)
{
  wg_check_slivers *slivers = &check->slivers[grid];
  slivers->area_m2 += part->area_m2;
  if (part->area_m2 > slivers->largest_m2) {
    slivers->largest_m2 = part->area_m2;
    slivers->at = part->at;
  }
  return slivers;
}

/* --- outside and overlaps -----------------------------------------------------------------------
 */

static wg_status report_outside(comparison *c, int32_t grid)
{
  wg_check *check = c->check;
  const wg_plan *plan = check->plan;
  wg_point at;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  c->parts.count = 0;
  WG_TRY(wg_geos_compare(check->geos, &plan->outlines, grid, &plan->communities.shapes,
                         &c->community, 1, false, widths_of(check), &c->parts));
  for (int64_t i = 0; i < c->parts.count && check->slivers != NULL; i++)
    if (!c->parts.items[i].thick) add_sliver(check, grid, &c->parts.items[i])->outside++;
  double area_m2 = thick_m2(&c->parts, &at);
  if (area_m2 <= 0) return WG_OK;
  about.at = &at;
  return wg_check_report(check, WG_FINDING_GRID_OUTSIDE_COMMUNITY, about,
                         wg_in(check->context, "%.2f m² of it lie outside its community.",
                               "有 %.2f 平方米位于所在社区之外。"),
                         area_m2);
}

static wg_status keep_pair(wg_check *check, int32_t grid, int32_t other)
{
  if (!check->whole) return WG_OK;
  WG_TRY(wg_grow(check->context, &check->overlaps, &check->overlap_capacity,
                 check->overlap_count + 1, sizeof *check->overlaps));
  check->overlaps[check->overlap_count++] =
      (wg_check_pair){grid < other ? grid : other, grid < other ? other : grid};
  return WG_OK;
}

static wg_status report_overlap(comparison *c, int32_t grid, int32_t other)
{
  wg_check *check = c->check;
  const wg_plan *plan = check->plan;
  wg_point at;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  c->parts.count = 0;
  WG_TRY(wg_geos_compare(check->geos, &plan->outlines, grid, &plan->outlines, &other, 1, true,
                         widths_of(check), &c->parts));
  for (int64_t i = 0; i < c->parts.count && check->slivers != NULL; i++)
    if (!c->parts.items[i].thick) add_sliver(check, grid, &c->parts.items[i])->overlaps++;
  double area_m2 = thick_m2(&c->parts, &at);
  if (area_m2 <= 0) return WG_OK;
  WG_TRY(keep_pair(check, grid, other));
  about.at = &at;
  return wg_check_report(check, WG_FINDING_GRID_OVERLAP, about,
                         wg_in(check->context, "It shares %.2f m² with %s (%s).",
                               "与%2$s（%3$s）重叠 %1$.6f 平方米。"),
                         area_m2, wg_texts_get(&plan->texts, plan->grids[other].name),
                         wg_texts_get(&plan->texts, plan->grids[other].code));
}

/* --- gaps ------------------------------------------------------------------------------------- */

static double distance_to_segment(wg_point p, wg_point a, wg_point b)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, length2 = dx * dx + dy * dy;
  double along = length2 > 0 ? (((double)p.x - a.x) * dx + ((double)p.y - a.y) * dy) / length2 : 0;
  along = along < 0 ? 0 : along > 1 ? 1 : along;
  double x = a.x + along * dx - p.x, y = a.y + along * dy - p.y;
  return x * x + y * y;
}

static double distance2_to(const wg_shapes *shapes, int32_t index, wg_point p)
{
  double best = 1e300;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0, j = count - 1; i < count; j = i++) {
      double distance2 = distance_to_segment(p, points[j], points[i]);
      if (distance2 < best) best = distance2;
    }
  }
  return best;
}

/* Of the grids whose lines pass a sliver of a gap the first: one finding is enough. */
static int32_t grid_at(const comparison *c, wg_point at)
{
  double reach = 2.0 * c->check->tolerance_mm + 1;
  int32_t nearest = -1;
  double best = 1e300;
  for (int64_t i = 0; i < c->count; i++) {
    double distance2 = distance2_to(&c->check->plan->outlines, c->grids[i], at);
    if (distance2 <= reach * reach) return c->grids[i];
    if (distance2 >= best) continue;
    best = distance2;
    nearest = c->grids[i];
  }
  return nearest;
}

/* A community that nobody has drawn a grid in is one finding, not one for each of its buildings. */
static wg_status report_no_grid(comparison *c)
{
  const wg_community_result *result = &c->check->plan->results[c->community];
  return wg_check_report(
      c->check, WG_FINDING_GRID_GAP, WG_ABOUT_COMMUNITY(c->community),
      wg_in(c->check->context,
            "It has no grid at all; %d buildings with %lld households lie in it.",
            "没有任何网格，其中有 %d 栋楼、%lld 户。"),
      result->buildings, (long long)result->households);
}

static wg_status report_gap(comparison *c)
{
  wg_check *check = c->check;
  const wg_plan *plan = check->plan;
  wg_point at;
  wg_check_subject about = WG_ABOUT_COMMUNITY(c->community);
  c->parts.count = 0;
  WG_TRY(wg_geos_compare(check->geos, &plan->communities.shapes, c->community, &plan->outlines,
                         c->grids, c->count, false, widths_of(check), &c->parts));
  for (int64_t i = 0; i < c->parts.count && check->slivers != NULL && c->count > 0; i++)
    if (!c->parts.items[i].thick)
      add_sliver(check, grid_at(c, c->parts.items[i].at), &c->parts.items[i])->gaps++;
  double area_m2 = thick_m2(&c->parts, &at);
  if (area_m2 <= 0) return WG_OK;
  about.at = &at;
  return wg_check_report(
      check, WG_FINDING_GRID_GAP, about,
      wg_in(check->context, "%.2f m² of it belong to no grid.", "有 %.2f 平方米不属于任何网格。"),
      area_m2);
}

/* --- the tiling ------------------------------------------------------------------------------- */

static wg_status compare_all(comparison *c)
{
  const wg_shapes *outlines = &c->check->plan->outlines;
  for (int64_t i = 0; i < c->count; i++) {
    wg_box box = wg_shapes_box(outlines, c->grids[i]);
    WG_TRY(report_outside(c, c->grids[i]));
    for (int64_t j = i + 1; j < c->count; j++)
      if (wg_box_overlap(box, wg_shapes_box(outlines, c->grids[j])))
        WG_TRY(report_overlap(c, c->grids[i], c->grids[j]));
  }
  return report_gap(c);
}

wg_status wg_check_tiling_about(wg_check *check, int32_t community)
{
  comparison c = {.check = check,
                  .community = community,
                  .grids = check->grids + check->first_grid[community],
                  .count = check->first_grid[community + 1] - check->first_grid[community]};
  if (wg_shapes_area2(&check->plan->communities.shapes, community) == 0) return WG_OK;
  for (int64_t i = 0; i < c.count; i++)
    if (check->invalid[c.grids[i]]) return WG_OK;
  if (check->whole && c.count == 0) return report_no_grid(&c);
  wg_status status = compare_all(&c);
  wg_release(check->context, c.parts.items);
  return status;
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* Pieces in one part of the community beyond the first; what lies in no part reaches outside, which
 * is a finding of its own. *at: in the smaller of two. */
static int64_t count_doubled(const wg_check *check, int32_t grid, const wg_geos_parts *pieces,
                             wg_point *at)
{
  const wg_shapes *communities = &check->plan->communities.shapes;
  int32_t community = check->plan->grids[grid].community;
  int64_t doubled = 0;
  for (int64_t i = 0; i < pieces->count; i++) {
    int64_t part = wg_check_part_at(communities, community, pieces->items[i].at);
    for (int64_t j = 0; j < i && part >= 0; j++) {
      if (wg_check_part_at(communities, community, pieces->items[j].at) != part) continue;
      *at = pieces->items[pieces->items[i].area_m2 < pieces->items[j].area_m2 ? i : j].at;
      doubled++;
      break;
    }
  }
  return doubled;
}

wg_status wg_check_pieces_about(wg_check *check, int32_t grid)
{
  wg_geos_parts pieces = {0};
  wg_point at;
  wg_status status =
      wg_geos_pieces(check->geos, &check->plan->outlines, grid, check->tolerance_mm, &pieces);
  if (status == WG_OK && pieces.count > 1 && count_doubled(check, grid, &pieces, &at) > 0) {
    if (check->in_pieces != NULL) check->in_pieces[grid] = 1;
    status = wg_check_report_pieces(check, grid, pieces.count, &at);
  }
  wg_release(check->context, pieces.items);
  return status;
}
