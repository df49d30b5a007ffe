/* Ejection chains (Glover 1996): the repair of a part out of range by a few moves in a row.
 *
 * Handing on a tower mends one part and spoils its neighbour, which has to hand on something in its
 * turn; each move alone worsens the fault, together they lessen it. From a part out of range all
 * moves across its border, in either direction, are rated by the fault that they leave; the best
 * few are made, and from each the chain goes on at the part that is worse then. A chain that ends
 * without less fault is taken back. A swap of two units is a chain of two. */
#include "chains.h"

#include <string.h>

#include "contiguity.h"

#define DEPTH 5
#define LISTED 24  /* moves of a part that are looked at, best first */
#define COMPANY 24 /* units that move together at most, so as to cut nothing off */
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
  wg_draft *draft;
  int64_t min, max, charge;
  const int32_t *width;
  int32_t *anchor;      /* part → a unit of it */
  int64_t fault;        /* of the draft */
  int64_t steps;        /* borders that may still be looked at */
  int64_t below;        /* a chain must leave less */
  int32_t moved[DEPTH]; /* units that the chain in hand has moved: none moves twice */
} chains;

/* wg_rule_fault, inline: ratings are what the time goes into. */
static inline int64_t fault_at(const chains *c, int64_t households)
{
  if (households < c->min) return c->min - households + c->charge;
  return households > c->max ? households - c->max + c->charge : 0;
}

static inline int64_t fault_of(const chains *c, int32_t part)
{
  return fault_at(c, c->draft->households[part]);
}

/* --- moves ------------------------------------------------------------------------------------ */

static int32_t neighbor_in(const wg_draft *draft, int32_t unit, int32_t part)
{
  const wg_level *level = draft->level;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++)
    if (draft->part[level->slots[s].neighbor] == part) return level->slots[s].neighbor;
  return -1;
}

static void hand_over(chains *c, int32_t unit, int32_t to)
{
  int32_t from = c->draft->part[unit];
  if (c->anchor[from] == unit) c->anchor[from] = neighbor_in(c->draft, unit, from);
  wg_draft_move(c->draft, unit, to);
  c->anchor[to] = unit;
}

/* The unit and what it would cut off; farthest first, so that the part it leaves keeps an anchor.
 * 0: it may not leave. */
static int32_t gather(chains *c, int32_t unit, int32_t *company)
{
  if (c->draft->units[c->draft->part[unit]] == 1) return 0;
  company[0] = unit;
  if (wg_hangs_together(c->draft, unit) || wg_may_leave(c->draft, unit)) return 1;
  int32_t count = wg_leaves_with(c->draft, unit, COMPANY);
  for (int32_t i = 0; i < count; i++) company[i] = c->draft->queue[count - 1 - i];
  return count;
}

static void hand_over_all(chains *c, const int32_t *company, int32_t count, int32_t to)
{
  int32_t from = c->draft->part[company[0]];
  c->fault -= fault_of(c, from) + fault_of(c, to);
  for (int32_t i = 0; i < count; i++) hand_over(c, company[i], to);
  c->fault += fault_of(c, from) + fault_of(c, to);
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
  const int64_t *households = c->draft->households;
  int64_t moved = c->draft->level->households[unit];
  move m = {.unit = unit, .to = to};
  m.fault = fault_at(c, households[from] - moved) + fault_at(c, households[to] + moved) -
            fault_at(c, households[from]) - fault_at(c, households[to]);
  if (m.fault > l->most || (l->count == LISTED && m.fault > l->moves[LISTED - 1].fault)) return;
  if (is_listed(l, unit, to)) return;
  m.cost = cost_change(c->draft, unit, from, to);
  keep(l, &m);
}

/* The best moves out of the part and into it; what was looked at has a mark. */
static void list_moves(chains *c, int32_t part, list *l)
{
  wg_draft *draft = c->draft;
  const wg_level *level = draft->level;
  int32_t stamp = wg_draft_stamp(draft), head = 0, tail = 0;
  draft->queue[tail++] = c->anchor[part];
  draft->mark[c->anchor[part]] = stamp;
  while (head < tail) {
    int32_t u = draft->queue[head++];
    c->steps -= level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      bool is_new = draft->mark[v] != stamp;
      draft->mark[v] = stamp;
      if (draft->part[v] != part) {
        rate(c, l, u, part, draft->part[v]);
        if (is_new) rate(c, l, v, draft->part[v], part);
      } else if (is_new) {
        draft->queue[tail++] = v;
      }
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

/* Makes the move and goes on from there; takes it back when that leads to nothing. */
static bool try_move(chains *c, const int32_t *company, int32_t count, int32_t to, int32_t depth)
{
  int32_t from = c->draft->part[company[0]];
  hand_over_all(c, company, count, to);
  if (c->fault < c->below) return true;
  int32_t worse = fault_of(c, from) > fault_of(c, to) ? from : to;
  if (depth + 1 < DEPTH && follow(c, worse, depth + 1)) return true;
  hand_over_all(c, company, count, from);
  return false;
}

/* Whether a chain that goes on from this part leaves a fault below c->below; then it is made. */
static bool follow(chains *c, int32_t part, int32_t depth)
{
  list l = {.most = depth + 1 < DEPTH ? INT64_MAX : c->below - c->fault - 1};
  int32_t company[COMPANY];
  list_moves(c, part, &l);
  for (int32_t i = 0, made = 0; i < l.count && made < c->width[depth] && c->steps > 0; i++) {
    int32_t unit = l.moves[i].unit;
    int32_t count = has_moved(c, unit, depth) ? 0 : gather(c, unit, company);
    if (count == 0) continue;
    c->moved[depth] = unit;
    made++;
    if (try_move(c, company, count, l.moves[i].to, depth)) return true;
  }
  return false;
}

/* One chain from every part out of range; *any: one was found. */
static wg_status go_round(chains *c, wg_context *context, int64_t bound, bool *any)
{
  *any = false;
  for (int32_t part = 0; part < c->draft->count && c->fault > bound && c->steps > 0; part++) {
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
              .steps = steps,
              .fault = wg_draft_fault(draft, rule)};
  if (c.fault <= bound) return WG_OK;
  WG_TRY(wg_allocate(context, &c.anchor, (size_t)draft->count, sizeof *c.anchor));
  wg_status status = WG_OK;
  for (int32_t u = 0; u < draft->level->count; u++) c.anchor[draft->part[u]] = u;
  for (int stage = 0; stage < STAGES; stage++) {
    bool any = true;
    c.width = widths[stage];
    for (int round = 0; round < ROUNDS && any; round++)
      WG_TRY_DONE(go_round(&c, context, bound, &any));
  }
done:
  wg_release(context, c.anchor);
  wg_draft_check(draft);
  return status;
}
