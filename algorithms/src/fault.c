/* The fault of a part: how far out of range, and the fixed charge for being so.
 *
 * Persons, where they have bounds too, count as households by the ratio of the targets: with 300–500
 * households and 900–1100 persons 100 persons too many weigh as much as 40 households. */
#include "algorithms/partition.h"

int32_t wg_rule_target(const wg_rule *rule)
{
  return rule->target > 0 ? rule->target : rule->min + (rule->max - rule->min) / 2;
}

int32_t wg_rule_charge(const wg_rule *rule)
{
  return rule->charge >= 0 ? rule->charge : (rule->max - rule->min) / 4;
}

int64_t wg_rule_fault(const wg_rule *rule, int64_t households)
{
  if (households < rule->min) return rule->min - households + wg_rule_charge(rule);
  if (households > rule->max) return households - rule->max + wg_rule_charge(rule);
  return 0;
}

bool wg_rule_bounds_persons(const wg_rule *rule)
{
  return rule->min_persons > 0 || rule->max_persons > 0;
}

/* Halfway between both bounds; the only bound where there is one. */
static int64_t target_persons(const wg_rule *rule)
{
  int64_t low = rule->min_persons, high = rule->max_persons;
  return high == 0 ? low : low == 0 ? high : low + (high - low) / 2;
}

int64_t wg_rule_scale_persons(const wg_rule *rule, int64_t persons)
{
  int64_t target = target_persons(rule), households = wg_rule_target(rule);
  if (households < 1) households = 1;
  return (int64_t)(((__int128)persons * households + target - 1) / target);
}

int64_t wg_rule_persons_off(const wg_rule *rule, int64_t persons)
{
  if (persons < rule->min_persons) return wg_rule_scale_persons(rule, rule->min_persons - persons);
  if (rule->max_persons == 0 || persons <= rule->max_persons) return 0;
  return wg_rule_scale_persons(rule, persons - rule->max_persons);
}

int64_t wg_rule_fault_of_both(const wg_rule *rule, int64_t households, int64_t persons)
{
  int64_t off = wg_rule_persons_off(rule, persons), fault = wg_rule_fault(rule, households);
  bool in_range = households >= rule->min && households <= rule->max;
  return off > 0 && in_range ? off + wg_rule_charge(rule) : fault + off;
}
