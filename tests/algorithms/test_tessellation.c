/* Tessellation of small drawn worlds: what every kind of ground becomes. Metres in the drawings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "worlds/field.h"

static void two_buildings_meet_in_the_middle(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  house(w, 26, 4, 36, 16);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  wg_border border = border_of(t, 0, 1);
  assert_near(border.length_mm[WG_BARRIER_NONE], 20 * M, M);
  assert_int_equal(length_of(border), border.length_mm[WG_BARRIER_NONE]);
  assert_near(square_metres(t, 0), 400, 8);
  assert_near(square_metres(t, 1), 400, 8);
  assert_int_equal(cell_at(t, 0).kind, WG_CELL_BUILT);
  assert_true(wg_shapes_locate(&w->footprints, 0, cell_at(t, 0).inner) > 0);
  finish(w, t);
}

static void cells_end_at_the_street_wherever_it_runs(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  house(w, 32, 4, 36, 16);
  world_line(w, WG_BARRIER_STREET, 18 * M, -5 * M, 18 * M, 25 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(border_of(t, 0, 1).length_mm[WG_BARRIER_STREET], 20 * M);
  assert_int_equal(length_of(border_of(t, 0, 1)), 20 * M);
  assert_true(cell_at(t, 0).area2_mm2 == INT64_C(2) * 18 * M * 20 * M);
  finish(w, t);
}

/* 18 m and 22 m of a field 40 m by 20 m, in a unit of 96 mm. */
static void the_land_of_a_cell_is_known_by_its_moments(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  house(w, 32, 4, 36, 16);
  world_line(w, WG_BARRIER_STREET, 18 * M, -5 * M, 18 * M, 25 * M);
  wg_tessellation *t = tessellate(w, 0);
  wg_land *land;
  assert_int_equal(wg_tessellation_land(&land, w->context, t), WG_OK);
  const int64_t unit = 96, square = unit * unit;
  for (int i = 0; i < 2; i++) {
    int64_t width = i == 0 ? 18 * M : 22 * M, height = 20 * M;
    double area = (double)land[i].area, x = (double)land[i].x, y = (double)land[i].y;
    double inertia = (double)land[i].square - (x * x + y * y) / area;
    double own = (double)(width * width + height * height) / 12 / (double)square * area;
    assert_near(land[i].area, width * height / square, width * height / square / 500);
    assert_true(inertia > 0.99 * own && inertia < 1.01 * own);
  }
  int64_t apart = land[1].x / land[1].area - land[0].x / land[0].area;
  assert_near(apart * unit, 20 * M, 2 * unit);
  wg_release(w->context, land);
  finish(w, t);
}

static void a_dangle_separates_only_as_far_as_it_goes(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  house(w, 26, 4, 36, 16);
  world_line(w, WG_BARRIER_LANE, 20 * M, -5 * M, 20 * M, 10 * M);
  wg_tessellation *t = tessellate(w, 0);
  wg_border border = border_of(t, 0, 1);
  assert_near(border.length_mm[WG_BARRIER_LANE], 10 * M, M);
  assert_near(length_of(border), 20 * M, M);
  finish(w, t);
}

/* y 30 … 60 of a field of 90 m is water. */
static void add_river(world *w)
{
  wg_point p[4] = {{-5 * M, 30 * M}, {65 * M, 30 * M}, {65 * M, 60 * M}, {-5 * M, 60 * M}};
  world_barrier(w, WG_SHAPE_AREA, WG_BARRIER_HARD, p, 4);
}

static void a_river_is_divided_along_its_middle(void **state)
{
  (void)state;
  world *w = field(60, 90);
  house(w, 20, 5, 40, 15);
  house(w, 20, 65, 40, 85);
  add_river(w);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  assert_near(square_metres(t, 0), 60 * 45, 10);
  assert_near(border_of(t, 0, 1).length_mm[WG_BARRIER_HARD], 60 * M, M);
  assert_int_equal(length_of(border_of(t, 0, 1)), border_of(t, 0, 1).length_mm[WG_BARRIER_HARD]);
  finish(w, t);
}

/* An old line along the southern bank: the water was the northern grid's. */
static void no_label_comes_over_an_old_line_into_the_river(void **state)
{
  (void)state;
  world *w = field(60, 90);
  house(w, 20, 5, 40, 15);
  house(w, 20, 65, 40, 85);
  add_river(w);
  world_line(w, WG_BARRIER_LANE, 0, 30 * M, 60 * M, 30 * M);
  world_ground(w, 0);
  w->ground.old_line_count = 1;
  wg_tessellation *t;
  assert_int_equal(wg_tessellate(&t, w->context, &w->ground), WG_OK);
  assert_int_equal(cell_count(t), 2);
  assert_near(square_metres(t, 0), 60 * 30, 10);
  finish(w, t);
}

/* How much the inner line of a ring that has one turns in all, in degrees, and how far it lies from
 * a straight line y = middle, at most, in mm. */
static void measure_line(const wg_outlines *o, int64_t middle, double *turn, int64_t *off)
{
  int64_t size = o->ring_start[1], i = 0;
  const wg_outline_vertex *v = o->vertices;
  while (v[i].chord >= 0 || v[(i + size - 1) % size].chord < 0) i++; /* where it begins */
  *turn = 0;
  *off = 0;
  for (wg_point before = v[i].point, at = before;; i = (i + 1) % size) {
    if (llabs(at.y - middle) > *off) *off = llabs(at.y - middle);
    if (v[i].chord >= 0) return;
    wg_point next = v[(i + 1) % size].point;
    double ax = at.x - before.x, ay = at.y - before.y, bx = next.x - at.x, by = next.y - at.y;
    *turn += fabs(atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180 / M_PI;
    before = at;
    at = next;
  }
}

/* The sides of triangles from the boundary in the water to the banks have their middles up to 11 m
 * off the middle of the river. */
static void the_middle_of_a_river_runs_straight_to_the_boundary(void **state)
{
  (void)state;
  world *w = field(300, 130);
  wg_point river[6] = {{-9 * M, 44 * M},  {140 * M, 41 * M}, {309 * M, 44 * M},
                       {309 * M, 88 * M}, {140 * M, 85 * M}, {-9 * M, 88 * M}};
  world_barrier(w, WG_SHAPE_AREA, WG_BARRIER_HARD, river, 6);
  for (int i = 0; i < 12; i++) house(w, 5 + 25 * i, 100, 20 + 25 * i, 120);
  for (int i = 0; i < 12; i++) house(w, 8 + 24 * i, 10, 22 + 24 * i, 30);
  wg_tessellation *t = tessellate(w, 0);
  int32_t label[24];
  wg_outlines o;
  for (int i = 0; i < 24; i++) label[i] = i / 12;
  assert_int_equal(cell_count(t), 24);
  assert_int_equal(wg_tessellation_outlines(t, w->context, label, 2, M, &o), WG_OK);
  double turn;
  int64_t off;
  measure_line(&o, 65 * M, &turn, &off);
  if (turn > 30 || off > 4 * M) print_error("turns by %.0f, %d mm off\n", turn, (int)off);
  assert_true(turn <= 30 && off <= 4 * M);
  wg_outlines_free(&o, w->context);
  finish(w, t);
}

static void a_bridge_makes_the_middle_of_the_river_passable(void **state)
{
  (void)state;
  world *w = field(60, 90);
  house(w, 20, 5, 40, 15);
  house(w, 20, 65, 40, 85);
  add_river(w);
  wg_point bridge[2] = {{30 * M, 25 * M}, {30 * M, 65 * M}};
  world_shape(w, &w->crossings, WG_SHAPE_LINE, bridge, 2);
  wg_tessellation *t = tessellate(w, 0);
  wg_border border = border_of(t, 0, 1);
  assert_true(border.length_mm[WG_BARRIER_STREET] >= 2 * WG_CROSSING_REACH_MM);
  assert_true(border.length_mm[WG_BARRIER_HARD] > 0);
  assert_near(length_of(border), 60 * M, M);
  finish(w, t);
}

static void a_building_in_the_river_keeps_its_ground(void **state)
{
  (void)state;
  world *w = field(60, 90);
  house(w, 20, 5, 40, 15);
  house(w, 20, 65, 40, 85);
  house(w, 28, 42, 32, 48);
  add_river(w);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 3);
  assert_int_equal(length_of(border_of(t, 0, 2)), border_of(t, 0, 2).length_mm[WG_BARRIER_HARD]);
  assert_true(length_of(border_of(t, 0, 2)) > 0 && length_of(border_of(t, 1, 2)) > 0);
  finish(w, t);
}

static void podium_and_tower_are_one_cell(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 24, 16);
  house(w, 10, 8, 14, 12);  /* wholly inside */
  house(w, 22, 4, 30, 16);  /* a quarter of it overlaps */
  house(w, 29, 15, 37, 19); /* a 32nd overlaps: a seam */
  wg_tessellation *t = tessellate(w, 0);
  int64_t overlaps;
  const wg_overlap *overlap = wg_tessellation_overlaps(t, &overlaps);
  const int32_t *cell = wg_tessellation_cell_of_building(t);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(cell[0], 0);
  assert_int_equal(cell[1], 0);
  assert_int_equal(cell[2], 0);
  assert_int_equal(cell[3], 1);
  assert_int_equal(overlaps, 2);
  assert_int_equal(overlap[0].a, 0);
  assert_int_equal(overlap[0].b, 1);
  assert_true(overlap[0].area2_mm2 == INT64_C(2) * 4 * M * 4 * M);
  assert_int_equal(overlap[1].b, 2);
  assert_true(overlap[1].area2_mm2 == INT64_C(2) * 2 * M * 12 * M);
  finish(w, t);
}

/* A bar 1 m wide shares a twentieth with each of the houses that it runs through. */
static void a_slight_overlap_that_tears_a_house_makes_one_cell_of_both(void **state)
{
  (void)state;
  world *w = field(240, 40);
  house(w, 5, 20, 225, 21);
  house(w, 20, 10, 30, 31);
  house(w, 200, 1, 210, 21); /* only touched at its end */
  wg_tessellation *t = tessellate(w, 0);
  const int32_t *cell = wg_tessellation_cell_of_building(t);
  int64_t overlaps;
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(cell[0], cell[1]);
  assert_int_not_equal(cell[0], cell[2]);
  assert_int_equal(wg_tessellation_overlaps(t, &overlaps)[0].b, 1);
  assert_int_equal(overlaps, 1);
  finish(w, t);
}

/* A house on two sides of a bay of the boundary, and one that shares its smaller side. */
static void houses_of_one_cell_in_two_places_stay_where_most_of_each_is(void **state)
{
  (void)state;
  world *w = field(60, 40);
  const wg_point bay[8] = {{4 * M, -8 * M},  {52 * M, -8 * M}, {52 * M, 10 * M}, {40 * M, 10 * M},
                           {40 * M, -5 * M}, {8 * M, -5 * M},  {8 * M, 10 * M},  {4 * M, 10 * M}};
  world_shape(w, &w->footprints, WG_SHAPE_AREA, bay, 8);
  house(w, 4, 4, 24, 14);
  house(w, 28, 0, 32, 40); /* from edge to edge, between the two sides */
  wg_tessellation *t = tessellate(w, 0);
  const int32_t *cell = wg_tessellation_cell_of_building(t);
  int64_t overlaps;
  (void)wg_tessellation_overlaps(t, &overlaps);
  assert_int_equal(overlaps, 1);
  assert_int_not_equal(cell[0], cell[1]);
  assert_true(cell_at(t, cell[0]).inner.x > 40 * M);
  assert_true(cell_at(t, cell[1]).inner.x < 24 * M);
  finish(w, t);
}

static void points_have_cells_and_share_them_where_they_coincide(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  world_point(w, 10 * M, 10 * M); /* in the house */
  world_point(w, 30 * M, 10 * M);
  world_point(w, 30 * M, 10 * M);
  world_point(w, 14 * M, 8 * M);   /* on its wall */
  world_point(w, 100 * M, 10 * M); /* outside */
  wg_tessellation *t = tessellate(w, 0);
  const int32_t *cell = wg_tessellation_cell_of_building(t);
  int32_t expected[6] = {0, 0, 1, 1, 0, 1};
  assert_int_equal(cell_count(t), 2);
  assert_memory_equal(cell, expected, sizeof expected);
  assert_true(length_of(border_of(t, 0, 1)) >= 20 * M);
  finish(w, t);
}

static void touching_houses_meet_at_their_wall(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 10, 0, 20, 20);
  house(w, 20, 0, 30, 20);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(length_of(border_of(t, 0, 1)), 20 * M);
  assert_true(cell_at(t, 0).area2_mm2 == INT64_C(2) * 20 * M * 20 * M);
  finish(w, t);
}

static void a_house_in_a_courtyard_is_a_hole_of_its_cell(void **state)
{
  (void)state;
  world *w = field(40, 40);
  world_box(w, &w->footprints, 5 * M, 5 * M, 35 * M, 35 * M);
  world_hole_box(w, &w->footprints, 10 * M, 10 * M, 30 * M, 30 * M);
  house(w, 15, 15, 25, 25);
  wg_tessellation *t = tessellate(w, 0);
  int32_t label[2] = {0, 1};
  wg_outlines outlines;
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(wg_tessellation_outlines(t, w->context, label, 2, 0, &outlines), WG_OK);
  assert_int_equal(outlines.label_start[1], 2); /* a shell and a hole */
  assert_int_equal(outlines.label_start[2], 3);
  wg_outlines_free(&outlines, w->context);
  finish(w, t);
}

static void a_barrier_through_a_house_goes_round_it(void **state)
{
  (void)state;
  world *w = field(60, 20);
  house(w, 20, 5, 35, 15); /* the line cuts off 5 m of 15 */
  house(w, 50, 5, 55, 15);
  world_line(w, WG_BARRIER_HARD, 30 * M, -5 * M, 30 * M, 25 * M);
  wg_tessellation *t = tessellate(w, 0);
  int64_t pierced;
  const int32_t *which = wg_tessellation_pierced(t, &pierced);
  wg_border border = border_of(t, 0, 1);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(pierced, 1);
  assert_int_equal(which[0], 0);
  assert_int_equal(border.length_mm[WG_BARRIER_HARD], (5 + 5 + 10 + 5 + 5) * M);
  assert_int_equal(length_of(border), 30 * M);
  assert_true(cell_at(t, 0).area2_mm2 == INT64_C(2) * (30 * 20 + 5 * 10) * M * M);
  finish(w, t);
}

static void a_barrier_that_ends_in_a_house_pierces_nothing(void **state)
{
  (void)state;
  world *w = field(60, 20);
  house(w, 20, 5, 35, 15);
  world_line(w, WG_BARRIER_HARD, 30 * M, -5 * M, 30 * M, 10 * M);
  wg_tessellation *t = tessellate(w, 0);
  int64_t pierced;
  wg_tessellation_pierced(t, &pierced);
  assert_int_equal(pierced, 0);
  assert_int_equal(cell_count(t), 1);
  finish(w, t);
}

static void a_barrier_may_run_along_walls_and_through_corners(void **state)
{
  (void)state;
  world *w = field(40, 40);
  house(w, 10, 10, 20, 20);
  house(w, 20, 25, 30, 35);
  world_line(w, WG_BARRIER_LANE, 20 * M, -5 * M, 20 * M, 45 * M); /* along a wall of each */
  wg_tessellation *t = tessellate(w, 0);
  int64_t pierced;
  wg_tessellation_pierced(t, &pierced);
  assert_int_equal(pierced, 0);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(border_of(t, 0, 1).length_mm[WG_BARRIER_LANE], 40 * M);
  assert_int_equal(length_of(border_of(t, 0, 1)), 40 * M);
  finish(w, t);
}

static void an_empty_enclosure_is_land(void **state)
{
  (void)state;
  world *w = field(100, 60);
  house(w, 10, 10, 20, 20);
  world_line(w, WG_BARRIER_HARD, 40 * M, -5 * M, 40 * M, 65 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(cell_at(t, 1).kind, WG_CELL_LAND);
  assert_true(cell_at(t, 1).area2_mm2 == INT64_C(2) * 60 * M * 60 * M);
  assert_int_equal(border_of(t, 0, 1).length_mm[WG_BARRIER_HARD], 60 * M);
  finish(w, t);
}

static void a_community_without_buildings_is_one_piece_of_land(void **state)
{
  (void)state;
  world *w = field(40, 20);
  world_line(w, WG_BARRIER_LANE, 10 * M, 5 * M, 30 * M, 15 * M);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 1);
  assert_int_equal(cell_at(t, 0).kind, WG_CELL_LAND);
  finish(w, t);
}

static void a_foreign_footprint_is_a_cell_without_ground(void **state)
{
  (void)state;
  world *w = field(40, 20);
  house(w, 4, 4, 14, 16);
  house(w, 30, 5, 50, 15); /* reaches in from the east by 10 m */
  wg_tessellation *t = tessellate(w, 1);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(cell_at(t, 1).kind, WG_CELL_FOREIGN);
  assert_true(cell_at(t, 1).area2_mm2 == INT64_C(2) * 10 * M * 10 * M);
  finish(w, t);
}

static void parts_of_a_community_are_apart(void **state)
{
  (void)state;
  world *w = field(40, 20);
  world_box(w, &w->boundary, 60 * M, 0, 80 * M, 20 * M);
  house(w, 4, 4, 14, 16);
  house(w, 65, 5, 75, 15);
  wg_tessellation *t = tessellate(w, 0);
  int64_t borders;
  wg_tessellation_borders(t, &borders);
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(borders, 0);
  assert_int_equal(cell_at(t, 0).part, 0);
  assert_int_equal(cell_at(t, 1).part, 1);
  finish(w, t);
}

static void a_record_of_two_buildings_keeps_its_larger_part(void **state)
{
  (void)state;
  world *w = field(60, 20);
  world_box(w, &w->footprints, 4 * M, 4 * M, 14 * M, 16 * M);
  world_ring(w, &w->footprints, (wg_point[]){{50 * M, 8 * M}, {54 * M, 8 * M}, {54 * M, 12 * M}, {50 * M, 12 * M}}, 4);
  house(w, 25, 0, 35, 20);
  wg_tessellation *t = tessellate(w, 0);
  assert_int_equal(cell_count(t), 3);
  assert_int_equal(wg_tessellation_cell_of_building(t)[0], 0);
  assert_true(wg_shapes_locate(&w->footprints, 0, cell_at(t, 0).inner) > 0);
  assert_true(cell_at(t, 0).inner.x < 20 * M);
  assert_int_equal(cell_at(t, 2).kind, WG_CELL_LAND);
  finish(w, t);
}

static void simplified_outlines_have_fewer_vertices_and_the_same_ends(void **state)
{
  (void)state;
  world *w = field(100, 40);
  for (int i = 0; i < 9; i++) house(w, 4 + 10 * i, i % 2, 10 + 10 * i, 15 + i % 2);
  for (int i = 0; i < 9; i++) house(w, 6 + 10 * i, 24 + i % 3, 13 + 10 * i, 38);
  wg_tessellation *t = tessellate(w, 0);
  int32_t label[18];
  wg_outlines full, simple;
  for (int i = 0; i < 18; i++) label[i] = i / 9;
  assert_int_equal(wg_tessellation_outlines(t, w->context, label, 2, 0, &full), WG_OK);
  assert_int_equal(wg_tessellation_outlines(t, w->context, label, 2, 1500, &simple), WG_OK);
  assert_int_equal(simple.ring_count, 2);
  int64_t inner[2] = {0, 0};
  for (int64_t i = 0; i < full.ring_start[2]; i++) inner[0] += full.vertices[i].chord < 0;
  for (int64_t i = 0; i < simple.ring_start[2]; i++) inner[1] += simple.vertices[i].chord < 0;
  assert_true(2 * inner[1] < inner[0]);
  wg_outlines_free(&full, w->context);
  wg_outlines_free(&simple, w->context);
  finish(w, t);
}

/* ---- memory ---- */

typedef struct budget {
  long left;
} budget;

/* A street of 100 m is split every 8 m, in whole millimetres of one straight line; the community is
 * large enough for all of these points to be looked at for each. */
static void a_straight_border_has_no_vertex_between_its_ends(void **state)
{
  (void)state;
  world *w = field(100, 600);
  house(w, 10, 25, 90, 590);
  house(w, 10, 5, 90, 15);
  world_line(w, WG_BARRIER_STREET, -5 * M, 20 * M, 105 * M, 20 * M);
  wg_tessellation *t = tessellate(w, 0);
  wg_outlines o;
  assert_int_equal(cell_count(t), 2);
  assert_int_equal(wg_tessellation_outlines(t, w->context, (int32_t[]){0, 1}, 2, M, &o), WG_OK);
  assert_int_equal(o.ring_count, 2);
  int inner = 0;
  for (int64_t i = 0; i < o.ring_start[o.ring_count]; i++) inner += o.vertices[i].chord < 0;
  assert_int_equal(inner, 2); /* one step in either ring */
  wg_outlines_free(&o, w->context);
  finish(w, t);
}

static void *allocate(void *user, size_t size)
{
  return ((budget *)user)->left-- > 0 ? malloc(size) : NULL;
}

static void *resize(void *user, void *memory, size_t size)
{
  return ((budget *)user)->left-- > 0 ? realloc(memory, size) : NULL;
}

static void release(void *user, void *memory)
{
  (void)user;
  free(memory);
}

static wg_status run(wg_context *context, const wg_ground *ground)
{
  wg_tessellation *t;
  wg_outlines outlines;
  int32_t label[8] = {0, 1, 1, 1, 1, 1, 1, 1};
  WG_TRY(wg_tessellate(&t, context, ground));
  assert_in_range(cell_count(t), 3, 8);
  wg_status status = wg_tessellation_outlines(t, context, label, 2, 500, &outlines);
  if (status == WG_OK) wg_outlines_free(&outlines, context);
  wg_tessellation_free(t);
  return status;
}

static void every_failing_allocation_is_reported(void **state)
{
  (void)state;
  world *w = field(60, 90);
  house(w, 20, 5, 40, 15);
  house(w, 20, 65, 40, 85);
  house(w, 22, 6, 36, 12);
  world_point(w, 50 * M, 70 * M);
  add_river(w);
  world_line(w, WG_BARRIER_LANE, 30 * M, -5 * M, 30 * M, 95 * M);
  world_shape(w, &w->crossings, WG_SHAPE_POINT, &(wg_point){30 * M, 45 * M}, 1);
  const wg_ground *ground = world_ground(w, 0);
  budget money = {1 << 30};
  wg_allocator allocator = {allocate, resize, release, &money};
  wg_context *context;
  assert_int_equal(wg_context_new(&context, &allocator), WG_OK);
  wg_status status = WG_OUT_OF_MEMORY;
  for (long k = 0; status == WG_OUT_OF_MEMORY; k++) {
    assert_true(k < 10000);
    money.left = k;
    status = run(context, ground);
  }
  assert_int_equal(status, WG_OK);
  wg_context_free(context);
  world_free(w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_buildings_meet_in_the_middle),
      cmocka_unit_test(cells_end_at_the_street_wherever_it_runs),
      cmocka_unit_test(the_land_of_a_cell_is_known_by_its_moments),
      cmocka_unit_test(a_dangle_separates_only_as_far_as_it_goes),
      cmocka_unit_test(a_river_is_divided_along_its_middle),
      cmocka_unit_test(no_label_comes_over_an_old_line_into_the_river),
      cmocka_unit_test(the_middle_of_a_river_runs_straight_to_the_boundary),
      cmocka_unit_test(a_bridge_makes_the_middle_of_the_river_passable),
      cmocka_unit_test(a_building_in_the_river_keeps_its_ground),
      cmocka_unit_test(podium_and_tower_are_one_cell),
      cmocka_unit_test(a_slight_overlap_that_tears_a_house_makes_one_cell_of_both),
      cmocka_unit_test(houses_of_one_cell_in_two_places_stay_where_most_of_each_is),
      cmocka_unit_test(points_have_cells_and_share_them_where_they_coincide),
      cmocka_unit_test(touching_houses_meet_at_their_wall),
      cmocka_unit_test(a_house_in_a_courtyard_is_a_hole_of_its_cell),
      cmocka_unit_test(a_barrier_through_a_house_goes_round_it),
      cmocka_unit_test(a_barrier_that_ends_in_a_house_pierces_nothing),
      cmocka_unit_test(a_barrier_may_run_along_walls_and_through_corners),
      cmocka_unit_test(an_empty_enclosure_is_land),
      cmocka_unit_test(a_community_without_buildings_is_one_piece_of_land),
      cmocka_unit_test(a_foreign_footprint_is_a_cell_without_ground),
      cmocka_unit_test(parts_of_a_community_are_apart),
      cmocka_unit_test(a_record_of_two_buildings_keeps_its_larger_part),
      cmocka_unit_test(simplified_outlines_have_fewer_vertices_and_the_same_ends),
      cmocka_unit_test(a_straight_border_has_no_vertex_between_its_ends),
      cmocka_unit_test(every_failing_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
