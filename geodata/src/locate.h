/* Which footprint a point lies in or beside. */
#ifndef WG_GEODATA_LOCATE_H
#define WG_GEODATA_LOCATE_H

#include "wangge/shapes.h"

/* Squares over all shapes; each lists the shapes whose boxes reach into it. */
typedef struct wg_locator {
  const wg_shapes *shapes; /* borrowed */
  wg_box box;
  int64_t side, columns, rows;
  int64_t *first, *items; /* items first[s] … first[s + 1] − 1 of square s */
} wg_locator;

wg_status wg_locator_open(wg_locator *out, wg_context *context, const wg_shapes *shapes) WG_MUST_CHECK;
/* The smallest area that holds the point, else the nearest shape within `within` mm, ties by index;
 * −1: none. *beside: it is not inside. Points are shapes of no extent. */
int64_t wg_locator_find(const wg_locator *locator, wg_point point, int64_t within, bool *beside);
void wg_locator_close(wg_locator *locator, wg_context *context);

#endif
