/* Region growing: the first draft of a level. */
#ifndef WG_GROWTH_H
#define WG_GROWTH_H

#include "draft.h"

/* Which units the regions start from: the heaviest; drawn by households; drawn, each as likely. */
typedef enum wg_seeds {
  WG_SEEDS_HEAVIEST,
  WG_SEEDS_BY_HOUSEHOLDS,
  WG_SEEDS_ANYWHERE,
  WG_SEEDS_KINDS
} wg_seeds;

/* Grows draft->count regions over `level` (at least as many units), the lightest first, and counts
 * the draft. The level must be connected. */
wg_status wg_grow_regions(wg_draft *draft, wg_context *context, const wg_level *level,
                          wg_random *random, wg_seeds seeds);

#endif
