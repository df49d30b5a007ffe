/* Connected sets around a unit: is there any part at all that it could be in?
 *
 * For a unit x every connected set of at most max households that holds x is visited. Units of no
 * households cost nothing, so they are taken in as soon as they touch the set: only sets closed
 * under that need be visited. If one of them is in range nothing is claimed. Otherwise every part
 * with x is out of range: either it is one of the sets visited, too small, or growing inside it
 * from x it first exceeds max at one of the steps seen, so it has at least that many households.
 * The least fault among these is a bound. (A small yard between two towers of 460.)
 *
 * Bounds of several units add up when the units that their searches touched are disjoint: a part
 * that is too small lies among the units touched, a part above max holds a set above max of each,
 * and over(x + y) ≥ over(x) + over(y) as long as charge ≤ max. Steps are bounded; a search that
 * reaches its limit claims nothing. The units of a set in range need no search of their own. */
#include "sets.h"

#include <string.h>

#define STEPS 3000  /* sets visited for one unit … */
#define WORK 200000 /* … and units looked at meanwhile: land without households can be wide */
#define WORK_A_STEP 64
#define WIDE 1000 /* units: a set with so many has all the choice that there is */

enum { FREE, INSIDE, BARRED };

static void touch(wg_sets *s, int32_t unit)
{
  if (s->touched[unit]) return;
  s->touched[unit] = 1;
  s->touched_list[s->touched_count++] = unit;
}

static void note(wg_sets *s, int64_t households)
{
  int64_t fault = wg_rule_fault(s->rule, households);
  if (fault < s->best) s->best = fault;
}

/* Puts `unit` and all empty units that this makes touch the set inside; the new end of the stack.
 */
static int32_t put_inside(wg_sets *s, int32_t unit, int32_t end)
{
  const wg_level *level = s->level;
  int32_t head = end;
  s->state[unit] = INSIDE;
  s->stack[end++] = unit;
  touch(s, unit);
  for (; head < end && end <= WIDE; head++) {
    s->work += level->first[s->stack[head] + 1] - level->first[s->stack[head]];
    for (int32_t i = level->first[s->stack[head]]; i < level->first[s->stack[head] + 1]; i++) {
      int32_t v = level->slots[i].neighbor;
      if (s->state[v] != FREE || level->households[v] > 0) continue;
      s->state[v] = INSIDE;
      s->stack[end++] = v;
      touch(s, v);
    }
  }
  return end;
}

/* A free unit next to the set stack[0 … end), in the order of the stack; −1: none. */
static int32_t next_unit(wg_sets *s, int32_t end)
{
  const wg_level *level = s->level;
  for (int32_t i = 0; i < end; i++) {
    int32_t u = s->stack[i];
    s->work++;
    if (s->state[u] != INSIDE) continue;
    s->work += level->first[u + 1] - level->first[u];
    for (int32_t j = level->first[u]; j < level->first[u + 1]; j++)
      if (s->state[level->slots[j].neighbor] == FREE) return level->slots[j].neighbor;
  }
  return -1;
}

static void undo(wg_sets *s, int32_t from, int32_t to)
{
  for (int32_t i = from; i < to; i++) s->state[s->stack[i]] = FREE;
}

static void keep_set(wg_sets *s, int32_t end)
{
  for (int32_t i = 0; i < end; i++)
    if (s->state[s->stack[i]] == INSIDE) s->found[s->found_count++] = s->stack[i];
}

/* Visits every set that contains the present one: first with the next unit, then without it.
 * False: an end, because one is in range or the steps are spent. */
static bool visit(wg_sets *s, int32_t end, int64_t households)
{
  if (end > WIDE) return false;
  note(s, households);
  if (s->best == 0) keep_set(s, end);
  if (s->best == 0 || ++s->steps > STEPS || s->work > WORK) return false;
  int32_t begin = end;
  bool goes_on = true;
  for (int32_t unit; goes_on && (unit = next_unit(s, end)) >= 0;) {
    int64_t with = households + s->level->households[unit];
    touch(s, unit);
    if (with > s->rule->max) {
      note(s, with);
    } else {
      int32_t inner = put_inside(s, unit, end);
      goes_on = visit(s, inner, with);
      undo(s, end, inner);
    }
    s->state[unit] = BARRED;
    s->stack[end++] = unit;
  }
  undo(s, begin, end);
  return goes_on;
}

int64_t wg_sets_least(wg_sets *s, int32_t unit, int32_t without)
{
  s->best = INT64_MAX;
  s->steps = 0;
  s->work = 0;
  s->found_count = 0;
  if (without >= 0) s->state[without] = BARRED;
  int32_t end = put_inside(s, unit, 0);
  bool whole = visit(s, end, s->level->households[unit]);
  undo(s, 0, end);
  if (without >= 0) {
    s->state[without] = FREE;
    touch(s, without);
  }
  s->all_steps += s->steps + 1 + s->work / WORK_A_STEP;
  return whole ? s->best : 0;
}

void wg_sets_forget(wg_sets *s)
{
  for (int32_t i = 0; i < s->touched_count; i++) s->touched[s->touched_list[i]] = 0;
  s->touched_count = 0;
}

bool wg_sets_claim(const wg_sets *s, uint8_t *claimed)
{
  for (int32_t i = 0; i < s->touched_count; i++)
    if (claimed[s->touched_list[i]]) return false;
  for (int32_t i = 0; i < s->touched_count; i++) claimed[s->touched_list[i]] = 1;
  return true;
}

wg_status wg_sets_new(wg_sets *s, wg_context *context, const wg_level *level, const wg_rule *rule)
{
  size_t units = (size_t)level->count;
  *s = (wg_sets){.level = level, .rule = rule};
  WG_TRY(wg_allocate(context, &s->stack, units, sizeof *s->stack));
  WG_TRY(wg_allocate(context, &s->state, units, sizeof *s->state));
  WG_TRY(wg_allocate(context, &s->touched, units, sizeof *s->touched));
  WG_TRY(wg_allocate(context, &s->touched_list, units, sizeof *s->touched_list));
  return wg_allocate(context, &s->found, units, sizeof *s->found);
}

void wg_sets_free(wg_sets *s, wg_context *context)
{
  wg_release(context, s->stack);
  wg_release(context, s->state);
  wg_release(context, s->touched);
  wg_release(context, s->touched_list);
  wg_release(context, s->found);
}

static void add_up(wg_sets *s, wg_bound *out, uint8_t *claimed, uint8_t *fits)
{
  for (int32_t u = 0; u < s->level->count; u++) {
    if (claimed[u] || fits[u] || s->level->households[u] == 0) continue;
    if (out->fault > 0 && wg_rule_charge(s->rule) > s->rule->max) return;
    int64_t fault = wg_sets_least(s, u, -1);
    if (fault > 0 && wg_sets_claim(s, claimed)) {
      out->fault += fault;
      out->reason = WG_FINDING_NO_CONNECTED_SET;
      out->by_ground = true;
      out->witness = u;
    }
    for (int32_t i = 0; i < s->found_count; i++) fits[s->found[i]] = 1;
    wg_sets_forget(s);
  }
}

wg_status wg_sets_bound(wg_bound *bound, wg_context *context, const wg_level *level,
                        const wg_rule *rule, uint8_t *claimed)
{
  wg_sets s;
  uint8_t *fits = NULL; /* unit → whether it is in a set in range that was found */
  wg_status status;
  WG_TRY_DONE(wg_sets_new(&s, context, level, rule));
  WG_TRY_DONE(wg_allocate(context, &fits, (size_t)level->count, sizeof *fits));
  add_up(&s, bound, claimed, fits);
done:
  wg_sets_free(&s, context);
  wg_release(context, fits);
  return status;
}
