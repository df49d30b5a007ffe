/* Lower bounds on the fault of a component: what no connected partition can do better.
 *
 * Each function gives a bound that holds for every partition of the component into connected
 * parts (into exactly rule->parts of them where the rule fixes it and the function says so). */
#ifndef WG_FEASIBILITY_H
#define WG_FEASIBILITY_H

#include "algorithms/partition.h"
#include "level.h"

typedef struct wg_bound {
  int64_t fault;
  wg_finding_code reason;
  bool by_ground;  /* rests on who is next to whom, not on households alone */
  int32_t witness; /* a unit of the level or −1 */
} wg_bound;

/* Households of a component as arithmetic sees them. */
typedef struct wg_load {
  int64_t households;
  int32_t units;
  int64_t heavy;       /* Σ of the units above max */
  int32_t heavy_count;
  int32_t heaviest;    /* the unit with most households */
} wg_load;

wg_load wg_load_of(const wg_level *level, const wg_rule *rule);
/* The least fault of any split into k parts when units of at most max could be divided at will. */
int64_t wg_arithmetic_fault(const wg_load *load, const wg_rule *rule, int32_t parts);
/* The same for the best number of parts, with its reason. */
wg_bound wg_arithmetic_bound(const wg_load *load, const wg_rule *rule);
/* Fewest and most parts worth a try by arithmetic, at most as many as units. */
void wg_parts_window(const wg_load *load, const wg_rule *rule, int32_t *fewest, int32_t *most);

/* Parts as sums of units, connected or not: unbounded knapsack over the sums that exist. Gives 0
 * where sums are too many to look at. */
wg_status wg_sums_bound(wg_bound *out, wg_context *context, const wg_level *level,
                        const wg_rule *rule);
/* Sides behind cut units that are too small alone and too large with the unit; units above max
 * are the case without sides. Marks the units on which the bound rests in `claimed`. */
wg_status wg_sides_bound(wg_bound *out, wg_context *context, const wg_level *level,
                         const wg_rule *rule, uint8_t *claimed);
/* Adds to *bound what units that are in no connected set within the bounds prove, as far as their
 * surroundings are not claimed yet. */
wg_status wg_sets_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                        const wg_rule *rule, uint8_t *claimed);
/* Adds what two units that both need a third one prove, likewise. */
wg_status wg_rivals_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                          const wg_rule *rule, uint8_t *claimed);

#endif
