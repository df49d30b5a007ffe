/* What the parts of the check share: the plan that is judged and the way to say what is wrong.
 *
 * Nothing is taken from the run that made the plan: areas, neighbours, counts and statuses are
 * computed anew from geometry and assignment, by other methods than the run's own. */
#ifndef WG_ENGINE_CHECK_H
#define WG_ENGINE_CHECK_H

#include "algorithms/geos.h"
#include "community.h"
#include "wangge/plan.h"

#define WG_CHECK_NAMED 20 /* findings of one kind that are named; the rest is one with a count */

/* Slivers along the lines of one grid: narrower than what counts as a gap or an overlap. */
typedef struct wg_check_slivers {
  int32_t gaps, overlaps, outside;
  double area_m2, largest_m2;
  wg_point at; /* in the largest */
} wg_check_slivers;

typedef struct wg_check_pair {
  int32_t a, b; /* grids, a < b */
} wg_check_pair;

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
  /* of an audit */
  bool whole;                /* findings are named one and all; buildings lie where they were found */
  int32_t nothing_mm;        /* slivers narrower than twice this are none; 0: the tolerance */
  wg_check_slivers *slivers; /* of every grid; NULL: not asked for */
  uint8_t *in_pieces;        /* of every grid; NULL: not asked for */
  const wg_field_pieces *pieces; /* of every grid: nobody has drawn them, this is known instead; NULL */
  wg_check_pair *overlaps;   /* filled: grids with an overlap that counts; the caller releases it */
  int64_t overlap_count, overlap_capacity;
} wg_check;

/* Judges with the members above as the caller has set them (context, plan, findings, tolerance,
 * freedom of codes, those of an audit); the others are filled and freed by both calls together. */
wg_status wg_check_run(wg_check *check) WG_MUST_CHECK;
/* The same without freeing, for a caller that goes on with geos and the order of the grids; then
 * wg_check_end, whatever the status. */
wg_status wg_check_begin(wg_check *check) WG_MUST_CHECK;
void wg_check_end(wg_check *check);

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
/* Whether at least half of them follow the template. */
bool wg_check_codes_follow(const wg_check *check);
/* Polygons valid and in one piece; communities tiled without gap and overlap (check_land.c). */
wg_status wg_check_land(wg_check *check) WG_MUST_CHECK;
/* The same as the tiling and the pieces where lines need only agree within the tolerance
 * (check_tolerance.c). */
wg_status wg_check_tiling_about(wg_check *check, int32_t community) WG_MUST_CHECK;
wg_status wg_check_pieces_about(wg_check *check, int32_t grid) WG_MUST_CHECK;
/* The number of the smallest shell of an area round a point, by shells; −1: it lies in none. */
int64_t wg_check_part_at(const wg_shapes *shapes, int64_t index, wg_point at);
/* Adds the finding that a grid does not hang together. */
wg_status wg_check_report_pieces(wg_check *check, int32_t grid, int64_t pieces,
                                 const wg_point *at) WG_MUST_CHECK;
/* A point inside an area; a point is its own (check_buildings.c). */
wg_point wg_check_point_inside(const wg_shapes *shapes, int64_t index);
/* Whether no vertex of a building lies outside an area (check_buildings.c). */
bool wg_check_lies_within(const wg_shapes *buildings, int64_t building, const wg_shapes *areas,
                          int64_t area);
/* Every building once, in a grid of its community, and lying there (check_buildings.c). */
wg_status wg_check_buildings(wg_check *check) WG_MUST_CHECK;
/* Counts and statuses anew (check_figures.c). */
wg_status wg_check_figures(wg_check *check) WG_MUST_CHECK;
/* Units with households connected without crossing a hard barrier (check_units.c). */
wg_status wg_check_units(wg_check *check) WG_MUST_CHECK;
/* Whether a hard barrier above ground runs through a grid, farther inside than the tolerance
 * (check_barriers.c). */
bool wg_check_barrier_enters(const wg_check *check, int32_t grid);

/* Micro-grids tile their grids and hold every household; nothing where there are none (check_micro.c). */
wg_status wg_check_micros(wg_check *check) WG_MUST_CHECK;

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
