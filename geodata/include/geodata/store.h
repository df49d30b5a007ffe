/* The plan store: one SpatiaLite file with all layers of a plan, written in one go under a
 * temporary name and renamed, so a kill leaves the old file or the new one. docs/store.md
 * documents the schema; the schema version is in PRAGMA user_version. */
#ifndef WG_GEODATA_STORE_H
#define WG_GEODATA_STORE_H

#include "wangge/plan.h"

#define WG_STORE_VERSION 1

wg_status wg_store_write(wg_context *context, const char *path, const wg_plan *plan) WG_MUST_CHECK;
/* Reads everything back, enough for check, export, map, adjust, compare. *out is empty on
 * failure. A file that is no store, or of another version, is an error that says so. */
wg_status wg_store_read(wg_plan *out, wg_context *context, const char *path) WG_MUST_CHECK;

#endif
