/* Canonical order: what was read no longer depends on the order of the features.
 *
 * Communities by code, features with the same code made one; buildings by id, then shape, every
 * id made unique; barriers and crossings by kind, name, shape. */
#ifndef WG_ENGINE_ORDER_H
#define WG_ENGINE_ORDER_H

#include "wangge/county.h"
#include "wangge/finding.h"

wg_status wg_order_communities(wg_communities *communities, wg_context *context,
                               wg_findings *findings) WG_MUST_CHECK;
wg_status wg_order_buildings(wg_buildings *buildings, wg_context *context,
                             wg_findings *findings) WG_MUST_CHECK;
wg_status wg_order_barriers(wg_barriers *barriers, wg_context *context) WG_MUST_CHECK;
wg_status wg_order_zones(wg_zones *zones, wg_context *context) WG_MUST_CHECK;
wg_status wg_order_crossings(wg_crossings *crossings, wg_context *context) WG_MUST_CHECK;

/* Three-way comparison of two shapes of one set: kind, number of rings and points, coordinates. */
int wg_compare_shapes(const wg_shapes *shapes, int64_t a, int64_t b);

#endif
