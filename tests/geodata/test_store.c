/* The plan store: what is written is read back equal, SpatiaLite agrees on every geometry, the same
 * plan gives the same file, nothing is left where writing fails, and no damaged file crashes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <spatialite.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "geodata/store.h"
#include "small_plan.h"
#include "wangge/random.h"

typedef struct fixture {
  wg_context *context;
  wg_plan plan;
  char folder[64], path[96];
} fixture;

static int set_up(void **state)
{
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  assert_int_equal(wg_context_new(&f->context, NULL), WG_OK);
  small_plan(&f->plan, f->context, small_rows);
  snprintf(f->folder, sizeof f->folder, "/tmp/store-XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->path, sizeof f->path, "%s/方案.sqlite", f->folder);
  return 0;
}

static int files_in(const char *folder, bool remove)
{
  int count = 0;
  DIR *listing = opendir(folder);
  assert_non_null(listing);
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    count++;
    if (remove) unlinkat(dirfd(listing), entry->d_name, 0);
  }
  closedir(listing);
  return count;
}

static int tear_down(void **state)
{
  fixture *f = *state;
  chmod(f->folder, 0700);
  files_in(f->folder, true);
  rmdir(f->folder);
  wg_plan_free(&f->plan, f->context);
  wg_context_free(f->context);
  free(f);
  return 0;
}

/* --- comparing plans ---------------------------------------------------------------------------- */

static void same_text(const wg_texts *a, wg_text x, const wg_texts *b, wg_text y)
{
  assert_int_equal(x == WG_NO_TEXT, y == WG_NO_TEXT);
  assert_string_equal(wg_texts_get(a, x), wg_texts_get(b, y));
}

static void same_shapes(const wg_shapes *a, const wg_shapes *b)
{
  assert_int_equal(a->count, b->count);
  assert_int_equal(a->ring_count, b->ring_count);
  assert_int_equal(a->point_count, b->point_count);
  if (a->count == 0) return;
  assert_memory_equal(a->kind, b->kind, (size_t)a->count);
  assert_memory_equal(a->ring_start, b->ring_start, (size_t)(a->count + 1) * sizeof(int64_t));
  if (a->ring_count == 0) return;
  assert_memory_equal(a->point_start, b->point_start,
                      (size_t)(a->ring_count + 1) * sizeof(int64_t));
  assert_memory_equal(a->points, b->points, (size_t)a->point_count * sizeof(wg_point));
}

static void same_run(const wg_plan *a, const wg_plan *b)
{
  assert_string_equal(a->date, b->date);
  assert_string_equal(a->system.name, b->system.name);
  assert_string_equal(a->system.title, b->system.title);
  assert_string_equal(a->system.wkt, b->system.wkt);
  assert_int_equal(a->system.epsg, b->system.epsg);
  assert_int_equal(a->system.origin_x_m, b->system.origin_x_m);
  assert_int_equal(a->system.origin_y_m, b->system.origin_y_m);
  assert_int_equal(a->rule.min, b->rule.min);
  assert_int_equal(a->rule.charge, b->rule.charge);
  assert_true(a->rule.seed == b->rule.seed);
  assert_int_equal(a->rule.effort, b->rule.effort);
  assert_int_equal(a->rule.stay, b->rule.stay);
  assert_int_equal(a->rule.like, b->rule.like);
  assert_int_equal(a->rule.compact, b->rule.compact);
  assert_int_equal(a->parameter_count, b->parameter_count);
  for (int64_t i = 0; i < a->parameter_count; i++) {
    same_text(&a->texts, a->parameters[i].name, &b->texts, b->parameters[i].name);
    same_text(&a->texts, a->parameters[i].value, &b->texts, b->parameters[i].value);
  }
}

static void same_communities(const wg_plan *a, const wg_plan *b)
{
  same_shapes(&a->communities.shapes, &b->communities.shapes);
  for (int64_t i = 0; i < a->communities.shapes.count; i++) {
    same_text(&a->communities.texts, a->communities.code[i], &b->communities.texts,
              b->communities.code[i]);
    same_text(&a->communities.texts, a->communities.name[i], &b->communities.texts,
              b->communities.name[i]);
    assert_memory_equal(&a->results[i], &b->results[i], sizeof a->results[i]);
  }
}

static void same_grids(const wg_plan *a, const wg_plan *b)
{
  assert_int_equal(a->grid_count, b->grid_count);
  same_shapes(&a->outlines, &b->outlines);
  for (int64_t i = 0; i < a->grid_count; i++) {
    wg_grid x = a->grids[i], y = b->grids[i];
    same_text(&a->texts, x.code, &b->texts, y.code);
    same_text(&a->texts, x.name, &b->texts, y.name);
    same_text(&a->texts, x.reason, &b->texts, y.reason);
    assert_int_equal(x.community, y.community);
    assert_int_equal(x.sequence, y.sequence);
    assert_int_equal(x.kind, y.kind);
    assert_int_equal(x.status, y.status);
    assert_int_equal(x.proof, y.proof);
    assert_int_equal(x.households, y.households);
    assert_int_equal(x.households_estimated, y.households_estimated);
    assert_int_equal(x.persons, y.persons);
    assert_int_equal(x.buildings, y.buildings);
    assert_int_equal(x.buildings_unknown, y.buildings_unknown);
    assert_int_equal(x.area2_mm2, y.area2_mm2);
    assert_int_equal(x.perimeter_mm, y.perimeter_mm);
    assert_memory_equal(&x.inner, &y.inner, sizeof x.inner);
  }
}

static void same_units(const wg_plan *a, const wg_plan *b)
{
  assert_int_equal(a->unit_count, b->unit_count);
  assert_memory_equal(a->units, b->units, (size_t)a->unit_count * sizeof *a->units);
  assert_int_equal(a->edge_count, b->edge_count);
  for (int64_t i = 0; i < a->edge_count; i++) {
    assert_int_equal(a->edges[i].a, b->edges[i].a);
    assert_int_equal(a->edges[i].b, b->edges[i].b);
    assert_int_equal(a->edges[i].length_mm, b->edges[i].length_mm);
    assert_int_equal(a->edges[i].passable, b->edges[i].passable);
    assert_int_equal(a->edges[i].class_, b->edges[i].class_);
  }
}

static void same_buildings(const wg_plan *p, const wg_plan *q)
{
  const wg_buildings *a = &p->buildings, *b = &q->buildings;
  same_shapes(&a->shapes, &b->shapes);
  for (int64_t i = 0; i < a->shapes.count; i++) {
    same_text(&a->texts, a->id[i], &b->texts, b->id[i]);
    same_text(&a->texts, a->compound[i], &b->texts, b->compound[i]);
    assert_int_equal(a->households[i], b->households[i]);
    assert_int_equal(a->persons[i], b->persons[i]);
    assert_int_equal(a->floors[i], b->floors[i]);
    assert_int_equal(a->source[i], b->source[i]);
    assert_int_equal(a->exempt[i], b->exempt[i]);
    assert_int_equal(a->community[i], b->community[i]);
    assert_int_equal(p->grid_of_building[i], q->grid_of_building[i]);
    assert_int_equal(p->unit_of_building[i], q->unit_of_building[i]);
  }
}

static void same_surroundings(const wg_plan *a, const wg_plan *b)
{
  same_shapes(&a->barriers.shapes, &b->barriers.shapes);
  for (int64_t i = 0; i < a->barriers.shapes.count; i++) {
    same_text(&a->barriers.texts, a->barriers.kind[i], &b->barriers.texts, b->barriers.kind[i]);
    same_text(&a->barriers.texts, a->barriers.name[i], &b->barriers.texts, b->barriers.name[i]);
    assert_int_equal(a->barriers.class_[i], b->barriers.class_[i]);
    assert_int_equal(a->barriers.road[i], b->barriers.road[i]);
    assert_int_equal(a->barriers.underground[i], b->barriers.underground[i]);
  }
  same_shapes(&a->crossings.shapes, &b->crossings.shapes);
  for (int64_t i = 0; i < a->crossings.shapes.count; i++) {
    same_text(&a->crossings.texts, a->crossings.name[i], &b->crossings.texts,
              b->crossings.name[i]);
    assert_int_equal(a->crossings.made[i], b->crossings.made[i]);
  }
  assert_int_equal(a->findings.count, b->findings.count);
  for (int64_t i = 0; i < a->findings.count; i++) {
    const wg_finding *x = &a->findings.items[i], *y = &b->findings.items[i];
    assert_int_equal(x->code, y->code);
    assert_int_equal(x->severity, y->severity);
    assert_int_equal(x->proof, y->proof);
    assert_int_equal(x->community, y->community);
    assert_int_equal(x->grid, y->grid);
    assert_int_equal(x->building, y->building);
    same_text(&a->findings.texts, x->subject, &b->findings.texts, y->subject);
    same_text(&a->findings.texts, x->reason, &b->findings.texts, y->reason);
    same_text(&a->findings.texts, x->remedy, &b->findings.texts, y->remedy);
    assert_int_equal(x->has_point, y->has_point);
    assert_memory_equal(&x->at, &y->at, sizeof x->at);
  }
}

static void same_plan(const wg_plan *a, const wg_plan *b)
{
  same_run(a, b);
  same_communities(a, b);
  same_grids(a, b);
  same_units(a, b);
  same_buildings(a, b);
  same_surroundings(a, b);
}

/* --- SQL on a store ------------------------------------------------------------------------------- */

static void sql_on(const char *path, const char *sql)
{
  sqlite3 *database;
  char *message = NULL;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  void *spatialite = spatialite_alloc_connection();
  spatialite_init_ex(database, spatialite, 0);
  if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s", message);
  sqlite3_close(database);
  spatialite_cleanup_ex(spatialite);
}

/* The first value of a query as text. */
static void assert_sql(const char *path, const char *sql, const char *expected)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  void *spatialite = spatialite_alloc_connection();
  spatialite_init_ex(database, spatialite, 0);
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(database));
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  const char *text = (const char *)sqlite3_column_text(statement, 0);
  assert_string_equal(text == NULL ? "NULL" : text, expected);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  spatialite_cleanup_ex(spatialite);
}

static wg_status read_again(fixture *f)
{
  wg_plan read;
  wg_status status = wg_store_read(&read, f->context, f->path);
  wg_plan_free(&read, f->context);
  return status;
}

/* --- tests ------------------------------------------------------------------------------------------ */

static void a_plan_comes_back_as_it_was(void **state)
{
  fixture *f = *state;
  wg_plan read;
  f->plan.rule.seed = UINT64_MAX - 3;
  f->plan.buildings.persons[2] = 11;
  f->plan.grids[1].persons = 0;
  f->plan.buildings.floors[0] = 33;
  f->plan.buildings.exempt[1] = 1;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_int_equal(wg_store_read(&read, f->context, f->path), WG_OK);
  same_plan(&f->plan, &read);
  wg_plan_free(&read, f->context);
}

static void an_empty_plan_comes_back(void **state)
{
  fixture *f = *state;
  wg_plan empty = {0}, read;
  SMALL_TRY(wg_store_write(f->context, f->path, &empty));
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  assert_int_equal(read.grid_count + read.buildings.shapes.count + read.unit_count, 0);
  wg_plan_free(&read, f->context);
}

static void every_millimetre_survives(void **state)
{
  fixture *f = *state;
  wg_plan read;
  wg_random random = wg_random_seeded(5);
  wg_shapes *shapes = &f->plan.barriers.shapes;
  for (int64_t i = 0; i < 2000; i++) {
    int64_t row;
    SMALL_TRY(wg_barriers_append(&f->plan.barriers, f->context, &row));
    wg_point a = {(int32_t)wg_random_next(&random), (int32_t)wg_random_next(&random)};
    small_line(f->context, shapes, a, (wg_point){INT32_MAX - (int32_t)i, INT32_MIN + 1 + (int32_t)i});
  }
  f->plan.system.origin_x_m = 39512000;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  same_shapes(shapes, &read.barriers.shapes);
  wg_plan_free(&read, f->context);
}

/* A shell with a hole, in the hole an island: three rings, two polygons. */
static void spatialite_reads_holes_and_islands(void **state)
{
  fixture *f = *state;
  wg_shapes *shapes = &f->plan.outlines;
  wg_shapes_free(shapes, f->context);
  for (int64_t i = 0; i < f->plan.grid_count; i++) {
    SMALL_TRY(wg_shapes_begin(shapes, f->context, WG_SHAPE_AREA));
    const wg_point rings[3][4] = {{{0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}},
                                  {{1000, 1000}, {1000, 8000}, {8000, 8000}, {8000, 1000}},
                                  {{2001, 2000}, {7000, 2000}, {7000, 7000}, {2000, 7000}}};
    for (int r = 0; r < 3; r++) {
      SMALL_TRY(wg_shapes_begin_ring(shapes, f->context));
      for (int p = 0; p < 4; p++) SMALL_TRY(wg_shapes_add_point(shapes, f->context, rings[r][p]));
    }
  }
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_sql(f->path, "SELECT ST_AsText(geometry) FROM grid WHERE id = 1",
             "MULTIPOLYGON(((512000 4151000, 512009 4151000, 512009 4151009, 512000 4151009, "
             "512000 4151000), (512001 4151001, 512001 4151008, 512008 4151008, 512008 4151001, "
             "512001 4151001)), ((512002.001 4151002, 512007 4151002, 512007 4151007, "
             "512002 4151007, 512002.001 4151002)))");
  assert_sql(f->path, "SELECT min(ST_IsValid(geometry)) FROM grid", "1");
  wg_plan read;
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  same_shapes(shapes, &read.outlines);
  wg_plan_free(&read, f->context);
}

static void spatialite_agrees_on_geometry(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_sql(f->path, "SELECT min(ST_IsValid(geometry)) FROM grid", "1");
  assert_sql(f->path, "SELECT max(abs(ST_Area(geometry) - area_m2)) < 1e-6 FROM grid", "1");
  assert_sql(f->path, "SELECT max(abs(ST_Perimeter(geometry) - perimeter_m)) < 1e-6 FROM grid", "1");
  assert_sql(f->path, "SELECT group_concat(DISTINCT ST_Srid(geometry)) FROM grid", "4547");
  assert_sql(f->path, "SELECT ST_AsText(geometry) FROM crossing", "POINT(512200 4151100)");
  assert_sql(f->path, "SELECT ST_AsText(geometry) FROM barrier",
             "MULTILINESTRING((511999 4151100, 512400.123 4151100))");
  assert_sql(f->path, "SELECT ST_AsText(geometry) FROM building WHERE building_id LIKE 'L%'",
             "POINT(511909.999 4150999.993)");
  assert_sql(f->path, "SELECT group_concat(f_table_name || ' ' || geometry_type, ', ') FROM"
             " (SELECT * FROM geometry_columns ORDER BY 1)",
             "barrier 5, building 0, community 6, compound_area 6, crossing 1, exempt_area 6, finding 1, "
             "grid 6, micro 6, unit 1");
  assert_sql(f->path, "SELECT count(*) FROM idx_grid_geometry", "6");
  assert_sql(f->path, "SELECT CheckSpatialIndex('grid', 'geometry')", "1");
  assert_sql(f->path, "PRAGMA integrity_check", "ok");
}

static void a_clerk_can_ask_it(void **state)
{
  fixture *f = *state;
  f->plan.grids[2].status = WG_GRID_OVER;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_sql(f->path, "SELECT households FROM grid_summary WHERE code = '640106001001'", "400");
  assert_sql(f->path, "SELECT grids || ' ' || out_of_range || ' ' || name FROM community_summary",
             "4 1 滨河社区");
  assert_sql(f->path, "SELECT code FROM out_of_range", "640106001003");
  assert_sql(f->path, "SELECT grid_name FROM building_list WHERE building_id = 'B-0005'",
             "第1网格");
  assert_sql(f->path, "SELECT building_id FROM left_over", "L'1\"");
  assert_sql(f->path, "SELECT officer FROM grid_officer", "待定");
  assert_sql(f->path, "SELECT households FROM compound WHERE name = '小区B'", "400");
  assert_sql(f->path, "SELECT value FROM run WHERE part = 'rule' AND name = 'max'", "500");
  assert_sql(f->path, "SELECT code FROM grid WHERE"
             " ST_Contains(geometry, MakePoint(512010, 4151290, 4547))", "640106001001");
  assert_sql(f->path, "SELECT count(*) FROM grid, (SELECT Transform(MakePoint(512010, 4151290,"
             " 4547), 4326) AS here) WHERE ST_Contains(geometry, Transform(here, 4547))", "1");
  assert_sql(f->path, "SELECT count(*) FROM layer_styles WHERE useAsDefault", "4");
}

static void an_unknown_system_is_stored_by_its_definition(void **state)
{
  fixture *f = *state;
  static const char local[] = "+proj=tmerc +lon_0=113.5 +x_0=50000 +ellps=GRS80 +units=m +type=crs";
  wg_release(f->context, f->plan.system.wkt);
  SMALL_TRY(wg_allocate(f->context, &f->plan.system.wkt, sizeof local, 1));
  memcpy(f->plan.system.wkt, local, sizeof local);
  f->plan.system.epsg = 0;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_sql(f->path, "SELECT srid FROM geometry_columns WHERE f_table_name = 'grid'", "990001");
  assert_sql(f->path, "SELECT proj4text LIKE '%lon_0=113.5%' AND srtext LIKE 'PROJCS%'"
             " FROM spatial_ref_sys WHERE srid = 990001", "1");
  SMALL_TRY(read_again(f));
}

/* Everything in the file, sorted, as text. */
static char *dump(const char *path)
{
  char command[256];
  snprintf(command, sizeof command, "sqlite3 '%s' .dump | LC_ALL=C sort", path);
  FILE *pipe = popen(command, "r");
  size_t size = 0, capacity = 1 << 20, got;
  char *text = malloc(capacity);
  while ((got = fread(text + size, 1, capacity - size - 1, pipe)) > 0) {
    size += got;
    text = realloc(text, capacity *= 2);
  }
  text[size] = 0;
  pclose(pipe);
  return text;
}

static void the_same_plan_gives_the_same_dump(void **state)
{
  fixture *f = *state;
  if (system("command -v sqlite3 > /dev/null") != 0) {
    print_message("sqlite3 is not installed\n");
    skip();
  }
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  char *first = dump(f->path);
  usleep(1100000); /* into another second, so that a clock would show */
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  char *second = dump(f->path);
  assert_true(strlen(first) > 10000);
  assert_string_equal(first, second);
  free(first);
  free(second);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  struct rlimit before, small = {200000, 200000};
  getrlimit(RLIMIT_FSIZE, &before);
  small.rlim_max = before.rlim_max;
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small); /* as a full disk: writing beyond it fails */
  wg_status status = wg_store_write(f->context, f->path, &f->plan);
  setrlimit(RLIMIT_FSIZE, &before);
  assert_int_equal(status, WG_WRITE_FAILED);
  assert_non_null(strstr(wg_message(f->context), "方案.sqlite"));
  assert_int_equal(files_in(f->folder, false), 1);
  SMALL_TRY(read_again(f));
}

static void unwritable_places_are_refused_with_a_sentence(void **state)
{
  fixture *f = *state;
  assert_int_equal(wg_store_write(f->context, f->folder, &f->plan), WG_WRITE_FAILED);
  assert_non_null(strstr(wg_message(f->context), "folder"));
  assert_int_equal(wg_store_write(f->context, "/nowhere/at/all.sqlite", &f->plan), WG_WRITE_FAILED);
  assert_non_null(strstr(wg_message(f->context), "/nowhere/at/all.sqlite"));
  assert_int_equal(wg_store_write(f->context, "/dev/null", &f->plan), WG_WRITE_FAILED);
  assert_int_equal(wg_store_write(f->context, "", &f->plan), WG_WRITE_FAILED);
  assert_int_equal(files_in(f->folder, false), 0);
}

/* In a child, because root must become somebody else to be refused anything. */
static void a_read_only_folder_keeps_its_file(void **state)
{
  fixture *f = *state;
  int result;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  chmod(f->folder, 0555);
  pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    wg_status status = wg_store_write(f->context, f->path, &f->plan);
    _exit(status == WG_WRITE_FAILED && strstr(wg_message(f->context), "方案.sqlite") ? 0 : 1);
  }
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_true(WIFEXITED(result));
  assert_int_equal(WEXITSTATUS(result), 0);
  SMALL_TRY(read_again(f));
  assert_int_equal(files_in(f->folder, false), 1);
}

static void a_store_open_in_another_program_is_not_replaced(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  char journal[128];
  snprintf(journal, sizeof journal, "%s-wal", f->path);
  FILE *file = fopen(journal, "w");
  fputs("pending", file);
  fclose(file);
  assert_int_equal(wg_store_write(f->context, f->path, &f->plan), WG_WRITE_FAILED);
  assert_non_null(strstr(wg_message(f->context), "-wal"));
}

static void a_link_keeps_pointing_at_the_file(void **state)
{
  fixture *f = *state;
  char link[128];
  snprintf(link, sizeof link, "%s/link.sqlite", f->folder);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_int_equal(symlink(f->path, link), 0);
  SMALL_TRY(wg_store_write(f->context, link, &f->plan));
  struct stat about;
  assert_int_equal(lstat(link, &about), 0);
  assert_true(S_ISLNK(about.st_mode));
  SMALL_TRY(read_again(f));
}

/* Of three files named as temporary ones: an orphan, one whose writer lives, one of another target. */
static void orphans_of_killed_writers_are_removed(void **state)
{
  fixture *f = *state;
  char path[160];
  snprintf(path, sizeof path, "%s.99999-0.part", f->path);
  close(open(path, O_CREAT | O_RDWR, 0600));
  snprintf(path, sizeof path, "%s/other.sqlite.99999-0.part", f->folder);
  close(open(path, O_CREAT | O_RDWR, 0600));
  snprintf(path, sizeof path, "%s.99998-0.part", f->path);
  int living = open(path, O_CREAT | O_RDWR, 0600);
  assert_int_equal(flock(living, LOCK_EX), 0);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_int_equal(files_in(f->folder, false), 3);
  assert_int_equal(access(path, F_OK), 0);
  close(living);
}

static void a_killed_writer_leaves_old_or_new(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  wg_random random = wg_random_seeded(9);
  for (int round = 0; round < 25; round++) {
    pid_t child = fork();
    if (child == 0) {
      for (;;)
        if (wg_store_write(f->context, f->path, &f->plan) != WG_OK) _exit(1);
    }
    usleep((useconds_t)wg_random_below(&random, 60000));
    kill(child, SIGKILL);
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
    wg_plan read;
    SMALL_TRY(wg_store_read(&read, f->context, f->path));
    same_plan(&f->plan, &read);
    wg_plan_free(&read, f->context);
  }
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  assert_int_equal(files_in(f->folder, false), 1);
}

static void foreign_files_are_told_apart(void **state)
{
  fixture *f = *state;
  assert_int_equal(read_again(f), WG_NOT_FOUND);
  FILE *file = fopen(f->path, "w");
  fclose(file);
  assert_int_equal(read_again(f), WG_UNREADABLE);
  assert_non_null(strstr(wg_message(f->context), "no plan store"));
  file = fopen(f->path, "w");
  for (int i = 0; i < 1000; i++) fputs("{\"type\":\"FeatureCollection\"}", file);
  fclose(file);
  assert_int_equal(read_again(f), WG_UNREADABLE);
  assert_non_null(strstr(wg_message(f->context), "no plan store"));
  unlink(f->path);
  sql_on(f->path, "CREATE TABLE grid (a); PRAGMA user_version = 1");
  assert_int_equal(read_again(f), WG_UNREADABLE);
  assert_non_null(strstr(wg_message(f->context), "no plan store"));
  assert_int_equal(wg_store_write(f->context, f->path, &f->plan), WG_WRITE_FAILED);
  assert_non_null(strstr(wg_message(f->context), "remove that one first"));
  unlink(f->path);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  sql_on(f->path, "PRAGMA user_version = 7");
  assert_int_equal(read_again(f), WG_UNREADABLE);
  assert_non_null(strstr(wg_message(f->context), "version 7"));
  wg_plan read;
  assert_int_equal(wg_store_read(&read, f->context, f->folder), WG_UNREADABLE);
}

/* What a hand can do to a store that is then no plan any more, and the words the message must have. */
static void altered_values_are_named(void **state)
{
  fixture *f = *state;
  static const char *const changes[][2] = {
      {"UPDATE grid SET households = -5 WHERE id = 2", "table grid, row 2: 'households'"},
      {"UPDATE grid SET households = 'many' WHERE id = 3", "'many'"},
      {"UPDATE grid SET status = 'good' WHERE id = 1", "'good'"},
      {"UPDATE grid SET geometry = x'00' WHERE id = 1", "'geometry'"},
      {"UPDATE grid SET community_code = 'X' WHERE id = 1", "'community_code'"},
      {"UPDATE community SET code = NULL WHERE id = 1", "'code'"},
      {"UPDATE finding SET code = 'nonsense'", "'nonsense'"},
      {"UPDATE run SET value = 'x' WHERE name = 'origin_x_m'", "table run"},
      {"UPDATE unit_edge SET unit_b = unit_a WHERE id = 1", "'unit_a'"},
      {"UPDATE unit SET geometry = NULL WHERE id = 4", "'geometry'"},
      {"ALTER TABLE building RENAME COLUMN compound TO yard", "compound"},
      {"ALTER TABLE barrier RENAME TO b2; CREATE VIEW barrier AS SELECT * FROM b2", "barrier"},
  };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
    sqlite3 *database; /* without SpatiaLite, whose triggers would object to a bad geometry */
    assert_int_equal(sqlite3_open(f->path, &database), SQLITE_OK);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    if (sqlite3_exec(database, changes[i][0], NULL, NULL, NULL) != SQLITE_OK)
      fail_msg("%s: %s", changes[i][0], sqlite3_errmsg(database));
    sqlite3_close(database);
    assert_int_equal(read_again(f), WG_UNREADABLE);
    if (strstr(wg_message(f->context), changes[i][1]) == NULL)
      fail_msg("%s → %s", changes[i][0], wg_message(f->context));
  }
}

/* A grid deleted by hand: its buildings have no grid, its units are left out, nothing dangles. */
static void references_to_nothing_become_none(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  sql_on(f->path, "DELETE FROM grid WHERE code = '640106001002';"
                  "DELETE FROM building WHERE building_id = 'B-0005';"
                  "UPDATE building SET unit_id = 4711 WHERE building_id = 'B-0004';");
  wg_plan read;
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  assert_int_equal(read.grid_count, f->plan.grid_count - 1);
  assert_int_equal(read.buildings.shapes.count, f->plan.buildings.shapes.count - 1);
  int64_t lost = 0;
  for (int64_t i = 0; i < read.buildings.shapes.count; i++) {
    lost += read.grid_of_building[i] < 0 && read.buildings.community[i] >= 0;
    assert_true(read.unit_of_building[i] < read.unit_count);
    assert_true(read.grid_of_building[i] < read.grid_count);
  }
  assert_int_equal(lost, 8);
  for (int64_t i = 0; i < read.edge_count; i++) assert_true(read.edges[i].b < read.unit_count);
  wg_plan_free(&read, f->context);
}

/* SpatiaLite writes shells clockwise and coordinates between the millimetres. */
static void geometry_from_other_hands_is_brought_into_order(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  sql_on(f->path, "UPDATE grid SET geometry = CastToMulti(ST_Difference(ST_Buffer(geometry, 30), "
                  "ST_Buffer(ST_Centroid(geometry), 1.23456789))) WHERE id = 1");
  wg_plan read;
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  const wg_shapes *s = &read.outlines;
  for (int64_t r = s->ring_start[0]; r < s->ring_start[1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(s, r, &count);
    assert_int_equal(wg_ring_area2(points, count) > 0, r == s->ring_start[0]);
  }
  assert_int_equal(s->ring_start[1] - s->ring_start[0], 2);
  wg_plan_free(&read, f->context);
}

static void add_roster(fixture *f)
{
  wg_person *person;
  wg_contact *contact;
  wg_persons *p = &f->plan.persons;
  wg_contacts *c = &f->plan.contacts;
  SMALL_TRY(wg_persons_append(p, f->context, &person));
  SMALL_TRY(wg_texts_add(&p->texts, f->context, "P1", -1, &person->id));
  SMALL_TRY(wg_texts_add(&p->texts, f->context, "甲", -1, &person->name));
  SMALL_TRY(wg_texts_add(&p->texts, f->context, "A;B", -1, &person->grid_codes));
  person->role = WG_ROLE_ASSISTANT;
  SMALL_TRY(wg_contacts_append(c, f->context, &contact));
  SMALL_TRY(wg_texts_add(&c->texts, f->context, "C1", -1, &contact->community_code));
  SMALL_TRY(wg_texts_add(&c->texts, f->context, "110", -1, &contact->police_phone));
}

static void roster_and_contacts_come_back(void **state)
{
  fixture *f = *state;
  wg_plan read;
  add_roster(f);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  assert_int_equal(read.persons.count, 1);
  const wg_person *a = f->plan.persons.items, *b = read.persons.items;
  const wg_texts *x = &f->plan.persons.texts, *y = &read.persons.texts;
  same_text(x, a->id, y, b->id);
  same_text(x, a->name, y, b->name);
  same_text(x, a->phone, y, b->phone);
  same_text(x, a->grid_codes, y, b->grid_codes);
  assert_int_equal(b->role, WG_ROLE_ASSISTANT);
  assert_int_equal(read.contacts.count, 1);
  same_text(&f->plan.contacts.texts, f->plan.contacts.items->police_phone, &read.contacts.texts,
            read.contacts.items->police_phone);
  same_text(&f->plan.contacts.texts, f->plan.contacts.items->address, &read.contacts.texts,
            read.contacts.items->address);
  wg_plan_free(&read, f->context);
}

/* Version 2 had no roster: such a store is read, and gets the tables when a plan is added to it. */
static void a_store_of_version_2_is_read_and_brought_up_to_date(void **state)
{
  fixture *f = *state;
  wg_plan read;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  SMALL_TRY(wg_store_write_scenario(f->context, f->path, &f->plan, "dense"));
  sql_on(f->path, "DROP TABLE person; DROP TABLE contact; DROP TABLE dense_person;"
                  "DROP TABLE dense_contact; DROP TABLE post; DROP TABLE dense_post;"
                  "DROP TABLE micro_building; DROP TABLE dense_micro_building;"
                  "PRAGMA user_version = 2");
  SMALL_TRY(wg_store_read(&read, f->context, f->path));
  same_plan(&f->plan, &read);
  assert_int_equal(read.persons.count, 0);
  wg_plan_free(&read, f->context);
  add_roster(f);
  SMALL_TRY(wg_store_write_scenario(f->context, f->path, &f->plan, "other"));
  assert_sql(f->path, "SELECT user_version = (SELECT 3) FROM pragma_user_version", "1");
  assert_sql(f->path, "SELECT count(*) FROM sqlite_schema WHERE name IN ('person', 'contact',"
                      " 'dense_person', 'dense_contact', 'dense_post', 'other_person', 'other_contact')", "7");
  assert_sql(f->path, "SELECT name FROM other_person", "甲");
  SMALL_TRY(wg_store_read_scenario(&read, f->context, f->path, "dense"));
  same_plan(&f->plan, &read);
  wg_plan_free(&read, f->context);
}

static unsigned char *load(const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static void save(const char *path, const unsigned char *bytes, size_t size)
{
  FILE *file = fopen(path, "wb");
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static void truncated_files_are_errors(void **state)
{
  fixture *f = *state;
  size_t size;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  unsigned char *bytes = load(f->path, &size);
  for (size_t length = 0; length < size; length += 3571) {
    save(f->path, bytes, length);
    wg_status status = read_again(f);
    assert_true(status == WG_OK || status == WG_UNREADABLE);
    if (length < 4096) assert_int_equal(status, WG_UNREADABLE);
  }
  free(bytes);
}

/* Flips within the pages of our own tables, found by their contents; the rest is SpatiaLite's. */
static void flipped_bytes_never_crash(void **state)
{
  fixture *f = *state;
  size_t size;
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  unsigned char *bytes = load(f->path, &size);
  unsigned char *copy = malloc(size);
  wg_random random = wg_random_seeded(11);
  int refused = 0;
  for (int round = 0; round < 1500; round++) {
    memcpy(copy, bytes, size);
    int flips = 1 + (int)wg_random_below(&random, 12);
    size_t reach = round % 2 == 0 ? size : 80000; /* rows come first in the file */
    for (int i = 0; i < flips; i++)
      copy[wg_random_below(&random, reach)] ^= (unsigned char)(1u << wg_random_below(&random, 8));
    save(f->path, copy, size);
    refused += read_again(f) != WG_OK;
  }
  assert_true(refused > 100);
  free(copy);
  free(bytes);
}

/* docs/store.md names every table, column and view there is, and its questions can be asked. */
static void the_documentation_fits(void **state)
{
  fixture *f = *state;
  size_t size;
  unsigned char *bytes = load(TEST_SOURCE "/../docs/store.md", &size);
  char *text = calloc(size + 1, 1), *rest = text;
  memcpy(text, bytes, size);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  sqlite3 *database;
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_open(f->path, &database), SQLITE_OK);
  void *spatialite = spatialite_alloc_connection();
  spatialite_init_ex(database, spatialite, 0);
  const char *names = "SELECT c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type ="
                      " 'table' AND t.name IN ('run', 'community', 'grid', 'unit', 'unit_edge',"
                      " 'building', 'barrier', 'crossing', 'finding', 'code_history', 'lookup',"
                      " 'person', 'contact', 'post', 'micro', 'micro_building') AND"
                      " c.name <> 'geometry' UNION SELECT name FROM sqlite_schema WHERE type = 'view'"
                      " AND instr(sql, 'f_table_name') + instr(sql, 'wms_') + instr(sql, 'SE_') +"
                      " instr(sql, 'rl2map') + instr(sql, 'spatial_ref_sys') = 0";
  assert_int_equal(sqlite3_prepare_v2(database, names, -1, &statement, NULL), SQLITE_OK);
  int known = 0;
  for (char quoted[80]; sqlite3_step(statement) == SQLITE_ROW; known++) {
    snprintf(quoted, sizeof quoted, "`%s`", (const char *)sqlite3_column_text(statement, 0));
    if (strstr(text, quoted) == NULL) fail_msg("docs/store.md does not know %s", quoted);
  }
  assert_true(known > 60);
  sqlite3_finalize(statement);
  int questions = 0;
  while ((rest = strstr(rest, "```sql\n")) != NULL) {
    char *end = strstr(rest + 7, "```");
    *end = 0;
    if (sqlite3_exec(database, rest + 7, NULL, NULL, NULL) != SQLITE_OK)
      fail_msg("%s: %s", rest + 7, sqlite3_errmsg(database));
    rest = end + 1;
    questions++;
  }
  assert_int_equal(questions, 6);
  sqlite3_close(database);
  spatialite_cleanup_ex(spatialite);
  free(text);
  free(bytes);
}

/* An allocator that gives up at the k-th request. */
typedef struct stingy {
  int64_t left;
} stingy;

static void *stingy_allocate(void *user, size_t size)
{
  stingy *s = user;
  return s->left-- > 0 ? malloc(size) : NULL;
}

static void *stingy_resize(void *user, void *memory, size_t size)
{
  stingy *s = user;
  return s->left-- > 0 ? realloc(memory, size) : NULL;
}

static void stingy_release(void *user, void *memory)
{
  (void)user;
  free(memory);
}

static void every_failed_allocation_is_survived(void **state)
{
  fixture *f = *state;
  stingy s = {0};
  wg_allocator allocator = {stingy_allocate, stingy_resize, stingy_release, &s};
  wg_context *context;
  wg_plan read;
  s.left = INT64_MAX;
  assert_int_equal(wg_context_new(&context, &allocator), WG_OK);
  SMALL_TRY(wg_store_write(f->context, f->path, &f->plan));
  wg_status status = WG_OUT_OF_MEMORY;
  for (int64_t k = 0; status != WG_OK; k++) {
    s.left = k;
    status = wg_store_read(&read, context, f->path);
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
    assert_true(status == WG_OK || read.grids == NULL);
  }
  same_plan(&f->plan, &read);
  wg_plan_free(&read, context);
  status = WG_OUT_OF_MEMORY;
  for (int64_t k = 0; status != WG_OK; k++) {
    s.left = k;
    status = wg_store_write(context, f->path, &f->plan);
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
    assert_int_equal(files_in(f->folder, false), 1);
  }
  SMALL_TRY(read_again(f));
  wg_context_free(context);
}

static void messages_come_in_chinese_too(void **state)
{
  fixture *f = *state;
  wg_context_set_language(f->context, WG_LANGUAGE_ZH);
  assert_int_equal(read_again(f), WG_NOT_FOUND);
  assert_non_null(strstr(wg_message(f->context), "不存在"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(a_plan_comes_back_as_it_was),
      TEST(an_empty_plan_comes_back),
      TEST(every_millimetre_survives),
      TEST(spatialite_reads_holes_and_islands),
      TEST(spatialite_agrees_on_geometry),
      TEST(a_clerk_can_ask_it),
      TEST(an_unknown_system_is_stored_by_its_definition),
      TEST(the_same_plan_gives_the_same_dump),
      TEST(a_failed_write_leaves_the_old_file),
      TEST(unwritable_places_are_refused_with_a_sentence),
      TEST(a_read_only_folder_keeps_its_file),
      TEST(a_store_open_in_another_program_is_not_replaced),
      TEST(a_link_keeps_pointing_at_the_file),
      TEST(orphans_of_killed_writers_are_removed),
      TEST(a_killed_writer_leaves_old_or_new),
      TEST(foreign_files_are_told_apart),
      TEST(altered_values_are_named),
      TEST(references_to_nothing_become_none),
      TEST(geometry_from_other_hands_is_brought_into_order),
      TEST(roster_and_contacts_come_back),
      TEST(a_store_of_version_2_is_read_and_brought_up_to_date),
      TEST(truncated_files_are_errors),
      TEST(flipped_bytes_never_crash),
      TEST(the_documentation_fits),
      TEST(every_failed_allocation_is_survived),
      TEST(messages_come_in_chinese_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
