/* Tessellation: what must hold on any ground, tried on small random worlds, one in four of them a
 * town with streets along its boundary, two carriageways, a roundabout and slip roads, the others
 * full of the things that break geometry: walls that touch at a corner, along an edge or in a T, gaps of 1 mm, nested and
 * duplicate footprints, barriers through vertices, along walls and along the boundary, a hole that
 * touches its shell. Everything is checked by brute force on the outlines alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/distance.h"
#include "tessellation_world.h"
#include "wangge/random.h"

/* As many worlds as the environment asks for: more for a night's run. */
#define WORLDS (getenv("WORLDS") ? strtoull(getenv("WORLDS"), NULL, 10) : 400)
#define METRE 1000

static uint64_t failing_seed; /* named when a property fails */

static int below(wg_random *random, int bound)
{
  return (int)wg_random_below(random, (uint64_t)bound);
}

/* A coordinate on a coarse lattice, sometimes 1 mm off. */
static int lattice(wg_random *random, int cells)
{
  int jitter = below(random, 8);
  return below(random, cells + 1) * 4 * METRE + (jitter == 0) - (jitter == 1);
}

static void add_boundary(world *w, wg_random *random)
{
  int size = 40 * METRE;
  world_box(w, &w->boundary, 0, 0, size, size);
  switch (below(random, 5)) {
  case 0: world_hole_box(w, &w->boundary, 12 * METRE, 12 * METRE, 20 * METRE, 24 * METRE); break;
  case 1: { /* a hole that touches the shell at a point */
    wg_point hole[4] = {{0, 20 * METRE}, {8 * METRE, 24 * METRE}, {12 * METRE, 20 * METRE}, {8 * METRE, 16 * METRE}};
    world_ring(w, &w->boundary, hole, 4);
    break;
  }
  case 2: world_box(w, &w->boundary, size + 8 * METRE, 0, size + 20 * METRE, 20 * METRE); break;
  default: break;
  }
}

static void add_footprint(world *w, wg_random *random)
{
  int x = lattice(random, 10), y = lattice(random, 10);
  int a = (1 + below(random, 3)) * 4 * METRE, b = (1 + below(random, 3)) * 4 * METRE;
  switch (below(random, 9)) {
  case 0: world_point(w, x, y); break;
  case 1: { /* turned, so that walls have rounded split points */
    wg_point p[4] = {{x, y}, {x + a, y + 1371}, {x + a - 1371, y + 1371 + b}, {x - 1371, y + b}};
    world_shape(w, &w->footprints, WG_SHAPE_AREA, p, 4);
    break;
  }
  case 2: { /* a turned neighbour that shares a wall in part, or leaves a crack */
    wg_point p[4] = {{x, y}, {x + 9000, y + 2903}, {x + 7903, y + 6903}, {x - 1097, y + 4000}};
    wg_point q[4] = {{x + 4500, y + 1451}, {x + 5597, y - 2549}, {x + 14597, y + 354}, {x + 13500, y + 4354}};
    world_shape(w, &w->footprints, WG_SHAPE_AREA, p, 4);
    world_shape(w, &w->footprints, WG_SHAPE_AREA, q, 4);
    break;
  }
  case 3: /* with a courtyard */
    world_box(w, &w->footprints, x, y, x + 12 * METRE, y + 12 * METRE);
    world_hole_box(w, &w->footprints, x + 3 * METRE, y + 3 * METRE, x + 9 * METRE, y + 9 * METRE);
    break;
  case 4: /* in two parts */
    world_box(w, &w->footprints, x, y, x + a, y + b);
    world_ring(w, &w->footprints, (wg_point[]){{x + a + 6000, y}, {x + a + 9000, y}, {x + a + 9000, y + 3000}}, 3);
    break;
  case 5: { /* a sliver of 1 mm */
    wg_point p[4] = {{x, y}, {x + a, y + 1}, {x + a, y + 2}, {x, y + 1}};
    world_shape(w, &w->footprints, WG_SHAPE_AREA, p, 4);
    break;
  }
  case 6: { /* notches of 1 mm, as quantised surveys have them */
    wg_point p[9] = {{x, y}, {x + a, y + 900}, {x + a + 1, y + 901}, {x + a - 70, y + 583 + b}, {x + a - 69, y + 584 + b},
                     {x + 3001, y + b}, {x + 3000, y + b + 1}, {x + 3000, y + b - 1}, {x - 400, y + b}};
    world_shape(w, &w->footprints, WG_SHAPE_AREA, p, 9);
    break;
  }
  default: world_box(w, &w->footprints, x, y, x + a, y + b);
  }
}

static void add_barrier(world *w, wg_random *random)
{
  int class_ = 1 + below(random, 3);
  switch (below(random, 6)) {
  case 0: world_line(w, class_, lattice(random, 10), -5000, lattice(random, 10), 45000); break;
  case 1: world_line(w, class_, -5000, lattice(random, 10), 45000, lattice(random, 10)); break;
  case 2: world_line(w, class_, 0, 0, 0, 40 * METRE); break; /* along the boundary */
  case 3: world_line(w, class_, 400, 0, 300, 40 * METRE); break; /* beside it */
  case 4: { /* a river */
    int y = lattice(random, 10);
    wg_point p[6] = {{-5000, y}, {15000, y + 2000}, {45000, y - 1000}, {45000, y + 3000}, {15000, y + 6000}, {-5000, y + 5000}};
    world_barrier(w, WG_SHAPE_AREA, class_, p, 6);
    break;
  }
  default: world_line(w, class_, lattice(random, 10), lattice(random, 10), lattice(random, 10), lattice(random, 10));
  }
}

/* A street of eight bends, each off the straight line by up to `wander`. */
static void add_street(world *w, wg_random *random, wg_point from, wg_point to, int wander)
{
  wg_point p[9];
  for (int i = 0; i < 9; i++) {
    p[i].x = from.x + (to.x - from.x) / 8 * i + below(random, 2 * wander + 1) - wander;
    p[i].y = from.y + (to.y - from.y) / 8 * i + below(random, 2 * wander + 1) - wander;
  }
  world_barrier(w, WG_SHAPE_LINE, 1 + below(random, 3), p, 9);
}

static void add_roundabout(world *w, wg_random *random, int x, int y)
{
  int r = (4 + below(random, 8)) * METRE, s = r * 7 / 10;
  wg_point p[9] = {{x + r, y}, {x + s, y + s}, {x, y + r}, {x - s, y + s}, {x - r, y},
                   {x - s, y - s}, {x, y - r}, {x + s, y - s}, {x + r, y}};
  world_barrier(w, WG_SHAPE_LINE, WG_BARRIER_STREET, p, 9);
}

/* Streets along the boundary, carriageways, side streets, a roundabout, slip roads, houses. */
static world *random_town(uint64_t seed)
{
  wg_random random = wg_random_seeded(seed);
  world *w = world_new();
  const int wide = 160 * METRE, high = 100 * METRE, out = 10 * METRE;
  world_box(w, &w->boundary, 0, 0, wide, high);
  for (int i = below(&random, 3); i > 0; i--) {
    int y = below(&random, 16000) - 2000, end = below(&random, 2) == 0 ? wide + out : wide / 2;
    add_street(w, &random, (wg_point){-out, y}, (wg_point){end, y + below(&random, 9000)}, 1500);
  }
  int middle = 40 * METRE + below(&random, 20000), apart = 3 * METRE + below(&random, 25000);
  add_street(w, &random, (wg_point){-out, middle}, (wg_point){wide + out, middle}, 400);
  add_street(w, &random, (wg_point){-out, middle + apart}, (wg_point){wide + out, middle + apart}, 400);
  for (int i = below(&random, 4); i > 0; i--) {
    int x = below(&random, wide), from = below(&random, 2) == 0 ? -out : below(&random, 12000);
    add_street(w, &random, (wg_point){x, from}, (wg_point){x, high + out - below(&random, 20000)}, 800);
    if (below(&random, 2) == 0)
      world_line(w, WG_BARRIER_STREET, x - 9 * METRE, middle, x, middle - 12 * METRE);
  }
  if (below(&random, 2) == 0) add_roundabout(w, &random, wide / 2, middle + apart / 2);
  for (int i = below(&random, 12); i > 0; i--) {
    int x = below(&random, wide), y = below(&random, high);
    world_box(w, &w->footprints, x, y, x + 4000 + below(&random, 14000), y + 4000 + below(&random, 9000));
  }
  world_ground(w, 0);
  w->ground.strips_are_land = below(&random, 4) == 0;
  return w;
}

static world *random_world(uint64_t seed)
{
  if (seed % 4 == 3) return random_town(seed);
  wg_random random = wg_random_seeded(seed);
  world *w = world_new();
  add_boundary(w, &random);
  for (int i = below(&random, 9); i > 0; i--) add_footprint(w, &random);
  if (w->footprints.count > 0 && below(&random, 3) == 0) { /* a building recorded twice */
    wg_shapes twice = {0};
    world_check(wg_shapes_copy(&twice, w->context, &w->footprints, 0));
    world_check(wg_shapes_copy(&w->footprints, w->context, &twice, 0));
    wg_shapes_free(&twice, w->context);
  }
  for (int i = below(&random, 5); i > 0; i--) add_barrier(w, &random);
  if (below(&random, 2) == 0)
    world_shape(w, &w->crossings, WG_SHAPE_POINT, &(wg_point){20 * METRE, 20 * METRE}, 1);
  world_ground(w, w->footprints.count > 3 ? below(&random, 2) : 0);
  return w;
}

/* The world as draw_tessellation reads it, when the environment names its seed: for the eye. */
static void print_world(const world *w, uint64_t seed)
{
  const char *wanted = getenv("WORLD");
  if (wanted == NULL || strtoull(wanted, NULL, 10) != seed) return;
  const wg_shapes *sets[4] = {&w->boundary, &w->footprints, &w->barriers, &w->crossings};
  for (int s = 0; s < 4; s++)
    for (int64_t i = 0; i < sets[s]->count; i++)
      for (int64_t r = sets[s]->ring_start[i]; r < sets[s]->ring_start[i + 1]; r++) {
        int64_t n;
        const wg_point *p = wg_shapes_ring(sets[s], r, &n);
        bool first = r == sets[s]->ring_start[i], line = sets[s]->kind[i] == WG_SHAPE_LINE;
        printf("%c", s == 0 ? (first ? 'B' : 'b') : s == 1 ? (sets[s]->kind[i] == WG_SHAPE_POINT ? 'P' : first ? (i < w->ground.own_count ? 'F' : 'G') : 'f')
                        : s == 2 ? (line ? 'L' : 'A') : 'C');
        if (s == 2) printf(" %d", w->barrier_class[i]);
        for (int64_t k = 0; k < n; k++) printf(" %d %d", p[k].x, p[k].y);
        printf("\n");
      }
}

static wg_tessellation *tessellate(const world *w)
{
  wg_tessellation *t;
  wg_status status = wg_tessellate(&t, w->context, &w->ground);
  if (status != WG_OK) print_error("%s\n", wg_message(w->context));
  assert_int_equal(status, WG_OK);
  return t;
}

/* Random connected groups of cells, over any border. */
static int32_t group_cells(const wg_tessellation *t, wg_random *random, int32_t *label)
{
  int32_t cells, groups = 0;
  int64_t borders;
  wg_tessellation_cells(t, &cells);
  const wg_border *border = wg_tessellation_borders(t, &borders);
  for (int32_t c = 0; c < cells; c++) label[c] = -1;
  for (int32_t c = 0; c < cells; c++) {
    if (label[c] >= 0) continue;
    label[c] = groups;
    for (int32_t more = below(random, 5); more > 0; more--)
      for (int64_t i = 0; i < borders; i++) {
        int32_t a = border[i].a, b = border[i].b;
        if (label[a] == groups && label[b] < 0) label[b] = groups, i = borders;
        else if (label[b] == groups && label[a] < 0) label[a] = groups, i = borders;
      }
    groups++;
  }
  return groups;
}

static int64_t ring_size(const wg_outlines *o, int32_t ring)
{
  return o->ring_start[ring + 1] - o->ring_start[ring];
}

static wg_outline_vertex vertex_of(const wg_outlines *o, int32_t ring, int64_t k)
{
  return o->vertices[o->ring_start[ring] + k % ring_size(o, ring)];
}

static __int128 ring_area2(const wg_outlines *o, int32_t ring)
{
  wg_point points[4096];
  int64_t n = ring_size(o, ring);
  assert_true(n < 4096);
  for (int64_t i = 0; i < n; i++) points[i] = vertex_of(o, ring, i).point;
  return wg_ring_area2(points, n);
}

static bool on_segment(wg_point a, wg_point b, wg_point p)
{
  return wg_orient(a, b, p) == 0 && p.x >= (a.x < b.x ? a.x : b.x) && p.x <= (a.x < b.x ? b.x : a.x) &&
         p.y >= (a.y < b.y ? a.y : b.y) && p.y <= (a.y < b.y ? b.y : a.y);
}

static bool segments_meet(wg_point a, wg_point b, wg_point c, wg_point d)
{
  if (on_segment(a, b, c) || on_segment(a, b, d) || on_segment(c, d, a) || on_segment(c, d, b)) return true;
  return wg_orient(a, b, c) != wg_orient(a, b, d) && wg_orient(c, d, a) != wg_orient(c, d, b);
}

static void assert_simple(const wg_outlines *o, int32_t ring)
{
  int64_t n = ring_size(o, ring);
  assert_true(n >= 3);
  for (int64_t i = 0; i < n; i++) {
    wg_point a = vertex_of(o, ring, i).point, b = vertex_of(o, ring, i + 1).point;
    assert_false(on_segment(a, b, vertex_of(o, ring, i + 2).point)); /* no spike, no repetition */
    for (int64_t k = i + 2; k < n; k++) {
      if (i == 0 && k == n - 1) continue;
      assert_false(segments_meet(a, b, vertex_of(o, ring, k).point, vertex_of(o, ring, k + 1).point));
    }
  }
}

typedef struct directed {
  wg_point a, b;
} directed;

static int compare_points(wg_point p, wg_point q)
{
  return p.x != q.x ? (p.x < q.x ? -1 : 1) : (p.y > q.y) - (p.y < q.y);
}

static int compare_directed(const void *a, const void *b)
{
  const directed *p = a, *q = b;
  int order = compare_points(p->a, q->a);
  return order != 0 ? order : compare_points(p->b, q->b);
}

/* Inner segments cancel in pairs, and those along chords do not meet others in their middle. */
static void assert_coverage(const wg_outlines *o)
{
  int64_t n = o->ring_start[o->ring_count], count = 0;
  directed *all = calloc((size_t)n + 1, sizeof *all);
  assert_non_null(all);
  for (int32_t r = 0; r < o->ring_count; r++)
    for (int64_t k = 0; k < ring_size(o, r); k++) {
      wg_outline_vertex v = vertex_of(o, r, k);
      if (v.chord < 0) all[count++] = (directed){v.point, vertex_of(o, r, k + 1).point};
    }
  qsort(all, (size_t)count, sizeof *all, compare_directed);
  for (int64_t i = 0; i < count; i++) {
    directed back = {all[i].b, all[i].a};
    assert_non_null(bsearch(&back, all, (size_t)count, sizeof *all, compare_directed));
    if (i > 0) assert_int_not_equal(compare_directed(&all[i - 1], &all[i]), 0);
  }
  free(all);
}

/* No inner line more than 1 cm inside a footprint, but where footprints overlap. */
static void assert_not_entered(const world *w, const wg_outlines *o)
{
  for (int32_t r = 0; r < o->ring_count; r++)
    for (int64_t k = 0; k < ring_size(o, r); k++) {
      wg_outline_vertex v = vertex_of(o, r, k);
      wg_point a = v.point, b = vertex_of(o, r, k + 1).point;
      if (v.chord >= 0 || compare_points(a, b) > 0) continue;
      int steps = (int)(wg_distance(a, b) / 100) + 1;
      for (int i = 0; i <= steps; i++) {
        wg_point p = {(int32_t)(a.x + (int64_t)(b.x - a.x) * i / steps),
                      (int32_t)(a.y + (int64_t)(b.y - a.y) * i / steps)};
        int inside = 0;
        bool deep = false;
        for (int64_t f = 0; f < w->footprints.count; f++) {
          wg_box box = wg_shapes_box(&w->footprints, f);
          if (w->footprints.kind[f] != WG_SHAPE_AREA || p.x < box.min_x - 10 || p.x > box.max_x + 10 ||
              p.y < box.min_y - 10 || p.y > box.max_y + 10)
            continue;
          bool within = wg_shapes_locate(&w->footprints, f, p) > 0;
          bool far = distance2_to_rings(&w->footprints, f, p) > 100.0; /* 10 mm, squared */
          inside += within || !far; /* a seam lies on the wall of one of the two */
          deep |= within && far;
        }
        if (inside == 1 && deep) {
          print_error("seed %d: line %d,%d - %d,%d enters at %d,%d\n", (int)failing_seed, a.x, a.y, b.x, b.y, p.x, p.y);
          fail();
        }
      }
    }
}

static __int128 boundary_area2(const world *w)
{
  __int128 sum = 0;
  for (int64_t i = 0; i < w->boundary.count; i++) sum += wg_shapes_area2(&w->boundary, i);
  return sum;
}

/* Exactly the boundary's area; points on a slanted boundary are rounded, so there within 1 mm. */
static void assert_area2(const world *w, __int128 sum)
{
  __int128 difference = sum - boundary_area2(w);
  int64_t slack = 0;
  for (int64_t i = 0; i < w->boundary.point_count; i++)
    if (w->boundary.points[i].x == 8 * METRE) slack = 2 * wg_shapes_length(&w->boundary, 0);
  if (difference < -slack || difference > slack)
    print_error("seed %d: area is %lld off\n", (int)failing_seed, (long long)difference);
  assert_true(difference >= -slack && difference <= slack);
}

/* What every outline of a labelling must be. */
static void assert_outlines(const world *w, const wg_tessellation *t, const int32_t *label,
                            int32_t labels, int32_t tolerance, bool connected)
{
  wg_outlines o;
  __int128 sum = 0;
  assert_int_equal(wg_tessellation_outlines(t, w->context, label, labels, tolerance, &o), WG_OK);
  for (int32_t l = 0; l < labels; l++) {
    int shells = 0;
    for (int32_t r = o.label_start[l]; r < o.label_start[l + 1]; r++) {
      __int128 area2 = ring_area2(&o, r);
      assert_simple(&o, r);
      if (r == o.label_start[l]) assert_true(area2 > 0);
      shells += area2 > 2000000; /* 1 m²; less may be a sliver that the millimetre cut in two */
      sum += area2;
    }
    if (connected && shells > 1) print_error("seed %d: label %d has %d shells\n", (int)failing_seed, l, shells);
    if (connected) assert_true(shells <= 1);
  }
  assert_area2(w, sum);
  assert_coverage(&o);
  assert_not_entered(w, &o);
  wg_outlines_free(&o, w->context);
}

static void outlines_tile_the_community(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < WORLDS; seed++) {
    world *w = random_world(seed);
    print_world(w, seed);
    failing_seed = seed;
    wg_tessellation *t = tessellate(w);
    wg_random random = wg_random_seeded(seed + 1000000);
    int32_t cells;
    const wg_cell *cell = wg_tessellation_cells(t, &cells);
    int32_t *label = calloc((size_t)cells, sizeof *label);
    assert_non_null(label);
    for (int32_t c = 0; c < cells; c++) label[c] = c;
    assert_outlines(w, t, label, cells, 0, true);
    assert_outlines(w, t, label, cells, 300, true);
    int32_t groups = group_cells(t, &random, label);
    assert_outlines(w, t, label, groups, 800, true);
    __int128 sum = 0;
    for (int32_t c = 0; c < cells; c++) sum += cell[c].area2_mm2;
    assert_area2(w, sum);
    free(label);
    wg_tessellation_free(t);
    world_free(w);
  }
}

static void every_building_has_a_cell(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < WORLDS; seed++) {
    world *w = random_world(seed);
    wg_tessellation *t = tessellate(w);
    int32_t cells, highest = -1;
    const wg_cell *cell = wg_tessellation_cells(t, &cells);
    const int32_t *of = wg_tessellation_cell_of_building(t);
    for (int32_t f = 0; f < w->ground.own_count; f++) {
      assert_in_range(of[f], 0, cells - 1);
      assert_int_equal(cell[of[f]].kind, WG_CELL_BUILT);
      assert_true(of[f] <= highest + 1); /* numbered by first building */
      if (of[f] > highest) highest = of[f];
    }
    wg_tessellation_free(t);
    world_free(w);
  }
}

/* Everything that two tessellations say, the second shifted by (dx, dy). */
static void assert_same(const world *w, const wg_tessellation *a, const wg_tessellation *b, int dx, int dy)
{
  int32_t n, m;
  int64_t p, q;
  const wg_cell *ca = wg_tessellation_cells(a, &n), *cb = wg_tessellation_cells(b, &m);
  assert_int_equal(n, m);
  int32_t *label = calloc((size_t)n, sizeof *label);
  assert_non_null(label);
  for (int32_t c = 0; c < n; c++) {
    label[c] = c;
    assert_int_equal(ca[c].kind, cb[c].kind);
    assert_int_equal(ca[c].part, cb[c].part);
    assert_true(ca[c].area2_mm2 == cb[c].area2_mm2);
    assert_int_equal(ca[c].inner.x + dx, cb[c].inner.x);
    assert_int_equal(ca[c].inner.y + dy, cb[c].inner.y);
  }
  const wg_border *ba = wg_tessellation_borders(a, &p), *bb = wg_tessellation_borders(b, &q);
  assert_int_equal(p, q);
  if (p > 0) assert_memory_equal(ba, bb, (size_t)p * sizeof *ba);
  wg_outlines oa, ob;
  assert_int_equal(wg_tessellation_outlines(a, w->context, label, n, 300, &oa), WG_OK);
  assert_int_equal(wg_tessellation_outlines(b, w->context, label, n, 300, &ob), WG_OK);
  assert_int_equal(oa.ring_count, ob.ring_count);
  for (int64_t i = 0; i < oa.ring_start[oa.ring_count]; i++) {
    assert_int_equal(oa.vertices[i].point.x + dx, ob.vertices[i].point.x);
    assert_int_equal(oa.vertices[i].point.y + dy, ob.vertices[i].point.y);
    assert_int_equal(oa.vertices[i].chord, ob.vertices[i].chord);
  }
  wg_outlines_free(&oa, w->context);
  wg_outlines_free(&ob, w->context);
  free(label);
}

static void shift(wg_shapes *shapes, int dx, int dy)
{
  for (int64_t i = 0; i < shapes->point_count; i++) shapes->points[i].x += dx, shapes->points[i].y += dy;
}

static void the_origin_does_not_matter(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < WORLDS; seed++) {
    world *w = random_world(seed), *moved = random_world(seed);
    int dx = 123456789, dy = -987654;
    shift(&moved->boundary, dx, dy);
    shift(&moved->footprints, dx, dy);
    shift(&moved->barriers, dx, dy);
    shift(&moved->crossings, dx, dy);
    wg_tessellation *a = tessellate(w), *b = tessellate(moved);
    assert_same(w, a, b, dx, dy);
    wg_tessellation_free(a);
    wg_tessellation_free(b);
    world_free(w);
    world_free(moved);
  }
}

static void the_order_of_barriers_does_not_matter(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < WORLDS; seed++) {
    world *w = random_world(seed), *turned = random_world(seed);
    wg_shapes reversed = {0};
    for (int64_t i = w->barriers.count; i-- > 0;) {
      world_check(wg_shapes_copy(&reversed, turned->context, &w->barriers, i));
      turned->barrier_class[w->barriers.count - 1 - i] = w->barrier_class[i];
    }
    wg_shapes_free(&turned->barriers, turned->context);
    turned->barriers = reversed;
    wg_tessellation *a = tessellate(w), *b = tessellate(turned);
    assert_same(w, a, b, 0, 0);
    wg_tessellation_free(a);
    wg_tessellation_free(b);
    world_free(w);
    world_free(turned);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_building_has_a_cell),
      cmocka_unit_test(outlines_tile_the_community),
      cmocka_unit_test(the_origin_does_not_matter),
      cmocka_unit_test(the_order_of_barriers_does_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
