/* A set of points, by open addressing. Zero-initialised is empty. */
#ifndef WG_GEODATA_POINTSET_H
#define WG_GEODATA_POINTSET_H

#include "wangge/shapes.h"

typedef struct wg_pointset {
  wg_point *slots;
  uint8_t *used;
  int64_t count, size; /* size: a power of two, or 0 */
} wg_pointset;

wg_status wg_pointset_add(wg_pointset *set, wg_context *context, wg_point point) WG_MUST_CHECK;
bool wg_pointset_has(const wg_pointset *set, wg_point point);
void wg_pointset_free(wg_pointset *set, wg_context *context);

#endif
