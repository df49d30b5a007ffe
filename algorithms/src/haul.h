/* A haul: a unit joins a part, with all that has to come along so that everything stays connected.
 *
 * Company is what the unit would cut off by leaving. A corridor is a way of units without
 * households from the part to the unit: a tower among shops is of use to a part on their other
 * side. */
#ifndef WG_HAUL_H
#define WG_HAUL_H

#include "draft.h"

#define WG_COMPANY 24  /* units that move together at most, so as to cut nothing off */
#define WG_CORRIDOR 6  /* units of a corridor at most */
#define WG_EXPLORED 32 /* units without households that are looked at for one */

typedef struct wg_hauler {
  wg_draft *draft; /* borrowed */
  int32_t *anchor; /* part → a unit of it */
  int64_t steps;   /* borders that may still be looked at */
} wg_hauler;

/* What was moved, so that it can be moved back. */
typedef struct wg_haul {
  int32_t corridor[WG_CORRIDOR], origin[WG_CORRIDOR], corridor_count;
  int32_t company[WG_COMPANY], company_count; /* the unit among them; all of part `from` */
  int32_t from, to;
} wg_haul;

/* Borrows the draft; steps: as the caller says. */
wg_status wg_hauler_new(wg_hauler *out, wg_context *context, wg_draft *draft, int64_t steps);
void wg_hauler_free(wg_hauler *hauler, wg_context *context);
/* The draft was changed by others. */
void wg_hauler_anchor(wg_hauler *hauler);
/* Moves the unit to the part; false: it cannot be, and nothing is changed. */
bool wg_haul_over(wg_hauler *hauler, wg_haul *haul, int32_t unit, int32_t to);
/* Takes the last haul that has not been taken back. */
void wg_haul_back(wg_hauler *hauler, wg_haul *haul);

#endif
