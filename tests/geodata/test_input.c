/* wg_read_communities, _buildings, _barriers, _crossings: what comes in, and what is said about it. */
#include "support.h"

static const wg_fields no_fields;

static wg_status read_buildings(world *w, wg_buildings *out, const wg_input *input, const wg_fields *fields)
{
  wg_findings_free(&w->findings, w->context);
  return wg_read_buildings(out, w->context, input, fields, &w->system, &w->findings, &w->reading);
}

static wg_status read_communities(world *w, wg_communities *out, const wg_input *input, const wg_fields *fields)
{
  wg_findings_free(&w->findings, w->context);
  return wg_read_communities(out, w->context, input, fields, &w->system, &w->findings, &w->reading);
}

static void codes_that_are_integers_become_plain_text(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"SQDM:l", "SQMC:s", NULL};
  static const char *const rows[] = {
      "POLYGON((500000 2560000,500900 2560000,500900 2560900,500000 2560000))", "640106001001", "滨河社区",
      "POLYGON((501000 2560000,501900 2560000,501900 2560900,501000 2560000))", NULL, "新城社区"};
  wg_communities out;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "communities", .path = in_folder(w, "c.gpkg")};
  write_layer(input.path, "GPKG", "c", 4547, columns, rows, 2);
  assert_int_equal(read_communities(w, &out, &input, &no_fields), WG_OK);
  assert_int_equal(out.shapes.count, 2);
  assert_string_equal(wg_texts_get(&out.texts, out.code[0]), "640106001001");
  assert_string_equal(wg_texts_get(&out.texts, out.name[0]), "滨河社区");
  assert_int_equal(out.code[1], WG_NO_TEXT);
  assert_string_equal(w->reading.fields, "community_code ← SQDM, community_name ← SQMC");
  assert_string_equal(w->reading.crs, "EPSG:4547");
  assert_int_equal(strncmp(w->reading.checksum, "xxh64:", 6), 0);
  wg_communities_free(&out, w->context);
}

static void without_a_code_field_names_serve(void **state)
{
  world *w = *state;
  static const char *const named[] = {"社区名称:s", NULL}, *const bare[] = {"remark:s", NULL};
  static const char *const rows[] = {
      "POLYGON((500000 2560000,500900 2560000,500900 2560900,500000 2560000))", "滨河社区"};
  wg_communities out;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "communities", .path = in_folder(w, "c.gpkg")};
  write_layer(input.path, "GPKG", "c", 4547, named, rows, 1);
  assert_int_equal(read_communities(w, &out, &input, &no_fields), WG_OK);
  assert_string_equal(wg_texts_get(&out.texts, out.code[0]), "滨河社区");
  wg_communities_free(&out, w->context);
  const wg_input other = {.role = "communities", .path = in_folder(w, "d.gpkg")};
  write_layer(other.path, "GPKG", "d", 4547, bare, rows, 1);
  assert_int_equal(read_communities(w, &out, &other, &no_fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "'remark'");
  assert_says(wg_message(w->context), "--community-code");
}

static void what_is_missing_is_named_with_what_there_is(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"code:s", "hushu:i", NULL};
  static const char *const rows[] = {"POINT(500100 2560100)", "1", "3"};
  wg_buildings out;
  char missing[512];
  use_4547(w, 500000, 2560000);
  const char *path = in_folder(w, "buildings.gpkg");
  write_layer(path, "GPKG", "first", 4547, columns, rows, 1);
  write_layer(path, "GPKG", "second", 4547, columns, rows, 1);
  wg_input input = {.role = "buildings", .path = path};
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "'first', 'second'");
  assert_says(wg_message(w->context), "--buildings-layer");
  input.layer = "third";
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "no layer 'third'. It has: 'first', 'second'");
  input.layer = "second";
  const wg_fields wrong = {.households = "huhsu"};
  assert_int_equal(read_buildings(w, &out, &input, &wrong), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "'code', 'hushu'");
  snprintf(missing, sizeof missing, "%s/bildings.gpkg", w->folder);
  input.path = missing;
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "'buildings.gpkg'");
  wg_context_set_language(w->context, WG_LANGUAGE_ZH);
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "没有文件");
}

static void nothing_but_local_files_is_opened(void **state)
{
  world *w = *state;
  static const char *const paths[] = {"http://127.0.0.1/x.geojson", "/vsicurl/http://x/y.gpkg",
                                      "/vsimem/x", "", "<OGRVRTDataSource/>"};
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    const wg_input input = {.role = "buildings", .path = paths[i]};
    wg_status status = read_buildings(w, &out, &input, &no_fields);
    assert_true(status == WG_NOT_FOUND || status == WG_MISUSE);
  }
  const wg_input input = {.role = "buildings", .path = in_folder(w, "x.vrt")};
  FILE *file = fopen(input.path, "w");
  fputs("<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>http://127.0.0.1/x</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>", file);
  fclose(file);
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_UNREADABLE);
}

static void empty_layers_and_layers_without_areas_are_errors(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"code:s", NULL};
  static const char *const rows[] = {"POINT(500100 2560100)", "1", NULL, "2"};
  wg_communities out;
  use_4547(w, 500000, 2560000);
  wg_input input = {.role = "communities", .path = in_folder(w, "empty.gpkg")};
  write_layer(input.path, "GPKG", "c", 4547, columns, rows, 0);
  assert_int_equal(read_communities(w, &out, &input, &no_fields), WG_EMPTY);
  input.path = in_folder(w, "points.gpkg");
  write_layer(input.path, "GPKG", "c", 4547, columns, rows, 2);
  assert_int_equal(read_communities(w, &out, &input, &no_fields), WG_BAD_GEOMETRY);
  assert_says(wg_message(w->context), "no usable polygon");
}

static void a_bad_building_stays_as_a_leftover(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"building_id:s", "households:i", NULL};
  static const char *const rows[] = {
      NULL, "B-null", "1",
      "LINESTRING(500000 2560000,500010 2560000)", "B-line", "2",
      "POLYGON EMPTY", "B-empty", "3",
      "POLYGON((1e300 0,1 0,1 1,1e300 0))", "B-far", "4",
      "POLYGON((500000 2560000,500000.0001 2560000,500000 2560000.0001,500000 2560000))", "B-dot", "5",
      "POLYGON((500000 2560000,500010 2560010,500010 2560000,500000 2560010,500000 2560000))", "B-bow", "6",
      "POLYGON((500000 2560000,500010 2560000,500010 2560010,500000 2560000))", "B-good", "7"};
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "buildings", .path = in_folder(w, "b.gpkg")};
  write_layer(input.path, "GPKG", "b", 4547, columns, rows, ROWS(rows, 2));
  assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_OK);
  assert_int_equal(out.shapes.count, 7);
  static const uint8_t kinds[] = {WG_SHAPE_NONE, WG_SHAPE_NONE, WG_SHAPE_NONE, WG_SHAPE_NONE,
                                  WG_SHAPE_NONE, WG_SHAPE_AREA, WG_SHAPE_AREA};
  for (int i = 0; i < 7; i++) assert_int_equal(out.shapes.kind[i], kinds[i]);
  assert_int_equal(w->reading.households, 28);
  assert_int_equal(w->reading.null, 2);
  assert_int_equal(w->reading.refused, 3);
  assert_int_equal(w->reading.repaired, 1);
  assert_says(reason_of(w, WG_FINDING_GEOMETRY_NULL), "'B-empty', 'B-null'");
  assert_says(reason_of(w, WG_FINDING_GEOMETRY_REFUSED), "'B-line (Line String)'");
  assert_says(reason_of(w, WG_FINDING_GEOMETRY_REFUSED), "'B-far (out of reach)'");
  assert_says(reason_of(w, WG_FINDING_GEOMETRY_REFUSED), "'B-dot (collapsed)'");
  assert_says(reason_of(w, WG_FINDING_GEOMETRY_REPAIRED), "The outline of the building 'B-bow'");
  wg_buildings_free(&out, w->context);
}

static void what_is_alike_is_told_by_texts_and_numbers(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"type:s", "built:i", "age:r", NULL};
  static const char *const rows[] = {"POINT(500001 2560001)", "商品房", "1998", "25.5",
                                     "POINT(500002 2560002)", "ＴＯＷＥＲ", "2020", "-1",
                                     "POINT(500003 2560003)", " 商 品房", NULL, "3",
                                     "POINT(500004 2560004)", "tower", "0", "99999999",
                                     "POINT(500005 2560005)", NULL, "-999", NULL};
  static const int32_t expected[3][5] = {{1, 0, 1, 0, WG_UNKNOWN},
                                         {199800, 202000, WG_UNKNOWN, 0, WG_UNKNOWN},
                                         {2550, WG_UNKNOWN, 300, WG_UNKNOWN, WG_UNKNOWN}};
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  wg_fields fields = {.alike = "Type,built,age"};
  const wg_input input = {.role = "buildings", .path = in_folder(w, "b.gpkg")};
  write_layer(input.path, "GPKG", "b", 4547, columns, rows, 5);
  assert_int_equal(read_buildings(w, &out, &input, &fields), WG_OK);
  assert_int_equal(out.alike_count, 3);
  for (int f = 0; f < 3; f++) {
    assert_int_equal(out.alike_is_number[f], f > 0);
    for (int i = 0; i < 5; i++) assert_int_equal(out.alike[f][i], expected[f][i]);
  }
  assert_says(w->reading.fields, "alike ← type, alike ← built, alike ← age");
  wg_buildings_free(&out, w->context);
  fields.alike = "type,kind";
  assert_int_equal(read_buildings(w, &out, &input, &fields), WG_NOT_FOUND);
  assert_says(wg_message(w->context), "no field 'kind'. It has: 'type', 'built', 'age'");
  fields.alike = "type,type,type,type,type";
  assert_int_equal(read_buildings(w, &out, &input, &fields), WG_MISUSE);
  assert_says(wg_message(w->context), "more than 4 fields");
}

static void ids_are_neither_invented_nor_made_unique(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"LDH:i", "XQMC:s", "用途:s", NULL};
  static const char *const rows[] = {"POINT(500001 2560001)", "7", "幸福里", "学校",
                                     "POINT(500002 2560002)", "7", NULL, "住宅",
                                     "POINT(500003 2560003)", NULL, "", " 医院 "};
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  const wg_fields fields = {.exempt = "用途=学校,医院"};
  const wg_input input = {.role = "buildings", .path = in_folder(w, "b.gpkg")};
  write_layer(input.path, "GPKG", "b", 4547, columns, rows, 3);
  assert_int_equal(read_buildings(w, &out, &input, &fields), WG_OK);
  assert_string_equal(wg_texts_get(&out.texts, out.id[0]), "7");
  assert_string_equal(wg_texts_get(&out.texts, out.id[1]), "7");
  assert_int_equal(out.id[2], WG_NO_TEXT);
  assert_string_equal(wg_texts_get(&out.texts, out.compound[0]), "幸福里");
  assert_int_equal(out.compound[1], WG_NO_TEXT);
  assert_int_equal(out.compound[2], WG_NO_TEXT);
  assert_int_equal(out.exempt[0] + 2 * out.exempt[1] + 4 * out.exempt[2], 5);
  assert_int_equal(out.households[0], WG_UNKNOWN); /* no such field: unknown, not 0 */
  assert_says(reason_of(w, WG_FINDING_HOUSEHOLDS_UNKNOWN), "without a name at 500003.0 E, 2560003.0 N");
  wg_buildings_free(&out, w->context);
}

static void findings_do_not_depend_on_the_order_of_features(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"id:s", "households:i", NULL};
  const char *rows[90];
  char ids[30][8], texts[2][4096];
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  for (int order = 0; order < 2; order++) {
    for (int i = 0; i < 30; i++) {
      int at = order == 0 ? i : 29 - i;
      snprintf(ids[i], sizeof ids[i], "B-%02d", i);
      rows[3 * at] = "POINT(500001 2560001)";
      rows[3 * at + 1] = ids[i];
      rows[3 * at + 2] = NULL;
    }
    const wg_input input = {.role = "buildings", .path = in_folder(w, order == 0 ? "b.gpkg" : "c.gpkg")};
    write_layer(input.path, "GPKG", "b", 4547, columns, rows, 30);
    assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_OK);
    snprintf(texts[order], sizeof texts[order], "%s", reason_of(w, WG_FINDING_HOUSEHOLDS_UNKNOWN));
    wg_buildings_free(&out, w->context);
  }
  assert_string_equal(texts[0], texts[1]);
  assert_says(texts[0], "30 buildings have no household count: 'B-00', 'B-01'");
  assert_says(texts[0], "'B-19' and 10 more.");
}

static void barriers_are_classed_by_kind_and_level(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"highway:s", "name:s", "tunnel:s", "bridge:s", "layer:s", NULL};
  static const char *const line = "LINESTRING(500000 2560000,500010 2560000)";
  const char *const rows[] = {line, "trunk_link", "A", NULL, NULL, NULL,   line, "Primary", "B", "no", NULL, NULL,
                              line, "ｒｉｖｅｒ", "C", NULL, NULL, NULL,    line, "铁路", "D", "yes", NULL, NULL,
                              line, "rail", "E", NULL, NULL, "-2",          line, "rail", "F", NULL, "yes", "-1",
                              line, "footway", "G", NULL, NULL, NULL,       line, "巷", "H", NULL, NULL, "0",
                              line, "hedge", "I", NULL, NULL, NULL,
                              "POLYGON((500000 2560000,500010 2560000,500010 2560010,500000 2560000))", "canal", "J", NULL, NULL, NULL,
                              "POINT(1 2)", "canal", "K", NULL, NULL, NULL};
  static const struct {
    int class_, road, underground;
  } expected[] = {{WG_BARRIER_HARD, 0, 0}, {WG_BARRIER_STREET, 1, 0}, {WG_BARRIER_HARD, 0, 0},
                  {WG_BARRIER_NONE, 0, 1}, {WG_BARRIER_NONE, 0, 1},   {WG_BARRIER_HARD, 0, 0},
                  {WG_BARRIER_NONE, 1, 0}, {WG_BARRIER_LANE, 1, 0},   {WG_BARRIER_NONE, 0, 0},
                  {WG_BARRIER_HARD, 0, 0}};
  const wg_barrier_table table = {0};
  wg_barriers out = {0};
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "barriers", .path = in_folder(w, "s.gpkg")};
  write_layer(input.path, "GPKG", "s", 4547, columns, rows, ROWS(rows, 5));
  for (int time = 0; time < 2; time++) /* a second input follows the first */
    assert_int_equal(wg_read_barriers(&out, w->context, &input, &no_fields, &table, &w->system, &w->findings,
                                      &w->reading), WG_OK);
  assert_int_equal(out.shapes.count, 20);
  for (int i = 0; i < 20; i++) {
    assert_int_equal(out.class_[i], expected[i % 10].class_);
    assert_int_equal(out.road[i], expected[i % 10].road);
    assert_int_equal(out.underground[i], expected[i % 10].underground);
  }
  assert_int_equal(out.shapes.kind[9], WG_SHAPE_AREA);
  assert_string_equal(wg_texts_get(&out.texts, out.kind[13]), "铁路");
  assert_int_equal(w->reading.refused, 1);
  wg_barriers_free(&out, w->context);
}

static void hard_and_soft_change_the_table(void **state)
{
  (void)state;
  bool road;
  const wg_barrier_table changes = {.hard = "primary, wall", .soft = "railway,residential,hedge"};
  assert_int_equal(wg_barrier_class_of(&changes, "primary", &road), WG_BARRIER_HARD);
  assert_true(road);
  assert_int_equal(wg_barrier_class_of(&changes, "wall", &road), WG_BARRIER_HARD);
  assert_false(road);
  assert_int_equal(wg_barrier_class_of(&changes, "railway", &road), WG_BARRIER_STREET);
  assert_int_equal(wg_barrier_class_of(&changes, "residential", &road), WG_BARRIER_LANE);
  assert_int_equal(wg_barrier_class_of(&changes, "hedge", &road), WG_BARRIER_STREET);
  assert_int_equal(wg_barrier_class_of(NULL, "motorway", &road), WG_BARRIER_HARD);
  assert_false(road);
  assert_int_equal(wg_barrier_class_of(NULL, "", &road), WG_BARRIER_NONE);
}

static void crossings_are_points_or_lines(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"name:s", NULL};
  static const char *const rows[] = {"POINT(500001 2560001)", "gate",
                                     "LINESTRING(500000 2560000,500010 2560000)", "underpass",
                                     "POLYGON((500000 2560000,500010 2560000,500010 2560010,500000 2560000))", "bridge"};
  wg_crossings out;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "crossings", .path = in_folder(w, "x.gpkg")};
  write_layer(input.path, "GPKG", "x", 4547, columns, rows, 3);
  assert_int_equal(wg_read_crossings(&out, w->context, &input, &w->system, &w->findings, &w->reading), WG_OK);
  assert_int_equal(out.shapes.kind[0], WG_SHAPE_POINT);
  assert_int_equal(out.shapes.kind[1], WG_SHAPE_LINE);
  assert_int_equal(out.shapes.kind[2], WG_SHAPE_LINE);
  assert_int_equal(wg_shapes_length(&out.shapes, 2), 20000 + 14142); /* its outline, closed */
  assert_int_equal(out.made[0], 0);
  wg_crossings_free(&out, w->context);
}

static void every_system_ends_at_the_same_millimetres(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"id:s", NULL};
  static const char *const metres[] = {"POINT(500123.456 2560654.321)", "a"};
  static const char *const prefixed[] = {"POINT(38500123.456 2560654.321)", "a"};
  wg_buildings out;
  use_4547(w, 500000, 2560000);
  static const int codes[] = {4547, 4526, 0}; /* CM 114E without and with zone prefix */
  for (int i = 0; i < 3; i++) {
    char name[16];
    snprintf(name, sizeof name, "b%d.gpkg", i);
    const wg_input input = {.role = "buildings", .path = in_folder(w, name), .crs = i == 2 ? "EPSG:4547" : NULL};
    write_layer(input.path, "GPKG", "b", codes[i], columns, i == 1 ? prefixed : metres, 1);
    assert_int_equal(read_buildings(w, &out, &input, &no_fields), WG_OK);
    assert_int_equal(out.shapes.points[0].x, 123456);
    assert_int_equal(out.shapes.points[0].y, 654321);
    wg_buildings_free(&out, w->context);
  }
}

/* --- real data ---------------------------------------------------------------------------------- */

static bool have(const char *path)
{
  if (access(path, R_OK) == 0) return true;
  printf("skipped: %s is not there\n", path);
  return false;
}

/* The figures of ../shared/data/README.md. */
static void singapore_is_read_as_its_readme_counts_it(void **state)
{
  world *w = *state;
  const wg_input communities = {.role = "communities", .path = SHARED_DATA "/data/singapore/communities.gpkg"};
  const wg_input buildings = {.role = "buildings", .path = SHARED_DATA "/data/singapore/buildings.gpkg"};
  const wg_input streets = {.role = "barriers", .path = SHARED_DATA "/data/singapore/streets.gpkg"};
  wg_communities areas;
  wg_buildings houses;
  wg_barriers lines = {0};
  if (!have(communities.path)) skip();
  assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &communities), WG_OK);
  assert_string_equal(w->system.name, "EPSG:32648");
  assert_int_equal(read_communities(w, &areas, &communities, &no_fields), WG_OK);
  assert_int_equal(areas.shapes.count, 32);
  assert_int_equal(read_buildings(w, &houses, &buildings, &no_fields), WG_OK);
  assert_int_equal(houses.shapes.count, 2182);
  assert_int_equal(w->reading.households, 80129);
  assert_int_equal(w->reading.unknown, 1434);
  assert_int_equal(wg_read_barriers(&lines, w->context, &streets, &no_fields, NULL, &w->system, &w->findings,
                                    &w->reading), WG_OK);
  assert_int_equal(lines.shapes.count, 6235);
  wg_communities_free(&areas, w->context);
  wg_buildings_free(&houses, w->context);
  wg_barriers_free(&lines, w->context);
}

static void tokyo_is_read_as_its_readme_counts_it(void **state)
{
  world *w = *state;
  const wg_input communities = {.role = "communities", .path = SHARED_DATA "/data/tokyo/communities.gpkg"};
  const wg_input buildings = {.role = "buildings", .path = SHARED_DATA "/data/tokyo/buildings.gpkg"};
  const wg_input barriers = {.role = "barriers", .path = SHARED_DATA "/data/tokyo/barriers.gpkg"};
  wg_communities areas;
  wg_buildings houses;
  wg_barriers lines = {0};
  if (!have(communities.path)) skip();
  assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &communities), WG_OK);
  assert_string_equal(w->system.name, "EPSG:6677");
  assert_int_equal(read_communities(w, &areas, &communities, &no_fields), WG_OK);
  assert_int_equal(areas.shapes.count, 270);
  assert_int_equal(read_buildings(w, &houses, &buildings, &no_fields), WG_OK);
  assert_int_equal(houses.shapes.count, 80317);
  assert_int_equal(w->reading.unknown, 0);
  for (int64_t i = 0; i < houses.shapes.count; i++) assert_int_equal(houses.shapes.kind[i], WG_SHAPE_AREA);
  assert_int_equal(wg_read_barriers(&lines, w->context, &barriers, &no_fields, NULL, &w->system, &w->findings,
                                    &w->reading), WG_OK);
  assert_int_equal(lines.shapes.count, 145);
  wg_communities_free(&areas, w->context);
  wg_buildings_free(&houses, w->context);
  wg_barriers_free(&lines, w->context);
}

/* 8 of its features are declared Polygon but nested like MultiPolygon: GDAL alone reads them as null. */
static void shanghai_is_read_with_its_chinese_names(void **state)
{
  world *w = *state;
  const wg_input communities = {.role = "communities", .path = SHARED_DATA "/data/shanghai/外滩街道边界.json"};
  const wg_input buildings = {.role = "buildings", .path = SHARED_DATA "/data/shanghai/buildings_as_published.json"};
  wg_buildings houses;
  if (!have(communities.path)) skip();
  assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &communities), WG_OK);
  assert_string_equal(w->system.name, "EPSG:4549"); /* CM 120E: 121.47°E is nearer to it than to 123E */
  assert_int_equal(read_buildings(w, &houses, &buildings, &no_fields), WG_OK);
  assert_int_equal(houses.shapes.count, 10613);
  assert_int_equal(w->reading.null, 0);
  assert_says(reason_of(w, WG_FINDING_SOURCE_MENDED), "8 geometries have coordinates nested otherwise");
  assert_says(w->reading.fields, "floors ← Floor");
  assert_int_equal(houses.floors[0], 3);
  wg_buildings_free(&houses, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(codes_that_are_integers_become_plain_text),
      TEST(without_a_code_field_names_serve),
      TEST(what_is_missing_is_named_with_what_there_is),
      TEST(nothing_but_local_files_is_opened),
      TEST(empty_layers_and_layers_without_areas_are_errors),
      TEST(a_bad_building_stays_as_a_leftover),
      TEST(what_is_alike_is_told_by_texts_and_numbers),
      TEST(ids_are_neither_invented_nor_made_unique),
      TEST(findings_do_not_depend_on_the_order_of_features),
      TEST(barriers_are_classed_by_kind_and_level),
      TEST(hard_and_soft_change_the_table),
      TEST(crossings_are_points_or_lines),
      TEST(every_system_ends_at_the_same_millimetres),
      TEST(singapore_is_read_as_its_readme_counts_it),
      TEST(tokyo_is_read_as_its_readme_counts_it),
      TEST(shanghai_is_read_with_its_chinese_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
