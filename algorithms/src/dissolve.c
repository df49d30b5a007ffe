#include "algorithms/dissolve.h"

#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"

/* A directed step along an area's ring, its ends in order of position for sorting. */
typedef struct step {
  wg_point from, to;
  int32_t label;
} step;

typedef struct dissolving {
  wg_context *context;
  step *steps;
  int64_t step_count;
  wg_point *points;
  int64_t point_count;
  wg_directed_edge *edges;
} dissolving;

static int compare_points(const void *left, const void *right)
{
  const wg_point *a = left, *b = right;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return (a->x > b->x) - (a->x < b->x);
}

static bool is_forward(const step *s)
{
  return compare_points(&s->from, &s->to) < 0;
}

/* Label, then the undirected segment: a step and its reverse stand side by side. */
static int compare_steps(const void *left, const void *right)
{
  const step *a = left, *b = right;
  if (a->label != b->label) return a->label < b->label ? -1 : 1;
  bool fa = is_forward(a), fb = is_forward(b);
  int order = compare_points(fa ? &a->from : &a->to, fb ? &b->from : &b->to);
  if (order == 0) order = compare_points(fa ? &a->to : &a->from, fb ? &b->to : &b->from);
  return order != 0 ? order : (int)fb - (int)fa;
}

static wg_status gather(dissolving *d, const wg_shapes *areas, int64_t first, int64_t count,
                        const int32_t *label)
{
  int64_t from = areas->point_start[areas->ring_start[first]];
  int64_t to = areas->point_start[areas->ring_start[first + count]];
  WG_TRY(wg_allocate(d->context, &d->steps, (size_t)(to - from), sizeof *d->steps));
  WG_TRY(wg_allocate(d->context, &d->edges, (size_t)(to - from), sizeof *d->edges));
  WG_TRY(wg_allocate(d->context, &d->points, (size_t)(to - from), sizeof *d->points));
  for (int64_t i = 0; i < count; i++)
    for (int64_t r = areas->ring_start[first + i]; r < areas->ring_start[first + i + 1]; r++) {
      int64_t length;
      const wg_point *points = wg_shapes_ring(areas, r, &length);
      for (int64_t p = 0; p < length; p++)
        d->steps[d->step_count++] = (step){points[p], points[p + 1 < length ? p + 1 : 0], label[i]};
    }
  return WG_OK;
}

/* Drops every step whose reverse is there under the same label. */
static void cancel(dissolving *d)
{
  int64_t kept = 0;
  if (d->step_count > 1) qsort(d->steps, (size_t)d->step_count, sizeof *d->steps, compare_steps);
  for (int64_t i = 0; i < d->step_count; i++) {
    const step *s = &d->steps[i], *next = s + 1;
    bool opposite = i + 1 < d->step_count && s->label == next->label &&
                    compare_points(&s->from, &next->to) == 0 &&
                    compare_points(&s->to, &next->from) == 0;
    if (opposite)
      i++;
    else
      d->steps[kept++] = *s;
  }
  d->step_count = kept;
}

static int32_t find_point(const dissolving *d, const wg_point *point)
{
  const wg_point *found =
      bsearch(point, d->points, (size_t)d->point_count, sizeof *point, compare_points);
  return (int32_t)(found - d->points);
}

static void number_points(dissolving *d)
{
  int64_t count = 0;
  for (int64_t i = 0; i < d->step_count; i++) d->points[i] = d->steps[i].from;
  if (d->step_count > 1) qsort(d->points, (size_t)d->step_count, sizeof *d->points, compare_points);
  for (int64_t i = 0; i < d->step_count; i++)
    if (count == 0 || compare_points(&d->points[count - 1], &d->points[i]) != 0)
      d->points[count++] = d->points[i];
  d->point_count = count;
}

static wg_status append_areas(const dissolving *d, const wg_rings *rings, int32_t label_count,
                              wg_shapes *out)
{
  for (int32_t label = 0; label < label_count; label++) {
    int32_t first = rings->label_start[label], end = rings->label_start[label + 1];
    WG_TRY(wg_shapes_begin(out, d->context, first < end ? WG_SHAPE_AREA : WG_SHAPE_NONE));
    for (int32_t r = first; r < end; r++) {
      WG_TRY(wg_shapes_begin_ring(out, d->context));
      for (int64_t i = rings->ring_start[r]; i < rings->ring_start[r + 1]; i++)
        WG_TRY(wg_shapes_add_point(out, d->context, d->points[d->edges[rings->steps[i]].from]));
    }
  }
  return WG_OK;
}

wg_status wg_dissolve(wg_shapes *out, wg_context *context, const wg_shapes *areas, int64_t first,
                      int64_t count, const int32_t *label, int32_t label_count)
{
  dissolving d = {.context = context};
  wg_rings rings = {0};
  wg_status status = gather(&d, areas, first, count, label);
  if (status == WG_OK) {
    cancel(&d);
    number_points(&d);
    for (int64_t i = 0; i < d.step_count; i++)
      d.edges[i] = (wg_directed_edge){find_point(&d, &d.steps[i].from),
                                      find_point(&d, &d.steps[i].to), d.steps[i].label};
    status = wg_rings_trace(&rings, context, d.points, d.edges, d.step_count, label_count);
  }
  if (status == WG_OK) status = append_areas(&d, &rings, label_count, out);
  wg_rings_free(&rings, context);
  wg_release(context, d.steps);
  wg_release(context, d.points);
  wg_release(context, d.edges);
  return status;
}
