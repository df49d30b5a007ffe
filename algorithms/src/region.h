/* A region: some neighbouring parts of a partition, searched as a small graph of their own. */
#ifndef WG_REGION_H
#define WG_REGION_H

#include "search.h"

#define WG_REGION_PARTS 48 /* at most … */
#define WG_REGION_MORE 2   /* … and so many more once it is divided anew */

typedef struct wg_region {
  wg_task *task;
  wg_found *found;     /* the partition of the whole */
  int64_t *households; /* of all parts */
  int64_t *persons;    /* likewise; NULL: they have no bounds */
  int32_t *begin;      /* part → its first in units; one more */
  int32_t *units;      /* part after part */
  int32_t *inside;     /* part → number within the region, −1 */
  int32_t parts[WG_REGION_PARTS + WG_REGION_MORE];
  int32_t part_count;
  int32_t *members; /* units of the region */
  int32_t count;
  int32_t *local; /* unit → place in members, −1 */
} wg_region;

/* How a region is searched: wg_search, wg_reheat, wg_evolve. */
typedef wg_status wg_region_search(wg_task *task, wg_found *found, int64_t flips);

/* How a region grows: by neighbours drawn at random, ring by ring, or by those that have the fewest
 * or the most households. */
typedef enum wg_region_shape {
  WG_REGION_DRAWN,
  WG_REGION_RINGS,
  WG_REGION_LIGHT,
  WG_REGION_HEAVY
} wg_region_shape;

/* Borrows task and found; nothing is in the region yet. */
wg_status wg_region_new(wg_region *out, wg_task *task, wg_found *found);
int64_t wg_region_fault(const wg_region *region, int32_t part);
void wg_region_free(wg_region *region);
/* Takes `part` and neighbours drawn at random, `parts` in all where there are so many; searches
 * them as wg_region_renew does. */
wg_status wg_region_try(wg_region *region, int32_t part, int32_t parts, int64_t flips,
                        wg_region_search *search);

/* Takes `part` and neighbours until there are `parts` or no more; or leaves them. */
void wg_region_choose(wg_region *region, int32_t part, int32_t parts, wg_region_shape shape);
void wg_region_leave(wg_region *region);
/* Searches the region, which is left then, with `flips` a unit; puts the result back when it has
 * less fault or as much and less energy, and then counts found anew. */
wg_status wg_region_renew(wg_region *region, int64_t flips, wg_region_search *search);
/* Households and fault of the parts in the region. */
int64_t wg_region_households(const wg_region *region);
int64_t wg_region_faults(const wg_region *region);
/* Searches the region, which is left then, for a division into `step` parts more than it has (−1 …
 * WG_REGION_MORE), with `flips` a unit and by chains; puts it in place when its fault is at most
 * `most`. found then has as many parts more, at most WG_REGION_MORE in all, and is counted anew.
 * Parts gained are the last; one lost hands its number on to the last. */
wg_status wg_region_resize(wg_region *region, int32_t step, int64_t flips, int64_t most,
                           bool *done);
/* found was changed by others. */
void wg_region_recount(wg_region *region);

#endif
