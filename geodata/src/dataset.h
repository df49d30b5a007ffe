/* One layer of one input file, opened with GDAL: local files only, drivers of an allow-list. */
#ifndef WG_GEODATA_DATASET_H
#define WG_GEODATA_DATASET_H

#include <gdal.h>
#include <ogr_api.h>

#include "encoding.h"
#include "geodata/input.h"
#include "geojson_mend.h"
#include "quiet.h"

/* Columns that hold the place of a feature, −1: none (place.h). */
typedef struct wg_place {
  int x, y, wkt;
  bool degrees; /* by their names */
} wg_place;

typedef struct wg_dataset {
  const wg_input *input;
  wg_quiet quiet;
  GDALDatasetH handle;
  OGRLayerH layer;
  OGRLayerH selected; /* a result set that `layer` is, to be released; or NULL */
  OGRFeatureDefnH definition;
  wg_place place;
  wg_mended mended;
  char identity[64]; /* of the last feature of OpenStreetMap, for wg_osm_text */
  int other_tags;    /* the field of tags in one text (tags.h); −1: none */
  char **kml_keys;   /* the names of the data of KML's placemarks (kml_data.h), or NULL */
  bool filtered;     /* features are selected by their tags */
  char tag[1024];    /* the value of the last one */
  char driver[64];
  wg_decoder decoder;
  bool destroyed; /* set by wg_value_text when a text bears marks of lost characters */
} wg_dataset;

/* *out must stay where it is until wg_dataset_close, which is also due after a failure. */
wg_status wg_dataset_open(wg_dataset *out, wg_context *context, const wg_input *input) WG_MUST_CHECK;
/* The layer of a file with several whose name is one of those, comma separated, compared normalised;
 * "" if there is none. */
wg_status wg_dataset_sheet(wg_context *context, const wg_input *input, const char *names,
                           char *sheet, size_t size) WG_MUST_CHECK;
void wg_dataset_close(wg_dataset *dataset, wg_context *context);

/* "communities", "buildings" … as a noun in the context's language, singular or plural. */
const char *wg_role_noun(const wg_context *context, const char *role, bool plural);

OGRFieldType wg_field_type(const wg_dataset *dataset, int index);
/* The value as UTF-8, blanks at the ends removed; NULL for null or empty. Whole numbers have neither
 * decimals nor thousands separators. Borrowed until the next call. index −1: NULL. */
wg_status wg_value_text(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                        const char **text) WG_MUST_CHECK;

#endif
