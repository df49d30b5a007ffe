/* Existing grids over the ground of a run: grids to communities, buildings to grids. */
#ifndef WG_ENGINE_OVERLAY_H
#define WG_ENGINE_OVERLAY_H

#include "geodata/grids.h"

/* Which community every row lies in: the one it names, else that of the largest overlap; −1: in
 * none. community_of_row: one a row. */
wg_status wg_overlay_place(int32_t *community_of_row, wg_context *context, const wg_grids *grids,
                           const wg_communities *communities) WG_MUST_CHECK;
/* The rows that lie in a community, by community, code and row; *rows is the caller's. */
wg_status wg_overlay_order(int64_t **rows, int64_t *count, wg_context *context,
                           const wg_grids *grids, const int32_t *community_of_row) WG_MUST_CHECK;
/* Gives every building to the area of its community that holds most of it; a building without area
 * goes where it stands, on a line to the first. areas: by community; first: of every community, one
 * more than there are, its first area. area_of_building: −1 where none holds it, or less than half
 * of what lies in its community. */
wg_status wg_overlay_buildings(int32_t *area_of_building, wg_context *context,
                               const wg_buildings *buildings, const wg_communities *communities,
                               const wg_shapes *areas, const int64_t *first) WG_MUST_CHECK;

/* Where a building stands: a point inside it; false where it has no place. */
bool wg_overlay_stands(const wg_shapes *buildings, int64_t building, wg_point *at);
/* From a point to the outline of an area, in millimetres, squared. */
double wg_overlay_distance(const wg_shapes *areas, int64_t area, wg_point at);

#endif
