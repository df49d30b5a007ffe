/* Zones: outlines of compounds and exempt areas, which say what the buildings in them are. */
#ifndef WG_ENGINE_ZONES_H
#define WG_ENGINE_ZONES_H

#include "wangge/plan.h"

/* Puts the zones into canonical order and their outlines among the barriers, as soft walls. */
wg_status wg_zones_outline(wg_plan *plan, wg_context *context) WG_MUST_CHECK;
/* Buildings that are in a community: those in an outline belong to its compound, those in an exempt
 * area are exempt. One is in the zone that holds most of its footprint, at least half of it; of two
 * that hold as much, in the smaller. Reports zones without buildings and contradictions. */
wg_status wg_zones_assign(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

#endif
