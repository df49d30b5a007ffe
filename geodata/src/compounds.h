/* The compounds (小区) of a plan, derived from its buildings: those of one community with the same
 * normalised name, in order of community, then name. */
#ifndef WG_GEODATA_COMPOUNDS_H
#define WG_GEODATA_COMPOUNDS_H

#include "wangge/plan.h"

typedef struct wg_compound {
  wg_text name;      /* as one of its buildings writes it; in the buildings' texts */
  int32_t community;
  int32_t buildings, unknown;
  int32_t grids;     /* that its buildings lie in */
  int64_t households;
  wg_point middle;   /* mean of its buildings' boxes */
  bool has_middle;
} wg_compound;

typedef struct wg_compounds {
  wg_compound *items;
  int64_t count, capacity;
} wg_compounds;

wg_status wg_compounds_collect(wg_compounds *out, wg_context *context,
                               const wg_plan *plan) WG_MUST_CHECK;
void wg_compounds_free(wg_compounds *compounds, wg_context *context);

#endif
