/* Relocation: where towers crowd, households for k parts may not divide into k parts in range, but
 * into k + 1 with ease; where none stand, some parts together have households for one less.
 *
 * Parts of a fixed number are then in the wrong place, and no repair around the fault can help:
 * surplus would have to flow from part to part across the whole graph. So the surroundings of a
 * part out of range are divided into one part more, and elsewhere the lightest part and those
 * around it into one less; or the other way round, where households are few. Each is a search of
 * about ten parts, and only both together are kept.
 *
 * Measured on 27 parts that a first search had left out of range (5,000 units between streets, 3
 * and 6 % towers; 60 flips a unit): a search of 8 or 12 parts for one more succeeds in 56 and 58 %,
 * of 12 or 16 parts for two more in 65 and 61 %, in about a millisecond each; of as many parts as
 * they are in 18 to 28 %. What fails at one size mostly succeeds at another: hence the ladder. */
#include "relocate.h"

#include <stdlib.h>
#include <string.h>

#define FLIPS 60      /* a unit */
#define AROUND_PARTS 16 /* whose households tell whether they are few there */
#define DONOR_PARTS 8 /* that give one up together, or take one in */
#define DONOR_TRIES 12
#define PATIENCE 8 /* parts in a row that are looked at in vain */

/* A region around a part out of range, and how many parts more it is tried with. */
typedef struct rung {
  int32_t parts, step;
} rung;

/* Small and cheap ones first. */
static const rung of_crowd[] = {{8, 1}, {12, 1}, {12, 2}, {16, 1}, {16, 2},
                                {8, 1}, {12, 1}, {12, 2}, {16, 1}, {16, 2}};
static const rung of_waste[] = {{6, -1}, {8, -1}, {10, -1}, {12, -1}, {16, -1}};

typedef struct weighed {
  int64_t households;
  int32_t part;
} weighed;

typedef struct relocation {
  wg_region *region;
  int64_t steps, end; /* to spend on what does not succeed, and where they end */
  wg_found before;    /* the partition as it was */
  weighed *order;     /* parts; those first around which one might be saved, or made */
} relocation;

static bool has_steps(const relocation *r)
{
  return r->region->task->steps < r->end;
}

/* Takes the region, unless its households cannot form `step` parts more. */
static bool choose(relocation *r, int32_t part, int32_t parts, wg_region_shape shape, int32_t step)
{
  wg_region *region = r->region;
  const wg_rule *rule = region->task->rule;
  wg_region_choose(region, part, parts, shape);
  int64_t households = wg_region_households(region), count = region->part_count + step;
  bool possible = count > 0 && households >= count * rule->min && households <= count * rule->max;
  if (region->part_count == region->found->count) possible = false; /* there is no elsewhere */
  if (!possible) wg_region_leave(region);
  return possible;
}

/* --- elsewhere -------------------------------------------------------------------------------- */

static int compare_weighed(const void *a, const void *b)
{
  const weighed *x = a, *y = b;
  if (x->households != y->households) return x->households < y->households ? -1 : 1;
  return (x->part > y->part) - (x->part < y->part);
}

/* The lightest first where a part is to be saved, else the heaviest. */
static void order_donors(relocation *r, int32_t step)
{
  const wg_region *region = r->region;
  int32_t count = region->found->count;
  for (int32_t part = 0; part < count; part++)
    r->order[part] = (weighed){-step * region->households[part], part};
  qsort(r->order, (size_t)count, sizeof *r->order, compare_weighed);
}

/* One part more or less where nothing is out of range. */
static wg_status ask_donors(relocation *r, int32_t step, bool *done)
{
  wg_region *region = r->region;
  wg_region_shape shape = step < 0 ? WG_REGION_LIGHT : WG_REGION_HEAVY;
  int32_t tries = 0;
  *done = false;
  order_donors(r, step);
  for (int32_t i = 0; i < region->found->count && tries < DONOR_TRIES && !*done; i++) {
    if (!has_steps(r)) break;
    if (!choose(r, r->order[i].part, DONOR_PARTS, shape, step)) continue;
    if (wg_region_faults(region) > 0) {
      wg_region_leave(region);
      continue;
    }
    tries++;
    WG_TRY(wg_region_resize(region, step, FLIPS, 0, done));
  }
  return WG_OK;
}

/* --- around a part out of range --------------------------------------------------------------- */

static void save(relocation *r)
{
  const wg_found *found = r->region->found;
  int32_t *part = r->before.part;
  memcpy(part, found->part, (size_t)r->region->task->level->count * sizeof *part);
  r->before = *found;
  r->before.part = part;
}

static void restore(relocation *r)
{
  wg_found *found = r->region->found;
  int32_t *part = found->part;
  memcpy(part, r->before.part, (size_t)r->region->task->level->count * sizeof *part);
  *found = r->before;
  found->part = part;
  wg_region_recount(r->region);
}

/* As many parts less elsewhere as there are more here; without them all is as it was. */
static wg_status make_good(relocation *r, bool *done)
{
  int32_t count = r->before.count;
  const wg_found *found = r->region->found;
  *done = true;
  while (found->count != count && *done) WG_TRY(ask_donors(r, found->count > count ? -1 : 1, done));
  if (*done)
    r->end = r->region->task->steps + r->steps;
  else
    restore(r);
  return WG_OK;
}

/* *done: there is less fault. */
static wg_status climb(relocation *r, int32_t part, const rung *rungs, int32_t count, bool *done)
{
  wg_region *region = r->region;
  *done = false;
  for (int32_t i = 0; i < count && !*done && has_steps(r); i++) {
    if (!choose(r, part, rungs[i].parts, WG_REGION_RINGS, rungs[i].step)) continue;
    int64_t most = wg_region_faults(region) - 1;
    save(r);
    WG_TRY(wg_region_resize(region, rungs[i].step, FLIPS, most, done));
    if (*done) WG_TRY(make_good(r, done));
  }
  return WG_OK;
}

static bool has_few_households(wg_region *region, int32_t part)
{
  wg_region_choose(region, part, AROUND_PARTS, WG_REGION_RINGS);
  int64_t target = wg_rule_target(region->task->rule);
  bool has_few = wg_region_households(region) < target * region->part_count;
  wg_region_leave(region);
  return has_few;
}

static wg_status relocate(relocation *r, int32_t part)
{
  const int32_t crowd = sizeof of_crowd / sizeof *of_crowd,
                waste = sizeof of_waste / sizeof *of_waste;
  wg_region *region = r->region;
  bool done = false, has_few = has_few_households(region, part);
  bool rather_less = has_few && region->households[part] < region->task->rule->min;
  if (rather_less) WG_TRY(climb(r, part, of_waste, waste, &done));
  if (!done) WG_TRY(climb(r, part, of_crowd, crowd, &done));
  if (!done && has_few && !rather_less) WG_TRY(climb(r, part, of_waste, waste, &done));
  return WG_OK;
}

/* Every part out of range, again and again as long as it helps. */
static wg_status go_round(relocation *r, int64_t bound)
{
  const wg_found *found = r->region->found;
  int64_t before, idle = 0;
  do {
    before = found->fault;
    for (int32_t part = 0; part < found->count && found->fault > bound; part++) {
      int64_t fault = found->fault;
      if (idle == PATIENCE || !has_steps(r)) return WG_OK;
      if (wg_region_fault(r->region, part) == 0) continue;
      WG_TRY(relocate(r, part));
      idle = found->fault < fault ? 0 : idle + 1;
    }
  } while (found->fault > bound && found->fault < before);
  return WG_OK;
}

wg_status wg_relocate(wg_region *region, int64_t bound, int64_t steps)
{
  wg_task *task = region->task;
  size_t parts = (size_t)region->found->count + WG_REGION_MORE;
  relocation r = {.region = region, .steps = steps, .end = task->steps + steps};
  wg_status status;
  if (region->found->fault <= bound) return WG_OK;
  WG_TRY_DONE(wg_allocate(task->context, &r.before.part, (size_t)task->level->count,
                          sizeof *r.before.part));
  WG_TRY_DONE(wg_allocate(task->context, &r.order, parts, sizeof *r.order));
  status = go_round(&r, bound);
done:
  wg_release(task->context, r.before.part);
  wg_release(task->context, r.order);
  return status;
}
