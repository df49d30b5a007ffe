#define _GNU_SOURCE /* qsort_r */
#include "alike.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "normal.h"

#define LONGEST 256 /* bytes of a category; the rest is not looked at */

static wg_status too_many(wg_context *context, const char *named)
{
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "--alike '%s' names more than %d fields.",
                       "--alike “%s”所列字段超过 %d 个。"),
                 named, WG_ALIKE_FIELDS);
}

wg_status wg_alike_choose(wg_alike_reader *reader, wg_context *context, wg_dataset *dataset,
                          const char *named, wg_buildings *out, wg_reading *reading)
{
  char name[128];
  for (const char *at = named; at != NULL;) {
    size_t length = strcspn(at, ",");
    int32_t f = out->alike_count;
    if (f == WG_ALIKE_FIELDS) return too_many(context, named);
    snprintf(name, sizeof name, "%.*s", (int)length, at);
    WG_TRY(wg_field_find(dataset, context, WG_MEANS_ALIKE, name, reading, &reader->field[f]));
    OGRFieldType type = wg_field_type(dataset, reader->field[f]);
    out->alike_is_number[f] = type == OFTInteger || type == OFTInteger64 || type == OFTReal;
    out->alike_count++;
    at = at[length] == ',' ? at + length + 1 : NULL;
  }
  return WG_OK;
}

static int32_t hundredths(double value)
{
  return value >= 0 && value <= WG_ALIKE_LARGEST ? (int32_t)floor(value * 100 + 0.5) : WG_UNKNOWN;
}

static wg_status take_text(wg_alike_reader *reader, wg_context *context, const wg_feature *feature,
                           int32_t f, int64_t row)
{
  char normal[LONGEST];
  const char *text;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, reader->field[f], &text));
  WG_TRY(wg_grow(context, &reader->text[f], &reader->capacity[f], row + 1, sizeof(wg_text)));
  if (text != NULL) wg_normalise(normal, sizeof normal, text);
  bool is_known = text != NULL && normal[0] != 0;
  return wg_texts_add(&reader->texts, context, is_known ? normal : NULL, -1, &reader->text[f][row]);
}

wg_status wg_alike_take(wg_alike_reader *reader, wg_context *context, const wg_feature *feature,
                        wg_buildings *out, int64_t row)
{
  for (int32_t f = 0; f < out->alike_count; f++) {
    int field = reader->field[f];
    if (!out->alike_is_number[f]) WG_TRY(take_text(reader, context, feature, f, row));
    else if (OGR_F_IsFieldSetAndNotNull(feature->handle, field))
      out->alike[f][row] = hundredths(OGR_F_GetFieldAsDouble(feature->handle, field));
  }
  return WG_OK;
}

/* What sorting needs of one field. */
typedef struct column {
  const wg_texts *texts;
  const wg_text *text;
} column;

static int compare_rows(const void *left, const void *right, void *user)
{
  const column *c = user;
  return strcmp(wg_texts_get(c->texts, c->text[*(const int64_t *)left]),
                wg_texts_get(c->texts, c->text[*(const int64_t *)right]));
}

/* order: scratch, a place a row. */
static void number_categories(const column *c, int64_t rows, int64_t *order, int32_t *out)
{
  int64_t count = 0;
  int32_t number = -1;
  for (int64_t i = 0; i < rows; i++)
    if (c->text[i] != WG_NO_TEXT) order[count++] = i;
  qsort_r(order, (size_t)count, sizeof *order, compare_rows, (void *)(uintptr_t)c);
  for (int64_t i = 0; i < count; i++) {
    number += i == 0 || compare_rows(&order[i - 1], &order[i], (void *)(uintptr_t)c) != 0;
    out[order[i]] = number;
  }
}

wg_status wg_alike_finish(wg_alike_reader *reader, wg_context *context, wg_buildings *out)
{
  int64_t rows = out->shapes.count, *order;
  if (out->alike_count == 0) return WG_OK;
  WG_TRY(wg_allocate(context, &order, (size_t)rows, sizeof *order));
  for (int32_t f = 0; f < out->alike_count; f++) {
    const column c = {&reader->texts, reader->text[f]};
    if (!out->alike_is_number[f]) number_categories(&c, rows, order, out->alike[f]);
  }
  wg_release(context, order);
  return WG_OK;
}

void wg_alike_free(wg_alike_reader *reader, wg_context *context)
{
  for (int32_t f = 0; f < WG_ALIKE_FIELDS; f++) wg_release(context, reader->text[f]);
  wg_texts_free(&reader->texts, context);
}
