/* Walks: what no chain of a few moves can mend, and what they never break. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/chains.h"
#include "../../algorithms/src/walk.h"
#include "worlds/draft_world.h"

/* Towers in a row of which only pairs are in range: the one left alone at one end and the three
 * together at the other are eight pairs apart, and every pair has to change. */
static void open_row(world *w)
{
  int32_t households[20];
  for (int32_t u = 0; u < 20; u++) households[u] = 240;
  open_world(w, path_world(context, households, 20), "ABBCCDDEEFFGGHHIIJJJ");
}

static void a_surplus_walks_farther_than_a_chain_reaches(void **state)
{
  (void)state;
  world w;
  wg_random random = wg_random_seeded(1);
  open_row(&w);
  int64_t before = fault_of_parts(&w);
  assert_int_equal(wg_chains(&w.draft, context, &standard, 0, 1000000), WG_OK);
  assert_int_equal(fault_of_parts(&w), before);
  assert_int_equal(wg_walk(&w.draft, context, &standard, &random, 0, 100000), WG_OK);
  assert_int_equal(fault_of_parts(&w), 0);
  assert_true(parts_are_connected(&w));
  close_world(&w);
}

static void the_bound_is_enough(void **state)
{
  (void)state;
  world w;
  wg_random random = wg_random_seeded(1);
  open_row(&w);
  int64_t before = fault_of_parts(&w);
  assert_int_equal(wg_walk(&w.draft, context, &standard, &random, before, 100000), WG_OK);
  assert_int_equal(w.draft.part[1], 1);
  close_world(&w);
}

static void without_steps_nothing_changes(void **state)
{
  (void)state;
  world w;
  wg_random random = wg_random_seeded(1);
  open_row(&w);
  assert_int_equal(wg_walk(&w.draft, context, &standard, &random, 0, 0), WG_OK);
  for (int32_t u = 0; u < 20; u++)
    assert_int_equal(w.draft.part[u], "ABBCCDDEEFFGGHHIIJJJ"[u] - 'A');
  close_world(&w);
}

static void fault_only_falls_and_parts_stay_in_one_piece(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(78);
  int32_t better = 0;
  for (int32_t worlds = 0; worlds < 40; worlds++) {
    world w;
    open_patch(&w, &random, 30);
    assert_int_equal(wg_chains(&w.draft, context, &standard, 0, 20000), WG_OK);
    int64_t before = fault_of_parts(&w);
    assert_int_equal(wg_walk(&w.draft, context, &standard, &random, 0, 10000 + 1000 * worlds),
                     WG_OK);
    int64_t after = fault_of_parts(&w);
    assert_true(after <= before);
    assert_int_equal(after, wg_draft_fault(&w.draft, &standard));
    assert_true(parts_are_connected(&w));
    better += after < before;
    close_world(&w);
  }
  print_message("less fault than chains leave: %d of 40\n", better);
  assert_true(better > 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_surplus_walks_farther_than_a_chain_reaches),
      cmocka_unit_test(the_bound_is_enough), cmocka_unit_test(without_steps_nothing_changes),
      cmocka_unit_test(fault_only_falls_and_parts_stay_in_one_piece)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
