/* What a count in a table says, as people write it.
 *
 * Whole numbers as they are; fractions to the nearest whole number, half up; texts with full-width
 * digits, blanks, commas between thousands and a trailing 户 or 人 are read as meant; so are rough
 * ones (约120户), which are told apart; null and blank are unknown, which is not 0; negative and
 * other values, and those above WG_COUNT_MOST, are unknown too and are told apart. The whole policy
 * is a table in docs/households.md. */
#ifndef WG_GEODATA_HOUSEHOLDS_H
#define WG_GEODATA_HOUSEHOLDS_H

#include "dataset.h"
#include "subjects.h"

#define WG_COUNT_MOST 1000000 /* in one building; more is a slip of the pen */

typedef enum wg_count_state {
  WG_COUNT_KNOWN = 0,
  WG_COUNT_FRACTION, /* known, rounded */
  WG_COUNT_NULL,
  WG_COUNT_NEGATIVE,
  WG_COUNT_NOT_NUMBER,
  WG_COUNT_APPROXIMATE /* known, but said to be rough */
} wg_count_state;

/* *count is ≥ 0 or WG_UNKNOWN. */
wg_count_state wg_count_of_number(double value, int32_t *count);
wg_count_state wg_count_of_text(const char *text, int32_t *count);
wg_status wg_count_of_field(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                            int index, wg_count_state *state, int32_t *count) WG_MUST_CHECK;

/* Findings about counts that are not taken as they stand, of buildings and of tables. */
extern const wg_sentence wg_count_negative, wg_count_not_number, wg_count_fraction,
    wg_count_approximate;

#endif
