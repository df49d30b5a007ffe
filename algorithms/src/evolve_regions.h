/* Evolution of partitions of many parts, region by region. */
#ifndef WG_EVOLVE_REGIONS_H
#define WG_EVOLVE_REGIONS_H

#include "search.h"

/* Lowers found->energy (never worsening the fault) with about `flips` tried a unit; ends sooner
 * when no region gains any more, or where many units make so many flips too dear. */
wg_status wg_evolve_regions(wg_task *task, wg_found *found, int64_t flips);

#endif
