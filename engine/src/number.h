/* Order, codes and names of the grids of one community.
 *
 * Bands from north to south of height √(area / grids), in a band west to east, by the grid's
 * inner point; ties by the lowest building. Base grids 1 … 899, exempt 901 … 999. */
#ifndef WG_ENGINE_NUMBER_H
#define WG_ENGINE_NUMBER_H

#include "wangge/plan.h"

#define WG_CODE_TEMPLATE "{community}{seq:3}"

/* Fails with WG_MISUSE when the template has no {community}, no {seq} or an unknown word. */
wg_status wg_code_template_check(wg_context *context, const char *code_template) WG_MUST_CHECK;

/* Sorts grids into their order and fills sequence, code and name. lowest_building[g]: position of
 * the first building of grid g as it is now, for ties. rank[g] receives the new place of grid g.
 * area2_mm2: twice the area of the community; north: its northernmost y. */
wg_status wg_number_grids(wg_grid *grids, int32_t count, wg_context *context,
                          const int32_t *lowest_building, int64_t area2_mm2, int32_t north,
                          const char *community_code, const char *code_template, wg_texts *texts,
                          int32_t *rank) WG_MUST_CHECK;

#endif
