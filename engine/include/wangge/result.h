/* A plan as plain arrays, in the caller's own order and coordinate system.
 *
 * Buildings and communities are numbered as their input was (row i of the arrays or feature i of the
 * file), grids as in the plan. All texts are UTF-8, never NULL (none is ""), and belong to the plan:
 * keep it until the result has been freed. */
#ifndef WANGGE_RESULT_H
#define WANGGE_RESULT_H

#include "wangge/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_result_grid {
  const char *code, *name;
  const char *reason;        /* finding codes separated by ';' */
  int32_t community;         /* row of the (first) feature of its community */
  wg_grid_kind kind;
  wg_grid_status status;
  wg_proof proof;            /* of being out of range */
  int32_t households, households_estimated;
  int32_t persons;           /* WG_UNKNOWN where none were given */
  int32_t buildings, buildings_unknown;
  double area_m2, perimeter_m;
  double inner_x, inner_y;   /* a point well inside, in the coordinate system of the result */
} wg_result_grid;

typedef struct wg_result_finding {
  const char *code;          /* as docs/findings.md lists them */
  const char *subject, *reason, *remedy; /* in the context's language */
  wg_severity severity;
  wg_proof proof;
  int32_t grid, community, building; /* grid; rows of the inputs; −1: none */
  bool has_point;
  double x, y;
} wg_result_finding;

typedef struct wg_result {
  int64_t building_count;
  int32_t *grid_of_building; /* building_count; −1: in no grid (a finding says why) */
  int32_t grid_count;
  wg_result_grid *grids;
  /* Outlines: grid g has the rings ring_start[g] … ring_start[g + 1] − 1, ring r the points
   * point_start[r] … point_start[r + 1] − 1, closed without repeating the first. Shells run
   * counter-clockwise, holes clockwise, each after its shell. Neighbours share all vertices. */
  int64_t *ring_start;       /* grid_count + 1 */
  int64_t *point_start;      /* ring_start[grid_count] + 1 */
  uint8_t *hole;             /* ring_start[grid_count] */
  double *xy;                /* 2 × point_start[rings]: east, north, or longitude, latitude */
  int64_t finding_count;
  wg_result_finding *findings;
} wg_result;

/* Fills *out; empty on failure. crs: of its coordinates, such as "EPSG:4326" for longitude and
 * latitude; NULL: the working system (plan->system.name), in metres. A plan that was loaded from a
 * store has lost its inputs: rows are then those of the plan. O(all points). */
wg_status wg_plan_result(wg_result *out, wg_context *context, const wg_plan *plan,
                         const char *crs) WG_MUST_CHECK;
/* An empty one is fine. The context must be one of the same allocator. */
void wg_result_free(wg_result *result, wg_context *context);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
