/* From geometries of GDAL to shapes in whole millimetres.
 *
 * Coordinates of many features are gathered into one array (wg_raw), so that they are transformed
 * together; then each becomes a draft: its rings in millimetres, closing and repeated points
 * dropped, shells counter-clockwise and holes clockwise, proved valid or repaired. */
#ifndef WG_GEODATA_GEOMETRY_H
#define WG_GEODATA_GEOMETRY_H

#include <ogr_api.h>

#include "wangge/county.h"

enum { WG_TAKES_POINTS = 1, WG_TAKES_LINES = 2, WG_TAKES_AREAS = 4 };

typedef enum wg_geometry_state {
  WG_GEOMETRY_USABLE = 0,
  WG_GEOMETRY_NULL,       /* missing or empty */
  WG_GEOMETRY_WRONG_TYPE,
  WG_GEOMETRY_TOO_FAR,    /* infinite, not a number, or beyond WG_FARTHEST_M of the origin */
  WG_GEOMETRY_COLLAPSED   /* nothing is left of it at one millimetre, or beyond repair */
} wg_geometry_state;

#define WG_FARTHEST_M 2000000

typedef struct wg_raw_ring {
  int64_t first, count; /* into x, y */
  bool shell;           /* of areas: the outline of a part; holes follow their shell */
} wg_raw_ring;

typedef struct wg_raw_shape {
  wg_shape_kind kind;
  wg_geometry_state state; /* USABLE, NULL or WRONG_TYPE at this stage */
  const char *type;        /* "LineString": what it was, for a message */
  bool partly;             /* a collection of which parts of another kind were left out */
  int64_t first_ring, ring_count;
} wg_raw_shape;

typedef struct wg_raw {
  double *x, *y;
  wg_raw_ring *rings;
  wg_raw_shape *shapes;
  int64_t point_count, ring_count, shape_count;
  int64_t x_capacity, y_capacity, ring_capacity, shape_capacity;
} wg_raw;

/* Appends one shape. The kind of highest dimension that `takes` allows is taken out of collections,
 * the rest of them left. Curves become lines, Z and M are dropped. NULL: state NULL. */
wg_status wg_raw_add(wg_raw *raw, wg_context *context, OGRGeometryH geometry,
                     unsigned takes) WG_MUST_CHECK;
void wg_raw_clear(wg_raw *raw); /* keeps the memory */
void wg_raw_free(wg_raw *raw, wg_context *context);

typedef struct wg_rough_ring {
  int64_t first, count;
  bool shell;
} wg_rough_ring;

typedef struct wg_rough {
  wg_shape_kind kind;
  wg_point *points;
  wg_rough_ring *rings;
  int64_t point_count, ring_count, point_capacity, ring_capacity;
  void *work; /* of the test for validity */
  int64_t work_capacity;
} wg_rough;

/* Makes the draft of one raw shape; coordinates are metres of the working system by now. */
wg_status wg_rough_make(wg_rough *draft, wg_context *context, const wg_raw *raw, int64_t shape,
                        int64_t origin_x_m, int64_t origin_y_m, wg_geometry_state *state,
                        bool *repaired) WG_MUST_CHECK;
/* Appends it to `shapes`; as lines where `as_lines` (outlines of areas, closed). */
wg_status wg_rough_emit(const wg_rough *draft, wg_context *context, wg_shapes *shapes,
                        bool as_lines) WG_MUST_CHECK;
void wg_rough_free(wg_rough *draft, wg_context *context);

/* validity.c: whether the rings form a valid area beyond doubt. Exact, in O(n log n) for ordinary
 * rings; false only says that GEOS must look closer (rings that touch are left to it). */
wg_status wg_rough_plain(wg_rough *draft, wg_context *context, bool *plain) WG_MUST_CHECK;

/* repair.c: judges a draft that is not plain with GEOS and mends it (MakeValid, METHOD=STRUCTURE)
 * until it is valid in whole millimetres. A draft without rings is left where that fails. */
wg_status wg_rough_repair(wg_rough *draft, wg_context *context, bool *repaired) WG_MUST_CHECK;

/* For repair.c: adds the rings of one raw shape, rounded and cleaned; what is left with less than 3
 * points (areas) or 2 (lines) is dropped, a shell with its holes. */
wg_status wg_rough_add(wg_rough *draft, wg_context *context, const wg_raw *raw, int64_t shape,
                       int64_t origin_x_mm, int64_t origin_y_mm) WG_MUST_CHECK;

#endif
