/* Repair aims at the parts out of range first.
 *
 * Chains of moves mend most of them (chains.c), where parts are in the wrong place they are
 * relocated (relocate.c), and where only pairs of towers are in range walks find the way (walk.c).
 * Around a part that none of these can mend the chains look further; then it and a few of the parts
 * around it, drawn at random, are divided afresh: surplus flows to where it is lacking, over
 * several parts if need be. Each try is a matter of a millisecond, so many are made; 3 to 5 parts
 * succeed soonest (measured: a success every 150,000 to 250,000 flips; pairs and larger regions
 * take two to ten times as many), later tries take a few more and more steps. Where few parts are
 * out of range all attempts are made several times over, as long as there are flips left. What was
 * repaired is then loosened and cooled with its surroundings, to mend the borders as well. Traits
 * are left aside meanwhile: they divert the search from the range, and every try would pay for
 * them. */
#include "repair.h"

#include "region.h"
#include "relocate.h"

#define CYCLES 8        /* of all attempts, from the smallest regions on */
#define FLIPS 80        /* a unit, in the first attempts */
#define MEND_ALL 10     /* after the chains */
#define CHAINS_FIRST 20 /* borders that chains look at, a unit: what is easily found … */
#define CHAINS_ALL 500  /* … and, unless brief, where relocation does not help either */
#define WALK_PARTS 48   /* around a part out of range … */
#define WALK_STEPS 300  /* … in which a walk looks at so many borders a unit */
#define MEND_PARTS 7
#define MEND_FLIPS 400
#define AFTERWARDS 200     /* flips a unit that see to traits again, where something was repaired */
#define STEPS_LEAST 500000 /* small components are repaired as long */
#define BRIEF 5            /* a brief repair gets such a share */
#define TRIES 16 /* an attempt: where hundreds of parts are out of range, bounds are hopeless … */
#define EARNED 8 /* … unless tries keep succeeding */

static wg_status attempt(wg_region *region, int32_t part, int number, int64_t *tries)
{
  int64_t before = region->found->fault;
  int32_t parts = 2 + number % 4 + number / 12;
  (*tries)--;
  WG_TRY(wg_region_try(region, part, parts, FLIPS + 10 * number, wg_search));
  if (region->found->fault == before) return WG_OK;
  *tries += EARNED;
  return wg_region_try(region, part, MEND_PARTS, MEND_FLIPS, wg_reheat);
}

/* Walks around every part out of range. */
static wg_status wander(wg_region *region, int64_t bound, int64_t end)
{
  wg_found *found = region->found;
  for (int32_t part = 0; part < found->count && found->fault > bound; part++) {
    if (wg_region_fault(region, part) == 0) continue;
    if (region->task->steps >= end) break;
    wg_region_choose(region, part, WALK_PARTS, WG_REGION_RINGS);
    WG_TRY(wg_region_renew(region, WALK_STEPS, wg_wander));
  }
  return WG_OK;
}

/* What is not a matter of luck. */
static wg_status mend(wg_region *region, int64_t bound, int64_t steps, bool is_brief)
{
  wg_task *task = region->task;
  wg_found *found = region->found;
  WG_TRY(wg_mend(task, found, bound, CHAINS_FIRST, MEND_ALL));
  wg_region_recount(region);
  WG_TRY(wg_relocate(region, bound, steps));
  WG_TRY(wander(region, bound, task->steps + steps));
  if (is_brief || found->fault <= bound) return WG_OK;
  WG_TRY(wg_mend(task, found, bound, CHAINS_ALL, MEND_ALL));
  wg_region_recount(region);
  return WG_OK;
}

static wg_status repair_plainly(wg_task *task, wg_found *found, int64_t bound, int attempts,
                                int64_t steps, bool is_brief)
{
  wg_region region;
  int64_t tries = TRIES * (int64_t)attempts, end = task->steps + steps;
  WG_TRY(wg_region_new(&region, task, found));
  wg_status status = WG_OK;
  WG_TRY_DONE(mend(&region, bound, steps, is_brief));
  for (int number = 0; number < CYCLES * attempts; number++)
    for (int32_t part = 0; part < found->count && found->fault > bound; part++) {
      if (tries <= 0 || task->steps >= end) goto done;
      if (wg_region_fault(&region, part) > 0)
        WG_TRY_DONE(attempt(&region, part, number % attempts, &tries));
    }
done:
  wg_region_free(&region);
  return status;
}

static wg_status repair(wg_task *task, wg_found *found, int64_t bound, int attempts, int64_t steps,
                        bool is_brief)
{
  wg_task plain = *task;
  wg_rule rule = *task->rule;
  int64_t before = found->fault;
  rule.like = rule.compact = 0;
  plain.rule = &rule;
  wg_status status = repair_plainly(&plain, found, bound, attempts, steps, is_brief);
  task->steps = plain.steps;
  task->searches = plain.searches;
  if (status != WG_OK || task->level->traits.sums == NULL) return status;
  return found->fault < before ? wg_refine(task, found, AFTERWARDS) : wg_evaluate(task, found);
}

static int64_t steps_of(const wg_task *task, int64_t flips)
{
  return 2 * flips * task->level->count + STEPS_LEAST;
}

wg_status wg_repair(wg_task *task, wg_found *found, int64_t bound, int attempts, int64_t flips)
{
  return repair(task, found, bound, attempts, steps_of(task, flips), false);
}

wg_status wg_repair_briefly(wg_task *task, wg_found *found, int64_t bound, int attempts,
                            int64_t flips)
{
  return repair(task, found, bound, attempts, steps_of(task, flips) / BRIEF, true);
}
