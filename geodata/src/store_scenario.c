/* Several plans in one store. The tables and views of a scenario called NAME are NAME_grid,
 * NAME_building …; those of the plan without a name are grid, building …, as in a store that holds
 * one plan only. Table `scenario` lists them all. */
#include <stdio.h>
#include <string.h>

#include "store.h"

enum { LONGEST_NAME = 40 };

static wg_status out_of_memory(wg_context *context)
{
  return wg_fail(context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
}

/* --- names --------------------------------------------------------------------------------------- */

/* Names of tables know no upper case, and SpatiaLite takes no other signs. */
static bool is_name(const char *name)
{
  size_t length = strlen(name);
  if (length == 0 || length > LONGEST_NAME) return false;
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)name[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80)) return false;
  }
  return true;
}

wg_status wg_store_prefix(wg_context *context, const char *scenario, char prefix[WG_STORE_PREFIX])
{
  prefix[0] = 0;
  if (scenario == NULL) return WG_OK;
  snprintf(prefix, WG_STORE_PREFIX, "%.*s_", LONGEST_NAME, scenario);
  if (is_name(scenario)) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context,
                       "'%s' cannot name a scenario: it takes a-z, 0-9, _ and 汉字, at most 40 bytes.",
                       "“%s”不能作为情景名称：可用小写字母、数字、下划线和汉字，最多 40 字节。"),
                 scenario);
}

static wg_status ask_number(wg_context *context, sqlite3 *database, const char *sql,
                            const char *argument, int64_t *out)
{
  sqlite3_stmt *statement = NULL;
  *out = 0;
  wg_status status = WG_OK;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK ||
      (argument != NULL &&
       sqlite3_bind_text(statement, 1, argument, -1, SQLITE_STATIC) != SQLITE_OK))
    status = out_of_memory(context);
  else if (sqlite3_step(statement) == SQLITE_ROW)
    *out = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return status;
}

static wg_status has_table(wg_context *context, sqlite3 *database, const char *name, bool *out)
{
  int64_t count;
  WG_TRY(ask_number(context, database,
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1", name,
                    &count));
  *out = count > 0;
  return WG_OK;
}

wg_status wg_store_has(wg_context *context, sqlite3 *database, const char *prefix,
                       wg_store_table table, bool *out)
{
  char name[WG_STORE_PREFIX + 32];
  snprintf(name, sizeof name, "%s%s", prefix, wg_store_definition_of(table)->name);
  return has_table(context, database, name, out);
}

/* "'a', 'b'": the names in the table, and how many there are. */
static wg_status list_names(wg_context *context, sqlite3 *database, char *out, size_t size,
                            int *count)
{
  bool there = false;
  sqlite3_stmt *rows = NULL;
  size_t used = 0;
  out[0] = 0;
  *count = 0;
  WG_TRY(has_table(context, database, "scenario", &there));
  if (!there) return WG_OK;
  if (sqlite3_prepare_v2(database, "SELECT name FROM scenario WHERE name <> '' ORDER BY name", -1,
                         &rows, NULL) != SQLITE_OK)
    return out_of_memory(context);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(rows, 0);
    if (used < size && name != NULL)
      used += (size_t)snprintf(out + used, size - used, "%s%s", *count > 0 ? ", " : "", name);
    ++*count;
  }
  sqlite3_finalize(rows);
  return WG_OK;
}

wg_status wg_store_find(wg_context *context, sqlite3 *database, const char *path,
                        const char *scenario, char prefix[WG_STORE_PREFIX])
{
  char grid[WG_STORE_PREFIX + 8], names[1024];
  bool there = false;
  int count;
  WG_TRY(wg_store_prefix(context, scenario, prefix));
  snprintf(grid, sizeof grid, "%sgrid", prefix);
  WG_TRY(has_table(context, database, grid, &there));
  if (there) return WG_OK;
  WG_TRY(list_names(context, database, names, sizeof names, &count));
  if (scenario == NULL && count == 1) return wg_store_prefix(context, names, prefix);
  if (scenario == NULL)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "'%s' holds several scenarios: %s. Name one with --scenario.",
                         "“%s”中有多个情景：%s。请用 --scenario 指定一个。"),
                   path, names);
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "'%s' has no scenario '%s'. It has: %s.",
                       "“%s”中没有情景“%s”。已有：%s。"),
                 path, scenario,
                 count > 0 ? names : wg_in(context, "one plan without a name", "一个未命名的方案"));
}

wg_status wg_store_has_others(wg_context *context, const char *path, const char *scenario, bool *out)
{
  sqlite3 *database;
  bool there = false;
  int64_t others = 0;
  *out = false;
  if (wg_store_open(&database, context, path) != WG_OK) return WG_OK; /* nothing to be kept */
  wg_status status = has_table(context, database, "scenario", &there);
  if (status == WG_OK && there)
    status = ask_number(context, database, "SELECT count(*) FROM scenario WHERE name <> ?1",
                        scenario != NULL ? scenario : "", &others);
  *out = there ? others > 0 : scenario != NULL;
  sqlite3_close(database);
  return status;
}

/* --- removing what is replaced --------------------------------------------------------------------- */

static wg_status run(wg_context *context, sqlite3 *database, char *sql)
{
  if (sql == NULL) return out_of_memory(context);
  int result = sqlite3_exec(database, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  if (result == SQLITE_OK) return WG_OK;
  return wg_fail(context, WG_WRITE_FAILED,
                 wg_in(context, "Cannot write the plan store: %s.", "无法写入方案库：%s。"),
                 sqlite3_errmsg(database));
}

static wg_status drop_views(wg_context *context, sqlite3 *database, const char *prefix)
{
  for (int v = 0; wg_store_view_names[v] != NULL; v++)
    WG_TRY(run(context, database,
               sqlite3_mprintf("DROP VIEW IF EXISTS \"%w%w\"", prefix, wg_store_view_names[v])));
  return WG_OK;
}

/* A table with its spatial index and everything that SpatiaLite and QGIS keep about it. */
static wg_status drop_table(wg_context *context, sqlite3 *database, const char *prefix,
                            const char *table)
{
  static const char *const kept_by[] = {"geometry_columns_statistics", "geometry_columns_auth",
                                        "geometry_columns_field_infos", "geometry_columns_time",
                                        "geometry_columns"};
  WG_TRY(run(context, database,
             sqlite3_mprintf("DROP TABLE IF EXISTS \"idx_%w%w_geometry\"", prefix, table)));
  WG_TRY(run(context, database, sqlite3_mprintf("DROP TABLE IF EXISTS \"%w%w\"", prefix, table)));
  for (size_t i = 0; i < sizeof kept_by / sizeof *kept_by; i++)
    WG_TRY(run(context, database,
               sqlite3_mprintf("DELETE FROM %s WHERE f_table_name = lower('%q%q')", kept_by[i],
                               prefix, table)));
  return WG_OK;
}

wg_status wg_store_drop(wg_context *context, sqlite3 *database, const char *prefix)
{
  static const char *const spatial_views[] = {"out_of_range", "left_over"};
  for (size_t i = 0; i < 2; i++)
    WG_TRY(run(context, database,
               sqlite3_mprintf("DELETE FROM views_geometry_columns WHERE view_name = '%q%q'", prefix,
                               spatial_views[i])));
  WG_TRY(drop_views(context, database, prefix));
  for (int table = 0; table < WG_STORE_TABLES; table++)
    WG_TRY(drop_table(context, database, prefix,
                      wg_store_definition_of((wg_store_table)table)->name));
  return run(context, database,
             sqlite3_mprintf("DELETE FROM layer_styles WHERE f_table_name IN ('%qgrid',"
                             " '%qout_of_range', '%qcommunity', '%qbuilding')",
                             prefix, prefix, prefix, prefix));
}

/* --- the list --------------------------------------------------------------------------------------- */

static const char list_sql[] =
    "CREATE TABLE IF NOT EXISTS scenario (id INTEGER PRIMARY KEY, name TEXT UNIQUE, prefix TEXT,"
    " date TEXT, min INTEGER, max INTEGER, target INTEGER, communities INTEGER, grids INTEGER,"
    " in_range INTEGER, out_of_range INTEGER, households INTEGER);";

/* Its row, counted from its own tables, so that a migration can make it too. */
static wg_status add_row(wg_context *context, sqlite3 *database, const char *name,
                         const char *prefix)
{
  WG_TRY(run(context, database, sqlite3_mprintf("DELETE FROM scenario WHERE name = %Q", name)));
  return run(
      context, database,
      sqlite3_mprintf(
          "INSERT INTO scenario (name, prefix, date, min, max, target, communities, grids, in_range,"
          " out_of_range, households) SELECT %Q, %Q,"
          " (SELECT value FROM \"%wrun\" WHERE part = 'plan' AND name = 'date'),"
          " (SELECT CAST(value AS INTEGER) FROM \"%wrun\" WHERE part = 'rule' AND name = 'min'),"
          " (SELECT CAST(value AS INTEGER) FROM \"%wrun\" WHERE part = 'rule' AND name = 'max'),"
          " (SELECT CAST(value AS INTEGER) FROM \"%wrun\" WHERE part = 'rule' AND name = 'target'),"
          " (SELECT count(*) FROM \"%wcommunity\"), count(*), coalesce(sum(status = 'ok'), 0),"
          " coalesce(sum(status IN ('under', 'over')), 0), coalesce(sum(households), 0)"
          " FROM \"%wgrid\"",
          name, prefix, prefix, prefix, prefix, prefix, prefix, prefix));
}

wg_status wg_store_list(wg_context *context, sqlite3 *database, const char *scenario,
                        const char *prefix)
{
  WG_TRY(run(context, database, sqlite3_mprintf("%s", list_sql)));
  return add_row(context, database, scenario != NULL ? scenario : "", prefix);
}

/* --- stores of older versions ------------------------------------------------------------------------ */

/* 1 → 2: the list of scenarios, and the views as they are now. */
static wg_status migrate_1(wg_context *context, sqlite3 *database)
{
  WG_TRY(wg_store_list(context, database, NULL, ""));
  WG_TRY(drop_views(context, database, ""));
  return run(context, database, wg_store_views_sql(""));
}

/* Makes a table that a scenario lacks, without rows. */
static wg_status add_table(wg_context *context, sqlite3 *database, const char *prefix,
                           wg_store_table table)
{
  bool there;
  WG_TRY(wg_store_has(context, database, prefix, table, &there));
  return there ? WG_OK : run(context, database, wg_store_create_sql(table, prefix));
}

/* 2 → 3: roster and contacts of every scenario. */
static wg_status migrate_2(wg_context *context, sqlite3 *database)
{
  sqlite3_stmt *rows = NULL;
  wg_status status = WG_OK;
  if (sqlite3_prepare_v2(database, "SELECT prefix FROM scenario", -1, &rows, NULL) != SQLITE_OK)
    return out_of_memory(context);
  while (status == WG_OK && sqlite3_step(rows) == SQLITE_ROW) {
    char prefix[WG_STORE_PREFIX] = "";
    const char *text = (const char *)sqlite3_column_text(rows, 0);
    if (text != NULL) snprintf(prefix, sizeof prefix, "%s", text);
    for (int table = WG_STORE_PERSON; table < WG_STORE_TABLES && status == WG_OK; table++)
      status = add_table(context, database, prefix, (wg_store_table)table);
  }
  sqlite3_finalize(rows);
  return status;
}

wg_status wg_store_migrate(wg_context *context, sqlite3 *database)
{
  static wg_status (*const steps[])(wg_context *, sqlite3 *) = {NULL, migrate_1, migrate_2};
  int64_t version;
  WG_TRY(ask_number(context, database, "SELECT user_version FROM pragma_user_version", NULL, &version));
  for (; version < WG_STORE_VERSION; version++) WG_TRY(steps[version](context, database));
  return WG_OK;
}
