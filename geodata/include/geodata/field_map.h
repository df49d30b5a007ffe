/* The field map (字段映射): which fields an export has, in which order, under which names, and with
 * which fixed values, as a receiving system wants them. docs/export.md describes the JSON. */
#ifndef WG_GEODATA_FIELD_MAP_H
#define WG_GEODATA_FIELD_MAP_H

#include "geodata/sink.h"

/* One field of the export: from a field of the layer, or a value that is the same in every row. */
typedef struct wg_mapped_field {
  wg_text from;    /* WG_NO_TEXT: a fixed value */
  wg_text to;
  wg_field_type type; /* of a fixed value */
  wg_text text;    /* fixed text; WG_NO_TEXT with type TEXT: null */
  int64_t integer;
  double real;
  int32_t first_word, word_count; /* words of the layer replaced by others */
} wg_mapped_field;

typedef struct wg_mapped_word {
  wg_text from, to; /* from "*": every word that has no replacement of its own */
} wg_mapped_word;

typedef struct wg_field_map {
  wg_mapped_field *fields;
  int64_t count, capacity;
  wg_mapped_word *words;
  int64_t word_count, word_capacity;
  wg_texts texts;
} wg_field_map;

/* From JSON text of `length` bytes; `name` is what messages call it. Anything else than such a map is
 * WG_BAD_VALUE with a sentence. *out is empty on failure. */
wg_status wg_field_map_parse(wg_field_map *out, wg_context *context, const char *name,
                             const char *text, size_t length) WG_MUST_CHECK;
/* From a file of at most 1 MB. */
wg_status wg_field_map_read(wg_field_map *out, wg_context *context, const char *path) WG_MUST_CHECK;
void wg_field_map_free(wg_field_map *map, wg_context *context);

#endif
