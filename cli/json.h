/* Writing JSON (RFC 8259): indented, members in the order they are given. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct json_writer {
  FILE *out;
  int depth;
  bool filled; /* the object or array that is open has a member */
} json_writer;

/* `key` is NULL in arrays and at the top. */
void json_object(json_writer *json, const char *key);
void json_array(json_writer *json, const char *key);
void json_end_object(json_writer *json);
void json_end_array(json_writer *json);
/* NULL text is null; bytes that are no UTF-8 become U+FFFD. */
void json_text(json_writer *json, const char *key, const char *text);
void json_integer(json_writer *json, const char *key, int64_t number);
/* A whole number, or null when it is negative: unknown. */
void json_count(json_writer *json, const char *key, int64_t number);
/* In thousandths, so that no locale and no rounding of printf gets in. */
void json_thousandths(json_writer *json, const char *key, int64_t thousandths);
void json_boolean(json_writer *json, const char *key, bool value);

#endif
