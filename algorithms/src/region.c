/* Regions are the unit of repair and of polish: recombination of pairs, triples and so on, with the
 * whole search in the place of a random tree. A region of five parts has some 80 units and takes a
 * few milliseconds, while all the rest of the partition stays as it is. */
#include "region.h"

#include <string.h>

int64_t wg_region_fault(const wg_region *r, int32_t part)
{
  const wg_rule *rule = r->task->rule;
  return r->persons == NULL ? wg_rule_fault(rule, r->households[part])
                            : wg_rule_fault_of_both(rule, r->households[part], r->persons[part]);
}

/* Households, persons, fault and members of every part, after a change. */
static void count_parts(wg_region *r)
{
  const wg_level *level = r->task->level;
  const int32_t *part = r->found->part;
  int32_t parts = r->found->count;
  memset(r->households, 0, (size_t)parts * sizeof *r->households);
  if (r->persons != NULL) memset(r->persons, 0, (size_t)parts * sizeof *r->persons);
  memset(r->begin, 0, ((size_t)parts + 1) * sizeof *r->begin);
  for (int32_t u = 0; u < level->count; u++) {
    r->households[part[u]] += level->households[u];
    if (r->persons != NULL) r->persons[part[u]] += level->persons[u];
    r->begin[part[u] + 1]++;
  }
  r->found->fault = 0;
  for (int32_t p = 0; p < parts; p++) {
    r->found->fault += wg_region_fault(r, p);
    r->begin[p + 1] += r->begin[p];
  }
  for (int32_t u = 0; u < level->count; u++) r->units[r->begin[part[u]]++] = u;
  for (int32_t p = parts; p > 0; p--) r->begin[p] = r->begin[p - 1];
  r->begin[0] = 0;
}

static void add_part(wg_region *r, int32_t part)
{
  r->inside[part] = r->part_count;
  r->parts[r->part_count++] = part;
  for (int32_t i = r->begin[part]; i < r->begin[part + 1]; i++) {
    r->local[r->units[i]] = r->count;
    r->members[r->count++] = r->units[i];
  }
}

/* A part next to the region, drawn by the number of its borders; −1: there is none. */
static int32_t draw_neighbor(wg_region *r)
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

static void choose_region(wg_region *r, int32_t part, int32_t parts)
{
  add_part(r, part);
  while (r->part_count < parts) {
    int32_t next = draw_neighbor(r);
    if (next < 0) return;
    add_part(r, next);
  }
}

static void leave_region(wg_region *r)
{
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = -1;
  for (int32_t i = 0; i < r->part_count; i++) r->inside[r->parts[i]] = -1;
  r->count = r->part_count = 0;
}

/* Rows ascend only if members do. */
static void sort_members(wg_region *r)
{
  for (int32_t gap = r->count / 2; gap > 0; gap /= 2) /* Shell sort: a few hundred units */
    for (int32_t i = gap; i < r->count; i++) {
      int32_t unit = r->members[i], j = i;
      for (; j >= gap && r->members[j - gap] > unit; j -= gap) r->members[j] = r->members[j - gap];
      r->members[j] = unit;
    }
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = i;
}

static wg_status search_in(wg_task *task, wg_found *found, int64_t flips, wg_region_way way)
{
  return way == WG_REGION_AFRESH ? wg_search(task, found, flips) : wg_reheat(task, found, flips);
}

/* Searches the region alone; puts the result back when it is better. */
static wg_status search_region(wg_region *r, int64_t flips, wg_region_way way, bool *better)
{
  wg_task task = *r->task;
  task.bound = INT64_MAX; /* chains of moves have been tried before */
  wg_level level = {0};
  wg_found found = {.count = r->part_count}, before;
  wg_status status;
  sort_members(r);
  WG_TRY_DONE(
      wg_level_extract(&level, task.context, r->task->level, r->members, r->count, r->local));
  WG_TRY_DONE(wg_allocate(task.context, &found.part, (size_t)r->count, sizeof *found.part));
  for (int32_t i = 0; i < r->count; i++) found.part[i] = r->inside[r->found->part[r->members[i]]];
  level.mean_cost = r->task->level->mean_cost; /* the same scale of prices as the whole */
  task.level = &level;
  WG_TRY_DONE(wg_evaluate(&task, &found));
  before = found;
  WG_TRY_DONE(search_in(&task, &found, flips, way));
  r->task->steps = task.steps;
  r->task->searches = task.searches;
  *better = wg_is_better(&found, &before);
  for (int32_t i = 0; *better && i < r->count; i++)
    r->found->part[r->members[i]] = r->parts[found.part[i]];
  if (*better) r->found->energy += found.energy - before.energy;
done:
  wg_level_free(&level, task.context);
  wg_release(task.context, found.part);
  return status;
}

static wg_status allocate_region(wg_region *r)
{
  wg_context *context = r->task->context;
  size_t units = (size_t)r->task->level->count, parts = (size_t)r->found->count;
  WG_TRY(wg_allocate(context, &r->inside, parts, sizeof *r->inside));
  WG_TRY(wg_allocate(context, &r->begin, parts + 1, sizeof *r->begin));
  if (r->task->level->persons != NULL)
    WG_TRY(wg_allocate(context, &r->persons, parts, sizeof *r->persons));
  WG_TRY(wg_allocate(context, &r->households, parts, sizeof *r->households));
  WG_TRY(wg_allocate(context, &r->units, units, sizeof *r->units));
  WG_TRY(wg_allocate(context, &r->members, units, sizeof *r->members));
  WG_TRY(wg_allocate(context, &r->local, units, sizeof *r->local));
  memset(r->inside, 0xFF, parts * sizeof *r->inside);
  memset(r->local, 0xFF, units * sizeof *r->local);
  return WG_OK;
}

wg_status wg_region_new(wg_region *out, wg_task *task, wg_found *found)
{
  *out = (wg_region){.task = task, .found = found};
  wg_status status = allocate_region(out);
  if (status == WG_OK)
    count_parts(out);
  else
    wg_region_free(out);
  return status;
}

void wg_region_free(wg_region *r)
{
  wg_context *context = r->task->context;
  wg_release(context, r->inside);
  wg_release(context, r->begin);
  wg_release(context, r->households);
  wg_release(context, r->persons);
  wg_release(context, r->units);
  wg_release(context, r->members);
  wg_release(context, r->local);
}

wg_status wg_region_try(wg_region *r, int32_t part, int32_t parts, int64_t flips, wg_region_way way)
{
  bool better = false;
  choose_region(r, part, parts < WG_REGION_PARTS ? parts : WG_REGION_PARTS);
  wg_status status = WG_OK;
  if (r->part_count >= 2) status = search_region(r, flips, way, &better);
  leave_region(r);
  if (better) count_parts(r);
  return status;
}
