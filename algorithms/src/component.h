/* Solving one component: the number of parts, the search, the proof, the escalation. */
#ifndef WG_COMPONENT_H
#define WG_COMPONENT_H

#include "feasibility.h"
#include "search.h"

/* Fills *best (best->part has room for the level) and *bound. task->rule->parts fixes the number
 * of parts of this component, or is 0. */
wg_status wg_solve_component(wg_task *task, wg_found *best, wg_bound *bound);
/* The same for a component whose units know which grid they start from: it stays as it is where it
 * has no fault, else is repaired with few households moved. */
wg_status wg_redraw_component(wg_task *task, wg_found *best, wg_bound *bound);
/* The bound alone, as far as it is cheap to prove (no search): arithmetic, sums, sides, sets, rivals. */
wg_status wg_prove_component(wg_task *task, wg_bound *bound);
/* The number of parts that arithmetic likes best: fault, nearness to households / target, fewer. */
int32_t wg_best_parts(const wg_load *load, const wg_rule *rule);

#endif
