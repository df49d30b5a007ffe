/* Areas that tile, joined by labels: what lies between two of one label is left out, exactly. */
#ifndef WG_ALGORITHMS_DISSOLVE_H
#define WG_ALGORITHMS_DISSOLVE_H

#include "wangge/shapes.h"

/* Appends one area for each label 0 … label_count − 1 to *out: areas first … first + count − 1 with
 * label[i] of area first + i. The areas must share all vertices along common borders and have their
 * interior on the left; then what is appended has the same vertices, and twice its area is the sum
 * exactly. A label without areas gives a shape NONE. O(vertices × log). */
wg_status wg_dissolve(wg_shapes *out, wg_context *context, const wg_shapes *areas, int64_t first,
                      int64_t count, const int32_t *label, int32_t label_count) WG_MUST_CHECK;

#endif
