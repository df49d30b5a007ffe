/* The template of maps: what an office writes on all its sheets (docs/maps.md). */
#ifndef WG_GEODATA_MAP_TEMPLATE_H
#define WG_GEODATA_MAP_TEMPLATE_H

#include "wangge/text.h"

enum { WG_TEMPLATE_COLOURS = 8 };

/* Texts are in `texts`; WG_NO_TEXT: not given. */
typedef struct wg_map_template {
  wg_text title; /* with {community} */
  wg_text cover; /* title of the cover */
  wg_text logo;  /* path of a PNG, beside the template unless absolute */
  wg_text footer, maker, approval, source;
  wg_text duties;
  wg_text link;                          /* for QR codes, with {code} */
  wg_text hotline;                       /* 监督电话 */
  uint32_t colours[WG_TEMPLATE_COLOURS]; /* 0xRRGGBB */
  int32_t colour_count;                  /* 0: the program's own */
  wg_texts texts;
} wg_map_template;

/* Reads a JSON object; what it has besides these members is an error that names it. path NULL: an
 * empty template. */
wg_status wg_map_template_read(wg_map_template *out, wg_context *context,
                               const char *path) WG_MUST_CHECK;
void wg_map_template_free(wg_map_template *map_template, wg_context *context);

#endif
