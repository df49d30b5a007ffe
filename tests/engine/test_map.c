/* Claims about the drawing itself, read from the finished sheets: small plans drawn as text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../engine/src/map.h"
#include "small_plan.h"
#include "support/kept_sheets.h"
#include "wangge/wangge.h"

typedef struct fixture {
  wg_context *context;
  wg_plan plan;
  kept_sheets sheets;
  char path[64];
  wg_map_figures figures;
} fixture;

static int open_fixture(void **state)
{
  fixture *f = calloc(1, sizeof *f);
  assert_int_equal(wg_context_new(&f->context, NULL), WG_OK);
  wg_context_set_language(f->context, WG_LANGUAGE_ZH);
  snprintf(f->path, sizeof f->path, "test_map_%d.pdf", (int)getpid());
  *state = f;
  return 0;
}

static int close_fixture(void **state)
{
  fixture *f = *state;
  free_sheets(&f->sheets);
  wg_plan_free(&f->plan, f->context);
  unlink(f->path);
  wg_context_free(f->context);
  free(f);
  return 0;
}

static void draw(fixture *f, wg_map_options options)
{
  options.inspect = keep;
  options.inspect_user = &f->sheets;
  options.date = "2026-01-31";
  wg_status status = wg_map_make(f->context, &f->plan, f->path, &options, &f->figures);
  if (status != WG_OK) fail_msg("%s", wg_message(f->context));
}

/* --- what holds for every sheet --------------------------------------------------------------- */

/* Separating axes by projecting corners: shares no code with the placement. */
static bool corners_overlap(const wg_slab *a, const wg_slab *b)
{
  const wg_slab *both[2] = {a, b};
  for (int s = 0; s < 2; s++)
    for (int k = 0; k < 2; k++) {
      double x = k == 0 ? both[s]->along_x : -both[s]->along_y,
             y = k == 0 ? both[s]->along_y : both[s]->along_x;
      double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
      for (int w = 0; w < 2; w++)
        for (int c = 0; c < 4; c++) {
          wg_xy p = wg_slab_corner(both[w], c);
          low[w] = fmin(low[w], p.x * x + p.y * y);
          high[w] = fmax(high[w], p.x * x + p.y * y);
        }
      if (high[0] <= low[1] + 1e-6 || high[1] <= low[0] + 1e-6) return false;
    }
  return true;
}

static void assert_no_overlap(const kept_sheets *all)
{
  for (int k = 0; k < all->count; k++)
    for (int64_t i = 0; i < all->of[k].slab_count; i++)
      for (int64_t j = 0; j < i; j++) {
        const wg_text_slab *a = &all->of[k].slabs[i], *b = &all->of[k].slabs[j];
        if (a->label == b->label) continue;
        if (corners_overlap(&a->slab, &b->slab))
          fail_msg("sheet %d: labels %d (role %d, %.1f %.1f) and %d (role %d, %.1f %.1f) overlap",
                   k, a->label, a->role, a->slab.x, a->slab.y, b->label, b->role, b->slab.x,
                   b->slab.y);
      }
}

static void assert_on_paper(const kept_sheets *all)
{
  for (int k = 0; k < all->count; k++)
    for (int64_t i = 0; i < all->of[k].slab_count; i++)
      for (int c = 0; c < 4; c++) {
        wg_xy p = wg_slab_corner(&all->of[k].slabs[i].slab, c);
        bool inside =
            p.x >= 3 && p.y >= 3 && p.x <= all->of[k].width - 3 && p.y <= all->of[k].height - 3;
        if (!inside) fail_msg("sheet %d: a text at %.1f, %.1f leaves the paper", k, p.x, p.y);
      }
}

/* Nothing is drawn beyond the margin, and names of the map keep within its frame with all corners.
 */
static void assert_nothing_overruns(const kept_sheets *all)
{
  for (int k = 0; k < all->count; k++) {
    extent e = all->of[k].loose, c = all->of[k].clips;
    wg_frame_box f = all->of[k].frame;
    double edge = MAP_MARGIN - 2.5, right = all->of[k].width - edge,
           bottom = all->of[k].height - edge;
    if (e.left < edge || e.top < edge || e.right > right || e.bottom > bottom)
      fail_msg("sheet %d: drawn from %.1f %.1f to %.1f %.1f", k, e.left, e.top, e.right, e.bottom);
    if (f.width == 0) continue;
    if (c.left < f.left - 0.01 || c.top < f.top - 0.01 || c.right > f.left + f.width + 0.01 ||
        c.bottom > f.top + f.height + 0.01)
      fail_msg("sheet %d: the map is drawn beyond its frame", k);
    for (int64_t i = 0; i < all->of[k].slab_count; i++) {
      const wg_text_slab *s = &all->of[k].slabs[i];
      int inside = 0;
      for (int n = 0; n < 4; n++) {
        wg_xy p = wg_slab_corner(&s->slab, n);
        inside += p.x > f.left && p.x < f.left + f.width && p.y > f.top && p.y < f.top + f.height;
      }
      if (inside != 4 && (inside > 0 || s->role != MAP_TITLE_TEXT))
        fail_msg("sheet %d: a name (role %d, %.1f %.1f) is cut by the frame", k, s->role, s->slab.x,
                 s->slab.y);
    }
  }
}

static void assert_text_where_noted(const kept_sheets *all)
{
  for (int k = 0; k < all->count; k++)
    if (all->of[k].stray.count > 0)
      fail_msg("sheet %d: '%s' at %.1f %.1f is not where its slab is (%d such)", k,
               all->of[k].stray.text, all->of[k].stray.x, all->of[k].stray.y,
               all->of[k].stray.count);
}

/* Grids labelled on any sheet. */
static void assert_every_grid_labelled(const fixture *f)
{
  for (int64_t g = 0; g < f->plan.grid_count; g++) {
    bool found = false;
    for (int k = 0; k < f->sheets.count && !found; k++)
      for (int64_t i = 0; i < f->sheets.of[k].slab_count && !found; i++)
        found =
            f->sheets.of[k].slabs[i].role == MAP_GRID_LABEL && f->sheets.of[k].slabs[i].about == g;
    if (!found) fail_msg("grid %d has no label", (int)g);
  }
}

/* Even-odd, by the angle's crossings of a ray to the right. */
static bool is_in(const fill_path *area, wg_xy p)
{
  bool in = false;
  for (int64_t r = 0; r < area->rings; r++)
    for (int64_t i = area->start[r]; i < area->start[r + 1]; i++) {
      wg_xy a = area->points[i],
            b = area->points[i + 1 < area->start[r + 1] ? i + 1 : area->start[r]];
      if ((a.y > p.y) != (b.y > p.y) && a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) > p.x)
        in = !in;
    }
  return in;
}

/* The place of a grid among those of its community. */
static int local_index(const fixture *f, int64_t grid)
{
  int n = 0;
  for (int64_t g = 0; g < grid; g++)
    n += f->plan.grids[g].community == f->plan.grids[grid].community;
  return n;
}

/* A label lies in its polygon with all corners, or a line leads from it to a point inside. */
static void assert_labels_inside(const fixture *f)
{
  for (int k = 0; k < f->sheets.count; k++)
    for (int64_t i = 0; i < f->sheets.of[k].slab_count; i++) {
      const wg_text_slab *s = &f->sheets.of[k].slabs[i];
      if (s->role != MAP_GRID_LABEL) continue;
      const fill_path *area = &f->sheets.of[k].fills[local_index(f, s->about)];
      bool inside = true, led = false;
      for (int c = 0; c < 4; c++) inside = inside && is_in(area, wg_slab_corner(&s->slab, c));
      if (i + 1 < f->sheets.of[k].slab_count && s[1].role == MAP_LEADER && s[1].label == s->label) {
        const wg_slab *l = &s[1].slab;
        led = is_in(
            area, (wg_xy){l->x + l->along_x * l->half_length, l->y + l->along_y * l->half_length});
      }
      if (!inside && !led) fail_msg("sheet %d: the label of grid %d strays", k, (int)s->about);
    }
}

static void assert_sound(fixture *f)
{
  assert_labels_inside(f);
  assert_no_overlap(&f->sheets);
  assert_on_paper(&f->sheets);
  assert_nothing_overruns(&f->sheets);
  assert_text_where_noted(&f->sheets);
  assert_every_grid_labelled(f);
}

static bool says(const fixture *f, const char *text)
{
  for (int k = 0; k < f->sheets.count; k++)
    if (strstr(f->sheets.of[k].text, text) != NULL) return true;
  return false;
}

/* --- plans ------------------------------------------------------------------------------------ */

static void rename_grid(fixture *f, int64_t grid, const char *name)
{
  SMALL_TRY(wg_texts_add(&f->plan.texts, f->context, name, -1, &f->plan.grids[grid].name));
}

/* A lattice of grids in one community, cells of `cell` mm. */
static void lattice_plan(fixture *f, int columns, int rows, int cell)
{
  wg_plan *plan = &f->plan;
  wg_context *c = f->context;
  int64_t index;
  small_system(plan, c);
  SMALL_TRY(wg_allocate(c, &plan->results, 1, sizeof *plan->results));
  SMALL_TRY(wg_communities_append(&plan->communities, c, &index));
  SMALL_TRY(wg_texts_add(&plan->communities.texts, c, "640106009", -1, &plan->communities.code[0]));
  SMALL_TRY(wg_texts_add(&plan->communities.texts, c, "棋盘社区", -1, &plan->communities.name[0]));
  SMALL_TRY(wg_shapes_begin(&plan->communities.shapes, c, WG_SHAPE_AREA));
  SMALL_TRY(wg_shapes_begin_ring(&plan->communities.shapes, c));
  const wg_point corners[] = {
      {0, 0}, {columns * cell, 0}, {columns * cell, rows * cell}, {0, rows * cell}};
  for (int i = 0; i < 4; i++)
    SMALL_TRY(wg_shapes_add_point(&plan->communities.shapes, c, corners[i]));
  SMALL_TRY(wg_allocate(c, &plan->grids, (size_t)(columns * rows), sizeof *plan->grids));
  for (int k = 0; k < columns * rows; k++) {
    wg_grid *g = &plan->grids[plan->grid_count++];
    *g = (wg_grid){
        .sequence = k + 1, .persons = WG_UNKNOWN, .households = 400, .reason = WG_NO_TEXT};
    SMALL_TRY(wg_texts_format(&plan->texts, c, &g->code, "640106009%03d", k + 1));
    SMALL_TRY(wg_texts_format(&plan->texts, c, &g->name, "第%d网格", k + 1));
    small_square(c, &plan->outlines, k % columns * cell, k / columns * cell, cell);
  }
}

/* --- claims ----------------------------------------------------------------------------------- */

static void labels_lie_in_their_grids_and_nothing_overlaps(void **state)
{
  fixture *f = *state;
  small_plan(&f->plan, f->context, small_rows);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_int_equal(f->sheets.count, 3);
  assert_sound(f);
  assert_true(says(f, "滨河社区网格示意图") && says(f, "文苑社区网格示意图"));
  assert_true(says(f, "400 户") && says(f, "小区A") && says(f, "待定"));
}

/* The fill of the grid of a letter on a sheet. */
static uint32_t colour_of_letter(const fixture *f, int sheet, int letter)
{
  return f->sheets.of[sheet].fills[local_index(f, small_grid_of_letter(&f->plan, letter))].colour;
}

static void neighbours_differ_in_colour(void **state)
{
  fixture *f = *state;
  small_plan(&f->plan, f->context, small_rows);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  small_map map = small_map_of(small_rows);
  for (int y = 0; y < map.height; y++)
    for (int x = 0; x < map.width; x++)
      for (int d = 0; d < 2; d++) {
        int a = small_grid_at(&map, x, y), b = small_grid_at(&map, x + (d == 0), y + (d == 1));
        if (a < 0 || b < 0 || a == b || a / 5 != b / 5) continue;
        assert_int_not_equal(colour_of_letter(f, 1 + a / 5, a), colour_of_letter(f, 1 + b / 5, b));
      }
}

static void a_chessboard_has_two_colours(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 6, 4, 100000);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  for (int k = 0; k < 24; k++)
    for (int other = k; other < 24; other++)
      assert_int_equal((k + k / 6) % 2 == (other + other / 6) % 2,
                       f->sheets.of[1].fills[k].colour == f->sheets.of[1].fills[other].colour);
}

static void the_scale_is_exact(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 3, 2, 100000);
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  options.scale = 2500;
  draw(f, options);
  const fill_path *area = &f->sheets.of[1].fills[0];
  double low = INFINITY, high = -INFINITY;
  for (int64_t i = 0; i < area->start[1]; i++) {
    low = fmin(low, area->points[i].x);
    high = fmax(high, area->points[i].x);
  }
  assert_true(fabs(high - low - 40) < 1e-9); /* 100 m at 1:2500 */
  assert_true(says(f, "1:2500"));
}

/* Metres that the figure over the bar's end says. */
static double metres_on_bar(const fixture *f, int sheet)
{
  const char *text = f->sheets.of[sheet].text;
  double metres = 0, last = 0;
  for (const char *line = text; *line != 0; line = strchr(line, '\n') + 1) {
    char unit[8];
    if (sscanf(line, "%lf 米%7[\n]", &metres, unit) == 2) last = metres;
  }
  return last;
}

static void the_bar_measures_the_ground(void **state)
{
  fixture *f = *state;
  static const int scales[] = {500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 12345};
  lattice_plan(f, 3, 2, 30000); /* grids of 30 m */
  for (size_t k = 0; k < sizeof scales / sizeof *scales; k++) {
    wg_map_options options = WG_MAP_OPTIONS_INIT;
    options.scale = scales[k];
    options.community = "640106009";
    draw(f, options);
    const fill_path *area = &f->sheets.of[0].fills[0];
    bar b = f->sheets.of[0].bar;
    double low = INFINITY, high = -INFINITY, metres = metres_on_bar(f, 0), first = metres;
    for (int64_t i = 0; i < area->start[1]; i++) {
      low = fmin(low, area->points[i].x);
      high = fmax(high, area->points[i].x);
    }
    assert_int_equal(b.cells, 4);
    /* so long as the figure says on the ground that was drawn: the grid has 30 m */
    assert_true(fabs((b.right - b.left) / metres - (high - low) / 30) < 1e-9);
    while (first >= 10) first /= 10;
    assert_true(first == 1 || first == 2 || first == 2.5 || first == 5);
    assert_true(b.right - b.left > 20 && b.right - b.left <= 71);
    free_sheets(&f->sheets);
  }
}

static void forty_grids_have_labels_rows_and_few_colours(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 8, 5, 100000);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_sound(f);
  assert_true(says(f, "第1网格") && says(f, "第40网格"));
}

static void forty_grids_on_small_paper_continue_the_table(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 8, 5, 100000);
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  options.paper = "A4";
  draw(f, options);
  assert_sound(f);
  assert_true(says(f, "续表"));
  int rows = 0;
  char name[32];
  for (int k = 1; k <= 40; k++) {
    snprintf(name, sizeof name, "第%d网格\n", k);
    rows += says(f, name);
  }
  assert_int_equal(rows, 40);
}

static void small_grids_have_leaders(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 12, 1, 9000); /* 4.5 mm wide at 1:2000 */
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  options.scale = 3000;
  draw(f, options);
  assert_sound(f);
  int leaders = 0;
  for (int k = 0; k < f->sheets.count; k++)
    for (int64_t i = 0; i < f->sheets.of[k].slab_count; i++)
      leaders += f->sheets.of[k].slabs[i].role == MAP_LEADER;
  assert_int_equal(leaders, 12);
}

static void names_of_forty_characters_are_readable(void **state)
{
  fixture *f = *state;
  static const char forty[] =
      "这是一个名称特别长的网格用来检验四十个汉字的名称在图上能否完整地读出来而不超出纸边线";
  small_plan(&f->plan, f->context, small_rows);
  for (int64_t g = 0; g < f->plan.grid_count; g++) rename_grid(f, g, forty);
  SMALL_TRY(wg_texts_add(&f->plan.communities.texts, f->context, forty, -1,
                         &f->plan.communities.name[0]));
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_sound(f);
}

static void a_ring_and_its_hole_have_labels_of_their_own(void **state)
{
  static const char *const rows[] = {"aaaaa.f", "abbba.f", "abbba.f", "abbba.f", "aaaaa.f", NULL};
  fixture *f = *state;
  small_plan(&f->plan, f->context, rows);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_sound(f);
  const wg_text_slab *ring = NULL, *hole = NULL;
  for (int64_t i = 0; i < f->sheets.of[1].slab_count; i++) {
    const wg_text_slab *s = &f->sheets.of[1].slabs[i];
    if (s->role == MAP_GRID_LABEL && s->about == 0) ring = s;
    if (s->role == MAP_GRID_LABEL && s->about == 1) hole = s;
  }
  assert_true(ring != NULL && hole != NULL);
  double dx = fabs(ring->slab.x - hole->slab.x), dy = fabs(ring->slab.y - hole->slab.y);
  assert_true(dx > 25 || dy > 25);
}

static void one_grid_no_street_no_officer(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 1, 1, 200000);
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_sound(f);
  assert_int_equal(f->figures.vacant, 1);
  assert_true(says(f, "待定"));
}

static void cards_are_sound_and_eight_a_page(void **state)
{
  fixture *f = *state;
  small_plan(&f->plan, f->context, small_rows);
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  options.cards = true;
  options.link = "https://example.org/{code}";
  draw(f, options);
  assert_int_equal(f->sheets.count, 2);
  assert_no_overlap(&f->sheets);
  assert_on_paper(&f->sheets);
  assert_text_where_noted(&f->sheets);
  assert_true(says(f, "待定") && says(f, "640106001001"));
}

static void large_communities_get_an_index_and_details(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 5, 4, 800000); /* 4 km wide */
  draw(f, (wg_map_options)WG_MAP_OPTIONS_INIT);
  assert_true(f->sheets.count > 4);
  assert_sound(f);
}

/* A side of the square at 0 … `cell` to a strip 5 km long, 60 m wide, across the sheets. */
static void slant(wg_shapes *shapes, int cell)
{
  for (int64_t i = 0; i < shapes->point_count; i++) {
    wg_point *p = &shapes->points[i];
    int along = p->x == 0 ? 0 : 5000000, across = p->y == 0 ? 0 : 60000;
    assert_true((p->x == 0 || p->x == cell) && (p->y == 0 || p->y == cell));
    *p = (wg_point){along - across / 2, along * 3 / 5 + across};
  }
}

/* Sheets that only its sides cross are drawn, and none without any of it. */
static void every_detail_shows_the_community(void **state)
{
  fixture *f = *state;
  lattice_plan(f, 1, 1, 1000);
  slant(&f->plan.communities.shapes, 1000);
  slant(&f->plan.outlines, 1000);
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  options.scale = 2500;
  draw(f, options);
  assert_sound(f);
  int details = f->sheets.count - 2; /* cover, index */
  assert_in_range(details, 5000 / 2.5 / 400, 2 * 5000 / 2.5 / 270);
  for (int sheet = 1; sheet < f->sheets.count; sheet++) {
    int labels = 0;
    for (int64_t i = 0; i < f->sheets.of[sheet].slab_count; i++)
      labels += f->sheets.of[sheet].slabs[i].role == MAP_GRID_LABEL;
    assert_true(labels > 0);
  }
}

static void telephones_only_on_request(void **state)
{
  fixture *f = *state;
  small_plan(&f->plan, f->context, small_rows);
  size_t grids = (size_t)f->plan.grid_count;
  SMALL_TRY(wg_allocate(f->context, &f->plan.officer, grids, sizeof *f->plan.officer));
  SMALL_TRY(wg_allocate(f->context, &f->plan.phone, grids, sizeof *f->plan.phone));
  for (size_t g = 0; g < grids; g++) {
    SMALL_TRY(wg_texts_add(&f->plan.texts, f->context, "网格员甲", -1, &f->plan.officer[g]));
    SMALL_TRY(wg_texts_add(&f->plan.texts, f->context, "13800000009", -1, &f->plan.phone[g]));
  }
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  draw(f, options);
  assert_true(says(f, "网格员甲") && !says(f, "13800000009"));
  free_sheets(&f->sheets);
  options.with_contacts = true;
  draw(f, options);
  assert_true(says(f, "13800000009"));
  assert_sound(f);
}

#define CLAIM(function) cmocka_unit_test_setup_teardown(function, open_fixture, close_fixture)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CLAIM(labels_lie_in_their_grids_and_nothing_overlaps),
      CLAIM(neighbours_differ_in_colour),
      CLAIM(a_chessboard_has_two_colours),
      CLAIM(the_scale_is_exact),
      CLAIM(the_bar_measures_the_ground),
      CLAIM(forty_grids_have_labels_rows_and_few_colours),
      CLAIM(forty_grids_on_small_paper_continue_the_table),
      CLAIM(small_grids_have_leaders),
      CLAIM(names_of_forty_characters_are_readable),
      CLAIM(a_ring_and_its_hole_have_labels_of_their_own),
      CLAIM(one_grid_no_street_no_officer),
      CLAIM(cards_are_sound_and_eight_a_page),
      CLAIM(large_communities_get_an_index_and_details),
      CLAIM(every_detail_shows_the_community),
      CLAIM(telephones_only_on_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
