/* Chains of moves on drawn partitions: what they mend, and what they never break. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/chains.h"
#include "worlds/draft_world.h"

/* A path of units divided as `before`, mended by chains, is divided as `after`. */
static void assert_mended(const int32_t *households, const char *before, const char *after)
{
  world w;
  int32_t units = (int32_t)strlen(before);
  open_world(&w, path_world(context, households, units), before);
  assert_int_equal(wg_chains(&w.draft, context, &standard, 0, 100000), WG_OK);
  char text[UNITS_MAX + 1] = {0};
  for (int32_t u = 0; u < units; u++) text[u] = (char)('A' + w.draft.part[u]);
  assert_string_equal(text, after);
  close_world(&w);
}

static void one_move_mends(void **state)
{
  (void)state;
  assert_mended((const int32_t[]){200, 90, 60, 150, 150}, "AABBB", "AAABB");
}

static void a_surplus_is_handed_on_through_a_part_that_is_full(void **state)
{
  (void)state;
  assert_mended((const int32_t[]){300, 100, 150, 250, 90, 110, 200, 110}, "AAABBBCC", "AABBBCCC");
  assert_mended((const int32_t[]){250, 100, 100, 100, 150, 150, 150}, "ABBBCCC", "AABBBCC");
}

static void a_unit_takes_along_what_it_would_cut_off(void **state)
{
  (void)state;
  /* B can have 60 of A's only with the empty unit that hangs on it */
  const int32_t households[] = {0, 60, 460, 280};
  const int32_t pairs[][2] = {{0, 1}, {1, 2}, {1, 3}};
  world w;
  open_world(&w, world_of(context, households, 4, pairs, 3, 10), "AAAB");
  assert_int_equal(wg_chains(&w.draft, context, &standard, 0, 100000), WG_OK);
  assert_int_equal(w.draft.households[0], 460);
  assert_int_equal(w.draft.households[1], 340);
  assert_int_equal(w.draft.part[0], 1);
  close_world(&w);
}

static void a_unit_is_fetched_from_beyond_empty_ones(void **state)
{
  (void)state;
  assert_mended((const int32_t[]){280, 0, 0, 0, 0, 0, 30, 350}, "ABBBBBBB", "AAAAAAAB");
  /* seven are too far */
  assert_mended((const int32_t[]){280, 0, 0, 0, 0, 0, 0, 0, 30, 350}, "ABBBBBBBBB", "ABBBBBBBBB");
}

static void a_corridor_is_given_back_when_it_leads_to_nothing(void **state)
{
  (void)state;
  assert_mended((const int32_t[]){280, 0, 0, 250, 130}, "ABBBB", "ABBBB");
}

static void nothing_changes_where_no_chain_helps(void **state)
{
  (void)state;
  assert_mended((const int32_t[]){260, 260, 260, 260, 260}, "AABBC", "AABBC");
}

static void the_bound_is_enough(void **state)
{
  (void)state;
  world w;
  open_world(&w, path_world(context, (const int32_t[]){200, 90, 60, 150, 150}, 5), "AABBB");
  assert_int_equal(wg_chains(&w.draft, context, &standard, 60, 100000), WG_OK);
  assert_int_equal(w.draft.part[2], 1);
  close_world(&w);
}

static void fault_only_falls_and_parts_stay_in_one_piece(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(77);
  int32_t better = 0;
  for (int32_t worlds = 0; worlds < 60; worlds++) {
    world w;
    open_patch(&w, &random, 12);
    int64_t before = fault_of_parts(&w);
    assert_int_equal(wg_chains(&w.draft, context, &standard, 0, 20000 + 1000 * worlds), WG_OK);
    int64_t after = fault_of_parts(&w);
    assert_true(after <= before);
    assert_int_equal(after, wg_draft_fault(&w.draft, &standard));
    assert_true(parts_are_connected(&w));
    better += after < before;
    close_world(&w);
  }
  assert_true(better > 50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_move_mends),
      cmocka_unit_test(a_surplus_is_handed_on_through_a_part_that_is_full),
      cmocka_unit_test(a_unit_takes_along_what_it_would_cut_off),
      cmocka_unit_test(a_unit_is_fetched_from_beyond_empty_ones),
      cmocka_unit_test(a_corridor_is_given_back_when_it_leads_to_nothing),
      cmocka_unit_test(nothing_changes_where_no_chain_helps),
      cmocka_unit_test(the_bound_is_enough),
      cmocka_unit_test(fault_only_falls_and_parts_stay_in_one_piece)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
