/* Two searches of the same patch blended: the sums kept while patches are exchanged are those of a
 * recount, and the blend is never worse than the partition it started from. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../algorithms/src/blend.h"
#include "worlds/trait_world.h"

enum { UNITS = 400, WORLDS = 40 };

static wg_context *context;

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
  wg_graph graph = patch_world(context, random, UNITS, 20, 4);
  while (!is_connected(&graph)) {
    wg_graph_free(&graph, context);
    graph = patch_world(context, random, UNITS, 20, 4);
  }
  int32_t category[UNITS];
  for (int32_t u = 0; u < UNITS; u++) category[u] = (int32_t)wg_random_below(random, 4);
  if (terms == TRAITS) give_traits(&graph, context, 20, category);
  if (terms != COMPOUNDS) return graph;
  graph.compound = malloc(UNITS * sizeof *graph.compound);
  assert_non_null(graph.compound);
  for (int32_t u = 0; u < UNITS; u++) graph.compound[u] = category[u] == 0 ? u / 10 : -1;
  graph.compound_count = UNITS / 10;
  return graph;
}

/* The other partition differs here and there. */
static void blend_world(wg_random *random, int terms, int32_t *exchanged)
{
  wg_graph graph = draw_patch(random, terms);
  wg_rule rule = WG_RULE_INIT;
  rule.compact = rule.like = 100;
  wg_level level;
  wg_blend blend;
  int32_t all[UNITS], parts[2][UNITS];
  int64_t households = 0;
  for (int32_t u = 0; u < UNITS; u++) {
    all[u] = u;
    households += graph.households[u];
  }
  assert_int_equal(wg_level_of_component(&level, context, &graph, all, UNITS, all), WG_OK);
  wg_task task = {.context = context, .level = &level, .rule = &rule, .random = random};
  wg_found found = {.part = parts[0], .count = (int32_t)((households + 200) / 400)};
  assert_int_equal(wg_search(&task, &found, 30), WG_OK);
  wg_found other = found;
  other.part = parts[1];
  memcpy(parts[1], parts[0], sizeof parts[1]);
  assert_int_equal(wg_reheat(&task, &other, 8), WG_OK);
  wg_found before = found;
  assert_int_equal(wg_blend_new(&blend, &task, found.count), WG_OK);
  wg_blend_in(&blend, &found, &other);
  assert_false(wg_is_better(&before, &found));
  *exchanged += wg_is_better(&found, &before) && wg_is_better(&found, &other);
  wg_found counted = found;
  assert_int_equal(wg_evaluate(&task, &counted), WG_OK); /* debug builds: parts in one piece too */
  assert_int_equal(counted.fault, found.fault);
  assert_int_equal(counted.energy, found.energy);
  wg_blend_free(&blend);
  wg_level_free(&level, context);
  wg_graph_free(&graph, context);
}

static void blend_worlds(uint64_t seed, int terms)
{
  wg_random random = wg_random_seeded(seed);
  int32_t exchanged = 0;
  for (int world = 0; world < WORLDS; world++) blend_world(&random, terms, &exchanged);
  print_message("better than both: %d of %d\n", exchanged, WORLDS);
  assert_true(exchanged > WORLDS / 10);
}

static void a_blend_is_what_it_says_and_never_worse(void **state)
{
  (void)state;
  blend_worlds(5, PLAIN);
}

static void compounds_are_counted(void **state)
{
  (void)state;
  blend_worlds(6, COMPOUNDS);
}

static void traits_are_priced(void **state)
{
  (void)state;
  blend_worlds(7, TRAITS);
}

static int set_up(void **state)
{
  (void)state;
  return wg_context_new(&context, NULL) == WG_OK ? 0 : -1;
}

static int tear_down(void **state)
{
  (void)state;
  wg_context_free(context);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_blend_is_what_it_says_and_never_worse),
                                     cmocka_unit_test(compounds_are_counted),
                                     cmocka_unit_test(traits_are_priced)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
