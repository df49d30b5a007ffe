#include "geodata/codes.h"

#include <stdio.h>
#include <string.h>

#include "code_list.h"
#include "fields.h"

typedef struct code_fields {
  int code, community, valid_from, valid_to; /* −1: none */
} code_fields;

wg_status wg_codes_add(wg_codes *out, wg_context *context, const char *code)
{
  wg_text **const columns[] = {&out->code, &out->community, &out->valid_from, &out->valid_to};
  int64_t row = out->count, grown = out->capacity;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    grown = out->capacity;
    WG_TRY(wg_grow(context, columns[i], &grown, row + 1, sizeof **columns[i]));
    (*columns[i])[row] = WG_NO_TEXT;
  }
  out->capacity = grown;
  WG_TRY(wg_texts_add(&out->texts, context, code, -1, &out->code[row]));
  out->count++;
  return WG_OK;
}

static wg_status take_code(wg_codes *out, wg_context *context, wg_dataset *dataset,
                           OGRFeatureH feature, const code_fields *fields)
{
  const char *text;
  int64_t row = out->count;
  WG_TRY(wg_value_text(dataset, context, feature, fields->code, &text));
  if (text == NULL) return WG_OK;
  WG_TRY(wg_codes_add(out, context, text));
  WG_TRY(wg_value_text(dataset, context, feature, fields->community, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &out->community[row]));
  WG_TRY(wg_date_of_field(dataset, context, feature, fields->valid_from, &out->texts,
                          &out->valid_from[row]));
  return wg_date_of_field(dataset, context, feature, fields->valid_to, &out->texts,
                          &out->valid_to[row]);
}

static wg_status find_fields(code_fields *fields, wg_context *context, wg_dataset *dataset)
{
  wg_reading reading = {0};
  char list[1024];
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_GRID_CODE, NULL, &reading, &fields->code));
  WG_TRY(
      wg_field_find(dataset, context, WG_MEANS_GRID_COMMUNITY, NULL, &reading, &fields->community));
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_VALID_FROM, NULL, &reading, &fields->valid_from));
  WG_TRY(wg_field_find(dataset, context, WG_MEANS_VALID_TO, NULL, &reading, &fields->valid_to));
  if (fields->code >= 0) return WG_OK;
  WG_TRY(wg_field_list(dataset, context, list, sizeof list));
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "'%s' (retired codes) has no field 'code'. It has: %s.",
                       "“%s”（停用编码）没有字段“code”。它有：%s。"),
                 dataset->input->path, list);
}

static wg_status read_rows(wg_codes *out, wg_context *context, wg_dataset *dataset)
{
  code_fields fields;
  wg_status status = WG_OK;
  WG_TRY(find_fields(&fields, context, dataset));
  OGR_L_ResetReading(dataset->layer);
  for (OGRFeatureH feature;
       status == WG_OK && (feature = OGR_L_GetNextFeature(dataset->layer)) != NULL;) {
    status = take_code(out, context, dataset, feature, &fields);
    OGR_F_Destroy(feature);
  }
  return status;
}

wg_status wg_read_codes(wg_codes *out, wg_context *context, const wg_input *input)
{
  wg_dataset dataset;
  if (input->memory == NULL && wg_is_code_list(input->path))
    return wg_read_code_list(out, context, input);
  wg_status status = wg_dataset_open(&dataset, context, input);
  if (status == WG_OK) status = read_rows(out, context, &dataset);
  wg_dataset_close(&dataset, context);
  return status;
}

bool wg_codes_are_stored(const char *path)
{
  char head[16] = "";
  const char *ending = path != NULL ? strrchr(path, '.') : NULL;
  FILE *file = ending != NULL && strcmp(ending, ".gpkg") != 0 ? fopen(path, "rb") : NULL;
  if (file == NULL) return false;
  size_t got = fread(head, 1, sizeof head, file);
  fclose(file);
  return got == sizeof head && memcmp(head, "SQLite format 3", sizeof head) == 0;
}

void wg_codes_free(wg_codes *codes, wg_context *context)
{
  wg_release(context, codes->code);
  wg_release(context, codes->community);
  wg_release(context, codes->valid_from);
  wg_release(context, codes->valid_to);
  wg_texts_free(&codes->texts, context);
  memset(codes, 0, sizeof *codes);
}
