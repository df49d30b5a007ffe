/* Building up a sheet. */
#include "geodata/sheet.h"

#include <math.h>
#include <string.h>

void wg_sheet_begin(wg_sheet *sheet, wg_context *context, double width, double height)
{
  *sheet = (wg_sheet){.context = context, .width = width, .height = height, .title = WG_NO_TEXT};
}

void wg_sheet_free(wg_sheet *sheet)
{
  wg_context *context = sheet->context;
  if (context == NULL) return;
  void *const all[] = {sheet->marks,       sheet->points, sheet->ring_end,
                       sheet->ring_closed, sheet->places, sheet->slabs};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) wg_release(context, all[i]);
  wg_texts_free(&sheet->texts, context);
  *sheet = (wg_sheet){0};
}

static bool room(wg_sheet *sheet, void *array, int64_t *capacity, int64_t needed, size_t size)
{
  if (sheet->status == WG_OK)
    sheet->status = wg_grow(sheet->context, array, capacity, needed, size);
  return sheet->status == WG_OK;
}

static void add_mark(wg_sheet *sheet, const wg_mark *mark)
{
  if (room(sheet, &sheet->marks, &sheet->mark_capacity, sheet->mark_count + 1, sizeof *mark))
    sheet->marks[sheet->mark_count++] = *mark;
}

static wg_text add_text(wg_sheet *sheet, const char *text)
{
  wg_text out = WG_NO_TEXT;
  if (sheet->status == WG_OK)
    sheet->status = wg_texts_add(&sheet->texts, sheet->context, text, -1, &out);
  return out;
}

/* --- paths ------------------------------------------------------------------------------------ */

void wg_sheet_path(wg_sheet *sheet, const wg_pen *pen)
{
  add_mark(sheet, &(wg_mark){.kind = WG_MARK_PATH,
                             .pen = *pen,
                             .first = sheet->ring_count,
                             .text = WG_NO_TEXT,
                             .link = WG_NO_TEXT});
}

void wg_sheet_clip(wg_sheet *sheet)
{
  add_mark(sheet, &(wg_mark){.kind = WG_MARK_CLIP,
                             .first = sheet->ring_count,
                             .text = WG_NO_TEXT,
                             .link = WG_NO_TEXT});
}

void wg_sheet_unclip(wg_sheet *sheet)
{
  add_mark(sheet, &(wg_mark){.kind = WG_MARK_UNCLIP, .text = WG_NO_TEXT, .link = WG_NO_TEXT});
}

void wg_sheet_ring(wg_sheet *sheet, bool closed)
{
  int64_t n = sheet->ring_count;
  if (!room(sheet, &sheet->ring_end, &sheet->ring_capacity, n + 1, sizeof *sheet->ring_end) ||
      !room(sheet, &sheet->ring_closed, &sheet->closed_capacity, n + 1, sizeof *sheet->ring_closed))
    return;
  sheet->ring_end[n] = sheet->point_count;
  sheet->ring_closed[n] = closed;
  sheet->ring_count++;
  sheet->marks[sheet->mark_count - 1].count++;
}

void wg_sheet_point(wg_sheet *sheet, double x, double y)
{
  if (!room(sheet, &sheet->points, &sheet->point_capacity, sheet->point_count + 1,
            sizeof *sheet->points))
    return;
  sheet->points[sheet->point_count++] = (wg_xy){x, y};
  sheet->ring_end[sheet->ring_count - 1] = sheet->point_count;
}

void wg_sheet_line(wg_sheet *sheet, const wg_pen *pen, double x1, double y1, double x2, double y2)
{
  wg_sheet_path(sheet, pen);
  wg_sheet_ring(sheet, false);
  wg_sheet_point(sheet, x1, y1);
  wg_sheet_point(sheet, x2, y2);
}

void wg_sheet_box(wg_sheet *sheet, const wg_pen *pen, wg_frame_box b)
{
  wg_sheet_path(sheet, pen);
  wg_sheet_ring(sheet, true);
  wg_sheet_point(sheet, b.left, b.top);
  wg_sheet_point(sheet, b.left + b.width, b.top);
  wg_sheet_point(sheet, b.left + b.width, b.top + b.height);
  wg_sheet_point(sheet, b.left, b.top + b.height);
}

/* A quarter of a circle in 15 degree steps, from a direction on. */
static void quarter(wg_sheet *sheet, double x, double y, double radius, int from)
{
  static const double steps[7][2] = {{1, 0},
                                     {0.9659258262890683, 0.25881904510252074},
                                     {0.8660254037844387, 0.5},
                                     {0.7071067811865476, 0.7071067811865476},
                                     {0.5, 0.8660254037844387},
                                     {0.25881904510252074, 0.9659258262890683},
                                     {0, 1}};
  for (int i = 0; i < 7; i++) {
    double c = steps[i][0] * radius, s = steps[i][1] * radius;
    const double turned[4][2] = {{c, s}, {-s, c}, {-c, -s}, {s, -c}};
    wg_sheet_point(sheet, x + turned[from][0], y + turned[from][1]);
  }
}

void wg_sheet_round_box(wg_sheet *sheet, const wg_pen *pen, wg_frame_box b, double radius)
{
  double r = fmin(radius, fmin(b.width, b.height) / 2);
  wg_sheet_path(sheet, pen);
  wg_sheet_ring(sheet, true);
  quarter(sheet, b.left + b.width - r, b.top + b.height - r, r, 0);
  quarter(sheet, b.left + r, b.top + b.height - r, r, 1);
  quarter(sheet, b.left + r, b.top + r, r, 2);
  quarter(sheet, b.left + b.width - r, b.top + r, r, 3);
}

void wg_sheet_circle(wg_sheet *sheet, const wg_pen *pen, double x, double y, double radius)
{
  wg_sheet_path(sheet, pen);
  wg_sheet_ring(sheet, true);
  for (int k = 0; k < 4; k++) quarter(sheet, x, y, radius, k);
}

void wg_sheet_traces(wg_sheet *sheet, const wg_pen *pen, const wg_traces *traces, bool closed)
{
  wg_sheet_path(sheet, pen);
  for (int64_t r = 0; r < traces->count; r++) {
    wg_sheet_ring(sheet, closed);
    for (int64_t i = traces->start[r]; i < traces->start[r + 1]; i++)
      wg_sheet_point(sheet, traces->points[i].x, traces->points[i].y);
  }
}

/* --- the rest --------------------------------------------------------------------------------- */

void wg_sheet_placed_text(wg_sheet *sheet, const wg_lettering *lettering, const char *text,
                          const wg_text_place *places, int32_t count)
{
  wg_mark mark = {.kind = WG_MARK_TEXT,
                  .lettering = *lettering,
                  .first = sheet->place_count,
                  .count = count,
                  .link = WG_NO_TEXT};
  mark.text = add_text(sheet, text);
  if (!room(sheet, &sheet->places, &sheet->place_capacity, sheet->place_count + count,
            sizeof *places))
    return;
  memcpy(sheet->places + sheet->place_count, places, (size_t)count * sizeof *places);
  sheet->place_count += count;
  add_mark(sheet, &mark);
}

void wg_sheet_text(wg_sheet *sheet, const wg_lettering *lettering, const char *text, double x,
                   double y)
{
  if (text[0] == 0) return;
  const wg_text_place place = {x, y, 1, 0, 0, (int32_t)strlen(text)};
  wg_sheet_placed_text(sheet, lettering, text, &place, 1);
}

void wg_sheet_image(wg_sheet *sheet, const char *path, wg_frame_box box)
{
  wg_mark mark = {.kind = WG_MARK_IMAGE, .link = WG_NO_TEXT, .box = box};
  mark.text = add_text(sheet, path);
  add_mark(sheet, &mark);
}

void wg_sheet_link(wg_sheet *sheet, const char *uri, wg_frame_box box)
{
  wg_mark mark = {.kind = WG_MARK_PATH, .text = WG_NO_TEXT, .box = box};
  mark.link = add_text(sheet, uri);
  add_mark(sheet, &mark);
}

void wg_sheet_note_slab(wg_sheet *sheet, const wg_text_slab *slab)
{
  if (room(sheet, &sheet->slabs, &sheet->slab_capacity, sheet->slab_count + 1, sizeof *slab))
    sheet->slabs[sheet->slab_count++] = *slab;
}
