/* Crossings that roads make over hard lines and areas.
 *
 * Hard segments lie in bins; every road segment looks for those it properly crosses. A vertex that
 * lies on the other line counts for one side, so a road that bends on a railway still crosses it
 * once; a vertex that both have is a junction at grade and crosses nothing. Over a line the
 * crossing is the point; over an area it is the stretch of road from bank to bank. */
#include "algorithms/passage.h"

#include <stdlib.h>
#include <string.h>

#include "bins.h"
#include "exact.h"
#include "ring_order.h"
#include "roads.h"

/* A road crosses a hard segment. */
typedef struct meeting {
  int32_t barrier; /* the hard one */
  int64_t step;    /* road vertex that the road segment starts at */
  int64_t away_mm; /* from there */
  int32_t segment; /* hard segment */
  wg_point at;
} meeting;

/* A crossing found: road vertices first … end − 1 between at and until (a point: both the same). */
typedef struct passage {
  wg_point at, until;
  int64_t first, end;
  bool backward; /* to be written from `until` to `at` */
  const char *name;
} passage;

typedef struct finder {
  wg_context *context;
  const wg_barriers *barriers;
  roads roads;
  bin_segment *segments; /* of hard lines and outlines of hard areas */
  int32_t *barrier;      /* of a segment */
  int64_t segment_count;
  bins bins;
  meeting *meetings;     /* of the chain at hand */
  int64_t meeting_count, meeting_capacity;
  passage *passages;
  int64_t passage_count, passage_capacity;
} finder;

/* Counts the hard segments, or writes them once there is room. */
static void take_segments(finder *f)
{
  const wg_shapes *shapes = &f->barriers->shapes;
  f->segment_count = 0;
  for (int64_t b = 0; b < shapes->count; b++) {
    if (f->barriers->class_[b] != WG_BARRIER_HARD) continue;
    bool closed = shapes->kind[b] == WG_SHAPE_AREA;
    for (int64_t r = shapes->ring_start[b]; r < shapes->ring_start[b + 1]; r++) {
      int64_t count;
      const wg_point *p = wg_shapes_ring(shapes, r, &count);
      for (int64_t i = 0; i + (closed ? 0 : 1) < count; i++, f->segment_count++) {
        if (f->segments == NULL) continue;
        f->segments[f->segment_count] = (bin_segment){p[i], p[i + 1 < count ? i + 1 : 0]};
        f->barrier[f->segment_count] = (int32_t)b;
      }
    }
  }
}

/* --- meetings ---------------------------------------------------------------------------------- */

static bool share_end(wg_point a, wg_point b, bin_segment s)
{
  return same_point(a, s.a) || same_point(a, s.b) || same_point(b, s.a) || same_point(b, s.b);
}

static bool crosses(wg_point a, wg_point b, bin_segment s)
{
  return !share_end(a, b, s) &&
         (wg_orient(s.a, s.b, a) >= 0) != (wg_orient(s.a, s.b, b) >= 0) &&
         (wg_orient(a, b, s.a) >= 0) != (wg_orient(a, b, s.b) >= 0);
}

static wg_status meet_segment(finder *f, int64_t step, int32_t segment)
{
  wg_point a = f->roads.vertices[step].at, b = f->roads.vertices[step + 1].at;
  bin_segment hard = f->segments[segment];
  if (!crosses(a, b, hard)) return WG_OK;
  wg_point at = round_crossing(a, b, hard.a, hard.b);
  WG_TRY(wg_grow(f->context, &f->meetings, &f->meeting_capacity, f->meeting_count + 1,
                 sizeof *f->meetings));
  f->meetings[f->meeting_count++] =
      (meeting){f->barrier[segment], step, wg_distance(a, at), segment, at};
  return WG_OK;
}

static wg_status meet_step(finder *f, int64_t step)
{
  int64_t column, row;
  bin_walk walk = bin_walk_begin(f->bins.shift, 0, f->roads.vertices[step].at,
                                 f->roads.vertices[step + 1].at);
  while (bin_walk_next(&walk, &column, &row)) {
    uint64_t bucket = bins_bucket(&f->bins, column, row);
    for (int64_t i = f->bins.start[bucket]; i < f->bins.start[bucket + 1]; i++)
      WG_TRY(meet_segment(f, step, f->bins.items[i]));
  }
  return WG_OK;
}

static int compare_meeting(const void *left, const void *right)
{
  const meeting *a = left, *b = right;
  if (a->barrier != b->barrier) return a->barrier < b->barrier ? -1 : 1;
  if (a->step != b->step) return a->step < b->step ? -1 : 1;
  if (a->away_mm != b->away_mm) return a->away_mm < b->away_mm ? -1 : 1;
  return (a->segment > b->segment) - (a->segment < b->segment);
}

/* Sorts the meetings of a chain, each once, whichever bins it was found in. Two that fall on one
 * spot are a touch and cancel; three are one crossing. */
static void sort_meetings(finder *f)
{
  int64_t kept = 0;
  if (f->meeting_count > 0)
    qsort(f->meetings, (size_t)f->meeting_count, sizeof *f->meetings, compare_meeting);
  for (int64_t i = 0; i < f->meeting_count; i++) {
    const meeting *m = &f->meetings[i];
    if (i > 0 && compare_meeting(m - 1, m) == 0) continue;
    if (kept > 0 && f->meetings[kept - 1].barrier == m->barrier &&
        same_point(f->meetings[kept - 1].at, m->at))
      kept--;
    else
      f->meetings[kept++] = *m;
  }
  f->meeting_count = kept;
}

/* --- passages ---------------------------------------------------------------------------------- */

/* Whether the road goes on before the first and after the second of two meetings. */
static bool goes_on(const finder *f, const meeting *in, const meeting *out)
{
  return roads_go_on(&f->roads, in->at, in->step, -1, WG_CROSSING_RUN_MM) &&
         roads_go_on(&f->roads, out->at, out->step + 1, 1, WG_CROSSING_RUN_MM);
}

static wg_status add_passage(finder *f, const meeting *in, const meeting *out)
{
  if (!goes_on(f, in, out)) return WG_OK;
  wg_text name = f->barriers->name[f->roads.vertices[in->step].barrier];
  passage found = {in->at, out->at, in->step + 1, out->step + 1, lower_point(out->at, in->at),
                   wg_texts_get(&f->barriers->texts, name)};
  WG_TRY(wg_grow(f->context, &f->passages, &f->passage_capacity, f->passage_count + 1,
                 sizeof *f->passages));
  f->passages[f->passage_count++] = found;
  return WG_OK;
}

/* Whether the road is inside the area between two meetings that follow each other. */
static bool runs_inside(const finder *f, const meeting *in, const meeting *out)
{
  const wg_shapes *shapes = &f->barriers->shapes;
  for (int64_t v = in->step + 1; v <= out->step; v++) {
    int where = wg_shapes_locate(shapes, in->barrier, f->roads.vertices[v].at);
    if (where != 0) return where > 0;
  }
  wg_point middle = {(int32_t)(((int64_t)in->at.x + out->at.x) / 2),
                     (int32_t)(((int64_t)in->at.y + out->at.y) / 2)};
  return wg_shapes_locate(shapes, in->barrier, middle) > 0;
}

static wg_status take_passages(finder *f)
{
  for (int64_t i = 0; i < f->meeting_count; i++) {
    const meeting *m = &f->meetings[i];
    if (f->barriers->shapes.kind[m->barrier] == WG_SHAPE_LINE)
      WG_TRY(add_passage(f, m, m));
    else if (i + 1 < f->meeting_count && m[1].barrier == m->barrier && runs_inside(f, m, m + 1))
      WG_TRY(add_passage(f, m, m + 1));
  }
  return WG_OK;
}

static wg_status find_passages(finder *f)
{
  for (int32_t c = 0; c < f->roads.chain_count; c++) {
    f->meeting_count = 0;
    for (int64_t v = f->roads.chain_start[c]; v + 1 < f->roads.chain_start[c + 1]; v++)
      WG_TRY(meet_step(f, v));
    sort_meetings(f);
    WG_TRY(take_passages(f));
  }
  return WG_OK;
}

/* --- writing ----------------------------------------------------------------------------------- */

static int compare_passage(const void *left, const void *right)
{
  const passage *a = left, *b = right;
  wg_point la = a->backward ? a->until : a->at, lb = b->backward ? b->until : b->at;
  wg_point ha = a->backward ? a->at : a->until, hb = b->backward ? b->at : b->until;
  if (lower_point(la, lb)) return -1;
  if (lower_point(lb, la)) return 1;
  if (lower_point(ha, hb)) return -1;
  if (lower_point(hb, ha)) return 1;
  return strcmp(a->name, b->name);
}

static wg_status write_shape(const finder *f, wg_shapes *shapes, const passage *p)
{
  bool point = same_point(p->at, p->until);
  int64_t between = p->end - p->first;
  WG_TRY(wg_shapes_begin(shapes, f->context, point ? WG_SHAPE_POINT : WG_SHAPE_LINE));
  WG_TRY(wg_shapes_begin_ring(shapes, f->context));
  WG_TRY(wg_shapes_add_point(shapes, f->context, p->backward ? p->until : p->at));
  if (point) return WG_OK;
  for (int64_t i = 0; i < between; i++) {
    int64_t vertex = p->backward ? p->end - 1 - i : p->first + i;
    WG_TRY(wg_shapes_add_point(shapes, f->context, f->roads.vertices[vertex].at));
  }
  return wg_shapes_add_point(shapes, f->context, p->backward ? p->at : p->until);
}

static wg_status write_crossings(finder *f, wg_crossings *crossings)
{
  if (f->passage_count > 0)
    qsort(f->passages, (size_t)f->passage_count, sizeof *f->passages, compare_passage);
  for (int64_t i = 0; i < f->passage_count; i++) {
    int64_t index;
    const passage *p = &f->passages[i];
    if (i > 0 && compare_passage(p - 1, p) == 0) continue;
    WG_TRY(wg_crossings_append(crossings, f->context, &index));
    WG_TRY(write_shape(f, &crossings->shapes, p));
    crossings->made[index] = 1;
    if (p->name[0] != 0)
      WG_TRY(wg_texts_add(&crossings->texts, f->context, p->name, -1, &crossings->name[index]));
  }
  return WG_OK;
}

wg_status wg_make_crossings(wg_crossings *crossings, wg_context *context,
                            const wg_barriers *barriers)
{
  wg_status status;
  finder f = {.context = context, .barriers = barriers};
  take_segments(&f);
  if (f.segment_count == 0) return WG_OK;
  WG_TRY_DONE(wg_allocate(context, &f.segments, (size_t)f.segment_count, sizeof *f.segments));
  WG_TRY_DONE(wg_allocate(context, &f.barrier, (size_t)f.segment_count, sizeof *f.barrier));
  take_segments(&f);
  WG_TRY_DONE(bins_build(&f.bins, context, f.segments, f.segment_count, 1));
  WG_TRY_DONE(roads_build(&f.roads, context, barriers));
  WG_TRY_DONE(find_passages(&f));
  WG_TRY_DONE(write_crossings(&f, crossings));
done:
  wg_release(context, f.segments);
  wg_release(context, f.barrier);
  wg_release(context, f.meetings);
  wg_release(context, f.passages);
  roads_free(&f.roads, context);
  bins_free(&f.bins, context);
  return status;
}
