/* Greedy placement, then annealing. The schedule is Christensen, Marks and Shieber's: a temperature
 * falls by a tenth a stage, each stage tries 30 moves a label, and ends early after 5 successes a
 * label; costs are integers and acceptance compares with the table of logarithms. */
#include "placing.h"

#include <string.h>

#include "logarithm.h"
#include "wangge/random.h"

enum { STAGES = 50, MOVES = 30, SUCCESSES = 5 };

typedef struct placing {
  const wg_label_problem *problem;
  wg_label_conflicts conflicts;
  int64_t *chosen; /* by feature */
  int64_t cost;
  wg_random random;
} placing;

static int64_t cost_of(const placing *p, int32_t feature, int64_t candidate)
{
  return candidate < 0 ? p->problem->features[feature].missing
                       : p->problem->candidates[candidate].cost;
}

static bool stands(const placing *p, int64_t candidate)
{
  return p->chosen[p->conflicts.owner[candidate]] == candidate;
}

static bool free_to_stand(const placing *p, int64_t candidate)
{
  const wg_label_conflicts *k = &p->conflicts;
  if (k->barred[candidate]) return false;
  for (int64_t i = k->start[candidate]; i < k->start[candidate + 1]; i++)
    if (stands(p, k->with[i])) return false;
  return true;
}

/* By what the sum changes if `candidate` (−1: none) is put down and all that it covers taken away.
 */
static int64_t change_of(const placing *p, int32_t feature, int64_t candidate)
{
  const wg_label_conflicts *k = &p->conflicts;
  int64_t change = cost_of(p, feature, candidate) - cost_of(p, feature, p->chosen[feature]);
  if (candidate < 0) return change;
  for (int64_t i = k->start[candidate]; i < k->start[candidate + 1]; i++) {
    int32_t other = k->owner[k->with[i]];
    if (stands(p, k->with[i])) change += cost_of(p, other, -1) - cost_of(p, other, k->with[i]);
  }
  return change;
}

static void put_down(placing *p, int32_t feature, int64_t candidate, int64_t change)
{
  const wg_label_conflicts *k = &p->conflicts;
  if (candidate >= 0)
    for (int64_t i = k->start[candidate]; i < k->start[candidate + 1]; i++)
      if (stands(p, k->with[i])) p->chosen[k->owner[k->with[i]]] = -1;
  p->chosen[feature] = candidate;
  p->cost += change;
}

/* Leaves out nothing that has room. */
static void fill_up(placing *p, const int32_t *order)
{
  for (int32_t i = 0; i < p->problem->feature_count; i++) {
    const wg_label_feature *f = &p->problem->features[order[i]];
    int64_t best = p->chosen[order[i]];
    for (int64_t c = f->candidate; c < f->candidate + f->candidate_count; c++)
      if (cost_of(p, order[i], c) < cost_of(p, order[i], best) && free_to_stand(p, c)) best = c;
    if (best != p->chosen[order[i]]) put_down(p, order[i], best, change_of(p, order[i], best));
  }
}

static bool accept(placing *p, int64_t change, int64_t heat)
{
  if (change <= 0) return true;
  uint64_t draw = wg_random_next(&p->random) >> (64 - WG_LOGARITHM_BITS);
  return change << WG_LOGARITHM_SHIFT < heat * (int64_t)wg_minus_logarithm[draw];
}

/* A move: some label, some place for it; seldom none at all. */
static bool try_move(placing *p, int64_t heat)
{
  int32_t f = (int32_t)wg_random_below(&p->random, (uint64_t)p->problem->feature_count);
  const wg_label_feature *feature = &p->problem->features[f];
  if (feature->candidate_count == 0) return false;
  int64_t c =
      feature->candidate + (int64_t)wg_random_below(&p->random, (uint64_t)feature->candidate_count);
  if (c == p->chosen[f] || p->conflicts.barred[c]) return false;
  int64_t change = change_of(p, f, c);
  if (!accept(p, change, heat)) return false;
  put_down(p, f, c, change);
  return true;
}

static void anneal(placing *p, int64_t *best, int64_t *best_cost)
{
  int64_t labels = p->problem->feature_count, heat = 64;
  size_t bytes = (size_t)labels * sizeof *best;
  for (int stage = 0; stage < STAGES; stage++, heat = heat * 9 / 10 + 1) {
    int64_t successes = 0;
    for (int64_t move = 0; move < MOVES * labels && successes < SUCCESSES * labels; move++) {
      if (!try_move(p, heat)) continue;
      successes++;
      if (p->cost >= *best_cost) continue;
      memcpy(best, p->chosen, bytes);
      *best_cost = p->cost;
    }
    if (successes == 0) break;
  }
  memcpy(p->chosen, best, bytes);
  p->cost = *best_cost;
}

/* Dearest to leave out first. */
static void sort_features(const wg_label_problem *problem, int32_t *order)
{
  for (int32_t i = 0; i < problem->feature_count; i++) {
    int32_t j = i;
    for (; j > 0 && problem->features[order[j - 1]].missing < problem->features[i].missing; j--)
      order[j] = order[j - 1];
    order[j] = i;
  }
}

wg_status wg_place_labels(int64_t *chosen, wg_context *context, const wg_label_problem *problem,
                          uint64_t seed)
{
  placing p = {.problem = problem, .chosen = chosen, .random = wg_random_seeded(seed)};
  int32_t *order = NULL;
  int64_t *best = NULL, best_cost;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &order, (size_t)problem->feature_count, sizeof *order));
  WG_TRY_DONE(wg_allocate(context, &best, (size_t)problem->feature_count, sizeof *best));
  WG_TRY_DONE(wg_label_conflicts_build(&p.conflicts, context, problem));
  for (int32_t f = 0; f < problem->feature_count; f++) {
    chosen[f] = -1;
    p.cost += problem->features[f].missing;
  }
  sort_features(problem, order);
  fill_up(&p, order);
  memcpy(best, chosen, (size_t)problem->feature_count * sizeof *best);
  best_cost = p.cost;
  if (problem->feature_count > 1) anneal(&p, best, &best_cost);
  fill_up(&p, order);
done:
  wg_label_conflicts_free(&p.conflicts, context);
  wg_release(context, order);
  wg_release(context, best);
  return status;
}
