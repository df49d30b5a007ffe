#include "algorithms/alignment.h"

#include "bins.h"

#define POINT_REACH_MM 4000
#define MOST_BINS 4096

struct wg_linework {
  bin_segment *segments;
  int64_t count, capacity;
  bins bins;
};

static wg_status add_ring(wg_linework *lines, wg_context *context, const wg_point *points,
                          int64_t count, bool closed)
{
  int64_t first = closed ? 0 : 1;
  WG_TRY(wg_grow(context, &lines->segments, &lines->capacity, lines->count + count,
                 sizeof *lines->segments));
  for (int64_t i = first; i < count; i++) {
    wg_point a = points[i > 0 ? i - 1 : count - 1], b = points[i];
    if (a.x != b.x || a.y != b.y) lines->segments[lines->count++] = (bin_segment){a, b};
  }
  return WG_OK;
}

static wg_status gather(wg_linework *lines, wg_context *context, const wg_shapes *shapes,
                        const uint8_t *left_out)
{
  for (int64_t s = 0; s < shapes->count; s++) {
    bool area = shapes->kind[s] == WG_SHAPE_AREA;
    if ((left_out != NULL && left_out[s] != 0) || (!area && shapes->kind[s] != WG_SHAPE_LINE))
      continue;
    for (int64_t r = shapes->ring_start[s]; r < shapes->ring_start[s + 1]; r++) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(shapes, r, &count);
      WG_TRY(add_ring(lines, context, points, count, area));
    }
  }
  return WG_OK;
}

wg_status wg_linework_build(wg_linework **out, wg_context *context, const wg_shapes *shapes,
                            const uint8_t *left_out)
{
  *out = NULL;
  wg_linework *lines;
  WG_TRY(wg_allocate(context, &lines, 1, sizeof *lines));
  wg_status status = gather(lines, context, shapes, left_out);
  if (status == WG_OK && lines->count > INT32_MAX)
    status = wg_fail(context, WG_LIMIT, "%s",
                     wg_in(context, "The lines have too many vertices.", "线的顶点过多。"));
  if (status == WG_OK) status = bins_build(&lines->bins, context, lines->segments, lines->count, 0);
  if (status != WG_OK)
    wg_linework_free(lines, context);
  else
    *out = lines;
  return status;
}

void wg_linework_free(wg_linework *lines, wg_context *context)
{
  if (lines == NULL) return;
  bins_free(&lines->bins, context);
  wg_release(context, lines->segments);
  wg_release(context, lines);
}

/* The corners of the box lie on both sides of the line, and the boxes of both overlap. */
static bool enters(bin_segment line, wg_box box)
{
  wg_box around = WG_BOX_EMPTY;
  wg_box_add(&around, line.a);
  wg_box_add(&around, line.b);
  if (!wg_box_overlap(around, box)) return false;
  const wg_point corners[] = {{box.min_x, box.min_y},
                              {box.max_x, box.min_y},
                              {box.max_x, box.max_y},
                              {box.min_x, box.max_y}};
  int left = 0, right = 0;
  for (int i = 0; i < 4; i++) {
    int side = wg_orient(line.a, line.b, corners[i]);
    left += side > 0;
    right += side < 0;
  }
  return left > 0 && right > 0;
}

/* A box of very many bins (a hall among lines of a few centimetres a segment) is not looked into: it
 * counts as not crossed wherever it lies. */
static bool is_crossed(const wg_linework *lines, wg_box box)
{
  const bins *in = &lines->bins;
  int64_t columns = ((int64_t)(box.max_x >> in->shift) - (box.min_x >> in->shift)) + 1;
  int64_t rows = ((int64_t)(box.max_y >> in->shift) - (box.min_y >> in->shift)) + 1;
  if (columns * rows > MOST_BINS) return false;
  for (int64_t row = box.min_y >> in->shift; row <= box.max_y >> in->shift; row++)
    for (int64_t column = box.min_x >> in->shift; column <= box.max_x >> in->shift; column++) {
      uint64_t bucket = bins_bucket(in, column, row);
      for (int64_t i = in->start[bucket]; i < in->start[bucket + 1]; i++)
        if (enters(lines->segments[in->items[i]], box)) return true;
    }
  return false;
}

static bool move_box(wg_box *box, wg_point by, wg_point more)
{
  int32_t dx, dy;
  return !__builtin_add_overflow(by.x, more.x, &dx) && !__builtin_add_overflow(by.y, more.y, &dy) &&
         !__builtin_add_overflow(box->min_x, dx, &box->min_x) &&
         !__builtin_add_overflow(box->max_x, dx, &box->max_x) &&
         !__builtin_add_overflow(box->min_y, dy, &box->min_y) &&
         !__builtin_add_overflow(box->max_y, dy, &box->max_y);
}

int64_t wg_linework_crossed(const wg_linework *lines, const wg_box *boxes, const wg_point *moves,
                            wg_point more, int64_t count, uint8_t *crossed)
{
  int64_t sum = 0;
  for (int64_t i = 0; i < count; i++) {
    wg_box box = boxes[i];
    crossed[i] = lines->count > 0 && move_box(&box, moves[i], more) && is_crossed(lines, box);
    sum += crossed[i];
  }
  return sum;
}

wg_box wg_inner_box(const wg_shapes *shapes, int64_t index)
{
  wg_box box = wg_shapes_box(shapes, index);
  int64_t inset_x = ((int64_t)box.max_x - box.min_x) / 5,
          inset_y = ((int64_t)box.max_y - box.min_y) / 5;
  if (shapes->kind[index] == WG_SHAPE_POINT) inset_x = inset_y = -POINT_REACH_MM;
  wg_box inner = {(int32_t)(box.min_x + inset_x), (int32_t)(box.min_y + inset_y),
                  (int32_t)(box.max_x - inset_x), (int32_t)(box.max_y - inset_y)};
  return inner;
}
