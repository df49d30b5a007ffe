/* wg_join: drawn cases, and random buildings on random coverages with GEOS as the oracle. */
#include "properties/coverage.h"

#include "algorithms/geos.h"
#include "algorithms/join.h"

typedef struct world {
  wg_context *context;
  wg_shapes areas;
  wg_buildings buildings;
  wg_joined joined;
} world;

static world begin(void)
{
  world w = {0};
  assert_int_equal(wg_context_new(&w.context, NULL), WG_OK);
  return w;
}

static void end(world *w)
{
  wg_joined_free(&w->joined, w->context);
  wg_buildings_free(&w->buildings, w->context);
  wg_shapes_free(&w->areas, w->context);
  wg_context_free(w->context);
}

static void add_box(wg_shapes *shapes, wg_context *context, int32_t x0, int32_t y0, int32_t x1,
                    int32_t y1)
{
  wg_point corners[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  assert_int_equal(wg_shapes_begin(shapes, context, WG_SHAPE_AREA), WG_OK);
  assert_int_equal(wg_shapes_begin_ring(shapes, context), WG_OK);
  for (int i = 0; i < 4; i++)
    assert_int_equal(wg_shapes_add_point(shapes, context, corners[i]), WG_OK);
}

static void add_building(world *w, int32_t x0, int32_t y0, int32_t x1, int32_t y1)
{
  int64_t index;
  assert_int_equal(wg_buildings_append(&w->buildings, w->context, &index), WG_OK);
  add_box(&w->buildings.shapes, w->context, x0, y0, x1, y1);
}

static void add_point(world *w, int32_t x, int32_t y)
{
  int64_t index;
  assert_int_equal(wg_buildings_append(&w->buildings, w->context, &index), WG_OK);
  assert_int_equal(wg_shapes_begin(&w->buildings.shapes, w->context, WG_SHAPE_POINT), WG_OK);
  assert_int_equal(wg_shapes_begin_ring(&w->buildings.shapes, w->context), WG_OK);
  assert_int_equal(wg_shapes_add_point(&w->buildings.shapes, w->context, (wg_point){x, y}), WG_OK);
}

static void run(world *w)
{
  assert_int_equal(wg_join(&w->joined, w->context, &w->areas, &w->buildings), WG_OK);
}

static void the_larger_share_decides(void **state)
{
  (void)state;
  world w = begin();
  add_box(&w.areas, w.context, 0, 0, 500000, 500000);
  add_box(&w.areas, w.context, 500000, 0, 1000000, 500000);
  add_building(&w, 490000, 100000, 505000, 110000); /* across, mostly left */
  add_building(&w, 495000, 100000, 515000, 110000); /* across, mostly right */
  add_building(&w, 490000, 200000, 510000, 210000); /* halves: the lower index */
  add_building(&w, 500000, 300000, 510000, 310000); /* wall on the boundary */
  add_building(&w, 100000, 100000, 110000, 110000); /* well inside */
  run(&w);
  const int32_t expected[] = {0, 1, 0, 1, 0};
  for (int i = 0; i < 5; i++) assert_int_equal(w.buildings.community[i], expected[i]);
  assert_int_equal(w.joined.reach_count, 3);
  assert_int_equal(w.joined.reaches[0].community, 0);
  assert_int_equal(w.joined.reaches[0].building, 1);
  assert_int_equal(w.joined.reaches[1].building, 0);
  assert_int_equal(w.joined.reaches[2].building, 2);
  assert_int_equal(w.joined.outside, 0);
  end(&w);
}

static void points_and_leftovers_are_told_apart(void **state)
{
  (void)state;
  world w = begin();
  int64_t index;
  add_box(&w.areas, w.context, 0, 0, 500000, 500000);
  add_box(&w.areas, w.context, 500000, 0, 1000000, 500000);
  add_point(&w, 500000, 100);   /* on the boundary: the lower index */
  add_point(&w, 500001, 100);
  add_point(&w, 250000, 250000);
  add_point(&w, -1, 100);
  add_point(&w, 250000, 90000000); /* rows away */
  add_building(&w, -20000, 0, -10000, 10000);
  assert_int_equal(wg_buildings_append(&w.buildings, w.context, &index), WG_OK);
  assert_int_equal(wg_shapes_begin(&w.buildings.shapes, w.context, WG_SHAPE_NONE), WG_OK);
  run(&w);
  const int32_t expected[] = {0, 1, 0, -1, -1, -1, -1};
  for (int i = 0; i < 7; i++) assert_int_equal(w.buildings.community[i], expected[i]);
  assert_int_equal(w.joined.outside, 4);
  end(&w);
}

static void no_communities_leave_everything_outside(void **state)
{
  (void)state;
  world w = begin();
  add_point(&w, 0, 0);
  run(&w);
  assert_int_equal(w.buildings.community[0], -1);
  assert_int_equal(w.joined.outside, 1);
  end(&w);
}

/* --- against GEOS ------------------------------------------------------------------------------ */

static const coverage_options options = {.size = 8, .labels = 9, .pitch_mm = 90000, .gaps = 6};

static void scatter(world *w, wg_random *random, int count)
{
  int32_t reach = 8 * 90000 + 40000;
  for (int i = 0; i < count; i++) {
    int32_t x = (int32_t)wg_random_below(random, (uint64_t)reach) - 20000;
    int32_t y = (int32_t)wg_random_below(random, (uint64_t)reach) - 20000;
    if (i % 5 == 0)
      add_point(w, x, y);
    else
      add_building(w, x, y, x + 1000 + (int32_t)wg_random_below(random, 60000),
                   y + 1000 + (int32_t)wg_random_below(random, 60000));
  }
}

/* The best community of one building by GEOS; counts the others it overlaps. */
static int32_t judge(world *w, wg_geos *geos, int64_t b, int64_t *reaches)
{
  const wg_shapes *s = &w->buildings.shapes;
  double best = 0, area;
  int32_t found = -1;
  *reaches = 0;
  for (int32_t c = 0; c < w->areas.count; c++) {
    if (s->kind[b] == WG_SHAPE_POINT) {
      if (wg_shapes_locate(&w->areas, c, s->points[s->point_start[s->ring_start[b]]]) >= 0)
        return c;
      continue;
    }
    assert_int_equal(wg_geos_overlap(geos, s, b, &w->areas, c, &area), WG_OK);
    if (area < 1e-6) continue;
    (*reaches)++;
    if (area <= best * (1 + 1e-12)) continue;
    best = area;
    found = c;
  }
  if (found >= 0) (*reaches)--;
  return found;
}

static void random_buildings_are_joined_as_geos_measures(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    world w = begin();
    wg_communities communities;
    wg_geos *geos;
    wg_random random = wg_random_seeded(seed);
    make_coverage(&random, &options, w.context, &communities);
    w.areas = communities.shapes;
    assert_int_equal(wg_geos_new(&geos, w.context), WG_OK);
    scatter(&w, &random, 300);
    run(&w);
    int64_t reaches = 0, reached;
    for (int64_t b = 0; b < w.buildings.shapes.count; b++) {
      assert_int_equal(w.buildings.community[b], judge(&w, geos, b, &reached));
      reaches += reached;
    }
    assert_int_equal(w.joined.reach_count, reaches);
    wg_geos_free(geos);
    memset(&w.areas, 0, sizeof w.areas);
    wg_communities_free(&communities, w.context);
    end(&w);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_larger_share_decides),
      cmocka_unit_test(points_and_leftovers_are_told_apart),
      cmocka_unit_test(no_communities_leave_everything_outside),
      cmocka_unit_test(random_buildings_are_joined_as_geos_measures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
