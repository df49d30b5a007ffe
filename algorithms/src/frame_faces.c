/* Faces: which communities cover the ground on either side of every edge.
 *
 * Walking half-edges round their faces gives cycles. Crossing an edge changes the covering set by
 * the communities that have an odd number of lines there (even–odd, as for areas: folds cancel),
 * so one cycle of a connected component tells all others. The outer cycle of a component gets the
 * set of the face it lies in, found straight below its lowest vertex; components come from south
 * to north, so that face is known. No point-in-polygon tests, no tolerance, exact throughout. */
#include "frame_parts.h"

#include <stdlib.h>
#include <string.h>

#include "bins.h"

/* A half-edge leaving a vertex, in doubled precision of its direction. */
typedef struct spoke {
  int64_t dx, dy;
  int32_t half;
} spoke;

typedef struct faces {
  frame_work *work;
  wg_context *context;
  int64_t *first;     /* vertex_count + 1, into spokes */
  spoke *spokes;      /* of each vertex, counter-clockwise from due east */
  int32_t *parent;    /* of vertices: union-find, a component's root */
  int32_t *lowest;    /* components: their lowest vertex, from south to north */
  int32_t component_count;
  int32_t *queue;     /* cycles whose neighbours are to be covered */
  bins bins;
} faces;

static bool upper_half(const spoke *s)
{
  return s->dy > 0 || (s->dy == 0 && s->dx > 0);
}

static int compare_spoke(const void *left, const void *right)
{
  const spoke *a = left, *b = right;
  if (upper_half(a) != upper_half(b)) return upper_half(a) ? -1 : 1;
  __int128 l = (__int128)a->dx * b->dy, r = (__int128)a->dy * b->dx;
  return (l < r) - (l > r);
}

static wg_status order_spokes(faces *f)
{
  frame_work *work = f->work;
  int64_t halves = 2 * work->edge_count;
  WG_TRY(wg_allocate(f->context, &f->first, (size_t)work->vertex_count + 2, sizeof *f->first));
  WG_TRY(wg_allocate(f->context, &f->spokes, (size_t)halves, sizeof *f->spokes));
  WG_TRY(wg_allocate(f->context, &work->next_half, (size_t)halves, sizeof *work->next_half));
  for (int32_t h = 0; h < halves; h++) f->first[half_from(work->edges, h) + 2]++;
  for (int64_t v = 0; v < work->vertex_count; v++) f->first[v + 2] += f->first[v + 1];
  for (int32_t h = 0; h < halves; h++) {
    wg_point a = work->vertices[half_from(work->edges, h)];
    wg_point b = work->vertices[half_from(work->edges, h ^ 1)];
    f->spokes[f->first[half_from(work->edges, h) + 1]++] =
        (spoke){(int64_t)b.x - a.x, (int64_t)b.y - a.y, h};
  }
  for (int64_t v = 0; v < work->vertex_count; v++) {
    int64_t count = f->first[v + 1] - f->first[v];
    spoke *own = f->spokes + f->first[v];
    qsort(own, (size_t)count, sizeof *own, compare_spoke);
    /* In on the twin of a spoke, out on the next one clockwise. */
    for (int64_t i = 0; i < count; i++)
      work->next_half[own[i].half ^ 1] = own[i > 0 ? i - 1 : count - 1].half;
  }
  return WG_OK;
}

static wg_status walk_cycles(faces *f)
{
  frame_work *work = f->work;
  int64_t halves = 2 * work->edge_count;
  WG_TRY(wg_allocate(f->context, &work->cycle, (size_t)halves, sizeof *work->cycle));
  WG_TRY(wg_allocate(f->context, &work->cycle_half, (size_t)halves, sizeof *work->cycle_half));
  for (int32_t h = 0; h < halves; h++) work->cycle[h] = -1;
  for (int32_t start = 0; start < halves; start++) {
    if (work->cycle[start] >= 0) continue;
    work->cycle_half[work->cycle_count] = start;
    for (int32_t h = start; work->cycle[h] < 0; h = work->next_half[h])
      work->cycle[h] = work->cycle_count;
    work->cycle_count++;
  }
  return WG_OK;
}

__int128 frame_cycle_area2(const frame_work *work, int32_t cycle)
{
  __int128 sum = 0;
  int32_t start = work->cycle_half[cycle], h = start;
  wg_point o = work->vertices[half_from(work->edges, start)];
  do {
    wg_point a = work->vertices[half_from(work->edges, h)];
    wg_point b = work->vertices[half_from(work->edges, h ^ 1)];
    sum += (__int128)((int64_t)a.x - o.x) * ((int64_t)b.y - o.y) -
           (__int128)((int64_t)a.y - o.y) * ((int64_t)b.x - o.x);
    h = work->next_half[h];
  } while (h != start);
  return sum;
}

/* --- components ---------------------------------------------------------------------------------- */

static int32_t root_of(int32_t *parent, int32_t v)
{
  while (parent[v] != v) {
    parent[v] = parent[parent[v]];
    v = parent[v];
  }
  return v;
}

typedef struct low_vertex {
  wg_point at;
  int32_t vertex;
} low_vertex;

static int compare_low(const void *left, const void *right)
{
  const low_vertex *a = left, *b = right;
  return lower_point(a->at, b->at) ? -1 : lower_point(b->at, a->at);
}

/* The lowest vertex of every component that has edges, from south to north. A root stays its
 * component's lowest vertex throughout. */
static wg_status find_components(faces *f)
{
  const frame_work *work = f->work;
  low_vertex *found = NULL;
  size_t count = (size_t)work->vertex_count;
  WG_TRY(wg_allocate(f->context, &f->parent, count, sizeof *f->parent));
  for (int32_t v = 0; v < work->vertex_count; v++) f->parent[v] = v;
  for (int64_t e = 0; e < work->edge_count; e++) {
    int32_t a = root_of(f->parent, work->edges[e].a), b = root_of(f->parent, work->edges[e].b);
    if (a == b) continue;
    if (lower_point(work->vertices[a], work->vertices[b]))
      f->parent[b] = a;
    else
      f->parent[a] = b;
  }
  WG_TRY(wg_allocate(f->context, &f->lowest, count, sizeof *f->lowest));
  WG_TRY(wg_allocate(f->context, &found, count, sizeof *found));
  for (int32_t v = 0; v < work->vertex_count; v++)
    if (f->parent[v] == v && f->first[v] < f->first[v + 1])
      found[f->component_count++] = (low_vertex){work->vertices[v], v};
  qsort(found, (size_t)f->component_count, sizeof *found, compare_low);
  for (int32_t i = 0; i < f->component_count; i++) f->lowest[i] = found[i].vertex;
  wg_release(f->context, found);
  return WG_OK;
}

/* --- the face below a component ------------------------------------------------------------------ */

/* The height of an edge at x, as low + num / den with 0 ≤ num / den. */
typedef struct height {
  __int128 num;
  int64_t den;
  int64_t dx, dy; /* from left to right */
} height;

static height height_at(const frame_work *work, int32_t edge, int32_t x)
{
  wg_point l = work->vertices[work->edges[edge].a], r = work->vertices[work->edges[edge].b];
  if (l.x > r.x) {
    wg_point swap = l;
    l = r;
    r = swap;
  }
  int64_t dx = (int64_t)r.x - l.x, dy = (int64_t)r.y - l.y;
  return (height){(__int128)l.y * dx + (__int128)dy * ((int64_t)x - l.x), dx, dx, dy};
}

/* Edges do not cross; those that meet at x are told apart by what they do just to the right. */
static bool higher(height a, height b)
{
  __int128 left = a.num * b.den, right = b.num * a.den;
  if (left != right) return left > right;
  return (__int128)a.dy * b.dx > (__int128)b.dy * a.dx;
}

static bool spans(const frame_work *work, int32_t edge, int32_t x)
{
  int32_t a = work->vertices[work->edges[edge].a].x, b = work->vertices[work->edges[edge].b].x;
  return a < b ? a <= x && x < b : b <= x && x < a;
}

/* The highest edge strictly below p, just to the right of it; −1: none. */
static int32_t edge_below(const faces *f, wg_point p)
{
  const frame_work *work = f->work;
  int64_t column = p.x >> f->bins.shift, width = (int64_t)1 << f->bins.shift;
  int32_t best = -1;
  height top = {0};
  for (int64_t row = p.y >> f->bins.shift; row >= f->bins.min_y >> f->bins.shift; row--) {
    uint64_t bucket = bins_bucket(&f->bins, column, row);
    for (int64_t i = f->bins.start[bucket]; i < f->bins.start[bucket + 1]; i++) {
      int32_t edge = f->bins.items[i];
      if (edge == best || !spans(work, edge, p.x)) continue;
      height h = height_at(work, edge, p.x);
      if (h.num >= (__int128)p.y * h.den) continue;
      if (best >= 0 && !higher(h, top)) continue;
      best = edge;
      top = h;
    }
    if (best >= 0 && top.num >= (__int128)row * width * top.den) break;
  }
  return best;
}

/* The cycle of the face that the component whose lowest vertex is at p lies in; −1: none. */
static int32_t cycle_below(const faces *f, wg_point p)
{
  const frame_work *work = f->work;
  int32_t edge = edge_below(f, p);
  if (edge < 0) return -1;
  bool eastward = work->vertices[work->edges[edge].a].x < work->vertices[work->edges[edge].b].x;
  int32_t cycle = work->cycle[2 * edge + !eastward];
  return work->container[cycle] == -2 ? cycle : work->container[cycle];
}

/* --- covering sets ------------------------------------------------------------------------------- */

/* Ranks with an odd number of uses of an edge, ascending, into *odd (grown); *count of them. */
static wg_status odd_ranks(const faces *f, int32_t edge, int32_t **odd, int64_t *capacity,
                           int64_t *count)
{
  const frame_work *work = f->work;
  int64_t first = work->use_start[edge], end = work->use_start[edge + 1];
  WG_TRY(wg_grow(f->context, odd, capacity, end - first, sizeof **odd));
  *count = 0;
  for (int64_t u = first; u < end; u++) {
    int32_t rank = work->owner[work->uses[u].line];
    int64_t i = *count;
    while (i > 0 && (*odd)[i - 1] > rank) i--;
    if (i > 0 && (*odd)[i - 1] == rank) {
      memmove(*odd + i - 1, *odd + i, (size_t)(*count - i) * sizeof **odd);
      (*count)--;
    } else {
      memmove(*odd + i + 1, *odd + i, (size_t)(*count - i) * sizeof **odd);
      (*odd)[i] = rank;
      (*count)++;
    }
  }
  return WG_OK;
}

/* Covering sets while they are found: a cycle's begins at begin[cycle] in the pool. */
typedef struct cover {
  int64_t *begin;
  int32_t *length; /* −1: not known yet */
  int32_t *pool;
  int64_t count, capacity;
  int32_t *odd;
  int64_t odd_capacity;
} cover;

/* The set of `cycle` becomes that of `from` (−1: none) with the ranks in odd flipped. */
static wg_status flip_set(const faces *f, cover *c, int32_t cycle, int32_t from, int64_t odd_count)
{
  int64_t old = from >= 0 ? c->length[from] : 0;
  WG_TRY(wg_grow(f->context, &c->pool, &c->capacity, c->count + old + odd_count, sizeof *c->pool));
  const int32_t *a = c->pool + (from >= 0 ? c->begin[from] : 0), *b = c->odd;
  int32_t *out = c->pool + c->count;
  int64_t i = 0, j = 0, length = 0;
  while (i < old || j < odd_count) {
    if (j == odd_count || (i < old && a[i] < b[j]))
      out[length++] = a[i++];
    else if (i == old || b[j] < a[i])
      out[length++] = b[j++];
    else
      i++, j++;
  }
  c->begin[cycle] = c->count;
  c->length[cycle] = (int32_t)length;
  c->count += length;
  return WG_OK;
}

/* From the outer cycle of a component to all its cycles, across one edge after the other. */
static wg_status cover_component(faces *f, cover *c, int32_t outer)
{
  const frame_work *work = f->work;
  int64_t head = 0, tail = 0, odd_count;
  f->queue[tail++] = outer;
  while (head < tail) {
    int32_t cycle = f->queue[head++], start = work->cycle_half[cycle], h = start;
    do {
      int32_t other = work->cycle[h ^ 1];
      if (c->length[other] < 0) {
        WG_TRY(odd_ranks(f, h >> 1, &c->odd, &c->odd_capacity, &odd_count));
        WG_TRY(flip_set(f, c, other, cycle, odd_count));
        f->queue[tail++] = other;
      }
      h = work->next_half[h];
    } while (h != start);
  }
  return WG_OK;
}

static wg_status cover_all(faces *f, cover *c)
{
  frame_work *work = f->work;
  for (int32_t i = 0; i < f->component_count; i++) {
    int32_t vertex = f->lowest[i];
    /* All spokes of the lowest, leftmost vertex point upward; below the first is outside. */
    int32_t outer = work->cycle[f->spokes[f->first[vertex]].half ^ 1];
    int32_t container = i > 0 ? cycle_below(f, work->vertices[vertex]) : -1;
    work->container[outer] = container;
    WG_TRY(flip_set(f, c, outer, container, 0));
    WG_TRY(cover_component(f, c, outer));
  }
  return WG_OK;
}

/* Moves the sets into rows in the order of cycles. */
static wg_status store_sets(frame_work *work, const cover *c)
{
  WG_TRY(wg_allocate(work->context, &work->set_start, (size_t)work->cycle_count + 1,
                     sizeof *work->set_start));
  if (c->count > INT32_MAX)
    return wg_fail(work->context, WG_LIMIT, "%s",
                   wg_in(work->context, "The communities overlap each other too often.",
                         "社区之间的重叠过多。"));
  WG_TRY(wg_allocate(work->context, &work->sets, (size_t)c->count, sizeof *work->sets));
  for (int32_t i = 0; i < work->cycle_count; i++) {
    int32_t at = work->set_start[i];
    if (c->length[i] > 0)
      memcpy(work->sets + at, c->pool + c->begin[i], (size_t)c->length[i] * sizeof *work->sets);
    work->set_start[i + 1] = at + (c->length[i] > 0 ? c->length[i] : 0);
  }
  return WG_OK;
}

static wg_status cover_faces(faces *f)
{
  wg_status status = WG_OK;
  frame_work *work = f->work;
  size_t count = (size_t)work->cycle_count;
  cover c = {0};
  WG_TRY_DONE(wg_allocate(f->context, &c.begin, count, sizeof *c.begin));
  WG_TRY_DONE(wg_allocate(f->context, &c.length, count, sizeof *c.length));
  WG_TRY_DONE(wg_allocate(f->context, &f->queue, count, sizeof *f->queue));
  WG_TRY_DONE(wg_allocate(f->context, &work->container, count, sizeof *work->container));
  for (int32_t i = 0; i < work->cycle_count; i++) {
    c.length[i] = -1;
    work->container[i] = -2;
  }
  WG_TRY_DONE(cover_all(f, &c));
  WG_TRY_DONE(store_sets(work, &c));
done:
  wg_release(f->context, c.begin);
  wg_release(f->context, c.length);
  wg_release(f->context, c.pool);
  wg_release(f->context, c.odd);
  return status;
}

static wg_status bin_edges(faces *f)
{
  const frame_work *work = f->work;
  bin_segment *segments = NULL;
  WG_TRY(wg_allocate(f->context, &segments, (size_t)work->edge_count, sizeof *segments));
  for (int64_t e = 0; e < work->edge_count; e++)
    segments[e] = (bin_segment){work->vertices[work->edges[e].a], work->vertices[work->edges[e].b]};
  wg_status status = bins_build(&f->bins, f->context, segments, work->edge_count, 1);
  wg_release(f->context, segments);
  return status;
}

wg_status frame_faces(frame_work *work)
{
  wg_status status;
  faces f = {.work = work, .context = work->context};
  WG_TRY_DONE(order_spokes(&f));
  WG_TRY_DONE(walk_cycles(&f));
  WG_TRY_DONE(find_components(&f));
  if (f.component_count > 1) WG_TRY_DONE(bin_edges(&f));
  WG_TRY_DONE(cover_faces(&f));
done:
  wg_release(f.context, f.first);
  wg_release(f.context, f.spokes);
  wg_release(f.context, f.parent);
  wg_release(f.context, f.lowest);
  wg_release(f.context, f.queue);
  bins_free(&f.bins, f.context);
  return status;
}
