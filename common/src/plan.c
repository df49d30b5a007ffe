#include "wangge/plan.h"

#include <string.h>

const char *wg_grid_kind_name(wg_grid_kind kind)
{
  return kind == WG_GRID_EXEMPT ? "exempt" : "base";
}

const char *wg_grid_status_name(wg_grid_status status)
{
  static const char *const names[] = {"ok", "under", "over", "exempt", "empty", "unknown"};
  return names[status];
}

const char *wg_change_name(wg_change change)
{
  static const char *const names[] = {"U", "S", "M", "X"};
  return names[change];
}

wg_status wg_plan_add_parameter(wg_plan *plan, wg_context *context, const char *name,
                                const char *value)
{
  wg_parameter parameter;
  WG_TRY(wg_texts_add(&plan->texts, context, name, -1, &parameter.name));
  WG_TRY(wg_texts_add(&plan->texts, context, value, -1, &parameter.value));
  WG_TRY(wg_grow(context, &plan->parameters, &plan->parameter_capacity, plan->parameter_count + 1,
                 sizeof *plan->parameters));
  plan->parameters[plan->parameter_count++] = parameter;
  return WG_OK;
}

void wg_plan_free(wg_plan *plan, wg_context *context)
{
  wg_communities_free(&plan->communities, context);
  wg_buildings_free(&plan->buildings, context);
  wg_barriers_free(&plan->barriers, context);
  wg_crossings_free(&plan->crossings, context);
  wg_zones_free(&plan->compound_areas, context);
  wg_zones_free(&plan->exempt_areas, context);
  wg_shapes_free(&plan->outlines, context);
  wg_findings_free(&plan->findings, context);
  wg_texts_free(&plan->texts, context);
  wg_release(context, plan->results);
  wg_release(context, plan->grids);
  wg_release(context, plan->grid_of_building);
  wg_release(context, plan->unit_of_building);
  wg_release(context, plan->units);
  wg_release(context, plan->edges);
  wg_release(context, plan->parameters);
  wg_release(context, plan->valid_from);
  wg_release(context, plan->lookup);
  wg_release(context, plan->codes);
  wg_release(context, plan->officer);
  wg_release(context, plan->phone);
  wg_persons_free(&plan->persons, context);
  wg_contacts_free(&plan->contacts, context);
  wg_staffing_free(&plan->staffing, context);
  wg_micros_free(&plan->micros, context);
  wg_release(context, plan->system.wkt);
  memset(plan, 0, sizeof *plan);
}
