/* Polish: large neighbourhood search (Shaw 1998).
 *
 * What annealing of the whole leaves behind are local mistakes: a handful of parts that would be
 * better arranged otherwise, with a ridge in between that no flip at low heat climbs. Regions of a
 * few parts, drawn around any part, are loosened by heat and cooled again; what is better stays. */
#include "polish.h"

#include "region.h"

#define REGION_FLIPS 300 /* a unit of the region */
#define PARTS_LEAST 2
#define PARTS_MORE 6 /* regions have 2 … 7 parts */

wg_status wg_polish(wg_task *task, wg_found *found, int64_t flips)
{
  wg_region region;
  if (found->count < 2) return WG_OK;
  WG_TRY(wg_region_new(&region, task, found));
  wg_status status = WG_OK;
  int64_t end = task->steps + flips * task->level->count;
  while (task->steps < end) {
    int32_t part = (int32_t)wg_random_below(task->random, (uint64_t)found->count);
    int32_t parts = PARTS_LEAST + (int32_t)wg_random_below(task->random, PARTS_MORE);
    WG_TRY_DONE(wg_region_try(&region, part, parts, REGION_FLIPS, wg_reheat));
  }
done:
  wg_region_free(&region);
  return status;
}
