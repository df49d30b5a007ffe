/* wg_frame on small maps: what neighbours share, what is said of overlaps and gaps, what a bad
 * outline does. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/frame.h"
#include "algorithms/geos.h"

typedef struct map {
  wg_context *context;
  wg_communities communities;
  wg_findings findings;
  wg_frame *frame;
} map;

static map begin(void)
{
  map m = {0};
  assert_int_equal(wg_context_new(&m.context, NULL), WG_OK);
  return m;
}

static void add_ring(map *m, const wg_point *points, int count)
{
  assert_int_equal(wg_shapes_begin_ring(&m->communities.shapes, m->context), WG_OK);
  for (int i = 0; i < count; i++)
    assert_int_equal(wg_shapes_add_point(&m->communities.shapes, m->context, points[i]), WG_OK);
}

static void add(map *m, const char *code, const wg_point *points, int count)
{
  int64_t index;
  assert_int_equal(wg_communities_append(&m->communities, m->context, &index), WG_OK);
  assert_int_equal(wg_texts_add(&m->communities.texts, m->context, code, -1,
                                &m->communities.code[index]), WG_OK);
  assert_int_equal(wg_texts_format(&m->communities.texts, m->context, &m->communities.name[index],
                                   "Name %s", code), WG_OK);
  assert_int_equal(wg_shapes_begin(&m->communities.shapes, m->context, WG_SHAPE_AREA), WG_OK);
  if (count > 0) add_ring(m, points, count);
}
#define RING(...) (wg_point[]){__VA_ARGS__}, (int)(sizeof((wg_point[]){__VA_ARGS__}) / sizeof(wg_point))

static void build(map *m)
{
  wg_status status = wg_frame_build(&m->frame, m->context, &m->communities, &m->findings);
  if (status != WG_OK) print_error("%s\n", wg_message(m->context));
  assert_int_equal(status, WG_OK);
}

static void end(map *m)
{
  wg_frame_free(m->frame);
  wg_findings_free(&m->findings, m->context);
  wg_communities_free(&m->communities, m->context);
  wg_context_free(m->context);
}

/* The own vertices of a community: "x,y x,y | x,y …", a ring each; parts change at ||. */
static void assert_boundary(const map *m, int32_t community, const char *expected)
{
  char text[1024] = "";
  wg_boundary b = wg_frame_boundary(m->frame, community);
  for (int32_t r = 0; r < b.ring_count; r++) {
    if (r > 0) strcat(text, b.ring_part[r] != b.ring_part[r - 1] ? " || " : " | ");
    for (int32_t i = b.ring_start[r]; i < b.ring_start[r + 1]; i++) {
      size_t used = strlen(text);
      snprintf(text + used, sizeof text - used, "%s%d,%d", i > b.ring_start[r] ? " " : "",
               (int)b.points[i].x, (int)b.points[i].y);
    }
  }
  assert_string_equal(text, expected);
}

/* The finished outline, in the same notation without parts. */
static void assert_finished(map *m, int32_t community, const char *expected)
{
  char text[1024] = "";
  wg_shapes area = {0};
  assert_int_equal(wg_frame_community(m->frame, community, m->context, &area), WG_OK);
  for (int64_t r = 0; r < area.ring_count; r++) {
    int64_t count;
    const wg_point *p = wg_shapes_ring(&area, r, &count);
    if (r > 0) strcat(text, " | ");
    for (int64_t i = 0; i < count; i++) {
      size_t used = strlen(text);
      snprintf(text + used, sizeof text - used, "%s%d,%d", i > 0 ? " " : "", (int)p[i].x,
               (int)p[i].y);
    }
  }
  assert_string_equal(text, expected);
  wg_shapes_free(&area, m->context);
}

static void assert_finding(const map *m, int64_t index, wg_finding_code code, int32_t community,
                           const char *reason)
{
  assert_true(index < m->findings.count);
  assert_int_equal(m->findings.items[index].code, code);
  assert_int_equal(m->findings.items[index].community, community);
  assert_string_equal(wg_texts_get(&m->findings.texts, m->findings.items[index].reason), reason);
}

static void a_square_keeps_its_corners_whatever_way_it_was_drawn(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({9000, 9000}, {9000, 0}, {0, 0}, {0, 9000}));
  build(&m);
  assert_boundary(&m, 0, "0,0 9000,0 9000,9000 0,9000");
  assert_int_equal(m.findings.count, 0);
  end(&m);
}

/* A T-junction: the long side's own vertices do not know it, its finished outline does. */
static void a_neighbours_corner_is_in_the_outline_but_not_own(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  add(&m, "2", RING({9000, 0}, {12000, 0}, {12000, 4000}, {9001, 4000}));
  build(&m);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  assert_boundary(&m, 0, "0,0 9000,0 9000,9000 0,9000");
  assert_finished(&m, 0, "0,0 9000,0 9001,4000 9000,9000 0,9000");
  assert_finished(&m, 1, "9000,0 12000,0 12000,4000 9001,4000");
  assert_int_equal(m.findings.count, 0);
  end(&m);
}

static void corners_within_two_millimetres_become_that_of_the_lower_code(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "2", RING({9002, 0}, {12000, 0}, {12000, 9000}, {8999, 9001}));
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  build(&m);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  assert_boundary(&m, 0, "9002,0 12000,0 12000,9000 8999,9001");
  assert_finished(&m, 0, "9000,0 12000,0 12000,9000 9000,9000");
  assert_finished(&m, 1, "0,0 9000,0 9000,9000 0,9000");
  end(&m);
}

static void an_overlap_goes_to_the_lower_code_and_is_named(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "2", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  add(&m, "1", RING({6000, 3000}, {15000, 3000}, {15000, 6000}, {6000, 6000}));
  build(&m);
  assert_boundary(&m, 0, "0,0 9000,0 9000,3000 6000,3000 6000,6000 9000,6000 9000,9000 0,9000");
  assert_boundary(&m, 1, "6000,3000 15000,3000 15000,6000 6000,6000");
  assert_int_equal(m.findings.count, 1);
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_OVERLAP, 0,
                 "'Name 2' (2) and 'Name 1' (1) overlap by 9.00 m²; the overlap is given to 1.");
  end(&m);
}

static void an_enclosed_gap_is_named_with_its_area(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 3000}, {3000, 3000}, {3000, 9000}, {0, 9000}));
  add(&m, "2", RING({9000, 3000}, {9000, 9000}, {3000, 9000}, {3000, 8000}, {8000, 8000}, {8000, 3000}));
  build(&m);
  assert_int_equal(m.findings.count, 1);
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_GAP, 0,
                 "A gap of 25.00 m² between 'Name 1' (1), 'Name 2' (2) belongs to no community.");
  end(&m);
}

/* An island lies in the lake of another community without touching it; the lake is a hole. */
static void an_island_in_a_lake_takes_its_area_off_the_hole(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  add_ring(&m, RING({2000, 2000}, {2000, 7000}, {7000, 7000}, {7000, 2000}));
  add(&m, "2", RING({4000, 4000}, {5000, 4000}, {5000, 5000}, {4000, 5000}));
  build(&m);
  assert_boundary(&m, 0, "0,0 9000,0 9000,9000 0,9000 | 2000,2000 2000,7000 7000,7000 7000,2000");
  assert_boundary(&m, 1, "4000,4000 5000,4000 5000,5000 4000,5000");
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_GAP, 0,
                 "A hole of 24.00 m² in 'Name 1' (1) belongs to no community.");
  end(&m);
}

static void an_enclave_inside_a_community_without_a_hole_is_an_overlap(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({4000, 4000}, {5000, 4000}, {5000, 5000}, {4000, 5000}));
  add(&m, "2", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  build(&m);
  assert_boundary(&m, 1, "0,0 9000,0 9000,9000 0,9000 | 4000,4000 4000,5000 5000,5000 5000,4000");
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_OVERLAP, 1,
                 "'Name 2' (2) and 'Name 1' (1) overlap by 1.00 m²; the overlap is given to 1.");
  end(&m);
}

static void parts_are_numbered_from_south_to_north(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 5000}, {1000, 5000}, {1000, 6000}, {0, 6000}));
  add_ring(&m, RING({0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}));
  build(&m);
  assert_boundary(&m, 0, "0,0 1000,0 1000,1000 0,1000 || 0,5000 1000,5000 1000,6000 0,6000");
  end(&m);
}

static void slivers_are_counted_into_one_finding(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  add(&m, "2", RING({8999, 100}, {12000, 100}, {12000, 200}, {8995, 200}));
  add(&m, "3", RING({8999, 1100}, {12000, 1100}, {12000, 1200}, {8995, 1200}));
  build(&m);
  assert_int_equal(m.findings.count, 1);
  assert_int_equal(m.findings.items[0].severity, WG_SEVERITY_INFO);
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_GAP, -1,
                 "2 overlaps and gaps of less than 0.01 m², 0.00 m² in all, were closed or left "
                 "aside.");
  end(&m);
}

static void bad_outlines_become_findings(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {4000, 0}));
  add(&m, "2", RING({0, 5000}));
  add(&m, "3", NULL, 0);
  add(&m, "4", RING({0, 0}, {0, 9000}, {9000, 0}, {9000, 9000}));
  add(&m, "5", RING({0, 0}, {0, 9000}, {9000, 0}, {9000, 9000}));
  build(&m);
  for (int32_t c = 0; c < 3; c++) assert_boundary(&m, c, "");
  assert_boundary(&m, 3, "0,0 4500,4500 0,9000 || 9000,0 9000,9000 4500,4500");
  assert_boundary(&m, 4, "");
  assert_int_equal(m.findings.count, 3);
  assert_finding(&m, 0, WG_FINDING_COMMUNITY_OVERLAP, 4,
                 "'Name 5' (5) and 'Name 4' (4) overlap by 40.50 m²; the overlap is given to 4.");
  assert_finding(&m, 1, WG_FINDING_GEOMETRY_REFUSED, 0,
                 "The outline of this community encloses no ground.");
  assert_finding(&m, 2, WG_FINDING_GEOMETRY_REFUSED, 1,
                 "The outline of this community encloses no ground.");
  end(&m);
}

static void nothing_makes_an_empty_frame(void **state)
{
  (void)state;
  map m = begin();
  build(&m);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  end(&m);
}

/* --- claims -------------------------------------------------------------------------------------- */

static wg_outlines two_labels(wg_outline_vertex *vertices, int64_t first, int64_t second)
{
  static int32_t label_start[] = {0, 1, 2};
  static int64_t ring_start[3];
  ring_start[1] = first;
  ring_start[2] = first + second;
  return (wg_outlines){2, 2, label_start, ring_start, vertices};
}

/* Two squares side by side, each cut in two across their common wall at different heights: each
 * side shows both spots. */
static void spots_of_both_sides_become_vertices_of_both(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
  add(&m, "2", RING({9000, 0}, {18000, 0}, {18000, 9000}, {9000, 9000}));
  build(&m);
  wg_outline_vertex left[] = {{{0, 0}, 0},     {{9000, 0}, 1},    {{9000, 3000}, -1}, {{0, 3000}, 3},
                              {{0, 3000}, -1}, {{9000, 3000}, 1}, {{9000, 9000}, 2},  {{0, 9000}, 3}};
  wg_outline_vertex right[] = {{{9000, 0}, 0},     {{18000, 0}, 1},    {{18000, 5000}, -1},
                               {{9000, 5000}, 3},  {{9000, 5000}, -1}, {{18000, 5000}, 1},
                               {{18000, 9000}, 2}, {{9000, 9000}, 3}};
  wg_outlines l = two_labels(left, 4, 4);
  assert_int_equal(wg_frame_claim(m.frame, 0, &l), WG_OK);
  wg_outlines r = two_labels(right, 4, 4);
  assert_int_equal(wg_frame_claim(m.frame, 1, &r), WG_OK);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  assert_finished(&m, 0, "0,0 9000,0 9000,3000 9000,5000 9000,9000 0,9000 0,3000");
  assert_finished(&m, 1, "9000,0 18000,0 18000,5000 18000,9000 9000,9000 9000,5000 9000,3000");
  wg_shapes labels = {0};
  assert_int_equal(wg_frame_finish(m.frame, 0, &l, m.context, &labels), WG_OK);
  assert_int_equal(labels.count, 2);
  assert_int_equal(labels.point_start[1], 4);
  assert_int_equal(labels.point_start[2], 9);
  assert_true(wg_shapes_area2(&labels, 0) == 2 * 9000 * 3000);
  assert_true(wg_shapes_area2(&labels, 1) == 2 * 9000 * 6000);
  wg_shapes_free(&labels, m.context);
  end(&m);
}

/* The wall leans, so the spot is rounded, and a neighbour's corner lies between. */
static void a_spot_goes_to_the_edge_beside_it(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9100, 9000}, {0, 9000}));
  add(&m, "2", RING({9000, 0}, {18000, 0}, {18000, 4000}, {9046, 4000}));
  build(&m);
  wg_outline_vertex v[] = {{{0, 0}, 0},     {{9000, 0}, 1},    {{9056, 5000}, -1}, {{0, 5000}, 3},
                           {{0, 5000}, -1}, {{9056, 5000}, 1}, {{9100, 9000}, 2},  {{0, 9000}, 3}};
  wg_outlines outlines = two_labels(v, 4, 4);
  assert_int_equal(wg_frame_claim(m.frame, 0, &outlines), WG_OK);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  assert_finished(&m, 0, "0,0 9000,0 9046,4000 9057,5000 9100,9000 0,9000 0,5000");
  end(&m);
}

/* A label that touches the wall at one point only settles there with its neighbours. */
static void a_wedge_follows_the_spot_it_touches(void **state)
{
  (void)state;
  map m = begin();
  add(&m, "1", RING({0, 0}, {9000, 0}, {9100, 9000}, {0, 9000}));
  build(&m);
  int32_t label_start[] = {0, 1, 2, 3};
  int64_t ring_start[] = {0, 4, 7, 11};
  wg_outline_vertex v[] = {
      {{0, 0}, 0},     {{9000, 0}, 1},     {{9054, 5000}, -1}, {{0, 3000}, 3},
      {{0, 3000}, -1}, {{9054, 5000}, -1}, {{0, 7000}, 3},
      {{0, 7000}, -1}, {{9054, 5000}, 1},  {{9100, 9000}, 2},  {{0, 9000}, 3}};
  wg_outlines outlines = {3, 3, label_start, ring_start, v};
  assert_int_equal(wg_frame_claim(m.frame, 0, &outlines), WG_OK);
  assert_int_equal(wg_frame_settle(m.frame), WG_OK);
  wg_shapes labels = {0};
  assert_int_equal(wg_frame_finish(m.frame, 0, &outlines, m.context, &labels), WG_OK);
  assert_int_equal(labels.points[5].x, 9056);
  assert_int_equal(labels.points[5].y, 5000);
  assert_true(wg_shapes_area2(&labels, 1) == (__int128)4000 * 9056);
  wg_shapes_free(&labels, m.context);
  end(&m);
}

static void finishing_before_settling_is_refused(void **state)
{
  (void)state;
  map m = begin();
  wg_shapes areas = {0};
  add(&m, "1", RING({0, 0}, {9000, 0}, {9000, 9000}));
  build(&m);
  assert_int_equal(wg_frame_community(m.frame, 0, m.context, &areas), WG_MISUSE);
  wg_shapes_free(&areas, m.context);
  end(&m);
}

/* --- memory -------------------------------------------------------------------------------------- */

typedef struct scarce {
  int64_t left;
} scarce;

static void *scarce_allocate(void *user, size_t size)
{
  scarce *s = user;
  return s->left-- > 0 ? malloc(size) : NULL;
}

static void *scarce_resize(void *user, void *memory, size_t size)
{
  scarce *s = user;
  return s->left-- > 0 ? realloc(memory, size) : NULL;
}

static void scarce_release(void *user, void *memory)
{
  (void)user;
  free(memory);
}

/* Claims and finishes the first community as one label. */
static wg_status finish_whole(map *m)
{
  wg_boundary b = wg_frame_boundary(m->frame, 0);
  wg_outline_vertex v[16];
  int32_t label_start[] = {0, 1};
  int64_t ring_start[] = {0, b.ring_start[1]};
  wg_shapes areas = {0};
  for (int32_t i = 0; i < b.ring_start[1]; i++) v[i] = (wg_outline_vertex){b.points[i], i};
  wg_outlines outlines = {1, 1, label_start, ring_start, v};
  wg_status status = wg_frame_claim(m->frame, 0, &outlines);
  if (status == WG_OK) status = wg_frame_settle(m->frame);
  if (status == WG_OK) status = wg_frame_finish(m->frame, 0, &outlines, m->context, &areas);
  if (status == WG_OK) status = wg_frame_community(m->frame, 0, m->context, &areas);
  wg_shapes_free(&areas, m->context);
  return status;
}

/* The k-th allocation fails, for every k, until building succeeds. */
static void running_out_of_memory_is_a_status_every_time(void **state)
{
  (void)state;
  scarce memory = {0};
  wg_allocator allocator = {scarce_allocate, scarce_resize, scarce_release, &memory};
  wg_status status = WG_OUT_OF_MEMORY;
  int64_t tries = 0;
  for (; status != WG_OK; tries++) {
    map m = {0};
    memory.left = INT64_MAX;
    assert_int_equal(wg_context_new(&m.context, &allocator), WG_OK);
    add(&m, "2", RING({0, 0}, {9000, 0}, {9000, 9000}, {0, 9000}));
    add(&m, "1", RING({6000, 3000}, {15000, 3010}, {15000, 6000}, {6000, 6000}));
    add(&m, "3", RING({20000, 3000}, {25000, 3000}, {25000, 6000}));
    memory.left = tries;
    status = wg_frame_build(&m.frame, m.context, &m.communities, &m.findings);
    if (status == WG_OK) status = finish_whole(&m);
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
    end(&m);
  }
  assert_true(tries > 40);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_square_keeps_its_corners_whatever_way_it_was_drawn),
      cmocka_unit_test(a_neighbours_corner_is_in_the_outline_but_not_own),
      cmocka_unit_test(corners_within_two_millimetres_become_that_of_the_lower_code),
      cmocka_unit_test(an_overlap_goes_to_the_lower_code_and_is_named),
      cmocka_unit_test(an_enclosed_gap_is_named_with_its_area),
      cmocka_unit_test(an_island_in_a_lake_takes_its_area_off_the_hole),
      cmocka_unit_test(an_enclave_inside_a_community_without_a_hole_is_an_overlap),
      cmocka_unit_test(parts_are_numbered_from_south_to_north),
      cmocka_unit_test(slivers_are_counted_into_one_finding),
      cmocka_unit_test(bad_outlines_become_findings),
      cmocka_unit_test(nothing_makes_an_empty_frame),
      cmocka_unit_test(spots_of_both_sides_become_vertices_of_both),
      cmocka_unit_test(a_spot_goes_to_the_edge_beside_it),
      cmocka_unit_test(a_wedge_follows_the_spot_it_touches),
      cmocka_unit_test(finishing_before_settling_is_refused),
      cmocka_unit_test(running_out_of_memory_is_a_status_every_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
