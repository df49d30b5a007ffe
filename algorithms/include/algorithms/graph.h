/* The graph that is divided: units and their passable borders, as compressed rows.
 *
 * Neighbours are joined by a border that can be crossed on foot; hard barriers are simply not
 * there. Connected in the graph means connected on the ground. */
#ifndef WG_ALGORITHMS_GRAPH_H
#define WG_ALGORITHMS_GRAPH_H

#include "algorithms/traits.h"
#include "wangge/context.h"

typedef struct wg_graph {
  int32_t unit_count;
  int64_t *first;       /* unit_count + 1 */
  int32_t *neighbor;    /* first[unit_count], ascending within a row */
  int64_t *cost;        /* of cutting that border: decimetres × factor in percent / 100; ≥ 0 */
  int32_t *households;  /* unit_count, ≥ 0 */
  int32_t *persons;     /* unit_count, ≥ 0, where the rule bounds them; NULL: not known, no bounds */
  int32_t *compound;    /* unit_count: compound number or −1; NULL: none */
  int32_t compound_count;
  int32_t *former;      /* unit_count: existing grid or −1; NULL: none */
  int32_t *start;       /* unit_count: existing grid that a re-drawing starts from, or −1; NULL: it is
                           divided anew. `former` is what moving costs, this is where units are */
  wg_traits traits;     /* what the units are like; without sums: not known */
} wg_graph;

/* One undirected edge as builders know it. */
typedef struct wg_graph_edge {
  int32_t a, b;
  int64_t cost;
} wg_graph_edge;

/* Rows from a list of edges, each once in any order; loops are dropped, doubles added up.
 * The other columns are left NULL. */
wg_status wg_graph_build(wg_graph *out, wg_context *context, int32_t unit_count,
                         const wg_graph_edge *edges, int64_t edge_count) WG_MUST_CHECK;
void wg_graph_free(wg_graph *graph, wg_context *context);

/* Connected components: component[unit], numbered by their lowest unit; *count of them. */
wg_status wg_graph_components(const wg_graph *graph, wg_context *context, int32_t *component,
                              int32_t *count) WG_MUST_CHECK;

#endif
