/* One community from its ground to its numbered grids; runs on a worker thread.
 *
 *     ground → tessellate → units → divide → grids → number → outlines
 *
 * Nothing here depends on threads, feature order or other communities. */
#ifndef WG_ENGINE_COMMUNITY_H
#define WG_ENGINE_COMMUNITY_H

#include "algorithms/frame.h"
#include "algorithms/join.h"
#include "algorithms/partition.h"
#include "algorithms/units.h"
#include "existing.h"
#include "field_grids.h"
#include "micro.h"
#include "nearby.h"
#include "wangge/plan.h"

/* What all communities of a run share; read-only. */
typedef struct wg_run {
  const wg_plan *plan; /* inputs, rule */
  const wg_frame *frame;
  const wg_joined *joined;
  wg_nearby barriers, crossings;
  int64_t *first_building; /* communities + 1, into building_rows */
  int64_t *building_rows;  /* buildings by community, canonical order within */
  const char *code_template;
  const wg_existing *existing; /* NULL: there were no grids before */
  wg_micro_rule micro;         /* min 0: no micro-grids */
  const wg_field_grids *field; /* of a survey: grids that are a field of the buildings; NULL: none */
  bool surveys; /* nothing is divided: what barriers cut off is one grid each (survey.h) */
} wg_run;

/* How many pieces a grid has that do not touch; 0: one, or one in each part of its community. */
typedef struct wg_field_pieces {
  int32_t count;
  wg_point at; /* in one of them */
} wg_field_pieces;

/* What one community gives. Everything is local: units from 0, grids from 0 in their order. */
typedef struct wg_community_work {
  wg_units units;
  int32_t *unit_of_building; /* by position among the community's buildings */
  int32_t *grid_of_unit;
  wg_point *inner_of_unit;
  wg_grid *grids;
  int32_t grid_count;
  wg_outlines outlines; /* labels are grids, or areas where there are micro-grids */
  wg_micro *micros;     /* by grid and area; codes in texts */
  int32_t micro_count;
  int64_t micro_capacity, share_count, share_capacity;
  wg_micro_share *shares; /* building: position among the community's */
  int32_t *grid_of_area;
  int32_t area_count;     /* 0: no micro-grids */
  wg_community_result result;
  wg_text *valid_from;  /* of the grids, WG_NO_TEXT: from the day of the plan; NULL: all */
  wg_lookup *lookup;    /* from existing grids */
  int64_t lookup_count;
  wg_redraw_figures redraw;
  wg_texts texts;       /* of the grids and the lookup */
  int32_t *field_of_area;  /* of a survey: the grid of the field (of all communities) that each area is of */
  wg_field_pieces *pieces; /* of the field's grids in the community, field_count of them */
  int32_t field_count;
  int64_t *bound;       /* of the grids of a survey: fault that no division of it can be below; else NULL */
  wg_findings findings; /* grid: local index; building: row of the plan */
} wg_community_work;

wg_status wg_community_divide(wg_community_work *out, wg_context *context, const wg_run *run,
                              int32_t community) WG_MUST_CHECK;
/* Frees all but the outlines and the number of grids. */
void wg_community_work_keep_outlines(wg_community_work *work, wg_context *context);
void wg_community_work_free(wg_community_work *work, wg_context *context);

#endif
