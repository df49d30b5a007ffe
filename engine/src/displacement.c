/* Suspecting the datums of web maps.
 *
 * GCJ-02 and BD-09 displace by 300 m to 1,200 m, in a direction that their formulas tell for every
 * place. So there are four hypotheses on two inputs: the buildings bear GCJ-02, or BD-09; or the
 * other input does. Under each the buildings of a sample are moved as that would put them right,
 * and what is wrong is counted again: buildings that a line crosses (streets, boundaries), and
 * buildings in no community. A hypothesis is believed only if it more than halves what is wrong, if
 * that is beyond chance, and if moves as long in three other directions do nothing of the kind; so
 * clean data, of which the place as it is fits best, is never suspected, and a layer of another
 * extent neither. What the lines themselves say is then measured: the move that crosses the fewest
 * buildings, searched round the one supposed. */
#include "displacement.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "algorithms/alignment.h"
#include "geodata/system.h"

enum { SAMPLE = 4000, LEAST = 50, LEAST_CROSSED = 15, HYPOTHESES = 4, OTHERS = 3 };
#define WIDEST_MM 300000 /* larger footprints are no houses */

typedef struct hypothesis {
  const char *datum, *words;
  bool of_buildings; /* they bear it; else the other input does */
} hypothesis;

static const hypothesis hypotheses[HYPOTHESES] = {{"GCJ02", "GCJ-02", true},
                                                  {"BD09", "BD-09", true},
                                                  {"GCJ02", "GCJ-02", false},
                                                  {"BD09", "BD-09", false}};

typedef struct sample {
  wg_box *boxes;
  wg_point *centres;
  wg_point *moves[HYPOTHESES];
  wg_point *turned, *still;
  uint8_t *before, *after;
  int64_t count;
} sample;

/* What a pair of inputs says. */
typedef struct verdict {
  int chosen;                       /* hypothesis, −1: none */
  int64_t before, after;            /* buildings that lie wrong */
  bool by_outside;                  /* in no community; else crossed by lines */
  double east_m, north_m;           /* of the displaced input, as measured */
  double said_east_m, said_north_m; /* as the formula says */
} verdict;

static void free_sample(sample *s, wg_context *context)
{
  wg_release(context, s->boxes);
  wg_release(context, s->centres);
  for (int h = 0; h < HYPOTHESES; h++) wg_release(context, s->moves[h]);
  wg_release(context, s->turned);
  wg_release(context, s->still);
  wg_release(context, s->before);
  wg_release(context, s->after);
}

static wg_status make_room(sample *s, wg_context *context)
{
  WG_TRY(wg_allocate(context, &s->boxes, SAMPLE, sizeof *s->boxes));
  WG_TRY(wg_allocate(context, &s->centres, SAMPLE, sizeof *s->centres));
  for (int h = 0; h < HYPOTHESES; h++)
    WG_TRY(wg_allocate(context, &s->moves[h], SAMPLE, sizeof *s->moves[h]));
  WG_TRY(wg_allocate(context, &s->turned, SAMPLE, sizeof *s->turned));
  WG_TRY(wg_allocate(context, &s->still, SAMPLE, sizeof *s->still));
  WG_TRY(wg_allocate(context, &s->before, SAMPLE, 1));
  return wg_allocate(context, &s->after, SAMPLE, 1);
}

/* Evenly from all buildings, in their order. */
static void take_buildings(sample *s, const wg_shapes *shapes)
{
  int64_t step = (shapes->count + SAMPLE - 1) / SAMPLE;
  for (int64_t b = 0; b < shapes->count && s->count < SAMPLE; b += step) {
    if (shapes->kind[b] == WG_SHAPE_NONE) continue;
    wg_box box = wg_inner_box(shapes, b);
    if ((int64_t)box.max_x - box.min_x > WIDEST_MM || (int64_t)box.max_y - box.min_y > WIDEST_MM)
      continue;
    s->boxes[s->count] = box;
    s->centres[s->count++] = (wg_point){box.min_x + (box.max_x - box.min_x) / 2,
                                        box.min_y + (box.max_y - box.min_y) / 2};
  }
}

/* A building that bears a datum is put right by undoing it; one that lies right is put where the
 * other input lies by applying it. */
static wg_status fill_moves(sample *s, wg_context *context, const wg_system *system, bool *any)
{
  *any = false;
  for (int h = 0; h < HYPOTHESES; h++) {
    WG_TRY(wg_system_datum_moves(system, context, hypotheses[h].datum, !hypotheses[h].of_buildings,
                                 s->centres, s->count, s->moves[h]));
    for (int64_t i = 0; i < s->count; i++)
      *any = *any || s->moves[h][i].x != 0 || s->moves[h][i].y != 0;
  }
  return WG_OK;
}

/* --- counting ----------------------------------------------------------------------------------
 */

/* Against lines, or against the inside of areas. */
typedef struct measure {
  const wg_linework *lines; /* NULL: by areas */
  const wg_shapes *areas;
  const wg_box *boxes; /* of the areas */
} measure;

static bool lies_outside(const measure *m, wg_point at, wg_point move)
{
  wg_point p;
  if (__builtin_add_overflow(at.x, move.x, &p.x) || __builtin_add_overflow(at.y, move.y, &p.y))
    return true;
  for (int64_t a = 0; a < m->areas->count; a++) {
    const wg_box *box = &m->boxes[a];
    if (p.x < box->min_x || p.x > box->max_x || p.y < box->min_y || p.y > box->max_y) continue;
    if (wg_shapes_locate(m->areas, a, p) >= 0) return false;
  }
  return true;
}

static int64_t count_wrong(const sample *s, const measure *m, const wg_point *moves, uint8_t *wrong)
{
  const wg_point nothing = {0, 0};
  int64_t sum = 0;
  if (m->lines != NULL)
    return wg_linework_crossed(m->lines, s->boxes, moves, nothing, s->count, wrong);
  for (int64_t i = 0; i < s->count; i++) sum += wrong[i] = lies_outside(m, s->centres[i], moves[i]);
  return sum;
}

/* More buildings were put right than wrong, by four standard deviations of what chance would do. */
static bool beyond_chance(const sample *s)
{
  int64_t righted = 0, spoilt = 0;
  for (int64_t i = 0; i < s->count; i++) {
    righted += s->before[i] != 0 && s->after[i] == 0;
    spoilt += s->before[i] == 0 && s->after[i] != 0;
  }
  return righted > spoilt && (righted - spoilt) * (righted - spoilt) >= 16 * (righted + spoilt);
}

/* The least that moves as long in three other directions leave wrong. */
static int64_t least_elsewhere(sample *s, const measure *m, const wg_point *moves)
{
  int64_t least = INT64_MAX;
  memcpy(s->turned, moves, (size_t)s->count * sizeof *moves);
  for (int turn = 0; turn < OTHERS; turn++) {
    for (int64_t i = 0; i < s->count; i++)
      s->turned[i] = (wg_point){-s->turned[i].y, s->turned[i].x};
    int64_t wrong = count_wrong(s, m, s->turned, s->after);
    if (wrong < least) least = wrong;
  }
  return least;
}

/* Whether what stays wrong is little enough. Lines cross some buildings wherever they lie; but
 * outside of all communities lies next to nothing when the layers fit. */
static bool is_explained(const verdict *v, int64_t elsewhere)
{
  int64_t part = v->by_outside ? 5 : 2;
  return v->after * part <= v->before && v->after * part <= elsewhere;
}

static void judge(sample *s, const measure *m, verdict *v)
{
  *v = (verdict){.chosen = -1, .by_outside = m->lines == NULL};
  v->before = count_wrong(s, m, s->still, s->before);
  if (v->before < LEAST_CROSSED) return;
  v->after = INT64_MAX;
  for (int h = 0; h < HYPOTHESES; h++) {
    int64_t wrong = count_wrong(s, m, s->moves[h], s->after);
    if (wrong >= v->after || !beyond_chance(s)) continue;
    v->after = wrong;
    v->chosen = h;
  }
  if (v->chosen >= 0 && !is_explained(v, least_elsewhere(s, m, s->moves[v->chosen])))
    v->chosen = -1;
}

/* --- measuring ---------------------------------------------------------------------------------
 */

enum { STEP_MM = 5000, STEPS = 8 };

/* How far from the move supposed the fewest buildings are crossed: the middle of all such places.
 */
static void refine(const sample *s, const wg_linework *lines, const wg_point *moves, double *east_m,
                   double *north_m)
{
  int64_t least = INT64_MAX, sum_x = 0, sum_y = 0, places = 0;
  for (int row = -STEPS; row <= STEPS; row++)
    for (int column = -STEPS; column <= STEPS; column++) {
      wg_point more = {column * STEP_MM, row * STEP_MM};
      int64_t crossed = wg_linework_crossed(lines, s->boxes, moves, more, s->count, s->after);
      if (crossed > least) continue;
      if (crossed < least) sum_x = sum_y = places = 0;
      least = crossed;
      sum_x += more.x, sum_y += more.y, places++;
    }
  *east_m = (double)sum_x / (double)places / 1000;
  *north_m = (double)sum_y / (double)places / 1000;
}

/* The move of the buildings turned into the displacement of what is displaced. */
static void measure_vector(const sample *s, const wg_linework *lines, verdict *v)
{
  const wg_point *moves = s->moves[v->chosen];
  double east = 0, north = 0, more_east = 0, more_north = 0;
  double sign = hypotheses[v->chosen].of_buildings ? -1 : 1;
  for (int64_t i = 0; i < s->count; i++) east += moves[i].x, north += moves[i].y;
  v->said_east_m = sign * east / (double)s->count / 1000;
  v->said_north_m = sign * north / (double)s->count / 1000;
  refine(s, lines, moves, &more_east, &more_north);
  v->east_m = v->said_east_m + sign * more_east;
  v->north_m = v->said_north_m + sign * more_north;
}

/* --- saying ------------------------------------------------------------------------------------
 */

typedef struct input_words {
  const char *role, *english, *chinese;
} input_words;

static const input_words buildings_words = {"buildings", "buildings", "楼栋"};

static wg_status say_reason(wg_findings *f, wg_context *context, const verdict *v, int64_t count,
                            const input_words *input, const input_words *against, wg_text *out)
{
  const char *wrong = v->by_outside ? wg_in(context, "in no community", "在所有社区之外")
                                    : wg_in(context, "crossed by its lines", "被其线穿过");
  return wg_texts_format(&f->texts, context, out,
                         wg_in(context,
                               "The %s lie %.0f m east and %.0f m north of where they fit the %s; "
                               "%s displaces by %.0f m "
                               "and %.0f m there. Of %lld buildings looked at %lld are %s, and "
                               "%lld would be without that.",
                               "%s偏东 %.0f 米、偏北 %.0f 米（以与%s吻合的位置为准）；%s "
                               "在此处的偏移为 %.0f 米、%.0f 米。抽查 %lld "
                               "栋楼，%lld 栋%s，消除偏移后为 %lld 栋。"),
                         wg_in(context, input->english, input->chinese), v->east_m, v->north_m,
                         wg_in(context, against->english, against->chinese),
                         hypotheses[v->chosen].words, v->said_east_m, v->said_north_m,
                         (long long)count, (long long)v->before, wrong, (long long)v->after);
}

static wg_status say(wg_findings *f, wg_context *context, const verdict *v, int64_t count,
                     const input_words *other)
{
  wg_finding *finding;
  wg_text subject, reason, remedy;
  bool of_buildings = hypotheses[v->chosen].of_buildings;
  const input_words *input = of_buildings ? &buildings_words : other;
  const input_words *against = of_buildings ? other : &buildings_words;
  WG_TRY(wg_texts_add(&f->texts, context, wg_in(context, input->english, input->chinese), -1,
                      &subject));
  WG_TRY(say_reason(f, context, v, count, input, against, &reason));
  WG_TRY(wg_texts_format(&f->texts, context, &remedy,
                         wg_in(context,
                               "If they come from a web map: --crs-of %s=%s. Nothing was moved.",
                               "如来自网络地图：--crs-of %s=%s。未作任何改动。"),
                         input->role, hypotheses[v->chosen].datum));
  WG_TRY(wg_findings_add(f, context, WG_FINDING_DATUM_SUSPECTED, &finding));
  finding->subject = subject;
  finding->reason = reason;
  finding->remedy = remedy;
  return WG_OK;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static wg_status box_areas(wg_box **out, wg_context *context, const wg_shapes *areas)
{
  WG_TRY(wg_allocate(context, out, (size_t)areas->count, sizeof **out));
  for (int64_t a = 0; a < areas->count; a++) (*out)[a] = wg_shapes_box(areas, a);
  return WG_OK;
}

static wg_status judge_communities(sample *s, wg_plan *plan, wg_context *context, verdict *v)
{
  wg_linework *lines = NULL;
  wg_box *boxes = NULL;
  wg_status status = wg_linework_build(&lines, context, &plan->communities.shapes, NULL);
  if (status == WG_OK) status = box_areas(&boxes, context, &plan->communities.shapes);
  if (status == WG_OK) {
    const measure outside = {NULL, &plan->communities.shapes, boxes}, crossed = {lines, NULL, NULL};
    judge(s, &outside, v);
    if (v->chosen < 0) judge(s, &crossed, v);
    if (v->chosen >= 0) measure_vector(s, lines, v);
  }
  wg_linework_free(lines, context);
  wg_release(context, boxes);
  return status;
}

static wg_status judge_barriers(sample *s, wg_plan *plan, wg_context *context, verdict *v)
{
  wg_linework *lines;
  *v = (verdict){.chosen = -1};
  if (plan->barriers.shapes.count == 0) return WG_OK;
  WG_TRY(wg_linework_build(&lines, context, &plan->barriers.shapes, plan->barriers.underground));
  const measure crossed = {lines, NULL, NULL};
  judge(s, &crossed, v);
  if (v->chosen >= 0) measure_vector(s, lines, v);
  wg_linework_free(lines, context);
  return WG_OK;
}

/* Buildings lie one way: of two verdicts that contradict each other about them the one that undoing
 * would put more buildings right stays. */
static void settle(verdict *a, verdict *b)
{
  if (a->chosen < 0 || b->chosen < 0 || a->chosen == b->chosen) return;
  if (!hypotheses[a->chosen].of_buildings && !hypotheses[b->chosen].of_buildings) return;
  verdict *weaker = a->before - a->after <= b->before - b->after ? a : b;
  weaker->chosen = -1;
}

static wg_status compare(sample *s, wg_plan *plan, wg_context *context)
{
  static const input_words communities = {"communities", "communities", "社区"},
                           barriers = {"barriers", "barriers", "阻隔"};
  verdict with_communities, with_barriers;
  bool any;
  WG_TRY(make_room(s, context));
  take_buildings(s, &plan->buildings.shapes);
  if (s->count < LEAST) return WG_OK;
  WG_TRY(fill_moves(s, context, &plan->system, &any));
  if (!any) return WG_OK;
  WG_TRY(judge_communities(s, plan, context, &with_communities));
  WG_TRY(judge_barriers(s, plan, context, &with_barriers));
  settle(&with_communities, &with_barriers);
  if (with_communities.chosen >= 0)
    WG_TRY(say(&plan->findings, context, &with_communities, s->count, &communities));
  if (with_barriers.chosen >= 0)
    WG_TRY(say(&plan->findings, context, &with_barriers, s->count, &barriers));
  return WG_OK;
}

wg_status wg_find_displacement(wg_plan *plan, wg_context *context)
{
  sample s = {0};
  if (plan->system.wkt == NULL) return WG_OK;
  wg_status status = compare(&s, plan, context);
  free_sample(&s, context);
  return status;
}
