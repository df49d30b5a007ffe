/* Corners: where the ring of a community has vertices of its own.
 *
 * Along a ring each edge belongs to a line: the community's own where it has one there, else that
 * of the owner of lower code who cut it off. Where the line changes is a corner, given with the
 * coordinates of the community's *input*. A neighbour who lies over the boundary by no more than
 * the snapping may have moved either (a sliver, not an overlap) leaves no trace: his edges count
 * for the own lines they run beside, if every own corner has a vertex near it. */
#include "frame_corners.h"

#define ASIDE_MM (2 * WG_FRAME_TOLERANCE_MM)

static int32_t vertex_at(const corner_search *s, const own_ring *ring, int64_t step)
{
  return half_from(s->work->edges, half_at(s, ring, step));
}

static line_key key_of(const corner_search *s, int32_t half)
{
  const frame_work *work = s->work;
  int32_t other = frame_owner(work, half ^ 1), foreign = -1;
  for (int64_t u = work->use_start[half >> 1]; u < work->use_start[(half >> 1) + 1]; u++) {
    const frame_use *use = &work->uses[u];
    bool forward = use->from == half_from(work->edges, half);
    if (work->owner[use->line] == s->rank) return (line_key){use->line, true, forward, false};
    if (work->owner[use->line] == other && foreign < 0) foreign = use->line;
  }
  return (line_key){foreign, false, true, false};
}

static wg_status add_own(corner_search *s, wg_point at, int32_t vertex, int64_t step)
{
  WG_TRY(wg_grow(s->context, &s->own, &s->own_capacity, s->own_count + 1, sizeof *s->own));
  s->own[s->own_count++] = (own_vertex){at, vertex, step};
  return WG_OK;
}

/* Whether a place is where an input point was, give or take what snapping moves. */
static bool is_place_of(const corner_search *s, int32_t point, int32_t vertex)
{
  wg_point p = s->work->communities->shapes.points[point], v = s->work->vertices[vertex];
  int64_t dx = (int64_t)p.x - v.x, dy = (int64_t)p.y - v.y;
  return s->work->site[point] == vertex ||
         (dx <= ASIDE_MM && dx >= -ASIDE_MM && dy <= ASIDE_MM && dy >= -ASIDE_MM);
}

/* Adds the input points first … last (following `next`), which all came to lie on one vertex, in
 * this order or the reverse; false in *joined when they do not. Usually it is one point. */
static wg_status add_points_between(corner_search *s, int32_t first, int32_t last, bool reverse,
                                    int32_t vertex, int64_t step, bool bridged, bool *joined)
{
  const frame_work *work = s->work;
  const wg_point *points = work->communities->shapes.points;
  int64_t begin = s->own_count;
  *joined = true;
  for (int32_t p = first; *joined; p = work->next[p]) {
    *joined = (bridged || is_place_of(s, p, vertex)) && s->own_count - begin <= LINES_ASIDE;
    if (*joined) WG_TRY(add_own(s, points[p], vertex, step));
    if (p == last) break;
  }
  if (!*joined) s->own_count = begin;
  for (int64_t i = begin, j = s->own_count - 1; reverse && i < j; i++, j--) {
    own_vertex swap = s->own[i];
    s->own[i] = s->own[j];
    s->own[j] = swap;
  }
  return WG_OK;
}

/* The place of a vertex in the community's own coordinates, where it has a point there. */
static wg_point own_place(const corner_search *s, int32_t vertex)
{
  const wg_point *points = s->work->communities->shapes.points;
  wg_point best = s->work->vertices[vertex];
  bool found = false;
  for (int32_t p = s->first_point[vertex]; p >= 0; p = s->next_point[p]) {
    if (s->work->owner[p] != s->rank || (found && !lower_point(points[p], best))) continue;
    best = points[p];
    found = true;
  }
  return best;
}

/* The own vertices where a ring goes from one line to the next, at the beginning of a step. */
static wg_status add_corner(corner_search *s, line_key in, line_key out, int32_t vertex,
                            int64_t step)
{
  const frame_work *work = s->work;
  bool joined = false;
  if (in.own && out.own && in.forward == out.forward && in.line != out.line) {
    if (in.forward)
      WG_TRY(add_points_between(s, work->next[in.line], out.line, false, vertex, step,
                                out.bridged, &joined));
    else
      WG_TRY(add_points_between(s, work->next[out.line], in.line, true, vertex, step,
                                out.bridged, &joined));
  }
  return joined ? WG_OK : add_own(s, own_place(s, vertex), vertex, step);
}

/* The own lines from `in` on to `out`, in the order drawn: *first and how many steps of `next` lead
 * to the last; false when they do not follow each other. */
static bool lines_between(const corner_search *s, line_key in, line_key out, int32_t *first,
                          int *count)
{
  if (in.forward != out.forward) return false;
  int32_t last = in.forward ? out.line : in.line;
  *first = in.forward ? in.line : out.line;
  int32_t line = *first;
  for (*count = 0; line != last && *count < LINES_ASIDE; ++*count) line = s->work->next[line];
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
static bool near_lines(const corner_search *s, int32_t first, int count, wg_point v)
{
  const wg_point *points = s->work->communities->shapes.points;
  for (int32_t i = 0, line = first; i <= count; i++, line = s->work->next[line])
    if (near_segment(points[line], points[s->work->next[line]], v)) return true;
  return false;
}

/* Whether a corner is near one of the vertices at steps begin … end of the ring. */
static bool near_vertex(const corner_search *s, const own_ring *ring, int64_t begin, int64_t end,
                        wg_point corner)
{
  for (int64_t step = begin; step <= end; step++) {
    wg_point v = s->work->vertices[vertex_at(s, ring, step)];
    if (near_segment(v, v, corner)) return true;
  }
  return false;
}

/* Whether a run of the ring and the own lines it stands for are within millimetres all along, with
 * a vertex for every corner. */
static bool is_aside(const corner_search *s, const own_ring *ring, int64_t begin, int64_t end,
                     int32_t first, int count)
{
  const frame_work *work = s->work;
  for (int64_t step = begin; step <= end; step++)
    if (!near_lines(s, first, count, work->vertices[vertex_at(s, ring, step)])) return false;
  for (int32_t i = 0, corner = first; i < count; i++) {
    corner = work->next[corner];
    if (!near_vertex(s, ring, begin, end, work->communities->shapes.points[corner])) return false;
  }
  return true;
}

/* Of the vertices at steps begin … end the one nearest to a corner. */
static int64_t nearest_step(const corner_search *s, const own_ring *ring, int64_t begin,
                            int64_t end, wg_point corner)
{
  int64_t nearest = begin, best = INT64_MAX;
  for (int64_t step = begin; step <= end; step++) {
    int64_t distance = wg_distance(s->work->vertices[vertex_at(s, ring, step)], corner);
    if (distance >= best) continue;
    best = distance;
    nearest = step;
  }
  return nearest;
}

/* Edges begin … end − 1 of the ring follow a neighbour's line between two own ones. Where he only
 * pushed the boundary aside by millimetres, they stand for the own lines all the same, and each
 * own corner between these lies at the vertex nearest to it. */
static void adopt_run(corner_search *s, const own_ring *ring, int64_t begin, int64_t end)
{
  const frame_work *work = s->work;
  line_key in = s->keys[(begin - 1) % ring->step_count], out = s->keys[end % ring->step_count];
  int32_t first, lines[LINES_ASIDE + 1];
  int count;
  if (!lines_between(s, in, out, &first, &count)) return;
  if (!is_aside(s, ring, begin, end, first, count)) return;
  lines[0] = first;
  for (int i = 0; i < count; i++) lines[i + 1] = work->next[lines[i]];
  line_key current = in;
  current.bridged = false;
  int64_t step = begin;
  for (int i = 1; i <= count; i++) {
    /* A corner is the point where the later one of its two lines was begun. */
    wg_point corner = work->communities->shapes.points[lines[in.forward ? i : count + 1 - i]];
    int64_t turn = nearest_step(s, ring, step, end, corner);
    for (; step < turn; step++) {
      s->keys[step % ring->step_count] = current;
      current.bridged = false;
    }
    current.line = lines[in.forward ? i : count - i];
    current.bridged = true;
  }
  for (; step < end; step++) {
    s->keys[step % ring->step_count] = current;
    current.bridged = false;
  }
  s->keys[end % ring->step_count].bridged = current.bridged;
}

static wg_status read_keys(corner_search *s, const own_ring *ring)
{
  int64_t own = -1, count = ring->step_count;
  WG_TRY(wg_grow(s->context, &s->keys, &s->key_capacity, count, sizeof *s->keys));
  for (int64_t step = 0; step < count; step++) {
    s->keys[step] = key_of(s, half_at(s, ring, step));
    if (s->keys[step].own) own = step;
  }
  if (own < 0) return WG_OK;
  for (int64_t step = own + 1, end; step < own + count; step = end + 1) {
    for (end = step; !s->keys[end % count].own;) end++;
    if (end > step) adopt_run(s, ring, step, end);
  }
  return WG_OK;
}

wg_status find_corners(corner_search *s, own_ring *ring)
{
  WG_TRY(read_keys(s, ring));
  line_key in = s->keys[ring->step_count - 1];
  for (int64_t step = 0; step < ring->step_count; step++) {
    line_key out = s->keys[step];
    int32_t vertex = vertex_at(s, ring, step);
    if (in.line != out.line || in.forward != out.forward || s->visits[vertex] > 1)
      WG_TRY(add_corner(s, in, out, vertex, step));
    in = out;
  }
  ring->count = s->own_count - ring->first;
  return WG_OK;
}

/* A crumb between two lines has no corners to speak of: there every vertex is its own. */
wg_status keep_every_vertex(corner_search *s, own_ring *ring)
{
  s->own_count = ring->first;
  for (int64_t step = 0; step < ring->step_count; step++) {
    int32_t vertex = vertex_at(s, ring, step);
    WG_TRY(add_own(s, s->work->vertices[vertex], vertex, step));
  }
  ring->count = s->own_count - ring->first;
  return WG_OK;
}

wg_status begin_corners(corner_search *s, wg_context *context, const frame_work *work,
                        const int32_t *halves)
{
  *s = (corner_search){.context = context, .work = work, .halves = halves};
  size_t vertices = (size_t)work->vertex_count, points = (size_t)work->point_count;
  WG_TRY(wg_allocate(context, &s->visits, vertices, sizeof *s->visits));
  WG_TRY(wg_allocate(context, &s->first_point, vertices, sizeof *s->first_point));
  WG_TRY(wg_allocate(context, &s->next_point, points, sizeof *s->next_point));
  for (int64_t v = 0; v < work->vertex_count; v++) s->first_point[v] = -1;
  for (int32_t p = 0; p < work->point_count; p++) {
    if (work->site[p] < 0) continue;
    s->next_point[p] = s->first_point[work->site[p]];
    s->first_point[work->site[p]] = p;
  }
  return WG_OK;
}

void end_corners(corner_search *s)
{
  void *const arrays[] = {s->visits, s->first_point, s->next_point, s->own, s->keys};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    if (s->context != NULL) wg_release(s->context, arrays[i]);
}
