/* Households from another table, joined to the buildings by key.
 *
 * The table is read first, its rows gathered by key (key.h); then each building looks its key up;
 * at the end every key's households go to its buildings. Several rows of one key are added up;
 * several buildings of one key share by floor area. A table of dwellings counts a row as one. */
#ifndef WG_GEODATA_JOINING_H
#define WG_GEODATA_JOINING_H

#include "reader.h"

#define WG_JOIN_FIELDS 4

typedef struct wg_join_entry {
  wg_text key, label;  /* normalised; as written first */
  int64_t households;  /* sum of the known counts */
  int64_t rows, known; /* rows, and those with a count */
  int64_t buildings;
  __int128 weight;     /* of the buildings */
  int64_t next;        /* in its bucket; −1: the last */
} wg_join_entry;

typedef struct wg_joining {
  bool open, by_row;            /* by_row: dwellings */
  const wg_input *input;
  int field[WG_JOIN_FIELDS];    /* of the buildings */
  int32_t field_count;
  wg_join_entry *entries;
  int64_t count, capacity;
  int64_t *buckets, bucket_count;
  int64_t *entry_of_row, row_capacity; /* of each building; −1: none */
  wg_texts texts;
  int64_t keyless_households;
  wg_subjects approximate, negative, not_number, fraction, unknown, keyless;
} wg_joining;

/* Reads the table. WG_MISUSE for a --join that is none; WG_NOT_FOUND for a field that is not there. */
wg_status wg_joining_read(wg_joining *out, wg_context *context, const wg_household_sources *sources,
                          const wg_input *input, bool by_row, const wg_fields *fields,
                          wg_reading *reading) WG_MUST_CHECK;
/* Finds the buildings' fields of the key; `id` is that of their ids. */
wg_status wg_joining_choose(wg_joining *joining, wg_context *context, wg_dataset *dataset,
                            const wg_household_sources *sources, int id) WG_MUST_CHECK;
/* Looks up one building. */
wg_status wg_joining_take(wg_joining *joining, wg_context *context, const wg_feature *feature,
                          int64_t row) WG_MUST_CHECK;
/* Gives the buildings their households, and reports what found no partner. `weights` (a row each, ≥ 0)
 * say how buildings of one key share; `input` is that of the buildings. */
wg_status wg_joining_finish(wg_joining *joining, wg_context *context, wg_buildings *buildings,
                            const int64_t *weights, const wg_input *input, wg_findings *findings,
                            wg_reading *reading) WG_MUST_CHECK;
void wg_joining_free(wg_joining *joining, wg_context *context);

#endif
