/* What a rule measures grids by: households, persons in their place, or both at once.
 *
 * Unknown persons count 0. Where no building of a community has any, bounds of persons beside those
 * of households say nothing there. */
#ifndef WG_ENGINE_MEASURE_H
#define WG_ENGINE_MEASURE_H

#include "wangge/plan.h"

/* Of the measure that min and max are of; WG_UNKNOWN: unknown. */
int32_t wg_weight_of_building(const wg_plan *plan, int64_t row);
/* "households" or "persons", to follow a number; borrowed. */
const char *wg_measure_word(const wg_context *context, const wg_rule *rule);
/* Σ over a grid, unknown as 0. */
int64_t wg_weight_of_grid(const wg_rule *rule, const wg_grid *grid);
/* Whether bounds of persons hold beside those of households. */
bool wg_has_both_measures(const wg_rule *rule);
/* Ok, under or over, over where one measure is under and the other over. weight: of the measure of min
 * and max; persons: WG_UNKNOWN where their bounds say nothing. */
wg_grid_status wg_status_by_rule(const wg_rule *rule, int64_t weight, int64_t persons);
int64_t wg_fault_by_rule(const wg_rule *rule, int64_t weight, int64_t persons);

#endif
