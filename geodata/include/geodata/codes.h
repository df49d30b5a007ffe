/* Reading codes that were given once: a table of any format, or the history in a plan store. */
#ifndef WG_GEODATA_CODES_H
#define WG_GEODATA_CODES_H

#include "geodata/input.h"

typedef struct wg_codes {
  wg_text *code, *community, *valid_from, *valid_to; /* WG_NO_TEXT where not said */
  int64_t count, capacity;
  wg_texts texts;
} wg_codes;

/* Appends the rows of a table that have a code; fields by their names in the layer code_history and
 * the usual ones; of a text file with a code on each line, its lines (code_list.h). As the functions of input.h, without findings. */
wg_status wg_read_codes(wg_codes *out, wg_context *context, const wg_input *input) WG_MUST_CHECK;
/* Whether a file is a plan store, whose layer `code_history` holds such codes. */
bool wg_codes_are_stored(const char *path);
void wg_codes_free(wg_codes *codes, wg_context *context);

#endif
