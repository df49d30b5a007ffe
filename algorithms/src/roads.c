#include "roads.h"

#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "ring_order.h"

#define TURNS 64 /* road ends looked at before giving a tangle of millimetres up */

/* One way: a line of a passable barrier. */
typedef struct way {
  const wg_point *points;
  int64_t count;
  int32_t barrier;
  bool used;
} way;

/* End 2w is the beginning of way w, end 2w + 1 its last point. */
typedef struct way_end {
  wg_point at;
  int32_t end;
} way_end;

typedef struct chaining {
  wg_context *context;
  const wg_barriers *barriers;
  roads *out;
  way *ways;
  int32_t way_count;
  int32_t *link; /* of an end: the one other end there, or −1 */
} chaining;

/* Counts the ways, or writes them once there is room. */
static void take_ways(chaining *c)
{
  const wg_shapes *shapes = &c->barriers->shapes;
  c->way_count = 0;
  for (int64_t b = 0; b < shapes->count; b++) {
    if (!c->barriers->road[b] || shapes->kind[b] != WG_SHAPE_LINE) continue;
    for (int64_t r = shapes->ring_start[b]; r < shapes->ring_start[b + 1]; r++) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(shapes, r, &count);
      if (count < 2) continue;
      if (c->ways != NULL) c->ways[c->way_count] = (way){points, count, (int32_t)b, false};
      c->way_count++;
    }
  }
}

static int compare_end(const void *left, const void *right)
{
  const way_end *a = left, *b = right;
  if (lower_point(a->at, b->at)) return -1;
  if (lower_point(b->at, a->at)) return 1;
  return (a->end > b->end) - (a->end < b->end);
}

static wg_status link_ends(chaining *c)
{
  way_end *ends = NULL;
  int64_t count = 2 * (int64_t)c->way_count;
  WG_TRY(wg_allocate(c->context, &c->link, (size_t)count, sizeof *c->link));
  WG_TRY(wg_allocate(c->context, &ends, (size_t)count, sizeof *ends));
  for (int32_t e = 0; e < count; e++) {
    const way *w = &c->ways[e / 2];
    ends[e] = (way_end){e % 2 ? w->points[w->count - 1] : w->points[0], e};
    c->link[e] = -1;
  }
  if (count > 0) qsort(ends, (size_t)count, sizeof *ends, compare_end);
  for (int64_t i = 0, end; i < count; i = end) {
    for (end = i + 1; end < count && same_point(ends[end].at, ends[i].at);) end++;
    if (end - i != 2 || ends[i].end / 2 == ends[i + 1].end / 2) continue;
    c->link[ends[i].end] = ends[i + 1].end;
    c->link[ends[i + 1].end] = ends[i].end;
  }
  wg_release(c->context, ends);
  return WG_OK;
}

/* Appends a way, entered at one of its ends; points that repeat the last one are passed over. */
static void append_way(chaining *c, int32_t entered, int32_t chain)
{
  roads *out = c->out;
  const way *w = &c->ways[entered / 2];
  for (int64_t i = 0; i < w->count; i++) {
    wg_point at = w->points[entered % 2 ? w->count - 1 - i : i];
    int64_t last = out->vertex_count - 1;
    if (last >= out->chain_start[chain] && same_point(out->vertices[last].at, at))
      out->vertices[last].barrier = w->barrier;
    else
      out->vertices[out->vertex_count++] = (road_vertex){at, chain, w->barrier};
  }
}

static void follow_chain(chaining *c, int32_t entered)
{
  roads *out = c->out;
  int32_t chain = out->chain_count++;
  out->chain_start[chain] = out->vertex_count;
  while (entered >= 0 && !c->ways[entered / 2].used) {
    c->ways[entered / 2].used = true;
    append_way(c, entered, chain);
    entered = c->link[entered ^ 1];
  }
  out->chain_start[chain + 1] = out->vertex_count;
}

typedef struct placed {
  wg_point at;
  int64_t vertex;
} placed;

static int compare_placed(const void *left, const void *right)
{
  const placed *a = left, *b = right;
  if (lower_point(a->at, b->at)) return -1;
  if (lower_point(b->at, a->at)) return 1;
  return (a->vertex > b->vertex) - (a->vertex < b->vertex);
}

static wg_status sort_by_place(chaining *c)
{
  roads *out = c->out;
  placed *sorted = NULL;
  size_t count = (size_t)out->vertex_count;
  WG_TRY(wg_allocate(c->context, &out->by_place, count, sizeof *out->by_place));
  WG_TRY(wg_allocate(c->context, &sorted, count, sizeof *sorted));
  for (int64_t i = 0; i < out->vertex_count; i++) sorted[i] = (placed){out->vertices[i].at, i};
  if (count > 0) qsort(sorted, count, sizeof *sorted, compare_placed);
  for (int64_t i = 0; i < out->vertex_count; i++) out->by_place[i] = sorted[i].vertex;
  wg_release(c->context, sorted);
  return WG_OK;
}

wg_status roads_build(roads *out, wg_context *context, const wg_barriers *barriers)
{
  wg_status status;
  chaining c = {.context = context, .barriers = barriers, .out = out};
  int64_t points = 0;
  memset(out, 0, sizeof *out);
  take_ways(&c);
  WG_TRY_DONE(wg_allocate(context, &c.ways, (size_t)c.way_count, sizeof *c.ways));
  take_ways(&c);
  WG_TRY_DONE(link_ends(&c));
  for (int32_t w = 0; w < c.way_count; w++) points += c.ways[w].count;
  WG_TRY_DONE(wg_allocate(context, &out->vertices, (size_t)points, sizeof *out->vertices));
  WG_TRY_DONE(wg_allocate(context, &out->chain_start, (size_t)c.way_count + 1,
                          sizeof *out->chain_start));
  for (int32_t e = 0; e < 2 * c.way_count; e++)
    if (c.link[e] < 0 && !c.ways[e / 2].used) follow_chain(&c, e);
  for (int32_t w = 0; w < c.way_count; w++) /* what is left are closed loops */
    if (!c.ways[w].used) follow_chain(&c, 2 * w);
  WG_TRY_DONE(sort_by_place(&c));
done:
  wg_release(context, c.ways);
  wg_release(context, c.link);
  if (status != WG_OK) roads_free(out, context);
  return status;
}

void roads_free(roads *out, wg_context *context)
{
  wg_release(context, out->vertices);
  wg_release(context, out->chain_start);
  wg_release(context, out->by_place);
  memset(out, 0, sizeof *out);
}

/* The first of the vertices, by place, that is not before a position. */
static int64_t first_at(const roads *all, wg_point at)
{
  int64_t low = 0, high = all->vertex_count;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (lower_point(all->vertices[all->by_place[middle]].at, at))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* turns: how many more road ends may be looked at. */
static bool go_on(const roads *all, wg_point from, int64_t next, int step, int64_t length_mm,
                  int *turns)
{
  int32_t chain = all->vertices[next - step].chain;
  int64_t first = all->chain_start[chain], end = all->chain_start[chain + 1];
  for (; next >= first && next < end; next += step) {
    length_mm -= wg_distance(from, all->vertices[next].at);
    if (length_mm <= 0) return true;
    from = all->vertices[next].at;
  }
  int64_t arrived = next - step;
  for (int64_t i = first_at(all, from); i < all->vertex_count && --*turns >= 0; i++) {
    int64_t other = all->by_place[i];
    const road_vertex *v = &all->vertices[other];
    if (!same_point(v->at, from)) break;
    if (other == arrived) continue;
    for (int k = -1; k <= 1; k += 2) {
      bool there = other + k >= all->chain_start[v->chain] &&
                   other + k < all->chain_start[v->chain + 1];
      if (there && go_on(all, from, other + k, k, length_mm, turns)) return true;
    }
  }
  return false;
}

bool roads_go_on(const roads *all, wg_point from, int64_t next, int step, int64_t length_mm)
{
  int turns = TURNS;
  return go_on(all, from, next, step, length_mm, &turns);
}
