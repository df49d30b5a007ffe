/* Reading the fields that say which buildings are alike (构成相似).
 *
 * A field of numbers becomes numbers in hundredths, any other field categories: its texts, compared
 * normalised, numbered in their order. Null, negative numbers and those above WG_ALIKE_LARGEST are
 * unknown. */
#ifndef WG_GEODATA_ALIKE_H
#define WG_GEODATA_ALIKE_H

#include "fields.h"
#include "reader.h"

#define WG_ALIKE_LARGEST 21000000

typedef struct wg_alike_reader {
  int field[WG_ALIKE_FIELDS];
  wg_text *text[WG_ALIKE_FIELDS]; /* of each row, normalised; NULL for numbers */
  int64_t capacity[WG_ALIKE_FIELDS];
  wg_texts texts;
} wg_alike_reader;

/* `named`: comma-separated fields, or NULL. One that is not there: WG_NOT_FOUND; too many:
 * WG_MISUSE. Sets the count of `out` and which of its columns are numbers. */
wg_status wg_alike_choose(wg_alike_reader *reader, wg_context *context, wg_dataset *dataset,
                          const char *named, wg_buildings *out, wg_reading *reading) WG_MUST_CHECK;
/* Fills the columns of one row; categories are still without numbers. */
wg_status wg_alike_take(wg_alike_reader *reader, wg_context *context, const wg_feature *feature,
                        wg_buildings *out, int64_t row) WG_MUST_CHECK;
/* Numbers the categories, after the last row. */
wg_status wg_alike_finish(wg_alike_reader *reader, wg_context *context,
                          wg_buildings *out) WG_MUST_CHECK;
void wg_alike_free(wg_alike_reader *reader, wg_context *context);

#endif
