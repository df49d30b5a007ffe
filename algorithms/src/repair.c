/* Repair aims at the parts out of range first.
 *
 * Such a part and a few of the parts around it, drawn at random, are divided afresh or loosened by
 * heat and cooled again: surplus flows to where it is lacking, over several parts if need be. Each
 * try is a matter of a millisecond, so many are made; later ones take more parts and more steps. */
#include "repair.h"

#include "region.h"

#define FLIPS 200 /* a unit, in the first attempts */

/* From 2 parts to more, three attempts a size, the third afresh. */
static wg_status attempt(wg_region *region, int32_t part, int number)
{
  return wg_region_try(region, part, 2 + number / 3, FLIPS + 20 * number,
                       number % 3 == 2 ? WG_REGION_AFRESH : WG_REGION_REHEAT);
}

wg_status wg_repair(wg_task *task, wg_found *found, int64_t bound, int attempts)
{
  wg_region region;
  WG_TRY(wg_region_new(&region, task, found));
  wg_status status = WG_OK;
  for (int number = 0; number < attempts; number++)
    for (int32_t part = 0; part < found->count && found->fault > bound; part++)
      if (wg_rule_fault(task->rule, region.households[part]) > 0)
        WG_TRY_DONE(attempt(&region, part, number));
done:
  wg_region_free(&region);
  return status;
}
