/* The connected sets around a unit, one after the other: what a part with that unit can be. */
#ifndef WG_SETS_H
#define WG_SETS_H

#include "feasibility.h"

typedef struct wg_sets {
  const wg_level *level;
  const wg_rule *rule;
  int32_t *stack;   /* units of the set, then those decided against, in order of decision */
  uint8_t *state;   /* unit → free, inside or barred */
  uint8_t *touched; /* by the searches since wg_sets_forget */
  int32_t *touched_list;
  int32_t touched_count;
  int32_t *found; /* the set in range that ended the last search, if any */
  int32_t found_count;
  int64_t best; /* least fault of a part with the unit so far */
  int32_t steps;
  int64_t work;      /* units and neighbours looked at in the last search */
  int64_t all_steps; /* sets visited in all searches, and a share of the units looked at */
} wg_sets;

/* Free it whatever the status. */
wg_status wg_sets_new(wg_sets *sets, wg_context *context, const wg_level *level,
                      const wg_rule *rule);
void wg_sets_free(wg_sets *sets, wg_context *context);
/* A lower bound on the fault of every part with `unit` that does without the other one (−1: with
 * any units); 0 where one is in range (then it is in `found`) or there are too many sets. */
int64_t wg_sets_least(wg_sets *sets, int32_t unit, int32_t without);
/* Marks what the searches touched, unless some of it is claimed already: then false. */
bool wg_sets_claim(const wg_sets *sets, uint8_t *claimed);
void wg_sets_forget(wg_sets *sets);

#endif
