/* Moves: units that change sides across the border of one part, rated by the fault that they leave.
 */
#ifndef WG_MOVES_H
#define WG_MOVES_H

#include "haul.h"

#define WG_MOVES_LISTED 24 /* moves of a part that are looked at, best first */

typedef struct wg_move {
  int32_t unit, to;
  int64_t fault, cost; /* change by it */
} wg_move;

typedef struct wg_moves {
  int64_t most; /* change of fault that is of any use */
  wg_move list[WG_MOVES_LISTED];
  int32_t count;
} wg_moves;

/* A draft whose fault is lessened by moves. */
typedef struct wg_mover {
  wg_hauler hauler;
  wg_draft *draft; /* borrowed */
  const wg_rule *rule;
  int64_t min, max, charge;
  const int64_t *persons; /* of the parts, the draft's; NULL: they have no bounds */
  int64_t fault;          /* of the draft */
} wg_mover;

/* Borrows draft and rule; may look at `steps` borders. Free it whatever the status. */
wg_status wg_mover_new(wg_mover *out, wg_context *context, wg_draft *draft, const wg_rule *rule,
                       int64_t steps) WG_MUST_CHECK;
void wg_mover_free(wg_mover *mover, wg_context *context);
/* The best moves out of the part and into it, from beyond units without households too. */
void wg_moves_list(wg_mover *mover, int32_t part, wg_moves *moves);
/* Makes the move; false: it cannot be made. What units without households that come along change
 * is nothing to the fault. */
bool wg_mover_make(wg_mover *mover, const wg_move *move, wg_haul *haul);

/* wg_rule_fault, inline: ratings are what the time goes into. */
static inline int64_t wg_mover_fault_at(const wg_mover *m, int64_t households)
{
  if (households < m->min) return m->min - households + m->charge;
  return households > m->max ? households - m->max + m->charge : 0;
}

/* Of a part that gains so much. */
static inline int64_t wg_mover_fault_with(const wg_mover *m, int32_t part, int64_t households,
                                          int64_t persons)
{
  households += m->draft->households[part];
  if (m->persons == NULL) return wg_mover_fault_at(m, households);
  return wg_rule_fault_of_both(m->rule, households, m->persons[part] + persons);
}

static inline int64_t wg_mover_fault_of(const wg_mover *m, int32_t part)
{
  return wg_mover_fault_with(m, part, 0, 0);
}

/* Of the two parts of a haul the one that is worse off. */
static inline int32_t wg_mover_worse(const wg_mover *m, const wg_haul *haul)
{
  return wg_mover_fault_of(m, haul->from) > wg_mover_fault_of(m, haul->to) ? haul->from : haul->to;
}

#endif
