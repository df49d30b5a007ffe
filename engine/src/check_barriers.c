/* Whether a hard barrier runs through a grid at all.
 *
 * Who is next to whom is known of the cells of buildings. Where someone else's line leaves a grid a
 * narrow passage, cells of its neighbours may reach across it, and two of its buildings seem apart
 * although nothing but lawn is between them. */
#include <math.h>

#include "check.h"
#include "overlay.h"

#define STEP_MM 3000 /* places of a barrier that are looked at lie so near to each other */

static bool is_inside(const wg_check *check, int32_t grid, wg_point at)
{
  const wg_shapes *outlines = &check->plan->outlines;
  double reach = check->tolerance_mm;
  return wg_shapes_locate(outlines, grid, at) > 0 &&
         wg_overlay_distance(outlines, grid, at) > reach * reach;
}

static bool segment_enters(const wg_check *check, int32_t grid, wg_point a, wg_point b)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
  int64_t steps = (int64_t)(sqrt(dx * dx + dy * dy) / STEP_MM) + 1;
  for (int64_t i = 0; i <= steps; i++) {
    wg_point at = {a.x + (int32_t)(dx * (double)i / (double)steps),
                   a.y + (int32_t)(dy * (double)i / (double)steps)};
    if (is_inside(check, grid, at)) return true;
  }
  return false;
}

static bool barrier_enters(const wg_check *check, int32_t grid, int64_t barrier, wg_box reach)
{
  const wg_shapes *shapes = &check->plan->barriers.shapes;
  bool closed = shapes->kind[barrier] == WG_SHAPE_AREA;
  for (int64_t r = shapes->ring_start[barrier]; r < shapes->ring_start[barrier + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = closed ? 0 : 1; i < count; i++) {
      wg_point a = points[i > 0 ? i - 1 : count - 1], b = points[i];
      wg_box box = WG_BOX_EMPTY;
      wg_box_add(&box, a);
      wg_box_add(&box, b);
      if (wg_box_overlap(box, reach) && segment_enters(check, grid, a, b)) return true;
    }
  }
  return false;
}

bool wg_check_barrier_enters(const wg_check *check, int32_t grid)
{
  const wg_barriers *all = &check->plan->barriers;
  wg_box reach = wg_shapes_box(&check->plan->outlines, grid);
  for (int64_t i = 0; i < all->shapes.count; i++)
    if (all->class_[i] == WG_BARRIER_HARD && !all->underground[i] &&
        wg_box_overlap(reach, wg_shapes_box(&all->shapes, i)) &&
        barrier_enters(check, grid, i, reach))
      return true;
  return false;
}
