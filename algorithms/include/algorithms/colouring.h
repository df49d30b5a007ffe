/* Colouring of areas so that neighbours differ. */
#ifndef WG_ALGORITHMS_COLOURING_H
#define WG_ALGORITHMS_COLOURING_H

#include "wangge/shapes.h"

/* What lies across each segment of the areas first … first + count − 1, which share their vertices:
 * across[p − first point] is the area on the other side of the segment that begins at point p, or −1.
 * O(points log points). */
wg_status wg_areas_across(int32_t *across, wg_context *context, const wg_shapes *areas,
                          int64_t first, int64_t count) WG_MUST_CHECK;

/* Colours 0 … *used − 1 for `count` vertices, ends of an edge differing, with as few colours as are
 * found within a bound of steps: DSATUR (Brélaz 1979) with backtracking for 1, 2, 3 … colours. The
 * same for the same edges in any order. Where an edge has both ends the same it is passed over. */
wg_status wg_colour_graph(uint8_t *colour, int32_t *used, wg_context *context, int32_t count,
                          const int32_t *edge_a, const int32_t *edge_b,
                          int64_t edge_count) WG_MUST_CHECK;

#endif
