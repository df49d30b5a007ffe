/* wg_units_make on small strips of cells: digits are cells with that many hundred households, 'l'
 * is tiny land, 'L' large land; between two cells ' ' is open ground, '.' a street, '#' a hard
 * barrier, '/' no common border at all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "algorithms/units.h"

#define MOST 32

typedef struct strip {
  wg_context *context;
  wg_cell cells[MOST];
  wg_border borders[MOST];
  int32_t households[MOST], compound[MOST];
  uint8_t exempt[MOST];
  wg_cells_input input;
  wg_units units;
} strip;

static void read_strip(strip *s, const char *drawing)
{
  memset(s, 0, sizeof *s);
  assert_int_equal(wg_context_new(&s->context, NULL), WG_OK);
  int32_t part = 0;
  for (size_t i = 0; drawing[i] != 0; i++) {
    int32_t cell = (int32_t)i / 2;
    if (i % 2 == 0) {
      char c = drawing[i];
      bool land = c == 'l' || c == 'L';
      s->households[cell] = land ? 0 : (c - '0') * 100;
      s->compound[cell] = -1;
      s->cells[cell] = (wg_cell){.kind = land ? WG_CELL_LAND : WG_CELL_BUILT,
                                 .part = part,
                                 .area2_mm2 = (c == 'l' ? 100 : 5000) * (int64_t)2000000,
                                 .inner = {cell * 10000, 0}};
      s->input.cell_count = cell + 1;
    } else if (drawing[i] == '/') {
      part++;
    } else {
      int class_ = drawing[i] == '#'   ? WG_BARRIER_HARD
                   : drawing[i] == '.' ? WG_BARRIER_STREET
                                       : WG_BARRIER_NONE;
      wg_border *border = &s->borders[s->input.border_count++];
      *border = (wg_border){.a = cell, .b = cell + 1};
      border->length_mm[class_] = 10000;
    }
  }
  s->input.cells = s->cells;
  s->input.borders = s->borders;
  s->input.households = s->households;
  s->input.compound = s->compound;
  s->input.exempt = s->exempt;
  s->input.min = 300;
  s->input.max = 500;
}

/* Makes the units and writes them as one letter a cell. */
static void assert_units(strip *s, bool together, const char *expected)
{
  char letters[MOST + 1] = {0};
  assert_int_equal(wg_units_make(&s->units, s->context, &s->input, together), WG_OK);
  for (int32_t c = 0; c < s->input.cell_count; c++)
    letters[c] = (char)('A' + s->units.unit_of_cell[c]);
  assert_string_equal(letters, expected);
}

static int32_t pieces(strip *s)
{
  int32_t component[MOST], count;
  assert_int_equal(wg_graph_components(&s->units.graph, s->context, component, &count), WG_OK);
  return count;
}

static void free_strip(strip *s)
{
  wg_units_free(&s->units, s->context);
  wg_context_free(s->context);
}

static void hard_barriers_separate_households(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 2#3 4");
  assert_units(&s, true, "ABCD");
  assert_int_equal(pieces(&s), 2);
  free_strip(&s);
}

static void land_cut_off_without_households_joins_across_a_hard_barrier(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 2#0 L#3");
  s.borders[1].length_mm[WG_BARRIER_HARD] = 20000; /* the longest border of the empty piece */
  assert_units(&s, true, "ABBBC");
  assert_int_equal(pieces(&s), 2);
  assert_int_equal(s.units.land_count, 1);
  free_strip(&s);
}

/* Joining the strip to the left across the barrier would open a way round it. */
static void tiny_land_joins_softly_and_opens_no_way(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1#l 2");
  s.borders[0].length_mm[WG_BARRIER_HARD] = 90000;
  assert_units(&s, true, "ABB");
  assert_int_equal(pieces(&s), 2);
  free_strip(&s);
}

/* The land beyond the barrier was in the grid of the first cell: it stays, and opens no way. */
static void land_beyond_a_barrier_stays_in_its_existing_grid(void **state)
{
  static const char *const drawings[] = {"1#l 2", "1#L 2", "1#l L 2"};
  static const char *const expected[] = {"AAB", "AAB", "AAAB"};
  (void)state;
  for (int i = 0; i < 3; i++) {
    strip s;
    int32_t former[4] = {0, 0, 0, 0};
    read_strip(&s, drawings[i]);
    former[s.input.cell_count - 1] = 1;
    s.input.former = former;
    assert_units(&s, true, expected[i]);
    assert_int_equal(pieces(&s), 2);
    for (int64_t e = 0; e < s.units.edge_count; e++) assert_false(s.units.edges[e].passable);
    free_strip(&s);
  }
}

/* An exempt area is no grid that land could be cut off from. */
static void land_beside_an_exempt_cell_is_not_cut_off(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 L 2");
  s.exempt[0] = 1;
  s.input.former = (const int32_t[]){0, 0, 1};
  assert_units(&s, true, "ABC");
  assert_int_equal(pieces(&s), 2);
  free_strip(&s);
}

static void large_land_stays_a_unit(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 L 2");
  assert_units(&s, true, "ABC");
  free_strip(&s);
}

static void a_small_detached_part_is_tied_to_the_nearest_unit_with_room(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "4 1 5/1 0");
  assert_units(&s, true, "ABCDD");
  assert_int_equal(pieces(&s), 1);
  assert_int_equal(s.units.detached_count, 1);
  assert_int_equal(s.units.graph.neighbor[s.units.graph.first[3]], 1);
  free_strip(&s);
}

static void a_large_detached_part_is_divided_alone(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "4 1/3 1");
  assert_units(&s, true, "ABCD");
  assert_int_equal(pieces(&s), 2);
  free_strip(&s);
}

static void compounds_that_fit_are_one_unit_and_others_have_a_price(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 1 1 4 4 1");
  int32_t compound[] = {0, 0, -1, 1, 1, 0};
  memcpy(s.compound, compound, sizeof compound);
  assert_units(&s, true, "AABCDE"); /* the last cell has the name but touches none of it */
  assert_int_equal(s.units.graph.compound[0], -1);
  assert_true(s.units.graph.compound[2] >= 0);
  assert_int_equal(s.units.graph.compound[2], s.units.graph.compound[3]);
  wg_units_free(&s.units, s.context);
  assert_units(&s, false, "ABCDEF");
  assert_int_equal(s.units.graph.compound[0], s.units.graph.compound[1]);
  free_strip(&s);
}

static void an_exempt_cell_stands_alone(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 0 0 2");
  s.exempt[1] = s.exempt[2] = 1;
  assert_units(&s, true, "ABBC");
  assert_int_equal(pieces(&s), 3);
  free_strip(&s);
}

static void following_a_street_is_cheaper_than_open_ground(void **state)
{
  (void)state;
  strip s;
  read_strip(&s, "1 2.3");
  assert_units(&s, true, "ABC");
  assert_int_equal(s.units.graph.cost[0], 100); /* 10 m in decimetres */
  assert_int_equal(s.units.graph.cost[2], 20);
  free_strip(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hard_barriers_separate_households),
      cmocka_unit_test(land_cut_off_without_households_joins_across_a_hard_barrier),
      cmocka_unit_test(tiny_land_joins_softly_and_opens_no_way),
      cmocka_unit_test(land_beyond_a_barrier_stays_in_its_existing_grid),
      cmocka_unit_test(land_beside_an_exempt_cell_is_not_cut_off),
      cmocka_unit_test(large_land_stays_a_unit),
      cmocka_unit_test(a_small_detached_part_is_tied_to_the_nearest_unit_with_room),
      cmocka_unit_test(a_large_detached_part_is_divided_alone),
      cmocka_unit_test(compounds_that_fit_are_one_unit_and_others_have_a_price),
      cmocka_unit_test(an_exempt_cell_stands_alone),
      cmocka_unit_test(following_a_street_is_cheaper_than_open_ground),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
