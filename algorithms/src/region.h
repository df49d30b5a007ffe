/* A region: some neighbouring parts of a partition, searched as a small graph of their own. */
#ifndef WG_REGION_H
#define WG_REGION_H

#include "search.h"

#define WG_REGION_PARTS 16 /* at most */

typedef struct wg_region {
  wg_task *task;
  wg_found *found;     /* the partition of the whole */
  int64_t *households; /* of all parts */
  int64_t *persons;    /* likewise; NULL: they have no bounds */
  int32_t *begin;      /* part → its first in units; one more */
  int32_t *units;      /* part after part */
  int32_t *inside;     /* part → number within the region, −1 */
  int32_t parts[WG_REGION_PARTS];
  int32_t part_count;
  int32_t *members; /* units of the region */
  int32_t count;
  int32_t *local; /* unit → place in members, −1 */
} wg_region;

/* How a region is searched: from scratch, or loosened by heat from what it is. */
typedef enum wg_region_way { WG_REGION_AFRESH, WG_REGION_REHEAT } wg_region_way;

/* Borrows task and found; nothing is in the region yet. */
wg_status wg_region_new(wg_region *out, wg_task *task, wg_found *found);
int64_t wg_region_fault(const wg_region *region, int32_t part);
void wg_region_free(wg_region *region);
/* Takes `part` and neighbours drawn at random, `parts` in all where there are so many; searches
 * them with `flips` a unit; puts the result back when it has less fault or as much and less
 * energy, and then counts found anew. */
wg_status wg_region_try(wg_region *region, int32_t part, int32_t parts, int64_t flips,
                        wg_region_way way);

#endif
