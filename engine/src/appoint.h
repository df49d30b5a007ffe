/* Who looks after which grid: the officers of the roster put on the grids of the plan. */
#ifndef WG_ENGINE_APPOINT_H
#define WG_ENGINE_APPOINT_H

#include "wangge/plan.h"

/* Fills plan->officer and plan->phone from plan->persons, and adds what does not fit as findings:
 * grids and communities that are not in the plan, grids with several officers (the first of the
 * roster is named) or none, officers with several grids, communities without a contact. What an
 * earlier call found and filled is replaced, so it may be called again when codes have changed.
 * Then wg_staff. Without persons, contacts and a number of officers nothing happens. O(n log n) in rows
 * and grids. */
wg_status wg_appoint(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

/* Removes what wg_appoint found about grids without an officer and officers of several grids, for a
 * caller that names them one by one itself. */
void wg_appoint_leave(wg_plan *plan);

#endif
