#include "geodata/system.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crs.h"
#include "dataset.h"
#include "osm.h"
#include "place.h"
#include "transform.h"

#define MOST_LONGITUDE 3.0 /* degrees that one working system spans without being asked for */

/* --- extent ------------------------------------------------------------------------------------- */

/* Boxes of all features; the extent is that of those near the middle one, so a single feature with
 * broken coordinates moves neither the zone nor the origin. */
typedef struct boxes {
  OGREnvelope *items;
  int64_t count, capacity;
} boxes;

static wg_status collect_boxes(boxes *out, wg_context *context, wg_dataset *dataset)
{
  wg_status status = WG_OK;
  OGR_L_ResetReading(dataset->layer);
  for (OGRFeatureH feature;
       status == WG_OK && (feature = OGR_L_GetNextFeature(dataset->layer)) != NULL;) {
    OGRGeometryH geometry, made;
    OGREnvelope box = {.MinX = NAN};
    status = wg_place_of(dataset, context, feature, &geometry, &made);
    if (geometry != NULL && !OGR_G_IsEmpty(geometry)) OGR_G_GetEnvelope(geometry, &box);
    OGR_G_DestroyGeometry(made);
    bool finite = isfinite(box.MinX) && isfinite(box.MaxX) && isfinite(box.MinY) && isfinite(box.MaxY);
    if (status == WG_OK && finite) {
      status = wg_grow(context, &out->items, &out->capacity, out->count + 1, sizeof *out->items);
      if (status == WG_OK) out->items[out->count++] = box;
    }
    OGR_F_Destroy(feature);
  }
  return status;
}

static int by_x(const void *left, const void *right)
{
  const OGREnvelope *a = left, *b = right;
  return (a->MinX > b->MinX) - (a->MinX < b->MinX);
}

static int by_y(const void *left, const void *right)
{
  const OGREnvelope *a = left, *b = right;
  return (a->MinY > b->MinY) - (a->MinY < b->MinY);
}

/* xmin, ymin, xmax, ymax of the features within `reach` of the median one. */
static void main_extent(boxes *all, double reach, double extent[4])
{
  qsort(all->items, (size_t)all->count, sizeof *all->items, by_x);
  double x = all->items[all->count / 2].MinX;
  qsort(all->items, (size_t)all->count, sizeof *all->items, by_y);
  double y = all->items[all->count / 2].MinY;
  extent[0] = extent[1] = INFINITY;
  extent[2] = extent[3] = -INFINITY;
  for (int64_t i = 0; i < all->count; i++) {
    const OGREnvelope *box = &all->items[i];
    if (box->MinX < x - reach || box->MaxX > x + reach || box->MinY < y - reach ||
        box->MaxY > y + reach)
      continue;
    extent[0] = fmin(extent[0], box->MinX);
    extent[1] = fmin(extent[1], box->MinY);
    extent[2] = fmax(extent[2], box->MaxX);
    extent[3] = fmax(extent[3], box->MaxY);
  }
  if (extent[0] > extent[2])
    extent[0] = extent[2] = x, extent[1] = extent[3] = y;
}

static wg_status find_extent(wg_context *context, wg_dataset *dataset, bool degrees,
                             double extent[4])
{
  boxes all = {0};
  wg_status status = collect_boxes(&all, context, dataset);
  if (status == WG_OK && all.count == 0 && dataset->selected != NULL)
    status = wg_osm_fail_empty(dataset, context);
  if (status == WG_OK && all.count == 0)
    status = wg_fail(context, WG_EMPTY,
                     wg_in(context, "'%s' (communities) has no feature with a place.",
                           "“%s”（社区）没有带位置的要素。"),
                     dataset->input->path);
  if (status == WG_OK) main_extent(&all, degrees ? 10 : 1e6, extent);
  wg_release(context, all.items);
  return status;
}

/* --- choice ------------------------------------------------------------------------------------- */

static bool in_metres(OGRSpatialReferenceH reference)
{
  return OSRIsProjected(reference) && fabs(OSRGetLinearUnits(reference, NULL) - 1) < 1e-12;
}

/* Web Mercator looks projected in metres, but its metres are not: 1.3 times too long at 40° N. */
static bool is_web_mercator(OGRSpatialReferenceH reference)
{
  const char *code = OSRGetAuthorityCode(reference, NULL);
  const char *method = OSRGetAttrValue(reference, "PROJECTION", 0);
  const char *name = OSRGetName(reference);
  return (code != NULL && (strcmp(code, "3857") == 0 || strcmp(code, "900913") == 0)) ||
         (method != NULL && strcmp(method, "Mercator_Auxiliary_Sphere") == 0) ||
         (name != NULL && strstr(name, "Pseudo-Mercator") != NULL);
}

static OGRSpatialReferenceH of_epsg(int epsg)
{
  OGRSpatialReferenceH reference = OSRNewSpatialReference(NULL);
  OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
  if (OSRImportFromEPSG(reference, epsg) == OGRERR_NONE) return reference;
  OSRDestroySpatialReference(reference);
  return NULL;
}

/* In China the CGCS2000 zone whose central meridian is nearest: the area of use that PROJ's database
 * gives for a zone is China's part of that strip. Elsewhere UTM. */
static OGRSpatialReferenceH choose_zone(double longitude, double latitude)
{
  int meridian = 3 * (int)floor(longitude / 3 + 0.5);
  if (meridian >= 75 && meridian <= 135) {
    double west, south, east, north;
    OGRSpatialReferenceH zone = of_epsg(4534 + (meridian - 75) / 3);
    if (zone != NULL && OSRGetAreaOfUse(zone, &west, &south, &east, &north, NULL) &&
        latitude >= south && latitude <= north)
      return zone;
    OSRDestroySpatialReference(zone);
  }
  int utm = (int)floor((longitude + 180) / 6) + 1;
  if (utm < 1) utm = 1;
  if (utm > 60) utm = 60;
  return of_epsg((latitude < 0 ? 32700 : 32600) + utm);
}

static wg_status describe(wg_system *out, wg_context *context, OGRSpatialReferenceH reference)
{
  const char *title = OSRGetName(reference);
  wg_crs_name(out->name, sizeof out->name, reference, &out->epsg);
  snprintf(out->title, sizeof out->title, "%s", title != NULL ? title : out->name);
  return wg_crs_wkt(&out->wkt, context, reference);
}

/* The image of the extent in another system. */
static wg_status map_extent(wg_context *context, const wg_crs *from, const char *to_wkt,
                            const wg_input *input, const double extent[4], double out[4])
{
  wg_transform transform;
  WG_TRY(wg_transform_open(&transform, context, from, to_wkt, input->path));
  bool mapped = wg_transform_box(&transform, extent, out);
  wg_transform_close(&transform);
  if (mapped) return WG_OK;
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "The coordinates of '%s' (x %.6g … %.6g, y %.6g … %.6g) do not fit its "
                       "coordinate system. Name the right one with --crs-of %s=EPSG:….",
                       "“%s”的坐标（x %.6g … %.6g，y %.6g … %.6g）与其坐标系不符。请用 --crs-of "
                       "%s=EPSG:… 指明。"),
                 input->path, extent[0], extent[2], extent[1], extent[3], input->role);
}

/* Longitude and latitude that the source itself is made of: a search for the best way between two
 * datums takes a tenth of a second, and 100 m do not matter here. */
static wg_status geographic_of(OGRSpatialReferenceH *out, wg_context *context,
                               OGRSpatialReferenceH source)
{
  *out = OSRCloneGeogCS(source);
  if (*out != NULL && OSRIsGeographic(*out) && OSRGetPrimeMeridian(*out, NULL) == 0) return WG_OK;
  OSRDestroySpatialReference(*out);
  return wg_crs_parse(out, context, "EPSG:4326", "WGS 84");
}

static wg_status choose_by_place(OGRSpatialReferenceH *out, wg_context *context,
                                 const wg_crs *source, const wg_input *input,
                                 const double extent[4])
{
  double lonlat[4];
  OGRSpatialReferenceH geographic;
  char *wkt = NULL;
  WG_TRY(geographic_of(&geographic, context, source->reference));
  wg_status status = wg_crs_wkt(&wkt, context, geographic);
  if (status == WG_OK) status = map_extent(context, source, wkt, input, extent, lonlat);
  OSRDestroySpatialReference(geographic);
  wg_release(context, wkt);
  WG_TRY(status);
  double span = lonlat[2] - lonlat[0];
  if (span > MOST_LONGITUDE)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context,
                         "The communities of '%s' span %.1f° of longitude, too much for one "
                         "zone. Name a working system in metres with --crs, or divide the input.",
                         "“%s”的社区跨经度 %.1f°，超出一个投影带。请用 --crs 指定以米为单位的坐标系，"
                         "或拆分数据。"),
                   input->path, span);
  bool kept = source->datum == WG_DATUM_PLAIN && in_metres(source->reference) &&
              !is_web_mercator(source->reference);
  if (kept) *out = OSRClone(source->reference);
  else *out = choose_zone((lonlat[0] + lonlat[2]) / 2, (lonlat[1] + lonlat[3]) / 2);
  if (*out != NULL) return WG_OK;
  return wg_fail(context, WG_NO_CRS, "%s",
                 wg_in(context, "PROJ's database (proj.db) cannot be read; install proj-data.",
                       "无法读取 PROJ 数据库（proj.db）；请安装 proj-data。"));
}

static wg_status choose_as_asked(OGRSpatialReferenceH *out, wg_context *context, const char *crs)
{
  WG_TRY(wg_crs_parse(out, context, crs, "--crs"));
  if (in_metres(*out)) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context,
                       "The working system must be projected in metres; '%s' is not. For "
                       "example: --crs EPSG:4547 (CGCS2000, 114°E).",
                       "工作坐标系必须是以米为单位的投影坐标系，“%s”不是。例如 --crs EPSG:4547"
                       "（CGCS2000，114°E）。"),
                 crs);
}

static wg_status choose(wg_system *out, wg_context *context, const char *crs, wg_dataset *dataset,
                        const wg_crs *source)
{
  double extent[4], mapped[4];
  OGRSpatialReferenceH working = NULL;
  wg_status status;
  WG_TRY(find_extent(context, dataset, OSRIsGeographic(source->reference), extent));
  if (crs != NULL) WG_TRY_DONE(choose_as_asked(&working, context, crs));
  else WG_TRY_DONE(choose_by_place(&working, context, source, dataset->input, extent));
  WG_TRY_DONE(describe(out, context, working));
  WG_TRY_DONE(map_extent(context, source, out->wkt, dataset->input, extent, mapped));
  out->origin_x_m = 1000 * (int64_t)floor(mapped[0] / 1000);
  out->origin_y_m = 1000 * (int64_t)floor(mapped[1] / 1000);
done:
  OSRDestroySpatialReference(working);
  return status;
}

wg_status wg_system_choose(wg_system *out, wg_context *context, const char *crs,
                           const wg_input *communities)
{
  wg_dataset dataset;
  wg_crs source = {0};
  memset(out, 0, sizeof *out);
  wg_status status = wg_dataset_open(&dataset, context, communities);
  if (status == WG_OK) status = wg_crs_of(&source, context, &dataset);
  if (status == WG_OK) status = choose(out, context, crs, &dataset, &source);
  wg_crs_free(&source);
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_system_free(out, context);
  return status;
}

void wg_system_free(wg_system *system, wg_context *context)
{
  wg_release(context, system->wkt);
  memset(system, 0, sizeof *system);
}

wg_status wg_system_to(const wg_system *system, wg_context *context, const char *crs,
                       const wg_point *points, int64_t count, double *x, double *y)
{
  wg_exit way;
  wg_quiet quiet;
  wg_quiet_begin(&quiet);
  wg_status status = wg_exit_open(&way, context, system, crs);
  if (status == WG_OK) wg_exit_points(&way, points, count, x, y);
  wg_exit_close(&way, context);
  wg_quiet_end();
  return status;
}

wg_status wg_system_to_lonlat(const wg_system *system, wg_context *context, const wg_point *points,
                              int64_t count, double *longitude, double *latitude)
{
  return wg_system_to(system, context, "EPSG:4326", points, count, longitude, latitude);
}
