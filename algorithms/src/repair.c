/* Repair aims at the parts out of range first.
 *
 * Such a part and a few of the parts around it, drawn at random, are taken out as a small graph of
 * their own and divided afresh by the whole search, or loosened by heat and cooled again: surplus
 * flows to where it is lacking, over several parts if need be, while all the rest stays as it is.
 * The result is put back when it has less fault. This is recombination of pairs, triples and so on,
 * with the whole search in the place of a random tree. A region of five parts has some 80 units and
 * takes about a millisecond, so many are tried: later attempts take more parts and more steps. */
#include "repair.h"

#include <string.h>

#define FLIPS 200 /* a unit, in the first attempts */
#define REGION_PARTS_MAX 40

typedef struct region {
  wg_task *task;
  wg_found *found;
  int64_t *households; /* of all parts */
  int32_t *begin;      /* part → its first in units; one more */
  int32_t *units;      /* part after part */
  int32_t *inside;     /* part → number within the region, −1 */
  int32_t parts[REGION_PARTS_MAX];
  int32_t part_count;
  int32_t *members; /* units of the region */
  int32_t count;
  int32_t *local; /* unit → place in members, −1 */
} region;

/* Households, fault and members of every part, after a change. */
static void count_parts(region *r)
{
  const wg_level *level = r->task->level;
  const int32_t *part = r->found->part;
  int32_t parts = r->found->count;
  memset(r->households, 0, (size_t)parts * sizeof *r->households);
  memset(r->begin, 0, ((size_t)parts + 1) * sizeof *r->begin);
  for (int32_t u = 0; u < level->count; u++) {
    r->households[part[u]] += level->households[u];
    r->begin[part[u] + 1]++;
  }
  r->found->fault = 0;
  for (int32_t p = 0; p < parts; p++) {
    r->found->fault += wg_rule_fault(r->task->rule, r->households[p]);
    r->begin[p + 1] += r->begin[p];
  }
  for (int32_t u = 0; u < level->count; u++) r->units[r->begin[part[u]]++] = u;
  for (int32_t p = parts; p > 0; p--) r->begin[p] = r->begin[p - 1];
  r->begin[0] = 0;
}

static void add_part(region *r, int32_t part)
{
  r->inside[part] = r->part_count;
  r->parts[r->part_count++] = part;
  for (int32_t i = r->begin[part]; i < r->begin[part + 1]; i++) {
    r->local[r->units[i]] = r->count;
    r->members[r->count++] = r->units[i];
  }
}

/* A part next to the region, drawn by the number of its borders; −1: there is none. */
static int32_t draw_neighbor(region *r)
{
  const wg_level *level = r->task->level;
  int32_t drawn = -1;
  uint64_t seen = 0;
  for (int32_t i = 0; i < r->count; i++)
    for (int32_t s = level->first[r->members[i]]; s < level->first[r->members[i] + 1]; s++) {
      int32_t part = r->found->part[level->slots[s].neighbor];
      if (r->inside[part] < 0 && wg_random_below(r->task->random, ++seen) == 0) drawn = part;
    }
  return drawn;
}

static void choose_region(region *r, int32_t part, int32_t parts)
{
  add_part(r, part);
  while (r->part_count < parts) {
    int32_t next = draw_neighbor(r);
    if (next < 0) return;
    add_part(r, next);
  }
}

static void leave_region(region *r)
{
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = -1;
  for (int32_t i = 0; i < r->part_count; i++) r->inside[r->parts[i]] = -1;
  r->count = r->part_count = 0;
}

/* Rows ascend only if members do. */
static void sort_members(region *r)
{
  for (int32_t gap = r->count / 2; gap > 0; gap /= 2) /* Shell sort: a few hundred units */
    for (int32_t i = gap; i < r->count; i++) {
      int32_t unit = r->members[i], j = i;
      for (; j >= gap && r->members[j - gap] > unit; j -= gap) r->members[j] = r->members[j - gap];
      r->members[j] = unit;
    }
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = i;
}

/* Searches the region alone; puts the result back when its fault is less. */
static wg_status search_region(region *r, int64_t flips, bool afresh, bool *better)
{
  wg_task task = *r->task;
  wg_level level = {0};
  wg_found found = {.count = r->part_count};
  int64_t before = 0;
  wg_status status;
  sort_members(r);
  WG_TRY_DONE(
      wg_level_extract(&level, task.context, r->task->level, r->members, r->count, r->local));
  WG_TRY_DONE(wg_allocate(task.context, &found.part, (size_t)r->count, sizeof *found.part));
  for (int32_t i = 0; i < r->count; i++) found.part[i] = r->inside[r->found->part[r->members[i]]];
  for (int32_t i = 0; i < r->part_count; i++)
    before += wg_rule_fault(task.rule, r->households[r->parts[i]]);
  task.level = &level;
  WG_TRY_DONE(afresh ? wg_search(&task, &found, flips) : wg_reheat(&task, &found, flips));
  r->task->steps = task.steps;
  *better = found.fault < before;
  for (int32_t i = 0; *better && i < r->count; i++)
    r->found->part[r->members[i]] = r->parts[found.part[i]];
done:
  wg_level_free(&level, task.context);
  wg_release(task.context, found.part);
  return status;
}

static wg_status allocate_region(region *r)
{
  wg_context *context = r->task->context;
  size_t units = (size_t)r->task->level->count, parts = (size_t)r->found->count;
  WG_TRY(wg_allocate(context, &r->inside, parts, sizeof *r->inside));
  WG_TRY(wg_allocate(context, &r->begin, parts + 1, sizeof *r->begin));
  WG_TRY(wg_allocate(context, &r->households, parts, sizeof *r->households));
  WG_TRY(wg_allocate(context, &r->units, units, sizeof *r->units));
  WG_TRY(wg_allocate(context, &r->members, units, sizeof *r->members));
  WG_TRY(wg_allocate(context, &r->local, units, sizeof *r->local));
  memset(r->inside, 0xFF, parts * sizeof *r->inside);
  memset(r->local, 0xFF, units * sizeof *r->local);
  return WG_OK;
}

static void free_region(region *r)
{
  wg_context *context = r->task->context;
  wg_release(context, r->inside);
  wg_release(context, r->begin);
  wg_release(context, r->households);
  wg_release(context, r->units);
  wg_release(context, r->members);
  wg_release(context, r->local);
}

/* From 2 parts to more, three attempts a size, the third by heat. */
static wg_status attempt(region *r, int32_t part, int number)
{
  int32_t parts = 2 + number / 3;
  bool better = false;
  choose_region(r, part, parts < REGION_PARTS_MAX ? parts : REGION_PARTS_MAX);
  wg_status status = WG_OK;
  if (r->part_count >= 2) status = search_region(r, FLIPS + 20 * number, number % 3 != 2, &better);
  leave_region(r);
  if (better) count_parts(r);
  return status;
}

wg_status wg_repair(wg_task *task, wg_found *found, int64_t bound, int attempts)
{
  region r = {.task = task, .found = found};
  wg_status status;
  WG_TRY_DONE(allocate_region(&r));
  count_parts(&r);
  for (int number = 0; number < attempts; number++)
    for (int32_t part = 0; part < found->count && found->fault > bound; part++)
      if (wg_rule_fault(task->rule, r.households[part]) > 0) WG_TRY_DONE(attempt(&r, part, number));
done:
  free_region(&r);
  return status;
}
