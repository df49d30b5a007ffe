/* wg_random: published first outputs, and the bounds of wg_random_below. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "wangge/random.h"

/* splitmix64 from seed 0 starts with 0xE220A8397B1DCDAF (Steele, Lea & Flood 2014; Vigna's
 * reference code); it is the first word of the state. */
static void seeding_follows_splitmix64(void **state)
{
  (void)state;
  assert_true(wg_random_seeded(0).state[0] == 0xE220A8397B1DCDAFu);
}

static void below_reaches_every_value_and_no_other(void **state)
{
  (void)state;
  wg_random random = wg_random_named(7, "640106001001");
  int seen[7] = {0};
  for (int i = 0; i < 1000; i++) {
    uint64_t value = wg_random_below(&random, 7);
    assert_true(value < 7);
    seen[value]++;
  }
  for (int i = 0; i < 7; i++) assert_true(seen[i] > 100);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seeding_follows_splitmix64),
      cmocka_unit_test(below_reaches_every_value_and_no_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
