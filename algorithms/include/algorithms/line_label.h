/* Labels along lines: streets, rivers. */
#ifndef WG_ALGORITHMS_LINE_LABEL_H
#define WG_ALGORITHMS_LINE_LABEL_H

#include <stdbool.h>

#include "wangge/context.h"
#include "wangge/page.h"

/* Joins lines end to end where they meet within `near`, straightest first, never turning by more than
 * 60°. out_points has room for all points, out_start for count + 1; *out_count lines come out. */
wg_status wg_join_lines(wg_xy *out_points, int64_t *out_start, int64_t *out_count,
                        wg_context *context, const wg_traces *lines, double near) WG_MUST_CHECK;

double wg_line_length(const wg_xy *points, int64_t count);

/* A character's place: its middle and the direction of its base line (unit vector). */
typedef struct wg_glyph_place {
  double x, y, along_x, along_y;
} wg_glyph_place;

typedef struct wg_line_text {
  const double *advances; /* of each character, mm */
  int32_t count;
  double height;
  bool upright; /* characters of Chinese stand upright below each other where the line is steep */
} wg_line_text;

/* Puts the text's middle at `at` along the line. false: it is too long there, turns by more than
 * 22.5° between two characters, or its characters would overlap. places has room for text->count, in
 * the order of reading; *turn is the sum of all turns, in degrees. After Mapnik's placement finder and
 * MapServer's RFC 11: each character centred on its piece of the line, the whole turned over where it
 * would stand on its head. */
bool wg_place_on_line(wg_glyph_place *places, double *turn, const wg_xy *points, int64_t count,
                      const wg_line_text *text, double at);

#endif
