/* What if: a further crossing gives the borders of a tessellation made with it; a sliced footprint
 * has the area it had; dividing some components divides them as dividing all does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "algorithms/whatif.h"
#include "tessellation_world.h"
#include "wangge/random.h"
#include "worlds/graph_world.h"

#define M 1000

/* 200 m by 100 m with houses at random, and a hard line across that bends once. */
static world *random_world(uint64_t seed)
{
  world *w = world_new();
  wg_random random = wg_random_seeded(seed);
  world_box(w, &w->boundary, 0, 0, 200 * M, 100 * M);
  for (int i = 0; i < 40; i++) {
    int x = (int)wg_random_below(&random, 190) * M, y = (int)wg_random_below(&random, 90) * M;
    world_box(w, &w->footprints, x, y, x + 6 * M, y + 5 * M);
  }
  int bend = (int)wg_random_below(&random, 60) * M;
  wg_point line[3] = {{60 * M, 0}, {90 * M + bend, 50 * M}, {80 * M, 100 * M}};
  world_barrier(w, WG_SHAPE_LINE, WG_BARRIER_HARD, line, 3);
  return w;
}

static wg_tessellation *tessellate(world *w)
{
  wg_tessellation *t;
  assert_int_equal(wg_tessellate(&t, w->context, world_ground(w, 0)), WG_OK);
  return t;
}

/* West 0, east 1 of the hard line: what hangs together without it, as the spots must separate. */
static int32_t *sides_of(world *w, const wg_tessellation *t)
{
  int32_t cells, *side;
  int64_t borders;
  const wg_border *border = wg_tessellation_borders(t, &borders);
  wg_tessellation_cells(t, &cells);
  assert_int_equal(wg_allocate(w->context, &side, (size_t)cells, sizeof *side), WG_OK);
  side[0] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (int64_t i = 0; i < borders; i++) {
      if (border[i].length_mm[WG_BARRIER_NONE] == 0 || side[border[i].a] == side[border[i].b]) continue;
      side[border[i].a] = side[border[i].b] = 1;
      changed = true;
    }
  }
  return side;
}

static void assert_same_borders(const wg_border *a, int64_t a_count, const wg_border *b, int64_t b_count)
{
  assert_int_equal(a_count, b_count);
  for (int64_t i = 0; i < a_count; i++) {
    assert_int_equal(a[i].a, b[i].a);
    assert_int_equal(a[i].b, b[i].b);
    for (int c = 0; c < 4; c++) assert_int_equal(a[i].length_mm[c], b[i].length_mm[c]);
  }
}

static int64_t soft_length(const wg_border *borders, int64_t count, const wg_spot *spot)
{
  int32_t a = spot->inside < spot->outside ? spot->inside : spot->outside;
  int32_t b = spot->inside < spot->outside ? spot->outside : spot->inside;
  for (int64_t i = 0; i < count; i++)
    if (borders[i].a == a && borders[i].b == b) return borders[i].length_mm[WG_BARRIER_STREET];
  return 0;
}

static void check_spot(uint64_t seed, const wg_tessellation *before, const wg_spot *spot)
{
  world *w = random_world(seed);
  world_shape(w, &w->crossings, WG_SHAPE_POINT, &spot->at, 1);
  wg_tessellation *after = tessellate(w);
  wg_border *tried;
  int64_t tried_count, made_count;
  assert_int_equal(wg_tessellation_cross(&tried, &tried_count, w->context, before, spot->at), WG_OK);
  const wg_border *made = wg_tessellation_borders(after, &made_count);
  assert_same_borders(tried, tried_count, made, made_count);
  assert_true(soft_length(tried, tried_count, spot) > 0);
  wg_release(w->context, tried);
  wg_tessellation_free(after);
  world_free(w);
}

static void a_crossing_that_is_tried_is_the_crossing_that_is_built(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 12; seed++) {
    world *w = random_world(seed);
    wg_tessellation *t = tessellate(w);
    int32_t *side = sides_of(w, t);
    wg_spot *spots;
    int64_t count;
    assert_int_equal(wg_tessellation_spots(&spots, &count, w->context, t, side, 1), WG_OK);
    assert_true(count > 0);
    for (int64_t i = 0; i < count; i += 1 + count / 6) {
      assert_int_equal(side[spots[i].inside], 1);
      assert_int_equal(side[spots[i].outside], 0);
      check_spot(seed, t, &spots[i]);
    }
    wg_release(w->context, spots);
    wg_release(w->context, side);
    wg_tessellation_free(t);
    world_free(w);
  }
}

static void slices_add_up(const wg_point *outline, int64_t count)
{
  world *w = world_new();
  wg_shapes slices = {0};
  world_shape(w, &w->footprints, WG_SHAPE_AREA, outline, count);
  int64_t whole = (int64_t)wg_shapes_area2(&w->footprints, 0);
  for (int32_t parts = 2; parts <= 5; parts++) {
    int64_t sum = 0;
    for (int32_t s = 0; s < parts; s++) {
      assert_int_equal(wg_shapes_slice(&slices, w->context, &w->footprints, 0, s, parts), WG_OK);
      int64_t area = (int64_t)wg_shapes_area2(&slices, slices.count - 1);
      assert_true(area > 0);
      sum += area;
    }
    /* what rounding to a millimetre can cost along cuts of some metres */
    assert_in_range(sum, whole - 40 * M * parts, whole + 40 * M * parts);
  }
  wg_shapes_free(&slices, w->context);
  world_free(w);
}

static void slices_have_the_area_of_the_footprint(void **state)
{
  (void)state;
  const wg_point bar[] = {{0, 0}, {40 * M, 0}, {40 * M, 10 * M}, {0, 10 * M}};
  const wg_point angle[] = {{0, 0}, {30 * M, 0}, {30 * M, 9 * M}, {9 * M, 9 * M}, {9 * M, 25 * M}, {0, 25 * M}};
  const wg_point comb[] = {{0, 0},          {50 * M, 0},      {50 * M, 20 * M}, {40 * M, 20 * M},
                           {40 * M, 7 * M}, {10 * M, 7 * M},  {10 * M, 20 * M}, {0, 20 * M}};
  slices_add_up(bar, 4);
  slices_add_up(angle, 6);
  slices_add_up(comb, 8);
}

static void a_sliced_house_is_as_many_cells(void **state)
{
  (void)state;
  const wg_point comb[] = {{10 * M, 5 * M},  {50 * M, 5 * M},  {50 * M, 20 * M}, {44 * M, 20 * M},
                           {44 * M, 10 * M}, {16 * M, 10 * M}, {16 * M, 20 * M}, {10 * M, 20 * M}};
  world *w = world_new(), *whole = world_new();
  world_shape(whole, &whole->footprints, WG_SHAPE_AREA, comb, 8);
  world_box(w, &w->boundary, 0, 0, 60 * M, 30 * M);
  for (int32_t s = 0; s < 3; s++)
    assert_int_equal(wg_shapes_slice(&w->footprints, w->context, &whole->footprints, 0, s, 3), WG_OK);
  wg_tessellation *t = tessellate(w);
  const int32_t *cell = wg_tessellation_cell_of_building(t);
  assert_true(cell[0] != cell[1] && cell[1] != cell[2] && cell[0] != cell[2]);
  wg_tessellation_free(t);
  world_free(whole);
  world_free(w);
}

/* A point has no ground to cut: it becomes a row of points. */
static void a_point_becomes_points(void **state)
{
  (void)state;
  world *w = world_new();
  wg_shapes slices = {0};
  world_point(w, 5 * M, 5 * M);
  for (int32_t s = 0; s < 3; s++)
    assert_int_equal(wg_shapes_slice(&slices, w->context, &w->footprints, 0, s, 3), WG_OK);
  assert_int_equal(slices.point_count, 3);
  for (int i = 0; i < 3; i++) assert_int_equal(slices.points[i].x, 5 * M + i * M);
  wg_shapes_free(&slices, w->context);
  world_free(w);
}

/* Three paths side by side; the middle one alone is wanted. */
static void some_components_are_divided_as_all_would_be(void **state)
{
  (void)state;
  enum { LENGTH = 30, UNITS = 3 * LENGTH };
  wg_context *context;
  const wg_rule rule = WG_RULE_INIT;
  int32_t households[UNITS], pairs[UNITS][2], pair_count = 0;
  uint8_t wanted[UNITS] = {0};
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  for (int32_t u = 0; u < UNITS; u++) {
    households[u] = 40 + 7 * (u % 11);
    if (u % LENGTH == 0) continue;
    pairs[pair_count][0] = u - 1;
    pairs[pair_count++][1] = u;
  }
  wanted[LENGTH + 5] = 1;
  wg_graph graph = world_of(context, households, UNITS, (const int32_t(*)[2])pairs, pair_count, 10);
  wg_division all, some;
  assert_int_equal(wg_divide(&all, context, &graph, &rule, "test"), WG_OK);
  assert_int_equal(wg_divide_some(&some, context, &graph, &rule, "test", wanted), WG_OK);
  int32_t shift = some.partition.part[LENGTH] - all.partition.part[LENGTH];
  for (int32_t u = 0; u < UNITS; u++) {
    if (u / LENGTH == 1) assert_int_equal(some.partition.part[u], all.partition.part[u] + shift);
    else assert_int_equal(some.partition.part[u], some.partition.part[u / LENGTH * LENGTH]);
  }
  assert_int_equal(some.verdicts[1].fault, all.verdicts[1].fault);
  assert_int_equal(some.verdicts[1].households, all.verdicts[1].households);
  assert_int_equal(some.verdicts[0].households + some.verdicts[2].households, 0);
  wg_division_free(&all, context);
  wg_division_free(&some, context);
  wg_graph_free(&graph, context);
  wg_context_free(context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_crossing_that_is_tried_is_the_crossing_that_is_built),
      cmocka_unit_test(slices_have_the_area_of_the_footprint),
      cmocka_unit_test(a_sliced_house_is_as_many_cells),
      cmocka_unit_test(a_point_becomes_points),
      cmocka_unit_test(some_components_are_divided_as_all_would_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
