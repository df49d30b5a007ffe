/* One character after the other along a line. */
#include "algorithms/line_label.h"

#include <math.h>

#include "algorithms/inner_place.h"

static const double cosine_of_turn = 0.9238795325112867; /* 22.5° */

double wg_line_length(const wg_xy *points, int64_t count)
{
  double length = 0;
  for (int64_t i = 0; i + 1 < count; i++)
    length += sqrt((points[i + 1].x - points[i].x) * (points[i + 1].x - points[i].x) +
                   (points[i + 1].y - points[i].y) * (points[i + 1].y - points[i].y));
  return length;
}

/* The point so far along; beyond the ends straight on. */
static wg_xy point_at(const wg_xy *points, int64_t count, double at)
{
  for (int64_t i = 0; i + 1 < count; i++) {
    double dx = points[i + 1].x - points[i].x, dy = points[i + 1].y - points[i].y;
    double length = sqrt(dx * dx + dy * dy);
    if (length > 0 && (at <= length || i + 2 == count))
      return (wg_xy){points[i].x + dx * at / length, points[i].y + dy * at / length};
    at -= length;
  }
  return points[count - 1];
}

static bool chord(const wg_xy *points, int64_t count, double from, double to, wg_glyph_place *out)
{
  wg_xy a = point_at(points, count, from), b = point_at(points, count, to);
  double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
  if (!(length > (to - from) / 2)) return false; /* the line turns back within a character */
  *out = (wg_glyph_place){(a.x + b.x) / 2, (a.y + b.y) / 2, dx / length, dy / length};
  return true;
}

/* Each character on its piece; `stacked`: so high as it is wide otherwise. */
static bool walk(wg_glyph_place *places, const wg_xy *points, int64_t count, const wg_line_text *text,
                 double start, bool stacked, bool reversed)
{
  double at = start;
  for (int32_t k = 0; k < text->count; k++) {
    int32_t i = reversed ? text->count - 1 - k : k;
    double advance = stacked ? text->height : text->advances[i];
    /* a direction over less than half an em jumps about at every vertex */
    double half = fmax(advance, text->height * 0.6) / 2, middle = at + advance / 2;
    if (!chord(points, count, middle - half, middle + half, &places[i])) return false;
    if (reversed) places[i].along_x = -places[i].along_x, places[i].along_y = -places[i].along_y;
    at += advance;
  }
  return true;
}

static bool turns_gently(const wg_glyph_place *places, int32_t count, double *turn)
{
  *turn = 0;
  for (int32_t i = 0; i + 1 < count; i++) {
    const wg_glyph_place *a = &places[i], *b = &places[i + 1];
    double cosine = a->along_x * b->along_x + a->along_y * b->along_y;
    if (cosine < cosine_of_turn) return false;
    *turn += fabs(a->along_x * b->along_y - a->along_y * b->along_x) * 57.29577951308232;
  }
  return true;
}

static bool apart(const wg_glyph_place *places, const wg_line_text *text)
{
  for (int32_t i = 0; i + 2 < text->count; i++) {
    const wg_slab a = {places[i].x, places[i].y, places[i].along_x, places[i].along_y,
                       text->advances[i] * 0.45, text->height * 0.45};
    for (int32_t j = i + 2; j < text->count; j++) {
      const wg_slab b = {places[j].x, places[j].y, places[j].along_x, places[j].along_y,
                         text->advances[j] * 0.45, text->height * 0.45};
      if (wg_slabs_overlap(&a, &b, 0)) return false;
    }
  }
  return true;
}

bool wg_place_on_line(wg_glyph_place *places, double *turn, const wg_xy *points, int64_t count,
                      const wg_line_text *text, double at)
{
  double width = 0, length = wg_line_length(points, count);
  for (int32_t i = 0; i < text->count; i++) width += text->advances[i];
  wg_glyph_place whole;
  if (text->count == 0 || at < width / 2 || at + width / 2 > length) return false;
  if (!chord(points, count, at - width / 2, at + width / 2, &whole)) return false;
  bool steep = fabs(whole.along_y) > fabs(whole.along_x);
  bool stacked = steep && text->upright;
  if (stacked) width = text->height * text->count;
  if (at < width / 2 || at + width / 2 > length) return false;
  bool reversed = stacked ? whole.along_y < 0
                          : whole.along_x < -0.01 || (whole.along_x < 0.01 && whole.along_y > 0);
  if (!walk(places, points, count, text, at - width / 2, stacked, reversed)) return false;
  if (!turns_gently(places, text->count, turn) || !apart(places, text)) return false;
  for (int32_t i = 0; i < text->count && stacked; i++) places[i].along_x = 1, places[i].along_y = 0;
  return true;
}
