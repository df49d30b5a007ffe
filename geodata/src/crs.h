/* Coordinate systems as text: parsing, those of files, candidates where a file has none. */
#ifndef WG_GEODATA_CRS_H
#define WG_GEODATA_CRS_H

#include <ogr_srs_api.h>

#include "dataset.h"

/* "EPSG:4547", WKT, PROJ string; no file and no network is asked. Traditional axis order.
 * `option` names where it was given ("--crs"). Released with OSRDestroySpatialReference. */
wg_status wg_crs_parse(OGRSpatialReferenceH *out, wg_context *context, const char *text,
                       const char *option) WG_MUST_CHECK;
/* Of an opened input: as asked for by input->crs, else the file's; WG_NO_CRS with likely candidates
 * if there is none. */
wg_status wg_crs_of(OGRSpatialReferenceH *out, wg_context *context,
                    wg_dataset *dataset) WG_MUST_CHECK;
/* WKT2, released with wg_release. */
wg_status wg_crs_wkt(char **out, wg_context *context, OGRSpatialReferenceH reference) WG_MUST_CHECK;
/* "EPSG:4547", or "custom". */
void wg_crs_name(char *out, size_t size, OGRSpatialReferenceH reference, int *epsg);
/* What coordinates of this extent look like, as a list of names for a message. */
void wg_crs_candidates(char *out, size_t size, const wg_context *context, const OGREnvelope *extent);

#endif
