/* The multilevel search: coarsen, grow regions on the coarsest level, cool by flips on every level.
 *
 * Temperatures are in mean borders of the finest level. They fall from level to level as well as
 * within one: what is settled among clusters is only refined among their units. Being out of range
 * costs little while it is hot, so that a tower can change sides, and on coarse levels, whose
 * clusters are too heavy for narrow bounds; more as it cools and on finer ones; and in the last
 * phase so much that no flip can worsen it. */
#include "search.h"

#include <string.h>

#include "chains.h"
#include "flips.h"
#include "growth.h"
#include "ladder.h"
#include "walk.h"

/* Chains while cooling look at so many borders fewer than flips are tried: what they leave on one
 * level they may mend on a finer one, and what remains is repaired more cheaply in the end. */
#define CHAINS_SHARE 6
#define CHAINS_ALONE 500 /* borders that chains without a search look at, a unit */
/* With few flips much hangs on where they begin: the best of three drafts, each from another kind
 * of seeds, brings the worst of five seeds down by 2 to 5 % where streets divide a graph
 * (measured). Smaller ones, and regions, are searched again and again anyway. */
#define DRAFTS_FAST 3
#define PARTS_FAST 20
#define STOP_UNITS_A_PART 3 /* the coarsest level has about so many units a part */
#define HOT 120             /* thousandths of a mean border, for every doubling of the flips */
#define COLD 35
#define GENTLY_HOT 250 /* where good partitions are crossed */
#define GENTLY_COLD 150

typedef struct search {
  wg_task *task;
  wg_price price;
  wg_draft draft;
  wg_ladder ladder;
  int64_t flips;     /* a unit */
  int64_t hot, cold; /* of the finest level, thousandths of a mean border */
} search;

static int64_t between(int64_t fine, int64_t coarse, int64_t at, int64_t top)
{
  return top > 0 ? fine + (coarse - fine) * at / top : fine;
}

/* In thousandths of a mean border. */
static int64_t heat_of(const search *s, int64_t thousandths)
{
  return (s->task->level->mean_cost * thousandths << WG_HEAT_BITS) / 1000;
}

/* Twice as many flips a unit on the coarsest level as on the finest, where they count for more. */
static int64_t share_of(const search *s, int32_t at)
{
  int32_t top = s->ladder.height > 0 ? s->ladder.height - 1 : 0;
  const wg_level *level = top > 0 ? s->ladder.levels[at] : s->task->level;
  return level->count * between(100, 200, at, top);
}

/* Flips of one level out of nine tenths of all. */
static int64_t tries_of(const search *s, int32_t at)
{
  int64_t all = 0, top = s->ladder.height > 0 ? s->ladder.height - 1 : 0;
  for (int32_t i = 0; i <= top; i++) all += share_of(s, i);
  return (int64_t)((double)s->flips * s->task->level->count * 0.9 * (double)share_of(s, at) /
                   (double)all);
}

static wg_status cool(search *s, int32_t at)
{
  int32_t top = s->ladder.height > 0 ? s->ladder.height - 1 : 0;
  int64_t mean = s->task->level->mean_cost;
  wg_heat heat = {.hot = heat_of(s, between(s->hot, s->hot + 400, at, top)),
                  .cold = heat_of(s, between(s->cold, s->cold + 200, at, top)),
                  .soft = mean * between(100, 50, at, top) / 1000 + 1,
                  .hard = mean * between(1000, 400, at, top) / 1000 + 1,
                  .tries = tries_of(s, at)};
  s->task->steps += heat.tries;
  return wg_flips(&s->draft, s->task->context, &s->price, s->task->random, &heat);
}

static int64_t mean_households(const wg_level *level)
{
  int64_t households = 0, populated = 1;
  for (int32_t u = 0; u < level->count; u++) {
    households += level->households[u];
    populated += level->households[u] > 0;
  }
  return households / populated + 1;
}

/* From the heat at which a usual unit may move for nothing to that of a single household; a
 * household out of range costs more than two that move, in the end more than eight. */
static wg_status settle_households(search *s)
{
  const wg_level *level = s->task->level;
  int64_t moved = wg_price_moved(&s->price, 2), least = level->mean_cost / 50 + 1;
  if (moved < least) moved = least;
  wg_heat heat = {.hot = (moved * mean_households(level)) << WG_HEAT_BITS,
                  .cold = (moved << WG_HEAT_BITS) / 4,
                  .soft = moved,
                  .hard = 8 * moved,
                  .fixed = wg_rule_charge(s->task->rule),
                  .tries = s->flips * level->count};
  s->task->steps += heat.tries;
  return wg_flips(&s->draft, s->task->context, &s->price, s->task->random, &heat);
}

/* No single flip lowers the cost by more. */
static int64_t most_gain(const search *s)
{
  const wg_level *level = s->task->level;
  const wg_price *price = &s->price;
  int64_t most = 0, kept = 8 * level->mean_cost;
  if (price->divided > kept) kept = price->divided;
  for (int32_t u = 0; u < level->count; u++) {
    int64_t moved = level->former != NULL ? wg_price_moved(price, level->households[u] + 1) : 0;
    if (level->coast[u] + moved > most) most = level->coast[u] + moved;
  }
  return most + kept + 2 * price->balance + 2 * WG_TRAIT_MOST * (price->compact + price->like);
}

/* The last phase: a household out of range costs more than any flip can gain. */
static wg_status harden(search *s, int64_t flips)
{
  const wg_level *level = s->task->level;
  int64_t price = most_gain(s);
  wg_heat heat = {.hot = heat_of(s, s->cold),
                  .cold = heat_of(s, 10),
                  .soft = price,
                  .hard = price,
                  .fixed = wg_rule_charge(s->task->rule),
                  .tries = flips * level->count,
                  .in_company = true};
  s->task->steps += heat.tries;
  return wg_flips(&s->draft, s->task->context, &s->price, s->task->random, &heat);
}

static void project_up(search *s, int32_t fine)
{
  wg_draft *draft = &s->draft;
  const wg_ladder *ladder = &s->ladder;
  size_t above = (size_t)ladder->levels[fine + 1]->count;
  memcpy(draft->queue, draft->part, above * sizeof *draft->part);
  for (int32_t u = 0; u < ladder->levels[fine]->count; u++)
    draft->part[u] = draft->queue[ladder->coarse[fine][u]];
  wg_draft_count(draft, ladder->levels[fine]);
}

static wg_status begin(search *s, wg_task *task, const wg_found *found, int64_t flips)
{
  int64_t doublings = 63 - __builtin_clzll((uint64_t)flips | 1);
  *s = (search){.task = task, .flips = flips};
  s->hot = HOT * doublings;
  s->cold = COLD * doublings;
  wg_price_init(&s->price, task->rule, task->level->mean_cost);
  return wg_draft_new(&s->draft, task->context, task->level, found->count, &s->price);
}

/* With found->part on the finest level, and no coarser one. */
static wg_status take_up(search *s, wg_task *task, const wg_found *found, int64_t flips)
{
  WG_TRY(begin(s, task, found, flips));
  memcpy(s->draft.part, found->part, (size_t)task->level->count * sizeof *found->part);
  wg_draft_count(&s->draft, task->level);
  return WG_OK;
}

static void take(search *s, wg_found *found)
{
  const wg_level *level = s->task->level;
  memcpy(found->part, s->draft.part, (size_t)level->count * sizeof *found->part);
  wg_price_set_fault(&s->price, 0, 0);
  found->fault = wg_draft_fault(&s->draft, s->task->rule);
  found->energy = wg_draft_energy(&s->draft);
}

static void end(search *s)
{
  wg_draft_free(&s->draft, s->task->context);
  wg_ladder_free(&s->ladder, s->task->context);
}

/* Chains may look at 1 / share as many borders as flips are tried on all levels; one takes a third
 * of the time of the other. */
static wg_status settle_level(search *s, int32_t at, int32_t share)
{
  int64_t chained = s->flips * s->task->level->count / share;
  WG_TRY(cool(s, at));
  return wg_chains(&s->draft, s->task->context, s->task->rule, s->task->bound, chained);
}

/* From a level whose draft is settled, down to the finest. */
static wg_status descend(search *s, int32_t from)
{
  for (int32_t at = from - 1; at >= 0; at--) {
    project_up(s, at);
    WG_TRY(settle_level(s, at, CHAINS_SHARE));
  }
  return harden(s, s->flips / 10 + 1);
}

/* The coarsest level, the best of some drafts. best_part: scratch. */
static wg_status draft_coarsest(search *s, int32_t drafts, int32_t *best_part)
{
  wg_task *task = s->task;
  int32_t top = s->ladder.height - 1;
  const wg_level *level = s->ladder.levels[top];
  int64_t best = INT64_MAX;
  for (int32_t i = 0; i < drafts; i++) {
    wg_seeds seeds = (wg_seeds)(task->searches++ % WG_SEEDS_KINDS);
    WG_TRY(wg_grow_regions(&s->draft, task->context, level, task->random, seeds));
    WG_TRY(settle_level(s, top, drafts == 1 ? 1 : 4 * drafts));
    if (drafts == 1) return WG_OK;
    wg_price_set_fault(&s->price, task->level->mean_cost, wg_rule_charge(task->rule));
    int64_t energy = wg_draft_energy(&s->draft);
    if (energy >= best) continue;
    best = energy;
    memcpy(best_part, s->draft.part, (size_t)level->count * sizeof *best_part);
  }
  memcpy(s->draft.part, best_part, (size_t)level->count * sizeof *best_part);
  wg_draft_count(&s->draft, level);
  return WG_OK;
}

wg_status wg_search(wg_task *task, wg_found *found, int64_t flips)
{
  search s;
  wg_status status;
  bool is_fast = task->rule->effort == WG_EFFORT_FAST && found->count >= PARTS_FAST;
  WG_TRY_DONE(begin(&s, task, found, flips));
  WG_TRY_DONE(wg_ladder_build(&s.ladder, task->context, task->level, task->level->former,
                              task->random, wg_rule_target(task->rule) / 2,
                              STOP_UNITS_A_PART * found->count, found->count));
  WG_TRY_DONE(draft_coarsest(&s, is_fast ? DRAFTS_FAST : 1, found->part));
  WG_TRY_DONE(descend(&s, s.ladder.height - 1));
  take(&s, found);
done:
  end(&s);
  return status;
}

/* A partition of the finest level, no part of which divides a cluster, on the coarsest. */
static void project_down(search *s, const int32_t *part)
{
  wg_draft *draft = &s->draft;
  const wg_ladder *ladder = &s->ladder;
  int32_t top = ladder->height - 1;
  memcpy(draft->part, part, (size_t)s->task->level->count * sizeof *part);
  for (int32_t at = 0; at < top; at++) {
    memcpy(draft->queue, draft->part, (size_t)ladder->levels[at]->count * sizeof *part);
    for (int32_t u = 0; u < ladder->levels[at]->count; u++)
      draft->part[ladder->coarse[at][u]] = draft->queue[u];
  }
  wg_draft_count(draft, ladder->levels[top]);
}

wg_status wg_recombine(wg_task *task, wg_found *found, const int32_t *class, int64_t flips)
{
  search s;
  wg_status status;
  WG_TRY_DONE(begin(&s, task, found, flips));
  s.hot = GENTLY_HOT;
  s.cold = GENTLY_COLD;
  WG_TRY_DONE(wg_ladder_build(&s.ladder, task->context, task->level, class, task->random,
                              INT64_MAX / 4, 1, 1));
  project_down(&s, found->part);
  WG_TRY_DONE(settle_level(&s, s.ladder.height - 1, 1));
  WG_TRY_DONE(descend(&s, s.ladder.height - 1));
  take(&s, found);
done:
  end(&s);
  return status;
}

/* Takes found->part up, loosens it by heat, mends it by chains that look at `chained`
 * borders a unit, down to `bound`, hardens it; heat and hardening unless their flips a unit are 0.
 */
static wg_status rework(wg_task *task, wg_found *found, int64_t cooling, int64_t bound,
                        int64_t chained, int64_t hardening)
{
  search s;
  wg_status status;
  WG_TRY_DONE(take_up(&s, task, found, cooling));
  if (cooling > 0) WG_TRY_DONE(cool(&s, 0));
  WG_TRY_DONE(wg_chains(&s.draft, task->context, task->rule, bound, chained * task->level->count));
  if (hardening > 0) WG_TRY_DONE(harden(&s, hardening));
  take(&s, found);
done:
  end(&s);
  return status;
}

wg_status wg_resettle(wg_task *task, wg_found *found, int64_t bound, int64_t flips)
{
  search s;
  wg_status status;
  WG_TRY_DONE(take_up(&s, task, found, flips));
  WG_TRY_DONE(settle_households(&s));
  WG_TRY_DONE(wg_chains(&s.draft, task->context, task->rule, bound,
                        CHAINS_ALONE * (int64_t)task->level->count));
  WG_TRY_DONE(harden(&s, flips / 4 + 1));
  take(&s, found);
done:
  end(&s);
  return status;
}

wg_status wg_evaluate(wg_task *task, wg_found *found)
{
  return rework(task, found, 0, INT64_MAX, 0, 0);
}

wg_status wg_reheat(wg_task *task, wg_found *found, int64_t flips)
{
  return rework(task, found, flips, INT64_MAX, 0, flips / 2);
}

wg_status wg_mend(wg_task *task, wg_found *found, int64_t bound, int64_t chained, int64_t flips)
{
  return rework(task, found, 0, bound, chained, flips);
}

wg_status wg_wander(wg_task *task, wg_found *found, int64_t steps)
{
  search s;
  wg_status status;
  WG_TRY_DONE(take_up(&s, task, found, 1));
  WG_TRY_DONE(
      wg_walk(&s.draft, task->context, task->rule, task->random, 0, steps * task->level->count));
  task->steps += steps * task->level->count / 3; /* as if all: a third of a flip's time each */
  take(&s, found);
done:
  end(&s);
  return status;
}

wg_status wg_refine(wg_task *task, wg_found *found, int64_t flips)
{
  return rework(task, found, 0, INT64_MAX, 0, flips);
}
