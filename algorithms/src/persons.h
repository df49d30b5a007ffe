/* Bounds of persons in the search of a component: how many parts they allow, and what they forbid.
 *
 * Any bound on the households that parts are off by is one on persons too, when persons take their
 * place: so the proofs are those of feasibility.h, made once more for a level of persons without a
 * charge. With F the fault, h and p what a part is off by in either measure and c the charge,
 *   F = Σ h + p + c·[h > 0 or p > 0] ≥ Σ (h + c·[h > 0]) + Σ p,
 * so what persons are off by adds to what is proved of households; and F ≥ Σ p + c where Σ p > 0. */
#ifndef WG_PERSONS_H
#define WG_PERSONS_H

#include "feasibility.h"

typedef struct wg_persons {
  bool are_bounded;
  const wg_rule *rule; /* of both measures */
  wg_level level;      /* persons in the place of households; all borrowed */
  wg_rule own;         /* their bounds, without a charge */
  wg_load load;
} wg_persons;

/* Borrows both. */
wg_persons wg_persons_premise(const wg_level *level, const wg_rule *rule);
/* The least fault with so many parts, given what arithmetic says of the households. */
int64_t wg_persons_fault(const wg_persons *persons, int64_t of_households, int32_t parts);
/* Widens the numbers of parts that are worth a try by those that persons ask for. */
void wg_persons_window(const wg_persons *persons, int32_t *fewest, int32_t *most);
/* The best that sums, sides and sets prove of persons alone, as a fault. scratch: a byte a unit. */
wg_status wg_persons_bound(wg_bound *out, wg_context *context, const wg_persons *persons,
                           uint8_t *scratch) WG_MUST_CHECK;

#endif
