/* What the households of a part cost beside its border: being out of range, being off target.
 *
 * All costs share one scale, the mean border of the finest level. A part at its bound
 * (min or max, whichever is farther from the target) costs WG_BALANCE_BORDERS mean borders at
 * balance 100 %, growing with the square of the deviation: half way off costs a quarter. A part
 * of 400 households has a border of about 13 mean borders, so the deviation weighs a third of it
 * at most and next to nothing near the target. Dividing a compound once more costs as much as
 * WG_KEEP_BORDERS mean borders, moving WG_STAY_HOUSEHOLDS households as much as one. A part whose
 * land has twice the moment of inertia of a disc of its area (a rectangle of 1 : 3.5 has) costs
 * WG_COMPACT_BORDERS mean borders, growing with the moment: a square costs a twentieth of that. A
 * part whose households are as mixed as those of the community costs WG_LIKE_BORDERS. */
#ifndef WG_PRICE_H
#define WG_PRICE_H

#include "algorithms/partition.h"

#define WG_BALANCE_BORDERS 4
#define WG_KEEP_BORDERS 8     /* one more part in a compound, at keep 100 % */
#define WG_STAY_HOUSEHOLDS 50 /* so many households moved cost one mean border, at stay 100 % */
#define WG_COMPACT_BORDERS 8  /* twice the moment of inertia of a disc, at compact 100 % */
#define WG_LIKE_BORDERS 8     /* as mixed as the whole community, at like 100 % */
#define WG_TRAIT_MOST 4       /* no trait costs more than so many times that */
#define WG_PRICE_TABLE 2048

typedef struct wg_price {
  int64_t min, max, target;
  int64_t half; /* deviation that costs `balance` */
  int64_t balance;
  int64_t per_household;         /* out of range */
  int64_t fixed;                 /* once a part out of range */
  int64_t divided;               /* one more part in a compound */
  int64_t compact;               /* land of twice the moment of inertia of a disc */
  int64_t like;                  /* households as mixed as the whole community's */
  int64_t moved;                 /* WG_STAY_HOUSEHOLDS households moved from their former grid */
  wg_rule rule;                  /* for the bounds of persons */
  int64_t off[WG_PRICE_TABLE];   /* of the deviation alone */
  int64_t table[WG_PRICE_TABLE]; /* of households below that; larger ones are computed */
} wg_price;

/* mean_cost: of a border at the finest level. Out of range costs nothing yet. */
void wg_price_init(wg_price *price, const wg_rule *rule, int64_t mean_cost);
/* Sets the price of one household out of range; `fixed` times that a part. */
void wg_price_set_fault(wg_price *price, int64_t per_household, int64_t fixed);
/* Of being out of range alone. */
int64_t wg_price_out(const wg_price *price, int64_t households);
/* Of the persons of a part being out of range, besides what its households cost. */
int64_t wg_price_persons(const wg_price *price, int64_t households, int64_t persons);
int64_t wg_price_compute(const wg_price *price, int64_t households);
/* Of the shape of a part and of how mixed its households are, from its sums. Sums, products and
 * quotients alone: the same on every machine. At most WG_TRAIT_MOST × (compact + like). */
int64_t wg_price_traits(const wg_price *price, const wg_traits *traits, const int64_t *sums);

static inline int64_t wg_price_of(const wg_price *price, int64_t households)
{
  return households < WG_PRICE_TABLE ? price->table[households]
                                     : wg_price_compute(price, households);
}

static inline int64_t wg_price_moved(const wg_price *price, int64_t households)
{
  return households * price->moved / WG_STAY_HOUSEHOLDS;
}

#endif
