/* Boundaries: the rings of every community as its own vertices, and the chain of frame edges that
 * each chord between two of them stands for.
 *
 * An edge of the frame has different owners on its two sides; all others have vanished. The own
 * vertices of a ring (frame_corners.c) are in the coordinates of the community's input, the chains
 * between them in those of the frame; other vertices on a chain are the neighbours' business.
 * Rings begin and are ordered by own vertices alone, so numbers of chords do not depend on others
 * either. */
#include "frame_corners.h"

#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"

typedef struct boundaries {
  wg_frame *frame;
  const frame_work *work;
  wg_context *context;
  wg_directed_edge *directed;
  int32_t *halves; /* of directed edges */
  int64_t directed_count;
  wg_rings rings;
  corner_search corners;
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

static __int128 own_area2(const boundaries *b, const own_ring *ring)
{
  __int128 sum = 0;
  const own_vertex *v = b->corners.own + ring->first;
  for (int64_t i = 1; i + 1 < ring->count; i++)
    sum += (__int128)((int64_t)v[i].at.x - v[0].at.x) * ((int64_t)v[i + 1].at.y - v[0].at.y) -
           (__int128)((int64_t)v[i].at.y - v[0].at.y) * ((int64_t)v[i + 1].at.x - v[0].at.x);
  return sum;
}

/* crumbled: keep every vertex. */
static wg_status read_ring(boundaries *b, int32_t number, bool crumbled)
{
  const wg_rings *rings = &b->rings;
  own_ring ring = {.first = b->corners.own_count,
                   .steps = rings->steps + rings->ring_start[number],
                   .step_count = rings->ring_start[number + 1] - rings->ring_start[number],
                   .shell = rings->ring_shell[number],
                   .number = number};
  if (!crumbled) WG_TRY(find_corners(&b->corners, &ring));
  __int128 area2 = crumbled ? 0 : own_area2(b, &ring);
  if (ring.shell == number ? area2 <= 0 : area2 >= 0)
    WG_TRY(keep_every_vertex(&b->corners, &ring));
  const own_vertex *own = b->corners.own + ring.first;
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
  for (int64_t i = first; i < end; i++) b->corners.visits[b->directed[rings->steps[i]].from] += by;
}

/* Writes a ring from its first own vertex on. */
static wg_status write_ring(boundaries *b, const own_ring *ring, int64_t *points)
{
  wg_frame *frame = b->frame;
  const own_vertex *own = b->corners.own + ring->first;
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
    frame->steps[b->step_count + s] = half_at(&b->corners, ring, turn + s);
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
      if (same_point(b->corners.own[b->list[r].first + i].at,
                     b->corners.own[b->list[r].first + (i + 1) % b->list[r].count].at))
        *ambiguous = true;
  WG_TRY(wg_allocate(b->context, &sorted, (size_t)b->corners.own_count, sizeof *sorted));
  if (b->corners.own_count > 0) {
    memcpy(sorted, b->corners.own, (size_t)b->corners.own_count * sizeof *sorted);
    qsort(sorted, (size_t)b->corners.own_count, sizeof *sorted, compare_own_vertex);
  }
  for (int64_t i = 1; i < b->corners.own_count; i++)
    if (same_point(sorted[i - 1].at, sorted[i].at) && sorted[i - 1].vertex != sorted[i].vertex)
      *ambiguous = true;
  wg_release(b->context, sorted);
  return WG_OK;
}

static wg_status read_rings(boundaries *b, int32_t first, int32_t end, bool crumbled)
{
  b->corners.own_count = b->list_count = 0;
  for (int32_t r = first; r < end; r++) WG_TRY(read_ring(b, r, crumbled));
  return WG_OK;
}

static wg_status read_community(boundaries *b, int32_t community)
{
  const wg_rings *rings = &b->rings;
  int32_t first = rings->label_start[community], end = rings->label_start[community + 1];
  bool ambiguous;
  b->corners.rank = b->work->rank[community];
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

/* Keeps the edges between different owners, renumbered without the others. */
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
  return wg_grow(b->context, &frame->chord_step, &b->chord_capacity, 1, sizeof *frame->chord_step);
}

wg_status frame_boundaries(wg_frame *frame, const frame_work *work)
{
  wg_status status;
  boundaries b = {.frame = frame, .work = work, .context = work->context};
  frame->community_count = work->community_count;
  WG_TRY_DONE(trace_all(&b));
  WG_TRY_DONE(begin_corners(&b.corners, b.context, work, b.halves));
  WG_TRY_DONE(allocate_frame(&b));
  for (int32_t c = 0; c < work->community_count; c++) WG_TRY_DONE(read_community(&b, c));
  frame->chord_step[frame->community_point[work->community_count]] = b.step_count;
  WG_TRY_DONE(take_edges(&b));
done:
  wg_release(b.context, b.directed);
  wg_release(b.context, b.halves);
  end_corners(&b.corners);
  wg_release(b.context, b.list);
  wg_rings_free(&b.rings, b.context);
  return status;
}
