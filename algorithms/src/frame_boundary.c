/* Boundaries: the rings of every community as its own vertices, and the chain of frame edges that
 * each chord between two of them stands for.
 *
 * An edge of the frame has different owners on its two sides; all others have vanished. Along the
 * ring of a community each edge belongs to a line: its own where it has one there, else that of
 * the owner of lower code who cut it off. Where the line changes is an own vertex, given with the
 * coordinates of the community's *input*, so that a neighbour who snapped it by a millimetre
 * leaves no trace; the frame's own coordinates come in with the chain. Vertices inside one line are
 * the neighbours' business. */
#include "frame_parts.h"

#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"

/* How far a neighbour of lower code may have pushed a boundary aside before it counts as a cut. */
#define ASIDE_MM (2 * WG_FRAME_TOLERANCE_MM)
#define LINES_ASIDE 8 /* own lines, at most, that may vanish behind such a neighbour */

/* The line an edge of a ring belongs to; forward: the ring runs the way the line was drawn. */
typedef struct line_key {
  int32_t line;
  bool own, forward;
  bool bridged; /* the own corner before this edge was pushed aside */
} line_key;

typedef struct own_vertex {
  wg_point at;
  int32_t vertex; /* of the frame */
  int64_t step;   /* within the ring */
} own_vertex;

typedef struct own_ring {
  int64_t first, count;           /* own vertices, in the order found */
  int64_t start;                  /* of them: the one the ring begins with */
  const int32_t *steps;           /* as traced: indices into halves */
  int64_t step_count;
  int32_t shell;                  /* ring number of its shell, as traced */
  int32_t number;
  ring_key key, shell_key;
} own_ring;

typedef struct boundaries {
  wg_frame *frame;
  const frame_work *work;
  wg_context *context;
  wg_directed_edge *directed;
  int32_t *halves; /* of directed edges */
  int64_t directed_count;
  wg_rings rings;
  int32_t *visits; /* of vertices, by the community at work */
  int32_t rank;    /* of the community at work */
  line_key *keys;  /* of the ring's steps */
  int64_t key_capacity;
  own_vertex *own;
  int64_t own_count, own_capacity;
  own_ring *list;
  int64_t list_count, list_capacity;
  int64_t point_capacity, chord_capacity, ring_capacity, part_capacity;
  int64_t step_count;
} boundaries;

/* --- the frame's edges ----------------------------------------------------------------------- */

static wg_status trace_all(boundaries *b)
{
  const frame_work *work = b->work;
  size_t halves = 2 * (size_t)work->edge_count;
  WG_TRY(wg_allocate(b->context, &b->directed, halves, sizeof *b->directed));
  WG_TRY(wg_allocate(b->context, &b->halves, halves, sizeof *b->halves));
  for (int32_t h = 0; h < 2 * work->edge_count; h++) {
    int32_t owner = frame_owner(work, h);
    if (owner < 0 || owner == frame_owner(work, h ^ 1)) continue;
    b->halves[b->directed_count] = h;
    b->directed[b->directed_count++] = (wg_directed_edge){
        half_from(work->edges, h), half_from(work->edges, h ^ 1), work->by_rank[owner]};
  }
  return wg_rings_trace(&b->rings, b->context, work->vertices, b->directed, b->directed_count,
                        work->community_count);
}

/* --- one ring -------------------------------------------------------------------------------- */

static int32_t half_at(const boundaries *b, const own_ring *ring, int64_t step)
{
  return b->halves[ring->steps[step % ring->step_count]];
}

static int32_t vertex_at(const boundaries *b, const own_ring *ring, int64_t step)
{
  return half_from(b->work->edges, half_at(b, ring, step));
}

static line_key key_of(const boundaries *b, int32_t half)
{
  const frame_work *work = b->work;
  int32_t other = frame_owner(work, half ^ 1), foreign = -1;
  for (int64_t u = work->use_start[half >> 1]; u < work->use_start[(half >> 1) + 1]; u++) {
    const frame_use *use = &work->uses[u];
    bool forward = use->from == half_from(work->edges, half);
    if (work->owner[use->line] == b->rank) return (line_key){use->line, true, forward, false};
    if (work->owner[use->line] == other && foreign < 0) foreign = use->line;
  }
  return (line_key){foreign, false, true, false};
}

static wg_status add_own(boundaries *b, wg_point at, int32_t vertex, int64_t step)
{
  WG_TRY(wg_grow(b->context, &b->own, &b->own_capacity, b->own_count + 1, sizeof *b->own));
  b->own[b->own_count++] = (own_vertex){at, vertex, step};
  return WG_OK;
}

/* Whether a place is where an input point was, give or take what snapping moves. */
static bool is_place_of(const boundaries *b, int32_t point, int32_t vertex)
{
  wg_point p = b->work->communities->shapes.points[point], v = b->work->vertices[vertex];
  int64_t dx = (int64_t)p.x - v.x, dy = (int64_t)p.y - v.y;
  return b->work->site[point] == vertex ||
         (dx <= ASIDE_MM && dx >= -ASIDE_MM && dy <= ASIDE_MM && dy >= -ASIDE_MM);
}

/* Adds the input points first … last (following `next`), which all came to lie on one vertex, in
 * this order or the reverse; false in *joined when they do not. Usually it is one point. */
static wg_status add_points_between(boundaries *b, int32_t first, int32_t last, bool reverse,
                                    int32_t vertex, int64_t step, bool bridged, bool *joined)
{
  const frame_work *work = b->work;
  const wg_point *points = work->communities->shapes.points;
  int64_t begin = b->own_count;
  *joined = true;
  for (int32_t p = first; *joined; p = work->next[p]) {
    *joined = (bridged || is_place_of(b, p, vertex)) && b->own_count - begin <= LINES_ASIDE;
    if (*joined) WG_TRY(add_own(b, points[p], vertex, step));
    if (p == last) break;
  }
  if (!*joined) b->own_count = begin;
  for (int64_t i = begin, j = b->own_count - 1; reverse && i < j; i++, j--) {
    own_vertex swap = b->own[i];
    b->own[i] = b->own[j];
    b->own[j] = swap;
  }
  return WG_OK;
}

/* The place of a vertex in the community's own coordinates, where it has a point there. */
static wg_point own_place(const boundaries *b, int32_t vertex)
{
  const frame_work *work = b->work;
  const wg_shapes *shapes = &work->communities->shapes;
  int32_t c = work->by_rank[b->rank];
  int64_t end = shapes->point_start[shapes->ring_start[c + 1]];
  wg_point best = work->vertices[vertex];
  bool found = false;
  for (int64_t p = shapes->point_start[shapes->ring_start[c]]; p < end; p++) {
    if (work->site[p] != vertex || (found && !lower_point(shapes->points[p], best))) continue;
    best = shapes->points[p];
    found = true;
  }
  return best;
}

/* The own vertices where a ring goes from one line to the next, at the beginning of a step. */
static wg_status add_corner(boundaries *b, line_key in, line_key out, int32_t vertex, int64_t step)
{
  const frame_work *work = b->work;
  bool joined = false;
  if (in.own && out.own && in.forward == out.forward && in.line != out.line) {
    if (in.forward)
      WG_TRY(add_points_between(b, work->next[in.line], out.line, false, vertex, step,
                                out.bridged, &joined));
    else
      WG_TRY(add_points_between(b, work->next[out.line], in.line, true, vertex, step,
                                out.bridged, &joined));
  }
  return joined ? WG_OK : add_own(b, own_place(b, vertex), vertex, step);
}

static __int128 own_area2(const boundaries *b, const own_ring *ring)
{
  __int128 sum = 0;
  const own_vertex *v = b->own + ring->first;
  for (int64_t i = 1; i + 1 < ring->count; i++)
    sum += (__int128)((int64_t)v[i].at.x - v[0].at.x) * ((int64_t)v[i + 1].at.y - v[0].at.y) -
           (__int128)((int64_t)v[i].at.y - v[0].at.y) * ((int64_t)v[i + 1].at.x - v[0].at.x);
  return sum;
}

/* The own lines from `in` on to `out`, in the order drawn: *first and how many steps of `next` lead
 * to the last; false when they do not follow each other. */
static bool lines_between(const boundaries *b, line_key in, line_key out, int32_t *first, int *count)
{
  if (in.forward != out.forward) return false;
  int32_t last = in.forward ? out.line : in.line;
  *first = in.forward ? in.line : out.line;
  int32_t line = *first;
  for (*count = 0; line != last && *count < LINES_ASIDE; ++*count) line = b->work->next[line];
  return line == last;
}

static bool near_segment(wg_point a, wg_point b, wg_point v)
{
  wg_box box = WG_BOX_EMPTY;
  wg_box_add(&box, a);
  wg_box_add(&box, b);
  return v.x >= (int64_t)box.min_x - ASIDE_MM && v.x <= (int64_t)box.max_x + ASIDE_MM &&
         v.y >= (int64_t)box.min_y - ASIDE_MM && v.y <= (int64_t)box.max_y + ASIDE_MM &&
         near_line(a, b, v, ASIDE_MM);
}

/* Whether a vertex is near one of the lines from `first` on. */
static bool near_lines(const boundaries *b, int32_t first, int count, wg_point v)
{
  const wg_point *points = b->work->communities->shapes.points;
  for (int32_t i = 0, line = first; i <= count; i++, line = b->work->next[line])
    if (near_segment(points[line], points[b->work->next[line]], v)) return true;
  return false;
}

/* Whether a corner is near one of the edges begin … end − 1 of the ring. */
static bool near_edges(const boundaries *b, const own_ring *ring, int64_t begin, int64_t end,
                       wg_point corner)
{
  const wg_point *v = b->work->vertices;
  for (int64_t s = begin; s < end; s++)
    if (near_segment(v[vertex_at(b, ring, s)], v[vertex_at(b, ring, s + 1)], corner)) return true;
  return false;
}

/* Whether a run of the ring and the own lines it stands for are within millimetres all along. */
static bool is_aside(const boundaries *b, const own_ring *ring, int64_t begin, int64_t end,
                     int32_t first, int count)
{
  const frame_work *work = b->work;
  for (int64_t s = begin; s <= end; s++)
    if (!near_lines(b, first, count, work->vertices[vertex_at(b, ring, s)])) return false;
  for (int32_t i = 0, corner = first; i < count; i++) {
    corner = work->next[corner];
    if (!near_edges(b, ring, begin, end, work->communities->shapes.points[corner])) return false;
  }
  return true;
}

/* Of the vertices at steps begin … end the one nearest to a corner. */
static int64_t nearest_step(const boundaries *b, const own_ring *ring, int64_t begin, int64_t end,
                            wg_point corner)
{
  int64_t nearest = begin, best = INT64_MAX;
  for (int64_t s = begin; s <= end; s++) {
    int64_t distance = wg_distance(b->work->vertices[vertex_at(b, ring, s)], corner);
    if (distance >= best) continue;
    best = distance;
    nearest = s;
  }
  return nearest;
}

/* Edges begin … end − 1 of the ring follow a neighbour's line between two own ones. Where he only
 * pushed the boundary aside by millimetres, they stand for the own lines all the same, and each
 * own corner between these lies at the vertex nearest to it. */
static void adopt_run(boundaries *b, const own_ring *ring, int64_t begin, int64_t end)
{
  const frame_work *work = b->work;
  line_key in = b->keys[(begin - 1) % ring->step_count], out = b->keys[end % ring->step_count];
  int32_t first, lines[LINES_ASIDE + 1];
  int count;
  if (!lines_between(b, in, out, &first, &count)) return;
  if (!is_aside(b, ring, begin, end, first, count)) return;
  lines[0] = first;
  for (int i = 0; i < count; i++) lines[i + 1] = work->next[lines[i]];
  line_key current = in;
  current.bridged = false;
  int64_t s = begin;
  for (int i = 1; i <= count; i++) {
    /* A corner is the point where the later one of its two lines was begun. */
    wg_point corner = work->communities->shapes.points[lines[in.forward ? i : count + 1 - i]];
    int64_t turn = nearest_step(b, ring, s, end, corner);
    for (; s < turn; s++) {
      b->keys[s % ring->step_count] = current;
      current.bridged = false;
    }
    current.line = lines[in.forward ? i : count - i];
    current.bridged = true;
  }
  for (; s < end; s++) {
    b->keys[s % ring->step_count] = current;
    current.bridged = false;
  }
  b->keys[end % ring->step_count].bridged = current.bridged;
}

static wg_status read_keys(boundaries *b, const own_ring *ring)
{
  int64_t own = -1, count = ring->step_count;
  WG_TRY(wg_grow(b->context, &b->keys, &b->key_capacity, count, sizeof *b->keys));
  for (int64_t s = 0; s < count; s++) {
    b->keys[s] = key_of(b, half_at(b, ring, s));
    if (b->keys[s].own) own = s;
  }
  if (own < 0) return WG_OK;
  for (int64_t s = own + 1, end; s < own + count; s = end + 1) {
    for (end = s; !b->keys[end % count].own;) end++;
    if (end > s) adopt_run(b, ring, s, end);
  }
  return WG_OK;
}

static wg_status find_corners(boundaries *b, own_ring *ring)
{
  WG_TRY(read_keys(b, ring));
  line_key in = b->keys[ring->step_count - 1];
  for (int64_t s = 0; s < ring->step_count; s++) {
    line_key out = b->keys[s];
    int32_t vertex = vertex_at(b, ring, s);
    if (in.line != out.line || in.forward != out.forward || b->visits[vertex] > 1)
      WG_TRY(add_corner(b, in, out, vertex, s));
    in = out;
  }
  ring->count = b->own_count - ring->first;
  return WG_OK;
}

/* A crumb between two lines has no corners to speak of: there every vertex is its own. */
static wg_status keep_every_vertex(boundaries *b, own_ring *ring)
{
  b->own_count = ring->first;
  for (int64_t s = 0; s < ring->step_count; s++) {
    int32_t vertex = vertex_at(b, ring, s);
    WG_TRY(add_own(b, b->work->vertices[vertex], vertex, s));
  }
  ring->count = b->own_count - ring->first;
  return WG_OK;
}

/* crumbled: keep every vertex. */
static wg_status read_ring(boundaries *b, int32_t number, bool crumbled)
{
  const wg_rings *rings = &b->rings;
  own_ring ring = {.first = b->own_count,
                   .steps = rings->steps + rings->ring_start[number],
                   .step_count = rings->ring_start[number + 1] - rings->ring_start[number],
                   .shell = rings->ring_shell[number],
                   .number = number};
  if (!crumbled) WG_TRY(find_corners(b, &ring));
  __int128 area2 = crumbled ? 0 : own_area2(b, &ring);
  if (ring.shell == number ? area2 <= 0 : area2 >= 0) WG_TRY(keep_every_vertex(b, &ring));
  const own_vertex *own = b->own + ring.first;
  for (int64_t i = 1; i < ring.count; i++)
    if (lower_point(own[i].at, own[ring.start].at)) ring.start = i;
  ring.key = (ring_key){own[ring.start].at, own[(ring.start + 1) % ring.count].at};
  WG_TRY(wg_grow(b->context, &b->list, &b->list_capacity, b->list_count + 1, sizeof *b->list));
  b->list[b->list_count++] = ring;
  return WG_OK;
}

/* --- one community --------------------------------------------------------------------------- */

static int compare_own_ring(const void *left, const void *right)
{
  const own_ring *a = left, *b = right;
  if (a->shell != b->shell) {
    int order = compare_ring_key(a->shell_key, b->shell_key);
    return order != 0 ? order : (a->shell > b->shell) - (a->shell < b->shell);
  }
  if ((a->shell == a->number) != (b->shell == b->number)) return a->shell == a->number ? -1 : 1;
  int order = compare_ring_key(a->key, b->key);
  return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Counts how often the rings of a community come by each vertex, or takes the counts back. */
static void count_visits(boundaries *b, int32_t community, int32_t by)
{
  const wg_rings *rings = &b->rings;
  int64_t first = rings->ring_start[rings->label_start[community]];
  int64_t end = rings->ring_start[rings->label_start[community + 1]];
  for (int64_t i = first; i < end; i++) b->visits[b->directed[rings->steps[i]].from] += by;
}

/* Writes a ring from its first own vertex on. */
static wg_status write_ring(boundaries *b, const own_ring *ring, int64_t *points)
{
  wg_frame *frame = b->frame;
  const own_vertex *own = b->own + ring->first;
  int64_t turn = own[ring->start].step;
  WG_TRY(wg_grow(b->context, &frame->points, &b->point_capacity, *points + ring->count,
                 sizeof *frame->points));
  WG_TRY(wg_grow(b->context, &frame->chord_step, &b->chord_capacity, *points + ring->count + 1,
                 sizeof *frame->chord_step));
  for (int64_t i = 0; i < ring->count; i++) {
    int64_t from = (ring->start + i) % ring->count;
    /* Own vertices before the first one come by after a whole turn. */
    int64_t step = own[from].step - turn + (from < ring->start ? ring->step_count : 0);
    frame->points[*points] = own[from].at;
    frame->chord_step[(*points)++] = b->step_count + step;
  }
  for (int64_t s = 0; s < ring->step_count; s++)
    frame->steps[b->step_count + s] = half_at(b, ring, turn + s);
  b->step_count += ring->step_count;
  return WG_OK;
}

static wg_status write_community(boundaries *b, int32_t community)
{
  wg_frame *frame = b->frame;
  int64_t ring_at = frame->community_ring[community], points = frame->community_point[community];
  int64_t slice = ring_at + community, rings = b->list_count;
  int32_t part = -1;
  WG_TRY(wg_grow(b->context, &frame->ring_start, &b->ring_capacity, slice + rings + 1,
                 sizeof *frame->ring_start));
  WG_TRY(wg_grow(b->context, &frame->ring_part, &b->part_capacity, ring_at + rings + 1,
                 sizeof *frame->ring_part));
  for (int64_t r = 0; r < rings; r++) {
    if (b->list[r].shell == b->list[r].number) part++;
    frame->ring_start[slice + r] = (int32_t)(points - frame->community_point[community]);
    frame->ring_part[ring_at + r] = part;
    WG_TRY(write_ring(b, &b->list[r], &points));
  }
  frame->ring_start[slice + rings] = (int32_t)(points - frame->community_point[community]);
  frame->part_count[community] = part + 1;
  frame->community_point[community + 1] = points;
  frame->community_ring[community + 1] = ring_at + rings;
  return WG_OK;
}

static int compare_own_vertex(const void *left, const void *right)
{
  const own_vertex *a = left, *b = right;
  if (!same_point(a->at, b->at)) return lower_point(a->at, b->at) ? -1 : 1;
  return (a->vertex > b->vertex) - (a->vertex < b->vertex);
}

/* Whether two own vertices in one place stand for different places of the frame, or follow each
 * other: then nobody could tell them apart. Happens among outlines of a few millimetres only. */
static wg_status is_ambiguous(const boundaries *b, bool *ambiguous)
{
  own_vertex *sorted = NULL;
  *ambiguous = false;
  for (int64_t r = 0; r < b->list_count; r++)
    for (int64_t i = 0; i < b->list[r].count; i++)
      if (same_point(b->own[b->list[r].first + i].at,
                     b->own[b->list[r].first + (i + 1) % b->list[r].count].at))
        *ambiguous = true;
  WG_TRY(wg_allocate(b->context, &sorted, (size_t)b->own_count, sizeof *sorted));
  if (b->own_count > 0) {
    memcpy(sorted, b->own, (size_t)b->own_count * sizeof *sorted);
    qsort(sorted, (size_t)b->own_count, sizeof *sorted, compare_own_vertex);
  }
  for (int64_t i = 1; i < b->own_count; i++)
    if (same_point(sorted[i - 1].at, sorted[i].at) && sorted[i - 1].vertex != sorted[i].vertex)
      *ambiguous = true;
  wg_release(b->context, sorted);
  return WG_OK;
}

static wg_status read_rings(boundaries *b, int32_t first, int32_t end, bool crumbled)
{
  b->own_count = b->list_count = 0;
  for (int32_t r = first; r < end; r++) WG_TRY(read_ring(b, r, crumbled));
  return WG_OK;
}

static wg_status read_community(boundaries *b, int32_t community)
{
  const wg_rings *rings = &b->rings;
  int32_t first = rings->label_start[community], end = rings->label_start[community + 1];
  bool ambiguous;
  b->rank = b->work->rank[community];
  count_visits(b, community, 1);
  WG_TRY(read_rings(b, first, end, false));
  count_visits(b, community, -1);
  WG_TRY(is_ambiguous(b, &ambiguous));
  if (ambiguous) WG_TRY(read_rings(b, first, end, true));
  for (int64_t i = 0; i < b->list_count; i++)
    b->list[i].shell_key = b->list[b->list[i].shell - first].key;
  if (b->list_count > 0)
    qsort(b->list, (size_t)b->list_count, sizeof *b->list, compare_own_ring);
  return write_community(b, community);
}

/* Only frame edges are kept, renumbered in the order of the steps of lower halves. */
static wg_status take_edges(boundaries *b)
{
  const frame_work *work = b->work;
  wg_frame *frame = b->frame;
  int32_t *number = NULL;
  WG_TRY(wg_allocate(b->context, &number, (size_t)work->edge_count, sizeof *number));
  wg_status status =
      wg_allocate(b->context, &frame->edges, (size_t)work->edge_count, sizeof *frame->edges);
  for (int64_t e = 0; e < work->edge_count && status == WG_OK; e++) {
    if (frame_owner(work, (int32_t)(2 * e)) == frame_owner(work, (int32_t)(2 * e + 1))) continue;
    number[e] = (int32_t)frame->edge_count;
    frame->edges[frame->edge_count++] = work->edges[e];
  }
  for (int64_t s = 0; s < b->step_count && status == WG_OK; s++)
    frame->steps[s] = 2 * number[frame->steps[s] >> 1] + (frame->steps[s] & 1);
  wg_release(b->context, number);
  return status;
}

static wg_status allocate_frame(boundaries *b)
{
  wg_frame *frame = b->frame;
  size_t count = (size_t)b->work->community_count, directed = (size_t)b->directed_count;
  WG_TRY(wg_allocate(b->context, &frame->community_point, count + 1,
                     sizeof *frame->community_point));
  WG_TRY(wg_allocate(b->context, &frame->community_ring, count + 1, sizeof *frame->community_ring));
  WG_TRY(wg_allocate(b->context, &frame->part_count, count, sizeof *frame->part_count));
  WG_TRY(wg_allocate(b->context, &frame->steps, directed, sizeof *frame->steps));
  WG_TRY(wg_grow(b->context, &frame->chord_step, &b->chord_capacity, 1, sizeof *frame->chord_step));
  return wg_allocate(b->context, &b->visits, (size_t)b->work->vertex_count, sizeof *b->visits);
}

wg_status frame_boundaries(wg_frame *frame, const frame_work *work)
{
  wg_status status;
  boundaries b = {.frame = frame, .work = work, .context = work->context};
  frame->community_count = work->community_count;
  WG_TRY_DONE(trace_all(&b));
  WG_TRY_DONE(allocate_frame(&b));
  for (int32_t c = 0; c < work->community_count; c++) WG_TRY_DONE(read_community(&b, c));
  frame->chord_step[frame->community_point[work->community_count]] = b.step_count;
  WG_TRY_DONE(take_edges(&b));
done:
  wg_release(b.context, b.directed);
  wg_release(b.context, b.halves);
  wg_release(b.context, b.visits);
  wg_release(b.context, b.keys);
  wg_release(b.context, b.own);
  wg_release(b.context, b.list);
  wg_rings_free(&b.rings, b.context);
  return status;
}
