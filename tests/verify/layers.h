/* Layers of files as GEOS geometries in one coordinate system, read with OGR alone: nothing of the
 * program is linked, so what is judged cannot share a mistake with it. Whatever goes wrong ends the
 * process with code 2. */
#ifndef WG_TESTS_VERIFY_LAYERS_H
#define WG_TESTS_VERIFY_LAYERS_H

#include <geos_c.h>
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct feature {
  GEOSGeometry *shape;
  char *id, *community; /* "" where the layer has no such field */
} feature;

typedef struct layer {
  feature *features;
  size_t count;
  size_t repaired; /* invalid as read */
} layer;

typedef struct layer_source {
  const char *path, *name;                /* of the file and of the layer in it */
  const char *id_field, *community_field; /* NULL: not read */
  bool repair;                            /* make invalid polygons valid */
} layer_source;

/* Starts GDAL and GEOS. */
void layers_start(void);
/* The system of a layer; the caller's. */
OGRSpatialReferenceH layer_system(const char *path, const char *name);
/* Every feature of a layer, its vertices transformed into `system`. */
layer layer_read(layer_source source, OGRSpatialReferenceH system);
void layer_free(layer *all);

/* For the callers too. */
void *resized(void *memory, size_t count, size_t size);
_Noreturn void stop(const char *what, const char *name);

#endif
