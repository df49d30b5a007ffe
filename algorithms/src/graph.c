/* The graph of units as compressed rows.
 *
 * Built once per community from the borders that the tessellation found (some 3 a unit, up to
 * 300,000 units), then only read. Rows are sorted by counting each edge into both rows and
 * transposing twice, so building is linear; equal neighbours end up side by side and are added up.
 */
#include "algorithms/graph.h"

#include <string.h>

/* Where every row starts when each edge counts at both ends; loops count nowhere. */
static void count_rows(int64_t *first, int32_t unit_count, const wg_graph_edge *edges,
                       int64_t edge_count)
{
  for (int64_t e = 0; e < edge_count; e++) {
    if (edges[e].a == edges[e].b) continue;
    first[edges[e].a + 1]++;
    first[edges[e].b + 1]++;
  }
  for (int32_t u = 0; u < unit_count; u++) first[u + 1] += first[u];
}

static void put(wg_graph *graph, int64_t *cursor, int32_t row, int32_t neighbor, int64_t cost)
{
  graph->neighbor[cursor[row]] = neighbor;
  graph->cost[cursor[row]++] = cost;
}

/* Transposes a symmetric matrix: rows come out ascending. */
static void sort_rows(const wg_graph *from, wg_graph *to, int64_t *cursor)
{
  memcpy(cursor, from->first, (size_t)from->unit_count * sizeof *cursor);
  for (int32_t u = 0; u < from->unit_count; u++)
    for (int64_t s = from->first[u]; s < from->first[u + 1]; s++)
      put(to, cursor, from->neighbor[s], u, from->cost[s]);
}

/* Adds up equal neighbours that stand side by side. */
static void add_up_doubles(wg_graph *graph)
{
  int64_t kept = 0, begin = 0;
  for (int32_t u = 0; u < graph->unit_count; u++) {
    int64_t end = graph->first[u + 1], row = kept;
    for (int64_t s = begin; s < end; s++) {
      if (kept > row && graph->neighbor[kept - 1] == graph->neighbor[s]) {
        graph->cost[kept - 1] += graph->cost[s];
      } else {
        graph->neighbor[kept] = graph->neighbor[s];
        graph->cost[kept++] = graph->cost[s];
      }
    }
    begin = end;
    graph->first[u + 1] = kept;
  }
}

static wg_status allocate_rows(wg_graph *graph, wg_context *context, int64_t slots)
{
  WG_TRY(wg_allocate(context, &graph->neighbor, (size_t)slots, sizeof *graph->neighbor));
  return wg_allocate(context, &graph->cost, (size_t)slots, sizeof *graph->cost);
}

wg_status wg_graph_build(wg_graph *out, wg_context *context, int32_t unit_count,
                         const wg_graph_edge *edges, int64_t edge_count)
{
  *out = (wg_graph){.unit_count = unit_count};
  wg_graph loose = {.unit_count = unit_count};
  int64_t *cursor = NULL;
  wg_status status;
  size_t rows = (size_t)unit_count + 1;
  WG_TRY_DONE(wg_allocate(context, &out->first, rows, sizeof *out->first));
  WG_TRY_DONE(wg_allocate(context, &cursor, rows, sizeof *cursor));
  count_rows(out->first, unit_count, edges, edge_count);
  WG_TRY_DONE(allocate_rows(out, context, out->first[unit_count]));
  WG_TRY_DONE(allocate_rows(&loose, context, out->first[unit_count]));
  memcpy(cursor, out->first, rows * sizeof *cursor);
  for (int64_t e = 0; e < edge_count; e++) {
    if (edges[e].a == edges[e].b) continue;
    put(&loose, cursor, edges[e].a, edges[e].b, edges[e].cost);
    put(&loose, cursor, edges[e].b, edges[e].a, edges[e].cost);
  }
  loose.first = out->first; /* borrowed: the same rows */
  sort_rows(&loose, out, cursor);
  add_up_doubles(out);
done:
  loose.first = NULL;
  wg_graph_free(&loose, context);
  wg_release(context, cursor);
  if (status != WG_OK) wg_graph_free(out, context);
  return status;
}

void wg_graph_free(wg_graph *graph, wg_context *context)
{
  wg_release(context, graph->first);
  wg_release(context, graph->neighbor);
  wg_release(context, graph->cost);
  wg_release(context, graph->households);
  wg_release(context, graph->persons);
  wg_release(context, graph->compound);
  wg_release(context, graph->former);
  wg_release(context, graph->start);
  wg_traits_free(&graph->traits, context);
  *graph = (wg_graph){0};
}

wg_status wg_graph_components(const wg_graph *graph, wg_context *context, int32_t *component,
                              int32_t *count)
{
  int32_t *queue;
  WG_TRY(wg_allocate(context, &queue, (size_t)graph->unit_count, sizeof *queue));
  for (int32_t u = 0; u < graph->unit_count; u++) component[u] = -1;
  *count = 0;
  for (int32_t start = 0; start < graph->unit_count; start++) {
    if (component[start] >= 0) continue;
    int32_t head = 0, tail = 0;
    queue[tail++] = start;
    component[start] = *count;
    while (head < tail) {
      int32_t u = queue[head++];
      for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++) {
        int32_t v = graph->neighbor[s];
        if (component[v] >= 0) continue;
        component[v] = *count;
        queue[tail++] = v;
      }
    }
    (*count)++;
  }
  wg_release(context, queue);
  return WG_OK;
}
