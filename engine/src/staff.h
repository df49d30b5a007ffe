/* So many officers for the grids of a plan: the neighbours that share one. */
#ifndef WG_ENGINE_STAFF_H
#define WG_ENGINE_STAFF_H

#include "wangge/plan.h"

/* Fills plan->staffing for plan->staffing.officers officers (0: does nothing) and adds the findings
 * officers_shared or officers_too_few. Pairs are of one community and touch where people can cross.
 * As many pairs are made as officers are missing, those that make the loads most even (pairing.h);
 * with too few officers even so, the posts with the fewest households stay without one. What an
 * earlier call found is replaced. O(grids × 2^width), see pairing.h. */
wg_status wg_staff(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

#endif
