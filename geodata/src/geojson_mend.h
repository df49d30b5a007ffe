/* GeoJSON that breaks its rules and is still clear: mended before GDAL sees it.
 *
 * A bare array of features, or of geometries, gets its collection; "features" without a type, too;
 * Polygon around the coordinates of a MultiPolygon (and the same for points and lines, and the other
 * way round) gets the type that its coordinates have. Published building layers are so. */
#ifndef WG_GEODATA_GEOJSON_MEND_H
#define WG_GEODATA_GEOJSON_MEND_H

#include "wangge/context.h"

typedef struct wg_mended {
  char path[512];       /* of the mended text in GDAL's memory, "" where nothing was to be mended */
  int64_t retyped;      /* geometries whose type was corrected */
  bool collected;       /* a collection was put round an array */
} wg_mended;

/* Reads the file and mends it; files that are no JSON at all are left alone. */
wg_status wg_geojson_mend(wg_mended *out, wg_context *context, const char *path) WG_MUST_CHECK;
/* Frees the text. */
void wg_mended_drop(wg_mended *mended);

#endif
