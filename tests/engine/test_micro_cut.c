/* A row of entrances cut into micro-grids, against every way of cutting it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../engine/src/micro.h"
#include "wangge/random.h"

enum { ATOMS = 11, MIN = 30, MAX = 50, TARGET = 40, CHARGE = 5 }; /* a quarter of max − min */

static wg_context *context;

/* Fault × 10^6 + deviation × 10^3 + groups; bit i of cuts: a new group begins at atom i + 1. */
static int64_t judge(const wg_micro_atom *atoms, int32_t count, uint32_t cuts)
{
  int64_t fault = 0, deviation = 0, groups = 0, sum = 0;
  for (int32_t i = 0; i < count; i++) {
    sum += atoms[i].households;
    if (i + 1 < count && !(cuts >> i & 1)) continue;
    if (sum < MIN) fault += MIN - sum + CHARGE;
    if (sum > MAX) fault += sum - MAX + CHARGE;
    deviation += sum > TARGET ? sum - TARGET : TARGET - sum;
    groups++;
    sum = 0;
  }
  return fault * 1000000 + deviation * 1000 + groups;
}

static void no_cutting_is_better(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(4);
  for (int round = 0; round < 2000; round++) {
    wg_micro_atom atoms[ATOMS];
    int32_t count = 1 + (int32_t)wg_random_below(&random, ATOMS), group[ATOMS], groups;
    uint64_t most = 1 + wg_random_below(&random, 60);
    for (int32_t i = 0; i < count; i++)
      atoms[i] = (wg_micro_atom){.households = (int32_t)wg_random_below(&random, most)};
    assert_int_equal(wg_micro_cut(group, &groups, context, atoms, count, MIN, MAX), WG_OK);
    uint32_t cuts = 0;
    assert_int_equal(group[0], 0);
    for (int32_t i = 1; i < count; i++) {
      assert_in_range(group[i] - group[i - 1], 0, 1);
      if (group[i] != group[i - 1]) cuts |= 1u << (i - 1);
    }
    assert_int_equal(group[count - 1], groups - 1);
    int64_t best = INT64_MAX;
    for (uint32_t other = 0; other < 1u << (count - 1); other++) {
      int64_t one = judge(atoms, count, other);
      if (one < best) best = one;
    }
    assert_int_equal(judge(atoms, count, cuts), best);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_cutting_is_better)};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  return failed;
}
