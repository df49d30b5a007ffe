/* Cleaning: the outlines of all communities brought onto common vertices.
 *
 * Surveyed neighbours differ by a millimetre or two where they mean the same line. Communities
 * come in the order of their codes: a point within the tolerance of a vertex that an earlier one
 * made moves there, to the nearest; otherwise it is a vertex of its own. Then a vertex within the
 * tolerance of a line of another community is threaded into that line. Nothing of a community is
 * ever snapped to itself: its own narrow necks are its own business. Bins make it linear. */
#include "frame_parts.h"

#include <stdlib.h>
#include <string.h>

#include "bins.h"

#define TOLERANCE2 (WG_FRAME_TOLERANCE_MM * WG_FRAME_TOLERANCE_MM)

/* A vertex near a line: to be threaded into it at `along`. */
typedef struct bead {
  int32_t line, vertex;
  __int128 along;
  wg_point at;
} bead;

typedef struct coded {
  const char *code;
  int32_t community;
} coded;

static int compare_code(const void *left, const void *right)
{
  const coded *a = left, *b = right;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->community > b->community) - (a->community < b->community);
}

static wg_status rank_communities(frame_work *work)
{
  coded *codes = NULL;
  int32_t count = work->community_count;
  WG_TRY(wg_allocate(work->context, &work->rank, (size_t)count, sizeof *work->rank));
  WG_TRY(wg_allocate(work->context, &work->by_rank, (size_t)count, sizeof *work->by_rank));
  WG_TRY(wg_allocate(work->context, &codes, (size_t)count, sizeof *codes));
  for (int32_t c = 0; c < count; c++)
    codes[c] = (coded){wg_texts_get(&work->communities->texts, work->communities->code[c]), c};
  qsort(codes, (size_t)count, sizeof *codes, compare_code);
  for (int32_t r = 0; r < count; r++) {
    work->by_rank[r] = codes[r].community;
    work->rank[codes[r].community] = r;
  }
  wg_release(work->context, codes);
  return WG_OK;
}

/* Numbers the points of every ring that has at least three. */
static wg_status number_points(frame_work *work)
{
  const wg_shapes *shapes = &work->communities->shapes;
  if (shapes->point_count > INT32_MAX / 4)
    return wg_fail(work->context, WG_LIMIT,
                   wg_in(work->context,
                         "The community outlines have %lld points; at most %d are possible. "
                         "Simplify them first.",
                         "社区边界共有 %lld 个点，最多支持 %d 个。请先简化边界。"),
                   (long long)shapes->point_count, INT32_MAX / 4);
  size_t count = (size_t)shapes->point_count;
  work->point_count = (int32_t)shapes->point_count;
  WG_TRY(wg_allocate(work->context, &work->owner, count, sizeof *work->owner));
  WG_TRY(wg_allocate(work->context, &work->next, count, sizeof *work->next));
  WG_TRY(wg_allocate(work->context, &work->site, count, sizeof *work->site));
  for (int32_t p = 0; p < work->point_count; p++) work->owner[p] = work->site[p] = -1;
  for (int32_t c = 0; c < work->community_count; c++) {
    if (shapes->kind[c] != WG_SHAPE_AREA) continue;
    for (int64_t r = shapes->ring_start[c]; r < shapes->ring_start[c + 1]; r++) {
      int64_t first = shapes->point_start[r], end = shapes->point_start[r + 1];
      for (int64_t p = first; p < end && end - first >= 3; p++) {
        work->owner[p] = work->rank[c];
        work->next[p] = (int32_t)(p + 1 < end ? p + 1 : first);
      }
    }
  }
  return WG_OK;
}

static int64_t distance2(wg_point a, wg_point b)
{
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
  const int64_t far = WG_FRAME_TOLERANCE_MM;
  if (dx > far || dx < -far || dy > far || dy < -far) return INT64_MAX;
  return dx * dx + dy * dy;
}

/* The vertex for a point among those that exist, or −1: the nearest made by an earlier community
 * (ties: by the earlier, then the lower), or one the community itself has in the same place. */
static int32_t find_vertex(const frame_work *work, const bins *near, const int32_t *maker,
                           int32_t point)
{
  const wg_point *points = work->communities->shapes.points;
  int64_t count, best_distance = TOLERANCE2 + 1;
  int32_t best = -1;
  const int32_t *items = bins_at(near, points[point], &count);
  for (int64_t i = 0; i < count; i++) {
    int32_t other = items[i], vertex = work->site[other];
    if (vertex < 0) continue;
    if (work->owner[other] == work->owner[point]) {
      if (same_point(points[other], points[point])) return vertex;
      continue;
    }
    int64_t d = distance2(points[point], work->vertices[vertex]);
    if (d > best_distance || vertex == best) continue;
    if (d == best_distance && best >= 0 &&
        (maker[vertex] > maker[best] ||
         (maker[vertex] == maker[best] &&
          !lower_point(work->vertices[vertex], work->vertices[best]))))
      continue;
    best = vertex;
    best_distance = d;
  }
  return best;
}

static wg_status snap_point(frame_work *work, const bins *near, int32_t *maker, int32_t point)
{
  int32_t vertex = find_vertex(work, near, maker, point);
  if (vertex < 0) {
    WG_TRY(wg_grow(work->context, &work->vertices, &work->vertex_capacity, work->vertex_count + 1,
                   sizeof *work->vertices));
    vertex = (int32_t)work->vertex_count++;
    work->vertices[vertex] = work->communities->shapes.points[point];
    maker[vertex] = work->owner[point];
  }
  work->site[point] = vertex;
  return WG_OK;
}

static wg_status snap_community(frame_work *work, const bins *near, int32_t *maker, int32_t c)
{
  const wg_shapes *shapes = &work->communities->shapes;
  if (shapes->ring_start[c] == shapes->ring_start[c + 1]) return WG_OK;
  int64_t end = shapes->point_start[shapes->ring_start[c + 1]];
  for (int64_t p = shapes->point_start[shapes->ring_start[c]]; p < end; p++)
    if (work->owner[p] >= 0) WG_TRY(snap_point(work, near, maker, (int32_t)p));
  return WG_OK;
}

static wg_status snap_points(frame_work *work)
{
  wg_status status = WG_OK;
  bin_segment *segments = NULL;
  bins near = {0};
  int32_t *maker = NULL; /* of a vertex: the rank that made it */
  const wg_point *points = work->communities->shapes.points;
  WG_TRY_DONE(wg_allocate(work->context, &maker, (size_t)work->point_count, sizeof *maker));
  WG_TRY_DONE(wg_allocate(work->context, &segments, (size_t)work->point_count, sizeof *segments));
  for (int32_t p = 0; p < work->point_count; p++)
    segments[p] = (bin_segment){points[p], points[p]};
  /* Whoever snapped to a vertex lies within the tolerance of it, so of a third within twice. */
  WG_TRY_DONE(bins_build(&near, work->context, segments, work->point_count,
                         2 * WG_FRAME_TOLERANCE_MM));
  for (int32_t r = 0; r < work->community_count; r++)
    WG_TRY_DONE(snap_community(work, &near, maker, work->by_rank[r]));
done:
  wg_release(work->context, segments);
  wg_release(work->context, maker);
  bins_free(&near, work->context);
  return status;
}

/* points_at: points by their vertex, as compressed rows. */
static bool has_point(const frame_work *work, const int64_t *first, const int32_t *points_at,
                      int32_t vertex, int32_t owner)
{
  for (int64_t i = first[vertex]; i < first[vertex + 1]; i++)
    if (work->owner[points_at[i]] == owner) return true;
  return false;
}

static wg_status rows_by_vertex(const frame_work *work, int64_t **first, int32_t **points_at)
{
  WG_TRY(wg_allocate(work->context, first, (size_t)work->vertex_count + 2, sizeof **first));
  WG_TRY(wg_allocate(work->context, points_at, (size_t)work->point_count, sizeof **points_at));
  for (int32_t p = 0; p < work->point_count; p++)
    if (work->site[p] >= 0) (*first)[work->site[p] + 2]++;
  for (int64_t v = 0; v < work->vertex_count; v++) (*first)[v + 2] += (*first)[v + 1];
  for (int32_t p = 0; p < work->point_count; p++)
    if (work->site[p] >= 0) (*points_at)[(*first)[work->site[p] + 1]++] = p;
  return WG_OK;
}

typedef struct beads {
  bead *items;
  int64_t count, capacity;
} beads;

/* Collects the lines that a vertex is to be threaded into. */
static wg_status thread_vertex(const frame_work *work, const bins *lines, const int64_t *first,
                               const int32_t *points_at, int32_t vertex, beads *out)
{
  int64_t count;
  wg_point at = work->vertices[vertex];
  const int32_t *items = bins_at(lines, at, &count);
  for (int64_t i = 0; i < count; i++) {
    int32_t line = items[i];
    if (work->owner[line] < 0) continue;
    int32_t from = work->site[line], to = work->site[work->next[line]];
    if (from == to || from == vertex || to == vertex) continue;
    wg_point a = work->vertices[from], b = work->vertices[to];
    if (!near_line(a, b, at, WG_FRAME_TOLERANCE_MM)) continue;
    __int128 along = dot_from(a, b, at);
    if (along <= 0 || along >= dot_from(a, b, b)) continue;
    if (has_point(work, first, points_at, vertex, work->owner[line])) continue;
    WG_TRY(wg_grow(work->context, &out->items, &out->capacity, out->count + 1,
                   sizeof *out->items));
    out->items[out->count++] = (bead){line, vertex, along, at};
  }
  return WG_OK;
}

static int compare_bead(const void *left, const void *right)
{
  const bead *a = left, *b = right;
  if (a->line != b->line) return a->line < b->line ? -1 : 1;
  if (a->along != b->along) return a->along < b->along ? -1 : 1;
  return lower_point(a->at, b->at) ? -1 : lower_point(b->at, a->at);
}

static wg_status find_beads(const frame_work *work, beads *out)
{
  wg_status status = WG_OK;
  bin_segment *segments = NULL;
  bins lines = {0};
  int64_t *first = NULL;
  int32_t *points_at = NULL;
  WG_TRY_DONE(rows_by_vertex(work, &first, &points_at));
  WG_TRY_DONE(wg_allocate(work->context, &segments, (size_t)work->point_count, sizeof *segments));
  for (int32_t p = 0; p < work->point_count; p++)
    if (work->owner[p] >= 0)
      segments[p] = (bin_segment){work->vertices[work->site[p]],
                                  work->vertices[work->site[work->next[p]]]};
  WG_TRY_DONE(bins_build(&lines, work->context, segments, work->point_count,
                         WG_FRAME_TOLERANCE_MM));
  for (int32_t v = 0; v < work->vertex_count; v++)
    WG_TRY_DONE(thread_vertex(work, &lines, first, points_at, v, out));
  if (out->count > 0) qsort(out->items, (size_t)out->count, sizeof *out->items, compare_bead);
done:
  wg_release(work->context, first);
  wg_release(work->context, points_at);
  wg_release(work->context, segments);
  bins_free(&lines, work->context);
  return status;
}

/* Every line as uses from vertex to vertex, through its beads. */
static wg_status string_lines(frame_work *work, const beads *threaded)
{
  int64_t b = 0;
  work->use_capacity = work->point_count + threaded->count;
  WG_TRY(wg_allocate(work->context, &work->uses, (size_t)work->use_capacity, sizeof *work->uses));
  for (int32_t p = 0; p < work->point_count; p++) {
    if (work->owner[p] < 0) continue;
    int32_t from = work->site[p], to = work->site[work->next[p]];
    for (; b < threaded->count && threaded->items[b].line == p; b++) {
      int32_t vertex = threaded->items[b].vertex;
      if (vertex == from) continue; /* listed twice */
      work->uses[work->use_count++] = (frame_use){from, vertex, p};
      from = vertex;
    }
    if (from != to) work->uses[work->use_count++] = (frame_use){from, to, p};
  }
  return WG_OK;
}

wg_status frame_clean(frame_work *work)
{
  beads threaded = {0};
  WG_TRY(rank_communities(work));
  WG_TRY(number_points(work));
  WG_TRY(snap_points(work));
  wg_status status = find_beads(work, &threaded);
  if (status == WG_OK) status = string_lines(work, &threaded);
  wg_release(work->context, threaded.items);
  return status;
}
