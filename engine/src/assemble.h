/* Putting the communities' results together into the plan, in community order. */
#ifndef WG_ENGINE_ASSEMBLE_H
#define WG_ENGINE_ASSEMBLE_H

#include "community.h"

/* Settles the claims on the frame and fills grids, outlines, units, edges, results, findings and
 * the columns of the buildings. works: one a community. The communities' shapes become their
 * noded outlines. */
wg_status wg_assemble(wg_plan *plan, wg_context *context, wg_frame *frame, const wg_run *run,
                      const wg_community_work *works) WG_MUST_CHECK;

#endif
