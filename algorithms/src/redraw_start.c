#include <string.h>

#include "redraw.h"

typedef struct starting {
  wg_task *task;
  wg_found *found;
  int32_t *queue;
  int64_t *cost; /* part → of its border with the piece at hand; 0: none */
} starting;

/* Units of one grid reached from `first` become part `number`. */
static void flood(starting *s, int32_t first, int32_t number)
{
  const wg_level *level = s->task->level;
  int32_t *part = s->found->part, head = 0, tail = 0;
  part[first] = number;
  s->queue[tail++] = first;
  while (head < tail) {
    int32_t u = s->queue[head++];
    for (int32_t i = level->first[u]; i < level->first[u + 1]; i++) {
      int32_t v = level->slots[i].neighbor;
      if (part[v] >= 0 || level->start[v] != level->start[u]) continue;
      part[v] = number;
      s->queue[tail++] = v;
    }
  }
}

/* The part with the costliest border to the units queue[0 … count − 1], all of part `own` (−1: of
 * none yet); ties to the lowest; −1: there is none. */
static int32_t costliest_neighbor(starting *s, int32_t count, int32_t own)
{
  const wg_level *level = s->task->level;
  const int32_t *part = s->found->part;
  int32_t best = -1;
  memset(s->cost, 0, (size_t)level->count * sizeof *s->cost);
  for (int32_t i = 0; i < count; i++)
    for (int32_t k = level->first[s->queue[i]]; k < level->first[s->queue[i] + 1]; k++) {
      int32_t other = part[level->slots[k].neighbor];
      if (other >= 0 && other != own) s->cost[other] += level->slots[k].cost + 1;
    }
  for (int32_t p = 0; p < level->count; p++)
    if (s->cost[p] > 0 && (best < 0 || s->cost[p] > s->cost[best])) best = p;
  return best;
}

/* Units of no grid, in rounds inwards from those that have one. */
static void absorb_units(starting *s)
{
  const wg_level *level = s->task->level;
  int32_t *part = s->found->part;
  for (bool changed = true; changed;) {
    changed = false;
    for (int32_t u = 0; u < level->count; u++) {
      if (part[u] >= 0) continue;
      s->queue[0] = u;
      part[u] = costliest_neighbor(s, 1, -1);
      changed |= part[u] >= 0;
    }
  }
}

static int32_t gather(starting *s, int32_t number)
{
  int32_t count = 0;
  for (int32_t u = 0; u < s->task->level->count; u++)
    if (s->found->part[u] == number) s->queue[count++] = u;
  return count;
}

static bool is_empty(const starting *s, int32_t count)
{
  for (int32_t i = 0; i < count; i++)
    if (!wg_is_empty(s->task->level, s->queue[i])) return false;
  return true;
}

/* Parts without households join a neighbour; the others are numbered on without gaps. */
static void absorb_empty_parts(starting *s)
{
  int32_t *part = s->found->part, kept = 0;
  for (int32_t p = 0; p < s->found->count; p++) {
    int32_t count = gather(s, p);
    int32_t to = is_empty(s, count) ? costliest_neighbor(s, count, p) : -1;
    for (int32_t i = 0; i < count; i++) part[s->queue[i]] = to >= 0 ? to : p;
  }
  for (int32_t p = 0; p < s->found->count; p++) {
    int32_t count = gather(s, p);
    for (int32_t i = 0; i < count; i++) part[s->queue[i]] = kept;
    kept += count > 0;
  }
  s->found->count = kept;
}

wg_status wg_redraw_start(wg_task *task, wg_found *found)
{
  const wg_level *level = task->level;
  starting s = {.task = task, .found = found};
  wg_status status;
  found->count = 0;
  WG_TRY_DONE(wg_allocate(task->context, &s.queue, (size_t)level->count, sizeof *s.queue));
  WG_TRY_DONE(wg_allocate(task->context, &s.cost, (size_t)level->count, sizeof *s.cost));
  memset(found->part, 0xFF, (size_t)level->count * sizeof *found->part);
  for (int32_t u = 0; u < level->count; u++)
    if (found->part[u] < 0 && level->start[u] >= 0) flood(&s, u, found->count++);
  if (found->count == 0) goto done;
  absorb_units(&s);
  absorb_empty_parts(&s);
  WG_TRY_DONE(wg_evaluate(task, found));
done:
  wg_release(task->context, s.queue);
  wg_release(task->context, s.cost);
  return status;
}
