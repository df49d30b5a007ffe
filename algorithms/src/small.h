/* Exact search on small components. */
#ifndef WG_SMALL_H
#define WG_SMALL_H

#include "search.h"

#define WG_SMALL_UNITS 12

/* The optimum of a component of at most WG_SMALL_UNITS units: least fault, then the number of
 * parts nearest to the target (or rule->parts), then least energy. found->part is the caller's. */
wg_status wg_solve_small(wg_task *task, const wg_price *price, wg_found *found);

#endif
