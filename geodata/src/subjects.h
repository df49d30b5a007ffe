/* The things one finding is about: how many, and the first of their names in order.
 *
 * Only the WG_FINDING_LIST smallest names are kept, so memory is bounded and the list does not
 * depend on the order of the features. */
#ifndef WG_GEODATA_SUBJECTS_H
#define WG_GEODATA_SUBJECTS_H

#include "geodata/input.h"

typedef struct wg_subjects {
  int64_t count;
  int32_t kept;
  char names[WG_FINDING_LIST][96]; /* sorted */
} wg_subjects;

void wg_subjects_add(wg_subjects *subjects, const char *name);

/* The sentences of one finding, in both languages. `reason` takes the count (%lld), the noun of the
 * input (%s) and the names (%s) in this order; `one`, for exactly one subject, noun and name. */
typedef struct wg_sentence {
  wg_finding_code code;
  const char *one_en, *one_zh;
  const char *reason_en, *reason_zh;
  const char *remedy_en, *remedy_zh;
} wg_sentence;

/* Nothing when there are no subjects. The finding's subject is the one name, else `input`'s file. */
wg_status wg_subjects_report(const wg_subjects *subjects, wg_context *context,
                             wg_findings *findings, const wg_input *input,
                             const wg_sentence *sentence) WG_MUST_CHECK;

#endif
