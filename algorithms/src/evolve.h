/* Evolution: a population of partitions that are crossed with each other. */
#ifndef WG_EVOLVE_H
#define WG_EVOLVE_H

#include "search.h"

/* Lowers found->energy (never worsening the fault) with about `flips` tried a unit; ends sooner
 * when crossings bring nothing new. Of many parts it leaves more than wg_evolve_regions. */
wg_status wg_evolve(wg_task *task, wg_found *found, int64_t flips);

#endif
