/* Reading buildings (楼栋): footprints or points with their household counts. Whatever is wrong
 * with one, it stays a row, so that its households are never lost without a word. */
#include <stdio.h>
#include <string.h>

#include "alike.h"
#include "fields.h"
#include "dwellings.h"
#include "estimate.h"
#include "households.h"
#include "joining.h"
#include "normal.h"
#include "osm.h"
#include "reader.h"

/* What a row needs until all sources of households have been heard. */
typedef struct row_note {
  uint8_t state;    /* a wg_count_state, of the field */
  bool assumed;     /* the estimate took the default number of floors */
  int32_t estimate; /* WG_UNKNOWN: none */
  int64_t weight;   /* floor area in m², by which buildings of one key share */
} row_note;

typedef struct building_table {
  wg_buildings *out;
  const wg_system *system;
  wg_reading *reading;
  int id, name, households, compound, floors, persons, exempt, use, entrances,
      grid; /* −1: none */
  const wg_household_sources *sources;
  wg_joining joining;
  row_note *notes;
  int64_t note_capacity;
  const char *exempt_values; /* comma-separated */
  wg_alike_reader alike;
  wg_subjects unknown, negative, not_number, fraction, approximate, estimated, assumed;
} building_table;

/* The field that says which existing grid a building is in; only where it is named. */
static wg_status choose_grid(building_table *table, wg_context *context, wg_dataset *dataset,
                             const char *named)
{
  table->grid = -1;
  if (named == NULL) return WG_OK;
  WG_TRY(wg_field_named(dataset, context, named, &table->grid));
  return table->grid < 0 ? wg_field_missing(dataset, context, named) : WG_OK;
}

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
    return wg_fail(
        context, WG_MISUSE,
        wg_in(context, "--exempt '%s' is no FIELD=VALUE.", "--exempt “%s”不是 字段=值 的形式。"),
        exempt);
  snprintf(field, sizeof field, "%.*s", (int)(equals - exempt), exempt);
  table->exempt_values = equals + 1;
  WG_TRY(wg_field_named(dataset, context, field, &table->exempt));
  return table->exempt < 0 ? wg_field_missing(dataset, context, field) : WG_OK;
}

static void keep_fields(const building_table *table, wg_dataset *dataset)
{
  int kept[10 + WG_ALIKE_FIELDS + WG_JOIN_FIELDS] = {
      table->id,      table->name,   table->households, table->compound,  table->floors,
      table->persons, table->exempt, table->use,        table->entrances, table->grid};
  int count = 10;
  for (int32_t f = 0; f < table->out->alike_count; f++) kept[count++] = table->alike.field[f];
  for (int32_t f = 0; f < table->joining.field_count; f++) kept[count++] = table->joining.field[f];
  wg_field_keep_only(dataset, kept, count);
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
                {WG_MEANS_BUILDING_NAME, NULL, &table->name},
                {WG_MEANS_COMPOUND, fields->compound, &table->compound},
                {WG_MEANS_FLOORS, fields->floors, &table->floors},
                {WG_MEANS_ENTRANCES, fields->entrances, &table->entrances},
                {WG_MEANS_PERSONS, fields->persons, &table->persons},
                {WG_MEANS_BUILDING_USE, table->sources->building_use, &table->use}};
  table->use = -1;
  size_t count =
      sizeof wanted / sizeof *wanted - !table->sources->estimate; /* uses are only for estimates */
  for (size_t i = 0; i < count; i++)
    WG_TRY(wg_field_find(dataset, context, wanted[i].meaning, wanted[i].named, reading,
                         wanted[i].index));
  WG_TRY(choose_grid(table, context, dataset, fields->grid));
  WG_TRY(choose_exempt(table, context, dataset, fields->exempt));
  WG_TRY(wg_alike_choose(&table->alike, context, dataset, fields->alike, table->out, reading));
  WG_TRY(wg_joining_choose(&table->joining, context, dataset, table->sources, table->id));
  if (table->households < 0 && table->sources->table.path == NULL &&
      table->sources->dwellings.path == NULL && !table->sources->estimate) {
    char listed[1024];
    WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
    wg_log(context, WG_LOG_WARNING,
           wg_in(context,
                 "No field of '%s' (buildings) looks like a household count, so all counts are "
                 "unknown. Name one with --households, or give --households-table, --dwellings or "
                 "--estimate. It has: %s.",
                 "“%s”（楼栋）没有像户数的字段，所有户数均为未知。请用 --households 指定，或给出 "
                 "--households-table、--dwellings 或 --estimate。它有：%s。"),
           dataset->input->path, listed[0] != 0 ? listed : "-");
  }
  keep_fields(table, dataset);
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
  wg_subjects *const subjects[] = {[WG_COUNT_FRACTION] = &table->fraction,
                                   [WG_COUNT_NEGATIVE] = &table->negative,
                                   [WG_COUNT_NOT_NUMBER] = &table->not_number,
                                   [WG_COUNT_APPROXIMATE] = &table->approximate};
  int64_t *const counters[] = {[WG_COUNT_FRACTION] = &reading->fraction,
                               [WG_COUNT_NEGATIVE] = &reading->negative,
                               [WG_COUNT_NOT_NUMBER] = &reading->not_number,
                               [WG_COUNT_APPROXIMATE] = &reading->approximate};
  char place[128];
  if (state == WG_COUNT_KNOWN || state == WG_COUNT_NULL) return; /* another source may fill nulls */
  if (name == NULL) {
    wg_feature_place(place, sizeof place, context, feature->draft, table->system);
    name = place;
  }
  wg_subjects_add(subjects[state], name);
  ++*counters[state];
}

/* What the row is worth while other sources are still to come. */
static wg_status note_row(building_table *table, wg_context *context, const wg_feature *feature,
                          int64_t row, wg_count_state state)
{
  const wg_buildings *out = table->out;
  const char *use;
  WG_TRY(wg_grow(context, &table->notes, &table->note_capacity, row + 1, sizeof *table->notes));
  row_note *note = &table->notes[row];
  *note = (row_note){.state = (uint8_t)state, .estimate = WG_UNKNOWN};
  if (out->shapes.kind[row] != WG_SHAPE_AREA) return WG_OK;
  __int128 area2 = wg_shapes_area2(&out->shapes, row);
  int32_t floors = out->floors[row];
  note->weight = (int64_t)(area2 / 2000000) * (floors > 0 ? floors : 1);
  if (!table->sources->estimate) return WG_OK;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->use, &use));
  note->estimate =
      wg_estimate(table->sources, area2, floors, out->exempt[row] ? "no" : use, &note->assumed);
  return WG_OK;
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
  WG_TRY(wg_count_of_field(feature->dataset, context, handle, table->entrances, &ignored,
                           &out->entrances[row]));
  WG_TRY(wg_count_of_field(feature->dataset, context, handle, table->persons, &ignored,
                           &out->persons[row]));
  bool known = out->households[row] != WG_UNKNOWN;
  out->source[row] = known ? WG_HOUSEHOLDS_GIVEN : WG_HOUSEHOLDS_UNKNOWN;
  count_state(table, context, feature, state, name);
  return note_row(table, context, feature, row, state);
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
  WG_TRY(add_text(table, context, feature, table->name, &out->name[row]));
  WG_TRY(add_text(table, context, feature, table->grid, &out->grid[row]));
  WG_TRY(wg_osm_text(feature->dataset, context, feature->handle, table->id, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &out->id[row]));
  WG_TRY(wg_joining_take(&table->joining, context, feature, row));
  if (out->id[row] != WG_NO_TEXT) *name = wg_texts_get(&out->texts, out->id[row]);
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->exempt, &text));
  out->exempt[row] = text != NULL && wg_normal_listed(table->exempt_values, text);
  WG_TRY(wg_alike_take(&table->alike, context, feature, out, row));
  return fill_counts(table, context, feature, row, *name);
}

static const wg_sentence unknown = {
    WG_FINDING_HOUSEHOLDS_UNKNOWN,
    "The %s '%s' has no household count.",
    "%s“%s”没有户数。",
    "%lld %s have no household count: %s.",
    "%lld 个%s没有户数：%s。",
    "They count as 0 and are listed; fill in the counts in the table.",
    "按 0 计并列出；请在数据中补填户数。"};
static const wg_sentence estimated = {
    WG_FINDING_HOUSEHOLDS_ESTIMATED,
    "The households of the %s '%s' are estimated.",
    "%s“%s”的户数为估算。",
    "The households of %lld %s are estimated: %s.",
    "%lld 个%s的户数为估算：%s。",
    "From floors, footprint and --household-m2; replace them by counts as soon as there are any.",
    "按层数、占地面积和 --household-m2 估算；有实际户数后请替换。"};
static const wg_sentence assumed = {
    WG_FINDING_FLOORS_ASSUMED,
    "The floors of the %s '%s' are not known.",
    "%s“%s”的层数未知。",
    "The floors of %lld %s are not known: %s.",
    "%lld 个%s的层数未知：%s。",
    "Their estimates take --floors-default; fill in the floors, or name their field with --floors.",
    "按 --floors-default 估算；请补填层数，或用 --floors 指定字段。"};

/* A name for messages: the id, else the place. */
static const char *row_name(const building_table *table, const wg_context *context, int64_t row,
                            char place[128])
{
  const wg_buildings *out = table->out;
  if (out->id[row] != WG_NO_TEXT) return wg_texts_get(&out->texts, out->id[row]);
  int64_t count = 0;
  const wg_point *points = NULL;
  wg_rough_ring ring = {.first = 0};
  if (out->shapes.ring_start[row] < out->shapes.ring_start[row + 1])
    points = wg_shapes_ring(&out->shapes, out->shapes.ring_start[row], &count);
  ring.count = count;
  const wg_rough draft = {
      .points = (wg_point *)(uintptr_t)points, .rings = &ring, .ring_count = count > 0};
  wg_feature_place(place, 128, context, &draft, table->system);
  return place;
}

/* Estimates where nothing else is there; what is left unknown is counted. */
static void settle(building_table *table, const wg_context *context)
{
  wg_buildings *out = table->out;
  wg_reading *reading = table->reading;
  char place[128];
  for (int64_t row = 0; row < out->shapes.count; row++) {
    const row_note *note = &table->notes[row];
    if (out->households[row] == WG_UNKNOWN && note->estimate != WG_UNKNOWN) {
      const char *name = row_name(table, context, row, place);
      out->households[row] = note->estimate;
      out->source[row] = WG_HOUSEHOLDS_ESTIMATED;
      reading->estimated++;
      wg_subjects_add(&table->estimated, name);
      if (note->assumed) wg_subjects_add(&table->assumed, name);
    }
    if (out->households[row] != WG_UNKNOWN) {
      reading->households += out->households[row];
    } else if (note->state == WG_COUNT_NULL) {
      reading->unknown++;
      wg_subjects_add(&table->unknown, row_name(table, context, row, place));
    }
  }
}

/* Hears the other sources, in order: what is joined wins over the field, both over an estimate. */
static wg_status complete(building_table *table, wg_context *context, const wg_input *input,
                          bool placed, wg_findings *findings)
{
  wg_buildings *out = table->out;
  wg_reading ignored,
      *reading = table->sources->reading != NULL ? table->sources->reading : &ignored;
  if (table->joining.open) {
    int64_t *weights;
    WG_TRY(wg_allocate(context, &weights, (size_t)out->shapes.count, sizeof *weights));
    for (int64_t row = 0; row < out->shapes.count; row++) weights[row] = table->notes[row].weight;
    wg_status status =
        wg_joining_finish(&table->joining, context, out, weights, input, findings, table->reading);
    wg_release(context, weights);
    WG_TRY(status);
  }
  if (placed)
    WG_TRY(wg_dwellings_count(out, context, table->sources, table->system, findings, reading));
  settle(table, context);
  return WG_OK;
}

/* Reads the table of households, or of dwellings by key, before the buildings. */
static wg_status read_table(building_table *table, wg_context *context, const wg_fields *fields,
                            bool *placed)
{
  const wg_household_sources *sources = table->sources;
  wg_reading ignored, *reading = sources->reading != NULL ? sources->reading : &ignored;
  *placed = false;
  if (sources->table.path != NULL && sources->dwellings.path != NULL)
    return wg_fail(context, WG_MISUSE, "%s",
                   wg_in(context, "Give --households-table or --dwellings, not both.",
                         "--households-table 与 --dwellings 只能给出一个。"));
  if (sources->table.path != NULL)
    return wg_joining_read(&table->joining, context, sources, &sources->table, false, fields,
                           reading);
  if (sources->dwellings.path == NULL) return WG_OK;
  WG_TRY(wg_dwellings_placed(context, sources, placed));
  if (*placed) return WG_OK;
  return wg_joining_read(&table->joining, context, sources, &sources->dwellings, true, fields,
                         reading);
}

static wg_status report(const building_table *table, wg_context *context, const wg_input *input,
                        wg_findings *findings)
{
  const struct {
    const wg_subjects *subjects;
    const wg_sentence *sentence;
  } told[] = {{&table->unknown, &unknown},
              {&table->negative, &wg_count_negative},
              {&table->not_number, &wg_count_not_number},
              {&table->fraction, &wg_count_fraction},
              {&table->approximate, &wg_count_approximate},
              {&table->estimated, &estimated},
              {&table->assumed, &assumed}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++)
    WG_TRY(wg_subjects_report(told[i].subjects, context, findings, input, told[i].sentence));
  return WG_OK;
}

wg_status wg_read_buildings(wg_buildings *out, wg_context *context, const wg_input *input,
                            const wg_fields *fields, const wg_system *system, wg_findings *findings,
                            wg_reading *reading)
{
  wg_dataset dataset;
  bool placed;
  static const wg_household_sources none = {0};
  building_table table = {.out = out,
                          .system = system,
                          .reading = reading,
                          .sources = fields->sources != NULL ? fields->sources : &none};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  memset(&dataset, 0, sizeof dataset);
  wg_status status = read_table(&table, context, fields, &placed);
  if (status != WG_OK) {
    wg_joining_free(&table.joining, context);
    return status;
  }
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_fields(&table, context, &dataset, fields, reading));
  const wg_read_job job = {
      &dataset, system, WG_TAKES_AREAS | WG_TAKES_POINTS, take_building, &table, findings, reading};
  WG_TRY_DONE(wg_read_features(context, &job));
  WG_TRY_DONE(wg_alike_finish(&table.alike, context, out));
  WG_TRY_DONE(complete(&table, context, input, placed, findings));
  status = report(&table, context, input, findings);
done:
  wg_alike_free(&table.alike, context);
  wg_joining_free(&table.joining, context);
  wg_release(context, table.notes);
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_buildings_free(out, context);
  return status;
}
