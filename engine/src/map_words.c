/* A table as msgfmt writes it (GNU gettext manual, "The Format of GNU MO Files"): pairs of length
 * and offset, sorted by the original text. It is compiled on the machine that it runs on, so its
 * numbers are in this byte order; the library of gettext itself would look at the locale of the
 * process, which a library must not change. */
#include "map_words.h"

#include <string.h>

__asm__(".section .rodata\n"
        ".balign 8\n"
        ".local wangge_catalogue_zh\n"
        "wangge_catalogue_zh:\n"
        ".incbin \"" WANGGE_CATALOGUE_ZH "\"\n"
        ".byte 0\n"
        ".previous\n");
extern const char wangge_catalogue_zh[] __attribute__((visibility("hidden")));

static uint32_t number_at(const char *table, uint32_t offset)
{
  uint32_t number;
  memcpy(&number, table + offset, sizeof number);
  return number;
}

static const char *look_up(const char *table, const char *english)
{
  uint32_t count = number_at(table, 8), originals = number_at(table, 12),
           others = number_at(table, 16);
  for (uint32_t low = 0, high = count; low < high;) {
    uint32_t middle = low + (high - low) / 2;
    int order = strcmp(english, table + number_at(table, originals + 8 * middle + 4));
    if (order == 0) return table + number_at(table, others + 8 * middle + 4);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return english;
}

const char *map_word(const wg_context *context, const char *english)
{
  return wg_context_language(context) == WG_LANGUAGE_ZH ? look_up(wangge_catalogue_zh, english)
                                                        : english;
}
