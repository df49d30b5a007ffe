/* Graphs made from a name, "streets:1000:3:1": shape, units, percent of towers, seed. The same name
 * gives the same graph on every machine; connected, planar, and numbered in random order, so that
 * nothing can be gained from the order of the file. */
#ifndef MADE_GRAPH_H
#define MADE_GRAPH_H

#include <stdio.h>

#include "county_world.h"
#include "streets_world.h"

enum { MADE_UNITS_MIN = 300, MADE_TOWERS_MAX = 20 };

typedef struct made_name {
  char shape[16];
  int32_t units;
  int towers_percent;
  uint64_t seed;
} made_name;

static inline bool made_name_read(made_name *out, const char *name)
{
  unsigned long long seed;
  char end;
  if (sscanf(name, "%15[a-z]:%d:%d:%llu%c", out->shape, &out->units, &out->towers_percent, &seed,
             &end) != 4)
    return false;
  out->seed = seed;
  bool known = strcmp(out->shape, "patch") == 0 || strcmp(out->shape, "streets") == 0 ||
               strcmp(out->shape, "county") == 0;
  return known && out->units >= MADE_UNITS_MIN && out->towers_percent >= 0 &&
         out->towers_percent <= MADE_TOWERS_MAX;
}

/* A border of 1 m with the unit before it or above it wherever a lattice fell into pieces. */
static inline wg_graph connect_patch(wg_context *context, wg_graph *patch, int32_t width)
{
  int64_t slots = patch->first[patch->unit_count], count = 0;
  wg_graph_edge *edges = calloc((size_t)slots / 2 + (size_t)patch->unit_count, sizeof *edges);
  int32_t *component = numbers(patch->unit_count), pieces;
  wg_graph graph;
  if (edges == NULL || wg_graph_components(patch, context, component, &pieces) != WG_OK) abort();
  for (int32_t u = 0; u < patch->unit_count; u++)
    for (int64_t s = patch->first[u]; s < patch->first[u + 1]; s++)
      if (patch->neighbor[s] > u)
        edges[count++] = (wg_graph_edge){u, patch->neighbor[s], patch->cost[s]};
  for (int32_t u = 1; u < patch->unit_count && pieces > 1; u++) {
    int32_t v = u % width > 0 ? u - 1 : u - width, gone = component[u];
    if (component[v] == gone) continue;
    edges[count++] = (wg_graph_edge){v, u, 10};
    int32_t kept = component[v];
    for (int32_t w = 0; w < patch->unit_count; w++)
      if (component[w] == gone) component[w] = kept;
    pieces--;
  }
  if (wg_graph_build(&graph, context, patch->unit_count, edges, count) != WG_OK) abort();
  graph.households = patch->households;
  patch->households = NULL;
  free(edges);
  free(component);
  return graph;
}

/* A hexagonal lattice with noise in its diagonals. */
static inline wg_graph made_patch(wg_context *context, wg_random *random, const made_name *name)
{
  int32_t width = 1;
  while (width * width < name->units) width++;
  wg_graph patch = patch_world(context, random, name->units, width, name->towers_percent);
  wg_graph graph = connect_patch(context, &patch, width);
  wg_graph_free(&patch, context);
  return graph;
}

static inline wg_graph made_graph(wg_context *context, const made_name *name, wg_random *random)
{
  *random = wg_random_seeded(name->seed);
  if (strcmp(name->shape, "streets") == 0)
    return streets_world(context, random, name->units, name->towers_percent);
  if (strcmp(name->shape, "county") == 0)
    return county_world(context, random, name->units, name->towers_percent);
  return made_patch(context, random, name);
}

static inline void shuffle(int32_t *number, int32_t count, wg_random *random)
{
  for (int32_t i = 0; i < count; i++) number[i] = i;
  for (int32_t i = count - 1; i > 0; i--) {
    int32_t j = (int32_t)wg_random_below(random, (uint64_t)i + 1), swapped = number[i];
    number[i] = number[j];
    number[j] = swapped;
  }
}

static inline void print_graph(FILE *out, const wg_graph *graph, const int32_t *number,
                               const int32_t *unit_of)
{
  fprintf(out, "%d %lld 011\n", graph->unit_count, (long long)graph->first[graph->unit_count] / 2);
  for (int32_t n = 0; n < graph->unit_count; n++) {
    int32_t u = unit_of[n];
    fprintf(out, "%d", graph->households[u]);
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      fprintf(out, " %d %lld", number[graph->neighbor[s]] + 1, (long long)graph->cost[s]);
    fprintf(out, "\n");
  }
}

/* As a METIS file. */
static inline void made_graph_print(FILE *out, wg_context *context, const made_name *name)
{
  wg_random random;
  wg_graph graph = made_graph(context, name, &random);
  int32_t *number = numbers(graph.unit_count), *unit_of = numbers(graph.unit_count);
  shuffle(number, graph.unit_count, &random);
  for (int32_t u = 0; u < graph.unit_count; u++) unit_of[number[u]] = u;
  print_graph(out, &graph, number, unit_of);
  free(number);
  free(unit_of);
  wg_graph_free(&graph, context);
}

#endif
