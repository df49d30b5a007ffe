/* Relocation on drawn partitions: a part too few here, one too many there, and what is never
 * broken. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "../../algorithms/src/relocate.h"
#include "worlds/graph_world.h"

#include "worlds/context.h"

enum { UNITS_MAX = 600, PARTS_MAX = 200, STEPS = 2000000 };

static const wg_rule standard = WG_RULE_INIT;

typedef struct world {
  wg_graph graph;
  wg_level level;
  wg_random random;
  wg_task task;
  wg_found found;
  int32_t part[UNITS_MAX];
} world;

/* A connected graph divided as `part` says. */
static void open_world(world *w, wg_graph graph, const int32_t *part)
{
  int32_t all[UNITS_MAX];
  *w = (world){.graph = graph, .random = wg_random_seeded(5)};
  for (int32_t u = 0; u < graph.unit_count; u++) {
    all[u] = u;
    w->part[u] = part[u];
    if (part[u] >= w->found.count) w->found.count = part[u] + 1;
  }
  assert_int_equal(wg_level_of_component(&w->level, context, &w->graph, all, graph.unit_count, all),
                   WG_OK);
  w->task =
      (wg_task){.context = context, .level = &w->level, .rule = &standard, .random = &w->random};
  w->found.part = w->part;
  assert_int_equal(wg_evaluate(&w->task, &w->found), WG_OK);
}

static void close_world(world *w)
{
  wg_level_free(&w->level, context);
  wg_graph_free(&w->graph, context);
}

static void run(world *w)
{
  wg_region region;
  assert_int_equal(wg_region_new(&region, &w->task, &w->found), WG_OK);
  assert_int_equal(wg_relocate(&region, 0, STEPS), WG_OK);
  wg_region_free(&region);
}

/* Counted apart from the search: every part has a unit and is in one piece; the sum of the fault.
 */
static int64_t recount(const world *w)
{
  int64_t households[PARTS_MAX] = {0}, fault = 0;
  int32_t component[UNITS_MAX], pieces = 0;
  static wg_graph_edge edges[UNITS_MAX * 4];
  int64_t count = 0;
  wg_graph inner;
  for (int32_t u = 0; u < w->graph.unit_count; u++) {
    assert_in_range(w->part[u], 0, w->found.count - 1);
    households[w->part[u]] += w->graph.households[u];
    for (int64_t s = w->graph.first[u]; s < w->graph.first[u + 1]; s++)
      if (w->graph.neighbor[s] > u && w->part[u] == w->part[w->graph.neighbor[s]])
        edges[count++] = (wg_graph_edge){u, w->graph.neighbor[s], 1};
  }
  assert_int_equal(wg_graph_build(&inner, context, w->graph.unit_count, edges, count), WG_OK);
  assert_int_equal(wg_graph_components(&inner, context, component, &pieces), WG_OK);
  wg_graph_free(&inner, context);
  assert_int_equal(pieces, w->found.count);
  for (int32_t p = 0; p < w->found.count; p++) fault += wg_rule_fault(&standard, households[p]);
  return fault;
}

/* A path is drawn in stretches. */
typedef struct stretch {
  int32_t units, households, parts; /* `parts` of so many units each */
} stretch;

static void open_path(world *w, const stretch *stretches, int32_t count)
{
  int32_t households[UNITS_MAX], part[UNITS_MAX], units = 0, parts = 0;
  for (int32_t i = 0; i < count; i++)
    for (int32_t p = 0; p < stretches[i].parts; p++, parts++)
      for (int32_t u = 0; u < stretches[i].units; u++) {
        households[units] = stretches[i].households;
        part[units++] = parts;
      }
  open_world(w, path_world(context, households, units), part);
}

/* Parts among the units up to this one. */
static int32_t parts_until(const world *w, int32_t last)
{
  bool seen[PARTS_MAX] = {false};
  int32_t count = 0;
  for (int32_t u = 0; u <= last; u++) {
    count += !seen[w->part[u]];
    seen[w->part[u]] = true;
  }
  return count;
}

static void a_part_goes_where_towers_crowd(void **state)
{
  (void)state;
  /* three towers in two parts; far away three parts whose households are enough for two */
  const stretch path[] = {{2, 310, 1}, {1, 310, 1}, {2, 200, 12}, {2, 155, 3}};
  world w;
  open_path(&w, path, 4);
  int32_t count = w.found.count;
  assert_int_equal(recount(&w), 170);
  run(&w);
  assert_int_equal(w.found.count, count);
  assert_int_equal(w.found.fault, 0);
  assert_int_equal(recount(&w), 0);
  assert_int_equal(parts_until(&w, 2), 3);
  close_world(&w);
}

static void a_part_leaves_where_households_are_few(void **state)
{
  (void)state;
  /* 775 households in three parts, and none to be had nearby; far away three parts of 500 */
  const stretch path[] = {{1, 155, 1}, {2, 155, 2}, {2, 200, 12}, {5, 100, 3}};
  world w;
  open_path(&w, path, 4);
  int32_t count = w.found.count;
  assert_true(recount(&w) > 0);
  run(&w);
  assert_int_equal(w.found.count, count);
  assert_int_equal(w.found.fault, 0);
  assert_int_equal(recount(&w), 0);
  close_world(&w);
}

/* Where no part can be spared all is as it was. */
static void nothing_changes_without_a_part_to_spare(void **state)
{
  (void)state;
  const stretch path[] = {{2, 310, 1}, {1, 310, 1}, {1, 490, 20}};
  world w, before;
  open_path(&w, path, 3);
  before = w;
  run(&w);
  assert_int_equal(w.found.fault, before.found.fault);
  assert_int_equal(w.found.energy, before.found.energy);
  assert_memory_equal(w.part, before.part, sizeof w.part);
  close_world(&w);
}

/* Parts of some 8 units grown from the lowest free one; false: the patch is not in one piece. */
static bool divide_somehow(const wg_graph *graph, int32_t *part)
{
  int32_t component[UNITS_MAX], count = 0, queue[UNITS_MAX], next = 0;
  assert_int_equal(wg_graph_components(graph, context, component, &count), WG_OK);
  if (count != 1) return false;
  for (int32_t u = 0; u < graph->unit_count; u++) part[u] = -1;
  for (int32_t start = 0; start < graph->unit_count; start++) {
    int32_t head = 0, tail = 0;
    if (part[start] >= 0) continue;
    part[queue[tail++] = start] = next;
    while (head < tail && tail < 8) {
      int32_t u = queue[head++];
      for (int64_t s = graph->first[u]; s < graph->first[u + 1] && tail < 8; s++)
        if (part[graph->neighbor[s]] < 0) part[queue[tail++] = graph->neighbor[s]] = next;
    }
    next++;
  }
  return next <= PARTS_MAX;
}

static void fault_only_falls_and_totals_equal_a_recount(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(78);
  int32_t worlds = 0, better = 0;
  while (worlds < 20) {
    int32_t part[UNITS_MAX];
    wg_graph graph = patch_world(context, &random, UNITS_MAX, 14, 12);
    if (!divide_somehow(&graph, part)) {
      wg_graph_free(&graph, context);
      continue;
    }
    world w;
    open_world(&w, graph, part);
    int32_t count = w.found.count;
    int64_t before = recount(&w);
    run(&w);
    assert_int_equal(w.found.count, count);
    assert_int_equal(w.found.fault, recount(&w));
    assert_true(w.found.fault <= before);
    better += w.found.fault < before;
    wg_found counted = w.found;
    assert_int_equal(wg_evaluate(&w.task, &counted), WG_OK);
    assert_int_equal(counted.fault, w.found.fault);
    assert_int_equal(counted.energy, w.found.energy);
    worlds++;
    close_world(&w);
  }
  assert_true(better > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_part_goes_where_towers_crowd),
                                     cmocka_unit_test(a_part_leaves_where_households_are_few),
                                     cmocka_unit_test(nothing_changes_without_a_part_to_spare),
                                     cmocka_unit_test(fault_only_falls_and_totals_equal_a_recount)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
