#include <math.h>
#include <string.h>

#include "outlines_inside.h"

static int64_t bin_of(const wg_bins *bins, wg_fine_point p)
{
  return (p.y - bins->min_y) / bins->size * bins->columns + (p.x - bins->min_x) / bins->size;
}

wg_status wg_bins_build(wg_bins *bins, wg_context *context, const wg_fine_point *points, int64_t count)
{
  memset(bins, 0, sizeof *bins);
  wg_fine_box box = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
  for (int64_t i = 0; i < count; i++) wg_fine_box_add(&box, points[i]);
  if (count == 0) box = (wg_fine_box){0, 0, 0, 0};
  double width = (double)(box.max_x - box.min_x) + 1, height = (double)(box.max_y - box.min_y) + 1;
  double side = sqrt(width * height / (double)(count / 2 + 1));
  double longest = (width > height ? width : height) / (double)(count + 1);
  bins->size = (int64_t)(side > longest ? side : longest) + 1;
  bins->min_x = box.min_x;
  bins->min_y = box.min_y;
  bins->columns = (box.max_x - box.min_x) / bins->size + 1;
  bins->rows = (box.max_y - box.min_y) / bins->size + 1;
  int64_t total = bins->columns * bins->rows;
  WG_TRY(wg_allocate(context, &bins->start, (size_t)total + 2, sizeof *bins->start));
  WG_TRY(wg_allocate(context, &bins->items, (size_t)count, sizeof *bins->items));
  for (int64_t i = 0; i < count; i++) bins->start[bin_of(bins, points[i]) + 2]++;
  for (int64_t i = 0; i < total; i++) bins->start[i + 2] += bins->start[i + 1];
  for (int64_t i = 0; i < count; i++)
    bins->items[bins->start[bin_of(bins, points[i]) + 1]++] = (int32_t)i;
  return WG_OK;
}

void wg_bins_free(wg_bins *bins, wg_context *context)
{
  wg_release(context, bins->start);
  wg_release(context, bins->items);
}

/* The bin that holds a coordinate, or the nearest; may be −1 or `count` when wholly outside. */
static int64_t clamp(int64_t offset, int64_t size, int64_t count)
{
  if (offset < 0) return -1;
  return offset / size < count ? offset / size : count;
}

void wg_bins_rows(const wg_bins *bins, wg_fine_box box, int64_t *first, int64_t *last)
{
  *first = clamp(box.min_y - bins->min_y, bins->size, bins->rows);
  *last = clamp(box.max_y - bins->min_y, bins->size, bins->rows);
  if (*first < 0) *first = 0;
  if (*last >= bins->rows) *last = bins->rows - 1;
}

void wg_bins_row(const wg_bins *bins, wg_fine_box box, int64_t row, int64_t *first, int64_t *end)
{
  int64_t left = clamp(box.min_x - bins->min_x, bins->size, bins->columns);
  int64_t right = clamp(box.max_x - bins->min_x, bins->size, bins->columns);
  if (left < 0) left = 0;
  if (right >= bins->columns) right = bins->columns - 1;
  *first = *end = 0;
  if (left > right) return;
  *first = bins->start[row * bins->columns + left];
  *end = bins->start[row * bins->columns + right + 1];
}
