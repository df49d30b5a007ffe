/* GEOS behind one file: noding, validity, overlap. One handle a thread. */
#ifndef WG_ALGORITHMS_GEOS_H
#define WG_ALGORITHMS_GEOS_H

#include "wangge/shapes.h"

typedef struct wg_geos wg_geos;

wg_status wg_geos_new(wg_geos **out, wg_context *context) WG_MUST_CHECK;
void wg_geos_free(wg_geos *geos);

/* All rings of `lines` (lines or outlines of areas) noded together on the 1 mm grid
 * (GEOSUnaryUnionPrec_r, grid 1): `out` receives lines that meet only at their ends, without
 * doubles, in no particular order. */
wg_status wg_geos_node(wg_geos *geos, const wg_shapes *lines, wg_shapes *out) WG_MUST_CHECK;
/* OGC validity of an area; reason (English, from GEOS) and place when it is not. */
wg_status wg_geos_valid(wg_geos *geos, const wg_shapes *shapes, int64_t index, bool *valid,
                        char reason[128], wg_point *at) WG_MUST_CHECK;
/* Area common to two areas, in m². */
wg_status wg_geos_overlap(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                          int64_t j, double *area_m2) WG_MUST_CHECK;

#endif
