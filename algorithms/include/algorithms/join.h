/* Joining buildings to communities by largest overlap, without an R-tree on the buildings.
 *
 * A grid of square bins over the communities knows which bins lie wholly inside one community and
 * which boundary edges cross the others; most footprints are decided by the bin alone. */
#ifndef WG_ALGORITHMS_JOIN_H
#define WG_ALGORITHMS_JOIN_H

#include "algorithms/frame.h"

/* A footprint that reaches into a community it does not belong to. */
typedef struct wg_reach {
  int64_t building;
  int32_t community; /* reached into, not its own */
} wg_reach;

typedef struct wg_joined {
  wg_reach *reaches; /* sorted by community, then building; by more than a point */
  int64_t reach_count, reach_capacity;
  int64_t outside;   /* buildings in no community */
} wg_joined;

/* Fills buildings->community (−1: in none). communities: areas as cut by the frame
 * (the rings of wg_frame_boundary, in order). Ties go to the lower index. Points on a boundary
 * likewise. */
wg_status wg_join(wg_joined *out, wg_context *context, const wg_shapes *communities,
                  wg_buildings *buildings) WG_MUST_CHECK;
void wg_joined_free(wg_joined *joined, wg_context *context);

#endif
