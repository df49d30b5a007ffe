#include "dwellings.h"

#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "households.h"
#include "locate.h"

wg_status wg_dwellings_placed(wg_context *context, const wg_household_sources *sources,
                              bool *placed)
{
  wg_dataset dataset;
  *placed = false;
  if (sources->join != NULL) return WG_OK;
  wg_status status = wg_dataset_open(&dataset, context, &sources->dwellings);
  if (status == WG_OK)
    *placed = OGR_L_GetGeomType(dataset.layer) != wkbNone || dataset.place.x >= 0 ||
              dataset.place.wkt >= 0;
  wg_dataset_close(&dataset, context);
  return status;
}

typedef struct dwelling_table {
  const wg_buildings *buildings;
  wg_locator locator;
  const wg_system *system;
  int64_t within; /* mm */
  int id;         /* field; −1: none */
  int32_t *counts;
  wg_subjects near, lost;
} dwelling_table;

static wg_status take_dwelling(void *user, wg_context *context, const wg_feature *feature,
                               const char **name)
{
  dwelling_table *table = user;
  char place[128];
  int64_t building = -1;
  bool beside = false;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->id, name));
  if (feature->state == WG_GEOMETRY_USABLE)
    building = wg_locator_find(&table->locator, feature->draft->points[0], table->within, &beside);
  if (building >= 0 && table->counts[building] < WG_COUNT_MOST) table->counts[building]++;
  if (building >= 0 && !beside) return WG_OK;
  if (*name == NULL) wg_feature_place(place, sizeof place, context, feature->draft, table->system);
  wg_subjects_add(building >= 0 ? &table->near : &table->lost, *name != NULL ? *name : place);
  return WG_OK;
}

static const wg_sentence sentences[] = {
    {WG_FINDING_DWELLING_NEAR, "The %s '%s' lies in no footprint.", "%s“%s”不在任何楼栋轮廓内。",
     "%lld %s lie in no footprint: %s.", "%lld 个%s不在任何楼栋轮廓内：%s。",
     "Each was counted to the nearest building within --dwellings-within.",
     "已计入 --dwellings-within 距离内最近的楼栋。"},
    {WG_FINDING_TABLE_ROW_UNMATCHED, "The %s '%s' is near no building.", "%s“%s”附近没有楼栋。",
     "%lld %s are near no building: %s.", "%lld 个%s附近没有楼栋：%s。",
     "They are in no sum; draw the buildings, correct the places, or widen --dwellings-within.",
     "未计入；请补画楼栋、改正位置或放宽 --dwellings-within。"},
    {WG_FINDING_BUILDING_NOT_IN_TABLE, "No dwelling is listed in the %s '%s'.",
     "%s“%s”内没有住户记录。", "No dwelling is listed in %lld %s: %s.",
     "%lld 个%s内没有住户记录：%s。",
     "They keep what is known of them otherwise; list their dwellings.",
     "保留其他来源的户数；请补充住户。"},
    {WG_FINDING_HOUSEHOLDS_REPLACED, "More or fewer dwellings are listed than the %s '%s' says.",
     "%s“%s”的住户数与其字段不同。",
     "More or fewer dwellings are listed than the field says for %lld %s: %s.",
     "%lld 个%s的住户数与其字段不同：%s。", "The dwellings were counted; settle which is right.",
     "以住户记录为准；请核对。"}};

/* The counts become the households of the buildings that have any. */
static void take_over(wg_buildings *buildings, const wg_context *context, const int32_t *counts,
                      wg_subjects *missing, wg_subjects *replaced, wg_reading *reading)
{
  for (int64_t row = 0; row < buildings->shapes.count; row++) {
    const char *id = wg_texts_get(&buildings->texts, buildings->id[row]);
    const char *label = id[0] != 0 ? id : wg_in(context, "without a number", "无编号");
    if (counts[row] == 0) {
      wg_subjects_add(missing, label);
      continue;
    }
    if (buildings->households[row] != WG_UNKNOWN && buildings->households[row] != counts[row])
      wg_subjects_add(replaced, label);
    buildings->households[row] = counts[row];
    buildings->source[row] = WG_HOUSEHOLDS_JOINED;
    reading->joined++;
    reading->households += counts[row];
  }
}

wg_status wg_dwellings_count(wg_buildings *buildings, wg_context *context,
                             const wg_household_sources *sources, const wg_system *system,
                             wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  const wg_input *input = &sources->dwellings;
  const wg_input shown = {.role = "buildings", .path = input->path};
  wg_subjects *missing = NULL;
  dwelling_table table = {
      .buildings = buildings, .system = system, .within = (int64_t)sources->within_m * 1000};
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(
      wg_allocate(context, &table.counts, (size_t)buildings->shapes.count, sizeof *table.counts));
  WG_TRY_DONE(wg_allocate(context, &missing, 2, sizeof *missing));
  WG_TRY_DONE(wg_locator_open(&table.locator, context, &buildings->shapes));
  WG_TRY_DONE(wg_field_named(&dataset, context, "id", &table.id));
  const wg_read_job job = {&dataset, system,   WG_TAKES_POINTS, take_dwelling,
                           &table,   findings, reading};
  WG_TRY_DONE(wg_read_features(context, &job));
  take_over(buildings, context, table.counts, &missing[0], &missing[1], reading);
  WG_TRY_DONE(wg_subjects_report(&table.near, context, findings, input, &sentences[0]));
  WG_TRY_DONE(wg_subjects_report(&table.lost, context, findings, input, &sentences[1]));
  WG_TRY_DONE(wg_subjects_report(&missing[0], context, findings, &shown, &sentences[2]));
  status = wg_subjects_report(&missing[1], context, findings, &shown, &sentences[3]);
done:
  wg_locator_close(&table.locator, context);
  wg_release(context, table.counts);
  wg_release(context, missing);
  wg_dataset_close(&dataset, context);
  return status;
}
