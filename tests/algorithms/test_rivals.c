/* The bounds of connected sets and of rivals, beside brute force over all divisions. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/feasibility.h"
#include "worlds/graph_world.h"
#include "worlds/least_fault.h"

enum { UNITS_MAX = 11, WORLDS = 3000 };

static wg_context *context;
static const wg_rule standard = WG_RULE_INIT;

/* What sets alone prove, then what rivals add, of a connected graph; frees it. */
static wg_bound bound_of(wg_graph *graph, const wg_rule *rule, int64_t *of_sets)
{
  int32_t all[UNITS_MAX];
  uint8_t claimed[UNITS_MAX] = {0};
  wg_level level;
  wg_bound bound = {.witness = -1};
  for (int32_t u = 0; u < graph->unit_count; u++) all[u] = u;
  assert_int_equal(wg_level_of_component(&level, context, graph, all, graph->unit_count, all),
                   WG_OK);
  assert_int_equal(wg_sets_bound(&bound, context, &level, rule, claimed), WG_OK);
  *of_sets = bound.fault;
  assert_int_equal(wg_rivals_bound(&bound, context, &level, rule, claimed), WG_OK);
  wg_level_free(&level, context);
  wg_graph_free(graph, context);
  return bound;
}

/* --- drawn ------------------------------------------------------------------------------------ */

static void two_towers_need_the_same_yard(void **state)
{
  (void)state;
  /* 281 and 279 reach the houses by the yard 2 only; what else they touch is too large */
  const int32_t households[] = {281, 279, 0, 23, 25, 300, 232, 100};
  const int32_t pairs[][2] = {{0, 2}, {1, 2}, {2, 3}, {3, 4}, {1, 5}, {0, 6}, {6, 5}, {6, 7}};
  wg_graph graph = world_of(context, households, 8, pairs, 8, 10);
  int64_t of_sets;
  wg_bound bound = bound_of(&graph, &standard, &of_sets);
  assert_int_equal(of_sets, 0);
  /* without the yard 281 has 513 with 232 (fault 63), 279 stands alone (71); both are 560 (110) */
  assert_int_equal(bound.fault, 63);
  assert_int_equal(bound.reason, WG_FINDING_NO_ROOM_FOR_BOTH);
  assert_int_equal(bound.witness, 1); /* who has most to lose */
  assert_true(bound.by_ground);
}

static void a_second_way_out_settles_it(void **state)
{
  (void)state;
  const int32_t households[] = {281, 279, 0, 23, 25, 300, 232, 100};
  const int32_t pairs[][2] = {{0, 2}, {1, 2}, {2, 3}, {3, 4}, {1, 5},
                              {0, 6}, {6, 5}, {6, 7}, {1, 4}};
  wg_graph graph = world_of(context, households, 8, pairs, 9, 10);
  int64_t of_sets;
  assert_int_equal(bound_of(&graph, &standard, &of_sets).fault, 0);
}

static void two_that_fit_into_one_part_are_no_rivals(void **state)
{
  (void)state;
  const int32_t households[] = {200, 200, 100};
  const int32_t pairs[][2] = {{0, 2}, {1, 2}};
  wg_graph graph = world_of(context, households, 3, pairs, 2, 10);
  int64_t of_sets;
  assert_int_equal(bound_of(&graph, &standard, &of_sets).fault, 0);
}

/* --- brute force ------------------------------------------------------------------------------ */

static wg_graph draw_world(wg_random *random, wg_rule *rule)
{
  for (;;) {
    int32_t units = 6 + (int32_t)wg_random_below(random, UNITS_MAX - 5), count = 0;
    wg_graph graph =
        patch_world(context, random, units, 2 + (int32_t)wg_random_below(random, 2), 40);
    int32_t component[UNITS_MAX];
    assert_int_equal(wg_graph_components(&graph, context, component, &count), WG_OK);
    *rule = standard;
    rule->charge =
        wg_random_below(random, 4) == 0 ? 1 + (int32_t)wg_random_below(random, 1000) : -1;
    if (count == 1) return graph;
    wg_graph_free(&graph, context);
  }
}

static void no_division_has_less_fault_than_the_bound(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(11);
  int32_t raised = 0, met = 0;
  for (int world = 0; world < WORLDS; world++) {
    wg_rule rule;
    int64_t of_sets;
    wg_graph graph = draw_world(&random, &rule);
    int64_t least = least_fault(&graph, &rule);
    wg_bound bound = bound_of(&graph, &rule, &of_sets);
    assert_true(bound.fault <= least);
    raised += bound.fault > of_sets;
    met += bound.fault > of_sets && bound.fault == least;
  }
  print_message("%d worlds: rivals raise %d bounds, %d of them to the least fault\n", WORLDS,
                raised, met);
  assert_true(raised >= 50);
  assert_true(met >= 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_towers_need_the_same_yard),
      cmocka_unit_test(a_second_way_out_settles_it),
      cmocka_unit_test(two_that_fit_into_one_part_are_no_rivals),
      cmocka_unit_test(no_division_has_less_fault_than_the_bound),
  };
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  return failed;
}
