/* Dissolving unit squares of random labels: areas add up, the same squares come back, rings are right. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "algorithms/dissolve.h"
#include "wangge/random.h"

enum { WIDTH = 7, HEIGHT = 6, SQUARES = WIDTH * HEIGHT, SIDE = 1000 };

static wg_context *context;

#define TRY(expression) assert_int_equal(expression, WG_OK)

static void add_square(wg_shapes *shapes, int32_t x, int32_t y)
{
  const wg_point corners[] = {{x, y}, {x + SIDE, y}, {x + SIDE, y + SIDE}, {x, y + SIDE}};
  TRY(wg_shapes_begin(shapes, context, WG_SHAPE_AREA));
  TRY(wg_shapes_begin_ring(shapes, context));
  for (int i = 0; i < 4; i++) TRY(wg_shapes_add_point(shapes, context, corners[i]));
}

static void squares_come_back_under_their_label(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(3);
  for (int round = 0; round < 400; round++) {
    wg_shapes squares = {0}, joined = {0};
    int32_t label[SQUARES], labels = 1 + (int32_t)wg_random_below(&random, 6), counted[8] = {0};
    add_square(&squares, -5000, -5000); /* another community's, before */
    add_square(&joined, -5000, -5000);
    for (int s = 0; s < SQUARES; s++) {
      label[s] = (int32_t)wg_random_below(&random, (uint64_t)labels);
      counted[label[s]]++;
      add_square(&squares, s % WIDTH * SIDE, s / WIDTH * SIDE);
    }
    TRY(wg_dissolve(&joined, context, &squares, 1, SQUARES, label, labels + 1));
    assert_int_equal(joined.count, labels + 2);
    assert_int_equal(joined.kind[labels + 1], WG_SHAPE_NONE); /* a label that nothing has */
    for (int32_t l = 0; l < labels; l++) {
      assert_true(wg_shapes_area2(&joined, l + 1) == (__int128)2 * SIDE * SIDE * counted[l]);
      for (int s = 0; s < SQUARES; s++) {
        wg_point middle = {s % WIDTH * SIDE + SIDE / 2, s / WIDTH * SIDE + SIDE / 2};
        int where = joined.kind[l + 1] == WG_SHAPE_NONE ? -1 : wg_shapes_locate(&joined, l + 1, middle);
        assert_int_equal(where > 0, label[s] == l);
      }
    }
    wg_shapes_free(&squares, context);
    wg_shapes_free(&joined, context);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(squares_come_back_under_their_label)};
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  return failed;
}
