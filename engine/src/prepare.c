#include "prepare.h"

#include "algorithms/passage.h"
#include "displacement.h"
#include "order.h"
#include "zones.h"

static wg_status report_underground(wg_plan *plan, wg_context *context)
{
  int64_t found, count = 0;
  wg_finding *finding;
  WG_TRY(wg_find_underground(context, &plan->barriers, &plan->buildings, &found));
  for (int64_t i = 0; i < plan->barriers.shapes.count; i++) count += plan->barriers.underground[i];
  if (count == 0) return WG_OK;
  WG_TRY(wg_findings_add(&plan->findings, context, WG_FINDING_BARRIER_UNDERGROUND, &finding));
  WG_TRY(wg_texts_format(&plan->findings.texts, context, &finding->reason,
                         wg_in(context,
                               "%lld lines run underground (%lld of them found by lying under "
                               "footprints) and separate nothing.",
                               "%lld 条线位于地下（其中 %lld 条因压在楼栋之下而判定），不作阻隔。"),
                         (long long)count, (long long)found));
  return wg_texts_add(&plan->findings.texts, context,
                      wg_in(context, "If one runs above ground, correct its line or the footprints.",
                            "如实为地上线路，请修正线位或楼栋轮廓。"),
                      -1, &finding->remedy);
}

wg_status wg_plan_prepare(wg_plan *plan, wg_context *context)
{
  WG_TRY(wg_order_communities(&plan->communities, context, &plan->findings));
  WG_TRY(wg_order_buildings(&plan->buildings, context, &plan->findings));
  WG_TRY(wg_order_barriers(&plan->barriers, context));
  WG_TRY(wg_find_displacement(plan, context)); /* before displaced lines are taken for underground */
  WG_TRY(report_underground(plan, context));
  WG_TRY(wg_zones_outline(plan, context));
  WG_TRY(wg_make_crossings(&plan->crossings, context, &plan->barriers));
  return wg_order_crossings(&plan->crossings, context);
}
