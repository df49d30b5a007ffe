#include "bins.h"

#include <math.h>
#include <string.h>

/* The columns that the segment touches within the walk's row, widened by the pad and, for the
 * rounding of doubles, by a millimetre. */
static void set_columns(bin_walk *walk)
{
  int64_t low = walk->min_x, high = walk->max_x;
  if (walk->upright) {
    int64_t width = (int64_t)1 << walk->shift;
    double bottom = (double)(walk->row * width - walk->pad) - walk->y;
    double top = (double)((walk->row + 1) * width + walk->pad) - walk->y;
    double x0 = walk->x + bottom * walk->slope, x1 = walk->x + top * walk->slope;
    double least = fmin(x0, x1) - 1 - walk->pad, most = fmax(x0, x1) + 1 + walk->pad;
    if (least > (double)low) low = (int64_t)floor(least);
    if (most < (double)high) high = (int64_t)ceil(most);
  }
  walk->column = low >> walk->shift;
  walk->last_column = high >> walk->shift;
}

bin_walk bin_walk_begin(int shift, int32_t pad, wg_point a, wg_point b)
{
  bin_walk walk = {.shift = shift, .pad = pad};
  int64_t min_y = a.y < b.y ? a.y : b.y, max_y = a.y < b.y ? b.y : a.y;
  walk.min_x = (int64_t)(a.x < b.x ? a.x : b.x) - pad;
  walk.max_x = (int64_t)(a.x < b.x ? b.x : a.x) + pad;
  walk.row = (min_y - pad) >> shift;
  walk.last_row = (max_y + pad) >> shift;
  walk.upright = walk.row != walk.last_row && a.y != b.y && a.x != b.x;
  if (walk.upright) {
    walk.x = a.x;
    walk.y = a.y;
    walk.slope = ((double)b.x - a.x) / ((double)b.y - a.y);
  }
  set_columns(&walk);
  return walk;
}

bool bin_walk_next(bin_walk *walk, int64_t *column, int64_t *row)
{
  while (walk->column > walk->last_column) {
    if (walk->row >= walk->last_row) return false;
    walk->row++;
    set_columns(walk);
  }
  *column = walk->column++;
  *row = walk->row;
  return true;
}

static int choose_shift(const bin_segment *segments, int64_t count)
{
  double sum = 0;
  for (int64_t i = 0; i < count; i++)
    sum += fabs((double)segments[i].b.x - segments[i].a.x) +
           fabs((double)segments[i].b.y - segments[i].a.y);
  double mean = count > 0 ? sum / (double)count : 0;
  int shift = 8;
  while (shift < 30 && (double)((int64_t)1 << shift) < mean) shift++;
  return shift;
}

/* Counts the entries of each bucket (fill false) or writes them, last to first. */
static int64_t enter_all(bins *out, const bin_segment *segments, int64_t count, int32_t pad,
                         bool fill)
{
  int64_t entries = 0, column, row;
  for (int64_t i = 0; i < count; i++) {
    bin_walk walk = bin_walk_begin(out->shift, pad, segments[i].a, segments[i].b);
    while (bin_walk_next(&walk, &column, &row)) {
      uint64_t bucket = bins_bucket(out, column, row);
      entries++;
      if (fill)
        out->items[--out->start[bucket + 1]] = (int32_t)i;
      else
        out->start[bucket + 1]++;
    }
  }
  return entries;
}

wg_status bins_build(bins *out, wg_context *context, const bin_segment *segments, int64_t count,
                     int32_t pad)
{
  wg_status status;
  memset(out, 0, sizeof *out);
  out->shift = choose_shift(segments, count);
  int64_t buckets = 16;
  while (buckets < 2 * count) buckets *= 2;
  out->mask = (uint64_t)buckets - 1;
  WG_TRY_DONE(wg_allocate(context, &out->start, (size_t)buckets + 2, sizeof *out->start));
  int64_t entries = enter_all(out, segments, count, pad, false);
  WG_TRY_DONE(wg_allocate(context, &out->items, (size_t)entries, sizeof *out->items));
  /* Ends of buckets now, so that filling from the back leaves start[b + 1] at its beginning. */
  for (int64_t b = 0; b < buckets; b++) out->start[b + 1] += out->start[b];
  enter_all(out, segments, count, pad, true);
  memmove(out->start, out->start + 1, (size_t)buckets * sizeof *out->start);
  out->start[buckets] = entries;
  out->min_y = INT32_MAX;
  for (int64_t i = 0; i < count; i++) {
    int64_t low = segments[i].a.y < segments[i].b.y ? segments[i].a.y : segments[i].b.y;
    if (low - pad < out->min_y) out->min_y = low - pad;
  }
done:
  if (status != WG_OK) bins_free(out, context);
  return status;
}

void bins_free(bins *out, wg_context *context)
{
  wg_release(context, out->start);
  wg_release(context, out->items);
  memset(out, 0, sizeof *out);
}
