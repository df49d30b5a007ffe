/* Random small worlds for property tests: up to 2 × 2 communities with shared, jittered corners,
 * some sixty footprints each, and barriers; adversarial on request.
 *
 * Everything follows from the seed. Worlds are built row by row into a wg_plan, as a program that
 * embeds the library would. */
#ifndef TESTS_SUPPORT_WORLD_H
#define TESTS_SUPPORT_WORLD_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "wangge/random.h"
#include "wangge/wangge.h"

#define WORLD_SIDE 300000 /* mm of a community */

typedef struct world_options {
  uint64_t seed;
  int across, down;         /* communities */
  bool adversarial;         /* touching, nested, duplicate, pierced … */
  int32_t shift_x, shift_y; /* mm, added to everything */
} world_options;

typedef struct world {
  wg_context *context;
  wg_plan plan;
  wg_random random;
  world_options options;
  int building_number;
} world;

static inline int32_t world_below(world *w, int32_t bound)
{
  return (int32_t)wg_random_below(&w->random, (uint64_t)bound);
}

static inline wg_point world_at(const world *w, int32_t x, int32_t y)
{
  return (wg_point){x + w->options.shift_x, y + w->options.shift_y};
}

static inline void world_ring(world *w, wg_shapes *shapes, const wg_point *points, int count)
{
  assert_int_equal(wg_shapes_begin_ring(shapes, w->context), WG_OK);
  for (int i = 0; i < count; i++)
    assert_int_equal(wg_shapes_add_point(shapes, w->context, points[i]), WG_OK);
}

/* --- communities ------------------------------------------------------------------------------ */

/* Corner (column, row) of the lattice, the same for all communities that share it. */
static inline wg_point world_corner(const world *w, int column, int row)
{
  wg_random random = wg_random_seeded(w->options.seed * 1000003u + (uint64_t)(column * 31 + row));
  int32_t dx = (int32_t)wg_random_below(&random, 40000) - 20000;
  int32_t dy = (int32_t)wg_random_below(&random, 40000) - 20000;
  return world_at(w, column * WORLD_SIDE + dx, row * WORLD_SIDE + dy);
}

static inline void world_add_community(world *w, int column, int row)
{
  wg_communities *all = &w->plan.communities;
  const wg_point ring[] = {world_corner(w, column, row), world_corner(w, column + 1, row),
                           world_corner(w, column + 1, row + 1), world_corner(w, column, row + 1)};
  int64_t index;
  char code[32];
  snprintf(code, sizeof code, "64010600%d%03d", row, column);
  assert_int_equal(wg_communities_append(all, w->context, &index), WG_OK);
  assert_int_equal(wg_texts_add(&all->texts, w->context, code, -1, &all->code[index]), WG_OK);
  assert_int_equal(wg_texts_add(&all->texts, w->context, "测试社区", -1, &all->name[index]), WG_OK);
  assert_int_equal(wg_shapes_begin(&all->shapes, w->context, WG_SHAPE_AREA), WG_OK);
  world_ring(w, &all->shapes, ring, 4);
}

/* --- buildings -------------------------------------------------------------------------------- */

static inline void world_begin_building(world *w, int32_t households, wg_shape_kind kind)
{
  wg_buildings *all = &w->plan.buildings;
  int64_t index;
  char id[32];
  snprintf(id, sizeof id, "B-%05d", ++w->building_number);
  assert_int_equal(wg_buildings_append(all, w->context, &index), WG_OK);
  assert_int_equal(wg_texts_add(&all->texts, w->context, id, -1, &all->id[index]), WG_OK);
  all->households[index] = households;
  all->alike[0][index] = w->building_number % 5 - 1;
  all->alike[1][index] = w->building_number * 7 % 50 * 100;
  all->source[index] = households == WG_UNKNOWN ? WG_HOUSEHOLDS_UNKNOWN : WG_HOUSEHOLDS_GIVEN;
  assert_int_equal(wg_shapes_begin(&all->shapes, w->context, kind), WG_OK);
}

/* A rectangle leaning by `lean` mm over its height. */
static inline void world_add_block(world *w, int32_t x, int32_t y, int32_t width, int32_t height,
                                   int32_t lean, int32_t households)
{
  const wg_point ring[] = {world_at(w, x, y), world_at(w, x + width, y + lean),
                           world_at(w, x + width - lean, y + height + lean),
                           world_at(w, x - lean, y + height)};
  world_begin_building(w, households, WG_SHAPE_AREA);
  world_ring(w, &w->plan.buildings.shapes, ring, 4);
}

static inline int32_t world_households(world *w)
{
  int32_t kind = world_below(w, 20);
  if (kind == 0) return WG_UNKNOWN;
  if (kind < 6) return 0;
  return kind < 15 ? 1 + world_below(w, 40) : 40 + world_below(w, 60);
}

/* One of the ill-natured arrangements near (x, y). */
static inline void world_add_ill_natured(world *w, int32_t x, int32_t y)
{
  const wg_point outer[] = {world_at(w, x, y), world_at(w, x + 16000, y),
                            world_at(w, x + 16000, y + 16000), world_at(w, x, y + 16000)};
  const wg_point hole[] = {world_at(w, x + 4000, y + 4000), world_at(w, x + 4000, y + 12000),
                           world_at(w, x + 12000, y + 12000), world_at(w, x + 12000, y + 4000)};
  switch (world_below(w, 10)) {
  case 0: /* walls that touch along an edge */
    world_add_block(w, x, y, 8000, 10000, 0, world_households(w));
    world_add_block(w, x + 8000, y, 8000, 10000, 0, world_households(w));
    break;
  case 1: /* at a corner */
    world_add_block(w, x, y, 8000, 8000, 0, world_households(w));
    world_add_block(w, x + 8000, y + 8000, 8000, 8000, 0, world_households(w));
    break;
  case 2: /* as a T */
    world_add_block(w, x, y, 18000, 5000, 0, world_households(w));
    world_add_block(w, x + 6000, y + 5000, 4000, 9000, 0, world_households(w));
    break;
  case 3: /* a gap of 1 mm */
    world_add_block(w, x, y, 8000, 12000, 0, world_households(w));
    world_add_block(w, x + 8001, y, 8000, 12000, 0, world_households(w));
    break;
  case 4: /* nested: podium and tower */
    world_add_block(w, x, y, 18000, 16000, 0, 0);
    world_add_block(w, x + 4000, y + 4000, 8000, 8000, 0, world_households(w));
    break;
  case 5: /* the same twice */
    world_add_block(w, x, y, 9000, 9000, 500, world_households(w));
    world_add_block(w, x, y, 9000, 9000, 500, world_households(w));
    break;
  case 6: /* a ring with a house in its yard */
    world_begin_building(w, world_households(w), WG_SHAPE_AREA);
    world_ring(w, &w->plan.buildings.shapes, outer, 4);
    world_ring(w, &w->plan.buildings.shapes, hole, 4);
    world_add_block(w, x + 6000, y + 6000, 3000, 3000, 0, world_households(w));
    break;
  case 7: /* slight overlap */
    world_add_block(w, x, y, 9000, 12000, 0, world_households(w));
    world_add_block(w, x + 8900, y, 9000, 12000, 0, world_households(w));
    break;
  case 8: /* points, one of them twice */
    for (int i = 0; i < 3; i++) {
      const wg_point point = world_at(w, x + 5000 * (i / 2), y + 3000);
      world_begin_building(w, world_households(w), WG_SHAPE_POINT);
      world_ring(w, &w->plan.buildings.shapes, &point, 1);
    }
    break;
  default: /* a sliver of 2 mm */
    world_add_block(w, x, y, 12000, 2, 0, world_households(w));
  }
}

static inline void world_add_buildings(world *w, int column, int row)
{
  for (int32_t j = 0; j < 8; j++)
    for (int32_t i = 0; i < 8; i++) {
      int32_t x = column * WORLD_SIDE + 6000 + i * 36000 + world_below(w, 6000);
      int32_t y = row * WORLD_SIDE + 6000 + j * 36000 + world_below(w, 6000);
      if (w->options.adversarial && world_below(w, 4) == 0)
        world_add_ill_natured(w, x, y);
      else if (world_below(w, 10) > 0)
        world_add_block(w, x, y, 9000 + world_below(w, 14000), 8000 + world_below(w, 12000),
                        world_below(w, 3) == 0 ? world_below(w, 3000) : 0, world_households(w));
    }
}

/* --- barriers --------------------------------------------------------------------------------- */

static inline void world_add_barrier(world *w, const char *kind, wg_barrier_class class_,
                                     const wg_point *points, int count, wg_shape_kind shape)
{
  wg_barriers *all = &w->plan.barriers;
  int64_t index;
  assert_int_equal(wg_barriers_append(all, w->context, &index), WG_OK);
  assert_int_equal(wg_texts_add(&all->texts, w->context, kind, -1, &all->kind[index]), WG_OK);
  all->class_[index] = (uint8_t)class_;
  all->road[index] = class_ == WG_BARRIER_STREET || class_ == WG_BARRIER_LANE;
  assert_int_equal(wg_shapes_begin(&all->shapes, w->context, shape), WG_OK);
  world_ring(w, &all->shapes, points, count);
}

static inline void world_add_barriers(world *w)
{
  int32_t width = w->options.across * WORLD_SIDE, height = w->options.down * WORLD_SIDE;
  for (int i = 0; i < 3; i++) { /* streets from west to east, one of them hard now and then */
    int32_t y = world_below(w, height), rise = world_below(w, 60000) - 30000;
    const wg_point line[] = {world_at(w, -30000, y), world_at(w, width / 2, y + rise),
                             world_at(w, width + 30000, y)};
    bool hard = world_below(w, 4) == 0;
    world_add_barrier(w, hard ? "river" : "primary", hard ? WG_BARRIER_HARD : WG_BARRIER_STREET,
                      line, 3, WG_SHAPE_LINE);
  }
  const wg_point dangle[] = {world_at(w, width / 3, -5000),
                             world_at(w, width / 3 + 4000, height / 2)};
  world_add_barrier(w, "residential", WG_BARRIER_LANE, dangle, 2, WG_SHAPE_LINE);
  if (!w->options.adversarial) return;
  /* along the boundary, along a wall, through a corner of a footprint, a closed ring, a river */
  const wg_point along[] = {world_corner(w, 0, 0), world_corner(w, 1, 0), world_corner(w, 1, 1)};
  world_add_barrier(w, "secondary", WG_BARRIER_STREET, along, 3, WG_SHAPE_LINE);
  const wg_shapes *shapes = &w->plan.buildings.shapes;
  for (int i = 0; i < 4 && shapes->count > 0; i++) {
    int64_t row = world_below(w, (int32_t)shapes->count), count;
    const wg_point *ring = wg_shapes_ring(shapes, shapes->ring_start[row], &count);
    if (count < 3) continue;
    const wg_point wall[] = {ring[0], ring[1]};
    const wg_point corner[] = {
        {ring[2].x - 25000, ring[2].y - 7000}, ring[2], {ring[2].x + 9000, ring[2].y + 31000}};
    if (i % 2 == 0)
      world_add_barrier(w, "tertiary", WG_BARRIER_STREET, wall, 2, WG_SHAPE_LINE);
    else
      world_add_barrier(w, "rail", WG_BARRIER_HARD, corner, 3, WG_SHAPE_LINE);
  }
  const wg_point ring[] = {world_at(w, 100000, 90000), world_at(w, 170000, 95000),
                           world_at(w, 160000, 180000), world_at(w, 100000, 90000)};
  world_add_barrier(w, "secondary", WG_BARRIER_STREET, ring, 4, WG_SHAPE_LINE);
  const wg_point river[] = {world_at(w, 200000, -20000), world_at(w, 222000, -20000),
                            world_at(w, 235000, height + 20000),
                            world_at(w, 214000, height + 20000)};
  if (world_below(w, 2) == 0)
    world_add_barrier(w, "river", WG_BARRIER_HARD, river, 4, WG_SHAPE_AREA);
}

/* --- the whole -------------------------------------------------------------------------------- */

static inline void world_make(world *w, world_options options)
{
  memset(w, 0, sizeof *w);
  w->options = options;
  w->random = wg_random_seeded(options.seed);
  assert_int_equal(wg_context_new(&w->context, NULL), WG_OK);
  strcpy(w->plan.system.name, "EPSG:4547");
  w->plan.system.epsg = 4547;
  w->plan.system.origin_x_m = 500000;
  w->plan.system.origin_y_m = 4200000;
  for (int row = 0; row < options.down; row++)
    for (int column = 0; column < options.across; column++) world_add_community(w, column, row);
  for (int row = 0; row < options.down; row++)
    for (int column = 0; column < options.across; column++) world_add_buildings(w, column, row);
  world_add_barriers(w);
  w->plan.buildings.alike_count = 2; /* a category, unknown now and then, and a number */
  w->plan.buildings.alike_is_number[1] = true;
}

static inline void world_free(world *w)
{
  wg_plan_free(&w->plan, w->context);
  wg_context_free(w->context);
}

#endif
