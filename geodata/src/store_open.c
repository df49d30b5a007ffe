/* Opening a plan store for reading: is it one, is it of this version, and nothing in it gets to run. */
#include <sys/stat.h>

#include "store.h"

typedef struct opening {
  wg_context *context;
  const char *path;
  sqlite3 *database;
} opening;

wg_status wg_store_unreadable(wg_context *context, const char *path, sqlite3 *database)
{
  if (sqlite3_errcode(database) == SQLITE_NOMEM)
    return wg_fail(context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  return wg_fail(context, WG_UNREADABLE,
                 wg_in(context, "The plan store '%s' is damaged or was altered: %s.",
                       "方案库“%s”已损坏或被改动：%s。"),
                 path, sqlite3_errmsg(database));
}

static wg_status unreadable(const opening *o)
{
  return wg_store_unreadable(o->context, o->path, o->database);
}

static wg_status ask_number(const opening *o, const char *sql, int64_t *out)
{
  sqlite3_stmt *statement = NULL;
  *out = 0;
  wg_status status = WG_OK;
  if (sqlite3_prepare_v2(o->database, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW)
    status = unreadable(o);
  else
    *out = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return status;
}

static wg_status no_store(const opening *o)
{
  return wg_fail(o->context, WG_UNREADABLE,
                 wg_in(o->context, "'%s' is no plan store: name a file that 'wangge plan --out' wrote.",
                       "“%s”不是方案库：请指定由 wangge plan --out 写出的文件。"),
                 o->path);
}

static wg_status judge_version(const opening *o)
{
  int64_t version, tables, scenarios;
  wg_status status = ask_number(o, "PRAGMA user_version", &version);
  if (status != WG_OK) return sqlite3_errcode(o->database) == SQLITE_NOTADB ? no_store(o) : status;
  WG_TRY(ask_number(o, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND"
                       " name IN ('run', 'community', 'grid', 'unit_edge')", &tables));
  WG_TRY(ask_number(o, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND"
                       " name = 'scenario' AND sql LIKE '%prefix%'", &scenarios));
  /* a GeoPackage of grids has a table grid, too, and a version of its own */
  if ((tables < 4 && scenarios == 0) || version < 1) return no_store(o);
  if (version <= WG_STORE_VERSION) return WG_OK; /* older ones have the same tables */
  return wg_fail(o->context, WG_UNREADABLE,
                 wg_in(o->context,
                       "'%s' is a plan store of version %lld, this program reads up to version %d: "
                       "use the wangge that wrote it, or a newer one.",
                       "“%s”是第 %lld 版方案库，本程序最高读取第 %d 版：请用写出它的 wangge 版本或更新版本。"),
                 o->path, (long long)version, WG_STORE_VERSION);
}

static wg_status open_database(opening *o)
{
  struct stat about;
  if (stat(o->path, &about) != 0)
    return wg_fail(o->context, WG_NOT_FOUND,
                   wg_in(o->context, "There is no file '%s'.", "文件“%s”不存在。"), o->path);
  if (!S_ISREG(about.st_mode)) return no_store(o);
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX; /* one thread reads */
  if (sqlite3_open_v2(o->path, &o->database, flags, NULL) != SQLITE_OK) return unreadable(o);
  /* nothing in the file's schema gets to run, and no value is beyond reason */
  sqlite3_db_config(o->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(o->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(o->database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config(o->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(o->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_limit(o->database, SQLITE_LIMIT_LENGTH, 256 << 20);
  sqlite3_busy_timeout(o->database, 2000);
  WG_TRY(judge_version(o));
  return sqlite3_exec(o->database, "BEGIN", NULL, NULL, NULL) == SQLITE_OK ? WG_OK : unreadable(o);
}

wg_status wg_store_open(sqlite3 **out, wg_context *context, const char *path)
{
  opening o = {context, path, NULL};
  wg_status status = open_database(&o);
  if (status != WG_OK) {
    sqlite3_close(o.database);
    o.database = NULL;
  }
  *out = o.database;
  return status;
}
