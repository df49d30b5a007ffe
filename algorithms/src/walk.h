/* A walk: moves one after the other that may worsen things for a while. */
#ifndef WG_WALK_H
#define WG_WALK_H

#include "draft.h"

/* Lessens the fault of the draft, stopping at `bound`, as far as looking at `steps` borders goes.
 * The cost of borders decides only between moves that leave the same fault. Fails only when memory
 * runs out or the context wishes to stop. */
wg_status wg_walk(wg_draft *draft, wg_context *context, const wg_rule *rule, wg_random *random,
                  int64_t bound, int64_t steps) WG_MUST_CHECK;

#endif
