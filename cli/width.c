#include "width.h"

#include <stdbool.h>
#include <string.h>

uint32_t next_character(const char *text, int *bytes)
{
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *c = (const unsigned char *)text;
  int length = c[0] < 0x80                   ? 1
               : c[0] >= 0xF5 || c[0] < 0xC2 ? 0
               : c[0] < 0xE0                 ? 2
               : c[0] < 0xF0                 ? 3
                                             : 4;
  *bytes = c[0] != 0;
  if (length == 1) return c[0];
  uint32_t character = length == 0 ? 0 : (uint32_t)(c[0] & (0x7F >> length));
  for (int i = 1; i < length; i++) {
    if ((c[i] & 0xC0) != 0x80) return 0xFFFD;
    character = character << 6 | (c[i] & 0x3F);
  }
  bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (length == 0 || character < least[length] || surrogate || character > 0x10FFFF) return 0xFFFD;
  *bytes = length;
  return character;
}

typedef struct range {
  uint32_t first, last;
} range;

static bool is_in(const range *ranges, size_t count, uint32_t character)
{
  for (size_t i = 0; i < count; i++)
    if (character >= ranges[i].first && character <= ranges[i].last) return true;
  return false;
}

/* Unicode 15, EastAsianWidth.txt W and F, in rough blocks; and what takes no room at all. */
int character_width(uint32_t character)
{
  static const range none[] = {{0, 0x1F},        {0x7F, 0x9F},     {0x300, 0x36F},
                               {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},
                               {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
  static const range wide[] = {
      {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
      {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
      {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  if (character >= 0x20 && character < 0x7F) return 1;
  if (is_in(none, sizeof none / sizeof none[0], character)) return 0;
  return is_in(wide, sizeof wide / sizeof wide[0], character) ? 2 : 1;
}

int text_width(const char *text)
{
  int width = 0, bytes;
  for (; *text != 0; text += bytes) width += character_width(next_character(text, &bytes));
  return width;
}

static bool is_control(uint32_t character)
{
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0xFFFD ||
         (character >= 0x202A && character <= 0x202E);
}

/* Prints at most `width` columns, returns how many; the rest of a longer text becomes "…". */
static int print_cut(FILE *out, const char *text, int width)
{
  int used = 0, bytes, limit = text_width(text) <= width ? width : width - 1;
  for (; *text != 0; text += bytes) {
    uint32_t character = next_character(text, &bytes);
    if (used + character_width(character) > limit) break;
    if (is_control(character)) continue;
    fwrite(text, 1, (size_t)bytes, out);
    used += character_width(character);
  }
  if (*text == 0) return used;
  fputs("…", out);
  return used + 1;
}

void print_padded(FILE *out, const char *text, int width)
{
  int used = print_cut(out, text, width);
  fprintf(out, "%*s", width > used ? width - used : 0, "");
}

void print_right(FILE *out, const char *text, int width)
{
  int used = text_width(text);
  fprintf(out, "%*s", width > used ? width - used : 0, "");
  print_cut(out, text, width);
}

void print_plain(FILE *out, const char *text)
{
  int bytes;
  for (; *text != 0; text += bytes)
    if (!is_control(next_character(text, &bytes))) fwrite(text, 1, (size_t)bytes, out);
}

/* Marks that may not begin a line. */
static bool closes(uint32_t character)
{
  static const uint32_t marks[] = {0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF09, 0x201D};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (marks[i] == character) return true;
  return false;
}

/* Where the first line of the text ends: the byte after its last character. */
static size_t line_end(const char *text, int width)
{
  int used = 0, bytes;
  size_t end = 0, at = 0;
  uint32_t before = 0;
  for (; text[at] != 0; at += (size_t)bytes) {
    uint32_t character = next_character(text + at, &bytes);
    bool may_break = character == ' ' || (character_width(character) == 2 && !closes(character)) ||
                     (character_width(before) == 2 && !closes(character));
    if (may_break && at > 0) end = at;
    used += character_width(character);
    if (used > width && end > 0) return end;
    before = character;
  }
  return at;
}

void print_wrapped(FILE *out, const char *text, int width, int indent)
{
  for (int blanks = 0; *text != 0; blanks = indent) {
    size_t end = line_end(text, width);
    fprintf(out, "%*s%.*s\n", blanks, "", (int)end, text);
    text += end;
    while (*text == ' ') text++;
  }
}
