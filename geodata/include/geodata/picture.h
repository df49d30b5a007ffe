/* Whether a photo can be drawn. */
#ifndef WG_GEODATA_IS_PICTURE_H
#define WG_GEODATA_IS_PICTURE_H

#include <stdbool.h>

/* A local file that begins like a PNG or JPEG. Silent. */
bool wg_is_picture(const char *path);

#endif
