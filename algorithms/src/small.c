/* Exact search by dynamic programming over sets of units.
 *
 * best[k][S]: the best division of the set S into k connected parts. The part that holds the
 * lowest unit of S is tried in every shape: 3^12 = 531,441 pairs of sets at most for one k. Most
 * pieces cut off by rivers are this small, and their optimum is a proof as well. */
#include <string.h>

#include "small.h"

typedef struct sets {
  int32_t units, most; /* most parts that are of interest */
  uint32_t *around;    /* unit → its neighbours as a set */
  int64_t *fault;      /* of S as one part; −1: not connected */
  int64_t *energy;     /* price of S less the cost of its inner borders */
  int64_t *best_fault; /* [k * size + S] */
  int64_t *best_energy;
  uint16_t *first_part; /* the part with the lowest unit of S in the best division */
} sets;

static bool is_connected(const sets *s, uint32_t set)
{
  uint32_t reached = set & -set, fresh = reached;
  while (fresh != 0) {
    uint32_t next = s->around[__builtin_ctz(fresh)] & set & ~reached;
    fresh = (fresh & (fresh - 1)) | next;
    reached |= next;
  }
  return reached == set;
}

static void weigh(sets *s, const wg_task *task, const wg_price *price, uint32_t set)
{
  const wg_level *level = task->level;
  const wg_traits *traits = &level->traits;
  int64_t households = 0, persons = 0, inner = 0;
  int64_t sums[WG_SUMS_MOST] = {0};
  s->fault[set] = -1;
  if (!is_connected(s, set)) return;
  for (uint32_t rest = set; rest != 0; rest &= rest - 1) {
    int32_t u = __builtin_ctz(rest);
    households += level->households[u];
    persons += wg_persons_of(level, u);
    if (traits->sums != NULL)
      wg_sums_add(sums, traits->sums + (int64_t)u * traits->width, traits->width);
    for (int32_t i = level->first[u]; i < level->first[u + 1]; i++)
      if (set >> level->slots[i].neighbor & 1) inner += level->slots[i].cost;
  }
  s->fault[set] = level->persons == NULL
                      ? wg_rule_fault(task->rule, households)
                      : wg_rule_fault_of_both(task->rule, households, persons);
  s->energy[set] = wg_price_of(price, households) - inner / 2;
  if (traits->sums != NULL) s->energy[set] += wg_price_traits(price, traits, sums);
}

/* best[k][set] from best[k − 1]; k = 1: the set itself. */
static void improve(sets *s, int32_t k, uint32_t set)
{
  size_t size = (size_t)1 << s->units, at = (size_t)k * size + set;
  s->best_fault[at] = INT64_MAX;
  uint32_t lowest = set & -set, others = set ^ lowest;
  for (uint32_t sub = others;; sub = (sub - 1) & others) {
    uint32_t part = sub | lowest, rest = set ^ part;
    size_t before = (size_t)(k - 1) * size + rest;
    if (s->fault[part] >= 0 && s->best_fault[before] != INT64_MAX) {
      int64_t fault = s->best_fault[before] + s->fault[part];
      int64_t energy = s->best_energy[before] + s->energy[part];
      if (fault < s->best_fault[at] ||
          (fault == s->best_fault[at] && energy < s->best_energy[at])) {
        s->best_fault[at] = fault;
        s->best_energy[at] = energy;
        s->first_part[at] = (uint16_t)part;
      }
    }
    if (sub == 0) break;
  }
}

static wg_status allocate_sets(sets *s, wg_context *context)
{
  size_t size = (size_t)1 << s->units, table = size * ((size_t)s->most + 1);
  WG_TRY(wg_allocate(context, &s->around, (size_t)s->units, sizeof *s->around));
  WG_TRY(wg_allocate(context, &s->fault, size, sizeof *s->fault));
  WG_TRY(wg_allocate(context, &s->energy, size, sizeof *s->energy));
  WG_TRY(wg_allocate(context, &s->best_fault, table, sizeof *s->best_fault));
  WG_TRY(wg_allocate(context, &s->best_energy, table, sizeof *s->best_energy));
  return wg_allocate(context, &s->first_part, table, sizeof *s->first_part);
}

static void free_sets(sets *s, wg_context *context)
{
  wg_release(context, s->around);
  wg_release(context, s->fault);
  wg_release(context, s->energy);
  wg_release(context, s->best_fault);
  wg_release(context, s->best_energy);
  wg_release(context, s->first_part);
}

static int64_t distance(int64_t a, int64_t b)
{
  return a > b ? a - b : b - a;
}

/* The best k over all: fault, then nearness to the target, then the smaller. */
static int32_t choose_parts(const sets *s, const wg_rule *rule, int64_t households)
{
  size_t size = (size_t)1 << s->units, all = size - 1;
  int32_t chosen = 0;
  int64_t target = wg_rule_target(rule);
  for (int32_t k = 1; k <= s->most; k++) {
    if (rule->parts > 0 && k != rule->parts) continue;
    int64_t fault = s->best_fault[(size_t)k * size + all];
    if (fault == INT64_MAX) continue;
    int64_t before = chosen > 0 ? s->best_fault[(size_t)chosen * size + all] : INT64_MAX;
    bool nearer = distance(k * target, households) < distance(chosen * target, households);
    if (fault < before || (fault == before && nearer)) chosen = k;
  }
  return chosen;
}

static void take_division(const sets *s, int32_t k, wg_found *found)
{
  size_t size = (size_t)1 << s->units;
  uint32_t rest = (uint32_t)size - 1;
  found->count = k;
  found->fault = s->best_fault[(size_t)k * size + rest];
  for (; k > 0; k--) {
    uint32_t part = s->first_part[(size_t)k * size + rest];
    for (int32_t u = 0; u < s->units; u++)
      if (part >> u & 1) found->part[u] = k - 1;
    rest ^= part;
  }
}

wg_status wg_solve_small(wg_task *task, const wg_price *price, wg_found *found)
{
  const wg_level *level = task->level;
  sets s = {.units = level->count, .most = 0};
  int64_t households = 0;
  for (int32_t u = 0; u < level->count; u++) {
    households += level->households[u];
    s.most += !wg_is_empty(level, u); /* a part without households is never of use */
  }
  if (task->rule->parts > 0) s.most = task->rule->parts;
  size_t size = (size_t)1 << s.units;
  wg_status status;
  WG_TRY_DONE(allocate_sets(&s, task->context));
  for (int32_t i = 0; i < level->border_count; i++) {
    s.around[level->ends[2 * i]] |= UINT32_C(1) << level->ends[2 * i + 1];
    s.around[level->ends[2 * i + 1]] |= UINT32_C(1) << level->ends[2 * i];
  }
  for (uint32_t set = 1; set < size; set++) weigh(&s, task, price, set);
  for (uint32_t set = 1; set < size; set++) s.best_fault[set] = INT64_MAX;
  for (int32_t k = 1; k <= s.most; k++) {
    s.best_fault[(size_t)k * size] = INT64_MAX; /* parts are never empty */
    for (uint32_t set = 1; set < size; set++) improve(&s, k, set);
  }
  take_division(&s, choose_parts(&s, task->rule, households), found);
  task->steps += (int64_t)size * s.most;
done:
  free_sets(&s, task->context);
  return status;
}
