/* Exhaustive search by dynamic programming over a frontier. */
#ifndef WG_FRONTIER_H
#define WG_FRONTIER_H

#include "search.h"

typedef enum wg_frontier_end {
  WG_FRONTIER_NONE,     /* complete: no partition has a fault below the limit */
  WG_FRONTIER_BETTER,   /* found->part has the least fault of all, below the limit */
  WG_FRONTIER_UNKNOWN   /* gave up: too many states or too wide a frontier */
} wg_frontier_end;

/* Looks for the least fault below `limit` among all connected partitions (of exactly
 * rule->parts where that is fixed), keeping at most `states` states. found->part has room for the
 * level and is only written when something better is found. */
wg_status wg_frontier_search(wg_task *task, int64_t limit, int64_t states, wg_found *found,
                             wg_frontier_end *end);

#endif
