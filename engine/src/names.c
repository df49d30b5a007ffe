/* Sorting hashes instead of texts keeps the comparisons in the cache; texts are compared only
 * where hashes are equal. */
#include "names.h"

#include <stdlib.h>
#include <string.h>

typedef struct key {
  uint64_t hash;
  int64_t row;
} key;

static uint64_t hash_of(const char *text)
{
  uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
  for (const unsigned char *c = (const unsigned char *)text; *c != 0; c++)
    hash = (hash ^ *c) * 0x100000001B3u;
  return hash;
}

static int compare_keys(const void *left, const void *right)
{
  const key *a = left, *b = right;
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

/* The row of the first of keys first … i − 1, all of one hash, with the text of key i; or −1. */
static int64_t earlier(const key *keys, int64_t first, int64_t i, const wg_texts *texts,
                       const wg_text *column)
{
  const char *text = wg_texts_get(texts, column[keys[i].row]);
  for (; first < i; first++)
    if (strcmp(wg_texts_get(texts, column[keys[first].row]), text) == 0) return keys[first].row;
  return -1;
}

wg_status wg_find_twice(wg_context *context, const wg_texts *texts, const wg_text *column,
                        int64_t count, wg_twice_callback callback, void *user)
{
  key *keys;
  int64_t used = 0;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(context, &keys, (size_t)count, sizeof *keys));
  for (int64_t row = 0; row < count; row++)
    if (column[row] != WG_NO_TEXT)
      keys[used++] = (key){hash_of(wg_texts_get(texts, column[row])), row};
  qsort(keys, (size_t)used, sizeof *keys, compare_keys);
  for (int64_t i = 1, first = 0; i < used && status == WG_OK; i++) {
    if (keys[i].hash != keys[i - 1].hash) first = i;
    int64_t before = earlier(keys, first, i, texts, column);
    if (before >= 0) status = callback(user, keys[i].row, before);
  }
  wg_release(context, keys);
  return status;
}
