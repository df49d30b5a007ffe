/* Slabs and traces: the tests that every label passes. */
#include "algorithms/inner_place.h"

#include <math.h>

bool wg_traces_hold(const wg_traces *area, wg_xy p)
{
  bool inside = false;
  for (int64_t r = 0; r < area->count; r++) {
    int64_t begin = area->start[r], end = area->start[r + 1];
    for (int64_t i = begin, j = end - 1; i < end; j = i++) {
      wg_xy a = area->points[i], b = area->points[j];
      if ((a.y > p.y) == (b.y > p.y)) continue;
      if (p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
  }
  return inside;
}

static double squared_to_segment(wg_xy p, wg_xy a, wg_xy b)
{
  double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
  return x * x + y * y;
}

double wg_traces_distance(const wg_traces *area, wg_xy p, double stretch)
{
  double best = INFINITY;
  for (int64_t r = 0; r < area->count; r++) {
    int64_t begin = area->start[r], end = area->start[r + 1];
    for (int64_t i = begin, j = end - 1; i < end; j = i++) {
      wg_xy a = area->points[i], b = area->points[j];
      double d = squared_to_segment((wg_xy){p.x, p.y * stretch}, (wg_xy){a.x, a.y * stretch},
                                    (wg_xy){b.x, b.y * stretch});
      if (d < best) best = d;
    }
  }
  return sqrt(best);
}

/* Whether a segment meets the slab, in the slab's own axes (Liang and Barsky's clipping). */
static bool segment_enters(const wg_slab *s, wg_xy a, wg_xy b)
{
  double ax = a.x - s->x, ay = a.y - s->y, bx = b.x - s->x, by = b.y - s->y;
  double start[2] = {ax * s->along_x + ay * s->along_y, ay * s->along_x - ax * s->along_y};
  double end[2] = {bx * s->along_x + by * s->along_y, by * s->along_x - bx * s->along_y};
  double half[2] = {s->half_length, s->half_height}, from = 0, to = 1;
  for (int k = 0; k < 2; k++) {
    double d = end[k] - start[k];
    for (int side = -1; side <= 1; side += 2) {
      double p = side * d, q = half[k] - side * start[k];
      if (p == 0) {
        if (q < 0) return false;
      } else if (p < 0) {
        if (q / p > from) from = q / p;
      } else if (q / p < to) {
        to = q / p;
      }
    }
  }
  return from <= to;
}

bool wg_traces_hold_slab(const wg_traces *area, const wg_slab *slab)
{
  for (int corner = 0; corner < 4; corner++)
    if (!wg_traces_hold(area, wg_slab_corner(slab, corner))) return false;
  for (int64_t r = 0; r < area->count; r++) {
    int64_t begin = area->start[r], end = area->start[r + 1];
    for (int64_t i = begin, j = end - 1; i < end; j = i++)
      if (segment_enters(slab, area->points[j], area->points[i])) return false;
  }
  return true;
}

/* Half the extent of a slab along a unit vector. */
static double reach(const wg_slab *s, double x, double y)
{
  return s->half_length * fabs(x * s->along_x + y * s->along_y) +
         s->half_height * fabs(y * s->along_x - x * s->along_y);
}

bool wg_slabs_overlap(const wg_slab *a, const wg_slab *b, double margin)
{
  double dx = b->x - a->x, dy = b->y - a->y;
  const double axes[4][2] = {{a->along_x, a->along_y},
                             {-a->along_y, a->along_x},
                             {b->along_x, b->along_y},
                             {-b->along_y, b->along_x}};
  for (int k = 0; k < 4; k++) {
    double x = axes[k][0], y = axes[k][1];
    if (fabs(dx * x + dy * y) >= reach(a, x, y) + reach(b, x, y) + margin) return false;
  }
  return true;
}
