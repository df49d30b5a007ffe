/* The lines that bound labels as a network of arcs between nodes. Private. */
#ifndef WG_ALGORITHMS_SRC_OUTLINES_INSIDE_H
#define WG_ALGORITHMS_SRC_OUTLINES_INSIDE_H

#include "tessellation_inside.h"

/* A chain of points with one label on each side. Arcs along the boundary are single steps
 * (chord ≥ 0, right −1) and are not simplified. In a closed arc the last point is the first. */
typedef struct wg_arc {
  int64_t start; /* into arc_points */
  int32_t count;
  int32_t left, right, chord;
  bool alone; /* no other arc has the same ends */
} wg_arc;

typedef struct wg_network {
  wg_context *context;
  wg_fine_point *points;
  int32_t *room; /* per point, as of its node */
  bool *open;    /* per point: in a barrier area, not on its bank */
  int64_t point_count;
  bool *gone; /* per point: simplified away */
  bool *kept; /* per point: never; NULL: none */
  wg_arc *arcs;
  int64_t arc_count;
  int32_t *arc_points;
  int64_t arc_point_count;
} wg_network;

/* outlines_network.c */
wg_status wg_network_build(wg_network *network, const wg_tessellation *tessellation,
                           wg_context *context, const int32_t *label_of_cell) WG_MUST_CHECK;
void wg_network_free(wg_network *network);

/* outlines_kept.c: marks the points of the network that lie on one of these. */
wg_status wg_network_keep(wg_network *network, const wg_point *kept, int64_t count) WG_MUST_CHECK;

/* simplify.c: takes points out of the arcs that stay within the tolerance. */
wg_status wg_network_simplify(wg_network *network, const wg_tessellation *tessellation,
                              int32_t tolerance_mm) WG_MUST_CHECK;

/* outlines_snap.c: the network on whole millimetres, as rings. */
wg_status wg_network_outlines(const wg_network *network, int32_t label_count,
                              wg_outlines *out) WG_MUST_CHECK;

/* outlines_bins.c: points in square bins, to find those in a box. Bins of a row lie side by side. */
typedef struct wg_bins {
  int64_t min_x, min_y, size;
  int64_t columns, rows;
  int64_t *start; /* columns × rows + 1, into items */
  int32_t *items;
} wg_bins;

typedef struct wg_fine_box {
  int64_t min_x, min_y, max_x, max_y;
} wg_fine_box;

wg_status wg_bins_build(wg_bins *bins, wg_context *context, const wg_fine_point *points,
                        int64_t count) WG_MUST_CHECK;
void wg_bins_free(wg_bins *bins, wg_context *context);
/* Items of the bins of row `row` that touch the box: first and one past the last, into items. */
void wg_bins_row(const wg_bins *bins, wg_fine_box box, int64_t row, int64_t *first, int64_t *end);
/* The rows that touch the box: first … last; none when last < first. */
void wg_bins_rows(const wg_bins *bins, wg_fine_box box, int64_t *first, int64_t *last);

static inline wg_fine_box wg_fine_box_of(wg_fine_point a, wg_fine_point b)
{
  return (wg_fine_box){a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x < b.x ? b.x : a.x,
                       a.y < b.y ? b.y : a.y};
}

static inline void wg_fine_box_add(wg_fine_box *box, wg_fine_point p)
{
  if (p.x < box->min_x) box->min_x = p.x;
  if (p.y < box->min_y) box->min_y = p.y;
  if (p.x > box->max_x) box->max_x = p.x;
  if (p.y > box->max_y) box->max_y = p.y;
}

#endif
