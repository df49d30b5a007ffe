/* Claims: where grid lines end on a boundary, made vertices of the frame.
 *
 * A community knows its chords, the frame knows edges. A spot on a chord is led to the edge of its
 * chain that lies beside it, projected exactly and rounded to the millimetre; where that is an end
 * of the edge the vertex serves. All of it depends on frame and spot alone, so finishing computes
 * the same points again and only needs the list of what others claimed. */
#include "frame_parts.h"

#include <stdlib.h>
#include <string.h>

/* The ring of a community that chord belongs to, as first and end of its chords. */
static void ring_of_chord(const wg_boundary *boundary, int32_t chord, int32_t *first, int32_t *end)
{
  int32_t low = 0, high = boundary->ring_count - 1;
  while (low < high) {
    int32_t middle = (low + high + 1) / 2;
    if (boundary->ring_start[middle] <= chord)
      low = middle;
    else
      high = middle - 1;
  }
  *first = boundary->ring_start[low];
  *end = boundary->ring_start[low + 1];
}

static frame_place at_vertex(const wg_frame *frame, int64_t step, int64_t ring_step,
                             int64_t ring_end)
{
  int32_t half = frame->steps[step < ring_end ? step : ring_step];
  return (frame_place){step, true, frame->vertices[half_from(frame->edges, half)]};
}

frame_place frame_settled(const wg_frame *frame, int32_t community, int32_t chord, wg_point spot)
{
  wg_boundary boundary = wg_frame_boundary(frame, community);
  int32_t first, end;
  ring_of_chord(&boundary, chord, &first, &end);
  const int64_t *chord_step = frame->chord_step + frame->community_point[community];
  int64_t ring_step = chord_step[first], ring_end = chord_step[end];
  int64_t step = chord_step[chord], last = chord_step[chord + 1];
  wg_point a = boundary.points[chord], b = boundary.points[chord + 1 < end ? chord + 1 : first];
  if (same_point(spot, a)) return at_vertex(frame, step, ring_step, ring_end);
  if (same_point(spot, b) || step == last) return at_vertex(frame, last, ring_step, ring_end);
  __int128 along = dot_from(a, b, spot);
  for (; step + 1 < last; step++) {
    wg_point head = frame->vertices[half_from(frame->edges, frame->steps[step] ^ 1)];
    if (dot_from(a, b, head) > along) break;
  }
  wg_point from = frame->vertices[half_from(frame->edges, frame->steps[step])];
  wg_point to = frame->vertices[half_from(frame->edges, frame->steps[step] ^ 1)];
  __int128 num = dot_from(from, to, spot), den = dot_from(from, to, to);
  wg_point at = num <= 0 ? from : num >= den ? to : round_between(from, to, num, den);
  if (same_point(at, from)) return at_vertex(frame, step, ring_step, ring_end);
  if (same_point(at, to)) return at_vertex(frame, step + 1, ring_step, ring_end);
  return (frame_place){step, false, at};
}

int frame_along(const wg_frame *frame, int32_t edge, wg_point left, wg_point right)
{
  wg_point a = frame->vertices[frame->edges[edge].a], b = frame->vertices[frame->edges[edge].b];
  __int128 l = dot_from(a, b, left), r = dot_from(a, b, right);
  if (l != r) return l < r ? -1 : 1;
  return lower_point(left, right) ? -1 : lower_point(right, left);
}

/* --- the spots of one community ---------------------------------------------------------------- */

static int compare_spot(const void *left, const void *right)
{
  const frame_spot *a = left, *b = right;
  return lower_point(a->raw, b->raw) ? -1 : lower_point(b->raw, a->raw);
}

/* A point that two chords share settles in one place; should it not, a vertex comes first. */
static int compare_settled(const void *left, const void *right)
{
  const frame_spot *a = left, *b = right;
  int order = compare_spot(left, right);
  if (order != 0) return order;
  if (a->edge != b->edge) return a->edge < b->edge ? -1 : 1;
  return lower_point(a->settled, b->settled) ? -1 : lower_point(b->settled, a->settled);
}

frame_spot *frame_find_spot(frame_spot *spots, int64_t count, wg_point raw)
{
  frame_spot key = {.raw = raw};
  return count > 0 ? bsearch(&key, spots, (size_t)count, sizeof key, compare_spot) : NULL;
}

static wg_status check_chord(const wg_frame *frame, int32_t community, int32_t chord,
                             wg_context *context)
{
  int64_t chords = frame->community_point[community + 1] - frame->community_point[community];
  if (chord < chords) return WG_OK;
  return wg_fail(context, WG_INTERNAL,
                 wg_in(context, "An outline runs along chord %d of a boundary that has %lld. This "
                                "is a bug; please report it.",
                       "网格边界引用了第 %d 条弦，而边界只有 %lld 条。这是程序错误，请报告。"),
                 (int)chord, (long long)chords);
}

/* Both ends of every step along the boundary. */
static wg_status collect_spots(const wg_frame *frame, int32_t community,
                               const wg_outlines *outlines, wg_context *context, frame_spot *spots,
                               int64_t *count)
{
  for (int32_t r = 0; r < outlines->ring_count; r++) {
    int64_t first = outlines->ring_start[r], end = outlines->ring_start[r + 1];
    for (int64_t i = first; i < end; i++) {
      int32_t chord = outlines->vertices[i].chord;
      if (chord < 0) continue;
      WG_TRY(check_chord(frame, community, chord, context));
      for (int64_t k = 0; k < 2; k++) {
        wg_point raw = outlines->vertices[i + k < end ? i + k : first].point;
        frame_place place = frame_settled(frame, community, chord, raw);
        int32_t edge = place.vertex ? -1 : frame->steps[place.step] >> 1;
        spots[(*count)++] = (frame_spot){raw, place.at, edge, false};
      }
    }
  }
  return WG_OK;
}

/* Marks the spots that a step inside the community begins or ends at. */
static void mark_met(const wg_outlines *outlines, frame_spot *spots, int64_t count)
{
  for (int32_t r = 0; r < outlines->ring_count; r++) {
    int64_t first = outlines->ring_start[r], end = outlines->ring_start[r + 1];
    for (int64_t i = first; i < end; i++) {
      int64_t before = i > first ? i - 1 : end - 1;
      if (outlines->vertices[i].chord >= 0 && outlines->vertices[before].chord >= 0) continue;
      frame_spot *spot = frame_find_spot(spots, count, outlines->vertices[i].point);
      if (spot != NULL) spot->met = true;
    }
  }
}

wg_status frame_spots(const wg_frame *frame, int32_t community, const wg_outlines *outlines,
                      wg_context *context, frame_spot **spots, int64_t *count)
{
  int64_t along = 0, kept = 0;
  int64_t vertices = outlines->ring_count > 0 ? outlines->ring_start[outlines->ring_count] : 0;
  *spots = NULL;
  *count = 0;
  for (int64_t i = 0; i < vertices; i++) along += outlines->vertices[i].chord >= 0;
  WG_TRY(wg_allocate(context, spots, 2 * (size_t)along, sizeof **spots));
  WG_TRY(collect_spots(frame, community, outlines, context, *spots, count));
  if (*count > 0) qsort(*spots, (size_t)*count, sizeof **spots, compare_settled);
  for (int64_t i = 0; i < *count; i++)
    if (kept == 0 || !same_point((*spots)[kept - 1].raw, (*spots)[i].raw))
      (*spots)[kept++] = (*spots)[i];
  *count = kept;
  mark_met(outlines, *spots, kept);
  return WG_OK;
}

/* --- claiming and settling ----------------------------------------------------------------------- */

wg_status wg_frame_claim(wg_frame *frame, int32_t community, const wg_outlines *outlines)
{
  wg_status status;
  frame_spot *spots = NULL;
  int64_t count;
  WG_TRY_DONE(frame_spots(frame, community, outlines, frame->context, &spots, &count));
  WG_TRY_DONE(wg_grow(frame->context, &frame->claims, &frame->claim_capacity,
                      frame->claim_count + count, sizeof *frame->claims));
  for (int64_t i = 0; i < count; i++)
    if (spots[i].met && spots[i].edge >= 0)
      frame->claims[frame->claim_count++] = (frame_claim){spots[i].edge, spots[i].settled};
done:
  wg_release(frame->context, spots);
  return status;
}

/* A claim with its place along the edge, so that sorting needs no frame. */
typedef struct placed_claim {
  frame_claim claim;
  __int128 along;
} placed_claim;

static int compare_claim(const void *left, const void *right)
{
  const placed_claim *a = left, *b = right;
  if (a->claim.edge != b->claim.edge) return a->claim.edge < b->claim.edge ? -1 : 1;
  if (a->along != b->along) return a->along < b->along ? -1 : 1;
  return lower_point(a->claim.at, b->claim.at) ? -1 : lower_point(b->claim.at, a->claim.at);
}

wg_status wg_frame_settle(wg_frame *frame)
{
  wg_status status;
  placed_claim *placed = NULL;
  int64_t count = frame->claim_count, kept = 0;
  WG_TRY_DONE(wg_allocate(frame->context, &placed, (size_t)count, sizeof *placed));
  WG_TRY_DONE(wg_allocate(frame->context, &frame->claim_start, (size_t)frame->edge_count + 1,
                          sizeof *frame->claim_start));
  for (int64_t i = 0; i < count; i++) {
    frame_edge e = frame->edges[frame->claims[i].edge];
    placed[i].claim = frame->claims[i];
    placed[i].along = dot_from(frame->vertices[e.a], frame->vertices[e.b], frame->claims[i].at);
  }
  if (count > 0) qsort(placed, (size_t)count, sizeof *placed, compare_claim);
  for (int64_t i = 0; i < count; i++) {
    if (i > 0 && compare_claim(&placed[i - 1], &placed[i]) == 0) continue;
    frame->claims[kept++] = placed[i].claim;
    frame->claim_start[placed[i].claim.edge + 1]++;
  }
  frame->claim_count = kept;
  for (int64_t e = 0; e < frame->edge_count; e++)
    frame->claim_start[e + 1] += frame->claim_start[e];
done:
  wg_release(frame->context, placed);
  return status;
}
