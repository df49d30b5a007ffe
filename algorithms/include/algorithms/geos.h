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
/* A connected part of what two areas do not have in common, or do. */
typedef struct wg_geos_part {
  double area_m2;
  wg_point at; /* a place in it */
  bool thick;  /* somewhere wider than twice the tolerance */
} wg_geos_part;

typedef struct wg_geos_parts { /* zero-initialised is empty */
  wg_geos_part *items;
  int64_t count, capacity;
} wg_geos_parts;

/* Widths, each as half of itself: what is nowhere wider than twice `nothing` is left out, what is
 * somewhere wider than twice `tolerance` is thick. */
typedef struct wg_geos_widths {
  int32_t nothing_mm, tolerance_mm;
} wg_geos_widths;

/* Appends the parts of what area i of `a` has beyond the areas `members` of `b` (common: has in
 * common with any of them). What is not thick is what two drawings of one line leave between them.
 * Width is judged by moving the edge of a part inwards (a morphological erosion). */
wg_status wg_geos_compare(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                          const int32_t *members, int64_t count, bool common,
                          wg_geos_widths widths, wg_geos_parts *parts) WG_MUST_CHECK;
/* Appends a part for each piece that an area consists of when gaps up to twice the tolerance are
 * bridged; pieces nowhere wider than that are left out, and all others thick. */
wg_status wg_geos_pieces(wg_geos *geos, const wg_shapes *shapes, int64_t index,
                         int32_t tolerance_mm, wg_geos_parts *pieces) WG_MUST_CHECK;

/* Appends what two areas have in common as one area, of the parts that are thick; none: no shape. */
wg_status wg_geos_intersection(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                         int64_t j, int32_t tolerance_mm, wg_shapes *out) WG_MUST_CHECK;

#endif
