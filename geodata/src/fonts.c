/* Fonts: found once, measured at a size so large that hinting and rounding do not matter. */
#include "fonts.h"

#include <string.h>

static const char family[] = "Noto Sans CJK SC";
static const double measured_at = 1000; /* units an em */

struct wg_fonts {
  wg_context *context;
  PangoFontMap *map;
  PangoContext *pango;
  PangoLayout *layout;
};

PangoContext *wg_fonts_context(PangoFontMap *map)
{
  PangoContext *pango = pango_font_map_create_context(map);
  pango_context_set_language(pango, pango_language_from_string("zh-cn"));
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(pango, FALSE);
  return pango;
}

void wg_fonts_set(PangoLayout *layout, const char *text, int length, double size, bool bold,
                  double unit)
{
  PangoFontDescription *description = pango_font_description_new();
  pango_font_description_set_family_static(description, family);
  pango_font_description_set_weight(description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(description, size * unit * PANGO_SCALE);
  pango_layout_set_font_description(layout, description);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_text(layout, text, length);
  pango_font_description_free(description);
}

static bool is_there(PangoFontMap *map)
{
  PangoFontFamily **families;
  int count;
  bool found = false;
  pango_font_map_list_families(map, &families, &count);
  for (int i = 0; i < count && !found; i++)
    found = strcmp(pango_font_family_get_name(families[i]), family) == 0;
  g_free(families);
  return found;
}

wg_status wg_fonts_open(wg_fonts **out, wg_context *context)
{
  *out = NULL;
  PangoFontMap *map = pango_cairo_font_map_new();
  if (map == NULL || !is_there(map)) {
    if (map != NULL) g_object_unref(map);
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context,
                         "The font '%s' is not installed, in which maps are lettered. Install the "
                         "package fonts-noto-cjk.",
                         "未安装字体“%s”，无法绘制地图。请安装软件包 fonts-noto-cjk。"),
                   family);
  }
  wg_fonts *fonts;
  wg_status status = wg_allocate(context, &fonts, 1, sizeof *fonts);
  if (status != WG_OK) {
    g_object_unref(map);
    return status;
  }
  fonts->context = context;
  fonts->map = map;
  fonts->pango = wg_fonts_context(map);
  fonts->layout = pango_layout_new(fonts->pango);
  *out = fonts;
  return WG_OK;
}

PangoFontMap *wg_fonts_map(wg_fonts *fonts)
{
  return fonts->map;
}

void wg_fonts_close(wg_fonts *fonts)
{
  if (fonts == NULL) return;
  g_object_unref(fonts->layout);
  g_object_unref(fonts->pango);
  g_object_unref(fonts->map);
  wg_release(fonts->context, fonts);
}

static double width(void *user, const char *text, int64_t length, double size, bool bold)
{
  wg_fonts *fonts = user;
  int units;
  wg_fonts_set(fonts->layout, text, (int)length, measured_at, bold, 1);
  pango_layout_get_size(fonts->layout, &units, NULL);
  return (double)units / PANGO_SCALE * size / measured_at;
}

wg_text_measure wg_fonts_measure(wg_fonts *fonts)
{
  return (wg_text_measure){fonts, width};
}
