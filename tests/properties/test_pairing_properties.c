/* Pairing of grids against every matching of small random graphs, one by one, and against a maximum
 * matching by another method; the least sums are convex in the number of pairs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "algorithms/pairing.h"
#include "wangge/random.h"

enum { GRIDS = 10, EDGES = GRIDS * GRIDS };

static wg_context *context;

typedef struct world {
  wg_pairing_graph graph;
  int64_t load[64];
  wg_pairing_edge edges[EDGES];
} world;

/* Edges between near numbers are likelier, as between grids in a row of bands. */
static void make(world *w, wg_random *random, int32_t most)
{
  w->graph = (wg_pairing_graph){.count = (int32_t)wg_random_below(random, (uint64_t)most + 1),
                                .load = w->load,
                                .edges = w->edges};
  uint64_t density = 1 + wg_random_below(random, 9);
  for (int32_t a = 0; a < w->graph.count; a++) {
    w->load[a] = (int64_t)wg_random_below(random, wg_random_below(random, 2) ? 5 : 700);
    for (int32_t b = a + 1; b < w->graph.count; b++)
      if (wg_random_below(random, 10) < density)
        w->edges[w->graph.edge_count++] =
            (wg_pairing_edge){a, b, (int64_t)wg_random_below(random, 4) * 1000};
  }
}

/* Every matching: the edge is taken or not. */
static void try_all(const world *w, int64_t edge, uint32_t used, int32_t pairs,
                    wg_pairing_cost cost, wg_pairing_cost best[GRIDS / 2 + 1])
{
  if (best[pairs].product < 0 || wg_pairing_less(cost, best[pairs])) best[pairs] = cost;
  for (; edge < w->graph.edge_count; edge++) {
    const wg_pairing_edge *e = &w->edges[edge];
    uint32_t ends = 1u << e->a | 1u << e->b;
    if (used & ends) continue;
    wg_pairing_cost more = {cost.product + w->load[e->a] * w->load[e->b],
                            cost.border_mm + e->border_mm};
    try_all(w, edge + 1, used | ends, pairs + 1, more, best);
  }
}

/* The pairs taken are neighbours, so many, and cost what was said. */
static void judge_pairs(const world *w, const wg_pairing *pairing, int32_t pairs)
{
  int32_t partner[64], ends = 0;
  wg_pairing_cost sum = {0};
  wg_pairing_take(pairing, pairs, partner);
  for (int32_t v = 0; v < w->graph.count; v++) {
    ends += partner[v] >= 0;
    if (partner[v] >= 0) assert_int_equal(partner[partner[v]], v);
  }
  assert_int_equal(ends, 2 * pairs);
  for (int64_t e = 0; e < w->graph.edge_count; e++) {
    if (partner[w->edges[e].a] != w->edges[e].b) continue;
    sum.product += w->load[w->edges[e].a] * w->load[w->edges[e].b];
    sum.border_mm += w->edges[e].border_mm;
    ends -= 2;
  }
  assert_int_equal(ends, 0);
  assert_int_equal(sum.product, pairing->cost[pairs].product);
  assert_int_equal(sum.border_mm, pairing->cost[pairs].border_mm);
}

static void no_matching_is_better(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(1);
  for (int round = 0; round < 3000; round++) {
    world w;
    wg_pairing pairing;
    wg_pairing_cost best[GRIDS / 2 + 1];
    make(&w, &random, GRIDS);
    for (int p = 0; p <= GRIDS / 2; p++) best[p].product = -1;
    try_all(&w, 0, 0, 0, (wg_pairing_cost){0, 0}, best);
    assert_int_equal(wg_pairing_solve(&pairing, context, &w.graph), WG_OK);
    assert_true(pairing.exact);
    for (int32_t p = 0; p <= pairing.most; p++) {
      assert_int_equal(pairing.cost[p].product, best[p].product);
      assert_int_equal(pairing.cost[p].border_mm, best[p].border_mm);
      judge_pairs(&w, &pairing, p);
    }
    assert_true(pairing.most == GRIDS / 2 || best[pairing.most + 1].product < 0);
    for (int32_t p = 2; p <= pairing.most; p++) /* convex */
      assert_true(pairing.cost[p].product - pairing.cost[p - 1].product >=
                  pairing.cost[p - 1].product - pairing.cost[p - 2].product);
    wg_pairing_free(&pairing, context);
  }
}

/* A band of 2 × 30 grids: all can be paired, and the order of numbers does not matter. */
static void long_bands_are_gone_through(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(2);
  wg_pairing_cost first = {-1, 0};
  int64_t load[60];
  for (int i = 0; i < 60; i++) load[i] = 300 + (int64_t)wg_random_below(&random, 201);
  for (int round = 0; round < 4; round++) {
    world w = {.graph = {.count = 60, .load = w.load, .edges = w.edges}};
    int32_t number[60];
    for (int i = 0; i < 60; i++) number[i] = i;
    for (int i = 59; i > 0 && round > 0; i--) {
      int j = (int)wg_random_below(&random, (uint64_t)i + 1), t = number[i];
      number[i] = number[j];
      number[j] = t;
    }
    for (int i = 0; i < 60; i++) {
      w.load[number[i]] = load[i];
      for (int d = 1; d < 3; d++) { /* 2 columns: beside (even i) and below */
        if (i + d >= 60 || (d == 1 && i % 2 == 1)) continue;
        int a = number[i], b = number[i + d];
        w.edges[w.graph.edge_count++] = (wg_pairing_edge){a < b ? a : b, a < b ? b : a, 0};
      }
    }
    wg_pairing pairing;
    assert_int_equal(wg_pairing_solve(&pairing, context, &w.graph), WG_OK);
    assert_true(pairing.exact);
    assert_int_equal(pairing.most, 30);
    judge_pairs(&w, &pairing, 30);
    judge_pairs(&w, &pairing, 13);
    if (round == 0) first = pairing.cost[13];
    assert_int_equal(first.product, pairing.cost[13].product);
    wg_pairing_free(&pairing, context);
  }
}

/* Where everybody is everybody's neighbour the frontier is too wide: greedy, and no claim. */
static void too_wide_is_said(void **state)
{
  (void)state;
  enum { MANY = 40 };
  static int64_t load[MANY];
  static wg_pairing_edge edges[MANY * MANY];
  wg_pairing_graph graph = {.count = MANY, .load = load, .edges = edges};
  for (int32_t a = 0; a < MANY; a++) {
    load[a] = a;
    for (int32_t b = a + 1; b < MANY; b++) edges[graph.edge_count++] = (wg_pairing_edge){a, b, 1};
  }
  wg_pairing pairing;
  int32_t partner[MANY];
  assert_int_equal(wg_pairing_solve(&pairing, context, &graph), WG_OK);
  assert_false(pairing.exact);
  assert_int_equal(pairing.most, MANY / 2);
  wg_pairing_take(&pairing, 3, partner);
  int paired = 0;
  for (int v = 0; v < MANY; v++) paired += partner[v] >= 0;
  assert_int_equal(paired, 6);
  wg_pairing_free(&pairing, context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_matching_is_better),
                                     cmocka_unit_test(long_bands_are_gone_through),
                                     cmocka_unit_test(too_wide_is_said)};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  return failed;
}
