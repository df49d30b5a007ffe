/* The check: a right plan has no finding; one planted fault gives exactly its finding, by name. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "small_plan.h"
#include "wangge/random.h"
#include "wangge/wangge.h"

typedef struct fixture {
  wg_context *context;
  wg_plan plan;
  wg_findings found;
} fixture;

static void draw(fixture *f, const char *const *rows)
{
  wg_plan_free(&f->plan, f->context);
  small_plan(&f->plan, f->context, rows);
}

static int set_up(void **state)
{
  fixture *f = calloc(1, sizeof *f);
  *state = f;
  assert_int_equal(wg_context_new(&f->context, NULL), WG_OK);
  draw(f, small_rows);
  return 0;
}

static int tear_down(void **state)
{
  fixture *f = *state;
  wg_plan_free(&f->plan, f->context);
  wg_findings_free(&f->found, f->context);
  wg_context_free(f->context);
  free(f);
  return 0;
}

static const char *text_of(const fixture *f, wg_text text)
{
  return wg_texts_get(&f->found.texts, text);
}

static void check(fixture *f)
{
  wg_findings_free(&f->found, f->context);
  assert_int_equal(wg_plan_check(f->context, &f->plan, &f->found), WG_OK);
}

static void assert_right(fixture *f)
{
  check(f);
  if (f->found.count > 0)
    fail_msg("%s: %s: %s", wg_finding_code_name(f->found.items[0].code),
             text_of(f, f->found.items[0].subject), text_of(f, f->found.items[0].reason));
}

/* Exactly one finding, of that code, whose subject and reason contain these words. */
static void assert_only(fixture *f, wg_finding_code code, const char *subject, const char *reason)
{
  check(f);
  for (int64_t i = 0; i < f->found.count; i++) {
    const wg_finding *item = &f->found.items[i];
    if (i == 0 && item->code == code && strstr(text_of(f, item->subject), subject) != NULL &&
        strstr(text_of(f, item->reason), reason) != NULL &&
        text_of(f, item->remedy)[0] != 0 && item->severity == WG_SEVERITY_ERROR)
      continue;
    fail_msg("%lld: %s: %s: %s", (long long)i, wg_finding_code_name(item->code),
             text_of(f, item->subject), text_of(f, item->reason));
  }
  assert_int_equal(f->found.count, 1);
}

/* --- planting ------------------------------------------------------------------------------------- */

static int32_t grid_named(const fixture *f, char letter)
{
  return small_grid_of_letter(&f->plan, letter - 'a');
}

/* The index of the vertex of a shape at cell corner (x, y). */
static int64_t vertex_at(const wg_shapes *shapes, int64_t index, int x, int y)
{
  for (int64_t i = shapes->point_start[shapes->ring_start[index]];
       i < shapes->point_start[shapes->ring_start[index + 1]]; i++)
    if (shapes->points[i].x == x * SMALL_CELL && shapes->points[i].y == y * SMALL_CELL) return i;
  fail_msg("no vertex at %d %d", x, y);
  return -1;
}

static void measure(fixture *f)
{
  wg_plan *plan = &f->plan;
  for (int64_t g = 0; g < plan->grid_count; g++) {
    plan->grids[g].area2_mm2 = (int64_t)wg_shapes_area2(&plan->outlines, g);
    plan->grids[g].perimeter_mm = wg_shapes_length(&plan->outlines, g);
  }
  for (int64_t c = 0; c < plan->communities.shapes.count; c++)
    plan->results[c].area2_mm2 = (int64_t)wg_shapes_area2(&plan->communities.shapes, c);
}

static void move_vertex(fixture *f, char grid, int x, int y, int dx, int dy)
{
  wg_shapes *outlines = &f->plan.outlines;
  wg_point *p = &outlines->points[vertex_at(outlines, grid_named(f, grid), x, y)];
  p->x += dx;
  p->y += dy;
  measure(f);
}

/* Makes all counts follow from the assignment. */
static void recount(fixture *f)
{
  wg_plan *plan = &f->plan;
  for (int64_t g = 0; g < plan->grid_count; g++) {
    wg_grid *grid = &plan->grids[g];
    grid->households = grid->buildings = grid->buildings_unknown = 0;
  }
  for (int64_t c = 0; c < plan->communities.shapes.count; c++) {
    wg_community_result *r = &plan->results[c];
    r->households = r->buildings = r->buildings_unknown = 0;
  }
  for (int64_t u = 0; u < plan->unit_count; u++) plan->units[u].households = 0;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t households = plan->buildings.households[b], grid = plan->grid_of_building[b];
    int32_t community = plan->buildings.community[b], unit = plan->unit_of_building[b];
    int32_t known = households > 0 ? households : 0;
    if (grid >= 0) plan->grids[grid].buildings++;
    if (grid >= 0) plan->grids[grid].households += known;
    if (grid >= 0) plan->grids[grid].buildings_unknown += households == WG_UNKNOWN;
    if (community >= 0) plan->results[community].buildings++;
    if (community >= 0) plan->results[community].households += known;
    if (community >= 0) plan->results[community].buildings_unknown += households == WG_UNKNOWN;
    if (unit >= 0) plan->units[unit].households += known;
  }
}

static int64_t building_named(const fixture *f, const char *id)
{
  const wg_buildings *b = &f->plan.buildings;
  for (int64_t i = 0; i < b->shapes.count; i++)
    if (strcmp(wg_texts_get(&b->texts, b->id[i]), id) == 0) return i;
  fail_msg("no building %s", id);
  return -1;
}

static void set_text(fixture *f, wg_text *text, const char *value)
{
  SMALL_TRY(wg_texts_add(&f->plan.texts, f->context, value, -1, text));
}

static void set_passable(fixture *f, wg_point a, wg_point b, bool passable)
{
  wg_plan *plan = &f->plan;
  for (int64_t e = 0; e < plan->edge_count; e++) {
    wg_point p = plan->units[plan->edges[e].a].inner, q = plan->units[plan->edges[e].b].inner;
    if (memcmp(&p, &a, sizeof p) == 0 && memcmp(&q, &b, sizeof q) == 0) {
      plan->edges[e].passable = passable;
      return;
    }
  }
  fail_msg("no such edge");
}

static wg_point cell(int x, int y)
{
  return (wg_point){x * SMALL_CELL + SMALL_CELL / 2, y * SMALL_CELL + SMALL_CELL / 2};
}

/* --- right plans ------------------------------------------------------------------------------------ */

static void a_right_plan_has_no_finding(void **state)
{
  assert_right(*state);
}

static void a_ring_in_a_ring_is_right(void **state)
{
  static const char *const rows[] = {"aaaaa", "abbba", "abcba", "abbba", "aaaaa", NULL};
  fixture *f = *state;
  draw(f, rows);
  assert_right(f);
}

static void pieces_that_touch_in_a_point_of_their_community_are_right(void **state)
{
  static const char *const rows[] = {"aa.", "aa.", "..a", NULL};
  fixture *f = *state;
  draw(f, rows);
  assert_right(f);
}

static void an_empty_plan_is_right(void **state)
{
  fixture *f = *state;
  wg_plan_free(&f->plan, f->context);
  assert_right(f);
}

/* --- the land ----------------------------------------------------------------------------------------- */

static void a_crossed_outline_is_invalid(void **state)
{
  fixture *f = *state;
  wg_shapes *outlines = &f->plan.outlines;
  int32_t grid = grid_named(f, 'd');
  int64_t i = vertex_at(outlines, grid, 3, 2), j = vertex_at(outlines, grid, 4, 2);
  wg_point held = outlines->points[i];
  outlines->points[i] = outlines->points[j];
  outlines->points[j] = held;
  measure(f);
  assert_only(f, WG_FINDING_GRID_INVALID, "滨河社区 第4网格 (640106001004)", "Self-intersection");
}

static void a_grid_without_outline_is_invalid(void **state)
{
  fixture *f = *state;
  f->plan.outlines.kind[grid_named(f, 'f')] = WG_SHAPE_NONE;
  measure(f);
  assert_only(f, WG_FINDING_GRID_INVALID, "文苑社区 第1网格", "no area");
}

static void a_vertex_drawn_back_leaves_a_gap(void **state)
{
  fixture *f = *state;
  move_vertex(f, 'd', 3, 2, 0, -1000);
  assert_only(f, WG_FINDING_GRID_GAP, "滨河社区 (640106001)", "50.000000 m²");
}

static void a_gap_of_a_millimetre_is_found(void **state)
{
  fixture *f = *state;
  move_vertex(f, 'd', 3, 2, 0, -1);
  assert_only(f, WG_FINDING_GRID_GAP, "滨河社区 (640106001)", "0.050000 m²");
}

static void a_vertex_pushed_out_overlaps_the_neighbour(void **state)
{
  fixture *f = *state;
  move_vertex(f, 'd', 3, 2, 0, 1000);
  assert_only(f, WG_FINDING_GRID_OVERLAP, "640106001003", "50.000000 m²");
}

static void as_much_lost_as_gained_is_found(void **state)
{
  fixture *f = *state;
  move_vertex(f, 'd', 3, 2, 0, 1000);
  move_vertex(f, 'c', 2, 4 - 1, 0, -1000); /* c gives way elsewhere: to nobody */
  check(f);
  assert_int_equal(f->found.count, 2);
  assert_int_equal(f->found.items[0].code, WG_FINDING_GRID_OVERLAP);
  assert_int_equal(f->found.items[1].code, WG_FINDING_GRID_GAP);
}

static void a_vertex_beyond_the_boundary_lies_outside(void **state)
{
  fixture *f = *state;
  move_vertex(f, 'd', 3, 0, 0, -2000);
  assert_only(f, WG_FINDING_GRID_OUTSIDE_COMMUNITY, "640106001004", "100.000000 m²");
}

static void a_larger_community_has_a_gap(void **state)
{
  fixture *f = *state;
  wg_shapes *shapes = &f->plan.communities.shapes;
  shapes->points[vertex_at(shapes, 0, 3, 0)].y -= 1000;
  measure(f);
  assert_only(f, WG_FINDING_GRID_GAP, "滨河社区", "50.000000 m²");
}

/* The ring of grid d without the vertex at (4, 2), which lies on a straight line. */
static void neighbours_must_share_their_vertices(void **state)
{
  fixture *f = *state;
  wg_shapes *s = &f->plan.outlines;
  int32_t grid = grid_named(f, 'd');
  int64_t at = vertex_at(s, grid, 3, 2);
  memmove(&s->points[at], &s->points[at + 1], (size_t)(s->point_count - at - 1) * sizeof *s->points);
  for (int64_t r = 0; r <= s->ring_count; r++) s->point_start[r] -= s->point_start[r] > at;
  s->point_count--;
  measure(f);
  assert_only(f, WG_FINDING_GRID_GAP, "滨河社区", "3 border segments");
}

static void a_grid_in_two_pieces_is_found(void **state)
{
  static const char *const rows[] = {"aabbA", "aabbb", "aabbb", NULL};
  fixture *f = *state;
  draw(f, rows);
  assert_only(f, WG_FINDING_GRID_IN_PIECES, "640106001001", "2 pieces");
}

/* --- on the ground ---------------------------------------------------------------------------------------- */

static void households_behind_a_barrier_are_cut_off(void **state)
{
  fixture *f = *state;
  set_passable(f, cell(5, 5), cell(6, 5), false);
  assert_right(f); /* there is another way round */
  set_passable(f, cell(5, 4), cell(6, 4), false);
  assert_only(f, WG_FINDING_GRID_CUT_BY_BARRIER, "640106002001", "200 of its households");
}

static void land_may_hang_on_by_any_border(void **state)
{
  fixture *f = *state;
  set_passable(f, cell(2, 3), cell(3, 3), false);
  set_passable(f, cell(2, 3), cell(2, 4), false);
  assert_right(f);
}

/* --- buildings ---------------------------------------------------------------------------------------------- */

static void a_building_without_grid_is_lost(void **state)
{
  fixture *f = *state;
  int64_t b = building_named(f, "B-0403");
  f->plan.grid_of_building[b] = f->plan.unit_of_building[b] = -1;
  recount(f);
  assert_only(f, WG_FINDING_BUILDING_LOST, "滨河社区 'B-0403'", "is in no grid");
  f->plan.buildings.community[b] = -1;
  recount(f);
  assert_only(f, WG_FINDING_BUILDING_LOST, "'B-0403'", "社区");
}

static void a_leftover_that_nobody_names_is_lost(void **state)
{
  fixture *f = *state;
  f->plan.findings.count = 0;
  assert_only(f, WG_FINDING_BUILDING_LOST, "'L'1\"'", "no finding says so");
}

static void an_id_that_is_there_twice_is_found(void **state)
{
  fixture *f = *state;
  int64_t a = building_named(f, "B-0005"), b = building_named(f, "B-0605");
  f->plan.buildings.id[b] = f->plan.buildings.id[a];
  assert_only(f, WG_FINDING_BUILDING_TWICE, "B-0005", "640106001001");
}

static void a_building_in_another_grid_is_found(void **state)
{
  fixture *f = *state;
  int64_t b = building_named(f, "B-0005");
  f->plan.unit_of_building[b] = -1;
  f->plan.grid_of_building[b] = grid_named(f, 'd');
  recount(f);
  assert_only(f, WG_FINDING_BUILDING_ELSEWHERE, "滨河社区 'B-0005'", "640106001004");
}

static void a_building_in_another_community_is_found(void **state)
{
  fixture *f = *state;
  int64_t b = building_named(f, "B-0005");
  f->plan.unit_of_building[b] = -1;
  f->plan.grid_of_building[b] = grid_named(f, 'f');
  recount(f);
  assert_only(f, WG_FINDING_BUILDING_ELSEWHERE, "'B-0005'", "文苑社区");
}

static void a_building_whose_unit_is_in_another_grid_is_found(void **state)
{
  fixture *f = *state;
  int64_t b = building_named(f, "B-0005"), other = building_named(f, "B-0605");
  f->plan.unit_of_building[b] = f->plan.unit_of_building[other];
  recount(f);
  assert_only(f, WG_FINDING_BUILDING_ELSEWHERE, "'B-0005'", "unit");
}

/* Most of it lies in the other community, but what lies in its own is all in its grid. */
static void a_building_across_the_boundary_is_where_it_should_be(void **state)
{
  fixture *f = *state;
  wg_shapes *shapes = &f->plan.buildings.shapes;
  int64_t b = building_named(f, "B-0404"), first = shapes->point_start[shapes->ring_start[b]];
  for (int64_t i = first; i < first + 4; i++) shapes->points[i].x += 26000;
  assert_right(f);
}

static void an_l_shaped_building_is_where_it_lies(void **state)
{
  fixture *f = *state;
  wg_shapes *shapes = &f->plan.buildings.shapes;
  int64_t b = building_named(f, "B-0404"), first = shapes->point_start[shapes->ring_start[b]];
  const wg_point ell[4] = {{201000, 201000}, {249000, 201000}, {202000, 202000}, {201000, 249000}};
  memcpy(&shapes->points[first], ell, sizeof ell);
  assert_right(f);
}

static void many_findings_of_a_kind_become_a_number(void **state)
{
  fixture *f = *state;
  for (int64_t b = 0; b < f->plan.buildings.shapes.count; b++) {
    f->plan.buildings.community[b] = 0;
    f->plan.grid_of_building[b] = grid_named(f, 'a');
    f->plan.unit_of_building[b] = -1;
  }
  check(f);
  int64_t named = 0, rest = 0;
  for (int64_t i = 0; i < f->found.count; i++) {
    const wg_finding *item = &f->found.items[i];
    if (item->code != WG_FINDING_BUILDING_ELSEWHERE) continue;
    if (item->building >= 0) named++;
    else rest = strtoll(text_of(f, item->subject), NULL, 10);
  }
  assert_int_equal(named, 20);
  assert_int_equal(rest, f->plan.buildings.shapes.count - 20 - 6); /* six do lie in grid a */
}

/* --- figures ---------------------------------------------------------------------------------------------------- */

static void every_figure_is_recounted(void **state)
{
  fixture *f = *state;
  wg_grid *g = &f->plan.grids[1];
  wg_community_result *r = &f->plan.results[1];
  int32_t *counts[] = {&g->households, &g->households_estimated, &g->persons, &g->buildings,
                       &g->buildings_unknown, &r->buildings, &r->buildings_unknown, &r->grids,
                       &r->in_range, &f->plan.units[3].households};
  int64_t *sums[] = {&g->area2_mm2, &g->perimeter_mm, &r->households, &r->area2_mm2};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    *counts[i] += 3;
    assert_only(f, WG_FINDING_FIGURES_DIFFER, "", "counted");
    *counts[i] -= 3;
  }
  for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
    *sums[i] += 1;
    assert_only(f, WG_FINDING_FIGURES_DIFFER, "", "counted");
    *sums[i] -= 1;
  }
  assert_right(f);
}

static void persons_and_estimates_are_counted(void **state)
{
  fixture *f = *state;
  int64_t b = building_named(f, "B-0005");
  wg_grid *g = &f->plan.grids[f->plan.grid_of_building[b]];
  f->plan.buildings.persons[b] = 12;
  f->plan.buildings.source[b] = WG_HOUSEHOLDS_ESTIMATED;
  g->persons = 12;
  g->households_estimated = f->plan.buildings.households[b];
  assert_right(f);
  g->persons = WG_UNKNOWN;
  assert_only(f, WG_FINDING_FIGURES_DIFFER, "640106001001", "persons is -1, counted 12");
}

static void what_the_run_read_must_be_there(void **state)
{
  fixture *f = *state;
  SMALL_TRY(wg_plan_add_parameter(&f->plan, f->context, "buildings_read", "99"));
  assert_only(f, WG_FINDING_FIGURES_DIFFER, "the plan", "buildings_read is 99");
}

static void a_status_must_follow_from_the_figures(void **state)
{
  fixture *f = *state;
  wg_grid *g = &f->plan.grids[2];
  g->status = WG_GRID_OVER;
  assert_only(f, WG_FINDING_BAD_STATUS, "640106001003", "'over'");
  g->status = WG_GRID_OK;
  g->proof = WG_PROOF_PROVEN;
  assert_only(f, WG_FINDING_BAD_STATUS, "640106001003", "'proven'");
  g->proof = WG_PROOF_NONE;
  set_text(f, &g->reason, "detached_part;nonsense");
  assert_only(f, WG_FINDING_BAD_STATUS, "640106001003", "nonsense");
  set_text(f, &g->reason, "detached_part;building_above_max");
  assert_right(f);
}

static void a_grid_out_of_range_needs_reason_and_proof(void **state)
{
  fixture *f = *state;
  f->plan.rule.min = 401;
  for (int64_t g = 0; g < f->plan.grid_count; g++) {
    f->plan.grids[g].status = WG_GRID_UNDER;
    f->plan.grids[g].proof = WG_PROOF_PROVEN;
    set_text(f, &f->plan.grids[g].reason, "no_number_of_grids");
  }
  f->plan.results[0].in_range = f->plan.results[1].in_range = 0;
  assert_right(f);
  f->plan.grids[0].reason = WG_NO_TEXT;
  assert_only(f, WG_FINDING_BAD_STATUS, "640106001001", "its reason ''");
}

static void bounds_are_inclusive(void **state)
{
  fixture *f = *state;
  f->plan.rule.min = f->plan.rule.max = 400;
  assert_right(f);
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

static void codes_follow_the_template(void **state)
{
  fixture *f = *state;
  wg_grid *g = &f->plan.grids[1];
  static const char *const bad[] = {"640106001003x", "64010600100", "640106002007",
                                    "6401060010002"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    set_text(f, &g->code, bad[i]);
    assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "template");
  }
  set_text(f, &g->code, "");
  g->sequence = 0;
  assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "no code");
  set_text(f, &g->code, "640106001900");
  g->sequence = 900;
  assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "1–899");
}

static void another_template_is_followed(void **state)
{
  fixture *f = *state;
  for (int64_t i = 0; i < f->plan.grid_count; i++) {
    wg_grid *g = &f->plan.grids[i];
    SMALL_TRY(wg_texts_format(&f->plan.texts, f->context, &g->code, "W-%d/64010600%d-%05d!",
                              g->sequence, g->community + 1, g->sequence));
  }
  set_text(f, &f->plan.parameters[1].value, "W-{seq}/{community}-{seq:5}!");
  assert_right(f);
}

/* Codes kept from existing grids were made by whatever template: among many, in any order. */
static void a_kept_code_is_right_whatever_made_it(void **state)
{
  fixture *f = *state;
  static const char *const old[] = {"网格-2", "A-9", "A-10", "", "Z"};
  enum { OLD = sizeof old / sizeof *old };
  wg_lookup lookup[OLD];
  for (size_t i = 0; i < OLD; i++) {
    lookup[i] = (wg_lookup){.new_code = WG_NO_TEXT, .valid_from = WG_NO_TEXT, .valid_to = WG_NO_TEXT};
    lookup[i].old_code = WG_NO_TEXT;
    if (old[i][0] != 0) set_text(f, &lookup[i].old_code, old[i]);
  }
  f->plan.lookup = lookup;
  f->plan.lookup_count = OLD;
  for (size_t i = 0; i < OLD; i++) {
    set_text(f, &f->plan.grids[1].code, old[i]);
    if (old[i][0] != 0) assert_right(f);
  }
  set_text(f, &f->plan.grids[1].code, "A-1");
  assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "template");
  f->plan.lookup = NULL;
  f->plan.lookup_count = 0;
}

static void exempt_grids_have_numbers_of_their_own(void **state)
{
  fixture *f = *state;
  wg_grid *g = &f->plan.grids[1];
  g->kind = WG_GRID_EXEMPT;
  g->status = WG_GRID_IS_EXEMPT;
  f->plan.results[0].in_range--;
  assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "901–999");
  g->sequence = 901;
  set_text(f, &g->code, "640106001901");
  assert_right(f);
}

static void a_code_is_used_once(void **state)
{
  fixture *f = *state;
  f->plan.grids[1].code = f->plan.grids[0].code;
  f->plan.grids[1].sequence = f->plan.grids[0].sequence;
  assert_only(f, WG_FINDING_BAD_CODE, "第2网格", "also that of 第1网格");
}

/* --- hostile plans --------------------------------------------------------------------------------------------------- */

static int32_t any_coordinate(wg_random *random)
{
  static const int32_t corners[] = {INT32_MIN + 1, INT32_MAX, 0, -1, SMALL_CELL, 3 * SMALL_CELL};
  return wg_random_below(random, 3) == 0 ? (int32_t)wg_random_below(random, 400000)
                                         : corners[wg_random_below(random, 6)];
}

static void spoil_shapes(wg_shapes *shapes, wg_random *random)
{
  for (uint64_t i = wg_random_below(random, 5); i > 0; i--) {
    wg_point *p = &shapes->points[wg_random_below(random, (uint64_t)shapes->point_count)];
    if (wg_random_below(random, 2) == 0) p->x = any_coordinate(random);
    else p->y = any_coordinate(random);
  }
  if (wg_random_below(random, 4) == 0)
    shapes->kind[wg_random_below(random, (uint64_t)shapes->count)] =
        (uint8_t)wg_random_below(random, 4);
}

/* Whatever stands in a plan whose indices are right: an answer, always the same, and no crash. */
static void any_geometry_is_judged(void **state)
{
  fixture *f = *state;
  wg_random random = wg_random_seeded(3);
  int64_t spoiled = 0;
  for (int round = 0; round < 200; round++) {
    draw(f, small_rows);
    wg_plan *plan = &f->plan;
    spoil_shapes(&plan->outlines, &random);
    spoil_shapes(&plan->communities.shapes, &random);
    spoil_shapes(&plan->buildings.shapes, &random);
    uint64_t b = wg_random_below(&random, (uint64_t)plan->buildings.shapes.count);
    plan->grid_of_building[b] = (int32_t)wg_random_below(&random, (uint64_t)plan->grid_count) - 1;
    plan->buildings.community[b] = (int32_t)wg_random_below(&random, 3) - 1;
    plan->grids[0].community = (int32_t)wg_random_below(&random, 2);
    check(f);
    spoiled += f->found.count > 0;
    int64_t count = f->found.count;
    check(f);
    assert_int_equal(count, f->found.count);
  }
  assert_true(spoiled > 150);
}

static void *stingy_allocate(void *user, size_t size)
{
  int64_t *left = user;
  return (*left)-- > 0 ? malloc(size) : NULL;
}

static void *stingy_resize(void *user, void *memory, size_t size)
{
  int64_t *left = user;
  return (*left)-- > 0 ? realloc(memory, size) : NULL;
}

static void stingy_release(void *user, void *memory)
{
  (void)user;
  free(memory);
}

/* The k-th request for memory fails, for every k, while faults of many kinds are told. */
static void every_failed_allocation_is_survived(void **state)
{
  fixture *f = *state;
  int64_t left = INT64_MAX;
  wg_allocator allocator = {stingy_allocate, stingy_resize, stingy_release, &left};
  wg_context *context;
  wg_status status = WG_OUT_OF_MEMORY;
  assert_int_equal(wg_context_new(&context, &allocator), WG_OK);
  move_vertex(f, 'd', 3, 2, 0, 1000);
  f->plan.grids[0].households++;
  f->plan.grids[3].code = WG_NO_TEXT;
  f->plan.grid_of_building[3] = -1;
  for (int64_t k = 0; status != WG_OK; k++) {
    wg_findings found = {0};
    left = k;
    status = wg_plan_check(context, &f->plan, &found);
    assert_true(status == WG_OK || status == WG_OUT_OF_MEMORY);
    if (status == WG_OK) assert_true(found.count >= 4);
    wg_findings_free(&found, context);
  }
  wg_context_free(context);
}

static long load_file(const char *path, unsigned char *bytes, long size)
{
  FILE *file = fopen(path, "rb");
  long read = (long)fread(bytes, 1, (size_t)size, file);
  fclose(file);
  return read;
}

static void save_file(const char *path, const unsigned char *bytes, long size)
{
  FILE *file = fopen(path, "wb");
  assert_int_equal(fwrite(bytes, 1, (size_t)size, file), size);
  fclose(file);
}

/* Damage that reading accepts is damage that the check must stand. */
static void damaged_stores_are_judged_or_refused(void **state)
{
  enum { MOST = 2000000, ROWS = 60000 }; /* our own rows come first in the file */
  fixture *f = *state;
  char path[] = "/tmp/check-XXXXXX";
  unsigned char *whole = malloc(MOST), *copy = malloc(MOST);
  wg_random random = wg_random_seeded(4);
  int judged = 0;
  close(mkstemp(path));
  SMALL_TRY(wg_plan_save(f->context, path, &f->plan));
  long size = load_file(path, whole, MOST);
  for (int round = 0; round < 600; round++) {
    memcpy(copy, whole, (size_t)size);
    for (uint64_t i = wg_random_below(&random, 6); i > 0; i--)
      copy[4096 + wg_random_below(&random, ROWS)] ^= (unsigned char)(1u << wg_random_below(&random, 8));
    save_file(path, copy, size);
    wg_plan_free(&f->plan, f->context);
    if (wg_plan_load(&f->plan, f->context, path) != WG_OK) continue;
    check(f);
    judged += f->found.count > 0;
  }
  assert_true(judged > 10);
  unlink(path);
  free(whole);
  free(copy);
}

static void a_stored_plan_is_judged_like_the_one_in_memory(void **state)
{
  fixture *f = *state;
  char path[] = "/tmp/check-XXXXXX";
  close(mkstemp(path));
  SMALL_TRY(wg_plan_save(f->context, path, &f->plan));
  wg_plan_free(&f->plan, f->context);
  SMALL_TRY(wg_plan_load(&f->plan, f->context, path));
  unlink(path);
  assert_right(f);
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

static void findings_speak_chinese_too(void **state)
{
  fixture *f = *state;
  wg_context_set_language(f->context, WG_LANGUAGE_ZH);
  move_vertex(f, 'd', 3, 2, 0, 1000);
  assert_only(f, WG_FINDING_GRID_OVERLAP, "640106001003", "重叠 50.000000 平方米");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(a_right_plan_has_no_finding),
      TEST(a_ring_in_a_ring_is_right),
      TEST(pieces_that_touch_in_a_point_of_their_community_are_right),
      TEST(an_empty_plan_is_right),
      TEST(a_crossed_outline_is_invalid),
      TEST(a_grid_without_outline_is_invalid),
      TEST(a_vertex_drawn_back_leaves_a_gap),
      TEST(a_gap_of_a_millimetre_is_found),
      TEST(a_vertex_pushed_out_overlaps_the_neighbour),
      TEST(as_much_lost_as_gained_is_found),
      TEST(a_vertex_beyond_the_boundary_lies_outside),
      TEST(a_larger_community_has_a_gap),
      TEST(neighbours_must_share_their_vertices),
      TEST(a_grid_in_two_pieces_is_found),
      TEST(households_behind_a_barrier_are_cut_off),
      TEST(land_may_hang_on_by_any_border),
      TEST(a_building_without_grid_is_lost),
      TEST(a_leftover_that_nobody_names_is_lost),
      TEST(an_id_that_is_there_twice_is_found),
      TEST(a_building_in_another_grid_is_found),
      TEST(a_building_in_another_community_is_found),
      TEST(a_building_whose_unit_is_in_another_grid_is_found),
      TEST(a_building_across_the_boundary_is_where_it_should_be),
      TEST(an_l_shaped_building_is_where_it_lies),
      TEST(many_findings_of_a_kind_become_a_number),
      TEST(every_figure_is_recounted),
      TEST(persons_and_estimates_are_counted),
      TEST(what_the_run_read_must_be_there),
      TEST(a_status_must_follow_from_the_figures),
      TEST(a_grid_out_of_range_needs_reason_and_proof),
      TEST(bounds_are_inclusive),
      TEST(codes_follow_the_template),
      TEST(another_template_is_followed),
      TEST(a_kept_code_is_right_whatever_made_it),
      TEST(exempt_grids_have_numbers_of_their_own),
      TEST(a_code_is_used_once),
      TEST(any_geometry_is_judged),
      TEST(every_failed_allocation_is_survived),
      TEST(damaged_stores_are_judged_or_refused),
      TEST(a_stored_plan_is_judged_like_the_one_in_memory),
      TEST(findings_speak_chinese_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
