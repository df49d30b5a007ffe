/* A finished tessellation: cells, and the lines between them as exact linework. Private.
 *
 * The lines run between vertices of the mesh, midpoints of its sides and centres of its triangles.
 * Counted in sixths of a millimetre all three are whole numbers, so the linework is exactly
 * planar; nothing is rounded before an outline is drawn. */
#ifndef WG_ALGORITHMS_SRC_TESSELLATION_INSIDE_H
#define WG_ALGORITHMS_SRC_TESSELLATION_INSIDE_H

#include "ground.h"

#define WG_SIXTHS 6

/* Sixths of a millimetre. */
typedef struct wg_fine_point {
  int64_t x, y;
} wg_fine_point;

/* An end of lines. `room` (mm): how far the ground is open round it; 0 on walls and barriers. */
typedef struct wg_node {
  wg_fine_point point;
  int32_t room;
} wg_node;

/* A line between two cells, or along the boundary (right −1, chord ≥ 0). */
typedef struct wg_line {
  int32_t from, to;    /* nodes */
  int32_t left, right; /* cells */
  int32_t chord;
  uint8_t class_;      /* wg_barrier_class of what runs along it */
} wg_line;

typedef struct wg_crossing_lines wg_crossing_lines;

struct wg_tessellation {
  wg_context *context;
  wg_cell *cells;
  int32_t cell_count;
  int32_t *cell_of_building;
  wg_border *borders;
  wg_crossing_lines *crossings;
  wg_overlap *overlaps;
  int32_t *pierced;
  int64_t border_count, overlap_count, pierced_count;
  wg_node *nodes;
  wg_line *lines;
  wg_point *corners; /* vertices of footprints, which a simplified line may not pass */
  wg_point *banks;   /* vertices of barrier areas, which one in such an area may not pass */
  int64_t node_count, line_count, corner_count, bank_count;
  int64_t node_capacity, line_capacity;
};

/* Twice the signed area of a → b → c; positive when it turns left. */
static inline __int128 wg_fine_area2(wg_fine_point a, wg_fine_point b, wg_fine_point c)
{
  return (__int128)(b.x - a.x) * (c.y - a.y) - (__int128)(b.y - a.y) * (c.x - a.x);
}

/* Whether p lies within `reach` of the segment, to the accuracy of a double. */
static inline bool wg_fine_near(wg_fine_point p, wg_fine_point a, wg_fine_point b, int64_t reach)
{
  __int128 dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
  __int128 along = px * dx + py * dy, square = dx * dx + dy * dy, limit = (__int128)reach * reach;
  if (along <= 0) return px * px + py * py <= limit;
  if (along >= square) {
    px = p.x - b.x, py = p.y - b.y;
    return px * px + py * py <= limit;
  }
  __int128 area2 = dx * py - dy * px; /* distance² = area2² / square */
  double height = (double)area2;
  return height * height <= (double)limit * (double)square;
}

static inline wg_fine_point wg_fine(wg_point p)
{
  return (wg_fine_point){(int64_t)p.x * WG_SIXTHS, (int64_t)p.y * WG_SIXTHS};
}

static inline int32_t wg_rounded_sixths(int64_t value)
{
  int64_t shifted = value + WG_SIXTHS / 2;
  return (int32_t)(shifted / WG_SIXTHS - (shifted % WG_SIXTHS < 0));
}

/* The nearest millimetre; halves go up, wherever the origin lies. */
static inline wg_point wg_coarse(wg_fine_point p)
{
  return (wg_point){wg_rounded_sixths(p.x), wg_rounded_sixths(p.y)};
}

/* Where the labels of a triangle change, walking counter-clockwise round it: after half k, which
 * is the midpoint of a side (k even) or a corner (k odd). */
typedef struct wg_cuts {
  int count;
  int after[6];
  bool straight; /* two cuts joined by a straight line; else lines meet in the centre */
} wg_cuts;

wg_cuts wg_triangle_cuts(const int32_t *label);

/* Whether a triangle has one label only: most have. */
static inline bool wg_triangle_uniform(const int32_t *label)
{
  return label[0] == label[1] && label[1] == label[2] && label[2] == label[3] &&
         label[3] == label[4] && label[4] == label[5];
}

/* cells.c: connected ground of each label becomes a cell; labels are replaced by cells. */
wg_status wg_tessellation_number_cells(wg_tessellation *out, wg_site *site) WG_MUST_CHECK;
/* lines.c: the lines between cells and along the boundary. */
wg_status wg_tessellation_draw_lines(wg_tessellation *out, const wg_site *site) WG_MUST_CHECK;

/* borders_crossing.c: whether a line (sixths) comes near a crossing. */
wg_status wg_crossing_lines_collect(wg_crossing_lines **out, const wg_site *site) WG_MUST_CHECK;
bool wg_crossing_lines_near(const wg_crossing_lines *lines, wg_fine_point a, wg_fine_point b);
void wg_crossing_lines_free(wg_crossing_lines *lines, wg_context *context);
#define WG_CROSSING_REACH (WG_CROSSING_REACH_MM * (int64_t)WG_SIXTHS)

/* borders.c: what the lines between cells add up to, with a further crossing or (NULL) without. *out
 * is the caller's. */
wg_status wg_measure_borders(wg_border **out, int64_t *count, wg_context *context,
                             const wg_tessellation *tessellation,
                             const wg_point *further) WG_MUST_CHECK;

#endif
