/* Drawing finished sheets with Cairo and Pango: PDF (vector, one page a sheet, outline, fonts
 * embedded), SVG and PNG (one sheet a file). And measuring text, for whoever composes them. */
#ifndef WG_GEODATA_DRAWING_H
#define WG_GEODATA_DRAWING_H

#include "geodata/sheet.h"

typedef enum wg_drawing_kind { WG_DRAWING_PDF, WG_DRAWING_SVG, WG_DRAWING_PNG } wg_drawing_kind;

typedef struct wg_fonts wg_fonts;

typedef struct wg_drawing_options {
  const char *path;
  wg_fonts *fonts; /* in which texts were measured; borrowed */
  wg_drawing_kind kind;
  int32_t dpi;                          /* of PNG */
  const char *title, *author, *subject; /* of PDF; NULL: none */
  const char *date;                     /* "2026-01-31": of PDF */
} wg_drawing_options;

typedef struct wg_drawing wg_drawing;

/* A width from fonts, as a function table so that composing needs no library of fonts. */
typedef struct wg_text_measure {
  void *user;
  /* Of `length` bytes at `size` mm, in mm. */
  double (*width)(void *user, const char *text, int64_t length, double size, bool bold);
} wg_text_measure;

/* The faces that sheets are lettered in (Noto Sans CJK SC); WG_NOT_FOUND, naming the package, where
 * they are not installed. */
wg_status wg_fonts_open(wg_fonts **out, wg_context *context) WG_MUST_CHECK;
void wg_fonts_close(wg_fonts *fonts);
wg_text_measure wg_fonts_measure(wg_fonts *fonts);

/* Size of PNG pages is rounded to whole pixels. *out NULL on failure. Under a temporary name until
 * wg_drawing_close. */
wg_status wg_drawing_open(wg_drawing **out, wg_context *context,
                          const wg_drawing_options *options) WG_MUST_CHECK;
/* SVG and PNG take one sheet. */
wg_status wg_drawing_add(wg_drawing *drawing, const wg_sheet *sheet) WG_MUST_CHECK;
/* Completes the file; frees in any case. */
wg_status wg_drawing_close(wg_drawing *drawing) WG_MUST_CHECK;
/* Gives up. NULL is fine. */
void wg_drawing_abandon(wg_drawing *drawing);

#endif
