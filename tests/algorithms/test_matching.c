/* Matching old grids to new: against every possible assignment. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "algorithms/matching.h"
#include "wangge/random.h"

enum { GRIDS_MAX = 6, PAIRS_MAX = GRIDS_MAX * GRIDS_MAX };

static wg_context *context;

/* Households that stay and, of equal ones, buildings, in one number. */
static int64_t worth(const wg_shared *pair)
{
  return pair->households * 100000 + pair->buildings;
}

/* The best over all assignments of the old grids from `old` on; new grids in `taken` are gone. */
static int64_t best_of_all(const wg_shared *pairs, int64_t count, int32_t old, int32_t old_count,
                           unsigned taken)
{
  if (old == old_count) return 0;
  int64_t best = best_of_all(pairs, count, old + 1, old_count, taken);
  for (int64_t i = 0; i < count; i++) {
    unsigned bit = 1u << pairs[i].new_grid;
    if (pairs[i].old_grid != old || (taken & bit) != 0) continue;
    int64_t all = worth(&pairs[i]) + best_of_all(pairs, count, old + 1, old_count, taken | bit);
    if (all > best) best = all;
  }
  return best;
}

/* Checks that no new grid is taken twice; returns what the matching is worth. */
static int64_t matched(const wg_shared *pairs, int64_t count, const int32_t *new_of_old,
                       int32_t old_count)
{
  int64_t sum = 0;
  for (int32_t a = 0; a < old_count; a++)
    for (int32_t b = 0; b < a; b++)
      assert_true(new_of_old[a] < 0 || new_of_old[a] != new_of_old[b]);
  for (int64_t i = 0; i < count; i++)
    if (new_of_old[pairs[i].old_grid] == pairs[i].new_grid) sum += worth(&pairs[i]);
  return sum;
}

static void no_assignment_keeps_more(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(7);
  for (int round = 0; round < 4000; round++) {
    int32_t olds = (int32_t)wg_random_below(&random, GRIDS_MAX + 1);
    int32_t news = (int32_t)wg_random_below(&random, GRIDS_MAX + 1);
    int32_t scale = round % 2 == 0 ? 4 : 400; /* small numbers make ties */
    wg_shared pairs[PAIRS_MAX];
    int64_t count = 0;
    int32_t found[GRIDS_MAX];
    for (int32_t o = 0; o < olds; o++)
      for (int32_t n = 0; n < news; n++)
        if (wg_random_below(&random, 3) > 0)
          pairs[count++] = (wg_shared){o, n, (int64_t)wg_random_below(&random, (uint64_t)scale),
                                       1 + (int32_t)wg_random_below(&random, 9)};
    assert_int_equal(wg_match_grids(found, context, pairs, count, olds, news), WG_OK);
    assert_int_equal(matched(pairs, count, found, olds), best_of_all(pairs, count, 0, olds, 0));
  }
}

/* Old 0 shares most with new 0, yet keeps more in all when it goes to new 1. */
static void greedy_choice_keeps_less(void **state)
{
  (void)state;
  const wg_shared pairs[] = {{0, 0, 200, 5}, {0, 1, 190, 5}, {1, 0, 180, 5}};
  int32_t found[2];
  assert_int_equal(wg_match_grids(found, context, pairs, 3, 2, 2), WG_OK);
  assert_int_equal(found[0], 1);
  assert_int_equal(found[1], 0);
}

static void order_of_pairs_does_not_matter(void **state)
{
  (void)state;
  const wg_shared pairs[] = {{0, 0, 10, 1}, {0, 1, 10, 1}, {1, 0, 10, 1}, {1, 1, 10, 1}};
  const wg_shared turned[] = {{1, 1, 10, 1}, {1, 0, 10, 1}, {0, 1, 10, 1}, {0, 0, 10, 1}};
  int32_t a[2], b[2];
  assert_int_equal(wg_match_grids(a, context, pairs, 4, 2, 2), WG_OK);
  assert_int_equal(wg_match_grids(b, context, turned, 4, 2, 2), WG_OK);
  assert_memory_equal(a, b, sizeof a);
}

/* A grid of buildings without households is carried on by its buildings. */
static void buildings_decide_where_households_do_not(void **state)
{
  (void)state;
  const wg_shared pairs[] = {{0, 0, 0, 2}, {0, 1, 0, 7}};
  int32_t found[1];
  assert_int_equal(wg_match_grids(found, context, pairs, 2, 1, 2), WG_OK);
  assert_int_equal(found[0], 1);
}

static int open_context(void **state)
{
  (void)state;
  return wg_context_new(&context, NULL) == WG_OK ? 0 : -1;
}

static int close_context(void **state)
{
  (void)state;
  wg_context_free(context);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_assignment_keeps_more),
      cmocka_unit_test(greedy_choice_keeps_less),
      cmocka_unit_test(order_of_pairs_does_not_matter),
      cmocka_unit_test(buildings_decide_where_households_do_not),
  };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
