/* How far a point lies from the rings of a shape, in double precision. */
#ifndef WG_TESTS_DISTANCE_H
#define WG_TESTS_DISTANCE_H

#include "wangge/shapes.h"

/* Squared, in mm²; 1e18 for a shape without a ring. */
static inline double distance2_to_rings(const wg_shapes *shapes, int64_t row, wg_point p)
{
  double best = 1e18;
  for (int64_t r = shapes->ring_start[row]; r < shapes->ring_start[row + 1]; r++) {
    int64_t count;
    const wg_point *q = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i < count; i++) {
      wg_point a = q[i], b = q[(i + 1) % count];
      double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
      double t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      double ex = a.x + t * dx - p.x, ey = a.y + t * dy - p.y;
      if (ex * ex + ey * ey < best) best = ex * ex + ey * ey;
    }
  }
  return best;
}

#endif
