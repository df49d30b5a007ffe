/* Dividing a graph into grids: hard bounds first, then beauty; and the proof where bounds fail.
 *
 * Order of goals: fault (Σ over the grids out of range of households below min or above max plus
 * a fixed charge), then the number of grids nearest to households / target, then cost. Contiguity
 * is an invariant at every step. Connected components are divided on their own. */
#ifndef WG_ALGORITHMS_PARTITION_H
#define WG_ALGORITHMS_PARTITION_H

#include "algorithms/graph.h"
#include "wangge/finding.h"
#include "wangge/rule.h"

typedef struct wg_partition {
  int32_t unit_count, part_count;
  int32_t *part;        /* unit → part, parts numbered by their lowest unit */
  int64_t *households;  /* part_count */
  int64_t *persons;     /* part_count; NULL where the graph has none */
  int64_t cost;         /* border cost: Σ of the cost of cut borders, each once */
  int64_t steps;        /* flips tried */
} wg_partition;

/* What is known about one connected component. */
typedef struct wg_verdict {
  int32_t lowest_unit;    /* names the component */
  int64_t households;
  int32_t parts;          /* it was divided into */
  int32_t parts_min, parts_max; /* ⌈H/max⌉, ⌊H/min⌋ */
  int64_t fault;          /* of the partition found */
  int64_t bound;          /* proved lower bound on the fault; fault == bound: proven */
  wg_finding_code reason; /* why the fault cannot be less; WG_FINDING_SEARCH_LIMIT: not proven;
                             meaningless when fault is 0 */
  wg_finding_code because; /* why it cannot be less than the bound, proven or not */
  bool by_ground;         /* the bound rests on who is next to whom, not on households alone */
  int32_t witness;        /* a unit that shows it (the tower, the neck) or −1 */
  int32_t witness_households; /* the figure of the witness or 0 */
  int64_t steps;          /* spent on it */
} wg_verdict;

typedef struct wg_division {
  wg_partition partition;
  wg_verdict *verdicts;   /* one a component, in order of their lowest unit */
  int32_t verdict_count;
  int32_t *verdict_of_unit; /* unit_count */
} wg_division;

/* Deterministic for graph, rule and seed text. `name` (a community code) picks the random stream.
 * Zero-initialises *out first; on failure it is empty. Any thread; no shared state. */
wg_status wg_divide(wg_division *out, wg_context *context, const wg_graph *graph,
                    const wg_rule *rule, const char *name) WG_MUST_CHECK;
/* Divides the components that hold a wanted unit (wanted: by unit; NULL: all) as wg_divide would, and
 * leaves every other one whole, with a verdict of no households. For trials. */
wg_status wg_divide_some(wg_division *out, wg_context *context, const wg_graph *graph,
                         const wg_rule *rule, const char *name,
                         const uint8_t *wanted) WG_MUST_CHECK;
/* Divides nothing: every component is one part, and its verdict's fault is what was proved that no
 * division can be below. What proving costs is far less than a search, and it may miss what a search
 * would prove by trying all. Otherwise as wg_divide. */
wg_status wg_prove(wg_division *out, wg_context *context, const wg_graph *graph,
                   const wg_rule *rule) WG_MUST_CHECK;
void wg_division_free(wg_division *division, wg_context *context);

/* The fault of one part under the rule. A component of no households at all has none. */
int64_t wg_rule_fault(const wg_rule *rule, int64_t households);
/* The same with bounds of persons: what each measure is off by, persons scaled to households, and the
 * charge once. Never less than that of the households alone. */
int64_t wg_rule_fault_of_both(const wg_rule *rule, int64_t households, int64_t persons);
bool wg_rule_bounds_persons(const wg_rule *rule);
/* Persons outside their bounds as households: by the ratio of the targets, rounded up. */
int64_t wg_rule_persons_off(const wg_rule *rule, int64_t persons);
int64_t wg_rule_scale_persons(const wg_rule *rule, int64_t persons);
int32_t wg_rule_target(const wg_rule *rule);
int32_t wg_rule_charge(const wg_rule *rule);

#endif
