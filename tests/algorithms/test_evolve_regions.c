/* Evolution region by region: what is added up while regions change is what a recount of the whole
 * finds, nothing gets worse, and in most worlds something gets better. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/evolve_regions.h"
#include "worlds/trait_world.h"

#include "worlds/context.h"

enum { UNITS = 700, WIDTH = 25, PARTS = 100, WORLDS = 12, FLIPS = 1000 };

enum { PLAIN, COMPOUNDS, TRAITS }; /* what costs besides borders */

static bool is_connected(const wg_graph *graph)
{
  int32_t component[UNITS], count = 0;
  assert_int_equal(wg_graph_components(graph, context, component, &count), WG_OK);
  return count == 1;
}

/* A connected patch; compounds are of neighbouring numbers. */
static wg_graph draw_patch(wg_random *random, int terms)
{
  wg_graph graph = patch_world(context, random, UNITS, WIDTH, 4);
  while (!is_connected(&graph)) {
    wg_graph_free(&graph, context);
    graph = patch_world(context, random, UNITS, WIDTH, 4);
  }
  int32_t category[UNITS];
  for (int32_t u = 0; u < UNITS; u++) category[u] = (int32_t)wg_random_below(random, 4);
  if (terms == TRAITS) give_traits(&graph, context, WIDTH, category);
  if (terms != COMPOUNDS) return graph;
  graph.compound = malloc(UNITS * sizeof *graph.compound);
  assert_non_null(graph.compound);
  for (int32_t u = 0; u < UNITS; u++) graph.compound[u] = category[u] == 0 ? u / 10 : -1;
  graph.compound_count = UNITS / 10;
  return graph;
}

/* Bounds that a search just about reaches. */
static wg_rule rule_of(int64_t households)
{
  wg_rule rule = WG_RULE_INIT;
  rule.target = (int32_t)(households / PARTS);
  rule.min = rule.target * 3 / 4;
  rule.max = rule.target * 5 / 4;
  rule.compact = rule.like = 100;
  return rule;
}

static void evolve_world(wg_random *random, int terms, int32_t *gained)
{
  wg_graph graph = draw_patch(random, terms);
  wg_level level;
  int32_t all[UNITS], part[UNITS];
  int64_t households = 0;
  for (int32_t u = 0; u < UNITS; u++) {
    all[u] = u;
    households += graph.households[u];
  }
  wg_rule rule = rule_of(households);
  assert_int_equal(wg_level_of_component(&level, context, &graph, all, UNITS, all), WG_OK);
  wg_task task = {.context = context, .level = &level, .rule = &rule, .random = random};
  wg_found found = {.part = part, .count = PARTS};
  assert_int_equal(wg_search(&task, &found, 30), WG_OK);
  wg_found before = found;
  assert_int_equal(wg_evolve_regions(&task, &found, FLIPS), WG_OK);
  assert_int_equal(found.count, PARTS);
  assert_false(wg_is_better(&before, &found));
  *gained += wg_is_better(&found, &before);
  wg_found counted = found;
  assert_int_equal(wg_evaluate(&task, &counted), WG_OK); /* debug builds: parts in one piece too */
  assert_int_equal(counted.fault, found.fault);
  assert_int_equal(counted.energy, found.energy);
  wg_level_free(&level, context);
  wg_graph_free(&graph, context);
}

static void evolve_worlds(uint64_t seed, int terms)
{
  wg_random random = wg_random_seeded(seed);
  int32_t gained = 0;
  for (int world = 0; world < WORLDS; world++) evolve_world(&random, terms, &gained);
  print_message("better than before: %d of %d\n", gained, WORLDS);
  assert_true(gained > WORLDS / 2);
}

static void what_regions_gain_is_what_the_whole_gains(void **state)
{
  (void)state;
  evolve_worlds(5, PLAIN);
}

static void compounds_are_counted(void **state)
{
  (void)state;
  evolve_worlds(6, COMPOUNDS);
}

static void traits_are_priced(void **state)
{
  (void)state;
  evolve_worlds(7, TRAITS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_regions_gain_is_what_the_whole_gains),
                                     cmocka_unit_test(compounds_are_counted),
                                     cmocka_unit_test(traits_are_priced)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
