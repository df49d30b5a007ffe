/* What a community's ground would be like if one thing on it were otherwise: for trying remedies.
 *
 * A crossing leaves the cells as they are and opens the hard borders near it. So it needs no new
 * mesh: the borders are added up again from the lines of the finished tessellation, by the function
 * that added them up at first, and the result is what wg_tessellate would give with that crossing.
 * A building divided by entrances does need one: its footprint is cut into slices. */
#ifndef WG_ALGORITHMS_WHATIF_H
#define WG_ALGORITHMS_WHATIF_H

#include "algorithms/tessellation.h"

/* The borders with one more crossing, sorted by a, then b; *out is the caller's. About as dear as
 * sorting the lines. */
wg_status wg_tessellation_cross(wg_border **out, int64_t *count, wg_context *context,
                                const wg_tessellation *tessellation,
                                wg_point crossing) WG_MUST_CHECK;

/* The middle of a hard line between two cells: where a crossing would join them. */
typedef struct wg_spot {
  wg_point at;
  int32_t inside, outside; /* cells */
  int64_t length_mm;
} wg_spot;

/* The hard lines along the edge of a group of cells, in the order of the lines; *out is the
 * caller's. group: of each cell. */
wg_status wg_tessellation_spots(wg_spot **out, int64_t *count, wg_context *context,
                                const wg_tessellation *tessellation, const int32_t *group_of_cell,
                                int32_t group) WG_MUST_CHECK;

/* Appends slice `slice` (0 …) of `slices` of a shape: an area is cut straight across the longest
 * line between two of its vertices, at equal distances; a point becomes one of a row of points a
 * metre apart. A slice of a bent footprint may run back and forth along its cut: winding tells its
 * inside. Quadratic in the vertices. */
wg_status wg_shapes_slice(wg_shapes *out, wg_context *context, const wg_shapes *shapes,
                          int64_t index, int32_t slice, int32_t slices) WG_MUST_CHECK;

#endif
