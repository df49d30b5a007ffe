#include "changes.h"

#include <stdlib.h>
#include <string.h>

static int compare_shared(const void *left, const void *right)
{
  const wg_shared *a = left, *b = right;
  if (a->old_grid != b->old_grid) return a->old_grid < b->old_grid ? -1 : 1;
  return (a->new_grid > b->new_grid) - (a->new_grid < b->new_grid);
}

int64_t wg_shared_add_up(wg_shared *pairs, int64_t count)
{
  int64_t kept = 0;
  if (count == 0) return 0;
  qsort(pairs, (size_t)count, sizeof *pairs, compare_shared);
  for (int64_t i = 1; i < count; i++) {
    wg_shared *last = &pairs[kept];
    if (compare_shared(last, &pairs[i]) != 0) {
      pairs[++kept] = pairs[i];
      continue;
    }
    last->households += pairs[i].households;
    last->buildings += pairs[i].buildings;
  }
  return kept + 1;
}

/* pure_old: no part of it has another old grid in it; pure_new: none of its old grids is elsewhere
 * too. */
static void tell(wg_changes *out, const wg_shared *pairs, int64_t count, const uint8_t *pure_old,
                 const uint8_t *pure_new)
{
  for (int64_t i = 0; i < count; i++) {
    int32_t o = pairs[i].old_grid, n = pairs[i].new_grid;
    bool whole = pure_old[o] && pure_new[n];
    out->of_pair[i] =
        (uint8_t)(whole && out->of_old[o] == 1 && out->of_new[n] == 1 ? WG_CHANGE_UNCHANGED
                  : pure_old[o] && out->of_old[o] > 1                 ? WG_CHANGE_SPLIT
                  : pure_new[n] && out->of_new[n] > 1                 ? WG_CHANGE_MERGED
                                                                      : WG_CHANGE_OTHER);
  }
}

wg_status wg_changes_tell(wg_changes *out, wg_context *context, const wg_shared *pairs,
                          int64_t pair_count, int32_t old_count, int32_t new_count)
{
  size_t olds = (size_t)old_count + 1, news = (size_t)new_count + 1;
  uint8_t *pure_old = NULL, *pure_new = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &out->of_old, olds, sizeof *out->of_old));
  WG_TRY_DONE(wg_allocate(context, &out->of_new, news, sizeof *out->of_new));
  WG_TRY_DONE(wg_allocate(context, &out->of_pair, (size_t)pair_count, 1));
  WG_TRY_DONE(wg_allocate(context, &pure_old, olds, 1));
  WG_TRY_DONE(wg_allocate(context, &pure_new, news, 1));
  for (int64_t i = 0; i < pair_count; i++) {
    out->of_old[pairs[i].old_grid]++;
    out->of_new[pairs[i].new_grid]++;
  }
  memset(pure_old, 1, olds - 1);
  memset(pure_new, 1, news - 1);
  for (int64_t i = 0; i < pair_count; i++) {
    int32_t o = pairs[i].old_grid, n = pairs[i].new_grid;
    if (out->of_new[n] > 1 || n == new_count) pure_old[o] = 0;
    if (out->of_old[o] > 1 || o == old_count) pure_new[n] = 0;
  }
  tell(out, pairs, pair_count, pure_old, pure_new);
done:
  wg_release(context, pure_old);
  wg_release(context, pure_new);
  return status;
}

void wg_changes_free(wg_changes *changes, wg_context *context)
{
  wg_release(context, changes->of_old);
  wg_release(context, changes->of_new);
  wg_release(context, changes->of_pair);
}
