/* Backtracking over shortest ways: each group takes the shortest way between two of its pieces;
 * where others then find none, its units are denied to it one after the other. What does not
 * depend on a group is not tried again for it. */
#include "crowd_links.h"

#define WAY_MOST 16 /* units of a way that is tried in other ways */

/* Reaches out from the group's first unit: first over its own units, then over free ones, until it
 * meets its own again. Returns the unit met; −1: the group hangs together; −2: there is no way.
 * *others: owners of what is in the way. */
static int32_t reach(wg_crowd_linker *k, int32_t number, bool over_free, uint64_t *others)
{
  const wg_level *level = k->ground->level;
  const int8_t *owner = k->ground->owner;
  int32_t stamp = ++k->search, head = 0, own = 0, tail = 0, reached = 0;
  k->queue[tail++] = k->groups[number].first;
  k->stamp[k->queue[0]] = stamp;
  k->from[k->queue[0]] = -1;
  for (; head < tail; head++) { /* its own piece */
    int32_t u = k->queue[head];
    reached += level->households[u] > 0;
    k->ground->steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (owner[v] != number || k->stamp[v] == stamp) continue;
      k->stamp[v] = stamp;
      k->from[v] = -1;
      k->queue[tail++] = v;
    }
  }
  if (reached == k->groups[number].count) return -1;
  own = tail;
  for (head = 0; over_free && head < tail; head++) {
    int32_t u = k->queue[head];
    k->ground->steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (k->stamp[v] == stamp) continue;
      if (owner[v] == number) {
        k->from[v] = head < own ? -1 : u;
        return v;
      }
      if (level->households[v] > 0) continue;
      if (owner[v] >= 0) *others |= UINT64_C(1) << owner[v];
      if (owner[v] >= 0 || (k->barred[v] >> number & 1)) continue;
      k->stamp[v] = stamp;
      k->from[v] = head < own ? -1 : u;
      k->queue[tail++] = v;
    }
  }
  return -2;
}

void wg_crowd_look_apart(wg_crowd_linker *k, wg_crowd_group *group, int32_t number)
{
  uint64_t others = 0;
  k->groups = group - number;
  group->is_apart = reach(k, number, false, &others) != -1;
}

static uint64_t link_from(wg_crowd_linker *k, int32_t number);

/* way[0 … count), from the far end to the near one, is the group's: all of it, or all before the
 * `kept` last ones, of which the next is denied to it. */
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
  int32_t way[WAY_MOST], count = 0, met = -1;
  uint64_t all = 0;
  for (; number < k->count; number++) {
    if (!k->groups[number].is_apart) continue;
    all = UINT64_C(1) << number;
    met = reach(k, number, true, &all);
    if (met == -2) return all;
    if (met >= 0) break;
  }
  if (number == k->count || k->ground->steps > k->end) return 0;
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
