/* Directed segments: inside a community each is there once in each direction, since what one grid
 * has on its left its neighbour has on its left the other way round; and what is left over is the
 * outline of the community. So, with the outline turned round, all of them cancel exactly when the
 * grids tile the community. */
#include <stdlib.h>

#include "check.h"

static int compare_points(wg_point a, wg_point b)
{
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return (a.y > b.y) - (a.y < b.y);
}

static int compare_places(const wg_check_segment *a, const wg_check_segment *b)
{
  int order = compare_points(a->low, b->low);
  return order != 0 ? order : compare_points(a->high, b->high);
}

static int compare_segments(const void *left, const void *right)
{
  const wg_check_segment *a = left, *b = right;
  int order = compare_places(a, b);
  if (order != 0) return order;
  if (a->grid != b->grid) return a->grid < b->grid ? -1 : 1;
  return (a->sign > b->sign) - (a->sign < b->sign);
}

wg_status wg_check_segments_add(wg_check_segments *segments, wg_context *context,
                                const wg_shapes *shapes, int64_t index, int32_t grid, bool reversed)
{
  if (shapes->kind[index] != WG_SHAPE_AREA) return WG_OK;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    WG_TRY(wg_grow(context, &segments->items, &segments->capacity, segments->count + count,
                   sizeof *segments->items));
    for (int64_t i = 0; i < count; i++) {
      wg_point a = points[i], b = points[i + 1 < count ? i + 1 : 0];
      int order = compare_points(a, b);
      if (order == 0) continue;
      int sign = (order < 0) != reversed ? 1 : -1;
      segments->items[segments->count++] = (wg_check_segment){
          .low = order < 0 ? a : b, .high = order < 0 ? b : a, .grid = grid, .sign = (int8_t)sign};
    }
  }
  return WG_OK;
}

void wg_check_segments_cancel(wg_check_segments *segments)
{
  wg_check_segment *items = segments->items;
  int64_t kept = 0;
  if (segments->count > 0)
    qsort(items, (size_t)segments->count, sizeof *items, compare_segments);
  for (int64_t i = 0, next; i < segments->count; i = next) {
    for (next = i + 1; next < segments->count && compare_places(&items[i], &items[next]) == 0;)
      next++;
    if (next - i == 2 && items[i].sign + items[i + 1].sign == 0) continue;
    for (int64_t j = i; j < next; j++) items[kept++] = items[j];
  }
  segments->count = kept;
}
