/* What the files of the plan store share: its tables, its geometry, its file. */
#ifndef WG_GEODATA_STORE_INSIDE_H
#define WG_GEODATA_STORE_INSIDE_H

#include <sqlite3.h>

#include "geodata/store.h"

/* --- tables (store_schema.c) ------------------------------------------------------------------ */

typedef enum wg_store_table {
  WG_STORE_RUN = 0,
  WG_STORE_COMMUNITY,
  WG_STORE_GRID,
  WG_STORE_UNIT,
  WG_STORE_UNIT_EDGE,
  WG_STORE_BUILDING,
  WG_STORE_BARRIER,
  WG_STORE_CROSSING,
  WG_STORE_FINDING,
  WG_STORE_CODE_HISTORY,
  WG_STORE_LOOKUP,
  WG_STORE_PERSON,
  WG_STORE_CONTACT,
  WG_STORE_COMPOUND_AREA, /* stores of earlier programs lack this and those after it */
  WG_STORE_EXEMPT_AREA,
  WG_STORE_POST,
  WG_STORE_MICRO,
  WG_STORE_MICRO_BUILDING,
  WG_STORE_BUILDING_LABEL,
  WG_STORE_TABLES
} wg_store_table;

typedef struct wg_store_column {
  const char *name, *type;
} wg_store_column;

typedef struct wg_store_definition {
  const char *name;
  const wg_store_column *columns; /* the first is `id`, the row's number from 1 */
  int count;
} wg_store_definition;

const wg_store_definition *wg_store_definition_of(wg_store_table table);

/* "INSERT INTO grid (…) VALUES (?, …)", "SELECT … FROM grid ORDER BY id" and "CREATE TABLE grid (…)",
 * columns in the order of the definition; released with sqlite3_free, NULL without memory. */
char *wg_store_insert_sql(wg_store_table table, const char *prefix);
char *wg_store_select_sql(wg_store_table table, const char *prefix);
char *wg_store_create_sql(wg_store_table table, const char *prefix);
/* Indexes on codes, and views for people: after all rows are in. */
char *wg_store_views_sql(const char *prefix);
/* The indexes alone. */
char *wg_store_indexes_sql(const char *prefix);
extern const char *const wg_store_view_names[]; /* NULL at the end */
/* SQL with the prefix in place of every '@'. */
char *wg_store_fill_prefix(const char *sql, const char *prefix);
/* Table layer_styles, as QGIS looks for it, with '@' for the prefix. */
const char *wg_store_styles_sql(void);

/* --- scenarios (store_scenario.c) --------------------------------------------------------------- */

#define WG_STORE_PREFIX 48 /* bytes of a prefix, with the zero */

/* What the names of a scenario's tables begin with: "" or "NAME_". WG_MISUSE: no such name. */
wg_status wg_store_prefix(wg_context *context, const char *scenario,
                          char prefix[WG_STORE_PREFIX]) WG_MUST_CHECK;
/* The same for reading: of a scenario that is there. */
wg_status wg_store_find(wg_context *context, sqlite3 *database, const char *path,
                        const char *scenario, char prefix[WG_STORE_PREFIX]) WG_MUST_CHECK;
/* Whether a file is a store with plans besides this scenario. */
wg_status wg_store_has_others(wg_context *context, const char *path, const char *scenario,
                              bool *out) WG_MUST_CHECK;
/* Whether a scenario has a table; one of an older version may not. */
wg_status wg_store_has(wg_context *context, sqlite3 *database, const char *prefix,
                       wg_store_table table, bool *out) WG_MUST_CHECK;
/* Removes the tables and views of a scenario. */
wg_status wg_store_drop(wg_context *context, sqlite3 *database, const char *prefix) WG_MUST_CHECK;
/* Makes table `scenario` and the row of one whose tables are written. */
wg_status wg_store_list(wg_context *context, sqlite3 *database, const char *scenario,
                        const char *prefix) WG_MUST_CHECK;
/* Brings a store of an older version up to this one. */
wg_status wg_store_migrate(wg_context *context, sqlite3 *database) WG_MUST_CHECK;

/* Words of columns whose values common has no words for, ending with NULL. */
extern const char *const wg_store_levels[];  /* by wg_barrier_class: none lane street hard */
extern const char *const wg_store_sources[]; /* by wg_households_source: given joined … */

/* --- table `run` (store_run.c) ------------------------------------------------------------------ */

/* Entry `index` of what a plan says beside its rows and parameters; false past the last. A number
 * is written into `number`; everything is borrowed. */
bool wg_store_entry(const wg_plan *plan, int index, const char **part, const char **name,
                    const char **value, char number[32]);
int64_t wg_store_entry_count(void);
/* Puts it back, parameters too; *good false: not a value that entry can have. */
wg_status wg_store_set_entry(wg_plan *plan, wg_context *context, const char *part,
                             const char *name, const char *value, bool *good) WG_MUST_CHECK;

/* --- geometry (store_blob.c) ------------------------------------------------------------------ */

/* Whole millimetres of the plan ↔ metres of the working system in a SpatiaLite blob. */
typedef struct wg_store_place {
  int64_t origin_x_m, origin_y_m;
  int32_t srid;
} wg_store_place;

typedef struct wg_store_buffer {
  unsigned char *bytes;
  int64_t size, capacity;
} wg_store_buffer;

/* The blob of one shape into `buffer` (cleared first); areas as MULTIPOLYGON, lines as
 * MULTILINESTRING, one point as POINT, several as MULTIPOINT; NONE leaves it empty. */
wg_status wg_store_encode(wg_store_buffer *buffer, wg_context *context,
                          const wg_store_place *place, const wg_shapes *shapes,
                          int64_t index) WG_MUST_CHECK;
/* Appends one shape. size 0 is a shape NONE. Whatever the bytes are, nothing outside of them is
 * read; WG_BAD_GEOMETRY, without a sentence, when they are no geometry the store knows. */
wg_status wg_store_decode(wg_shapes *shapes, wg_context *context, const wg_store_place *place,
                          const unsigned char *bytes, int64_t size) WG_MUST_CHECK;
/* The SpatiaLite type that holds every shape: "MULTIPOLYGON", "POINT" … or "GEOMETRY". */
const char *wg_store_geometry_type(const wg_shapes *shapes, const char *when_empty);

static inline double wg_store_metres(int64_t origin_m, int32_t mm)
{
  return (double)(origin_m * 1000 + mm) / 1000.0;
}

/* --- the file under a temporary name (store_file.c) -------------------------------------------- */

typedef struct wg_store_file {
  char *target;    /* with symbolic links followed */
  char *temporary; /* beside it */
  int descriptor;  /* of the temporary file, locked while its writer lives; −1: none */
} wg_store_file;

/* Makes the temporary file, after removing those of writers that died. */
wg_status wg_store_file_begin(wg_store_file *file, wg_context *context,
                              const char *path) WG_MUST_CHECK;
/* Fills the temporary file with the target as it is. */
wg_status wg_store_file_copy(wg_store_file *file, wg_context *context) WG_MUST_CHECK;
/* To the disk, then under its name. */
wg_status wg_store_file_commit(wg_store_file *file, wg_context *context) WG_MUST_CHECK;
/* Removes the temporary file if it is still there; frees. */
void wg_store_file_end(wg_store_file *file, wg_context *context);

/* --- the file as it is read (store_open.c) ------------------------------------------------------ */

/* A read transaction on a store of this version; *out is closed with sqlite3_close. */
wg_status wg_store_open(sqlite3 **out, wg_context *context, const char *path) WG_MUST_CHECK;
/* The sentence for what SQLite says. */
wg_status wg_store_unreadable(wg_context *context, const char *path,
                              sqlite3 *database) WG_MUST_CHECK;

/* --- making it a SpatiaLite file (store_spatial.c) ---------------------------------------------- */

/* `database` must know SpatiaLite's functions (spatialite_init_ex); every time stamp is the plan's
 * date. Begin, when the tables are there and no row: metadata, the working system, the geometry
 * columns of the two large tables. SpatiaLite's triggers on these would judge every row; they are
 * taken away until the end, *triggers (released with sqlite3_free) makes them again. fresh: the file
 * was empty before this plan. Finish, after all rows: triggers, the other columns, indexes, views,
 * styles. */
wg_status wg_store_begin_spatial(wg_context *context, sqlite3 *database, const wg_plan *plan,
                                 int32_t srid, const char *prefix, bool fresh,
                                 char **triggers) WG_MUST_CHECK;
wg_status wg_store_finish_spatial(wg_context *context, sqlite3 *database, const wg_plan *plan,
                                  int32_t srid, const char *prefix,
                                  const char *triggers) WG_MUST_CHECK;
/* The EPSG code, else a number of our own. */
int32_t wg_store_srid(const wg_system *system);

/* --- names to rows (store_names.c) --------------------------------------------------------------- */

/* Finds the row of a code or id; the first of several that have the same. Borrows the columns. */
typedef struct wg_store_names {
  const wg_texts *texts;
  const wg_text *names;
  int32_t *slots;       /* row + 1, or 0 */
  uint64_t mask;
} wg_store_names;

wg_status wg_store_names_build(wg_store_names *out, wg_context *context, const wg_texts *texts,
                               const wg_text *names, int64_t count) WG_MUST_CHECK;
/* −1: there is none. */
int32_t wg_store_names_find(const wg_store_names *names, const char *name);
void wg_store_names_free(wg_store_names *names, wg_context *context);

#endif
