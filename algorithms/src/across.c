/* What lies across each segment: neighbours share their vertices, so the same segment appears in
 * both, run the other way. */
#include "algorithms/colouring.h"

#include <stdlib.h>

typedef struct segment {
  wg_point a, b;  /* a before b */
  int64_t place;  /* of its first point */
  int32_t area;
} segment;

static int compare_points(wg_point p, wg_point q)
{
  if (p.x != q.x) return p.x < q.x ? -1 : 1;
  return (p.y > q.y) - (p.y < q.y);
}

static int compare_segments(const void *left, const void *right)
{
  const segment *s = left, *t = right;
  int order = compare_points(s->a, t->a);
  if (order == 0) order = compare_points(s->b, t->b);
  return order != 0 ? order : (s->place > t->place) - (s->place < t->place);
}

static int64_t list_segments(segment *out, const wg_shapes *areas, int64_t first, int64_t count)
{
  int64_t n = 0;
  for (int64_t i = first; i < first + count; i++)
    for (int64_t r = areas->ring_start[i]; r < areas->ring_start[i + 1]; r++) {
      int64_t size, begin = areas->point_start[r];
      const wg_point *ring = wg_shapes_ring(areas, r, &size);
      for (int64_t p = 0; p < size; p++) {
        wg_point a = ring[p], b = ring[p + 1 < size ? p + 1 : 0];
        bool swap = compare_points(b, a) < 0;
        out[n++] = (segment){swap ? b : a, swap ? a : b, begin + p, (int32_t)i};
      }
    }
  return n;
}

wg_status wg_areas_across(int32_t *across, wg_context *context, const wg_shapes *areas,
                          int64_t first, int64_t count)
{
  int64_t first_point = areas->point_start[areas->ring_start[first]];
  int64_t points = areas->point_start[areas->ring_start[first + count]] - first_point;
  segment *all;
  WG_TRY(wg_allocate(context, &all, (size_t)points, sizeof *all));
  int64_t n = list_segments(all, areas, first, count);
  qsort(all, (size_t)n, sizeof *all, compare_segments);
  for (int64_t i = 0; i < n; i++) across[all[i].place - first_point] = -1;
  for (int64_t i = 0; i + 1 < n; i++) {
    segment *s = &all[i], *t = &all[i + 1];
    if (compare_points(s->a, t->a) != 0 || compare_points(s->b, t->b) != 0) continue;
    across[s->place - first_point] = t->area;
    across[t->place - first_point] = s->area;
  }
  wg_release(context, all);
  return WG_OK;
}
