/* A tenth of a plan's grids spoilt: merged with a neighbour, cut in two, or their border shifted.
 * The same seed gives the same. GEOS alone; nothing of ours is called but the random numbers. */
#ifndef TESTS_REDRAW_DISTURB_H
#define TESTS_REDRAW_DISTURB_H

#include <geos_c.h>
#include <stdlib.h>
#include <string.h>

#include "wangge/plan.h"
#include "wangge/random.h"

typedef struct spoilt {
  GEOSContextHandle_t geos;
  int32_t count, capacity;
  GEOSGeometry **area; /* metres from the plan's origin; NULL: gone */
  int32_t *community;
  bool *touched; /* by what was done */
  char (*code)[40];
  int32_t merged, cut, shifted;
} spoilt;

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const wg_shapes *shapes, int64_t r)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, r, &count);
  GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)count + 1, 2);
  for (int64_t i = 0; i <= count; i++)
    GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, points[i % count].x / 1000.0,
                         points[i % count].y / 1000.0);
  return GEOSGeom_createLinearRing_r(geos, sequence);
}

/* Shells turn left and are followed by their holes. */
static GEOSGeometry *area_of(GEOSContextHandle_t geos, const wg_shapes *shapes, int64_t index)
{
  int64_t first = shapes->ring_start[index], end = shapes->ring_start[index + 1];
  GEOSGeometry **polygons = calloc((size_t)(end - first), sizeof *polygons);
  GEOSGeometry **holes = calloc((size_t)(end - first), sizeof *holes);
  unsigned polygon_count = 0;
  for (int64_t r = first; r < end;) {
    GEOSGeometry *shell = ring_of(geos, shapes, r++);
    unsigned hole_count = 0;
    for (; r < end; r++) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(shapes, r, &count);
      if (wg_ring_area2(points, count) > 0) break;
      holes[hole_count++] = ring_of(geos, shapes, r);
    }
    polygons[polygon_count++] = GEOSGeom_createPolygon_r(geos, shell, holes, hole_count);
  }
  GEOSGeometry *area =
      GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons, polygon_count);
  free(polygons);
  free(holes);
  return area;
}

static double area_m2(const spoilt *s, const GEOSGeometry *g)
{
  double area = 0;
  if (g != NULL) GEOSArea_r(s->geos, g, &area);
  return area;
}

/* Only what has an area. */
static GEOSGeometry *only_areas(const spoilt *s, GEOSGeometry *g)
{
  GEOSGeometry *kept[512];
  unsigned count = 0;
  int parts = GEOSGetNumGeometries_r(s->geos, g);
  for (int i = 0; i < parts && count < 512; i++) {
    const GEOSGeometry *part = GEOSGetGeometryN_r(s->geos, g, i);
    if (area_m2(s, part) > 0.01) kept[count++] = GEOSGeom_clone_r(s->geos, part);
  }
  GEOSGeom_destroy_r(s->geos, g);
  return GEOSGeom_createCollection_r(s->geos, GEOS_MULTIPOLYGON, kept, count);
}

/* A grid of the same community with a common border; −1: none. Drawn among them. */
static int32_t neighbor_of(const spoilt *s, int32_t grid, wg_random *random)
{
  int32_t drawn = -1;
  uint64_t seen = 0;
  for (int32_t o = 0; o < s->count; o++) {
    double length = 0;
    if (o == grid || s->area[o] == NULL || s->community[o] != s->community[grid]) continue;
    GEOSGeometry *common = GEOSIntersection_r(s->geos, s->area[o], s->area[grid]);
    if (common == NULL) continue;
    GEOSLength_r(s->geos, common, &length);
    GEOSGeom_destroy_r(s->geos, common);
    if (length > 1 && wg_random_below(random, ++seen) == 0) drawn = o;
  }
  return drawn;
}

static void merge(spoilt *s, int32_t grid, int32_t other)
{
  GEOSGeometry *both = GEOSUnion_r(s->geos, s->area[grid], s->area[other]);
  GEOSGeom_destroy_r(s->geos, s->area[grid]);
  GEOSGeom_destroy_r(s->geos, s->area[other]);
  s->area[grid] = only_areas(s, both);
  s->area[other] = NULL;
  s->touched[grid] = true;
  s->merged++;
}

/* Along a line from north to south, or from west to east, through the middle of its box. */
static void cut(spoilt *s, int32_t grid, wg_random *random)
{
  double x0, y0, x1, y1, share = 0.3 + 0.04 * (double)wg_random_below(random, 11);
  GEOSGeom_getXMin_r(s->geos, s->area[grid], &x0);
  GEOSGeom_getYMin_r(s->geos, s->area[grid], &y0);
  GEOSGeom_getXMax_r(s->geos, s->area[grid], &x1);
  GEOSGeom_getYMax_r(s->geos, s->area[grid], &y1);
  bool across = wg_random_below(random, 2) == 0;
  GEOSGeometry *half =
      across ? GEOSGeom_createRectangle_r(s->geos, x0 - 1, y0 - 1, x0 + share * (x1 - x0), y1 + 1)
             : GEOSGeom_createRectangle_r(s->geos, x0 - 1, y0 - 1, x1 + 1, y0 + share * (y1 - y0));
  GEOSGeometry *part = only_areas(s, GEOSIntersection_r(s->geos, s->area[grid], half));
  GEOSGeometry *rest = only_areas(s, GEOSDifference_r(s->geos, s->area[grid], half));
  GEOSGeom_destroy_r(s->geos, half);
  GEOSGeom_destroy_r(s->geos, s->area[grid]);
  s->area[grid] = rest;
  s->area[s->count] = part;
  s->community[s->count] = s->community[grid];
  s->touched[grid] = s->touched[s->count] = true;
  char code[sizeof s->code[0]];
  memcpy(code, s->code[grid], sizeof code);
  snprintf(s->code[s->count], sizeof code, "%.32s-b", code);
  s->count++;
  s->cut++;
}

/* What lies within some metres of the other goes over to it. */
static void shift(spoilt *s, int32_t grid, int32_t other, wg_random *random)
{
  double metres = 10 + (double)wg_random_below(random, 31);
  GEOSGeometry *reach = GEOSBuffer_r(s->geos, s->area[other], metres, 2);
  GEOSGeometry *strip = only_areas(s, GEOSIntersection_r(s->geos, s->area[grid], reach));
  GEOSGeometry *rest = only_areas(s, GEOSDifference_r(s->geos, s->area[grid], reach));
  GEOSGeometry *more = only_areas(s, GEOSUnion_r(s->geos, s->area[other], strip));
  GEOSGeom_destroy_r(s->geos, reach);
  GEOSGeom_destroy_r(s->geos, strip);
  if (area_m2(s, rest) < 100) { /* nothing would be left of it */
    GEOSGeom_destroy_r(s->geos, rest);
    GEOSGeom_destroy_r(s->geos, more);
    return;
  }
  GEOSGeom_destroy_r(s->geos, s->area[grid]);
  GEOSGeom_destroy_r(s->geos, s->area[other]);
  s->area[grid] = rest;
  s->area[other] = more;
  s->touched[grid] = s->touched[other] = true;
  s->shifted++;
}

static void spoil_plan(spoilt *s, GEOSContextHandle_t geos, const wg_plan *plan, uint64_t seed)
{
  wg_random random = wg_random_seeded(seed);
  size_t most = 2 * (size_t)plan->grid_count;
  *s = (spoilt){.geos = geos, .count = (int32_t)plan->grid_count};
  s->area = calloc(most, sizeof *s->area);
  s->community = calloc(most, sizeof *s->community);
  s->touched = calloc(most, sizeof *s->touched);
  s->code = calloc(most, sizeof *s->code);
  for (int32_t g = 0; g < s->count; g++) {
    s->area[g] = area_of(geos, &plan->outlines, g);
    s->community[g] = plan->grids[g].community;
    snprintf(s->code[g], sizeof s->code[0], "%s", wg_texts_get(&plan->texts, plan->grids[g].code));
  }
  for (int32_t g = 0, grids = s->count; g < grids; g++) {
    if (wg_random_below(&random, 10) != 0 || s->area[g] == NULL || s->touched[g]) continue;
    int32_t other = neighbor_of(s, g, &random);
    uint64_t way = wg_random_below(&random, 3);
    if (other >= 0 && way == 0)
      merge(s, g, other);
    else if (other >= 0 && way == 1)
      shift(s, g, other, &random);
    else
      cut(s, g, &random);
  }
}

static void free_spoilt(spoilt *s)
{
  for (int32_t g = 0; g < s->count; g++)
    if (s->area[g] != NULL) GEOSGeom_destroy_r(s->geos, s->area[g]);
  free(s->area);
  free(s->community);
  free(s->touched);
  free(s->code);
}

#endif
