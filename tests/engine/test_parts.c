/* A fixed number of grids, and the effort of large plans, over random small worlds. */
#include "support/world.h"

static wg_plan_options options_for_tests(void)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  options.rule.effort = WG_EFFORT_FAST;
  options.threads = 1;
  options.date = "2026-01-31";
  return options;
}

static int32_t base_grids(const wg_plan *plan, int32_t community)
{
  int32_t count = 0;
  for (int64_t g = 0; g < plan->grid_count; g++)
    count += plan->grids[g].community == community && plan->grids[g].kind == WG_GRID_BASE;
  return count;
}

static bool is_said_impossible(const wg_plan *plan, int32_t community)
{
  for (int64_t i = 0; i < plan->findings.count; i++)
    if (plan->findings.items[i].code == WG_FINDING_PARTS_IMPOSSIBLE &&
        plan->findings.items[i].community == community)
      return true;
  return false;
}

/* 1 … 6 grids in turn; the second community of each world is free. */
static void a_community_has_the_grids_asked_for_or_a_finding(void **state)
{
  (void)state;
  int32_t kept = 0;
  for (uint64_t seed = 1; seed <= 24; seed++) {
    world w;
    wg_plan_options options = options_for_tests();
    int32_t asked = 1 + (int32_t)(seed % 6);
    world_make(&w, (world_options){.seed = seed, .across = 2, .down = 1});
    w.plan.communities.parts[0] = asked;
    assert_int_equal(wg_plan_divide(&w.plan, w.context, &options), WG_OK);
    if (w.plan.results[0].households > 0) {
      bool impossible = is_said_impossible(&w.plan, 0);
      assert_true((base_grids(&w.plan, 0) != asked) == impossible);
      kept += !impossible;
    }
    assert_false(is_said_impossible(&w.plan, 1));
    world_free(&w);
  }
  assert_true(kept >= 12);
}

static void count_warnings(void *user, wg_log_level level, const char *text)
{
  *(int *)user += level == WG_LOG_WARNING && strstr(text, "effort fast") != NULL;
}

/* The effort that a plan took, and how often that was said. */
static wg_effort effort_taken(int64_t fast_above, wg_effort effort, int *said)
{
  world w;
  wg_plan_options options = options_for_tests();
  options.rule.effort = effort;
  options.fast_above = fast_above;
  world_make(&w, (world_options){.seed = 1, .across = 1, .down = 1});
  *said = 0;
  wg_context_set_log(w.context, count_warnings, said);
  assert_int_equal(wg_plan_divide(&w.plan, w.context, &options), WG_OK);
  wg_effort taken = w.plan.rule.effort;
  world_free(&w);
  return taken;
}

static void large_plans_take_fast_by_themselves_and_say_so(void **state)
{
  (void)state;
  int said;
  assert_int_equal(effort_taken(10, WG_EFFORT_NORMAL, &said), WG_EFFORT_FAST);
  assert_int_equal(said, 1);
  assert_int_equal(effort_taken(10000, WG_EFFORT_NORMAL, &said), WG_EFFORT_NORMAL);
  assert_int_equal(said, 0);
  assert_int_equal(effort_taken(0, WG_EFFORT_NORMAL, &said), WG_EFFORT_NORMAL);
  assert_int_equal(effort_taken(10, WG_EFFORT_FAST, &said), WG_EFFORT_FAST);
  assert_int_equal(said, 0);
  const wg_plan_options usual = WG_PLAN_OPTIONS_INIT;
  assert_int_equal(usual.fast_above, 200000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_community_has_the_grids_asked_for_or_a_finding),
      cmocka_unit_test(large_plans_take_fast_by_themselves_and_say_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
