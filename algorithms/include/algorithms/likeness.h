/* Like with like (构成相似): how unlike two units are by attributes of their buildings.
 *
 * A text field makes categories: units of the same category are alike, all others unlike. A number
 * field measures: units are as unlike as their numbers differ, in full from twice the mean deviation
 * of the community's buildings on. A unit has the category of most of its households (ties: the
 * lowest) and the mean of its numbers; a building without households weighs as one household.
 * Unknown is alike to everything. Several fields count equally.
 *
 * It is priced on borders, so it costs the search nothing and works on every level: cutting a border
 * between unlike units is cheaper, up to 1 + WG_LIKE_RATIO times at 100 %. That is a price on unlike
 * neighbours joined, less a constant. */
#ifndef WG_ALGORITHMS_LIKENESS_H
#define WG_ALGORITHMS_LIKENESS_H

#include "wangge/context.h"
#include "wangge/county.h"

#define WG_LIKE_RATIO 3

/* Columns of one community's buildings; all borrowed. */
typedef struct wg_likeness {
  int32_t weight;      /* percent */
  int32_t field_count; /* 0 … WG_ALIKE_FIELDS; 0: units are all alike */
  const int32_t *value[WG_ALIKE_FIELDS]; /* per building: category or number, ≥ 0; −1: unknown */
  bool is_number[WG_ALIKE_FIELDS];
  int32_t building_count;
  const int32_t *cell_of_building;
  const int32_t *households; /* per building; unknown (−1) counts as none */
} wg_likeness;

#endif
