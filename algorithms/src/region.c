/* Regions are the unit of repair, of polish and of evolution: recombination of pairs, triples and
 * so on, with the whole search in the place of a random tree. A region of five parts has some 80
 * units and takes a few milliseconds, while all the rest of the partition stays as it is. */
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

/* The part next to the region with the fewest households, or the most; −1: there is none. */
static int32_t lightest_neighbor(const wg_region *r, bool rather_heavy)
{
  const wg_level *level = r->task->level;
  int32_t best = -1;
  for (int32_t i = 0; i < r->count; i++)
    for (int32_t s = level->first[r->members[i]]; s < level->first[r->members[i] + 1]; s++) {
      int32_t part = r->found->part[level->slots[s].neighbor];
      if (r->inside[part] >= 0 || part == best) continue;
      int64_t more = best < 0 ? -1 : r->households[part] - r->households[best];
      if (rather_heavy) more = best < 0 ? -1 : -more;
      if (more < 0 || (more == 0 && part < best)) best = part;
    }
  return best;
}

/* All parts around the region, in the order of its units, as long as there is room. */
static bool add_ring(wg_region *r, int32_t parts)
{
  const wg_level *level = r->task->level;
  int32_t before = r->part_count;
  for (int32_t i = 0, end = r->count; i < end; i++)
    for (int32_t s = level->first[r->members[i]]; s < level->first[r->members[i] + 1]; s++) {
      int32_t part = r->found->part[level->slots[s].neighbor];
      if (r->part_count < parts && r->inside[part] < 0) add_part(r, part);
    }
  return r->part_count > before;
}

void wg_region_choose(wg_region *r, int32_t part, int32_t parts, wg_region_shape shape)
{
  if (parts > WG_REGION_PARTS) parts = WG_REGION_PARTS;
  add_part(r, part);
  while (r->part_count < parts) {
    if (shape == WG_REGION_RINGS) {
      if (!add_ring(r, parts)) return;
      continue;
    }
    int32_t next = shape == WG_REGION_DRAWN ? draw_neighbor(r)
                                            : lightest_neighbor(r, shape == WG_REGION_HEAVY);
    if (next < 0) return;
    add_part(r, next);
  }
}

void wg_region_leave(wg_region *r)
{
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = -1;
  for (int32_t i = 0; i < r->part_count; i++) r->inside[r->parts[i]] = -1;
  r->count = r->part_count = 0;
}

int64_t wg_region_households(const wg_region *r)
{
  int64_t sum = 0;
  for (int32_t i = 0; i < r->part_count; i++) sum += r->households[r->parts[i]];
  return sum;
}

int64_t wg_region_faults(const wg_region *r)
{
  int64_t sum = 0;
  for (int32_t i = 0; i < r->part_count; i++) sum += wg_region_fault(r, r->parts[i]);
  return sum;
}

/* Rows ascend only if members do. */
static void sort_members(wg_region *r)
{
  for (int32_t gap = r->count / 2; gap > 0; gap /= 2) /* Shell sort: a few thousand units at most */
    for (int32_t i = gap; i < r->count; i++) {
      int32_t unit = r->members[i], j = i;
      for (; j >= gap && r->members[j - gap] > unit; j -= gap) r->members[j] = r->members[j - gap];
      r->members[j] = unit;
    }
  for (int32_t i = 0; i < r->count; i++) r->local[r->members[i]] = i;
}

/* A region as a graph of its own. */
typedef struct small_world {
  wg_task task;
  wg_level level;
  wg_found found, before; /* in before nothing but figures */
} small_world;

static void close_world(wg_region *r, small_world *w)
{
  r->task->steps = w->task.steps;
  r->task->searches = w->task.searches;
  wg_level_free(&w->level, w->task.context);
  wg_release(w->task.context, w->found.part);
}

static wg_status open_world(wg_region *r, small_world *w)
{
  wg_context *context = r->task->context;
  *w = (small_world){.task = *r->task, .found.count = r->part_count};
  w->task.bound = INT64_MAX; /* chains of moves have been tried before */
  sort_members(r);
  WG_TRY(wg_level_extract(&w->level, context, r->task->level, r->members, r->count, r->local));
  WG_TRY(wg_allocate(context, &w->found.part, (size_t)r->count, sizeof *w->found.part));
  for (int32_t i = 0; i < r->count; i++)
    w->found.part[i] = r->inside[r->found->part[r->members[i]]];
  w->level.mean_cost = r->task->level->mean_cost; /* the same scale of prices as the whole */
  w->task.level = &w->level;
  WG_TRY(wg_evaluate(&w->task, &w->found));
  w->before = w->found;
  return WG_OK;
}

static void put_back(wg_region *r, const small_world *w)
{
  for (int32_t i = 0; i < r->count; i++) r->found->part[r->members[i]] = r->parts[w->found.part[i]];
  r->found->energy += w->found.energy - w->before.energy;
}

/* Searches the region alone; puts the result back when it is better. */
static wg_status search_region(wg_region *r, int64_t flips, wg_region_search *search, bool *better)
{
  small_world w;
  wg_status status;
  WG_TRY_DONE(open_world(r, &w));
  WG_TRY_DONE(search(&w.task, &w.found, flips));
  *better = wg_is_better(&w.found, &w.before);
  if (*better) put_back(r, &w);
done:
  close_world(r, &w);
  return status;
}

/* The last part of the region is given up, and the last part of all takes its number. */
static void close_gap(wg_region *r)
{
  int32_t gap = r->parts[r->part_count - 1], last = --r->found->count;
  for (int32_t u = 0; gap != last && u < r->task->level->count; u++)
    if (r->found->part[u] == last) r->found->part[u] = gap;
}

wg_status wg_region_resize(wg_region *r, int32_t step, int64_t flips, int64_t most, bool *done)
{
  small_world w;
  wg_status status;
  *done = false;
  WG_TRY_DONE(open_world(r, &w));
  w.found.count += step;
  w.task.bound = 0;
  if (w.found.count < 1 || w.found.count > r->count) goto done;
  WG_TRY_DONE(wg_search(&w.task, &w.found, flips));
  *done = w.found.fault <= most;
  for (int32_t i = 0; *done && i < step; i++) r->parts[r->part_count + i] = r->found->count++;
  if (*done) put_back(r, &w);
  if (*done && step < 0) close_gap(r);
done:
  close_world(r, &w);
  wg_region_leave(r);
  if (*done) count_parts(r);
  return status;
}

static wg_status allocate_region(wg_region *r)
{
  wg_context *context = r->task->context;
  size_t units = (size_t)r->task->level->count;
  size_t parts = (size_t)r->found->count + WG_REGION_MORE;
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

void wg_region_recount(wg_region *r)
{
  count_parts(r);
}

wg_status wg_region_renew(wg_region *r, int64_t flips, wg_region_search *search)
{
  bool better = false;
  wg_status status = WG_OK;
  if (r->part_count >= 2) status = search_region(r, flips, search, &better);
  wg_region_leave(r);
  if (better) count_parts(r);
  return status;
}

wg_status wg_region_try(wg_region *r, int32_t part, int32_t parts, int64_t flips,
                        wg_region_search *search)
{
  wg_region_choose(r, part, parts, WG_REGION_DRAWN);
  return wg_region_renew(r, flips, search);
}
