/* What the buildings of each unit are like, and what that makes of the price of a border. */
#ifndef WG_TRAITS_H
#define WG_TRAITS_H

#include "algorithms/likeness.h"

typedef struct wg_traits {
  const wg_likeness *in;
  int32_t *value; /* field after field, unit_count each; −1: unknown */
  int64_t reach[WG_ALIKE_FIELDS]; /* numbers so far apart are unlike in full; 0: all alike */
  int32_t unit_count;
} wg_traits;

/* Without fields nothing is allocated. */
wg_status wg_traits_make(wg_traits *out, wg_context *context, const wg_likeness *in,
                         const int32_t *unit_of_cell, int32_t unit_count) WG_MUST_CHECK;
void wg_traits_free(wg_traits *traits, wg_context *context);
/* The price of a border of the units a and b, which between alike units is `price`. */
int64_t wg_traits_price(const wg_traits *traits, int32_t a, int32_t b, int64_t price);

#endif
