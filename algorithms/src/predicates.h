/* Exact predicates on whole millimetres.
 *
 * They hold for points whose coordinates differ by at most 2^30 mm, which wg_mesh_build makes sure
 * of: a product of two differences is below 2^60, so a turn is below 2^61 and fits 64 bits; the
 * in-circle determinant is a sum of three products of a squared length (≤ 2^61) and a turn
 * (≤ 2^61), below 2^124, and fits 128 bits. One such product is one machine multiplication, so the
 * exact value costs no more than a floating-point filter in front of it would. */
#ifndef WG_ALGORITHMS_PREDICATES_H
#define WG_ALGORITHMS_PREDICATES_H

#include "wangge/shapes.h"

/* Twice the area of a, b, c: positive when a → b → c turns left. */
static inline int64_t wg_turn(wg_point a, wg_point b, wg_point c)
{
  return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

/* Whether d lies strictly inside the circle through a, b, c (counter-clockwise). */
static inline bool wg_in_circle(wg_point a, wg_point b, wg_point c, wg_point d)
{
  int64_t ax = (int64_t)a.x - d.x, ay = (int64_t)a.y - d.y;
  int64_t bx = (int64_t)b.x - d.x, by = (int64_t)b.y - d.y;
  int64_t cx = (int64_t)c.x - d.x, cy = (int64_t)c.y - d.y;
  __int128 determinant = (__int128)(ax * ax + ay * ay) * (bx * cy - by * cx) +
                         (__int128)(bx * bx + by * by) * (cx * ay - cy * ax) +
                         (__int128)(cx * cx + cy * cy) * (ax * by - ay * bx);
  return determinant > 0;
}

#endif
