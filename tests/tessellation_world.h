/* Small worlds for tests and benchmarks of the tessellation: one community's ground, built up ring
 * by ring. Coordinates in millimetres. */
#ifndef WG_TESTS_TESSELLATION_WORLD_H
#define WG_TESTS_TESSELLATION_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "algorithms/tessellation.h"

typedef struct world {
  wg_context *context;
  wg_shapes boundary; /* one shape a part, rings as in wg_boundary */
  wg_shapes footprints, barriers, crossings;
  uint8_t *barrier_class;
  int64_t barrier_capacity;
  int32_t *ring_start, *ring_part;
  wg_ground ground;
} world;

static inline void world_check(wg_status status)
{
  if (status != WG_OK) abort();
}

static inline world *world_new(void)
{
  world *w = calloc(1, sizeof *w);
  if (w == NULL) abort();
  world_check(wg_context_new(&w->context, NULL));
  return w;
}

static inline void world_free(world *w)
{
  wg_shapes_free(&w->boundary, w->context);
  wg_shapes_free(&w->footprints, w->context);
  wg_shapes_free(&w->barriers, w->context);
  wg_shapes_free(&w->crossings, w->context);
  wg_release(w->context, w->barrier_class);
  wg_release(w->context, w->ring_start);
  wg_release(w->context, w->ring_part);
  wg_context_free(w->context);
  free(w);
}

static inline void world_ring(world *w, wg_shapes *shapes, const wg_point *points, int64_t count)
{
  world_check(wg_shapes_begin_ring(shapes, w->context));
  for (int64_t i = 0; i < count; i++) world_check(wg_shapes_add_point(shapes, w->context, points[i]));
}

static inline void world_shape(world *w, wg_shapes *shapes, wg_shape_kind kind, const wg_point *points,
                               int64_t count)
{
  world_check(wg_shapes_begin(shapes, w->context, kind));
  world_ring(w, shapes, points, count);
}

static inline void world_barrier(world *w, wg_shape_kind kind, int class_, const wg_point *points,
                                 int64_t count)
{
  world_check(wg_grow(w->context, &w->barrier_class, &w->barrier_capacity, w->barriers.count + 1, 1));
  w->barrier_class[w->barriers.count] = (uint8_t)class_;
  world_shape(w, &w->barriers, kind, points, count);
}

static inline void world_box(world *w, wg_shapes *shapes, int x0, int y0, int x1, int y1)
{
  wg_point p[4] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  world_shape(w, shapes, WG_SHAPE_AREA, p, 4);
}

static inline void world_hole_box(world *w, wg_shapes *shapes, int x0, int y0, int x1, int y1)
{
  wg_point p[4] = {{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}};
  world_ring(w, shapes, p, 4);
}

static inline void world_point(world *w, int x, int y)
{
  world_shape(w, &w->footprints, WG_SHAPE_POINT, &(wg_point){x, y}, 1);
}

static inline void world_line(world *w, int class_, int x0, int y0, int x1, int y1)
{
  wg_point p[2] = {{x0, y0}, {x1, y1}};
  world_barrier(w, WG_SHAPE_LINE, class_, p, 2);
}

/* The ground, once everything is there; the last `foreign` footprints belong to others. */
static inline const wg_ground *world_ground(world *w, int32_t foreign)
{
  int32_t rings = (int32_t)w->boundary.ring_count, ring = 0;
  wg_release(w->context, w->ring_start);
  wg_release(w->context, w->ring_part);
  world_check(wg_allocate(w->context, &w->ring_start, (size_t)rings + 1, sizeof *w->ring_start));
  world_check(wg_allocate(w->context, &w->ring_part, (size_t)rings, sizeof *w->ring_part));
  for (int64_t part = 0; part < w->boundary.count; part++)
    for (int64_t r = w->boundary.ring_start[part]; r < w->boundary.ring_start[part + 1]; r++, ring++) {
      w->ring_start[ring] = (int32_t)w->boundary.point_start[r];
      w->ring_part[ring] = (int32_t)part;
    }
  w->ring_start[rings] = (int32_t)w->boundary.point_count;
  w->ground = (wg_ground){
      .boundary = {w->boundary.points, w->ring_start, w->ring_part, rings, (int32_t)w->boundary.count},
      .footprints = &w->footprints,
      .own_count = (int32_t)w->footprints.count - foreign,
      .foreign_count = foreign,
      .barriers = &w->barriers,
      .barrier_class = w->barrier_class,
      .crossings = &w->crossings};
  return &w->ground;
}

#endif
