/* Whether rings of whole millimetres form a valid area, cheaply.
 *
 * The workload is a million footprints of 4–20 vertices, of which few are invalid; asking GEOS for
 * each would cost more than reading them. So: no two sides of all rings may touch, except
 * neighbours in a ring at their common end; neighbours may not fold back; each part has at most one
 * shell, and its holes lie inside it and outside one another. Exact integer orientation, sides
 * swept by their western end. Whoever fails is not invalid, only not plain. */
#include <stdlib.h>
#include <string.h>

#include "geometry.h"

#define MOST_RINGS 64 /* each is compared with every other; beyond, GEOS is faster */

typedef struct side {
  wg_point a, b;
  int32_t min_x, max_x, min_y, max_y;
  int64_t next; /* the number of the side that follows it in its ring */
  int64_t number;
} side;

static int by_west(const void *left, const void *right)
{
  const side *a = left, *b = right;
  return (a->min_x > b->min_x) - (a->min_x < b->min_x);
}

static void list_sides(const wg_rough *draft, side *sides)
{
  int64_t number = 0;
  for (int64_t r = 0; r < draft->ring_count; r++) {
    const wg_rough_ring *ring = &draft->rings[r];
    const wg_point *points = draft->points + ring->first;
    int64_t start = number;
    for (int64_t i = 0; i < ring->count; i++, number++) {
      wg_point a = points[i], b = points[i + 1 < ring->count ? i + 1 : 0];
      sides[number] = (side){a, b, a.x < b.x ? a.x : b.x, a.x < b.x ? b.x : a.x,
                             a.y < b.y ? a.y : b.y, a.y < b.y ? b.y : a.y,
                             i + 1 < ring->count ? number + 1 : start, number};
    }
  }
}

/* Whether b → c folds back over a → b, where a → b and b → c are neighbours. */
static bool folds_back(wg_point a, wg_point b, wg_point c)
{
  if (wg_orient(a, b, c) != 0) return false;
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  int64_t ex = (int64_t)c.x - b.x, ey = (int64_t)c.y - b.y;
  return (__int128)dx * ex + (__int128)dy * ey < 0;
}

/* Whether two sides touch more than they may; their boxes overlap. */
static bool conflict(const side *s, const side *t)
{
  if (s->next == t->number) return folds_back(s->a, s->b, t->b);
  if (t->next == s->number) return folds_back(t->a, t->b, s->b);
  int ta = wg_orient(s->a, s->b, t->a), tb = wg_orient(s->a, s->b, t->b);
  if (ta * tb > 0) return false;
  int sa = wg_orient(t->a, t->b, s->a), sb = wg_orient(t->a, t->b, s->b);
  return sa * sb <= 0;
}

static bool any_conflict(side *sides, int64_t count)
{
  bool sorted = count > 16; /* few sides are not worth sorting: all pairs, by their boxes */
  if (sorted) qsort(sides, (size_t)count, sizeof *sides, by_west);
  for (int64_t i = 0; i < count; i++)
    for (int64_t j = i + 1; j < count; j++) {
      if (sides[j].min_x > sides[i].max_x) {
        if (sorted) break;
        continue;
      }
      if (sides[j].max_x < sides[i].min_x || sides[j].min_y > sides[i].max_y ||
          sides[j].max_y < sides[i].min_y)
        continue;
      if (conflict(&sides[i], &sides[j])) return true;
    }
  return false;
}

/* Even–odd; the rings do not touch, so one point tells for a whole ring. */
static bool inside(wg_point p, const wg_rough *draft, const wg_rough_ring *ring)
{
  const wg_point *points = draft->points + ring->first;
  bool odd = false;
  for (int64_t i = 0, j = ring->count - 1; i < ring->count; j = i++) {
    wg_point a = points[j], b = points[i];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    if ((a.y < b.y ? wg_orient(a, b, p) : wg_orient(b, a, p)) > 0) odd = !odd;
  }
  return odd;
}

/* Every ring against every other: holes inside their own shell, and nothing else inside anything. */
static bool well_nested(const wg_rough *draft)
{
  int64_t own = -1;
  for (int64_t r = 0; r < draft->ring_count; r++) {
    if (draft->rings[r].shell) own = r;
    if (own < 0) return false;
    for (int64_t o = 0; o < draft->ring_count; o++) {
      if (o == r) continue;
      bool wanted = o == own && r != own;
      if (inside(draft->points[draft->rings[r].first], draft, &draft->rings[o]) != wanted)
        return false;
    }
  }
  return true;
}

wg_status wg_rough_plain(wg_rough *draft, wg_context *context, bool *plain)
{
  *plain = false;
  int64_t count = 0;
  for (int64_t r = 0; r < draft->ring_count; r++) count += draft->rings[r].count;
  WG_TRY(wg_grow(context, &draft->work, &draft->work_capacity, count, sizeof(side)));
  list_sides(draft, draft->work);
  *plain = draft->ring_count > 0 && !any_conflict(draft->work, count) &&
           draft->ring_count <= MOST_RINGS && well_nested(draft);
  return WG_OK;
}
