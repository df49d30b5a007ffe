/* Colouring against trying everything. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "algorithms/colouring.h"
#include "wangge/random.h"

enum { VERTICES = 8, MOST_EDGES = VERTICES * VERTICES };

typedef struct graph {
  int32_t a[MOST_EDGES], b[MOST_EDGES];
  int64_t edges;
} graph;

static graph random_graph(wg_random *random, uint64_t percent)
{
  graph g = {.edges = 0};
  for (int32_t i = 0; i < VERTICES; i++)
    for (int32_t j = i + 1; j < VERTICES; j++)
      if (wg_random_below(random, 100) < percent) {
        g.a[g.edges] = i;
        g.b[g.edges++] = j;
      }
  return g;
}

static bool is_coloured(const graph *g, const uint8_t *colour)
{
  for (int64_t e = 0; e < g->edges; e++)
    if (colour[g->a[e]] == colour[g->b[e]]) return false;
  return true;
}

/* Every assignment, as a number in base k. */
static int32_t fewest_colours(const graph *g)
{
  for (int32_t k = 1;; k++) {
    int64_t all = 1;
    for (int v = 0; v < VERTICES; v++) all *= k;
    for (int64_t n = 0; n < all; n++) {
      uint8_t colour[VERTICES];
      int64_t rest = n;
      for (int v = 0; v < VERTICES; v++, rest /= k) colour[v] = (uint8_t)(rest % k);
      if (is_coloured(g, colour)) return k;
    }
  }
}

static void as_few_colours_as_there_can_be(void **state)
{
  wg_context *context = *state;
  wg_random random = wg_random_seeded(11);
  for (int round = 0; round < 60; round++) {
    graph g = random_graph(&random, 15 + (uint64_t)round % 5 * 12);
    uint8_t colour[VERTICES];
    int32_t used, fewest = fewest_colours(&g);
    assert_int_equal(wg_colour_graph(colour, &used, context, VERTICES, g.a, g.b, g.edges), WG_OK);
    assert_true(is_coloured(&g, colour));
    assert_int_equal(used, fewest);
  }
}

static void edges_in_any_order_and_twice(void **state)
{
  wg_context *context = *state;
  wg_random random = wg_random_seeded(5);
  for (int round = 0; round < 20; round++) {
    graph g = random_graph(&random, 40), turned = {.edges = 0};
    for (int64_t e = g.edges; e-- > 0;) {
      turned.a[turned.edges] = g.b[e];
      turned.b[turned.edges++] = g.a[e];
    }
    uint8_t colour[VERTICES], other[VERTICES];
    int32_t used;
    assert_int_equal(wg_colour_graph(colour, &used, context, VERTICES, g.a, g.b, g.edges), WG_OK);
    assert_int_equal(wg_colour_graph(other, &used, context, VERTICES, turned.a, turned.b, turned.edges), WG_OK);
    assert_memory_equal(colour, other, sizeof colour);
  }
}

static void a_dense_graph_is_coloured_too(void **state)
{
  wg_context *context = *state;
  enum { MANY = 40 };
  static int32_t a[MANY * MANY], b[MANY * MANY];
  uint8_t colour[MANY];
  int32_t used;
  int64_t edges = 0;
  for (int32_t i = 0; i < MANY; i++)
    for (int32_t j = i + 1; j < MANY; j++, edges++) a[edges] = i, b[edges] = j;
  assert_int_equal(wg_colour_graph(colour, &used, context, MANY, a, b, edges), WG_OK);
  assert_int_equal(used, MANY);
}

/* Two squares side by side share one segment; a third touches at a corner only. */
static void across_a_segment_lies_the_neighbour(void **state)
{
  wg_context *context = *state;
  static const wg_point corners[] = {{0, 0}, {1, 0}, {2, 1}};
  wg_shapes shapes = {0};
  int32_t across[12];
  for (int s = 0; s < 3; s++) {
    const wg_point o = corners[s];
    const wg_point ring[] = {o, {o.x + 1, o.y}, {o.x + 1, o.y + 1}, {o.x, o.y + 1}};
    assert_int_equal(wg_shapes_begin(&shapes, context, WG_SHAPE_AREA), WG_OK);
    assert_int_equal(wg_shapes_begin_ring(&shapes, context), WG_OK);
    for (int i = 0; i < 4; i++) assert_int_equal(wg_shapes_add_point(&shapes, context, ring[i]), WG_OK);
  }
  assert_int_equal(wg_areas_across(across, context, &shapes, 0, 3), WG_OK);
  const int32_t expected[12] = {-1, 1, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1};
  assert_memory_equal(across, expected, sizeof across);
  wg_shapes_free(&shapes, context);
}

static int open_context(void **state)
{
  return wg_context_new((wg_context **)state, NULL);
}

static int close_context(void **state)
{
  wg_context_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_few_colours_as_there_can_be),
      cmocka_unit_test(edges_in_any_order_and_twice),
      cmocka_unit_test(a_dense_graph_is_coloured_too),
      cmocka_unit_test(across_a_segment_lies_the_neighbour),
  };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
