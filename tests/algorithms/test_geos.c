/* wg_geos: what it promises about whole coordinates, far origins and bad input. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "algorithms/geos.h"

typedef struct fixture {
  wg_context *context;
  wg_geos *geos;
} fixture;

static int set_up(void **state)
{
  static fixture f;
  assert_int_equal(wg_context_new(&f.context, NULL), WG_OK);
  assert_int_equal(wg_geos_new(&f.geos, f.context), WG_OK);
  *state = &f;
  return 0;
}

static int tear_down(void **state)
{
  fixture *f = *state;
  wg_geos_free(f->geos);
  wg_context_free(f->context);
  return 0;
}

static void add_ring(fixture *f, wg_shapes *shapes, const wg_point *points, int count, int32_t x,
                     int32_t y)
{
  assert_int_equal(wg_shapes_begin_ring(shapes, f->context), WG_OK);
  for (int i = 0; i < count; i++) {
    wg_point p = {points[i].x + x, points[i].y + y};
    assert_int_equal(wg_shapes_add_point(shapes, f->context, p), WG_OK);
  }
}

static void add_area(fixture *f, wg_shapes *shapes, const wg_point *points, int count, int32_t x,
                     int32_t y)
{
  assert_int_equal(wg_shapes_begin(shapes, f->context, WG_SHAPE_AREA), WG_OK);
  add_ring(f, shapes, points, count, x, y);
}

static const wg_point square[] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
static const wg_point pit[] = {{200, 200}, {200, 400}, {400, 400}, {400, 200}};

static void a_bow_tie_is_invalid_with_reason_and_place(void **state)
{
  fixture *f = *state;
  const wg_point tie[] = {{0, 0}, {1000, 1000}, {1000, 0}, {0, 1000}};
  wg_shapes areas = {0};
  bool valid;
  char reason[128];
  wg_point at;
  add_area(f, &areas, tie, 4, 5000, 0);
  add_area(f, &areas, square, 4, 0, 0);
  add_ring(f, &areas, pit, 4, 0, 0);
  add_area(f, &areas, square, 2, 0, 0);
  assert_int_equal(wg_geos_valid(f->geos, &areas, 0, &valid, reason, &at), WG_OK);
  assert_false(valid);
  assert_string_equal(reason, "Self-intersection");
  assert_int_equal(at.x, 5500);
  assert_int_equal(at.y, 500);
  assert_int_equal(wg_geos_valid(f->geos, &areas, 1, &valid, reason, &at), WG_OK);
  assert_true(valid);
  assert_int_equal(wg_geos_valid(f->geos, &areas, 2, &valid, reason, &at), WG_OK);
  assert_false(valid);
  wg_shapes_free(&areas, f->context);
}

static void overlap_is_measured_without_the_holes(void **state)
{
  fixture *f = *state;
  wg_shapes areas = {0};
  double area;
  add_area(f, &areas, square, 4, 0, 0);
  add_ring(f, &areas, pit, 4, 0, 0);
  add_area(f, &areas, square, 4, -500, -500);
  assert_int_equal(wg_geos_overlap(f->geos, &areas, 0, &areas, 1, &area), WG_OK);
  assert_true(area > 0.2099999 && area < 0.2100001);
  wg_shapes_free(&areas, f->context);
}

/* Strips of 3 and 5 m beside a square of 20 m: thinner than 4 m is a sliver, wider is thick; under
 * the least width it is nothing. */
static void a_strip_is_thick_from_twice_the_tolerance_on(void **state)
{
  fixture *f = *state;
  const wg_point field[] = {{0, 0}, {20000, 0}, {20000, 20000}, {0, 20000}};
  const int32_t widths[] = {30, 3000, 5000}, covered = 1;
  const struct {
    int64_t count;
    bool thick;
  } expected[] = {{0, false}, {1, false}, {1, true}};
  for (int i = 0; i < 3; i++) {
    wg_shapes areas = {0};
    wg_geos_parts parts = {0};
    const wg_point rest[] = {{widths[i], 0}, {20000, 0}, {20000, 20000}, {widths[i], 20000}};
    add_area(f, &areas, field, 4, 1000000000, -1000000000);
    add_area(f, &areas, rest, 4, 1000000000, -1000000000);
    assert_int_equal(wg_geos_compare(f->geos, &areas, 0, &areas, &covered, 1, false,
                                     (wg_geos_widths){20, 2000}, &parts),
                     WG_OK);
    assert_int_equal(parts.count, expected[i].count);
    if (parts.count > 0) {
      assert_int_equal(parts.items[0].thick, expected[i].thick);
      assert_true(fabs(parts.items[0].area_m2 - widths[i] * 20000.0 / 1e6) < 1e-9);
      assert_int_equal(wg_shapes_locate(&areas, 0, parts.items[0].at), 1);
      assert_int_equal(wg_shapes_locate(&areas, 1, parts.items[0].at), -1);
    }
    wg_release(f->context, parts.items);
    wg_shapes_free(&areas, f->context);
  }
}

/* Two squares 3 m apart are one piece where 4 m are bridged, and two where 2 m are. */
static void pieces_near_each_other_are_one(void **state)
{
  fixture *f = *state;
  const wg_point field[] = {{0, 0}, {20000, 0}, {20000, 20000}, {0, 20000}};
  const int32_t tolerances[] = {2000, 1000};
  wg_shapes areas = {0};
  add_area(f, &areas, field, 4, 0, 0);
  add_ring(f, &areas, field, 4, 23000, 0);
  for (int i = 0; i < 2; i++) {
    wg_geos_parts pieces = {0};
    assert_int_equal(wg_geos_pieces(f->geos, &areas, 0, tolerances[i], &pieces), WG_OK);
    assert_int_equal(pieces.count, i + 1);
    wg_release(f->context, pieces.items);
  }
  wg_shapes_free(&areas, f->context);
}

static void an_intersection_is_a_shape_with_its_hole(void **state)
{
  fixture *f = *state;
  wg_shapes areas = {0}, common = {0};
  add_area(f, &areas, square, 4, 0, 0);
  add_ring(f, &areas, pit, 4, 0, 0);
  add_area(f, &areas, square, 4, 0, -500);
  assert_int_equal(wg_geos_intersection(f->geos, &areas, 0, &areas, 1, 10, &common), WG_OK);
  assert_int_equal(common.count, 1);
  assert_true(wg_shapes_area2(&common, 0) == 2 * (1000 * 500 - 200 * 200));
  assert_int_equal(common.ring_count, 2);
  assert_int_equal(wg_geos_intersection(f->geos, &areas, 0, &areas, 1, 400, &common), WG_OK);
  assert_int_equal(common.count, 1); /* nowhere 0.8 m wide */
  wg_shapes_free(&areas, f->context);
  wg_shapes_free(&common, f->context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_bow_tie_is_invalid_with_reason_and_place),
      cmocka_unit_test(overlap_is_measured_without_the_holes),
      cmocka_unit_test(a_strip_is_thick_from_twice_the_tolerance_on),
      cmocka_unit_test(pieces_near_each_other_are_one),
      cmocka_unit_test(an_intersection_is_a_shape_with_its_hole),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
