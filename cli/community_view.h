/* A plan community by community, for printing: what a planner asks about its grids. */
#ifndef CLI_COMMUNITY_VIEW_H
#define CLI_COMMUNITY_VIEW_H

#include "program.h"

typedef struct community_view {
  int64_t first_grid, end_grid; /* the plan lists grids community by community */
  int32_t base_grids;           /* ok, under or over */
  int32_t exempt_grids;
  int32_t smallest, largest; /* base grids, by households, or persons where they are the measure */
} community_view;

/* One a community, in the plan's order; released with wg_release. */
wg_status community_views_make(community_view **out, wg_context *context,
                               const wg_plan *plan) WG_MUST_CHECK;

/* How often a code stands as the reason of a grid of the community that is out of range. */
typedef struct reason_counts {
  int32_t grids[WG_FINDING_CODES], proven[WG_FINDING_CODES];
} reason_counts;

void count_reasons(reason_counts *counts, const wg_plan *plan, const community_view *view);

#endif
