/* How well footprints fit the lines around them: the measure behind a suspected displacement.
 *
 * Buildings that lie where they should are seldom crossed by a boundary or a street; displaced by
 * some hundred metres they are as often as chance has it. So the buildings that are crossed are
 * counted as they lie and as they would lie when moved. A building is crossed if a line enters the
 * inner part of its box, 60 % of each side: walls that stand on a line do not count. */
#ifndef WG_ALGORITHMS_ALIGNMENT_H
#define WG_ALGORITHMS_ALIGNMENT_H

#include "wangge/shapes.h"

typedef struct wg_linework wg_linework;

/* The segments of lines and of the outlines of areas. left_out: one a shape, those with 1 are not
 * taken; NULL: all are. O(segments). */
wg_status wg_linework_build(wg_linework **out, wg_context *context, const wg_shapes *shapes,
                            const uint8_t *left_out) WG_MUST_CHECK;
void wg_linework_free(wg_linework *linework, wg_context *context);

/* Writes 1 for each box that is crossed when moved by its own move and by `more` besides, else 0,
 * and returns how many are; boxes that are moved out of int32 count as not crossed. */
int64_t wg_linework_crossed(const wg_linework *linework, const wg_box *boxes, const wg_point *moves,
                            wg_point more, int64_t count, uint8_t *crossed);

/* The inner part of a shape's box; of points, 4 m around. */
wg_box wg_inner_box(const wg_shapes *shapes, int64_t index);

#endif
