/* Region growing: every part starts from a seed, and the lightest region takes the next unit.
 *
 * Seeds are the heaviest units, since two towers in one part are the hardest to part again
 * (measured: half a per cent shorter borders than drawn ones), or drawn, so that further searches
 * start from other places; none next to another as long as that can be had. The lightest region
 * grows next, by the unit with the longest border to it, so that none runs ahead and the debt is
 * shared by all; a region that has no free neighbour retires. The regions wait in a binary heap. */
#include "growth.h"

#include <stdlib.h>
#include <string.h>

#define LOOK 24 /* free neighbours that a region compares before it chooses */

typedef struct candidate {
  int32_t unit, next; /* next of the same region, −1: last */
  int32_t cost;
} candidate;

typedef struct growth {
  wg_draft *draft;
  const wg_level *level;
  int64_t *households; /* of each region */
  int32_t *heap;       /* regions, lightest on top */
  int32_t heap_count;
  int32_t *list; /* region → its first candidate */
  candidate *candidates;
  int32_t candidate_count;
} growth;

static bool lighter(const growth *g, int32_t a, int32_t b)
{
  return g->households[a] != g->households[b] ? g->households[a] < g->households[b] : a < b;
}

static void sift_down(growth *g, int32_t at)
{
  int32_t region = g->heap[at];
  for (int32_t child; (child = 2 * at + 1) < g->heap_count; at = child) {
    if (child + 1 < g->heap_count && lighter(g, g->heap[child + 1], g->heap[child])) child++;
    if (!lighter(g, g->heap[child], region)) break;
    g->heap[at] = g->heap[child];
  }
  g->heap[at] = region;
}

static void take(growth *g, int32_t region, int32_t unit)
{
  const wg_level *level = g->level;
  g->draft->part[unit] = region;
  g->households[region] += level->households[unit];
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    const wg_slot *slot = &level->slots[s];
    if (g->draft->part[slot->neighbor] >= 0) continue;
    g->candidates[g->candidate_count] =
        (candidate){.unit = slot->neighbor, .next = g->list[region], .cost = slot->cost};
    g->list[region] = g->candidate_count++;
  }
}

/* The free unit with the longest border among the first of the region's list; −1: none is left.
 * Candidates that others have taken are dropped on the way. */
static int32_t best_candidate(growth *g, int32_t region)
{
  int32_t best = -1, looked = 0, best_cost = -1;
  for (int32_t *link = &g->list[region]; *link >= 0 && looked < LOOK;) {
    candidate *c = &g->candidates[*link];
    if (g->draft->part[c->unit] >= 0) {
      *link = c->next;
      continue;
    }
    looked++;
    if (c->cost > best_cost || (c->cost == best_cost && c->unit < best)) {
      best = c->unit;
      best_cost = c->cost;
    }
    link = &c->next;
  }
  return best;
}

static bool is_free_standing(const growth *g, int32_t unit)
{
  const wg_level *level = g->level;
  if (g->draft->part[unit] >= 0) return false;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++)
    if (g->draft->part[level->slots[s].neighbor] >= 0) return false;
  return true;
}

/* A unit drawn by its weight, from running sums. */
static int32_t draw_unit(const int64_t *sums, int32_t count, wg_random *random)
{
  int64_t at = (int64_t)wg_random_below(random, (uint64_t)sums[count - 1]);
  int32_t low = 0, high = count - 1;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (sums[middle] <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void plant_drawn(growth *g, const int64_t *sums, wg_random *random)
{
  int32_t count = g->level->count;
  for (int32_t region = 0; region < g->draft->count; region++) {
    int32_t unit = draw_unit(sums, count, random);
    for (int tries = 0; tries < 8 && !is_free_standing(g, unit); tries++)
      unit = draw_unit(sums, count, random);
    while (g->draft->part[unit] >= 0) unit = unit + 1 < count ? unit + 1 : 0;
    take(g, region, unit);
  }
}

typedef struct weighed {
  int64_t households;
  int32_t unit;
} weighed;

static int compare_weighed(const void *a, const void *b)
{
  const weighed *x = a, *y = b;
  if (x->households != y->households) return x->households > y->households ? -1 : 1;
  return (x->unit > y->unit) - (x->unit < y->unit);
}

static wg_status plant_heaviest(growth *g, wg_context *context)
{
  int32_t count = g->level->count, region = 0;
  weighed *order;
  WG_TRY(wg_allocate(context, &order, (size_t)count, sizeof *order));
  for (int32_t u = 0; u < count; u++) order[u] = (weighed){g->level->households[u], u};
  qsort(order, (size_t)count, sizeof *order, compare_weighed);
  for (int apart = 1; apart >= 0; apart--)
    for (int32_t i = 0; i < count && region < g->draft->count; i++) {
      int32_t unit = order[i].unit;
      if (apart ? is_free_standing(g, unit) : g->draft->part[unit] < 0) take(g, region++, unit);
    }
  wg_release(context, order);
  return WG_OK;
}

static wg_status plant_seeds(growth *g, wg_context *context, wg_random *random, wg_seeds seeds)
{
  int64_t *sums, sum = 0;
  if (seeds == WG_SEEDS_HEAVIEST) return plant_heaviest(g, context);
  WG_TRY(wg_allocate(context, &sums, (size_t)g->level->count, sizeof *sums));
  for (int32_t u = 0; u < g->level->count; u++)
    sums[u] = sum += seeds == WG_SEEDS_BY_HOUSEHOLDS ? g->level->households[u] + 1 : 1;
  plant_drawn(g, sums, random);
  wg_release(context, sums);
  return WG_OK;
}

static void grow(growth *g)
{
  g->heap_count = g->draft->count;
  for (int32_t r = 0; r < g->heap_count; r++) g->heap[r] = r;
  for (int32_t at = g->heap_count / 2; at-- > 0;) sift_down(g, at);
  while (g->heap_count > 0) {
    int32_t region = g->heap[0], unit = best_candidate(g, region);
    if (unit >= 0)
      take(g, region, unit);
    else
      g->heap[0] = g->heap[--g->heap_count];
    if (g->heap_count > 0) sift_down(g, 0);
  }
}

wg_status wg_grow_regions(wg_draft *draft, wg_context *context, const wg_level *level,
                          wg_random *random, wg_seeds seeds)
{
  growth g = {.draft = draft, .level = level};
  size_t parts = (size_t)draft->count;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &g.households, parts, sizeof *g.households));
  WG_TRY_DONE(wg_allocate(context, &g.heap, parts, sizeof *g.heap));
  WG_TRY_DONE(wg_allocate(context, &g.list, parts, sizeof *g.list));
  WG_TRY_DONE(wg_allocate(context, &g.candidates, (size_t)level->first[level->count],
                          sizeof *g.candidates));
  memset(g.list, 0xFF, parts * sizeof *g.list);
  memset(draft->part, 0xFF, (size_t)level->count * sizeof *draft->part);
  WG_TRY_DONE(plant_seeds(&g, context, random, seeds));
  grow(&g);
  wg_draft_count(draft, level);
done:
  wg_release(context, g.households);
  wg_release(context, g.heap);
  wg_release(context, g.list);
  wg_release(context, g.candidates);
  return status;
}
