#include "joining.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "fields.h"
#include "households.h"
#include "key.h"

enum { KEY_SIZE = 512, LIST_SIZE = 512 };

/* --- the key -----------------------------------------------------------------------------------
 */

/* One side of --join, its fields found by name. */
static wg_status find_fields(wg_context *context, wg_dataset *dataset, const char *list,
                             size_t length, int field[WG_JOIN_FIELDS], int32_t *count)
{
  char name[256];
  *count = 0;
  for (size_t at = 0; at < length;) {
    size_t span = 0;
    while (at + span < length && list[at + span] != ',') span++;
    if (*count == WG_JOIN_FIELDS || span == 0 || span >= sizeof name)
      return wg_fail(context, WG_MISUSE,
                     wg_in(context, "--join '%s': name 1 to %d fields on each side.",
                           "--join “%s”：每侧应为 1 至 %d 个字段。"),
                     list, WG_JOIN_FIELDS);
    snprintf(name, sizeof name, "%.*s", (int)span, list + at);
    WG_TRY(wg_field_named(dataset, context, name, &field[*count]));
    if (field[*count] < 0) return wg_field_missing(dataset, context, name);
    ++*count;
    at += span + 1;
  }
  return WG_OK;
}

/* The buildings' side of --join, or the other one; of a join without '=' both are the same. */
static const char *join_side(const char *join, bool other, size_t *length)
{
  const char *equals = strchr(join, '=');
  const char *start = other && equals != NULL ? equals + 1 : join;
  *length = equals == NULL || other ? strlen(start) : (size_t)(equals - join);
  return start;
}

/* Key and label of a feature; *key is "" where a part is missing. */
static wg_status read_key(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                          const int *field, int32_t count, char key[KEY_SIZE], char label[KEY_SIZE])
{
  size_t used = 0, shown = 0;
  bool whole = count > 0;
  key[0] = label[0] = 0;
  for (int32_t i = 0; i < count; i++) {
    const char *text;
    WG_TRY(wg_value_text(dataset, context, feature, field[i], &text));
    whole = whole && text != NULL;
    if (text == NULL) continue;
    if (i > 0 && used + 2 < KEY_SIZE) key[used++] = '\t';
    wg_key_normalise(key + used, KEY_SIZE - used, text);
    used += strlen(key + used);
    shown +=
        (size_t)snprintf(label + shown, KEY_SIZE - shown, "%s%.80s", shown > 0 ? " " : "", text);
  }
  if (!whole) key[0] = 0;
  return WG_OK;
}

/* --- entries -----------------------------------------------------------------------------------
 */

static uint64_t hash_of(const char *key)
{
  wg_digest digest;
  wg_digest_begin(&digest);
  wg_digest_add(&digest, key, strlen(key));
  return wg_digest_end(&digest);
}

static int64_t find_entry(const wg_joining *joining, const char *key)
{
  if (joining->bucket_count == 0 || key[0] == 0) return -1;
  int64_t at = joining->buckets[hash_of(key) % (uint64_t)joining->bucket_count];
  while (at >= 0 && strcmp(wg_texts_get(&joining->texts, joining->entries[at].key), key) != 0)
    at = joining->entries[at].next;
  return at;
}

static void chain(wg_joining *joining, int64_t index)
{
  wg_join_entry *entry = &joining->entries[index];
  uint64_t hash = hash_of(wg_texts_get(&joining->texts, entry->key));
  int64_t *bucket = &joining->buckets[hash % (uint64_t)joining->bucket_count];
  entry->next = *bucket;
  *bucket = index;
}

static wg_status enlarge(wg_joining *joining, wg_context *context)
{
  int64_t wanted = joining->bucket_count > 0 ? 2 * joining->bucket_count : 256, *larger;
  WG_TRY(wg_allocate(context, &larger, (size_t)wanted, sizeof *larger));
  wg_release(context, joining->buckets);
  joining->buckets = larger;
  joining->bucket_count = wanted;
  memset(larger, 0xFF, (size_t)wanted * sizeof *larger);
  for (int64_t i = 0; i < joining->count; i++) chain(joining, i);
  return WG_OK;
}

static wg_status entry_for(wg_joining *joining, wg_context *context, const char *key,
                           const char *label, int64_t *index)
{
  *index = find_entry(joining, key);
  if (*index >= 0) return WG_OK;
  wg_join_entry entry = {.next = -1};
  WG_TRY(wg_texts_add(&joining->texts, context, key, -1, &entry.key));
  WG_TRY(wg_texts_add(&joining->texts, context, label, -1, &entry.label));
  WG_TRY(wg_grow(context, &joining->entries, &joining->capacity, joining->count + 1,
                 sizeof *joining->entries));
  if (joining->count >= joining->bucket_count) WG_TRY(enlarge(joining, context));
  *index = joining->count++;
  joining->entries[*index] = entry;
  chain(joining, *index);
  return WG_OK;
}

/* --- the table ---------------------------------------------------------------------------------
 */

static wg_status choose_key(wg_context *context, wg_dataset *dataset, const char *join,
                            const wg_fields *fields, wg_reading *reading, int field[WG_JOIN_FIELDS],
                            int32_t *count)
{
  if (join != NULL) {
    size_t length;
    const char *side = join_side(join, true, &length);
    return find_fields(context, dataset, side, length, field, count);
  }
  *count = 1;
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_BUILDING_ID, NULL, reading, &field[0]));
  if (field[0] < 0 && fields->building_id != NULL)
    WG_TRY(wg_field_named(dataset, context, fields->building_id, &field[0]));
  if (field[0] >= 0) return WG_OK;
  char listed[1024];
  WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
  return wg_fail(
      context, WG_NOT_FOUND,
      wg_in(
          context,
          "No field of '%s' (%s) looks like the number of a building. Name it with --join "
          "FIELD=FIELD, the buildings' field first. It has: %s.",
          "“%s”（%s）没有像楼栋编号的字段。请用 --join 字段=字段 指定，楼栋的字段在前。它有：%s。"),
      dataset->input->path, wg_role_noun(context, dataset->input->role, true), listed);
}

static wg_status choose_households(wg_context *context, wg_dataset *dataset, const char *named,
                                   wg_reading *reading, int *field)
{
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_HOUSEHOLDS, named, reading, field));
  if (*field >= 0) return WG_OK;
  char listed[1024];
  WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
  return wg_fail(
      context, WG_NOT_FOUND,
      wg_in(context,
            "No field of '%s' (household table) looks like a household count. Name it with "
            "--table-households. It has: %s.",
            "“%s”（户数表）没有像户数的字段。请用 --table-households 指定。它有：%s。"),
      dataset->input->path, listed);
}

static void note_state(wg_joining *joining, wg_reading *reading, wg_count_state state,
                       const char *label)
{
  switch (state) {
  case WG_COUNT_KNOWN:
    return;
  case WG_COUNT_FRACTION:
    reading->fraction++;
    wg_subjects_add(&joining->fraction, label);
    return;
  case WG_COUNT_NULL:
    reading->unknown++;
    wg_subjects_add(&joining->unknown, label);
    return;
  case WG_COUNT_NEGATIVE:
    reading->negative++;
    wg_subjects_add(&joining->negative, label);
    return;
  case WG_COUNT_NOT_NUMBER:
    reading->not_number++;
    wg_subjects_add(&joining->not_number, label);
    return;
  case WG_COUNT_APPROXIMATE:
    reading->approximate++;
    wg_subjects_add(&joining->approximate, label);
    return;
  }
}

static wg_status take_row(wg_joining *joining, wg_context *context, wg_dataset *dataset,
                          OGRFeatureH feature, const int *key_field, int32_t key_count,
                          int count_field, wg_reading *reading)
{
  char key[KEY_SIZE], label[KEY_SIZE];
  wg_count_state state = WG_COUNT_KNOWN;
  int32_t households = 1;
  int64_t index;
  WG_TRY(read_key(dataset, context, feature, key_field, key_count, key, label));
  if (!joining->by_row)
    WG_TRY(wg_count_of_field(dataset, context, feature, count_field, &state, &households));
  reading->features++;
  if (key[0] == 0 && households == WG_UNKNOWN && label[0] == 0) return WG_OK; /* a blank line */
  if (label[0] == 0)
    snprintf(label, sizeof label, wg_in(context, "row %lld", "第 %lld 行"),
             (long long)reading->features);
  if (key[0] == 0) {
    note_state(joining, reading, state, label);
    if (households != WG_UNKNOWN) reading->households += households;
    joining->keyless_households += households != WG_UNKNOWN ? households : 0;
    wg_subjects_add(&joining->keyless, label);
    return WG_OK;
  }
  WG_TRY(entry_for(joining, context, key, label, &index));
  wg_join_entry *entry = &joining->entries[index];
  if (households != WG_UNKNOWN && entry->households + households > WG_COUNT_MOST) {
    state = WG_COUNT_NOT_NUMBER; /* no building has so many */
    households = WG_UNKNOWN;
  }
  note_state(joining, reading, state, label);
  if (households != WG_UNKNOWN) reading->households += households;
  entry->rows++;
  if (households == WG_UNKNOWN) return WG_OK;
  entry->known++;
  entry->households += households;
  return WG_OK;
}

static wg_status read_rows(wg_joining *joining, wg_context *context, wg_dataset *dataset,
                           const int *key_field, int32_t key_count, int count_field,
                           wg_reading *reading)
{
  wg_status status = WG_OK;
  OGR_L_ResetReading(dataset->layer);
  for (OGRFeatureH feature;
       status == WG_OK && (feature = OGR_L_GetNextFeature(dataset->layer)) != NULL;) {
    status =
        take_row(joining, context, dataset, feature, key_field, key_count, count_field, reading);
    OGR_F_Destroy(feature);
    if (status == WG_OK && reading->features % 1024 == 0)
      status = wg_progress(context, "reading", reading->features, 0);
  }
  WG_TRY(status);
  if (reading->features > 0) return WG_OK;
  return wg_fail(context, WG_EMPTY,
                 wg_in(context, "The table '%s' (%s) has no rows.", "表格“%s”（%s）没有行。"),
                 dataset->input->path, wg_role_noun(context, dataset->input->role, true));
}

wg_status wg_joining_read(wg_joining *out, wg_context *context, const wg_household_sources *sources,
                          const wg_input *input, bool by_row, const wg_fields *fields,
                          wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  int key_field[WG_JOIN_FIELDS], count_field = -1;
  int32_t key_count;
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  out->open = true;
  out->by_row = by_row;
  out->input = input;
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_key(context, &dataset, sources->join, fields, reading, key_field, &key_count));
  if (!by_row)
    WG_TRY_DONE(
        choose_households(context, &dataset, sources->table_households, reading, &count_field));
  WG_TRY_DONE(read_rows(out, context, &dataset, key_field, key_count, count_field, reading));
  snprintf(reading->driver, sizeof reading->driver, "%s", dataset.driver);
  snprintf(reading->encoding, sizeof reading->encoding, "%s", dataset.decoder.name);
  wg_digest_files(reading->checksum, sizeof reading->checksum, dataset.handle);
done:
  wg_dataset_close(&dataset, context);
  return status;
}

/* --- the buildings -----------------------------------------------------------------------------
 */

wg_status wg_joining_choose(wg_joining *joining, wg_context *context, wg_dataset *dataset,
                            const wg_household_sources *sources, int id)
{
  if (!joining->open) return WG_OK;
  if (sources->join != NULL) {
    size_t length, other;
    const char *side = join_side(sources->join, false, &length);
    WG_TRY(find_fields(context, dataset, side, length, joining->field, &joining->field_count));
    const char *theirs = join_side(sources->join, true, &other);
    int32_t parts = 1;
    for (size_t i = 0; i < other; i++) parts += theirs[i] == ',';
    if (parts == joining->field_count) return WG_OK;
    return wg_fail(context, WG_MISUSE,
                   wg_in(context,
                         "--join '%s' names %d fields of the buildings, but %d of the table.",
                         "--join “%s”中楼栋有 %d 个字段，表格有 %d 个。"),
                   sources->join, (int)joining->field_count, (int)parts);
  }
  joining->field[0] = id;
  joining->field_count = 1;
  if (id >= 0) return WG_OK;
  return wg_fail(
      context, WG_NOT_FOUND,
      wg_in(context,
            "The buildings of '%s' have no number to join '%s' by. Name a field with --join.",
            "“%s”的楼栋没有编号，无法与“%s”关联。请用 --join 指定字段。"),
      dataset->input->path, joining->input->path);
}

wg_status wg_joining_take(wg_joining *joining, wg_context *context, const wg_feature *feature,
                          int64_t row)
{
  char key[KEY_SIZE], label[KEY_SIZE];
  if (!joining->open) return WG_OK;
  WG_TRY(read_key(feature->dataset, context, feature->handle, joining->field, joining->field_count,
                  key, label));
  WG_TRY(wg_grow(context, &joining->entry_of_row, &joining->row_capacity, row + 1,
                 sizeof *joining->entry_of_row));
  joining->entry_of_row[row] = find_entry(joining, key);
  return WG_OK;
}

/* --- sharing out -------------------------------------------------------------------------------
 */

/* The part of `households` that ends at `upto` of `whole`, so that parts add up exactly. */
static int64_t share_until(int64_t households, __int128 upto, __int128 whole)
{
  return (int64_t)((2 * households * upto + whole) / (2 * whole));
}

static void note_replaced(wg_subjects *replaced, const wg_buildings *buildings, int64_t row,
                          const char *label)
{
  const char *id = wg_texts_get(&buildings->texts, buildings->id[row]);
  wg_subjects_add(replaced, id[0] != 0 ? id : label);
}

/* Each building of a key in order of the rows gets its part; done[e]: weight given out so far. */
static void share_out(wg_joining *joining, wg_buildings *buildings, const int64_t *weights,
                      __int128 *done, wg_subjects *replaced, wg_reading *reading)
{
  for (int64_t row = 0; row < buildings->shapes.count; row++) {
    int64_t index = joining->entry_of_row[row];
    if (index < 0 || joining->entries[index].known == 0) continue;
    const wg_join_entry *entry = &joining->entries[index];
    __int128 weight = (__int128)weights[row] + 1, before = done[index];
    done[index] += weight;
    int64_t part = share_until(entry->households, done[index], entry->weight) -
                   share_until(entry->households, before, entry->weight);
    int32_t households = (int32_t)part;
    if (buildings->households[row] != WG_UNKNOWN && buildings->households[row] != households)
      note_replaced(replaced, buildings, row, wg_texts_get(&joining->texts, entry->label));
    buildings->households[row] = households;
    buildings->source[row] = WG_HOUSEHOLDS_JOINED;
    reading->joined++;
  }
}

typedef struct outcome {
  wg_subjects unmatched, repeated, shared, missing, replaced;
  int64_t lost; /* households of rows without a building */
} outcome;

static void judge_entries(const wg_joining *joining, outcome *found)
{
  for (int64_t i = 0; i < joining->count; i++) {
    const wg_join_entry *entry = &joining->entries[i];
    const char *label = wg_texts_get(&joining->texts, entry->label);
    if (entry->buildings == 0) {
      for (int64_t r = 0; r < entry->rows; r++) wg_subjects_add(&found->unmatched, label);
      found->lost += entry->households;
    }
    if (entry->rows > 1 && !joining->by_row) wg_subjects_add(&found->repeated, label);
    if (entry->buildings > 1) wg_subjects_add(&found->shared, label);
  }
}

static const wg_sentence unknown_row = {
    WG_FINDING_HOUSEHOLDS_UNKNOWN,
    "The %s '%s' of the table has no household count.",
    "%s“%s”没有户数。",
    "%lld %s of the table have no household count: %s.",
    "%lld 个%s没有户数：%s。",
    "The building keeps what is known of it otherwise; fill in the count, with 0 where nobody "
    "lives.",
    "楼栋保留其他来源的户数；请补填，无人居住填 0。"};
static const wg_sentence without_key = {WG_FINDING_TABLE_ROW_UNMATCHED,
                                        "The %s '%s' has no key.",
                                        "%s“%s”没有键值。",
                                        "%lld %s have no key: %s.",
                                        "%lld 个%s没有键值：%s。",
                                        "They find no building; fill in the key.",
                                        "找不到楼栋；请补填键值。"};
static const wg_sentence *const of_table[] = {&unknown_row,          &wg_count_negative,
                                              &wg_count_not_number,  &wg_count_fraction,
                                              &wg_count_approximate, &without_key};

static const wg_sentence of_buildings[] = {
    {WG_FINDING_BUILDING_NOT_IN_TABLE, "The %s '%s' has no row in the table.",
     "%s“%s”在表格中没有行。", "%lld %s have no row in the table: %s.",
     "%lld 个%s在表格中没有行：%s。",
     "They keep the count of their own field, if they have one; add the rows or correct the keys.",
     "保留自身字段的户数（如有）；请补充表格行或改正键值。"},
    {WG_FINDING_HOUSEHOLDS_REPLACED, "The table has another household count for the %s '%s'.",
     "表格中%s“%s”的户数与其字段不同。",
     "The table has other household counts than the field for %lld %s: %s.",
     "表格中 %lld 个%s的户数与其字段不同：%s。", "The table's were taken; settle which are right.",
     "以表格为准；请核对。"},
    {WG_FINDING_BUILDING_KEY_SHARED, "Several buildings have the key of the %s '%s'.",
     "多个楼栋共用%s“%s”的键值。", "%lld keys each belong to several %s: %s.",
     "%lld 个键值各对应多个%s：%s。",
     "The households were divided among them by floor area; name more fields with --join, such as "
     "compound and number.",
     "户数已按建筑面积分摊；请用 --join 增加字段，如小区和楼号。"},
    {WG_FINDING_TABLE_KEY_REPEATED, "The table has several rows for the %s '%s'.",
     "表格中%s“%s”有多行。", "The table has several rows for each of %lld %s: %s.",
     "表格中 %lld 个%s各有多行：%s。",
     "Their counts were added up; delete rows that are there twice by mistake.",
     "户数已相加；若为误录重复，请删去。"}};

/* Adds to the last finding how many households the rows that it names have. */
static wg_status add_lost(wg_context *context, wg_findings *findings, int64_t households)
{
  char reason[4096];
  wg_finding *finding = &findings->items[findings->count - 1];
  snprintf(reason, sizeof reason, "%.3900s", wg_texts_get(&findings->texts, finding->reason));
  return wg_texts_format(
      &findings->texts, context, &finding->reason,
      wg_in(context, "%s %lld households are in no sum.", "%s共 %lld 户未计入。"), reason,
      (long long)households);
}

static wg_status report_unmatched(const wg_joining *joining, wg_context *context,
                                  const outcome *found, wg_findings *findings)
{
  static const wg_sentence sentence = {
      WG_FINDING_TABLE_ROW_UNMATCHED,
      "The %s '%s' finds no building.",
      "%s“%s”找不到楼栋。",
      "%lld %s find no building: %s.",
      "%lld 个%s找不到楼栋：%s。",
      "Correct the keys, draw the buildings, or name the fields with --join.",
      "请改正键值、补画楼栋，或用 --join 指定字段。"};
  if (found->unmatched.count == 0) return WG_OK;
  WG_TRY(wg_subjects_report(&found->unmatched, context, findings, joining->input, &sentence));
  return add_lost(context, findings, found->lost);
}

static wg_status report(const wg_joining *joining, wg_context *context, const outcome *found,
                        const wg_input *buildings, wg_findings *findings)
{
  const wg_subjects *const table[] = {&joining->unknown,     &joining->negative,
                                      &joining->not_number,  &joining->fraction,
                                      &joining->approximate, &joining->keyless};
  const wg_subjects *const ours[] = {&found->missing, &found->replaced, &found->shared,
                                     &found->repeated};
  for (int i = 0; i < 6; i++)
    WG_TRY(wg_subjects_report(table[i], context, findings, joining->input, of_table[i]));
  if (joining->keyless.count > 0) WG_TRY(add_lost(context, findings, joining->keyless_households));
  for (int i = 0; i < 4; i++)
    WG_TRY(wg_subjects_report(ours[i], context, findings, buildings, &of_buildings[i]));
  return report_unmatched(joining, context, found, findings);
}

wg_status wg_joining_finish(wg_joining *joining, wg_context *context, wg_buildings *buildings,
                            const int64_t *weights, const wg_input *input, wg_findings *findings,
                            wg_reading *reading)
{
  __int128 *done = NULL;
  outcome *found = NULL;
  wg_status status;
  if (!joining->open) return WG_OK;
  WG_TRY_DONE(wg_allocate(context, &done, (size_t)joining->count + 1, sizeof *done));
  WG_TRY_DONE(wg_allocate(context, &found, 1, sizeof *found));
  for (int64_t row = 0; row < buildings->shapes.count; row++) {
    int64_t index = joining->entry_of_row[row];
    if (index >= 0) {
      joining->entries[index].buildings++;
      joining->entries[index].weight += (__int128)weights[row] + 1;
    } else {
      const char *id = wg_texts_get(&buildings->texts, buildings->id[row]);
      wg_subjects_add(&found->missing,
                      id[0] != 0 ? id : wg_in(context, "without a number", "无编号"));
    }
  }
  share_out(joining, buildings, weights, done, &found->replaced, reading);
  judge_entries(joining, found);
  status = report(joining, context, found, input, findings);
done:
  wg_release(context, done);
  wg_release(context, found);
  return status;
}

void wg_joining_free(wg_joining *joining, wg_context *context)
{
  wg_release(context, joining->entries);
  wg_release(context, joining->buckets);
  wg_release(context, joining->entry_of_row);
  wg_texts_free(&joining->texts, context);
  memset(joining, 0, sizeof *joining);
}
