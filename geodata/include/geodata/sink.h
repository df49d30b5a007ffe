/* Writing one layer of features with GDAL: format by the file's ending, streamed, complete or not
 * at all (written under a temporary name beside it, renamed at the end). The same bytes for the
 * same rows: dates come from `date`.
 *
 * Endings: .geojson .json .shp .gpkg .fgb .csv (CSV without geometry: columns only) .kml .xlsx .sql
 * (a dump for PostGIS); or a PostgreSQL database with PostGIS, where the table appears in one
 * transaction, and only a table that this program wrote is replaced.
 * A .gpkg of several layers is written by opening the sink again with `append`. */
#ifndef WG_GEODATA_SINK_H
#define WG_GEODATA_SINK_H

#include "wangge/county.h"

typedef enum wg_field_type { WG_FIELD_TEXT, WG_FIELD_INTEGER, WG_FIELD_REAL, WG_FIELD_DATE } wg_field_type;

typedef struct wg_field {
  const char *name;
  const char *short_name; /* for shapefiles, at most 10 bytes */
  wg_field_type type;
  int width, precision;   /* 0: the format's default */
} wg_field;

/* A value by its field's type; is_null wins. */
typedef struct wg_value {
  bool is_null;
  const char *text; /* also dates, "2026-01-31" */
  int64_t integer;
  double real;
} wg_value;

typedef struct wg_sink_options {
  const char *layer;    /* layer name; NULL: the file's stem */
  const char *crs;      /* NULL: working system; GeoJSON is always WGS 84 */
  const char *encoding; /* of shapefiles: "UTF-8" (default) or "GB18030"; CSV too */
  const char *date;     /* "2026-01-31", for all dates the format writes */
  wg_shape_kind kind;   /* NONE: no geometry column; AREA is written as multipolygon */
  bool mixed;           /* shapes of other kinds than `kind` come too: the column takes all. In a
                           shapefile areas among lines become outlines, other rows lose theirs, which
                           is logged */
  bool append;          /* add a layer to an existing .gpkg being written */
  bool no_index;        /* leave the spatial index out */
} wg_sink_options;

typedef struct wg_sink wg_sink;

/* Field names and the texts of `options` must stay until the sink is closed. */
wg_status wg_sink_open(wg_sink **out, wg_context *context, const char *path,
                       const wg_system *system, const wg_field *fields, int32_t field_count,
                       const wg_sink_options *options) WG_MUST_CHECK;
/* values: field_count; shape: index into shapes, or −1 for none (an error in a .fgb, which holds no
 * such rows). After a failure the sink can only be abandoned. */
wg_status wg_sink_row(wg_sink *sink, const wg_value *values, const wg_shapes *shapes,
                      int64_t shape) WG_MUST_CHECK;
/* Completes the file and gives it its name; frees the sink in any case. */
wg_status wg_sink_close(wg_sink *sink) WG_MUST_CHECK;
/* What is being written: the name of the coordinate system ("" without geometry) and of the texts'
 * encoding. */
void wg_sink_describe(const wg_sink *sink, char *crs, size_t crs_size, char *encoding,
                      size_t encoding_size);
/* Gives up: removes what was written. NULL is fine. */
void wg_sink_abandon(wg_sink *sink);

#endif
