#include "json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST = 1 << 20 };

wg_status wg_json_each(wg_context *context, sqlite3 *database, const char *json, size_t length, void *user,
                       wg_json_callback take, bool *valid)
{
  sqlite3_stmt *rows = NULL;
  wg_status status = WG_OK;
  int result;
  *valid = true;
  if (sqlite3_prepare_v2(database, "SELECT key, type, value FROM json_each(?)", -1, &rows, NULL) !=
          SQLITE_OK ||
      sqlite3_bind_text(rows, 1, json, (int)length, SQLITE_STATIC) != SQLITE_OK)
    status = wg_fail(context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  while (status == WG_OK && (result = sqlite3_step(rows)) != SQLITE_DONE) {
    if (result != SQLITE_ROW) {
      *valid = false;
      break;
    }
    bool in_array = sqlite3_column_type(rows, 0) == SQLITE_INTEGER;
    const wg_json_member m = {in_array ? NULL : (const char *)sqlite3_column_text(rows, 0),
                              (const char *)sqlite3_column_text(rows, 1),
                              (const char *)sqlite3_column_text(rows, 2)};
    status = take(user, &m);
  }
  sqlite3_finalize(rows);
  return status;
}

wg_status wg_json_load(char **text, size_t *length, wg_context *context, const char *what, const char *path)
{
  *text = NULL;
  FILE *file = fopen(path, "rb");
  bool read = file != NULL;
  wg_status status = wg_allocate(context, text, LARGEST + 2, 1);
  if (status == WG_OK && read) {
    *length = fread(*text, 1, LARGEST + 1, file);
    read = !ferror(file);
  }
  if (status == WG_OK && !read)
    status = wg_fail(context, file == NULL ? WG_NOT_FOUND : WG_UNREADABLE,
                     wg_in(context, "%s '%s' cannot be read: %s.", "无法读取%s“%s”：%s。"), what, path,
                     strerror(errno));
  if (file != NULL) fclose(file);
  if (status == WG_OK && *length >= 3 && memcmp(*text, "\xEF\xBB\xBF", 3) == 0)
    memmove(*text, *text + 3, *length -= 3);
  if (status == WG_OK && (*length > LARGEST || memchr(*text, 0, *length) != NULL))
    status = wg_fail(context, WG_BAD_VALUE,
                     wg_in(context, "%s '%s' is no JSON text of at most 1 MB.", "%s“%s”不是 1 MB 以内的 JSON 文本。"),
                     what, path);
  if (status == WG_OK) {
    (*text)[*length] = 0;
    return WG_OK;
  }
  wg_release(context, *text);
  *text = NULL;
  return status;
}
