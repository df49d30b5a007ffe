/* Tags of OpenStreetMap in one text, as ogr2ogr's other_tags holds them. */
#include "support.h"

#include "../../geodata/src/tags.h"

static void has_value(const char *tags, const char *key, const char *value)
{
  char out[64];
  bool found = wg_tags_value(tags, key, out, sizeof out);
  assert_int_equal(found, value != NULL);
  if (value != NULL) assert_string_equal(out, value);
}

static void a_key_has_its_value_wherever_it_stands(void **state)
{
  (void)state;
  const char *tags = "\"building\"=>\"yes\",\"building:levels\"=>\"6\",\"name\"=>\"新桥\"";
  has_value(tags, "building", "yes");
  has_value(tags, "building:levels", "6");
  has_value(tags, "name", "新桥");
  has_value(tags, "levels", NULL);
  has_value(tags, "yes", NULL); /* a value is no key */
  has_value("", "name", NULL);
}

static void marks_inside_a_value_do_not_end_it(void **state)
{
  (void)state;
  const char *tags =
      "\"name\"=>\"\\\"=>\\\\\",\"note\"=>\"a, \\\"tunnel\\\"=>\\\"yes\\\"\", \"layer\" => \"-1\"";
  has_value(tags, "name", "\"=>\\");
  has_value(tags, "tunnel", NULL);
  has_value(tags, "layer", "-1");
}

static void a_text_that_was_cut_ends_with_its_last_whole_pair(void **state)
{
  (void)state;
  const char *whole = "\"railway\"=>\"rail\",\"tunnel\"=>\"yes\"";
  for (size_t length = 0; length < strlen(whole); length++) {
    char cut[64] = "", out[64];
    memcpy(cut, whole, length);
    assert_int_equal(wg_tags_value(cut, "railway", out, sizeof out), length >= 17);
    assert_false(wg_tags_value(cut, "tunnel", out, sizeof out));
  }
  has_value("\"railway\"=>\"rail\",\"tunnel\"=>\"y\\", "tunnel", NULL);
  has_value("{\"railway\": \"rail\"}", "railway", NULL);
}

static void a_long_value_is_cut_to_its_place(void **state)
{
  char out[4];
  (void)state;
  assert_true(wg_tags_value("\"a\"=>\"abcdef\",\"b\"=>\"2\"", "a", out, sizeof out));
  assert_string_equal(out, "abc");
  assert_true(wg_tags_value("\"a\"=>\"abcdef\",\"b\"=>\"2\"", "b", out, sizeof out));
  assert_string_equal(out, "2");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_key_has_its_value_wherever_it_stands),
      cmocka_unit_test(marks_inside_a_value_do_not_end_it),
      cmocka_unit_test(a_text_that_was_cut_ends_with_its_last_whole_pair),
      cmocka_unit_test(a_long_value_is_cut_to_its_place)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
