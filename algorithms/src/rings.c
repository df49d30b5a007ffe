/* Rings from directed edges: the boundary walk of a planar subdivision.
 *
 * With the label on the left of every edge, its ground at a vertex is the sector that is swept
 * clockwise from the edge walked in on, back to front, to the first edge of the label that leads
 * out. Turning there keeps every walk beside one stretch of ground. A walk that meets a vertex
 * again is cut there: boundary walks cannot interleave, so where they start makes no difference.
 * Grids have a handful of rings of some hundred edges; a stack and an index by vertex suffice. */
#include "algorithms/rings.h"

#include <stdlib.h>
#include <string.h>

#include "ring_order.h"

/* A finished ring with all that the order of rings depends on. */
typedef struct ring {
  int64_t start; /* into the tracer's steps */
  int32_t count, label;
  int32_t number; /* as found */
  int32_t shell;  /* as found: number of its shell */
  ring_key key, shell_key;
  wg_box box;
  __int128 area2;
} ring;

typedef struct tracer {
  wg_context *context;
  const wg_point *points;
  const wg_directed_edge *edges;
  int64_t edge_count;
  int32_t point_count;
  int64_t *first; /* point_count + 1, into out */
  int32_t *out;   /* edges by the vertex they leave */
  uint8_t *used;
  int32_t *depth; /* of the walk's step that leaves a vertex, + 1 */
  int32_t *walk;
  int32_t walk_count;
  int32_t *steps;
  int64_t step_count;
  ring *rings;
  int64_t ring_count, ring_capacity;
} tracer;

static wg_status prepare(tracer *t)
{
  for (int64_t e = 0; e < t->edge_count; e++) {
    if (t->edges[e].from >= t->point_count) t->point_count = t->edges[e].from + 1;
    if (t->edges[e].to >= t->point_count) t->point_count = t->edges[e].to + 1;
  }
  size_t count = (size_t)t->edge_count;
  WG_TRY(wg_allocate(t->context, &t->first, (size_t)t->point_count + 2, sizeof *t->first));
  WG_TRY(wg_allocate(t->context, &t->depth, (size_t)t->point_count + 1, sizeof *t->depth));
  WG_TRY(wg_allocate(t->context, &t->out, count, sizeof *t->out));
  WG_TRY(wg_allocate(t->context, &t->used, count, sizeof *t->used));
  WG_TRY(wg_allocate(t->context, &t->walk, count, sizeof *t->walk));
  WG_TRY(wg_allocate(t->context, &t->steps, count, sizeof *t->steps));
  for (int64_t e = 0; e < t->edge_count; e++) t->first[t->edges[e].from + 2]++;
  for (int32_t v = 0; v < t->point_count; v++) t->first[v + 2] += t->first[v + 1];
  for (int64_t e = 0; e < t->edge_count; e++) t->out[t->first[t->edges[e].from + 1]++] = (int32_t)e;
  return WG_OK;
}

/* How far clockwise from the direction v → u the direction v → a lies: 0 less than half a turn,
 * 1 half, 2 more, 3 a full turn (the same direction). */
static int clockwise_rank(wg_point v, wg_point u, wg_point a)
{
  int side = wg_orient(v, u, a);
  if (side != 0) return side < 0 ? 0 : 2;
  bool same_x = (u.x > v.x) == (a.x > v.x) && (u.x < v.x) == (a.x < v.x);
  bool same_y = (u.y > v.y) == (a.y > v.y) && (u.y < v.y) == (a.y < v.y);
  return same_x && same_y ? 3 : 1;
}

static bool clockwise_before(wg_point v, wg_point u, wg_point a, wg_point b)
{
  int rank_a = clockwise_rank(v, u, a), rank_b = clockwise_rank(v, u, b);
  if (rank_a != rank_b) return rank_a < rank_b;
  return wg_orient(v, a, b) < 0;
}

/* The edge that continues the walk after `edge`, or −1. */
static int32_t next_edge(const tracer *t, int32_t edge)
{
  const wg_directed_edge *e = &t->edges[edge];
  int32_t best = -1;
  for (int64_t i = t->first[e->to]; i < t->first[e->to + 1]; i++) {
    int32_t candidate = t->out[i];
    if (t->used[candidate] || t->edges[candidate].label != e->label) continue;
    if (best < 0 || clockwise_before(t->points[e->to], t->points[e->from],
                                     t->points[t->edges[candidate].to],
                                     t->points[t->edges[best].to]))
      best = candidate;
  }
  return best;
}

static __int128 area2_of(const tracer *t, const int32_t *steps, int32_t count)
{
  __int128 sum = 0;
  wg_point o = t->points[t->edges[steps[0]].from];
  for (int32_t i = 1; i < count; i++) {
    wg_point a = t->points[t->edges[steps[i]].from], b = t->points[t->edges[steps[i]].to];
    sum += (__int128)((int64_t)a.x - o.x) * ((int64_t)b.y - o.y) -
           (__int128)((int64_t)a.y - o.y) * ((int64_t)b.x - o.x);
  }
  return sum;
}

/* Takes the walk's last `count` steps off as a ring of their own. One without area (an edge
 * walked there and back) bounds nothing and is left out. */
static wg_status cut_ring(tracer *t, int32_t count)
{
  const int32_t *steps = t->walk + t->walk_count - count;
  t->walk_count -= count;
  int32_t lowest = 0;
  for (int32_t i = 0; i < count; i++) {
    t->depth[t->edges[steps[i]].from] = 0;
    if (lower_point(t->points[t->edges[steps[i]].from],
                    t->points[t->edges[steps[lowest]].from]))
      lowest = i;
  }
  ring found = {.start = t->step_count, .count = count, .label = t->edges[steps[0]].label,
                .number = (int32_t)t->ring_count, .box = WG_BOX_EMPTY};
  found.area2 = area2_of(t, steps, count);
  if (found.area2 == 0) return WG_OK;
  for (int32_t i = 0; i < count; i++) {
    int32_t step = steps[(lowest + i) % count];
    t->steps[t->step_count++] = step;
    wg_box_add(&found.box, t->points[t->edges[step].from]);
  }
  found.key.lowest = t->points[t->edges[t->steps[found.start]].from];
  found.key.second = t->points[t->edges[t->steps[found.start]].to];
  WG_TRY(wg_grow(t->context, &t->rings, &t->ring_capacity, t->ring_count + 1, sizeof *t->rings));
  t->rings[t->ring_count++] = found;
  return WG_OK;
}

static wg_status unbalanced(wg_context *context, wg_point at)
{
  return wg_fail(context, WG_INTERNAL,
                 wg_in(context, "The lines round a grid do not close at (%d, %d) mm. This is a bug; "
                                "please report it.",
                       "网格边界线在 (%d, %d) 毫米处未闭合。这是程序错误，请报告。"),
                 (int)at.x, (int)at.y);
}

/* Walks from an unused edge until it is back, cutting rings off on the way. */
static wg_status walk_from(tracer *t, int32_t start)
{
  int32_t edge = start;
  t->walk_count = 0;
  while (edge >= 0) {
    t->used[edge] = 1;
    t->walk[t->walk_count++] = edge;
    t->depth[t->edges[edge].from] = t->walk_count;
    int32_t to = t->edges[edge].to;
    if (t->depth[to] > 0) WG_TRY(cut_ring(t, t->walk_count - t->depth[to] + 1));
    /* Back at the start with nothing open: other walks through this vertex begin elsewhere. */
    if (t->walk_count == 0) return WG_OK;
    edge = next_edge(t, edge);
    if (edge < 0) return unbalanced(t->context, t->points[to]);
  }
  return WG_OK;
}

/* Where the middle of edge lies in a ring, in doubled coordinates: 1 in, 0 on, −1 out. */
static int locate_middle(const tracer *t, const wg_directed_edge *edge, const ring *in)
{
  wg_point from = t->points[edge->from], to = t->points[edge->to];
  int64_t x = (int64_t)from.x + to.x, y = (int64_t)from.y + to.y;
  bool inside = false;
  for (int32_t i = 0; i < in->count; i++) {
    const wg_directed_edge *e = &t->edges[t->steps[in->start + i]];
    wg_point a = t->points[e->from], b = t->points[e->to];
    int64_t ax = 2 * (int64_t)a.x, ay = 2 * (int64_t)a.y, bx = 2 * (int64_t)b.x,
            by = 2 * (int64_t)b.y;
    if ((ay > y && by > y) || (ay < y && by < y)) continue;
    __int128 side = (__int128)(bx - ax) * (y - ay) - (__int128)(by - ay) * (x - ax);
    if (side == 0 && (ax < x || bx < x || (ax == x && bx == x)) &&
        (ax > x || bx > x || (ax == x && bx == x)))
      return 0;
    if ((ay > y) == (by > y)) continue;
    if ((ay < by) == (side > 0)) inside = !inside;
  }
  return inside ? 1 : -1;
}

static bool box_in_box(wg_box inner, wg_box outer)
{
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

/* Rings touch at vertices only, so the middle of an edge tells; one that lies on the other ring
 * (a shared edge) is passed over. */
static bool ring_in_ring(const tracer *t, const ring *inner, const ring *outer)
{
  if (!box_in_box(inner->box, outer->box)) return false;
  for (int32_t i = 0; i < inner->count; i++) {
    int where = locate_middle(t, &t->edges[t->steps[inner->start + i]], outer);
    if (where != 0) return where > 0;
  }
  return false;
}

/* The shell of every hole among the rings of one label, which are count rings from `first`.
 * A hole outside every shell can only come from lines that cross; it stays with the largest. */
static wg_status find_shells(tracer *t, ring *first, int64_t count)
{
  const ring *largest = NULL;
  for (int64_t i = 0; i < count; i++)
    if (first[i].area2 > 0 && (largest == NULL || first[i].area2 > largest->area2))
      largest = &first[i];
  if (largest == NULL) return unbalanced(t->context, first->key.lowest);
  for (int64_t i = 0; i < count; i++) {
    const ring *shell = first[i].area2 > 0 ? &first[i] : NULL;
    for (int64_t j = 0; j < count && first[i].area2 < 0; j++)
      if (first[j].area2 > 0 && (shell == NULL || first[j].area2 < shell->area2) &&
          ring_in_ring(t, &first[i], &first[j]))
        shell = &first[j];
    if (shell == NULL) shell = largest;
    first[i].shell = shell->number;
    first[i].shell_key = shell->key;
  }
  return WG_OK;
}

static int compare_label(const void *left, const void *right)
{
  const ring *a = left, *b = right;
  if (a->label != b->label) return a->label < b->label ? -1 : 1;
  return compare_ring_key(a->key, b->key);
}

static int compare_ring(const void *left, const void *right)
{
  const ring *a = left, *b = right;
  if (a->label != b->label) return a->label < b->label ? -1 : 1;
  if (a->shell != b->shell) return compare_ring_key(a->shell_key, b->shell_key);
  if ((a->area2 > 0) != (b->area2 > 0)) return a->area2 > 0 ? -1 : 1;
  return compare_ring_key(a->key, b->key);
}

/* Orders the rings: by label, shells by position, each followed by its holes. */
static wg_status order_rings(tracer *t)
{
  if (t->ring_count == 0) return WG_OK;
  qsort(t->rings, (size_t)t->ring_count, sizeof *t->rings, compare_label);
  for (int64_t i = 0, end; i < t->ring_count; i = end) {
    for (end = i; end < t->ring_count && t->rings[end].label == t->rings[i].label;) end++;
    WG_TRY(find_shells(t, t->rings + i, end - i));
  }
  qsort(t->rings, (size_t)t->ring_count, sizeof *t->rings, compare_ring);
  return WG_OK;
}

static wg_status write_rings(const tracer *t, wg_rings *out, int32_t label_count)
{
  size_t count = (size_t)t->ring_count;
  WG_TRY(wg_allocate(t->context, &out->ring_start, count + 1, sizeof *out->ring_start));
  WG_TRY(wg_allocate(t->context, &out->steps, (size_t)t->step_count, sizeof *out->steps));
  WG_TRY(wg_allocate(t->context, &out->ring_shell, count, sizeof *out->ring_shell));
  WG_TRY(wg_allocate(t->context, &out->label_start, (size_t)label_count + 1,
                     sizeof *out->label_start));
  int32_t shell = 0;
  for (int32_t r = 0; r < t->ring_count; r++) {
    const ring *from = &t->rings[r];
    if (from->area2 > 0) shell = r;
    memcpy(out->steps + out->ring_start[r], t->steps + from->start,
           (size_t)from->count * sizeof *out->steps);
    out->ring_start[r + 1] = out->ring_start[r] + from->count;
    out->ring_shell[r] = shell;
    out->label_start[from->label + 1]++;
  }
  for (int32_t l = 0; l < label_count; l++) out->label_start[l + 1] += out->label_start[l];
  out->ring_count = (int32_t)t->ring_count;
  return WG_OK;
}

wg_status wg_rings_trace(wg_rings *out, wg_context *context, const wg_point *points,
                         const wg_directed_edge *edges, int64_t edge_count, int32_t label_count)
{
  wg_status status;
  tracer t = {.context = context, .points = points, .edges = edges, .edge_count = edge_count};
  memset(out, 0, sizeof *out);
  WG_TRY_DONE(prepare(&t));
  for (int32_t e = 0; e < edge_count; e++)
    if (!t.used[e]) WG_TRY_DONE(walk_from(&t, e));
  WG_TRY_DONE(order_rings(&t));
  WG_TRY_DONE(write_rings(&t, out, label_count));
done:
  wg_release(context, t.first);
  wg_release(context, t.out);
  wg_release(context, t.used);
  wg_release(context, t.depth);
  wg_release(context, t.walk);
  wg_release(context, t.steps);
  wg_release(context, t.rings);
  if (status != WG_OK) wg_rings_free(out, context);
  return status;
}

void wg_rings_free(wg_rings *rings, wg_context *context)
{
  wg_release(context, rings->ring_start);
  wg_release(context, rings->steps);
  wg_release(context, rings->ring_shell);
  wg_release(context, rings->label_start);
  memset(rings, 0, sizeof *rings);
}
