/* JSON by SQLite's own functions, so that no second parser is needed. */
#ifndef WG_GEODATA_JSON_H
#define WG_GEODATA_JSON_H

#include <sqlite3.h>

#include "wangge/context.h"

/* A member of an object or an element of an array; borrowed while it is looked at. */
typedef struct wg_json_member {
  const char *key, *type, *value; /* key NULL in arrays; value: text, number, or JSON */
} wg_json_member;

typedef wg_status (*wg_json_callback)(void *user, const wg_json_member *member);

/* Calls `take` for every member of a JSON object or array, in their order. *valid false: it is none. */
wg_status wg_json_each(wg_context *context, sqlite3 *database, const char *json, size_t length, void *user,
                       wg_json_callback take, bool *valid) WG_MUST_CHECK;

/* A file of at most 1 MB, without its byte order mark; *text is the caller's. `what`: how messages call
 * it, in the context's language. */
wg_status wg_json_load(char **text, size_t *length, wg_context *context, const char *what,
                       const char *path) WG_MUST_CHECK;

#endif
