/* One community while it is divided: what its steps hand on to each other. A local building is a
 * position among the community's own buildings; a local grid is first a part of the partition,
 * then, after numbering, its place in the order. */
#ifndef WG_ENGINE_DIVIDING_H
#define WG_ENGINE_DIVIDING_H

#include "algorithms/matching.h"
#include "community.h"
#include "ground.h"
#include "measure.h"
#include "number.h"
#include "parts.h"

/* What the community's new grids share with existing ones; old ones from 0 within the community, the
 * last number stands for none. */
typedef struct wg_overlaps {
  wg_shared *pairs;    /* by old, then new grid */
  int64_t pair_count;
  int32_t old_count;
  int32_t *new_of_old; /* old_count: who carries it on, −1 */
} wg_overlaps;

typedef struct wg_dividing {
  wg_context *context;
  const wg_run *run;
  int32_t community;
  const int64_t *rows; /* the community's buildings */
  int32_t building_count;
  bool strips_are_land;
  wg_own_ground ground;
  wg_tessellation *tessellation;
  wg_cells_input cells;
  int32_t *cell_households; /* of the measure of the rule: persons, where they are it */
  int32_t *cell_persons;    /* where they have bounds besides; NULL: none */
  int32_t *cell_compound;
  int64_t weight;           /* Σ of the measure over the community */
  int32_t weight_unknown;   /* buildings that have none */
  uint8_t *cell_exempt;
  int32_t *cell_former, *cell_fence; /* existing grids, from 0 within the community; NULL: none */
  int32_t *cell_exempt_area; /* NULL: no area is exempt */
  int32_t *alike;     /* columns of the local buildings, field after field; NULL: none */
  wg_land *cell_land; /* NULL: not asked for */
  const int32_t *cell_of_building;
  wg_division division;   /* the partition that is used … */
  wg_division apart;      /* … and, if keeping together was in the way, the other one */
  wg_units units_apart;
  wg_parts parts;         /* number of grids: asked for, and possible on the graph that is used */
  const wg_verdict *verdicts; /* of whichever proves most */
  const int32_t *verdict_of_unit;
  int32_t *label_of_cell, *lowest_building, *rank;
  wg_overlaps overlaps; /* with existing grids */
  int32_t *area_of_cell; /* areas of micro-grids; NULL: none were asked for */
  int32_t area_count;
  wg_community_work *out;
} wg_dividing;

/* Cells from the ground at hand, with what the buildings give them. */
wg_status wg_dividing_tessellate(wg_dividing *d) WG_MUST_CHECK;
/* Gives the cells what the weights of like with like and of round shapes look at. */
wg_status wg_dividing_weigh(wg_dividing *d) WG_MUST_CHECK;
/* Ground, cells, units and the partition; figures of the community. */
wg_status wg_dividing_draft(wg_dividing *d) WG_MUST_CHECK;
/* Whether a second draft on other ground might miss the range by less; then *d becomes the better
 * of both. */
bool wg_dividing_is_open(const wg_dividing *d);
wg_status wg_dividing_draft_again(wg_dividing *d) WG_MUST_CHECK;
/* Instead of dividing, for a survey: units, pieces and what is proved of them; each piece is a part of
 * the division, and the fault of its verdict is the bound (dividing_survey.c). */
wg_status wg_dividing_survey(wg_dividing *d) WG_MUST_CHECK;
/* The bound of every grid of a survey, after numbering. */
wg_status wg_dividing_keep_bounds(wg_dividing *d) WG_MUST_CHECK;
/* After numbering: areas of the grids that are a field of the buildings, and their pieces
 * (dividing_field.c). */
wg_status wg_dividing_draw_field(wg_dividing *d) WG_MUST_CHECK;
/* Gives the cells the existing grids that a re-drawing starts from. */
wg_status wg_dividing_recall(wg_dividing *d) WG_MUST_CHECK;
/* The existing grids, where the community has any; NULL: none. */
const wg_existing *wg_dividing_existing(const wg_dividing *d);
/* Grids from the partition, with their figures, inner points, order, codes and names. */
wg_status wg_dividing_make_grids(wg_dividing *d) WG_MUST_CHECK;
/* Which existing grid each local grid, before numbering, carries on; nothing without any. */
wg_status wg_dividing_match(wg_dividing *d) WG_MUST_CHECK;
/* The code and name that the grid takes over. */
wg_carried wg_dividing_carried(const wg_dividing *d, int32_t grid);
/* Highest numbers ever given in the community. */
void wg_dividing_last_numbers(const wg_dividing *d, int32_t *base, int32_t *exempt);
/* After numbering: the lookup, what moved, since when grids are valid. */
wg_status wg_dividing_look_up(wg_dividing *d) WG_MUST_CHECK;
/* One point surely inside each group of cells. groups: their number; group_of_cell: of every cell. */
wg_status wg_dividing_inner_points(wg_dividing *d, const int32_t *group_of_cell, int32_t groups,
                                   wg_point *points) WG_MUST_CHECK;
/* After explaining: the micro-grids of every grid, if they are asked for. */
wg_status wg_dividing_micro(wg_dividing *d) WG_MUST_CHECK;
/* Status, proof and reason of each grid, and what was found on the ground. */
wg_status wg_dividing_explain(wg_dividing *d) WG_MUST_CHECK;

/* The plan's rule as it holds in this community. */
wg_rule wg_dividing_rule(const wg_dividing *d);
/* Persons of a local grid that their bounds look at; WG_UNKNOWN: none. */
int64_t wg_dividing_persons(const wg_dividing *d, const wg_grid *grid);
const char *wg_dividing_code(const wg_dividing *d); /* of the community */
int64_t wg_dividing_fault(const wg_division *division);
void wg_dividing_free(wg_dividing *d);

#endif
