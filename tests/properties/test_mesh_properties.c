/* wg_mesh over seeded random worlds: whatever points and lines come in, the mesh stays whole, every
 * line is a chain from its one end to the other within half a millimetre in x and in y, and neither
 * the place of the origin nor the order of two lines shows. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "algorithms/mesh.h"
#include "wangge/random.h"

#define POINTS 60
#define LINES 40
#define RIGHT 1000 /* the right tag of line k is RIGHT + k */

typedef struct world {
  wg_point points[POINTS];
  int32_t count;
  int32_t from[LINES], to[LINES]; /* points */
  int32_t lines;
} world;

static wg_context *context;

static int open_context(void **state)
{
  (void)state;
  return wg_context_new(&context, NULL) == WG_OK ? 0 : -1;
}

static int close_context(void **state)
{
  (void)state;
  wg_context_free(context);
  return 0;
}

static int32_t below(wg_random *random, int32_t bound)
{
  return (int32_t)wg_random_below(random, (uint64_t)bound);
}

/* Lines between any points. */
static void scatter(world *out, wg_random *random, int32_t width, int32_t height)
{
  out->count = 1 + below(random, POINTS);
  out->lines = LINES;
  for (int32_t i = 0; i < out->count; i++)
    out->points[i] = (wg_point){below(random, width + 1), below(random, height + 1)};
  for (int32_t k = 0; k < LINES; k++) {
    out->from[k] = below(random, out->count);
    out->to[k] = below(random, out->count);
  }
}

/* A bundle of nearly parallel lines from one end of a strip to the other. */
static void bundle(world *out, wg_random *random, int32_t length, int32_t width)
{
  scatter(out, random, 20, width);
  out->count = POINTS;
  for (int32_t i = 0; i < POINTS; i++)
    out->points[i] = (wg_point){below(random, 20) + i % 2 * length, below(random, width + 1)};
  for (int32_t k = 0; k < LINES; k++) {
    out->from[k] = 2 * below(random, POINTS / 2);
    out->to[k] = 2 * below(random, POINTS / 2) + 1;
  }
}

/* Lines that all go near one place, some exactly through it. */
static void star(world *out, wg_random *random)
{
  out->count = POINTS;
  out->lines = POINTS / 2;
  for (int32_t k = 0; k < POINTS / 2; k++) {
    int32_t x = below(random, 2001) - 1000, y = below(random, 2001) - 1000;
    out->points[2 * k] = (wg_point){x, y};
    out->points[2 * k + 1] = (wg_point){-x + below(random, 3) - 1, -y + below(random, 3) - 1};
    out->from[k] = 2 * k;
    out->to[k] = 2 * k + 1;
  }
}

/* Lines of lattice points in few directions: most of them overlap. */
static void lattice(world *out, wg_random *random)
{
  scatter(out, random, 6, 6);
  for (int32_t i = 0; i < out->count; i++) {
    out->points[i].x *= 500;
    out->points[i].y *= 500;
  }
}

/* Parallel lines a millimetre apart, crossed by others. */
static void comb(world *out, wg_random *random)
{
  scatter(out, random, 3000, 30);
  out->count = POINTS;
  for (int32_t k = 0; k < 20; k++) {
    out->points[2 * k] = (wg_point){below(random, 5), k};
    out->points[2 * k + 1] = (wg_point){2995 + below(random, 5), k + 7};
    out->from[k] = 2 * k;
    out->to[k] = 2 * k + 1;
  }
}

#define KINDS 9

static world make_world(int seed)
{
  wg_random random = wg_random_seeded((uint64_t)seed);
  world out;
  memset(&out, 0, sizeof out);
  const int32_t boxes[][2] = {{3, 3}, {10, 10}, {100, 100}, {1000000, 1000000}, {1000, 0}};
  int kind = seed % KINDS;
  if (kind < 5)
    scatter(&out, &random, boxes[kind][0], boxes[kind][1]);
  else if (kind == 5)
    bundle(&out, &random, 1000000, below(&random, 100));
  else if (kind == 6)
    star(&out, &random);
  else if (kind == 7)
    lattice(&out, &random);
  else
    comb(&out, &random);
  return out;
}

static wg_mesh *built(const world *from, wg_point shift, int32_t *vertex_of)
{
  wg_point points[POINTS];
  wg_mesh *mesh;
  for (int32_t i = 0; i < from->count; i++)
    points[i] = (wg_point){from->points[i].x + shift.x, from->points[i].y + shift.y};
  assert_int_equal(wg_mesh_build(&mesh, context, points, from->count, vertex_of), WG_OK);
  assert_int_equal(wg_mesh_verify(mesh), WG_OK);
  return mesh;
}

static void constrain(wg_mesh *mesh, int32_t a, int32_t b, int32_t k)
{
  if (wg_mesh_constrain(mesh, a, b, k, RIGHT + k) != WG_OK) fail_msg("%s", wg_message(context));
  if (wg_mesh_verify(mesh) != WG_OK) fail_msg("%s", wg_message(context));
}

/* With all lines of the world in it. */
static wg_mesh *drawn(const world *from, wg_point shift, int32_t *vertex_of)
{
  wg_mesh *mesh = built(from, shift, vertex_of);
  for (int32_t k = 0; k < from->lines; k++)
    constrain(mesh, vertex_of[from->from[k]], vertex_of[from->to[k]], k);
  return mesh;
}

static bool has_tag(const wg_mesh *mesh, int32_t h, int32_t tag)
{
  for (int32_t node = mesh->tags[h]; node >= 0; node = mesh->tag_nodes[node].next)
    if (mesh->tag_nodes[node].tag == tag) return true;
  return false;
}

/* Whether the segment a b comes within half a millimetre in x and in y of p, by clipping it with
 * the square in whole numbers: parameters along the segment are fractions over 2 dx and 2 dy. */
static bool near(wg_point a, wg_point b, wg_point p)
{
  int64_t d[2] = {(int64_t)b.x - a.x, (int64_t)b.y - a.y};
  int64_t e[2] = {(int64_t)p.x - a.x, (int64_t)p.y - a.y};
  __int128 low = 0, low_over = 1, high = 1, high_over = 1;
  for (int i = 0; i < 2; i++) {
    int64_t enter = 2 * e[i] - 1, leave = 2 * e[i] + 1, over = 2 * d[i];
    if (over == 0 && e[i] != 0) return false;
    if (over == 0) continue;
    if (over < 0) {
      int64_t before = enter;
      enter = -leave;
      leave = -before;
      over = -over;
    }
    if (enter * low_over > low * over) {
      low = enter;
      low_over = over;
    }
    if (leave * high_over < high * over) {
      high = leave;
      high_over = over;
    }
  }
  return low * high_over <= high * low_over;
}

/* The half-edges with tag k are one chain from a to b near the straight segment, their twins have
 * the right tag, and nothing else has either. */
static void assert_chain(const wg_mesh *mesh, int32_t a, int32_t b, int32_t k)
{
  int32_t length = 0, left = 0, right = 0;
  for (int32_t h = 0; h < 3 * mesh->triangle_count; h++) {
    left += has_tag(mesh, h, k);
    right += has_tag(mesh, h, RIGHT + k);
  }
  for (int32_t v = a; v != b; length++) {
    int32_t first = mesh->vertex_edge[v], h = first;
    assert_true(near(mesh->vertices[a], mesh->vertices[b], mesh->vertices[v]));
    while (!has_tag(mesh, h, k)) {
      h = wg_mesh_around(mesh, h);
      assert_true(h != first);
    }
    assert_true(mesh->fixed[h]);
    assert_true(has_tag(mesh, mesh->twin[h], RIGHT + k));
    v = mesh->origin[wg_mesh_next(h)];
    assert_true(length < left);
  }
  assert_int_equal(length, left);
  assert_int_equal(length, right);
}

static void every_line_stays_a_chain_near_its_straight_course(void **state)
{
  (void)state;
  for (int seed = 0; seed < 60 * KINDS; seed++) {
    world random = make_world(seed);
    int32_t of[POINTS];
    wg_mesh *mesh = drawn(&random, (wg_point){0, 0}, of);
    for (int32_t k = 0; k < random.lines; k++)
      assert_chain(mesh, of[random.from[k]], of[random.to[k]], k);
    wg_mesh_free(mesh);
  }
}

static void only_edges_with_a_line_are_fixed(void **state)
{
  (void)state;
  for (int seed = 0; seed < 20 * KINDS; seed++) {
    world random = make_world(seed);
    int32_t of[POINTS];
    wg_mesh *mesh = drawn(&random, (wg_point){0, 0}, of);
    for (int32_t h = 0; h < 3 * mesh->triangle_count; h++)
      assert_int_equal(mesh->fixed[h], mesh->tags[h] >= 0);
    wg_mesh_free(mesh);
  }
}

static void assert_same(const wg_mesh *a, const wg_mesh *b, wg_point shift)
{
  size_t edges = 3 * (size_t)a->triangle_count;
  assert_int_equal(a->vertex_count, b->vertex_count);
  assert_int_equal(a->triangle_count, b->triangle_count);
  assert_memory_equal(a->origin, b->origin, edges * sizeof *a->origin);
  assert_memory_equal(a->twin, b->twin, edges * sizeof *a->twin);
  assert_memory_equal(a->tags, b->tags, edges * sizeof *a->tags);
  assert_memory_equal(a->fixed, b->fixed, edges);
  for (int32_t v = 0; v < a->vertex_count; v++) {
    assert_int_equal(a->vertices[v].x + shift.x, b->vertices[v].x);
    assert_int_equal(a->vertices[v].y + shift.y, b->vertices[v].y);
  }
}

static void the_place_of_the_origin_does_not_show(void **state)
{
  (void)state;
  const wg_point shifts[] = {{1000000, -3000000}, {-1, 1}, {-123456789, 987654321}};
  for (int seed = 0; seed < 20 * KINDS; seed++) {
    world random = make_world(seed);
    wg_point shift = shifts[seed % 3];
    int32_t of[POINTS], of_shifted[POINTS];
    wg_mesh *mesh = drawn(&random, (wg_point){0, 0}, of);
    wg_mesh *shifted = drawn(&random, shift, of_shifted);
    assert_same(mesh, shifted, shift);
    wg_mesh_free(mesh);
    wg_mesh_free(shifted);
  }
}

/* Either of two lines first, in either direction. */
static void two_lines_meet_at_the_same_place_whichever_came_first(void **state)
{
  (void)state;
  wg_random random = wg_random_seeded(5);
  int met = 0;
  for (int trial = 0; trial < 2000; trial++) {
    world cross;
    scatter(&cross, &random, trial % 2 ? 12 : 100000, trial % 3 ? 12 : 100000);
    cross.count = 4;
    for (int i = 0; i < 4; i++)
      cross.points[i] = (wg_point){below(&random, trial % 2 ? 12 : 100000),
                                   below(&random, trial % 3 ? 12 : 100000)};
    int32_t of[POINTS];
    wg_mesh *a = built(&cross, (wg_point){0, 0}, of), *b = built(&cross, (wg_point){0, 0}, of);
    constrain(a, of[0], of[1], 0);
    constrain(a, of[2], of[3], 1);
    constrain(b, of[3], of[2], 1);
    constrain(b, of[1], of[0], 0);
    assert_int_equal(a->vertex_count, b->vertex_count);
    wg_point p = a->vertices[a->vertex_count - 1], q = b->vertices[b->vertex_count - 1];
    assert_true(p.x == q.x && p.y == q.y);
    met += a->vertex_count > 8;
    wg_mesh_free(a);
    wg_mesh_free(b);
  }
  assert_true(met > 200);
}

/* The textbook determinant of lifted points, with absolute coordinates: > 0 when d is inside. */
static __int128 circle_determinant(const wg_point *corner, wg_point d)
{
  const wg_point points[4] = {corner[0], corner[1], corner[2], d};
  __int128 sum = 0;
  for (int i = 0; i < 4; i++) {
    wg_point p = points[i], q = points[i == 0 ? 1 : 0];
    wg_point r = points[i <= 1 ? 2 : 1], s = points[i <= 2 ? 3 : 2];
    __int128 lift = (__int128)p.x * p.x + (__int128)p.y * p.y;
    __int128 area = ((__int128)q.x * r.y - (__int128)q.y * r.x) +
                    ((__int128)r.x * s.y - (__int128)r.y * s.x) +
                    ((__int128)s.x * q.y - (__int128)s.y * q.x);
    sum += i % 2 == 0 ? lift * area : -lift * area;
  }
  return sum;
}

static void no_vertex_lies_inside_the_circle_of_a_triangle(void **state)
{
  (void)state;
  assert_true(circle_determinant((const wg_point[]){{0, 0}, {4, 0}, {0, 4}}, (wg_point){1, 1}) > 0);
  for (int seed = 0; seed < 20 * KINDS; seed++) {
    world random = make_world(seed);
    int32_t of[POINTS];
    wg_mesh *mesh = built(&random, (wg_point){0, 0}, of);
    for (int32_t t = 0; t < mesh->triangle_count; t++) {
      wg_point corner[3];
      for (int i = 0; i < 3; i++) corner[i] = mesh->vertices[mesh->origin[3 * t + i]];
      for (int32_t v = 0; v < mesh->vertex_count; v++)
        assert_true(circle_determinant(corner, mesh->vertices[v]) <= 0);
    }
    wg_mesh_free(mesh);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_line_stays_a_chain_near_its_straight_course),
      cmocka_unit_test(only_edges_with_a_line_are_fixed),
      cmocka_unit_test(the_place_of_the_origin_does_not_show),
      cmocka_unit_test(two_lines_meet_at_the_same_place_whichever_came_first),
      cmocka_unit_test(no_vertex_lies_inside_the_circle_of_a_triangle),
  };
  return cmocka_run_group_tests(tests, open_context, close_context);
}
