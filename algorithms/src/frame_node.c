/* Noding by snap rounding: edges that meet only at vertices, on the 1 mm grid.
 *
 * Every vertex and every crossing, rounded, makes its square millimetre hot; a segment that passes
 * through a hot square is led through its vertex. After that segments meet at vertices only
 * (Hobby 1999, "Segment intersection by endpoints"; Guibas & Marimont 1998). Done here rather than
 * by GEOS because every piece must remember which lines of which communities it stands for.
 * Community outlines that share their vertices have nothing to be noded, so the usual work is one
 * look at the neighbours of every segment, in bins. */
#include "frame_parts.h"

#include <stdlib.h>
#include <string.h>

#include "bins.h"

#define ROUNDS 8 /* one suffices by the theorem; the next one proves it */

/* A vertex whose square an edge passes through. */
typedef struct hit {
  int32_t edge, vertex;
  int64_t major, minor; /* its place along the edge */
} hit;

typedef struct noding {
  frame_work *work;
  wg_context *context;
  bins bins;
  hit *hits;
  int64_t hit_count, hit_capacity;
  wg_point *crossings;
  int64_t crossing_count, crossing_capacity;
} noding;

/* Doubled coordinates, so that the corners of a millimetre's square are whole. */
typedef struct wide_point {
  int64_t x, y;
} wide_point;

static int wide_orient(wide_point a, wide_point b, int64_t x, int64_t y)
{
  __int128 left = (__int128)(b.x - a.x) * (y - a.y), right = (__int128)(b.y - a.y) * (x - a.x);
  return (left > right) - (left < right);
}

/* Whether the segment passes through the square [x − ½, x + ½) × [y − ½, y + ½) of a vertex. */
static bool passes(wg_point from, wg_point to, wg_point v)
{
  if (from.x > to.x) {
    wg_point swap = from;
    from = to;
    to = swap;
  }
  if (v.x < from.x || v.x > to.x) return false;
  if (v.y < (from.y < to.y ? from.y : to.y) || v.y > (from.y < to.y ? to.y : from.y)) return false;
  if (from.x == to.x || from.y == to.y) return true;
  wide_point p = {2 * (int64_t)from.x, 2 * (int64_t)from.y};
  wide_point q = {2 * (int64_t)to.x, 2 * (int64_t)to.y};
  int64_t left = 2 * (int64_t)v.x - 1, right = left + 2, low = 2 * (int64_t)v.y - 1, high = low + 2;
  bool rising = p.y < q.y;
  /* Of the four corners only the lower left one belongs to the square; a segment that touches
   * another one enters the square if it slopes the right way. */
  int upper_left = wide_orient(p, q, left, high);
  if (upper_left == 0) return !rising;
  int upper_right = wide_orient(p, q, right, high);
  if (upper_right == 0) return rising;
  if (upper_left != upper_right) return true;
  int lower_left = wide_orient(p, q, left, low);
  if (lower_left != upper_left) return true;
  int lower_right = wide_orient(p, q, right, low);
  if (lower_right == 0) return !rising;
  return lower_right != lower_left;
}

/* --- edges from uses --------------------------------------------------------------------------- */

static int compare_use(const void *left, const void *right)
{
  const frame_use *a = left, *b = right;
  int32_t low_a = a->from < a->to ? a->from : a->to, low_b = b->from < b->to ? b->from : b->to;
  if (low_a != low_b) return low_a < low_b ? -1 : 1;
  int32_t high_a = a->from < a->to ? a->to : a->from, high_b = b->from < b->to ? b->to : b->from;
  if (high_a != high_b) return high_a < high_b ? -1 : 1;
  return (a->line > b->line) - (a->line < b->line);
}

static bool same_edge(const frame_use *a, const frame_use *b)
{
  return (a->from == b->from && a->to == b->to) || (a->from == b->to && a->to == b->from);
}

static wg_status gather_edges(frame_work *work)
{
  wg_release(work->context, work->edges);
  wg_release(work->context, work->use_start);
  work->edges = NULL;
  work->use_start = NULL;
  work->edge_count = 0;
  WG_TRY(wg_allocate(work->context, &work->edges, (size_t)work->use_count, sizeof *work->edges));
  WG_TRY(wg_allocate(work->context, &work->use_start, (size_t)work->use_count + 1,
                     sizeof *work->use_start));
  if (work->use_count > 0)
    qsort(work->uses, (size_t)work->use_count, sizeof *work->uses, compare_use);
  for (int64_t u = 0; u < work->use_count; u++) {
    const frame_use *use = &work->uses[u];
    if (u > 0 && same_edge(use, use - 1)) continue;
    work->use_start[work->edge_count] = u;
    work->edges[work->edge_count++] = (frame_edge){use->from < use->to ? use->from : use->to,
                                                   use->from < use->to ? use->to : use->from};
  }
  work->use_start[work->edge_count] = work->use_count;
  return WG_OK;
}

/* --- crossings ----------------------------------------------------------------------------------- */

static wg_status add_hit(noding *n, int32_t edge, int32_t vertex)
{
  wg_point a = n->work->vertices[n->work->edges[edge].a];
  wg_point b = n->work->vertices[n->work->edges[edge].b], v = n->work->vertices[vertex];
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  int64_t right = dx < 0 ? (int64_t)a.x - v.x : (int64_t)v.x - a.x;
  int64_t up = dy < 0 ? (int64_t)a.y - v.y : (int64_t)v.y - a.y;
  bool flat = (dx < 0 ? -dx : dx) >= (dy < 0 ? -dy : dy);
  WG_TRY(wg_grow(n->context, &n->hits, &n->hit_capacity, n->hit_count + 1, sizeof *n->hits));
  n->hits[n->hit_count++] = (hit){edge, vertex, flat ? right : up, flat ? up : right};
  return WG_OK;
}

/* All edges near a vertex whose square they pass through. */
static wg_status hit_by_vertex(noding *n, int32_t vertex)
{
  const frame_work *work = n->work;
  int64_t count;
  wg_point at = work->vertices[vertex];
  const int32_t *items = bins_at(&n->bins, at, &count);
  for (int64_t i = 0; i < count; i++) {
    frame_edge e = work->edges[items[i]];
    if (e.a == vertex || e.b == vertex) continue;
    if (passes(work->vertices[e.a], work->vertices[e.b], at)) WG_TRY(add_hit(n, items[i], vertex));
  }
  return WG_OK;
}

/* Notes where two edges cross away from their ends. */
static wg_status cross(noding *n, frame_edge e, frame_edge f)
{
  if (e.a == f.a || e.a == f.b || e.b == f.a || e.b == f.b) return WG_OK;
  const wg_point *v = n->work->vertices;
  wg_point a = v[e.a], b = v[e.b], c = v[f.a], d = v[f.b];
  if ((a.x > b.x ? a.x : b.x) < (c.x < d.x ? c.x : d.x) ||
      (c.x > d.x ? c.x : d.x) < (a.x < b.x ? a.x : b.x) ||
      (a.y > b.y ? a.y : b.y) < (c.y < d.y ? c.y : d.y) ||
      (c.y > d.y ? c.y : d.y) < (a.y < b.y ? a.y : b.y))
    return WG_OK;
  if (wg_orient(a, b, c) * wg_orient(a, b, d) >= 0) return WG_OK;
  if (wg_orient(c, d, a) * wg_orient(c, d, b) >= 0) return WG_OK;
  WG_TRY(wg_grow(n->context, &n->crossings, &n->crossing_capacity, n->crossing_count + 1,
                 sizeof *n->crossings));
  n->crossings[n->crossing_count++] = round_crossing(a, b, c, d);
  return WG_OK;
}

static wg_status cross_all(noding *n)
{
  for (uint64_t bucket = 0; bucket <= n->bins.mask; bucket++) {
    const int32_t *items = n->bins.items + n->bins.start[bucket];
    int64_t count = n->bins.start[bucket + 1] - n->bins.start[bucket];
    for (int64_t i = 0; i < count; i++)
      for (int64_t j = i + 1; j < count; j++)
        WG_TRY(cross(n, n->work->edges[items[i]], n->work->edges[items[j]]));
  }
  return WG_OK;
}

static int compare_point(const void *left, const void *right)
{
  const wg_point *a = left, *b = right;
  return lower_point(*a, *b) ? -1 : lower_point(*b, *a);
}

/* The vertex at a crossing: one that is there already, or a new one. */
static wg_status vertex_at(noding *n, wg_point at, int32_t *vertex)
{
  frame_work *work = n->work;
  int64_t count;
  const int32_t *items = bins_at(&n->bins, at, &count);
  for (int64_t i = 0; i < count; i++) {
    frame_edge e = work->edges[items[i]];
    *vertex = same_point(work->vertices[e.a], at) ? e.a : e.b;
    if (same_point(work->vertices[*vertex], at)) return WG_OK;
  }
  WG_TRY(wg_grow(n->context, &work->vertices, &work->vertex_capacity, work->vertex_count + 1,
                 sizeof *work->vertices));
  *vertex = (int32_t)work->vertex_count++;
  work->vertices[*vertex] = at;
  return WG_OK;
}

static wg_status find_hits(noding *n)
{
  int64_t before = n->work->vertex_count;
  for (int32_t v = 0; v < before; v++) WG_TRY(hit_by_vertex(n, v));
  WG_TRY(cross_all(n));
  if (n->crossing_count > 0)
    qsort(n->crossings, (size_t)n->crossing_count, sizeof *n->crossings, compare_point);
  for (int64_t i = 0; i < n->crossing_count; i++) {
    int32_t vertex;
    if (i > 0 && same_point(n->crossings[i], n->crossings[i - 1])) continue;
    WG_TRY(vertex_at(n, n->crossings[i], &vertex));
    if (vertex >= before) WG_TRY(hit_by_vertex(n, vertex));
  }
  return WG_OK;
}

/* --- splitting ----------------------------------------------------------------------------------- */

static int compare_hit(const void *left, const void *right)
{
  const hit *a = left, *b = right;
  if (a->edge != b->edge) return a->edge < b->edge ? -1 : 1;
  if (a->major != b->major) return a->major < b->major ? -1 : 1;
  return (a->minor > b->minor) - (a->minor < b->minor);
}

static wg_status add_use(frame_work *work, int32_t from, int32_t to, int32_t line)
{
  if (from == to) return WG_OK;
  WG_TRY(wg_grow(work->context, &work->uses, &work->use_capacity, work->use_count + 1,
                 sizeof *work->uses));
  work->uses[work->use_count++] = (frame_use){from, to, line};
  return WG_OK;
}

/* Leads every use of an edge through the vertices of hits first … end − 1. */
static wg_status split_uses(noding *n, int32_t edge, int64_t first, int64_t end)
{
  frame_work *work = n->work;
  for (int64_t u = work->use_start[edge]; u < work->use_start[edge + 1]; u++) {
    frame_use whole = work->uses[u];
    bool forward = whole.from == work->edges[edge].a;
    int32_t at = work->edges[edge].a;
    for (int64_t i = first; i <= end; i++) {
      int32_t to = i < end ? n->hits[i].vertex : work->edges[edge].b;
      WG_TRY(add_use(work, forward ? at : to, forward ? to : at, whole.line));
      at = to;
    }
    work->uses[u].to = whole.from; /* nothing is left of it */
  }
  return WG_OK;
}

static wg_status split_edges(noding *n)
{
  frame_work *work = n->work;
  qsort(n->hits, (size_t)n->hit_count, sizeof *n->hits, compare_hit);
  for (int64_t i = 0, end; i < n->hit_count; i = end) {
    for (end = i; end < n->hit_count && n->hits[end].edge == n->hits[i].edge;) end++;
    WG_TRY(split_uses(n, n->hits[i].edge, i, end));
  }
  int64_t kept = 0;
  for (int64_t u = 0; u < work->use_count; u++)
    if (work->uses[u].from != work->uses[u].to) work->uses[kept++] = work->uses[u];
  work->use_count = kept;
  return WG_OK;
}

static wg_status node_round(noding *n)
{
  wg_status status = WG_OK;
  bin_segment *segments = NULL;
  const frame_work *work = n->work;
  n->hit_count = n->crossing_count = 0;
  WG_TRY_DONE(wg_allocate(n->context, &segments, (size_t)work->edge_count, sizeof *segments));
  for (int64_t e = 0; e < work->edge_count; e++)
    segments[e] = (bin_segment){work->vertices[work->edges[e].a], work->vertices[work->edges[e].b]};
  WG_TRY_DONE(bins_build(&n->bins, n->context, segments, work->edge_count, 1));
  WG_TRY_DONE(find_hits(n));
  if (n->hit_count > 0) {
    WG_TRY_DONE(split_edges(n));
    WG_TRY_DONE(gather_edges(n->work));
  }
done:
  wg_release(n->context, segments);
  bins_free(&n->bins, n->context);
  return status;
}

/* Whether some community has an odd number of lines on an edge; otherwise it bounds nothing. */
static bool bounds_something(const frame_work *work, int64_t edge)
{
  for (int64_t u = work->use_start[edge]; u < work->use_start[edge + 1]; u++) {
    int same = 0;
    for (int64_t v = work->use_start[edge]; v < work->use_start[edge + 1]; v++)
      same += work->owner[work->uses[v].line] == work->owner[work->uses[u].line];
    if (same % 2 == 1) return true;
  }
  return false;
}

/* Drops what was folded onto itself, so that no face is cut by a line that is none. */
static wg_status drop_folds(frame_work *work)
{
  int64_t kept = 0;
  for (int64_t e = 0; e < work->edge_count; e++) {
    if (!bounds_something(work, e)) continue;
    for (int64_t u = work->use_start[e]; u < work->use_start[e + 1]; u++)
      work->uses[kept++] = work->uses[u];
  }
  if (kept == work->use_count) return WG_OK;
  work->use_count = kept;
  return gather_edges(work);
}

wg_status frame_node(frame_work *work)
{
  noding n = {.work = work, .context = work->context};
  wg_status status = gather_edges(work);
  int round = 0;
  do
    if (status == WG_OK) status = node_round(&n);
  while (status == WG_OK && n.hit_count > 0 && ++round < ROUNDS);
  if (status == WG_OK && n.hit_count > 0)
    status = wg_fail(work->context, WG_INTERNAL, "%s",
                     wg_in(work->context, "The community outlines could not be noded. This is a "
                                          "bug; please report it.",
                           "社区边界无法完成结点化。这是程序错误，请报告。"));
  if (status == WG_OK) status = drop_folds(work);
  wg_release(work->context, n.hits);
  wg_release(work->context, n.crossings);
  return status;
}
