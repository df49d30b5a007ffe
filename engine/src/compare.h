/* The parts of a comparison. */
#ifndef WG_ENGINE_COMPARE_H
#define WG_ENGINE_COMPARE_H

#include "wangge/compare.h"

/* A building as the comparison sees it. */
bool wg_comparison_moved(const wg_comparison *comparison, int64_t new_row);
/* Figures of both sides (compare_figures.c). */
void wg_comparison_count(wg_comparison *comparison);
/* Compounds with something moved (compare_compounds.c). */
wg_status wg_comparison_count_compounds(wg_comparison *comparison,
                                        wg_context *context) WG_MUST_CHECK;

#endif
