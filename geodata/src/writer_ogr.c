/* Writing through GDAL: every format but GeoJSON. */
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "normal.h"
#include "geodata/database.h"
#include "writer.h"
#include "zip.h"

typedef struct ogr_state {
  GDALDatasetH handle;
  OGRLayerH layer;
  OGRFeatureH feature;
  iconv_t converter; /* from UTF-8; (iconv_t)-1: texts stay as they are */
  char *text;
  int64_t text_capacity;
  int64_t rows; /* that reading the file must find */
  int first_field; /* KML has two of its own before ours */
} ogr_state;

static bool is(const wg_sink *sink, const char *driver)
{
  return strcmp(sink->driver, driver) == 0;
}

/* Settings that GDAL takes from the thread: the date instead of the clock, no journal for a file that
 * nobody else sees. They hold for one call. */
static const char *const keys[] = {"OGR_CURRENT_DATE", "OGR_SQLITE_SYNCHRONOUS",
                                   "OGR_SQLITE_JOURNAL", "CREATE_METADATA_TABLES",
                                   "OGR_XLSX_HEADERS", "PG_USE_COPY"};

static void set_environment(const wg_sink *sink)
{
  char date[40];
  if (sink->options.date != NULL) {
    snprintf(date, sizeof date, "%.10sT00:00:00.000Z", sink->options.date);
    CPLSetThreadLocalConfigOption(keys[0], date);
  }
  CPLSetThreadLocalConfigOption(keys[1], "OFF");
  CPLSetThreadLocalConfigOption(keys[2], "OFF");
  CPLSetThreadLocalConfigOption(keys[3], "NO");
  CPLSetThreadLocalConfigOption(keys[5], "YES");
  CPLSetThreadLocalConfigOption(keys[4], "FORCE"); /* the first row is one, also beside texts only */
}

static void reset_environment(void)
{
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    CPLSetThreadLocalConfigOption(keys[i], NULL);
}

static wg_status fail(wg_sink *sink)
{
  return wg_write_failed(sink->context, sink->part.target, sink->quiet.first);
}

/* --- opening ------------------------------------------------------------------------------------ */

static bool copy_file(const char *from, const char *to)
{
  char block[65536];
  size_t count;
  FILE *source = fopen(from, "rb"), *target = source != NULL ? fopen(to, "wb") : NULL;
  bool good = target != NULL;
  while (good && (count = fread(block, 1, sizeof block, source)) > 0)
    good = fwrite(block, 1, count, target) == count;
  good = good && ferror(source) == 0;
  if (source != NULL) fclose(source);
  if (target != NULL && fclose(target) != 0) good = false;
  return good;
}

/* The mark of a table that this program wrote, and so may replace. */
#define TABLE_MARK "wangge"

static wg_status open_database(wg_sink *sink, ogr_state *state)
{
  static const char *const drivers[] = {"PostgreSQL", NULL};
  char name[2048];
  wg_database_name(name, sizeof name, sink->database);
  state->handle = GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, NULL, NULL);
  if (state->handle == NULL) return fail(sink);
  OGRLayerH table = GDALDatasetGetLayerByName(state->handle, sink->layer);
  const char *mark = table != NULL ? GDALGetMetadataItem(table, "DESCRIPTION", NULL) : NULL;
  if (table != NULL && (mark == NULL || strncmp(mark, TABLE_MARK, strlen(TABLE_MARK)) != 0))
    return wg_fail(sink->context, WG_WRITE_FAILED,
                   wg_in(sink->context,
                         "'%s' has a table '%s' that was not written by this program, and it is not "
                         "replaced: rename or remove it, or choose another schema "
                         "(active_schema=...).",
                         "“%s”已有并非由本程序写出的表“%s”，不予覆盖：请改名或删除该表，或另选模式"
                         "（active_schema=...）。"),
                   sink->part.target, sink->layer);
  return GDALDatasetStartTransaction(state->handle, 0) == OGRERR_NONE ? WG_OK : fail(sink);
}

static wg_status create_dataset(wg_sink *sink, ogr_state *state)
{
  struct stat status;
  if (sink->database != NULL) return open_database(sink, state);
  bool add = sink->options.append && is(sink, "GPKG") && stat(sink->part.target, &status) == 0;
  if (add && !copy_file(sink->part.target, sink->part.temporary)) return fail(sink);
  if (add) {
    static const char *const drivers[] = {"GPKG", NULL};
    state->handle = GDALOpenEx(sink->part.temporary, GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, NULL,
                               NULL);
  } else {
    GDALDriverH driver = GDALGetDriverByName(sink->driver);
    if (driver != NULL)
      state->handle = GDALCreate(driver, sink->part.temporary, 0, 0, 0, GDT_Unknown, NULL);
  }
  return state->handle != NULL ? WG_OK : fail(sink);
}

static OGRwkbGeometryType layer_type(const wg_sink *sink)
{
  if (is(sink, "CSV") || is(sink, "XLSX")) return wkbNone;
  if (sink->options.mixed && !is(sink, "ESRI Shapefile")) return wkbUnknown;
  switch (sink->options.kind) {
  case WG_SHAPE_AREA: return wkbMultiPolygon;
  case WG_SHAPE_LINE: return wkbMultiLineString;
  case WG_SHAPE_POINT: return wkbPoint;
  default: return wkbNone;
  }
}

static bool wants_gb18030(const char *encoding)
{
  return encoding != NULL && wg_normal_listed("gb18030,gbk,gb2312,cp936,936", encoding);
}

static char **layer_options(const wg_sink *sink)
{
  char **options = NULL;
  const wg_sink_options *asked = &sink->options;
  if (is(sink, "ESRI Shapefile")) {
    options = CSLSetNameValue(options, "ENCODING", wants_gb18030(asked->encoding) ? "GB18030" : "UTF-8");
    if (asked->date != NULL) options = CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", asked->date);
  } else if (is(sink, "GPKG")) {
    options = CSLSetNameValue(options, "OVERWRITE", "YES");
    if (asked->no_index) options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO");
  } else if (is(sink, "FlatGeobuf") && asked->no_index) {
    options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO");
  } else if (is(sink, "PostgreSQL") || is(sink, "PGDUMP")) {
    bool database = sink->database != NULL;
    options = CSLSetNameValue(options, "LAUNDER", "NO"); /* names exactly as they are */
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geometry");
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "PRECISION", "NO");
    options = CSLSetNameValue(options, database ? "OVERWRITE" : "DROP_TABLE", database ? "YES" : "NO");
    options = CSLSetNameValue(options, "DESCRIPTION", TABLE_MARK);
    if (asked->no_index) options = CSLSetNameValue(options, "SPATIAL_INDEX", "NONE");
  } else if (is(sink, "CSV")) {
    options = CSLSetNameValue(options, "LINEFORMAT", "LF");
    options = CSLSetNameValue(options, "STRING_QUOTING", "IF_AMBIGUOUS");
  }
  return options;
}

static wg_status create_layer(wg_sink *sink, ogr_state *state)
{
  OGRwkbGeometryType type = layer_type(sink);
  OGRSpatialReferenceH reference = NULL;
  char **options = layer_options(sink);
  if (type != wkbNone) {
    reference = OSRNewSpatialReference(sink->way.wkt);
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
  }
  state->layer = GDALDatasetCreateLayer(state->handle, sink->layer, reference, type, options);
  CSLDestroy(options);
  OSRDestroySpatialReference(reference);
  return state->layer != NULL ? WG_OK : fail(sink);
}

/* At most `limit` bytes of a name, cut at a character. */
static void cut_name(char *out, const char *name, size_t limit)
{
  size_t length = strlen(name);
  if (length > limit)
    for (length = limit; length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80;) length--;
  memcpy(out, name, length);
  out[length] = 0;
}

/* The text as GDAL shall get it: cut at a character so that it fits `limit` bytes of the file's
 * encoding (0: no limit), converted where GDAL does not do it. */
static wg_status prepare_text(wg_sink *sink, ogr_state *state, const char *text, size_t limit,
                              const char **out)
{
  size_t length = strlen(text), size = 2 * length + 8;
  bool converts = state->converter != (iconv_t)-1;
  *out = text;
  if (!converts && (limit == 0 || length <= limit)) return WG_OK;
  WG_TRY(wg_grow(sink->context, &state->text, &state->text_capacity, (int64_t)size, 1));
  if (!converts) {
    cut_name(state->text, text, limit);
  } else {
    char *from = (char *)(uintptr_t)text, *to = state->text;
    size_t left = length, room = limit > 0 && limit < size - 1 ? limit : size - 1;
    iconv(state->converter, NULL, NULL, NULL, NULL);
    if (iconv(state->converter, &from, &left, &to, &room) == (size_t)-1 && errno == EILSEQ)
      return wg_fail(sink->context, WG_BAD_VALUE,
                     wg_in(sink->context, "The text '%s' is not valid UTF-8.",
                           "文字“%s”不是有效的 UTF-8。"),
                     text);
    *to = 0;
    if (is(sink, "ESRI Shapefile")) { /* GDAL converts: it gets the part that fits, in UTF-8 */
      memcpy(state->text, text, length - left);
      state->text[length - left] = 0;
    }
  }
  *out = state->text;
  return WG_OK;
}

static OGRFieldType field_type(const wg_sink *sink, wg_field_type type)
{
  bool texts = is(sink, "CSV") || is(sink, "KML"); /* their own dates are no ISO 8601; KML knows no
                                                      long numbers, CSV puts them in quotes */
  switch (type) {
  case WG_FIELD_INTEGER: return texts ? OFTReal : OFTInteger64;
  case WG_FIELD_REAL: return OFTReal;
  case WG_FIELD_DATE: return texts ? OFTString : OFTDate;
  default: return OFTString;
  }
}

/* The name of a field in a shapefile: at most 10 bytes in its encoding, unlike those before it,
 * letters of either case being the same; a number takes the place of the end where they would be. */
static wg_status shapefile_name(wg_sink *sink, ogr_state *state, int32_t index, char names[][32])
{
  const wg_field *field = &sink->fields[index];
  const char *wanted = field->short_name != NULL ? field->short_name : field->name, *fits;
  char number[12] = "";
  for (int n = 0; n < 1000; n++) {
    if (n > 0) snprintf(number, sizeof number, "_%d", n);
    WG_TRY(prepare_text(sink, state, wanted, 10 - strlen(number), &fits));
    snprintf(names[index], sizeof names[index], "%s%s", fits, number);
    int32_t same = 0;
    while (same < index && strcasecmp(names[same], names[index]) != 0) same++;
    if (same == index) break;
  }
  if (strcmp(names[index], wanted) != 0)
    wg_log(sink->context, WG_LOG_WARNING,
           wg_in(sink->context,
                 "'%s': the field '%s' is named '%s', since shapefiles have at most 10 bytes.",
                 "“%s”：字段“%s”改名为“%s”，因为 Shapefile 字段名最多 10 字节。"),
           sink->part.target, wanted, names[index]);
  return WG_OK;
}

static wg_status name_fields(wg_sink *sink, ogr_state *state, char (**names)[32])
{
  WG_TRY(wg_allocate(sink->context, names, (size_t)sink->field_count, sizeof **names));
  for (int32_t i = 0; i < sink->field_count; i++)
    WG_TRY(shapefile_name(sink, state, i, *names));
  return WG_OK;
}

static wg_status create_fields(wg_sink *sink, ogr_state *state, char (*names)[32])
{
  bool shapefile = is(sink, "ESRI Shapefile");
  state->first_field = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(state->layer));
  for (int32_t i = 0; i < sink->field_count; i++) {
    const wg_field *field = &sink->fields[i];
    char name[256];
    cut_name(name, names != NULL ? names[i] : field->name, sizeof name - 1);
    OGRFieldDefnH definition = OGR_Fld_Create(name, field_type(sink, field->type));
    if (shapefile) {
      bool text = field->type == WG_FIELD_TEXT;
      OGR_Fld_SetWidth(definition, field->width > 0 ? field->width : text ? 254 : 0);
      OGR_Fld_SetPrecision(definition, field->precision);
    }
    OGRErr error = OGR_L_CreateField(state->layer, definition, 0);
    OGR_Fld_Destroy(definition);
    if (error != OGRERR_NONE) return fail(sink);
  }
  return WG_OK;
}

static wg_status check_encoding(wg_sink *sink, ogr_state *state)
{
  const char *encoding = sink->options.encoding;
  bool gb18030 = wants_gb18030(encoding);
  if (encoding != NULL && !gb18030 && !wg_normal_listed("utf-8,utf8", encoding))
    return wg_fail(sink->context, WG_MISUSE,
                   wg_in(sink->context, "Texts are written as UTF-8 or GB18030, not as '%s'.",
                         "文字只能写成 UTF-8 或 GB18030，不能是“%s”。"),
                   encoding);
  if (gb18030 && (is(sink, "CSV") || is(sink, "ESRI Shapefile")))
    state->converter = iconv_open("GB18030", "UTF-8");
  return WG_OK;
}

static wg_status open_ogr(wg_sink *sink)
{
  ogr_state *state;
  char (*names)[32] = NULL; /* of the fields of a shapefile */
  WG_TRY(wg_allocate(sink->context, &state, 1, sizeof *state));
  state->converter = (iconv_t)-1;
  sink->state = state;
  WG_TRY(check_encoding(sink, state));
  set_environment(sink);
  wg_status status = create_dataset(sink, state);
  if (status == WG_OK) status = create_layer(sink, state);
  if (status == WG_OK && is(sink, "ESRI Shapefile")) status = name_fields(sink, state, &names);
  if (status == WG_OK) status = create_fields(sink, state, names);
  wg_release(sink->context, names);
  if (status == WG_OK && sink->database == NULL &&
      GDALDatasetTestCapability(state->handle, ODsCTransactions))
    GDALDatasetStartTransaction(state->handle, 0);
  if (status == WG_OK) state->feature = OGR_F_Create(OGR_L_GetLayerDefn(state->layer));
  reset_environment();
  return status;
}

/* --- rows --------------------------------------------------------------------------------------- */

static OGRGeometryH to_line(const wg_sink *sink, const wg_shapes *shapes, int64_t shape,
                            int64_t ring, OGRwkbGeometryType type, bool closed)
{
  int64_t base = shapes->point_start[shapes->ring_start[shape]];
  int64_t first = shapes->point_start[ring] - base;
  int count = (int)(shapes->point_start[ring + 1] - shapes->point_start[ring]);
  OGRGeometryH line = OGR_G_CreateGeometry(type);
  OGR_G_SetPoints(line, count, sink->x + first, sizeof *sink->x, sink->y + first, sizeof *sink->y,
                  NULL, 0);
  if (closed) OGR_G_AddPoint_2D(line, sink->x[first], sink->y[first]);
  return line;
}

static OGRGeometryH to_area(const wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), polygon = NULL;
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    if (polygon == NULL || wg_ring_area2(points, count) > 0) {
      polygon = OGR_G_CreateGeometry(wkbPolygon);
      OGR_G_AddGeometryDirectly(all, polygon);
    }
    OGR_G_AddGeometryDirectly(polygon, to_line(sink, shapes, shape, r, wkbLinearRing, true));
  }
  return all;
}

static OGRGeometryH to_lines(const wg_sink *sink, const wg_shapes *shapes, int64_t shape, bool closed)
{
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiLineString);
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++)
    OGR_G_AddGeometryDirectly(all, to_line(sink, shapes, shape, r, wkbLineString, closed));
  return all;
}

/* NULL where the layer cannot hold the shape: shapefiles take one kind; outlines of areas are lines
 * enough for a layer of lines. */
static OGRGeometryH to_geometry(wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  wg_shape_kind kind = (wg_shape_kind)shapes->kind[shape], wanted = sink->options.kind;
  bool strict = !sink->options.mixed || is(sink, "ESRI Shapefile");
  if (strict && kind != wanted) {
    if (kind == WG_SHAPE_AREA && wanted == WG_SHAPE_LINE) return to_lines(sink, shapes, shape, true);
    sink->dropped++;
    return NULL;
  }
  if (kind == WG_SHAPE_AREA) return to_area(sink, shapes, shape);
  if (kind == WG_SHAPE_LINE) return to_lines(sink, shapes, shape, false);
  OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
  OGR_G_SetPoint_2D(point, 0, sink->x[0], sink->y[0]);
  return point;
}

static wg_status set_field(wg_sink *sink, ogr_state *state, int32_t index, const wg_value *value)
{
  const wg_field *field = &sink->fields[index];
  int at = state->first_field + index;
  bool text = field->type == WG_FIELD_TEXT || field->type == WG_FIELD_DATE;
  if (value->is_null || (text && value->text == NULL)) {
    OGR_F_SetFieldNull(state->feature, at);
  } else if (field->type == WG_FIELD_INTEGER) {
    OGR_F_SetFieldInteger64(state->feature, at, value->integer);
  } else if (field->type == WG_FIELD_REAL) {
    OGR_F_SetFieldDouble(state->feature, at, value->real);
  } else {
    bool limited = is(sink, "ESRI Shapefile") && field->type == WG_FIELD_TEXT;
    size_t limit = !limited ? 0 : field->width > 0 ? (size_t)field->width : 254;
    const char *prepared;
    WG_TRY(prepare_text(sink, state, value->text, limit, &prepared));
    OGR_F_SetFieldString(state->feature, at, prepared);
  }
  return WG_OK;
}

/* GDAL would leave such rows out without a word. */
static wg_status fail_without_place(wg_sink *sink)
{
  return wg_fail(sink->context, WG_MISUSE,
                 wg_in(sink->context,
                       "'%s': FlatGeobuf holds no rows without geometry, and layer '%s' has "
                       "some. Choose .gpkg, .geojson or .csv.",
                       "“%s”：FlatGeobuf 不能存放没有几何图形的行，而图层“%s”中有这样的行。请改用 .gpkg、"
                       ".geojson 或 .csv。"),
                 sink->part.target, sink->layer);
}

static wg_status row_ogr(wg_sink *sink, const wg_value *values, const wg_shapes *shapes, int64_t shape)
{
  ogr_state *state = sink->state;
  for (int32_t i = 0; i < sink->field_count; i++) WG_TRY(set_field(sink, state, i, &values[i]));
  OGRGeometryH geometry = NULL;
  if (shape >= 0 && OGR_FD_GetGeomType(OGR_L_GetLayerDefn(state->layer)) != wkbNone)
    geometry = to_geometry(sink, shapes, shape);
  if (geometry == NULL && is(sink, "FlatGeobuf")) return fail_without_place(sink);
  OGR_F_SetGeometryDirectly(state->feature, geometry);
  OGR_F_SetFID(state->feature, OGRNullFID);
  if (OGR_L_CreateFeature(state->layer, state->feature) != OGRERR_NONE) return fail(sink);
  state->rows += geometry != NULL || !is(sink, "KML"); /* a placemark without place is not counted */
  return WG_OK;
}

/* --- closing ------------------------------------------------------------------------------------ */

/* A dump cannot be opened again, but its last line tells. */
static bool ends_with_commit(const char *path)
{
  char tail[17] = "";
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  bool read = fseek(file, -16, SEEK_END) == 0 && fread(tail, 1, 16, file) == 16;
  fclose(file);
  return read && strstr(tail, "COMMIT;\n") != NULL;
}

/* Some drivers do not see that the disk is full: what was written is opened again and counted. */
static bool is_complete(const wg_sink *sink, int64_t rows)
{
  const char *const drivers[] = {sink->driver, NULL};
  char path[WG_PATH_SIZE];
  if (sink->database != NULL)
    wg_database_name(path, sizeof path, sink->database);
  else
    snprintf(path, sizeof path, "%s", sink->part.temporary);
  if (is(sink, "PGDUMP")) return ends_with_commit(path);
  if (layer_type(sink) == wkbNone && is(sink, "ESRI Shapefile"))
    memcpy(path + strlen(path) - 3, "dbf", 3);
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR, drivers, NULL, NULL);
  if (handle == NULL) return rows == 0 && is(sink, "KML");
  OGRLayerH layer = GDALDatasetGetLayerByName(handle, sink->layer);
  if (layer == NULL) layer = GDALDatasetGetLayer(handle, 0);
  bool complete = layer != NULL ? OGR_L_GetFeatureCount(layer, 1) == rows : rows == 0;
  GDALClose(handle);
  return complete;
}

static wg_status finish_ogr(wg_sink *sink)
{
  ogr_state *state = sink->state;
  errno = 0;
  set_environment(sink);
  OGR_F_Destroy(state->feature);
  state->feature = NULL;
  bool good = !GDALDatasetTestCapability(state->handle, ODsCTransactions) ||
              GDALDatasetCommitTransaction(state->handle) == OGRERR_NONE;
  GDALClose(state->handle);
  state->handle = NULL;
  good = good && sink->quiet.failures == 0;
  if (good && is(sink, "XLSX")) good = wg_zip_set_date(sink->part.temporary, sink->options.date);
  if (good && !is_complete(sink, state->rows)) {
    good = false;
    if (sink->quiet.first[0] == 0)
      snprintf(sink->quiet.first, sizeof sink->quiet.first, "%s",
               wg_in(sink->context, "rows are missing in it; the disk may be full",
                     "文件中缺少行，磁盘可能已满"));
  }
  reset_environment();
  return good ? WG_OK : fail(sink);
}

static void free_ogr(wg_sink *sink)
{
  ogr_state *state = sink->state;
  if (state->feature != NULL) OGR_F_Destroy(state->feature);
  if (state->handle != NULL) GDALClose(state->handle);
  if (state->converter != (iconv_t)-1) iconv_close(state->converter);
  wg_release(sink->context, state->text);
  wg_release(sink->context, state);
}

const wg_writer wg_writer_ogr = {open_ogr, row_ogr, finish_ogr, free_ogr};
