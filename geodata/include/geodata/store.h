/* The plan store: one SpatiaLite file with all layers of a plan, written in one go under a
 * temporary name and renamed, so a kill leaves the old file or the new one. docs/store.md
 * documents the schema; the schema version is in PRAGMA user_version. */
#ifndef WG_GEODATA_STORE_H
#define WG_GEODATA_STORE_H

#include "wangge/plan.h"

#define WG_STORE_VERSION 3

wg_status wg_store_write(wg_context *context, const char *path, const wg_plan *plan) WG_MUST_CHECK;
/* Reads everything back, enough for check, export, map, adjust, compare. *out is empty on
 * failure. A file that is no store, or of another version, or with a value that cannot be, is an
 * error that says so; whatever the file holds, every index in *out is valid. A hand may have edited
 * it: a code that is not there (any more) is read as none (−1), and units of a grid that is gone
 * are left out with a warning, for wg_plan_check to say what is missing. */
wg_status wg_store_read(wg_plan *out, wg_context *context, const char *path) WG_MUST_CHECK;

/* The same for one of several plans in a store. scenario: a-z, 0-9, _ and 汉字; NULL: the plan without
 * a name. Writing keeps the other plans of the store. Reading with NULL takes the plan without a name,
 * else the only one there is. */
wg_status wg_store_write_scenario(wg_context *context, const char *path, const wg_plan *plan,
                                  const char *scenario) WG_MUST_CHECK;
wg_status wg_store_read_scenario(wg_plan *out, wg_context *context, const char *path,
                                 const char *scenario) WG_MUST_CHECK;

/* A store that is written while its plan is made. The plan lives until the end; system and the
 * columns of the buildings are there from the beginning. */
typedef struct wg_store_writer wg_store_writer;
wg_status wg_store_begin(wg_store_writer **out, wg_context *context, const char *path,
                         const wg_plan *plan, const char *scenario) WG_MUST_CHECK;
/* Writes the units and edges that the plan has by now, with the codes of their grids, and buildings
 * up to row `buildings`, which are final with all that they refer to. One call at a time, on any
 * thread; `context` is that thread's. For finish and abandon it is that of begin again. */
wg_status wg_store_add(wg_store_writer *writer, wg_context *context,
                       int64_t buildings) WG_MUST_CHECK;
/* After the last of them, likewise on any thread: their indexes. Otherwise finish makes them. */
wg_status wg_store_index(wg_store_writer *writer, wg_context *context) WG_MUST_CHECK;
/* Writes all the rest and gives the file its name; frees the writer in any case. */
wg_status wg_store_finish(wg_store_writer *writer) WG_MUST_CHECK;
/* Removes what was written and frees. NULL is fine. */
void wg_store_abandon(wg_store_writer *writer);

#endif
