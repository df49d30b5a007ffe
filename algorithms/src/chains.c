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

#include "moves.h"

#define DEPTH 5
#define STAGES 3
#define ROUNDS 4 /* of one stage, while they find any chain */

/* Moves that are made at each depth: what is easily mended is mended first. */
static const int32_t widths[STAGES][DEPTH] = {{6, 3, 2, 2, 9}, {12, 6, 4, 3, 9}, {16, 8, 6, 4, 9}};

typedef struct chains {
  wg_mover mover;
  const int32_t *width;
  int64_t below;        /* a chain must leave less */
  int32_t moved[DEPTH]; /* units that the chain in hand has moved: none moves twice */
} chains;

static bool has_moved(const chains *c, int32_t unit, int32_t depth)
{
  for (int32_t d = 0; d < depth; d++)
    if (c->moved[d] == unit) return true;
  return false;
}

static bool follow(chains *c, int32_t part, int32_t depth);

/* Makes the move and goes on from there; takes it back when that leads to nothing. *made: the move
 * can be made. */
static bool try_move(chains *c, const wg_move *move, int32_t depth, bool *made)
{
  wg_mover *m = &c->mover;
  wg_haul haul;
  int64_t fault = m->fault;
  *made = wg_mover_make(m, move, &haul);
  if (!*made) return false;
  if (m->fault < c->below) return true;
  if (depth + 1 < DEPTH && follow(c, wg_mover_worse(m, &haul), depth + 1)) return true;
  wg_haul_back(&m->hauler, &haul);
  m->fault = fault;
  return false;
}

/* Whether a chain that goes on from this part leaves a fault below c->below; then it is made. */
static bool follow(chains *c, int32_t part, int32_t depth)
{
  wg_moves l = {.most = depth + 1 < DEPTH ? INT64_MAX : c->below - c->mover.fault - 1};
  wg_moves_list(&c->mover, part, &l);
  for (int32_t i = 0, tried = 0; i < l.count && tried < c->width[depth]; i++) {
    bool made;
    if (c->mover.hauler.steps <= 0) return false;
    if (has_moved(c, l.list[i].unit, depth)) continue;
    c->moved[depth] = l.list[i].unit;
    if (try_move(c, &l.list[i], depth, &made)) return true;
    tried += made;
  }
  return false;
}

/* One chain from every part out of range; *any: one was found. */
static wg_status go_round(chains *c, wg_context *context, int64_t bound, bool *any)
{
  wg_mover *m = &c->mover;
  *any = false;
  for (int32_t part = 0; part < m->draft->count && m->fault > bound && m->hauler.steps > 0;
       part++) {
    if (wg_mover_fault_of(m, part) == 0) continue;
    c->below = m->fault;
    *any |= follow(c, part, 0);
    WG_TRY(wg_progress(context, "dividing", 0, 0));
  }
  return WG_OK;
}

wg_status wg_chains(wg_draft *draft, wg_context *context, const wg_rule *rule, int64_t bound,
                    int64_t steps)
{
  chains c;
  if (wg_draft_fault(draft, rule) <= bound) return WG_OK;
  wg_status status;
  WG_TRY_DONE(wg_mover_new(&c.mover, context, draft, rule, steps));
  for (int stage = 0; stage < STAGES; stage++) {
    bool any = true;
    c.width = widths[stage];
    for (int round = 0; round < ROUNDS && any; round++)
      WG_TRY_DONE(go_round(&c, context, bound, &any));
  }
done:
  wg_mover_free(&c.mover, context);
  wg_draft_check(draft);
  return status;
}
