/* A county: towns with dense towers, villages of few households in wide empty fields, and lakes
 * that border on 50 units and more.
 *
 * What is hard about it: nine tenths of the households on half of the units, hubs of high degree
 * without households, and walls, 20 times as dear as any other border. */
#ifndef COUNTY_WORLD_H
#define COUNTY_WORLD_H

#include "raster_world.h"

enum { LAKE_RADIUS = 11, LAKE_PIXELS = 377, FIELD_PIXELS = 6, WALL_FACTOR = 20 };

typedef enum land { LAND_FIELD, LAND_VILLAGE, LAND_TOWN, LAND_CORE, LAND_LAKE } land;

typedef struct county {
  raster map;
  int32_t *land; /* of a pixel */
  int32_t towns, lakes;
} county;

/* Paints a disc with kinds of land: `inner` up to one squared radius, `outer` up to another; never
 * over a dearer kind. */
static inline void paint_disc(county *c, int32_t x, int32_t y, const int32_t square[2],
                              const land kinds[2])
{
  for (int32_t p = 0; p < c->map.width * c->map.height; p++) {
    int32_t dx = p % c->map.width - x, dy = p / c->map.width - y, far = dx * dx + dy * dy;
    land kind = far <= square[0] ? kinds[0] : far <= square[1] ? kinds[1] : LAND_FIELD;
    if ((int32_t)kind > c->land[p]) c->land[p] = kind;
  }
}

/* Half of the units in towns, a quarter of a town its core; the first towns lie around lakes. */
static inline void paint_towns(county *c, wg_random *random, int32_t units)
{
  const int32_t shore = LAKE_RADIUS + 1, lake = LAKE_RADIUS * LAKE_RADIUS;
  int32_t town = units / (6 * c->towns); /* squared radius: half of the units, π taken as 3 */
  for (int32_t t = 0; t < c->towns; t++) {
    int32_t water = t < c->lakes ? lake : 0;
    int32_t x = shore + (int32_t)wg_random_below(random, (uint64_t)(c->map.width - 2 * shore));
    int32_t y = shore + (int32_t)wg_random_below(random, (uint64_t)(c->map.height - 2 * shore));
    paint_disc(c, x, y, (const int32_t[]){water + town / 4, water + town},
               (const land[]){LAND_CORE, LAND_TOWN});
    if (water > 0)
      paint_disc(c, x, y, (const int32_t[]){water, water}, (const land[]){LAND_LAKE, LAND_LAKE});
  }
}

/* Every hundredth pixel of the fields begins a village of up to 3 × 3. */
static inline void paint_villages(county *c, wg_random *random)
{
  int32_t pixels = c->map.width * c->map.height;
  for (int32_t p = 0; p < pixels; p++) {
    if (c->land[p] != LAND_FIELD || wg_random_below(random, 100) > 0) continue;
    for (int32_t i = 0; i < 9; i++) {
      int32_t q = p + i / 3 * c->map.width + i % 3;
      if (q < pixels && c->land[q] == LAND_FIELD && wg_random_below(random, 10) < 8)
        c->land[q] = LAND_VILLAGE;
    }
  }
}

/* Lakes become one unit each; fields off the shore merge, nothing else does. */
static inline void merge_land(county *c, wg_random *random, int32_t units)
{
  for (int32_t p = 0; p < c->map.width * c->map.height; p++)
    c->map.zone[p] = c->land[p] == LAND_FIELD ? 0 : -1;
  for (int32_t p = 0; p < c->map.width * c->map.height; p++)
    for (uint64_t side = 0; side < 2; side++) {
      int32_t q = raster_next(&c->map, p, side);
      if (q < 0 || (c->land[p] != LAND_LAKE && c->land[q] != LAND_LAKE)) continue;
      c->map.zone[p] = c->map.zone[q] = -1;
      if (c->land[p] == c->land[q]) raster_merge(&c->map, p, q);
    }
  raster_merge_until(&c->map, random, units, FIELD_PIXELS);
}

static inline int64_t county_side(void *world, wg_random *random, int32_t a, int32_t b)
{
  const county *c = world;
  bool open = c->land[a] == LAND_FIELD || c->land[b] == LAND_FIELD;
  int64_t cost = open ? 200 + (int64_t)wg_random_below(random, 401)
                      : 10 + (int64_t)wg_random_below(random, 391);
  return wg_random_below(random, 100) < 2 ? cost * WALL_FACTOR : cost;
}

static inline int32_t land_housing(land kind, wg_random *random, int towers_percent)
{
  switch (kind) {
  case LAND_CORE: return housing(random, 3 * towers_percent);
  case LAND_TOWN: return housing(random, towers_percent);
  case LAND_VILLAGE: return (int32_t)wg_random_below(random, 31);
  default: return 0;
  }
}

static inline wg_graph county_world(wg_context *context, wg_random *random, int32_t units,
                                    int towers_percent)
{
  county c = {.towns = 2 + units / 2500, .lakes = 1 + units / 3000};
  int32_t *pixel;
  c.map = raster_of((int64_t)units * 4 / 3 + c.lakes * LAKE_PIXELS);
  c.land = numbers(c.map.units);
  paint_towns(&c, random, units);
  paint_villages(&c, random);
  merge_land(&c, random, units);
  wg_graph graph = raster_graph(context, &c.map, random, county_side, &c, &pixel);
  for (int32_t u = 0; u < graph.unit_count; u++)
    graph.households[u] = land_housing((land)c.land[pixel[u]], random, towers_percent);
  free(pixel);
  free(c.land);
  raster_free(&c.map);
  return graph;
}

#endif
