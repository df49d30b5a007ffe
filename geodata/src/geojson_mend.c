#include "geojson_mend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#define LARGEST_FILE ((int64_t)1 << 30)
enum { DEEPEST = 256 };

/* Replaces `removed` bytes at `at`. Edits are in order of the text. */
typedef struct edit {
  size_t at, removed;
  const char *text; /* of static storage */
} edit;

/* An object or array that is still open. */
typedef struct frame {
  bool object, has_type, has_features;
  size_t start;             /* of its bracket */
  size_t type, type_length; /* of the type's text, without quotes */
  int nesting;              /* brackets at the start of "coordinates"; 0: none seen, or empty */
  int64_t edits;            /* there were when it began */
} frame;

typedef struct scan {
  const char *text;
  size_t size, at;
  frame frames[DEEPEST];
  int depth;
  edit *edits;
  int64_t count, capacity;
  int64_t retyped;
  bool collected, broken;
} scan;

static void skip_blanks(scan *s)
{
  while (s->at < s->size && strchr(" \t\r\n", s->text[s->at]) != NULL && s->text[s->at] != 0)
    s->at++;
}

/* Moves past a string that starts here; *start and *length are its inside. */
static void read_string(scan *s, size_t *start, size_t *length)
{
  *start = ++s->at;
  while (s->at < s->size && s->text[s->at] != '"') s->at += s->text[s->at] == '\\' ? 2 : 1;
  if (s->at >= s->size) {
    s->broken = true;
    s->at = s->size;
  }
  *length = s->at - *start;
  s->at++;
}

static bool is_word(const scan *s, size_t start, size_t length, const char *word)
{
  return strlen(word) == length && memcmp(s->text + start, word, length) == 0;
}

static wg_status add_edit(scan *s, wg_context *context, size_t at, size_t removed, const char *text)
{
  WG_TRY(wg_grow(context, &s->edits, &s->capacity, s->count + 1, sizeof *s->edits));
  s->edits[s->count++] = (edit){at, removed, text};
  return WG_OK;
}

/* The type that coordinates of this nesting have, in the family of `type`; NULL: nothing to
 * correct. */
static const char *right_type(const scan *s, const frame *f)
{
  static const struct {
    const char *single, *multiple;
    int nesting; /* of the single one */
  } families[] = {{"Point", "MultiPoint", 1},
                  {"LineString", "MultiLineString", 2},
                  {"Polygon", "MultiPolygon", 3}};
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    if (is_word(s, f->type, f->type_length, families[i].single) &&
        f->nesting == families[i].nesting + 1)
      return families[i].multiple;
    if (is_word(s, f->type, f->type_length, families[i].multiple) &&
        f->nesting == families[i].nesting)
      return families[i].single;
  }
  return NULL;
}

/* The key of a member and, where it is one that matters, what its value begins with. */
static void read_member(scan *s, frame *f)
{
  size_t key, key_length;
  read_string(s, &key, &key_length);
  skip_blanks(s);
  if (s->at >= s->size || s->text[s->at] != ':') return;
  s->at++;
  skip_blanks(s);
  if (is_word(s, key, key_length, "type") && s->at < s->size && s->text[s->at] == '"') {
    read_string(s, &f->type, &f->type_length);
    f->has_type = true;
  } else if (is_word(s, key, key_length, "coordinates")) {
    for (size_t at = s->at;
         at < s->size && strchr("[ \t\r\n", s->text[at]) != NULL && s->text[at] != 0; at++)
      f->nesting += s->text[at] == '[';
  } else if (is_word(s, key, key_length, "features")) {
    f->has_features = true;
  } else if (s->at < s->size && s->text[s->at] == '"') {
    read_string(s, &key, &key_length); /* a value, which may look like a key */
  }
}

/* Where an edit belongs among those that were made inside of it. */
static wg_status insert_edit(scan *s, wg_context *context, int64_t place, size_t at, size_t removed,
                             const char *text)
{
  WG_TRY(add_edit(s, context, at, removed, text));
  edit added = s->edits[s->count - 1];
  memmove(s->edits + place + 1, s->edits + place, (size_t)(s->count - 1 - place) * sizeof added);
  s->edits[place] = added;
  return WG_OK;
}

static wg_status end_object(scan *s, wg_context *context, const frame *f, size_t end)
{
  const char *type = f->has_type && f->nesting > 0 ? right_type(s, f) : NULL;
  int64_t place = f->edits;
  if (type != NULL) {
    while (place < s->count && s->edits[place].at < f->type) place++;
    WG_TRY(insert_edit(s, context, place, f->type, f->type_length, type));
    s->retyped++;
  }
  if (s->depth == 0 && f->has_features && !f->has_type) {
    WG_TRY(insert_edit(s, context, f->edits, f->start + 1, 0, "\"type\":\"FeatureCollection\","));
    s->collected = true;
  }
  bool bare = s->depth == 1 && !s->frames[0].object && f->has_type && f->nesting > 0;
  if (!bare) return WG_OK;
  WG_TRY(insert_edit(s, context, f->edits, f->start, 0,
                     "{\"type\":\"Feature\",\"properties\":{},\"geometry\":"));
  return add_edit(s, context, end + 1, 0, "}");
}

/* One bracket, string or other byte. */
static wg_status step(scan *s, wg_context *context)
{
  char c = s->text[s->at];
  frame *top = s->depth > 0 ? &s->frames[s->depth - 1] : NULL;
  size_t start, length;
  if (c == '{' || c == '[') {
    if (s->depth == DEEPEST) {
      s->broken = true;
      return WG_OK;
    }
    s->frames[s->depth++] = (frame){.object = c == '{', .start = s->at, .edits = s->count};
    s->at++;
  } else if (c == '}' || c == ']') {
    s->broken = top == NULL || top->object != (c == '}');
    if (s->broken) return WG_OK;
    frame ended = s->frames[--s->depth];
    if (ended.object) WG_TRY(end_object(s, context, &ended, s->at));
    s->at++;
  } else if (c == '"') {
    if (top != NULL && top->object)
      read_member(s, top);
    else
      read_string(s, &start, &length);
  } else {
    s->at++;
  }
  return WG_OK;
}

static wg_status scan_all(scan *s, wg_context *context)
{
  if (s->size >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0) s->at = 3;
  skip_blanks(s);
  bool array = s->at < s->size && s->text[s->at] == '[';
  size_t start = s->at;
  if (!array && (s->at >= s->size || s->text[s->at] != '{')) return WG_OK;
  do {
    WG_TRY(step(s, context));
  } while (!s->broken && s->depth > 0 && s->at < s->size);
  if (s->depth > 0) s->broken = true;
  if (s->broken || !array) return WG_OK;
  WG_TRY(insert_edit(s, context, 0, start, 0, "{\"type\":\"FeatureCollection\",\"features\":"));
  s->collected = true;
  return add_edit(s, context, s->at, 0, "}");
}

/* The mended text, from GDAL's allocator. */
static char *apply(const scan *s, size_t *size)
{
  size_t from = 0, used = 0, room = s->size + 1;
  for (int64_t i = 0; i < s->count; i++) room += strlen(s->edits[i].text);
  char *out = VSIMalloc(room);
  if (out == NULL) return NULL;
  for (int64_t i = 0; i < s->count; i++) {
    const edit *e = &s->edits[i];
    memcpy(out + used, s->text + from, e->at - from);
    used += e->at - from;
    memcpy(out + used, e->text, strlen(e->text));
    used += strlen(e->text);
    from = e->at + e->removed;
  }
  memcpy(out + used, s->text + from, s->size - from);
  *size = used + s->size - from;
  return out;
}

static bool has_ending(const char *path)
{
  const char *dot = strrchr(path, '.');
  return dot != NULL && (EQUAL(dot, ".json") || EQUAL(dot, ".geojson"));
}

/* The whole file with a zero after it; NULL where it is not to be looked at. */
static char *read_file(const char *path, size_t *size)
{
  struct stat status;
  if (!has_ending(path) || stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
      status.st_size == 0 || status.st_size > LARGEST_FILE)
    return NULL;
  FILE *file = fopen(path, "rb");
  char *text = file != NULL ? VSIMalloc((size_t)status.st_size + 1) : NULL;
  *size = text != NULL ? fread(text, 1, (size_t)status.st_size, file) : 0;
  if (text != NULL) text[*size] = 0;
  if (file != NULL) fclose(file);
  return text;
}

wg_status wg_geojson_mend(wg_mended *out, wg_context *context, const char *path)
{
  static _Atomic unsigned long number;
  wg_status status = WG_OK;
  size_t size = 0;
  memset(out, 0, sizeof *out);
  char *text = read_file(path, &size);
  if (text == NULL) return WG_OK;
  scan *s = NULL;
  WG_TRY_DONE(wg_allocate(context, &s, 1, sizeof *s));
  s->text = text;
  s->size = size;
  WG_TRY_DONE(scan_all(s, context));
  if (s->broken || s->count == 0) goto done;
  char *mended = apply(s, &size);
  if (mended == NULL) goto done;
  out->retyped = s->retyped;
  out->collected = s->collected;
  snprintf(out->path, sizeof out->path, "/vsimem/wangge-%lu/%.200s", ++number,
           CPLGetFilename(path));
  VSIFCloseL(VSIFileFromMemBuffer(out->path, (GByte *)mended, size, TRUE));
done:
  if (s != NULL) wg_release(context, s->edits);
  wg_release(context, s);
  VSIFree(text);
  return status;
}

void wg_mended_drop(wg_mended *mended)
{
  if (mended->path[0] != 0) VSIUnlink(mended->path);
  mended->path[0] = 0;
}
