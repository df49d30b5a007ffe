#include "export_fields.h"

#include <stdio.h>
#include <string.h>

/* Told to nobody who did not ask for them. */
static bool is_contact(const wg_field *field)
{
  size_t length = strlen(field->name);
  return length >= 5 && strcmp(field->name + length - 5, "phone") == 0; /* "police_phone" too */
}

static wg_status allocate(wg_export_fields *out, wg_context *context, int64_t count)
{
  WG_TRY(wg_allocate(context, &out->fields, (size_t)count, sizeof *out->fields));
  WG_TRY(wg_allocate(context, &out->source, (size_t)count, sizeof *out->source));
  return wg_allocate(context, &out->values, (size_t)count, sizeof *out->values);
}

static wg_status choose_all(wg_export_fields *out, wg_context *context, const wg_field *fields,
                            int32_t count, bool with_contacts)
{
  WG_TRY(allocate(out, context, count));
  for (int32_t i = 0; i < count; i++) {
    if (is_contact(&fields[i]) && !with_contacts) continue;
    out->source[out->count] = i;
    out->fields[out->count++] = fields[i];
  }
  return WG_OK;
}

static wg_status fail_unknown(wg_context *context, const wg_field *fields, int32_t count,
                              const char *layer, const char *name)
{
  char list[1024] = "";
  size_t used = 0;
  for (int32_t i = 0; i < count && used < sizeof list; i++)
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                             fields[i].name);
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The field map names '%s', but the layer '%s' has: %s.",
                       "字段映射引用了“%s”，而图层“%s”只有：%s。"),
                 name, layer, list);
}

static wg_status find_source(wg_context *context, const wg_field *fields, int32_t count,
                             const char *layer, const char *name,
                             const wg_export_options *options, int32_t *out)
{
  *out = 0;
  while (*out < count && strcmp(fields[*out].name, name) != 0) ++*out;
  if (*out == count) return fail_unknown(context, fields, count, layer, name);
  if (!is_contact(&fields[*out]) || options->with_contacts) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context,
                       "The field map names '%s': telephone numbers are exported only with "
                       "--with-contacts.",
                       "字段映射引用了“%s”：电话号码只有给出 --with-contacts 才会导出。"),
                 name);
}

static wg_status refuse_words(wg_context *context, const char *name)
{
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The field map has \"values\" for '%s', which is no text.",
                       "字段映射为“%s”给出了 \"values\"，但它不是文字字段。"),
                 name);
}

static void set_fixed(const wg_field_map *map, const wg_mapped_field *from, wg_field *field,
                      wg_value *value)
{
  field->type = from->type;
  field->width = from->type == WG_FIELD_INTEGER ? 18 : from->type == WG_FIELD_REAL ? 24 : 0;
  field->precision = from->type == WG_FIELD_REAL ? 10 : 0;
  value->is_null = from->type == WG_FIELD_TEXT && from->text == WG_NO_TEXT;
  value->text = wg_texts_get(&map->texts, from->text);
  value->integer = from->integer;
  value->real = from->real;
}

static wg_status choose_mapped(wg_export_fields *out, wg_context *context, const wg_field *fields,
                               int32_t count, const char *layer, const wg_export_options *options)
{
  const wg_field_map *map = options->map;
  WG_TRY(allocate(out, context, map->count));
  out->map = map;
  for (int32_t i = 0; i < map->count; i++) {
    const wg_mapped_field *from = &map->fields[i];
    wg_field *field = &out->fields[i];
    out->source[i] = -1;
    if (from->from != WG_NO_TEXT) {
      const char *name = wg_texts_get(&map->texts, from->from);
      WG_TRY(find_source(context, fields, count, layer, name, options, &out->source[i]));
      *field = fields[out->source[i]];
      if (from->word_count > 0 && field->type != WG_FIELD_TEXT) return refuse_words(context, name);
      if (from->word_count > 0) field->width = 0; /* the words may be longer */
    } else {
      set_fixed(map, from, field, &out->values[i]);
    }
    const char *to = wg_texts_get(&map->texts, from->to);
    bool same = from->from != WG_NO_TEXT && strcmp(to, field->name) == 0;
    field->name = to;
    if (!same) field->short_name = NULL;
    out->count++;
  }
  return WG_OK;
}

wg_status wg_export_fields_choose(wg_export_fields *out, wg_context *context,
                                  const wg_field *fields, int32_t count, const char *layer,
                                  const wg_export_options *options)
{
  *out = (wg_export_fields){0};
  if (options->map == NULL)
    return choose_all(out, context, fields, count, options->with_contacts);
  return choose_mapped(out, context, fields, count, layer, options);
}

/* What a word of ours is called in the receiving system. */
static const char *replace(const wg_field_map *map, const wg_mapped_field *field, const char *word)
{
  const char *other = word;
  for (int32_t i = 0; i < field->word_count; i++) {
    const wg_mapped_word *words = &map->words[field->first_word + i];
    const char *from = wg_texts_get(&map->texts, words->from);
    if (strcmp(from, word) == 0) return wg_texts_get(&map->texts, words->to);
    if (strcmp(from, "*") == 0) other = wg_texts_get(&map->texts, words->to);
  }
  return other;
}

const wg_value *wg_export_fields_take(wg_export_fields *fields, const wg_value *row)
{
  for (int32_t i = 0; i < fields->count; i++) {
    if (fields->source[i] < 0) continue;
    wg_value *value = &fields->values[i];
    *value = row[fields->source[i]];
    const wg_mapped_field *mapped = fields->map != NULL ? &fields->map->fields[i] : NULL;
    if (mapped != NULL && mapped->word_count > 0 && !value->is_null && value->text != NULL)
      value->text = replace(fields->map, mapped, value->text);
  }
  return fields->values;
}

void wg_export_fields_free(wg_export_fields *fields, wg_context *context)
{
  wg_release(context, fields->fields);
  wg_release(context, fields->source);
  wg_release(context, fields->values);
  *fields = (wg_export_fields){0};
}
