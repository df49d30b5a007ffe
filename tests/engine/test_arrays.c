/* Inputs from memory: the same plan as from files, results in the caller's order, arrays that make
 * no sense refused with a sentence. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/arrays.h"

typedef struct fixture {
  wg_context *context;
  arrays a;
  wg_plan_options options;
} fixture;

static int begin(void **state)
{
  fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  assert_int_equal(wg_context_new(&f->context, NULL), WG_OK);
  arrays_make(&f->a);
  f->options = arrays_options(&f->a);
  *state = f;
  return 0;
}

static int end(void **state)
{
  fixture *f = *state;
  wg_context_free(f->context);
  free(f);
  return 0;
}

static void make(fixture *f, wg_plan *plan, wg_result *result, const char *crs)
{
  wg_status status = wg_plan_make(plan, f->context, &f->options);
  if (status != WG_OK) print_error("%s\n", wg_message(f->context));
  assert_int_equal(status, WG_OK);
  assert_int_equal(wg_plan_result(result, f->context, plan, crs), WG_OK);
}

static void unmake(fixture *f, wg_plan *plan, wg_result *result)
{
  wg_result_free(result, f->context);
  wg_plan_free(plan, f->context);
}

static double ring_area(const wg_result *r, int64_t ring)
{
  double sum = 0;
  int64_t first = r->point_start[ring], count = r->point_start[ring + 1] - first;
  for (int64_t i = 0; i < count; i++) {
    const double *a = r->xy + 2 * (first + i), *b = r->xy + 2 * (first + (i + 1) % count);
    const double *o = r->xy + 2 * first;
    sum += ((a[0] - o[0]) * (b[1] - o[1]) - (b[0] - o[0]) * (a[1] - o[1])) / 2;
  }
  return sum;
}

static void results_are_in_the_order_of_the_inputs(void **state)
{
  fixture *f = *state;
  wg_plan plan;
  wg_result r;
  make(f, &plan, &r, NULL);
  assert_int_equal(r.building_count, ARRAYS_BUILDINGS);
  int64_t households = 0;
  for (int i = 0; i < ARRAYS_BUILDINGS; i++) {
    int32_t grid = r.grid_of_building[i];
    assert_in_range(grid, 0, r.grid_count - 1);
    /* the first five rows lie in the first row of the communities, east of 400 m */
    assert_int_equal(r.grids[grid].community, i < 5 ? 0 : 1);
    assert_memory_equal(r.grids[grid].code, f->a.codes[i < 5 ? 0 : 1], 12);
    if (f->a.households[i] > 0) households += f->a.households[i];
  }
  double area = 0, rings = 0;
  for (int32_t g = 0; g < r.grid_count; g++) {
    households -= r.grids[g].households;
    area += r.grids[g].area_m2;
    for (int64_t ring = r.ring_start[g]; ring < r.ring_start[g + 1]; ring++) {
      double own = ring_area(&r, ring);
      assert_int_equal(r.hole[ring], own < 0);
      rings += own;
    }
    assert_true(r.grids[g].inner_x > ARRAYS_EAST && r.grids[g].inner_x < ARRAYS_EAST + 800);
  }
  assert_int_equal(households, 0);
  assert_true(fabs(area - 320000) < 1e-6);
  assert_true(fabs(rings - 320000) < 0.01);
  for (int64_t i = 0; i < r.finding_count; i++) {
    assert_true(r.findings[i].code[0] != 0 && r.findings[i].reason[0] != 0);
    if (strcmp(r.findings[i].code, "households_unknown") == 0)
      assert_string_equal(r.findings[i].subject, "G");
  }
  unmake(f, &plan, &r);
}

/* The same two houses as an exempt area and as a compound, from arrays. */
static void zones_come_from_arrays_too(void **state)
{
  fixture *f = *state;
  wg_plan plan;
  wg_result r;
  f->options.exempt_areas = (wg_source_file){.crs = "EPSG:4547", .memory = &f->a.zones};
  f->options.compounds = f->options.exempt_areas;
  make(f, &plan, &r, NULL);
  const wg_result_grid *grid = &r.grids[r.grid_of_building[0]];
  assert_int_equal(r.grid_of_building[1], r.grid_of_building[0]);
  assert_int_not_equal(r.grid_of_building[2], r.grid_of_building[0]);
  assert_int_equal(grid->kind, WG_GRID_EXEMPT);
  assert_string_equal(grid->name, "实验小学");
  assert_int_equal(grid->buildings, 2);
  int empty = 0;
  for (int64_t i = 0; i < r.finding_count; i++)
    empty += strcmp(r.findings[i].code, "zone_without_buildings") == 0;
  assert_int_equal(empty, 2); /* as area, and as outline */
  unmake(f, &plan, &r);
}

static void results_come_in_longitude_and_latitude_too(void **state)
{
  fixture *f = *state;
  wg_plan plan;
  wg_result r;
  make(f, &plan, &r, "EPSG:4326");
  int64_t points = r.point_start[r.ring_start[r.grid_count]];
  for (int64_t p = 0; p < points; p++) {
    assert_true(fabs(r.xy[2 * p] - 114) < 0.1); /* the central meridian */
    assert_true(fabs(r.xy[2 * p + 1] - 37.5) < 0.1);
  }
  unmake(f, &plan, &r);
  /* and as an input */
  static const double lonlat[] = {114, 37.5, 114.004, 37.5, 114.004, 37.504, 114, 37.504};
  static const double house[] = {114.002, 37.502};
  static const char *const code[] = {"1"};
  static const int32_t count[] = {400};
  static const int64_t start[] = {0, 4};
  const wg_memory_column c = {.name = "code", .texts = code};
  const wg_memory_column h = {.name = "households", .integers = count};
  const wg_memory_layer area = {
      .count = 1, .point_start = start, .xy = lonlat, .columns = &c, .column_count = 1};
  const wg_memory_layer houses = {.count = 1, .xy = house, .columns = &h, .column_count = 1};
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  options.communities = (wg_source_file){.crs = "EPSG:4490", .memory = &area};
  options.buildings = (wg_source_file){.crs = "EPSG:4490", .memory = &houses};
  f->options = options;
  make(f, &plan, &r, "EPSG:4490");
  assert_string_equal(plan.system.name, "EPSG:4547");
  assert_int_equal(r.grid_count, 1);
  assert_int_equal(r.grids[0].households, 400);
  assert_true(fabs(r.xy[0] - 114.002) < 0.0021 && fabs(r.xy[1] - 37.502) < 0.0021);
  unmake(f, &plan, &r);
}

/* --- the same from a file --------------------------------------------------------------------- */

static void write_features(const char *path, const wg_memory_layer *layer, bool lines)
{
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::4547\"}},\"features\":[",
        file);
  for (int64_t i = 0; i < layer->count; i++) {
    fprintf(file, "%s{\"type\":\"Feature\",\"properties\":{\"\":0", i > 0 ? "," : "");
    for (int32_t c = 0; c < layer->column_count; c++) {
      const wg_memory_column *column = &layer->columns[c];
      if (column->texts != NULL)
        fprintf(file, ",\"%s\":\"%s\"", column->name, column->texts[i]);
      else if (column->integers[i] == WG_UNKNOWN)
        fprintf(file, ",\"%s\":null", column->name);
      else
        fprintf(file, ",\"%s\":%d", column->name, column->integers[i]);
    }
    fprintf(file, "},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s",
            lines ? "LineString" : "Polygon", lines ? "[" : "[[");
    int64_t first = layer->point_start[i], count = layer->point_start[i + 1] - first;
    for (int64_t p = 0; p < count + (lines ? 0 : 1); p++)
      fprintf(file, "%s[%.3f,%.3f]", p > 0 ? "," : "", layer->xy[2 * (first + p % count)],
              layer->xy[2 * (first + p % count) + 1]);
    fputs(lines ? "]}}" : "]]}}", file);
  }
  fputs("]}", file);
  fclose(file);
}

static void files_and_arrays_give_the_same_plan(void **state)
{
  fixture *f = *state;
  wg_plan plan[2];
  wg_result r[2];
  char folder[] = "/tmp/wangge_arrays_XXXXXX", path[3][64];
  static const char *const names[] = {"c.geojson", "b.geojson", "r.geojson"};
  assert_non_null(mkdtemp(folder));
  for (int i = 0; i < 3; i++) snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
  write_features(path[0], &f->a.communities, false);
  write_features(path[1], &f->a.buildings, false);
  write_features(path[2], &f->a.barriers, true);
  make(f, &plan[0], &r[0], NULL);
  f->options.communities = (wg_source_file){.path = path[0]};
  f->options.buildings = (wg_source_file){.path = path[1]};
  f->a.barrier_source = (wg_source_file){.path = path[2]};
  make(f, &plan[1], &r[1], NULL); /* the crossing still from memory */
  assert_int_equal(r[0].grid_count, r[1].grid_count);
  assert_memory_equal(r[0].grid_of_building, r[1].grid_of_building,
                      ARRAYS_BUILDINGS * sizeof(int32_t));
  for (int32_t g = 0; g < r[0].grid_count; g++) {
    assert_string_equal(r[0].grids[g].code, r[1].grids[g].code);
    assert_int_equal(r[0].grids[g].households, r[1].grids[g].households);
    assert_string_equal(r[0].grids[g].reason, r[1].grids[g].reason);
  }
  assert_int_equal(plan[0].outlines.point_count, plan[1].outlines.point_count);
  assert_memory_equal(plan[0].outlines.points, plan[1].outlines.points,
                      (size_t)plan[0].outlines.point_count * sizeof(wg_point));
  assert_int_equal(r[0].finding_count, r[1].finding_count);
  for (int i = 0; i < 2; i++) unmake(f, &plan[i], &r[i]);
  for (int i = 0; i < 3; i++) remove(path[i]);
  rmdir(folder);
}

/* --- geometry of every sort --------------------------------------------------------------------
 */

static void bad_geometry_is_repaired_or_named(void **state)
{
  fixture *f = *state;
  wg_plan plan;
  wg_result r;
  /* a bow tie; a point at infinity; nothing; a ring of two parts with a hole, clockwise */
  const double e = ARRAYS_EAST, n = ARRAYS_NORTH;
  const double xy[] = {e + 20,   n + 20, e + 40, n + 40, e + 40, n + 20, e + 20, n + 40,
                       INFINITY, n,      e + 60, n + 60, e + 60, n + 90, e + 90, n + 90,
                       e + 90,   n + 60, e + 70, n + 70, e + 80, n + 70, e + 80, n + 80};
  static const int64_t rings[] = {0, 1, 2, 2, 4}, points[] = {0, 4, 5, 9, 12};
  static const uint8_t hole[] = {0, 0, 0, 1};
  static const char *const ids[] = {"bow", "far", "none", "ring"};
  static const double households[] = {100, 20, NAN, 250.4};
  const wg_memory_column columns[] = {{.name = "building_id", .texts = ids},
                                      {.name = "户数", .reals = households}};
  const wg_memory_layer buildings = {.count = 4,
                                     .ring_start = rings,
                                     .point_start = points,
                                     .hole = hole,
                                     .xy = xy,
                                     .columns = columns,
                                     .column_count = 2};
  f->options.buildings.memory = &buildings;
  make(f, &plan, &r, NULL);
  static const char *const expected[] = {"geometry_repaired",   "geometry_refused",
                                         "geometry_null",       "households_unknown",
                                         "households_fraction", "building_outside"};
  for (size_t e_ = 0; e_ < sizeof expected / sizeof *expected; e_++) {
    bool found = false;
    for (int64_t i = 0; i < r.finding_count; i++)
      found |= strcmp(r.findings[i].code, expected[e_]) == 0;
    if (!found) print_error("no finding %s\n", expected[e_]);
    assert_true(found);
  }
  assert_true(r.grid_of_building[0] >= 0 && r.grid_of_building[3] >= 0);
  assert_int_equal(r.grid_of_building[1], -1);
  assert_int_equal(r.grid_of_building[2], -1);
  assert_int_equal(r.grids[r.grid_of_building[0]].households, 350);
  unmake(f, &plan, &r);
}

static void refuses(fixture *f, wg_status expected, const char *said)
{
  wg_plan plan;
  assert_int_equal(wg_plan_make(&plan, f->context, &f->options), expected);
  if (strstr(wg_message(f->context), said) == NULL) print_error("'%s'\n", wg_message(f->context));
  assert_non_null(strstr(wg_message(f->context), said));
  assert_null(plan.grids);
  assert_int_equal(plan.communities.shapes.count, 0);
}

static void arrays_without_sense_are_refused(void **state)
{
  fixture *f = *state;
  const wg_memory_layer good = f->a.buildings;
  static const int64_t late[] = {1, 4}, falling[] = {0, 8, 4, 12, 16, 20, 24, 28, 32, 36};
  static const uint8_t kinds[ARRAYS_BUILDINGS] = {3, 3, 9};
  f->a.buildings.point_start = late;
  refuses(f, WG_MISUSE, "point_start");
  f->a.buildings.point_start = falling;
  refuses(f, WG_MISUSE, "point_start");
  f->a.buildings = good;
  f->a.buildings.ring_start = late;
  refuses(f, WG_MISUSE, "ring_start");
  f->a.buildings = good;
  f->a.buildings.xy = NULL;
  refuses(f, WG_MISUSE, "xy is missing");
  f->a.buildings = good;
  f->a.buildings.count = -1;
  refuses(f, WG_MISUSE, "negative");
  f->a.buildings = good;
  f->a.buildings.kind = kinds;
  refuses(f, WG_MISUSE, "kind");
  f->a.buildings = good;
  f->a.building_columns[1].texts = f->a.ids;
  refuses(f, WG_MISUSE, "'households' of the buildings has 2 arrays");
  f->a.building_columns[1] = (wg_memory_column){.integers = f->a.households};
  refuses(f, WG_MISUSE, "no name");
}

static void what_is_missing_is_named(void **state)
{
  fixture *f = *state;
  f->options.buildings.crs = NULL;
  refuses(f, WG_NO_CRS, "buildings");
  f->options.buildings.crs = "EPSG:4547";
  f->a.buildings.count = 0;
  refuses(f, WG_EMPTY, "buildings");
  f->options.buildings.memory = NULL;
  refuses(f, WG_MISUSE, "buildings");
}

static bool stop(void *user, const char *stage, int64_t done, int64_t total)
{
  int *calls = user;
  (void)stage, (void)done, (void)total;
  return --*calls > 0;
}

static void a_run_can_be_stopped_anywhere(void **state)
{
  fixture *f = *state;
  wg_status status = WG_CANCELLED;
  int most = 0;
  for (; status == WG_CANCELLED; most++) {
    wg_context *context;
    wg_plan plan;
    int calls = most + 1;
    assert_int_equal(wg_context_new(&context, NULL), WG_OK);
    wg_context_set_progress(context, stop, &calls);
    status = wg_plan_make(&plan, context, &f->options);
    if (status == WG_CANCELLED) assert_string_equal(wg_message(context), "Cancelled.");
    if (status == WG_OK) wg_plan_free(&plan, context);
    wg_context_free(context);
    assert_true(most < 1000);
  }
  assert_int_equal(status, WG_OK);
  assert_true(most > 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
  const struct CMUnitTest tests[] = {
      TEST(results_are_in_the_order_of_the_inputs),
      TEST(zones_come_from_arrays_too),
      TEST(results_come_in_longitude_and_latitude_too),
      TEST(files_and_arrays_give_the_same_plan),
      TEST(bad_geometry_is_repaired_or_named),
      TEST(arrays_without_sense_are_refused),
      TEST(what_is_missing_is_named),
      TEST(a_run_can_be_stopped_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
