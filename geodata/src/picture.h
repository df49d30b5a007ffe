/* Logos and photos. */
#ifndef WG_GEODATA_PICTURE_H
#define WG_GEODATA_PICTURE_H

#include "wangge/context.h"

/* Pixels as Cairo keeps them (ARGB32, alpha multiplied in), upright whatever way the camera was
 * held. */
typedef struct wg_picture {
  int32_t width, height;
  uint32_t *pixels;
} wg_picture;

/* PNG or JPEG, made smaller to at most `most` pixels a side. WG_UNREADABLE names the file. */
wg_status wg_picture_read(wg_picture *out, wg_context *context, const char *path,
                          int32_t most) WG_MUST_CHECK;
void wg_picture_free(wg_picture *picture, wg_context *context);

#endif
