/* What the names of a map would cover: a lattice of cells of half a millimetre, each of which
 * remembers whether a footprint, a street or a border lies at its middle. A name is placed hundreds
 * of times before it stands; looking at cells costs the same however crowded the map is. */
#include "map_ink.h"

#include <math.h>
#include <string.h>

static const double cell = 0.5; /* mm */
enum { BEING_FILLED = 128 };

wg_status map_ink_begin(map_ink *ink, wg_context *context, wg_frame_box frame)
{
  *ink = (map_ink){.context = context, .frame = frame};
  ink->columns = (int32_t)ceil(frame.width / cell);
  ink->rows = (int32_t)ceil(frame.height / cell);
  return wg_allocate(context, &ink->cells, (size_t)ink->columns * (size_t)ink->rows, 1);
}

void map_ink_free(map_ink *ink)
{
  if (ink->context != NULL) wg_release(ink->context, ink->cells);
  *ink = (map_ink){0};
}

static int32_t column_of(const map_ink *ink, double x)
{
  return (int32_t)fmax(0, fmin(ink->columns, floor((x - ink->frame.left) / cell + 0.5)));
}

static int32_t row_of(const map_ink *ink, double y)
{
  return (int32_t)fmax(0, fmin(ink->rows, floor((y - ink->frame.top) / cell + 0.5)));
}

/* Turns over every cell to the right of an edge, up to `last`: twice turned is outside. */
static void turn_over(map_ink *ink, wg_xy a, wg_xy b, int32_t last)
{
  if (a.y == b.y) return;
  int32_t from = row_of(ink, fmin(a.y, b.y)), to = row_of(ink, fmax(a.y, b.y));
  for (int32_t row = from; row < to; row++) {
    double y = ink->frame.top + (row + 0.5) * cell;
    int32_t column = column_of(ink, a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    for (uint8_t *at = ink->cells + (int64_t)row * ink->columns + column; column < last;
         column++, at++)
      *at ^= BEING_FILLED;
  }
}

void map_ink_area(map_ink *ink, const wg_traces *area, map_ink_sort sort)
{
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
  for (int64_t i = area->start[0]; i < area->start[area->count]; i++) {
    left = fmin(left, area->points[i].x), right = fmax(right, area->points[i].x);
    top = fmin(top, area->points[i].y), bottom = fmax(bottom, area->points[i].y);
  }
  int32_t last = column_of(ink, right);
  for (int64_t r = 0; r < area->count; r++)
    for (int64_t i = area->start[r]; i < area->start[r + 1]; i++)
      turn_over(ink, area->points[i],
                area->points[i + 1 < area->start[r + 1] ? i + 1 : area->start[r]], last);
  for (int32_t row = row_of(ink, top); row < row_of(ink, bottom); row++)
    for (int32_t column = column_of(ink, left); column < last; column++) {
      uint8_t *at = ink->cells + (int64_t)row * ink->columns + column;
      if (*at & BEING_FILLED) *at = (uint8_t)((*at & ~BEING_FILLED) | sort);
    }
}

static uint8_t *cell_at(const map_ink *ink, double x, double y)
{
  double column = floor((x - ink->frame.left) / cell), row = floor((y - ink->frame.top) / cell);
  bool inside = column >= 0 && row >= 0 && column < ink->columns && row < ink->rows;
  return inside ? ink->cells + (int64_t)row * ink->columns + (int64_t)column : NULL;
}

void map_ink_line(map_ink *ink, wg_xy a, wg_xy b, double width, map_ink_sort sort)
{
  double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
  wg_frame_box f = ink->frame;
  if (length == 0 || fmax(a.x, b.x) < f.left || fmin(a.x, b.x) > f.left + f.width ||
      fmax(a.y, b.y) < f.top || fmin(a.y, b.y) > f.top + f.height)
    return;
  dx /= length;
  dy /= length;
  for (double across = -width / 2; across <= width / 2; across += cell / 2)
    for (double along = 0; along <= length; along += cell / 2) {
      uint8_t *at = cell_at(ink, a.x + dx * along - dy * across, a.y + dy * along + dx * across);
      if (at != NULL) *at |= (uint8_t)sort;
    }
}

/* Cell by cell, as nearly all names lie. */
static map_ink_share under_upright(const map_ink *ink, const wg_slab *slab)
{
  int32_t left = column_of(ink, slab->x - slab->half_length),
          right = column_of(ink, slab->x + slab->half_length);
  int32_t top = row_of(ink, slab->y - slab->half_height),
          bottom = row_of(ink, slab->y + slab->half_height);
  int64_t footprint = 0, street = 0, border = 0;
  for (int32_t row = top; row < bottom; row++) {
    const uint8_t *line = ink->cells + (int64_t)row * ink->columns;
    int32_t in_row[3] = {0, 0, 0};
    for (int32_t column = left; column < right; column++) {
      in_row[0] += line[column] & MAP_INK_FOOTPRINT;
      in_row[1] += line[column] >> 1 & 1;
      in_row[2] += line[column] >> 2 & 1;
    }
    footprint += in_row[0];
    street += in_row[1];
    border += in_row[2];
  }
  double all = fmax(1, 4 * slab->half_length * slab->half_height / (cell * cell));
  return (map_ink_share){(double)footprint / all, (double)street / all, (double)border / all};
}

static map_ink_share under_slanted(const map_ink *ink, const wg_slab *slab)
{
  map_ink_share share = {0};
  int32_t along = (int32_t)ceil(2 * slab->half_length / cell),
          across = (int32_t)ceil(2 * slab->half_height / cell);
  for (int32_t i = 0; i < along; i++)
    for (int32_t k = 0; k < across; k++) {
      double u = ((i + 0.5) / along - 0.5) * 2 * slab->half_length;
      double v = ((k + 0.5) / across - 0.5) * 2 * slab->half_height;
      const uint8_t *at = cell_at(ink, slab->x + u * slab->along_x - v * slab->along_y,
                                  slab->y + u * slab->along_y + v * slab->along_x);
      if (at == NULL) continue;
      share.footprint += (*at & MAP_INK_FOOTPRINT) != 0;
      share.street += (*at & MAP_INK_STREET) != 0;
      share.border += (*at & MAP_INK_BORDER) != 0;
    }
  double all = fmax(1, (double)along * across);
  return (map_ink_share){share.footprint / all, share.street / all, share.border / all};
}

map_ink_share map_ink_under(const map_ink *ink, const wg_slab *slab)
{
  if (ink->cells == NULL) return (map_ink_share){0};
  return slab->along_x == 1 ? under_upright(ink, slab) : under_slanted(ink, slab);
}
