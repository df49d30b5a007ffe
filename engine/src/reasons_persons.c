/* Grids that are out of range by their persons: the measure is named beside the proof. */
#include "measure.h"
#include "reasons.h"

static void bounds_of(const wg_rule *rule, int32_t *low, int32_t *high)
{
  bool is_measure = rule->measure == WG_MEASURE_PERSONS;
  *low = is_measure ? rule->min : rule->min_persons;
  *high = is_measure ? rule->max : rule->max_persons;
}

bool wg_persons_say(const wg_rule *rule, const wg_grid *grid, int64_t persons,
                    wg_finding_code *code)
{
  int32_t low, high;
  if (rule->measure == WG_MEASURE_PERSONS) persons = wg_weight_of_grid(rule, grid);
  bounds_of(rule, &low, &high);
  if (persons == WG_UNKNOWN) return false;
  *code = persons < low ? WG_FINDING_PERSONS_BELOW_MIN : WG_FINDING_PERSONS_ABOVE_MAX;
  return persons < low || (high > 0 && persons > high);
}

wg_status wg_reasons_add_persons(wg_findings *findings, wg_context *context,
                                 const wg_circumstance *circumstance, wg_finding_code code,
                                 const wg_grid *grid, int32_t grid_index)
{
  wg_finding *out;
  int32_t low, high;
  bounds_of(circumstance->rule, &low, &high);
  WG_TRY(wg_findings_add(findings, context, code, &out));
  out->proof = grid->proof;
  out->grid = grid_index;
  out->at = grid->inner;
  out->has_point = true;
  WG_TRY(wg_texts_add(&findings->texts, context, circumstance->grid, -1, &out->subject));
  bool is_low = code == WG_FINDING_PERSONS_BELOW_MIN;
  WG_TRY(wg_texts_format(&findings->texts, context, &out->reason,
                         is_low ? wg_in(context, "It has %d persons, fewer than %d.",
                                        "该网格 %d 人，少于 %d 人。")
                                : wg_in(context, "It has %d persons, more than %d.",
                                        "该网格 %d 人，多于 %d 人。"),
                         grid->persons == WG_UNKNOWN ? 0 : grid->persons, is_low ? low : high));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Widen --min-persons to --max-persons.",
                            "放宽 --min-persons 至 --max-persons。"),
                      -1, &out->remedy);
}
