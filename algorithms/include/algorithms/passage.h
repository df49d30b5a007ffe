/* What a barrier line really is: underground lines, and crossings made where roads pass. */
#ifndef WG_ALGORITHMS_PASSAGE_H
#define WG_ALGORITHMS_PASSAGE_H

#include "wangge/county.h"

/* A hard line of which more than 5 % of the length lies under footprints is underground: sets
 * underground = 1 and class NONE. Areas are left alone. Writes the number of lines found. Cost: a
 * look into the bins of hard lines for each footprint. */
wg_status wg_find_underground(wg_context *context, wg_barriers *barriers,
                              const wg_buildings *buildings, int64_t *found) WG_MUST_CHECK;

#define WG_CROSSING_RUN_MM 20000 /* a road must go on this far on both sides */

/* Appends a crossing (made = 1, named after the road) wherever a passable road properly crosses a
 * hard line (a point) or runs through a hard area (a line: the stretch of road from bank to bank),
 * and goes on at least 20 m on both sides, along itself and the passable roads that continue at its
 * ends. A common vertex is a junction at grade and makes nothing. Independent of the order and
 * direction of the lines; sorted by position. Linear but for sorting. */
wg_status wg_make_crossings(wg_crossings *crossings, wg_context *context,
                            const wg_barriers *barriers) WG_MUST_CHECK;

#endif
