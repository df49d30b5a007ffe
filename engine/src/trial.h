/* A trial: one piece of a community divided anew with one thing otherwise, to see whether that
 * brings its grids into range. The rest of the community is left alone. */
#ifndef WG_ENGINE_TRIAL_H
#define WG_ENGINE_TRIAL_H

#include "dividing.h"

/* A piece of the division at hand: what hard barriers leave connected. */
typedef struct wg_piece {
  int32_t verdict;
  int64_t households;
  int32_t grids, out;  /* grids, and those of them out of range */
  int32_t smallest, largest; /* households of a grid */
  int32_t heaviest;    /* households of a cell */
} wg_piece;

typedef struct wg_trial {
  const wg_dividing *dividing;
  wg_cells_input cells; /* as they are, to be changed */
  wg_rule rule;         /* likewise; the number of grids is free in it */
  uint8_t *marked;      /* cells with households of the piece: all that hangs together with them is
                           divided */
} wg_trial;

typedef struct wg_outcome {
  int32_t grids, out; /* of the piece; 0 out: in range everywhere */
  int64_t fault;
  int32_t smallest, largest;
} wg_outcome;

wg_piece wg_piece_of(const wg_dividing *d, int32_t verdict);
/* Whether so many households can be divided at all when units do not matter. */
bool wg_can_be_divided(const wg_rule *rule, int64_t households);
wg_status wg_trial_begin(wg_trial *out, const wg_dividing *d, const wg_piece *piece) WG_MUST_CHECK;
/* Units kept together at first, then apart, as in the plan itself; the better outcome. */
wg_status wg_trial_run(wg_outcome *out, const wg_trial *trial) WG_MUST_CHECK;
void wg_trial_end(wg_trial *trial);

#endif
