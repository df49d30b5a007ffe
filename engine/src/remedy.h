/* Remedies for a piece whose grids are out of range: tried, not guessed.
 *
 * In this order, which is that of nearness to what a planner can do: the number of grids left free,
 * if it was fixed, as it is in all that follows; a crossing over a barrier
 * towards a neighbouring piece; a building divided by entrances; a bound moved. Each is applied to
 * the community's own ground and the piece divided anew (trial.h). All grids of a piece share its
 * remedies. The work is bounded: at most 4 neighbours with 3 spots each, 3 ways of dividing, and
 * about 12 bounds. */
#ifndef WG_ENGINE_REMEDY_H
#define WG_ENGINE_REMEDY_H

#include "trial.h"

#define WG_REMEDY_BUILDINGS 8 /* divided together, at most */

/* A number of grids that was fixed, left free. left −1: it was not fixed, or that does not help. */
typedef struct wg_number_remedy {
  bool was_fixed;      /* all other remedies leave it free too */
  int32_t left, grids; /* grids: of the piece then */
} wg_number_remedy;

/* A crossing at a spot. left −1: nothing tried helps; else the grids that stay out of range. */
typedef struct wg_crossing_remedy {
  int32_t left, before, tried; /* before: out of range in both pieces without it */
  wg_point at;
  int64_t barrier;           /* row, or −1 */
  int64_t here, beyond;      /* buildings on both sides (rows) */
  int64_t beyond_households; /* of the piece there */
} wg_crossing_remedy;

typedef struct wg_divided_building {
  int64_t row;      /* of the plan */
  int32_t local;    /* the same building among the community's own */
  int32_t parts;
  bool overlapping; /* several buildings on one another, told apart */
} wg_divided_building;

typedef struct wg_building_remedy {
  int32_t left, tried;
  wg_divided_building buildings[WG_REMEDY_BUILDINGS];
  int32_t count;
} wg_building_remedy;

typedef struct wg_bound_remedy {
  int32_t left, tried;
  int32_t max, min; /* the one that is to be moved; 0: not this one */
} wg_bound_remedy;

/* Another community to unite with: arithmetic only. */
typedef struct wg_union_remedy {
  int64_t community; /* or −1 */
  int64_t households;
} wg_union_remedy;

typedef struct wg_remedies {
  wg_piece piece;
  wg_union_remedy united;
  wg_number_remedy number;
  wg_crossing_remedy crossing;
  wg_building_remedy building;
  wg_bound_remedy bound;
} wg_remedies;

wg_status wg_remedies_try(wg_remedies *out, const wg_dividing *d, int32_t verdict) WG_MUST_CHECK;

/* Writes the remedies into finding->remedy, a text of `findings`. */
wg_status wg_remedies_say(wg_findings *findings, wg_context *context, const wg_plan *plan,
                          const wg_remedies *remedies, wg_finding *finding) WG_MUST_CHECK;

/* households: of the whole community. Says nothing unless they are fewer than min. */
void wg_find_union(wg_union_remedy *out, const wg_dividing *d, int64_t households);

/* The three kinds, each in a file of its own. */
wg_status wg_try_crossings(wg_crossing_remedy *out, const wg_dividing *d,
                           const wg_piece *piece) WG_MUST_CHECK;
wg_status wg_try_buildings(wg_building_remedy *out, const wg_dividing *d,
                           const wg_piece *piece) WG_MUST_CHECK;
wg_status wg_try_bounds(wg_bound_remedy *out, const wg_dividing *d,
                        const wg_piece *piece) WG_MUST_CHECK;

#endif
