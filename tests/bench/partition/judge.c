#include "judge.h"

#include <stdio.h>
#include <stdlib.h>

#include "geodata/metis.h"

wg_status read_graph(wg_context *context, const char *path, wg_graph *graph)
{
  wg_metis_graph file;
  WG_TRY(wg_metis_read(&file, context, path));
  wg_graph_edge *edges = calloc((size_t)file.edge_count + 1, sizeof *edges);
  if (edges == NULL) return WG_OUT_OF_MEMORY;
  for (int64_t e = 0; e < file.edge_count; e++)
    edges[e] = (wg_graph_edge){file.edge_a[e], file.edge_b[e], file.edge_cost[e]};
  wg_status status = wg_graph_build(graph, context, file.unit_count, edges, file.edge_count);
  free(edges);
  if (status == WG_OK) {
    graph->households = file.households;
    file.households = NULL;
  }
  wg_metis_free(&file, context);
  return status;
}

bool read_parts(const char *path, int32_t *part, int32_t units)
{
  FILE *file = fopen(path, "r");
  int32_t read = 0;
  while (file != NULL && read < units && fscanf(file, "%d", &part[read]) == 1 && part[read] >= 0 &&
         part[read] < units)
    read++;
  if (file != NULL) fclose(file);
  return read == units;
}

/* Marks the piece of `start`. */
static void flood(const wg_graph *graph, const int32_t *part, int32_t start, char *seen,
                  int32_t *stack)
{
  int32_t top = 0;
  stack[top++] = start;
  seen[start] = 1;
  while (top > 0) {
    int32_t u = stack[--top];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++) {
      int32_t v = graph->neighbor[s];
      if (seen[v] || part[v] != part[u]) continue;
      seen[v] = 1;
      stack[top++] = v;
    }
  }
}

static void count_pieces(const wg_graph *graph, const int32_t *part, int32_t *pieces)
{
  size_t units = (size_t)graph->unit_count;
  char *seen = calloc(units, 1);
  int32_t *stack = calloc(units, sizeof *stack);
  if (seen == NULL || stack == NULL) abort();
  for (int32_t u = 0; u < graph->unit_count; u++) {
    if (seen[u]) continue;
    pieces[part[u]]++;
    flood(graph, part, u, seen, stack);
  }
  free(seen);
  free(stack);
}

static int64_t count_cost(const wg_graph *graph, const int32_t *part)
{
  int64_t cost = 0;
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      if (graph->neighbor[s] > u && part[graph->neighbor[s]] != part[u]) cost += graph->cost[s];
  return cost;
}

figures judge(const wg_graph *graph, const int32_t *part, const wg_rule *rule)
{
  figures f = {.cost = count_cost(graph, part)};
  size_t units = (size_t)graph->unit_count;
  int64_t *households = calloc(units, sizeof *households);
  int32_t *pieces = calloc(units, sizeof *pieces);
  if (households == NULL || pieces == NULL) abort();
  for (size_t u = 0; u < units; u++) households[part[u]] += graph->households[u];
  count_pieces(graph, part, pieces);
  for (size_t p = 0; p < units; p++) {
    if (pieces[p] == 0) continue;
    f.parts++;
    f.connected += pieces[p] == 1;
    f.in_range += households[p] >= rule->min && households[p] <= rule->max;
  }
  free(households);
  free(pieces);
  return f;
}
