/* Contiguity by search, where the quick test among neighbours says no.
 *
 * In a planar graph the quick test answers nearly always; a search is needed where the rest of a
 * part runs round something. Parts have some 30 to 100 units, so a search is short; WG_SEARCH_UNITS
 * bounds it for huge parts, where "no" only loses a move. */
#include "contiguity.h"

#include "disjoint.h"

bool wg_hangs_together(const wg_draft *draft, int32_t unit)
{
  const wg_level *level = draft->level;
  const wg_slot *row = level->slots + level->first[unit];
  int32_t degree = level->first[unit + 1] - level->first[unit];
  uint32_t mine = 0;
  for (int32_t i = 0; degree <= WG_AROUND_MAX && i < degree; i++)
    mine |= (uint32_t)(draft->part[row[i].neighbor] == draft->part[unit]) << i;
  return mine != 0 && wg_touch_each_other(row, mine);
}

/* `unit` belongs to `piece` and waits in the queue; the new end of that. */
static int32_t reach(wg_draft *draft, int32_t unit, int32_t piece, int32_t tail, int32_t stamp)
{
  draft->mark[unit] = stamp;
  draft->piece[unit] = piece;
  if (unit == piece) draft->waiting[piece] = 0;
  draft->waiting[piece]++;
  draft->queue[tail] = unit;
  return tail + 1;
}

/* The piece of `unit` becomes one with `piece`; whether they were two. */
static bool meet(wg_draft *draft, int32_t piece, int32_t unit)
{
  int32_t other = disjoint_find(draft->piece, unit);
  if (other == piece) return false;
  draft->piece[other] = piece;
  draft->waiting[piece] += draft->waiting[other];
  return true;
}

/* All neighbours of its part are grown at the same pace, those that meet as one from then on: a
 * piece that would be cut off is soon grown full, and what runs round something meets halfway. */
bool wg_may_leave(wg_draft *draft, int32_t unit)
{
  const wg_level *level = draft->level;
  int32_t mine = draft->part[unit], stamp = wg_draft_stamp(draft);
  int32_t head = 0, tail = 0, pieces = 0;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    int32_t v = level->slots[s].neighbor;
    if (draft->part[v] == mine) tail = reach(draft, v, v, tail, stamp);
  }
  pieces = tail;
  draft->part[unit] = -1;
  while (pieces > 1 && tail < WG_SEARCH_UNITS) {
    int32_t u = draft->queue[head++], piece = disjoint_find(draft->piece, u);
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (draft->part[v] != mine) continue;
      if (draft->mark[v] != stamp)
        tail = reach(draft, v, piece, tail, stamp);
      else
        pieces -= meet(draft, piece, v);
    }
    if (--draft->waiting[piece] == 0) break;
  }
  draft->part[unit] = mine;
  return pieces == 1;
}

/* Appends the piece of `start` to the queue from `tail` on; its new end. */
static int32_t flood_piece(wg_draft *draft, int32_t start, int32_t tail, int32_t stamp,
                           int64_t *households)
{
  const wg_level *level = draft->level;
  int32_t head = tail, mine = draft->part[start];
  draft->queue[tail++] = start;
  draft->mark[start] = stamp;
  *households = 0;
  while (head < tail) {
    int32_t u = draft->queue[head++];
    *households += level->households[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (draft->part[v] != mine || draft->mark[v] == stamp) continue;
      draft->mark[v] = stamp;
      draft->queue[tail++] = v;
    }
  }
  return tail;
}

int32_t wg_leaves_with(wg_draft *draft, int32_t unit, int32_t limit)
{
  const wg_level *level = draft->level;
  int32_t mine = draft->part[unit], stamp = wg_draft_stamp(draft);
  int32_t tail = 1, begin = 1, best_begin = 0, best_end = 0;
  int64_t best = -1;
  if (draft->units[mine] > WG_SEARCH_UNITS) return 0;
  draft->queue[0] = unit;
  draft->mark[unit] = stamp;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    int32_t v = level->slots[s].neighbor;
    if (draft->part[v] != mine || draft->mark[v] == stamp) continue;
    int64_t households;
    tail = flood_piece(draft, v, begin, stamp, &households);
    if (households > best) {
      best = households;
      best_begin = begin;
      best_end = tail;
    }
    begin = tail;
  }
  if (best < 0 || tail - (best_end - best_begin) > limit) return 0;
  for (int32_t i = best_end; i < tail; i++) draft->queue[best_begin++] = draft->queue[i];
  return best_begin;
}
