/* A draft of a drawn graph for tests of what mends it, and what such tests recount. */
#ifndef WG_DRAFT_WORLD_H
#define WG_DRAFT_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "../../algorithms/src/draft.h"
#include "graph_world.h"

#include "context.h"

enum { UNITS_MAX = 200 };

static const wg_rule standard = WG_RULE_INIT;

typedef struct world {
  wg_graph graph;
  wg_level level;
  wg_price *price;
  wg_draft draft;
} world;

/* A connected graph as one level, divided as `part` says ('A' is 0). */
static inline void open_world(world *w, wg_graph graph, const char *part)
{
  int32_t all[UNITS_MAX] = {0}, parts = 0;
  w->graph = graph;
  for (int32_t u = 0; u < graph.unit_count; u++) all[u] = u;
  assert_int_equal(wg_level_of_component(&w->level, context, &w->graph, all, graph.unit_count, all),
                   WG_OK);
  for (int32_t u = 0; u < graph.unit_count; u++)
    if (part[u] - 'A' >= parts) parts = part[u] - 'A' + 1;
  w->price = malloc(sizeof *w->price);
  assert_non_null(w->price);
  wg_price_init(w->price, &standard, w->level.mean_cost);
  assert_int_equal(wg_draft_new(&w->draft, context, &w->level, parts, w->price), WG_OK);
  for (int32_t u = 0; u < graph.unit_count; u++) w->draft.part[u] = part[u] - 'A';
  wg_draft_count(&w->draft, &w->level);
}

static inline void close_world(world *w)
{
  wg_draft_free(&w->draft, context);
  wg_level_free(&w->level, context);
  wg_graph_free(&w->graph, context);
  free(w->price);
}

/* Parts of some 12 units grown from the lowest free one; false: the patch is not in one piece. */
static inline bool divide_somehow(const wg_graph *graph, char *part)
{
  int32_t component[UNITS_MAX], count = 0, queue[UNITS_MAX], next = 0;
  assert_int_equal(wg_graph_components(graph, context, component, &count), WG_OK);
  if (count != 1) return false;
  memset(part, 0, UNITS_MAX);
  for (int32_t start = 0; start < graph->unit_count; start++) {
    int32_t head = 0, tail = 0;
    if (part[start] != 0) continue;
    part[queue[tail++] = start] = (char)('A' + next);
    while (head < tail && tail < 12) {
      int32_t u = queue[head++];
      for (int64_t s = graph->first[u]; s < graph->first[u + 1] && tail < 12; s++)
        if (part[graph->neighbor[s]] == 0)
          part[queue[tail++] = graph->neighbor[s]] = (char)('A' + next);
    }
    next++;
  }
  return true;
}

/* A patch in one piece, divided somehow. */
static inline void open_patch(world *w, wg_random *random, int towers_percent)
{
  char part[UNITS_MAX];
  wg_graph graph = patch_world(context, random, UNITS_MAX, 14, towers_percent);
  while (!divide_somehow(&graph, part)) {
    wg_graph_free(&graph, context);
    graph = patch_world(context, random, UNITS_MAX, 14, towers_percent);
  }
  open_world(w, graph, part);
}

static inline int64_t fault_of_parts(const world *w)
{
  int64_t households[128] = {0}, fault = 0;
  for (int32_t u = 0; u < w->level.count; u++)
    households[w->draft.part[u]] += w->graph.households[u];
  for (int32_t p = 0; p < w->draft.count; p++) fault += wg_rule_fault(&standard, households[p]);
  return fault;
}

/* Units reached from the first of each part inside it, counted apart from the draft. */
static inline bool parts_are_connected(const world *w)
{
  int32_t component[UNITS_MAX], pieces = 0;
  wg_graph_edge edges[UNITS_MAX * 3];
  int64_t count = 0;
  wg_graph inner;
  for (int32_t u = 0; u < w->graph.unit_count; u++)
    for (int64_t s = w->graph.first[u]; s < w->graph.first[u + 1]; s++)
      if (w->graph.neighbor[s] > u && w->draft.part[u] == w->draft.part[w->graph.neighbor[s]])
        edges[count++] = (wg_graph_edge){u, w->graph.neighbor[s], 1};
  assert_int_equal(wg_graph_build(&inner, context, w->graph.unit_count, edges, count), WG_OK);
  assert_int_equal(wg_graph_components(&inner, context, component, &pieces), WG_OK);
  wg_graph_free(&inner, context);
  return pieces == w->draft.count;
}

#endif
