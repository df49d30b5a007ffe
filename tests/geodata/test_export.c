/* wg_export_layer: every layer with the fields that interfaces.md fixes. */
#include "support.h"

#include "geodata/database.h"
#include "geodata/export.h"
#include "geodata/sha256.h"

static wg_text text(world *w, wg_texts *texts, const char *value)
{
  wg_text out;
  assert_int_equal(wg_texts_add(texts, w->context, value, -1, &out), WG_OK);
  return out;
}

static void add_square(world *w, wg_shapes *shapes, int32_t x, int32_t size)
{
  const wg_point corners[] = {{x, 0}, {x + size, 0}, {x + size, size}, {x, size}};
  assert_int_equal(wg_shapes_begin(shapes, w->context, WG_SHAPE_AREA), WG_OK);
  assert_int_equal(wg_shapes_begin_ring(shapes, w->context), WG_OK);
  for (int i = 0; i < 4; i++) assert_int_equal(wg_shapes_add_point(shapes, w->context, corners[i]), WG_OK);
}

static void add_building(world *w, wg_plan *plan, const char *id, const char *compound, int32_t households)
{
  int64_t row;
  wg_buildings *b = &plan->buildings;
  assert_int_equal(wg_buildings_append(b, w->context, &row), WG_OK);
  add_square(w, &b->shapes, (int32_t)row * 20000, 9000);
  b->id[row] = text(w, &b->texts, id);
  b->compound[row] = compound != NULL ? text(w, &b->texts, compound) : WG_NO_TEXT;
  b->households[row] = households;
  b->source[row] = households < 0 ? WG_HOUSEHOLDS_UNKNOWN : WG_HOUSEHOLDS_GIVEN;
  b->community[row] = row < 3 ? 0 : -1;
}

/* One community, one grid of 100 m, four buildings (the last a leftover), one of each other thing. */
static void make_plan(world *w, wg_plan *plan)
{
  static int32_t grid_of[] = {0, 0, 0, -1}, unit_of[] = {0, 0, 1, -1};
  int64_t row;
  memset(plan, 0, sizeof *plan);
  use_4547(w, 500000, 2560000);
  plan->system = w->system;
  memset(&w->system, 0, sizeof w->system);
  strcpy(plan->date, "2026-01-31");
  assert_int_equal(wg_communities_append(&plan->communities, w->context, &row), WG_OK);
  add_square(w, &plan->communities.shapes, 0, 100000);
  plan->communities.code[0] = text(w, &plan->communities.texts, "640106001001");
  plan->communities.name[0] = text(w, &plan->communities.texts, "滨河社区");
  add_building(w, plan, "B-1", "幸福里", 200);
  add_building(w, plan, "B-2", " 幸福里", 199);
  add_building(w, plan, "B-3", NULL, WG_UNKNOWN);
  add_building(w, plan, "B-4", "外面", 5);
  assert_int_equal(wg_barriers_append(&plan->barriers, w->context, &row), WG_OK);
  add_square(w, &plan->barriers.shapes, 0, 5000);
  plan->barriers.kind[0] = text(w, &plan->barriers.texts, "river");
  plan->barriers.class_[0] = WG_BARRIER_HARD;
  assert_int_equal(wg_allocate(w->context, &plan->results, 1, sizeof *plan->results), WG_OK);
  plan->results[0] = (wg_community_result){.households = 399, .buildings = 3, .buildings_unknown = 1,
                                           .grids_min = 1, .grids_max = 1, .grids = 1, .in_range = 1};
  assert_int_equal(wg_allocate(w->context, &plan->grids, 1, sizeof *plan->grids), WG_OK);
  plan->grid_count = 1;
  plan->grids[0] = (wg_grid){.sequence = 1, .households = 399, .persons = WG_UNKNOWN, .buildings = 3,
                             .buildings_unknown = 1, .area2_mm2 = 20000000000, .perimeter_mm = 400000,
                             .reason = WG_NO_TEXT};
  plan->grids[0].code = text(w, &plan->texts, "640106001001001");
  plan->grids[0].name = text(w, &plan->texts, "第一网格");
  add_square(w, &plan->outlines, 0, 100000);
  assert_int_equal(wg_allocate(w->context, &plan->grid_of_building, 4, 4), WG_OK);
  assert_int_equal(wg_allocate(w->context, &plan->unit_of_building, 4, 4), WG_OK);
  memcpy(plan->grid_of_building, grid_of, sizeof grid_of);
  memcpy(plan->unit_of_building, unit_of, sizeof unit_of);
  assert_int_equal(wg_allocate(w->context, &plan->units, 2, sizeof *plan->units), WG_OK);
  plan->unit_count = 2;
  plan->units[0].households = 399;
  wg_finding *finding;
  assert_int_equal(wg_findings_add(&plan->findings, w->context, WG_FINDING_BUILDING_OUTSIDE, &finding), WG_OK);
  finding->building = 3;
  finding->subject = text(w, &plan->findings.texts, "B-4");
}

static char *export_text(world *w, const wg_plan *plan, wg_layer layer, const char *name)
{
  const wg_export_options options = {0};
  static char bytes[8192];
  const char *path = in_folder(w, name);
  if (wg_export_layer(w->context, plan, layer, path, &options) != WG_OK)
    fail_msg("%s: %s", name, wg_message(w->context));
  FILE *file = fopen(path, "rb");
  size_t size = fread(bytes, 1, sizeof bytes - 1, file);
  bytes[size] = 0;
  fclose(file);
  return bytes;
}

static void tables_have_the_fixed_columns_in_order(void **state)
{
  world *w = *state;
  wg_plan plan;
  make_plan(w, &plan);
  assert_string_equal(
      export_text(w, &plan, WG_LAYER_BUILDING, "building.csv"),
      "building_id,community_code,grid_code,households,households_source,compound\n"
      "B-1,\"640106001001\",\"640106001001001\",200,given,幸福里\n"
      "B-2,\"640106001001\",\"640106001001001\",199,given, 幸福里\n"
      "B-3,\"640106001001\",\"640106001001001\",,unknown,\n"
      "B-4,,,5,given,外面\n");
  assert_string_equal(
      export_text(w, &plan, WG_LAYER_GRID, "grid.csv"),
      "code,name,community_code,community_name,kind,households,households_estimated,persons,buildings,"
      "buildings_unknown,status,reason,proof,area_m2,perimeter_m,compactness,officer,valid_from,valid_to\n"
      "\"640106001001001\",第一网格,\"640106001001\",滨河社区,base,399,0,,3,1,ok,,none,10000,400,"
      "0.785398163397448,,2026-01-31,\n");
  assert_string_equal(
      export_text(w, &plan, WG_LAYER_COMMUNITY, "community.csv"),
      "code,name,households,buildings,buildings_unknown,grids_min,grids_max,grids,in_range,proof\n"
      "\"640106001001\",滨河社区,399,3,1,1,1,1,1,none\n");
  assert_string_equal(
      export_text(w, &plan, WG_LAYER_FINDING, "finding.csv"),
      "id,code,severity,community_code,grid_code,building_id,subject,reason,remedy,proof\n"
      "1,building_outside,warning,,,B-4,B-4,,,none\n");
  assert_string_equal(export_text(w, &plan, WG_LAYER_BARRIER, "barrier.csv"),
                      "kind,class,name,factor\nriver,hard,,\n");
  assert_string_equal(export_text(w, &plan, WG_LAYER_COMPOUND, "compound.csv"),
                      "name,community_code,households,buildings,buildings_unknown,grids\n"
                      "幸福里,\"640106001001\",399,2,0,1\n");
  assert_string_equal(export_text(w, &plan, WG_LAYER_UNIT, "unit.csv"),
                      "id,community_code,grid_code,households\n"
                      "1,\"640106001001\",\"640106001001001\",399\n"
                      "2,\"640106001001\",\"640106001001001\",0\n");
  wg_plan_free(&plan, w->context);
}

static void a_shapefile_has_the_fixed_short_names(void **state)
{
  world *w = *state;
  static const char *const names[] = {"CODE", "NAME", "COMM_CODE", "COMM_NAME", "KIND", "HOUSEHOLDS", "HH_EST",
                                      "PERSONS", "BUILDINGS", "BLD_UNK", "STATUS", "REASON", "PROOF", "AREA_M2",
                                      "PERIM_M", "COMPACT", "OFFICER", "VALID_FROM", "VALID_TO"};
  const wg_export_options options = {0};
  wg_plan plan;
  make_plan(w, &plan);
  const char *path = in_folder(w, "grid.shp");
  assert_int_equal(wg_export_layer(w->context, &plan, WG_LAYER_GRID, path, &options), WG_OK);
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRLayerH layer = GDALDatasetGetLayer(handle, 0);
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  assert_int_equal(OGR_FD_GetFieldCount(definition), 19);
  for (int i = 0; i < 19; i++)
    assert_string_equal(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)), names[i]);
  OGRFeatureH feature = OGR_L_GetNextFeature(layer);
  assert_string_equal(OGR_F_GetFieldAsString(feature, 0), "640106001001001");
  assert_string_equal(OGR_F_GetFieldAsString(feature, 1), "第一网格");
  assert_true(OGR_F_GetFieldAsDouble(feature, 13) == 10000);
  assert_string_equal(OGR_F_GetFieldAsString(feature, 17), "2026/01/31");
  assert_false(OGR_F_IsFieldSetAndNotNull(feature, 18));
  OGR_F_Destroy(feature);
  GDALClose(handle);
  wg_plan_free(&plan, w->context);
}

static void every_layer_goes_into_every_format(void **state)
{
  world *w = *state;
  static const char *const endings[] = {"geojson", "shp", "gpkg", "fgb", "csv", "kml", "xlsx", "sql"};
  static const wg_layer layers[] = {WG_LAYER_GRID, WG_LAYER_BUILDING, WG_LAYER_COMMUNITY, WG_LAYER_FINDING,
                                    WG_LAYER_BARRIER, WG_LAYER_COMPOUND, WG_LAYER_UNIT};
  const wg_export_options options = {0};
  wg_plan plan;
  make_plan(w, &plan);
  for (size_t l = 0; l < sizeof layers / sizeof *layers; l++)
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
      char name[64];
      snprintf(name, sizeof name, "%s.%s", wg_layer_name(layers[l]), endings[e]);
      wg_status status = wg_export_layer(w->context, &plan, layers[l], in_folder(w, name), &options);
      if (layers[l] == WG_LAYER_FINDING && strcmp(endings[e], "fgb") == 0) { /* it has no place */
        assert_int_equal(status, WG_MISUSE);
        assert_says(wg_message(w->context), ".gpkg");
      } else if (status != WG_OK) {
        fail_msg("%s: %s", name, wg_message(w->context));
      }
    }
  wg_plan_free(&plan, w->context);
}

static void layers_without_rows_have_their_fields(void **state)
{
  world *w = *state;
  wg_plan plan;
  make_plan(w, &plan);
  assert_string_equal(export_text(w, &plan, WG_LAYER_LOOKUP, "lookup.csv"),
                      "old_code,new_code,change,households,buildings,valid_from,valid_to\n");
  assert_string_equal(export_text(w, &plan, WG_LAYER_PERSON, "person.csv"),
                      "person_id,name,role,community_code,grid_codes,photo,duties\n");
  assert_string_equal(export_text(w, &plan, WG_LAYER_CROSSING, "crossing.csv"), "name,made\n");
  wg_plan_free(&plan, w->context);
}

static void a_field_map_chooses_renames_orders_and_fixes(void **state)
{
  world *w = *state;
  static const char map_text[] =
      "{\"fields\": [{\"from\": \"name\", \"to\": \"WGMC\"}, \"households\","
      " {\"to\": \"LEVEL\", \"value\": 3}, {\"from\": \"status\", \"to\": \"ZT\","
      " \"values\": {\"ok\": \"合规\", \"*\": \"超限\"}}, {\"to\": \"NOTE\", \"value\": null}]}";
  wg_field_map map;
  wg_plan plan;
  char bytes[512];
  make_plan(w, &plan);
  assert_int_equal(wg_field_map_parse(&map, w->context, "map", map_text, strlen(map_text)), WG_OK);
  const wg_export_options options = {.map = &map};
  const char *path = in_folder(w, "mapped.csv");
  assert_int_equal(wg_export_layer(w->context, &plan, WG_LAYER_GRID, path, &options), WG_OK);
  FILE *file = fopen(path, "rb");
  bytes[fread(bytes, 1, sizeof bytes - 1, file)] = 0;
  fclose(file);
  assert_string_equal(bytes, "WGMC,households,LEVEL,ZT,NOTE\n第一网格,399,3,合规,\n");
  wg_field_map_free(&map, w->context);
  wg_plan_free(&plan, w->context);
}

static void what_is_no_field_map_is_refused(void **state)
{
  world *w = *state;
  static const char *const texts[] = {
      "", "{", "[]", "{}", "3", "\"code\"", "{\"fields\": []}", "{\"fields\": [3]}",
      "{\"fields\": [{\"to\": \"a\"}]}", "{\"fields\": [{\"from\": \"code\", \"value\": 1}]}",
      "{\"fields\": [\"code\", \"code\"]}", "{\"fields\": [{\"form\": \"code\"}]}",
      "{\"fields\": [{\"value\": 1}]}", "{\"code\": 3}", "{\"code\": \"\"}",
      "{\"fields\": [{\"from\": \"code\", \"values\": {\"a\": []}}]}"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    wg_field_map map;
    if (wg_field_map_parse(&map, w->context, "map", texts[i], strlen(texts[i])) != WG_BAD_VALUE)
      fail_msg("taken: %s", texts[i]);
    assert_int_equal(map.count, 0);
  }
}

/* FIPS 180-4, examples of one block, two blocks, and a million letters. */
static void sha256_is_that_of_the_standard(void **state)
{
  (void)state;
  static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  char digest[65];
  wg_sha256 hash;
  wg_sha256_begin(&hash);
  wg_sha256_add(&hash, "abc", 3);
  wg_sha256_end(&hash, digest);
  assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  wg_sha256_begin(&hash);
  wg_sha256_add(&hash, two, strlen(two));
  wg_sha256_end(&hash, digest);
  assert_string_equal(digest, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  wg_sha256_begin(&hash);
  for (int i = 0; i < 1000000; i++) wg_sha256_add(&hash, "a", 1);
  wg_sha256_end(&hash, digest);
  assert_string_equal(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void a_password_is_not_shown(void **state)
{
  (void)state;
  char shown[128];
  wg_path_shown(shown, sizeof shown, "PG:host=h password=secret dbname=d");
  assert_string_equal(shown, "PG:host=h password=*** dbname=d");
  wg_path_shown(shown, sizeof shown, "postgresql://me:secret@h/d");
  assert_string_equal(shown, "postgresql://me:***@h/d");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(tables_have_the_fixed_columns_in_order),
      TEST(a_shapefile_has_the_fixed_short_names),
      TEST(every_layer_goes_into_every_format),
      TEST(a_password_is_not_shown),
      TEST(sha256_is_that_of_the_standard),
      TEST(what_is_no_field_map_is_refused),
      TEST(a_field_map_chooses_renames_orders_and_fixes),
      TEST(layers_without_rows_have_their_fields),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
