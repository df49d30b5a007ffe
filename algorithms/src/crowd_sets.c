#include "crowd_sets.h"

#include <string.h>

/* The bit of a unit that is met; −1: there is no more room. */
static int32_t meet(wg_crowd_ground *g, int32_t unit)
{
  if (g->number[unit] < 0 && g->met_count < WG_CROWD_UNITS) {
    g->number[unit] = g->met_count;
    g->met[g->met_count++] = unit;
  }
  return g->number[unit];
}

/* Lists the populated units next to `unit`, by way of empty ones, that are new to the search. */
static void look_around(wg_crowd_lister *l, int32_t unit)
{
  const wg_level *level = l->ground->level;
  int32_t head = l->passed_count;
  for (int32_t u = unit;; u = l->passed[head++]) {
    l->ground->steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (level->households[v] > 0 && l->ground->owner[v] >= 0)
        l->out->groups |= UINT64_C(1) << l->ground->owner[v];
      else if (!l->is_seen[v]) {
        l->is_seen[v] = 1;
        if (level->households[v] > 0)
          l->edge[l->edge_count++] = v;
        else
          l->passed[l->passed_count++] = v;
      }
    }
    if (head == l->passed_count) return;
  }
}

/* What was listed and passed beyond the counts is new again. */
static void forget(wg_crowd_lister *l, int32_t edge_count, int32_t passed_count)
{
  while (l->edge_count > edge_count) l->is_seen[l->edge[--l->edge_count]] = 0;
  while (l->passed_count > passed_count) l->is_seen[l->passed[--l->passed_count]] = 0;
}

static void keep(wg_crowd_lister *l, const wg_crowd_marks *set)
{
  if (l->out->count == l->most) {
    l->visits = -1;
    return;
  }
  if (l->choices != NULL) l->choices[l->out->count] = *set;
  l->out->count++;
}

/* Every set that holds the one in hand and any of the units listed from `next` on. */
static void visit(wg_crowd_lister *l, wg_crowd_marks *set, int64_t households, int32_t next)
{
  int32_t edge_count = l->edge_count, passed_count = l->passed_count;
  if (--l->visits < 0) return;
  if (wg_rule_fault(l->ground->rule, households) <= l->fault_most) keep(l, set);
  for (; next < edge_count && l->visits >= 0; next++) {
    int32_t unit = l->edge[next], bit = meet(l->ground, unit);
    int64_t more = l->ground->level->households[unit];
    if (bit < 0) {
      l->visits = -1;
      return;
    }
    wg_marks_set(&l->out->seen, bit);
    if (households + more > l->households_most) continue;
    wg_marks_set(set, bit);
    look_around(l, unit);
    visit(l, set, households + more, next + 1);
    wg_marks_clear(set, bit);
    forget(l, edge_count, passed_count);
  }
}

/* Whether all that the unit can be joined with is too little; then it is all looked at. */
static bool is_pocket(wg_crowd_lister *l, int32_t unit, int64_t least)
{
  int64_t households = l->ground->level->households[unit];
  int32_t next = 0;
  look_around(l, unit);
  for (; next < l->edge_count && households < least; next++) {
    int32_t bit = meet(l->ground, l->edge[next]);
    if (bit < 0) break;
    wg_marks_set(&l->out->seen, bit);
    households += l->ground->level->households[l->edge[next]];
    look_around(l, l->edge[next]);
  }
  bool is_small = next == l->edge_count && households < least;
  forget(l, 0, 0);
  return is_small;
}

void wg_crowd_list(wg_crowd_lister *l, int32_t unit, int64_t fault_most, int32_t most,
                   int32_t visits, wg_crowd_choices *out, wg_crowd_marks *choices)
{
  const wg_rule *rule = l->ground->rule;
  int64_t spare = fault_most - wg_rule_charge(rule);
  int32_t bit = meet(l->ground, unit);
  wg_crowd_marks set = {0};
  if (spare < 0) spare = 0;
  *out = (wg_crowd_choices){.count = bit < 0 ? -1 : 0};
  if (bit < 0) return;
  l->out = out;
  l->choices = choices;
  l->most = most;
  l->visits = visits;
  l->fault_most = fault_most;
  l->households_most = rule->max + spare;
  l->is_seen[unit] = 1;
  wg_marks_set(&out->seen, bit);
  wg_crowd_choices fresh = *out;
  if (!is_pocket(l, unit, rule->min - spare)) {
    *out = fresh;
    wg_marks_set(&set, bit);
    look_around(l, unit);
    visit(l, &set, l->ground->level->households[unit], 0);
    forget(l, 0, 0);
    if (l->visits < 0) out->count = -1;
  }
  l->is_seen[unit] = 0;
}

wg_status wg_crowd_lister_new(wg_crowd_lister *out, wg_context *context, wg_crowd_ground *ground)
{
  size_t units = (size_t)ground->level->count;
  *out = (wg_crowd_lister){.ground = ground};
  WG_TRY(wg_allocate(context, &out->is_seen, units, sizeof *out->is_seen));
  WG_TRY(wg_allocate(context, &out->edge, units, sizeof *out->edge));
  return wg_allocate(context, &out->passed, units, sizeof *out->passed);
}

void wg_crowd_lister_free(wg_crowd_lister *l, wg_context *context)
{
  wg_release(context, l->is_seen);
  wg_release(context, l->edge);
  wg_release(context, l->passed);
}
