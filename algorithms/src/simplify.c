/* Arcs with fewer points: Visvalingam & Whyatt, "Line generalisation by repeated elimination of
 * points" (The Cartographic Journal 30, 1993), with three guards.
 *
 * The point with the smallest triangle goes first, as long as (1) every original point of the arc
 * stays within the tolerance of the new line (more in open ground), (2) no other point of the
 * network lies in the triangle, so no line ever crosses another, and (3) no corner of a footprint,
 * and in a river no vertex of its banks, changes sides by more than 3 mm, counted from the original
 * arc, so nothing adds up. An arc that shares both ends with another keeps a point of its own; a
 * closed one keeps four. */
#include <stdlib.h>
#include <string.h>

#include "outlines_inside.h"

#define CORNER_SLACK (3 * WG_SIXTHS)
#define OPEN_LIMIT 8   /* times the tolerance, in open ground */
#define RIVER_LIMIT 20 /* … in a barrier area */

typedef struct candidate {
  __int128 area2;
  int32_t position;
} candidate;

/* Points that a line must not pass. */
typedef struct obstacles {
  wg_fine_point *points;
  wg_bins bins;
} obstacles;

typedef struct simplifying {
  wg_network *network;
  int64_t tolerance; /* sixths */
  wg_bins points;
  obstacles corners, banks;
  /* the arc at hand, by position */
  const int32_t *chain;
  int32_t count;
  int32_t *before, *after; /* remaining neighbours */
  __int128 *area2;         /* of the triangle with them; −1: gone or fixed */
  int64_t *reach;          /* the tolerance there, sixths */
  candidate *heap;
  int64_t heap_count, heap_capacity, before_capacity, after_capacity, area_capacity, reach_capacity;
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
  if (room > OPEN_LIMIT * s->tolerance) room = OPEN_LIMIT * s->tolerance;
  return room > s->tolerance ? room : s->tolerance;
}

static int64_t step_length(const simplifying *s, int32_t from, int32_t to)
{
  wg_point a = wg_coarse(at(s, from)), b = wg_coarse(at(s, to));
  return wg_distance(a, b) * WG_SIXTHS;
}

/* A river's middle line zigzags where walls stand in the water, at the boundary and at bridges:
 * there the middles of triangle sides lie off the middle of the river by up to a quarter of its
 * width, within one width of the wall. So a quarter of the width may be taken as far as that. */
static void widen_from(simplifying *s, int32_t position, int32_t step)
{
  const wg_network *network = s->network;
  int64_t width = network->room[s->chain[position]] * (int64_t)WG_SIXTHS, way = 0;
  int64_t quarter = width / 4 < RIVER_LIMIT * s->tolerance ? width / 4 : RIVER_LIMIT * s->tolerance;
  for (int32_t i = position; network->open[s->chain[i]]; i += step) {
    if (s->reach[i] < quarter) s->reach[i] = quarter;
    if (i + step < 0 || i + step >= s->count) return;
    way += step_length(s, i, i + step);
    if (way > width) return;
  }
}

static wg_status find_reaches(simplifying *s)
{
  WG_TRY(wg_grow(s->network->context, &s->reach, &s->reach_capacity, s->count, sizeof *s->reach));
  for (int32_t i = 0; i < s->count; i++) s->reach[i] = tolerance_at(s, i);
  for (int32_t i = 0; i < s->count; i++) {
    if (!s->network->open[s->chain[i]]) continue;
    widen_from(s, i, 1);
    widen_from(s, i, -1);
  }
  return WG_OK;
}

static bool within_tolerance(const simplifying *s, int32_t from, int32_t to)
{
  for (int32_t i = from + 1; i < to; i++)
    if (!wg_fine_near(at(s, i), at(s, from), at(s, to), s->reach[i])) return false;
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

/* No obstacle changes sides. */
static bool are_kept(const simplifying *s, const obstacles *all, int32_t from, int32_t to)
{
  wg_fine_box box = wg_fine_box_of(at(s, from), at(s, to));
  int64_t first_row, last_row, first, end;
  for (int32_t i = from + 1; i < to; i++) wg_fine_box_add(&box, at(s, i));
  wg_bins_rows(&all->bins, box, &first_row, &last_row);
  for (int64_t row = first_row; row <= last_row; row++) {
    wg_bins_row(&all->bins, box, row, &first, &end);
    for (int64_t i = first; i < end; i++) {
      wg_fine_point p = all->points[all->bins.items[i]];
      if (p.x < box.min_x || p.x > box.max_x || p.y < box.min_y || p.y > box.max_y) continue;
      if (wg_fine_near(p, at(s, from), at(s, to), CORNER_SLACK)) continue;
      if (passed_over(s, from, to, p)) return false;
    }
  }
  return true;
}

/* Whether the way between two positions leads through a barrier area alone. */
static bool is_in_river(const simplifying *s, int32_t from, int32_t to)
{
  for (int32_t i = from + 1; i < to; i++)
    if (!s->network->open[s->chain[i]]) return false;
  return true;
}

static bool may_go(const simplifying *s, int32_t position)
{
  int32_t from = s->before[position], to = s->after[position];
  return within_tolerance(s, from, to) && triangle_free(s, from, position, to) &&
         are_kept(s, &s->corners, from, to) &&
         (!is_in_river(s, from, to) || are_kept(s, &s->banks, from, to));
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
  WG_TRY(find_reaches(s));
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

static wg_status gather(obstacles *all, wg_context *context, const wg_point *points, int64_t count)
{
  WG_TRY(wg_allocate(context, &all->points, (size_t)count, sizeof *all->points));
  for (int64_t i = 0; i < count; i++) all->points[i] = wg_fine(points[i]);
  return wg_bins_build(&all->bins, context, all->points, count);
}

wg_status wg_network_simplify(wg_network *network, const wg_tessellation *tessellation,
                              int32_t tolerance_mm)
{
  const wg_tessellation *t = tessellation;
  simplifying s = {.network = network, .tolerance = tolerance_mm * (int64_t)WG_SIXTHS};
  wg_context *context = network->context;
  wg_status status = gather(&s.corners, context, t->corners, t->corner_count);
  if (status == WG_OK) status = gather(&s.banks, context, t->banks, t->bank_count);
  if (status == WG_OK)
    status = wg_bins_build(&s.points, context, network->points, network->point_count);
  for (int64_t i = 0; i < network->arc_count && status == WG_OK; i++)
    status = simplify_arc(&s, &network->arcs[i]);
  wg_bins_free(&s.points, context);
  wg_bins_free(&s.corners.bins, context);
  wg_bins_free(&s.banks.bins, context);
  void *owned[] = {s.corners.points, s.banks.points, s.before, s.after, s.area2, s.reach, s.heap};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
  return status;
}
