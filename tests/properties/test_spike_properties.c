/* Spiked footprints that overlap each other a little and reach across the boundary between two
 * communities: whatever falls apart, `check` finds every building where the plan says it is. */
#include "support/world.h"

#define WORLDS 200

/* Shells run counter-clockwise. */
static void turn_left(wg_point *points, int count)
{
  int64_t area2 = 0;
  for (int i = 0, j = count - 1; i < count; j = i++)
    area2 += (int64_t)points[j].x * points[i].y - (int64_t)points[i].x * points[j].y;
  for (int i = 0, j = count - 1; area2 < 0 && i < j; i++, j--) {
    wg_point swap = points[i];
    points[i] = points[j];
    points[j] = swap;
  }
}

/* A triangle, or a comb of two spikes, about (x, y). */
static void add_spike(world *w, int32_t x, int32_t y)
{
  int32_t reach = 4000 + world_below(w, 30000), width = 200 + world_below(w, 9000);
  wg_point points[7];
  int count = world_below(w, 3) == 0 ? 7 : 3;
  for (int i = 0; i < count; i++) {
    int32_t along = i % 2 == 0 ? -reach : reach, beside = i * width;
    points[i] =
        world_at(w, x + along + world_below(w, 3000), y + beside + world_below(w, 1 + width / 2));
  }
  if (count == 7) points[5].x = points[6].x = x - reach - 4000; /* a spine behind the spikes */
  if (count == 7) points[6].y = points[0].y - 500, points[5].y = points[4].y + 500;
  bool upright = world_below(w, 2) == 0;
  for (int i = 0; i < count && upright; i++)
    points[i] = world_at(w, x + (points[i].y - y), y + (points[i].x - x));
  world_begin_building(w, world_households(w), WG_SHAPE_AREA);
  turn_left(points, count);
  world_ring(w, &w->plan.buildings.shapes, points, count);
}

static void make(world *w, uint64_t seed)
{
  world_make(w, (world_options){.seed = seed, .across = 0, .down = 0});
  w->options.across = 2;
  w->options.down = 1;
  for (int column = 0; column < 2; column++) world_add_community(w, column, 0);
  int count = 4 + world_below(w, 8);
  for (int i = 0; i < count; i++)
    add_spike(w, WORLD_SIDE - 20000 + world_below(w, 40000), 100000 + world_below(w, 50000));
  for (int column = 0; column < 2; column++)
    for (int i = 0; i < 6; i++)
      world_add_block(w, column * WORLD_SIDE + 60000 + 30000 * i, 60000 + world_below(w, 150000),
                      12000, 9000, 0, 100 + world_households(w));
}

static wg_status divide_and_check(world *w, wg_findings *findings)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  options.rule.effort = WG_EFFORT_FAST;
  options.rule.min = 30; /* nearly every building a grid: what belongs together shows */
  options.rule.max = 60;
  options.threads = 1;
  options.date = "2026-01-31";
  WG_TRY(wg_plan_divide(&w->plan, w->context, &options));
  return wg_plan_check(w->context, &w->plan, findings);
}

static void every_building_lies_in_its_grid(void **state)
{
  (void)state;
  const char *most = getenv("WANGGE_WORLDS");
  uint64_t worlds = most != NULL ? strtoull(most, NULL, 10) : WORLDS, bad = 0;
  for (uint64_t seed = 1; seed <= worlds; seed++) {
    world w;
    wg_findings findings = {0};
    make(&w, seed);
    wg_status status = divide_and_check(&w, &findings);
    if (status != WG_OK)
      print_error("seed %llu: %s\n", (unsigned long long)seed, wg_message(w.context));
    for (int64_t i = 0; i < findings.count; i++)
      print_error("seed %llu: %s %s: %s\n", (unsigned long long)seed,
                  wg_finding_code_name(findings.items[i].code),
                  wg_texts_get(&findings.texts, findings.items[i].subject),
                  wg_texts_get(&findings.texts, findings.items[i].reason));
    bad += status != WG_OK || findings.count > 0;
    wg_findings_free(&findings, w.context);
    world_free(&w);
  }
  assert_int_equal(bad, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_building_lies_in_its_grid)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
