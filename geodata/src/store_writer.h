/* What writing the store's rows and writing its file share. */
#ifndef WG_GEODATA_STORE_WRITER_H
#define WG_GEODATA_STORE_WRITER_H

#include "store.h"

struct wg_store_writer {
  wg_context *owner;   /* of the writer itself */
  wg_context *context; /* of the call at hand */
  const wg_plan *plan;
  wg_store_file file;
  sqlite3 *database;
  void *spatialite;                      /* its connection; goes after the database */
  sqlite3_stmt *insert[WG_STORE_TABLES]; /* NULL: the table is not there yet, or is finished */
  int64_t written[WG_STORE_TABLES];      /* rows */
  sqlite3_stmt *statement;               /* of the row being written */
  int column;                            /* the last one bound, from 1 */
  int result;                            /* the first that went wrong in this row */
  wg_store_place place;
  wg_store_buffer blob;
  char *path;
  char *scenario;               /* or NULL */
  char prefix[WG_STORE_PREFIX]; /* of its tables */
  char *triggers;               /* SQL: of SpatiaLite on the large tables, when all rows are in */
  bool fresh;                   /* the file holds no other plan */
};

/* The sentence for what SQLite says. */
wg_status wg_store_write_failed(const wg_store_writer *w);

/* store_rows.c */
int64_t wg_store_row_count(const wg_plan *plan, wg_store_table table);
/* The rows of a table that are not written yet, up to `end`. */
wg_status wg_store_write_rows(wg_store_writer *w, wg_store_table table, int64_t end) WG_MUST_CHECK;

#endif
