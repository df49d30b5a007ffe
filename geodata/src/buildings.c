/* Reading buildings (楼栋): footprints or points with their household counts. Whatever is wrong
 * with one, it stays a row, so that its households are never lost without a word. */
#include <stdio.h>
#include <string.h>

#include "alike.h"
#include "fields.h"
#include "households.h"
#include "normal.h"
#include "reader.h"

typedef struct building_table {
  wg_buildings *out;
  const wg_system *system;
  wg_reading *reading;
  int id, households, compound, floors, persons, exempt; /* fields; −1: none */
  const char *exempt_values;                             /* comma-separated */
  wg_alike_reader alike;
  wg_subjects unknown, negative, not_number, fraction;
} building_table;

/* "FIELD=VALUE,VALUE" */
static wg_status choose_exempt(building_table *table, wg_context *context, wg_dataset *dataset,
                               const char *exempt)
{
  char field[256];
  table->exempt = -1;
  if (exempt == NULL) return WG_OK;
  const char *equals = strchr(exempt, '=');
  if (equals == NULL || equals == exempt || equals[1] == 0 ||
      (size_t)(equals - exempt) >= sizeof field)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "--exempt '%s' is no FIELD=VALUE.",
                         "--exempt “%s”不是 字段=值 的形式。"),
                   exempt);
  snprintf(field, sizeof field, "%.*s", (int)(equals - exempt), exempt);
  table->exempt_values = equals + 1;
  WG_TRY(wg_field_named(dataset, context, field, &table->exempt));
  return table->exempt < 0 ? wg_field_missing(dataset, context, field) : WG_OK;
}

static wg_status choose_fields(building_table *table, wg_context *context, wg_dataset *dataset,
                               const wg_fields *fields, wg_reading *reading)
{
  const struct {
    wg_meaning meaning;
    const char *named;
    int *index;
  } wanted[] = {{WG_MEANS_BUILDING_ID, fields->building_id, &table->id},
                {WG_MEANS_HOUSEHOLDS, fields->households, &table->households},
                {WG_MEANS_COMPOUND, fields->compound, &table->compound},
                {WG_MEANS_FLOORS, fields->floors, &table->floors},
                {WG_MEANS_PERSONS, fields->persons, &table->persons}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    WG_TRY(wg_field_find(dataset, context, wanted[i].meaning, wanted[i].named, reading,
                         wanted[i].index));
  WG_TRY(choose_exempt(table, context, dataset, fields->exempt));
  WG_TRY(wg_alike_choose(&table->alike, context, dataset, fields->alike, table->out, reading));
  if (table->households < 0) {
    char listed[1024];
    WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
    wg_log(context, WG_LOG_WARNING,
           wg_in(context,
                 "No field of '%s' (buildings) looks like a household count, so all counts are "
                 "unknown. Name one with --households. It has: %s.",
                 "“%s”（楼栋）没有像户数的字段，所有户数均为未知。请用 --households 指定。它有：%s。"),
           dataset->input->path, listed[0] != 0 ? listed : "-");
  }
  int kept[6 + WG_ALIKE_FIELDS] = {table->id,     table->households, table->compound,
                                   table->floors, table->persons,    table->exempt};
  for (int32_t f = 0; f < table->out->alike_count; f++) kept[6 + f] = table->alike.field[f];
  wg_field_keep_only(dataset, kept, 6 + table->out->alike_count);
  return WG_OK;
}

static wg_status add_text(building_table *table, wg_context *context, const wg_feature *feature,
                          int field, wg_text *out)
{
  const char *text;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, field, &text));
  return wg_texts_add(&table->out->texts, context, text, -1, out);
}

static void count_state(building_table *table, wg_context *context, const wg_feature *feature,
                        wg_count_state state, const char *name)
{
  wg_reading *reading = table->reading;
  wg_subjects *const subjects[] = {NULL, &table->fraction, &table->unknown, &table->negative,
                                   &table->not_number};
  int64_t *const counters[] = {NULL, &reading->fraction, &reading->unknown, &reading->negative,
                               &reading->not_number};
  char place[128];
  if (state == WG_COUNT_KNOWN) return;
  if (name == NULL) {
    wg_feature_place(place, sizeof place, context, feature->draft, table->system);
    name = place;
  }
  wg_subjects_add(subjects[state], name);
  ++*counters[state];
}

static wg_status fill_counts(building_table *table, wg_context *context, const wg_feature *feature,
                             int64_t row, const char *name)
{
  wg_buildings *out = table->out;
  wg_count_state state, ignored;
  OGRFeatureH handle = feature->handle;
  WG_TRY(wg_count_of_field(feature->dataset, context, handle, table->households, &state,
                           &out->households[row]));
  WG_TRY(wg_count_of_field(feature->dataset, context, handle, table->floors, &ignored,
                           &out->floors[row]));
  WG_TRY(wg_count_of_field(feature->dataset, context, handle, table->persons, &ignored,
                           &out->persons[row]));
  bool known = out->households[row] != WG_UNKNOWN;
  out->source[row] = known ? WG_HOUSEHOLDS_GIVEN : WG_HOUSEHOLDS_UNKNOWN;
  if (known) table->reading->households += out->households[row];
  count_state(table, context, feature, state, name);
  return WG_OK;
}

static wg_status take_building(void *user, wg_context *context, const wg_feature *feature,
                               const char **name)
{
  building_table *table = user;
  wg_buildings *out = table->out;
  const char *text;
  int64_t row;
  WG_TRY(wg_buildings_append(out, context, &row));
  out->row[row] = (int32_t)feature->number;
  if (feature->state == WG_GEOMETRY_USABLE)
    WG_TRY(wg_rough_emit(feature->draft, context, &out->shapes, false));
  else
    WG_TRY(wg_shapes_begin(&out->shapes, context, WG_SHAPE_NONE));
  WG_TRY(add_text(table, context, feature, table->compound, &out->compound[row]));
  WG_TRY(add_text(table, context, feature, table->id, &out->id[row]));
  if (out->id[row] != WG_NO_TEXT) *name = wg_texts_get(&out->texts, out->id[row]);
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->exempt, &text));
  out->exempt[row] = text != NULL && wg_normal_listed(table->exempt_values, text);
  WG_TRY(wg_alike_take(&table->alike, context, feature, out, row));
  return fill_counts(table, context, feature, row, *name);
}

static const wg_sentence sentences[] = {
    {WG_FINDING_HOUSEHOLDS_UNKNOWN, "The %s '%s' has no household count.", "%s“%s”没有户数。",
     "%lld %s have no household count: %s.", "%lld 个%s没有户数：%s。",
     "They count as 0 and are listed; fill in the counts in the table.",
     "按 0 计并列出；请在数据中补填户数。"},
    {WG_FINDING_HOUSEHOLDS_NEGATIVE, "The household count of the %s '%s' is negative.",
     "%s“%s”的户数为负。", "The household counts of %lld %s are negative: %s.",
     "%lld 个%s的户数为负：%s。", "They are taken as unknown; correct them in the table.",
     "视为未知；请在数据中改正。"},
    {WG_FINDING_HOUSEHOLDS_NOT_NUMBER, "The household count of the %s '%s' is no usable number.",
     "%s“%s”的户数不是可用的数。", "The household counts of %lld %s are no usable numbers: %s.",
     "%lld 个%s的户数不是可用的数：%s。",
     "They are taken as unknown; write whole numbers up to 1,000,000.",
     "视为未知；请写不超过 1000000 的整数。"},
    {WG_FINDING_HOUSEHOLDS_FRACTION, "The household count of the %s '%s' is a fraction.",
     "%s“%s”的户数是小数。", "The household counts of %lld %s are fractions: %s.",
     "%lld 个%s的户数是小数：%s。", "They are rounded to the nearest whole number.",
     "已四舍五入为整数。"}};

static wg_status report(const building_table *table, wg_context *context, const wg_input *input,
                        wg_findings *findings)
{
  const wg_subjects *const subjects[] = {&table->unknown, &table->negative, &table->not_number,
                                         &table->fraction};
  for (int i = 0; i < 4; i++)
    WG_TRY(wg_subjects_report(subjects[i], context, findings, input, &sentences[i]));
  return WG_OK;
}

wg_status wg_read_buildings(wg_buildings *out, wg_context *context, const wg_input *input,
                            const wg_fields *fields, const wg_system *system,
                            wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  building_table table = {.out = out, .system = system, .reading = reading};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_fields(&table, context, &dataset, fields, reading));
  const wg_read_job job = {&dataset, system, WG_TAKES_AREAS | WG_TAKES_POINTS, take_building, &table,
                           findings, reading};
  WG_TRY_DONE(wg_read_features(context, &job));
  WG_TRY_DONE(wg_alike_finish(&table.alike, context, out));
  status = report(&table, context, input, findings);
done:
  wg_alike_free(&table.alike, context);
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_buildings_free(out, context);
  return status;
}
