#include "haul.h"

#include "contiguity.h"

static int32_t neighbor_in(const wg_draft *draft, int32_t unit, int32_t part)
{
  const wg_level *level = draft->level;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++)
    if (draft->part[level->slots[s].neighbor] == part) return level->slots[s].neighbor;
  return -1;
}

static void hand_over(wg_hauler *h, int32_t unit, int32_t to)
{
  int32_t from = h->draft->part[unit];
  if (h->anchor[from] == unit) h->anchor[from] = neighbor_in(h->draft, unit, from);
  wg_draft_move(h->draft, unit, to);
  h->anchor[to] = unit;
}

/* Units without households that lead from the part to the unit, nearest to the part first: how many
 * they are, none where the unit adjoins; −1: there is no such way. */
static int32_t find_corridor(wg_hauler *h, int32_t unit, int32_t to, int32_t *corridor)
{
  wg_draft *draft = h->draft;
  const wg_level *level = draft->level;
  int32_t reached[WG_EXPLORED] = {unit}, parent[WG_EXPLORED], hops[WG_EXPLORED] = {0}, count = 1;
  int32_t stamp = wg_draft_stamp(draft);
  draft->mark[unit] = stamp;
  for (int32_t head = 0; head < count; head++) {
    int32_t u = reached[head], length = 0;
    if (neighbor_in(draft, u, to) >= 0) {
      for (int32_t i = head; i > 0; i = parent[i]) corridor[length++] = reached[i];
      return length;
    }
    h->steps -= level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1] && hops[head] < WG_CORRIDOR; s++) {
      int32_t v = level->slots[s].neighbor;
      if (count == WG_EXPLORED || draft->mark[v] == stamp || !wg_is_empty(level, v)) continue;
      draft->mark[v] = stamp;
      parent[count] = head;
      hops[count] = hops[head] + 1;
      reached[count++] = v;
    }
  }
  return -1;
}

static bool may_leave(const wg_hauler *h, int32_t unit)
{
  return h->draft->units[h->draft->part[unit]] > 1 &&
         (wg_hangs_together(h->draft, unit) || wg_may_leave(h->draft, unit));
}

static void give_corridor_back(wg_hauler *h, wg_haul *haul)
{
  while (haul->corridor_count > 0) {
    haul->corridor_count--;
    hand_over(h, haul->corridor[haul->corridor_count], haul->origin[haul->corridor_count]);
  }
}

static bool take_corridor(wg_hauler *h, wg_haul *haul, int32_t unit)
{
  int32_t count = find_corridor(h, unit, haul->to, haul->corridor);
  haul->corridor_count = 0;
  for (int32_t i = 0; i < count; i++) {
    if (!may_leave(h, haul->corridor[i])) {
      give_corridor_back(h, haul);
      return false;
    }
    haul->origin[i] = h->draft->part[haul->corridor[i]];
    hand_over(h, haul->corridor[i], haul->to);
    haul->corridor_count++;
  }
  return count >= 0;
}

/* The unit and what it would cut off; farthest first, so that the part it leaves keeps an anchor.
 * 0: it may not leave. */
static int32_t gather(wg_hauler *h, int32_t unit, int32_t *company)
{
  if (h->draft->units[h->draft->part[unit]] == 1) return 0;
  company[0] = unit;
  if (may_leave(h, unit)) return 1;
  int32_t count = wg_leaves_with(h->draft, unit, WG_COMPANY);
  for (int32_t i = 0; i < count; i++) company[i] = h->draft->queue[count - 1 - i];
  return count;
}

static void hand_over_all(wg_hauler *h, const wg_haul *haul, int32_t to)
{
  for (int32_t i = 0; i < haul->company_count; i++) hand_over(h, haul->company[i], to);
}

bool wg_haul_over(wg_hauler *h, wg_haul *haul, int32_t unit, int32_t to)
{
  haul->from = h->draft->part[unit];
  haul->to = to;
  if (!take_corridor(h, haul, unit)) return false;
  haul->company_count = gather(h, unit, haul->company);
  if (haul->company_count == 0) give_corridor_back(h, haul);
  hand_over_all(h, haul, to);
  return haul->company_count > 0;
}

void wg_haul_back(wg_hauler *h, wg_haul *haul)
{
  hand_over_all(h, haul, haul->from);
  give_corridor_back(h, haul);
}

void wg_hauler_anchor(wg_hauler *h)
{
  for (int32_t u = 0; u < h->draft->level->count; u++) h->anchor[h->draft->part[u]] = u;
}

wg_status wg_hauler_new(wg_hauler *out, wg_context *context, wg_draft *draft, int64_t steps)
{
  *out = (wg_hauler){.draft = draft, .steps = steps};
  WG_TRY(wg_allocate(context, &out->anchor, (size_t)draft->count, sizeof *out->anchor));
  wg_hauler_anchor(out);
  return WG_OK;
}

void wg_hauler_free(wg_hauler *hauler, wg_context *context)
{
  wg_release(context, hauler->anchor);
  hauler->anchor = NULL;
}
