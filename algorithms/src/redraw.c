/* Repair with few households moved: every region of parts out of range and the parts around them is
 * a small graph of its own, searched again and again.
 *
 * A search begins from the existing grids, or from them with some divided and some dissolved, and
 * is cooled at the heat of households that change sides (wg_resettle). The number of parts is free:
 * a region tries those that arithmetic likes best, nearest to what there was. A region of five
 * parts has some 80 units; a search of it takes a millisecond. */
#include "redraw.h"

#include <string.h>

#include "evolve.h"
#include "feasibility.h"

#define CHOICES 4           /* numbers of parts that a region tries */
#define RINGS 6             /* of neighbours round the parts out of range, then all */
#define CROSSED_UNITS 160   /* of a region that is small enough to cross divisions of */
#define STEPS_MOST 40000000 /* flips that one region may take */

typedef struct effort {
  int32_t starts;  /* of every number of parts */
  int64_t flips;   /* a unit */
  int64_t crossed; /* a unit, of crossing in the end, at most */
} effort;

typedef struct redrawing {
  wg_task *task;
  wg_found *found;
  int64_t *households, *fault; /* of all parts */
  int32_t *ring;               /* part → how many borders from one out of range; −1: farther */
  int32_t *group;              /* part → region, −1: in none */
  int32_t *members, *local;    /* units of a region; unit → place there, −1 */
  int32_t *inside;             /* part → number within the region, −1 */
} redrawing;

static effort effort_of(const wg_rule *rule)
{
  static const effort efforts[] = {{24, 100, 24000}, {24, 300, 36000}, {120, 600, 200000}};
  return efforts[rule->effort];
}

/* --- one region ----------------------------------------------------------------------------------
 */

/* A region as a graph of its own. */
typedef struct region {
  wg_task task;
  wg_level level;
  wg_load load;
  wg_found start, trial, best; /* best.count 0: none yet */
  int32_t *order;              /* scratch, a unit each */
  int64_t *households;         /* scratch, a part each */
} region;

static void copy_found(wg_found *to, const wg_found *from, int32_t units)
{
  int32_t *part = to->part;
  memcpy(part, from->part, (size_t)units * sizeof *part);
  *to = *from;
  to->part = part;
}

static void count_households(region *r)
{
  memset(r->households, 0, (size_t)r->level.count * sizeof *r->households);
  for (int32_t u = 0; u < r->level.count; u++)
    r->households[r->trial.part[u]] += r->level.households[u];
}

/* Parts in the order in which they are drawn to be divided: the one with most households, or any,
 * by households. */
static int32_t draw_large(region *r, bool largest)
{
  int64_t sum = 0;
  int32_t best = 0;
  for (int32_t p = 0; p < r->trial.count; p++) {
    sum += r->households[p];
    if (r->households[p] > r->households[best]) best = p;
  }
  if (largest || sum == 0) return best;
  int64_t drawn = (int64_t)wg_random_below(r->task.random, (uint64_t)sum);
  for (int32_t p = 0; p < r->trial.count; p++)
    if ((drawn -= r->households[p]) < 0) return p;
  return best;
}

/* Divides a part into two by a search of its own; false in *divided: it has one unit. */
static wg_status divide_part(region *r, int32_t part, bool *divided)
{
  wg_context *context = r->task.context;
  wg_task task = r->task;
  wg_level level = {0};
  wg_found two = {.count = 2};
  int32_t count = 0, *local = NULL;
  wg_status status;
  *divided = false;
  WG_TRY_DONE(wg_allocate(context, &local, (size_t)r->level.count, sizeof *local));
  for (int32_t u = 0; u < r->level.count; u++) {
    local[u] = r->trial.part[u] == part ? count : -1;
    if (local[u] >= 0) r->order[count++] = u;
  }
  if (count < 2) goto done;
  WG_TRY_DONE(wg_level_extract(&level, context, &r->level, r->order, count, local));
  WG_TRY_DONE(wg_allocate(context, &two.part, (size_t)count, sizeof *two.part));
  task.level = &level;
  WG_TRY_DONE(wg_search(&task, &two, 60));
  r->task.steps = task.steps;
  r->task.searches = task.searches;
  for (int32_t i = 0; i < count; i++)
    if (two.part[i] == 1) r->trial.part[r->order[i]] = r->trial.count;
  r->trial.count++;
  *divided = true;
done:
  wg_level_free(&level, context);
  wg_release(context, two.part);
  wg_release(context, local);
  return status;
}

/* A part next to `part`, drawn by the number of their borders, or the one of fewest households. */
static int32_t draw_host(region *r, int32_t part, bool lightest)
{
  int32_t host = -1;
  uint64_t seen = 0;
  for (int32_t u = 0; u < r->level.count; u++) {
    if (r->trial.part[u] != part) continue;
    for (int32_t s = r->level.first[u]; s < r->level.first[u + 1]; s++) {
      int32_t other = r->trial.part[r->level.slots[s].neighbor];
      if (other == part) continue;
      bool better = lightest ? host < 0 || r->households[other] < r->households[host]
                             : wg_random_below(r->task.random, ++seen) == 0;
      if (better) host = other;
    }
  }
  return host;
}

static int32_t draw_small(region *r, bool smallest)
{
  int32_t best = 0, count = r->trial.count;
  for (int32_t p = 1; p < count; p++)
    if (r->households[p] < r->households[best]) best = p;
  if (smallest) return best;
  int32_t a = (int32_t)wg_random_below(r->task.random, (uint64_t)count);
  int32_t b = (int32_t)wg_random_below(r->task.random, (uint64_t)count);
  return r->households[a] < r->households[b] ? a : b;
}

/* Dissolves a part into one beside it; the last part takes its number. */
static void dissolve_part(region *r, int32_t part, bool lightest)
{
  int32_t host = draw_host(r, part, lightest), last = r->trial.count - 1;
  if (host < 0) return;
  for (int32_t u = 0; u < r->level.count; u++)
    if (r->trial.part[u] == part) r->trial.part[u] = host;
  for (int32_t u = 0; u < r->level.count; u++)
    if (r->trial.part[u] == last) r->trial.part[u] = part;
  r->trial.count--;
}

/* The existing grids, divided and dissolved until there are `parts`; `extra` more of each. */
static wg_status prepare_start(region *r, int32_t parts, int32_t extra, bool drawn)
{
  copy_found(&r->trial, &r->start, r->level.count);
  for (int32_t tries = 0; r->trial.count < parts + extra && tries < 4 * parts + 8; tries++) {
    bool divided;
    count_households(r);
    int32_t part = draw_large(r, !drawn && tries == 0);
    WG_TRY(divide_part(r, part, &divided));
  }
  while (r->trial.count > parts) {
    int32_t before = r->trial.count;
    count_households(r);
    dissolve_part(r, draw_small(r, !drawn), !drawn);
    if (r->trial.count == before) break;
  }
  return WG_OK;
}

/* One search; keeps the best. */
static wg_status try_start(region *r, int32_t parts, int32_t number, int64_t flips)
{
  if (number % 6 == 5) { /* from nothing, for a change */
    r->trial.count = parts;
    WG_TRY(wg_search(&r->task, &r->trial, flips));
  } else {
    WG_TRY(prepare_start(r, parts, number % 3, number > 0));
  }
  if (r->trial.count != parts) return WG_OK;
  WG_TRY(wg_resettle(&r->task, &r->trial, 0, flips));
  if (r->best.count > 0 && !wg_is_better(&r->trial, &r->best)) return WG_OK;
  copy_found(&r->best, &r->trial, r->level.count);
  return WG_OK;
}

typedef struct choice {
  int64_t fault, distance;
  int32_t parts;
} choice;

static bool precedes(const choice *a, const choice *b)
{
  if (a->fault != b->fault) return a->fault < b->fault;
  return a->distance != b->distance ? a->distance < b->distance : a->parts < b->parts;
}

/* The numbers of parts with the least fault by arithmetic, nearest to what there was. */
static int32_t list_choices(const region *r, choice *out)
{
  const wg_rule *rule = r->task.rule;
  int32_t fewest, most, count = 0;
  wg_parts_window(&r->load, rule, &fewest, &most);
  for (int32_t k = fewest; k <= most; k++) {
    int64_t distance = k < r->start.count ? r->start.count - k : k - r->start.count;
    choice fresh = {wg_arithmetic_fault(&r->load, rule, k), distance, k};
    int32_t at = count < CHOICES ? count++ : CHOICES;
    for (; at > 0 && precedes(&fresh, &out[at - 1]); at--)
      if (at < CHOICES) out[at] = out[at - 1];
    if (at < CHOICES) out[at] = fresh;
  }
  return count;
}

static wg_status search_region(region *r)
{
  effort e = effort_of(r->task.rule);
  choice choices[CHOICES + 1];
  int32_t count = list_choices(r, choices);
  int64_t end = r->task.steps + STEPS_MOST;
  for (int32_t number = 0; number < e.starts; number++)
    for (int32_t i = 0; i < count; i++) {
      bool hopeless = r->best.count > 0 && choices[i].fault > r->best.fault;
      if (hopeless || r->task.steps > end) continue;
      WG_TRY(try_start(r, choices[i].parts, number, e.flips));
    }
  return WG_OK;
}

/* What a small region costs to search on is next to nothing, and the few searches from its grids
 * miss the fewest households most often where those lie scattered: good divisions are crossed. */
static wg_status search_on(region *r)
{
  int64_t flips = effort_of(r->task.rule).crossed;
  if (r->best.count < 2 || r->level.count > CROSSED_UNITS) return WG_OK;
  return wg_evolve(&r->task, &r->best, flips);
}

static wg_status open_region(region *r, redrawing *d, int32_t count, int32_t parts)
{
  wg_context *context = d->task->context;
  size_t units = (size_t)count;
  *r = (region){.task = *d->task};
  r->start.count = parts;
  WG_TRY(wg_level_extract(&r->level, context, d->task->level, d->members, count, d->local));
  WG_TRY(wg_allocate(context, &r->start.part, units, sizeof(int32_t)));
  WG_TRY(wg_allocate(context, &r->trial.part, units, sizeof(int32_t)));
  WG_TRY(wg_allocate(context, &r->best.part, units, sizeof(int32_t)));
  WG_TRY(wg_allocate(context, &r->order, units, sizeof *r->order));
  WG_TRY(wg_allocate(context, &r->households, units + 1, sizeof *r->households));
  for (int32_t i = 0; i < count; i++) r->start.part[i] = d->inside[d->found->part[d->members[i]]];
  r->level.mean_cost = d->task->level->mean_cost; /* the same scale of prices as the whole */
  r->task.level = &r->level;
  r->task.bound = 0;
  r->load = wg_load_of(&r->level, d->task->rule);
  return wg_evaluate(&r->task, &r->start);
}

static void close_region(region *r)
{
  wg_context *context = r->task.context;
  wg_level_free(&r->level, context);
  wg_release(context, r->start.part);
  wg_release(context, r->trial.part);
  wg_release(context, r->best.part);
  wg_release(context, r->order);
  wg_release(context, r->households);
}

/* Puts the best back in place of the parts `numbers`; further ones are numbered on, and where there
 * are fewer the last of all parts take the numbers left free. */
static void put_back(redrawing *d, const region *r, int32_t *numbers, int32_t parts)
{
  wg_found *found = d->found;
  for (int32_t p = parts; p < r->best.count; p++) numbers[p] = found->count++;
  for (int32_t i = 0; i < r->level.count; i++)
    found->part[d->members[i]] = numbers[r->best.part[i]];
  for (int32_t p = parts - 1; p >= r->best.count; p--) {
    int32_t last = --found->count;
    for (int32_t u = 0; u < d->task->level->count; u++)
      if (found->part[u] == last) found->part[u] = numbers[p];
  }
}

/* --- all regions ---------------------------------------------------------------------------------
 */

static void count_parts(redrawing *d)
{
  const wg_level *level = d->task->level;
  const wg_rule *rule = d->task->rule;
  int64_t *persons = d->fault; /* until it is known */
  memset(d->households, 0, (size_t)level->count * sizeof *d->households);
  memset(persons, 0, (size_t)level->count * sizeof *persons);
  for (int32_t u = 0; u < level->count; u++) {
    d->households[d->found->part[u]] += level->households[u];
    persons[d->found->part[u]] += wg_persons_of(level, u);
  }
  for (int32_t p = 0; p < d->found->count; p++)
    d->fault[p] = level->persons == NULL
                      ? wg_rule_fault(rule, d->households[p])
                      : wg_rule_fault_of_both(rule, d->households[p], persons[p]);
}

/* Rings of parts round those out of range. */
static void spread_rings(redrawing *d, int32_t rings)
{
  const wg_level *level = d->task->level;
  const int32_t *part = d->found->part;
  for (int32_t p = 0; p < d->found->count; p++) d->ring[p] = d->fault[p] > 0 ? 0 : -1;
  for (int32_t ring = 1; ring <= rings; ring++)
    for (int32_t u = 0; u < level->count; u++) {
      if (d->ring[part[u]] != ring - 1) continue;
      for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
        int32_t other = part[level->slots[s].neighbor];
        if (d->ring[other] < 0) d->ring[other] = ring;
      }
    }
}

/* The region of parts in rings that hang together with `first`. */
static void join_group(redrawing *d, int32_t first, int32_t number)
{
  const wg_level *level = d->task->level;
  const int32_t *part = d->found->part;
  d->group[first] = number;
  for (bool changed = true; changed;) {
    changed = false;
    for (int32_t u = 0; u < level->count; u++) {
      if (d->group[part[u]] != number) continue;
      for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
        int32_t other = part[level->slots[s].neighbor];
        if (d->ring[other] < 0 || d->group[other] >= 0) continue;
        d->group[other] = number;
        changed = true;
      }
    }
  }
}

static int32_t find_groups(redrawing *d)
{
  int32_t groups = 0;
  for (int32_t p = 0; p < d->found->count; p++) d->group[p] = -1;
  for (int32_t p = 0; p < d->found->count; p++)
    if (d->ring[p] == 0 && d->group[p] < 0) join_group(d, p, groups++);
  return groups;
}

/* Searches the region of a group; numbers: scratch, a part each and more. */
static wg_status repair_group(redrawing *d, int32_t group, int32_t *numbers, bool *better)
{
  const wg_level *level = d->task->level;
  int32_t count = 0, parts = 0;
  region r = {0};
  memset(d->inside, 0xFF, (size_t)level->count * sizeof *d->inside);
  for (int32_t p = 0; p < d->found->count; p++) {
    if (d->group[p] != group) continue;
    d->inside[p] = parts;
    numbers[parts++] = p;
  }
  for (int32_t u = 0; u < level->count; u++) {
    bool is_in = d->inside[d->found->part[u]] >= 0;
    d->local[u] = is_in ? count : -1;
    if (is_in) d->members[count++] = u;
  }
  wg_status status = open_region(&r, d, count, parts);
  if (status == WG_OK) status = search_region(&r);
  if (status == WG_OK) status = search_on(&r);
  if (r.task.context != NULL) {
    d->task->steps = r.task.steps;
    d->task->searches = r.task.searches;
  }
  *better = status == WG_OK && r.best.count > 0 && r.best.fault < r.start.fault;
  if (*better) put_back(d, &r, numbers, parts);
  if (r.task.context != NULL) close_region(&r);
  return status;
}

/* All regions once. A group whose numbers change leaves the numbers of others alone, but for the
 * last ones, so groups are found anew after each success. */
static wg_status repair_rings(redrawing *d, int32_t rings, int32_t *numbers, bool *whole)
{
  for (int32_t group = 0, groups = 1; group < groups;) {
    bool better;
    count_parts(d);
    spread_rings(d, rings);
    groups = find_groups(d);
    *whole = groups == 1;
    for (int32_t p = 0; p < d->found->count; p++) *whole &= d->ring[p] >= 0;
    if (group >= groups) return WG_OK;
    WG_TRY(repair_group(d, group, numbers, &better));
    if (better) WG_TRY(wg_evaluate(d->task, d->found));
    group = better ? 0 : group + 1;
  }
  return WG_OK;
}

static wg_status allocate(redrawing *d)
{
  wg_context *context = d->task->context;
  size_t units = (size_t)d->task->level->count;
  WG_TRY(wg_allocate(context, &d->households, units, sizeof *d->households));
  WG_TRY(wg_allocate(context, &d->fault, units, sizeof *d->fault));
  WG_TRY(wg_allocate(context, &d->ring, units, sizeof *d->ring));
  WG_TRY(wg_allocate(context, &d->group, units, sizeof *d->group));
  WG_TRY(wg_allocate(context, &d->members, units, sizeof *d->members));
  WG_TRY(wg_allocate(context, &d->local, units, sizeof *d->local));
  return wg_allocate(context, &d->inside, units, sizeof *d->inside);
}

wg_status wg_redraw(wg_task *task, wg_found *found, int64_t bound)
{
  redrawing d = {.task = task, .found = found};
  int32_t *numbers = NULL;
  wg_status status;
  bool whole = false;
  WG_TRY_DONE(allocate(&d));
  WG_TRY_DONE(wg_allocate(task->context, &numbers, (size_t)task->level->count, sizeof *numbers));
  for (int32_t rings = 1; rings <= RINGS && found->fault > bound && !whole; rings++)
    WG_TRY_DONE(repair_rings(&d, rings, numbers, &whole));
done:
  wg_release(task->context, numbers);
  wg_release(task->context, d.households);
  wg_release(task->context, d.fault);
  wg_release(task->context, d.ring);
  wg_release(task->context, d.group);
  wg_release(task->context, d.members);
  wg_release(task->context, d.local);
  wg_release(task->context, d.inside);
  return status;
}
