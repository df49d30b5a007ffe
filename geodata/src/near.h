/* Names in a file's folder that resemble it, for the message that it is missing. */
#ifndef WG_GEODATA_NEAR_H
#define WG_GEODATA_NEAR_H

#include <stddef.h>

/* "'a.gpkg', 'b.gpkg'": up to three, most alike first; "" if there is none. */
void wg_near_names(char *out, size_t size, const char *path);

#endif
