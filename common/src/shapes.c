#include "wangge/shapes.h"

#include <math.h>
#include <string.h>

wg_status wg_shapes_begin(wg_shapes *shapes, wg_context *context, wg_shape_kind kind)
{
  int64_t kinds = shapes->shape_capacity;
  WG_TRY(wg_grow(context, &shapes->ring_start, &shapes->shape_capacity, shapes->count + 2,
                 sizeof *shapes->ring_start));
  if (shapes->kind == NULL || kinds < shapes->shape_capacity) {
    kinds = 0;
    wg_status status = wg_grow(context, &shapes->kind, &kinds, shapes->shape_capacity, 1);
    if (status != WG_OK) {
      shapes->shape_capacity = shapes->count + 1; /* so that the next call tries both again */
      return status;
    }
  }
  if (shapes->count == 0) shapes->ring_start[0] = 0;
  shapes->kind[shapes->count++] = (uint8_t)kind;
  shapes->ring_start[shapes->count] = shapes->ring_count;
  return WG_OK;
}

wg_status wg_shapes_begin_ring(wg_shapes *shapes, wg_context *context)
{
  WG_TRY(wg_grow(context, &shapes->point_start, &shapes->ring_capacity, shapes->ring_count + 2,
                 sizeof *shapes->point_start));
  if (shapes->ring_count == 0) shapes->point_start[0] = 0;
  shapes->ring_count++;
  shapes->point_start[shapes->ring_count] = shapes->point_count;
  shapes->ring_start[shapes->count] = shapes->ring_count;
  return WG_OK;
}

wg_status wg_shapes_add_point(wg_shapes *shapes, wg_context *context, wg_point point)
{
  WG_TRY(wg_grow(context, &shapes->points, &shapes->point_capacity, shapes->point_count + 1,
                 sizeof *shapes->points));
  shapes->points[shapes->point_count++] = point;
  shapes->point_start[shapes->ring_count] = shapes->point_count;
  return WG_OK;
}

wg_status wg_shapes_copy(wg_shapes *shapes, wg_context *context, const wg_shapes *from,
                         int64_t index)
{
  WG_TRY(wg_shapes_begin(shapes, context, from->kind[index]));
  for (int64_t r = from->ring_start[index]; r < from->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(from, r, &count);
    WG_TRY(wg_shapes_begin_ring(shapes, context));
    WG_TRY(wg_grow(context, &shapes->points, &shapes->point_capacity, shapes->point_count + count,
                   sizeof *shapes->points));
    if (count > 0) memcpy(shapes->points + shapes->point_count, points, (size_t)count * sizeof *points);
    shapes->point_count += count;
    shapes->point_start[shapes->ring_count] = shapes->point_count;
  }
  return WG_OK;
}

void wg_shapes_free(wg_shapes *shapes, wg_context *context)
{
  wg_release(context, shapes->kind);
  wg_release(context, shapes->ring_start);
  wg_release(context, shapes->point_start);
  wg_release(context, shapes->points);
  memset(shapes, 0, sizeof *shapes);
}

wg_box wg_shapes_box(const wg_shapes *shapes, int64_t index)
{
  wg_box box = WG_BOX_EMPTY;
  if (shapes->ring_start[index] == shapes->ring_start[index + 1]) return box;
  int64_t end = shapes->point_start[shapes->ring_start[index + 1]];
  for (int64_t i = shapes->point_start[shapes->ring_start[index]]; i < end; i++)
    wg_box_add(&box, shapes->points[i]);
  return box;
}

__int128 wg_ring_area2(const wg_point *points, int64_t count)
{
  __int128 sum = 0;
  for (int64_t i = 1; i + 1 < count; i++) {
    int64_t ax = (int64_t)points[i].x - points[0].x, ay = (int64_t)points[i].y - points[0].y;
    int64_t bx = (int64_t)points[i + 1].x - points[0].x, by = (int64_t)points[i + 1].y - points[0].y;
    sum += (__int128)ax * by - (__int128)ay * bx;
  }
  return sum;
}

__int128 wg_shapes_area2(const wg_shapes *shapes, int64_t index)
{
  __int128 sum = 0;
  if (shapes->kind[index] != WG_SHAPE_AREA) return 0;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    sum += wg_ring_area2(points, count);
  }
  return sum;
}

int64_t wg_distance(wg_point a, wg_point b)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  unsigned __int128 square = (unsigned __int128)((__int128)dx * dx + (__int128)dy * dy);
  int64_t root = (int64_t)sqrt((double)square);
  /* floor of the exact root, whatever the processor's rounding was … */
  while ((unsigned __int128)root * (unsigned __int128)root > square) root--;
  while ((unsigned __int128)(root + 1) * (unsigned __int128)(root + 1) <= square) root++;
  /* … then to the nearest: (root + ½)² = root² + root + ¼ */
  return square - (unsigned __int128)root * (unsigned __int128)root > (unsigned __int128)root
             ? root + 1
             : root;
}

int64_t wg_shapes_length(const wg_shapes *shapes, int64_t index)
{
  int64_t sum = 0;
  bool closed = shapes->kind[index] == WG_SHAPE_AREA;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i + 1 < count; i++) sum += wg_distance(points[i], points[i + 1]);
    if (closed && count > 1) sum += wg_distance(points[count - 1], points[0]);
  }
  return sum;
}

/* Whether p lies on the segment, ends included. */
static bool on_segment(wg_point a, wg_point b, wg_point p)
{
  if (wg_orient(a, b, p) != 0) return false;
  return (a.x < b.x ? a.x <= p.x && p.x <= b.x : b.x <= p.x && p.x <= a.x) &&
         (a.y < b.y ? a.y <= p.y && p.y <= b.y : b.y <= p.y && p.y <= a.y);
}

int wg_shapes_locate(const wg_shapes *shapes, int64_t index, wg_point point)
{
  bool inside = false;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0, j = count - 1; i < count; j = i++) {
      wg_point a = points[j], b = points[i];
      if (on_segment(a, b, point)) return 0;
      if ((a.y > point.y) == (b.y > point.y)) continue;
      int side = a.y < b.y ? wg_orient(a, b, point) : wg_orient(b, a, point);
      if (side > 0) inside = !inside;
    }
  }
  return inside ? 1 : -1;
}
