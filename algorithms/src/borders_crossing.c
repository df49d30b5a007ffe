/* Crossings near a community, and whether a line comes near one.
 *
 * Crossings are few beside the lines; they are kept as segments sorted by where they begin, so a
 * line looks only at those it can reach. */
#include <stdlib.h>

#include "tessellation_inside.h"

typedef struct segment {
  wg_fine_point a, b;
  int64_t min_x;
} segment;

struct wg_crossing_lines {
  segment *items;
  int64_t count, capacity, widest; /* widest: extent in x of the widest segment */
};

static int compare_segments(const void *a, const void *b)
{
  const segment *p = a, *q = b;
  return (p->min_x > q->min_x) - (p->min_x < q->min_x);
}

static wg_status add_segment(wg_crossing_lines *lines, wg_context *context, wg_point a, wg_point b)
{
  WG_TRY(wg_grow(context, &lines->items, &lines->capacity, lines->count + 1, sizeof *lines->items));
  segment s = {wg_fine(a), wg_fine(b), 0};
  s.min_x = s.a.x < s.b.x ? s.a.x : s.b.x;
  int64_t width = s.a.x < s.b.x ? s.b.x - s.a.x : s.a.x - s.b.x;
  if (width > lines->widest) lines->widest = width;
  lines->items[lines->count++] = s;
  return WG_OK;
}

static wg_status add_shape(wg_crossing_lines *lines, wg_context *context, const wg_shapes *shapes,
                           int64_t shape)
{
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    if (count == 1) WG_TRY(add_segment(lines, context, points[0], points[0]));
    for (int64_t i = 0; i + 1 < count; i++)
      WG_TRY(add_segment(lines, context, points[i], points[i + 1]));
  }
  return WG_OK;
}

wg_status wg_crossing_lines_collect(wg_crossing_lines **out, const wg_site *site)
{
  const wg_shapes *shapes = site->ground->crossings;
  const wg_boundary *boundary = &site->ground->boundary;
  wg_box box = WG_BOX_EMPTY;
  WG_TRY(wg_allocate(site->context, out, 1, sizeof **out));
  for (int32_t i = 0; i < site->class_tag; i++) wg_box_add(&box, boundary->points[i]);
  box.min_x -= WG_CROSSING_REACH_MM, box.max_x += WG_CROSSING_REACH_MM;
  box.min_y -= WG_CROSSING_REACH_MM, box.max_y += WG_CROSSING_REACH_MM;
  for (int64_t i = 0; shapes != NULL && i < shapes->count; i++)
    if (wg_box_overlap(box, wg_shapes_box(shapes, i)))
      WG_TRY(add_shape(*out, site->context, shapes, i));
  if ((*out)->count > 0)
    qsort((*out)->items, (size_t)(*out)->count, sizeof *(*out)->items, compare_segments);
  return WG_OK;
}

void wg_crossing_lines_free(wg_crossing_lines *lines, wg_context *context)
{
  if (lines == NULL) return;
  wg_release(context, lines->items);
  wg_release(context, lines);
}

static int sign(__int128 value)
{
  return (value > 0) - (value < 0);
}

static bool properly_cross(wg_fine_point a, wg_fine_point b, wg_fine_point c, wg_fine_point d)
{
  return sign(wg_fine_area2(a, b, c)) * sign(wg_fine_area2(a, b, d)) < 0 &&
         sign(wg_fine_area2(c, d, a)) * sign(wg_fine_area2(c, d, b)) < 0;
}

bool wg_crossing_lines_near(const wg_crossing_lines *lines, wg_fine_point a, wg_fine_point b)
{
  int64_t min = (a.x < b.x ? a.x : b.x) - WG_CROSSING_REACH - lines->widest;
  int64_t max = (a.x > b.x ? a.x : b.x) + WG_CROSSING_REACH, low = 0, high = lines->count;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (lines->items[middle].min_x < min) low = middle + 1;
    else high = middle;
  }
  for (int64_t i = low; i < lines->count && lines->items[i].min_x <= max; i++) {
    const segment *s = &lines->items[i];
    if (wg_fine_near(a, s->a, s->b, WG_CROSSING_REACH) || wg_fine_near(b, s->a, s->b, WG_CROSSING_REACH) ||
        wg_fine_near(s->a, a, b, WG_CROSSING_REACH) || wg_fine_near(s->b, a, b, WG_CROSSING_REACH) ||
        properly_cross(a, b, s->a, s->b))
      return true;
  }
  return false;
}
