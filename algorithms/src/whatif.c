#include "algorithms/whatif.h"

#include <math.h>

#include "tessellation_inside.h"

wg_status wg_tessellation_cross(wg_border **out, int64_t *count, wg_context *context,
                                const wg_tessellation *tessellation, wg_point crossing)
{
  *out = NULL;
  *count = 0;
  return wg_measure_borders(out, count, context, tessellation, &crossing);
}

static wg_spot spot_of(const wg_tessellation *t, const wg_line *line, bool left_is_inside)
{
  wg_fine_point a = t->nodes[line->from].point, b = t->nodes[line->to].point;
  wg_fine_point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
  return (wg_spot){.at = wg_coarse(middle),
                   .inside = left_is_inside ? line->left : line->right,
                   .outside = left_is_inside ? line->right : line->left,
                   .length_mm = wg_distance(wg_coarse(a), wg_coarse(b))};
}

wg_status wg_tessellation_spots(wg_spot **out, int64_t *count, wg_context *context,
                                const wg_tessellation *tessellation, const int32_t *group_of_cell,
                                int32_t group)
{
  wg_spot *spots = NULL;
  int64_t capacity = 0, found = 0;
  *out = NULL;
  *count = 0;
  for (int64_t i = 0; i < tessellation->line_count; i++) {
    const wg_line *line = &tessellation->lines[i];
    if (line->right < 0 || line->class_ != WG_BARRIER_HARD) continue;
    bool left = group_of_cell[line->left] == group, right = group_of_cell[line->right] == group;
    if (left == right) continue;
    wg_status status = wg_grow(context, &spots, &capacity, found + 1, sizeof *spots);
    if (status != WG_OK) {
      wg_release(context, spots);
      return status;
    }
    spots[found++] = spot_of(tessellation, line, left);
  }
  *out = spots;
  *count = found;
  return WG_OK;
}

/* --- slices ------------------------------------------------------------------------------------- */

/* The two vertices farthest from each other. */
static void find_axis(const wg_shapes *shapes, int64_t index, wg_point axis[2])
{
  int64_t first = shapes->point_start[shapes->ring_start[index]];
  int64_t end = shapes->point_start[shapes->ring_start[index + 1]], longest = -1;
  for (int64_t i = first; i < end; i++)
    for (int64_t k = i; k < end; k++) {
      int64_t length = wg_distance(shapes->points[i], shapes->points[k]);
      if (length <= longest) continue;
      longest = length;
      axis[0] = shapes->points[i];
      axis[1] = shapes->points[k];
    }
}

/* What lies beyond a cut across the axis at `at` of `slices`, or before it (sign −1). */
typedef struct half {
  wg_point origin;
  int64_t dx, dy;
  int32_t at, slices, sign;
} half;

/* Positive inside; by 128 bits, as it is a product of three lengths. */
static __int128 inside_by(const half *h, wg_point p)
{
  __int128 along = (__int128)((int64_t)p.x - h->origin.x) * h->dx +
                   (__int128)((int64_t)p.y - h->origin.y) * h->dy;
  __int128 limit = ((__int128)h->dx * h->dx + (__int128)h->dy * h->dy) * h->at;
  return h->sign * (along * h->slices - limit);
}

/* Between a and b on the cut; the same for the slices on both sides. */
static wg_point on_cut(const half *h, wg_point a, wg_point b)
{
  __int128 from = inside_by(h, a), to = inside_by(h, b);
  if (h->sign < 0) from = -from, to = -to;
  double share = (double)from / (double)(from - to);
  return (wg_point){a.x + (int32_t)llround((double)((int64_t)b.x - a.x) * share),
                    a.y + (int32_t)llround((double)((int64_t)b.y - a.y) * share)};
}

/* Clips a ring to a half plane (Sutherland & Hodgman 1974). room: twice the points. */
static int64_t clip(const half *h, const wg_point *ring, int64_t count, wg_point *out)
{
  int64_t kept = 0;
  for (int64_t i = 0; i < count; i++) {
    wg_point a = ring[i], b = ring[i + 1 < count ? i + 1 : 0];
    bool a_inside = inside_by(h, a) >= 0, b_inside = inside_by(h, b) >= 0;
    if (a_inside) out[kept++] = a;
    if (a_inside != b_inside) out[kept++] = on_cut(h, a, b);
  }
  return kept;
}

static wg_status add_clipped(wg_shapes *out, wg_context *context, const half cuts[2],
                             const wg_point *ring, int64_t count)
{
  wg_point *room = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &room, 6 * (size_t)count, sizeof *room));
  int64_t once = clip(&cuts[0], ring, count, room);
  wg_point *points = room + 2 * count;
  int64_t twice = clip(&cuts[1], room, once, points);
  if (twice < 3) goto done;
  WG_TRY_DONE(wg_shapes_begin_ring(out, context));
  for (int64_t i = 0; i < twice; i++) WG_TRY_DONE(wg_shapes_add_point(out, context, points[i]));
done:
  wg_release(context, room);
  return status;
}

wg_status wg_shapes_slice(wg_shapes *out, wg_context *context, const wg_shapes *shapes,
                          int64_t index, int32_t slice, int32_t slices)
{
  wg_point axis[2] = {{0, 0}, {0, 0}};
  find_axis(shapes, index, axis);
  WG_TRY(wg_shapes_begin(out, context, shapes->kind[index]));
  if (shapes->kind[index] != WG_SHAPE_AREA) {
    WG_TRY(wg_shapes_begin_ring(out, context));
    return wg_shapes_add_point(out, context, (wg_point){axis[0].x + 1000 * slice, axis[0].y});
  }
  int64_t dx = (int64_t)axis[1].x - axis[0].x, dy = (int64_t)axis[1].y - axis[0].y;
  half cuts[2] = {{axis[0], dx, dy, slice, slices, 1}, {axis[0], dx, dy, slice + 1, slices, -1}};
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *ring = wg_shapes_ring(shapes, r, &count);
    WG_TRY(add_clipped(out, context, cuts, ring, count));
  }
  return WG_OK;
}
