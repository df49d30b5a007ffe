/* wg_system_choose: the rule of interfaces.md, case by case. */
#include "support.h"

static const char *const code[] = {"code:s", NULL};

static wg_status choose(world *w, int epsg, const char *wkt, const char *crs)
{
  const char *const rows[] = {wkt, "1"};
  const char *path = in_folder(w, "communities.gpkg");
  unlink(path);
  write_layer(path, "GPKG", "communities", epsg, code, rows, 1);
  const wg_input input = {.role = "communities", .path = path};
  wg_system_free(&w->system, w->context);
  return wg_system_choose(&w->system, w->context, crs, &input);
}

static void geographic_in_china_takes_the_zone_of_the_nearest_meridian(void **state)
{
  world *w = *state;
  assert_int_equal(choose(w, 4490, "POLYGON((106.1 38.4,106.3 38.4,106.3 38.5,106.1 38.4))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4544"); /* CM 105E */
  assert_int_equal(choose(w, 4326, "POLYGON((113.2 23.1,113.3 23.1,113.3 23.2,113.2 23.1))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4547"); /* CM 114E */
  assert_int_equal(w->system.epsg, 4547);
  assert_says(w->system.title, "CM 114E");
}

static void geographic_elsewhere_takes_utm(void **state)
{
  world *w = *state;
  assert_int_equal(choose(w, 4326, "POLYGON((103.8 1.3,103.9 1.3,103.9 1.4,103.8 1.3))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:32648");
  assert_int_equal(choose(w, 4326, "POLYGON((151.2 -33.9,151.3 -33.9,151.3 -33.8,151.2 -33.9))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:32756");
}

static void projected_in_metres_is_kept_and_its_lower_left_is_floored_to_kilometres(void **state)
{
  world *w = *state;
  assert_int_equal(choose(w, 4547, "POLYGON((501999 2567001,502500 2567001,502500 2568000,501999 2567001))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4547");
  assert_int_equal(w->system.origin_x_m, 501000);
  assert_int_equal(w->system.origin_y_m, 2567000);
  /* Formally northing, easting; the data is easting, northing, below zero. */
  assert_int_equal(choose(w, 6677, "POLYGON((-14395.5 -41847,-14000 -41847,-14000 -41000,-14395.5 -41847))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:6677");
  assert_int_equal(w->system.origin_x_m, -15000);
  assert_int_equal(w->system.origin_y_m, -42000);
}

static void web_mercator_is_not_kept(void **state)
{
  world *w = *state;
  assert_int_equal(choose(w, 3857, "POLYGON((12600000 2640000,12601000 2640000,12601000 2641000,12600000 2640000))", NULL), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4547");
}

static void more_than_three_degrees_ask_for_a_system(void **state)
{
  world *w = *state;
  const char *wide = "POLYGON((104 38,108 38,108 39,104 38))";
  assert_int_equal(choose(w, 4490, wide, NULL), WG_MISUSE);
  assert_says(wg_message(w->context), "--crs");
  assert_int_equal(choose(w, 4490, wide, "EPSG:4544"), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4544");
}

static void a_system_in_degrees_is_refused(void **state)
{
  world *w = *state;
  const char *area = "POLYGON((106.1 38.4,106.3 38.4,106.3 38.5,106.1 38.4))";
  assert_int_equal(choose(w, 4490, area, "EPSG:4490"), WG_MISUSE);
  assert_int_equal(choose(w, 4490, area, "EPSG:999999"), WG_NO_CRS);
  assert_int_equal(choose(w, 4490, area, "/etc/hostname"), WG_NO_CRS);
  assert_says(wg_message(w->context), "EPSG:4547");
}

static void one_misplaced_community_moves_neither_zone_nor_origin(void **state)
{
  world *w = *state;
  const char *const rows[] = {"POLYGON((0 0,0.1 0,0.1 0.1,0 0))", "1",
                              "POLYGON((106.1 38.4,106.3 38.4,106.3 38.5,106.1 38.4))", "2",
                              "POLYGON((106.2 38.4,106.3 38.4,106.3 38.5,106.2 38.4))", "3"};
  const char *path = in_folder(w, "communities.gpkg");
  write_layer(path, "GPKG", "communities", 4490, code, rows, 3);
  const wg_input input = {.role = "communities", .path = path};
  assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &input), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4544");
  assert_int_equal(w->system.origin_y_m, 4252000);
}

static void without_a_system_the_extent_tells_candidates(void **state)
{
  world *w = *state;
  static const struct {
    const char *wkt, *candidate;
  } cases[] = {{"POLYGON((106.1 38.4,106.3 38.4,106.3 38.5,106.1 38.4))", "EPSG:4490"},
               {"POLYGON((38500000 2560000,38501000 2560000,38501000 2561000,38500000 2560000))", "EPSG:4526"},
               {"POLYGON((20500000 2560000,20501000 2560000,20501000 2561000,20500000 2560000))", "EPSG:4498"},
               {"POLYGON((500000 2560000,501000 2560000,501000 2561000,500000 2560000))", "EPSG:4547"},
               {"POLYGON((12600000 2640000,12601000 2640000,12601000 2641000,12600000 2640000))", "EPSG:3857"},
               {"POLYGON((2560000 500000,2561000 500000,2561000 501000,2560000 500000))", "EPSG:4547,yx"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(choose(w, 0, cases[i].wkt, NULL), WG_NO_CRS);
    assert_says(wg_message(w->context), cases[i].candidate);
    assert_says(wg_message(w->context), "--crs-of communities=EPSG:");
    assert_says(wg_message(w->context), "communities.gpkg");
  }
}

/* Expected values: PROJ's own cs2cs EPSG:4547 → EPSG:4326 for 500 km east, 2,560 km north, which lies
 * on the central meridian. */
static void to_lonlat_goes_back_to_the_meridian(void **state)
{
  world *w = *state;
  use_4547(w, 500000, 2560000);
  const wg_point points[] = {{0, 0}, {1000, 0}};
  double longitude[2], latitude[2];
  assert_int_equal(wg_system_to_lonlat(&w->system, w->context, points, 2, longitude, latitude), WG_OK);
  assert_true(longitude[0] > 114 - 1e-9 && longitude[0] < 114 + 1e-9);
  assert_true(latitude[0] > 23.13 && latitude[0] < 23.15);
  assert_true(longitude[1] > 114.00000970 && longitude[1] < 114.00000985); /* 1 m at 23.1° N */
}

static void keep_warning(void *user, wg_log_level level, const char *text)
{
  if (level == WG_LOG_WARNING) snprintf(user, 512, "%s", text);
}

static void a_datum_whose_shift_is_unknown_is_warned_of(void **state)
{
  world *w = *state;
  char warning[512] = "";
  const char *area = "POLYGON((106.1 38.4,106.3 38.4,106.3 38.5,106.1 38.4))";
  wg_context_set_log(w->context, keep_warning, warning);
  assert_int_equal(choose(w, 4490, area, NULL), WG_OK);
  assert_int_equal(choose(w, 4326, area, NULL), WG_OK);
  assert_string_equal(warning, "");
  assert_int_equal(choose(w, 4610, area, NULL), WG_OK); /* Xi'an 1980 */
  assert_says(warning, "Xian 1980");
  assert_says(warning, "100 m");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(geographic_in_china_takes_the_zone_of_the_nearest_meridian),
      TEST(geographic_elsewhere_takes_utm),
      TEST(projected_in_metres_is_kept_and_its_lower_left_is_floored_to_kilometres),
      TEST(web_mercator_is_not_kept),
      TEST(more_than_three_degrees_ask_for_a_system),
      TEST(a_system_in_degrees_is_refused),
      TEST(one_misplaced_community_moves_neither_zone_nor_origin),
      TEST(without_a_system_the_extent_tells_candidates),
      TEST(to_lonlat_goes_back_to_the_meridian),
      TEST(a_datum_whose_shift_is_unknown_is_warned_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
