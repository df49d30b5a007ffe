#include "remedy.h"

/* Only a building of its own is in the way: no crossing makes it smaller. */
static bool is_only_heavy(const wg_dividing *d, const wg_piece *piece)
{
  const wg_verdict *verdict = &d->verdicts[piece->verdict];
  return verdict->fault == verdict->bound && verdict->reason == WG_FINDING_BUILDING_ABOVE_MAX;
}

wg_status wg_remedies_try(wg_remedies *out, const wg_dividing *d, int32_t verdict)
{
  *out = (wg_remedies){.piece = wg_piece_of(d, verdict),
                       .crossing = {.left = -1, .barrier = -1},
                       .building = {.left = -1},
                       .bound = {.left = -1}};
  wg_find_union(&out->united, d, d->out->result.households);
  if (!is_only_heavy(d, &out->piece)) WG_TRY(wg_try_crossings(&out->crossing, d, &out->piece));
  if (out->crossing.left != 0) WG_TRY(wg_try_buildings(&out->building, d, &out->piece));
  return wg_try_bounds(&out->bound, d, &out->piece);
}
