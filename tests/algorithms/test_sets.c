/* The search of connected sets around a unit: what a wide land without households costs it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/sets.h"
#include "worlds/graph_world.h"

enum { LAND = 20000, UNITS = LAND + 1 };

static const wg_rule standard = WG_RULE_INIT;

/* A house of 40 at the end of empty land, as fields and a river are where a whole town is one
 * community. */
static void a_wide_land_ends_the_search(void **state)
{
  (void)state;
  static int32_t households[UNITS], pairs[LAND][2], all[UNITS];
  wg_context *context;
  wg_graph graph;
  wg_level level;
  wg_sets sets;
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  for (int32_t i = 0; i < LAND; i++) {
    households[i] = 0;
    pairs[i][0] = i;
    pairs[i][1] = i + 1;
  }
  households[LAND] = 40;
  for (int32_t u = 0; u < UNITS; u++) all[u] = u;
  graph = world_of(context, households, UNITS, pairs, LAND, 10);
  assert_int_equal(wg_level_of_component(&level, context, &graph, all, UNITS, all), WG_OK);
  assert_int_equal(wg_sets_new(&sets, context, &level, &standard), WG_OK);
  assert_int_equal(wg_sets_least(&sets, LAND, -1), 0); /* nothing is claimed … */
  assert_in_range(sets.touched_count, 1, 2000);        /* … and the land not walked through */
  wg_sets_free(&sets, context);
  wg_level_free(&level, context);
  wg_graph_free(&graph, context);
  wg_context_free(context);
}

static void a_narrow_land_is_walked_through(void **state)
{
  (void)state;
  const int32_t households[] = {200, 0, 0, 60};
  const int32_t pairs[][2] = {{0, 1}, {1, 2}, {2, 3}};
  int32_t all[] = {0, 1, 2, 3};
  wg_context *context;
  wg_level level;
  wg_sets sets;
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  wg_graph graph = world_of(context, households, 4, pairs, 3, 10);
  assert_int_equal(wg_level_of_component(&level, context, &graph, all, 4, all), WG_OK);
  assert_int_equal(wg_sets_new(&sets, context, &level, &standard), WG_OK);
  assert_int_equal(wg_sets_least(&sets, 0, -1), wg_rule_fault(&standard, 260));
  wg_sets_free(&sets, context);
  wg_level_free(&level, context);
  wg_graph_free(&graph, context);
  wg_context_free(context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wide_land_ends_the_search),
      cmocka_unit_test(a_narrow_land_is_walked_through),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
