/* What stands behind a wg_sink: one of two writers, of one shape. */
#ifndef WG_GEODATA_WRITER_H
#define WG_GEODATA_WRITER_H

#include "geodata/sink.h"
#include "part.h"
#include "quiet.h"
#include "transform.h"

struct wg_sink {
  wg_context *context;
  const struct wg_writer *writer;
  const char *driver; /* of GDAL; NULL for GeoJSON */
  const char *database; /* connection of a PostgreSQL database; NULL: a file */
  wg_part part;         /* of a database only the target's name */
  wg_exit way;
  wg_field *fields;   /* a copy; names are the caller's until the sink is closed */
  int32_t field_count;
  wg_sink_options options;
  char layer[128];
  double *x, *y;      /* the shape being written, in the target system */
  int64_t x_capacity, y_capacity;
  int64_t dropped;    /* geometries the format cannot hold beside the others */
  wg_quiet quiet;
  void *state;        /* of the writer */
};

typedef struct wg_writer {
  wg_status (*open)(wg_sink *sink);
  wg_status (*row)(wg_sink *sink, const wg_value *values, const wg_shapes *shapes, int64_t shape);
  /* Completes the temporary file. */
  wg_status (*finish)(wg_sink *sink);
  /* Closes everything and frees the state; after finish or instead of it. */
  void (*free)(wg_sink *sink);
} wg_writer;

extern const wg_writer wg_writer_geojson, wg_writer_ogr;

/* Puts the points of a shape into sink->x, y. */
wg_status wg_sink_locate(wg_sink *sink, const wg_shapes *shapes, int64_t shape) WG_MUST_CHECK;

#endif
