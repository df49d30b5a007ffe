/* A community of a survey: its pieces, and what can be proved of each without dividing it.
 *
 * Proofs are made on units that nothing keeps together, for they hold for any division; who is next
 * to whom is told by the units that a plan begins with. The pieces of both are the same, in one
 * order. */
#include <string.h>

#include "dividing.h"

/* From the freer units to those of the community: the piece of each, and who is a witness. */
static wg_status carry_over(wg_dividing *d, const wg_units *freer)
{
  wg_division *division = &d->division;
  const wg_units *units = &d->out->units;
  int32_t *part;
  WG_TRY(wg_allocate(d->context, &part, (size_t)units->unit_count, sizeof *part));
  for (int32_t c = 0; c < d->cells.cell_count; c++)
    part[units->unit_of_cell[c]] = division->partition.part[freer->unit_of_cell[c]];
  for (int32_t v = 0; v < division->verdict_count; v++) {
    wg_verdict *verdict = &division->verdicts[v];
    int32_t witness = verdict->witness;
    for (int32_t c = 0; witness >= 0 && c < d->cells.cell_count; c++)
      if (freer->unit_of_cell[c] == witness) verdict->witness = units->unit_of_cell[c];
    verdict->lowest_unit = -1;
  }
  for (int32_t u = units->unit_count - 1; u >= 0; u--) division->verdicts[part[u]].lowest_unit = u;
  memcpy(division->partition.part, part, (size_t)units->unit_count * sizeof *part);
  memcpy(division->verdict_of_unit, part, (size_t)units->unit_count * sizeof *part);
  division->partition.unit_count = units->unit_count;
  wg_release(d->context, part);
  return WG_OK;
}

wg_status wg_dividing_survey(wg_dividing *d)
{
  wg_rule rule = wg_dividing_rule(d);
  WG_TRY(wg_units_make(&d->out->units, d->context, &d->cells, true));
  WG_TRY(wg_units_make(&d->units_apart, d->context, &d->cells, false));
  WG_TRY(wg_prove(&d->division, d->context, &d->units_apart.graph, &rule));
  WG_TRY(carry_over(d, &d->units_apart));
  d->verdicts = d->division.verdicts;
  d->verdict_of_unit = d->division.verdict_of_unit;
  return WG_OK;
}

wg_status wg_dividing_keep_bounds(wg_dividing *d)
{
  wg_community_work *out = d->out;
  WG_TRY(wg_allocate(d->context, &out->bound, (size_t)out->grid_count, sizeof *out->bound));
  for (int32_t u = 0; u < out->units.unit_count; u++)
    out->bound[out->grid_of_unit[u]] = d->verdicts[d->verdict_of_unit[u]].bound;
  return WG_OK;
}
