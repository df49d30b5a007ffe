/* A sheet: the finished primitives of one page, in millimetres from its upper left corner, in the
 * order of drawing. Who composes it decides every place; who draws it (drawing.h) decides nothing.
 *
 * Adding never fails at once: the first failure is kept in `status`, later calls do nothing, and
 * the composer looks at it once, at the end. */
#ifndef WG_GEODATA_SHEET_H
#define WG_GEODATA_SHEET_H

#include "wangge/page.h"
#include "wangge/text.h"

#define WG_NO_COLOUR 0u
#define WG_RGB(hex) (0xFF000000u | (uint32_t)(hex)) /* opaque; the upper byte is alpha */

typedef struct wg_pen {
  uint32_t fill, stroke; /* WG_NO_COLOUR: none */
  double width;          /* mm */
  double dash, gap;      /* 0: solid */
  bool butt;             /* ends cut off, not round */
} wg_pen;

typedef struct wg_lettering {
  double size; /* em, mm */
  bool bold;
  uint32_t colour, halo;
  double halo_width; /* on each side, mm */
} wg_lettering;

typedef enum wg_mark_kind {
  WG_MARK_PATH,
  WG_MARK_TEXT,
  WG_MARK_IMAGE,
  WG_MARK_CLIP, /* to a path, until … */
  WG_MARK_UNCLIP
} wg_mark_kind;

/* Where a piece of text begins: left end of its base line, and its direction. */
typedef struct wg_text_place {
  double x, y, along_x, along_y;
  int32_t first, length; /* bytes of the mark's text */
} wg_text_place;

typedef struct wg_mark {
  wg_mark_kind kind;
  wg_pen pen;
  wg_lettering lettering;
  int64_t first, count; /* rings of a path, places of a text */
  wg_text text;         /* of a text; path of an image */
  wg_text link;         /* "tel:…", or WG_NO_TEXT */
  wg_frame_box box;     /* of an image or a link */
} wg_mark;

/* What stands where, for whoever wants to judge the sheet: the slabs of every text. */
typedef struct wg_text_slab {
  wg_slab slab;
  int32_t label; /* texts of one label have the same number */
  int32_t role;  /* the composer's */
  int64_t about; /* the composer's: a grid, a building … */
} wg_text_slab;

typedef struct wg_sheet {
  wg_context *context;
  wg_status status;
  double width, height;
  wg_text title; /* in the outline of the document */
  int32_t level; /* 0: a chapter, 1: a sheet of it */
  wg_mark *marks;
  int64_t mark_count, mark_capacity;
  wg_xy *points;
  int64_t point_count, point_capacity;
  int64_t *ring_end; /* of each ring: its points' end */
  bool *ring_closed;
  int64_t ring_count, ring_capacity, closed_capacity;
  wg_text_place *places;
  int64_t place_count, place_capacity;
  wg_text_slab *slabs;
  int64_t slab_count, slab_capacity;
  wg_texts texts;
} wg_sheet;

void wg_sheet_begin(wg_sheet *sheet, wg_context *context, double width, double height);
void wg_sheet_free(wg_sheet *sheet);

/* A path: begin, then rings, then points. */
void wg_sheet_path(wg_sheet *sheet, const wg_pen *pen);
void wg_sheet_clip(wg_sheet *sheet); /* the path that follows is no path but a clip */
void wg_sheet_unclip(wg_sheet *sheet);
void wg_sheet_ring(wg_sheet *sheet, bool closed);
void wg_sheet_point(wg_sheet *sheet, double x, double y);
/* Whole paths. */
void wg_sheet_line(wg_sheet *sheet, const wg_pen *pen, double x1, double y1, double x2, double y2);
void wg_sheet_box(wg_sheet *sheet, const wg_pen *pen, wg_frame_box box);
void wg_sheet_round_box(wg_sheet *sheet, const wg_pen *pen, wg_frame_box box, double radius);
void wg_sheet_circle(wg_sheet *sheet, const wg_pen *pen, double x, double y, double radius);
void wg_sheet_traces(wg_sheet *sheet, const wg_pen *pen, const wg_traces *traces, bool closed);

/* A text in one piece, its base line beginning at (x, y). */
void wg_sheet_text(wg_sheet *sheet, const wg_lettering *lettering, const char *text, double x,
                   double y);
/* A text character by character: places are copied. */
void wg_sheet_placed_text(wg_sheet *sheet, const wg_lettering *lettering, const char *text,
                          const wg_text_place *places, int32_t count);
/* PNG or JPEG, as large as fits in the box. */
void wg_sheet_image(wg_sheet *sheet, const char *path, wg_frame_box box);
void wg_sheet_link(wg_sheet *sheet, const char *uri, wg_frame_box box);
void wg_sheet_note_slab(wg_sheet *sheet, const wg_text_slab *slab);
/* A QR code of `text` (UTF-8, level M) in a square, quiet zone of 4 modules included: one path. */
void wg_sheet_qr(wg_sheet *sheet, const char *text, double left, double top, double size);

#endif
