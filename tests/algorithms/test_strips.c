/* Barriers along the boundary and ground between barriers, in small drawn worlds
 * (docs/geometry.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "worlds/field.h"

/* A field of 200 m by 100 m, with three houses in a row. */
static world *row_of_houses(void)
{
  world *w = field(200, 100);
  house(w, 20, 30, 50, 70);
  house(w, 85, 30, 115, 70);
  house(w, 150, 30, 180, 70);
  return w;
}

static void a_street_along_the_boundary_gives_way_to_it(void **state)
{
  (void)state;
  world *w = row_of_houses();
  world_line(w, WG_BARRIER_STREET, -5 * M, 95 * M, 205 * M, 95 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 3);
  assert_near(border_of(t, 0, 1).length_mm[WG_BARRIER_NONE], 100 * M, 5 * M);
  assert_int_equal(length_of(border_of(t, 0, 1)), border_of(t, 0, 1).length_mm[WG_BARRIER_NONE]);
  assert_int_equal(length_of(border_of(t, 1, 2)), border_of(t, 1, 2).length_mm[WG_BARRIER_NONE]);
  finish(w, t);
}

/* The street turns inwards half way: there it goes on, and out to the boundary. */
static void a_street_that_leaves_the_boundary_is_continued_to_it(void **state)
{
  (void)state;
  world *w = row_of_houses();
  wg_point street[3] = {{-5 * M, 95 * M}, {67 * M, 95 * M}, {67 * M, -5 * M}};
  world_barrier(w, WG_SHAPE_LINE, WG_BARRIER_HARD, street, 3);
  wg_tessellation *t = tessellate(w, 0);
  wg_border border = border_of(t, 0, 1);
  assert_int_equal(cell_count(t), 3);
  assert_near(border.length_mm[WG_BARRIER_HARD], 100 * M, 2 * M);
  assert_int_equal(length_of(border), border.length_mm[WG_BARRIER_HARD]);
  finish(w, t);
}

/* Side streets that ended on the street still part the ground, from either of two carriageways. */
static void side_streets_are_continued_to_the_boundary(void **state)
{
  (void)state;
  world *w = row_of_houses();
  world_line(w, WG_BARRIER_STREET, -5 * M, 97 * M, 205 * M, 97 * M);
  world_line(w, WG_BARRIER_STREET, -5 * M, 91 * M, 205 * M, 91 * M);
  world_line(w, WG_BARRIER_HARD, 67 * M, -5 * M, 67 * M, 91 * M);
  world_line(w, WG_BARRIER_HARD, 132 * M, -5 * M, 132 * M, 97 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 3);
  for (int i = 0; i < 2; i++) {
    wg_border border = border_of(t, i, i + 1);
    assert_near(border.length_mm[WG_BARRIER_HARD], 100 * M, 3 * M);
    assert_int_equal(length_of(border), border.length_mm[WG_BARRIER_HARD]);
  }
  finish(w, t);
}

static void a_street_at_an_angle_to_the_boundary_stays(void **state)
{
  (void)state;
  world *w = row_of_houses();
  world_line(w, WG_BARRIER_STREET, 57 * M, -5 * M, 79 * M, 105 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_near(border_of(t, 0, 1).length_mm[WG_BARRIER_STREET], 101980, 10);
  assert_int_equal(length_of(border_of(t, 0, 1)), border_of(t, 0, 1).length_mm[WG_BARRIER_STREET]);
  finish(w, t);
}

/* Beyond the river stands a house: it is not joined to the others. */
static void a_house_between_keeps_the_barrier(void **state)
{
  (void)state;
  world *w = row_of_houses();
  house(w, 90, 93, 98, 98);
  world_line(w, WG_BARRIER_HARD, -5 * M, 90 * M, 205 * M, 90 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 4);
  wg_border border = border_of(t, 1, 3);
  assert_true(border.length_mm[WG_BARRIER_HARD] > 15 * M);
  for (int i = 0; i < 3; i++)
    assert_int_equal(length_of(border_of(t, i, 3)), border_of(t, i, 3).length_mm[WG_BARRIER_HARD]);
  assert_near(border_of(t, 0, 1).length_mm[WG_BARRIER_NONE], 100 * M, 5 * M);
  finish(w, t);
}

/* The line runs along the southern one, and straight on where a street crosses both. */
static void ground_between_carriageways_falls_to_one_side(void **state)
{
  (void)state;
  world *w = field(100, 60);
  house(w, 10, 5, 40, 15);
  house(w, 60, 5, 90, 15);
  house(w, 10, 45, 40, 55);
  house(w, 60, 45, 90, 55);
  world_line(w, WG_BARRIER_HARD, -5 * M, 27 * M, 105 * M, 27 * M);
  world_line(w, WG_BARRIER_HARD, -5 * M, 33 * M, 105 * M, 33 * M);
  world_line(w, WG_BARRIER_STREET, 50 * M, -5 * M, 50 * M, 65 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 4);
  assert_true(cell_at(t, 0).area2_mm2 == INT64_C(2) * 50 * M * 27 * M);
  assert_true(cell_at(t, 3).area2_mm2 == INT64_C(2) * 50 * M * 33 * M);
  assert_int_equal(border_of(t, 0, 2).length_mm[WG_BARRIER_HARD], 50 * M);
  assert_int_equal(length_of(border_of(t, 0, 3)), 0);
  finish(w, t);
}

/* Bridges may be drawn on either side of it. */
static void a_wide_hard_strip_is_divided_along_its_middle(void **state)
{
  (void)state;
  world *w = field(300, 100);
  house(w, 10, 5, 290, 15);
  house(w, 10, 85, 290, 95);
  world_line(w, WG_BARRIER_HARD, -5 * M, 38 * M, 305 * M, 38 * M);
  world_line(w, WG_BARRIER_HARD, -5 * M, 62 * M, 305 * M, 62 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  assert_near(square_metres(t, 0), 300 * 50, 200);
  finish(w, t);
}

/* Four streets meet in a ring; its island is one neighbour's, not everyone's. */
static void the_island_of_a_roundabout_falls_to_one_neighbour(void **state)
{
  (void)state;
  world *w = field(100, 100);
  house(w, 10, 10, 30, 30);
  house(w, 70, 10, 90, 30);
  house(w, 10, 70, 30, 90);
  house(w, 70, 70, 90, 90);
  wg_point ring[9] = {{60 * M, 50 * M}, {57 * M, 57 * M}, {50 * M, 60 * M},
                      {43 * M, 57 * M}, {40 * M, 50 * M}, {43 * M, 43 * M},
                      {50 * M, 40 * M}, {57 * M, 43 * M}, {60 * M, 50 * M}};
  world_barrier(w, WG_SHAPE_LINE, WG_BARRIER_STREET, ring, 9);
  world_line(w, WG_BARRIER_STREET, -5 * M, 50 * M, 40 * M, 50 * M);
  world_line(w, WG_BARRIER_STREET, 60 * M, 50 * M, 105 * M, 50 * M);
  world_line(w, WG_BARRIER_STREET, 50 * M, -5 * M, 50 * M, 40 * M);
  world_line(w, WG_BARRIER_STREET, 50 * M, 60 * M, 50 * M, 105 * M);
  wg_tessellation *t = tessellate(w, 0);
  int with_island = 0;
  assert_int_equal(cell_count(t), 4);
  for (int i = 0; i < 4; i++) {
    with_island += square_metres(t, i) > 2600;
    assert_near(square_metres(t, i), square_metres(t, i) > 2600 ? 2715 : 2430, 20);
    for (int k = i + 1; k < 4; k++)
      assert_int_equal(length_of(border_of(t, i, k)),
                       border_of(t, i, k).length_mm[WG_BARRIER_STREET]);
  }
  assert_int_equal(with_island, 1);
  finish(w, t);
}

/* A slip road cuts a corner: its triangle goes with the longest side, whole. */
static void a_slip_road_cuts_off_no_cell(void **state)
{
  (void)state;
  world *w = field(100, 100);
  house(w, 10, 70, 90, 90);
  house(w, 10, 10, 35, 30);
  house(w, 65, 10, 90, 30);
  world_line(w, WG_BARRIER_STREET, -5 * M, 50 * M, 105 * M, 50 * M);
  world_line(w, WG_BARRIER_STREET, 50 * M, -5 * M, 50 * M, 50 * M);
  world_line(w, WG_BARRIER_STREET, 30 * M, 50 * M, 50 * M, 35 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 3);
  assert_true(cell_at(t, 0).area2_mm2 == INT64_C(2) * 100 * M * 50 * M);
  assert_true(cell_at(t, 1).area2_mm2 == INT64_C(2) * 50 * M * 50 * M);
  assert_true(cell_at(t, 2).area2_mm2 == INT64_C(2) * 50 * M * 50 * M);
  finish(w, t);
}

/* A street that ends 2 m before the next one: no more cells, and open ground for the gap and half
 * of the last step of the street. */
static void a_gap_at_a_crossing_opens_little_more_than_itself(void **state)
{
  (void)state;
  world *w = field(100, 100);
  house(w, 10, 70, 90, 90);
  house(w, 10, 10, 40, 40);
  house(w, 60, 10, 90, 40);
  world_line(w, WG_BARRIER_STREET, -5 * M, 50 * M, 105 * M, 50 * M);
  world_line(w, WG_BARRIER_STREET, 50 * M, -5 * M, 50 * M, 48 * M);
  wg_tessellation *t = tessellate(w, 0);
  wg_border border = border_of(t, 1, 2);
  assert_int_equal(cell_count(t), 3);
  assert_near(border.length_mm[WG_BARRIER_STREET], 46 * M, 2 * M);
  assert_true(length_of(border) < 52 * M);
  finish(w, t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_street_along_the_boundary_gives_way_to_it),
      cmocka_unit_test(a_street_that_leaves_the_boundary_is_continued_to_it),
      cmocka_unit_test(side_streets_are_continued_to_the_boundary),
      cmocka_unit_test(a_street_at_an_angle_to_the_boundary_stays),
      cmocka_unit_test(a_house_between_keeps_the_barrier),
      cmocka_unit_test(ground_between_carriageways_falls_to_one_side),
      cmocka_unit_test(a_wide_hard_strip_is_divided_along_its_middle),
      cmocka_unit_test(the_island_of_a_roundabout_falls_to_one_neighbour),
      cmocka_unit_test(a_slip_road_cuts_off_no_cell),
      cmocka_unit_test(a_gap_at_a_crossing_opens_little_more_than_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
