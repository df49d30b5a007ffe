/* The sample county, judged from its files alone, read back with GDAL. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wangge/wangge.h"

static const char *const file_names[] = {"communities.gpkg", "buildings.gpkg", "barriers.gpkg",
                                         "crossings.gpkg",   "grids.gpkg",     "roster.csv",
                                         "contacts.csv"};
#define FILES 7
#define PATH 256

/* --- making and reading ----------------------------------------------------------------------- */

typedef struct made_county {
  char folder[PATH];
  wg_sample_figures figures;
} made_county;

static void make(made_county *county, int32_t communities, uint64_t seed)
{
  wg_context *context;
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  snprintf(county->folder, sizeof county->folder, "/tmp/wangge-sample-XXXXXX");
  assert_non_null(mkdtemp(county->folder));
  wg_sample_options options = WG_SAMPLE_OPTIONS_INIT;
  options.folder = county->folder;
  options.communities = communities;
  options.seed = seed;
  options.date = "2026-01-31";
  if (wg_sample_make(context, &options, &county->figures) != WG_OK)
    fail_msg("%s", wg_message(context));
  wg_context_free(context);
}

static void discard(const made_county *county)
{
  char path[PATH + 32];
  for (int f = 0; f < FILES; f++) {
    snprintf(path, sizeof path, "%s/%s", county->folder, file_names[f]);
    unlink(path);
  }
  assert_int_equal(rmdir(county->folder), 0); /* nothing else was left */
}

typedef struct features {
  GDALDatasetH dataset;
  OGRFeatureH *items;
  int count;
} features;

static features read_features(const made_county *county, const char *file)
{
  features all = {0};
  char path[PATH + 32];
  snprintf(path, sizeof path, "%s/%s", county->folder, file);
  all.dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  assert_non_null(all.dataset);
  assert_int_equal(GDALDatasetGetLayerCount(all.dataset), 1);
  OGRLayerH layer = GDALDatasetGetLayer(all.dataset, 0);
  all.items = calloc((size_t)OGR_L_GetFeatureCount(layer, 1) + 1, sizeof(OGRFeatureH));
  assert_non_null(all.items);
  for (OGRFeatureH item; (item = OGR_L_GetNextFeature(layer)) != NULL;)
    all.items[all.count++] = item;
  return all;
}

static void free_features(features *all)
{
  for (int i = 0; i < all->count; i++) OGR_F_Destroy(all->items[i]);
  free(all->items);
  GDALClose(all->dataset);
}

static const char *text(const features *all, int item, const char *field)
{
  return OGR_F_GetFieldAsString(all->items[item], OGR_F_GetFieldIndex(all->items[item], field));
}

/* −1 for null. */
static int whole(const features *all, int item, const char *field)
{
  int index = OGR_F_GetFieldIndex(all->items[item], field);
  assert_true(index >= 0);
  if (!OGR_F_IsFieldSetAndNotNull(all->items[item], index)) return -1;
  return OGR_F_GetFieldAsInteger(all->items[item], index);
}

static OGRGeometryH shape(const features *all, int item)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef(all->items[item]);
  assert_non_null(geometry);
  return geometry;
}

static bool boxes_meet(OGRGeometryH a, OGRGeometryH b)
{
  OGREnvelope p, q;
  OGR_G_GetEnvelope(a, &p);
  OGR_G_GetEnvelope(b, &q);
  return p.MinX <= q.MaxX && q.MinX <= p.MaxX && p.MinY <= q.MaxY && q.MinY <= p.MaxY;
}

static double common_area(OGRGeometryH a, OGRGeometryH b)
{
  if (!boxes_meet(a, b)) return 0;
  OGRGeometryH both = OGR_G_Intersection(a, b);
  assert_non_null(both);
  double area = OGR_G_GetDimension(both) == 2 ? OGR_G_Area(both) : 0;
  OGR_G_DestroyGeometry(both);
  return area;
}

static bool is_number(const char *value, size_t digits)
{
  return strlen(value) == digits && strspn(value, "0123456789") == digits;
}

/* --- the default county, made once ------------------------------------------------------------ */

static made_county usual;

static int make_usual(void **state)
{
  (void)state;
  GDALAllRegister();
  make(&usual, 8, 1);
  return 0;
}

static int discard_usual(void **state)
{
  (void)state;
  discard(&usual);
  return 0;
}

static void figures_are_those_of_the_files(void **state)
{
  (void)state;
  features buildings = read_features(&usual, "buildings.gpkg");
  int64_t households = 0, unknown = 0;
  for (int b = 0; b < buildings.count; b++) {
    int here = whole(&buildings, b, "households");
    if (here < 0)
      unknown++;
    else
      households += here;
  }
  assert_int_equal(usual.figures.communities, 8);
  assert_int_equal(usual.figures.buildings, buildings.count);
  assert_int_equal(usual.figures.households, households);
  assert_int_equal(usual.figures.unknown, unknown);
  assert_in_range(households, 19000, 21000);
  assert_in_range(buildings.count, 2400, 4800);
  assert_in_range(unknown, buildings.count / 200, buildings.count / 40);
  free_features(&buildings);
}

static void eight_communities_have_codes_and_names(void **state)
{
  (void)state;
  features communities = read_features(&usual, "communities.gpkg");
  assert_int_equal(communities.count, 8);
  for (int c = 0; c < 8; c++) {
    assert_true(is_number(text(&communities, c, "code"), 12));
    assert_non_null(strstr(text(&communities, c, "name"), "社区"));
    assert_true(OGR_G_IsValid(shape(&communities, c)));
    for (int d = 0; d < c; d++) {
      assert_string_not_equal(text(&communities, c, "code"), text(&communities, d, "code"));
      assert_string_not_equal(text(&communities, c, "name"), text(&communities, d, "name"));
      assert_true(common_area(shape(&communities, c), shape(&communities, d)) == 0);
    }
  }
  assert_string_equal(text(&communities, 0, "name"), "滨河社区");
  free_features(&communities);
}

static void one_community_has_a_detached_part(void **state)
{
  (void)state;
  features communities = read_features(&usual, "communities.gpkg");
  int detached = 0;
  for (int c = 0; c < 8; c++) detached += OGR_G_GetGeometryCount(shape(&communities, c)) > 1;
  assert_int_equal(detached, 1);
  free_features(&communities);
}

typedef struct span {
  OGREnvelope box;
  OGRGeometryH shape;
} span;

static int compare_spans(const void *left, const void *right)
{
  double a = ((const span *)left)->box.MinX, b = ((const span *)right)->box.MinX;
  return (a > b) - (a < b);
}

/* From west to east, each against those that begin before it ends. */
static void assert_no_overlap(const features *all)
{
  span *spans = calloc((size_t)all->count, sizeof *spans);
  assert_non_null(spans);
  for (int a = 0; a < all->count; a++) {
    spans[a].shape = shape(all, a);
    OGR_G_GetEnvelope(spans[a].shape, &spans[a].box);
  }
  qsort(spans, (size_t)all->count, sizeof *spans, compare_spans);
  for (int a = 0; a < all->count; a++)
    for (int b = a + 1; b < all->count && spans[b].box.MinX <= spans[a].box.MaxX; b++)
      assert_true(common_area(spans[a].shape, spans[b].shape) == 0);
  free(spans);
}

static void footprints_are_valid_and_never_overlap(void **state)
{
  (void)state;
  features buildings = read_features(&usual, "buildings.gpkg");
  for (int a = 0; a < buildings.count; a++) assert_true(OGR_G_IsValid(shape(&buildings, a)));
  assert_no_overlap(&buildings);
  free_features(&buildings);
}

static void every_footprint_lies_inside_one_community(void **state)
{
  (void)state;
  features buildings = read_features(&usual, "buildings.gpkg");
  features communities = read_features(&usual, "communities.gpkg");
  for (int b = 0; b < buildings.count; b++) {
    int inside = 0, met = 0;
    for (int c = 0; c < communities.count; c++) {
      if (!boxes_meet(shape(&communities, c), shape(&buildings, b))) continue;
      inside += OGR_G_Contains(shape(&communities, c), shape(&buildings, b));
      met += OGR_G_Intersects(shape(&communities, c), shape(&buildings, b));
    }
    assert_int_equal(inside, 1);
    assert_int_equal(met, 1);
  }
  free_features(&communities);
  free_features(&buildings);
}

static void no_footprint_stands_on_a_street_the_track_or_in_the_river(void **state)
{
  (void)state;
  features buildings = read_features(&usual, "buildings.gpkg");
  features barriers = read_features(&usual, "barriers.gpkg");
  for (int l = 0; l < barriers.count; l++)
    for (int b = 0; b < buildings.count; b++)
      if (boxes_meet(shape(&barriers, l), shape(&buildings, b)))
        assert_true(OGR_G_Distance(shape(&barriers, l), shape(&buildings, b)) > 3);
  free_features(&barriers);
  free_features(&buildings);
}

static void all_kinds_of_buildings_are_there(void **state)
{
  (void)state;
  static const struct {
    const char *kind;
    int least, households_min, households_max, floors_min, floors_max;
  } kinds[] = {{"walk_up", 200, 20, 60, 5, 6}, {"mid_rise", 20, 44, 88, 11, 11},
               {"tower", 10, 72, 264, 18, 33}, {"house", 800, 0, 4, 1, 5},
               {"shop", 500, 0, 0, 1, 3},      {"school", 4, 0, 0, 1, 5},
               {"hospital", 3, 0, 0, 1, 9},    {"market", 3, 0, 0, 1, 2},
               {"service", 50, 0, 0, 1, 1},    {"office", 4, 0, 0, 1, 8}};
  features buildings = read_features(&usual, "buildings.gpkg");
  int all = 0;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    int count = 0;
    for (int b = 0; b < buildings.count; b++) {
      if (strcmp(text(&buildings, b, "kind"), kinds[k].kind) != 0) continue;
      int households = whole(&buildings, b, "households");
      count++;
      assert_true(households == -1 ||
                  (households >= kinds[k].households_min && households <= kinds[k].households_max));
      assert_in_range(whole(&buildings, b, "floors"), kinds[k].floors_min, kinds[k].floors_max);
      assert_in_range(whole(&buildings, b, "year_built"), 1978, 2027);
    }
    assert_true(count >= kinds[k].least);
    all += count;
  }
  assert_int_equal(all, buildings.count);
  free_features(&buildings);
}

static void streets_river_and_railway_have_names(void **state)
{
  (void)state;
  static const char *const kinds[] = {"主干路", "次干路", "巷", "河流", "铁路"};
  int counts[5] = {0};
  features barriers = read_features(&usual, "barriers.gpkg");
  for (int l = 0; l < barriers.count; l++) {
    bool known = false;
    assert_true(strlen(text(&barriers, l, "name")) > 0);
    for (int k = 0; k < 5; k++) {
      if (strcmp(text(&barriers, l, "kind"), kinds[k]) != 0) continue;
      known = true;
      counts[k]++;
      assert_int_equal(OGR_G_GetDimension(shape(&barriers, l)), k == 3 ? 2 : 1);
    }
    assert_true(known);
    assert_true(OGR_G_IsValid(shape(&barriers, l)));
  }
  for (int k = 0; k < 3; k++) assert_true(counts[k] > 5);
  assert_int_equal(counts[3], 1);
  assert_int_equal(counts[4], 1);
  free_features(&barriers);
}

static void there_are_bridges_and_one_underpass(void **state)
{
  (void)state;
  features crossings = read_features(&usual, "crossings.gpkg");
  features barriers = read_features(&usual, "barriers.gpkg");
  int bridges = 0, underpasses = 0;
  for (int x = 0; x < crossings.count; x++) {
    bool bridge = strcmp(text(&crossings, x, "kind"), "桥") == 0;
    bridges += bridge;
    underpasses += strcmp(text(&crossings, x, "kind"), "地道") == 0;
    bool found = false;
    for (int l = 0; l < barriers.count; l++)
      if (strcmp(text(&barriers, l, "kind"), bridge ? "河流" : "铁路") == 0)
        found = found || OGR_G_Crosses(shape(&crossings, x), shape(&barriers, l));
    assert_true(found);
  }
  assert_int_equal(underpasses, 1);
  assert_true(bridges >= 3);
  assert_int_equal(bridges + underpasses, crossings.count);
  free_features(&barriers);
  free_features(&crossings);
}

/* --- existing grids and the roster ------------------------------------------------------------ */

static void existing_grids_are_partly_too_small_and_partly_too_large(void **state)
{
  (void)state;
  features grids = read_features(&usual, "grids.gpkg"),
           buildings = read_features(&usual, "buildings.gpkg");
  int households[64] = {0}, under = 0, over = 0, lost = 0;
  assert_int_equal(grids.count, 51);
  for (int b = 0; b < buildings.count; b++) {
    bool found = false;
    for (int g = 0; g < grids.count && !found; g++) {
      found = boxes_meet(shape(&grids, g), shape(&buildings, b)) &&
              OGR_G_Contains(shape(&grids, g), shape(&buildings, b));
      int here = whole(&buildings, b, "households");
      if (found && here > 0) households[g] += here;
    }
    lost += !found;
  }
  for (int g = 0; g < grids.count; g++) {
    under += households[g] < 300;
    over += households[g] > 500;
  }
  assert_int_equal(lost, 0);
  assert_true(under >= 10);
  assert_true(over >= 5);
  assert_true(under + over < 51);
  free_features(&buildings);
  free_features(&grids);
}

static void existing_grids_cover_their_community_but_for_slips_of_the_pen(void **state)
{
  (void)state;
  features grids = read_features(&usual, "grids.gpkg");
  features communities = read_features(&usual, "communities.gpkg");
  for (int c = 0; c < communities.count; c++) {
    double inside = 0, all = 0, land = OGR_G_Area(shape(&communities, c));
    for (int g = 0; g < grids.count; g++) {
      if (strcmp(text(&grids, g, "community_code"), text(&communities, c, "code")) != 0) continue;
      assert_true(OGR_G_IsValid(shape(&grids, g)));
      assert_true(is_number(text(&grids, g, "code"), 15));
      all += OGR_G_Area(shape(&grids, g));
      inside += common_area(shape(&communities, c), shape(&grids, g));
    }
    assert_true(all - inside < land / 100000);
    assert_true(inside > land * 0.998 && inside < land * 1.002);
  }
  free_features(&communities);
  free_features(&grids);
}

static void thirty_five_officers_look_after_fifty_one_grids(void **state)
{
  (void)state;
  features grids = read_features(&usual, "grids.gpkg"),
           roster = read_features(&usual, "roster.csv");
  int two = 0, looking_after = 0;
  for (int g = 0; g < grids.count; g++) {
    int officers = 0;
    for (int p = 0; p < roster.count; p++)
      officers += strcmp(text(&roster, p, "role"), "officer") == 0 &&
                  strstr(text(&roster, p, "grid_codes"), text(&grids, g, "code")) != NULL;
    assert_int_equal(officers, 1);
  }
  for (int p = 0; p < roster.count; p++) {
    two += strchr(text(&roster, p, "grid_codes"), ';') != NULL;
    bool officer = strcmp(text(&roster, p, "role"), "officer") == 0;
    looking_after += officer;
    if (!officer) assert_string_equal(text(&roster, p, "role"), "assistant");
    assert_true(is_number(text(&roster, p, "phone"), 11));
    assert_memory_equal(text(&roster, p, "phone"), "1380000", 7);
    assert_memory_equal(text(&roster, p, "grid_codes"), text(&roster, p, "community_code"), 12);
  }
  assert_int_equal(looking_after, 35);
  assert_int_equal(roster.count, 35 + 8);
  assert_int_equal(two, 16);
  free_features(&roster);
  free_features(&grids);
}

/* --- other counties --------------------------------------------------------------------------- */

static bool same_file(const made_county *a, const made_county *b, const char *name)
{
  char path[PATH + 32];
  FILE *files[2];
  for (int k = 0; k < 2; k++) {
    snprintf(path, sizeof path, "%s/%s", (k == 0 ? a : b)->folder, name);
    files[k] = fopen(path, "rb");
    assert_non_null(files[k]);
  }
  int left, right;
  do {
    left = fgetc(files[0]);
    right = fgetc(files[1]);
  } while (left == right && left != EOF);
  fclose(files[0]);
  fclose(files[1]);
  return left == right;
}

static void two_runs_give_the_same_bytes(void **state)
{
  (void)state;
  made_county again;
  make(&again, 8, 1);
  for (int f = 0; f < FILES; f++)
    if (!same_file(&usual, &again, file_names[f])) fail_msg("%s differs", file_names[f]);
  discard(&again);
}

static void another_seed_gives_another_county_of_the_same_size(void **state)
{
  (void)state;
  for (uint64_t seed = 2; seed < 6; seed++) {
    made_county other;
    make(&other, 8, seed);
    assert_false(same_file(&usual, &other, "communities.gpkg"));
    assert_false(same_file(&usual, &other, "buildings.gpkg"));
    assert_in_range(other.figures.households, 18400, 21600);
    assert_int_equal(other.figures.grids, 51);
    assert_int_equal(other.figures.officers, 35);
    discard(&other);
  }
}

static bool same_feature(const features *a, const features *b, int item)
{
  for (int k = 0; k < OGR_F_GetFieldCount(a->items[item]); k++) {
    char left[PATH];
    snprintf(left, sizeof left, "%s", OGR_F_GetFieldAsString(a->items[item], k));
    if (strcmp(left, OGR_F_GetFieldAsString(b->items[item], k)) != 0) return false;
  }
  return OGR_G_Equals(shape(a, item), shape(b, item));
}

static void a_larger_county_begins_with_the_smaller_one(void **state)
{
  (void)state;
  made_county large;
  make(&large, 30, 1);
  features few = read_features(&usual, "communities.gpkg"),
           many = read_features(&large, "communities.gpkg");
  features houses = read_features(&usual, "buildings.gpkg"),
           more = read_features(&large, "buildings.gpkg");
  assert_int_equal(many.count, 30);
  for (int c = 0; c < many.count; c++) {
    if (c < few.count) assert_true(same_feature(&few, &many, c));
    for (int d = 0; d < c; d++) {
      assert_string_not_equal(text(&many, c, "name"), text(&many, d, "name"));
      assert_string_not_equal(text(&many, c, "code"), text(&many, d, "code"));
      assert_true(common_area(shape(&many, c), shape(&many, d)) == 0);
    }
  }
  for (int b = 0; b < houses.count; b++) assert_true(same_feature(&houses, &more, b));
  assert_no_overlap(&more);
  free_features(&more);
  free_features(&houses);
  free_features(&many);
  free_features(&few);
  discard(&large);
}

/* --- failures --------------------------------------------------------------------------------- */

static wg_status refused(const char *folder, int32_t communities)
{
  wg_context *context;
  wg_sample_figures figures;
  assert_int_equal(wg_context_new(&context, NULL), WG_OK);
  wg_sample_options options = WG_SAMPLE_OPTIONS_INIT;
  options.folder = folder;
  options.communities = communities;
  wg_status status = wg_sample_make(context, &options, &figures);
  assert_true(strlen(wg_message(context)) > 0);
  wg_context_free(context);
  return status;
}

static void nonsense_is_refused_with_a_sentence(void **state)
{
  (void)state;
  assert_int_equal(refused(NULL, 8), WG_MISUSE);
  assert_int_equal(refused("/tmp", 0), WG_LIMIT);
  assert_int_equal(refused("/tmp", 100001), WG_LIMIT);
  assert_int_equal(refused("/nowhere/at/all", 8), WG_WRITE_FAILED);
}

/* Memory that fails at the k-th allocation, and knows how much is in use. */
typedef struct memory_meter {
  int64_t left; /* allocations that still succeed */
  size_t used, most;
} memory_meter;

static void *meter_resize(void *user, void *memory, size_t size)
{
  memory_meter *meter = user;
  size_t *old = memory != NULL ? (size_t *)memory - 2 : NULL, before = old != NULL ? *old : 0;
  if (meter->left == 0) return NULL;
  meter->left--;
  size_t *block = realloc(old, size + 2 * sizeof *block);
  if (block == NULL) return NULL;
  *block = size;
  meter->used += size - before;
  if (meter->used > meter->most) meter->most = meter->used;
  return block + 2;
}

static void *meter_allocate(void *user, size_t size)
{
  return meter_resize(user, NULL, size);
}

static void meter_release(void *user, void *memory)
{
  if (memory == NULL) return;
  size_t *block = (size_t *)memory - 2;
  ((memory_meter *)user)->used -= *block;
  free(block);
}

static wg_status make_metered(memory_meter *meter, int32_t communities)
{
  wg_context *context;
  made_county made;
  wg_allocator allocator = {meter_allocate, meter_resize, meter_release, meter};
  wg_status status = wg_context_new(&context, &allocator);
  if (status != WG_OK) return status;
  snprintf(made.folder, sizeof made.folder, "/tmp/wangge-sample-XXXXXX");
  assert_non_null(mkdtemp(made.folder));
  wg_sample_options options = {
      .folder = made.folder, .communities = communities, .seed = 1, .date = "2026-01-31"};
  status = wg_sample_make(context, &options, &made.figures);
  wg_context_free(context);
  if (status == WG_OK)
    discard(&made);
  else
    assert_int_equal(rmdir(made.folder), 0); /* a failed run leaves nothing */
  assert_int_equal(meter->used, 0);
  return status;
}

static void any_failing_allocation_leaves_nothing_behind(void **state)
{
  (void)state;
  wg_status status = WG_OUT_OF_MEMORY;
  for (int64_t k = 0; status != WG_OK; k += 1 + k / 20) {
    memory_meter meter = {.left = k};
    status = make_metered(&meter, 1);
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
  }
}

static void memory_does_not_grow_with_the_county(void **state)
{
  (void)state;
  memory_meter small = {.left = INT64_MAX}, large = {.left = INT64_MAX};
  assert_int_equal(make_metered(&small, 16), WG_OK);
  assert_int_equal(make_metered(&large, 96), WG_OK);
  assert_true(large.most < 2 * small.most);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(figures_are_those_of_the_files),
      cmocka_unit_test(eight_communities_have_codes_and_names),
      cmocka_unit_test(one_community_has_a_detached_part),
      cmocka_unit_test(footprints_are_valid_and_never_overlap),
      cmocka_unit_test(every_footprint_lies_inside_one_community),
      cmocka_unit_test(no_footprint_stands_on_a_street_the_track_or_in_the_river),
      cmocka_unit_test(all_kinds_of_buildings_are_there),
      cmocka_unit_test(streets_river_and_railway_have_names),
      cmocka_unit_test(there_are_bridges_and_one_underpass),
      cmocka_unit_test(existing_grids_are_partly_too_small_and_partly_too_large),
      cmocka_unit_test(existing_grids_cover_their_community_but_for_slips_of_the_pen),
      cmocka_unit_test(thirty_five_officers_look_after_fifty_one_grids),
      cmocka_unit_test(two_runs_give_the_same_bytes),
      cmocka_unit_test(another_seed_gives_another_county_of_the_same_size),
      cmocka_unit_test(a_larger_county_begins_with_the_smaller_one),
      cmocka_unit_test(nonsense_is_refused_with_a_sentence),
      cmocka_unit_test(any_failing_allocation_leaves_nothing_behind),
      cmocka_unit_test(memory_does_not_grow_with_the_county),
  };
  return cmocka_run_group_tests(tests, make_usual, discard_usual);
}
