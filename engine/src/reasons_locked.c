/* Grids that are out of range because the planner has locked them. */
#include "measure.h"
#include "reasons.h"

wg_status wg_reasons_add_locked(wg_findings *findings, wg_context *context,
                                const wg_circumstance *circumstance, const wg_grid *grid,
                                int32_t grid_index)
{
  const wg_rule *rule = circumstance->rule;
  wg_finding *out;
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_GRID_LOCKED, &out));
  out->proof = WG_PROOF_PROVEN; /* the lock is the premise */
  out->grid = grid_index;
  out->at = grid->inner;
  out->has_point = true;
  WG_TRY(wg_texts_add(&findings->texts, context, circumstance->grid, -1, &out->subject));
  WG_TRY(wg_texts_format(&findings->texts, context, &out->reason,
                         wg_in(context,
                               "It is locked (--lock) and stays as it is: %lld %s, the bounds are "
                               "%d–%d.",
                               "该网格已锁定（--lock），保持不变：%lld %s，上下限为 %d–%d。"),
                         (long long)wg_weight_of_grid(rule, grid), wg_measure_word(context, rule),
                         rule->min, rule->max));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Leave its code out of --lock to have it re-drawn.",
                            "如需调整，请从 --lock 中去掉该网格的编码。"),
                      -1, &out->remedy);
}
