/* One component, from cheap to dear.
 *
 * Trivial and small components are solved exactly. For the others the numbers of parts are tried
 * in the order of their arithmetic: least fault, then nearest to households / target. As soon as
 * the fault found equals the bound proved, the work is done. Otherwise bounds are raised and
 * searches repeated in turn, each round dearer than the one before, until they meet or the budget
 * of rounds is spent: then the verdict says that the search has reached its limit. */
#include "component.h"

#include <string.h>

#include "crowd.h"
#include "evolve.h"
#include "evolve_regions.h"
#include "frontier.h"
#include "persons.h"
#include "polish.h"
#include "redraw.h"
#include "repair.h"
#include "small.h"

#define CHOICES_MAX 5        /* numbers of parts that are tried first, and kept in mind */
#define ROUNDS 6             /* of searches, every other one longer, while a fault is not proven */
#define ROUND_TRIES 60000000 /* flips of one search in them, at most */
#define STEPS_AROUND 1000000 /* of a proof around a part out of range, begun at one unit … */
#define STEPS_AROUND_ALL 20000000 /* … and of all such proofs of a component */
#define REPAIR_ATTEMPTS 24
#define TRIAL_ATTEMPTS 8
#define FAST_EXTRA 30 /* flips a unit that fast adds to small components, which hang more … */
#define FAST_SHARED 200000 /* … on the one descent that they get; larger ones share so many */
#define NORMAL_SMALL 5000
#define WHOLE_PARTS 100    /* more are evolved region by region */
#define FRONTIER_UNITS 400 /* larger components are too wide for it anyway */

typedef struct choice {
  int32_t parts;
  int64_t fault, distance;
} choice;

typedef wg_status repairer(wg_task *task, wg_found *found, int64_t bound, int attempts,
                           int64_t flips);

typedef struct solver {
  wg_task *task;
  wg_found *best;
  wg_bound *bound;
  wg_load load;
  wg_persons persons;
  choice choices[CHOICES_MAX];
  int32_t choice_count;
  int32_t fewest, most; /* parts that arithmetic allows */
  bool is_proved;       /* as far as it is cheap */
  int64_t left_around;  /* steps of proofs around parts out of range */
  wg_bound sum;         /* what was proved unit by unit … */
  uint8_t *claimed;     /* … and the units on which that rests */
  wg_found trial;
} solver;

static bool precedes(const choice *a, const choice *b)
{
  if (a->fault != b->fault) return a->fault < b->fault;
  return a->distance != b->distance ? a->distance < b->distance : a->parts < b->parts;
}

static choice weigh(const wg_load *load, const wg_persons *persons, const wg_rule *rule,
                    int32_t parts)
{
  int64_t off = (int64_t)parts * wg_rule_target(rule) - load->households;
  int64_t fault = wg_arithmetic_fault(load, rule, parts);
  return (choice){parts, wg_persons_fault(persons, fault, parts), off < 0 ? -off : off};
}

/* Keeps the best few in order. */
static int32_t insert(choice *choices, int32_t count, choice fresh)
{
  int32_t at = count;
  while (at > 0 && precedes(&fresh, &choices[at - 1])) at--;
  if (at == CHOICES_MAX) return count;
  if (count < CHOICES_MAX) count++;
  memmove(choices + at + 1, choices + at, (size_t)(count - 1 - at) * sizeof *choices);
  choices[at] = fresh;
  return count;
}

static void find_window(const wg_load *load, const wg_persons *persons, const wg_rule *rule,
                        int32_t *fewest, int32_t *most)
{
  wg_parts_window(load, rule, fewest, most);
  wg_persons_window(persons, fewest, most);
  if (rule->parts > 0) *fewest = *most = rule->parts;
}

static int32_t list_choices(const wg_load *load, const wg_persons *persons, const wg_rule *rule,
                            choice *choices)
{
  int32_t fewest, most, count = 0;
  find_window(load, persons, rule, &fewest, &most);
  for (int32_t k = fewest; k <= most; k++)
    count = insert(choices, count, weigh(load, persons, rule, k));
  return count;
}

int32_t wg_best_parts(const wg_load *load, const wg_rule *rule)
{
  choice choices[CHOICES_MAX];
  list_choices(load, &(wg_persons){0}, rule, choices);
  return choices[0].parts;
}

static bool is_settled(const solver *s)
{
  return s->best->count > 0 && s->best->fault <= s->bound->fault;
}

/* Less fault; then a number of parts that comes earlier; then less energy. */
static bool trial_is_better(const solver *s)
{
  if (s->best->count == 0 || s->trial.fault != s->best->fault)
    return s->best->count == 0 || s->trial.fault < s->best->fault;
  if (s->trial.count == s->best->count) return s->trial.energy < s->best->energy;
  choice a = weigh(&s->load, &s->persons, s->task->rule, s->trial.count);
  choice b = weigh(&s->load, &s->persons, s->task->rule, s->best->count);
  return a.distance != b.distance ? a.distance < b.distance : a.parts < b.parts;
}

static void keep_trial(solver *s)
{
  int32_t *part = s->best->part;
  if (!trial_is_better(s)) return;
  memcpy(part, s->trial.part, (size_t)s->task->level->count * sizeof *part);
  *s->best = s->trial;
  s->best->part = part;
}

/* Whether so many parts might still be better than the best: less fault, or as little and nearer.
 */
static bool is_promising(const solver *s, const choice *c)
{
  int64_t least = c->fault > s->bound->fault ? c->fault : s->bound->fault;
  if (s->best->count == 0 || least != s->best->fault)
    return s->best->count == 0 || least < s->best->fault;
  return c->distance < weigh(&s->load, &s->persons, s->task->rule, s->best->count).distance;
}

/* Arithmetic of households stays the reason where it alone forbids a fault of 0: it is plainest. */
static void raise_bound(solver *s, const wg_bound *bound)
{
  if (bound->fault <= s->bound->fault) return;
  bool plain = s->bound->fault > 0 && s->load.heavy_count == 0 &&
               (s->bound->reason == WG_FINDING_TOO_FEW_HOUSEHOLDS ||
                s->bound->reason == WG_FINDING_NO_NUMBER_OF_GRIDS);
  wg_bound before = *s->bound;
  *s->bound = *bound;
  if (!plain) return;
  s->bound->reason = before.reason;
  s->bound->witness = before.witness;
}

/* Once: before a repair would look for what there cannot be. */
static wg_status prove_cheaply(solver *s)
{
  wg_context *context = s->task->context;
  const wg_level *level = s->task->level;
  wg_bound bound, of_persons;
  uint8_t *persons_claimed = NULL;
  wg_status status;
  if (s->is_proved) return WG_OK;
  s->is_proved = true;
  if (s->persons.are_bounded)
    WG_TRY_DONE(wg_allocate(context, &persons_claimed, (size_t)level->count, 1));
  WG_TRY_DONE(wg_sums_bound(&bound, context, level, s->task->rule));
  raise_bound(s, &bound);
  WG_TRY_DONE(wg_sides_bound(&bound, context, level, s->task->rule, s->claimed));
  raise_bound(s, &bound);
  WG_TRY_DONE(wg_persons_bound(&of_persons, context, &s->persons, persons_claimed));
  raise_bound(s, &of_persons);
  if (is_settled(s)) goto done;
  WG_TRY_DONE(wg_sets_bound(&bound, context, level, s->task->rule, s->claimed));
  raise_bound(s, &bound);
  if (is_settled(s)) goto done;
  WG_TRY_DONE(wg_rivals_bound(&bound, context, level, s->task->rule, s->claimed));
  raise_bound(s, &bound);
done:
  s->sum = bound;
  wg_release(context, persons_claimed);
  return status;
}

/* What the surroundings of the parts out of range of `found` prove. */
static wg_status prove_around(solver *s, const wg_found *found)
{
  wg_context *context = s->task->context;
  size_t units = (size_t)s->task->level->count;
  wg_bound bound = s->sum;
  uint8_t *claimed;
  wg_status status;
  if (found->fault <= s->bound->fault) return WG_OK;
  WG_TRY(wg_allocate(context, &claimed, units, sizeof *claimed));
  memcpy(claimed, s->claimed, units);
  WG_TRY_DONE(wg_crowd_bound(&bound, context, s->task->level, s->task->rule, found, STEPS_AROUND,
                             &s->left_around, claimed));
  raise_bound(s, &bound);
  if (found->fault <= s->bound->fault || s->sum.fault == 0) goto done;
  memset(claimed, 0, units); /* once more without what was proved unit by unit */
  bound = (wg_bound){.witness = -1};
  WG_TRY_DONE(wg_crowd_bound(&bound, context, s->task->level, s->task->rule, found, STEPS_AROUND,
                             &s->left_around, claimed));
  raise_bound(s, &bound);
done:
  wg_release(context, claimed);
  return status;
}

static wg_status search_choice(solver *s, const choice *c, int64_t flips, repairer *repair)
{
  int attempts = s->task->rule->once > 1 ? TRIAL_ATTEMPTS : REPAIR_ATTEMPTS;
  if (!is_promising(s, c)) return WG_OK;
  s->task->bound = s->bound->fault;
  s->trial.count = c->parts;
  WG_TRY(wg_search(s->task, &s->trial, flips));
  if (s->trial.fault > s->bound->fault) WG_TRY(prove_cheaply(s));
  if (s->trial.fault > s->bound->fault) WG_TRY(prove_around(s, &s->trial));
  s->task->bound = s->bound->fault;
  if (s->trial.fault > s->bound->fault)
    WG_TRY(repair(s->task, &s->trial, s->bound->fault, attempts, flips));
  if (s->trial.fault > s->bound->fault) WG_TRY(prove_around(s, &s->trial));
  keep_trial(s);
  return WG_OK;
}

/* Where the fewest or the most parts tried do best, one less or more, in the place of the choice
 * farthest from it; NULL: there is none. */
static const choice *next_beyond(solver *s)
{
  int32_t first = 0, last = 0, best = s->best->count;
  for (int32_t i = 1; i < s->choice_count; i++) {
    if (s->choices[i].parts < s->choices[first].parts) first = i;
    if (s->choices[i].parts > s->choices[last].parts) last = i;
  }
  bool is_first = best == s->choices[first].parts && best > s->fewest;
  bool is_last = best == s->choices[last].parts && best < s->most;
  if (!is_first && !is_last) return NULL;
  choice *farthest = &s->choices[is_first ? last : first];
  *farthest = weigh(&s->load, &s->persons, s->task->rule, is_first ? best - 1 : best + 1);
  return farthest;
}

/* All choices; then others, as long as they have less fault: towers of which only pairs are in
 * range want fewer parts than households / target, or more. */
static wg_status search_all(solver *s, int64_t flips, repairer *repair)
{
  for (int32_t i = 0; i < s->choice_count; i++)
    WG_TRY(search_choice(s, &s->choices[i], flips, repair));
  while (!is_settled(s)) {
    const choice *next = next_beyond(s);
    if (next == NULL) break;
    WG_TRY(search_choice(s, next, flips, repair));
    if (s->best->count != next->parts) break;
  }
  return WG_OK;
}

static wg_status search_frontier(solver *s, int64_t states)
{
  wg_frontier_end end;
  if (s->task->level->count > FRONTIER_UNITS || is_settled(s)) return WG_OK;
  WG_TRY(wg_frontier_search(s->task, s->best->fault, states, &s->trial, &end));
  if (end == WG_FRONTIER_UNKNOWN) return WG_OK;
  int64_t least = end == WG_FRONTIER_BETTER ? s->trial.fault : s->best->fault;
  if (end == WG_FRONTIER_BETTER) {
    if (s->persons.are_bounded)
      WG_TRY(wg_evaluate(s->task, &s->trial)); /* it saw households only */
    keep_trial(s);
    WG_TRY(wg_refine(s->task, &s->trial, 1000));
    keep_trial(s);
  }
  raise_bound(s, &(wg_bound){least, WG_FINDING_NO_PARTITION, true, -1});
  return WG_OK;
}

/* What an effort spends. Flips are tried ones; a flip takes 25 to 40 ns. */
typedef struct effort {
  int64_t flips;  /* a unit, in one search */
  int64_t polish; /* a unit, afterwards */
  int64_t cross;  /* a unit, of crossing with others in the end, at most */
  int64_t tries;  /* small components are crossed until all flips come to this … */
  int64_t most;   /* … but at most so many a unit */
  int64_t states; /* of the exhaustive search */
  int64_t vain;   /* flips in rounds that bring nothing until no more follow */
} effort;

static effort effort_of(const wg_rule *rule, int32_t units)
{
  static const effort fast = {100, 0, 0, 20000, 800, 100000, 40000000};
  static const effort normal = {2000, 500, 0, 0, 0, 400000, 400000000};
  static const effort normal_small = {2000, 300, 6000, 1000000, 36000, 4000000, 400000000};
  static const effort thorough = {20000, 5000, 3000000, 0, 0, 8000000, 4000000000};
  effort e = rule->effort == WG_EFFORT_FAST       ? fast
             : rule->effort == WG_EFFORT_THOROUGH ? thorough
             : units < NORMAL_SMALL               ? normal_small
                                                  : normal;
  if (rule->effort == WG_EFFORT_FAST) e.flips += wg_lesser(FAST_SHARED / units, FAST_EXTRA);
  int64_t share = wg_lesser(e.tries / units, e.most);
  if (e.cross < share) e.cross = share;
  if (rule->steps > 0) {
    e.flips = rule->steps;
    e.polish = e.cross = 0;
  }
  return e;
}

/* One descent misses the optimum of a small component more often than that of a large one, and
 * searching it costs next to nothing. */
static wg_status search_on(solver *s, const effort *e)
{
  if (s->best->count == 1) return WG_OK;
  if (e->polish > 0) WG_TRY(wg_polish(s->task, s->best, e->polish));
  if (e->cross <= e->flips) return WG_OK;
  return s->best->count > WHOLE_PARTS ? wg_evolve_regions(s->task, s->best, e->cross)
                                      : wg_evolve(s->task, s->best, e->cross);
}

/* Bounds and searches in turn until they meet, each dearer than the one before. */
static wg_status settle(solver *s, const effort *e)
{
  if (is_settled(s)) return WG_OK;
  WG_TRY(prove_cheaply(s));
  WG_TRY(search_frontier(s, e->states / 20));
  int64_t gained = s->task->steps; /* when there was a gain last */
  for (int round = 0; round < ROUNDS && !is_settled(s); round++) {
    int64_t flips = e->flips << round / 2, gap = s->best->fault - s->bound->fault;
    if (flips * s->task->level->count > ROUND_TRIES || s->task->steps - gained > e->vain) break;
    WG_TRY(search_all(s, flips, wg_repair));
    if (s->best->fault - s->bound->fault < gap) gained = s->task->steps;
  }
  return search_frontier(s, e->states);
}

/* At fast a second search succeeds sooner than a long repair: one takes as long as 30 tries of the
 * other, and where towers crowd each try has a chance of 1 to 3 %, the search of 30 (measured). */
static wg_status solve_large(solver *s)
{
  effort e = effort_of(s->task->rule, s->task->level->count);
  bool is_brief = s->task->rule->effort == WG_EFFORT_FAST && !s->task->rule->once;
  s->choice_count = list_choices(&s->load, &s->persons, s->task->rule, s->choices);
  find_window(&s->load, &s->persons, s->task->rule, &s->fewest, &s->most);
  if (s->task->rule->once > 1) WG_TRY(prove_cheaply(s));
  WG_TRY(search_all(s, e.flips, is_brief ? wg_repair_briefly : wg_repair));
  if (s->task->rule->once && !is_settled(s)) return WG_OK;
  WG_TRY(settle(s, &e));
  return search_on(s, &e);
}

/* The exact search knows nothing of compounds and former grids: where there are any, searches that
 * do are made as well, and the better taken. */
static wg_status refine_terms(solver *s)
{
  effort e = effort_of(s->task->rule, s->task->level->count);
  if (s->best->count == 1) return WG_OK;
  WG_TRY(wg_evaluate(s->task, s->best));
  int32_t *part = s->trial.part;
  memcpy(part, s->best->part, (size_t)s->task->level->count * sizeof *part);
  s->trial = *s->best;
  s->trial.part = part;
  WG_TRY(wg_refine(s->task, &s->trial, e.flips));
  keep_trial(s);
  return search_on(s, &e);
}

static wg_status solve_exactly(solver *s)
{
  wg_price *price;
  WG_TRY(wg_allocate(s->task->context, &price, 1, sizeof *price));
  wg_price_init(price, s->task->rule, s->task->level->mean_cost);
  wg_status status = wg_solve_small(s->task, price, s->best);
  wg_release(s->task->context, price);
  if (status == WG_OK && !is_settled(s)) status = prove_cheaply(s);
  raise_bound(s, &(wg_bound){s->best->fault, WG_FINDING_NO_PARTITION, true, -1});
  bool has_terms = s->task->level->compound != NULL || s->task->level->former != NULL;
  if (status == WG_OK && has_terms) status = refine_terms(s);
  return status;
}

/* Arithmetic of persons together with that of households: the least over all numbers of parts. */
static void prove_by_numbers(solver *s)
{
  const wg_rule *rule = s->task->rule;
  int32_t fewest, most;
  wg_bound bound = {.fault = INT64_MAX, .reason = WG_FINDING_PERSONS_NOT_DIVISIBLE, .witness = -1};
  if (!s->persons.are_bounded) return;
  find_window(&s->load, &s->persons, rule, &fewest, &most);
  for (int32_t k = fewest; k <= most; k++) {
    int64_t fault = weigh(&s->load, &s->persons, rule, k).fault;
    if (fault < bound.fault) bound.fault = fault;
  }
  raise_bound(s, &bound);
}

static int64_t fault_of_whole(const solver *s)
{
  const wg_rule *rule = s->task->rule;
  int64_t households = s->load.households;
  return s->persons.are_bounded
             ? wg_rule_fault_of_both(rule, households, s->persons.load.households)
             : wg_rule_fault(rule, households);
}

/* What can be said before any search. */
static solver begin(wg_task *task, wg_found *best, wg_bound *bound)
{
  solver s = {.task = task, .best = best, .bound = bound, .left_around = STEPS_AROUND_ALL};
  s.load = wg_load_of(task->level, task->rule);
  *bound = wg_arithmetic_bound(&s.load, task->rule);
  s.persons = wg_persons_premise(task->level, task->rule);
  prove_by_numbers(&s);
  best->count = 0;
  return s;
}

/* One unit, or no households: nothing to decide. */
static bool solve_trivially(solver *s)
{
  int32_t units = s->task->level->count;
  if (units > 1 && (s->load.households > 0 || s->task->rule->parts > 1)) return false;
  memset(s->best->part, 0, (size_t)units * sizeof *s->best->part);
  s->best->count = 1;
  s->best->fault = s->load.households > 0 ? fault_of_whole(s) : 0;
  return true;
}

wg_status wg_solve_component(wg_task *task, wg_found *best, wg_bound *bound)
{
  solver s = begin(task, best, bound);
  int32_t units = task->level->count;
  if (solve_trivially(&s)) return WG_OK;
  wg_status status;
  WG_TRY_DONE(wg_allocate(task->context, &s.trial.part, (size_t)units, sizeof *s.trial.part));
  WG_TRY_DONE(wg_allocate(task->context, &s.claimed, (size_t)units, sizeof *s.claimed));
  status = units <= WG_SMALL_UNITS ? solve_exactly(&s) : solve_large(&s);
done:
  wg_release(task->context, s.trial.part);
  wg_release(task->context, s.claimed);
  return status;
}

wg_status wg_prove_component(wg_task *task, wg_bound *bound)
{
  wg_found none = {0};
  solver s = begin(task, &none, bound);
  if (s.load.households == 0) {
    bound->fault = 0; /* empty land has none, however it is divided */
    return WG_OK;
  }
  WG_TRY(wg_allocate(task->context, &s.claimed, (size_t)task->level->count, sizeof *s.claimed));
  wg_status status = prove_cheaply(&s);
  wg_release(task->context, s.claimed);
  return status;
}

/* --- from existing grids ---------------------------------------------------------------------- */

/* The search of a plan, which knows what moving costs but begins from nothing: where it misses the
 * range by less, or proves more, that is taken. */
static wg_status search_anew(solver *s)
{
  wg_found anew = {0};
  wg_bound bound;
  wg_status status;
  size_t units = (size_t)s->task->level->count;
  WG_TRY(wg_allocate(s->task->context, &anew.part, units, sizeof *anew.part));
  WG_TRY_DONE(wg_solve_component(s->task, &anew, &bound));
  raise_bound(s, &bound);
  if (anew.fault >= s->best->fault) goto done;
  WG_TRY_DONE(wg_resettle(s->task, &anew, s->bound->fault, 1000));
  if (anew.fault >= s->best->fault) goto done;
  memcpy(s->best->part, anew.part, units * sizeof *anew.part);
  s->best->count = anew.count;
  s->best->fault = anew.fault;
  s->best->energy = anew.energy;
done:
  wg_release(s->task->context, anew.part);
  return status;
}

static wg_status redraw(solver *s)
{
  if (is_settled(s)) return WG_OK;
  WG_TRY(wg_redraw(s->task, s->best, s->bound->fault));
  if (is_settled(s)) return WG_OK;
  WG_TRY(prove_cheaply(s));
  WG_TRY(prove_around(s, s->best));
  return is_settled(s) || s->task->rule->once ? WG_OK : search_anew(s);
}

wg_status wg_redraw_component(wg_task *task, wg_found *best, wg_bound *bound)
{
  solver s = begin(task, best, bound);
  if (solve_trivially(&s)) return WG_OK;
  if (task->rule->parts == 0) WG_TRY(wg_redraw_start(task, best));
  if (best->count == 0) return wg_solve_component(task, best, bound);
  WG_TRY(wg_allocate(task->context, &s.claimed, (size_t)task->level->count, sizeof *s.claimed));
  wg_status status = redraw(&s);
  wg_release(task->context, s.claimed);
  return status;
}
