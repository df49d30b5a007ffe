/* Sheets of maps as they were finished, kept for a test to judge: what stands where. */
#ifndef TESTS_SUPPORT_KEPT_SHEETS_H
#define TESTS_SUPPORT_KEPT_SHEETS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../engine/src/map.h"

enum { MOST = 64 };

enum { MOST_FILLS = 64 };

typedef struct fill_path {
  uint32_t colour;
  wg_xy *points;
  int64_t *start;
  int64_t rings;
} fill_path;

/* The cells of the scale bar, and where the last of its figures stands. */
typedef struct bar {
  double left, right, top;
  int cells;
} bar;

typedef struct extent {
  double left, top, right, bottom;
} extent;

typedef struct stray {
  int count;
  double x, y;
  char text[64];
} stray;

typedef struct kept_sheets {
  int count;
  struct {
    double width, height;
    wg_text_slab *slabs;
    int64_t slab_count;
    char *text;                  /* all texts, a line each */
    fill_path fills[MOST_FILLS]; /* of the grids of a community, in their order */
    int fill_count;
    bar bar;
    wg_frame_box frame;  /* of the first map; width 0: none */
    extent loose, clips; /* of what is drawn without a clip; of the outermost clips */
    stray stray;         /* a piece of text that stands where no slab was noted; count 0: none */
  } of[MOST];
} kept_sheets;

static void *copy(const void *from, size_t size)
{
  void *to = malloc(size > 0 ? size : 1);
  assert_non_null(to);
  memcpy(to, from, size);
  return to;
}

/* Areas painted and stroked in one colour are the grids (on the cover: the communities). */
static bool is_fill(const wg_mark *m)
{
  return m->kind == WG_MARK_PATH && m->pen.fill != WG_NO_COLOUR && m->pen.fill == m->pen.stroke &&
         fabs(m->pen.width - 0.1) < 1e-9;
}

static void keep_fill(fill_path *out, const wg_sheet *sheet, const wg_mark *m)
{
  int64_t first = m->first == 0 ? 0 : sheet->ring_end[m->first - 1];
  int64_t last = sheet->ring_end[m->first + m->count - 1];
  out->colour = m->pen.fill;
  out->rings = m->count;
  out->points = copy(sheet->points + first, (size_t)(last - first) * sizeof *out->points);
  out->start = calloc((size_t)m->count + 1, sizeof *out->start);
  for (int64_t k = 0; k < m->count; k++) out->start[k + 1] = sheet->ring_end[m->first + k] - first;
}

static extent extent_of(const wg_sheet *sheet, const wg_mark *m, double pad)
{
  extent e = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  int64_t first = m->first == 0 ? 0 : sheet->ring_end[m->first - 1];
  for (int64_t i = first; m->count > 0 && i < sheet->ring_end[m->first + m->count - 1]; i++) {
    e.left = fmin(e.left, sheet->points[i].x - pad),
    e.right = fmax(e.right, sheet->points[i].x + pad);
    e.top = fmin(e.top, sheet->points[i].y - pad),
    e.bottom = fmax(e.bottom, sheet->points[i].y + pad);
  }
  return e;
}

static void widen(extent *all, extent by)
{
  *all = (extent){fmin(all->left, by.left), fmin(all->top, by.top), fmax(all->right, by.right),
                  fmax(all->bottom, by.bottom)};
}

/* Black and white boxes of one height, side by side. */
static void keep_bar(bar *out, const wg_sheet *sheet, const wg_mark *m)
{
  bool cell = (m->pen.fill == WG_RGB(MAP_INK) || m->pen.fill == WG_RGB(MAP_PAPER)) &&
              m->pen.stroke == WG_RGB(MAP_INK) && m->count == 1 && fabs(m->pen.width - 0.2) < 1e-9;
  extent e = extent_of(sheet, m, 0);
  if (!cell || fabs(e.bottom - e.top - 1.6) > 1e-9) return;
  if (out->cells == 0) out->left = e.left;
  out->right = e.right;
  out->top = e.top;
  out->cells++;
}

/* Every piece of text stands in a slab that was noted for it, or it could lie on another unseen. */
static void look_for_stray(stray *out, const wg_sheet *sheet, const wg_mark *m)
{
  for (int64_t i = m->first; i < m->first + m->count; i++) {
    const wg_text_place *p = &sheet->places[i];
    double size = m->lettering.size, u = 0.1 * size, v = 0.3 * size;
    wg_xy at = {p->x + u * p->along_x + v * p->along_y, p->y + u * p->along_y - v * p->along_x};
    bool found = false;
    for (int64_t k = 0; k < sheet->slab_count && !found; k++) {
      const wg_slab *s = &sheet->slabs[k].slab;
      double dx = at.x - s->x, dy = at.y - s->y;
      found = fabs(dx * s->along_x + dy * s->along_y) <= s->half_length + 0.25 &&
              fabs(dy * s->along_x - dx * s->along_y) <= s->half_height + 0.25;
    }
    if (found) continue;
    out->count++;
    out->x = p->x, out->y = p->y;
    snprintf(out->text, sizeof out->text, "%.60s", wg_texts_get(&sheet->texts, m->text));
  }
}

/* What the marks say of frame, bar and edges. */
static void keep_marks(kept_sheets *all, int k, const wg_sheet *sheet)
{
  int depth = 0;
  all->of[k].loose = all->of[k].clips = (extent){INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int64_t i = 0; i < sheet->mark_count; i++) {
    const wg_mark *m = &sheet->marks[i];
    if (m->kind == WG_MARK_CLIP && depth++ == 0) widen(&all->of[k].clips, extent_of(sheet, m, 0));
    if (m->kind == WG_MARK_UNCLIP) depth--;
    if (m->kind == WG_MARK_TEXT) look_for_stray(&all->of[k].stray, sheet, m);
    if (m->kind != WG_MARK_PATH || m->link != WG_NO_TEXT) continue;
    if (depth == 0)
      widen(&all->of[k].loose,
            extent_of(sheet, m, m->pen.stroke != WG_NO_COLOUR ? m->pen.width / 2 : 0));
    keep_bar(&all->of[k].bar, sheet, m);
    bool frame = m->pen.fill == WG_NO_COLOUR && m->pen.stroke == WG_RGB(MAP_INK) &&
                 fabs(m->pen.width - 0.35) < 1e-9;
    extent e = extent_of(sheet, m, 0);
    if (frame && all->of[k].frame.width == 0)
      all->of[k].frame = (wg_frame_box){e.left, e.top, e.right - e.left, e.bottom - e.top};
  }
  assert_int_equal(depth, 0);
}

static void keep(void *user, const wg_sheet *sheet)
{
  kept_sheets *all = user;
  assert_true(all->count < MOST);
  int k = all->count++;
  all->of[k].width = sheet->width;
  all->of[k].height = sheet->height;
  all->of[k].slab_count = sheet->slab_count;
  all->of[k].slabs = copy(sheet->slabs, (size_t)sheet->slab_count * sizeof *sheet->slabs);
  keep_marks(all, k, sheet);
  all->of[k].text = calloc(1, (size_t)sheet->texts.size + 1);
  for (int64_t i = 0; i < sheet->mark_count; i++)
    if (is_fill(&sheet->marks[i]) && all->of[k].fill_count < MOST_FILLS)
      keep_fill(&all->of[k].fills[all->of[k].fill_count++], sheet, &sheet->marks[i]);
  for (int64_t i = 0; i < sheet->mark_count; i++)
    if (sheet->marks[i].kind == WG_MARK_TEXT) {
      strcat(all->of[k].text, wg_texts_get(&sheet->texts, sheet->marks[i].text));
      strcat(all->of[k].text, "\n");
    }
}

static void free_sheets(kept_sheets *all)
{
  for (int k = 0; k < all->count; k++) {
    free(all->of[k].slabs);
    free(all->of[k].text);
    for (int i = 0; i < all->of[k].fill_count; i++) {
      free(all->of[k].fills[i].points);
      free(all->of[k].fills[i].start);
    }
  }
  memset(all, 0, sizeof *all);
}

#endif
