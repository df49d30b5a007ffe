/* Every allocation of our own may fail, on the whole way from arrays to a plan and its result, and
 * from a graph to its parts: for every k the k-th fails, alone or with all that follow; the call
 * then says so, and loses no memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/arrays.h"
#include "support/failing.h"

static wg_status make_plan_as(wg_context *context, wg_plan_options options)
{
  wg_plan plan;
  wg_result result = {0};
  options.rule.steps = 2;
  options.rule.once = 2;
  wg_status status = wg_plan_make(&plan, context, &options);
  if (status != WG_OK) return status; /* the plan is empty then */
  status = wg_plan_result(&result, context, &plan, NULL);
  wg_result_free(&result, context);
  if (status == WG_OK) {
    wg_findings findings = {0};
    status = wg_plan_check(context, &plan, &findings);
    if (status == WG_OK) assert_int_equal(findings.count, 0);
    wg_findings_free(&findings, context);
  }
  wg_plan_free(&plan, context);
  return status;
}

static wg_status make_plan(wg_context *context, void *data)
{
  arrays *a = data;
  wg_plan_options options = arrays_options(a);
  options.compounds = (wg_source_file){.crs = "EPSG:4547", .memory = &a->zones};
  options.exempt_areas = options.compounds;
  return make_plan_as(context, options);
}

/* With micro-grids, and fewer officers than grids. */
static void ask_for_more(wg_plan_options *options)
{
  options->micro = true;
  options->officers = 1;
}

static wg_status make_deep_plan(wg_context *context, void *data)
{
  wg_plan_options options = arrays_options(data);
  ask_for_more(&options);
  return make_plan_as(context, options);
}

static void a_plan_with_micro_grids_survives_failures(void **state)
{
  (void)state;
  arrays a;
  arrays_make(&a);
  a.households[3] = 0;
  assert_true(try_all(make_deep_plan, &a, false, 7) > 100);
}

/* Every grid can be in range. */
static void a_plan_survives_the_failure_of_each_allocation(void **state)
{
  (void)state;
  arrays a;
  arrays_make(&a);
  a.households[3] = 0;
  assert_true(try_all(make_plan, &a, false, 1) > 100);
}

static void a_plan_survives_memory_that_ends_at_each_allocation(void **state)
{
  (void)state;
  arrays a;
  arrays_make(&a);
  a.households[3] = 0;
  assert_true(try_all(make_plan, &a, true, 1) > 100);
}

/* 630 households in three houses: the search for remedies divides again and again, in some ten
 * thousand allocations, of which every 101st is tried. */
static void a_plan_with_remedies_survives_failures(void **state)
{
  (void)state;
  arrays a;
  arrays_make(&a);
  assert_true(try_all(make_plan, &a, false, 101) > 1000);
}

/* A finished plan and where to keep it. */
typedef struct keeping {
  wg_plan plan;
  char store[96], grids[96];
} keeping;

static wg_status keep_plan(wg_context *context, void *data)
{
  keeping *k = data;
  wg_plan again;
  remove(k->store);
  remove(k->grids);
  wg_status status = wg_plan_save(context, k->store, &k->plan);
  if (status == WG_OUT_OF_MEMORY) assert_int_not_equal(access(k->store, F_OK), 0);
  if (status != WG_OK) return status;
  status = wg_plan_export(context, &k->plan, k->grids, "grid", NULL, NULL);
  if (status == WG_OUT_OF_MEMORY) assert_int_not_equal(access(k->grids, F_OK), 0);
  if (status == WG_OK) status = wg_plan_load(&again, context, k->store);
  if (status != WG_OK) return status;
  wg_plan_free(&again, context);
  return WG_OK;
}

static void keeping_a_plan_survives_the_failure_of_each_allocation(void **state)
{
  (void)state;
  arrays a;
  keeping k;
  wg_context *context;
  char folder[] = "/dev/shm/wangge_failing_memory_XXXXXX"; /* where flushing to disk costs nothing */
  if (mkdtemp(folder) == NULL) {
    strcpy(folder, "/tmp/wangge_failing_memory_XXXXXX");
    assert_non_null(mkdtemp(folder));
  }
  snprintf(k.store, sizeof k.store, "%s/plan.sqlite", folder);
  snprintf(k.grids, sizeof k.grids, "%s/grids.geojson", folder);
  arrays_make(&a);
  a.households[3] = 0;
  wg_plan_options options = arrays_options(&a);
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  ask_for_more(&options);
  assert_int_equal(wg_plan_make(&k.plan, context, &options), WG_OK);
  assert_true(try_all(keep_plan, &k, false, 1) > 50);
  remove(k.store);
  remove(k.grids);
  assert_int_equal(rmdir(folder), 0); /* no temporary file is left */
  wg_plan_free(&k.plan, context);
  wg_context_free(context);
}

static wg_status divide_graph(wg_context *context, void *data)
{
  wg_rule rule = WG_RULE_INIT;
  wg_partition_figures figures;
  rule.min = 3;
  rule.max = 5;
  rule.steps = 2;
  return wg_partition_file(context, data, NULL, &rule, &figures);
}

/* A lattice of 6 × 5 units of 1 … 3 households. */
static void write_graph(const char *path)
{
  enum { WIDTH = 6, HEIGHT = 5 };
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fprintf(file, "%d %d 11\n", WIDTH * HEIGHT, WIDTH * (HEIGHT - 1) + HEIGHT * (WIDTH - 1));
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    int x = i % WIDTH, y = i / WIDTH;
    fprintf(file, "%d", 1 + i * 7 % 3);
    if (x > 0) fprintf(file, " %d 5", i);
    if (x < WIDTH - 1) fprintf(file, " %d 5", i + 2);
    if (y > 0) fprintf(file, " %d 7", i + 1 - WIDTH);
    if (y < HEIGHT - 1) fprintf(file, " %d 7", i + 1 + WIDTH);
    fputc('\n', file);
  }
  fclose(file);
}

static void a_partition_survives_the_failure_of_each_allocation(void **state)
{
  (void)state;
  char path[] = "/tmp/wangge_failing_memory_XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  write_graph(path);
  assert_true(try_all(divide_graph, path, false, 1) > 50);
  assert_true(try_all(divide_graph, path, true, 1) > 50);
  remove(path);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plan_survives_the_failure_of_each_allocation),
      cmocka_unit_test(a_plan_survives_memory_that_ends_at_each_allocation),
      cmocka_unit_test(a_plan_with_remedies_survives_failures),
      cmocka_unit_test(a_plan_with_micro_grids_survives_failures),
      cmocka_unit_test(keeping_a_plan_survives_the_failure_of_each_allocation),
      cmocka_unit_test(a_partition_survives_the_failure_of_each_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
