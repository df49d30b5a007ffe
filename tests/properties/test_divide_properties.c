/* wg_divide over random worlds: what must hold in every one of them, and a brute force that shares
 * no code as the judge of every proof. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/least_fault.h"
#include "worlds/trait_world.h"

#include "worlds/context.h"

/* Colours spread along edges until nothing changes: slow and plain. */
static int32_t count_pieces(const wg_graph *graph, const int32_t *part)
{
  int32_t units = graph->unit_count, pieces = 0;
  int32_t *lowest = malloc(((size_t)units + 1) * sizeof *lowest);
  assert_non_null(lowest);
  for (int32_t u = 0; u < units; u++) lowest[u] = u;
  for (bool changed = true; changed;) {
    changed = false;
    for (int32_t u = 0; u < units; u++)
      for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++) {
        int32_t v = graph->neighbor[s];
        if (part[u] != part[v] || lowest[v] >= lowest[u]) continue;
        lowest[u] = lowest[v];
        changed = true;
      }
  }
  for (int32_t u = 0; u < units; u++) pieces += lowest[u] == u;
  free(lowest);
  return pieces;
}

static void check_division(const wg_graph *graph, const wg_rule *rule, const wg_division *division)
{
  const wg_partition *partition = &division->partition;
  int64_t *households = calloc((size_t)partition->part_count + 1, sizeof *households);
  int32_t *verdict = calloc((size_t)partition->part_count + 1, sizeof *verdict);
  int64_t *fault = calloc((size_t)division->verdict_count + 1, sizeof *fault), cost = 0;
  int32_t seen = 0;
  assert_non_null(households);
  assert_non_null(verdict);
  assert_non_null(fault);
  for (int32_t u = 0; u < graph->unit_count; u++) {
    int32_t part = partition->part[u];
    assert_in_range(part, 0, seen); /* numbered by their lowest unit */
    seen += part == seen;
    households[part] += graph->households[u];
    verdict[part] = division->verdict_of_unit[u];
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      if (partition->part[graph->neighbor[s]] != part) cost += graph->cost[s];
  }
  assert_int_equal(seen, partition->part_count);
  assert_int_equal(count_pieces(graph, partition->part), partition->part_count);
  assert_int_equal(cost, 2 * partition->cost);
  for (int32_t p = 0; p < partition->part_count; p++) {
    assert_int_equal(households[p], partition->households[p]);
    fault[verdict[p]] += wg_rule_fault(rule, households[p]);
  }
  for (int32_t v = 0; v < division->verdict_count; v++) {
    const wg_verdict *judged = &division->verdicts[v];
    assert_int_equal(judged->fault, judged->households > 0 ? fault[v] : 0);
    assert_true(judged->bound <= judged->fault);
  }
  free(households);
  free(verdict);
  free(fault);
}

static int64_t fault_of_households(const wg_rule *rule, int64_t households, int64_t persons)
{
  (void)persons;
  return wg_rule_fault(rule, households);
}

static int64_t total_households(const wg_graph *graph)
{
  int64_t total = 0;
  for (int32_t u = 0; u < graph->unit_count; u++) total += graph->households[u];
  return total;
}

static wg_rule rule_of(wg_random *random)
{
  wg_rule rule = WG_RULE_INIT;
  rule.seed = wg_random_next(random);
  rule.effort = WG_EFFORT_FAST;
  rule.balance = (int32_t)wg_random_below(random, 2) * 100;
  rule.like = (int32_t)wg_random_below(random, 300);
  rule.compact = (int32_t)wg_random_below(random, 2) * (int32_t)wg_random_below(random, 300);
  if (wg_random_below(random, 3) == 0) rule.min = 350;
  if (wg_random_below(random, 4) == 0) rule.max = 420;
  return rule;
}

/* Half of the worlds have traits: land, and one of three categories or none. */
static void give_traits_at_random(wg_graph *graph, wg_random *random, int32_t width)
{
  int32_t category[512];
  if (wg_random_below(random, 2) == 0) return;
  for (int32_t u = 0; u < graph->unit_count; u++)
    category[u] = (int32_t)wg_random_below(random, 4) - 1;
  give_traits(graph, context, width, category);
}

static void small_worlds_reach_the_least_fault_and_prove_it(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(11);
  for (int world = 0; world < 300; world++) {
    int32_t units = 2 + (int32_t)wg_random_below(&random, 13);
    wg_graph graph = patch_world(context, &random, units, 2 + world % 3, 10 + world % 30);
    wg_rule rule = rule_of(&random);
    give_traits_at_random(&graph, &random, 2 + world % 3);
    wg_division division;
    int32_t component[16], count;
    assert_int_equal(wg_divide(&division, context, &graph, &rule, "world"), WG_OK);
    check_division(&graph, &rule, &division);
    assert_int_equal(wg_graph_components(&graph, context, component, &count), WG_OK);
    if (count == 1) {
      int64_t least =
          total_households(&graph) > 0 ? least_fault(&graph, &rule, fault_of_households) : 0;
      assert_int_equal(division.verdicts[0].fault, least);
      assert_int_equal(division.verdicts[0].bound, least);
    }
    wg_division_free(&division, context);
    wg_graph_free(&graph, context);
  }
}

static void large_worlds_keep_every_invariant(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(12);
  for (int world = 0; world < 12; world++) {
    int32_t units = 100 + (int32_t)wg_random_below(&random, 400);
    wg_graph graph = patch_world(context, &random, units, 5 + 2 * world, world);
    wg_rule rule = rule_of(&random);
    give_traits_at_random(&graph, &random, 5 + 2 * world);
    rule.steps = 30;
    wg_division division, again;
    assert_int_equal(wg_divide(&division, context, &graph, &rule, "world"), WG_OK);
    assert_int_equal(wg_divide(&again, context, &graph, &rule, "world"), WG_OK);
    check_division(&graph, &rule, &division);
    assert_memory_equal(division.partition.part, again.partition.part,
                        (size_t)units * sizeof *again.partition.part);
    wg_division_free(&division, context);
    wg_division_free(&again, context);
    wg_graph_free(&graph, context);
  }
}

/* Fails the k-th allocation and no other. */
typedef struct failing {
  int64_t calls, fails_at, alive;
} failing;

static void *resize_or_fail(void *user, void *memory, size_t size)
{
  failing *f = user;
  if (++f->calls == f->fails_at) return NULL;
  f->alive += memory == NULL;
  return realloc(memory, size);
}

static void *allocate_or_fail(void *user, size_t size)
{
  return resize_or_fail(user, NULL, size);
}

static void release_counted(void *user, void *memory)
{
  failing *f = user;
  f->alive -= memory != NULL;
  free(memory);
}

static void every_failed_allocation_is_reported_and_nothing_leaks(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(13);
  wg_graph graph = patch_world(context, &random, 45, 6, 25);
  give_traits(&graph, context, 6, NULL);
  wg_rule rule = WG_RULE_INIT;
  rule.compact = 100;
  rule.steps = 3;
  rule.effort = WG_EFFORT_FAST;
  wg_status status = WG_OUT_OF_MEMORY;
  for (int64_t k = 2; status != WG_OK; k += 1 + k / 8) {
    failing f = {.fails_at = k};
    const wg_allocator allocator = {allocate_or_fail, resize_or_fail, release_counted, &f};
    wg_context *poor;
    wg_division division;
    assert_int_equal(wg_context_new(&poor, &allocator), WG_OK);
    status = wg_divide(&division, poor, &graph, &rule, "world");
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
    if (status != WG_OK) assert_null(division.partition.part);
    wg_division_free(&division, poor);
    assert_int_equal(f.alive, 1); /* the context itself */
    wg_context_free(poor);
  }
  wg_graph_free(&graph, context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_worlds_reach_the_least_fault_and_prove_it),
      cmocka_unit_test(every_failed_allocation_is_reported_and_nothing_leaks),
      cmocka_unit_test(large_worlds_keep_every_invariant),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
