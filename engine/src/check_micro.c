/* Micro-grids: they tile their grid, their codes are their own, every household is in one of them.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* --- ground ----------------------------------------------------------------------------------- */

/* Areas of one grid's micro-grids, each once, against its outline: all directed segments cancel,
 * and the areas add up. */
static wg_status check_tiling(wg_check *check, int32_t grid, int64_t first, int64_t end)
{
  const wg_plan *plan = check->plan;
  const wg_micros *all = &plan->micros;
  wg_check_segments segments = {0};
  __int128 sum = 0;
  wg_status status =
      wg_check_segments_add(&segments, check->context, &plan->outlines, grid, -1, true);
  for (int64_t m = first; m < end && status == WG_OK; m++) {
    if (m > first && all->items[m].area == all->items[m - 1].area) continue;
    sum += wg_shapes_area2(&all->areas, all->items[m].area);
    status = wg_check_segments_add(&segments, check->context, &all->areas, all->items[m].area,
                                   all->items[m].area, false);
  }
  if (status == WG_OK) {
    wg_check_segments_cancel(&segments);
    if (segments.count > 0 || sum != wg_shapes_area2(&plan->outlines, grid))
      status =
          wg_check_report(check, WG_FINDING_MICRO_GAP, WG_ABOUT_GRID(grid),
                          wg_in(check->context,
                                "Its micro-grids do not tile it: %lld pieces of line lie on one "
                                "side only.",
                                "其微网格未恰好铺满该网格：%lld 段线只有一侧。"),
                          (long long)segments.count);
  }
  wg_release(check->context, segments.items);
  return status;
}

/* --- codes ------------------------------------------------------------------------------------ */

typedef struct coded {
  const char *code;
  int64_t micro;
} coded;

static int compare_codes(const void *left, const void *right)
{
  const coded *a = left, *b = right;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->micro > b->micro) - (a->micro < b->micro);
}

static wg_status check_codes(wg_check *check)
{
  const wg_micros *all = &check->plan->micros;
  coded *sorted = NULL;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(check->context, &sorted, (size_t)all->count, sizeof *sorted));
  for (int64_t m = 0; m < all->count; m++)
    sorted[m] = (coded){wg_texts_get(&all->texts, all->items[m].code), m};
  if (all->count > 1) qsort(sorted, (size_t)all->count, sizeof *sorted, compare_codes);
  for (int64_t i = 0; i < all->count && status == WG_OK; i++)
    if (sorted[i].code[0] == 0 || (i > 0 && strcmp(sorted[i].code, sorted[i - 1].code) == 0))
      status = wg_check_report(
          check, WG_FINDING_BAD_CODE, WG_ABOUT_GRID(all->items[sorted[i].micro].grid),
          wg_in(check->context, "Two of its micro-grids, or none, have code '%s'.",
                "微网格编码“%s”为空或重复。"),
          sorted[i].code);
  wg_release(check->context, sorted);
  return status;
}

/* --- households ------------------------------------------------------------------------------- */

/* What the shares say of every building and micro-grid. */
typedef struct counted {
  int64_t *of_building, *of_micro;
  int32_t *shares; /* of each building */
} counted;

static wg_status count_shares(wg_check *check, counted *out)
{
  const wg_plan *plan = check->plan;
  const wg_micros *all = &plan->micros;
  size_t buildings = (size_t)plan->buildings.shapes.count;
  WG_TRY(wg_allocate(check->context, &out->of_building, buildings, sizeof *out->of_building));
  WG_TRY(wg_allocate(check->context, &out->shares, buildings, sizeof *out->shares));
  WG_TRY(wg_allocate(check->context, &out->of_micro, (size_t)all->count, sizeof *out->of_micro));
  for (int64_t s = 0; s < all->share_count; s++) {
    const wg_micro_share *share = &all->shares[s];
    out->of_building[share->building] += share->households;
    out->of_micro[share->micro] += share->households;
    out->shares[share->building]++;
    if (plan->grid_of_building[share->building] != all->items[share->micro].grid)
      WG_TRY(wg_check_report(check, WG_FINDING_MICRO_BUILDING, WG_ABOUT_BUILDING(share->building),
                             "%s",
                             wg_in(check->context, "It is in a micro-grid of another grid.",
                                   "它被划入另一网格的微网格。")));
  }
  return WG_OK;
}

static wg_status judge_shares(wg_check *check, const counted *c)
{
  const wg_plan *plan = check->plan;
  const wg_micros *all = &plan->micros;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int64_t households = plan->buildings.households[b] > 0 ? plan->buildings.households[b] : 0;
    if (plan->grid_of_building[b] < 0 || (c->shares[b] > 0 && c->of_building[b] == households))
      continue;
    WG_TRY(wg_check_report(check, WG_FINDING_MICRO_BUILDING, WG_ABOUT_BUILDING(b),
                           wg_in(check->context,
                                 "%lld of its %lld households are in micro-grids, in %d shares.",
                                 "其 %lld 户（共 %lld 户）在微网格中，分 %d 份。"),
                           (long long)c->of_building[b], (long long)households, (int)c->shares[b]));
  }
  for (int64_t m = 0; m < all->count; m++)
    if (c->of_micro[m] != all->items[m].households)
      WG_TRY(wg_check_report(check, WG_FINDING_FIGURES_DIFFER, WG_ABOUT_GRID(all->items[m].grid),
                             wg_in(check->context,
                                   "Its micro-grid '%s' has %lld households, stored are %d.",
                                   "其微网格“%s”有 %lld 户，库中为 %d 户。"),
                             wg_texts_get(&all->texts, all->items[m].code),
                             (long long)c->of_micro[m], (int)all->items[m].households));
  return WG_OK;
}

static wg_status check_households(wg_check *check)
{
  counted c = {0};
  wg_status status = count_shares(check, &c);
  if (status == WG_OK) status = judge_shares(check, &c);
  wg_release(check->context, c.of_building);
  wg_release(check->context, c.of_micro);
  wg_release(check->context, c.shares);
  return status;
}

/* --- the whole -------------------------------------------------------------------------------- */

wg_status wg_check_micros(wg_check *check)
{
  const wg_plan *plan = check->plan;
  const wg_micros *all = &plan->micros;
  int64_t first = 0;
  if (all->count == 0 && all->min == 0) return WG_OK; /* nobody asked for any */
  for (int32_t g = 0; g < plan->grid_count; g++) {
    int64_t end = first;
    while (end < all->count && all->items[end].grid == g) end++;
    WG_TRY(check_tiling(check, g, first, end));
    first = end;
  }
  WG_TRY(check_codes(check));
  return check_households(check);
}
