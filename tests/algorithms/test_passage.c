/* Lines underground and crossings made by roads, on drawn cases; lengths under footprints against
 * dense sampling. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "algorithms/passage.h"
#include "wangge/random.h"

typedef struct town {
  wg_context *context;
  wg_barriers barriers;
  wg_buildings buildings;
  wg_crossings crossings;
} town;

static town begin(void)
{
  town t = {0};
  assert_int_equal(wg_context_new(&t.context, NULL), WG_OK);
  return t;
}

static void end(town *t)
{
  wg_barriers_free(&t->barriers, t->context);
  wg_buildings_free(&t->buildings, t->context);
  wg_crossings_free(&t->crossings, t->context);
  wg_context_free(t->context);
}

/* Coordinates in metres here. */
static void add_shape(town *t, wg_shapes *shapes, wg_shape_kind kind, const int32_t *metres,
                      int count)
{
  assert_int_equal(wg_shapes_begin(shapes, t->context, kind), WG_OK);
  assert_int_equal(wg_shapes_begin_ring(shapes, t->context), WG_OK);
  for (int i = 0; i + 1 < count; i += 2) {
    wg_point p = {metres[i] * 1000, metres[i + 1] * 1000};
    assert_int_equal(wg_shapes_add_point(shapes, t->context, p), WG_OK);
  }
}

static void add_barrier(town *t, wg_shape_kind kind, wg_barrier_class class_, const char *road,
                        const int32_t *metres, int count)
{
  int64_t index;
  assert_int_equal(wg_barriers_append(&t->barriers, t->context, &index), WG_OK);
  t->barriers.class_[index] = (uint8_t)class_;
  t->barriers.road[index] = road != NULL;
  if (road != NULL)
    assert_int_equal(wg_texts_add(&t->barriers.texts, t->context, road, -1,
                                  &t->barriers.name[index]), WG_OK);
  add_shape(t, &t->barriers.shapes, kind, metres, count);
}
#define METRES(...) (const int32_t[]){__VA_ARGS__}, (int)(sizeof((int32_t[]){__VA_ARGS__}) / sizeof(int32_t))
#define HARD_LINE(t, ...) add_barrier(t, WG_SHAPE_LINE, WG_BARRIER_HARD, NULL, METRES(__VA_ARGS__))
#define HARD_AREA(t, ...) add_barrier(t, WG_SHAPE_AREA, WG_BARRIER_HARD, NULL, METRES(__VA_ARGS__))
#define ROAD(t, name, ...) add_barrier(t, WG_SHAPE_LINE, WG_BARRIER_LANE, name, METRES(__VA_ARGS__))

static void add_house(town *t, int32_t x0, int32_t y0, int32_t x1, int32_t y1)
{
  int64_t index;
  assert_int_equal(wg_buildings_append(&t->buildings, t->context, &index), WG_OK);
  add_shape(t, &t->buildings.shapes, WG_SHAPE_AREA, METRES(x0, y0, x1, y0, x1, y1, x0, y1));
}

/* "name x,y" of each crossing in metres, lines as "name x,y>x,y". */
static void assert_crossings(town *t, const char *expected)
{
  char text[1024] = "";
  assert_int_equal(wg_make_crossings(&t->crossings, t->context, &t->barriers), WG_OK);
  const wg_shapes *s = &t->crossings.shapes;
  for (int64_t i = 0; i < s->count; i++) {
    assert_int_equal(t->crossings.made[i], 1);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "%s%s ", i > 0 ? "; " : "",
             wg_texts_get(&t->crossings.texts, t->crossings.name[i]));
    for (int64_t p = s->point_start[s->ring_start[i]]; p < s->point_start[s->ring_start[i + 1]];
         p++) {
      used = strlen(text);
      snprintf(text + used, sizeof text - used, "%s%d,%d",
               p > s->point_start[s->ring_start[i]] ? ">" : "", (int)(s->points[p].x / 1000),
               (int)(s->points[p].y / 1000));
    }
  }
  assert_string_equal(text, expected);
}

static int64_t count_underground(town *t)
{
  int64_t found;
  assert_int_equal(wg_find_underground(t->context, &t->barriers, &t->buildings, &found), WG_OK);
  return found;
}

/* --- crossings --------------------------------------------------------------------------------- */

static void a_road_over_a_railway_makes_a_crossing(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 200, 0);
  ROAD(&t, "A", 50, -30, 50, 30);
  ROAD(&t, "B", 150, 30, 150, -30);
  assert_crossings(&t, "A 50,0; B 150,0");
  end(&t);
}

static void a_road_that_ends_within_twenty_metres_makes_none(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 200, 0);
  ROAD(&t, "stub", 50, -30, 50, 19);
  ROAD(&t, "", 100, -30, 100, 20);
  assert_crossings(&t, " 100,0");
  end(&t);
}

static void the_next_way_goes_on_where_a_bridge_ends(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 200, 0);
  ROAD(&t, "Bridge", 50, -5, 50, 5);
  ROAD(&t, "South", 50, -40, 50, -5);
  ROAD(&t, "Along", 20, 5, 50, 5, 80, 5); /* the bridge ends at a vertex inside this one */
  assert_crossings(&t, "Bridge 50,0");
  end(&t);
}

static void a_junction_at_grade_makes_none(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 100, 0, 200, 0);
  ROAD(&t, "A", 100, -30, 100, 0, 100, 30);
  assert_crossings(&t, "");
  end(&t);
}

static void a_bend_on_the_line_crosses_once(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 200, 0);
  ROAD(&t, "over", 40, -30, 50, 0, 40, 30);
  ROAD(&t, "touch", 90, -30, 100, 0, 110, -30);
  HARD_LINE(&t, 300, -50, 310, 0, 300, 50);
  ROAD(&t, "corner", 250, 0, 350, 0);
  assert_crossings(&t, "over 50,0; corner 310,0");
  end(&t);
}

static void only_roads_cross_and_only_hard_lines_are_crossed(void **state)
{
  (void)state;
  town t = begin();
  add_barrier(&t, WG_SHAPE_LINE, WG_BARRIER_STREET, NULL, METRES(0, 0, 200, 0));
  HARD_LINE(&t, 0, 10, 200, 10);
  HARD_LINE(&t, 50, -30, 50, 30);
  ROAD(&t, "A", 100, -30, 100, 5);
  assert_crossings(&t, "");
  end(&t);
}

static void a_bridge_over_a_river_is_the_stretch_between_its_banks(void **state)
{
  (void)state;
  town t = begin();
  HARD_AREA(&t, 0, 0, 200, 0, 200, 60, 0, 60);
  ROAD(&t, "Bridge", 50, 80, 60, 30, 50, -20);   /* bends in the river */
  ROAD(&t, "pier", 100, -30, 100, 30);           /* ends in it */
  ROAD(&t, "split", 150, -30, 150, 20);          /* two ways over one bridge */
  ROAD(&t, "split", 150, 90, 150, 20);
  assert_crossings(&t, "Bridge 54,0>60,30>54,60; split 150,0>150,20>150,60");
  end(&t);
}

static void crossings_do_not_depend_on_order_or_direction(void **state)
{
  (void)state;
  const int32_t road[] = {33, -71, 41, -3, 57, 88}, back[] = {57, 88, 41, -3, 33, -71};
  const int32_t river[] = {0, 0, 100, 7, 100, 29, 0, 40};
  const int32_t rail[] = {0, -20, 100, -31}, liar[] = {100, -31, 0, -20};
  town a = begin(), b = begin();
  add_barrier(&a, WG_SHAPE_LINE, WG_BARRIER_LANE, "R", road, 6);
  add_barrier(&a, WG_SHAPE_AREA, WG_BARRIER_HARD, NULL, river, 8);
  add_barrier(&a, WG_SHAPE_LINE, WG_BARRIER_HARD, NULL, rail, 4);
  add_barrier(&b, WG_SHAPE_LINE, WG_BARRIER_HARD, NULL, liar, 4);
  add_barrier(&b, WG_SHAPE_LINE, WG_BARRIER_LANE, "R", back, 6);
  add_barrier(&b, WG_SHAPE_AREA, WG_BARRIER_HARD, NULL, river, 8);
  assert_int_equal(wg_make_crossings(&a.crossings, a.context, &a.barriers), WG_OK);
  assert_int_equal(wg_make_crossings(&b.crossings, b.context, &b.barriers), WG_OK);
  assert_int_equal(a.crossings.shapes.count, 2);
  assert_int_equal(b.crossings.shapes.count, 2);
  assert_int_equal(a.crossings.shapes.point_count, b.crossings.shapes.point_count);
  assert_memory_equal(a.crossings.shapes.points, b.crossings.shapes.points,
                      (size_t)a.crossings.shapes.point_count * sizeof(wg_point));
  end(&a);
  end(&b);
}

/* --- underground ------------------------------------------------------------------------------- */

static void more_than_a_twentieth_under_footprints_is_underground(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 500, 0, 1000, 0);
  HARD_LINE(&t, 0, 100, 1000, 100);
  ROAD(&t, "A", 0, 5, 1000, 5);
  add_house(&t, 100, -10, 130, 10);
  add_house(&t, 120, -10, 150, 10); /* lies over the first for 10 m: 50 m in all */
  add_house(&t, 700, 100, 760, 140); /* the second line runs along its wall */
  assert_int_equal(count_underground(&t), 0);
  add_house(&t, 480, -10, 481, 10);
  assert_int_equal(count_underground(&t), 1);
  assert_int_equal(t.barriers.underground[0], 1);
  assert_int_equal(t.barriers.class_[0], WG_BARRIER_NONE);
  assert_int_equal(t.barriers.class_[1], WG_BARRIER_HARD);
  assert_int_equal(t.barriers.class_[2], WG_BARRIER_LANE);
  end(&t);
}

static void an_area_is_never_underground(void **state)
{
  (void)state;
  town t = begin();
  HARD_AREA(&t, 0, 0, 100, 0, 100, 10, 0, 10);
  add_house(&t, -10, -10, 110, 20);
  assert_int_equal(count_underground(&t), 0);
  end(&t);
}

/* A province among the buildings: a bin for every metre of it would take hours. */
static void a_footprint_may_be_a_thousand_kilometres_wide(void **state)
{
  (void)state;
  town t = begin();
  HARD_LINE(&t, 0, 0, 1, 0, 2, 0);
  HARD_LINE(&t, 0, 3, 1, 3);
  HARD_LINE(&t, 0, 1500000, 1, 1500000);
  add_house(&t, -1000000, -1000000, 1000000, 1);
  assert_int_equal(count_underground(&t), 1);
  assert_int_equal(t.barriers.underground[0], 1);
  end(&t);
}

/* The share of a line under houses by a sample every tenth of a metre. */
static double sampled_percent(const town *t, wg_point a, wg_point b)
{
  int64_t steps = 10000, inside = 0;
  for (int64_t i = 0; i < steps; i++) {
    wg_point p = {(int32_t)(a.x + ((int64_t)b.x - a.x) * i / steps),
                  (int32_t)(a.y + ((int64_t)b.y - a.y) * i / steps)};
    for (int64_t h = 0; h < t->buildings.shapes.count; h++)
      if (wg_shapes_locate(&t->buildings.shapes, h, p) > 0) {
        inside++;
        break;
      }
  }
  return 100.0 * (double)inside / (double)steps;
}

static void sampling_agrees_on_what_is_underground(void **state)
{
  (void)state;
  int under = 0;
  for (uint64_t seed = 0; seed < 60; seed++) {
    town t = begin();
    wg_random random = wg_random_seeded(seed);
    HARD_LINE(&t, 0, 0, 1000, (int32_t)wg_random_below(&random, 600) - 300);
    for (int i = 0; i < 36; i++) {
      int32_t x = (int32_t)wg_random_below(&random, 1000);
      int32_t y = (int32_t)wg_random_below(&random, 400) - 200;
      add_house(&t, x, y, x + 5 + (int32_t)wg_random_below(&random, 40),
                y + 5 + (int32_t)wg_random_below(&random, 40));
    }
    const wg_point *line = t.barriers.shapes.points;
    double percent = sampled_percent(&t, line[0], line[1]);
    int64_t found = count_underground(&t);
    if (percent > 5.1) assert_int_equal(found, 1);
    if (percent < 4.9) assert_int_equal(found, 0);
    under += (int)found;
    end(&t);
  }
  assert_true(under > 10 && under < 50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_road_over_a_railway_makes_a_crossing),
      cmocka_unit_test(a_road_that_ends_within_twenty_metres_makes_none),
      cmocka_unit_test(the_next_way_goes_on_where_a_bridge_ends),
      cmocka_unit_test(a_junction_at_grade_makes_none),
      cmocka_unit_test(a_bend_on_the_line_crosses_once),
      cmocka_unit_test(only_roads_cross_and_only_hard_lines_are_crossed),
      cmocka_unit_test(a_bridge_over_a_river_is_the_stretch_between_its_banks),
      cmocka_unit_test(crossings_do_not_depend_on_order_or_direction),
      cmocka_unit_test(more_than_a_twentieth_under_footprints_is_underground),
      cmocka_unit_test(an_area_is_never_underground),
      cmocka_unit_test(a_footprint_may_be_a_thousand_kilometres_wide),
      cmocka_unit_test(sampling_agrees_on_what_is_underground),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
