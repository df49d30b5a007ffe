#include "persons.h"

#include <string.h>

#define IMPOSSIBLE (INT64_MAX / 4) /* as wg_arithmetic_fault says it */

wg_persons wg_persons_premise(const wg_level *level, const wg_rule *rule)
{
  wg_persons p = {.are_bounded = level->persons != NULL && wg_rule_bounds_persons(rule),
                  .rule = rule,
                  .level = *level,
                  .own = *rule};
  if (!p.are_bounded) return p;
  p.level.households = level->persons;
  p.own.min = rule->min_persons;
  p.own.max = rule->max_persons > 0 ? rule->max_persons : INT32_MAX / 2;
  p.own.target = p.own.charge = 0;
  p.load = wg_load_of(&p.level, &p.own);
  return p;
}

/* What persons are off by, as a fault of at least one grid. */
static int64_t fault_of(const wg_persons *p, int64_t off)
{
  return off > 0 ? wg_rule_scale_persons(p->rule, off) + wg_rule_charge(p->rule) : 0;
}

int64_t wg_persons_fault(const wg_persons *p, int64_t of_households, int32_t parts)
{
  if (!p->are_bounded) return of_households;
  int64_t off = wg_arithmetic_fault(&p->load, &p->own, parts);
  if (off >= IMPOSSIBLE) return of_households > off ? of_households : off;
  if (of_households == 0) return fault_of(p, off);
  return off > 0 ? of_households + wg_rule_scale_persons(p->rule, off) : of_households;
}

void wg_persons_window(const wg_persons *p, int32_t *fewest, int32_t *most)
{
  int32_t low, high;
  if (!p->are_bounded) return;
  wg_parts_window(&p->load, &p->own, &low, &high);
  if (p->own.min == 0) high = *most; /* no number is too large for it */
  if (p->rule->max_persons == 0) low = *fewest;
  if (low < *fewest) *fewest = low;
  if (high > *most) *most = high;
}

static void raise(wg_bound *bound, const wg_bound *fresh)
{
  if (fresh->fault > bound->fault) *bound = *fresh;
}

wg_status wg_persons_bound(wg_bound *out, wg_context *context, const wg_persons *p,
                           uint8_t *scratch)
{
  wg_bound bound;
  *out = (wg_bound){.witness = -1};
  if (!p->are_bounded) return WG_OK;
  memset(scratch, 0, (size_t)p->level.count);
  WG_TRY(wg_sums_bound(&bound, context, &p->level, &p->own));
  raise(out, &bound);
  WG_TRY(wg_sides_bound(&bound, context, &p->level, &p->own, scratch));
  raise(out, &bound);
  WG_TRY(wg_sets_bound(&bound, context, &p->level, &p->own, scratch));
  raise(out, &bound);
  out->fault = fault_of(p, out->fault);
  out->reason = WG_FINDING_PERSONS_NOT_DIVISIBLE;
  out->witness = -1;
  return WG_OK;
}
