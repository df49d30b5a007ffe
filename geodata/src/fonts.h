/* The two faces that sheets are lettered in. */
#ifndef WG_GEODATA_FONTS_H
#define WG_GEODATA_FONTS_H

#include <pango/pangocairo.h>

#include "geodata/drawing.h"

/* A layout for one text; its size is absolute, so that millimetres come out as millimetres whatever
 * resolution Pango assumes. `unit`: of the target in a millimetre. */
void wg_fonts_set(PangoLayout *layout, const char *text, int length, double size, bool bold,
                  double unit);
PangoContext *wg_fonts_context(PangoFontMap *map);
PangoFontMap *wg_fonts_map(wg_fonts *fonts);

#endif
