#include "linework.h"

#include <math.h>
#include <stdlib.h>

#include "layers.h"

double segment_length(segment s)
{
  return hypot(s.b.x - s.a.x, s.b.y - s.a.y);
}

GEOSGeometry *segment_shape(segment s)
{
  GEOSCoordSequence *ends = GEOSCoordSeq_create(2, 2);
  GEOSCoordSeq_setXY(ends, 0, s.a.x, s.a.y);
  GEOSCoordSeq_setXY(ends, 1, s.b.x, s.b.y);
  return GEOSGeom_createLineString(ends);
}

/* --- taking shapes apart ---------------------------------------------------------------------- */

static place place_at(const GEOSCoordSequence *points, unsigned index)
{
  place p;
  GEOSCoordSeq_getXY(points, index, &p.x, &p.y);
  return p;
}

static void line_segments(const GEOSGeometry *line, bool backwards, segment_visitor *visit,
                          void *user)
{
  const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(line);
  unsigned count;
  GEOSCoordSeq_getSize(points, &count);
  for (unsigned i = 1; i < count; i++) {
    place a = place_at(points, i - 1), b = place_at(points, i);
    visit(backwards ? (segment){b, a} : (segment){a, b}, user);
  }
}

/* Shells run counter-clockwise, holes clockwise, whatever the file has. */
static void ring_segments(const GEOSGeometry *ring, bool hole, segment_visitor *visit, void *user)
{
  char counter_clockwise = 0;
  if (GEOSCoordSeq_isCCW(GEOSGeom_getCoordSeq(ring), &counter_clockwise) == 0)
    stop("a ring without", "orientation");
  line_segments(ring, (counter_clockwise != 0) == hole, visit, user);
}

void shape_segments(const GEOSGeometry *shape, segment_visitor *visit, void *user)
{
  switch (GEOSGeomTypeId(shape)) {
  case GEOS_POINT:
  case GEOS_MULTIPOINT:
    return;
  case GEOS_LINESTRING:
  case GEOS_LINEARRING:
    line_segments(shape, false, visit, user);
    return;
  case GEOS_POLYGON:
    if (GEOSisEmpty(shape) == 1) return;
    ring_segments(GEOSGetExteriorRing(shape), false, visit, user);
    for (int i = 0; i < GEOSGetNumInteriorRings(shape); i++)
      ring_segments(GEOSGetInteriorRingN(shape, i), true, visit, user);
    return;
  default:
    for (int i = 0; i < GEOSGetNumGeometries(shape); i++)
      shape_segments(GEOSGetGeometryN(shape, i), visit, user);
  }
}

/* --- the index -------------------------------------------------------------------------------- */

void linework_add(segment s, void *user)
{
  linework *lines = user;
  if (lines->count == lines->capacity) {
    lines->capacity = 2 * lines->capacity + 64;
    lines->segments = resized(lines->segments, lines->capacity, sizeof *lines->segments);
  }
  lines->segments[lines->count++] = s;
}

void linework_index(linework *lines)
{
  lines->boxes = resized(NULL, lines->count, sizeof(GEOSGeometry *));
  lines->tree = GEOSSTRtree_create(10);
  for (size_t i = 0; i < lines->count; i++) {
    lines->boxes[i] = segment_shape(lines->segments[i]);
    GEOSSTRtree_insert(lines->tree, lines->boxes[i], &lines->segments[i]);
  }
}

void linework_free(linework *lines)
{
  GEOSSTRtree_destroy(lines->tree);
  for (size_t i = 0; i < lines->count; i++) GEOSGeom_destroy(lines->boxes[i]);
  free(lines->boxes);
  free(lines->segments);
  *lines = (linework){0};
}

void linework_query(const linework *lines, const GEOSGeometry *shape, GEOSQueryCallback visit,
                    void *user)
{
  GEOSSTRtree_query(lines->tree, shape, visit, user);
}

/* --- what is near ----------------------------------------------------------------------------- */

/* A part of the segment in question, in metres from its start; empty when from > to. */
typedef struct interval {
  double from, to;
} interval;

typedef struct nearness {
  segment s;
  double length, reach;
  interval *near;
  size_t count, capacity;
} nearness;

static interval both(interval a, interval b)
{
  if (a.from > a.to) return b;
  if (b.from > b.to) return a;
  return (interval){fmin(a.from, b.from), fmax(a.to, b.to)};
}

/* Where the straight line through s lies within reach of a point at `along` on it, `beside` it. */
static interval near_point(double along, double beside, double reach)
{
  double half = reach * reach - beside * beside;
  if (half < 0) return (interval){1, 0};
  half = sqrt(half);
  return (interval){along - half, along + half};
}

/* Where a + b t lies in [low, high]. */
static interval solve(double a, double b, double low, double high)
{
  if (b == 0) return a >= low && a <= high ? (interval){-INFINITY, INFINITY} : (interval){1, 0};
  double first = (low - a) / b, second = (high - a) / b;
  return (interval){fmin(first, second), fmax(first, second)};
}

/* A line o in the frame of s: the ends lie at (x, y), s runs along the first axis. What is near is
 * near an end, or in the rectangle over the line. */
static interval near_line(place a, place b, double reach)
{
  interval ends = both(near_point(a.x, a.y, reach), near_point(b.x, b.y, reach));
  double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
  if (length == 0) return ends;
  interval beside = solve((a.x * dy - a.y * dx) / length, -dy / length, -reach, reach);
  interval over = solve(-(a.x * dx + a.y * dy) / length, dx / length, 0, length);
  return both(ends, (interval){fmax(beside.from, over.from), fmin(beside.to, over.to)});
}

static place in_frame_of(const nearness *about, place p)
{
  segment s = about->s;
  double ux = (s.b.x - s.a.x) / about->length, uy = (s.b.y - s.a.y) / about->length;
  double dx = p.x - s.a.x, dy = p.y - s.a.y;
  return (place){dx * ux + dy * uy, dy * ux - dx * uy};
}

static void add_near(void *line, void *user)
{
  nearness *about = user;
  const segment *other = line;
  interval near =
      near_line(in_frame_of(about, other->a), in_frame_of(about, other->b), about->reach);
  if (near.from > near.to || near.to < 0 || near.from > about->length) return;
  if (about->count == about->capacity) {
    about->capacity = 2 * about->capacity + 8;
    about->near = resized(about->near, about->capacity, sizeof *about->near);
  }
  about->near[about->count++] = near;
}

static int compare_starts(const void *left, const void *right)
{
  const interval *a = left, *b = right;
  return (a->from > b->from) - (a->from < b->from);
}

double linework_off(const linework *lines, segment s, double reach)
{
  nearness about = {.s = s, .length = segment_length(s), .reach = reach};
  segment box = {{fmin(s.a.x, s.b.x) - reach, fmin(s.a.y, s.b.y) - reach},
                 {fmax(s.a.x, s.b.x) + reach, fmax(s.a.y, s.b.y) + reach}};
  if (about.length == 0) return 0;
  GEOSGeometry *around = segment_shape(box);
  GEOSSTRtree_query(lines->tree, around, add_near, &about);
  GEOSGeom_destroy(around);
  if (about.count > 0) qsort(about.near, about.count, sizeof *about.near, compare_starts);
  double off = 0, done = 0;
  for (size_t i = 0; i < about.count; i++) {
    if (about.near[i].from > done) off += about.near[i].from - done;
    done = fmax(done, about.near[i].to);
  }
  off += fmax(0, about.length - done);
  free(about.near);
  return off;
}
