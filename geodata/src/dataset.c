#include "dataset.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "near.h"

/* Formats of offices that GDAL reads soundly from local files. Left out on purpose: everything that
 * fetches (VRT, WFS, databases) and LIBKML, which crafted files crash. */
static const char *const drivers[] = {
    "ESRI Shapefile", "GPKG", "GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON", "FlatGeobuf", "CSV",
    "KML", "MapInfo File", "OpenFileGDB", "SQLite", "DXF", "OSM", "GPX", "XLSX", "ODS", NULL};

static bool ends_with(const char *path, const char *ending)
{
  size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && strcasecmp(path + length - tail, ending) == 0;
}

const char *wg_role_noun(const wg_context *context, const char *role, bool plural)
{
  static const char *const nouns[][4] = {{"communities", "communities", "community", "社区"},
                                         {"buildings", "buildings", "building", "楼栋"},
                                         {"barriers", "barriers", "barrier", "阻隔"},
                                         {"crossings", "crossings", "crossing", "通道"},
                                         {"grids", "grids", "grid", "网格"}};
  for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
    if (strcmp(role, nouns[i][0]) == 0)
      return wg_context_language(context) == WG_LANGUAGE_ZH ? nouns[i][3] : nouns[i][plural ? 1 : 2];
  return role;
}

static wg_status require_local_file(wg_context *context, const wg_input *input)
{
  struct stat status;
  if (input->path == NULL || *input->path == 0)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "No file was given for the %s.", "没有给出%s的文件。"),
                   wg_role_noun(context, input->role, true));
  if (strncmp(input->path, "/vsi", 4) != 0 && stat(input->path, &status) == 0) return WG_OK;
  char near[512];
  wg_near_names(near, sizeof near, input->path);
  if (near[0] == 0)
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context, "There is no file '%s' (%s). Only local files are opened.",
                         "没有文件“%s”（%s）。只打开本地文件。"),
                   input->path, wg_role_noun(context, input->role, true));
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "There is no file '%s' (%s). In its folder: %s.",
                       "没有文件“%s”（%s）。同一文件夹里有：%s。"),
                 input->path, wg_role_noun(context, input->role, true), near);
}

/* Shapefiles give their bytes undecoded, since GDAL would take unknown ones for ISO-8859-1. CSV
 * columns of well-known names are its geometry. */
static GDALDatasetH open_handle(const wg_input *input)
{
  struct stat status;
  bool folder = stat(input->path, &status) == 0 && S_ISDIR(status.st_mode);
  const char *shapefile[] = {"ENCODING=", NULL};
  const char *table[] = {"X_POSSIBLE_NAMES=x,lon,lng,longitude,经度,X坐标",
                         "Y_POSSIBLE_NAMES=y,lat,latitude,纬度,Y坐标",
                         "GEOM_POSSIBLE_NAMES=wkt,geom,geometry,the_geom,WKT", NULL};
  const char *const *options = NULL;
  if (folder || ends_with(input->path, ".shp") || ends_with(input->path, ".dbf")) options = shapefile;
  if (ends_with(input->path, ".csv")) options = table;
  return GDALOpenEx(input->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
}

static wg_status fail_unreadable(wg_dataset *dataset, wg_context *context)
{
  const char *said = dataset->quiet.first;
  return wg_fail(context, WG_UNREADABLE,
                 wg_in(context,
                       "'%s' (%s) cannot be read as map data%s%s. Readable are .gpkg .shp "
                       ".geojson .fgb .csv .kml .tab .mif .gdb .sqlite .dxf .osm.pbf .xlsx.",
                       "“%s”（%s）不能作为地图数据读取%s%s。可读取：.gpkg .shp .geojson .fgb .csv "
                       ".kml .tab .mif .gdb .sqlite .dxf .osm.pbf .xlsx。"),
                 dataset->input->path, wg_role_noun(context, dataset->input->role, true),
                 *said != 0 ? ": " : "", said);
}

static void list_layers(GDALDatasetH handle, char *out, size_t size)
{
  size_t used = 0;
  out[0] = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(handle) && used < size; i++) {
    OGRLayerH layer = GDALDatasetGetLayer(handle, i);
    used += (size_t)snprintf(out + used, size - used, "%s'%s'", i > 0 ? ", " : "",
                             OGR_L_GetName(layer));
  }
}

/* The layer named by option, else the only one, the only one with geometry, the one named like the
 * input; NULL if that leaves none or a choice. */
static OGRLayerH choose_layer(GDALDatasetH handle, const wg_input *input)
{
  if (input->layer != NULL) return GDALDatasetGetLayerByName(handle, input->layer);
  int count = GDALDatasetGetLayerCount(handle), with_geometry = 0;
  OGRLayerH found = NULL;
  for (int i = 0; i < count; i++) {
    OGRLayerH layer = GDALDatasetGetLayer(handle, i);
    if (strcasecmp(OGR_L_GetName(layer), input->role) == 0) return layer;
    if (OGR_L_GetGeomType(layer) == wkbNone && count > 1) continue;
    with_geometry++;
    found = layer;
  }
  return with_geometry == 1 ? found : NULL;
}

static wg_status fail_layer(wg_dataset *dataset, wg_context *context)
{
  char layers[1024];
  const wg_input *input = dataset->input;
  list_layers(dataset->handle, layers, sizeof layers);
  if (layers[0] == 0)
    return wg_fail(context, WG_EMPTY,
                   wg_in(context, "'%s' (%s) has no layer.", "“%s”（%s）没有图层。"), input->path,
                   wg_role_noun(context, input->role, true));
  if (input->layer != NULL)
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context, "'%s' has no layer '%s'. It has: %s.",
                         "“%s”没有图层“%s”。它有：%s。"),
                   input->path, input->layer, layers);
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "'%s' has several layers: %s. Name one with --%s-layer.",
                       "“%s”有多个图层：%s。请用 --%s-layer 指定一个。"),
                 input->path, layers, input->role);
}

wg_status wg_dataset_open(wg_dataset *out, wg_context *context, const wg_input *input)
{
  memset(out, 0, sizeof *out);
  out->input = input;
  wg_quiet_begin(&out->quiet);
  WG_TRY(require_local_file(context, input));
  out->handle = open_handle(input);
  if (out->handle == NULL) return fail_unreadable(out, context);
  snprintf(out->driver, sizeof out->driver, "%s",
           GDALGetDriverShortName(GDALGetDatasetDriver(out->handle)));
  out->layer = choose_layer(out->handle, input);
  if (out->layer == NULL) return fail_layer(out, context);
  out->definition = OGR_L_GetLayerDefn(out->layer);
  return wg_decoder_open(&out->decoder, context, input, out->driver, OGR_L_GetName(out->layer));
}

void wg_dataset_close(wg_dataset *dataset, wg_context *context)
{
  if (dataset->handle != NULL) GDALClose(dataset->handle);
  wg_decoder_close(&dataset->decoder, context);
  wg_quiet_end();
}

OGRFieldType wg_field_type(const wg_dataset *dataset, int index)
{
  return OGR_Fld_GetType(OGR_FD_GetFieldDefn(dataset->definition, index));
}

static const char *real_text(OGRFeatureH feature, int index)
{
  double value = OGR_F_GetFieldAsDouble(feature, index);
  bool whole = floor(value) == value && fabs(value) < 1e18;
  return whole ? CPLSPrintf("%.0f", value) : CPLSPrintf("%.15g", value);
}

/* Removes blanks at both ends; `text` is in a buffer of our own or GDAL's, both writable in place. */
static const char *trim(char *text)
{
  while (*text == ' ' || *text == '\t') text++;
  size_t length = strlen(text);
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) text[--length] = 0;
  return text;
}

wg_status wg_value_text(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                        const char **text)
{
  *text = NULL;
  if (index < 0 || !OGR_F_IsFieldSetAndNotNull(feature, index)) return WG_OK;
  OGRFieldType type = wg_field_type(dataset, index);
  const char *raw =
      type == OFTReal ? real_text(feature, index) : OGR_F_GetFieldAsString(feature, index);
  WG_TRY(wg_decoder_text(&dataset->decoder, context, raw, text));
  *text = trim((char *)(uintptr_t)*text);
  if (**text == 0) *text = NULL;
  else if (wg_text_destroyed(*text)) dataset->destroyed = true;
  return WG_OK;
}
