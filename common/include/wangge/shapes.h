/* Shapes: points, lines and areas as flat arrays of whole millimetres.
 *
 * Coordinates are int32 millimetres east and north of one origin a run (a whole kilometre,
 * see wg_system), so they reach 2,147 km each way. A shape owns the rings
 * ring_start … of it; a ring owns points. Rings are closed implicitly: the first point is not
 * repeated. In areas the orientation tells the role: shells run counter-clockwise, holes
 * clockwise, each hole after its shell. In lines a ring is one line; in points one point. */
#ifndef WANGGE_SHAPES_H
#define WANGGE_SHAPES_H

#include "wangge/context.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_point {
  int32_t x, y;
} wg_point;

typedef struct wg_box {
  int32_t min_x, min_y, max_x, max_y; /* empty when min_x > max_x */
} wg_box;

#define WG_BOX_EMPTY ((wg_box){INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN})

typedef enum wg_shape_kind {
  WG_SHAPE_NONE = 0, /* null or empty geometry */
  WG_SHAPE_POINT,
  WG_SHAPE_LINE,
  WG_SHAPE_AREA
} wg_shape_kind;

typedef struct wg_shapes {
  int64_t count, ring_count, point_count;
  uint8_t *kind;       /* count: a wg_shape_kind */
  int64_t *ring_start; /* count + 1: the rings of shape i are ring_start[i] … ring_start[i+1] − 1 */
  int64_t *point_start; /* ring_count + 1 */
  wg_point *points;    /* point_count */
  int64_t shape_capacity, ring_capacity, point_capacity;
} wg_shapes;

/* Building up: begin a shape, begin each of its rings, add points. Nothing is checked. */
wg_status wg_shapes_begin(wg_shapes *shapes, wg_context *context, wg_shape_kind kind) WG_MUST_CHECK;
wg_status wg_shapes_begin_ring(wg_shapes *shapes, wg_context *context) WG_MUST_CHECK;
wg_status wg_shapes_add_point(wg_shapes *shapes, wg_context *context, wg_point point) WG_MUST_CHECK;
/* Appends a copy of one shape of another set. */
wg_status wg_shapes_copy(wg_shapes *shapes, wg_context *context, const wg_shapes *from,
                         int64_t index) WG_MUST_CHECK;
void wg_shapes_free(wg_shapes *shapes, wg_context *context);

/* The points of a ring, *count of them; borrowed. */
static inline const wg_point *wg_shapes_ring(const wg_shapes *shapes, int64_t ring, int64_t *count)
{
  *count = shapes->point_start[ring + 1] - shapes->point_start[ring];
  return shapes->points + shapes->point_start[ring];
}

wg_box wg_shapes_box(const wg_shapes *shapes, int64_t index);
/* Twice the signed area of a ring in mm², positive when counter-clockwise; exact. */
__int128 wg_ring_area2(const wg_point *points, int64_t count);
/* Twice the area of a shape, holes subtracted, in mm². */
__int128 wg_shapes_area2(const wg_shapes *shapes, int64_t index);
/* Length of all rings in mm (rings of areas closed), each segment rounded to the nearest mm. */
int64_t wg_shapes_length(const wg_shapes *shapes, int64_t index);
/* √ of the squared distance, rounded to the nearest whole mm; exact integer arithmetic. */
int64_t wg_distance(wg_point a, wg_point b);
/* 1 inside, 0 on the outline, −1 outside; even–odd over all rings; exact. */
int wg_shapes_locate(const wg_shapes *shapes, int64_t index, wg_point point);

static inline void wg_box_add(wg_box *box, wg_point p)
{
  if (p.x < box->min_x) box->min_x = p.x;
  if (p.y < box->min_y) box->min_y = p.y;
  if (p.x > box->max_x) box->max_x = p.x;
  if (p.y > box->max_y) box->max_y = p.y;
}

static inline bool wg_box_overlap(wg_box a, wg_box b)
{
  return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

/* Positive when a → b → c turns left. Exact: products of int32 differences fit 64 bits … */
static inline int wg_orient(wg_point a, wg_point b, wg_point c)
{
  /* … but their difference may need 65, so it is compared, not computed. */
  __int128 left = (__int128)((int64_t)b.x - a.x) * ((int64_t)c.y - a.y);
  __int128 right = (__int128)((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
  return (left > right) - (left < right);
}

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
