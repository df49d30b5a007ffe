/* Reading communities (社区): areas with a code and a name, and perhaps a number of grids. */
#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "households.h"
#include "osm.h"
#include "reader.h"
#include "subjects.h"

typedef struct community_table {
  wg_communities *out;
  int code, name, parts; /* fields; −1: none */
  wg_subjects unusable;  /* numbers of grids */
  char label[128]; /* "滨河社区 (640106001001)", for findings */
} community_table;

static wg_status choose_fields(community_table *table, wg_context *context, wg_dataset *dataset,
                               const wg_fields *fields, wg_reading *reading)
{
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_COMMUNITY_CODE, fields->community_code, reading,
                       &table->code));
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_COMMUNITY_NAME, fields->community_name, reading,
                       &table->name));
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_PARTS, fields->parts, reading, &table->parts));
  if (table->code < 0 && table->name < 0) {
    char listed[1024];
    WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context,
                         "No field of '%s' (communities) looks like a code or a name. Name one "
                         "with --community-code. It has: %s.",
                         "“%s”（社区）没有像代码或名称的字段。请用 --community-code 指定。它有：%s。"),
                   dataset->input->path, listed[0] != 0 ? listed : "-");
  }
  if (table->code < 0) {
    wg_log(context, WG_LOG_WARNING,
           wg_in(context,
                 "'%s' (communities) has no field for a code: names serve as codes. Name one with "
                 "--community-code.",
                 "“%s”（社区）没有代码字段：以名称作为代码。可用 --community-code 指定。"),
           dataset->input->path);
    table->code = table->name;
  }
  const int kept[] = {table->code, table->name, table->parts};
  wg_field_keep_only(dataset, kept, 3);
  return WG_OK;
}

static const char *label_of(community_table *table, wg_text code, wg_text title)
{
  const wg_texts *texts = &table->out->texts;
  bool both = code != WG_NO_TEXT && title != WG_NO_TEXT && table->code != table->name;
  if (code == WG_NO_TEXT && title == WG_NO_TEXT) return NULL;
  snprintf(table->label, sizeof table->label, both ? "%.60s (%.40s)" : "%.60s%.40s",
           wg_texts_get(texts, title), both || title == WG_NO_TEXT ? wg_texts_get(texts, code) : "");
  return table->label;
}

/* Null and 0 leave the number of grids free, and so does what is no number, with a finding. */
static wg_status read_parts(community_table *table, wg_context *context, const wg_feature *feature,
                            const char *name, int32_t *parts)
{
  wg_count_state state;
  WG_TRY(wg_count_of_field(feature->dataset, context, feature->handle, table->parts, &state, parts));
  if (state == WG_COUNT_NEGATIVE || state == WG_COUNT_NOT_NUMBER)
    wg_subjects_add(&table->unusable, name != NULL ? name : "");
  if (*parts == WG_UNKNOWN) *parts = 0;
  return WG_OK;
}

static wg_status take_community(void *user, wg_context *context, const wg_feature *feature,
                                const char **name)
{
  community_table *table = user;
  wg_communities *out = table->out;
  const char *text;
  wg_text code, title;
  WG_TRY(wg_osm_text(feature->dataset, context, feature->handle, table->code, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &code));
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->name, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &title));
  *name = label_of(table, code, title);
  if (feature->state != WG_GEOMETRY_USABLE) return WG_OK;
  int64_t row;
  WG_TRY(wg_communities_append(out, context, &row));
  WG_TRY(wg_rough_emit(feature->draft, context, &out->shapes, false));
  out->code[row] = code;
  out->name[row] = title;
  out->row[row] = (int32_t)feature->number;
  return read_parts(table, context, feature, *name, &out->parts[row]);
}

static const wg_sentence unusable_parts = {
    WG_FINDING_PARTS_UNUSABLE, "The number of grids of the %s '%s' is no number.",
    "%s“%s”的网格数不是有效数字。", "The number of grids of %lld %s is no number: %s.",
    "%lld 个%s的网格数不是有效数字：%s。", "It was left free; give a whole number, or 0 for free.",
    "已按不限处理；请填写整数，0 表示不限。"};

static wg_status fail_without_areas(wg_context *context, const wg_dataset *dataset,
                                    const wg_reading *reading)
{
  return wg_fail(context, WG_BAD_GEOMETRY,
                 wg_in(context,
                       "'%s' (communities) has no usable polygon: of %lld features %lld have no "
                       "geometry and %lld are no areas. Give a polygon layer.",
                       "“%s”（社区）没有可用的面：%lld 个要素中 %lld 个没有几何图形，%lld 个不是面。"
                       "请提供面图层。"),
                 dataset->input->path, (long long)reading->features, (long long)reading->null,
                 (long long)reading->refused);
}

wg_status wg_read_communities(wg_communities *out, wg_context *context, const wg_input *input,
                              const wg_fields *fields, const wg_system *system,
                              wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  community_table table = {.out = out};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_fields(&table, context, &dataset, fields, reading));
  const wg_read_job job = {&dataset, system, WG_TAKES_AREAS, take_community, &table, findings, reading};
  WG_TRY_DONE(wg_read_features(context, &job));
  WG_TRY_DONE(wg_subjects_report(&table.unusable, context, findings, input, &unusable_parts));
  if (out->shapes.count == 0) status = fail_without_areas(context, &dataset, reading);
done:
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_communities_free(out, context);
  return status;
}
