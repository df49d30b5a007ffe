/* What crowds prove of the parts out of range of a partition that was found: for each, whether its
 * surroundings have as much fault in every division. Where the search has found the best there is,
 * that meets its fault. */
#include <string.h>

#include "crowd.h"

#define ROOTS 12 /* units that a proof is begun at, heaviest first */

typedef struct prover {
  wg_crowd *crowd;
  const wg_level *level;
  const wg_found *found;
  uint8_t *claimed;
  int64_t steps; /* for one unit */
  int64_t *left; /* for all */
} prover;

static bool is_near(const prover *p, int32_t unit, int32_t part)
{
  const wg_level *level = p->level;
  bool near = p->found->part[unit] == part;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1] && !near; s++)
    near = p->found->part[level->slots[s].neighbor] == part;
  return near;
}

/* The heaviest units of the part and next to it. */
static int32_t list_roots(const prover *p, int32_t part, int32_t *roots)
{
  const int64_t *households = p->level->households;
  int32_t count = 0;
  for (int32_t u = 0; u < p->level->count; u++) {
    if (households[u] == 0 || p->claimed[u] || !is_near(p, u, part)) continue;
    int32_t at = count;
    while (at > 0 && households[roots[at - 1]] < households[u]) at--;
    if (at == ROOTS) continue;
    if (count < ROOTS) count++;
    memmove(roots + at + 1, roots + at, (size_t)(count - 1 - at) * sizeof *roots);
    roots[at] = u;
  }
  return count;
}

static bool claim(prover *p, const wg_crowd_marks *seen)
{
  const wg_crowd_ground *ground = &p->crowd->ground;
  for (int32_t i = 0; i < ground->met_count; i++)
    if (wg_marks_has(seen, i) && p->claimed[ground->met[i]]) return false;
  for (int32_t i = 0; i < ground->met_count; i++)
    if (wg_marks_has(seen, i)) p->claimed[ground->met[i]] = 1;
  return true;
}

/* The unit that the proof began at; −1: there is none. */
static int32_t prove(prover *p, int32_t part, int64_t fault)
{
  int32_t roots[ROOTS], count = list_roots(p, part, roots);
  wg_crowd_marks seen;
  for (int32_t i = 0; i<count && * p->left> 0; i++) {
    int64_t begun = p->crowd->ground.steps;
    bool holds = wg_crowd_refutes(p->crowd, roots[i], fault, p->steps, &seen);
    *p->left -= p->crowd->ground.steps - begun;
    if (holds && claim(p, &seen)) return roots[i];
  }
  return -1;
}

static void add_up(prover *p, wg_bound *bound, const int64_t *households)
{
  const wg_rule *rule = p->crowd->ground.rule;
  for (int32_t part = 0; part<p->found->count && * p->left> 0; part++) {
    int64_t fault = wg_rule_fault(rule, households[part]);
    if (fault == 0) continue;
    if (bound->fault > 0 && wg_rule_charge(rule) > rule->max) return;
    int32_t witness = prove(p, part, fault);
    if (witness < 0) continue;
    bound->fault += fault;
    bound->reason = WG_FINDING_NO_ROOM_FOR_ALL;
    bound->by_ground = true;
    bound->witness = witness;
  }
}

wg_status wg_crowd_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                         const wg_rule *rule, const wg_found *found, int64_t steps, int64_t *left,
                         uint8_t *claimed)
{
  prover p = {.level = level, .found = found, .claimed = claimed, .steps = steps, .left = left};
  int64_t *households = NULL;
  wg_status status;
  WG_TRY_DONE(wg_crowd_new(&p.crowd, context, level, rule));
  WG_TRY_DONE(wg_allocate(context, &households, (size_t)found->count, sizeof *households));
  for (int32_t u = 0; u < level->count; u++) households[found->part[u]] += level->households[u];
  add_up(&p, bound, households);
done:
  wg_crowd_free(p.crowd, context);
  wg_release(context, households);
  return status;
}
