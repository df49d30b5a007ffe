/* Grids that someone else drew, as a plan: what the check judges and an export writes. */
#ifndef WG_ENGINE_GIVEN_H
#define WG_ENGINE_GIVEN_H

#include "check.h"
#include "geodata/grids.h"
#include "survey.h"
#include "wangge/wangge.h"

/* On the way from the division of our own, which is the measure, to the plan of the given grids. With a
 * survey for a measure, ours are the pieces that barriers cut off. */
typedef struct wg_given {
  wg_context *context;
  bool surveys; /* nothing is divided */
  bool is_field; /* the grids are a field of the buildings; only with a survey */
  wg_survey survey;
  wg_plan *plan;             /* ours at first, theirs in the end */
  wg_grids grids;            /* as read */
  int64_t *row_of_grid;      /* of every grid of the plan: its row in `grids` */
  int32_t *community_of_row; /* −1: in none */
  /* what was ours */
  wg_grid *own_grids;
  int64_t own_grid_count;
  wg_shapes own_outlines;
  int32_t *own_grid_of_building;
  wg_findings own_findings;
} wg_given;

/* Which community every row lies in: the one it names, else that of the largest overlap. */
wg_status wg_given_place(wg_given *given) WG_MUST_CHECK;
/* Makes the rows the grids of the plan, by community and code, and gives every building to the
 * grid of its community that holds most of it; counts. What was ours moves aside. */
wg_status wg_given_assign(wg_given *given) WG_MUST_CHECK;
/* Units and borders anew, so that connection can be judged (given_units.c). */
wg_status wg_given_units(wg_given *given) WG_MUST_CHECK;
/* Status and reason of each grid, measured against our own division (given_reasons.c). */
wg_status wg_given_explain(wg_given *given) WG_MUST_CHECK;

/* All of the above, from reading the inputs on. given: only its context, plan and `surveys` are set. Free it
 * whatever the status; the plan is the caller's. */
wg_status wg_given_make(wg_given *given, const wg_plan_options *options,
                        const wg_source_file *grids) WG_MUST_CHECK;
void wg_given_free(wg_given *given);
/* What the file itself says is wrong: invalid polygons, grids in no community. */
wg_status wg_given_report(const wg_given *given, wg_check *check) WG_MUST_CHECK;

#endif
