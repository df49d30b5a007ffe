#include "remedy.h"

/* Only a building of its own is in the way: no crossing makes it smaller. */
static bool is_only_heavy(const wg_dividing *d, const wg_piece *piece)
{
  const wg_verdict *verdict = &d->verdicts[piece->verdict];
  return verdict->fault == verdict->bound && verdict->reason == WG_FINDING_BUILDING_ABOVE_MAX;
}

static wg_status try_number(wg_number_remedy *out, const wg_dividing *d, const wg_piece *piece)
{
  wg_trial trial;
  wg_outcome outcome;
  if (d->parts.asked == 0) return WG_OK;
  wg_status status = wg_trial_begin(&trial, d, piece);
  if (status == WG_OK) status = wg_trial_run(&outcome, &trial);
  wg_trial_end(&trial);
  out->was_fixed = true;
  if (status != WG_OK || outcome.out >= piece->out) return status;
  out->left = outcome.out;
  out->grids = outcome.grids;
  return status;
}

wg_status wg_remedies_try(wg_remedies *out, const wg_dividing *d, int32_t verdict)
{
  *out = (wg_remedies){.piece = wg_piece_of(d, verdict),
                       .number = {.left = -1},
                       .crossing = {.left = -1, .barrier = -1},
                       .building = {.left = -1},
                       .bound = {.left = -1}};
  wg_find_union(&out->united, d, d->weight);
  WG_TRY(try_number(&out->number, d, &out->piece));
  if (out->number.left == 0) return WG_OK;
  if (!is_only_heavy(d, &out->piece)) WG_TRY(wg_try_crossings(&out->crossing, d, &out->piece));
  bool by_households = d->run->plan->rule.measure == WG_MEASURE_HOUSEHOLDS &&
                       d->cell_persons == NULL; /* only they are known entrance by entrance */
  if (out->crossing.left != 0 && by_households) WG_TRY(wg_try_buildings(&out->building, d, &out->piece));
  return wg_try_bounds(&out->bound, d, &out->piece);
}
