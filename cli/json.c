#include "json.h"

#include <inttypes.h>

#include "width.h"

static void write_string(json_writer *json, const char *text)
{
  int bytes;
  putc('"', json->out);
  for (; *text != 0; text += bytes) {
    uint32_t character = next_character(text, &bytes);
    if (character == '"' || character == '\\')
      fprintf(json->out, "\\%c", (int)character);
    else if (character < 0x20 || character == 0x7F)
      fprintf(json->out, "\\u%04" PRIx32, character);
    else if (character == 0xFFFD)
      fputs("\xEF\xBF\xBD", json->out);
    else
      fwrite(text, 1, (size_t)bytes, json->out);
  }
  putc('"', json->out);
}

/* Comma, line, indentation, key: everything before a value. */
static void begin_member(json_writer *json, const char *key)
{
  if (json->filled) putc(',', json->out);
  if (json->depth > 0) fprintf(json->out, "\n%*s", 2 * json->depth, "");
  json->filled = true;
  if (key == NULL) return;
  write_string(json, key);
  fputs(": ", json->out);
}

static void open_with(json_writer *json, const char *key, char bracket)
{
  begin_member(json, key);
  putc(bracket, json->out);
  json->depth++;
  json->filled = false;
}

static void close_with(json_writer *json, char bracket)
{
  json->depth--;
  if (json->filled) fprintf(json->out, "\n%*s", 2 * json->depth, "");
  putc(bracket, json->out);
  json->filled = true;
  if (json->depth == 0) putc('\n', json->out);
}

void json_object(json_writer *json, const char *key) { open_with(json, key, '{'); }
void json_array(json_writer *json, const char *key) { open_with(json, key, '['); }
void json_end_object(json_writer *json) { close_with(json, '}'); }
void json_end_array(json_writer *json) { close_with(json, ']'); }

static void write_null(json_writer *json, const char *key)
{
  begin_member(json, key);
  fputs("null", json->out);
}

void json_text(json_writer *json, const char *key, const char *text)
{
  if (text == NULL) {
    write_null(json, key);
    return;
  }
  begin_member(json, key);
  write_string(json, text);
}

void json_integer(json_writer *json, const char *key, int64_t number)
{
  begin_member(json, key);
  fprintf(json->out, "%" PRId64, number);
}

void json_count(json_writer *json, const char *key, int64_t number)
{
  if (number < 0) write_null(json, key);
  else json_integer(json, key, number);
}

void json_thousandths(json_writer *json, const char *key, int64_t thousandths)
{
  begin_member(json, key);
  fprintf(json->out, "%" PRId64 ".%03d", thousandths / 1000, (int)(thousandths % 1000));
}

void json_boolean(json_writer *json, const char *key, bool value)
{
  begin_member(json, key);
  fputs(value ? "true" : "false", json->out);
}
