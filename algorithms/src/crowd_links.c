/* Backtracking over shortest ways: each group takes the shortest way between two of its pieces;
 * where others then find none, its units are denied to it one after the other. What does not
 * depend on a group is not tried again for it. */
#include "crowd_links.h"

#define WAY_MOST 16 /* units of a way that is tried in other ways */

/* Takes v into the queue, reached from another unit. */
static void enter(wg_crowd_linker *k, int32_t v, int32_t from, int32_t *tail)
{
  k->stamp[v] = k->search;
  k->from[v] = from;
  k->queue[(*tail)++] = v;
}

/* Queues the group's first unit and all of its own that hang together with it; how many. *whole:
 * these are all the populated ones. */
static int32_t reach_own(wg_crowd_linker *k, int32_t number, bool *whole)
{
  const wg_level *level = k->ground->level;
  int32_t tail = 0, populated = 0;
  k->search++;
  enter(k, k->groups[number].first, -1, &tail);
  for (int32_t head = 0; head < tail; head++) {
    int32_t u = k->queue[head];
    populated += level->households[u] > 0;
    k->ground->steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (k->ground->owner[v] == number && k->stamp[v] != k->search) enter(k, v, -1, &tail);
    }
  }
  *whole = populated == k->groups[number].count;
  return tail;
}

/* From the piece queued on over free units until the group's own are met again: the one that is
 * met, −1: none. *others: owners of what is in the way. */
static int32_t reach_over(wg_crowd_linker *k, int32_t number, int32_t own, uint64_t *others)
{
  const wg_level *level = k->ground->level;
  int32_t tail = own;
  for (int32_t head = 0; head < tail; head++) {
    int32_t u = k->queue[head];
    k->ground->steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor, owner = k->ground->owner[v];
      if (k->stamp[v] == k->search) continue;
      if (owner == number) {
        k->from[v] = u;
        return v;
      }
      if (level->households[v] > 0) continue;
      if (owner >= 0)
        *others |= UINT64_C(1) << owner;
      else if ((k->barred[v] >> number & 1) == 0)
        enter(k, v, head < own ? -1 : u, &tail);
    }
  }
  return -1;
}

void wg_crowd_look_apart(wg_crowd_linker *k, wg_crowd_group *group, int32_t number)
{
  bool whole;
  k->groups = group - number;
  reach_own(k, number, &whole);
  group->is_apart = !whole;
}

static uint64_t link_from(wg_crowd_linker *k, int32_t number);

/* way[0 … count), from the far end to the near one, is the group's: all of it (denied −1), or only
 * what comes before the unit way[denied], which is denied to it. */
static uint64_t link_without(wg_crowd_linker *k, int32_t number, const int32_t *way, int32_t count,
                             int32_t denied)
{
  int8_t *owner = k->ground->owner;
  for (int32_t i = denied + 1; i < count; i++) owner[way[i]] = (int8_t)number;
  if (denied >= 0) k->barred[way[denied]] |= UINT64_C(1) << number;
  uint64_t clash = link_from(k, number);
  if (denied >= 0) k->barred[way[denied]] &= ~(UINT64_C(1) << number);
  for (int32_t i = denied + 1; i < count; i++) owner[way[i]] = -1;
  return clash;
}

/* Links the groups from `number` on; 0: done. */
static uint64_t link_from(wg_crowd_linker *k, int32_t number)
{
  int32_t way[WAY_MOST], count = 0, own = 0;
  bool whole = true;
  for (; number < k->count; number++) {
    if (k->groups[number].is_apart) own = reach_own(k, number, &whole);
    if (!whole) break;
  }
  if (whole || k->ground->steps > k->end) return 0;
  uint64_t all = UINT64_C(1) << number;
  int32_t met = reach_over(k, number, own, &all);
  if (met < 0) return all;
  for (int32_t u = k->from[met]; u >= 0; u = k->from[u]) {
    if (count == WAY_MOST) return 0;
    way[count++] = u;
  }
  all = 0;
  for (int32_t denied = -1; denied < count; denied++) {
    uint64_t clash = link_without(k, number, way, count, denied);
    if (clash == 0 || (clash >> number & 1) == 0) return clash;
    all |= clash;
  }
  return all;
}

uint64_t wg_crowd_clash(wg_crowd_linker *k, const wg_crowd_group *groups, int32_t count,
                        int64_t steps)
{
  k->groups = groups;
  k->count = count;
  k->end = k->ground->steps + steps;
  return link_from(k, 0);
}

wg_status wg_crowd_linker_new(wg_crowd_linker *out, wg_context *context, wg_crowd_ground *ground)
{
  size_t units = (size_t)ground->level->count;
  *out = (wg_crowd_linker){.ground = ground};
  WG_TRY(wg_allocate(context, &out->barred, units, sizeof *out->barred));
  WG_TRY(wg_allocate(context, &out->from, units, sizeof *out->from));
  WG_TRY(wg_allocate(context, &out->stamp, units, sizeof *out->stamp));
  return wg_allocate(context, &out->queue, units, sizeof *out->queue);
}

void wg_crowd_linker_free(wg_crowd_linker *k, wg_context *context)
{
  wg_release(context, k->barred);
  wg_release(context, k->from);
  wg_release(context, k->stamp);
  wg_release(context, k->queue);
}
