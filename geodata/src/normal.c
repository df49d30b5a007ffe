#include "normal.h"

#include <string.h>

/* One character of UTF-8 in normal form; its bytes are written to `out`, their number returned
 * (0 for blanks); *text moves on. Full-width forms U+FF01 … U+FF5E are EF BC 81 … EF BD 9E. */
static size_t next_character(char out[4], const char **text)
{
  const unsigned char *c = (const unsigned char *)*text;
  size_t width = c[0] < 0x80 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
  for (size_t i = 1; i < width; i++)
    if ((c[i] & 0xC0) != 0x80) width = i;
  *text += width;
  unsigned letter = c[0];
  if (width == 3 && c[0] == 0xEF && (c[1] == 0xBC || c[1] == 0xBD) && c[2] >= 0x80) {
    unsigned code = 0xF000u | (unsigned)(c[1] & 0x3F) << 6 | (c[2] & 0x3F);
    if (code >= 0xFF01 && code <= 0xFF5E) letter = code - 0xFEE0, width = 1;
  }
  if (width == 2 && c[0] == 0xC2 && c[1] == 0xA0) return 0;                 /* no-break space */
  if (width == 3 && c[0] == 0xE3 && c[1] == 0x80 && c[2] == 0x80) return 0; /* ideographic space */
  if (width == 3 && c[0] == 0xE2 && c[1] == 0x88 && c[2] == 0x92) letter = '-', width = 1;
  if (width > 1) {
    memcpy(out, c, width);
    return width;
  }
  if (letter == ' ' || (letter >= '\t' && letter <= '\r')) return 0;
  out[0] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
  return 1;
}

void wg_normalise(char *out, size_t size, const char *text)
{
  size_t length = 0;
  while (*text != 0) {
    char character[4];
    size_t width = next_character(character, &text);
    if (length + width >= size) break;
    memcpy(out + length, character, width);
    length += width;
  }
  out[length] = 0;
}

bool wg_normal_equal(const char *a, const char *b)
{
  char x[256], y[256];
  wg_normalise(x, sizeof x, a);
  wg_normalise(y, sizeof y, b);
  return strcmp(x, y) == 0;
}

bool wg_normal_listed(const char *list, const char *name)
{
  char item[256], part[256], wanted[256];
  wg_normalise(wanted, sizeof wanted, name);
  while (list != NULL && *list != 0) {
    size_t length = strcspn(list, ",");
    size_t kept = length < sizeof part ? length : sizeof part - 1;
    memcpy(part, list, kept);
    part[kept] = 0;
    wg_normalise(item, sizeof item, part);
    if (item[0] != 0 && strcmp(item, wanted) == 0) return true;
    list += length + (list[length] == ',');
  }
  return false;
}
