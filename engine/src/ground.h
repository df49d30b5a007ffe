/* Gathering what lies on one community's ground out of the run's columns. */
#ifndef WG_ENGINE_GROUND_H
#define WG_ENGINE_GROUND_H

#include "community.h"

typedef struct wg_own_ground {
  wg_ground ground;     /* borrows the shapes below */
  wg_shapes footprints, barriers, crossings;
  wg_shapes old_lines;  /* of existing grids, inside the community; among the barriers too */
  uint8_t *barrier_class;
  int64_t *found;       /* scratch */
  int64_t capacity;
} wg_own_ground;

wg_status wg_ground_gather(wg_own_ground *out, wg_context *context, const wg_run *run,
                           int32_t community) WG_MUST_CHECK;
void wg_ground_free(wg_own_ground *ground, wg_context *context);

#endif
