/* The roomiest place of an area, for a label. */
#ifndef WG_ALGORITHMS_INNER_PLACE_H
#define WG_ALGORITHMS_INNER_PLACE_H

#include <stdbool.h>

#include "wangge/context.h"
#include "wangge/page.h"

/* Even–odd. */
bool wg_traces_hold(const wg_traces *area, wg_xy point);
/* Distance to the nearest point of any ring, with distances along y stretched by `stretch`. */
double wg_traces_distance(const wg_traces *area, wg_xy point, double stretch);
/* Whether a slab lies inside: its corners do, and no ring enters it. */
bool wg_traces_hold_slab(const wg_traces *area, const wg_slab *slab);
/* Whether two slabs overlap when each is widened by margin / 2: separating axes. */
bool wg_slabs_overlap(const wg_slab *a, const wg_slab *b, double margin);

/* The middle of the widest ellipse, `stretch` times as wide as high, that fits in, to `precision`;
 * *clearance is its half width. `polylabel`: a best-first quadtree over the bounding box, bounded by
 * distance + half diagonal, seeded with the centroid (V. Agafonkin, 2016, after Garcia-Castellanos and
 * Lombardo, Poles of inaccessibility, 2007), on the area stretched along y as wide labels want it. */
wg_status wg_inner_place(wg_xy *out, double *clearance, wg_context *context, const wg_traces *area,
                         double stretch, double precision) WG_MUST_CHECK;

#endif
