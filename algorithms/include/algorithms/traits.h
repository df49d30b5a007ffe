/* What units are like, as sums that add up: where their land lies, what their residents have in
 * common (构成相似). From them the variance inside any set of units is known at once.
 *
 * A trait is a point x with a weight w: of land every place with its area, of a number field the
 * number and of a text field the corner of a simplex for its category, with the households of a
 * building. A unit holds W = Σ w, S = Σ w·|x|² and, for each axis, Σ w·x, so the variance is
 * S / W − |Σ w·x|² / W². Of land that is its moment of inertia by its area: least for a disc. Of
 * categories it is the chance that two households drawn at random are of different ones (Gini and
 * Simpson): 0 where all are alike. Unknown values weigh nothing. */
#ifndef WG_ALGORITHMS_TRAITS_H
#define WG_ALGORITHMS_TRAITS_H

#include "wangge/context.h"
#include "wangge/county.h"

#define WG_TRAITS_MOST (1 + WG_ALIKE_FIELDS)
#define WG_AXES_MOST 16 /* of a text field: its commonest categories; all others are the last */
#define WG_SUMS_MOST (4 + WG_ALIKE_FIELDS * (2 + WG_AXES_MOST))

/* Land by its moments about a point of the community, in units of length that suit its extent. */
typedef struct wg_land {
  int64_t area, square, x, y; /* ∫ 1, ∫ x² + y², ∫ x, ∫ y */
} wg_land;

typedef struct wg_trait {
  int32_t first; /* where its sums begin: W, S, then one an axis */
  int32_t axes;
  double whole; /* variance of the whole community, > 0; 0: it is land */
} wg_trait;

typedef struct wg_traits {
  wg_trait list[WG_TRAITS_MOST];
  int32_t count, width; /* width: sums a unit */
  int64_t *sums;        /* unit after unit; NULL: nothing is known */
} wg_traits;

/* Columns of one community's buildings that say who is alike; all borrowed. */
typedef struct wg_likeness {
  int32_t field_count;                   /* 0 … WG_ALIKE_FIELDS; 0: none */
  const int32_t *value[WG_ALIKE_FIELDS]; /* per building: category or number, ≥ 0; −1: unknown */
  bool is_number[WG_ALIKE_FIELDS];
  int32_t building_count;
  const int32_t *cell_of_building;
  const int32_t *households; /* per building; unknown (−1) counts as none */
} wg_likeness;

static inline void wg_sums_add(int64_t *sums, const int64_t *more, int32_t width)
{
  for (int32_t i = 0; i < width; i++) sums[i] += more[i];
}

static inline void wg_sums_subtract(int64_t *sums, const int64_t *less, int32_t width)
{
  for (int32_t i = 0; i < width; i++) sums[i] -= less[i];
}

/* The variance of one trait inside a set of units with these sums; 0 where nothing is known. Sums,
 * products and quotients alone: the same on every machine. */
static inline double wg_trait_variance(const wg_trait *trait, const int64_t *sums)
{
  const int64_t *own = sums + trait->first;
  double weight = (double)own[0], squares = 0;
  if (own[0] <= 0) return 0;
  for (int32_t i = 2; i < 2 + trait->axes; i++) squares += (double)own[i] * (double)own[i];
  return (double)own[1] / weight - squares / weight / weight;
}

/* From cells and buildings to units. land: per cell, or NULL. Traits in which the whole community
 * is alike are left out. On failure *out is empty. */
wg_status wg_traits_make(wg_traits *out, wg_context *context, const wg_land *land,
                         const wg_likeness *likeness, const int32_t *unit_of_cell,
                         int32_t cell_count, int32_t unit_count) WG_MUST_CHECK;
/* The sums of sets of units. members: `count` units of `from`, NULL: all; set[i]: what the i-th of
 * them belongs to, NULL: it is a set of its own. Where nothing is known nothing is allocated. */
wg_status wg_traits_gather(wg_traits *out, wg_context *context, const wg_traits *from,
                           const int32_t *members, const int32_t *set, int32_t count,
                           int32_t set_count) WG_MUST_CHECK;
void wg_traits_free(wg_traits *traits, wg_context *context);

#endif
