/* Lines underground: hard lines that run under footprints.
 *
 * Line by line, the stretches inside footprints are cut out exactly as a scan line cuts a polygon:
 * sides decide which edges are crossed (exact), crossings in order come in pairs of in and out.
 * Stretches are united before they are added up, for podium and tower lie over each other. Bins
 * hold the hard segments, which are few, so a footprint mostly looks into empty bins; one that
 * would look into more bins than there are segments (a province among the buildings) looks at each
 * segment. */
#include "algorithms/passage.h"

#include <math.h>
#include <stdlib.h>

#include "bins.h"

#define UNDER_PERCENT 5

/* A part of a line under a footprint: from, to along one segment, 0 … 1. */
typedef struct stretch {
  int32_t segment;
  double from, to;
} stretch;

typedef struct search {
  wg_context *context;
  const wg_barriers *barriers;
  const wg_buildings *buildings;
  bin_segment *segments;
  int32_t *barrier; /* of a segment */
  int64_t segment_count;
  bins bins;
  stretch *stretches;
  int64_t stretch_count, stretch_capacity;
  double *crossings[2]; /* of the line's left and right side with a footprint, in order */
  int64_t crossing_capacity[2], crossing_count[2];
} search;

static bool is_hard_line(const wg_barriers *barriers, int64_t b)
{
  return barriers->shapes.kind[b] == WG_SHAPE_LINE && barriers->class_[b] == WG_BARRIER_HARD;
}

/* Counts the segments of hard lines, or writes them once there is room. */
static void take_segments(search *s)
{
  const wg_shapes *shapes = &s->barriers->shapes;
  s->segment_count = 0;
  for (int64_t b = 0; b < shapes->count; b++) {
    if (!is_hard_line(s->barriers, b)) continue;
    for (int64_t r = shapes->ring_start[b]; r < shapes->ring_start[b + 1]; r++) {
      int64_t count;
      const wg_point *p = wg_shapes_ring(shapes, r, &count);
      for (int64_t i = 0; i + 1 < count; i++, s->segment_count++) {
        if (s->segments == NULL) continue;
        s->segments[s->segment_count] = (bin_segment){p[i], p[i + 1]};
        s->barrier[s->segment_count] = (int32_t)b;
      }
    }
  }
}

/* Where the edge p → q crosses the straight line through a and b, 0 at a, 1 at b. */
static double crossing_of(wg_point a, wg_point b, wg_point p, wg_point q)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
  double side_p = dx * ((double)p.y - a.y) - dy * ((double)p.x - a.x);
  double side_q = dx * ((double)q.y - a.y) - dy * ((double)q.x - a.x);
  double t = side_p / (side_p - side_q);
  double x = ((double)p.x - a.x) + t * ((double)q.x - p.x);
  double y = ((double)p.y - a.y) + t * ((double)q.y - p.y);
  return (x * dx + y * dy) / (dx * dx + dy * dy);
}

static int compare_double(const void *left, const void *right)
{
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* The crossings of a footprint's edges with the line through a segment, in pairs of in and out.
 * side 0: as seen just left of the line, 1: just right of it; they differ at corners and walls that
 * lie on the line. */
static wg_status cross_footprint(search *s, int64_t building, wg_point a, wg_point b, int side)
{
  const wg_shapes *shapes = &s->buildings->shapes;
  int64_t *count = &s->crossing_count[side];
  *count = 0;
  for (int64_t r = shapes->ring_start[building]; r < shapes->ring_start[building + 1]; r++) {
    int64_t points;
    const wg_point *p = wg_shapes_ring(shapes, r, &points);
    for (int64_t i = 0, k = points - 1; i < points; k = i++) {
      if ((wg_orient(a, b, p[k]) > -side) == (wg_orient(a, b, p[i]) > -side)) continue;
      WG_TRY(wg_grow(s->context, &s->crossings[side], &s->crossing_capacity[side], *count + 1,
                     sizeof *s->crossings[side]));
      s->crossings[side][(*count)++] = crossing_of(a, b, p[k], p[i]);
    }
  }
  if (*count > 0)
    qsort(s->crossings[side], (size_t)*count, sizeof *s->crossings[side], compare_double);
  return WG_OK;
}

/* What is inside on both sides of the line lies under the footprint; a wall along it does not. */
static wg_status cover_segment(search *s, int64_t building, int32_t segment)
{
  bin_segment line = s->segments[segment];
  if (line.a.x == line.b.x && line.a.y == line.b.y) return WG_OK;
  for (int side = 0; side < 2; side++) WG_TRY(cross_footprint(s, building, line.a, line.b, side));
  const double *left = s->crossings[0], *right = s->crossings[1];
  for (int64_t i = 0, k = 0; i + 1 < s->crossing_count[0] && k + 1 < s->crossing_count[1];) {
    stretch inside = {segment, fmax(fmax(left[i], right[k]), 0),
                      fmin(fmin(left[i + 1], right[k + 1]), 1)};
    if (left[i + 1] < right[k + 1])
      i += 2;
    else
      k += 2;
    if (inside.from >= inside.to) continue;
    WG_TRY(wg_grow(s->context, &s->stretches, &s->stretch_capacity, s->stretch_count + 1,
                   sizeof *s->stretches));
    s->stretches[s->stretch_count++] = inside;
  }
  return WG_OK;
}

static wg_status cover_where_near(search *s, int64_t building, wg_box box, int32_t segment)
{
  wg_box around = WG_BOX_EMPTY;
  wg_box_add(&around, s->segments[segment].a);
  wg_box_add(&around, s->segments[segment].b);
  return wg_box_overlap(around, box) ? cover_segment(s, building, segment) : WG_OK;
}

static wg_status cover_by_building(search *s, int64_t building)
{
  wg_box box = wg_shapes_box(&s->buildings->shapes, building);
  int64_t rows = ((int64_t)box.max_y >> s->bins.shift) - ((int64_t)box.min_y >> s->bins.shift) + 1;
  int64_t columns =
      ((int64_t)box.max_x >> s->bins.shift) - ((int64_t)box.min_x >> s->bins.shift) + 1;
  if (rows > s->segment_count / columns) {
    for (int64_t i = 0; i < s->segment_count; i++)
      WG_TRY(cover_where_near(s, building, box, (int32_t)i));
    return WG_OK;
  }
  for (int64_t row = box.min_y >> s->bins.shift; row <= box.max_y >> s->bins.shift; row++)
    for (int64_t column = box.min_x >> s->bins.shift; column <= box.max_x >> s->bins.shift;
         column++) {
      uint64_t bucket = bins_bucket(&s->bins, column, row);
      for (int64_t i = s->bins.start[bucket]; i < s->bins.start[bucket + 1]; i++)
        WG_TRY(cover_where_near(s, building, box, s->bins.items[i]));
    }
  return WG_OK;
}

static int compare_stretch(const void *left, const void *right)
{
  const stretch *a = left, *b = right;
  if (a->segment != b->segment) return a->segment < b->segment ? -1 : 1;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return (a->to > b->to) - (a->to < b->to);
}

static double length_of(bin_segment line)
{
  double dx = (double)line.b.x - line.a.x, dy = (double)line.b.y - line.a.y;
  return sqrt(dx * dx + dy * dy);
}

/* Adds the united stretches to the length under footprints of their barriers. */
static void add_stretches(search *s, double *under)
{
  double reached = 0;
  if (s->stretch_count > 0)
    qsort(s->stretches, (size_t)s->stretch_count, sizeof *s->stretches, compare_stretch);
  for (int64_t i = 0; i < s->stretch_count; i++) {
    const stretch *at = &s->stretches[i];
    if (i == 0 || at->segment != at[-1].segment) reached = 0;
    double from = fmax(at->from, reached);
    if (at->to <= from) continue;
    under[s->barrier[at->segment]] += (at->to - from) * length_of(s->segments[at->segment]);
    reached = at->to;
  }
}

static void judge(const search *s, wg_barriers *barriers, const double *under, const double *whole,
                  int64_t *found)
{
  for (int64_t b = 0; b < barriers->shapes.count; b++) {
    if (!is_hard_line(s->barriers, b) || under[b] * 100 <= whole[b] * UNDER_PERCENT) continue;
    barriers->underground[b] = 1;
    barriers->class_[b] = WG_BARRIER_NONE;
    (*found)++;
  }
}

wg_status wg_find_underground(wg_context *context, wg_barriers *barriers,
                              const wg_buildings *buildings, int64_t *found)
{
  wg_status status;
  search s = {.context = context, .barriers = barriers, .buildings = buildings};
  double *under = NULL, *whole = NULL;
  *found = 0;
  take_segments(&s);
  if (s.segment_count == 0) return WG_OK;
  size_t segments = (size_t)s.segment_count, count = (size_t)barriers->shapes.count;
  WG_TRY_DONE(wg_allocate(context, &s.segments, segments, sizeof *s.segments));
  WG_TRY_DONE(wg_allocate(context, &s.barrier, segments, sizeof *s.barrier));
  WG_TRY_DONE(wg_allocate(context, &under, count, sizeof *under));
  WG_TRY_DONE(wg_allocate(context, &whole, count, sizeof *whole));
  take_segments(&s);
  for (int64_t i = 0; i < s.segment_count; i++) whole[s.barrier[i]] += length_of(s.segments[i]);
  WG_TRY_DONE(bins_build(&s.bins, context, s.segments, s.segment_count, 0));
  for (int64_t i = 0; i < buildings->shapes.count; i++)
    if (buildings->shapes.kind[i] == WG_SHAPE_AREA) WG_TRY_DONE(cover_by_building(&s, i));
  add_stretches(&s, under);
  judge(&s, barriers, under, whole, found);
done:
  wg_release(context, s.segments);
  wg_release(context, s.barrier);
  wg_release(context, s.stretches);
  wg_release(context, s.crossings[0]);
  wg_release(context, s.crossings[1]);
  wg_release(context, under);
  wg_release(context, whole);
  bins_free(&s.bins, context);
  return status;
}
