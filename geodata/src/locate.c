#include "locate.h"

#include <math.h>
#include <string.h>

#define LEAST_SIDE 20000 /* mm */

static bool is_empty(wg_box box)
{
  return box.min_x > box.max_x;
}

static int64_t clamped(int64_t value, int64_t most)
{
  return value < 0 ? 0 : value > most ? most : value;
}

/* The squares that a box reaches into, as columns and rows from … to. */
static void squares_of(const wg_locator *l, wg_box box, int64_t out[4])
{
  out[0] = clamped(((int64_t)box.min_x - l->box.min_x) / l->side, l->columns - 1);
  out[1] = clamped(((int64_t)box.min_y - l->box.min_y) / l->side, l->rows - 1);
  out[2] = clamped(((int64_t)box.max_x - l->box.min_x) / l->side, l->columns - 1);
  out[3] = clamped(((int64_t)box.max_y - l->box.min_y) / l->side, l->rows - 1);
}

/* About a square a shape. */
static void choose_side(wg_locator *l)
{
  double width = (double)l->box.max_x - l->box.min_x + 1,
         height = (double)l->box.max_y - l->box.min_y + 1;
  double side = sqrt(width * height / (double)(l->shapes->count + 1));
  double longest = fmax(width, height) / 4096; /* so that one shape far away makes no huge table */
  l->side = (int64_t)fmax(fmax(side, longest), LEAST_SIDE);
  l->columns = (int64_t)width / l->side + 1;
  l->rows = (int64_t)height / l->side + 1;
}

/* Counts the shapes of each square (when items are NULL), or puts them in, from the back. */
static void fill(wg_locator *l)
{
  for (int64_t i = l->shapes->count - 1; i >= 0; i--) {
    int64_t span[4];
    wg_box box = wg_shapes_box(l->shapes, i);
    if (is_empty(box)) continue;
    squares_of(l, box, span);
    for (int64_t y = span[1]; y <= span[3]; y++)
      for (int64_t x = span[0]; x <= span[2]; x++) {
        int64_t *end = &l->first[y * l->columns + x];
        if (l->items == NULL)
          ++*end;
        else
          l->items[--*end] = i;
      }
  }
}

wg_status wg_locator_open(wg_locator *out, wg_context *context, const wg_shapes *shapes)
{
  *out = (wg_locator){.shapes = shapes, .box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN}};
  for (int64_t i = 0; i < shapes->point_count; i++) wg_box_add(&out->box, shapes->points[i]);
  if (is_empty(out->box)) return WG_OK;
  choose_side(out);
  int64_t squares = out->columns * out->rows, total = 0;
  WG_TRY(wg_allocate(context, &out->first, (size_t)squares + 1, sizeof *out->first));
  fill(out);
  for (int64_t s = 0; s <= squares; s++) {
    total += out->first[s];
    out->first[s] = total;
  }
  WG_TRY(wg_allocate(context, &out->items, (size_t)total, sizeof *out->items));
  fill(out);
  return WG_OK;
}

/* Distance of a point from a segment, in mm. */
static double segment_distance(wg_point p, wg_point a, wg_point b)
{
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
  double px = (double)p.x - a.x, py = (double)p.y - a.y;
  double squared = dx * dx + dy * dy;
  double t = squared > 0 ? fmin(fmax((px * dx + py * dy) / squared, 0), 1) : 0;
  return hypot(px - t * dx, py - t * dy);
}

static double outline_distance(const wg_shapes *shapes, int64_t index, wg_point point)
{
  double nearest = INFINITY;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *ring = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i < count; i++)
      nearest = fmin(nearest, segment_distance(point, ring[i], ring[(i + 1) % count]));
  }
  return nearest;
}

typedef struct best {
  int64_t index;
  bool inside;
  __int128 area2;
  double distance;
} best;

static void consider(best *b, const wg_shapes *shapes, int64_t index, wg_point point, double within)
{
  if (shapes->kind[index] == WG_SHAPE_AREA && wg_shapes_locate(shapes, index, point) >= 0) {
    __int128 area2 = wg_shapes_area2(shapes, index);
    bool better = !b->inside || area2 < b->area2 || (area2 == b->area2 && index < b->index);
    if (better) *b = (best){index, true, area2, 0};
    return;
  }
  if (b->inside) return;
  double distance = outline_distance(shapes, index, point);
  if (distance > within) return;
  if (b->index < 0 || distance < b->distance || (distance == b->distance && index < b->index))
    *b = (best){index, false, 0, distance};
}

int64_t wg_locator_find(const wg_locator *l, wg_point point, int64_t within, bool *beside)
{
  best b = {.index = -1};
  int64_t span[4], reach = within < INT32_MAX / 4 ? within : INT32_MAX / 4;
  *beside = false;
  if (l->items == NULL) return -1;
  int64_t x = point.x, y = point.y;
  if (x < l->box.min_x - reach || x > l->box.max_x + reach || y < l->box.min_y - reach ||
      y > l->box.max_y + reach)
    return -1;
  const int64_t sides[] = {x - reach, y - reach, x + reach, y + reach};
  int32_t near[4];
  for (int i = 0; i < 4; i++)
    near[i] = (int32_t)(sides[i] < INT32_MIN   ? INT32_MIN
                        : sides[i] > INT32_MAX ? INT32_MAX
                                               : sides[i]);
  squares_of(l, (wg_box){near[0], near[1], near[2], near[3]}, span);
  for (int64_t row = span[1]; row <= span[3]; row++)
    for (int64_t column = span[0]; column <= span[2]; column++) {
      int64_t s = row * l->columns + column;
      for (int64_t i = l->first[s]; i < l->first[s + 1]; i++)
        consider(&b, l->shapes, l->items[i], point, (double)reach);
    }
  *beside = b.index >= 0 && !b.inside;
  return b.index;
}

void wg_locator_close(wg_locator *l, wg_context *context)
{
  wg_release(context, l->first);
  wg_release(context, l->items);
  memset(l, 0, sizeof *l);
}
