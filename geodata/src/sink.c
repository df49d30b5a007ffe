#include "geodata/sink.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "geodata/database.h"
#include "writer.h"

/* What a shapefile consists of, the main file last; indexes of other programs no longer fit. */
static const char *const shapefile[] = {"shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx", "idm",
                                        "ind", "shp", NULL};

static const struct {
  const char *ending;
  const char *driver; /* of GDAL; NULL: our own writer */
  const char *crs;    /* the only one the format knows */
  const char *const *members;
} formats[] = {{".geojson", NULL, "EPSG:4326", NULL}, {".json", NULL, "EPSG:4326", NULL},
               {".shp", "ESRI Shapefile", NULL, shapefile}, {".gpkg", "GPKG", NULL, NULL},
               {".fgb", "FlatGeobuf", NULL, NULL}, {".csv", "CSV", NULL, NULL},
               {".kml", "KML", "EPSG:4326", NULL}, {".xlsx", "XLSX", NULL, NULL},
               {".sql", "PGDUMP", NULL, NULL}, {"PG:", "PostgreSQL", NULL, NULL}};
#define FORMATS ((int)(sizeof formats / sizeof *formats))

static int format_of(const char *path)
{
  size_t length = strlen(path);
  if (wg_is_database(path)) return FORMATS - 1;
  for (int i = 0; i < FORMATS - 1; i++) {
    size_t ending = strlen(formats[i].ending);
    if (length > ending && strcasecmp(path + length - ending, formats[i].ending) == 0) return i;
  }
  return -1;
}

void wg_sink_describe(const wg_sink *sink, char *crs, size_t crs_size, char *encoding,
                      size_t encoding_size)
{
  bool tables = sink->driver != NULL &&
                (strcmp(sink->driver, "CSV") == 0 || strcmp(sink->driver, "XLSX") == 0);
  bool chosen = sink->options.encoding != NULL && sink->driver != NULL &&
                (strcmp(sink->driver, "CSV") == 0 || strcmp(sink->driver, "ESRI Shapefile") == 0);
  snprintf(encoding, encoding_size, "%s", chosen ? sink->options.encoding : "UTF-8");
  crs[0] = 0;
  if (tables || sink->options.kind == WG_SHAPE_NONE || sink->way.wkt == NULL) return;
  OGRSpatialReferenceH reference = OSRNewSpatialReference(sink->way.wkt);
  const char *authority = OSRGetAuthorityName(reference, NULL);
  const char *code = OSRGetAuthorityCode(reference, NULL);
  if (authority != NULL && code != NULL) snprintf(crs, crs_size, "%s:%s", authority, code);
  else snprintf(crs, crs_size, "custom");
  OSRDestroySpatialReference(reference);
}

static void name_layer(wg_sink *sink, const char *path)
{
  const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  if (sink->options.layer != NULL)
    snprintf(sink->layer, sizeof sink->layer, "%s", sink->options.layer);
  else
    snprintf(sink->layer, sizeof sink->layer, "%.*s", dot != NULL ? (int)(dot - name) : (int)strlen(name),
             name);
}

static void warn_of_fixed_crs(const wg_sink *sink, const char *fixed)
{
  const char *asked = sink->options.crs;
  if (fixed == NULL || asked == NULL || strcasecmp(asked, fixed) == 0) return;
  wg_log(sink->context, WG_LOG_WARNING,
         wg_in(sink->context, "'%s': this format has no other coordinate system than WGS 84; '%s' is not used.",
               "“%s”：该格式只能使用 WGS 84 坐标系，“%s”不起作用。"),
         sink->part.target, asked);
}

static wg_status prepare(wg_sink *sink, const char *path, int format, const wg_system *system,
                         const wg_field *fields)
{
  wg_context *context = sink->context;
  const char *fixed = formats[format].crs;
  sink->driver = formats[format].driver;
  sink->writer = sink->driver == NULL ? &wg_writer_geojson : &wg_writer_ogr;
  name_layer(sink, path);
  WG_TRY(wg_allocate(context, &sink->fields, (size_t)sink->field_count, sizeof *fields));
  if (sink->field_count > 0)
    memcpy(sink->fields, fields, (size_t)sink->field_count * sizeof *fields);
  if (format == FORMATS - 1) {
    sink->database = path;
    wg_path_shown(sink->part.target, sizeof sink->part.target, path);
  } else {
    WG_TRY(wg_part_begin(&sink->part, context, path, formats[format].members));
  }
  if (sink->options.kind != WG_SHAPE_NONE) {
    warn_of_fixed_crs(sink, fixed);
    WG_TRY(wg_exit_open(&sink->way, context, system, fixed != NULL ? fixed : sink->options.crs));
  }
  return sink->writer->open(sink);
}

static void free_sink(wg_sink *sink)
{
  wg_context *context = sink->context;
  if (sink->state != NULL) sink->writer->free(sink);
  wg_exit_close(&sink->way, context);
  wg_release(context, sink->fields);
  wg_release(context, sink->x);
  wg_release(context, sink->y);
  wg_release(context, sink);
}

wg_status wg_sink_open(wg_sink **out, wg_context *context, const char *path,
                       const wg_system *system, const wg_field *fields, int32_t field_count,
                       const wg_sink_options *options)
{
  *out = NULL;
  int format = format_of(path);
  if (format < 0)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context,
                         "'%s' has no ending that tells a format. Known are .geojson .json .shp "
                         ".gpkg .fgb .csv .kml .xlsx .sql, and PG:... for a database.",
                         "“%s”的扩展名不对应任何格式。可用：.geojson .json .shp .gpkg .fgb .csv .kml "
                         ".xlsx .sql，以及数据库 PG:...。"),
                   path);
  wg_sink *sink;
  WG_TRY(wg_allocate(context, &sink, 1, sizeof *sink));
  sink->context = context;
  sink->field_count = field_count;
  sink->options = *options;
  wg_quiet_begin(&sink->quiet);
  wg_status status = prepare(sink, path, format, system, fields);
  if (status != WG_OK) wg_sink_abandon(sink);
  else *out = sink;
  wg_quiet_end();
  return status;
}

wg_status wg_sink_locate(wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  wg_context *context = sink->context;
  int64_t first_ring = shapes->ring_start[shape], end_ring = shapes->ring_start[shape + 1];
  if (first_ring == end_ring) return WG_OK;
  int64_t first = shapes->point_start[first_ring];
  int64_t count = shapes->point_start[end_ring] - first;
  WG_TRY(wg_grow(context, &sink->x, &sink->x_capacity, count, sizeof *sink->x));
  WG_TRY(wg_grow(context, &sink->y, &sink->y_capacity, count, sizeof *sink->y));
  wg_exit_points(&sink->way, shapes->points + first, count, sink->x, sink->y);
  return WG_OK;
}

wg_status wg_sink_row(wg_sink *sink, const wg_value *values, const wg_shapes *shapes, int64_t shape)
{
  if (sink->options.kind == WG_SHAPE_NONE || shape < 0 || shapes->kind[shape] == WG_SHAPE_NONE)
    shape = -1;
  wg_quiet_begin(&sink->quiet);
  wg_status status = shape >= 0 ? wg_sink_locate(sink, shapes, shape) : WG_OK;
  if (status == WG_OK) status = sink->writer->row(sink, values, shapes, shape);
  wg_quiet_end();
  return status;
}

wg_status wg_sink_close(wg_sink *sink)
{
  wg_context *context = sink->context;
  wg_quiet_begin(&sink->quiet);
  wg_status status = sink->writer->finish(sink);
  if (status == WG_OK && sink->database == NULL) status = wg_part_finish(&sink->part, context);
  if (status == WG_OK && sink->dropped > 0)
    wg_log(context, WG_LOG_WARNING,
           wg_in(context,
                 "'%s': %lld rows keep no geometry, since a shapefile holds one kind only. A "
                 ".gpkg holds all.",
                 "“%s”：%lld 行没有几何图形，因为 Shapefile 只能存放一种类型。.gpkg 可全部存放。"),
           sink->part.target, (long long)sink->dropped);
  wg_quiet_end();
  if (status != WG_OK) wg_sink_abandon(sink);
  else free_sink(sink);
  return status;
}

void wg_sink_abandon(wg_sink *sink)
{
  if (sink == NULL) return;
  wg_quiet_begin(&sink->quiet);
  if (sink->state != NULL) sink->writer->free(sink);
  sink->state = NULL;
  if (sink->part.temporary[0] != 0) wg_part_remove(&sink->part);
  wg_quiet_end();
  free_sink(sink);
}
