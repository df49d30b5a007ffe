/* What a community's ground would be like if one thing on it were otherwise.
 *
 * A remedy is worth naming only when it has been tried. A crossing leaves the cells as they are and
 * opens the borders near it; a building divided by entrances cuts its cell into slices. So neither
 * needs a new mesh: the borders are added up again from the lines of the finished tessellation, by
 * the function that added them up at first. With a crossing the result is what wg_tessellate would
 * give with that crossing; with slices it is close to what it would give with as many footprints:
 * every slice borders on what lies beside it. */
#ifndef WG_ALGORITHMS_WHATIF_H
#define WG_ALGORITHMS_WHATIF_H

#include "algorithms/tessellation.h"

/* A cell cut across the line from → to into slices of equal depth. */
typedef struct wg_slicing {
  int32_t cell;     /* becomes the first slice */
  int32_t slices;   /* ≥ 2 */
  int32_t next;     /* cell number of the second slice; the others follow */
  wg_point from, to;
  int32_t width_mm; /* of the border between two slices */
} wg_slicing;

typedef struct wg_change {
  const wg_point *crossing; /* NULL: none */
  const wg_slicing *slicings;
  int32_t slicing_count;
} wg_change;

/* The borders with the change, sorted by a, then b; *out is the caller's. About as dear as sorting
 * the lines. */
wg_status wg_tessellation_change(wg_border **out, int64_t *count, wg_context *context,
                                 const wg_tessellation *tessellation,
                                 const wg_change *change) WG_MUST_CHECK;

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

#endif
