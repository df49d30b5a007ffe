#include "layers.h"

#include <gdal.h>
#include <ogr_api.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void stop(const char *what, const char *name)
{
  fprintf(stderr, "%s: %s\n", what, name);
  exit(2);
}

void *resized(void *memory, size_t count, size_t size)
{
  void *moved = realloc(memory, (count > 0 ? count : 1) * size);
  if (moved == NULL) stop("not enough memory for", "a list");
  return moved;
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
  fputc('\n', stderr);
}

/* Why a polygon is invalid is no news: it is counted. */
static void keep_quiet(const char *format, ...)
{
  (void)format;
}

void layers_start(void)
{
  GDALAllRegister();
  initGEOS(keep_quiet, say);
}

static OGRLayerH open_layer(const char *path, const char *name, GDALDatasetH *file)
{
  *file = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  if (*file == NULL) stop("cannot be opened", path);
  OGRLayerH rows = GDALDatasetGetLayerByName(*file, name);
  if (rows == NULL) stop("has no such layer", name);
  return rows;
}

OGRSpatialReferenceH layer_system(const char *path, const char *name)
{
  GDALDatasetH file;
  OGRSpatialReferenceH system = OGR_L_GetSpatialRef(open_layer(path, name, &file));
  if (system == NULL) stop("has no coordinate system", path);
  system = OSRClone(system);
  GDALClose(file);
  return system;
}

static GEOSGeometry *to_geos(OGRGeometryH from, OGRCoordinateTransformationH way)
{
  if (way != NULL && OGR_G_Transform(from, way) != OGRERR_NONE) stop("cannot be", "transformed");
  size_t size = (size_t)OGR_G_WkbSize(from);
  unsigned char *bytes = resized(NULL, size, 1);
  if (OGR_G_ExportToWkb(from, wkbNDR, bytes) != OGRERR_NONE) stop("cannot be", "exported");
  GEOSGeometry *shape = GEOSGeomFromWKB_buf(bytes, size);
  free(bytes);
  if (shape == NULL) stop("no geometry for", "GEOS");
  return shape;
}

/* By structure: shells together less holes together, as documented; no lines are left over. */
static GEOSGeometry *valid(GEOSGeometry *shape, size_t *repaired)
{
  if (GEOSisValid(shape) == 1) return shape;
  GEOSMakeValidParams *how = GEOSMakeValidParams_create();
  GEOSMakeValidParams_setMethod(how, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed(how, 0);
  GEOSGeometry *made = GEOSMakeValidWithParams(shape, how);
  GEOSMakeValidParams_destroy(how);
  if (made == NULL) stop("cannot be", "made valid");
  GEOSGeom_destroy(shape);
  ++*repaired;
  return made;
}

static char *text_of(OGRFeatureH row, const char *field)
{
  int index = field != NULL ? OGR_F_GetFieldIndex(row, field) : -1;
  if (field != NULL && index < 0) stop("has no such field", field);
  const char *text = index >= 0 ? OGR_F_GetFieldAsString(row, index) : "";
  return strcpy(resized(NULL, strlen(text) + 1, 1), text);
}

layer layer_read(layer_source source, OGRSpatialReferenceH system)
{
  GDALDatasetH file;
  OGRLayerH rows = open_layer(source.path, source.name, &file);
  OGRSpatialReferenceH own = OGR_L_GetSpatialRef(rows);
  OGRCoordinateTransformationH way = NULL;
  if (own == NULL) stop("has no coordinate system", source.path);
  if (!OSRIsSame(own, system)) {
    way = OCTNewCoordinateTransformation(own, system);
    if (way == NULL) stop("cannot be transformed", source.path);
  }
  layer all = {0};
  all.features = resized(NULL, (size_t)OGR_L_GetFeatureCount(rows, 1), sizeof *all.features);
  for (OGRFeatureH row; (row = OGR_L_GetNextFeature(rows)) != NULL; OGR_F_Destroy(row)) {
    OGRGeometryH geometry = OGR_F_GetGeometryRef(row);
    if (geometry == NULL) continue;
    GEOSGeometry *shape = to_geos(geometry, way);
    if (source.repair) shape = valid(shape, &all.repaired);
    all.features[all.count++] =
        (feature){shape, text_of(row, source.id_field), text_of(row, source.community_field)};
  }
  if (way != NULL) OCTDestroyCoordinateTransformation(way);
  GDALClose(file);
  return all;
}

void layer_free(layer *all)
{
  for (size_t i = 0; i < all->count; i++) {
    GEOSGeom_destroy(all->features[i].shape);
    free(all->features[i].id);
    free(all->features[i].community);
  }
  free(all->features);
  *all = (layer){0};
}
