/* Coordinate systems as text: parsing, those of files, candidates where a file has none. */
#ifndef WG_GEODATA_CRS_H
#define WG_GEODATA_CRS_H

#include <ogr_core.h>
#include <ogr_srs_api.h>

#include "datum.h"
#include "wangge/context.h"

struct wg_dataset; /* dataset.h */

/* "EPSG:4547", WKT, PROJ string; no file and no network is asked. Traditional axis order.
 * `option` names where it was given ("--crs"). Released with OSRDestroySpatialReference. */
wg_status wg_crs_parse(OGRSpatialReferenceH *out, wg_context *context, const char *text,
                       const char *option) WG_MUST_CHECK;
/* How the coordinates of an input are meant. */
typedef struct wg_crs {
  OGRSpatialReferenceH reference; /* owned; degrees where the datum is not plain */
  wg_datum datum;                 /* of a web map: to be undone in degrees */
  bool swapped;                   /* north stands first */
} wg_crs;

/* Of an opened input: as asked for by input->crs, else the file's; WG_NO_CRS with likely candidates
 * if there is none. Asked for may be, besides a system, GCJ02 or BD09 (degrees, or the projection that
 * the file names), and each of them with ",yx" where north stands before east. */
wg_status wg_crs_of(wg_crs *out, wg_context *context, struct wg_dataset *dataset) WG_MUST_CHECK;
void wg_crs_free(wg_crs *crs);
/* "EPSG:4547", "GCJ02", "EPSG:4547,yx": for the summary. */
void wg_crs_describe(char *out, size_t size, const wg_crs *crs);
/* WKT2, released with wg_release. */
wg_status wg_crs_wkt(char **out, wg_context *context, OGRSpatialReferenceH reference) WG_MUST_CHECK;
/* "EPSG:4547", or "custom". */
void wg_crs_name(char *out, size_t size, OGRSpatialReferenceH reference, int *epsg);
/* crs_candidates.c: what coordinates of this extent look like: "--crs-of communities=EPSG:4547
 * (CGCS2000, 3° zone of 114°E); …", the likeliest first; "" if they look like nothing known. Beside
 * another input whose place is known (longitude and latitude; NULL: unknown) those that lead there. */
void wg_crs_candidates(char *out, size_t size, wg_context *context, const char *role,
                       const OGREnvelope *extent, const OGREnvelope *beside);

#endif
