/* The order of rings everywhere: by lowest, then leftmost point; rings that share it by the
 * direction in which they leave it, counter-clockwise. Independent of how they were found. */
#ifndef WG_ALGORITHMS_RING_ORDER_H
#define WG_ALGORITHMS_RING_ORDER_H

#include "wangge/shapes.h"

static inline bool lower_point(wg_point a, wg_point b)
{
  return a.y != b.y ? a.y < b.y : a.x < b.x;
}

/* What a ring is sorted by: its lowest, leftmost point and the one after it. */
typedef struct ring_key {
  wg_point lowest, second;
} ring_key;

static inline int compare_ring_key(ring_key a, ring_key b)
{
  if (lower_point(a.lowest, b.lowest)) return -1;
  if (lower_point(b.lowest, a.lowest)) return 1;
  return -wg_orient(a.lowest, a.second, b.second);
}

#endif
