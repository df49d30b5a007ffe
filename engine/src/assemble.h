/* Putting the communities' results together into the plan, in community order. */
#ifndef WG_ENGINE_ASSEMBLE_H
#define WG_ENGINE_ASSEMBLE_H

#include "community.h"

/* Columns for the results and of the buildings. */
wg_status wg_assemble_begin(wg_plan *plan, wg_context *context) WG_MUST_CHECK;
/* The next community, in their order: its grids without outlines, units, edges, result, findings,
 * and the columns of its buildings. Of its work nothing but the outlines is left. */
wg_status wg_assemble_community(wg_plan *plan, wg_context *context, const wg_run *run,
                                wg_community_work *work, int64_t community) WG_MUST_CHECK;
/* After the last: settles the claims on the frame. works: one a community. One thread, that whose
 * context the frame borrows. */
wg_status wg_assemble_settle(const wg_plan *plan, wg_frame *frame,
                             const wg_community_work *works) WG_MUST_CHECK;
/* Then: fills outlines and the figures of the grids that follow from them. The communities' shapes
 * become their noded outlines. */
wg_status wg_assemble_outlines(wg_plan *plan, wg_context *context, const wg_frame *frame,
                               const wg_community_work *works) WG_MUST_CHECK;

#endif
