/* The least fault of all connected partitions of a graph of up to 32 units, by taking away
 * connected sets in every way: it shares no code with the program. */
#ifndef WG_TESTS_LEAST_FAULT_H
#define WG_TESTS_LEAST_FAULT_H

#include "algorithms/graph.h"
#include "algorithms/partition.h"

typedef int64_t (*least_fault_judge)(const wg_rule *rule, int64_t households, int64_t persons);

typedef struct least_fault_search {
  const wg_graph *graph;
  const wg_rule *rule;
  least_fault_judge fault_of;
  uint32_t around[32];
  int64_t best;
} least_fault_search;

static inline void least_fault_take_away(least_fault_search *b, uint32_t rest, int64_t fault);

/* Grows the set in every way; `barred` units were decided against. */
static inline void least_fault_grow(least_fault_search *b, uint32_t rest, uint32_t set,
                                    uint32_t barred, int64_t fault)
{
  uint32_t edge = 0;
  int64_t households = 0, persons = 0;
  for (int32_t u = 0; u < b->graph->unit_count; u++) {
    if (!(set >> u & 1)) continue;
    edge |= b->around[u];
    households += b->graph->households[u];
    if (b->graph->persons != NULL) persons += b->graph->persons[u];
  }
  edge &= rest & ~set & ~barred;
  if (edge == 0) {
    least_fault_take_away(b, rest & ~set, fault + b->fault_of(b->rule, households, persons));
    return;
  }
  uint32_t unit = edge & -edge;
  least_fault_grow(b, rest, set | unit, barred, fault);
  least_fault_grow(b, rest, set, barred | unit, fault);
}

static inline void least_fault_take_away(least_fault_search *b, uint32_t rest, int64_t fault)
{
  if (fault >= b->best) return;
  if (rest == 0)
    b->best = fault;
  else
    least_fault_grow(b, rest, rest & -rest, 0, fault);
}

static inline int64_t least_fault(const wg_graph *graph, const wg_rule *rule,
                                  least_fault_judge fault_of)
{
  least_fault_search b = {.graph = graph, .rule = rule, .fault_of = fault_of, .best = INT64_MAX};
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      b.around[u] |= UINT32_C(1) << graph->neighbor[s];
  least_fault_take_away(&b, (UINT32_C(1) << graph->unit_count) - 1, 0);
  return b.best;
}

#endif
