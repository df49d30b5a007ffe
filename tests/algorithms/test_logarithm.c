/* The table of −ln u against the C library. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "../../algorithms/src/logarithm.h"

static void every_entry_is_the_logarithm_to_one_unit(void **state)
{
  (void)state;
  for (int i = 0; i < WG_LOGARITHM_STEPS; i++) {
    double exact = -log((i + 0.5) / WG_LOGARITHM_STEPS) * (1 << WG_LOGARITHM_SHIFT);
    assert_true(fabs(exact - wg_minus_logarithm[i]) <= 1);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_entry_is_the_logarithm_to_one_unit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
