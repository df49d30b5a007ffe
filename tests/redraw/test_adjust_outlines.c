/* Existing grids that are a plan of ours, to the millimetre, keep their outlines when they are
 * adjusted: each vertex for vertex where nothing has to change; where some have to, those that do
 * not change gain or lose no more than vertices on their own straight lines. Outlines that have
 * been rounded, so that they run beside streets, rivers and the boundary, stay within --snap. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wangge/wangge.h"

enum { SEEDS = 3, SLACK_MM = 2, SNAP_MM = 2000, FILES = 8 };

static const char *const files[FILES] = {"communities.gpkg", "buildings.gpkg", "barriers.gpkg",
                                         "crossings.gpkg",   "plan.sqlite",    "grids.gpkg",
                                         "roster.csv",       "contacts.csv"};

static wg_context *context;
static char folder[] = "/tmp/outlines_XXXXXX";
static char path[FILES][64];
static wg_source_file barriers;

static void must(wg_status status)
{
  if (status != WG_OK) fail_msg("%s", wg_message(context));
}

/* A sample county and the plan of it, in a store. */
static wg_plan_options plan_county(wg_plan *plan, uint64_t seed)
{
  wg_sample_options sample = WG_SAMPLE_OPTIONS_INIT;
  wg_sample_figures figures;
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  sample.folder = folder;
  sample.seed = seed;
  sample.date = options.date = "2026-01-31";
  must(wg_sample_make(context, &sample, &figures));
  barriers = (wg_source_file){.path = path[2]};
  options.rule.effort = WG_EFFORT_FAST;
  options.communities.path = path[0];
  options.buildings.path = path[1];
  options.barriers = &barriers;
  options.barrier_count = 1;
  options.crossings.path = path[3];
  must(wg_plan_make_and_save(plan, context, &options, path[4], NULL));
  return options;
}

static void adjust(wg_plan *after, wg_plan_options options, int32_t max)
{
  options.adjust = true;
  options.grids.path = path[4];
  options.rule.max = max;
  must(wg_plan_make(after, context, &options));
}

/* The grid of the same code; −1: none. */
static int64_t same_code(const wg_plan *plan, const char *code)
{
  for (int64_t g = 0; g < plan->grid_count; g++)
    if (strcmp(wg_texts_get(&plan->texts, plan->grids[g].code), code) == 0) return g;
  return -1;
}

static int64_t lowest(const wg_point *ring, int64_t count)
{
  int64_t best = 0;
  for (int64_t i = 1; i < count; i++)
    if (ring[i].x < ring[best].x || (ring[i].x == ring[best].x && ring[i].y < ring[best].y))
      best = i;
  return best;
}

/* The same vertices in the same order, wherever a ring begins. */
static bool same_ring(const wg_point *a, int64_t count, const wg_point *b, int64_t other)
{
  int64_t i = lowest(a, count), k = lowest(b, other);
  bool same = count == other;
  for (int64_t n = 0; n < count && same; n++)
    same = a[(i + n) % count].x == b[(k + n) % count].x &&
           a[(i + n) % count].y == b[(k + n) % count].y;
  return same;
}

static bool same_outline(const wg_shapes *a, int64_t g, const wg_shapes *b, int64_t h)
{
  int64_t rings = a->ring_start[g + 1] - a->ring_start[g];
  bool same = rings == b->ring_start[h + 1] - b->ring_start[h];
  for (int64_t r = 0; r < rings && same; r++) {
    bool found = false;
    int64_t count, other;
    const wg_point *ring = wg_shapes_ring(a, a->ring_start[g] + r, &count);
    for (int64_t s = 0; s < rings && !found; s++) {
      const wg_point *candidate = wg_shapes_ring(b, b->ring_start[h] + s, &other);
      found = same_ring(ring, count, candidate, other);
    }
    same = found;
  }
  return same;
}

static double distance_to(wg_point p, wg_point a, wg_point b)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/* How far the vertices of one outline lie from the other, at most; mm. */
static double farthest(const wg_shapes *a, int64_t g, const wg_shapes *b, int64_t h)
{
  double most = 0;
  for (int64_t i = a->point_start[a->ring_start[g]]; i < a->point_start[a->ring_start[g + 1]];
       i++) {
    double least = INFINITY;
    for (int64_t r = b->ring_start[h]; r < b->ring_start[h + 1]; r++) {
      int64_t count;
      const wg_point *ring = wg_shapes_ring(b, r, &count);
      for (int64_t k = 0; k < count; k++)
        least = fmin(least, distance_to(a->points[i], ring[k], ring[(k + 1) % count]));
    }
    most = fmax(most, least);
  }
  return most;
}

static void nothing_to_do_leaves_every_vertex_in_its_place(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    wg_plan before = {0}, after = {0};
    wg_plan_options options = plan_county(&before, seed);
    adjust(&after, options, options.rule.max);
    assert_int_equal(after.grid_count, before.grid_count);
    int identical = 0;
    for (int64_t g = 0; g < before.grid_count; g++) {
      int64_t h = same_code(&after, wg_texts_get(&before.texts, before.grids[g].code));
      assert_true(h >= 0);
      identical += same_outline(&before.outlines, g, &after.outlines, h);
    }
    print_message("county %d: %d of %d outlines identical\n", (int)seed, identical,
                  (int)before.grid_count);
    assert_int_equal(identical, before.grid_count);
    wg_plan_free(&before, context);
    wg_plan_free(&after, context);
  }
}

/* Whether the grid kept its buildings, by the lookup. */
static bool is_unchanged(const wg_plan *after, const char *code)
{
  for (int64_t i = 0; i < after->lookup_count; i++) {
    const wg_lookup *row = &after->lookup[i];
    if (row->old_code == WG_NO_TEXT || row->change != WG_CHANGE_UNCHANGED) continue;
    if (strcmp(wg_texts_get(&after->texts, row->old_code), code) == 0) return true;
  }
  return false;
}

static void who_does_not_change_keeps_the_lines(void **state)
{
  (void)state;
  int unchanged = 0, changed = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    wg_plan before = {0}, after = {0};
    wg_plan_options options = plan_county(&before, seed);
    adjust(&after, options, options.rule.max - 40);
    for (int64_t g = 0; g < before.grid_count; g++) {
      const char *code = wg_texts_get(&before.texts, before.grids[g].code);
      int64_t h = same_code(&after, code);
      if (h < 0 || !is_unchanged(&after, code)) {
        changed++;
        continue;
      }
      unchanged++;
      double lost = farthest(&before.outlines, g, &after.outlines, h);
      double gained = farthest(&after.outlines, h, &before.outlines, g);
      if (lost > SLACK_MM || gained > SLACK_MM)
        print_error("county %d, %s: %.0f mm, %.0f mm\n", (int)seed, code, lost, gained);
      assert_true(lost <= SLACK_MM && gained <= SLACK_MM);
    }
    wg_plan_free(&before, context);
    wg_plan_free(&after, context);
  }
  print_message("%d unchanged, %d changed\n", unchanged, changed);
  assert_true(changed > 0 && unchanged > changed);
}

/* The outlines in whole steps of some metres, as arrays for the library. */
typedef struct rounded {
  wg_memory_layer layer;
  wg_memory_column columns[2];
  double *xy;
  uint8_t *hole;
  const char **codes, **communities;
} rounded;

static void round_points(rounded *r, const wg_plan *plan, double step_m)
{
  const wg_shapes *shapes = &plan->outlines;
  int64_t origin[2] = {plan->system.origin_x_m, plan->system.origin_y_m};
  r->xy = calloc(2 * (size_t)shapes->point_count, sizeof *r->xy);
  r->hole = calloc((size_t)shapes->ring_count, 1);
  for (int64_t i = 0; i < 2 * shapes->point_count; i++) {
    int32_t mm = i % 2 == 0 ? shapes->points[i / 2].x : shapes->points[i / 2].y;
    r->xy[i] = round(((double)origin[i % 2] + mm / 1000.0) / step_m) * step_m;
  }
  for (int64_t i = 0; i < shapes->ring_count; i++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, i, &count);
    r->hole[i] = wg_ring_area2(points, count) < 0;
  }
}

static void round_outlines(rounded *r, const wg_plan *plan, double step_m)
{
  const wg_communities *all = &plan->communities;
  memset(r, 0, sizeof *r);
  round_points(r, plan, step_m);
  r->codes = calloc((size_t)plan->grid_count, sizeof *r->codes);
  r->communities = calloc((size_t)plan->grid_count, sizeof *r->communities);
  for (int64_t g = 0; g < plan->grid_count; g++) {
    r->codes[g] = wg_texts_get(&plan->texts, plan->grids[g].code);
    r->communities[g] = wg_texts_get(&all->texts, all->code[plan->grids[g].community]);
  }
  r->columns[0] = (wg_memory_column){.name = "code", .texts = r->codes};
  r->columns[1] = (wg_memory_column){.name = "community_code", .texts = r->communities};
  r->layer = (wg_memory_layer){.count = plan->grid_count,
                               .ring_start = plan->outlines.ring_start,
                               .point_start = plan->outlines.point_start,
                               .hole = r->hole,
                               .xy = r->xy,
                               .columns = r->columns,
                               .column_count = 2};
}

static void free_rounded(rounded *r)
{
  free(r->xy);
  free(r->hole);
  free(r->codes);
  free(r->communities);
}

static void rounded_outlines_stay_within_snap(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    wg_plan before = {0}, after = {0};
    rounded r;
    wg_plan_options options = plan_county(&before, seed);
    round_outlines(&r, &before, 2);
    options.adjust = true;
    options.grids = (wg_source_file){.memory = &r.layer, .crs = before.system.name};
    must(wg_plan_make(&after, context, &options));
    for (int64_t g = 0; g < before.grid_count; g++) {
      const char *code = wg_texts_get(&before.texts, before.grids[g].code);
      int64_t h = same_code(&after, code);
      assert_true(h >= 0 && is_unchanged(&after, code));
      double off = fmax(farthest(&before.outlines, g, &after.outlines, h),
                        farthest(&after.outlines, h, &before.outlines, g));
      if (off > SNAP_MM) print_error("county %d, %s: %.0f mm off\n", (int)seed, code, off);
      assert_true(off <= SNAP_MM);
    }
    free_rounded(&r);
    wg_plan_free(&before, context);
    wg_plan_free(&after, context);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_to_do_leaves_every_vertex_in_its_place),
      cmocka_unit_test(who_does_not_change_keeps_the_lines),
      cmocka_unit_test(rounded_outlines_stay_within_snap),
  };
  if (mkdtemp(folder) == NULL || wg_context_new(&context, NULL) != WG_OK) return 1;
  for (int i = 0; i < FILES; i++) snprintf(path[i], sizeof path[i], "%s/%s", folder, files[i]);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_context_free(context);
  for (int i = 0; i < FILES; i++) remove(path[i]);
  rmdir(folder);
  return failed;
}
