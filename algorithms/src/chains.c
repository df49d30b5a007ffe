/* Ejection chains (Glover 1996): the repair of a part out of range by a few moves in a row.
 *
 * Handing on a tower mends one part and spoils its neighbour, which has to hand on something in its
 * turn; each move alone worsens the fault, together they lessen it. From a part out of range all
 * moves across its border, in either direction, are rated by the fault that they leave; the best
 * few are made, and from each the chain goes on at the part that is worse then. A chain that ends
 * without less fault is taken back. A swap of two units is a chain of two. Units without households
 * are no moves of their own: those that lie between a part and a unit that would be of use to it
 * come along (haul.c). */
#include "chains.h"

#include <string.h>

#include "haul.h"

#define DEPTH 5
#define LISTED 24 /* moves of a part that are looked at, best first */
#define STAGES 3
#define ROUNDS 4 /* of one stage, while they find any chain */

/* Moves that are made at each depth: what is easily mended is mended first. */
static const int32_t widths[STAGES][DEPTH] = {{6, 3, 2, 2, 9}, {12, 6, 4, 3, 9}, {16, 8, 6, 4, 9}};

typedef struct move {
  int32_t unit, to;
  int64_t fault, cost; /* change by it */
} move;

typedef struct list {
  int64_t most; /* change of fault that is of any use */
  move moves[LISTED];
  int32_t count;
} list;

typedef struct chains {
  wg_hauler hauler;
  wg_draft *draft; /* the hauler's */
  int64_t min, max, charge;
  const wg_rule *rule;
  const int64_t *persons; /* of the parts, the draft's; NULL: they have no bounds */
  const int32_t *width;
  int64_t fault;        /* of the draft */
  int64_t below;        /* a chain must leave less */
  int32_t moved[DEPTH]; /* units that the chain in hand has moved: none moves twice */
} chains;

/* wg_rule_fault, inline: ratings are what the time goes into. */
static inline int64_t fault_at(const chains *c, int64_t households)
{
  if (households < c->min) return c->min - households + c->charge;
  return households > c->max ? households - c->max + c->charge : 0;
}

/* Of a part that gains so much. */
static inline int64_t fault_with(const chains *c, int32_t part, int64_t households, int64_t persons)
{
  households += c->draft->households[part];
  if (c->persons == NULL) return fault_at(c, households);
  return wg_rule_fault_of_both(c->rule, households, c->persons[part] + persons);
}

static inline int64_t fault_of(const chains *c, int32_t part)
{
  return fault_with(c, part, 0, 0);
}

/* --- rating ----------------------------------------------------------------------------------- */

static bool precedes(const move *a, const move *b)
{
  if (a->fault != b->fault) return a->fault < b->fault;
  if (a->cost != b->cost) return a->cost < b->cost;
  return a->unit != b->unit ? a->unit < b->unit : a->to < b->to;
}

static bool is_listed(const list *l, int32_t unit, int32_t to)
{
  for (int32_t i = 0; i < l->count; i++)
    if (l->moves[i].unit == unit && l->moves[i].to == to) return true;
  return false;
}

static void keep(list *l, const move *fresh)
{
  int32_t at = l->count;
  while (at > 0 && precedes(fresh, &l->moves[at - 1])) at--;
  if (at == LISTED) return;
  if (l->count < LISTED) l->count++;
  memmove(l->moves + at + 1, l->moves + at, (size_t)(l->count - 1 - at) * sizeof *l->moves);
  l->moves[at] = *fresh;
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

static void rate(const chains *c, list *l, int32_t unit, int32_t from, int32_t to)
{
  const wg_level *level = c->draft->level;
  int64_t households = level->households[unit], persons = wg_persons_of(level, unit);
  move m = {.unit = unit, .to = to};
  if (wg_is_empty(level, unit)) return; /* comes along in a corridor, where that is of use */
  m.fault = fault_with(c, from, -households, -persons) + fault_with(c, to, households, persons) -
            fault_of(c, from) - fault_of(c, to);
  if (m.fault > l->most || (l->count == LISTED && m.fault > l->moves[LISTED - 1].fault)) return;
  if (is_listed(l, unit, to)) return;
  m.cost = cost_change(c->draft, unit, from, to);
  keep(l, &m);
}

/* The best moves out of the part and into it, from beyond units without households too; what was
 * looked at has a mark. */
static void list_moves(chains *c, int32_t part, list *l)
{
  wg_draft *draft = c->draft;
  const wg_level *level = draft->level;
  int32_t stamp = wg_draft_stamp(draft), head = 0, tail = 0, explored = 0;
  draft->queue[tail++] = c->hauler.anchor[part];
  draft->mark[c->hauler.anchor[part]] = stamp;
  while (head < tail) {
    int32_t u = draft->queue[head++];
    bool inside = draft->part[u] == part;
    c->hauler.steps -= level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      bool is_new = draft->mark[v] != stamp, is_mine = draft->part[v] == part;
      draft->mark[v] = stamp;
      if (inside && !is_mine) rate(c, l, u, part, draft->part[v]);
      if (is_new && !is_mine) rate(c, l, v, draft->part[v], part);
      if (is_new && (is_mine || (wg_is_empty(level, v) && explored++ < WG_EXPLORED)))
        draft->queue[tail++] = v;
    }
  }
}

/* --- chains ----------------------------------------------------------------------------------- */

static bool has_moved(const chains *c, int32_t unit, int32_t depth)
{
  for (int32_t d = 0; d < depth; d++)
    if (c->moved[d] == unit) return true;
  return false;
}

static bool follow(chains *c, int32_t part, int32_t depth);

static int64_t fault_of_both(const chains *c, const wg_haul *haul)
{
  return fault_of(c, haul->from) + fault_of(c, haul->to);
}

/* Makes the move and goes on from there; takes it back when that leads to nothing. *made: the move
 * can be made. */
static bool try_move(chains *c, const move *m, int32_t depth, bool *made)
{
  wg_haul haul = {.from = c->draft->part[m->unit], .to = m->to};
  int64_t fault = c->fault, before = fault_of_both(c, &haul);
  *made = wg_haul_over(&c->hauler, &haul, m->unit, m->to);
  if (!*made) return false;
  c->fault += fault_of_both(c, &haul) - before;
  if (c->fault < c->below) return true;
  int32_t worse = fault_of(c, haul.from) > fault_of(c, haul.to) ? haul.from : haul.to;
  if (depth + 1 < DEPTH && follow(c, worse, depth + 1)) return true;
  wg_haul_back(&c->hauler, &haul);
  c->fault = fault;
  return false;
}

/* Whether a chain that goes on from this part leaves a fault below c->below; then it is made. */
static bool follow(chains *c, int32_t part, int32_t depth)
{
  list l = {.most = depth + 1 < DEPTH ? INT64_MAX : c->below - c->fault - 1};
  list_moves(c, part, &l);
  for (int32_t i = 0, tried = 0; i < l.count && tried < c->width[depth]; i++) {
    bool made;
    if (c->hauler.steps <= 0) return false;
    if (has_moved(c, l.moves[i].unit, depth)) continue;
    c->moved[depth] = l.moves[i].unit;
    if (try_move(c, &l.moves[i], depth, &made)) return true;
    tried += made;
  }
  return false;
}

/* One chain from every part out of range; *any: one was found. */
static wg_status go_round(chains *c, wg_context *context, int64_t bound, bool *any)
{
  *any = false;
  for (int32_t part = 0; part < c->draft->count && c->fault > bound && c->hauler.steps > 0;
       part++) {
    if (fault_of(c, part) == 0) continue;
    c->below = c->fault;
    *any |= follow(c, part, 0);
    WG_TRY(wg_progress(context, "dividing", 0, 0));
  }
  return WG_OK;
}

wg_status wg_chains(wg_draft *draft, wg_context *context, const wg_rule *rule, int64_t bound,
                    int64_t steps)
{
  chains c = {.draft = draft,
              .min = rule->min,
              .max = rule->max,
              .charge = wg_rule_charge(rule),
              .rule = rule,
              .persons = wg_draft_persons(draft),
              .fault = wg_draft_fault(draft, rule)};
  if (c.fault <= bound) return WG_OK;
  WG_TRY(wg_hauler_new(&c.hauler, context, draft, steps));
  wg_status status = WG_OK;
  for (int stage = 0; stage < STAGES; stage++) {
    bool any = true;
    c.width = widths[stage];
    for (int round = 0; round < ROUNDS && any; round++)
      WG_TRY_DONE(go_round(&c, context, bound, &any));
  }
done:
  wg_hauler_free(&c.hauler, context);
  wg_draft_check(draft);
  return status;
}
