/* Keys as people write them, footprints that hold points, households out of floors and footprints, and
 * GeoJSON that breaks its rules. */
#include "support.h"

#include "../../geodata/src/estimate.h"
#include "../../geodata/src/geojson_mend.h"
#include "../../geodata/src/key.h"
#include "../../geodata/src/locate.h"

static void keys_are_compared_as_people_mean_them(void **state)
{
  (void)state;
  static const char *const cases[][2] = {
      {"3", "3"},           {"３号楼", "3"},          {"3幢", "3"},        {"3栋", "3"},
      {"3号", "3"},         {"3 # ", "3"},            {"第3幢", "3"},      {"003", "3"},
      {"0", "0"},           {"000", "0"},             {"Ａ－０1", "a-1"},  {"a—1", "a-1"},
      {"3幢2单元", "3-2单元"}, {"3幢-2单元", "3-2单元"}, {"100", "100"},      {"10号院03号楼", "10-院3"},
      {"楼", "楼"},         {"幸福楼", "幸福楼"},     {"", ""},            {"1.05", "1.5"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char key[64];
    wg_key_normalise(key, sizeof key, cases[i][0]);
    assert_string_equal(key, cases[i][1]);
  }
  char small[5];
  wg_key_normalise(small, sizeof small, "幸福楼");
  assert_string_equal(small, "幸"); /* never cut inside a character */
}

static void add_square(world *w, wg_shapes *shapes, int32_t x, int32_t y, int32_t side)
{
  const wg_point corners[] = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
  assert_int_equal(wg_shapes_begin(shapes, w->context, WG_SHAPE_AREA), WG_OK);
  assert_int_equal(wg_shapes_begin_ring(shapes, w->context), WG_OK);
  for (int i = 0; i < 4; i++)
    assert_int_equal(wg_shapes_add_point(shapes, w->context, corners[i]), WG_OK);
}

/* Against all shapes, one by one, over many places. */
static void the_locator_finds_what_a_plain_search_finds(void **state)
{
  world *w = *state;
  wg_shapes shapes = {0};
  wg_locator locator;
  uint32_t seed = 7;
  for (int i = 0; i < 400; i++) {
    seed = seed * 1664525u + 1013904223u;
    add_square(w, &shapes, (int32_t)(seed >> 8) % 1000000, (int32_t)(seed >> 4) % 1000000 - 500000,
               1000 + (int32_t)(seed % 40000));
  }
  add_square(w, &shapes, 90000000, 90000000, 5000); /* far away */
  assert_int_equal(wg_locator_open(&locator, w->context, &shapes), WG_OK);
  int inside = 0, near = 0, none = 0;
  for (int i = 0; i < 3000; i++) {
    seed = seed * 1664525u + 1013904223u;
    wg_point p = {(int32_t)(seed >> 8) % 1200000 - 100000, (int32_t)(seed >> 4) % 1200000 - 600000};
    int64_t expected = -1;
    bool beside;
    for (int64_t s = 0; s < shapes.count; s++) {
      if (wg_shapes_locate(&shapes, s, p) < 0) continue;
      if (expected < 0 || wg_shapes_area2(&shapes, s) < wg_shapes_area2(&shapes, expected)) expected = s;
    }
    int64_t found = wg_locator_find(&locator, p, 20000, &beside);
    if (expected >= 0) {
      assert_int_equal(found, expected);
      assert_false(beside);
      inside++;
    } else if (found >= 0) {
      wg_box box = wg_shapes_box(&shapes, found);
      assert_true(beside);
      assert_true(p.x >= box.min_x - 20000 && p.x <= box.max_x + 20000 && p.y >= box.min_y - 20000 &&
                  p.y <= box.max_y + 20000);
      near++;
    } else {
      none++;
    }
  }
  assert_true(inside > 100 && near > 100 && none > 100);
  bool beside;
  assert_int_equal(wg_locator_find(&locator, (wg_point){90002000, 90002000}, 0, &beside), 400);
  assert_int_equal(wg_locator_find(&locator, (wg_point){90006000, 90002000}, 999, &beside), -1);
  assert_int_equal(wg_locator_find(&locator, (wg_point){90006000, 90002000}, 1000, &beside), 400);
  wg_locator_close(&locator, w->context);
  wg_shapes_free(&shapes, w->context);
}

static void estimates_are_floors_times_footprint(void **state)
{
  (void)state;
  const wg_household_sources s = {.estimate = true, .household_m2 = 100, .floors_default = 2};
  const __int128 m2 = 2000000; /* twice a square metre, in mm² */
  bool assumed;
  assert_int_equal(wg_estimate(&s, 200 * m2, 6, NULL, &assumed), 12);
  assert_false(assumed);
  assert_int_equal(wg_estimate(&s, 125 * m2, 1, NULL, &assumed), 1);
  assert_int_equal(wg_estimate(&s, 150 * m2, 1, NULL, &assumed), 2); /* half up */
  assert_int_equal(wg_estimate(&s, 200 * m2, WG_UNKNOWN, "yes", &assumed), 4);
  assert_true(assumed);
  assert_int_equal(wg_estimate(&s, 200 * m2, 0, "住宅", &assumed), 4);
  assert_true(assumed);
  assert_int_equal(wg_estimate(&s, 40 * m2, 1, NULL, &assumed), 1); /* a small house is one home */
  assert_int_equal(wg_estimate(&s, 29 * m2, 3, NULL, &assumed), 0); /* a shed is none */
  assert_int_equal(wg_estimate(&s, 900 * m2, 3, "Garage", &assumed), 0);
  assert_int_equal(wg_estimate(&s, 900 * m2, 3, "厂房", &assumed), 0);
  assert_false(assumed);
}

/* What mending makes of a text; "" where it leaves it alone. */
static void mends_to(world *w, const char *text, const char *expected, int retyped)
{
  const char *path = in_folder(w, "m.json");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  wg_mended mended;
  assert_int_equal(wg_geojson_mend(&mended, w->context, path), WG_OK);
  if (expected[0] == 0) {
    assert_string_equal(mended.path, "");
    return;
  }
  vsi_l_offset size = 0;
  const char *found = (const char *)VSIGetMemFileBuffer(mended.path, &size, FALSE);
  assert_non_null(found);
  assert_int_equal(size, strlen(expected));
  assert_memory_equal(found, expected, size);
  assert_int_equal(mended.retyped, retyped);
  wg_mended_drop(&mended);
}

static void geojson_is_mended_where_its_meaning_is_clear(void **state)
{
  world *w = *state;
#define COLLECTED(x) "{\"type\":\"FeatureCollection\",\"features\":[" x "]}"
#define BARE(x) "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" x "}"
#define RIGHT "{\"type\":\"Feature\",\"properties\":{\"type\":\"Polygon\",\"a\":\"}[\\\"\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"
  mends_to(w, COLLECTED(RIGHT), "", 0);
  mends_to(w, "[" RIGHT "," RIGHT "]", COLLECTED(RIGHT "," RIGHT), 0);
  mends_to(w, "{\"type\":\"Polygon\",\"coordinates\":[ [[[1,2],[3,4],[5,6],[1,2]]]]}",
           "{\"type\":\"MultiPolygon\",\"coordinates\":[ [[[1,2],[3,4],[5,6],[1,2]]]]}", 1);
  mends_to(w, "{\"coordinates\":[[1,2],[3,4]],\"type\":\"MultiLineString\"}",
           "{\"coordinates\":[[1,2],[3,4]],\"type\":\"LineString\"}", 1);
  mends_to(w, "[{\"type\":\"Point\",\"coordinates\":[1,2]},{\"type\":\"Point\",\"coordinates\":[[3,4]]}]",
           COLLECTED(BARE("{\"type\":\"Point\",\"coordinates\":[1,2]}") ","
                     BARE("{\"type\":\"MultiPoint\",\"coordinates\":[[3,4]]}")), 1);
  mends_to(w, "{\"features\":[" RIGHT "]}", "{\"type\":\"FeatureCollection\",\"features\":[" RIGHT "]}", 0);
  /* nothing that is broken beyond that is touched */
  mends_to(w, "[" RIGHT, "", 0);
  mends_to(w, "[}", "", 0);
  mends_to(w, "no json", "", 0);
  mends_to(w, "{\"type\":\"Polygon", "", 0);
  mends_to(w, "{\"type\":\"Polygon\",\"coordinates\":[]}", "", 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_compared_as_people_mean_them),
      cmocka_unit_test_setup_teardown(the_locator_finds_what_a_plain_search_finds, begin_world, end_world),
      cmocka_unit_test(estimates_are_floors_times_footprint),
      cmocka_unit_test_setup_teardown(geojson_is_mended_where_its_meaning_is_clear, begin_world, end_world),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
