/* Trials are many, so each searches with the least effort: what it finds exists, and the plan
 * itself, which searches longer, will not miss it. Its random stream is that of the community. */
#include "trial.h"

wg_piece wg_piece_of(const wg_dividing *d, int32_t verdict)
{
  const wg_community_work *work = d->out;
  wg_piece piece = {.verdict = verdict,
                    .cell = -1,
                    .households = d->verdicts[verdict].households,
                    .smallest = INT32_MAX};
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    int32_t households = d->cell_households[c];
    if (households == 0 || d->verdict_of_unit[work->units.unit_of_cell[c]] != verdict) continue;
    if (piece.cell < 0) piece.cell = c;
    if (households > piece.heaviest) piece.heaviest = households;
  }
  const wg_partition *partition = &d->division.partition;
  for (int32_t u = 0, next = 0; u < work->units.unit_count; u++) {
    if (partition->part[u] != next) continue; /* the first unit of each part */
    int32_t households = (int32_t)partition->households[next++];
    if (d->verdict_of_unit[u] != verdict) continue;
    piece.grids++;
    piece.out += wg_rule_fault(&d->run->plan->rule, households) > 0;
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

wg_trial wg_trial_begin(const wg_dividing *d, int32_t cell)
{
  wg_trial trial = {
      .dividing = d, .cells = d->cells, .rule = d->run->plan->rule, .cell = cell};
  trial.rule.once = 1;
  trial.rule.steps = 0;
  trial.rule.effort = WG_EFFORT_FAST;
  return trial;
}

static wg_outcome outcome_of(const wg_division *division, const wg_rule *rule, int32_t verdict)
{
  const wg_partition *partition = &division->partition;
  wg_outcome outcome = {.fault = division->verdicts[verdict].fault, .smallest = INT32_MAX};
  for (int32_t u = 0, next = 0; u < partition->unit_count; u++) {
    if (partition->part[u] != next) continue;
    int32_t households = (int32_t)partition->households[next++];
    if (division->verdict_of_unit[u] != verdict) continue;
    outcome.grids++;
    outcome.out += wg_rule_fault(rule, households) > 0;
    if (households < outcome.smallest) outcome.smallest = households;
    if (households > outcome.largest) outcome.largest = households;
  }
  return outcome;
}

static wg_status run(wg_outcome *out, const wg_trial *trial, bool together)
{
  wg_context *context = trial->dividing->context;
  wg_units units;
  wg_division division = {0};
  WG_TRY(wg_units_make(&units, context, &trial->cells, together));
  int32_t unit = units.unit_of_cell[trial->cell];
  wg_status status = wg_divide_piece(&division, context, &units.graph, &trial->rule,
                                     wg_dividing_code(trial->dividing), unit);
  if (status == WG_OK) *out = outcome_of(&division, &trial->rule, division.verdict_of_unit[unit]);
  wg_division_free(&division, context);
  wg_units_free(&units, context);
  return status;
}

wg_status wg_trial_run(wg_outcome *out, const wg_trial *trial)
{
  wg_outcome apart;
  WG_TRY(run(out, trial, true));
  if (out->fault == 0) return WG_OK;
  WG_TRY(run(&apart, trial, false));
  if (apart.fault < out->fault) *out = apart;
  return WG_OK;
}
