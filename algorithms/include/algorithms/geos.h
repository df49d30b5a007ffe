/* GEOS behind one file: validity, overlap. One handle a thread. The frame and the outlines node by
 * snap rounding of their own, since each piece must remember which line it came from. */
#ifndef WG_ALGORITHMS_GEOS_H
#define WG_ALGORITHMS_GEOS_H

#include "wangge/shapes.h"

typedef struct wg_geos wg_geos;

wg_status wg_geos_new(wg_geos **out, wg_context *context) WG_MUST_CHECK;
void wg_geos_free(wg_geos *geos);

/* OGC validity of an area; reason (English, from GEOS) and place when it is not. */
wg_status wg_geos_valid(wg_geos *geos, const wg_shapes *shapes, int64_t index, bool *valid,
                        char reason[128], wg_point *at) WG_MUST_CHECK;
/* Area common to two areas, in m². */
wg_status wg_geos_overlap(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                          int64_t j, double *area_m2) WG_MUST_CHECK;
/* The same, and the area of the largest piece of what they have in common. */
wg_status wg_geos_common(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b, int64_t j,
                         double *area_m2, double *largest_m2) WG_MUST_CHECK;
/* What area i of `a` has beyond the areas `members` of `b` (common: has in common with them), as
 * far as it is thicker than twice the tolerance somewhere: in m², and a place in it. 0 where it is
 * nowhere. What is thinner is what two drawings of one line leave between them. */
wg_status wg_geos_thick(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                        const int32_t *members, int64_t count, bool common, int32_t tolerance_mm,
                        double *area_m2, wg_point *at) WG_MUST_CHECK;

#endif
