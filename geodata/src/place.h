/* Places in tables: columns of coordinates, or of well-known text, where a layer has no geometry of
 * its own (.xlsx, .ods, .dbf without its .shp, .csv in any encoding). */
#ifndef WG_GEODATA_PLACE_H
#define WG_GEODATA_PLACE_H

#include "dataset.h"

/* Finds the columns: lon/lat, x/y, 经度/纬度, X坐标/Y坐标 …, or wkt; none is no failure. */
wg_status wg_place_find(wg_dataset *dataset, wg_context *context) WG_MUST_CHECK;
/* The geometry of a feature, its own or made of the columns; NULL: none. *made, where not NULL, is
 * the same geometry and the caller's to destroy. */
wg_status wg_place_of(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                      OGRGeometryH *geometry, OGRGeometryH *made) WG_MUST_CHECK;

#endif
