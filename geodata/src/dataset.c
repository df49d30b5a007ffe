#include "dataset.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "allowed.h"
#include "geodata/database.h"
#include "kml_data.h"
#include "memory.h"
#include "normal.h"
#include "osm.h"
#include "place.h"
#include "tags.h"
#include "unread.h"

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
                                         {"households-table", "rows", "row", "户数表行"},
                                         {"dwellings", "dwellings", "dwelling", "住户"},
                                         {"compounds", "outlines of compounds", "outline of a compound",
                                          "小区范围"},
                                         {"exempt", "exempt areas", "exempt area", "专属网格范围"},
                                         {"roster", "persons", "person", "人员"},
                                         {"contacts", "contacts", "contact", "联系方式"},
                                         {"retired", "retired codes", "retired code", "停用编码"},
                                         {"grids", "grids", "grid", "网格"}};
  for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
    if (strncmp(role, nouns[i][0], strlen(nouns[i][0])) == 0) /* "barriers2" is one of them */
      return wg_context_language(context) == WG_LANGUAGE_ZH ? nouns[i][3] : nouns[i][plural ? 1 : 2];
  return role;
}

/* Shapefiles give their bytes undecoded, since GDAL would take unknown ones for ISO-8859-1. CSV
 * columns of well-known names are its geometry. */
static GDALDatasetH open_handle(const wg_input *input, const char *path)
{
  struct stat status;
  bool folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
  const char *shapefile[] = {"ENCODING=", NULL};
  const char *table[] = {"X_POSSIBLE_NAMES=x,lon,lng,longitude,经度,X坐标",
                         "Y_POSSIBLE_NAMES=y,lat,latitude,纬度,Y坐标",
                         "GEOM_POSSIBLE_NAMES=wkt,geom,geometry,the_geom,WKT", NULL};
  const char *const *options = NULL;
  if (folder || ends_with(input->path, ".shp") || ends_with(input->path, ".dbf")) options = shapefile;
  if (ends_with(input->path, ".csv")) options = table;
  const char *extract[] = {wg_osm_configuration(), NULL};
  if (ends_with(input->path, ".pbf") || ends_with(input->path, ".osm")) options = extract;
  return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, wg_allowed_drivers(input), options,
                    NULL);
}

/* A database that the user named: by GDAL's driver for PostgreSQL alone. */
static GDALDatasetH open_database(const wg_input *input)
{
  static const char *const postgresql[] = {"PostgreSQL", NULL};
  const char *path = input->connection != NULL ? input->connection : input->path;
  char name[2048];
  wg_database_name(name, sizeof name, path);
  return GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY, postgresql, NULL, NULL);
}

static wg_status fail_database(wg_dataset *dataset, wg_context *context)
{
  const char *said = dataset->quiet.first;
  return wg_fail(context, WG_UNREADABLE,
                 wg_in(context,
                       "The database '%s' (%s) cannot be opened%s%s. Check host, port, dbname, user and "
                       "password, and that it has PostGIS.",
                       "无法打开数据库“%s”（%s）%s%s。请检查 host、port、dbname、user、password，以及是否装有 "
                       "PostGIS。"),
                 dataset->input->path, wg_role_noun(context, dataset->input->role, true),
                 *said != 0 ? ": " : "", said);
}

static wg_status fail_unreadable(wg_dataset *dataset, wg_context *context)
{
  const char *said = dataset->quiet.first;
  char hint[400];
  wg_unread_hint(hint, sizeof hint, context, dataset->input);
  return wg_fail(context, WG_UNREADABLE,
                 wg_in(context,
                       "'%s' (%s) cannot be read as map data%s%s. Readable are .gpkg .shp "
                       ".geojson .fgb .csv .kml .tab .mif .gdb .sqlite .dxf .osm.pbf .xlsx.%s",
                       "“%s”（%s）不能作为地图数据读取%s%s。可读取：.gpkg .shp .geojson .fgb .csv "
                       ".kml .tab .mif .gdb .sqlite .dxf .osm.pbf .xlsx。%s"),
                 dataset->input->path, wg_role_noun(context, dataset->input->role, true),
                 *said != 0 ? ": " : "", said, hint);
}

static wg_status open_file(wg_dataset *out, wg_context *context)
{
  WG_TRY(wg_require_local_file(context, out->input));
  WG_TRY(wg_probe_risky(context, out->input));
  if (wg_is_utf16_table(out->input->path)) return fail_unreadable(out, context);
  WG_TRY(wg_geojson_mend(&out->mended, context, out->input->path));
  if (out->mended.path[0] == 0) wg_kml_gather(&out->mended, &out->kml_keys, out->input->path);
  /* tables of offices have a row of headings, also where all their cells are texts */
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");
  CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", "FORCE");
  out->handle =
      open_handle(out->input, out->mended.path[0] != 0 ? out->mended.path : out->input->path);
  return out->handle != NULL ? WG_OK : fail_unreadable(out, context);
}

static wg_status open_source(wg_dataset *out, wg_context *context)
{
  if (out->input->memory != NULL) return wg_memory_open(&out->handle, context, out->input);
  if (!wg_is_database(out->input->path)) return open_file(out, context);
  out->handle = open_database(out->input);
  return out->handle != NULL ? WG_OK : fail_database(out, context);
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

/* Whether a layer is called like the input, or like one of it ("grid" of the grids). */
static bool is_called(OGRLayerH layer, const char *role)
{
  const char *name = OGR_L_GetName(layer);
  size_t length = strlen(role);
  if (strcasecmp(name, role) == 0) return true;
  return length > 1 && role[length - 1] == 's' && strlen(name) == length - 1 &&
         strncasecmp(name, role, length - 1) == 0;
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
    if (is_called(layer, input->role)) return layer;
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
  out->place = (wg_place){.x = -1, .y = -1, .wkt = -1};
  WG_TRY(open_source(out, context));
  snprintf(out->driver, sizeof out->driver, "%s",
           GDALGetDriverShortName(GDALGetDatasetDriver(out->handle)));
  if (input->layer == NULL && strcmp(out->driver, "OSM") == 0)
    out->layer = out->selected = wg_osm_select(out->handle, input);
  if (out->layer == NULL) out->layer = choose_layer(out->handle, input);
  if (out->layer == NULL) return fail_layer(out, context);
  out->definition = OGR_L_GetLayerDefn(out->layer);
  wg_tags_find(out);
  wg_tags_filter(out);
  WG_TRY(wg_decoder_open(&out->decoder, context, input, out->driver, OGR_L_GetName(out->layer)));
  return wg_place_find(out, context);
}

wg_status wg_dataset_sheet(wg_context *context, const wg_input *input, const char *names,
                           char *sheet, size_t size)
{
  wg_dataset dataset = {.input = input};
  sheet[0] = 0;
  wg_quiet_begin(&dataset.quiet);
  wg_status status = open_source(&dataset, context);
  int count = status == WG_OK ? GDALDatasetGetLayerCount(dataset.handle) : 0;
  for (int i = 0; i < count && count > 1 && sheet[0] == 0; i++) {
    const char *name = OGR_L_GetName(GDALDatasetGetLayer(dataset.handle, i));
    if (wg_normal_listed(names, name) && strlen(name) < size) snprintf(sheet, size, "%s", name);
  }
  wg_dataset_close(&dataset, context);
  return status;
}

void wg_dataset_close(wg_dataset *dataset, wg_context *context)
{
  if (dataset->selected != NULL) GDALDatasetReleaseResultSet(dataset->handle, dataset->selected);
  if (dataset->handle != NULL) GDALClose(dataset->handle);
  wg_mended_drop(&dataset->mended);
  CSLDestroy(dataset->kml_keys);
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", NULL);
  CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", NULL);
  wg_decoder_close(&dataset->decoder, context);
  wg_quiet_end();
}

OGRFieldType wg_field_type(const wg_dataset *dataset, int index)
{
  if (wg_tags_key(dataset, index) != NULL) return OFTString;
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

/* Undecoded; NULL for null. */
static const char *raw_text(wg_dataset *dataset, OGRFeatureH feature, int index)
{
  const char *key = wg_tags_key(dataset, index);
  int field = key != NULL ? dataset->other_tags : index;
  if (index < 0 || !OGR_F_IsFieldSetAndNotNull(feature, field)) return NULL;
  if (wg_field_type(dataset, field) == OFTReal) return real_text(feature, field);
  const char *text = OGR_F_GetFieldAsString(feature, field);
  if (key == NULL) return text;
  return wg_tags_value(text, key, dataset->tag, sizeof dataset->tag) ? dataset->tag : NULL;
}

wg_status wg_value_text(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                        const char **text)
{
  *text = NULL;
  const char *raw = raw_text(dataset, feature, index);
  if (raw == NULL) return WG_OK;
  WG_TRY(wg_decoder_text(&dataset->decoder, context, raw, text));
  *text = trim((char *)(uintptr_t)*text);
  if (**text == 0) *text = NULL;
  else if (wg_text_destroyed(*text)) dataset->destroyed = true;
  return WG_OK;
}
