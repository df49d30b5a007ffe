/* A map of square pixels that are merged into units: what the streets and county worlds are drawn
 * on.
 *
 * Units are connected sets of pixels, so their graph is planar whatever is merged. Pixels merge
 * inside their zone only (−1: never). A border costs the sum of the pixel sides under it. */
#ifndef RASTER_WORLD_H
#define RASTER_WORLD_H

#include "graph_world.h"

typedef struct raster {
  int32_t width, height, units;
  int32_t *zone;   /* of a pixel */
  int32_t *leader; /* towards the pixel that stands for the unit */
  int32_t *size;   /* pixels of a unit, at its leader */
} raster;

/* Cost of the side between two pixels, `a` left of or above `b`; −1: nobody can pass. */
typedef int64_t raster_side(void *world, wg_random *random, int32_t a, int32_t b);

static inline int32_t *numbers(int64_t count)
{
  int32_t *made = calloc((size_t)count + 1, sizeof *made);
  if (made == NULL) abort();
  return made;
}

/* 4 wide to 3 high, at least `pixels` of them. */
static inline raster raster_of(int64_t pixels)
{
  raster map = {.width = 1};
  while ((int64_t)map.width * map.width * 3 < pixels * 4) map.width++;
  map.height = (int32_t)((pixels + map.width - 1) / map.width);
  map.units = map.width * map.height;
  map.zone = numbers(map.units);
  map.leader = numbers(map.units);
  map.size = numbers(map.units);
  for (int32_t p = 0; p < map.units; p++) {
    map.leader[p] = p;
    map.size[p] = 1;
  }
  return map;
}

static inline void raster_free(raster *map)
{
  free(map->zone);
  free(map->leader);
  free(map->size);
}

static inline int32_t raster_unit(raster *map, int32_t pixel)
{
  while (map->leader[pixel] != pixel)
    pixel = map->leader[pixel] = map->leader[map->leader[pixel]];
  return pixel;
}

/* The pixel to the right (side 0) or below (side 1), −1: the map ends. */
static inline int32_t raster_next(const raster *map, int32_t pixel, uint64_t side)
{
  int32_t end = map->width * map->height;
  if (side == 0) return (pixel + 1) % map->width == 0 ? -1 : pixel + 1;
  return pixel + map->width < end ? pixel + map->width : -1;
}

static inline void raster_merge(raster *map, int32_t a, int32_t b)
{
  a = raster_unit(map, a);
  b = raster_unit(map, b);
  if (a == b) return;
  map->leader[b] = a;
  map->size[a] += map->size[b];
  map->units--;
}

/* Merges neighbours at random inside their zones until `units` are left: units of at most `limit`
 * pixels, and larger ones only when no more of those can be found. */
static inline void raster_merge_until(raster *map, wg_random *random, int32_t units, int32_t limit)
{
  int32_t pixels = map->width * map->height;
  for (int64_t missed = 0; map->units > units;) {
    int32_t p = (int32_t)wg_random_below(random, (uint64_t)pixels);
    int32_t q = raster_next(map, p, wg_random_below(random, 2)), before = map->units;
    bool may = q >= 0 && map->zone[p] >= 0 && map->zone[p] == map->zone[q];
    if (may && map->size[raster_unit(map, p)] + map->size[raster_unit(map, q)] <= limit)
      raster_merge(map, p, q);
    missed = map->units < before ? 0 : missed + 1;
    if (missed > 8 * (int64_t)pixels) limit++, missed = 0;
  }
}

/* Numbers the units by their first pixel; returns the pixel of each, and numbers at leaders. */
static inline int32_t *raster_number(raster *map, int32_t *number)
{
  int32_t *pixel = numbers(map->units), next = 0, pixels = map->width * map->height;
  for (int32_t p = 0; p < pixels; p++) number[p] = -1;
  for (int32_t p = 0; p < pixels; p++) {
    int32_t unit = raster_unit(map, p);
    if (number[unit] >= 0) continue;
    pixel[next] = p;
    number[unit] = next++;
  }
  return pixel;
}

/* The graph, without households; *pixel: one of each unit, the caller's. */
static inline wg_graph raster_graph(wg_context *context, raster *map, wg_random *random,
                                    raster_side *side, void *world, int32_t **pixel)
{
  int32_t pixels = map->width * map->height, *number = numbers(pixels);
  wg_graph_edge *edges = calloc((size_t)pixels * 2 + 1, sizeof *edges);
  wg_graph graph = {0};
  int64_t count = 0;
  if (edges == NULL) abort();
  *pixel = raster_number(map, number);
  for (int32_t p = 0; p < pixels; p++)
    for (uint64_t i = 0; i < 2; i++) {
      int32_t q = raster_next(map, p, i);
      if (q < 0 || raster_unit(map, p) == raster_unit(map, q)) continue;
      int64_t cost = side(world, random, p, q);
      if (cost < 0) continue;
      edges[count++] = (wg_graph_edge){number[raster_unit(map, p)], number[raster_unit(map, q)], cost};
    }
  if (wg_graph_build(&graph, context, map->units, edges, count) != WG_OK) abort();
  graph.households = numbers(map->units);
  free(edges);
  free(number);
  return graph;
}

#endif
