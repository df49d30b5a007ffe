/* Drawn worlds in metres and what is asked of their tessellation. */
#ifndef WG_TESTS_FIELD_H
#define WG_TESTS_FIELD_H

#include "tessellation_world.h"

#define M 1000

/* A world of 40 m by 20 m unless a test says otherwise. */
static inline world *field(int width_m, int height_m)
{
  world *w = world_new();
  world_box(w, &w->boundary, 0, 0, width_m * M, height_m * M);
  return w;
}

static inline void house(world *w, int x0, int y0, int x1, int y1)
{
  world_box(w, &w->footprints, x0 * M, y0 * M, x1 * M, y1 * M);
}

static inline wg_tessellation *tessellate(world *w, int32_t foreign)
{
  wg_tessellation *t;
  assert_int_equal(wg_tessellate(&t, w->context, world_ground(w, foreign)), WG_OK);
  return t;
}

static inline int32_t cell_count(const wg_tessellation *t)
{
  int32_t count;
  wg_tessellation_cells(t, &count);
  return count;
}

static inline wg_cell cell_at(const wg_tessellation *t, int32_t index)
{
  int32_t count;
  const wg_cell *cells = wg_tessellation_cells(t, &count);
  assert_in_range(index, 0, count - 1);
  return cells[index];
}

static inline wg_border border_of(const wg_tessellation *t, int32_t a, int32_t b)
{
  int64_t count;
  const wg_border *borders = wg_tessellation_borders(t, &count);
  for (int64_t i = 0; i < count; i++)
    if (borders[i].a == a && borders[i].b == b) return borders[i];
  return (wg_border){a, b, {0}};
}

static inline int64_t length_of(wg_border border)
{
  return border.length_mm[0] + border.length_mm[1] + border.length_mm[2] + border.length_mm[3];
}

/* The middle between two walls is followed to about a metre. */
static inline void assert_near(int64_t value, int64_t expected, int64_t slack)
{
  if (value < expected - slack || value > expected + slack)
    print_error("%lld, not %lld\n", (long long)value, (long long)expected);
  assert_true(value >= expected - slack && value <= expected + slack);
}

static inline int64_t square_metres(const wg_tessellation *t, int32_t cell)
{
  return cell_at(t, cell).area2_mm2 / (2 * M * M);
}

static inline void finish(world *w, wg_tessellation *t)
{
  wg_tessellation_free(t);
  world_free(w);
}

#endif
