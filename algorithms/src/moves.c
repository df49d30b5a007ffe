#include "moves.h"

#include <string.h>

static bool precedes(const wg_move *a, const wg_move *b)
{
  if (a->fault != b->fault) return a->fault < b->fault;
  if (a->cost != b->cost) return a->cost < b->cost;
  return a->unit != b->unit ? a->unit < b->unit : a->to < b->to;
}

static bool is_listed(const wg_moves *l, int32_t unit, int32_t to)
{
  for (int32_t i = 0; i < l->count; i++)
    if (l->list[i].unit == unit && l->list[i].to == to) return true;
  return false;
}

static void keep(wg_moves *l, const wg_move *fresh)
{
  int32_t at = l->count;
  while (at > 0 && precedes(fresh, &l->list[at - 1])) at--;
  if (at == WG_MOVES_LISTED) return;
  if (l->count < WG_MOVES_LISTED) l->count++;
  memmove(l->list + at + 1, l->list + at, (size_t)(l->count - 1 - at) * sizeof *l->list);
  l->list[at] = *fresh;
}

static int64_t cost_change(const wg_draft *draft, int32_t unit, int32_t from, int32_t to)
{
  const wg_level *level = draft->level;
  int64_t change = 0;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    int32_t part = draft->part[level->slots[s].neighbor];
    if (part == from) change += level->slots[s].cost;
    if (part == to) change -= level->slots[s].cost;
  }
  return change;
}

static void rate(const wg_mover *m, wg_moves *l, int32_t unit, int32_t from, int32_t to)
{
  const wg_level *level = m->draft->level;
  int64_t households = level->households[unit], persons = wg_persons_of(level, unit);
  wg_move fresh = {.unit = unit, .to = to};
  if (wg_is_empty(level, unit)) return; /* comes along in a corridor, where that is of use */
  fresh.fault = wg_mover_fault_with(m, from, -households, -persons) +
                wg_mover_fault_with(m, to, households, persons) - wg_mover_fault_of(m, from) -
                wg_mover_fault_of(m, to);
  if (fresh.fault > l->most ||
      (l->count == WG_MOVES_LISTED && fresh.fault > l->list[WG_MOVES_LISTED - 1].fault))
    return;
  if (is_listed(l, unit, to)) return;
  fresh.cost = cost_change(m->draft, unit, from, to);
  keep(l, &fresh);
}

/* The best moves out of the part and into it, from beyond units without households too; what was
 * looked at has a mark. */
void wg_moves_list(wg_mover *m, int32_t part, wg_moves *l)
{
  wg_draft *draft = m->draft;
  const wg_level *level = draft->level;
  int32_t stamp = wg_draft_stamp(draft), head = 0, tail = 0, explored = 0;
  draft->queue[tail++] = m->hauler.anchor[part];
  draft->mark[m->hauler.anchor[part]] = stamp;
  while (head < tail) {
    int32_t u = draft->queue[head++];
    bool inside = draft->part[u] == part;
    m->hauler.steps -= level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      bool is_new = draft->mark[v] != stamp, is_mine = draft->part[v] == part;
      draft->mark[v] = stamp;
      if (inside && !is_mine) rate(m, l, u, part, draft->part[v]);
      if (is_new && !is_mine) rate(m, l, v, draft->part[v], part);
      if (is_new && (is_mine || (wg_is_empty(level, v) && explored++ < WG_EXPLORED)))
        draft->queue[tail++] = v;
    }
  }
}

bool wg_mover_make(wg_mover *m, const wg_move *move, wg_haul *haul)
{
  int32_t from = m->draft->part[move->unit];
  int64_t before = wg_mover_fault_of(m, from) + wg_mover_fault_of(m, move->to);
  if (!wg_haul_over(&m->hauler, haul, move->unit, move->to)) return false;
  m->fault += wg_mover_fault_of(m, from) + wg_mover_fault_of(m, move->to) - before;
  return true;
}

wg_status wg_mover_new(wg_mover *out, wg_context *context, wg_draft *draft, const wg_rule *rule,
                       int64_t steps)
{
  *out = (wg_mover){.draft = draft,
                    .rule = rule,
                    .min = rule->min,
                    .max = rule->max,
                    .charge = wg_rule_charge(rule),
                    .persons = wg_draft_persons(draft),
                    .fault = wg_draft_fault(draft, rule)};
  return wg_hauler_new(&out->hauler, context, draft, steps);
}

void wg_mover_free(wg_mover *mover, wg_context *context)
{
  wg_hauler_free(&mover->hauler, context);
}
