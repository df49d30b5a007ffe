/* Why a file that GDAL did not open is none that can be read, where that can be seen from outside. */
#ifndef WG_GEODATA_UNREAD_H
#define WG_GEODATA_UNREAD_H

#include "geodata/input.h"

/* A sentence with its remedy, beginning with a blank; "" where nothing is known. Opens the file with no
 * driver: it looks at its first bytes and its name. */
void wg_unread_hint(char *out, size_t size, wg_context *context, const wg_input *input);

/* A .csv in UTF-16, which the driver takes for a table of strange letters where it has a comma. */
bool wg_is_utf16_table(const char *path);

#endif
