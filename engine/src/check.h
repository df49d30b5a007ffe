/* What the parts of the check share: the plan that is judged and the way to say what is wrong.
 *
 * Nothing is taken from the run that made the plan: areas, neighbours, counts and statuses are
 * computed anew from geometry and assignment, by other methods than the run's own. */
#ifndef WG_ENGINE_CHECK_H
#define WG_ENGINE_CHECK_H

#include "algorithms/geos.h"
#include "wangge/plan.h"

#define WG_CHECK_NAMED 20 /* findings of one kind that are named; the rest is one with a count */

typedef struct wg_check {
  wg_context *context;
  const wg_plan *plan;
  wg_findings *findings;
  wg_geos *geos;
  int64_t seen[WG_FINDING_CODES];
  int64_t *first_grid; /* communities + 1, into grids: by community, ascending */
  int32_t *grids;
  uint8_t *invalid;    /* of every grid */
  int32_t tolerance_mm; /* 0: outlines must fit exactly, as in a store */
  bool free_codes;      /* any text is a code, if it is there and there once */
} wg_check;

/* Judges with the members above as the caller has set them (context, plan, findings, tolerance,
 * freedom of codes); the others are filled and freed. */
wg_status wg_check_run(wg_check *check) WG_MUST_CHECK;

/* What a finding is about; −1 for what it is not about. The first that is set names the subject. */
typedef struct wg_check_subject {
  int64_t building;
  int32_t grid, community;
  const wg_point *at; /* NULL: the grid's own point, or none */
} wg_check_subject;

#define WG_ABOUT_GRID(index) ((wg_check_subject){.building = -1, .grid = (index), .community = -1})
#define WG_ABOUT_COMMUNITY(index) \
  ((wg_check_subject){.building = -1, .grid = -1, .community = (index)})
#define WG_ABOUT_BUILDING(index) \
  ((wg_check_subject){.building = (index), .grid = -1, .community = -1})

/* Adds a finding with the reason given and the remedy of its code. */
wg_status wg_check_report(wg_check *check, wg_finding_code code, wg_check_subject about,
                          const char *reason, ...) WG_PRINTF(4, 5) WG_MUST_CHECK;

/* A ring by itself: its area when it is a shell, else 0; and whether a point is in it (1), on it (0)
 * or outside (−1). */
__int128 wg_check_shell_area2(const wg_shapes *shapes, int64_t ring);
int wg_check_in_ring(const wg_shapes *shapes, int64_t ring, wg_point point);

/* Codes unique and as the template makes them; numbers within their kind (check_codes.c). */
wg_status wg_check_codes(wg_check *check) WG_MUST_CHECK;
/* Polygons valid and in one piece; communities tiled without gap and overlap (check_land.c). */
wg_status wg_check_land(wg_check *check) WG_MUST_CHECK;
/* The same as the tiling where lines need only agree within the tolerance (check_tolerance.c). */
wg_status wg_check_tiling_about(wg_check *check, int32_t community) WG_MUST_CHECK;
/* A point inside an area; a point is its own (check_buildings.c). */
wg_point wg_check_point_inside(const wg_shapes *shapes, int64_t index);
/* Every building once, in a grid of its community, and lying there (check_buildings.c). */
wg_status wg_check_buildings(wg_check *check) WG_MUST_CHECK;
/* Counts and statuses anew (check_figures.c). */
wg_status wg_check_figures(wg_check *check) WG_MUST_CHECK;
/* Units with households connected without crossing a hard barrier (check_units.c). */
wg_status wg_check_units(wg_check *check) WG_MUST_CHECK;

/* --- segments (check_segments.c) ------------------------------------------------------------------ */

/* One directed segment of an outline, as its ends in order and a sign for the direction. */
typedef struct wg_check_segment {
  wg_point low, high;
  int32_t grid; /* −1: the community's own outline */
  int8_t sign;  /* +1: low → high, −1: high → low */
} wg_check_segment;

typedef struct wg_check_segments {
  wg_check_segment *items;
  int64_t count, capacity;
} wg_check_segments;

/* Adds every segment of an area; reversed: with its direction turned round. */
wg_status wg_check_segments_add(wg_check_segments *segments, wg_context *context,
                                const wg_shapes *shapes, int64_t index, int32_t grid,
                                bool reversed) WG_MUST_CHECK;
/* Sorts, and keeps only those that do not cancel: all of an undirected segment unless it is there
 * exactly once in each direction. O(n log n). */
void wg_check_segments_cancel(wg_check_segments *segments);

#endif
