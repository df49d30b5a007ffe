#include "pointset.h"

#include <string.h>

/* The slot that holds the point, or the free one where it belongs. */
static int64_t find_slot(const wg_pointset *set, wg_point point)
{
  uint64_t hash = ((uint64_t)(uint32_t)point.x << 32 | (uint32_t)point.y) * 0x9E3779B97F4A7C15u;
  int64_t slot = (int64_t)(hash >> 32) & (set->size - 1);
  while (set->used[slot] && (set->slots[slot].x != point.x || set->slots[slot].y != point.y))
    slot = (slot + 1) & (set->size - 1);
  return slot;
}

static wg_status enlarge(wg_pointset *set, wg_context *context)
{
  wg_pointset larger = {.size = set->size > 0 ? 2 * set->size : 64};
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &larger.slots, (size_t)larger.size, sizeof *larger.slots));
  WG_TRY_DONE(wg_allocate(context, &larger.used, (size_t)larger.size, 1));
  for (int64_t i = 0; i < set->size; i++)
    if (set->used[i]) WG_TRY_DONE(wg_pointset_add(&larger, context, set->slots[i]));
done:
  if (status != WG_OK) {
    wg_pointset_free(&larger, context);
    return status;
  }
  wg_pointset_free(set, context);
  *set = larger;
  return WG_OK;
}

wg_status wg_pointset_add(wg_pointset *set, wg_context *context, wg_point point)
{
  if (2 * set->count >= set->size) WG_TRY(enlarge(set, context));
  int64_t slot = find_slot(set, point);
  set->count += !set->used[slot];
  set->used[slot] = 1;
  set->slots[slot] = point;
  return WG_OK;
}

bool wg_pointset_has(const wg_pointset *set, wg_point point)
{
  return set->count > 0 && set->used[find_slot(set, point)];
}

void wg_pointset_free(wg_pointset *set, wg_context *context)
{
  wg_release(context, set->slots);
  wg_release(context, set->used);
  memset(set, 0, sizeof *set);
}
