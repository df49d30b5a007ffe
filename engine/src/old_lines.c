#include "old_lines.h"

#include <math.h>
#include <string.h>

#define ROUNDING_MM 1
#define CLEAN_REACHES 4 /* a vertex this near to where its ring meets the boundary stays */

enum { FAR = 0, NEAR, ON }; /* how a vertex lies to the boundary */

typedef struct taking {
  wg_shapes *out;
  wg_context *context;
  const wg_boundary *boundary;
  int64_t reach;   /* snap_mm */
  wg_point *known; /* vertices of the grids before, as they are now */
  int64_t known_count, known_capacity;
  wg_point *ring; /* the one at hand, snapped */
  uint8_t *on;    /* vertex: ON, once it is snapped; else FAR or NEAR */
  int64_t ring_capacity, on_capacity;
} taking;

static int64_t square(wg_point a, wg_point b)
{
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
  return dx * dx + dy * dy;
}

/* The nearest place of a segment, in whole millimetres. */
static wg_point foot_on(wg_point a, wg_point b, wg_point p)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, length = dx * dx + dy * dy;
  double along = ((double)p.x - a.x) * dx + ((double)p.y - a.y) * dy;
  if (length <= 0 || along <= 0) return a;
  if (along >= length) return b;
  return (wg_point){a.x + (int32_t)floor(along / length * dx + 0.5),
                    a.y + (int32_t)floor(along / length * dy + 0.5)};
}

static bool is_within(const taking *t, wg_point a, wg_point b, wg_point p)
{
  int64_t r = t->reach;
  int32_t low_x = a.x < b.x ? a.x : b.x, high_x = a.x < b.x ? b.x : a.x;
  int32_t low_y = a.y < b.y ? a.y : b.y, high_y = a.y < b.y ? b.y : a.y;
  return p.x >= low_x - r && p.x <= high_x + r && p.y >= low_y - r && p.y <= high_y + r;
}

/* Moves p onto the nearest place of the boundary within reach; false: there is none. A vertex of
 * the boundary within reach is taken before any place between two. */
static bool snap_to_boundary(const taking *t, wg_point *p)
{
  const wg_boundary *b = t->boundary;
  wg_point best = *p, corner = *p;
  int64_t least = t->reach * t->reach + 1, least_corner = least;
  for (int32_t r = 0; r < b->ring_count; r++)
    for (int32_t i = b->ring_start[r]; i < b->ring_start[r + 1]; i++) {
      wg_point from = b->points[i];
      wg_point to = b->points[i + 1 < b->ring_start[r + 1] ? i + 1 : b->ring_start[r]];
      if (!is_within(t, from, to, *p)) continue;
      wg_point foot = foot_on(from, to, *p);
      if (square(foot, *p) < least) {
        least = square(foot, *p);
        best = foot;
      }
      if (square(from, *p) < least_corner) {
        least_corner = square(from, *p);
        corner = from;
      }
    }
  if (least > t->reach * t->reach) return false;
  if (least <= ROUNDING_MM * ROUNDING_MM) return true; /* it lies there already */
  *p = least_corner <= t->reach * t->reach ? corner : best;
  return true;
}

/* Whether the ring at hand has this vertex itself. */
static bool has_vertex(const wg_point *points, int64_t count, wg_point p)
{
  for (int64_t i = 0; i < count; i++)
    if (points[i].x == p.x && points[i].y == p.y) return true;
  return false;
}

/* A vertex that lies beside one of an earlier grid, not on it, and is not another one by intent:
 * then the ring would have both. */
static void snap_to_known(const taking *t, const wg_point *points, int64_t count, wg_point *p)
{
  wg_point best = *p;
  int64_t least = t->reach * t->reach + 1;
  for (int64_t i = 0; i < t->known_count; i++)
    if (square(t->known[i], *p) < least) {
      least = square(t->known[i], *p);
      best = t->known[i];
    }
  if (!has_vertex(points, count, best)) *p = best;
}

/* Whether the ring reaches the boundary by itself a few metres along, over vertices near it. */
static bool reaches_boundary(const taking *t, const wg_point *points, int64_t count, int64_t from,
                             int64_t step)
{
  int64_t i = from, way = 0;
  do {
    int64_t next = (i + step + count) % count;
    way += wg_distance(points[i], points[next]);
    i = next;
    if (t->on[i] == ON) return true;
  } while (t->on[i] == NEAR && way <= CLEAN_REACHES * t->reach && i != from);
  return false;
}

static bool runs_along(const taking *t, int64_t from, int64_t to)
{
  if (t->on[from] != ON || t->on[to] != ON) return false;
  wg_point a = t->ring[from], b = t->ring[to];
  wg_point middle = {a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
  return snap_to_boundary(t, &middle);
}

/* The ring as lines, without what runs along the boundary. */
static wg_status add_lines(taking *t, int64_t count)
{
  bool open = false;
  for (int64_t i = 0; i < count; i++) {
    int64_t next = i + 1 < count ? i + 1 : 0;
    bool stays = !runs_along(t, i, next) && square(t->ring[i], t->ring[next]) > 0;
    if (stays && !open) {
      WG_TRY(wg_shapes_begin(t->out, t->context, WG_SHAPE_LINE));
      WG_TRY(wg_shapes_begin_ring(t->out, t->context));
      WG_TRY(wg_shapes_add_point(t->out, t->context, t->ring[i]));
    }
    if (stays) WG_TRY(wg_shapes_add_point(t->out, t->context, t->ring[next]));
    open = stays || (open && square(t->ring[i], t->ring[next]) == 0);
  }
  return WG_OK;
}

/* How each vertex lies to the boundary; where it would move to is in t->ring. */
static void look_at_boundary(taking *t, const wg_point *points, int64_t count)
{
  for (int64_t i = 0; i < count; i++) {
    t->ring[i] = points[i];
    bool near = snap_to_boundary(t, &t->ring[i]);
    bool stays = t->ring[i].x == points[i].x && t->ring[i].y == points[i].y;
    t->on[i] = !near ? FAR : stays ? ON : NEAR;
  }
}

static void snap_ring(taking *t, const wg_point *points, int64_t count)
{
  look_at_boundary(t, points, count);
  for (int64_t i = 0; i < count; i++)
    if (t->on[i] == NEAR &&
        (reaches_boundary(t, points, count, i, 1) || reaches_boundary(t, points, count, i, -1)))
      t->ring[i] = points[i];
  for (int64_t i = 0; i < count; i++) {
    bool stays = t->ring[i].x == points[i].x && t->ring[i].y == points[i].y;
    if (t->on[i] == NEAR && !stays) t->on[i] = ON;
    if (t->on[i] != ON) snap_to_known(t, points, count, &t->ring[i]);
  }
}

/* The ring's vertices are there for the grids that follow, not for its own: known_count does not
 * count them yet. */
static wg_status take_ring(taking *t, const wg_point *points, int64_t count, int64_t *taken)
{
  WG_TRY(wg_grow(t->context, &t->ring, &t->ring_capacity, count, sizeof *t->ring));
  WG_TRY(wg_grow(t->context, &t->on, &t->on_capacity, count, 1));
  WG_TRY(wg_grow(t->context, &t->known, &t->known_capacity, t->known_count + *taken + count,
                 sizeof *t->known));
  snap_ring(t, points, count);
  memcpy(t->known + t->known_count + *taken, t->ring, (size_t)count * sizeof *t->ring);
  *taken += count;
  return add_lines(t, count);
}

wg_status wg_old_lines_take(wg_shapes *out, wg_context *context, const wg_existing *existing,
                            int32_t community, const wg_boundary *boundary)
{
  taking t = {.out = out, .context = context, .boundary = boundary, .reach = existing->snap_mm};
  const wg_shapes *areas = &existing->areas;
  wg_status status = WG_OK;
  for (int64_t g = existing->first[community];
       g < existing->first[community + 1] && status == WG_OK; g++) {
    int64_t taken = 0;
    for (int64_t r = areas->ring_start[g]; r < areas->ring_start[g + 1] && status == WG_OK; r++) {
      int64_t count;
      const wg_point *ring = wg_shapes_ring(areas, r, &count);
      status = take_ring(&t, ring, count, &taken);
    }
    t.known_count += taken;
  }
  wg_release(context, t.known);
  wg_release(context, t.ring);
  wg_release(context, t.on);
  return status;
}
