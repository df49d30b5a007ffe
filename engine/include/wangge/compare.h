/* Comparing two plans, or two sets of grids: what moved, and what it did for the rule. */
#ifndef WANGGE_COMPARE_H
#define WANGGE_COMPARE_H

#include "wangge/wangge.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

/* One old grid and one new grid that share buildings; −1: in no grid on that side, or in a building
 * that only the other side has. */
typedef struct wg_compare_pair {
  int32_t old_grid, new_grid;
  wg_change change;
  bool moved; /* the new grid does not carry on the old one */
  int64_t households;
  int32_t buildings;
} wg_compare_pair;

/* A named compound of which something moved. */
typedef struct wg_compare_compound {
  const char *name;      /* borrowed from the new plan */
  int32_t community;     /* of the new plan */
  int64_t households, households_moved;
  int32_t buildings, buildings_moved;
} wg_compare_compound;

/* Either side by the rule of the new plan. Base grids but for `grids`. */
typedef struct wg_compare_side {
  int64_t grids, in_range, under, over, exempt;
  int64_t households, fault;
  int64_t smallest, largest;  /* in the measure of the rule; −1: no base grid */
  int64_t spread;             /* standard deviation of the same, rounded down */
  int64_t border_m;           /* lines between grids of one community, each once */
  double compactness;         /* mean of 4π area / perimeter² */
} wg_compare_side;

typedef struct wg_comparison {
  const wg_plan *old_plan, *new_plan; /* borrowed */
  wg_compare_side old_side, new_side;
  wg_compare_pair *pairs; /* by old, then new grid, −1 last */
  int64_t pair_count;
  int32_t *new_of_old;    /* of every old grid: who carries it on, −1: nobody */
  int64_t unchanged, changed, retired, made; /* old grids with the same buildings, with others, without
                                                a successor; new grids that carry on none */
  int64_t households, buildings;             /* in a grid on either side */
  int64_t households_moved, buildings_moved; /* of these */
  int64_t buildings_old_only, buildings_new_only, households_old_only, households_new_only;
  wg_compare_compound *compounds; /* by households moved, the most first */
  int64_t compound_count;
  int64_t *old_of_new;    /* of every building of the new plan: its row in the old one, −1 */
} wg_comparison;

/* Reads one side: a plan store (scenario: one of several plans in it, or NULL), or a grid file on the
 * communities and buildings of `options`, as wg_grids_judge reads it. */
wg_status wg_comparison_read(wg_plan *plan, wg_context *context, const wg_source_file *file,
                             const char *scenario,
                             const wg_plan_options *options) WG_MUST_CHECK;
/* Whether wg_comparison_read takes a file for a plan store, which needs no other input. */
bool wg_path_is_store(const char *path);
/* Buildings are the same where their ids are; households are those of the new plan. An old grid is
 * carried on by the new one of its community that an optimal assignment by shared households says
 * (docs/redraw.md). O(buildings log buildings + grids³ of a community). */
wg_status wg_plans_compare(wg_comparison *out, wg_context *context, const wg_plan *old_plan,
                           const wg_plan *new_plan) WG_MUST_CHECK;
void wg_comparison_free(wg_comparison *comparison, wg_context *context);

/* The moved buildings, or the areas that have another grid than before, as a file by its ending; areas
 * that are nowhere wider than twice tolerance_mm are left out. */
wg_status wg_comparison_write_moved(wg_context *context, const wg_comparison *comparison,
                                    const char *path, const char *out_crs,
                                    const char *encoding) WG_MUST_CHECK;
wg_status wg_comparison_write_changes(wg_context *context, const wg_comparison *comparison,
                                      const char *path, const char *out_crs, const char *encoding,
                                      int32_t tolerance_mm) WG_MUST_CHECK;

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
