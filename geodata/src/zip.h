/* The dates inside a .zip (an .xlsx is one): set to a given day, so that the same content gives the
 * same bytes. */
#ifndef WG_GEODATA_ZIP_H
#define WG_GEODATA_ZIP_H

#include <stdbool.h>

/* `date` "2026-01-31"; NULL: 1980-01-01, the earliest that the format knows. In place. False if the
 * file is no .zip or cannot be written. */
bool wg_zip_set_date(const char *path, const char *date);

#endif
