/* Rivals: two units each of which needs the same third one.
 *
 * A tower of 281 between others can be in range only by way of one yard, and so can a tower of 279
 * on the other side of it. Each alone has its sets in range, but not both: together they are above
 * max, and apart only one part has the yard. So, with f(x, u) the least fault of a part that has x
 * and not u (from the connected sets around x, sets.c), the parts with x or y have at least
 *   min(f(x, u), f(y, u), over(h(x) + h(y))),
 * for one of the two does without u, or they are one part. Which units x needs is asked only of
 * those in the one set in range that is found first: a needed one is in every set.
 *
 * Such bounds add up with each other and with those of sets.c under the same condition: what the
 * searches touched is disjoint. Steps are bounded; beyond them nothing more is claimed. */
#include <stdlib.h>

#include "sets.h"

#define STEPS 4000000 /* sets visited in all */

/* A part that has the claimant and not the unit has at least such a fault. */
typedef struct need {
  int32_t unit, claimant;
  int64_t fault;
} need;

typedef struct rivalry {
  int64_t fault;
  int32_t unit, first, second;
} rivalry;

typedef struct rivals {
  wg_sets sets;
  const wg_level *level;
  const wg_rule *rule;
  need *needs;         /* at most level->count */
  rivalry *rivalries;  /* the same */
  int32_t *candidates; /* the set that was found for one claimant */
  int32_t need_count, rivalry_count;
} rivals;

static void list_needs_of(rivals *r, int32_t claimant)
{
  wg_sets *sets = &r->sets;
  int64_t fault = wg_sets_least(sets, claimant, -1);
  int32_t count = fault > 0 ? 0 : sets->found_count;
  for (int32_t i = 0; i < count; i++) r->candidates[i] = sets->found[i];
  for (int32_t i = 0; i < count && r->need_count < r->level->count; i++) {
    int32_t unit = r->candidates[i];
    if (unit == claimant || sets->all_steps > STEPS) continue;
    fault = wg_sets_least(sets, claimant, unit);
    if (fault > 0) r->needs[r->need_count++] = (need){unit, claimant, fault};
  }
  wg_sets_forget(sets);
}

/* The most households that a unit with needs has, so far. */
static int64_t heaviest_claimant(const rivals *r)
{
  int64_t most = 0;
  for (int32_t i = 0; i < r->need_count; i++) {
    int64_t households = r->level->households[r->needs[i].claimant];
    if (households > most) most = households;
  }
  return most;
}

/* Of two rivals one has more than max / 2; the other makes it more than max. */
static void list_needs(rivals *r, const uint8_t *claimed)
{
  const int64_t *households = r->level->households, max = r->rule->max;
  for (int32_t u = 0; u < r->level->count; u++)
    if (!claimed[u] && 2 * households[u] > max) list_needs_of(r, u);
  int64_t heaviest = heaviest_claimant(r);
  for (int32_t u = 0; u < r->level->count && heaviest > 0; u++)
    if (!claimed[u] && 2 * households[u] <= max && households[u] + heaviest > max)
      list_needs_of(r, u);
}

static int compare_needs(const void *a, const void *b)
{
  const need *x = a, *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->fault != y->fault) return x->fault > y->fault ? -1 : 1;
  return (x->claimant > y->claimant) - (x->claimant < y->claimant);
}

static int compare_rivalries(const void *a, const void *b)
{
  const rivalry *x = a, *y = b;
  if (x->fault != y->fault) return x->fault > y->fault ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

static rivalry pair(const rivals *r, const need *a, const need *b)
{
  int64_t together = r->level->households[a->claimant] + r->level->households[b->claimant];
  int64_t fault = together > r->rule->max ? wg_rule_fault(r->rule, together) : 0;
  if (a->fault < fault) fault = a->fault;
  if (b->fault < fault) fault = b->fault;
  return (rivalry){fault, a->unit, a->claimant, b->claimant};
}

/* The worst pair of those who need the unit of needs[begin … end). */
static void match(rivals *r, int32_t begin, int32_t end)
{
  rivalry worst = {0};
  for (int32_t i = begin; i < end; i++)
    for (int32_t j = i + 1; j < end; j++) {
      rivalry fresh = pair(r, &r->needs[i], &r->needs[j]);
      if (fresh.fault > worst.fault) worst = fresh;
    }
  if (worst.fault > 0) r->rivalries[r->rivalry_count++] = worst;
}

static void match_all(rivals *r)
{
  qsort(r->needs, (size_t)r->need_count, sizeof *r->needs, compare_needs);
  for (int32_t begin = 0, end; begin < r->need_count; begin = end) {
    for (end = begin + 1; end < r->need_count && r->needs[end].unit == r->needs[begin].unit;) end++;
    match(r, begin, end);
  }
  qsort(r->rivalries, (size_t)r->rivalry_count, sizeof *r->rivalries, compare_rivalries);
}

static void add_up(rivals *r, wg_bound *bound, uint8_t *claimed)
{
  for (int32_t i = 0; i < r->rivalry_count; i++) {
    const rivalry *worst = &r->rivalries[i];
    if (bound->fault > 0 && wg_rule_charge(r->rule) > r->rule->max) return;
    wg_sets_least(&r->sets, worst->first, worst->unit);
    wg_sets_least(&r->sets, worst->second, worst->unit);
    if (wg_sets_claim(&r->sets, claimed)) {
      bound->fault += worst->fault;
      bound->reason = WG_FINDING_NO_ROOM_FOR_BOTH;
      bound->by_ground = true;
      bound->witness = worst->first;
    }
    wg_sets_forget(&r->sets);
  }
}

wg_status wg_rivals_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                          const wg_rule *rule, uint8_t *claimed)
{
  rivals r = {.level = level, .rule = rule};
  wg_status status;
  size_t units = (size_t)level->count;
  WG_TRY_DONE(wg_sets_new(&r.sets, context, level, rule));
  WG_TRY_DONE(wg_allocate(context, &r.needs, units, sizeof *r.needs));
  WG_TRY_DONE(wg_allocate(context, &r.rivalries, units, sizeof *r.rivalries));
  WG_TRY_DONE(wg_allocate(context, &r.candidates, units, sizeof *r.candidates));
  list_needs(&r, claimed);
  match_all(&r);
  add_up(&r, bound, claimed);
done:
  wg_sets_free(&r.sets, context);
  wg_release(context, r.needs);
  wg_release(context, r.rivalries);
  wg_release(context, r.candidates);
  return status;
}
