/* The fault of a part: how far out of range, and the fixed charge for being so. */
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
