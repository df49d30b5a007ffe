/* Placing of labels: against trying everything, and the geometry that it rests on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <math.h>
#include <stdint.h>
#include <cmocka.h>

#include "algorithms/inner_place.h"
#include "algorithms/line_label.h"
#include "algorithms/placing.h"
#include "wangge/random.h"

enum { LABELS = 5, WAYS = 4 };

typedef struct problem {
  wg_slab boxes[LABELS * WAYS];
  wg_label_candidate candidates[LABELS * WAYS];
  wg_label_feature features[LABELS];
  wg_slab obstacle;
  wg_label_problem all;
} problem;

static double real(wg_random *random, int32_t bound)
{
  return (double)wg_random_below(random, (uint64_t)bound * 10) / 10;
}

static void make_problem(problem *p, wg_random *random)
{
  for (int f = 0; f < LABELS; f++) {
    p->features[f] = (wg_label_feature){f * WAYS, WAYS, 100 + (int32_t)wg_random_below(random, 900), -1};
    for (int w = 0; w < WAYS; w++) {
      int i = f * WAYS + w;
      double x = real(random, 12), y = real(random, 12), dx = real(random, 10) + 1, dy = real(random, 10);
      double length = sqrt(dx * dx + dy * dy);
      p->boxes[i] = (wg_slab){x, y, dx / length, dy / length, 2, 0.7};
      p->candidates[i] = (wg_label_candidate){i, 1, w * (int32_t)wg_random_below(random, 40)};
    }
  }
  p->obstacle = wg_slab_upright(4, 4, 2, 2);
  p->all = (wg_label_problem){p->boxes, p->candidates, p->features, &p->obstacle, LABELS, 1, LABELS * WAYS,
                              LABELS * WAYS, 0, 0};
}

/* Projections of corners on all four axes: the placement projects half extents. */
static bool overlap(const wg_slab *a, const wg_slab *b)
{
  const wg_slab *both[2] = {a, b};
  for (int k = 0; k < 4; k++) {
    const wg_slab *of = both[k / 2];
    double x = k % 2 == 0 ? of->along_x : -of->along_y, y = k % 2 == 0 ? of->along_y : of->along_x;
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (int w = 0; w < 2; w++)
      for (int c = 0; c < 4; c++) {
        wg_xy p = wg_slab_corner(both[w], c);
        low[w] = fmin(low[w], p.x * x + p.y * y);
        high[w] = fmax(high[w], p.x * x + p.y * y);
      }
    if (high[0] <= low[1] || high[1] <= low[0]) return false;
  }
  return true;
}

/* The sum of costs; −1 where something overlaps. */
static int64_t cost_of(const problem *p, const int64_t *chosen)
{
  int64_t cost = 0;
  for (int f = 0; f < LABELS; f++) {
    cost += chosen[f] < 0 ? p->features[f].missing : p->candidates[chosen[f]].cost;
    if (chosen[f] < 0) continue;
    if (overlap(&p->boxes[chosen[f]], &p->obstacle)) return -1;
    for (int g = 0; g < f; g++)
      if (chosen[g] >= 0 && overlap(&p->boxes[chosen[f]], &p->boxes[chosen[g]])) return -1;
  }
  return cost;
}

static int64_t best_cost(const problem *p)
{
  int64_t best = INT64_MAX, all = 1, chosen[LABELS];
  for (int f = 0; f < LABELS; f++) all *= WAYS + 1;
  for (int64_t n = 0; n < all; n++) {
    int64_t rest = n;
    for (int f = 0; f < LABELS; f++, rest /= WAYS + 1)
      chosen[f] = rest % (WAYS + 1) == 0 ? -1 : f * WAYS + rest % (WAYS + 1) - 1;
    int64_t cost = cost_of(p, chosen);
    if (cost >= 0 && cost < best) best = cost;
  }
  return best;
}

static void placing_is_free_of_overlaps_and_nearly_always_best(void **state)
{
  wg_context *context = *state;
  wg_random random = wg_random_seeded(3);
  int best = 0, rounds = 200;
  for (int round = 0; round < rounds; round++) {
    problem p;
    int64_t chosen[LABELS];
    make_problem(&p, &random);
    assert_int_equal(wg_place_labels(chosen, context, &p.all, 7), WG_OK);
    int64_t cost = cost_of(&p, chosen), least = best_cost(&p);
    assert_true(cost >= 0);
    assert_true(cost >= least);
    best += cost == least;
  }
  assert_true(best >= rounds * 95 / 100);
}

static void labels_of_one_text_keep_apart(void **state)
{
  wg_context *context = *state;
  problem p;
  wg_random random = wg_random_seeded(9);
  int64_t chosen[LABELS];
  make_problem(&p, &random);
  for (int f = 0; f < LABELS; f++) p.features[f].group = 1;
  p.all.apart = 100;
  assert_int_equal(wg_place_labels(chosen, context, &p.all, 7), WG_OK);
  int placed = 0;
  for (int f = 0; f < LABELS; f++) placed += chosen[f] >= 0;
  assert_int_equal(placed, 1);
}

/* --- the roomiest place ------------------------------------------------------------------------------ */

static void the_roomiest_place_of_a_ring_is_in_its_widest_part(void **state)
{
  wg_context *context = *state;
  /* a frame 20 x 20 with a hole nearer to the right: the left bar is 8 wide */
  static const wg_xy points[] = {{0, 0}, {20, 0}, {20, 20}, {0, 20}, {8, 2}, {8, 18}, {19, 18}, {19, 2}};
  static const int64_t start[] = {0, 4, 8};
  const wg_traces area = {points, start, 2};
  wg_xy at;
  double clearance, best = 0;
  assert_int_equal(wg_inner_place(&at, &clearance, context, &area, 1, 0.01), WG_OK);
  for (int x = 1; x < 200; x++) /* a lattice of tenths */
    for (int y = 1; y < 200; y++) {
      wg_xy p = {x / 10.0, y / 10.0};
      if (wg_traces_hold(&area, p)) best = fmax(best, wg_traces_distance(&area, p, 1));
    }
  assert_true(wg_traces_hold(&area, at) && clearance >= best - 0.02 && fabs(clearance - 4) < 0.2);
}

static void a_slab_is_inside_only_where_no_ring_enters_it(void **state)
{
  (void)state;
  static const wg_xy points[] = {{0, 0}, {20, 0}, {20, 20}, {0, 20}, {9, 9}, {9, 11}, {11, 11}, {11, 9}};
  static const int64_t start[] = {0, 4, 8};
  const wg_traces area = {points, start, 2};
  const wg_slab over_the_hole = wg_slab_upright(5, 5, 10, 10), beside = wg_slab_upright(1, 1, 6, 6),
                outside = wg_slab_upright(15, 15, 10, 2);
  assert_false(wg_traces_hold_slab(&area, &over_the_hole));
  assert_true(wg_traces_hold_slab(&area, &beside));
  assert_false(wg_traces_hold_slab(&area, &outside));
}

/* --- along lines ------------------------------------------------------------------------------------- */

static void text_on_a_line_reads_from_left_to_right_and_refuses_sharp_turns(void **state)
{
  (void)state;
  static const wg_xy west[] = {{30, 0}, {0, 0}}, corner[] = {{0, 0}, {10, 0}, {10, 10}};
  static const double advances[] = {3, 3, 3};
  const wg_line_text text = {advances, 3, 3, true};
  wg_glyph_place places[3];
  double turn;
  assert_true(wg_place_on_line(places, &turn, west, 2, &text, 15));
  assert_true(places[0].x < places[1].x && places[1].x < places[2].x && places[0].along_x > 0.99);
  assert_true(fabs(places[1].x - 15) < 1e-9 && turn == 0);
  assert_false(wg_place_on_line(places, &turn, corner, 3, &text, 10));
  assert_false(wg_place_on_line(places, &turn, west, 2, &text, 2)); /* beyond the end */
}

static void chinese_on_a_steep_line_stands_upright_from_top_to_bottom(void **state)
{
  (void)state;
  static const wg_xy north[] = {{5, 30}, {5, 0}}; /* drawn upwards */
  static const double advances[] = {3, 3, 3};
  const wg_line_text han = {advances, 3, 3, true}, latin = {advances, 3, 3, false};
  wg_glyph_place places[3];
  double turn;
  assert_true(wg_place_on_line(places, &turn, north, 2, &han, 15));
  assert_true(places[0].y < places[1].y && places[1].y < places[2].y && places[0].along_x > 0.99);
  assert_true(wg_place_on_line(places, &turn, north, 2, &latin, 15));
  assert_true(places[0].y > places[2].y && places[0].along_y < -0.99); /* read from the right */
}

static void pieces_of_a_street_are_joined_end_to_end(void **state)
{
  wg_context *context = *state;
  static const wg_xy points[] = {{10, 0}, {0, 0}, {10, 0}, {20, 1}, {20, 1}, {20, 30}};
  static const int64_t start[] = {0, 2, 4, 6};
  const wg_traces lines = {points, start, 3};
  wg_xy out[6];
  int64_t out_start[4], count;
  assert_int_equal(wg_join_lines(out, out_start, &count, context, &lines, 0.1), WG_OK);
  assert_int_equal(count, 2); /* the third turns off at a right angle */
  assert_true(fabs(wg_line_length(out + out_start[0], out_start[1] - out_start[0]) - 10 - sqrt(101)) < 1e-9);
}

static int open_context(void **state)
{
  return wg_context_new((wg_context **)state, NULL);
}

static int close_context(void **state)
{
  wg_context_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(placing_is_free_of_overlaps_and_nearly_always_best),
      cmocka_unit_test(labels_of_one_text_keep_apart),
      cmocka_unit_test(the_roomiest_place_of_a_ring_is_in_its_widest_part),
      cmocka_unit_test(a_slab_is_inside_only_where_no_ring_enters_it),
      cmocka_unit_test(text_on_a_line_reads_from_left_to_right_and_refuses_sharp_turns),
      cmocka_unit_test(chinese_on_a_steep_line_stands_upright_from_top_to_bottom),
      cmocka_unit_test(pieces_of_a_street_are_joined_end_to_end),
  };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
