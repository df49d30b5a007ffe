/* Every allocation of our own may fail: reading and writing then say so, and lose no memory. */
#include "support.h"

#include "geodata/sink.h"

/* Fails at the k-th allocation and counts what is held. */
typedef struct failing {
  int64_t left, held;
} failing;

static void *allocate(void *user, size_t size)
{
  failing *f = user;
  if (f->left-- <= 0) return NULL;
  f->held++;
  return malloc(size);
}

static void *resize(void *user, void *memory, size_t size)
{
  failing *f = user;
  if (f->left-- <= 0) return NULL;
  if (memory == NULL) f->held++;
  return realloc(memory, size);
}

static void release(void *user, void *memory)
{
  failing *f = user;
  f->held -= memory != NULL;
  free(memory);
}

static wg_status read_all(world *w, wg_context *context, const char *path)
{
  const wg_fields fields = {0};
  const wg_input communities = {.role = "communities", .path = path, .layer = "c"};
  const wg_input buildings = {.role = "buildings", .path = path, .layer = "b"};
  wg_communities areas = {0};
  wg_buildings houses = {0};
  wg_findings findings = {0};
  wg_system system = {0};
  wg_status status = wg_system_choose(&system, context, NULL, &communities);
  if (status == WG_OK)
    status = wg_read_communities(&areas, context, &communities, &fields, &system, &findings, &w->reading);
  if (status == WG_OK)
    status = wg_read_buildings(&houses, context, &buildings, &fields, &system, &findings, &w->reading);
  wg_communities_free(&areas, context);
  wg_buildings_free(&houses, context);
  wg_findings_free(&findings, context);
  wg_system_free(&system, context);
  return status;
}

static void reading_survives_the_failure_of_each_allocation(void **state)
{
  world *w = *state;
  static const char *const areas[] = {"code:s", "name:s", NULL}, *const houses[] = {"id:s", "households:i", NULL};
  static const char *const area_rows[] = {
      "POLYGON((106.1 38.4,106.2 38.4,106.2 38.5,106.1 38.4))", "1", "滨河",
      "POLYGON((106.1 38.4,106.2 38.5,106.2 38.4,106.1 38.5,106.1 38.4))", "2", "新城"};
  static const char *const house_rows[] = {"POINT(106.15 38.45)", "a", NULL, "CURVEPOLYGON(CIRCULARSTRING(106.15 38.45,106.1501 38.45,106.15 38.45))", "b", "3", NULL, "c", "-1"};
  const char *path = in_folder(w, "x.gpkg");
  write_layer(path, "GPKG", "c", 4490, areas, area_rows, 2);
  write_layer(path, "GPKG", "b", 4490, houses, house_rows, 3);
  wg_status status = WG_OUT_OF_MEMORY;
  int64_t k = 0;
  for (; status != WG_OK; k++) {
    failing f = {.left = k + 1}; /* the context itself is the first */
    const wg_allocator allocator = {allocate, resize, release, &f};
    wg_context *context;
    assert_int_equal(wg_context_new(&context, &allocator), WG_OK);
    status = read_all(w, context, path);
    if (status != WG_OK) assert_int_equal(status, WG_OUT_OF_MEMORY);
    wg_context_free(context);
    assert_int_equal(f.held, 0);
    assert_true(k < 2000);
  }
  assert_true(k > 30);
}

static wg_status write_all(world *w, wg_context *context, const char *path, const wg_shapes *shapes)
{
  static const wg_field field = {"code", "CODE", WG_FIELD_TEXT, 10, 0};
  const wg_sink_options options = {.kind = WG_SHAPE_AREA, .date = "2026-01-31", .encoding = "GB18030"};
  const wg_value value = {.text = "滨河社区的一个很长的名称"};
  wg_sink *sink;
  WG_TRY(wg_sink_open(&sink, context, path, &w->system, &field, 1, &options));
  for (int64_t i = 0; i < shapes->count; i++) {
    wg_status status = wg_sink_row(sink, &value, shapes, i);
    if (status != WG_OK) {
      wg_sink_abandon(sink);
      return status;
    }
  }
  return wg_sink_close(sink);
}

static void writing_survives_the_failure_of_each_allocation(void **state)
{
  world *w = *state;
  static const char *const names[] = {"a.geojson", "a.shp", "a.gpkg", "a.csv"};
  wg_shapes shapes = {0};
  use_4547(w, 500000, 2560000);
  for (int32_t i = 0; i < 3; i++) { /* the second a sliver that needs 9 decimals */
    const int32_t width = i == 1 ? 3 : 9000;
    const wg_point corners[] = {{9000 * i, 0}, {9000 * i + width, 0}, {9000 * i + width, 9000}, {9000 * i, 9000}};
    assert_int_equal(wg_shapes_begin(&shapes, w->context, WG_SHAPE_AREA), WG_OK);
    assert_int_equal(wg_shapes_begin_ring(&shapes, w->context), WG_OK);
    for (int c = 0; c < 4; c++) assert_int_equal(wg_shapes_add_point(&shapes, w->context, corners[c]), WG_OK);
  }
  for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
    const char *path = in_folder(w, names[n]);
    wg_status status = WG_OUT_OF_MEMORY;
    for (int64_t k = 0; status != WG_OK; k++) {
      failing f = {.left = k + 1};
      const wg_allocator allocator = {allocate, resize, release, &f};
      wg_context *context;
      assert_int_equal(wg_context_new(&context, &allocator), WG_OK);
      status = write_all(w, context, path, &shapes);
      if (status != WG_OK) {
        assert_int_equal(status, WG_OUT_OF_MEMORY);
        assert_int_equal(access(path, F_OK), -1);
      }
      wg_context_free(context);
      assert_int_equal(f.held, 0);
      assert_true(k < 2000);
    }
  }
  wg_shapes_free(&shapes, w->context);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_world, end_world)
  const struct CMUnitTest tests[] = {
      TEST(reading_survives_the_failure_of_each_allocation),
      TEST(writing_survives_the_failure_of_each_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
