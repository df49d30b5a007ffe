/* Reading the template of maps. */
#include "geodata/map_template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

typedef struct reading {
  wg_context *context;
  wg_map_template *out;
  const char *path;
  sqlite3 *database;
} reading;

static wg_status bad(const reading *r, const char *english, const char *chinese, const char *what)
{
  return wg_fail(
      r->context, WG_BAD_VALUE,
      wg_in(r->context, "The map template '%s' %s '%.100s'.", "地图模板“%s”%s“%.100s”。"), r->path,
      wg_in(r->context, english, chinese), what);
}

static wg_status take_colour(void *user, const wg_json_member *m)
{
  reading *r = user;
  wg_map_template *t = r->out;
  char *end = NULL;
  const char *digits = m->value != NULL && m->value[0] == '#' ? m->value + 1 : m->value;
  unsigned long colour = digits == NULL ? 0 : strtoul(digits, &end, 16);
  if (m->key != NULL || digits == NULL || strlen(digits) != 6 || *end != 0)
    return bad(r, "has a colour that is not like \"FEEEB0\":", "的颜色应形如 \"FEEEB0\"，而不是",
               m->value != NULL ? m->value : "null");
  if (t->colour_count == WG_TEMPLATE_COLOURS)
    return bad(r, "has more than eight colours; the ninth is", "的颜色超过八种，第九种为",
               m->value);
  t->colours[t->colour_count++] = (uint32_t)colour;
  return WG_OK;
}

/* A picture is looked for beside the template. */
static wg_status take_logo(reading *r, const char *value)
{
  const char *slash = strrchr(r->path, '/');
  if (value[0] == '/' || slash == NULL)
    return wg_texts_add(&r->out->texts, r->context, value, -1, &r->out->logo);
  return wg_texts_format(&r->out->texts, r->context, &r->out->logo, "%.*s/%s",
                         (int)(slash - r->path), r->path, value);
}

static wg_status take_member(void *user, const wg_json_member *m)
{
  reading *r = user;
  wg_map_template *t = r->out;
  const struct {
    const char *key;
    wg_text *place;
  } texts[] = {{"title", &t->title},    {"cover", &t->cover},       {"footer", &t->footer},
               {"drawn_by", &t->maker}, {"approval", &t->approval}, {"source", &t->source},
               {"duties", &t->duties},  {"link", &t->link},         {"hotline", &t->hotline}};
  if (m->key == NULL)
    return bad(r, "is no object but begins with", "应为对象，却以此开头：", m->value);
  if (strcmp(m->key, "colours") == 0 && strcmp(m->type, "array") == 0) {
    bool valid;
    return wg_json_each(r->context, r->database, m->value, strlen(m->value), r, take_colour,
                        &valid);
  }
  bool text = strcmp(m->type, "text") == 0;
  if (strcmp(m->key, "logo") == 0 && text) return take_logo(r, m->value);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(m->key, texts[i].key) == 0 && text)
      return wg_texts_add(&t->texts, r->context, m->value, -1, texts[i].place);
  return bad(r,
             "has a member that is none of title, cover, logo, footer, drawn_by, approval, source, "
             "duties, "
             "link, hotline (texts), colours (texts in an array):",
             "含有无法识别的成员，可用：title、cover、logo、footer、drawn_"
             "by、approval、source、duties、link、"
             "hotline（文字），colours（文字数组）：",
             m->key);
}

static wg_status read_members(reading *r)
{
  char *text;
  size_t length;
  bool valid = true;
  WG_TRY(wg_json_load(&text, &length, r->context, wg_in(r->context, "The map template", "地图模板"),
                      r->path));
  wg_status status = WG_OK;
  if (sqlite3_open(":memory:", &r->database) != SQLITE_OK)
    status = wg_fail(r->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  if (status == WG_OK)
    status = wg_json_each(r->context, r->database, text, length, r, take_member, &valid);
  if (status == WG_OK && !valid)
    status = wg_fail(r->context, WG_BAD_VALUE,
                     wg_in(r->context, "The map template '%s' is no valid JSON.",
                           "地图模板“%s”不是有效的 JSON。"),
                     r->path);
  sqlite3_close(r->database);
  wg_release(r->context, text);
  return status;
}

wg_status wg_map_template_read(wg_map_template *out, wg_context *context, const char *path)
{
  reading r = {.context = context, .out = out, .path = path};
  *out = (wg_map_template){.title = WG_NO_TEXT,
                           .cover = WG_NO_TEXT,
                           .logo = WG_NO_TEXT,
                           .footer = WG_NO_TEXT,
                           .maker = WG_NO_TEXT,
                           .approval = WG_NO_TEXT,
                           .source = WG_NO_TEXT,
                           .duties = WG_NO_TEXT,
                           .link = WG_NO_TEXT,
                           .hotline = WG_NO_TEXT};
  if (path == NULL) return WG_OK;
  wg_status status = read_members(&r);
  if (status != WG_OK) wg_map_template_free(out, context);
  return status;
}

void wg_map_template_free(wg_map_template *map_template, wg_context *context)
{
  wg_texts_free(&map_template->texts, context);
}
