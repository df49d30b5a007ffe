#include "wangge/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

wg_status wg_texts_add(wg_texts *texts, wg_context *context, const char *text, int64_t length,
                       wg_text *out)
{
  *out = WG_NO_TEXT;
  if (text == NULL) return WG_OK;
  if (length < 0) length = (int64_t)strlen(text);
  WG_TRY(wg_grow(context, &texts->bytes, &texts->capacity, texts->size + length + 1, 1));
  *out = texts->size;
  if (length > 0) memcpy(texts->bytes + texts->size, text, (size_t)length);
  texts->bytes[texts->size + length] = 0;
  texts->size += length + 1;
  return WG_OK;
}

wg_status wg_texts_format(wg_texts *texts, wg_context *context, wg_text *out, const char *format,
                          ...)
{
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  *out = WG_NO_TEXT;
  wg_status status = wg_grow(context, &texts->bytes, &texts->capacity, texts->size + length + 1, 1);
  if (status == WG_OK) {
    vsnprintf(texts->bytes + texts->size, (size_t)length + 1, format, again);
    *out = texts->size;
    texts->size += length + 1;
  }
  va_end(again);
  return status;
}

const char *wg_texts_get(const wg_texts *texts, wg_text text)
{
  return text == WG_NO_TEXT ? "" : texts->bytes + text;
}

void wg_texts_free(wg_texts *texts, wg_context *context)
{
  wg_release(context, texts->bytes);
  memset(texts, 0, sizeof *texts);
}
