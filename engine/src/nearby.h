/* Which shapes lie near a box: boxes sorted by their west side. */
#ifndef WG_ENGINE_NEARBY_H
#define WG_ENGINE_NEARBY_H

#include "wangge/shapes.h"

typedef struct wg_nearby {
  wg_box *boxes;    /* by index of the shape */
  int64_t *by_west; /* shape indices, sorted by min_x */
  int64_t count;
  int64_t widest;   /* mm */
} wg_nearby;

wg_status wg_nearby_build(wg_nearby *out, wg_context *context, const wg_shapes *shapes) WG_MUST_CHECK;
/* Indices of the shapes whose boxes overlap `box`, ascending; grown into *found, *count of them. */
wg_status wg_nearby_find(const wg_nearby *nearby, wg_context *context, wg_box box, int64_t **found,
                         int64_t *capacity, int64_t *count) WG_MUST_CHECK;
void wg_nearby_free(wg_nearby *nearby, wg_context *context);

#endif
