/* wg_divide on drawn graphs where the best division is known by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "worlds/trait_world.h"

#include "worlds/context.h"

static const wg_rule standard = WG_RULE_INIT;

static wg_division divide(wg_graph *graph, const wg_rule *rule)
{
  wg_division division;
  assert_int_equal(wg_divide(&division, context, graph, rule, "test"), WG_OK);
  wg_graph_free(graph, context);
  return division;
}

static void fault_is_the_distance_and_a_charge(void **state)
{
  (void)state;
  assert_int_equal(wg_rule_target(&standard), 400);
  assert_int_equal(wg_rule_charge(&standard), 50);
  assert_int_equal(wg_rule_fault(&standard, 300), 0);
  assert_int_equal(wg_rule_fault(&standard, 500), 0);
  assert_int_equal(wg_rule_fault(&standard, 299), 51);
  assert_int_equal(wg_rule_fault(&standard, 560), 110);
}

static void households_of_560_are_one_grid_of_560(void **state)
{
  (void)state;
  int32_t households[14];
  for (int i = 0; i < 14; i++) households[i] = 40;
  wg_graph graph = path_world(context, households, 14);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.partition.part_count, 1);
  assert_int_equal(division.verdicts[0].fault, 110);
  assert_int_equal(division.verdicts[0].bound, 110);
  assert_int_equal(division.verdicts[0].reason, WG_FINDING_NO_NUMBER_OF_GRIDS);
  wg_division_free(&division, context);
}

static void five_towers_of_260_become_three_grids(void **state)
{
  (void)state;
  const int32_t households[] = {260, 260, 260, 260, 260};
  wg_graph graph = path_world(context, households, 5);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.partition.part_count, 3);
  assert_int_equal(division.verdicts[0].fault, 70 + 70 + 90);
  assert_int_equal(division.verdicts[0].bound, 230);
  assert_int_equal(division.verdicts[0].reason, WG_FINDING_NO_SUM_IN_RANGE);
  wg_division_free(&division, context);
}

/* 300 + 450 + 300: arithmetic alone allows 450 + 600 (100 + 25), neighbours only 300 + 750. */
static void a_proof_says_whether_it_rests_on_neighbours(void **state)
{
  (void)state;
  wg_rule rule = WG_RULE_INIT;
  rule.min = 400;
  const int32_t apart[] = {300, 450, 300}, together[] = {300, 300, 450};
  wg_graph graph = path_world(context, apart, 3);
  wg_division division = divide(&graph, &rule);
  assert_int_equal(division.verdicts[0].fault, 250);
  assert_int_equal(division.verdicts[0].bound, 250);
  assert_true(division.verdicts[0].by_ground);
  wg_division_free(&division, context);
  graph = path_world(context, together, 3);
  division = divide(&graph, &rule);
  assert_int_equal(division.verdicts[0].fault, 125);
  wg_division_free(&division, context);
}

static void empty_land_is_divided_without_fault(void **state)
{
  (void)state;
  const int32_t households[30] = {0};
  wg_rule rule = WG_RULE_INIT;
  rule.parts = 7;
  wg_graph graph = path_world(context, households, 30);
  wg_division division = divide(&graph, &rule);
  assert_int_equal(division.partition.part_count, 7);
  assert_int_equal(division.verdicts[0].fault, 0);
  wg_division_free(&division, context);
}

static void too_few_households_are_one_grid(void **state)
{
  (void)state;
  const int32_t households[] = {100, 0, 50, 60};
  wg_graph graph = path_world(context, households, 4);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.partition.part_count, 1);
  assert_int_equal(division.verdicts[0].bound, 300 - 210 + 50);
  assert_int_equal(division.verdicts[0].reason, WG_FINDING_TOO_FEW_HOUSEHOLDS);
  wg_division_free(&division, context);
}

static void a_component_without_households_has_no_fault(void **state)
{
  (void)state;
  const int32_t households[] = {0, 0, 0};
  wg_graph graph = path_world(context, households, 3);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.partition.part_count, 1);
  assert_int_equal(division.verdicts[0].fault, 0);
  wg_division_free(&division, context);
}

static void a_tower_above_max_stands_alone_and_is_named(void **state)
{
  (void)state;
  const int32_t households[] = {200, 150, 0, 620, 0, 180, 170};
  wg_graph graph = path_world(context, households, 7);
  wg_division division = divide(&graph, &standard);
  const wg_verdict *verdict = &division.verdicts[0];
  assert_int_equal(division.partition.part_count, 3);
  assert_int_equal(verdict->fault, 170);
  assert_int_equal(verdict->bound, 170);
  assert_int_equal(verdict->reason, WG_FINDING_BUILDING_ABOVE_MAX);
  assert_int_equal(verdict->witness, 3);
  assert_int_equal(verdict->witness_households, 620);
  wg_division_free(&division, context);
}

static void a_side_behind_a_neck_is_proved_and_the_neck_named(void **state)
{
  (void)state;
  const int32_t households[] = {120, 450, 200, 150, 180, 170};
  wg_graph graph = path_world(context, households, 6);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.verdicts[0].fault, division.verdicts[0].bound);
  assert_int_equal(division.verdicts[0].fault, 120 + 450 - 500 + 50);
  assert_int_equal(division.verdicts[0].reason, WG_FINDING_CUT_OFF_BY_UNIT);
  assert_int_equal(division.verdicts[0].witness, 1);
  wg_division_free(&division, context);
}

static void a_star_of_large_leaves_is_solved_and_proved(void **state)
{
  (void)state;
  int32_t households[30] = {310};
  for (int i = 1; i < 30; i++) households[i] = 305;
  wg_graph graph = star_world(context, households, 30);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.partition.part_count, 30);
  assert_int_equal(division.verdicts[0].fault, 0);
  wg_division_free(&division, context);
}

static void separate_pieces_are_judged_separately(void **state)
{
  (void)state;
  const int32_t households[] = {200, 200, 100, 100, 0};
  const int32_t pairs[][2] = {{0, 1}, {2, 3}};
  wg_graph graph = world_of(context, households, 5, pairs, 2, 10);
  wg_division division = divide(&graph, &standard);
  assert_int_equal(division.verdict_count, 3);
  assert_int_equal(division.partition.part_count, 3);
  assert_int_equal(division.verdicts[0].fault, 0);
  assert_int_equal(division.verdicts[1].fault, 150);
  assert_int_equal(division.verdicts[2].fault, 0);
  assert_int_equal(division.verdict_of_unit[3], 1);
  wg_division_free(&division, context);
}

static void a_given_number_of_grids_is_kept_over_all_pieces(void **state)
{
  (void)state;
  const int32_t households[] = {400, 400, 400, 400, 400, 400};
  const int32_t pairs[][2] = {{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  wg_rule rule = standard;
  rule.parts = 5;
  wg_graph graph = world_of(context, households, 6, pairs, 4, 10);
  wg_division division = divide(&graph, &rule);
  assert_int_equal(division.partition.part_count, 5);
  wg_division_free(&division, context);
}

/* 600 households take 2 parts, 1,200 take 3 or 4. Alone, 1 part of 600 is proven to be 150 off; of 4
 * parts for both, another deal might have spared it. */
static void a_number_dealt_out_among_pieces_proves_nothing_of_one_of_them(void **state)
{
  (void)state;
  int32_t households[12];
  int32_t pairs[10][2];
  for (int i = 0; i < 12; i++) households[i] = 150;
  for (int i = 0, u = 0; i < 10; i++, u++) {
    if (u == 3) u++;
    pairs[i][0] = u;
    pairs[i][1] = u + 1;
  }
  wg_rule rule = standard;
  wg_graph both = world_of(context, households, 12, (const int32_t(*)[2])pairs, 10, 10);
  wg_graph alone = path_world(context, households, 4);
  rule.parts = 4;
  wg_division division = divide(&both, &rule);
  assert_int_equal(division.verdict_count, 2);
  assert_int_equal(division.verdicts[0].parts + division.verdicts[1].parts, 4);
  assert_int_equal(division.verdicts[0].fault, 150);
  assert_int_equal(division.verdicts[0].bound, 0);
  assert_int_equal(division.verdicts[0].reason, WG_FINDING_SEARCH_LIMIT);
  wg_division_free(&division, context);
  rule.parts = 1;
  division = divide(&alone, &rule);
  assert_int_equal(division.verdicts[0].fault, 150);
  assert_int_equal(division.verdicts[0].bound, 150);
  wg_division_free(&division, context);
}

static void an_impossible_number_of_grids_is_refused_with_figures(void **state)
{
  (void)state;
  const int32_t households[] = {400, 400};
  wg_rule rule = standard;
  rule.parts = 3;
  wg_graph graph = path_world(context, households, 2);
  wg_division division;
  assert_int_equal(wg_divide(&division, context, &graph, &rule, "test"), WG_MISUSE);
  assert_non_null(strstr(wg_message(context), "3 grids"));
  assert_null(division.partition.part);
  wg_graph_free(&graph, context);
}

/* Eight units of 100 in a row: even halves of 400, unless a column says otherwise. */
static wg_division divide_row(const int32_t *compound, const int32_t *former, const wg_rule *rule)
{
  const int32_t households[] = {100, 100, 100, 100, 100, 100, 100, 100};
  wg_graph graph = path_world(context, households, 8);
  int32_t **columns[] = {&graph.compound, &graph.former};
  const int32_t *given[] = {compound, former};
  for (int c = 0; c < 2; c++) {
    if (given[c] == NULL) continue;
    assert_non_null(*columns[c] = malloc(8 * sizeof **columns[c]));
    memcpy(*columns[c], given[c], 8 * sizeof **columns[c]);
  }
  return divide(&graph, rule);
}

static void a_compound_is_kept_whole_as_far_as_its_weight_goes(void **state)
{
  (void)state;
  const int32_t compound[] = {-1, -1, -1, 0, 0, -1, -1, -1};
  wg_rule rule = standard;
  rule.keep = 0;
  wg_division division = divide_row(compound, NULL, &rule);
  assert_int_not_equal(division.partition.part[3], division.partition.part[4]);
  wg_division_free(&division, context);
  rule.keep = 300;
  division = divide_row(compound, NULL, &rule);
  assert_int_equal(division.partition.part[3], division.partition.part[4]);
  assert_int_equal(division.verdicts[0].fault, 0);
  wg_division_free(&division, context);
}

static void households_stay_in_their_grid_as_far_as_their_weight_goes(void **state)
{
  (void)state;
  const int32_t former[] = {7, 7, 7, 2, 2, 2, 2, 2};
  wg_rule rule = standard;
  rule.stay = 0;
  wg_division division = divide_row(NULL, former, &rule);
  assert_int_equal(division.partition.households[0], 400);
  wg_division_free(&division, context);
  rule.stay = 1000;
  division = divide_row(NULL, former, &rule);
  assert_int_equal(division.partition.households[0], 300);
  wg_division_free(&division, context);
}

/* Three units of one kind and five of another: the border lies between them, or at the target. */
static void like_comes_to_like_as_far_as_its_weight_goes(void **state)
{
  (void)state;
  const int32_t households[] = {100, 100, 100, 100, 100, 100, 100, 100};
  const int32_t category[] = {0, 0, 0, 1, 1, 1, 1, 1};
  for (int32_t like = 0; like <= 300; like += 300) {
    wg_rule rule = standard;
    rule.like = like;
    wg_graph graph = path_world(context, households, 8);
    give_traits(&graph, context, 8, category);
    wg_division division = divide(&graph, &rule);
    assert_int_equal(division.partition.part_count, 2);
    assert_int_equal(division.partition.households[0], like > 0 ? 300 : 400);
    wg_division_free(&division, context);
  }
}

/* Two rows of eight, a street between them: two strips along it, or two squares across. */
static void grids_are_round_as_far_as_the_weight_goes(void **state)
{
  (void)state;
  int32_t households[16], pairs[22][2], count = 0;
  for (int32_t u = 0; u < 16; u++) households[u] = 50;
  for (int32_t u = 0; u < 16; u++) {
    if (u % 8 < 7) pairs[count][0] = u, pairs[count++][1] = u + 1;
    if (u < 8) pairs[count][0] = u, pairs[count++][1] = u + 8;
  }
  for (int32_t compact = 0; compact <= 100; compact += 100) {
    wg_rule rule = standard;
    rule.compact = compact;
    wg_graph graph = world_of(context, households, 16, (const int32_t(*)[2])pairs, count, 100);
    for (int32_t u = 0; u < 8; u++)
      for (int64_t s = graph.first[u]; s < graph.first[u + 1]; s++)
        if (graph.neighbor[s] == u + 8) graph.cost[s] = graph.cost[graph.first[u + 8]] = 20;
    give_traits(&graph, context, 8, NULL);
    wg_division division = divide(&graph, &rule);
    assert_int_equal(division.partition.part_count, 2);
    assert_int_equal(division.partition.part[8], compact > 0 ? 0 : 1);
    assert_int_equal(division.partition.part[7], compact > 0 ? 1 : 0);
    wg_division_free(&division, context);
  }
}

static void negative_weights_are_refused(void **state)
{
  (void)state;
  const int32_t households[] = {200, 200};
  wg_rule rules[] = {standard, standard, standard, standard};
  rules[0].balance = rules[1].keep = rules[2].like = rules[3].compact = -1;
  for (int i = 0; i < 4; i++) {
    wg_graph graph = path_world(context, households, 2);
    wg_division division;
    assert_int_equal(wg_divide(&division, context, &graph, &rules[i], "test"), WG_MISUSE);
    assert_non_null(strstr(wg_message(context), "weights"));
    wg_graph_free(&graph, context);
  }
}

static void a_hub_of_20000_leaves_is_divided_soon(void **state)
{
  (void)state;
  int32_t units = 20001, *households = calloc((size_t)units, sizeof *households);
  assert_non_null(households);
  for (int32_t u = 1; u < units; u += 100) households[u] = 2;
  wg_rule rule = standard;
  rule.effort = WG_EFFORT_FAST;
  wg_graph graph = star_world(context, households, units);
  wg_division division = divide(&graph, &rule);
  assert_int_equal(division.partition.part_count, 1);
  assert_int_equal(division.verdicts[0].fault, 0);
  wg_division_free(&division, context);
  free(households);
}

/* One step of coarsening makes one cluster of it, fewer than there are parts. */
static void a_star_is_divided_into_more_parts_than_it_has_clusters(void **state)
{
  (void)state;
  int32_t households[601] = {3000};
  wg_rule rule = standard;
  rule.effort = WG_EFFORT_FAST;
  rule.parts = 150;
  wg_graph graph = star_world(context, households, 601);
  wg_division division = divide(&graph, &rule);
  assert_int_equal(division.partition.part_count, 150);
  wg_division_free(&division, context);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fault_is_the_distance_and_a_charge),
      cmocka_unit_test(households_of_560_are_one_grid_of_560),
      cmocka_unit_test(five_towers_of_260_become_three_grids),
      cmocka_unit_test(a_proof_says_whether_it_rests_on_neighbours),
      cmocka_unit_test(empty_land_is_divided_without_fault),
      cmocka_unit_test(too_few_households_are_one_grid),
      cmocka_unit_test(a_component_without_households_has_no_fault),
      cmocka_unit_test(a_tower_above_max_stands_alone_and_is_named),
      cmocka_unit_test(a_side_behind_a_neck_is_proved_and_the_neck_named),
      cmocka_unit_test(a_star_of_large_leaves_is_solved_and_proved),
      cmocka_unit_test(separate_pieces_are_judged_separately),
      cmocka_unit_test(a_given_number_of_grids_is_kept_over_all_pieces),
      cmocka_unit_test(a_number_dealt_out_among_pieces_proves_nothing_of_one_of_them),
      cmocka_unit_test(an_impossible_number_of_grids_is_refused_with_figures),
      cmocka_unit_test(a_compound_is_kept_whole_as_far_as_its_weight_goes),
      cmocka_unit_test(households_stay_in_their_grid_as_far_as_their_weight_goes),
      cmocka_unit_test(like_comes_to_like_as_far_as_its_weight_goes),
      cmocka_unit_test(grids_are_round_as_far_as_the_weight_goes),
      cmocka_unit_test(negative_weights_are_refused),
      cmocka_unit_test(a_hub_of_20000_leaves_is_divided_soon),
      cmocka_unit_test(a_star_is_divided_into_more_parts_than_it_has_clusters),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
