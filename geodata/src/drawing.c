/* Sheets to files. Nothing is decided here: marks are drawn as they come. */
#include "geodata/drawing.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fonts.h"
#include "part.h"
#include "picture.h"

static const double point_mm = 72 / 25.4; /* points in a millimetre */

struct wg_drawing {
  wg_context *context;
  wg_drawing_options options;
  wg_part file;
  cairo_surface_t *surface; /* of PDF: of all pages */
  PangoContext *pango;
  int chapter, pages; /* of the outline; so far */
  bool begun;
};

static wg_status failed(const wg_drawing *d, cairo_status_t why)
{
  if (why == CAIRO_STATUS_NO_MEMORY)
    return wg_fail(d->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  return wg_write_failed(d->context, d->options.path, cairo_status_to_string(why));
}

/* --- marks ------------------------------------------------------------------------------------ */

static void set_colour(cairo_t *cr, uint32_t c)
{
  cairo_set_source_rgba(cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0,
                        (c >> 24) / 255.0);
}

static void trace(cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  cairo_new_path(cr);
  for (int64_t r = mark->first; r < mark->first + mark->count; r++) {
    int64_t begin = r == 0 ? 0 : sheet->ring_end[r - 1];
    cairo_new_sub_path(cr);
    for (int64_t i = begin; i < sheet->ring_end[r]; i++)
      cairo_line_to(cr, sheet->points[i].x, sheet->points[i].y);
    if (sheet->ring_closed[r]) cairo_close_path(cr);
  }
}

static void draw_path(cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  const wg_pen *pen = &mark->pen;
  trace(cr, sheet, mark);
  if (pen->fill != WG_NO_COLOUR) {
    set_colour(cr, pen->fill);
    cairo_fill_preserve(cr);
  }
  if (pen->stroke != WG_NO_COLOUR && pen->width > 0) {
    const double dashes[2] = {pen->dash, pen->gap};
    set_colour(cr, pen->stroke);
    cairo_set_line_width(cr, pen->width);
    cairo_set_dash(cr, dashes, pen->dash > 0 ? 2 : 0, 0);
    cairo_set_line_cap(cr, pen->butt || pen->dash > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_stroke_preserve(cr);
  }
  cairo_new_path(cr);
}

/* Each piece with its base line on the place; the halo of all pieces under all letters. */
static void draw_text(wg_drawing *d, cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  const wg_lettering *l = &mark->lettering;
  const char *text = wg_texts_get(&sheet->texts, mark->text);
  for (int pass = l->halo != WG_NO_COLOUR && l->halo_width > 0 ? 0 : 1; pass < 2; pass++)
    for (int64_t i = mark->first; i < mark->first + mark->count; i++) {
      const wg_text_place *p = &sheet->places[i];
      PangoLayout *layout = pango_layout_new(d->pango);
      wg_fonts_set(layout, text + p->first, p->length, l->size, l->bold, 1);
      cairo_save(cr);
      cairo_transform(
          cr, &(cairo_matrix_t){p->along_x, p->along_y, -p->along_y, p->along_x, p->x, p->y});
      PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
      cairo_new_path(cr);
      cairo_move_to(cr, 0, 0);
      if (pass == 0) {
        pango_cairo_layout_line_path(cr, line);
        set_colour(cr, l->halo);
        cairo_set_line_width(cr, 2 * l->halo_width);
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_stroke(cr);
      } else {
        set_colour(cr, l->colour);
        pango_cairo_show_layout_line(cr, line);
      }
      cairo_restore(cr);
      g_object_unref(layout);
    }
  cairo_new_path(cr);
}

/* Pixels of Cairo's own, as a page of PDF needs them until it is shown. */
static cairo_surface_t *surface_of(const wg_picture *picture)
{
  cairo_surface_t *image =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture->width, picture->height);
  if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) return image;
  int stride = cairo_image_surface_get_stride(image);
  for (int32_t y = 0; y < picture->height; y++)
    memcpy(cairo_image_surface_get_data(image) + (int64_t)y * stride,
           picture->pixels + (int64_t)y * picture->width, 4 * (size_t)picture->width);
  cairo_surface_mark_dirty(image);
  return image;
}

static wg_status draw_image(wg_drawing *d, cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  const double dots = 400 / 25.4; /* a millimetre: more cannot be printed */
  const wg_frame_box *box = &mark->box;
  wg_picture picture;
  WG_TRY(wg_picture_read(&picture, d->context, wg_texts_get(&sheet->texts, mark->text),
                         (int32_t)ceil(fmax(box->width, box->height) * dots)));
  double scale = fmin(box->width / picture.width, box->height / picture.height);
  cairo_surface_t *image = surface_of(&picture);
  cairo_save(cr);
  cairo_translate(cr, box->left + (box->width - picture.width * scale) / 2,
                  box->top + (box->height - picture.height * scale) / 2);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, image, 0, 0); /* a failure stays in cr */
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(image);
  wg_picture_free(&picture, d->context);
  return WG_OK;
}

static void draw_link(const wg_drawing *d, cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  char attributes[512];
  const char *uri = wg_texts_get(&sheet->texts, mark->link);
  if (d->options.kind != WG_DRAWING_PDF || strpbrk(uri, "'\\") != NULL) return;
  const double box[4] = {mark->box.left, mark->box.top, mark->box.width, mark->box.height};
  long whole[4];
  for (int k = 0; k < 4; k++)
    whole[k] = lround(box[k] * point_mm); /* printf's comma is the locale's */
  int length = snprintf(attributes, sizeof attributes, "uri='%s' rect=[%ld %ld %ld %ld]", uri,
                        whole[0], whole[1], whole[2], whole[3]);
  if (length >= (int)sizeof attributes) return;
  cairo_save(cr);
  cairo_identity_matrix(cr);
  cairo_tag_begin(cr, CAIRO_TAG_LINK, attributes);
  cairo_tag_end(cr, CAIRO_TAG_LINK);
  cairo_restore(cr);
}

static wg_status draw_mark(wg_drawing *d, cairo_t *cr, const wg_sheet *sheet, const wg_mark *mark)
{
  switch (mark->kind) {
  case WG_MARK_PATH:
    if (mark->link != WG_NO_TEXT)
      draw_link(d, cr, sheet, mark);
    else
      draw_path(cr, sheet, mark);
    return WG_OK;
  case WG_MARK_TEXT:
    draw_text(d, cr, sheet, mark);
    return WG_OK;
  case WG_MARK_IMAGE:
    return draw_image(d, cr, sheet, mark);
  case WG_MARK_CLIP:
    cairo_save(cr);
    trace(cr, sheet, mark);
    cairo_clip(cr);
    return WG_OK;
  case WG_MARK_UNCLIP:
    cairo_restore(cr);
    return WG_OK;
  }
  return WG_OK;
}

/* `unit`: of the surface in a millimetre. */
static wg_status draw_marks(wg_drawing *d, cairo_surface_t *surface, const wg_sheet *sheet,
                            double unit)
{
  cairo_t *cr = cairo_create(surface);
  wg_status status = WG_OK;
  cairo_scale(cr, unit, unit);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
  pango_cairo_update_context(cr, d->pango);
  for (int64_t i = 0; i < sheet->mark_count && status == WG_OK; i++)
    status = draw_mark(d, cr, sheet, &sheet->marks[i]);
  cairo_status_t why = cairo_status(cr);
  cairo_destroy(cr);
  return status == WG_OK && why != CAIRO_STATUS_SUCCESS ? failed(d, why) : status;
}

/* --- files ------------------------------------------------------------------------------------ */

static void set_metadata(const wg_drawing *d)
{
  char stamp[32];
  const wg_drawing_options *o = &d->options;
  snprintf(stamp, sizeof stamp, "%.10sT00:00:00Z", o->date);
  cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
  cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
  if (o->title != NULL)
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE, o->title);
  if (o->author != NULL)
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_AUTHOR, o->author);
  if (o->subject != NULL)
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_SUBJECT, o->subject);
}

wg_status wg_drawing_open(wg_drawing **out, wg_context *context, const wg_drawing_options *options)
{
  wg_drawing *d;
  *out = NULL;
  WG_TRY(wg_allocate(context, &d, 1, sizeof *d));
  d->context = context;
  d->options = *options;
  wg_status status = wg_part_begin(&d->file, context, options->path, NULL);
  if (status != WG_OK) {
    wg_release(context, d);
    return status;
  }
  d->pango = wg_fonts_context(wg_fonts_map(options->fonts));
  if (options->kind == WG_DRAWING_PDF) {
    d->surface = cairo_pdf_surface_create(d->file.temporary, 100, 100);
    set_metadata(d);
  }
  *out = d;
  return WG_OK;
}

/* The outline's entry, and the label that viewers show for the page. */
static void add_to_outline(wg_drawing *d, const wg_sheet *sheet)
{
  char target[32];
  const char *title = wg_texts_get(&sheet->texts, sheet->title);
  snprintf(target, sizeof target, "page=%d", d->pages);
  int parent = sheet->level > 0 ? d->chapter : CAIRO_PDF_OUTLINE_ROOT;
  int entry = cairo_pdf_surface_add_outline(d->surface, parent, title, target,
                                            sheet->level > 0 ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);
  if (sheet->level == 0) d->chapter = entry;
  cairo_pdf_surface_set_page_label(d->surface, title);
}

static wg_status add_page(wg_drawing *d, const wg_sheet *sheet)
{
  d->pages++;
  cairo_pdf_surface_set_size(d->surface, sheet->width * point_mm, sheet->height * point_mm);
  WG_TRY(draw_marks(d, d->surface, sheet, point_mm));
  if (sheet->title != WG_NO_TEXT)
    add_to_outline(d, sheet); /* Cairo loses the label of a page not shown */
  cairo_surface_show_page(d->surface);
  cairo_status_t why = cairo_surface_status(d->surface);
  return why != CAIRO_STATUS_SUCCESS ? failed(d, why) : WG_OK;
}

static wg_status add_svg(wg_drawing *d, const wg_sheet *sheet)
{
  cairo_surface_t *surface =
      cairo_svg_surface_create(d->file.temporary, sheet->width, sheet->height);
  cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_MM);
  wg_status status = draw_marks(d, surface, sheet, 1);
  cairo_surface_finish(surface);
  cairo_status_t why = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  return status == WG_OK && why != CAIRO_STATUS_SUCCESS ? failed(d, why) : status;
}

static wg_status add_png(wg_drawing *d, const wg_sheet *sheet)
{
  double unit = d->options.dpi / 25.4;
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, (int)lround(sheet->width * unit), (int)lround(sheet->height * unit));
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_destroy(cr);
  wg_status status = draw_marks(d, surface, sheet, unit);
  cairo_status_t why = CAIRO_STATUS_SUCCESS;
  if (status == WG_OK) why = cairo_surface_write_to_png(surface, d->file.temporary);
  cairo_surface_destroy(surface);
  return status == WG_OK && why != CAIRO_STATUS_SUCCESS ? failed(d, why) : status;
}

wg_status wg_drawing_add(wg_drawing *d, const wg_sheet *sheet)
{
  if (sheet->status != WG_OK) return sheet->status;
  if (d->options.kind != WG_DRAWING_PDF && d->begun)
    return wg_fail(d->context, WG_INTERNAL, "A second page for '%s'.", d->options.path);
  d->begun = true;
  if (d->options.kind == WG_DRAWING_PDF) return add_page(d, sheet);
  return d->options.kind == WG_DRAWING_SVG ? add_svg(d, sheet) : add_png(d, sheet);
}

static void release(wg_drawing *d)
{
  if (d->surface != NULL) cairo_surface_destroy(d->surface);
  g_object_unref(d->pango);
  wg_release(d->context, d);
}

wg_status wg_drawing_close(wg_drawing *d)
{
  wg_status status = WG_OK;
  if (d->surface != NULL) {
    cairo_surface_finish(d->surface);
    cairo_status_t why = cairo_surface_status(d->surface);
    if (why != CAIRO_STATUS_SUCCESS) status = failed(d, why);
  }
  if (status == WG_OK)
    status = wg_part_finish(&d->file, d->context);
  else
    wg_part_remove(&d->file);
  release(d);
  return status;
}

void wg_drawing_abandon(wg_drawing *d)
{
  if (d == NULL) return;
  if (d->surface != NULL) cairo_surface_finish(d->surface);
  wg_part_remove(&d->file);
  release(d);
}
