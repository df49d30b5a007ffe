/* What the made-up graphs claim: their size, connected, thin as planar graphs are, and what each
 * shape is made for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "worlds/made_graph.h"

static const char *const names[] = {"patch:300:0:1",    "patch:1000:3:2",  "patch:5000:15:3",
                                    "streets:300:0:1",  "streets:1000:3:2", "streets:5000:15:3",
                                    "county:300:0:1",   "county:1000:3:2", "county:5000:15:3"};
enum { NAMES = sizeof names / sizeof *names };

static wg_graph make(wg_context *context, const char *name)
{
  made_name made;
  wg_random random;
  assert_true(made_name_read(&made, name));
  return made_graph(context, &made, &random);
}

static int32_t degree(const wg_graph *graph, int32_t unit)
{
  return (int32_t)(graph->first[unit + 1] - graph->first[unit]);
}

static void every_graph_is_connected_and_as_large_as_its_name_says(void **state)
{
  wg_context *context = *state;
  for (int i = 0; i < NAMES; i++) {
    wg_graph graph = make(context, names[i]);
    int32_t *component = numbers(graph.unit_count), pieces;
    assert_int_equal(graph.unit_count, atoi(strchr(names[i], ':') + 1));
    assert_int_equal(wg_graph_components(&graph, context, component, &pieces), WG_OK);
    assert_int_equal(pieces, 1);
    /* Euler: a planar graph of n ≥ 3 has at most 3n − 6 edges */
    assert_true(graph.first[graph.unit_count] / 2 <= 3 * (int64_t)graph.unit_count - 6);
    free(component);
    wg_graph_free(&graph, context);
  }
}

static void a_county_has_hubs_without_households_and_walls(void **state)
{
  wg_context *context = *state;
  wg_graph graph = make(context, "county:5000:3:1");
  int32_t hubs = 0, walls = 0;
  for (int32_t u = 0; u < graph.unit_count; u++) {
    hubs += degree(&graph, u) >= 50 && graph.households[u] == 0;
    for (int64_t s = graph.first[u]; s < graph.first[u + 1]; s++) walls += graph.cost[s] > 3000;
  }
  assert_true(hubs >= 1);
  assert_true(walls >= 20);
  wg_graph_free(&graph, context);
}

/* Streets cost at most a fifth of the dearest border in a block, 60 of 300. */
static void streets_are_cheap_and_blocks_are_dear(void **state)
{
  wg_context *context = *state;
  wg_graph graph = make(context, "streets:5000:3:1");
  int64_t cheap = 0, all = graph.first[graph.unit_count];
  for (int64_t s = 0; s < all; s++) cheap += graph.cost[s] <= 60;
  assert_in_range(cheap * 100 / all, 20, 60);
  wg_graph_free(&graph, context);
}

static void names_out_of_order_are_refused(void **state)
{
  (void)state;
  made_name made;
  const char *const bad[] = {"", "patch", "patch:1000:3", "lake:1000:3:1", "patch:10:3:1",
                             "patch:1000:99:1", "patch:1000:3:1x"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(made_name_read(&made, bad[i]));
}

static int open_context(void **state)
{
  return wg_context_new((wg_context **)state, NULL) != WG_OK;
}

static int close_context(void **state)
{
  wg_context_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_graph_is_connected_and_as_large_as_its_name_says),
      cmocka_unit_test(a_county_has_hubs_without_households_and_walls),
      cmocka_unit_test(streets_are_cheap_and_blocks_are_dear),
      cmocka_unit_test(names_out_of_order_are_refused),
  };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
