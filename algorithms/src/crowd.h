/* Proofs by looking at a unit and what is around it: crowds, whose parts exclude each other. */
#ifndef WG_CROWD_H
#define WG_CROWD_H

#include "crowd_links.h"
#include "feasibility.h"
#include "search.h"

typedef struct wg_crowd {
  wg_crowd_ground ground;
  wg_crowd_lister lister;
  wg_crowd_linker linker;
  wg_crowd_group groups[WG_CROWD_GROUPS]; /* parts decided */
  struct wg_crowd_layer *layers;          /* one more */
  int64_t end;                            /* of the steps */
  int32_t *queue, *stamp, search;         /* scratch of looking around a part */
} wg_crowd;

/* Free it whatever the status. */
wg_status wg_crowd_new(wg_crowd **out, wg_context *context, const wg_level *level,
                       const wg_rule *rule) WG_MUST_CHECK;
void wg_crowd_free(wg_crowd *crowd, wg_context *context);
/* Whether it is proved, within about `steps` borders looked at, that in every division the parts
 * around the populated `unit` have at least such a fault (≥ 1). *seen: the populated units on which
 * that rests, by the ground's numbers, until the next call. */
bool wg_crowd_refutes(wg_crowd *crowd, int32_t unit, int64_t fault, int64_t steps,
                      wg_crowd_marks *seen);

/* Adds to *bound what the surroundings of the parts out of range of `found` prove, as far as their
 * populated units are not claimed yet; `steps` for each unit that a proof is begun at, and *left,
 * which gets less by what was spent, for all of them. */
wg_status wg_crowd_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                         const wg_rule *rule, const wg_found *found, int64_t steps, int64_t *left,
                         uint8_t *claimed) WG_MUST_CHECK;

#endif
