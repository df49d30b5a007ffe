/* The least fault of a small graph, by brute force over all divisions. */
#ifndef LEAST_FAULT_H
#define LEAST_FAULT_H

#include "algorithms/partition.h"

enum { LEAST_FAULT_UNITS = 13 };

/* fault[set] of every connected set; −1: not connected. */
static inline void fault_of_sets(const wg_graph *graph, const wg_rule *rule, int64_t *fault)
{
  uint32_t around[LEAST_FAULT_UNITS] = {0};
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      around[u] |= UINT32_C(1) << graph->neighbor[s];
  for (uint32_t set = 1; set < UINT32_C(1) << graph->unit_count; set++) {
    uint32_t reached = set & -set, before = 0;
    int64_t households = 0;
    while (reached != before) {
      before = reached;
      for (int32_t u = 0; u < graph->unit_count; u++)
        if (before >> u & 1) reached |= around[u] & set;
    }
    for (int32_t u = 0; u < graph->unit_count; u++)
      if (set >> u & 1) households += graph->households[u];
    fault[set] = reached == set ? wg_rule_fault(rule, households) : -1;
  }
}

/* The least fault of all divisions into any number of connected parts. */
static inline int64_t least_fault(const wg_graph *graph, const wg_rule *rule)
{
  static int64_t fault[1 << LEAST_FAULT_UNITS], least[1 << LEAST_FAULT_UNITS];
  fault_of_sets(graph, rule, fault);
  for (uint32_t set = 1; set < UINT32_C(1) << graph->unit_count; set++) {
    uint32_t lowest = set & -set, others = set ^ lowest;
    least[set] = INT64_MAX;
    for (uint32_t more = others;; more = (more - 1) & others) {
      int64_t part = fault[lowest | more];
      if (part >= 0 && part + least[others ^ more] < least[set])
        least[set] = part + least[others ^ more];
      if (more == 0) break;
    }
  }
  return least[(UINT32_C(1) << graph->unit_count) - 1];
}

#endif
