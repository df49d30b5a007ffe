/* Cut units: what hangs behind one unit can join other parts only through it.
 *
 * Let a be a unit and P a side of it, a component of the rest without a, with h(P) < min. Either
 * some part lies inside P, then it has at most h(P) and a fault of at least min − h(P) + charge;
 * or all of P is in the part of a. So the parts that touch a and its small sides have a fault of
 * at least
 *   min over the sides that stay out of  Σ out (min − h(P) + charge) + over(h(a) + Σ in h(P)),
 * with over(x) = x − max + charge above max, else 0. Sides of min or more are taken as no burden.
 * A unit above max is the case without small sides.
 *
 * Bounds of several such units add up when they and their small sides are disjoint: parts inside
 * sides differ, and over(x + y) ≥ over(x) + over(y) should two share a part, as long as
 * charge ≤ max; otherwise only the largest is claimed. Cut units and sides come from one
 * depth-first search (Hopcroft & Tarjan 1973). */
#include <stdlib.h>
#include <string.h>

#include "feasibility.h"

#define SIDES_MAX 12 /* sides tried in all combinations */

/* Depth-first search without recursion: communities are long and thin at times. */
typedef struct search {
  const wg_level *level;
  int32_t *order, *reached, *low, *parent; /* reached: number in order of visit, or −1 */
  int32_t *cursor, *subtree_end;
  int64_t *below; /* households of the subtree */
  int32_t visited;
} search;

typedef struct cut {
  int64_t fault;
  int32_t unit;
} cut;

static void enter(search *s, int32_t unit, int32_t parent)
{
  s->reached[unit] = s->low[unit] = s->visited;
  s->order[s->visited++] = unit;
  s->parent[unit] = parent;
  s->cursor[unit] = s->level->first[unit];
  s->below[unit] = s->level->households[unit];
}

static void leave(search *s, int32_t unit)
{
  int32_t parent = s->parent[unit];
  s->subtree_end[unit] = s->visited;
  if (parent < 0) return;
  if (s->low[unit] < s->low[parent]) s->low[parent] = s->low[unit];
  s->below[parent] += s->below[unit];
}

static void visit_all(search *s)
{
  int32_t unit = 0;
  enter(s, unit, -1);
  while (unit >= 0) {
    if (s->cursor[unit] == s->level->first[unit + 1]) {
      leave(s, unit);
      unit = s->parent[unit];
      continue;
    }
    int32_t next = s->level->slots[s->cursor[unit]++].neighbor;
    if (s->reached[next] < 0) {
      enter(s, next, unit);
      unit = next;
    } else if (next != s->parent[unit] && s->reached[next] < s->low[unit]) {
      s->low[unit] = s->reached[next];
    }
  }
}

/* A child that cannot reach above its parent is, with all below it, a side of the parent. */
static bool is_side(const search *s, int32_t unit, int32_t child)
{
  return s->parent[child] == unit && s->low[child] >= s->reached[unit];
}

static int64_t over(const wg_rule *rule, int64_t households)
{
  return households > rule->max ? households - rule->max + wg_rule_charge(rule) : 0;
}

/* The least over all choices of which sides stay out. */
static int64_t best_choice(const wg_rule *rule, int64_t own, const int64_t *sides, int count)
{
  int64_t best = INT64_MAX;
  for (uint32_t out = 0; out < UINT32_C(1) << count; out++) {
    int64_t fault = 0, inside = own;
    for (int i = 0; i < count; i++) {
      if (out >> i & 1)
        fault += rule->min - sides[i] + wg_rule_charge(rule);
      else
        inside += sides[i];
    }
    fault += over(rule, inside);
    if (fault < best) best = fault;
  }
  return best;
}

/* What lies above the unit: everything but it and the sides below it. */
static int64_t households_above(const search *s, int64_t total, int32_t unit)
{
  int64_t above = total - s->level->households[unit];
  for (int32_t i = s->level->first[unit]; i < s->level->first[unit + 1]; i++) {
    int32_t child = s->level->slots[i].neighbor;
    if (is_side(s, unit, child)) above -= s->below[child];
  }
  return above;
}

static int64_t bound_of_unit(const search *s, const wg_rule *rule, int64_t total, int32_t unit)
{
  const wg_level *level = s->level;
  int64_t sides[SIDES_MAX], above = households_above(s, total, unit);
  int count = 0;
  for (int32_t i = level->first[unit]; i < level->first[unit + 1]; i++) {
    int32_t child = level->slots[i].neighbor;
    if (!is_side(s, unit, child)) continue;
    if (s->below[child] > 0 && s->below[child] < rule->min && count < SIDES_MAX)
      sides[count++] = s->below[child];
  }
  if (above > 0 && above < rule->min && count < SIDES_MAX) sides[count++] = above;
  return best_choice(rule, level->households[unit], sides, count);
}

static bool claim_range(const search *s, uint8_t *claimed, int32_t begin, int32_t end, bool dry)
{
  for (int32_t i = begin; i < end; i++) {
    if (dry && claimed[s->order[i]]) return false;
    if (!dry) claimed[s->order[i]] = 1;
  }
  return true;
}

/* The unit and its small sides: dry, whether all are free; else marks them. */
static bool claim(const search *s, const wg_rule *rule, int64_t total, int32_t unit,
                  uint8_t *claimed, bool dry)
{
  const wg_level *level = s->level;
  bool above_is_small = households_above(s, total, unit) < rule->min;
  if (!claim_range(s, claimed, s->reached[unit], s->reached[unit] + 1, dry)) return false;
  for (int32_t i = level->first[unit]; i < level->first[unit + 1]; i++) {
    int32_t child = level->slots[i].neighbor;
    if (s->parent[child] != unit) continue;
    bool small = is_side(s, unit, child) ? s->below[child] < rule->min : above_is_small;
    if (small && !claim_range(s, claimed, s->reached[child], s->subtree_end[child], dry))
      return false;
  }
  return !above_is_small || (claim_range(s, claimed, 0, s->reached[unit], dry) &&
                             claim_range(s, claimed, s->subtree_end[unit], level->count, dry));
}

static int compare_cuts(const void *a, const void *b)
{
  const cut *x = a, *y = b;
  if (x->fault != y->fault) return x->fault > y->fault ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

static void add_up(wg_bound *out, const search *s, const wg_rule *rule, int64_t total,
                   const cut *cuts, int32_t count, uint8_t *claimed)
{
  for (int32_t i = 0; i < count; i++) {
    if (out->fault > 0 && wg_rule_charge(rule) > rule->max) return;
    if (!claim(s, rule, total, cuts[i].unit, claimed, true)) continue;
    claim(s, rule, total, cuts[i].unit, claimed, false);
    out->fault += cuts[i].fault;
    bool alone = s->level->households[cuts[i].unit] > rule->max;
    if (out->witness < 0) out->witness = cuts[i].unit;
    if (!alone || cuts[i].fault > over(rule, s->level->households[cuts[i].unit]))
      out->reason = WG_FINDING_CUT_OFF_BY_UNIT;
    out->by_ground |= out->reason == WG_FINDING_CUT_OFF_BY_UNIT;
  }
}

static wg_status allocate_search(search *s, wg_context *context)
{
  size_t units = (size_t)s->level->count;
  int32_t **columns[] = {&s->order, &s->reached, &s->low, &s->parent, &s->cursor, &s->subtree_end};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    WG_TRY(wg_allocate(context, columns[i], units, sizeof **columns[i]));
  memset(s->reached, 0xFF, units * sizeof *s->reached);
  return wg_allocate(context, &s->below, units, sizeof *s->below);
}

static void free_search(search *s, wg_context *context)
{
  wg_release(context, s->order);
  wg_release(context, s->reached);
  wg_release(context, s->low);
  wg_release(context, s->parent);
  wg_release(context, s->cursor);
  wg_release(context, s->subtree_end);
  wg_release(context, s->below);
}

wg_status wg_sides_bound(wg_bound *out, wg_context *context, const wg_level *level,
                         const wg_rule *rule, uint8_t *claimed)
{
  *out = (wg_bound){.reason = WG_FINDING_BUILDING_ABOVE_MAX, .witness = -1};
  search s = {.level = level};
  cut *cuts = NULL;
  int32_t count = 0;
  wg_status status;
  WG_TRY_DONE(allocate_search(&s, context));
  WG_TRY_DONE(wg_allocate(context, &cuts, (size_t)level->count, sizeof *cuts));
  visit_all(&s);
  for (int32_t u = 0; u < level->count; u++) {
    int64_t fault = bound_of_unit(&s, rule, s.below[0], u);
    if (fault > 0) cuts[count++] = (cut){fault, u};
  }
  qsort(cuts, (size_t)count, sizeof *cuts, compare_cuts);
  add_up(out, &s, rule, s.below[0], cuts, count, claimed);
done:
  free_search(&s, context);
  wg_release(context, cuts);
  return status;
}
