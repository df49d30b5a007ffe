/* Whether a text can be a telephone number as people write it. */
#ifndef WG_GEODATA_TELEPHONE_H
#define WG_GEODATA_TELEPHONE_H

#include <stdbool.h>

/* One or more numbers, separated by / , ; or 、; each has `least` to 15 digits (ITU-T E.164 allows
 * 15), with blanks, dashes, brackets and a leading +, perhaps an extension (转801, -801, ext 801).
 * Eleven digits that begin with 1 are a Chinese mobile number: the second is 3 … 9. Full-width
 * forms are their ASCII ones. What a spreadsheet made of a number ("1.38E+10") is none. */
bool wg_is_telephone(const char *text, int least);

#endif
