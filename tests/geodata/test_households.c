/* wg_count_of_…: the documented policy, value by value. */
#include "support.h"

#include "../../geodata/src/households.h"

static void texts_are_read_as_people_write_them(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    wg_count_state expected;
    int32_t count;
  } cases[] = {{"0", WG_COUNT_KNOWN, 0},          {"36", WG_COUNT_KNOWN, 36},
               {"３６", WG_COUNT_KNOWN, 36},      {" 36　", WG_COUNT_KNOWN, 36},
               {"+36", WG_COUNT_KNOWN, 36},       {"36.0", WG_COUNT_KNOWN, 36},
               {"36户", WG_COUNT_KNOWN, 36},      {"120 人", WG_COUNT_KNOWN, 120},
               {"12.4", WG_COUNT_FRACTION, 12},   {"12.5", WG_COUNT_FRACTION, 13},
               {"１２．５", WG_COUNT_FRACTION, 13}, {"0.2", WG_COUNT_FRACTION, 0},
               {"1000000", WG_COUNT_KNOWN, 1000000}, {"1000001", WG_COUNT_NOT_NUMBER, -1},
               {"", WG_COUNT_NULL, -1},           {"　 ", WG_COUNT_NULL, -1},
               {"-3", WG_COUNT_NEGATIVE, -1},     {"－３", WG_COUNT_NEGATIVE, -1},
               {"−3", WG_COUNT_NEGATIVE, -1},     {"约36", WG_COUNT_APPROXIMATE, 36},
               {"约120户", WG_COUNT_APPROXIMATE, 120}, {"大约１２０户左右", WG_COUNT_APPROXIMATE, 120},
               {"120余户", WG_COUNT_APPROXIMATE, 120}, {"~120", WG_COUNT_APPROXIMATE, 120},
               {"120+", WG_COUNT_APPROXIMATE, 120}, {"约12.5", WG_COUNT_APPROXIMATE, 13},
               {"约-5", WG_COUNT_NEGATIVE, -1},   {"约", WG_COUNT_NOT_NUMBER, -1},
               {"1,234", WG_COUNT_KNOWN, 1234},   {"１，２３４户", WG_COUNT_KNOWN, 1234},
               {"1,000,000", WG_COUNT_KNOWN, 1000000}, {"1,234.5", WG_COUNT_FRACTION, 1235},
               {"12,34", WG_COUNT_NOT_NUMBER, -1}, {"1,2345", WG_COUNT_NOT_NUMBER, -1},
               {"1234,567", WG_COUNT_NOT_NUMBER, -1}, {",123", WG_COUNT_NOT_NUMBER, -1},
               {"inf", WG_COUNT_NOT_NUMBER, -1},  {"∞", WG_COUNT_NOT_NUMBER, -1},
               {"120-130", WG_COUNT_NOT_NUMBER, -1}, {"36套", WG_COUNT_KNOWN, 36},
               {"abc", WG_COUNT_NOT_NUMBER, -1},  {"1.2.3", WG_COUNT_NOT_NUMBER, -1},
               {"1e3", WG_COUNT_NOT_NUMBER, -1},  {"户", WG_COUNT_NOT_NUMBER, -1},
               {"nan", WG_COUNT_NOT_NUMBER, -1},  {"0x10", WG_COUNT_NOT_NUMBER, -1},
               {".", WG_COUNT_NOT_NUMBER, -1},    {"-", WG_COUNT_NOT_NUMBER, -1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t count;
    wg_count_state found = wg_count_of_text(cases[i].text, &count);
    if (found != cases[i].expected || count != cases[i].count)
      fail_msg("'%s' gave %d, state %d", cases[i].text, count, found);
  }
}

static void numbers_follow_the_same_policy(void **state)
{
  (void)state;
  int32_t count;
  assert_int_equal(wg_count_of_number(12, &count), WG_COUNT_KNOWN);
  assert_int_equal(count, 12);
  assert_int_equal(wg_count_of_number(12.5, &count), WG_COUNT_FRACTION);
  assert_int_equal(count, 13);
  assert_int_equal(wg_count_of_number(-0.5, &count), WG_COUNT_NEGATIVE);
  assert_int_equal(count, WG_UNKNOWN);
  assert_int_equal(wg_count_of_number(__builtin_nan(""), &count), WG_COUNT_NOT_NUMBER);
  assert_int_equal(wg_count_of_number(__builtin_inf(), &count), WG_COUNT_NOT_NUMBER);
  assert_int_equal(count, WG_UNKNOWN);
}

/* All of it together, once from a text field and once from a real one. */
static void every_count_is_accounted_for_in_reading(void **state)
{
  world *w = *state;
  static const char *const columns[] = {"楼栋号:s", "户数:s", NULL};
  static const char *const rows[] = {
      "POINT(500010 2560010)", "B-1", "３６", "POINT(500020 2560010)", "B-2", NULL,
      "POINT(500030 2560010)", "B-3", "",     "POINT(500040 2560010)", "B-4", "-2",
      "POINT(500050 2560010)", "B-5", "many", "POINT(500060 2560010)", "B-6", "2.5"};
  const wg_fields fields = {0};
  wg_buildings buildings;
  use_4547(w, 500000, 2560000);
  const wg_input input = {.role = "buildings", .path = in_folder(w, "b.gpkg")};
  write_layer(input.path, "GPKG", "b", 4547, columns, rows, ROWS(rows, 2));
  assert_int_equal(wg_read_buildings(&buildings, w->context, &input, &fields, &w->system,
                                     &w->findings, &w->reading), WG_OK);
  static const int32_t expected[] = {36, -1, -1, -1, -1, 3};
  for (int i = 0; i < 6; i++) assert_int_equal(buildings.households[i], expected[i]);
  assert_int_equal(buildings.source[0], WG_HOUSEHOLDS_GIVEN);
  assert_int_equal(buildings.source[1], WG_HOUSEHOLDS_UNKNOWN);
  assert_int_equal(w->reading.unknown, 2);
  assert_int_equal(w->reading.negative, 1);
  assert_int_equal(w->reading.not_number, 1);
  assert_int_equal(w->reading.fraction, 1);
  assert_int_equal(w->reading.households, 39);
  assert_says(reason_of(w, WG_FINDING_HOUSEHOLDS_UNKNOWN), "2 buildings have no household count: 'B-2', 'B-3'.");
  assert_says(reason_of(w, WG_FINDING_HOUSEHOLDS_NEGATIVE), "'B-4'");
  assert_says(reason_of(w, WG_FINDING_HOUSEHOLDS_NOT_NUMBER), "'B-5'");
  assert_says(reason_of(w, WG_FINDING_HOUSEHOLDS_FRACTION), "'B-6'");
  wg_buildings_free(&buildings, w->context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_are_read_as_people_write_them),
      cmocka_unit_test(numbers_follow_the_same_policy),
      cmocka_unit_test_setup_teardown(every_count_is_accounted_for_in_reading, begin_world, end_world),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
