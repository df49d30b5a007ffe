/* A pool of texts: many short UTF-8 strings in one buffer, named by int64 offsets.
 *
 * Columns of names and codes hold `wg_text` values; WG_NO_TEXT stands for null. */
#ifndef WANGGE_TEXT_H
#define WANGGE_TEXT_H

#include "wangge/context.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef int64_t wg_text;
#define WG_NO_TEXT ((wg_text)-1)

typedef struct wg_texts {
  char *bytes;
  int64_t size, capacity;
} wg_texts;

/* Appends `length` bytes and a terminating zero. length < 0: strlen. NULL text: WG_NO_TEXT. */
wg_status wg_texts_add(wg_texts *texts, wg_context *context, const char *text, int64_t length,
                       wg_text *out) WG_MUST_CHECK;
wg_status wg_texts_format(wg_texts *texts, wg_context *context, wg_text *out, const char *format,
                          ...) WG_PRINTF(4, 5) WG_MUST_CHECK;
/* "" for WG_NO_TEXT. Borrowed until the next addition. */
const char *wg_texts_get(const wg_texts *texts, wg_text text);
void wg_texts_free(wg_texts *texts, wg_context *context);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
