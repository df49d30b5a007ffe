/* wg_geos: what it promises about whole coordinates, far origins and bad input. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
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

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_bow_tie_is_invalid_with_reason_and_place),
      cmocka_unit_test(overlap_is_measured_without_the_holes),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
