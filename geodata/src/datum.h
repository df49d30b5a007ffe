/* The datums of Chinese web maps. GCJ-02 is WGS 84 (CGCS2000 to a decimetre) displaced by some
 * 300–700 m in a way that varies from place to place; BD-09 displaces GCJ-02 once more. Both are
 * official only inside the boxes of map makers, but their formulas have been public since 2010
 * ("wgs2gcj", "EvilTransform"; Wikipedia, "Restrictions on geographic data in China"): a polynomial
 * with sines for GCJ-02, a turn about an offset for BD-09. Neither has an inverse in closed form:
 * it is found by iterating the formula itself, to 1e-10 degrees. */
#ifndef WG_GEODATA_DATUM_H
#define WG_GEODATA_DATUM_H

#include <stdbool.h>
#include <stdint.h>

typedef enum wg_datum { WG_DATUM_PLAIN = 0, WG_DATUM_GCJ02, WG_DATUM_BD09 } wg_datum;

/* "GCJ02", "GCJ-02", "gcj02" …; false if it names neither of them. */
bool wg_datum_named(const char *text, wg_datum *datum);
const char *wg_datum_name(wg_datum datum); /* "GCJ02", "BD09" */

/* In place, degrees. Outside longitudes 72.004–137.8347 and latitudes 0.8293–55.8271, where these
 * datums displace nothing, places stay. */
void wg_datum_apply(wg_datum datum, double *longitude, double *latitude, int64_t count);
void wg_datum_undo(wg_datum datum, double *longitude, double *latitude, int64_t count);

#endif
