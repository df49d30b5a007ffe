/* Sums of units: the bound that knows units are whole but forgets where they are.
 *
 * Which totals can a part have at all? Subset sums of the component, as a bit set. Then the least
 * fault of writing H as a sum of such totals (each usable again and again, which only lowers the
 * bound), by dynamic programming over 0 … H. Five towers of 260 have the sums 260, 520, …, so no
 * part is in range and the bound is 520 + 520 + 260. With thousands of units every sum exists and
 * arithmetic says the same; so the bound is 0, nothing claimed, above SUMS_HOUSEHOLDS. */
#include <string.h>

#include "feasibility.h"

#define SUMS_HOUSEHOLDS 6000
#define SUMS_WORK 4000000 /* sums × households */

/* reached[s] = 1 for every subset sum s; returns how many. */
static int32_t reach_sums(const wg_level *level, int64_t households, uint8_t *reached)
{
  int64_t top = 0;
  reached[0] = 1;
  for (int32_t u = 0; u < level->count; u++) {
    int64_t h = level->households[u];
    if (h == 0) continue;
    for (int64_t s = top; s >= 0; s--) reached[s + h] |= reached[s];
    top += h;
  }
  int32_t count = 0;
  for (int64_t s = 1; s <= households; s++) count += reached[s];
  return count;
}

static int64_t least_fault(const wg_rule *rule, const int32_t *sums, int32_t count,
                           int64_t households, int64_t *least)
{
  least[0] = 0;
  for (int64_t h = 1; h <= households; h++) {
    least[h] = INT64_MAX / 4;
    for (int32_t i = 0; i < count && sums[i] <= h; i++) {
      int64_t fault = least[h - sums[i]] + wg_rule_fault(rule, sums[i]);
      if (fault < least[h]) least[h] = fault;
    }
  }
  return least[households];
}

wg_status wg_sums_bound(wg_bound *out, wg_context *context, const wg_level *level,
                        const wg_rule *rule)
{
  *out = (wg_bound){.reason = WG_FINDING_NO_SUM_IN_RANGE, .witness = -1};
  int64_t households = 0, *least = NULL;
  for (int32_t u = 0; u < level->count; u++) households += level->households[u];
  if (households > SUMS_HOUSEHOLDS || households == 0) return WG_OK;
  uint8_t *reached = NULL;
  int32_t *sums = NULL, count = 0;
  wg_status status;
  size_t size = (size_t)households + 1;
  WG_TRY_DONE(wg_allocate(context, &reached, size, sizeof *reached));
  WG_TRY_DONE(wg_allocate(context, &sums, size, sizeof *sums));
  WG_TRY_DONE(wg_allocate(context, &least, size, sizeof *least));
  if (reach_sums(level, households, reached) * households > SUMS_WORK) goto done;
  for (int32_t s = 1; s <= households; s++)
    if (reached[s]) sums[count++] = s;
  out->fault = least_fault(rule, sums, count, households, least);
done:
  wg_release(context, reached);
  wg_release(context, sums);
  wg_release(context, least);
  return status;
}
