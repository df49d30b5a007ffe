/* Texts as people type them, compared as they are meant: full-width letters and digits are their
 * ASCII forms, case and blanks do not matter ("ＨＳ " is "hs", "幢　号" is "幢号"). */
#ifndef WG_GEODATA_NORMAL_H
#define WG_GEODATA_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the normal form into `out` (cut at a character if `size` is too small). */
void wg_normalise(char *out, size_t size, const char *text);
bool wg_normal_equal(const char *a, const char *b);
/* Whether one of the comma-separated names in `list` (NULL: none) is `name`, normalised. */
bool wg_normal_listed(const char *list, const char *name);

#endif
