/* A survey: the ground of a plan without its division, for judging grids that are there already.
 *
 * Every piece that hard barriers cut off is one grid of the plan, whatever its households; with it
 * goes the fault that no division of the piece can be below, as far as that is cheap to prove. A
 * grid of the plan has a finding where that is more than 0: why nobody could keep the range there.
 */
#ifndef WG_ENGINE_SURVEY_H
#define WG_ENGINE_SURVEY_H

#include "community.h"

typedef struct wg_survey {
  int64_t *bound; /* of every grid of the plan */
  int64_t bound_count, bound_capacity;
  wg_field_grids field;    /* where the options name a field; else empty, and so is what follows */
  wg_shapes areas;         /* that the grids of the field are made of, one or more each */
  int32_t *field_of_area;  /* row of the field */
  wg_field_pieces *pieces; /* of every row of the field */
  int64_t area_count, area_capacity, piece_count;
} wg_survey;

/* Reads the inputs as wg_plan_make does. *out must be zero; free it whatever the status. */
wg_status wg_plan_survey(wg_plan *plan, wg_survey *out, wg_context *context,
                         const wg_plan_options *options) WG_MUST_CHECK;
void wg_survey_free(wg_survey *survey, wg_context *context);

#endif
