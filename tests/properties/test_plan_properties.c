/* The invariants of a plan over random small worlds, judged by methods that the program does not
 * use: GEOS overlaps for pairs of grids, sampling for footprints, recounting for figures. */
#include "support/distance.h"
#include "support/world.h"

#include "algorithms/geos.h"

#define WORLDS 30

static wg_plan_options options_for_tests(int32_t threads)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  options.rule.effort = WG_EFFORT_FAST;
  options.threads = threads;
  options.date = "2026-01-31";
  return options;
}

static void divide(world *w, int32_t threads)
{
  wg_plan_options options = options_for_tests(threads);
  options.rule.compact = w->options.seed % 3 == 0 ? 0 : 100; /* shapes must not show either */
  wg_status status = wg_plan_divide(&w->plan, w->context, &options);
  if (status != WG_OK)
    fail_msg("seed %llu: %s", (unsigned long long)w->options.seed, wg_message(w->context));
}

static void for_each_world(void (*claim)(world *w), bool adversarial)
{
  for (uint64_t seed = 1; seed <= WORLDS; seed++) {
    world w;
    world_make(&w, (world_options){.seed = seed,
                                   .across = 2,
                                   .down = 1 + (int)(seed % 2),
                                   .adversarial = adversarial});
    divide(&w, 1);
    claim(&w);
    world_free(&w);
  }
}

/* --- coverage --------------------------------------------------------------------------------- */

static void claim_grids_tile(world *w)
{
  const wg_plan *plan = &w->plan;
  wg_geos *geos;
  assert_int_equal(wg_geos_new(&geos, w->context), WG_OK);
  for (int64_t c = 0; c < plan->communities.shapes.count; c++) {
    __int128 sum = 0;
    for (int64_t g = 0; g < plan->grid_count; g++) {
      if (plan->grids[g].community != c) continue;
      sum += wg_shapes_area2(&plan->outlines, g);
      for (int64_t h = g + 1; h < plan->grid_count; h++) {
        double overlap;
        assert_int_equal(wg_geos_overlap(geos, &plan->outlines, g, &plan->outlines, h, &overlap),
                         WG_OK);
        assert_true(overlap == 0);
      }
    }
    assert_true(sum == wg_shapes_area2(&plan->communities.shapes, c));
  }
  wg_geos_free(geos);
}

static void claim_grids_valid_in_one_piece(world *w)
{
  wg_geos *geos;
  assert_int_equal(wg_geos_new(&geos, w->context), WG_OK);
  for (int64_t g = 0; g < w->plan.grid_count; g++) {
    bool valid;
    char reason[128];
    wg_point at;
    int shells = 0;
    assert_int_equal(wg_geos_valid(geos, &w->plan.outlines, g, &valid, reason, &at), WG_OK);
    if (!valid)
      fail_msg("seed %llu grid %lld: %s at %d %d", (unsigned long long)w->options.seed,
               (long long)g, reason, at.x, at.y);
    for (int64_t r = w->plan.outlines.ring_start[g]; r < w->plan.outlines.ring_start[g + 1]; r++) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(&w->plan.outlines, r, &count);
      shells += wg_ring_area2(points, count) > 0;
    }
    assert_int_equal(shells, 1);
  }
  wg_geos_free(geos);
}

/* --- buildings -------------------------------------------------------------------------------- */

static void claim_every_building_is_counted_once(world *w)
{
  const wg_plan *plan = &w->plan;
  int64_t *households = calloc((size_t)plan->grid_count, sizeof *households);
  int64_t *buildings = calloc((size_t)plan->grid_count, sizeof *buildings);
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t grid = plan->grid_of_building[b];
    assert_int_equal(grid < 0, plan->buildings.community[b] < 0);
    if (grid < 0) continue;
    assert_int_equal(plan->grids[grid].community, plan->buildings.community[b]);
    buildings[grid]++;
    if (plan->buildings.households[b] > 0) households[grid] += plan->buildings.households[b];
  }
  for (int64_t g = 0; g < plan->grid_count; g++) {
    assert_int_equal(plan->grids[g].households, households[g]);
    assert_int_equal(plan->grids[g].buildings, buildings[g]);
  }
  free(households);
  free(buildings);
}

/* In whole millimetres, rounded down. */
static int64_t distance_to_ring(const wg_shapes *shapes, int64_t row, wg_point p)
{
  double best = distance2_to_rings(shapes, row, p);
  int64_t root = 0;
  while ((double)(root + 1) * (double)(root + 1) <= best) root++;
  return root;
}

/* More than 1 cm inside footprint `row`. */
static bool deep_inside(const wg_shapes *shapes, int64_t row, wg_point p)
{
  return wg_shapes_locate(shapes, row, p) > 0 && distance_to_ring(shapes, row, p) > 10;
}

static bool on_outline(const wg_shapes *shapes, int64_t row, wg_point a)
{
  return distance_to_ring(shapes, row, a) <= 3;
}

static bool overlaps_another(const wg_plan *plan, int64_t row, wg_point p)
{
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++)
    if (b != row && wg_shapes_locate(&plan->buildings.shapes, b, p) >= 0) return true;
  return false;
}

/* Grid lines are walked in steps of about half a metre; the community boundary and places where
 * footprints overlap are the two exceptions. */
static void claim_no_line_enters_a_footprint(world *w)
{
  const wg_plan *plan = &w->plan;
  const wg_shapes *walls = &plan->buildings.shapes;
  for (int64_t r = 0; r < plan->outlines.ring_count; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(&plan->outlines, r, &count);
    for (int64_t i = 0; i < count; i++) {
      wg_point a = points[i], b = points[(i + 1) % count];
      int64_t steps = wg_distance(a, b) / 500 + 1;
      for (int64_t s = 0; s <= steps; s++) {
        wg_point p = {a.x + (int32_t)(((int64_t)b.x - a.x) * s / steps),
                      a.y + (int32_t)(((int64_t)b.y - a.y) * s / steps)};
        for (int64_t f = 0; f < walls->count; f++) {
          wg_box box = wg_shapes_box(walls, f);
          if (walls->kind[f] != WG_SHAPE_AREA || p.x < box.min_x || p.x > box.max_x ||
              p.y < box.min_y || p.y > box.max_y)
            continue;
          if (!deep_inside(walls, f, p) || overlaps_another(plan, f, p)) continue;
          bool boundary = false;
          for (int64_t c = 0; c < plan->communities.shapes.count; c++)
            boundary |= on_outline(&plan->communities.shapes, c, p);
          if (!boundary)
            fail_msg("seed %llu: a line enters footprint %lld at %d %d",
                     (unsigned long long)w->options.seed, (long long)f, p.x, p.y);
        }
      }
    }
  }
}

/* --- invariance ------------------------------------------------------------------------------- */

/* Grid codes of all buildings, in order of their ids. */
static char *assignment(const wg_plan *plan, int32_t community)
{
  size_t size = (size_t)plan->buildings.shapes.count * 64 + 1, length = 0;
  char *text = calloc(size, 1);
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t grid = plan->grid_of_building[b];
    if (grid < 0 || (community >= 0 && plan->buildings.community[b] != community)) continue;
    length += (size_t)snprintf(text + length, size - length, "%s=%s\n",
                               wg_texts_get(&plan->buildings.texts, plan->buildings.id[b]),
                               wg_texts_get(&plan->texts, plan->grids[grid].code));
  }
  return text;
}

static void assert_same_assignment(world *a, int32_t community_a, world *b, int32_t community_b)
{
  char *left = assignment(&a->plan, community_a), *right = assignment(&b->plan, community_b);
  assert_string_equal(left, right);
  free(left);
  free(right);
}

static void assert_same_shapes(const wg_shapes *a, const wg_shapes *b, int32_t dx, int32_t dy)
{
  assert_int_equal(a->point_count, b->point_count);
  for (int64_t i = 0; i < a->point_count; i++) {
    assert_int_equal(a->points[i].x + dx, b->points[i].x);
    assert_int_equal(a->points[i].y + dy, b->points[i].y);
  }
}

static void threads_do_not_show(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    world one, two;
    world_options options = {.seed = seed, .across = 2, .down = 2, .adversarial = true};
    world_make(&one, options);
    world_make(&two, options);
    divide(&one, 1);
    divide(&two, 3);
    assert_same_assignment(&one, -1, &two, -1);
    assert_same_shapes(&one.plan.outlines, &two.plan.outlines, 0, 0);
    world_free(&one);
    world_free(&two);
  }
}

static void a_shift_by_whole_kilometres_does_not_show(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    world here, there;
    world_make(&here, (world_options){.seed = seed, .across = 2, .down = 1, .adversarial = true});
    world_make(&there, (world_options){.seed = seed,
                                       .across = 2,
                                       .down = 1,
                                       .adversarial = true,
                                       .shift_x = -7000000,
                                       .shift_y = 3000000});
    divide(&here, 1);
    divide(&there, 1);
    assert_same_assignment(&here, -1, &there, -1);
    assert_same_shapes(&here.plan.outlines, &there.plan.outlines, -7000000, 3000000);
    world_free(&here);
    world_free(&there);
  }
}

/* The rows of the buildings in reverse. */
static void reverse_buildings(world *w)
{
  wg_buildings out = {.alike_count = w->plan.buildings.alike_count}, *all = &w->plan.buildings;
  memcpy(out.alike_is_number, all->alike_is_number, sizeof out.alike_is_number);
  for (int64_t b = all->shapes.count - 1; b >= 0; b--) {
    int64_t row;
    assert_int_equal(wg_buildings_append(&out, w->context, &row), WG_OK);
    assert_int_equal(wg_texts_add(&out.texts, w->context, wg_texts_get(&all->texts, all->id[b]), -1,
                                  &out.id[row]),
                     WG_OK);
    out.households[row] = all->households[b];
    out.source[row] = all->source[b];
    for (int32_t f = 0; f < all->alike_count; f++) out.alike[f][row] = all->alike[f][b];
    assert_int_equal(wg_shapes_copy(&out.shapes, w->context, &all->shapes, b), WG_OK);
  }
  wg_buildings_free(all, w->context);
  *all = out;
}

static void the_order_of_the_features_does_not_show(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 6; seed++) {
    world forward, backward;
    world_options options = {.seed = seed, .across = 2, .down = 1, .adversarial = true};
    world_make(&forward, options);
    world_make(&backward, options);
    reverse_buildings(&backward);
    divide(&forward, 1);
    divide(&backward, 1);
    assert_same_assignment(&forward, -1, &backward, -1);
    assert_same_shapes(&forward.plan.outlines, &backward.plan.outlines, 0, 0);
    world_free(&forward);
    world_free(&backward);
  }
}

/* Only the first community of the same world, with the same buildings joined to it. */
static void neighbours_do_not_show(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    world all, one;
    world_options options = {.seed = seed, .across = 2, .down = 1, .adversarial = seed % 2 == 0};
    world_make(&all, options);
    world_make(&one, options);
    divide(&all, 1);
    wg_communities only = {0};
    int64_t row;
    assert_int_equal(wg_communities_append(&only, one.context, &row), WG_OK);
    assert_int_equal(
        wg_texts_add(&only.texts, one.context,
                     wg_texts_get(&one.plan.communities.texts, one.plan.communities.code[0]), -1,
                     &only.code[row]),
        WG_OK);
    assert_int_equal(wg_shapes_copy(&only.shapes, one.context, &one.plan.communities.shapes, 0),
                     WG_OK);
    wg_communities_free(&one.plan.communities, one.context);
    one.plan.communities = only;
    /* a building that reaches over from the neighbour would now belong here: leave such worlds */
    bool reached = false;
    for (int64_t f = 0; f < all.plan.findings.count; f++)
      reached |= all.plan.findings.items[f].code == WG_FINDING_BUILDING_ACROSS_BOUNDARY;
    if (!reached) {
      divide(&one, 1);
      assert_same_assignment(&all, 0, &one, 0);
    }
    world_free(&all);
    world_free(&one);
  }
}

/* --- claims as tests -------------------------------------------------------------------------- */

static void grids_tile_their_community(void **state)
{
  (void)state;
  for_each_world(claim_grids_tile, false);
  for_each_world(claim_grids_tile, true);
}

static void grids_are_valid_and_in_one_piece(void **state)
{
  (void)state;
  for_each_world(claim_grids_valid_in_one_piece, false);
  for_each_world(claim_grids_valid_in_one_piece, true);
}

static void every_building_is_counted_once(void **state)
{
  (void)state;
  for_each_world(claim_every_building_is_counted_once, true);
}

static void no_line_enters_a_footprint(void **state)
{
  (void)state;
  for_each_world(claim_no_line_enters_a_footprint, false);
  for_each_world(claim_no_line_enters_a_footprint, true);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grids_tile_their_community),
      cmocka_unit_test(grids_are_valid_and_in_one_piece),
      cmocka_unit_test(every_building_is_counted_once),
      cmocka_unit_test(no_line_enters_a_footprint),
      cmocka_unit_test(threads_do_not_show),
      cmocka_unit_test(a_shift_by_whole_kilometres_does_not_show),
      cmocka_unit_test(the_order_of_the_features_does_not_show),
      cmocka_unit_test(neighbours_do_not_show),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
