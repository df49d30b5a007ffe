/* polylabel: the square whose best possible point is best is looked at first and cut in four. */
#include "algorithms/inner_place.h"

#include <math.h>

typedef struct square {
  double x, y, half;  /* y stretched */
  double distance;    /* of its middle, negative outside */
  double bound;       /* of any of its points */
} square;

typedef struct quest {
  const wg_traces *area;
  double stretch;
  square *heap;
  int64_t count, capacity;
  square best;
} quest;

static square make_square(const quest *q, double x, double y, double half)
{
  wg_xy p = {x, y / q->stretch};
  double distance = wg_traces_distance(q->area, p, q->stretch);
  if (!wg_traces_hold(q->area, p)) distance = -distance;
  return (square){x, y, half, distance, distance + half * 1.4142135623730951};
}

static wg_status push(quest *q, wg_context *context, square s)
{
  if (s.distance > q->best.distance) q->best = s;
  WG_TRY(wg_grow(context, &q->heap, &q->capacity, q->count + 1, sizeof *q->heap));
  int64_t i = q->count++;
  for (; i > 0 && q->heap[(i - 1) / 2].bound < s.bound; i = (i - 1) / 2)
    q->heap[i] = q->heap[(i - 1) / 2];
  q->heap[i] = s;
  return WG_OK;
}

static square pop(quest *q)
{
  square top = q->heap[0], last = q->heap[--q->count];
  int64_t i = 0;
  for (int64_t child; (child = 2 * i + 1) < q->count; i = child) {
    if (child + 1 < q->count && q->heap[child + 1].bound > q->heap[child].bound) child++;
    if (q->heap[child].bound <= last.bound) break;
    q->heap[i] = q->heap[child];
  }
  q->heap[i] = last;
  return top;
}

static wg_xy centroid(const wg_traces *area)
{
  double sum = 0, x = 0, y = 0;
  wg_xy o = area->points[area->start[0]];
  for (int64_t r = 0; r < area->count; r++)
    for (int64_t i = area->start[r], j = area->start[r + 1] - 1; i < area->start[r + 1]; j = i++) {
      double ax = area->points[j].x - o.x, ay = area->points[j].y - o.y;
      double bx = area->points[i].x - o.x, by = area->points[i].y - o.y;
      double cross = ax * by - bx * ay;
      sum += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
  return sum != 0 ? (wg_xy){o.x + x / (3 * sum), o.y + y / (3 * sum)} : o;
}

static wg_status begin(quest *q, wg_context *context)
{
  double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
  for (int64_t i = q->area->start[0]; i < q->area->start[q->area->count]; i++) {
    wg_xy p = q->area->points[i];
    low_x = fmin(low_x, p.x), high_x = fmax(high_x, p.x);
    low_y = fmin(low_y, p.y * q->stretch), high_y = fmax(high_y, p.y * q->stretch);
  }
  double size = fmin(high_x - low_x, high_y - low_y);
  wg_xy c = centroid(q->area);
  q->best = make_square(q, c.x, c.y * q->stretch, 0);
  if (!(size > 0)) return WG_OK;
  /* a strip longer than 64 times its width is begun with larger squares */
  size = fmax(size, fmax(high_x - low_x, high_y - low_y) / 64);
  for (double x = low_x; x < high_x; x += size)
    for (double y = low_y; y < high_y; y += size)
      WG_TRY(push(q, context, make_square(q, x + size / 2, y + size / 2, size / 2)));
  return WG_OK;
}

wg_status wg_inner_place(wg_xy *out, double *clearance, wg_context *context, const wg_traces *area,
                         double stretch, double precision)
{
  quest q = {.area = area, .stretch = stretch};
  wg_status status = begin(&q, context);
  while (status == WG_OK && q.count > 0) {
    square s = pop(&q);
    if (s.bound - q.best.distance <= precision) break;
    double half = s.half / 2;
    for (int k = 0; k < 4 && status == WG_OK; k++)
      status = push(&q, context,
                    make_square(&q, s.x + (k & 1 ? half : -half), s.y + (k & 2 ? half : -half), half));
  }
  *out = (wg_xy){q.best.x, q.best.y / q.stretch};
  *clearance = q.best.distance;
  wg_release(context, q.heap);
  return status;
}
