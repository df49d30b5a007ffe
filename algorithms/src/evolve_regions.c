/* Evolution region by region: POPMUSIC (Taillard & Voss 2002) with evolution as its method.
 *
 * A population finds nearly the best of some dozens of parts with 100,000 flips a unit; crossing
 * partitions of hundreds of parts as wholes, it stays 0.1 % and more above that however long it
 * goes on, since a child that gains in one corner loses in another (measured). So a part and those
 * around it, the ones looked at least first, are taken out and evolved by themselves with all else
 * as it is. Regions of changing sizes end at other borders each time. */
#include "evolve_regions.h"

#include "evolve.h"
#include "region.h"

#define PARTS_LEAST 24
#define PARTS_MORE 25 /* regions have 24 … 48 parts */
#define REGION_FLIPS 50000
#define MOST 1000000            /* flips a unit that are worth while … */
#define MOST_IN_ALL 10000000000 /* … and in all */
#define PATIENCE 8              /* times that every part may be looked at in vain */

typedef struct tour {
  wg_region region;
  int32_t *visits; /* of every part */
  int64_t idle;    /* parts looked at since there was a gain */
} tour;

/* One of the parts looked at least, drawn. */
static int32_t draw_part(const tour *t)
{
  int32_t drawn = 0;
  uint64_t ties = 0;
  for (int32_t part = 0; part < t->region.found->count; part++) {
    if (t->visits[part] > t->visits[drawn]) continue;
    if (t->visits[part] < t->visits[drawn]) ties = 0;
    if (wg_random_below(t->region.task->random, ++ties) == 0) drawn = part;
  }
  return drawn;
}

static wg_status visit(tour *t, int64_t flips)
{
  wg_region *region = &t->region;
  wg_found before = *region->found;
  int32_t parts = PARTS_LEAST + (int32_t)wg_random_below(region->task->random, PARTS_MORE);
  wg_region_choose(region, draw_part(t), parts, WG_REGION_RINGS);
  for (int32_t i = 0; i < region->part_count; i++) t->visits[region->parts[i]]++;
  t->idle += region->part_count;
  WG_TRY(wg_region_renew(region, flips, wg_evolve));
  if (wg_is_better(region->found, &before)) t->idle = 0;
  return WG_OK;
}

wg_status wg_evolve_regions(wg_task *task, wg_found *found, int64_t flips)
{
  tour t = {.idle = 0};
  int32_t units = task->level->count;
  flips = wg_lesser(flips, wg_lesser(MOST, MOST_IN_ALL / units));
  int64_t end = task->steps + flips * units, patience = PATIENCE * (int64_t)found->count;
  WG_TRY(wg_region_new(&t.region, task, found));
  wg_status status = wg_allocate(task->context, &t.visits, (size_t)found->count, sizeof *t.visits);
  while (status == WG_OK && task->steps < end && t.idle < patience)
    status = visit(&t, wg_lesser(REGION_FLIPS, flips / 4 + 1));
  wg_release(task->context, t.visits);
  wg_region_free(&t.region);
  return status;
}
