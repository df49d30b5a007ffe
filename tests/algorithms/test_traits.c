/* What units are like: categories, numbers and land as sums, and the variance of sets of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "algorithms/traits.h"

#define MOST 40

/* One building in each cell, one cell in each unit, a hundred households in each building. */
typedef struct row {
  wg_context *context;
  int32_t unit[MOST], cell[MOST], households[MOST], value[2][MOST];
  wg_likeness likeness;
  wg_traits traits;
} row;

static void begin(row *r, int32_t count)
{
  memset(r, 0, sizeof *r);
  assert_int_equal(wg_context_new(&r->context, NULL), WG_OK);
  for (int32_t i = 0; i < count; i++) {
    r->cell[i] = r->unit[i] = i;
    r->households[i] = 100;
  }
  r->likeness = (wg_likeness){.value = {r->value[0], r->value[1]},
                              .building_count = count,
                              .cell_of_building = r->cell,
                              .households = r->households};
}

/* The letters are categories, '.' is unknown. */
static void add_categories(row *r, const char *letters)
{
  int32_t field = r->likeness.field_count++;
  for (int32_t i = 0; letters[i] != 0; i++)
    r->value[field][i] = letters[i] == '.' ? WG_UNKNOWN : letters[i] - 'A';
}

static void add_numbers(row *r, const int32_t *numbers)
{
  int32_t field = r->likeness.field_count++;
  r->likeness.is_number[field] = true;
  memcpy(r->value[field], numbers, (size_t)r->likeness.building_count * sizeof *numbers);
}

static void make(row *r)
{
  int32_t count = r->likeness.building_count;
  assert_int_equal(
      wg_traits_make(&r->traits, r->context, NULL, &r->likeness, r->unit, count, count), WG_OK);
}

/* The variance of trait `i` inside the units of which the drawing has a star. */
static double variance(const row *r, int32_t i, const char *stars)
{
  int64_t sums[WG_SUMS_MOST] = {0};
  for (int32_t u = 0; stars[u] != 0; u++)
    if (stars[u] == '*')
      wg_sums_add(sums, r->traits.sums + (int64_t)u * r->traits.width, r->traits.width);
  return wg_trait_variance(&r->traits.list[i], sums);
}

static void end(row *r)
{
  wg_traits_free(&r->traits, r->context);
  wg_context_free(r->context);
}

static void categories_vary_by_the_chance_that_two_households_differ(void **state)
{
  (void)state;
  row r;
  begin(&r, 6);
  add_categories(&r, "AAABC.");
  make(&r);
  assert_int_equal(r.traits.count, 1);
  assert_int_equal(r.traits.list[0].axes, 3);
  assert_true(variance(&r, 0, "***   ") == 0);
  assert_true(variance(&r, 0, "  **  ") == 0.5);
  assert_true(variance(&r, 0, "  ** *") == 0.5); /* the unknown one weighs nothing */
  assert_true(variance(&r, 0, "     *") == 0);
  assert_true(r.traits.list[0].whole == variance(&r, 0, "******"));
  end(&r);
}

static void a_unit_of_several_buildings_has_the_categories_of_all(void **state)
{
  (void)state;
  row r;
  begin(&r, 4);
  add_categories(&r, "AABB");
  r.unit[1] = r.unit[2] = 1; /* one unit of both */
  r.unit[3] = 2;
  r.households[2] = WG_UNKNOWN;
  make(&r);
  assert_true(variance(&r, 0, " * ") == 0); /* of unknown households nothing is known */
  assert_true(variance(&r, 0, " **") == 0.5);
  end(&r);
}

static void rare_categories_are_taken_as_one(void **state)
{
  (void)state;
  row r;
  begin(&r, 26);
  add_categories(&r, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  r.households[25] = 500; /* Z is the commonest */
  make(&r);
  assert_int_equal(r.traits.list[0].axes, WG_AXES_MOST);
  assert_true(variance(&r, 0, "                     **   ") == 0);
  assert_true(variance(&r, 0, "**                        ") == 0.5);
  assert_true(variance(&r, 0, "                        **") > 0);
  end(&r);
}

static void numbers_vary_by_their_distances(void **state)
{
  (void)state;
  static const int32_t years[] = {198000, 198000, 198000, 202000, 202000, 202000};
  row r;
  begin(&r, 6);
  add_numbers(&r, years);
  make(&r);
  assert_int_equal(r.traits.list[0].axes, 1);
  assert_true(variance(&r, 0, "***   ") == 0);
  assert_true(variance(&r, 0, "  **  ") == r.traits.list[0].whole);
  end(&r);
}

static void a_number_far_off_hides_no_difference(void **state)
{
  (void)state;
  static const int32_t years[] = {198000, 198000, 198000, 198000, 202000,
                                  202000, 202000, 202000, 202000, 99999900};
  row r;
  begin(&r, 10);
  r.households[9] = 1;
  add_numbers(&r, years);
  make(&r);
  assert_true(variance(&r, 0, "****      ") == 0);
  assert_true(variance(&r, 0, "****     *") > 0);
  assert_true(variance(&r, 0, "****     *") < 20 * variance(&r, 0, "********* "));
  end(&r);
}

static void a_field_in_which_all_are_alike_is_left_out(void **state)
{
  (void)state;
  static const int32_t years[] = {200000, 200000, 200000};
  row r;
  begin(&r, 3);
  add_numbers(&r, years);
  make(&r);
  assert_int_equal(r.traits.count, 0);
  assert_null(r.traits.sums);
  add_categories(&r, "AB.");
  make(&r);
  assert_int_equal(r.traits.count, 1);
  assert_int_equal(r.traits.list[0].axes, 2);
  assert_true(variance(&r, 0, "** ") == 0.5);
  wg_traits_free(&r.traits, r.context);
  r.households[0] = r.households[1] = 0; /* nobody lives where anything is known */
  make(&r);
  assert_null(r.traits.sums);
  end(&r);
}

/* Land a hundred times as long as wide, in two units; area, square, x, y. */
static void land_comes_first_and_adds_up(void **state)
{
  (void)state;
  static const wg_land land[] = {{100, 10000, 500, 50}, {100, 90000, 2500, 50}, {0, 0, 0, 0}};
  row r;
  wg_traits both;
  const int32_t set[] = {0, 0, 1};
  begin(&r, 3);
  add_categories(&r, "ABA");
  assert_int_equal(wg_traits_make(&r.traits, r.context, land, &r.likeness, r.unit, 3, 3), WG_OK);
  assert_int_equal(r.traits.count, 2);
  assert_true(r.traits.list[0].whole == 0);
  assert_int_equal(r.traits.list[0].axes, 2);
  assert_int_equal(wg_traits_gather(&both, r.context, &r.traits, NULL, set, 3, 2), WG_OK);
  assert_int_equal(both.sums[0], 200);
  assert_int_equal(both.sums[2], 3000);
  assert_true(wg_trait_variance(&both.list[0], both.sums) == 500 - 15 * 15 - 0.25);
  assert_true(wg_trait_variance(&both.list[0], both.sums + both.width) == 0);
  assert_true(wg_trait_variance(&both.list[1], both.sums) == 0.5);
  wg_traits_free(&both, r.context);
  end(&r);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(categories_vary_by_the_chance_that_two_households_differ),
      cmocka_unit_test(a_unit_of_several_buildings_has_the_categories_of_all),
      cmocka_unit_test(rare_categories_are_taken_as_one),
      cmocka_unit_test(numbers_vary_by_their_distances),
      cmocka_unit_test(a_number_far_off_hides_no_difference),
      cmocka_unit_test(a_field_in_which_all_are_alike_is_left_out),
      cmocka_unit_test(land_comes_first_and_adds_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
