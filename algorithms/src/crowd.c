/* A crowd: units whose parts, each of them possible alone, exclude each other.
 *
 * A tower of 304 can be in range only with one of two neighbours, each of which then takes away
 * what a third tower needs, and so on. To show that the parts around a unit x have a fault of at
 * least F in every division, suppose a division with less there, and look for it by backtracking:
 * decide the part of x, all choices of populated units that it could have one after the other; then
 * that of the unit nearby that has fewest choices left; until one has none. What remains of F after
 * the parts decided bounds the fault of the next. Where no nearby unit has few choices, nothing is
 * proved.
 *
 * A choice is a set of populated units that hang together, if need be by way of units without
 * households. Who gets those is left open: all that is asked is whether they suffice to connect all
 * parts decided at once (crowd_links.c). A division follows one branch whatever it is, so where
 * every branch ends, there is none. A branch that ends for reasons that have nothing to do with the
 * last part decided ends for all its choices (backjumping, Gaschnig 1979; fewest choices first:
 * Haralick & Elliott 1980).
 *
 * Such bounds add up with each other and with those of sets.c when the populated units that were
 * looked at are disjoint, as long as charge ≤ max. Take any division. Each proof ends at a part Q
 * of it that is out of range and makes the faults along the branch come to F. If Q is too small,
 * all of it was looked at, so it belongs to no other proof. If Q is too large, it has at least max
 * + F − charge − a households among those looked at, with a the fault of the parts before it;
 * should m proofs end at Q, over(Q) ≥ m·max + Σ (F − charge − a) − max + charge ≥ Σ (F − a). Parts
 * before it belong to one proof only, as all of them was looked at. */
#include "crowd.h"

#include <string.h>

#include "crowd_links.h"

#define CHOICES 200     /* of a unit, at most, to branch over */
#define VISITS 4000     /* sets looked at to list them */
#define CANDIDATES 48   /* units kept in mind */
#define AROUND 24       /* new ones by a part decided */
#define LINK_STEPS 4000 /* borders looked at to see whether parts can be connected */

/* A unit that the next choice may be made for, and what was last known of its choices. */
typedef struct candidate {
  int32_t unit;
  wg_crowd_choices choices;
} candidate;

/* Why there is nothing below a fault. */
typedef struct refutation {
  bool holds;
  uint64_t groups;     /* on which it depends */
  wg_crowd_marks seen; /* populated units looked at */
} refutation;

/* What is known before a part is decided. */
typedef struct wg_crowd_layer {
  candidate candidates[CANDIDATES];
  int32_t count;
  wg_crowd_marks choices[CHOICES]; /* of the one that is picked */
} layer;

static void set_owner(wg_crowd *c, const wg_crowd_marks *set, int8_t owner)
{
  for (int32_t w = 0; w < WG_CROWD_WORDS; w++)
    for (uint64_t rest = set->words[w]; rest != 0; rest &= rest - 1)
      c->ground.owner[c->ground.met[64 * w + __builtin_ctzll(rest)]] = owner;
}

static wg_crowd_group group_of(wg_crowd *c, const wg_crowd_marks *set)
{
  wg_crowd_group g = {.set = *set};
  int64_t households = 0;
  for (int32_t w = 0; w < WG_CROWD_WORDS; w++)
    for (uint64_t rest = set->words[w]; rest != 0; rest &= rest - 1) {
      int32_t unit = c->ground.met[64 * w + __builtin_ctzll(rest)];
      if (g.count++ == 0) g.first = unit;
      households += c->ground.level->households[unit];
    }
  g.fault = wg_rule_fault(c->ground.rule, households);
  return g;
}

static void consider(wg_crowd *c, layer *l, int32_t unit, int64_t budget)
{
  candidate *fresh = &l->candidates[l->count];
  if (l->count == CANDIDATES) return;
  fresh->unit = unit;
  wg_crowd_list(&c->lister, unit, budget, CHOICES, VISITS, &fresh->choices, NULL);
  l->count++;
}

static bool is_candidate(const layer *l, int32_t unit)
{
  for (int32_t i = 0; i < l->count; i++)
    if (l->candidates[i].unit == unit) return true;
  return false;
}

/* Populated units without a part around a group. */
static void consider_around(wg_crowd *c, layer *l, const wg_crowd_group *group, int64_t budget)
{
  const wg_level *level = c->ground.level;
  int32_t stamp = ++c->search, tail = 0, added = 0;
  int8_t number = c->ground.owner[group->first];
  c->queue[tail++] = group->first;
  c->stamp[group->first] = stamp;
  for (int32_t head = 0; head < tail && added < AROUND; head++) {
    int32_t u = c->queue[head];
    c->ground.steps += level->first[u + 1] - level->first[u];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (c->stamp[v] == stamp) continue;
      c->stamp[v] = stamp;
      bool populated = level->households[v] > 0;
      if (!populated || c->ground.owner[v] == number) c->queue[tail++] = v;
      if (!populated || c->ground.owner[v] >= 0 || is_candidate(l, v)) continue;
      consider(c, l, v, budget);
      added++;
    }
  }
}

static void gather(wg_crowd *c, int32_t depth, int64_t budget)
{
  const layer *before = &c->layers[depth - 1];
  layer *l = &c->layers[depth];
  const wg_crowd_group *group = &c->groups[depth - 1];
  l->count = 0;
  for (int32_t i = 0; i < before->count; i++) {
    const candidate *old = &before->candidates[i];
    if (c->ground.owner[old->unit] >= 0) continue;
    if (group->fault > 0 || wg_marks_meet(&old->choices.seen, &group->set))
      consider(c, l, old->unit, budget);
    else
      l->candidates[l->count++] = *old;
  }
  consider_around(c, l, group, budget);
}

/* The candidate with the fewest choices; −1: all have too many. */
static int32_t pick(const layer *l)
{
  int32_t best = -1;
  for (int32_t i = 0; i < l->count; i++) {
    int32_t count = l->candidates[i].choices.count;
    if (count >= 0 && (best < 0 || count < l->candidates[best].choices.count)) best = i;
  }
  return best;
}

static refutation refute(wg_crowd *c, int32_t depth, int64_t budget);

/* Gives the group `depth` its units and goes on. */
static refutation refute_choice(wg_crowd *c, int32_t depth, const wg_crowd_marks *set,
                                int64_t budget)
{
  refutation r = {.holds = true};
  wg_crowd_group *group = &c->groups[depth];
  *group = group_of(c, set);
  set_owner(c, set, (int8_t)depth);
  wg_crowd_look_apart(&c->linker, group, depth);
  if (group->is_apart) r.groups = wg_crowd_clash(&c->linker, c->groups, depth + 1, LINK_STEPS);
  if (r.groups == 0) {
    gather(c, depth + 1, budget - group->fault);
    r = refute(c, depth + 1, budget - group->fault);
  }
  set_owner(c, set, -1);
  return r;
}

static uint64_t faulty_groups(const wg_crowd *c, int32_t count)
{
  uint64_t bits = 0;
  for (int32_t i = 0; i < count; i++)
    if (c->groups[i].fault > 0) bits |= UINT64_C(1) << i;
  return bits;
}

static refutation refute(wg_crowd *c, int32_t depth, int64_t budget)
{
  refutation all = {.holds = false};
  layer *l = &c->layers[depth];
  int32_t best = pick(l);
  wg_crowd_choices choices;
  if (best < 0 || depth == WG_CROWD_GROUPS || c->ground.steps > c->end) return all;
  wg_crowd_list(&c->lister, l->candidates[best].unit, budget, CHOICES, VISITS, &choices,
                l->choices);
  if (choices.count < 0) return all;
  all = (refutation){true, choices.groups | faulty_groups(c, depth), choices.seen};
  for (int32_t i = 0; i < choices.count; i++) {
    refutation one = refute_choice(c, depth, &l->choices[i], budget);
    bool depends = one.groups >> depth & 1;
    if (!one.holds || !depends) return one;
    all.groups |= one.groups & ~(UINT64_C(1) << depth);
    wg_marks_add(&all.seen, &one.seen);
  }
  return all;
}

static void forget(wg_crowd *c)
{
  for (int32_t i = 0; i < c->ground.met_count; i++) c->ground.number[c->ground.met[i]] = -1;
  c->ground.met_count = 0;
}

bool wg_crowd_refutes(wg_crowd *c, int32_t unit, int64_t fault, int64_t steps, wg_crowd_marks *seen)
{
  forget(c);
  c->end = c->ground.steps + steps;
  c->layers[0].count = 0;
  consider(c, &c->layers[0], unit, fault - 1);
  refutation r = refute(c, 0, fault - 1);
  *seen = r.seen;
  return r.holds;
}

wg_status wg_crowd_new(wg_crowd **out, wg_context *context, const wg_level *level,
                       const wg_rule *rule)
{
  wg_crowd *c;
  size_t units = (size_t)level->count;
  WG_TRY(wg_allocate(context, out, 1, sizeof **out));
  c = *out;
  c->ground = (wg_crowd_ground){.level = level, .rule = rule};
  WG_TRY(wg_allocate(context, &c->ground.owner, units, sizeof *c->ground.owner));
  WG_TRY(wg_allocate(context, &c->ground.number, units, sizeof *c->ground.number));
  WG_TRY(wg_allocate(context, &c->ground.met, WG_CROWD_UNITS, sizeof *c->ground.met));
  WG_TRY(wg_allocate(context, &c->queue, units, sizeof *c->queue));
  WG_TRY(wg_allocate(context, &c->stamp, units, sizeof *c->stamp));
  WG_TRY(wg_allocate(context, &c->layers, WG_CROWD_GROUPS + 1, sizeof *c->layers));
  memset(c->ground.owner, 0xFF, units * sizeof *c->ground.owner);
  memset(c->ground.number, 0xFF, units * sizeof *c->ground.number);
  WG_TRY(wg_crowd_lister_new(&c->lister, context, &c->ground));
  return wg_crowd_linker_new(&c->linker, context, &c->ground);
}

void wg_crowd_free(wg_crowd *c, wg_context *context)
{
  if (c == NULL) return;
  wg_release(context, c->ground.owner);
  wg_release(context, c->ground.number);
  wg_release(context, c->ground.met);
  wg_release(context, c->queue);
  wg_release(context, c->stamp);
  wg_release(context, c->layers);
  wg_crowd_lister_free(&c->lister, context);
  wg_crowd_linker_free(&c->linker, context);
  wg_release(context, c);
}
