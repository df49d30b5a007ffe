/* Datums of web maps; every CGCS2000 code and both orders of the axes. */
#include "support.h"

#include <math.h>

#include "../../geodata/src/datum.h"

/* Expected values: the example of the README of the JavaScript library coordtransform, which
 * implements the same formulas, for 116.404, 39.915. */
static void the_formulas_give_the_published_example(void **state)
{
  (void)state;
  double x = 116.404, y = 39.915;
  wg_datum_apply(WG_DATUM_GCJ02, &x, &y, 1);
  assert_true(fabs(x - 116.41024449916938) < 1e-9 && fabs(y - 39.91640428150164) < 1e-9);
  /* BD-09 of that place is the example's GCJ-02 → BD-09 step away; it is 116.41036949, 39.92133699 for
   * a place that bears 116.404, 39.915 in GCJ-02. */
  x = 116.404, y = 39.915;
  wg_datum_undo(WG_DATUM_GCJ02, &x, &y, 1);
  wg_datum_apply(WG_DATUM_BD09, &x, &y, 1);
  assert_true(fabs(x - 116.41036949371029) < 1e-8 && fabs(y - 39.92133699351021) < 1e-8);
}

static void undoing_is_exact_everywhere(void **state)
{
  (void)state;
  for (int d = WG_DATUM_GCJ02; d <= WG_DATUM_BD09; d++)
    for (double x = 73; x < 136; x += 0.83)
      for (double y = 2; y < 54; y += 0.71) {
        double there_x = x, there_y = y;
        wg_datum_apply((wg_datum)d, &there_x, &there_y, 1);
        assert_true(fabs(there_x - x) > 1e-5 || fabs(there_y - y) > 1e-5);
        wg_datum_undo((wg_datum)d, &there_x, &there_y, 1);
        if (!(fabs(there_x - x) < 1e-8 && fabs(there_y - y) < 1e-8))
          fail_msg("%f %f comes back as %.10f %.10f", x, y, there_x, there_y);
      }
  double far_x = 139.7, far_y = 35.6, no_x = NAN, no_y = INFINITY;
  wg_datum_undo(WG_DATUM_BD09, &far_x, &far_y, 1);
  assert_true(far_x == 139.7 && far_y == 35.6);
  wg_datum_undo(WG_DATUM_BD09, &no_x, &no_y, 1);
  assert_true(isnan(no_x));
}

static void names_of_datums_are_known(void **state)
{
  (void)state;
  wg_datum datum;
  assert_true(wg_datum_named("gcj-02", &datum) && datum == WG_DATUM_GCJ02);
  assert_true(wg_datum_named("ＢＤ09", &datum) && datum == WG_DATUM_BD09);
  assert_false(wg_datum_named("EPSG:4490", &datum));
}

/* --- every code -------------------------------------------------------------------------------- */

static const char *const columns[] = {"code:s", NULL};

/* The place in a system, east first, by PROJ alone. */
static void project(int epsg, double longitude, double latitude, double *east, double *north)
{
  OGRSpatialReferenceH from = OSRNewSpatialReference(NULL), to = OSRNewSpatialReference(NULL);
  OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
  OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
  OSRImportFromEPSG(from, 4490);
  OSRImportFromEPSG(to, epsg);
  OGRCoordinateTransformationH way = OCTNewCoordinateTransformation(from, to);
  *east = longitude, *north = latitude;
  assert_int_equal(OCTTransform(way, 1, east, north, NULL), TRUE);
  OCTDestroyCoordinateTransformation(way);
  OSRDestroySpatialReference(from);
  OSRDestroySpatialReference(to);
}

/* Reads a triangle that begins there and gives longitude and latitude of its first point. */
static void read_back(world *w, int epsg, bool swapped, double x, double y, double size, double place[2])
{
  char wkt[256], asked[32];
  snprintf(wkt, sizeof wkt, "POLYGON((%.10f %.10f,%.10f %.10f,%.10f %.10f,%.10f %.10f))", x, y, x + size, y,
           x, y + size, x, y);
  const char *const rows[] = {wkt, "1"};
  const char *path = in_folder(w, "c.gpkg");
  unlink(path);
  write_layer(path, "GPKG", "c", epsg, columns, rows, 1);
  snprintf(asked, sizeof asked, "EPSG:%d,yx", epsg);
  const wg_input input = {.role = "communities", .path = path, .crs = swapped ? asked : NULL};
  const wg_fields fields = {0};
  wg_communities out;
  wg_system_free(&w->system, w->context);
  if (wg_system_choose(&w->system, w->context, NULL, &input) != WG_OK ||
      wg_read_communities(&out, w->context, &input, &fields, &w->system, &w->findings, &w->reading) != WG_OK)
    fail_msg("EPSG:%d: %s", epsg, wg_message(w->context));
  double longitude[3], latitude[3];
  assert_int_equal(wg_system_to_lonlat(&w->system, w->context, out.shapes.points, 3, longitude, latitude), WG_OK);
  place[0] = longitude[0], place[1] = latitude[0];
  for (int i = 1; i < 3; i++) /* the corner of the right angle is the least of both */
    place[0] = fmin(place[0], longitude[i]), place[1] = fmin(place[1], latitude[i]);
  wg_communities_free(&out, w->context);
}

static void every_code_of_cgcs2000_is_read_in_both_orders(void **state)
{
  world *w = *state;
  for (int epsg = 4490; epsg <= 4554; epsg++) {
    int meridian = epsg == 4490  ? 114
                   : epsg < 4502 ? 6 * (epsg - 4491 + 13) - 3
                   : epsg < 4513 ? 75 + 6 * (epsg - 4502)
                   : epsg < 4534 ? 75 + 3 * (epsg - 4513)
                                 : 75 + 3 * (epsg - 4534);
    double east, north, place[2], size = epsg == 4490 ? 0.01 : 1000;
    project(epsg, meridian, 36.5, &east, &north);
    for (int swapped = 0; swapped < 2; swapped++) {
      read_back(w, epsg, swapped, swapped ? north : east, swapped ? east : north, size, place);
      if (!(fabs(place[0] - meridian) < 2e-7 && fabs(place[1] - 36.5) < 2e-5))
        fail_msg("EPSG:%d%s: %.8f %.8f instead of %d 36.5", epsg, swapped ? ",yx" : "", place[0], place[1], meridian);
    }
  }
}

static void what_bears_a_datum_is_put_right_on_request(void **state)
{
  world *w = *state;
  double x = 106.2, y = 38.45;
  char wkt[256];
  wg_datum_apply(WG_DATUM_BD09, &x, &y, 1);
  snprintf(wkt, sizeof wkt, "POINT(%.10f %.10f)", x, y);
  const char *const rows[] = {wkt, "1"};
  const wg_fields fields = {0};
  wg_buildings out;
  double longitude, latitude;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "buildings", .path = in_folder(w, "b.gpkg"), .crs = "BD09"};
  write_layer(input.path, "GPKG", "b", 4326, columns, rows, 1);
  assert_int_equal(wg_read_buildings(&out, w->context, &input, &fields, &w->system, &w->findings, &w->reading), WG_OK);
  assert_string_equal(w->reading.crs, "BD09");
  assert_int_equal(wg_system_to_lonlat(&w->system, w->context, out.shapes.points, 1, &longitude, &latitude), WG_OK);
  if (!(fabs(longitude - 106.2) < 2e-8 && fabs(latitude - 38.45) < 2e-8)) fail_msg("%.9f %.9f", longitude, latitude);
  wg_buildings_free(&out, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_formulas_give_the_published_example),
      cmocka_unit_test(undoing_is_exact_everywhere),
      cmocka_unit_test(names_of_datums_are_known),
      TEST(every_code_of_cgcs2000_is_read_in_both_orders),
      TEST(what_bears_a_datum_is_put_right_on_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
