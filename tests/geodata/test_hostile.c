/* Malformed and odd files, each as each input: a clear error or a clean read, never a crash or a
 * hang. Each runs in a process of its own. `WANGGE_TABLE=1` prints what happened to each. */
#define _GNU_SOURCE /* nftw */
#include "support.h"

#include <ftw.h>
#include <sys/wait.h>

static const wg_fields first_field = {0};
static char paths[512][512];
static int path_count;

static int collect(const char *path, const struct stat *status, int type, struct FTW *where)
{
  (void)status, (void)where;
  if (type == FTW_F && path_count < 512) snprintf(paths[path_count++], sizeof paths[0], "%s", path);
  return 0;
}

static int by_name(const void *a, const void *b)
{
  return strcmp(a, b);
}

/* The layer is the first of several, so that a choice of layers is not the end of it. */
static const char *first_layer(const char *path)
{
  static char name[256];
  static const char *const drivers[] = {"ESRI Shapefile", "GPKG", "GeoJSON", "CSV", "KML", "MapInfo File",
                                        "OpenFileGDB", "SQLite", "DXF", "OSM", "GPX", "XLSX", "ODS", NULL};
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, drivers, NULL, NULL);
  if (handle == NULL) return NULL;
  bool several = GDALDatasetGetLayerCount(handle) > 1;
  if (several) snprintf(name, sizeof name, "%s", OGR_L_GetName(GDALDatasetGetLayer(handle, 0)));
  GDALClose(handle);
  return several ? name : NULL;
}

static wg_status read_as(world *w, const char *role, const char *path, const char *crs)
{
  static const wg_barrier_table table;
  const wg_input input = {.role = role, .path = path, .layer = first_layer(path), .crs = crs};
  wg_communities communities = {0};
  wg_buildings buildings = {0};
  wg_barriers barriers = {0};
  wg_crossings crossings = {0};
  wg_system own;
  wg_status status = wg_system_choose(&own, w->context, NULL, &input);
  const wg_system *system = status == WG_OK ? &own : &w->system;
  if (strcmp(role, "communities") == 0) {
    if (status == WG_OK)
      status = wg_read_communities(&communities, w->context, &input, &first_field, system, &w->findings, &w->reading);
  } else if (strcmp(role, "buildings") == 0) {
    status = wg_read_buildings(&buildings, w->context, &input, &first_field, system, &w->findings, &w->reading);
    /* nothing is lost without a word */
    if (status == WG_OK && buildings.shapes.count != w->reading.features) abort();
  } else if (strcmp(role, "barriers") == 0) {
    status = wg_read_barriers(&barriers, w->context, &input, &first_field, &table, system, &w->findings, &w->reading);
  } else {
    status = wg_read_crossings(&crossings, w->context, &input, system, &w->findings, &w->reading);
  }
  wg_system_free(&own, w->context);
  wg_communities_free(&communities, w->context);
  wg_buildings_free(&buildings, w->context);
  wg_barriers_free(&barriers, w->context);
  wg_crossings_free(&crossings, w->context);
  return status;
}

/* One role; a file without a coordinate system is read once more as if it had one. */
static bool try_role(world *w, const char *role, const char *path, bool table)
{
  wg_status status = read_as(w, role, path, NULL);
  if (status == WG_NO_CRS) status = read_as(w, role, path, "EPSG:4326");
  const char *name = path + strlen(SHARED_DATA "/data/hostile/");
  if (table && status == WG_OK)
    printf("%s as %s: read, %lld features, %lld null, %lld repaired, %lld refused\n", name, role,
           (long long)w->reading.features, (long long)w->reading.null, (long long)w->reading.repaired,
           (long long)w->reading.refused);
  else if (table)
    printf("%s as %s: error %d, %s\n", name, role, status, wg_message(w->context));
  return status == WG_OK || (wg_message(w->context)[0] != 0 && status != WG_INTERNAL);
}

static void child(world *w, const char *path, bool table)
{
  static const char *const roles[] = {"communities", "buildings", "barriers", "crossings"};
  bool good = true;
  for (int r = 0; r < 4; r++) {
    alarm(30);
    good = try_role(w, roles[r], path, table) && good;
  }
  fflush(stdout);
  _exit(good ? 0 : 1);
}

static void every_file_ends_in_an_error_or_a_clean_read(void **state)
{
  world *w = *state;
  bool table = getenv("WANGGE_TABLE") != NULL;
  int faults = 0;
  if (access(SHARED_DATA "/data/hostile", R_OK) != 0) {
    printf("skipped: %s is not there\n", SHARED_DATA "/data/hostile");
    skip();
  }
  use_4547(w, 500000, 2560000);
  nftw(SHARED_DATA "/data/hostile", collect, 16, 0);
  assert_true(path_count > 200);
  qsort(paths, (size_t)path_count, sizeof paths[0], by_name);
  for (int i = 0; i < path_count; i++) {
    int result;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) child(w, paths[i], table);
    assert_int_equal(waitpid(process, &result, 0), process);
    if (WIFEXITED(result) && WEXITSTATUS(result) == 0) continue;
    printf("%s: %s %d\n", paths[i], WIFSIGNALED(result) ? "signal" : "exit",
           WIFSIGNALED(result) ? WTERMSIG(result) : WEXITSTATUS(result));
    faults++;
  }
  assert_int_equal(faults, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_file_ends_in_an_error_or_a_clean_read, begin_world, end_world),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
