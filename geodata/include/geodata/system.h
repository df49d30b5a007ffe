/* Coordinate systems: the metric working system of a run, and the way into and out of it.
 *
 * The working system is --crs; else that of the communities if projected in metres (not
 * EPSG:3857); else, in China, the CGCS2000 3° Gauss–Krüger zone by central meridian (EPSG
 * 4534–4554) of the communities' centre; else UTM (WGS 84). More than 3° of longitude without
 * --crs is an error that asks for it. Axis order is always the traditional GIS order (east,
 * north). The origin is the whole kilometre at or below the communities' lower left corner. */
#ifndef WG_GEODATA_SYSTEM_H
#define WG_GEODATA_SYSTEM_H

#include "wangge/county.h"
#include "geodata/input.h"

/* crs: "EPSG:4547", WKT, PROJ string …, or NULL to choose. */
wg_status wg_system_choose(wg_system *out, wg_context *context, const char *crs,
                           const wg_input *communities) WG_MUST_CHECK;
void wg_system_free(wg_system *system, wg_context *context);

/* To another system ("EPSG:4326" …; NULL: metres of the working system); arrays of `count`. */
wg_status wg_system_to(const wg_system *system, wg_context *context, const char *crs,
                       const wg_point *points, int64_t count, double *x, double *y) WG_MUST_CHECK;
/* To longitude and latitude (WGS 84, degrees); arrays of `count`. For GeoJSON and tests. */
wg_status wg_system_to_lonlat(const wg_system *system, wg_context *context, const wg_point *points,
                              int64_t count, double *longitude, double *latitude) WG_MUST_CHECK;

/* By how much undoing the datum of a web map ("GCJ02", "BD09"), or applying it, moves each point, in
 * millimetres; nothing where these datums displace nothing. What it takes for longitude and latitude
 * are those of the working system's own datum. */
wg_status wg_system_datum_moves(const wg_system *system, wg_context *context, const char *datum,
                                bool apply, const wg_point *points, int64_t count,
                                wg_point *moves) WG_MUST_CHECK;

#endif
