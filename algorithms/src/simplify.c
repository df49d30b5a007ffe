/* Arcs with fewer points: Visvalingam & Whyatt, "Line generalisation by repeated elimination of
 * points" (The Cartographic Journal 30, 1993), with three guards.
 *
 * The point with the smallest triangle goes first, as long as (1) every original point of the arc
 * stays within the tolerance of the new line (more in open ground), (2) no other point of the network lies in the
 * triangle, so no line ever crosses another, and (3) no corner of a footprint changes sides by
 * more than 3 mm, counted from the original arc, so nothing adds up. An arc that shares both ends
 * with another keeps a point of its own; a closed one keeps four. */
#include <stdlib.h>
#include <string.h>

#include "outlines_inside.h"

#define CORNER_SLACK (3 * WG_SIXTHS)

typedef struct candidate {
  __int128 area2;
  int32_t position;
} candidate;

typedef struct simplifying {
  wg_network *network;
  int64_t tolerance; /* sixths */
  wg_bins points, corner_bins;
  wg_fine_point *corners;
  /* the arc at hand, by position */
  const int32_t *chain;
  int32_t count;
  int32_t *before, *after; /* remaining neighbours */
  __int128 *area2;         /* of the triangle with them; −1: gone or fixed */
  candidate *heap;
  int64_t heap_count, heap_capacity, before_capacity, after_capacity, area_capacity;
} simplifying;

static wg_fine_point at(const simplifying *s, int32_t position)
{
  return s->network->points[s->chain[position]];
}

static bool smaller(const candidate *a, const candidate *b)
{
  return a->area2 != b->area2 ? a->area2 < b->area2 : a->position < b->position;
}

static wg_status push(simplifying *s, candidate item)
{
  WG_TRY(wg_grow(s->network->context, &s->heap, &s->heap_capacity, s->heap_count + 1, sizeof *s->heap));
  int64_t i = s->heap_count++;
  for (int64_t up; i > 0 && smaller(&item, &s->heap[up = (i - 1) / 2]); i = up) s->heap[i] = s->heap[up];
  s->heap[i] = item;
  return WG_OK;
}

static candidate pop(simplifying *s)
{
  candidate top = s->heap[0], item = s->heap[--s->heap_count];
  int64_t i = 0;
  for (int64_t child; (child = 2 * i + 1) < s->heap_count; i = child) {
    if (child + 1 < s->heap_count && smaller(&s->heap[child + 1], &s->heap[child])) child++;
    if (!smaller(&s->heap[child], &item)) break;
    s->heap[i] = s->heap[child];
  }
  s->heap[i] = item;
  return top;
}

static wg_status weigh(simplifying *s, int32_t position)
{
  if (position <= 0 || position >= s->count - 1) return WG_OK;
  if (s->network->kept != NULL && s->network->kept[s->chain[position]]) return WG_OK;
  __int128 area2 = wg_fine_area2(at(s, s->before[position]), at(s, position), at(s, s->after[position]));
  s->area2[position] = area2 < 0 ? -area2 : area2;
  return push(s, (candidate){s->area2[position], position});
}

/* In open ground the middle is no more than a matter of taste: a fifth of the width may be taken,
 * up to eight times the tolerance. */
static int64_t tolerance_at(const simplifying *s, int32_t position)
{
  int64_t room = s->network->room[s->chain[position]] * (int64_t)WG_SIXTHS / 5;
  if (room > 8 * s->tolerance) room = 8 * s->tolerance;
  return room > s->tolerance ? room : s->tolerance;
}

static bool within_tolerance(const simplifying *s, int32_t from, int32_t to)
{
  for (int32_t i = from + 1; i < to; i++)
    if (!wg_fine_near(at(s, i), at(s, from), at(s, to), tolerance_at(s, i))) return false;
  return true;
}

/* In or on it. A triangle without area is the way a → b → c: what lies on the same straight line
 * beyond its ends is not on it. */
static bool in_triangle(wg_fine_point p, wg_fine_point a, wg_fine_point b, wg_fine_point c, bool left)
{
  wg_fine_box box = wg_fine_box_of(a, c);
  wg_fine_box_add(&box, b);
  if (p.x < box.min_x || p.x > box.max_x || p.y < box.min_y || p.y > box.max_y) return false;
  __int128 x = wg_fine_area2(a, b, p), y = wg_fine_area2(b, c, p), z = wg_fine_area2(c, a, p);
  return left ? x >= 0 && y >= 0 && z >= 0 : x <= 0 && y <= 0 && z <= 0;
}

/* No other remaining point of the network in or on the triangle. */
static bool triangle_free(const simplifying *s, int32_t from, int32_t middle, int32_t to)
{
  wg_fine_point a = at(s, from), b = at(s, middle), c = at(s, to);
  bool left = wg_fine_area2(a, b, c) > 0;
  wg_fine_box box = wg_fine_box_of(a, c);
  int64_t first_row, last_row, first, end;
  wg_fine_box_add(&box, b);
  wg_bins_rows(&s->points, box, &first_row, &last_row);
  for (int64_t row = first_row; row <= last_row; row++) {
    wg_bins_row(&s->points, box, row, &first, &end);
    for (int64_t i = first; i < end; i++) {
      int32_t p = s->points.items[i];
      if (s->network->gone[p] || p == s->chain[from] || p == s->chain[middle] || p == s->chain[to])
        continue;
      if (in_triangle(s->network->points[p], a, b, c, left)) return false;
    }
  }
  return true;
}

static bool on_segment(wg_fine_point p, wg_fine_point a, wg_fine_point b)
{
  wg_fine_box box = wg_fine_box_of(a, b);
  return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y &&
         wg_fine_area2(a, b, p) == 0;
}

/* Whether p lies between the original arc and the straight line that would replace it, or on the
 * arc itself. */
static bool passed_over(const simplifying *s, int32_t from, int32_t to, wg_fine_point p)
{
  bool inside = false;
  for (int32_t i = from; i <= to; i++) {
    wg_fine_point a = at(s, i), b = at(s, i < to ? i + 1 : from);
    if (i < to && on_segment(p, a, b)) return true;
    if ((a.y > p.y) == (b.y > p.y)) continue;
    __int128 side = a.y < b.y ? wg_fine_area2(a, b, p) : wg_fine_area2(b, a, p);
    if (side > 0) inside = !inside;
  }
  return inside;
}

static bool corners_kept(const simplifying *s, int32_t from, int32_t to)
{
  wg_fine_box box = wg_fine_box_of(at(s, from), at(s, to));
  int64_t first_row, last_row, first, end;
  for (int32_t i = from + 1; i < to; i++) wg_fine_box_add(&box, at(s, i));
  wg_bins_rows(&s->corner_bins, box, &first_row, &last_row);
  for (int64_t row = first_row; row <= last_row; row++) {
    wg_bins_row(&s->corner_bins, box, row, &first, &end);
    for (int64_t i = first; i < end; i++) {
      wg_fine_point p = s->corners[s->corner_bins.items[i]];
      if (p.x < box.min_x || p.x > box.max_x || p.y < box.min_y || p.y > box.max_y) continue;
      if (wg_fine_near(p, at(s, from), at(s, to), CORNER_SLACK)) continue;
      if (passed_over(s, from, to, p)) return false;
    }
  }
  return true;
}

static bool may_go(const simplifying *s, int32_t position)
{
  int32_t from = s->before[position], to = s->after[position];
  return within_tolerance(s, from, to) && triangle_free(s, from, position, to) &&
         corners_kept(s, from, to);
}

static wg_status simplify_arc(simplifying *s, const wg_arc *arc)
{
  wg_context *context = s->network->context;
  int32_t n = arc->count, inner = n - 2;
  s->chain = s->network->arc_points + arc->start;
  s->count = n;
  int32_t least = s->chain[0] == s->chain[n - 1] ? 3 : arc->alone ? 0 : 1;
  if (inner <= least || arc->chord >= 0) return WG_OK;
  WG_TRY(wg_grow(context, &s->before, &s->before_capacity, n, sizeof *s->before));
  WG_TRY(wg_grow(context, &s->after, &s->after_capacity, n, sizeof *s->after));
  WG_TRY(wg_grow(context, &s->area2, &s->area_capacity, n, sizeof *s->area2));
  s->heap_count = 0;
  for (int32_t i = 0; i < n; i++) s->before[i] = i - 1, s->after[i] = i + 1;
  for (int32_t i = 1; i + 1 < n; i++) WG_TRY(weigh(s, i));
  while (s->heap_count > 0 && inner > least) {
    candidate best = pop(s);
    if (best.area2 != s->area2[best.position] || !may_go(s, best.position)) continue;
    int32_t from = s->before[best.position], to = s->after[best.position];
    s->network->gone[s->chain[best.position]] = true;
    s->area2[best.position] = -1;
    s->after[from] = to;
    s->before[to] = from;
    inner--;
    WG_TRY(weigh(s, from));
    WG_TRY(weigh(s, to));
  }
  return WG_OK;
}

wg_status wg_network_simplify(wg_network *network, const wg_point *corners, int64_t corner_count,
                              int32_t tolerance_mm)
{
  simplifying s = {.network = network, .tolerance = tolerance_mm * (int64_t)WG_SIXTHS};
  wg_context *context = network->context;
  wg_status status = wg_allocate(context, &s.corners, (size_t)corner_count, sizeof *s.corners);
  if (status != WG_OK) return status;
  for (int64_t i = 0; i < corner_count; i++) s.corners[i] = wg_fine(corners[i]);
  WG_TRY_DONE(wg_bins_build(&s.corner_bins, context, s.corners, corner_count));
  WG_TRY_DONE(wg_bins_build(&s.points, context, network->points, network->point_count));
  for (int64_t i = 0; i < network->arc_count; i++) WG_TRY_DONE(simplify_arc(&s, &network->arcs[i]));
done:
  wg_bins_free(&s.points, context);
  wg_bins_free(&s.corner_bins, context);
  void *owned[] = {s.corners, s.before, s.after, s.area2, s.heap};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
  return status;
}
