/* Places on a page: millimetres, x to the right, y downwards. */
#ifndef WANGGE_PAGE_H
#define WANGGE_PAGE_H

#include <stdint.h>

typedef struct wg_xy {
  double x, y;
} wg_xy;

/* A rectangle, perhaps slanted: its middle, the unit vector along it, half its length and half its
 * height. */
typedef struct wg_slab {
  double x, y;
  double along_x, along_y;
  double half_length, half_height;
} wg_slab;

/* An upright rectangle. */
typedef struct wg_frame_box {
  double left, top, width, height;
} wg_frame_box;

/* Lines or outlines: ring r has the points start[r] … start[r + 1] − 1. Borrowed. */
typedef struct wg_traces {
  const wg_xy *points;
  const int64_t *start; /* count + 1 */
  int64_t count;
} wg_traces;

static inline wg_slab wg_slab_upright(double left, double top, double width, double height)
{
  return (wg_slab){left + width / 2, top + height / 2, 1, 0, width / 2, height / 2};
}

/* Corner 0 … 3, round the slab. */
static inline wg_xy wg_slab_corner(const wg_slab *s, int corner)
{
  double along = corner == 0 || corner == 3 ? -s->half_length : s->half_length;
  double across = corner < 2 ? -s->half_height : s->half_height;
  return (wg_xy){s->x + along * s->along_x - across * s->along_y,
                 s->y + along * s->along_y + across * s->along_x};
}

#endif
