/* Trying bounds: the least rise of max or the least fall of min that brings a piece into range.
 *
 * Arithmetic says where to begin: fewer grids than ⌊H / min⌋ are never needed, so max need not go
 * below H by their number, nor below the heaviest building; likewise min. That value mostly works
 * at once. Where it does not, that of the other bound is tried, and then the search goes on by
 * halves up to what the plan's own grids have. Only a value that has itself been tried is named. */
#include "remedy.h"

#define HALVINGS 4

typedef struct moving {
  const wg_dividing *d;
  const wg_piece *piece;
  bool upwards;     /* max, else min */
  int32_t from, to; /* the values to look at, nearest first */
  int32_t found;    /* 0: none */
  int32_t *tried;
} moving;

static wg_status try_value(moving *m, int32_t value, wg_outcome *outcome)
{
  const wg_rule *rule = &m->d->run->plan->rule;
  wg_trial trial;
  wg_status status = wg_trial_begin(&trial, m->d, m->piece);
  if (rule->target == rule->min + (rule->max - rule->min) / 2) trial.rule.target = 0; /* halfway again */
  if (rule->charge == (rule->max - rule->min) / 4) trial.rule.charge = -1;
  if (m->upwards) trial.rule.max = trial.cells.max = value;
  else trial.rule.min = trial.cells.min = value;
  ++*m->tried;
  if (status == WG_OK) status = wg_trial_run(outcome, &trial);
  wg_trial_end(&trial);
  WG_TRY(status);
  if (outcome->out == 0) m->found = value;
  return WG_OK;
}

/* What the grids of a trial that succeeded would do with. */
static int32_t needed(const moving *m, const wg_outcome *outcome)
{
  return m->upwards ? outcome->largest : outcome->smallest;
}

/* From a first value that fails. */
static wg_status search_further(moving *m)
{
  wg_outcome outcome;
  int32_t near = m->from, far = m->to; /* near fails */
  for (int32_t i = 0; i < HALVINGS; i++) {
    int32_t value = near + (far - near) / 2;
    if (value == near) break;
    WG_TRY(try_value(m, value, &outcome));
    if (m->found == value) far = needed(m, &outcome);
    else near = value;
  }
  if (m->found == far || far == near) return WG_OK;
  return try_value(m, far, &outcome);
}

/* False: no value of max can help. */
static bool plan_max(moving *m)
{
  const wg_rule *rule = &m->d->run->plan->rule;
  int64_t most = rule->min > 0 ? m->piece->households / rule->min : m->piece->households;
  if (most == 0) return false;
  int64_t from = (m->piece->households + most - 1) / most;
  if (from < m->piece->heaviest) from = m->piece->heaviest;
  if (from <= rule->max) from = (int64_t)rule->max + 1;
  bool has_small = m->piece->smallest < rule->min;
  int64_t to = has_small || m->piece->largest < from ? 2 * (int64_t)rule->max : m->piece->largest;
  m->from = (int32_t)from;
  m->to = (int32_t)(to > from ? to : from);
  return true;
}

static bool plan_min(moving *m)
{
  const wg_rule *rule = &m->d->run->plan->rule;
  if (m->piece->heaviest > rule->max) return false;
  int64_t fewest = (m->piece->households + rule->max - 1) / rule->max;
  int64_t from = m->piece->households / fewest;
  if (from >= rule->min) from = (int64_t)rule->min - 1;
  bool has_large = m->piece->largest > rule->max;
  int64_t to = has_large || m->piece->smallest > from ? rule->min / 2 : m->piece->smallest;
  m->from = (int32_t)from;
  m->to = (int32_t)(to < from ? to : from);
  return from > 0;
}

/* Whether moving max to one value is less, in proportion, than moving min to the other. */
static bool max_is_nearer(const wg_rule *rule, int32_t max, int32_t min)
{
  return (int64_t)max * min < (int64_t)rule->max * rule->min;
}

wg_status wg_try_bounds(wg_bound_remedy *out, const wg_dividing *d, const wg_piece *piece)
{
  const wg_rule *rule = &d->run->plan->rule;
  moving max = {.d = d, .piece = piece, .upwards = true, .tried = &out->tried};
  moving min = {.d = d, .piece = piece, .tried = &out->tried};
  bool up = plan_max(&max), down = plan_min(&min);
  bool max_first = up && (!down || max_is_nearer(rule, max.from, min.from));
  moving *first = max_first ? &max : &min, *second = max_first ? &min : &max;
  wg_outcome outcome;
  if (!up && !down) return WG_OK;
  WG_TRY(try_value(first, first->from, &outcome));
  if (first->found == 0 && up && down) WG_TRY(try_value(second, second->from, &outcome));
  if (first->found == 0 && second->found == 0) WG_TRY(search_further(first));
  if (first->found == 0 && second->found == 0 && up && down) WG_TRY(search_further(second));
  bool moves_max = max.found > 0 && (min.found == 0 || max_is_nearer(rule, max.found, min.found));
  out->max = moves_max ? max.found : 0;
  out->min = moves_max ? 0 : min.found;
  if (out->max > 0 || out->min > 0) out->left = 0;
  return WG_OK;
}
