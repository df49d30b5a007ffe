/* Trials are many, so each searches with the least effort: what it finds exists, and the plan
 * itself, which searches longer, will not miss it. Its random stream is that of the community. */
#include "trial.h"

static int64_t persons_of(const wg_partition *partition, int32_t part)
{
  return partition->persons != NULL ? partition->persons[part] : WG_UNKNOWN;
}

wg_piece wg_piece_of(const wg_dividing *d, int32_t verdict)
{
  const wg_community_work *work = d->out;
  wg_piece piece = {.verdict = verdict,
                    .households = d->verdicts[verdict].households,
                    .smallest = INT32_MAX};
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    int32_t households = d->cell_households[c];
    if (households == 0 || d->verdict_of_unit[work->units.unit_of_cell[c]] != verdict) continue;
    if (households > piece.heaviest) piece.heaviest = households;
  }
  const wg_partition *partition = &d->division.partition;
  for (int32_t u = 0, next = 0; u < work->units.unit_count; u++) {
    if (partition->part[u] != next) continue; /* the first unit of each part */
    int32_t households = (int32_t)partition->households[next++];
    if (d->verdict_of_unit[u] != verdict) continue;
    piece.grids++;
    piece.out += wg_fault_by_rule(&d->run->plan->rule, households, persons_of(partition, next - 1)) > 0;
    if (households < piece.smallest) piece.smallest = households;
    if (households > piece.largest) piece.largest = households;
  }
  return piece;
}

bool wg_can_be_divided(const wg_rule *rule, int64_t households)
{
  int64_t fewest = (households + rule->max - 1) / rule->max;
  return households > 0 && fewest * rule->min <= households;
}

wg_status wg_trial_begin(wg_trial *out, const wg_dividing *d, const wg_piece *piece)
{
  size_t cells = (size_t)d->cells.cell_count;
  *out = (wg_trial){.dividing = d, .cells = d->cells, .rule = wg_dividing_rule(d)};
  out->cells.likeness = (wg_likeness){0}; /* what is possible does not depend on beauty */
  out->cells.land = NULL;
  out->rule.once = 2;
  out->rule.steps = 0;
  out->rule.parts = 0;
  out->rule.effort = WG_EFFORT_FAST;
  WG_TRY(wg_allocate(d->context, &out->marked, cells, sizeof *out->marked));
  for (size_t c = 0; c < cells; c++)
    out->marked[c] = d->cell_households[c] > 0 &&
                     d->verdict_of_unit[d->out->units.unit_of_cell[c]] == piece->verdict;
  return WG_OK;
}

void wg_trial_end(wg_trial *trial)
{
  wg_release(trial->dividing->context, trial->marked);
}

/* Only what was divided has households in its verdict. */
static wg_outcome outcome_of(const wg_division *division, const wg_rule *rule)
{
  const wg_partition *partition = &division->partition;
  wg_outcome outcome = {.smallest = INT32_MAX};
  for (int32_t v = 0; v < division->verdict_count; v++) outcome.fault += division->verdicts[v].fault;
  for (int32_t u = 0, next = 0; u < partition->unit_count; u++) {
    if (partition->part[u] != next) continue;
    int32_t households = (int32_t)partition->households[next++];
    if (division->verdicts[division->verdict_of_unit[u]].households == 0) continue;
    outcome.grids++;
    outcome.out += wg_fault_by_rule(rule, households, persons_of(partition, next - 1)) > 0;
    if (households < outcome.smallest) outcome.smallest = households;
    if (households > outcome.largest) outcome.largest = households;
  }
  return outcome;
}

static wg_status divide_marked(wg_division *division, const wg_trial *trial, const wg_units *units)
{
  wg_context *context = trial->dividing->context;
  uint8_t *wanted;
  WG_TRY(wg_allocate(context, &wanted, (size_t)units->unit_count, sizeof *wanted));
  for (int32_t c = 0; c < trial->cells.cell_count; c++)
    wanted[units->unit_of_cell[c]] |= trial->marked[c];
  wg_status status = wg_divide_some(division, context, &units->graph, &trial->rule,
                                    wg_dividing_code(trial->dividing), wanted);
  wg_release(context, wanted);
  return status;
}

static wg_status run(wg_outcome *out, const wg_trial *trial, const wg_units *units)
{
  wg_division division = {0};
  wg_status status = divide_marked(&division, trial, units);
  if (status == WG_OK) *out = outcome_of(&division, &trial->rule);
  wg_division_free(&division, trial->dividing->context);
  return status;
}

wg_status wg_trial_run(wg_outcome *out, const wg_trial *trial)
{
  wg_context *context = trial->dividing->context;
  wg_units together = {0}, apart = {0};
  wg_outcome freer;
  wg_status status;
  WG_TRY_DONE(wg_units_make(&together, context, &trial->cells, true));
  WG_TRY_DONE(run(out, trial, &together));
  if (out->fault == 0) goto done;
  WG_TRY_DONE(wg_units_make(&apart, context, &trial->cells, false));
  if (apart.unit_count == together.unit_count) goto done; /* the same graph */
  WG_TRY_DONE(run(&freer, trial, &apart));
  if (freer.fault < out->fault) *out = freer;
done:
  wg_units_free(&together, context);
  wg_units_free(&apart, context);
  return status;
}
