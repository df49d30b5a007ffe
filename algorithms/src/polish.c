/* Polish: large neighbourhood search (Shaw 1998).
 *
 * What annealing of the whole leaves behind are local mistakes: a handful of parts that would be
 * better arranged otherwise, with a ridge in between that no flip at low heat climbs. Regions of a
 * few parts, drawn in turn around every part, are loosened by heat and
 * cooled again; what is better stays. Where time is no subject, large regions are searched by
 * crossing: evolution goes deepest on some 60 parts, beyond which what is good in one corner of a
 * partition is lost with what is bad in another. */
#include "polish.h"

#include "evolve.h"
#include "region.h"

#define REGION_FLIPS 300 /* a unit of the region */
#define PARTS_LEAST 2
#define PARTS_MORE 6 /* regions have 2 … 7 parts */
#define EVOLVE_PARTS 60 /* a region of so many is searched nearly to its end by crossing */
#define EVOLVE_FLIPS 500000

typedef struct effort {
  int32_t parts_least, parts_more;
  int64_t flips; /* a unit of the region */
  wg_region_way way;
} effort;

static wg_status work_through(wg_task *task, wg_found *found, int64_t flips, const effort *e)
{
  wg_region region;
  if (found->count < 2) return WG_OK;
  WG_TRY(wg_region_new(&region, task, found));
  wg_status status = WG_OK;
  int64_t end = task->steps + flips * task->level->count;
  while (task->steps < end) {
    int32_t part = (int32_t)wg_random_below(task->random, (uint64_t)found->count);
    int32_t more = (int32_t)wg_random_below(task->random, (uint64_t)e->parts_more);
    WG_TRY_DONE(wg_region_try(&region, part, e->parts_least + more, e->flips, e->way));
  }
done:
  wg_region_free(&region);
  return status;
}

wg_status wg_polish(wg_task *task, wg_found *found, int64_t flips)
{
  static const effort reheat = {PARTS_LEAST, PARTS_MORE, REGION_FLIPS, WG_REGION_REHEAT};
  return work_through(task, found, flips, &reheat);
}

wg_status wg_polish_by_crossing(wg_task *task, wg_found *found, int64_t flips)
{
  static const effort evolve = {EVOLVE_PARTS, 1, EVOLVE_FLIPS, WG_REGION_EVOLVE};
  if (found->count <= EVOLVE_PARTS + EVOLVE_PARTS / 4) return wg_evolve(task, found, flips);
  return work_through(task, found, flips, &evolve);
}
