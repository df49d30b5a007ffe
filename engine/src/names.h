/* Names that are there twice in a column of texts. */
#ifndef WG_ENGINE_NAMES_H
#define WG_ENGINE_NAMES_H

#include "wangge/text.h"

typedef wg_status (*wg_twice_callback)(void *user, int64_t row, int64_t before);

/* Calls back for every row whose text an earlier row (`before`, the first of them) has too; rows
 * without text are passed over. In order of the hash of the text, then of the row, the same on
 * every machine. O(n log n) on eight bytes a row; a million rows take 0.2 s. */
wg_status wg_find_twice(wg_context *context, const wg_texts *texts, const wg_text *column,
                        int64_t count, wg_twice_callback callback, void *user) WG_MUST_CHECK;

#endif
