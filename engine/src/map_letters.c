/* Writing: widths come from the fonts, everything else is arithmetic. Noto Sans CJK stands 0.88 em
 * above the base line and 0.12 below; Latin descenders reach 0.21. */
#include "map.h"

#include <math.h>
#include <string.h>

int32_t map_character(const char *text)
{
  const unsigned char *c = (const unsigned char *)text;
  if (*c == 0) return 0;
  int32_t n = 1;
  for (;;) {
    while ((c[n] & 0xC0) == 0x80) n++;
    /* combining marks (U+0300 … U+036F), joiners and variation selectors stay with their base */
    bool combines = c[n] == 0xCC || (c[n] == 0xCD && c[n + 1] < 0xB0) ||
                    (c[n] == 0xE2 && c[n + 1] == 0x80 && c[n + 2] == 0x8D) ||
                    (c[n] == 0xEF && c[n + 1] == 0xB8 && c[n + 2] >= 0x80 && c[n + 2] <= 0x8F);
    if (!combines) return n;
    n++;
  }
}

bool map_is_han(const char *text)
{
  const unsigned char *c = (const unsigned char *)text;
  return *c >= 0xE3; /* U+3000 and above: Han, kana, full width */
}

double map_width(const map_run *run, const char *text, double size, bool bold)
{
  return run->measure.width(run->measure.user, text, (int64_t)strlen(text), size, bold);
}

int32_t map_next_label(wg_sheet *sheet)
{
  return sheet->slab_count > 0 ? sheet->slabs[sheet->slab_count - 1].label + 1 : 0;
}

void map_write(map_run *run, wg_sheet *sheet, const char *text, double x, double y, double size,
               bool bold, uint32_t colour, map_align align)
{
  if (text == NULL || text[0] == 0) return;
  double width = map_width(run, text, size, bold);
  double left = x - (align == MAP_LEFT ? 0 : align == MAP_CENTRE ? width / 2 : width);
  const wg_lettering lettering = {.size = size, .bold = bold, .colour = WG_RGB(colour)};
  wg_sheet_text(sheet, &lettering, text, left, y);
  wg_sheet_note_slab(sheet,
                     &(wg_text_slab){wg_slab_upright(left, y - 0.86 * size, width, 0.98 * size),
                                     map_next_label(sheet), MAP_TITLE_TEXT, -1});
}

/* Not at the beginning of a line. */
static bool clings(const char *text)
{
  static const char *const marks[] = {"，", "。", "、", "；", "：", "）", "」", "》", "！", "？",
                                      ",",  ".",  ";",  ":",  ")",  "!",  "?",  "”",  NULL};
  for (int i = 0; marks[i] != NULL; i++)
    if (strncmp(text, marks[i], strlen(marks[i])) == 0) return true;
  return false;
}

/* Whether a line may end before `at`. */
static bool may_break(const char *text, int32_t at)
{
  if (at == 0 || text[at] == 0 || clings(text + at)) return false;
  if (text[at - 1] == ' ' || text[at - 1] == '-') return true;
  return map_is_han(text + at) || (unsigned char)text[at - 1] >= 0x80;
}

/* The byte where the line that begins at `from` has to end. */
static int32_t line_end(const map_run *run, const char *text, int32_t from, double width,
                        double size, bool bold)
{
  int32_t at = from, good = from;
  while (text[at] != 0 && text[at] != '\n') {
    int32_t next = at + map_character(text + at);
    double w = run->measure.width(run->measure.user, text + from, next - from, size, bold);
    if (w > width && text[at] != ' ') return good > from ? good : at > from ? at : next;
    at = next;
    if (may_break(text, at)) good = at;
  }
  return at;
}

int32_t map_break(const map_run *run, const char *text, double width, double size, bool bold,
                  int32_t *starts, int32_t most)
{
  int32_t lines = 0, at = 0, length = (int32_t)strlen(text);
  while (at < length && lines < most) {
    starts[lines++] = at;
    at = lines == most ? length : line_end(run, text, at, width, size, bold);
    if (text[at] == '\n') at++;
  }
  starts[lines] = length;
  return lines;
}

int32_t map_break_even(const map_run *run, const char *text, double width, double size, bool bold,
                       int32_t *starts, int32_t most)
{
  double all = map_width(run, text, size, bold), lines = fmin(most, ceil(all / width));
  /* a character more, as lines end between characters */
  return map_break(run, text, lines <= 1 ? width : all / lines + size, size, bold, starts,
                   (int32_t)lines);
}

/* A piece of a text, shortened with … where it is too wide. */
static void write_piece(map_run *run, wg_sheet *sheet, const char *text, int32_t length, double x,
                        double y, double width, double size, bool bold, uint32_t colour,
                        map_align align)
{
  char piece[1024];
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n')) length--;
  if (length > (int32_t)sizeof piece - 8) length = (int32_t)sizeof piece - 8;
  memcpy(piece, text, (size_t)length);
  piece[length] = 0;
  while (length > 0 && map_width(run, piece, size, bold) > width + 0.01) {
    length -= length >= (int32_t)strlen("…") && strcmp(piece + length - strlen("…"), "…") == 0
                  ? (int32_t)strlen("…")
                  : 0;
    do length--;
    while (length > 0 && ((unsigned char)piece[length] & 0xC0) == 0x80);
    strcpy(piece + length, "…");
    if (length > 0) length += (int32_t)strlen("…");
  }
  map_write(run, sheet, piece, x, y, size, bold, colour, align);
}

void map_write_in(map_run *run, wg_sheet *sheet, const char *text, wg_frame_box box, double size,
                  double least, bool bold, uint32_t colour, map_align align)
{
  int32_t starts[3];
  if (text == NULL || text[0] == 0) return;
  double x = align == MAP_LEFT     ? box.left
             : align == MAP_CENTRE ? box.left + box.width / 2
                                   : box.left + box.width;
  double width = map_width(run, text, size, bold), middle = box.top + box.height / 2;
  if (width > box.width) size = fmax(least, size * box.width / width * 0.999);
  bool two = map_width(run, text, size, bold) > box.width && box.height >= 2 * 1.1 * size;
  int32_t lines = map_break(run, text, box.width, size, bold, starts, two ? 2 : 1);
  for (int32_t i = 0; i < lines; i++) {
    double y = middle + 0.38 * size + (i - (lines - 1) / 2.0) * 1.12 * size;
    write_piece(run, sheet, text + starts[i], starts[i + 1] - starts[i], x, y, box.width, size,
                bold, colour, align);
  }
}

double map_paragraph(map_run *run, wg_sheet *sheet, const char *text, double x, double y,
                     double width, double size, bool bold, uint32_t colour, int32_t most_lines)
{
  int32_t starts[65];
  if (text == NULL || text[0] == 0) return y;
  if (most_lines > 64) most_lines = 64;
  int32_t lines = map_break(run, text, width, size, bold, starts, most_lines);
  for (int32_t i = 0; i < lines; i++, y += size * 1.45)
    write_piece(run, sheet, text + starts[i], starts[i + 1] - starts[i], x, y, width, size, bold,
                colour, MAP_LEFT);
  return y;
}
