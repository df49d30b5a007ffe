/* Text of the program: UTF-8 and column widths against glibc's own mbrtowc and wcwidth, cutting and
 * wrapping, distances of names, JSON strings. The program is no library, so its files are included. */
#define _XOPEN_SOURCE 700
#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
#include <cmocka.h>

#include "../../cli/json.c"
#include "../../cli/nearest.c"
#include "../../cli/width.c"
#include "wangge/random.h"

/* Random bytes, with the lead and trail bytes of UTF-8 frequent among them. */
static void random_bytes(wg_random *random, char text[9])
{
  for (int i = 0; i < 8; i++) {
    uint64_t kind = wg_random_below(random, 4);
    uint64_t byte = kind == 0 ? wg_random_below(random, 256) : kind == 1 ? 0xC0 + wg_random_below(random, 64)
                                                                         : 0x80 + wg_random_below(random, 64);
    text[i] = (char)byte;
  }
  text[8] = 0;
}

static void characters_are_those_of_mbrtowc(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(1);
  int valid = 0;
  for (int round = 0; round < 200000; round++) {
    char text[9];
    wchar_t wide;
    mbstate_t shift = {0};
    int bytes;
    random_bytes(&random, text);
    size_t length = mbrtowc(&wide, text, 8, &shift);
    uint32_t character = next_character(text, &bytes);
    if (length == 0) {
      assert_int_equal(bytes, 0);
    } else if (length > 8 || wide > 0x10FFFF) { /* glibc also takes the five and six bytes of old */
      assert_int_equal(character, 0xFFFD);
      assert_int_equal(bytes, 1);
    } else {
      assert_int_equal(character, wide);
      assert_int_equal(bytes, length);
      valid += length > 1;
    }
  }
  assert_true(valid > 1000);
}

/* Blocks a name may come from; elsewhere (symbols) terminals disagree among themselves. */
static void widths_are_those_of_wcwidth(void **state)
{
  (void)state;
  static const range blocks[] = {{0x20, 0x7E},     {0xA0, 0x17F},     {0x370, 0x3FF},     {0x410, 0x44F},
                                 {0x3041, 0x3096}, {0x30A1, 0x30FA},  {0x3001, 0x3011},   {0x4E00, 0x9FA5},
                                 {0x3400, 0x4DB5}, {0xAC00, 0xD7A3},  {0xFF01, 0xFF5E},   {0xF900, 0xFA2D},
                                 {0x300, 0x36F},   {0x20000, 0x2A6D6}, {0x2010, 0x2027}};
  for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++)
    for (uint32_t c = blocks[b].first; c <= blocks[b].last; c++)
      if (wcwidth((wchar_t)c) >= 0 && c != 0xAD) assert_int_equal(character_width(c), wcwidth((wchar_t)c));
}

static const char *printed(void (*print)(FILE *, const char *, int), const char *text, int width)
{
  static char buffer[256];
  memset(buffer, 0, sizeof buffer);
  FILE *out = fmemopen(buffer, sizeof buffer, "w");
  print(out, text, width);
  fclose(out);
  return buffer;
}

static void cells_have_the_width_asked_for(void **state)
{
  (void)state;
  assert_string_equal(printed(print_padded, "滨河", 6), "滨河  ");
  assert_string_equal(printed(print_right, "滨河", 6), "  滨河");
  assert_string_equal(printed(print_padded, "滨河社区", 6), "滨河… "); /* half a character is none */
  assert_string_equal(printed(print_padded, "abcdef", 4), "abc…");
  assert_string_equal(printed(print_padded, "abcd", 4), "abcd");
  assert_string_equal(printed(print_padded, "a\033[2Jb", 8), "a[2Jb   "); /* no steering */
}

static void lines_break_at_blanks_and_between_wide_characters(void **state)
{
  (void)state;
  char buffer[256] = "";
  FILE *out = fmemopen(buffer, sizeof buffer, "w");
  print_wrapped(out, "one two three", 8, 2);
  print_wrapped(out, "一二三，四五", 6, 0);
  fclose(out);
  assert_string_equal(buffer, "one two\n  three\n一二\n三，四\n五\n");
}

static void a_swap_of_neighbours_is_one_step(void **state)
{
  (void)state;
  assert_int_equal(name_distance("buidlings", 9, "buildings"), 1);
  assert_int_equal(name_distance("kitten", 6, "sitting"), 3);
  assert_int_equal(name_distance("", 0, "abc"), 3);
  assert_int_equal(name_distance("abcX", 3, "abc"), 0);
}

static void strings_are_escaped_and_broken_bytes_replaced(void **state)
{
  (void)state;
  char buffer[256] = "";
  json_writer json = {.out = fmemopen(buffer, sizeof buffer, "w")};
  json_text(&json, NULL, "a\"\\\n\x01区\xFFz");
  fclose(json.out);
  assert_string_equal(buffer, "\"a\\\"\\\\\\u000a\\u0001区\xEF\xBF\xBDz\"");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(characters_are_those_of_mbrtowc),
      cmocka_unit_test(widths_are_those_of_wcwidth),
      cmocka_unit_test(cells_have_the_width_asked_for),
      cmocka_unit_test(lines_break_at_blanks_and_between_wide_characters),
      cmocka_unit_test(a_swap_of_neighbours_is_one_step),
      cmocka_unit_test(strings_are_escaped_and_broken_bytes_replaced),
  };
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) return 77;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
