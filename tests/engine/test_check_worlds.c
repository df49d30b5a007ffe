/* The check over random small worlds that the program divided itself: none of their plans has a
 * finding, in memory or from the store, and whatever is then moved or reassigned is found. */
#include "support/world.h"

#include <unistd.h>

#define WORLDS 12

static void divide(world *w, uint64_t seed)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  options.rule.effort = WG_EFFORT_FAST;
  options.threads = 1;
  options.date = "2026-01-31";
  world_make(w, (world_options){.seed = seed, .across = 2, .down = 1 + (int)(seed % 2),
                                .adversarial = seed % 3 == 0});
  if (wg_plan_divide(&w->plan, w->context, &options) != WG_OK)
    fail_msg("seed %llu: %s", (unsigned long long)seed, wg_message(w->context));
}

/* The number of findings; *code: of the first. */
static int64_t findings_of(world *w, wg_finding_code *code)
{
  wg_findings found = {0};
  assert_int_equal(wg_plan_check(w->context, &w->plan, &found), WG_OK);
  if (found.count > 0) *code = found.items[0].code;
  int64_t count = found.count;
  wg_findings_free(&found, w->context);
  return count;
}

static void assert_right(world *w, const char *where)
{
  wg_finding_code code = 0;
  if (findings_of(w, &code) > 0)
    fail_msg("seed %llu, %s: %s", (unsigned long long)w->options.seed, where,
             wg_finding_code_name(code));
}

static void a_divided_world_is_right_and_stays_so_in_the_store(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    char path[] = "/tmp/world-XXXXXX";
    world w;
    divide(&w, seed);
    assert_right(&w, "in memory");
    close(mkstemp(path));
    assert_int_equal(wg_plan_save(w.context, path, &w.plan), WG_OK);
    wg_plan_free(&w.plan, w.context);
    assert_int_equal(wg_plan_load(&w.plan, w.context, path), WG_OK);
    unlink(path);
    assert_right(&w, "from the store");
    world_free(&w);
  }
}

static void every_moved_vertex_is_found(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    world w;
    divide(&w, seed);
    wg_shapes *outlines = &w.plan.outlines;
    for (int i = 0; i < 20; i++) {
      wg_finding_code code = 0;
      wg_point *p = &outlines->points[world_below(&w, (int32_t)outlines->point_count)], held = *p;
      p->x += world_below(&w, 2000) - 1000;
      p->y += 1 + world_below(&w, 1000);
      assert_true(findings_of(&w, &code) > 0);
      *p = held;
    }
    assert_right(&w, "put back");
    world_free(&w);
  }
}

static void every_reassigned_building_is_found(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    world w;
    divide(&w, seed);
    for (int i = 0; i < 10; i++) {
      wg_finding_code code = 0;
      int32_t b = world_below(&w, (int32_t)w.plan.buildings.shapes.count);
      int32_t held = w.plan.grid_of_building[b];
      int32_t other = world_below(&w, (int32_t)w.plan.grid_count + 1) - 1;
      if (other == held) continue;
      w.plan.grid_of_building[b] = other;
      assert_true(findings_of(&w, &code) > 0);
      w.plan.grid_of_building[b] = held;
    }
    world_free(&w);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_divided_world_is_right_and_stays_so_in_the_store),
      cmocka_unit_test(every_moved_vertex_is_found),
      cmocka_unit_test(every_reassigned_building_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
