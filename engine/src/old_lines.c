#include "old_lines.h"

#include <math.h>
#include <string.h>

#define ROUNDING_MM 1

typedef struct taking {
  wg_shapes *out;
  wg_context *context;
  const wg_boundary *boundary;
  int64_t reach;   /* snap_mm */
  wg_point *known; /* vertices of the grids before, as they are now */
  int64_t known_count, known_capacity;
  wg_point *ring; /* the one at hand, snapped */
  uint8_t *on;    /* vertex: it lies on the boundary */
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

static void snap_to_known(const taking *t, wg_point *p)
{
  wg_point best = *p;
  int64_t least = t->reach * t->reach + 1;
  for (int64_t i = 0; i < t->known_count; i++)
    if (square(t->known[i], *p) < least) {
      least = square(t->known[i], *p);
      best = t->known[i];
    }
  *p = best;
}

static bool runs_along(const taking *t, int64_t from, int64_t to)
{
  if (!t->on[from] || !t->on[to]) return false;
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

static wg_status take_ring(taking *t, const wg_point *points, int64_t count)
{
  WG_TRY(wg_grow(t->context, &t->ring, &t->ring_capacity, count, sizeof *t->ring));
  WG_TRY(wg_grow(t->context, &t->on, &t->on_capacity, count, 1));
  for (int64_t i = 0; i < count; i++) {
    t->ring[i] = points[i];
    t->on[i] = snap_to_boundary(t, &t->ring[i]);
    if (!t->on[i]) snap_to_known(t, &t->ring[i]);
  }
  return add_lines(t, count);
}

/* The grid's vertices are there for the grids that follow, not for itself. */
static wg_status remember(taking *t, const wg_shapes *areas, int64_t grid)
{
  int64_t first = areas->point_start[areas->ring_start[grid]];
  int64_t end = areas->point_start[areas->ring_start[grid + 1]];
  WG_TRY(wg_grow(t->context, &t->known, &t->known_capacity, t->known_count + end - first,
                 sizeof *t->known));
  int64_t before = t->known_count;
  for (int64_t i = first; i < end; i++) {
    wg_point p = areas->points[i];
    int64_t count = t->known_count;
    t->known_count = before;
    if (!snap_to_boundary(t, &p)) snap_to_known(t, &p);
    t->known_count = count;
    t->known[t->known_count++] = p;
  }
  return WG_OK;
}

wg_status wg_old_lines_take(wg_shapes *out, wg_context *context, const wg_existing *existing,
                            int32_t community, const wg_boundary *boundary)
{
  taking t = {.out = out, .context = context, .boundary = boundary, .reach = existing->snap_mm};
  const wg_shapes *areas = &existing->areas;
  wg_status status = WG_OK;
  for (int64_t g = existing->first[community];
       g < existing->first[community + 1] && status == WG_OK; g++) {
    for (int64_t r = areas->ring_start[g]; r < areas->ring_start[g + 1] && status == WG_OK; r++) {
      int64_t count;
      const wg_point *ring = wg_shapes_ring(areas, r, &count);
      status = take_ring(&t, ring, count);
    }
    if (status == WG_OK) status = remember(&t, areas, g);
  }
  wg_release(context, t.known);
  wg_release(context, t.ring);
  wg_release(context, t.on);
  return status;
}
