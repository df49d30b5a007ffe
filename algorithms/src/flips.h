/* Flips: units that change sides across a border, by annealing. */
#ifndef WG_FLIPS_H
#define WG_FLIPS_H

#include "draft.h"

#define WG_HEAT_BITS 8 /* temperatures are in 1 / 256 of a cost */

typedef struct wg_heat {
  int64_t hot, cold;  /* temperatures, cost × 2^WG_HEAT_BITS */
  int64_t soft, hard; /* price of a household out of range at the start and at the end */
  int64_t fixed;      /* so many households are added to what a part is out of range */
  int64_t tries;      /* flips tried while cooling from hot to cold */
  bool in_company;    /* a unit may take along what it would cut off */
} wg_heat;

/* Cools the draft; `price` is the one the draft looks at. Contiguity holds all along. Allocates
 * nothing; asks the context now and then whether to go on, and fails only for that. */
wg_status wg_flips(wg_draft *draft, wg_context *context, wg_price *price, wg_random *random,
                   const wg_heat *heat) WG_MUST_CHECK;

#endif
