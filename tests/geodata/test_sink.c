/* wg_sink: what is written comes back, in the same bytes each time, complete or not at all. */
#include "support.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "geodata/sink.h"

static const wg_field fields[] = {{"code", "CODE", WG_FIELD_TEXT, 20, 0},
                                  {"名称", "NAME", WG_FIELD_TEXT, 10, 0},
                                  {"households", "HOUSEHOLDS", WG_FIELD_INTEGER, 10, 0},
                                  {"area_m2", "AREA_M2", WG_FIELD_REAL, 16, 3},
                                  {"valid_from", "VALID_FROM", WG_FIELD_DATE, 0, 0}};
#define FIELDS 5

static void add_ring(world *w, wg_shapes *shapes, const int32_t *xy, int count)
{
  assert_int_equal(wg_shapes_begin_ring(shapes, w->context), WG_OK);
  for (int i = 0; i < count; i++)
    assert_int_equal(wg_shapes_add_point(shapes, w->context, (wg_point){xy[2 * i], xy[2 * i + 1]}), WG_OK);
}

/* A square with a hole and a second part; a triangle. */
static wg_shapes two_areas(world *w)
{
  wg_shapes shapes = {0};
  static const int32_t shell[] = {0, 0, 30000, 0, 30000, 30000, 0, 30000};
  static const int32_t hole[] = {10000, 10000, 10000, 20000, 20000, 20000, 20000, 10000};
  static const int32_t part[] = {40000, 0, 50001, 0, 50001, 10003};
  static const int32_t triangle[] = {30000, 0, 40000, -10000, 40000, 0};
  assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_AREA), WG_OK);
  add_ring(w, &shapes, shell, 4);
  add_ring(w, &shapes, hole, 4);
  add_ring(w, &shapes, part, 3);
  assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_AREA), WG_OK);
  add_ring(w, &shapes, triangle, 3);
  return shapes;
}

static void set_row(wg_value values[FIELDS], const char *code, const char *name, int64_t households)
{
  memset(values, 0, FIELDS * sizeof *values);
  values[0].text = code;
  values[1].text = name;
  values[2].integer = households;
  values[2].is_null = households < 0;
  values[3].real = 1234.5;
  values[4].text = "2026-01-31";
}

static wg_status write_file(world *w, const char *path, const wg_sink_options *options, const wg_shapes *shapes)
{
  wg_sink *sink;
  wg_value values[FIELDS];
  WG_TRY(wg_sink_open(&sink, w->context, path, &w->system, fields, FIELDS, options));
  set_row(values, "640106001001", "滨河\"社区\"\n甲", 412);
  wg_status status = wg_sink_row(sink, values, shapes, 0);
  set_row(values, "007", "新城社区", -1);
  if (status == WG_OK) status = wg_sink_row(sink, values, shapes, 1);
  if (status != WG_OK) {
    wg_sink_abandon(sink);
    return status;
  }
  return wg_sink_close(sink);
}

static char *read_bytes(const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  struct stat status;
  assert_int_equal(fstat(fileno(file), &status), 0);
  char *bytes = calloc(1, (size_t)status.st_size + 1);
  *size = fread(bytes, 1, (size_t)status.st_size, file);
  fclose(file);
  return bytes;
}

static int count_files(const char *folder)
{
  DIR *directory = opendir(folder);
  int count = 0;
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(directory);
  return count;
}

static const wg_sink_options areas = {.date = "2026-01-31", .kind = WG_SHAPE_AREA};

static void every_format_keeps_rows_and_values(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.geojson", "a.json", "a.shp", "a.gpkg", "a.fgb", "a.csv", "a.kml", "a.xlsx"};
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *path = in_folder(w, names[i]);
    assert_int_equal(write_file(w, path, &areas, &shapes), WG_OK);
    GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(handle);
    OGRLayerH layer = GDALDatasetGetLayer(handle, 0);
    assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 2);
    int found = 0;
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f)) {
      int code = OGR_F_GetFieldIndex(f, "code"), households = OGR_F_GetFieldIndex(f, "households");
      found += strcmp(OGR_F_GetFieldAsString(f, code), "640106001001") == 0 &&
               strcmp(OGR_F_GetFieldAsString(f, households), "412") == 0;
      found += strcmp(OGR_F_GetFieldAsString(f, code), "007") == 0; /* text, never a number */
    }
    if (found != 2) fail_msg("%s lost a value", names[i]);
    GDALClose(handle);
  }
  wg_shapes_free(&shapes, w->context);
}

/* Reading back gives the same millimetres and the same rings. */
static void areas_come_back_exactly(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.shp", "a.gpkg", "a.fgb"};
  const wg_fields wanted = {.building_id = "code"};
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    wg_buildings out;
    const wg_input input = {.role = "buildings", .path = in_folder(w, names[i])};
    assert_int_equal(write_file(w, input.path, &areas, &shapes), WG_OK);
    assert_int_equal(wg_read_buildings(&out, w->context, &input, &wanted, &w->system, &w->findings, &w->reading), WG_OK);
    assert_string_equal(w->reading.crs, "EPSG:4547");
    assert_int_equal(out.shapes.count, 2);
    for (int64_t r = 0; r < 2; r++) {
      bool first = strcmp(wg_texts_get(&out.texts, out.id[r]), "640106001001") == 0;
      int64_t wanted_area = (int64_t)wg_shapes_area2(&shapes, first ? 0 : 1);
      assert_int_equal((int64_t)wg_shapes_area2(&out.shapes, r), wanted_area);
      assert_int_equal(out.shapes.ring_start[r + 1] - out.shapes.ring_start[r], first ? 3 : 1);
      assert_int_equal(out.households[r], first ? 412 : WG_UNKNOWN);
    }
    assert_int_equal(w->reading.repaired, 0);
    wg_buildings_free(&out, w->context);
  }
  wg_shapes_free(&shapes, w->context);
}

static void geojson_is_rfc_7946(void **state)
{
  world *w = *state;
  size_t size;
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  const char *path = in_folder(w, "grid.geojson");
  assert_int_equal(write_file(w, path, &areas, &shapes), WG_OK);
  char *text = read_bytes(path, &size);
  assert_null(strstr(text, "\"crs\""));
  assert_says(text, "{\"type\":\"FeatureCollection\",\"name\":\"grid\",\"features\":[\n");
  assert_says(text, "\"名称\":\"滨河\\\"社区\\\"\\u000a甲\"");
  assert_says(text, "\"households\":null,\"area_m2\":1234.500,\"valid_from\":\"2026-01-31\"");
  assert_says(text, "\"coordinates\":[[[[114.0,23.1");
  /* Rings are closed, and the vertex that both areas share is written the same way. */
  char *first = strstr(text, "[[[[") + 4, shared[64];
  char *second = strchr(first, '[');
  snprintf(shared, sizeof shared, "%.*s", (int)(strchr(second, ']') - second), second);
  assert_non_null(strstr(strstr(text, "\"007\""), shared));
  for (const char *dot = text; (dot = strchr(dot, '.')) != NULL; dot++)
    assert_true(strspn(dot + 1, "0123456789") <= 7);
  free(text);
  wg_shapes_free(&shapes, w->context);
}

/* A sliver 3 mm wide: at 7 decimals (1.1 cm) it folds, so its vertices have 9, and those that its
 * neighbour shares with it have the same 9. */
static void slivers_get_nine_decimals_with_their_neighbours(void **state)
{
  world *w = *state;
  static const int32_t near[] = {0, 0, 40000, 0, 40000, 30000, 0, 30000};
  static const int32_t sliver[] = {40000, 0, 40003, 0, 40003, 30000, 40000, 30000};
  static const int32_t far[] = {90000, 0, 99000, 0, 99000, 9000};
  const wg_field none[] = {{"id", "ID", WG_FIELD_INTEGER, 0, 0}};
  wg_shapes shapes = {0};
  wg_sink *sink;
  size_t size;
  use_4547(w, 500000, 2560000);
  static const int32_t *const rings[] = {near, sliver, far};
  const char *path = in_folder(w, "a.geojson");
  assert_int_equal(wg_sink_open(&sink, w->context, path, &w->system, none, 1, &areas), WG_OK);
  for (int i = 0; i < 3; i++) {
    const wg_value value = {.integer = i};
    assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_AREA), WG_OK);
    add_ring(w, &shapes, rings[i], i < 2 ? 4 : 3);
    assert_int_equal(wg_sink_row(sink, &value, &shapes, i), WG_OK);
  }
  assert_int_equal(wg_sink_close(sink), WG_OK);
  char *text = read_bytes(path, &size);
  char *lines[3] = {strstr(text, "\"id\":0"), strstr(text, "\"id\":1"), strstr(text, "\"id\":2")};
  int fine[3] = {0};
  for (int i = 0; i < 3; i++) {
    const char *end = strchr(lines[i], '\n');
    for (const char *dot = lines[i]; (dot = strchr(dot, '.')) != NULL && dot < end; dot++)
      fine[i] += strspn(dot + 1, "0123456789") > 7;
  }
  assert_true(fine[0] > 0 && fine[1] > fine[0]);
  assert_int_equal(fine[2], 0);
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRLayerH layer = GDALDatasetGetLayer(handle, 0);
  for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f))
    assert_true(OGR_G_IsValid(OGR_F_GetGeometryRef(f)));
  GDALClose(handle);
  free(text);
  wg_shapes_free(&shapes, w->context);
}

static void the_same_rows_give_the_same_bytes(void **state)
{
  world *w = *state;
  static const char *const endings[] = {"geojson", "shp", "dbf", "gpkg", "fgb", "csv", "kml", "xlsx"};
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  char *bytes[2][8];
  size_t sizes[2][8];
  for (int time = 0; time < 2; time++) {
    for (int i = 0; i < 8; i++) {
      char name[32];
      snprintf(name, sizeof name, "a.%s", endings[i]);
      const char *path = in_folder(w, name);
      if (i != 2) assert_int_equal(write_file(w, path, &areas, &shapes), WG_OK);
      bytes[time][i] = read_bytes(path, &sizes[time][i]);
    }
    if (time == 0) sleep(2); /* the clock of a .zip has steps of two seconds */
  }
  for (int i = 0; i < 8; i++) {
    if (sizes[0][i] != sizes[1][i] || memcmp(bytes[0][i], bytes[1][i], sizes[0][i]) != 0)
      fail_msg(".%s differs", endings[i]);
    free(bytes[0][i]);
    free(bytes[1][i]);
  }
  wg_shapes_free(&shapes, w->context);
}

static void a_shapefile_is_utf8_or_gb18030_and_cut_at_characters(void **state)
{
  world *w = *state;
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (int gb = 0; gb < 2; gb++) {
    wg_sink_options options = areas;
    const wg_fields wanted = {.building_id = "NAME"};
    wg_buildings out;
    const wg_input input = {.role = "buildings", .path = in_folder(w, gb ? "g.shp" : "u.shp")};
    options.encoding = gb ? "GB18030" : NULL;
    assert_int_equal(write_file(w, input.path, &options, &shapes), WG_OK);
    assert_int_equal(wg_read_buildings(&out, w->context, &input, &wanted, &w->system, &w->findings, &w->reading), WG_OK);
    assert_string_equal(w->reading.encoding, gb ? "GB18030" : "UTF-8");
    /* 10 bytes: three characters of UTF-8, or five of GB18030 */
    assert_string_equal(wg_texts_get(&out.texts, out.id[1]), gb ? "新城社区" : "新城社");
    wg_buildings_free(&out, w->context);
  }
  wg_sink_options options = areas;
  options.encoding = "KLINGON";
  assert_int_equal(write_file(w, in_folder(w, "k.shp"), &options, &shapes), WG_MISUSE);
  wg_shapes_free(&shapes, w->context);
}

static void out_crs_is_obeyed(void **state)
{
  world *w = *state;
  wg_sink_options options = areas;
  wg_buildings out;
  const wg_fields wanted = {.building_id = "code"};
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  options.crs = "EPSG:4490";
  const wg_input input = {.role = "buildings", .path = in_folder(w, "a.gpkg")};
  assert_int_equal(write_file(w, input.path, &options, &shapes), WG_OK);
  assert_int_equal(wg_read_buildings(&out, w->context, &input, &wanted, &w->system, &w->findings, &w->reading), WG_OK);
  assert_string_equal(w->reading.crs, "EPSG:4490");
  assert_int_equal((int64_t)wg_shapes_area2(&out.shapes, 0), (int64_t)wg_shapes_area2(&shapes, 0));
  options.crs = "EPSG:0";
  assert_int_equal(write_file(w, input.path, &options, &shapes), WG_NO_CRS);
  wg_buildings_free(&out, w->context);
  wg_shapes_free(&shapes, w->context);
}

static void append_adds_a_layer_to_a_gpkg(void **state)
{
  world *w = *state;
  wg_sink_options options = areas;
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  const char *path = in_folder(w, "a.gpkg");
  options.layer = "first";
  assert_int_equal(write_file(w, path, &options, &shapes), WG_OK);
  options.layer = "second";
  options.append = true;
  assert_int_equal(write_file(w, path, &options, &shapes), WG_OK);
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  assert_int_equal(GDALDatasetGetLayerCount(handle), 2);
  assert_int_equal(OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(handle, "first"), 1), 2);
  assert_int_equal(OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(handle, "second"), 1), 2);
  GDALClose(handle);
  wg_shapes_free(&shapes, w->context);
}

static void mixed_kinds_are_kept_or_said(void **state)
{
  world *w = *state;
  wg_sink_options options = areas;
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = {0};
  static const int32_t square[] = {0, 0, 9000, 0, 9000, 9000, 0, 9000}, point[] = {5, 5};
  assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_AREA), WG_OK);
  add_ring(w, &shapes, square, 4);
  assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_POINT), WG_OK);
  add_ring(w, &shapes, point, 1);
  options.mixed = true;
  static const char *const names[] = {"m.gpkg", "m.geojson", "m.fgb", "m.shp"};
  for (int i = 0; i < 4; i++) {
    const char *path = in_folder(w, names[i]);
    assert_int_equal(write_file(w, path, &options, &shapes), WG_OK);
    GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayer(handle, 0);
    int placed = 0;
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)) != NULL; OGR_F_Destroy(f))
      placed += OGR_F_GetGeometryRef(f) != NULL;
    GDALClose(handle);
    assert_int_equal(placed, i < 3 ? 2 : 1);
  }
  wg_shapes_free(&shapes, w->context);
}

static void what_cannot_be_written_leaves_nothing_behind(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.geojson", "a.shp", "a.gpkg", "a.fgb", "a.csv", "a.kml", "a.xlsx"};
  char path[600];
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/missing/%s", w->folder, names[i]);
    assert_int_equal(write_file(w, path, &areas, &shapes), WG_WRITE_FAILED);
    assert_says(wg_message(w->context), names[i]);
  }
  assert_int_equal(write_file(w, in_folder(w, "a.dwg"), &areas, &shapes), WG_MISUSE);
  assert_says(wg_message(w->context), ".gpkg");
  assert_int_equal(count_files(w->folder), 0);
  wg_shapes_free(&shapes, w->context);
}

static void an_abandoned_sink_keeps_the_old_file(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.geojson", "a.gpkg", "a.fgb", "a.csv"};
  wg_value values[FIELDS];
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *path = in_folder(w, names[i]);
    FILE *file = fopen(path, "w");
    fputs("old", file);
    fclose(file);
    wg_sink *sink;
    assert_int_equal(wg_sink_open(&sink, w->context, path, &w->system, fields, FIELDS, &areas), WG_OK);
    set_row(values, "1", "一", 1);
    assert_int_equal(wg_sink_row(sink, values, &shapes, 0), WG_OK);
    wg_sink_abandon(sink);
    size_t size;
    char *bytes = read_bytes(path, &size);
    assert_string_equal(bytes, "old");
    free(bytes);
    assert_int_equal(count_files(w->folder), (int)i + 1);
  }
  wg_shapes_free(&shapes, w->context);
}

/* /dev/full cannot be renamed to, so a file size limit stands for the full disk. */
static void a_full_disk_is_noticed_in_every_format(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.geojson", "a.shp", "a.gpkg", "a.fgb", "a.csv", "a.kml", "a.xlsx"};
  use_4547(w, 500000, 2560000);
  wg_shapes shapes = two_areas(w);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *path = in_folder(w, names[i]);
    pid_t child = fork();
    if (child == 0) {
      struct rlimit limit = {4000, 4000};
      signal(SIGXFSZ, SIG_IGN);
      setrlimit(RLIMIT_FSIZE, &limit);
      wg_sink *sink;
      wg_value values[FIELDS];
      wg_status status = wg_sink_open(&sink, w->context, path, &w->system, fields, FIELDS, &areas);
      for (int r = 0; r < 3000 && status == WG_OK; r++) {
        set_row(values, "640106001001", "新城", r);
        status = wg_sink_row(sink, values, &shapes, 0);
        if (status != WG_OK) wg_sink_abandon(sink);
      }
      if (status == WG_OK) status = wg_sink_close(sink);
      _exit(status == WG_WRITE_FAILED ? 0 : 1);
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0) fail_msg("%s: the full disk was not noticed", names[i]);
    if (count_files(w->folder) != 0) fail_msg("%s: something was left behind", names[i]);
  }
  wg_shapes_free(&shapes, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(every_format_keeps_rows_and_values),
      TEST(areas_come_back_exactly),
      TEST(geojson_is_rfc_7946),
      TEST(slivers_get_nine_decimals_with_their_neighbours),
      TEST(the_same_rows_give_the_same_bytes),
      TEST(a_shapefile_is_utf8_or_gb18030_and_cut_at_characters),
      TEST(out_crs_is_obeyed),
      TEST(append_adds_a_layer_to_a_gpkg),
      TEST(mixed_kinds_are_kept_or_said),
      TEST(what_cannot_be_written_leaves_nothing_behind),
      TEST(an_abandoned_sink_keeps_the_old_file),
      TEST(a_full_disk_is_noticed_in_every_format),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
