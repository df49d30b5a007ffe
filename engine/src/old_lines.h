/* The lines of existing grids on one community's ground. */
#ifndef WG_ENGINE_OLD_LINES_H
#define WG_ENGINE_OLD_LINES_H

#include "algorithms/frame.h"
#include "existing.h"

/* Appends to *out what of the outlines of the community's existing grids lies inside it, as lines:
 * a vertex within snap_mm of the boundary moves onto it, and what then runs along it is left out. A
 * vertex within snap_mm of one of an earlier grid becomes that one. Vertices that are where they
 * are by intent stay: near the boundary where the ring itself reaches it close by, near a vertex of
 * an earlier grid that the ring has as well. So rings that fit stay as they are. O(vertices ×
 * (vertices + boundary points)) of one community. */
wg_status wg_old_lines_take(wg_shapes *out, wg_context *context, const wg_existing *existing,
                            int32_t community, const wg_boundary *boundary) WG_MUST_CHECK;

#endif
