/* wg_graph: rows from edges, components. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "algorithms/graph.h"

#include "worlds/context.h"

static void rows_ascend_doubles_add_up_and_loops_vanish(void **state)
{
  (void)state;
  const wg_graph_edge edges[] = {{2, 0, 5}, {1, 1, 9}, {0, 1, 3}, {0, 2, 7}};
  wg_graph graph;
  assert_int_equal(wg_graph_build(&graph, context, 3, edges, 4), WG_OK);
  assert_int_equal(graph.first[3], 4);
  assert_int_equal(graph.neighbor[0], 1);
  assert_int_equal(graph.cost[0], 3);
  assert_int_equal(graph.neighbor[1], 2);
  assert_int_equal(graph.cost[1], 12);
  assert_int_equal(graph.neighbor[graph.first[1]], 0);
  assert_int_equal(graph.cost[graph.first[2]], 12);
  wg_graph_free(&graph, context);
}

static void components_are_numbered_by_their_lowest_unit(void **state)
{
  (void)state;
  const wg_graph_edge edges[] = {{4, 1, 1}, {3, 0, 1}};
  wg_graph graph;
  int32_t component[5], count;
  assert_int_equal(wg_graph_build(&graph, context, 5, edges, 2), WG_OK);
  assert_int_equal(wg_graph_components(&graph, context, component, &count), WG_OK);
  const int32_t expected[] = {0, 1, 2, 0, 1};
  assert_int_equal(count, 3);
  for (int i = 0; i < 5; i++) assert_int_equal(component[i], expected[i]);
  wg_graph_free(&graph, context);
}

static void a_graph_of_nothing_is_a_graph(void **state)
{
  (void)state;
  wg_graph graph;
  int32_t count = -1;
  assert_int_equal(wg_graph_build(&graph, context, 0, NULL, 0), WG_OK);
  assert_int_equal(wg_graph_components(&graph, context, NULL, &count), WG_OK);
  assert_int_equal(count, 0);
  wg_graph_free(&graph, context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_ascend_doubles_add_up_and_loops_vanish),
      cmocka_unit_test(components_are_numbered_by_their_lowest_unit),
      cmocka_unit_test(a_graph_of_nothing_is_a_graph),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
