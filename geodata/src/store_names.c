/* Codes and ids to rows: open addressing over FNV-1a, half full at most. The store refers by code,
 * as people do, so every reference that is read goes through here. */
#include <string.h>

#include "store.h"

static uint64_t hash_of(const char *name)
{
  uint64_t hash = 0xCBF29CE484222325u;
  for (const unsigned char *c = (const unsigned char *)name; *c != 0; c++)
    hash = (hash ^ *c) * 0x100000001B3u;
  return hash ^ (hash >> 29);
}

static const char *name_of(const wg_store_names *names, int64_t row)
{
  return wg_texts_get(names->texts, names->names[row]);
}

/* The slot that holds `name`, or the free one where it belongs. */
static uint64_t slot_of(const wg_store_names *names, const char *name)
{
  uint64_t slot = hash_of(name) & names->mask;
  while (names->slots[slot] != 0 && strcmp(name_of(names, names->slots[slot] - 1), name) != 0)
    slot = (slot + 1) & names->mask;
  return slot;
}

wg_status wg_store_names_build(wg_store_names *out, wg_context *context, const wg_texts *texts,
                               const wg_text *names, int64_t count)
{
  *out = (wg_store_names){.texts = texts, .names = names, .mask = 15};
  while (out->mask < (uint64_t)count * 2) out->mask = out->mask * 2 + 1;
  WG_TRY(wg_allocate(context, &out->slots, out->mask + 1, sizeof *out->slots));
  for (int64_t row = 0; row < count; row++) {
    if (names[row] == WG_NO_TEXT) continue;
    uint64_t slot = slot_of(out, name_of(out, row));
    if (out->slots[slot] == 0) out->slots[slot] = (int32_t)row + 1;
  }
  return WG_OK;
}

int32_t wg_store_names_find(const wg_store_names *names, const char *name)
{
  return names->slots[slot_of(names, name)] - 1;
}

void wg_store_names_free(wg_store_names *names, wg_context *context)
{
  wg_release(context, names->slots);
  *names = (wg_store_names){0};
}
