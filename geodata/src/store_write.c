/* Writing a plan: every table row by row through one prepared statement each, in one transaction
 * on a file that nobody else sees yet, so without a journal. Nearly all rows are units, their edges
 * and buildings: those can be written while the plan is still being made; SpatiaLite, which would
 * look at each of them, sees their tables before and the others after. */
#include <sqlite3.h>

#include <spatialite.h>
#include <stdio.h>
#include <string.h>

#include "store_writer.h"

wg_status wg_store_write_failed(const wg_store_writer *w)
{
  const char *why = sqlite3_errmsg(w->database);
  if (sqlite3_errcode(w->database) == SQLITE_NOMEM)
    return wg_fail(w->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  return wg_fail(w->context, WG_WRITE_FAILED,
                 wg_in(w->context, "Cannot write '%s': %s. Nothing was changed.",
                       "无法写入“%s”：%s。原有文件未作改动。"),
                 w->path, why);
}

static wg_status run_sql(wg_store_writer *w, const char *sql)
{
  return sqlite3_exec(w->database, sql, NULL, NULL, NULL) == SQLITE_OK ? WG_OK
                                                                       : wg_store_write_failed(w);
}

/* --- tables -------------------------------------------------------------------------------------
 */

static wg_status out_of_memory(const wg_store_writer *w)
{
  return wg_fail(w->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
}

static wg_status make_table(wg_store_writer *w, wg_store_table table)
{
  char *create = wg_store_create_sql(table, w->prefix);
  char *insert = wg_store_insert_sql(table, w->prefix);
  wg_status status = create != NULL && insert != NULL ? run_sql(w, create) : out_of_memory(w);
  if (status == WG_OK &&
      sqlite3_prepare_v2(w->database, insert, -1, &w->insert[table], NULL) != SQLITE_OK)
    status = wg_store_write_failed(w);
  sqlite3_free(create);
  sqlite3_free(insert);
  return status;
}

static void end_table(wg_store_writer *w, wg_store_table table)
{
  sqlite3_finalize(w->insert[table]);
  w->insert[table] = NULL;
}

static wg_status write_tables(wg_store_writer *w)
{
  for (int table = 0; table < WG_STORE_TABLES; table++) {
    wg_store_table name = (wg_store_table)table;
    WG_TRY(wg_progress(w->context, "writing", table, WG_STORE_TABLES));
    WG_TRY(wg_store_write_rows(w, name, wg_store_row_count(w->plan, name)));
    end_table(w, name);
  }
  return WG_OK;
}

/* Releases the SQL; NULL: there was no memory for it. */
static wg_status run_made(wg_store_writer *w, char *sql)
{
  if (sql == NULL) return out_of_memory(w);
  wg_status status = run_sql(w, sql);
  sqlite3_free(sql);
  return status;
}

/* --- the whole file -----------------------------------------------------------------------------
 */

/* Without a journal and without waiting for the disk: until the rename nobody knows the file. */
static wg_status open_database(wg_store_writer *w)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX; /* one thread writes */
  if (sqlite3_open_v2(w->file.temporary, &w->database, flags, "unix-none") != SQLITE_OK)
    return wg_store_write_failed(w);
  w->spatialite = spatialite_alloc_connection();
  if (w->spatialite == NULL) return out_of_memory(w);
  spatialite_init_ex(w->database, w->spatialite, 0);
  return run_sql(w, "PRAGMA page_size = 4096; PRAGMA journal_mode = off; PRAGMA synchronous = off;"
                    "PRAGMA cache_size = -65536; PRAGMA temp_store = memory;");
}

/* What is to be kept beside this plan is copied first. */
static wg_status begin_file(wg_store_writer *w)
{
  bool others;
  WG_TRY(wg_store_prefix(w->context, w->scenario, w->prefix));
  WG_TRY(wg_store_has_others(w->context, w->path, w->scenario, &others));
  w->fresh = !others;
  WG_TRY(wg_store_file_begin(&w->file, w->context, w->path));
  return others ? wg_store_file_copy(&w->file, w->context) : WG_OK;
}

static wg_status begin_tables(wg_store_writer *w)
{
  WG_TRY(open_database(w));
  WG_TRY(run_sql(w, "BEGIN;"));
  if (!w->fresh) {
    WG_TRY(wg_store_migrate(w->context, w->database));
    WG_TRY(wg_store_drop(w->context, w->database, w->prefix));
  }
  for (int table = 0; table < WG_STORE_TABLES; table++)
    WG_TRY(make_table(w, (wg_store_table)table));
  return wg_store_begin_spatial(w->context, w->database, w->plan, w->place.srid, w->prefix, w->fresh,
                                &w->triggers);
}

static wg_status duplicate(wg_context *context, char **out, const char *text)
{
  *out = NULL;
  if (text == NULL) return WG_OK;
  size_t size = strlen(text) + 1;
  WG_TRY(wg_allocate(context, out, size, 1));
  memcpy(*out, text, size);
  return WG_OK;
}

wg_status wg_store_begin(wg_store_writer **out, wg_context *context, const char *path,
                         const wg_plan *plan, const char *scenario)
{
  const wg_system *system = &plan->system;
  *out = NULL;
  wg_store_writer *w;
  WG_TRY(wg_allocate(context, &w, 1, sizeof *w));
  w->owner = w->context = context;
  w->plan = plan;
  w->place = (wg_store_place){system->origin_x_m, system->origin_y_m, wg_store_srid(system)};
  w->file = (wg_store_file){.descriptor = -1};
  wg_status status = duplicate(context, &w->path, path);
  if (status == WG_OK) status = duplicate(context, &w->scenario, scenario);
  if (status == WG_OK) status = begin_file(w);
  if (status == WG_OK) status = begin_tables(w);
  if (status != WG_OK)
    wg_store_abandon(w);
  else
    *out = w;
  return status;
}

static wg_status add_rows(wg_store_writer *w, int64_t buildings)
{
  WG_TRY(wg_store_write_rows(w, WG_STORE_UNIT, w->plan->unit_count));
  WG_TRY(wg_store_write_rows(w, WG_STORE_UNIT_EDGE, w->plan->edge_count));
  return wg_store_write_rows(w, WG_STORE_BUILDING, buildings);
}

wg_status wg_store_add(wg_store_writer *w, wg_context *context, int64_t buildings)
{
  w->context = context;
  wg_status status = add_rows(w, buildings);
  w->context = w->owner;
  return status;
}

wg_status wg_store_index(wg_store_writer *w, wg_context *context)
{
  w->context = context;
  wg_status status = add_rows(w, wg_store_row_count(w->plan, WG_STORE_BUILDING));
  if (status == WG_OK) status = run_made(w, wg_store_indexes_sql(w->prefix));
  w->context = w->owner;
  return status;
}

/* The connection before SpatiaLite's part of it. */
static bool close_database(wg_store_writer *w)
{
  for (int table = 0; table < WG_STORE_TABLES; table++) end_table(w, (wg_store_table)table);
  bool closed = sqlite3_close(w->database) == SQLITE_OK;
  if (closed) w->database = NULL;
  if (closed && w->spatialite != NULL) spatialite_cleanup_ex(w->spatialite);
  if (closed) w->spatialite = NULL;
  return closed;
}

static wg_status complete(wg_store_writer *w)
{
  char version[64];
  snprintf(version, sizeof version, "PRAGMA user_version = %d; COMMIT;", WG_STORE_VERSION);
  WG_TRY(write_tables(w));
  WG_TRY(run_made(w, wg_store_views_sql(w->prefix)));
  WG_TRY(wg_store_finish_spatial(w->context, w->database, w->plan, w->place.srid, w->prefix,
                                 w->triggers));
  WG_TRY(wg_store_list(w->context, w->database, w->scenario, w->prefix));
  WG_TRY(run_sql(w, version));
  if (!close_database(w)) return wg_store_write_failed(w);
  return wg_store_file_commit(&w->file, w->context);
}

wg_status wg_store_finish(wg_store_writer *w)
{
  wg_context *context = w->owner;
  bool others = false;
  wg_status status = WG_OK;
  /* another plan may have come into the store meanwhile: it is kept, so all is written once more */
  if (w->fresh) status = wg_store_has_others(context, w->path, w->scenario, &others);
  if (status == WG_OK)
    status = others ? wg_store_write_scenario(context, w->path, w->plan, w->scenario) : complete(w);
  wg_store_abandon(w);
  return status;
}

void wg_store_abandon(wg_store_writer *w)
{
  if (w == NULL) return;
  close_database(w);
  wg_store_file_end(&w->file, w->context);
  wg_release(w->context, w->blob.bytes);
  sqlite3_free(w->triggers);
  wg_release(w->context, w->path);
  wg_release(w->context, w->scenario);
  wg_release(w->context, w);
}

wg_status wg_store_write_scenario(wg_context *context, const char *path, const wg_plan *plan,
                                  const char *scenario)
{
  wg_store_writer *w;
  WG_TRY(wg_store_begin(&w, context, path, plan, scenario));
  return wg_store_finish(w);
}

wg_status wg_store_write(wg_context *context, const char *path, const wg_plan *plan)
{
  return wg_store_write_scenario(context, path, plan, NULL);
}
