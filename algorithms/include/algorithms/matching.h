/* Matching old grids to new ones: who carries on whom.
 *
 * Each old grid is carried on by at most one new grid and each new grid carries on at most one old
 * one, so that they share as many households as possible in all; of equal ones, those that share
 * most buildings; of those, whatever the order of rows and columns gives. An assignment problem,
 * solved by shortest augmenting paths (Jonker & Volgenant, Computing 38, 1987; Kuhn 1955): greedy
 * choice, largest first, can lose half of what is shared. */
#ifndef WG_ALGORITHMS_MATCHING_H
#define WG_ALGORITHMS_MATCHING_H

#include "wangge/context.h"

/* What an old and a new grid share; each pair once, in any order. */
typedef struct wg_shared {
  int32_t old_grid, new_grid;
  int64_t households;
  int32_t buildings; /* at least 1: else there is nothing to carry on */
} wg_shared;

/* new_of_old: old_count entries, −1 where nobody carries on. O(min² × max) time, old × new memory.
 * Deterministic: depends on the pairs alone, not on their order. */
wg_status wg_match_grids(int32_t *new_of_old, wg_context *context, const wg_shared *pairs,
                         int64_t pair_count, int32_t old_count, int32_t new_count) WG_MUST_CHECK;

#endif
