#include "measure.h"

#include "algorithms/partition.h"

int32_t wg_weight_of_building(const wg_plan *plan, int64_t row)
{
  return plan->rule.measure == WG_MEASURE_PERSONS ? plan->buildings.persons[row]
                                                  : plan->buildings.households[row];
}

int64_t wg_weight_of_grid(const wg_rule *rule, const wg_grid *grid)
{
  if (rule->measure == WG_MEASURE_HOUSEHOLDS) return grid->households;
  return grid->persons == WG_UNKNOWN ? 0 : grid->persons;
}

bool wg_has_both_measures(const wg_rule *rule)
{
  return rule->measure == WG_MEASURE_HOUSEHOLDS && wg_rule_bounds_persons(rule);
}

wg_grid_status wg_status_by_rule(const wg_rule *rule, int64_t weight, int64_t persons)
{
  bool counts = wg_has_both_measures(rule) && persons != WG_UNKNOWN;
  if (weight > rule->max) return WG_GRID_OVER;
  if (counts && rule->max_persons > 0 && persons > rule->max_persons) return WG_GRID_OVER;
  if (weight < rule->min) return WG_GRID_UNDER;
  return counts && persons < rule->min_persons ? WG_GRID_UNDER : WG_GRID_OK;
}

int64_t wg_fault_by_rule(const wg_rule *rule, int64_t weight, int64_t persons)
{
  bool counts = wg_has_both_measures(rule) && persons != WG_UNKNOWN;
  return counts ? wg_rule_fault_of_both(rule, weight, persons) : wg_rule_fault(rule, weight);
}

const char *wg_measure_word(const wg_context *context, const wg_rule *rule)
{
  return rule->measure == WG_MEASURE_PERSONS ? wg_in(context, "persons", "人")
                                             : wg_in(context, "households", "户");
}
