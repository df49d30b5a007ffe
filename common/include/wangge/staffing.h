/* Fewer officers than grids: which grids share one. A post (岗位) is what one officer looks after,
 * a grid or two neighbouring ones of a community. */
#ifndef WANGGE_STAFFING_H
#define WANGGE_STAFFING_H

#include "wangge/finding.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_post {
  int32_t grids[2];   /* indices into the plan's grids, the lower first; −1: no second one */
  int64_t households; /* of both */
  int64_t border_mm;  /* that they have in common, hard barriers left out; 0: one grid */
} wg_post;

typedef struct wg_staffing {
  int32_t officers; /* there are; 0: nobody asked, and there are no posts */
  int32_t grids;    /* that need one: base grids that are not empty */
  int32_t least;    /* officers that do when as many neighbours as possible are paired */
  wg_proof proof;   /* proven: no pairing of so many has a smaller variance of the loads */
  wg_post *posts;   /* in order of their first grid */
  int64_t count, capacity;
} wg_staffing;

void wg_staffing_free(wg_staffing *staffing, wg_context *context);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
