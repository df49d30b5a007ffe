/* Uniting a community that has too few households with a neighbouring one: a matter of sums, since
 * their common ground would have to be drawn anew. The neighbour is the one with most vertices of
 * the boundary in common, among those with which the households can be divided. */
#include "remedy.h"

static wg_box box_of(const wg_boundary *boundary)
{
  wg_box box = WG_BOX_EMPTY;
  if (boundary->ring_count == 0) return box;
  for (int32_t i = 0; i < boundary->ring_start[boundary->ring_count]; i++)
    wg_box_add(&box, boundary->points[i]);
  return box;
}

static int32_t common_vertices(const wg_boundary *a, const wg_boundary *b)
{
  int32_t common = 0;
  for (int32_t i = 0; i < a->ring_start[a->ring_count]; i++)
    for (int32_t k = 0; k < b->ring_start[b->ring_count]; k++)
      common += a->points[i].x == b->points[k].x && a->points[i].y == b->points[k].y;
  return common;
}

static int64_t households_of(const wg_run *run, int64_t community)
{
  int64_t sum = 0;
  for (int64_t i = run->first_building[community]; i < run->first_building[community + 1]; i++) {
    int32_t households = wg_weight_of_building(run->plan, run->building_rows[i]);
    if (households > 0) sum += households;
  }
  return sum;
}

void wg_find_union(wg_union_remedy *out, const wg_dividing *d, int64_t households)
{
  const wg_run *run = d->run;
  wg_boundary own = wg_frame_boundary(run->frame, d->community);
  wg_box box = box_of(&own);
  int32_t most = 1; /* a common corner is no common border */
  out->community = -1;
  if (households >= run->plan->rule.min) return;
  for (int64_t c = 0; c < run->plan->communities.shapes.count; c++) {
    wg_boundary other = wg_frame_boundary(run->frame, (int32_t)c);
    if (c == d->community || !wg_box_overlap(box, box_of(&other))) continue;
    int64_t theirs = households_of(run, c);
    if (!wg_can_be_divided(&run->plan->rule, households + theirs)) continue;
    int32_t common = common_vertices(&own, &other);
    if (common <= most) continue;
    most = common;
    *out = (wg_union_remedy){c, theirs};
  }
}
