/* Exhaustive search over a frontier (Kawahara, Horiyama, Hotta & Minato, WALCOM 2017, for balanced
 * partitions; here for least fault).
 *
 * Units are taken one after another. The frontier are the taken units that still have a neighbour
 * to come. All that matters of the past is how the frontier falls into parts, how many households
 * each of these open parts has, and the fault of the parts that are closed: a state. A new unit
 * starts a part or joins any choice of the open parts next to it (making them one). A part without
 * a unit on the frontier is closed and judged. Equal states keep the least fault. States that
 * cannot end below the limit are dropped, so an empty layer is a proof.
 *
 * Works where the graph is narrow: some 60 units or a frontier of up to 14. Memory is bounded by
 * the number of states (64 bytes each); beyond it the answer is unknown. */
#include "frontier.h"

#include <string.h>

#include "feasibility.h"

#define WIDTH 14
#define HOUSEHOLDS_MAX 65535 /* of an open part */

typedef struct state {
  int32_t parent;
  int32_t fault;              /* of the closed parts */
  uint16_t choice;            /* bit l: the unit joined the open part l of the parent */
  uint16_t closed;            /* parts closed so far; 0 where the number is free */
  uint8_t label[WIDTH];       /* frontier place → open part, numbered by first place */
  uint16_t households[WIDTH]; /* of the open parts */
} state;

typedef struct frontier {
  wg_task *task;
  const wg_level *level;
  int64_t limit;
  int32_t *order;           /* units as they are taken */
  int32_t *when;            /* unit → place in order */
  int32_t *last;            /* unit → place in order of its last neighbour */
  int32_t front[WIDTH + 1]; /* units of the frontier */
  int32_t width;
  state *states;
  int64_t count, capacity;
  int64_t *layer; /* begin of each layer in states, level->count + 2 */
  int32_t *table; /* hash → state; entries of former layers are as good as empty */
  int64_t table_size;
  int64_t taken; /* households of all units taken so far */
  int64_t total;
  int64_t *least; /* arithmetic bound on the fault of so many households, to least_size */
  int64_t least_size;
} frontier;

/* Next: the unit whose taking leaves the narrowest frontier; ties: most neighbours taken, lowest.
 */
static int64_t burden(const frontier *f, const int32_t *missing, int32_t unit)
{
  const wg_level *level = f->level;
  int64_t grows = missing[unit] > 0;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    int32_t v = level->slots[s].neighbor;
    if (f->when[v] >= 0 && missing[v] == 1) grows--;
  }
  return (grows + level->count) * level->count + missing[unit];
}

static void arrange(frontier *f, int32_t *missing)
{
  const wg_level *level = f->level;
  int32_t start = 0;
  for (int32_t u = 0; u < level->count; u++) {
    f->when[u] = -1;
    missing[u] = level->first[u + 1] - level->first[u];
    if (missing[u] < missing[start]) start = u;
  }
  for (int32_t i = 0; i < level->count; i++) {
    int32_t next = i == 0 ? start : -1;
    int64_t best = INT64_MAX;
    for (int32_t j = 0; j < i; j++)
      for (int32_t s = level->first[f->order[j]];
           missing[f->order[j]] > 0 && s < level->first[f->order[j] + 1]; s++) {
        int32_t v = level->slots[s].neighbor;
        if (f->when[v] >= 0) continue;
        int64_t weight = burden(f, missing, v);
        if (weight > best || (weight == best && v > next)) continue;
        best = weight;
        next = v;
      }
    f->order[i] = next;
    f->when[next] = i;
    for (int32_t s = level->first[next]; s < level->first[next + 1]; s++)
      missing[level->slots[s].neighbor]--;
  }
  for (int32_t u = 0; u < level->count; u++) {
    f->last[u] = 0;
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++)
      if (f->when[level->slots[s].neighbor] > f->last[u])
        f->last[u] = f->when[level->slots[s].neighbor];
  }
}

/* Takes unit i of the order into the frontier and drops the units that are done with.
 * keep[j]: place j (the new unit last) stays. False when the frontier is too wide. */
static bool advance(frontier *f, int32_t i, bool *keep, int32_t *before)
{
  int32_t width = 0;
  *before = f->width;
  f->front[f->width] = f->order[i];
  for (int32_t j = 0; j <= f->width; j++) {
    keep[j] = f->last[f->front[j]] > i;
    if (keep[j]) f->front[width++] = f->front[j];
  }
  f->width = width;
  return width <= WIDTH;
}

/* One transition in the making. */
typedef struct step {
  uint8_t label[WIDTH + 1];
  int64_t households[WIDTH + 1];
  int32_t open;
  int64_t fault, closed;
} step;

static int64_t over(const wg_rule *rule, int64_t households)
{
  return households > rule->max ? households - rule->max + wg_rule_charge(rule) : 0;
}

/* Whether the end can still be below the limit: parts over max already, and arithmetic of all
 * households that are not in closed parts. */
static bool is_hopeful(const frontier *f, const step *s)
{
  const wg_rule *rule = f->task->rule;
  int64_t fault = s->fault, left = f->total - f->taken;
  for (int32_t l = 0; l < s->open; l++) {
    fault += over(rule, s->households[l]);
    left += s->households[l];
  }
  if (fault >= f->limit) return false;
  if (rule->parts > 0) return s->closed + (s->open > 0) <= rule->parts;
  return left >= f->least_size || s->fault + f->least[left] < f->limit;
}

/* The parent's parts with the chosen ones merged with the new unit. */
static void merge(const frontier *f, const state *parent, int32_t before, uint32_t choice,
                  int32_t unit, step *out)
{
  int8_t renamed[WIDTH + 1];
  memset(renamed, -1, sizeof renamed);
  out->open = 0;
  int32_t own = -1;
  for (int32_t j = 0; j <= before; j++) {
    bool joins = j == before || (choice >> parent->label[j] & 1);
    int32_t old = j == before ? -1 : parent->label[j];
    if (joins && own < 0) {
      own = out->open;
      out->households[out->open++] = f->level->households[unit];
    }
    if (!joins && renamed[old] < 0) {
      renamed[old] = (int8_t)out->open;
      out->households[out->open++] = parent->households[old];
    }
    if (joins && old >= 0 && renamed[old] < 0) {
      renamed[old] = (int8_t)own;
      out->households[own] += parent->households[old];
    }
    out->label[j] = (uint8_t)(joins ? own : renamed[old]);
  }
}

/* Drops the places that are done with; parts that vanish are judged. */
static void close_parts(const frontier *f, const bool *keep, int32_t before, step *s)
{
  int8_t renamed[WIDTH + 1];
  int64_t households[WIDTH + 1];
  int32_t open = 0, width = 0;
  memset(renamed, -1, sizeof renamed);
  for (int32_t j = 0; j <= before; j++) {
    if (!keep[j]) continue;
    int32_t old = s->label[j];
    if (renamed[old] < 0) {
      renamed[old] = (int8_t)open;
      households[open++] = s->households[old];
    }
    s->label[width++] = (uint8_t)renamed[old];
  }
  for (int32_t l = 0; l < s->open; l++) {
    if (renamed[l] >= 0) continue;
    s->fault += wg_rule_fault(f->task->rule, s->households[l]);
    s->closed++;
  }
  memcpy(s->households, households, (size_t)open * sizeof *households);
  s->open = open;
}

static uint64_t hash_of(const step *s, int32_t width)
{
  uint64_t hash = 0x9E3779B97F4A7C15u ^ (uint64_t)s->closed;
  for (int32_t j = 0; j < width; j++) hash = (hash ^ s->label[j]) * 0x100000001B3u;
  for (int32_t l = 0; l < s->open; l++) {
    hash = (hash ^ (uint64_t)s->households[l]) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  return hash;
}

static bool is_same(const state *a, const step *s, int32_t width, bool count_parts)
{
  if (count_parts && a->closed != s->closed) return false;
  if (memcmp(a->label, s->label, (size_t)width) != 0) return false;
  for (int32_t l = 0; l < s->open; l++)
    if (a->households[l] != s->households[l]) return false;
  return true;
}

static void fill_state(state *out, const step *s, int32_t width, int32_t parent, uint32_t choice,
                       bool count_parts)
{
  out->parent = parent;
  out->fault = (int32_t)s->fault;
  out->choice = (uint16_t)choice;
  out->closed = count_parts ? (uint16_t)s->closed : 0;
  memcpy(out->label, s->label, (size_t)width);
  for (int32_t l = 0; l < s->open; l++) out->households[l] = (uint16_t)s->households[l];
}

/* Keeps the state unless an equal one has no more fault. False: no room. */
static bool keep_state(frontier *f, const step *s, int64_t layer_begin, int32_t parent,
                       uint32_t choice)
{
  bool count_parts = f->task->rule->parts > 0;
  for (int32_t l = 0; l < s->open; l++)
    if (s->households[l] > HOUSEHOLDS_MAX) return false;
  if (s->closed > UINT16_MAX) return false;
  int64_t at = (int64_t)(hash_of(s, f->width) & (uint64_t)(f->table_size - 1));
  for (;; at = (at + 1) & (f->table_size - 1)) {
    int64_t index = f->table[at];
    if (index < layer_begin || index >= f->count) break;
    state *other = &f->states[index];
    if (!is_same(other, s, f->width, count_parts)) continue;
    if (s->fault < other->fault) fill_state(other, s, f->width, parent, choice, count_parts);
    return true;
  }
  if (f->count == f->capacity) return false;
  f->table[at] = (int32_t)f->count;
  fill_state(&f->states[f->count++], s, f->width, parent, choice, count_parts);
  return true;
}

/* The open parts of a state that border on the unit. */
static uint32_t adjacent_parts(const frontier *f, const state *s, const int32_t *front,
                               int32_t width, int32_t unit)
{
  uint32_t labels = 0;
  const wg_level *level = f->level;
  for (int32_t j = 0; j < width; j++)
    for (int32_t i = level->first[unit]; i < level->first[unit + 1]; i++)
      if (level->slots[i].neighbor == front[j]) labels |= UINT32_C(1) << s->label[j];
  return labels;
}

/* All ways to take the unit of layer i. False: no room. */
static bool expand(frontier *f, int32_t i, const int32_t *front, int32_t before, const bool *keep)
{
  int32_t unit = f->order[i];
  for (int64_t p = f->layer[i]; p < f->layer[i + 1]; p++) {
    const state parent = f->states[p];
    uint32_t adjacent = adjacent_parts(f, &parent, front, before, unit);
    for (uint32_t choice = adjacent;; choice = (choice - 1) & adjacent) {
      step s = {.fault = parent.fault, .closed = parent.closed};
      merge(f, &parent, before, choice, unit, &s);
      close_parts(f, keep, before, &s);
      f->task->steps++;
      if (is_hopeful(f, &s) && !keep_state(f, &s, f->layer[i + 1], (int32_t)p, choice))
        return false;
      if (choice == 0) break;
    }
  }
  return true;
}

static wg_frontier_end run(frontier *f)
{
  const wg_rule *rule = f->task->rule;
  f->count = 1;
  f->layer[0] = 0;
  f->layer[1] = 1;
  f->states[0].parent = -1;
  for (int32_t i = 0; i < f->level->count; i++) {
    int32_t front[WIDTH + 1], before;
    bool keep[WIDTH + 1];
    memcpy(front, f->front, sizeof front);
    f->taken += f->level->households[f->order[i]];
    if (!advance(f, i, keep, &before)) return WG_FRONTIER_UNKNOWN;
    if (!expand(f, i, front, before, keep)) return WG_FRONTIER_UNKNOWN;
    f->layer[i + 2] = f->count;
    if (f->layer[i + 1] == f->count) return WG_FRONTIER_NONE;
  }
  if (rule->parts > 0) { /* keep only the states with the number asked for */
    int64_t begin = f->layer[f->level->count], kept = begin;
    for (int64_t p = begin; p < f->count; p++)
      if (f->states[p].closed == rule->parts) f->states[kept++] = f->states[p];
    f->count = kept;
  }
  return f->layer[f->level->count] < f->count ? WG_FRONTIER_BETTER : WG_FRONTIER_NONE;
}

static int32_t root_of(int32_t *root, int32_t unit)
{
  while (root[unit] != unit) unit = root[unit] = root[root[unit]];
  return unit;
}

/* Replays the choices from the first layer on. `root` and `chain` have the size of the level. */
static void trace(frontier *f, wg_found *found, int32_t *root, int32_t *chain)
{
  const wg_level *level = f->level;
  int64_t best = f->layer[level->count];
  for (int64_t p = best; p < f->count; p++)
    if (f->states[p].fault < f->states[best].fault) best = p;
  found->fault = f->states[best].fault;
  for (int32_t i = level->count, p = (int32_t)best; i > 0; p = f->states[p].parent) chain[--i] = p;
  f->width = 0;
  for (int32_t u = 0; u < level->count; u++) root[u] = u;
  for (int32_t i = 0; i < level->count; i++) {
    const state *parent = &f->states[f->states[chain[i]].parent];
    uint32_t choice = f->states[chain[i]].choice;
    for (int32_t j = 0; j < f->width; j++)
      if (choice >> parent->label[j] & 1)
        root[root_of(root, f->front[j])] = root_of(root, f->order[i]);
    bool keep[WIDTH + 1];
    int32_t before;
    advance(f, i, keep, &before);
  }
  found->count = 0;
  for (int32_t u = 0; u < level->count; u++)
    if (root[u] == u) chain[u] = found->count++;
  for (int32_t u = 0; u < level->count; u++) found->part[u] = chain[root_of(root, u)];
}

#define LEAST_SIZE 4000 /* beyond so many households arithmetic hardly ever forbids anything */

static wg_status allocate_order(frontier *f)
{
  wg_context *context = f->task->context;
  size_t units = (size_t)f->level->count;
  WG_TRY(wg_allocate(context, &f->order, units, sizeof *f->order));
  WG_TRY(wg_allocate(context, &f->when, units, sizeof *f->when));
  WG_TRY(wg_allocate(context, &f->last, units, sizeof *f->last));
  return wg_allocate(context, &f->layer, units + 2, sizeof *f->layer);
}

static wg_status allocate_states(frontier *f, int64_t states)
{
  wg_context *context = f->task->context;
  f->capacity = states;
  for (f->table_size = 16; f->table_size < 2 * states;) f->table_size *= 2;
  f->least_size = f->total + 1 < LEAST_SIZE ? f->total + 1 : LEAST_SIZE;
  WG_TRY(wg_allocate(context, &f->states, (size_t)states, sizeof *f->states));
  WG_TRY(wg_allocate(context, &f->least, (size_t)f->least_size, sizeof *f->least));
  for (int64_t h = 1; h < f->least_size; h++) {
    wg_load load = {.households = h, .units = INT32_MAX}; /* as if all could be divided */
    f->least[h] = wg_arithmetic_bound(&load, f->task->rule).fault;
  }
  return wg_allocate(context, &f->table, (size_t)f->table_size, sizeof *f->table);
}

static void free_frontier(frontier *f)
{
  wg_context *context = f->task->context;
  wg_release(context, f->order);
  wg_release(context, f->when);
  wg_release(context, f->last);
  wg_release(context, f->layer);
  wg_release(context, f->states);
  wg_release(context, f->table);
  wg_release(context, f->least);
}

/* The widest frontier of the order, without running. */
static bool fits(frontier *f)
{
  bool keep[WIDTH + 1], narrow = true;
  int32_t before;
  for (int32_t i = 0; i < f->level->count && narrow; i++) narrow = advance(f, i, keep, &before);
  f->width = 0;
  return narrow;
}

wg_status wg_frontier_search(wg_task *task, int64_t limit, int64_t states, wg_found *found,
                             wg_frontier_end *end)
{
  frontier f = {.task = task, .level = task->level, .limit = limit};
  int32_t *missing = NULL, *chain = NULL;
  size_t units = (size_t)f.level->count;
  wg_status status;
  *end = WG_FRONTIER_UNKNOWN;
  WG_TRY_DONE(allocate_order(&f));
  WG_TRY_DONE(wg_allocate(task->context, &missing, units, sizeof *missing));
  WG_TRY_DONE(wg_allocate(task->context, &chain, units, sizeof *chain));
  for (int32_t u = 0; u < f.level->count; u++) f.total += f.level->households[u];
  arrange(&f, missing);
  if (!fits(&f) || limit > INT32_MAX / 2) goto done;
  WG_TRY_DONE(allocate_states(&f, states));
  *end = run(&f);
  if (*end == WG_FRONTIER_BETTER) trace(&f, found, missing, chain);
done:
  free_frontier(&f);
  wg_release(task->context, missing);
  wg_release(task->context, chain);
  return status;
}
