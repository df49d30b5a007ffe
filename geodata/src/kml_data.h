/* The data of KML's placemarks, which GDAL's plain driver leaves out: `ExtendedData` becomes one
 * text of tags (tags.h) in the placemark's description, before the driver sees the file. What stood
 * in the description is the tag "description". */
#ifndef WG_GEODATA_KML_DATA_H
#define WG_GEODATA_KML_DATA_H

#include "geojson_mend.h"

/* *keys: the names of the data, in order of appearance, NULL at the end, for CSLDestroy; NULL where
 * the file is no KML, has none, or is above 1 GiB. Writes out->path as wg_geojson_mend does. */
void wg_kml_gather(wg_mended *out, char ***keys, const char *path);

#endif
