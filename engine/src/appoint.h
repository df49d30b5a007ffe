/* Who looks after which grid: the officers of the roster put on the grids of the plan. */
#ifndef WG_ENGINE_APPOINT_H
#define WG_ENGINE_APPOINT_H

#include "wangge/plan.h"

/* Fills plan->officer and plan->phone from plan->persons, and adds what does not fit as findings:
 * grids and communities that are not in the plan, grids with several officers (the first of the
 * roster is named) or none, officers with several grids, communities without a contact. What an
 * earlier call found and filled is replaced, so it may be called again when codes have changed.
 * Without persons and contacts nothing happens. O(n log n) in rows and grids. */
wg_status wg_appoint(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

#endif
