/* Reading a field map. */
#include "geodata/field_map.h"

#include <cpl_conv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { LARGEST = 1 << 20, MOST_FIELDS = 500 };

typedef struct field_draft {
  wg_mapped_field field;
  bool has_value;
} field_draft;

typedef struct parsing {
  wg_context *context;
  wg_field_map *map;
  const char *name;
  sqlite3 *database;
  field_draft *draft; /* the field being read */
} parsing;

static wg_status bad(const parsing *p, const char *english, const char *chinese, const char *what)
{
  return wg_fail(p->context, WG_BAD_VALUE,
                 wg_in(p->context, "The field map '%s' %s%s%.100s%s.", "字段映射“%s”%s%s%.100s%s。"),
                 p->name, wg_in(p->context, english, chinese), what != NULL ? " '" : "", what != NULL ? what : "",
                 what != NULL ? "'" : "");
}

static bool is(const char *text, const char *word)
{
  return text != NULL && strcmp(text, word) == 0;
}

static wg_status each(parsing *p, const char *json, size_t length, wg_json_callback take)
{
  bool valid;
  WG_TRY(wg_json_each(p->context, p->database, json, length, p, take, &valid));
  return valid ? WG_OK : bad(p, "is no valid JSON", "不是有效的 JSON", NULL);
}

/* --- one field ----------------------------------------------------------------------------------- */

static wg_status add_text(parsing *p, const char *text, wg_text *out)
{
  return wg_texts_add(&p->map->texts, p->context, text, -1, out);
}

static wg_status take_word(void *user, const wg_json_member *m)
{
  parsing *p = user;
  wg_field_map *map = p->map;
  wg_mapped_field *field = &p->draft->field;
  wg_mapped_word word;
  bool plain = is(m->type, "text") || is(m->type, "integer") || is(m->type, "real");
  if (m->key == NULL || !plain)
    return bad(p, "has a replacement in \"values\" that is neither text nor number",
               "的 \"values\" 中有既非文字也非数字的取值", m->key);
  WG_TRY(add_text(p, m->key, &word.from));
  WG_TRY(add_text(p, m->value, &word.to));
  WG_TRY(wg_grow(p->context, &map->words, &map->word_capacity, map->word_count + 1,
                 sizeof *map->words));
  map->words[map->word_count++] = word;
  field->word_count++;
  return WG_OK;
}

static wg_status take_value(parsing *p, wg_mapped_field *field, const wg_json_member *m)
{
  field->type = WG_FIELD_TEXT;
  if (is(m->type, "null")) return WG_OK;
  if (is(m->type, "text")) return add_text(p, m->value, &field->text);
  field->type = is(m->type, "real") ? WG_FIELD_REAL : WG_FIELD_INTEGER;
  if (is(m->type, "true") || is(m->type, "false"))
    field->integer = is(m->type, "true");
  else if (is(m->type, "integer"))
    field->integer = strtoll(m->value, NULL, 10);
  else if (is(m->type, "real"))
    field->real = CPLAtof(m->value); /* without locale */
  else
    return bad(p, "has a \"value\" that is neither text nor number", "的 \"value\" 既非文字也非数字",
               NULL);
  return WG_OK;
}

static wg_status take_part(void *user, const wg_json_member *m)
{
  parsing *p = user;
  field_draft *draft = p->draft;
  wg_mapped_field *field = &draft->field;
  bool text = is(m->type, "text");
  if (is(m->key, "from") && text) return add_text(p, m->value, &field->from);
  if (is(m->key, "to") && text) return add_text(p, m->value, &field->to);
  if (is(m->key, "value")) {
    draft->has_value = true;
    return take_value(p, field, m);
  }
  if (is(m->key, "values") && is(m->type, "object")) {
    field->first_word = (int32_t)p->map->word_count; /* of several "values" the last counts */
    field->word_count = 0;
    return each(p, m->value, strlen(m->value), take_word);
  }
  return bad(p,
             "has a field with a member that is none of from, to (texts), value, values (an object):",
             "的字段含有无法识别的成员，可用：from、to（文字）、value、values（对象）：",
             m->key != NULL ? m->key : "");
}

static bool is_taken(const wg_field_map *map, wg_text name)
{
  for (int64_t i = 0; i < map->count; i++)
    if (strcmp(wg_texts_get(&map->texts, map->fields[i].to), wg_texts_get(&map->texts, name)) == 0)
      return true;
  return false;
}

static wg_status add_field(parsing *p, field_draft *draft)
{
  wg_field_map *map = p->map;
  wg_mapped_field *field = &draft->field;
  if ((field->from == WG_NO_TEXT) == !draft->has_value)
    return bad(p, "has a field that needs either \"from\" or \"value\"",
               "的字段须给出 \"from\" 或 \"value\" 之一", NULL);
  if (field->to == WG_NO_TEXT) field->to = field->from;
  if (field->to == WG_NO_TEXT || wg_texts_get(&map->texts, field->to)[0] == 0)
    return bad(p, "has a field without a name (\"to\")", "的字段没有名称（\"to\"）", NULL);
  if (is_taken(map, field->to))
    return bad(p, "has two fields of the name", "有两个字段同名：", wg_texts_get(&map->texts, field->to));
  if (map->count >= MOST_FIELDS)
    return bad(p, "has more than 500 fields", "的字段超过 500 个", NULL);
  WG_TRY(wg_grow(p->context, &map->fields, &map->capacity, map->count + 1, sizeof *map->fields));
  map->fields[map->count++] = *field;
  return WG_OK;
}

#define DRAFT {.field = {.from = WG_NO_TEXT, .to = WG_NO_TEXT, .text = WG_NO_TEXT}}

/* An element of "fields": a name, or an object. */
static wg_status take_element(void *user, const wg_json_member *m)
{
  parsing *p = user;
  field_draft draft = DRAFT;
  p->draft = &draft;
  if (is(m->type, "text"))
    WG_TRY(add_text(p, m->value, &draft.field.from));
  else if (is(m->type, "object"))
    WG_TRY(each(p, m->value, strlen(m->value), take_part));
  else
    return bad(p, "has an element of \"fields\" that is neither a name nor an object",
               "的 \"fields\" 中有既非名称也非对象的元素", NULL);
  return add_field(p, &draft);
}

/* A member of the whole: "fields", or, in the short form, a name and its new name. */
static wg_status take_member(void *user, const wg_json_member *m)
{
  parsing *p = user;
  field_draft draft = DRAFT;
  if (is(m->key, "fields") && is(m->type, "array"))
    return each(p, m->value, strlen(m->value), take_element);
  if (m->key == NULL || !is(m->type, "text"))
    return bad(p, "is neither {\"fields\": [...]} nor {\"name\": \"new name\", ...}",
               "既不是 {\"fields\": [...]} 也不是 {\"原名\": \"新名\", ...}", NULL);
  WG_TRY(add_text(p, m->key, &draft.field.from));
  WG_TRY(add_text(p, m->value, &draft.field.to));
  return add_field(p, &draft);
}

/* --- the whole ------------------------------------------------------------------------------------ */

wg_status wg_field_map_parse(wg_field_map *out, wg_context *context, const char *name,
                             const char *text, size_t length)
{
  parsing p = {.context = context, .map = out, .name = name};
  memset(out, 0, sizeof *out);
  if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3, length -= 3;
  wg_status status = WG_OK;
  if (length > LARGEST || memchr(text, 0, length) != NULL)
    status = bad(&p, "is no JSON text of at most 1 MB", "不是 1 MB 以内的 JSON 文本", NULL);
  else if (sqlite3_open(":memory:", &p.database) != SQLITE_OK)
    status = wg_fail(context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  else
    status = each(&p, text, length, take_member);
  if (status == WG_OK && out->count == 0) status = bad(&p, "names no field", "没有任何字段", NULL);
  sqlite3_close(p.database);
  if (status != WG_OK) wg_field_map_free(out, context);
  return status;
}

wg_status wg_field_map_read(wg_field_map *out, wg_context *context, const char *path)
{
  char *text;
  size_t length;
  memset(out, 0, sizeof *out);
  WG_TRY(wg_json_load(&text, &length, context, wg_in(context, "The field map", "字段映射"), path));
  wg_status status = wg_field_map_parse(out, context, path, text, length);
  wg_release(context, text);
  return status;
}

void wg_field_map_free(wg_field_map *map, wg_context *context)
{
  wg_release(context, map->fields);
  wg_release(context, map->words);
  wg_texts_free(&map->texts, context);
  memset(map, 0, sizeof *map);
}
