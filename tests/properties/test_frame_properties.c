/* wg_frame over random coverages: areas add up to the last square millimetre, segments cancel,
 * and a community does not notice who else is in the input, in which order, or where. */
#include "properties/coverage.h"

#include "algorithms/frame.h"
#include "algorithms/geos.h"

typedef struct world {
  wg_context *context;
  wg_communities communities;
  wg_findings findings;
  wg_frame *frame;
  __int128 area2; /* of the cells drawn */
} world;

static const coverage_options exact = {.size = 8, .labels = 9, .pitch_mm = 40000};
static const coverage_options surveyed = {
    .size = 8, .labels = 9, .pitch_mm = 40000, .noise = 50, .junctions = 40, .gaps = 6};
static const coverage_options wild = {.size = 8, .labels = 9, .pitch_mm = 40000, .noise = 50,
                                      .junctions = 40, .gaps = 6, .strays = 20, .stray_mm = 9000};
static const coverage_options tiny = {.size = 6, .labels = 5, .pitch_mm = 12, .noise = 60,
                                      .junctions = 40, .gaps = 6, .strays = 10, .stray_mm = 8};

/* Small enough for rounding to matter, large enough for a spot to lie on one chord only. */
static const coverage_options narrow = {.size = 6, .labels = 5, .pitch_mm = 600, .noise = 60,
                                       .junctions = 40, .gaps = 6, .strays = 10, .stray_mm = 200};

static void build(world *w)
{
  memset(&w->findings, 0, sizeof w->findings);
  wg_status status = wg_frame_build(&w->frame, w->context, &w->communities, &w->findings);
  if (status != WG_OK) print_error("%s\n", wg_message(w->context));
  assert_int_equal(status, WG_OK);
}

static world begin(uint64_t seed, const coverage_options *options)
{
  world w = {0};
  wg_random random = wg_random_seeded(seed);
  assert_int_equal(wg_context_new(&w.context, NULL), WG_OK);
  w.area2 = make_coverage(&random, options, w.context, &w.communities);
  build(&w);
  return w;
}

static void end(world *w)
{
  wg_frame_free(w->frame);
  wg_findings_free(&w->findings, w->context);
  wg_communities_free(&w->communities, w->context);
  wg_context_free(w->context);
}

/* --- random outlines ------------------------------------------------------------------------- */

/* A ring of outline vertices under construction. */
typedef struct loop {
  wg_outline_vertex v[2000];
  int count;
} loop;

typedef struct cutting {
  wg_random *random;
  loop *loops;
  int loop_count, loop_capacity;
} cutting;

static wg_point between(wg_random *random, wg_point a, wg_point b)
{
  int64_t t = (int64_t)wg_random_below(random, 1001);
  return (wg_point){(int32_t)(a.x + ((int64_t)b.x - a.x) * t / 1000),
                    (int32_t)(a.y + ((int64_t)b.y - a.y) * t / 1000)};
}

/* Puts a spot on the boundary step at `i` of a loop, so that a line can end there. */
static void add_spot(cutting *c, loop *l, int i)
{
  wg_point a = l->v[i].point, b = l->v[(i + 1) % l->count].point;
  wg_point spot = between(c->random, a, b);
  if ((spot.x == a.x && spot.y == a.y) || (spot.x == b.x && spot.y == b.y)) return;
  memmove(l->v + i + 2, l->v + i + 1, (size_t)(l->count - i - 1) * sizeof *l->v);
  l->v[i + 1] = (wg_outline_vertex){spot, l->v[i].chord};
  l->count++;
}

/* Cuts a loop in two along a line from vertex i to vertex j by way of some points; where the line
 * runs makes no difference to the sums. */
static void cut_loop(cutting *c, int which, int i, int j)
{
  loop *a = &c->loops[which], *b = &c->loops[c->loop_count];
  wg_point via[3];
  int count = 1 + (int)wg_random_below(c->random, 3);
  for (int k = 0; k < count; k++) via[k] = between(c->random, a->v[i].point, a->v[j].point);
  for (int k = 0; k < count; k++) {
    via[k].x += spread(c->random, 3000);
    via[k].y += spread(c->random, 3000);
  }
  b->count = 0;
  b->v[b->count++] = (wg_outline_vertex){a->v[i].point, -1};
  for (int k = 0; k < count; k++) b->v[b->count++] = (wg_outline_vertex){via[k], -1};
  for (int k = j; k < a->count; k++) b->v[b->count++] = a->v[k];
  for (int k = 0; k < i; k++) b->v[b->count++] = a->v[k];
  int kept = 0;
  for (int k = i; k < j; k++) a->v[kept++] = a->v[k];
  a->v[kept++] = (wg_outline_vertex){a->v[j].point, -1};
  for (int k = count - 1; k >= 0; k--) a->v[kept++] = (wg_outline_vertex){via[k], -1};
  /* b was read from a's vertices before they moved: the part after j and before i. */
  a->count = kept;
  c->loop_count++;
}

/* Whether the steps i … j − 1 all lie on one chord: a cut would close a ring without area. */
static bool straight(const loop *l, int i, int j)
{
  for (int k = i; k < j; k++)
    if (l->v[k % l->count].chord < 0 || l->v[k % l->count].chord != l->v[i].chord) return false;
  return true;
}

static void cut_somewhere(cutting *c)
{
  int which = (int)wg_random_below(c->random, (uint64_t)c->loop_count);
  loop *l = &c->loops[which];
  for (int k = 0; k < 2; k++) {
    int i = (int)wg_random_below(c->random, (uint64_t)l->count);
    if (l->v[i].chord >= 0 && wg_random_below(c->random, 4) > 0) add_spot(c, l, i);
  }
  int i = (int)wg_random_below(c->random, (uint64_t)l->count);
  int j = (int)wg_random_below(c->random, (uint64_t)l->count);
  if (i > j) {
    int swap = i;
    i = j;
    j = swap;
  }
  if (j - i < 2 || l->count - (j - i) < 2 || l->count > 900) return;
  if (straight(l, i, j) || straight(l, j, i + l->count)) return;
  if (c->loop_count < c->loop_capacity) cut_loop(c, which, i, j);
}

static int64_t loop_area2(const loop *l)
{
  int64_t sum = 0;
  for (int i = 1; i + 1 < l->count; i++)
    sum += ((int64_t)l->v[i].point.x - l->v[0].point.x) *
               ((int64_t)l->v[i + 1].point.y - l->v[0].point.y) -
           ((int64_t)l->v[i].point.y - l->v[0].point.y) *
               ((int64_t)l->v[i + 1].point.x - l->v[0].point.x);
  return sum;
}

/* Thinner than what snapping may move its sides by: it might turn over. */
static bool is_thin(const loop *l)
{
  int64_t length = 0;
  for (int i = 0; i < l->count; i++) {
    wg_point a = l->v[i].point, b = l->v[(i + 1) % l->count].point;
    length += llabs((int64_t)a.x - b.x) + llabs((int64_t)a.y - b.y);
  }
  return loop_area2(l) < 16 * length;
}

static int compare_loop(const void *left, const void *right)
{
  if (is_thin(left) != is_thin(right)) return is_thin(left) ? 1 : -1;
  int64_t a = loop_area2(left), b = loop_area2(right);
  return (a < b) - (a > b);
}

/* Every loop of some width becomes a label; the rest, holes among them, goes to the largest, or,
 * apart, are labels too. */
static wg_outlines loops_to_outlines(wg_context *context, loop *loops, int count, bool apart)
{
  wg_outlines out = {.ring_count = count};
  int64_t vertices = 0;
  int small = 0;
  qsort(loops, (size_t)count, sizeof *loops, compare_loop);
  for (int k = 0; k < count; k++) vertices += loops[k].count;
  int64_t first_area2 = count > 0 ? loop_area2(&loops[0]) : 0;
  for (int k = 1; k < count; k++) {
    small += is_thin(&loops[k]);
    if (is_thin(&loops[k])) first_area2 += loop_area2(&loops[k]);
  }
  if (count > 0 && first_area2 < loop_area2(&loops[0]) / 2) small = count - 1; /* tangled: one */
  if (apart) small = 0;
  out.label_count = count - small;
  assert_int_equal(wg_allocate(context, &out.label_start, (size_t)count + 1,
                               sizeof *out.label_start), WG_OK);
  assert_int_equal(wg_allocate(context, &out.ring_start, (size_t)count + 1,
                               sizeof *out.ring_start), WG_OK);
  assert_int_equal(wg_allocate(context, &out.vertices, (size_t)vertices, sizeof *out.vertices),
                   WG_OK);
  for (int l = 1; l <= out.label_count; l++) out.label_start[l] = small + l;
  for (int k = 0; k < count; k++) {
    const loop *l = &loops[k == 0 ? 0 : k <= small ? count - k : k - small];
    memcpy(out.vertices + out.ring_start[k], l->v, (size_t)l->count * sizeof *l->v);
    out.ring_start[k + 1] = out.ring_start[k] + l->count;
  }
  return out;
}

/* Outlines of a community cut by random lines, which end at own vertices, at spots, and at points
 * inside. */
static wg_outlines cut_outlines(world *w, wg_random *random, int32_t community, int cuts)
{
  wg_boundary boundary = wg_frame_boundary(w->frame, community);
  cutting c = {.random = random, .loop_capacity = boundary.ring_count + cuts};
  c.loops = calloc((size_t)c.loop_capacity + 1, sizeof *c.loops);
  for (int32_t r = 0; r < boundary.ring_count; r++) {
    loop *l = &c.loops[c.loop_count++];
    for (int32_t i = boundary.ring_start[r]; i < boundary.ring_start[r + 1]; i++)
      l->v[l->count++] = (wg_outline_vertex){boundary.points[i], i};
  }
  for (int k = 0; k < cuts && c.loop_count > 0; k++) cut_somewhere(&c);
  wg_outlines out = loops_to_outlines(w->context, c.loops, c.loop_count, false);
  free(c.loops);
  return out;
}

/* --- directed segments ------------------------------------------------------------------------- */

typedef struct segment {
  wg_point a, b; /* a before b in order */
  int way;       /* +1 from a to b, −1 back; the sum once merged */
} segment;

typedef struct segments {
  segment *items;
  int64_t count, capacity;
} segments;

static bool before(wg_point a, wg_point b)
{
  return a.y != b.y ? a.y < b.y : a.x < b.x;
}

static int compare_segment(const void *left, const void *right)
{
  const segment *a = left, *b = right;
  if (before(a->a, b->a)) return -1;
  if (before(b->a, a->a)) return 1;
  return before(a->b, b->b) ? -1 : before(b->b, a->b);
}

static void add_segments(segments *s, const wg_shapes *shapes, int way)
{
  for (int64_t r = 0; r < shapes->ring_count; r++) {
    int64_t count;
    const wg_point *p = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i < count; i++) {
      wg_point a = p[i], b = p[(i + 1) % count];
      if (s->count == s->capacity) {
        s->capacity = 2 * s->capacity + 64;
        s->items = realloc(s->items, (size_t)s->capacity * sizeof *s->items);
      }
      s->items[s->count++] = before(a, b) ? (segment){a, b, way} : (segment){b, a, -way};
    }
  }
}

/* Adds equal segments up; those that cancel vanish. */
static void cancel_segments(segments *s)
{
  int64_t kept = 0;
  qsort(s->items, (size_t)s->count, sizeof *s->items, compare_segment);
  for (int64_t i = 0, end; i < s->count; i = end) {
    segment sum = s->items[i];
    for (end = i + 1; end < s->count && compare_segment(&s->items[i], &s->items[end]) == 0; end++)
      sum.way += s->items[end].way;
    if (sum.way != 0) s->items[kept++] = sum;
  }
  s->count = kept;
}

/* --- properties ---------------------------------------------------------------------------------- */

static wg_shapes finished_communities(world *w)
{
  wg_shapes areas = {0};
  for (int32_t c = 0; c < w->communities.shapes.count; c++)
    assert_int_equal(wg_frame_community(w->frame, c, w->context, &areas), WG_OK);
  return areas;
}

static void assert_valid_and_apart(wg_geos *geos, const wg_shapes *areas)
{
  for (int64_t i = 0; i < areas->count; i++) {
    bool valid;
    char reason[128];
    wg_point at;
    double area;
    if (areas->kind[i] == WG_SHAPE_NONE) continue;
    assert_int_equal(wg_geos_valid(geos, areas, i, &valid, reason, &at), WG_OK);
    if (!valid) print_error("%s at %d %d\n", reason, (int)at.x, (int)at.y);
    assert_true(valid);
    for (int64_t j = 0; j < i; j++) {
      if (!wg_box_overlap(wg_shapes_box(areas, i), wg_shapes_box(areas, j))) continue;
      assert_int_equal(wg_geos_overlap(geos, areas, i, areas, j, &area), WG_OK);
      assert_true(area < 1e-9);
    }
  }
}

/* Cuts every community, finishes all, and compares with the finished communities: the areas of the
 * labels add up exactly, and the segments of labels and communities cancel against each other. */
static void check_finish(world *w, uint64_t seed, int cuts)
{
  int32_t count = (int32_t)w->communities.shapes.count;
  wg_random random = wg_random_seeded(seed);
  wg_outlines *outlines = calloc((size_t)count + 1, sizeof *outlines);
  segments s = {0};
  for (int32_t c = 0; c < count; c++) {
    outlines[c] = cut_outlines(w, &random, c, cuts);
    assert_int_equal(wg_frame_claim(w->frame, c, &outlines[c]), WG_OK);
  }
  assert_int_equal(wg_frame_settle(w->frame), WG_OK);
  for (int32_t c = 0; c < count; c++) {
    wg_shapes labels = {0}, whole = {0};
    wg_status status = wg_frame_finish(w->frame, c, &outlines[c], w->context, &labels);
    if (status != WG_OK) print_error("seed %d: %s\n", (int)seed, wg_message(w->context));
    assert_int_equal(status, WG_OK);
    assert_int_equal(wg_frame_community(w->frame, c, w->context, &whole), WG_OK);
    __int128 sum = 0;
    for (int64_t i = 0; i < labels.count; i++) sum += wg_shapes_area2(&labels, i);
    assert_true(sum == wg_shapes_area2(&whole, 0));
    s.count = 0;
    add_segments(&s, &labels, 1);
    add_segments(&s, &whole, -1);
    cancel_segments(&s);
    assert_int_equal(s.count, 0);
    wg_shapes_free(&labels, w->context);
    wg_shapes_free(&whole, w->context);
    wg_outlines_free(&outlines[c], w->context);
  }
  free(s.items);
  free(outlines);
}

static void labels_add_up_to_their_community_exactly(void **state)
{
  (void)state;
  const coverage_options *kinds[] = {&exact, &surveyed, &wild, &narrow};
  for (uint64_t seed = 0; seed < 120; seed++) {
    world w = begin(100 + seed, kinds[seed % 4]);
    check_finish(&w, seed, (int)(seed % 30));
    end(&w);
  }
}

/* A community of one ring cut like a cake, from its middle to some spots on its boundary; sometimes
 * it stays whole. */
static wg_outlines cake(world *w, wg_random *random, int32_t community)
{
  wg_boundary boundary = wg_frame_boundary(w->frame, community);
  loop whole = {0}, *pieces = calloc(8, sizeof *pieces);
  cutting c = {.random = random};
  int64_t x = 0, y = 0;
  int count = 0, cut[8], points = boundary.ring_start[1];
  for (int i = 0; i < points; i++) {
    whole.v[whole.count++] = (wg_outline_vertex){boundary.points[i], i};
    x += boundary.points[i].x;
    y += boundary.points[i].y;
  }
  wg_point middle = {(int32_t)(x / points), (int32_t)(y / points)};
  for (int k = 0; k < 6; k++)
    add_spot(&c, &whole, (int)wg_random_below(random, (uint64_t)whole.count));
  for (int i = 0; i < whole.count && count < 8; i++)
    if (wg_random_below(random, 3) == 0) cut[count++] = i;
  for (int k = 0; k < count; k++) {
    int end = k + 1 < count ? cut[k + 1] : cut[0] + whole.count;
    for (int i = cut[k]; i < end; i++)
      pieces[k].v[pieces[k].count++] = whole.v[i % whole.count];
    pieces[k].v[pieces[k].count++] = (wg_outline_vertex){whole.v[end % whole.count].point, -1};
    pieces[k].v[pieces[k].count++] = (wg_outline_vertex){middle, -1};
  }
  if (count < 2) pieces[0] = whole;
  wg_outlines out = loops_to_outlines(w->context, pieces, count < 2 ? 1 : count, true);
  free(pieces);
  return out;
}

/* Whether all rings are valid before they are finished: a cell may not be star-shaped. */
static bool rings_valid(world *w, wg_geos *geos, const wg_outlines *outlines)
{
  bool all = true;
  wg_shapes raw = {0};
  for (int32_t r = 0; r < outlines->ring_count; r++) {
    bool valid;
    char reason[128];
    wg_point at;
    assert_int_equal(wg_shapes_begin(&raw, w->context, WG_SHAPE_AREA), WG_OK);
    assert_int_equal(wg_shapes_begin_ring(&raw, w->context), WG_OK);
    for (int64_t i = outlines->ring_start[r]; i < outlines->ring_start[r + 1]; i++)
      assert_int_equal(wg_shapes_add_point(&raw, w->context, outlines->vertices[i].point), WG_OK);
    assert_int_equal(wg_geos_valid(geos, &raw, r, &valid, reason, &at), WG_OK);
    all = all && valid;
  }
  wg_shapes_free(&raw, w->context);
  return all;
}

/* Cells that are star-shaped about their middle, so the pieces are simple: then the finished ones
 * are valid for GEOS, whatever neighbours claimed, and no two of them overlap. */
static void finished_pieces_are_valid_and_apart(void **state)
{
  (void)state;
  const coverage_options cells = {.size = 4, .labels = 16, .pitch_mm = 60000, .noise = 50,
                                  .junctions = 60, .gaps = 10, .distinct = true};
  for (uint64_t seed = 0; seed < 40; seed++) {
    world w = begin(1900 + seed, &cells);
    wg_random random = wg_random_seeded(seed);
    wg_outlines outlines[16];
    wg_shapes pieces = {0};
    wg_geos *geos;
    int32_t count = (int32_t)w.communities.shapes.count;
    assert_int_equal(wg_geos_new(&geos, w.context), WG_OK);
    for (int32_t c = 0; c < count; c++) {
      outlines[c] = cake(&w, &random, c);
      while (!rings_valid(&w, geos, &outlines[c])) {
        wg_outlines_free(&outlines[c], w.context);
        outlines[c] = cake(&w, &random, c);
      }
      assert_int_equal(wg_frame_claim(w.frame, c, &outlines[c]), WG_OK);
    }
    assert_int_equal(wg_frame_settle(w.frame), WG_OK);
    for (int32_t c = 0; c < count; c++) {
      assert_int_equal(wg_frame_finish(w.frame, c, &outlines[c], w.context, &pieces), WG_OK);
      wg_outlines_free(&outlines[c], w.context);
    }
    assert_valid_and_apart(geos, &pieces);
    wg_shapes_free(&pieces, w.context);
    wg_geos_free(geos);
    end(&w);
  }
}

/* An exact coverage loses nothing: the communities have the area of the cells, and their segments
 * cancel but for the outer ring. */
static void exact_neighbours_tile_the_ground(void **state)
{
  (void)state;
  for (uint64_t seed = 0; seed < 60; seed++) {
    world w = begin(seed, &exact);
    segments s = {0};
    assert_int_equal(wg_frame_settle(w.frame), WG_OK);
    wg_shapes areas = finished_communities(&w);
    __int128 sum = 0;
    for (int64_t i = 0; i < areas.count; i++) sum += wg_shapes_area2(&areas, i);
    assert_true(sum == w.area2);
    add_segments(&s, &areas, 1);
    cancel_segments(&s);
    assert_int_equal(s.count, 4 * exact.size);
    for (int64_t i = 0; i < w.findings.count; i++)
      assert_int_not_equal(w.findings.items[i].code, WG_FINDING_COMMUNITY_OVERLAP);
    wg_shapes_free(&areas, w.context);
    free(s.items);
    end(&w);
  }
}

/* GEOS as the oracle: finished communities are valid and do not overlap. */
static void finished_communities_are_valid_and_apart(void **state)
{
  (void)state;
  const coverage_options *kinds[] = {&surveyed, &wild, &tiny};
  for (uint64_t seed = 0; seed < 60; seed++) {
    world w = begin(500 + seed, kinds[seed % 3]);
    wg_geos *geos;
    assert_int_equal(wg_geos_new(&geos, w.context), WG_OK);
    assert_int_equal(wg_frame_settle(w.frame), WG_OK);
    wg_shapes areas = finished_communities(&w);
    assert_valid_and_apart(geos, &areas);
    wg_shapes_free(&areas, w.context);
    wg_geos_free(geos);
    end(&w);
  }
}

/* GEOS as the oracle again: of two communities the second keeps what the first does not cover, give
 * or take what rounding and snapping move along their outlines. */
static void an_overlap_is_as_large_as_geos_measures(void **state)
{
  (void)state;
  const coverage_options two = {.size = 5, .labels = 2, .pitch_mm = 40000, .junctions = 20,
                                .strays = 60, .stray_mm = 4000};
  int compared = 0;
  for (uint64_t seed = 0; seed < 80; seed++) {
    world w = begin(1700 + seed, &two);
    wg_geos *geos;
    bool valid = w.communities.shapes.count == 2;
    char reason[128];
    wg_point at;
    double shared;
    assert_int_equal(wg_geos_new(&geos, w.context), WG_OK);
    assert_int_equal(wg_frame_settle(w.frame), WG_OK);
    wg_shapes areas = finished_communities(&w);
    for (int64_t i = 0; i < 2 && valid; i++)
      assert_int_equal(wg_geos_valid(geos, &w.communities.shapes, i, &valid, reason, &at), WG_OK);
    if (valid) {
      const wg_shapes *in = &w.communities.shapes;
      double most = (double)(wg_shapes_length(in, 0) + wg_shapes_length(in, 1)) * 1e-6 * 2;
      assert_int_equal(wg_geos_overlap(geos, in, 0, in, 1, &shared), WG_OK);
      double expected = (double)wg_shapes_area2(in, 1) / 2e6 - shared;
      double found = (double)wg_shapes_area2(&areas, 1) / 2e6;
      assert_true(found - expected < most && expected - found < most);
      compared++;
    }
    wg_shapes_free(&areas, w.context);
    wg_geos_free(geos);
    end(&w);
  }
  assert_true(compared > 40);
}

/* Compares the boundary of a community in two frames, one of them moved by (x, y). */
static bool same_boundary(const wg_frame *a, int32_t i, const wg_frame *b, int32_t j, int32_t x,
                          int32_t y)
{
  wg_boundary l = wg_frame_boundary(a, i), r = wg_frame_boundary(b, j);
  if (l.ring_count != r.ring_count || l.part_count != r.part_count) return false;
  for (int32_t k = 0; k <= l.ring_count; k++)
    if (l.ring_start[k] != r.ring_start[k]) return false;
  for (int32_t k = 0; k < l.ring_count; k++)
    if (l.ring_part[k] != r.ring_part[k]) return false;
  for (int32_t k = 0; k < l.ring_start[l.ring_count]; k++)
    if (l.points[k].x + x != r.points[k].x || l.points[k].y + y != r.points[k].y) return false;
  return true;
}

static void a_boundary_is_the_same_without_its_neighbours(void **state)
{
  (void)state;
  int64_t compared = 0, different = 0;
  for (uint64_t seed = 0; seed < 80; seed++) {
    world w = begin(900 + seed, seed % 4 == 0 ? &exact : &surveyed), alone = {0};
    wg_random random = wg_random_seeded(seed);
    int32_t chosen[64], count = 0;
    for (int32_t c = 0; c < w.communities.shapes.count; c++)
      if (wg_random_below(&random, 3) == 0) chosen[count++] = c;
    assert_int_equal(wg_context_new(&alone.context, NULL), WG_OK);
    pick_communities(alone.context, &w.communities, chosen, count, 0, 0, &alone.communities);
    build(&alone);
    for (int32_t i = 0; i < count; i++) {
      bool same = same_boundary(w.frame, chosen[i], alone.frame, i, 0, 0);
      if (!same) print_error("seed %d, community %d differs\n", (int)seed, (int)chosen[i]);
      compared++;
      different += !same;
    }
    end(&alone);
    end(&w);
  }
  print_message("%d boundaries compared, %d differ\n", (int)compared, (int)different);
  assert_true(compared > 100);
  assert_int_equal(different, 0);
}

static void order_and_place_make_no_difference(void **state)
{
  (void)state;
  const coverage_options *kinds[] = {&surveyed, &wild, &tiny};
  for (uint64_t seed = 0; seed < 60; seed++) {
    world w = begin(1300 + seed, kinds[seed % 3]), other = {0};
    wg_random random = wg_random_seeded(seed);
    int32_t count = (int32_t)w.communities.shapes.count, order[64];
    int32_t x = seed % 2 ? 1000003 : -1900000000, y = seed % 2 ? -777 : 1800000000;
    for (int32_t c = 0; c < count; c++) order[c] = c;
    for (int32_t c = count - 1; c > 0; c--) {
      int32_t k = (int32_t)wg_random_below(&random, (uint64_t)c + 1), swap = order[c];
      order[c] = order[k];
      order[k] = swap;
    }
    assert_int_equal(wg_context_new(&other.context, NULL), WG_OK);
    pick_communities(other.context, &w.communities, order, count, x, y, &other.communities);
    build(&other);
    assert_int_equal(wg_frame_settle(w.frame), WG_OK);
    assert_int_equal(wg_frame_settle(other.frame), WG_OK);
    wg_shapes here = finished_communities(&w), there = finished_communities(&other);
    for (int32_t i = 0; i < count; i++) {
      assert_true(same_boundary(w.frame, order[i], other.frame, i, x, y));
      assert_true(wg_shapes_area2(&here, order[i]) == wg_shapes_area2(&there, i));
    }
    assert_int_equal(w.findings.count, other.findings.count);
    for (int64_t f = 0; f < w.findings.count; f++)
      assert_string_equal(wg_texts_get(&w.findings.texts, w.findings.items[f].reason),
                          wg_texts_get(&other.findings.texts, other.findings.items[f].reason));
    wg_shapes_free(&here, w.context);
    wg_shapes_free(&there, other.context);
    end(&other);
    end(&w);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_neighbours_tile_the_ground),
      cmocka_unit_test(finished_communities_are_valid_and_apart),
      cmocka_unit_test(finished_pieces_are_valid_and_apart),
      cmocka_unit_test(an_overlap_is_as_large_as_geos_measures),
      cmocka_unit_test(labels_add_up_to_their_community_exactly),
      cmocka_unit_test(order_and_place_make_no_difference),
      cmocka_unit_test(a_boundary_is_the_same_without_its_neighbours),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
