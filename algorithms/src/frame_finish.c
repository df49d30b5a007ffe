/* Finishing: the areas of grids and communities with every vertex of the frame.
 *
 * Each ring is written out anew: points inside the community as they are, runs along the boundary
 * as the chain of frame vertices and claims between the places where the run begins and ends.
 * These chains are pieces of one closed walk, so the areas of the labels add up to that of the
 * community to the last square millimetre, whatever was rounded. The written segments are traced
 * into rings once more: what has come to touch itself is cut apart, what has collapsed vanishes. */
#include "frame_parts.h"

#include <string.h>

#include "algorithms/rings.h"

/* The points of one community's labels, each place once, and the segments between them. */
typedef struct writer {
  const wg_frame *frame;
  wg_context *context;
  int32_t community;
  const wg_outlines *outlines;
  frame_spot *spots;
  int64_t spot_count;
  wg_point *chain; /* the ring that is being written */
  int64_t chain_count, chain_capacity;
  wg_point *points;
  int64_t point_count, point_capacity;
  int32_t *slots;  /* hash of points: index + 1 */
  int64_t slot_count;
  wg_directed_edge *edges;
  int64_t edge_count, edge_capacity;
} writer;

static wg_status add_chain(writer *w, wg_point at)
{
  if (w->chain_count > 0 && same_point(w->chain[w->chain_count - 1], at)) return WG_OK;
  WG_TRY(wg_grow(w->context, &w->chain, &w->chain_capacity, w->chain_count + 1, sizeof *w->chain));
  w->chain[w->chain_count++] = at;
  return WG_OK;
}

/* --- along the boundary -------------------------------------------------------------------------- */

/* The claims on one step from `from` (NULL: its beginning) up to, not including, `to` (NULL: its
 * end), in walking order. */
static wg_status write_step(writer *w, int64_t step, const wg_point *from, const wg_point *to)
{
  const wg_frame *frame = w->frame;
  int32_t half = frame->steps[step], edge = half >> 1, sign = half & 1 ? -1 : 1;
  int64_t first = frame->claim_start[edge], count = frame->claim_start[edge + 1] - first;
  if (from == NULL) WG_TRY(add_chain(w, frame->vertices[half_from(frame->edges, half)]));
  for (int64_t i = 0; i < count; i++) {
    wg_point at = frame->claims[sign > 0 ? first + i : first + count - 1 - i].at;
    if (from != NULL && sign * frame_along(frame, edge, at, *from) < 0) continue;
    if (to != NULL && sign * frame_along(frame, edge, at, *to) >= 0) break;
    WG_TRY(add_chain(w, at));
  }
  return WG_OK;
}

/* Everything from place a up to, not including, place b, which lies ahead in the same ring. */
static wg_status write_run(writer *w, frame_place a, frame_place b)
{
  for (int64_t step = a.step; step < b.step || (step == b.step && !b.vertex); step++) {
    bool first = step == a.step && !a.vertex;
    WG_TRY(write_step(w, step, first ? &a.at : NULL, step == b.step ? &b.at : NULL));
  }
  return WG_OK;
}

static bool behind(const writer *w, frame_place a, frame_place b)
{
  if (a.step != b.step) return b.step < a.step;
  if (a.vertex || b.vertex) return b.vertex && !a.vertex;
  int32_t half = w->frame->steps[a.step];
  return (half & 1 ? -1 : 1) * frame_along(w->frame, half >> 1, b.at, a.at) < 0;
}

/* A step along chord from one spot to another. Two spots within a millimetre may have changed
 * places when they were rounded; then the way leads back, as it does for those next to it. */
static wg_status write_boundary_step(writer *w, int32_t chord, wg_point from, wg_point to)
{
  frame_place a = frame_settled(w->frame, w->community, chord, from);
  frame_place b = frame_settled(w->frame, w->community, chord, to);
  if (!behind(w, a, b)) return write_run(w, a, b);
  int64_t begin = w->chain_count;
  WG_TRY(write_run(w, b, a));
  WG_TRY(add_chain(w, a.at));
  for (int64_t i = begin, j = w->chain_count - 1; i < j; i++, j--) {
    wg_point swap = w->chain[i];
    w->chain[i] = w->chain[j];
    w->chain[j] = swap;
  }
  return WG_OK;
}

static wg_status write_ring(writer *w, int32_t ring)
{
  const wg_outline_vertex *v = w->outlines->vertices + w->outlines->ring_start[ring];
  int64_t count = w->outlines->ring_start[ring + 1] - w->outlines->ring_start[ring];
  w->chain_count = 0;
  for (int64_t i = 0; i < count; i++) {
    if (v[i].chord >= 0) {
      WG_TRY(write_boundary_step(w, v[i].chord, v[i].point, v[i + 1 < count ? i + 1 : 0].point));
      continue;
    }
    const frame_spot *spot = frame_find_spot(w->spots, w->spot_count, v[i].point);
    WG_TRY(add_chain(w, spot != NULL ? spot->settled : v[i].point));
  }
  return WG_OK;
}

/* --- segments of all labels ------------------------------------------------------------------------ */

static uint64_t hash_point(wg_point p)
{
  uint64_t hash = ((uint64_t)(uint32_t)p.x << 32 | (uint32_t)p.y) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

static wg_status grow_slots(writer *w)
{
  int32_t *slots = NULL;
  int64_t count = w->slot_count > 0 ? 2 * w->slot_count : 256;
  WG_TRY(wg_allocate(w->context, &slots, (size_t)count, sizeof *slots));
  for (int64_t i = 0; i < w->point_count; i++) {
    uint64_t slot = hash_point(w->points[i]) & (uint64_t)(count - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (uint64_t)(count - 1);
    slots[slot] = (int32_t)i + 1;
  }
  wg_release(w->context, w->slots);
  w->slots = slots;
  w->slot_count = count;
  return WG_OK;
}

static wg_status index_of(writer *w, wg_point at, int32_t *index)
{
  if (2 * w->point_count >= w->slot_count) WG_TRY(grow_slots(w));
  uint64_t mask = (uint64_t)w->slot_count - 1, slot = hash_point(at) & mask;
  for (; w->slots[slot] != 0; slot = (slot + 1) & mask) {
    *index = w->slots[slot] - 1;
    if (same_point(w->points[*index], at)) return WG_OK;
  }
  WG_TRY(wg_grow(w->context, &w->points, &w->point_capacity, w->point_count + 1,
                 sizeof *w->points));
  *index = (int32_t)w->point_count;
  w->points[w->point_count++] = at;
  w->slots[slot] = *index + 1;
  return WG_OK;
}

static wg_status add_segments(writer *w, int32_t label)
{
  int32_t from, to;
  if (w->chain_count < 2) return WG_OK;
  WG_TRY(index_of(w, w->chain[w->chain_count - 1], &from));
  WG_TRY(wg_grow(w->context, &w->edges, &w->edge_capacity, w->edge_count + w->chain_count,
                 sizeof *w->edges));
  for (int64_t i = 0; i < w->chain_count; i++, from = to) {
    WG_TRY(index_of(w, w->chain[i], &to));
    if (from != to) w->edges[w->edge_count++] = (wg_directed_edge){from, to, label};
  }
  return WG_OK;
}

static wg_status write_labels(writer *w)
{
  const wg_outlines *outlines = w->outlines;
  for (int32_t label = 0; label < outlines->label_count; label++)
    for (int32_t r = outlines->label_start[label]; r < outlines->label_start[label + 1]; r++) {
      WG_TRY(write_ring(w, r));
      WG_TRY(add_segments(w, label));
    }
  return WG_OK;
}

static wg_status add_areas(const writer *w, const wg_rings *rings, wg_shapes *areas)
{
  for (int32_t label = 0; label < w->outlines->label_count; label++) {
    int32_t first = rings->label_start[label], end = rings->label_start[label + 1];
    WG_TRY(wg_shapes_begin(areas, w->context, first < end ? WG_SHAPE_AREA : WG_SHAPE_NONE));
    for (int32_t r = first; r < end; r++) {
      WG_TRY(wg_shapes_begin_ring(areas, w->context));
      for (int64_t i = rings->ring_start[r]; i < rings->ring_start[r + 1]; i++)
        WG_TRY(wg_shapes_add_point(areas, w->context, w->points[w->edges[rings->steps[i]].from]));
    }
  }
  return WG_OK;
}

static wg_status check_settled(const wg_frame *frame, wg_context *context)
{
  if (frame->claim_start != NULL) return WG_OK;
  return wg_fail(context, WG_MISUSE, "%s",
                 wg_in(context, "The frame must be settled before outlines are finished.",
                       "须先确定边界框架，才能生成网格边界。"));
}

wg_status wg_frame_finish(const wg_frame *frame, int32_t community, const wg_outlines *outlines,
                          wg_context *context, wg_shapes *areas)
{
  wg_status status;
  writer w = {.frame = frame, .context = context, .community = community, .outlines = outlines};
  wg_rings rings = {0};
  WG_TRY_DONE(check_settled(frame, context));
  WG_TRY_DONE(frame_spots(frame, community, outlines, context, &w.spots, &w.spot_count));
  WG_TRY_DONE(write_labels(&w));
  WG_TRY_DONE(wg_rings_trace(&rings, context, w.points, w.edges, w.edge_count,
                             outlines->label_count));
  WG_TRY_DONE(add_areas(&w, &rings, areas));
done:
  wg_rings_free(&rings, context);
  wg_release(context, w.spots);
  wg_release(context, w.chain);
  wg_release(context, w.points);
  wg_release(context, w.slots);
  wg_release(context, w.edges);
  return status;
}

wg_status wg_frame_community(const wg_frame *frame, int32_t community, wg_context *context,
                             wg_shapes *areas)
{
  writer w = {.frame = frame, .context = context, .community = community};
  wg_boundary boundary = wg_frame_boundary(frame, community);
  const int64_t *chord_step = frame->chord_step + frame->community_point[community];
  wg_status status = check_settled(frame, context);
  if (status == WG_OK)
    status = wg_shapes_begin(areas, context,
                             boundary.ring_count > 0 ? WG_SHAPE_AREA : WG_SHAPE_NONE);
  for (int32_t r = 0; r < boundary.ring_count && status == WG_OK; r++) {
    int64_t first = chord_step[boundary.ring_start[r]], end = chord_step[boundary.ring_start[r + 1]];
    w.chain_count = 0;
    for (int64_t s = first; s < end && status == WG_OK; s++)
      status = write_step(&w, s, NULL, NULL);
    if (status == WG_OK) status = wg_shapes_begin_ring(areas, context);
    for (int64_t i = 0; i < w.chain_count && status == WG_OK; i++)
      status = wg_shapes_add_point(areas, context, w.chain[i]);
  }
  wg_release(context, w.chain);
  return status;
}
