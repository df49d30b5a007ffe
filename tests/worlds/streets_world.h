/* A built-up district: blocks of 10 to 30 units between streets, estates of one kind of housing,
 * and a river through the middle that few bridges cross.
 *
 * Blocks come from halving a rectangle again and again at random places, so streets meet in Ts.
 * A border along a street costs 20 % of one inside a block, as the cost of grids has it. */
#ifndef STREETS_WORLD_H
#define STREETS_WORLD_H

#include "raster_world.h"

enum { BLOCK_PIXELS = 37, UNIT_PIXELS = 3, STREET_PERCENT = 20, UNITS_A_BRIDGE = 4000 };

typedef struct streets {
  raster map;
  int32_t *block, block_count;
  int32_t *bank; /* 0: north of the river, 1: south of it */
  int32_t bridges;
} streets;

typedef struct rectangle {
  int32_t x, y, width, height;
} rectangle;

static inline void paint_block(streets *s, rectangle r)
{
  for (int32_t y = r.y; y < r.y + r.height; y++)
    for (int32_t x = r.x; x < r.x + r.width; x++) s->block[y * s->map.width + x] = s->block_count;
  s->block_count++;
}

/* Cuts the longer side in its middle third until nothing is larger than a block. */
static inline void cut_blocks(streets *s, wg_random *random, rectangle r)
{
  if (r.width * r.height <= BLOCK_PIXELS) {
    paint_block(s, r);
    return;
  }
  rectangle rest = r;
  int32_t side = r.width > r.height ? r.width : r.height;
  int32_t cut = (side + 2) / 3;
  cut += (int32_t)wg_random_below(random, (uint64_t)(side * 2 / 3 - cut + 1));
  if (r.width > r.height) {
    r.width = cut;
    rest.x += cut;
    rest.width -= cut;
  } else {
    r.height = cut;
    rest.y += cut;
    rest.height -= cut;
  }
  cut_blocks(s, random, r);
  cut_blocks(s, random, rest);
}

/* From west to east, at most one pixel north or south a column, in the middle half of the map. */
static inline void draw_river(streets *s, wg_random *random)
{
  int32_t width = s->map.width, height = s->map.height, at = height / 2;
  for (int32_t x = 0; x < width; x++) {
    at += (int32_t)wg_random_below(random, 3) - 1;
    if (at < height / 4) at = height / 4;
    if (at > height * 3 / 4) at = height * 3 / 4;
    for (int32_t y = 0; y < height; y++) s->bank[y * width + x] = y >= at;
  }
}

/* Whether a bridge stands in that column. */
static inline bool is_bridge(const streets *s, int32_t x)
{
  for (int32_t i = 0; i < s->bridges; i++)
    if (x == (2 * i + 1) * s->map.width / (2 * s->bridges)) return true;
  return false;
}

static inline int64_t street_side(void *world, wg_random *random, int32_t a, int32_t b)
{
  const streets *s = world;
  int64_t cost = 80 + (int64_t)wg_random_below(random, 221);
  bool over = s->bank[a] != s->bank[b], down = b == a + s->map.width;
  if (over && !(down && is_bridge(s, a % s->map.width))) return -1;
  return s->block[a] != s->block[b] ? cost * STREET_PERCENT / 100 : cost;
}

typedef enum estate { ESTATE_NONE, ESTATE_TOWERS, ESTATE_WALK_UPS, ESTATE_MID_RISES } estate;

static inline estate pick_estate(wg_random *random, int towers_percent)
{
  uint64_t dice = wg_random_below(random, 100);
  if (dice < 15) return ESTATE_NONE;
  if (dice >= (uint64_t)(100 - 3 * towers_percent)) return ESTATE_TOWERS;
  return dice < 50 ? ESTATE_WALK_UPS : ESTATE_MID_RISES;
}

/* A third of a tower estate are towers, the rest its gardens. */
static inline int32_t estate_housing(estate kind, wg_random *random)
{
  uint64_t dice = wg_random_below(random, 100);
  switch (kind) {
  case ESTATE_TOWERS: return dice < 33 ? 150 + (int32_t)wg_random_below(random, 171) : 0;
  case ESTATE_WALK_UPS: return dice < 70 ? 1 + (int32_t)wg_random_below(random, 40) : 0;
  case ESTATE_MID_RISES: return dice < 65 ? 24 + (int32_t)wg_random_below(random, 97) : 0;
  default: return 0;
  }
}

static inline void house_estates(streets *s, wg_random *random, wg_graph *graph,
                                 const int32_t *pixel, int towers_percent)
{
  int32_t *kind = numbers(s->block_count);
  for (int32_t b = 0; b < s->block_count; b++) kind[b] = pick_estate(random, towers_percent);
  for (int32_t u = 0; u < graph->unit_count; u++)
    graph->households[u] = estate_housing((estate)kind[s->block[pixel[u]]], random);
  free(kind);
}

static inline wg_graph streets_world(wg_context *context, wg_random *random, int32_t units,
                                     int towers_percent)
{
  streets s = {.map = raster_of((int64_t)units * 5 / 4), .bridges = 2 + units / UNITS_A_BRIDGE};
  int32_t pixels = s.map.width * s.map.height, *pixel;
  s.block = numbers(pixels);
  s.bank = numbers(pixels);
  cut_blocks(&s, random, (rectangle){0, 0, s.map.width, s.map.height});
  draw_river(&s, random);
  for (int32_t p = 0; p < pixels; p++) s.map.zone[p] = s.block[p] * 2 + s.bank[p];
  raster_merge_until(&s.map, random, units, UNIT_PIXELS);
  wg_graph graph = raster_graph(context, &s.map, random, street_side, &s, &pixel);
  house_estates(&s, random, &graph, pixel, towers_percent);
  free(pixel);
  free(s.block);
  free(s.bank);
  raster_free(&s.map);
  return graph;
}

#endif
