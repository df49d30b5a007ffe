/* A tower's entrances or floors in a row, cut into micro-grids. */
#include "micro.h"

#include <string.h>

#include "algorithms/partition.h"

/* The best cutting of the first atoms: fault, then distance from the target, then few groups. */
typedef struct best {
  int64_t fault, deviation;
  int32_t groups;
  int32_t from; /* where its last group begins */
} best;

static bool is_better(const best *a, const best *b)
{
  if (a->fault != b->fault) return a->fault < b->fault;
  if (a->deviation != b->deviation) return a->deviation < b->deviation;
  return a->groups < b->groups;
}

wg_status wg_micro_cut(int32_t *group, int32_t *groups, wg_context *context,
                       const wg_micro_atom *atoms, int32_t count, int32_t min, int32_t max)
{
  const wg_rule rule = {.min = min, .max = max, .charge = -1};
  int64_t target = wg_rule_target(&rule);
  best *of = NULL;
  WG_TRY(wg_allocate(context, &of, (size_t)count + 1, sizeof *of));
  for (int32_t end = 1; end <= count; end++) {
    int64_t households = 0;
    of[end].from = -1;
    for (int32_t from = end - 1; from >= 0; from--) {
      households += atoms[from].households;
      int64_t off = households > target ? households - target : target - households;
      const best one = {of[from].fault + wg_rule_fault(&rule, households), of[from].deviation + off,
                        of[from].groups + 1, from};
      if (of[end].from < 0 || is_better(&one, &of[end])) of[end] = one;
    }
  }
  *groups = 0;
  for (int32_t end = count; end > 0; end = of[end].from) {
    for (int32_t i = of[end].from; i < end; i++) group[i] = *groups;
    ++*groups;
  }
  for (int32_t i = 0; i < count; i++) group[i] = *groups - 1 - group[i];
  wg_release(context, of);
  return WG_OK;
}
