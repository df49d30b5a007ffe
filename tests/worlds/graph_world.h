/* Small made-up graphs for tests: drawn grids of units and random planar patches. */
#ifndef GRAPH_WORLD_H
#define GRAPH_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "algorithms/partition.h"
#include "wangge/random.h"

/* A path, a star …: households of units and pairs of neighbours, each border costing `cost`. */
static inline wg_graph world_of(wg_context *context, const int32_t *households, int32_t units,
                                const int32_t (*pairs)[2], int32_t pair_count, int64_t cost)
{
  wg_graph graph = {0};
  wg_graph_edge *edges = calloc((size_t)pair_count + 1, sizeof *edges);
  if (edges == NULL) abort();
  for (int32_t i = 0; i < pair_count; i++)
    edges[i] = (wg_graph_edge){pairs[i][0], pairs[i][1], cost};
  if (wg_graph_build(&graph, context, units, edges, pair_count) != WG_OK) abort();
  graph.households = malloc(((size_t)units + 1) * sizeof *graph.households);
  if (graph.households == NULL) abort();
  memcpy(graph.households, households, (size_t)units * sizeof *households);
  free(edges);
  return graph;
}

static inline wg_graph path_world(wg_context *context, const int32_t *households, int32_t units)
{
  int32_t(*pairs)[2] = calloc((size_t)units + 1, sizeof *pairs);
  if (pairs == NULL) abort();
  for (int32_t u = 0; u + 1 < units; u++) {
    pairs[u][0] = u;
    pairs[u][1] = u + 1;
  }
  wg_graph graph = world_of(context, households, units, (const int32_t(*)[2])pairs, units - 1, 10);
  free(pairs);
  return graph;
}

/* Unit 0 in the middle. */
static inline wg_graph star_world(wg_context *context, const int32_t *households, int32_t units)
{
  int32_t(*pairs)[2] = calloc((size_t)units + 1, sizeof *pairs);
  if (pairs == NULL) abort();
  for (int32_t u = 1; u < units; u++) pairs[u - 1][1] = u;
  wg_graph graph = world_of(context, households, units, (const int32_t(*)[2])pairs, units - 1, 10);
  free(pairs);
  return graph;
}

/* Housing as in the benchmarks: 35 % empty, walk-ups, mid-rises, towers. */
static inline int32_t housing(wg_random *random, int towers_percent)
{
  uint64_t dice = wg_random_below(random, 100);
  if (dice < 35) return 0;
  if (dice >= (uint64_t)(100 - towers_percent)) return 150 + (int32_t)wg_random_below(random, 171);
  return dice < 60 ? 1 + (int32_t)wg_random_below(random, 12)
                   : 24 + (int32_t)wg_random_below(random, 97);
}

/* A planar patch `width` units wide: a lattice with one diagonal in most squares and some borders
 * missing; not always connected. */
static inline wg_graph patch_world(wg_context *context, wg_random *random, int32_t units,
                                   int32_t width, int towers_percent)
{
  wg_graph graph = {0};
  wg_graph_edge *edges = calloc((size_t)units * 3 + 1, sizeof *edges);
  int32_t *households = calloc((size_t)units + 1, sizeof *households), count = 0;
  if (edges == NULL || households == NULL) abort();
  for (int32_t u = 0; u < units; u++) {
    households[u] = housing(random, towers_percent);
    const int32_t next[3] = {u % width + 1 < width ? u + 1 : units, u + width,
                             u % width + 1 < width ? u + width + 1 : units};
    for (int i = 0; i < 3; i++)
      if (next[i] < units && wg_random_below(random, 100) < 85)
        edges[count++] = (wg_graph_edge){u, next[i], 1 + (int64_t)wg_random_below(random, 400)};
  }
  if (wg_graph_build(&graph, context, units, edges, count) != WG_OK) abort();
  graph.households = households;
  free(edges);
  return graph;
}

#endif
