#include "key.h"

#include <stdbool.h>
#include <string.h>

#include "normal.h"

enum { KEY_SIZE = 256 };

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_digit_or_letter(char c)
{
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

/* The bytes of the first of `words` (NULL at the end) that `text` starts with; 0: none. */
static size_t starts_with(const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strncmp(text, *words, strlen(*words)) == 0) return strlen(*words);
  return 0;
}

/* What `text` starts with in its normal form: *used bytes of it are written as *written bytes. */
static void next_part(const char *text, const char *whole, char part[KEY_SIZE], size_t *used,
                      size_t *written)
{
  static const char *const nouns[] = {"号楼", "號樓", "幢", "栋", "棟", "座",
                                      "楼",   "号",   "號", "#",  NULL};
  static const char *const dashes[] = {"–", "—", "_", "/", "~", NULL};
  size_t noun = text > whole && is_digit_or_letter(text[-1]) ? starts_with(text, nouns) : 0;
  size_t dash = starts_with(text, dashes);
  *written = 0;
  if (noun > 0 || dash > 0) {
    *used = noun > 0 ? noun : dash;
    bool spoken = noun == 0 || (text[*used] != 0 && text[*used] != '-');
    if (spoken) part[(*written)++] = '-';
  } else if (is_digit(text[0])) {
    size_t zeros = 0;
    if (text == whole || !is_digit(text[-1]))
      while (text[zeros] == '0' && is_digit(text[zeros + 1])) zeros++;
    *used = zeros + 1;
    part[(*written)++] = text[zeros];
  } else if (strncmp(text, "第", strlen("第")) == 0 && is_digit(text[strlen("第")])) {
    *used = strlen("第");
  } else {
    *used = 1;
    while (((unsigned char)text[*used] & 0xC0) == 0x80) ++*used;
    memcpy(part, text, *used);
    *written = *used;
  }
}

void wg_key_normalise(char *out, size_t size, const char *text)
{
  char normal[KEY_SIZE], part[KEY_SIZE];
  size_t length = 0, used, written;
  wg_normalise(normal, sizeof normal, text);
  for (const char *at = normal; *at != 0; at += used) {
    next_part(at, normal, part, &used, &written);
    if (length + written >= size) break;
    memcpy(out + length, part, written);
    length += written;
  }
  out[length] = 0;
}
