/* Evolution: crossing good partitions (Sanders & Schulz 2012, with annealing as the refinement).
 *
 * Two good partitions agree on most borders, and what they agree on is nearly always right. A
 * child is bred from what both parents hold together: those units are contracted, so that the
 * coarsest level has only the borders of either parent to choose from, and one parent is taken up
 * there and cooled gently, level by level. The child takes the place of whom it resembles most
 * among those that are no better, so that the population keeps its variety; a child that equals
 * somebody is dropped. */
#include "evolve.h"

#include <string.h>

#include "repair.h"

#define MOST 3000000 /* flips a unit that are worth while */
#define MEMBERS_LEAST 3
#define MEMBERS_MOST 200
#define MEMBER_FLIPS 8000 /* of all, there is a member for every so many a unit */
#define SEARCH_FLIPS 2000 /* a unit, for each of the first generation, at most a quarter of all */
#define CROSS_FLIPS 300   /* a unit, for each crossing, at most a twentieth of all */
#define PATIENCE 2        /* crossings a member may bring nothing new in a row */
#define REPAIR_ATTEMPTS 24

typedef struct population {
  wg_task *task;
  wg_found *members; /* and, after the last of them, the child */
  int32_t count;
  int32_t idle;   /* crossings in a row that brought nothing new */
  int32_t *class; /* unit → class of units that lie together in both parents */
  int32_t *begin, *units, *seen, *number;
} population;

static void copy(const population *p, wg_found *to, const wg_found *from)
{
  int32_t *part = to->part;
  memcpy(part, from->part, (size_t)p->task->level->count * sizeof *part);
  *to = *from;
  to->part = part;
}

static void order_by_part(const population *p, const wg_found *found)
{
  int32_t units = p->task->level->count;
  memset(p->begin, 0, ((size_t)found->count + 1) * sizeof *p->begin);
  for (int32_t u = 0; u < units; u++) p->begin[found->part[u] + 1]++;
  for (int32_t i = 0; i < found->count; i++) p->begin[i + 1] += p->begin[i];
  for (int32_t u = 0; u < units; u++) p->units[p->begin[found->part[u]]++] = u;
}

/* Fills class[] for two partitions of equally many parts. */
static void classify(const population *p, const wg_found *a, const wg_found *b)
{
  int32_t next = 0;
  order_by_part(p, a);
  memset(p->seen, 0xFF, (size_t)b->count * sizeof *p->seen);
  for (int32_t i = 0; i < p->task->level->count; i++) {
    int32_t unit = p->units[i], part = b->part[unit];
    if (p->seen[part] != a->part[unit]) {
      p->seen[part] = a->part[unit];
      p->number[part] = next++;
    }
    p->class[unit] = p->number[part];
  }
}

/* Borders that only one of the two cuts. */
static int64_t difference(const wg_level *level, const int32_t *a, const int32_t *b)
{
  int64_t differ = 0;
  for (int32_t i = 0; i < level->border_count; i++) {
    int32_t u = level->ends[2 * i], v = level->ends[2 * i + 1];
    differ += (a[u] == a[v]) != (b[u] == b[v]);
  }
  return differ;
}

/* The place that the child should take, −1: none. */
static int32_t place_of_child(const population *p)
{
  const wg_found *child = &p->members[p->count];
  int64_t least = INT64_MAX;
  int32_t place = -1;
  for (int32_t i = 0; i < p->count; i++) {
    int64_t differ = difference(p->task->level, child->part, p->members[i].part);
    if (differ == 0) return -1;
    if (differ >= least || wg_is_better(&p->members[i], child)) continue;
    least = differ;
    place = i;
  }
  return place;
}

static wg_status breed_child(population *p, int64_t flips)
{
  wg_random *random = p->task->random;
  uint64_t count = (uint64_t)p->count;
  int32_t a = (int32_t)wg_random_below(random, count);
  int32_t b = (int32_t)wg_random_below(random, count - 1);
  b += b >= a;
  bool first = wg_is_better(&p->members[a], &p->members[b]);
  wg_found *child = &p->members[p->count], *parent = &p->members[first ? a : b];
  classify(p, &p->members[a], &p->members[b]);
  copy(p, child, parent);
  WG_TRY(wg_recombine(p->task, child, p->class, flips));
  int32_t place = place_of_child(p);
  p->idle = place < 0 ? p->idle + 1 : 0;
  if (place < 0) return WG_OK;
  wg_found replaced = p->members[place];
  p->members[place] = *child;
  *child = replaced;
  return WG_OK;
}

static wg_status allocate_population(population *p, int32_t parts)
{
  wg_context *context = p->task->context;
  size_t units = (size_t)p->task->level->count, count = (size_t)p->count + 1;
  WG_TRY(wg_allocate(context, &p->members, count, sizeof *p->members));
  for (size_t i = 0; i < count; i++) {
    WG_TRY(wg_allocate(context, &p->members[i].part, units, sizeof *p->members[i].part));
    p->members[i].count = parts;
  }
  WG_TRY(wg_allocate(context, &p->class, units, sizeof *p->class));
  WG_TRY(wg_allocate(context, &p->units, units, sizeof *p->units));
  WG_TRY(wg_allocate(context, &p->begin, (size_t)parts + 1, sizeof *p->begin));
  WG_TRY(wg_allocate(context, &p->seen, (size_t)parts, sizeof *p->seen));
  return wg_allocate(context, &p->number, (size_t)parts, sizeof *p->number);
}

static void free_population(population *p)
{
  wg_context *context = p->task->context;
  for (int32_t i = 0; p->members != NULL && i <= p->count; i++)
    wg_release(context, p->members[i].part);
  wg_release(context, p->members);
  wg_release(context, p->class);
  wg_release(context, p->units);
  wg_release(context, p->begin);
  wg_release(context, p->seen);
  wg_release(context, p->number);
}

/* No more than four a part: what few parts can be is soon seen. */
static int32_t members_of(int32_t parts, int64_t flips)
{
  int64_t members = wg_lesser(wg_lesser(flips / MEMBER_FLIPS, MEMBERS_MOST), 4 * parts);
  return members < MEMBERS_LEAST ? MEMBERS_LEAST : (int32_t)members;
}

/* The first member is what was found; the others are searched for. */
static wg_status found_population(population *p, const wg_found *found, int64_t flips)
{
  copy(p, &p->members[0], found);
  for (int32_t i = 1; i < p->count; i++) {
    WG_TRY(wg_search(p->task, &p->members[i], flips));
    if (p->members[i].fault > found->fault)
      WG_TRY(wg_repair(p->task, &p->members[i], found->fault, REPAIR_ATTEMPTS, flips));
  }
  return WG_OK;
}

wg_status wg_evolve(wg_task *task, wg_found *found, int64_t flips)
{
  flips = wg_lesser(flips, MOST);
  population p = {.task = task, .count = members_of(found->count, flips)};
  int64_t end = task->steps + flips * task->level->count;
  wg_status status;
  if (found->count < 2) return WG_OK;
  WG_TRY_DONE(allocate_population(&p, found->count));
  WG_TRY_DONE(found_population(&p, found, wg_lesser(SEARCH_FLIPS, flips / 4 + 1)));
  while (task->steps < end && p.idle < PATIENCE * p.count)
    WG_TRY_DONE(breed_child(&p, wg_lesser(CROSS_FLIPS, flips / 20 + 1)));
  for (int32_t i = 0; i < p.count; i++)
    if (wg_is_better(&p.members[i], found)) copy(&p, found, &p.members[i]);
done:
  free_population(&p);
  return status;
}
