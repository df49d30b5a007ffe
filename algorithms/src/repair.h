/* Repair: bringing the parts that are still out of range into it. */
#ifndef WG_REPAIR_H
#define WG_REPAIR_H

#include "search.h"

/* Lessens found->fault as far as `attempts` local searches around each part out of range can,
 * stopping at `bound`, or when it has cost about twice as much as a search of `flips` a unit. */
wg_status wg_repair(wg_task *task, wg_found *found, int64_t bound, int attempts, int64_t flips);
/* The same at a fifth of that cost, where another search comes next if it fails. */
wg_status wg_repair_briefly(wg_task *task, wg_found *found, int64_t bound, int attempts,
                            int64_t flips);

#endif
