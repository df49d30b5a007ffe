/* Whether a photo can be drawn. */
#ifndef WG_GEODATA_IS_PICTURE_H
#define WG_GEODATA_IS_PICTURE_H

#include <stdbool.h>

#include "wangge/context.h"

/* A local file that can be read to its end as PNG or JPEG. */
bool wg_is_picture(wg_context *context, const char *path);

#endif
