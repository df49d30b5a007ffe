/* Straight segments with an index over them; metres. What it answers is how much of a segment lies
 * off the lines: further from all of them than a reach. */
#ifndef WG_TESTS_VERIFY_LINEWORK_H
#define WG_TESTS_VERIFY_LINEWORK_H

#include <geos_c.h>
#include <stddef.h>

typedef struct place {
  double x, y;
} place;

typedef struct segment {
  place a, b;
} segment;

typedef struct linework {
  segment *segments;
  size_t count, capacity;
  GEOSGeometry **boxes; /* what the tree holds */
  GEOSSTRtree *tree;
} linework;

double segment_length(segment s);
GEOSGeometry *segment_shape(segment s);

/* Calls visit for every segment of the rings and lines of a shape, rings of polygons with the
 * interior on their left. */
typedef void segment_visitor(segment s, void *user);
void shape_segments(const GEOSGeometry *shape, segment_visitor *visit, void *user);

void linework_add(segment s, void *lines); /* a segment_visitor */
/* After the last one was added. */
void linework_index(linework *lines);
void linework_free(linework *lines);

/* The segments whose boxes meet that of `shape`; visit gets a size_t *. */
void linework_query(const linework *lines, const GEOSGeometry *shape, GEOSQueryCallback visit,
                    void *user);
/* Metres of s further than reach from every line. Exact but for rounding: what of s is near one
 * line is one interval, since the ground within reach of a segment is convex. */
double linework_off(const linework *lines, segment s, double reach);

#endif
