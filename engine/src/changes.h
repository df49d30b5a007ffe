/* What became of old grids, as national statistics offices tell it: by the buildings that old and
 * new grids share. */
#ifndef WG_ENGINE_CHANGES_H
#define WG_ENGINE_CHANGES_H

#include "algorithms/matching.h"
#include "wangge/plan.h"

typedef struct wg_changes {
  int32_t *of_old, *of_new; /* of every old and new grid: grids of the other side that share with
                               it; one more of each, for what is in no grid */
  uint8_t *of_pair;         /* wg_change */
} wg_changes;

/* pairs: each once, of grid numbers from 0; old_count, new_count: in no grid of that side.
 * O(pairs + grids). Free it whatever the status. */
wg_status wg_changes_tell(wg_changes *out, wg_context *context, const wg_shared *pairs,
                          int64_t pair_count, int32_t old_count, int32_t new_count) WG_MUST_CHECK;
void wg_changes_free(wg_changes *changes, wg_context *context);
/* Sorts pairs by old, then new grid, and makes those of the same grids one; how many are left. */
int64_t wg_shared_add_up(wg_shared *pairs, int64_t count);

#endif
