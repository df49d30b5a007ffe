/* Enclosed tessellation of one community, its borders, and the outlines of any labelling of it.
 *
 * Footprints, barriers and boundary go as constraints into one constrained Delaunay mesh, long
 * walls split about every 8 m. Triangles inside a footprint are its building's; in the free space
 * every corner of a triangle takes the label of the building it belongs to or is nearest to
 * without crossing a barrier, and the cell lines join the midpoints of triangle sides whose ends
 * differ. Such a line lies in free space: it cannot enter a footprint.
 *
 * A barrier line that follows the boundary within 12 m for 48 m or more, with no footprint between,
 * is no barrier there: the boundary takes its place. A barrier area (a river) is divided along its
 * middle between the cells of its banks and is no cell. Nor is a strip without own buildings that
 * barriers cut off, when it is tiny (500 m²), narrow (10 m), or six times as long as wide and at most
 * 30 m wide: the ground between two carriageways, in a roundabout or a slip road. It falls to the
 * cells on its longest bank; only a hard strip wider than 15 m falls to both sides. What runs
 * through such ground counts as the highest class of barrier round it. Every cell hangs together
 * by common lines. */
#ifndef WG_ALGORITHMS_TESSELLATION_H
#define WG_ALGORITHMS_TESSELLATION_H

#include "algorithms/frame.h"
#include "algorithms/outline.h"
#include "algorithms/traits.h"
#include "wangge/county.h"

/* Everything on one community's ground; all borrowed. Coordinates absolute (mm of the run). */
typedef struct wg_ground {
  wg_boundary boundary;
  const wg_shapes *footprints; /* shapes first_own … : own buildings in canonical order (area or
                                  point), then footprints of other communities that reach in */
  int32_t own_count, foreign_count; /* footprints 0 … own_count − 1 are own */
  const wg_shapes *barriers;   /* lines and areas near the community */
  const uint8_t *barrier_class; /* wg_barrier_class of each; NONE is ignored */
  int64_t old_line_count;       /* the last of the barriers: lines of existing grids. They follow
                                   nothing, and no label comes over them into a barrier area */
  const wg_shapes *crossings;  /* points and lines */
  bool strips_are_land;        /* strips without buildings (between carriageways) stay cells of their
                                  own, over which a grid may hang together; else they fall to the
                                  cells on one of their sides */
} wg_ground;

#define WG_CROSSING_REACH_MM 15000 /* a hard border this near a crossing is passable */

typedef enum wg_cell_kind {
  WG_CELL_BUILT = 0, /* holds at least one own building */
  WG_CELL_LAND,      /* an enclosure without own buildings, or ground cut off from its building's */
  WG_CELL_FOREIGN    /* footprint of another community's building that reaches in */
} wg_cell_kind;

typedef struct wg_cell {
  wg_cell_kind kind;
  int32_t part;      /* part of the community (wg_boundary) */
  int64_t area2_mm2; /* twice its area */
  wg_point inner;    /* a point inside it; inside the footprint where it has one */
} wg_cell;

/* Common border of two cells. Lengths in mm by what lies under it. */
typedef struct wg_border {
  int32_t a, b; /* cells, a < b */
  int64_t length_mm[4]; /* by wg_barrier_class; hard borders near a crossing count as STREET */
} wg_border;

/* Own footprints that overlap by more than a tenth of the smaller one: one cell. */
typedef struct wg_overlap {
  int32_t a, b; /* footprints, a < b */
  int64_t area2_mm2;
} wg_overlap;

typedef struct wg_tessellation wg_tessellation;

/* *out is NULL on failure. Deterministic; independent of where the origin lies. */
wg_status wg_tessellate(wg_tessellation **out, wg_context *context,
                        const wg_ground *ground) WG_MUST_CHECK;
void wg_tessellation_free(wg_tessellation *tessellation);

/* All borrowed from the tessellation. Cells are numbered by their first building in canonical
 * order, then land and foreign cells by position (north to south, west to east). */
const wg_cell *wg_tessellation_cells(const wg_tessellation *tessellation, int32_t *count);
/* own_count entries, never −1: a building without ground of its own shares the cell it lies in. */
const int32_t *wg_tessellation_cell_of_building(const wg_tessellation *tessellation);
/* Sorted by a, then b. */
const wg_border *wg_tessellation_borders(const wg_tessellation *tessellation, int64_t *count);
/* The land of every cell, for its traits; *out is the caller's. Independent of the origin. */
wg_status wg_tessellation_land(wg_land **out, wg_context *context,
                               const wg_tessellation *tessellation) WG_MUST_CHECK;
/* One cell because of more than a tenth of overlap. */
const wg_overlap *wg_tessellation_overlaps(const wg_tessellation *tessellation, int64_t *count);
/* Own footprints a barrier runs through (it is led round them), ascending. */
const int32_t *wg_tessellation_pierced(const wg_tessellation *tessellation, int64_t *count);

/* The rings round every label. label_of_cell: 0 … label_count − 1 for every cell. Interior lines
 * are simplified arc by arc between nodes within tolerance_mm (in open ground within a fifth of its
 * width, at most eight times that; in a barrier area a quarter, twenty times, and never across its
 * bank), never across a vertex of another line or of a footprint;
 * tolerance 0 keeps every vertex. Then they are snapped to whole millimetres so that no line ever
 * crosses another: rings are simple, labels tile the community. A label thinner than a millimetre
 * may vanish. */
wg_status wg_tessellation_outlines(const wg_tessellation *tessellation, wg_context *context,
                                   const int32_t *label_of_cell, int32_t label_count,
                                   int32_t tolerance_mm, wg_outlines *out) WG_MUST_CHECK;
/* The same, where a vertex that lies on one of the points `kept` is never simplified away. */
wg_status wg_tessellation_outlines_keeping(const wg_tessellation *tessellation,
                                           wg_context *context, const int32_t *label_of_cell,
                                           int32_t label_count, int32_t tolerance_mm,
                                           const wg_point *kept, int64_t kept_count,
                                           wg_outlines *out) WG_MUST_CHECK;

#endif
