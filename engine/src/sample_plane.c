/* Vectors and rectangles of the sample county: where a building may stand. */
#include "sample.h"

#include <math.h>

wg_sample_vector wg_sample_direction(wg_sample_vector a, wg_sample_vector b)
{
  wg_sample_vector d = wg_sample_add(b, a, -1);
  double length = sqrt(wg_sample_dot(d, d));
  return length > 0 ? (wg_sample_vector){d.x / length, d.y / length} : (wg_sample_vector){1, 0};
}

double wg_sample_area(const wg_sample_vector *ring, int32_t count)
{
  double sum = 0;
  for (int32_t i = 0, j = count - 1; i < count; j = i++)
    sum += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
  return sum / 2;
}

wg_point wg_sample_point(wg_sample_vector a)
{
  return (wg_point){(int32_t)floor(a.x * 1000 + 0.5), (int32_t)floor(a.y * 1000 + 0.5)};
}

wg_sample_vector wg_sample_rect_at(const wg_sample_rect *rect, double s, double t)
{
  wg_sample_vector along = wg_sample_add(rect->center, rect->axis, s * rect->half_length);
  return wg_sample_add(along, wg_sample_left(rect->axis), t * rect->half_depth);
}

/* Whether b keeps `clearance` from a along one of the directions of a (separating axis). */
static bool apart(const wg_sample_rect *a, const wg_sample_rect *b, double clearance)
{
  wg_sample_vector offset = wg_sample_add(b->center, a->center, -1),
                   across = wg_sample_left(a->axis);
  wg_sample_vector b_across = wg_sample_left(b->axis);
  double reach_along = fabs(wg_sample_dot(b->axis, a->axis)) * b->half_length +
                       fabs(wg_sample_dot(b_across, a->axis)) * b->half_depth;
  double reach_across = fabs(wg_sample_dot(b->axis, across)) * b->half_length +
                        fabs(wg_sample_dot(b_across, across)) * b->half_depth;
  return fabs(wg_sample_dot(offset, a->axis)) >= a->half_length + reach_along + clearance ||
         fabs(wg_sample_dot(offset, across)) >= a->half_depth + reach_across + clearance;
}

bool wg_sample_rects_meet(const wg_sample_rect *a, const wg_sample_rect *b, double clearance)
{
  double reach = a->half_length + a->half_depth + b->half_length + b->half_depth + clearance;
  if (fabs(a->center.x - b->center.x) > reach || fabs(a->center.y - b->center.y) > reach)
    return false;
  return !apart(a, b, clearance) && !apart(b, a, clearance);
}

/* Narrows low … high of the segment's parameter to where |p + t d| ≤ half. */
static bool clip(double p, double d, double half, double *low, double *high)
{
  if (d == 0) return fabs(p) < half;
  double enter = (-half - p) / d, leave = (half - p) / d;
  if (enter > leave) {
    double swap = enter;
    enter = leave;
    leave = swap;
  }
  if (enter > *low) *low = enter;
  if (leave < *high) *high = leave;
  return *low < *high;
}

bool wg_sample_rect_near(const wg_sample_rect *rect, wg_sample_vector a, wg_sample_vector b,
                         double clearance)
{
  wg_sample_vector from = wg_sample_add(a, rect->center, -1), way = wg_sample_add(b, a, -1);
  wg_sample_vector across = wg_sample_left(rect->axis);
  double low = 0, high = 1;
  return clip(wg_sample_dot(from, rect->axis), wg_sample_dot(way, rect->axis),
              rect->half_length + clearance, &low, &high) &&
         clip(wg_sample_dot(from, across), wg_sample_dot(way, across), rect->half_depth + clearance,
              &low, &high);
}
