/* A field map: refused, or every field has a name of its own, either a source or a fixed value, and
 * words that are there. */
#include "fuzz.h"

#include "geodata/field_map.h"

static bool is_there(const wg_field_map *map, wg_text text)
{
  return text == WG_NO_TEXT || (text >= 0 && text < map->texts.size);
}

static void judge_field(const wg_field_map *map, int64_t index)
{
  const wg_mapped_field *field = &map->fields[index];
  const char *name = wg_texts_get(&map->texts, field->to);
  FUZZ_MUST(field->to != WG_NO_TEXT && name[0] != 0);
  FUZZ_MUST(is_there(map, field->from) && is_there(map, field->to) && is_there(map, field->text));
  FUZZ_MUST(field->first_word >= 0 && field->word_count >= 0);
  FUZZ_MUST(field->first_word + field->word_count <= map->word_count);
  for (int32_t w = 0; w < field->word_count; w++) {
    const wg_mapped_word *word = &map->words[field->first_word + w];
    FUZZ_MUST(word->from != WG_NO_TEXT && is_there(map, word->from) && is_there(map, word->to));
  }
  for (int64_t other = 0; other < index; other++)
    FUZZ_MUST(strcmp(wg_texts_get(&map->texts, map->fields[other].to), name) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  wg_field_map map;
  wg_context *context = fuzz_context();
  wg_context_set_language(context, size % 2 == 0 ? WG_LANGUAGE_EN : WG_LANGUAGE_ZH);
  char *text = malloc(size > 0 ? size : 1); /* no zero behind it: the length is what counts */
  FUZZ_MUST(text != NULL);
  if (size > 0) memcpy(text, data, size);
  wg_status status = wg_field_map_parse(&map, context, "map.json", text, size);
  fuzz_said(context, status);
  FUZZ_MUST(status != WG_OK || map.count > 0);
  for (int64_t i = 0; i < map.count; i++) judge_field(&map, i);
  wg_field_map_free(&map, context);
  free(text);
  wg_context_free(context);
  return 0;
}
