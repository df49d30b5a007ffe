/* wg_rings: maps drawn as text, one letter a label, '.' nobody; every ring is then counted. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"
#include "wangge/random.h"

#define SIZE 40

/* The directed edges of a map of unit squares, row 0 at the top. */
typedef struct map {
  int32_t width, height;
  char cell[SIZE][SIZE];
  wg_point points[(SIZE + 1) * (SIZE + 1)];
  wg_directed_edge edges[4 * SIZE * SIZE];
  int64_t edge_count;
} map;

static char at(const map *m, int32_t x, int32_t y)
{
  return x < 0 || y < 0 || x >= m->width || y >= m->height ? '.' : m->cell[y][x];
}

static void add_edge(map *m, int32_t x0, int32_t y0, int32_t x1, int32_t y1, char label)
{
  int32_t row = m->width + 1;
  m->edges[m->edge_count++] =
      (wg_directed_edge){y0 * row + x0, y1 * row + x1, label - 'A'};
}

static void draw_edges(map *m)
{
  m->edge_count = 0;
  for (int32_t y = 0; y <= m->height; y++)
    for (int32_t x = 0; x <= m->width; x++)
      m->points[y * (m->width + 1) + x] = (wg_point){x * 10, (m->height - y) * 10};
  for (int32_t y = 0; y < m->height; y++)
    for (int32_t x = 0; x < m->width; x++) {
      char c = at(m, x, y);
      if (c == '.') continue;
      if (at(m, x, y + 1) != c) add_edge(m, x, y + 1, x + 1, y + 1, c);
      if (at(m, x + 1, y) != c) add_edge(m, x + 1, y + 1, x + 1, y, c);
      if (at(m, x, y - 1) != c) add_edge(m, x + 1, y, x, y, c);
      if (at(m, x - 1, y) != c) add_edge(m, x, y, x, y + 1, c);
    }
}

static map *drawn(const char *const *rows, int32_t height)
{
  map *m = calloc(1, sizeof *m);
  m->height = height;
  m->width = (int32_t)strlen(rows[0]);
  for (int32_t y = 0; y < height; y++) memcpy(m->cell[y], rows[y], (size_t)m->width);
  draw_edges(m);
  return m;
}

static wg_context *context(void)
{
  wg_context *c;
  assert_int_equal(wg_context_new(&c, NULL), WG_OK);
  return c;
}

static int64_t area2(const map *m, const wg_rings *r, int32_t ring)
{
  int64_t sum = 0;
  for (int64_t i = r->ring_start[ring]; i < r->ring_start[ring + 1]; i++) {
    wg_point a = m->points[m->edges[r->steps[i]].from], b = m->points[m->edges[r->steps[i]].to];
    sum += (int64_t)a.x * b.y - (int64_t)a.y * b.x;
  }
  return sum;
}

/* Traces a drawing and compares the rings with "label:cells" of each, holes negative. */
static void check(const char *const *rows, int32_t height, int32_t labels, const char *expected)
{
  wg_context *c = context();
  map *m = drawn(rows, height);
  wg_rings r;
  assert_int_equal(wg_rings_trace(&r, c, m->points, m->edges, m->edge_count, labels), WG_OK);
  char text[512] = "";
  for (int32_t i = 0; i < r.ring_count; i++) {
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "%s%c%d", i > 0 ? " " : "",
             'A' + m->edges[r.steps[r.ring_start[i]]].label, (int)(area2(m, &r, i) / 200));
  }
  assert_string_equal(text, expected);
  wg_rings_free(&r, c);
  wg_context_free(c);
  free(m);
}
#define CHECK(labels, expected, ...)                                              \
  do {                                                                            \
    const char *const rows[] = {__VA_ARGS__};                                     \
    check(rows, (int32_t)(sizeof rows / sizeof *rows), labels, expected);         \
  } while (0)

static void a_hole_follows_its_shell(void **state)
{
  (void)state;
  CHECK(2, "A16 A-4 B4", "AAAA", "ABBA", "ABBA", "AAAA");
}

static void squares_that_touch_at_a_corner_are_two_shells(void **state)
{
  (void)state;
  CHECK(1, "A1 A1", "A.", ".A");
  CHECK(2, "A1 A1 B1 B1", "AB", "BA");
}

static void a_hole_that_touches_its_shell_is_cut_off_there(void **state)
{
  (void)state;
  CHECK(1, "A8 A-1", "AAA", "A.A", "AA.");
}

static void holes_that_touch_each_other_are_two(void **state)
{
  (void)state;
  CHECK(1, "A16 A-1 A-1", "AAAA", "A.AA", "AA.A", "AAAA");
}

static void a_hole_goes_to_the_smallest_shell_round_it(void **state)
{
  (void)state;
  CHECK(2, "A49 A-25 A9 A-1 B25 B-9 B1", "AAAAAAA", "ABBBBBA", "ABAAABA", "ABABABA", "ABAAABA",
        "ABBBBBA", "AAAAAAA");
}

static void rings_are_listed_from_south_to_north(void **state)
{
  (void)state;
  CHECK(1, "A2 A3 A1", "...A", "AAA.", "....", ".AA.");
}

static void edges_that_do_not_close_are_named_a_bug(void **state)
{
  (void)state;
  wg_context *c = context();
  wg_point points[3] = {{0, 0}, {10, 0}, {0, 10}};
  wg_directed_edge edges[2] = {{0, 1, 0}, {1, 2, 0}};
  wg_rings r;
  assert_int_equal(wg_rings_trace(&r, c, points, edges, 2, 1), WG_INTERNAL);
  assert_null(r.steps);
  wg_context_free(c);
}

static void an_edge_there_and_back_bounds_nothing(void **state)
{
  (void)state;
  wg_context *c = context();
  wg_point points[4] = {{0, 0}, {10, 0}, {0, 10}, {20, 0}};
  wg_directed_edge edges[5] = {{0, 1, 0}, {1, 3, 0}, {3, 1, 0}, {1, 2, 0}, {2, 0, 0}};
  wg_rings r;
  assert_int_equal(wg_rings_trace(&r, c, points, edges, 5, 1), WG_OK);
  assert_int_equal(r.ring_count, 1);
  assert_int_equal(r.ring_start[1], 3);
  wg_rings_free(&r, c);
  wg_context_free(c);
}

/* Colours the free cells reachable from (x, y) with `mark`, corners counting when `corners`. */
static int32_t flood(char cell[SIZE][SIZE], int32_t n, int32_t x, int32_t y, char from, char mark,
                     bool corners)
{
  if (x < 0 || y < 0 || x >= n || y >= n || cell[y][x] != from) return 0;
  cell[y][x] = mark;
  int32_t sum = 1;
  for (int32_t dy = -1; dy <= 1; dy++)
    for (int32_t dx = -1; dx <= 1; dx++)
      if (corners || dx == 0 || dy == 0) sum += flood(cell, n, x + dx, y + dy, from, mark, corners);
  return sum;
}

/* Oracle by flooding: shells are edge-connected pieces, and the areas add up to the cells. */
static void random_maps_have_a_shell_for_each_piece(void **state)
{
  (void)state;
  wg_context *c = context();
  wg_random random = wg_random_seeded(11);
  map *m = calloc(1, sizeof *m);
  for (int trial = 0; trial < 300; trial++) {
    int32_t n = 3 + (int32_t)wg_random_below(&random, 20), labels = 1 + trial % 3;
    m->width = m->height = n;
    int64_t cells = 0, pieces = 0;
    for (int32_t y = 0; y < n; y++)
      for (int32_t x = 0; x < n; x++) {
        m->cell[y][x] = (char)('A' + wg_random_below(&random, (uint64_t)labels + 1));
        if (m->cell[y][x] == 'A' + labels) m->cell[y][x] = '.';
        cells += m->cell[y][x] != '.';
      }
    draw_edges(m);
    wg_rings r;
    assert_int_equal(wg_rings_trace(&r, c, m->points, m->edges, m->edge_count, labels), WG_OK);
    int64_t sum = 0, shells = 0;
    for (int32_t i = 0; i < r.ring_count; i++) {
      int64_t area = area2(m, &r, i);
      sum += area / 200;
      shells += area > 0;
      assert_int_equal(area > 0, r.ring_shell[i] == i);
      int64_t steps = r.ring_start[i + 1] - r.ring_start[i];
      for (int64_t a = 0; a < steps; a++)
        for (int64_t b = a + 1; b < steps; b++)
          assert_true(m->edges[r.steps[r.ring_start[i] + a]].from !=
                      m->edges[r.steps[r.ring_start[i] + b]].from);
    }
    for (int32_t y = 0; y < n; y++)
      for (int32_t x = 0; x < n; x++)
        if (m->cell[y][x] >= 'A' && m->cell[y][x] <= 'C')
          pieces += flood(m->cell, n, x, y, m->cell[y][x], (char)(m->cell[y][x] + 32), false) > 0;
    assert_int_equal(sum, cells);
    assert_int_equal(shells, pieces);
    wg_rings_free(&r, c);
  }
  free(m);
  wg_context_free(c);
}

static void the_order_of_edges_makes_no_difference(void **state)
{
  (void)state;
  wg_context *c = context();
  wg_random random = wg_random_seeded(12);
  map *m = calloc(1, sizeof *m);
  m->width = m->height = 12;
  for (int trial = 0; trial < 100; trial++) {
    for (int32_t y = 0; y < 12; y++)
      for (int32_t x = 0; x < 12; x++) m->cell[y][x] = wg_random_below(&random, 2) ? 'A' : 'B';
    draw_edges(m);
    wg_rings a, b;
    assert_int_equal(wg_rings_trace(&a, c, m->points, m->edges, m->edge_count, 2), WG_OK);
    int64_t count = m->edge_count;
    wg_directed_edge *shuffled = malloc((size_t)count * sizeof *shuffled);
    memcpy(shuffled, m->edges, (size_t)count * sizeof *shuffled);
    for (int64_t i = count - 1; i > 0; i--) {
      int64_t j = (int64_t)wg_random_below(&random, (uint64_t)i + 1);
      wg_directed_edge swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    assert_int_equal(wg_rings_trace(&b, c, m->points, shuffled, count, 2), WG_OK);
    assert_int_equal(a.ring_count, b.ring_count);
    assert_memory_equal(a.ring_start, b.ring_start, (size_t)(a.ring_count + 1) * sizeof(int64_t));
    for (int64_t i = 0; i < a.ring_start[a.ring_count]; i++)
      assert_memory_equal(&m->edges[a.steps[i]], &shuffled[b.steps[i]], sizeof *shuffled);
    wg_rings_free(&a, c);
    wg_rings_free(&b, c);
    free(shuffled);
  }
  free(m);
  wg_context_free(c);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_hole_follows_its_shell),
      cmocka_unit_test(squares_that_touch_at_a_corner_are_two_shells),
      cmocka_unit_test(a_hole_that_touches_its_shell_is_cut_off_there),
      cmocka_unit_test(holes_that_touch_each_other_are_two),
      cmocka_unit_test(a_hole_goes_to_the_smallest_shell_round_it),
      cmocka_unit_test(rings_are_listed_from_south_to_north),
      cmocka_unit_test(edges_that_do_not_close_are_named_a_bug),
      cmocka_unit_test(an_edge_there_and_back_bounds_nothing),
      cmocka_unit_test(random_maps_have_a_shell_for_each_piece),
      cmocka_unit_test(the_order_of_edges_makes_no_difference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
