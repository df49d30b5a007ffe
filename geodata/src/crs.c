#include "crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cpl_conv.h>

/* GDAL would read a file, or fetch a page, of that name. */
static bool names_a_place(const char *text)
{
  struct stat status;
  return strstr(text, "://") != NULL || strncmp(text, "/vsi", 4) == 0 || stat(text, &status) == 0;
}

wg_status wg_crs_parse(OGRSpatialReferenceH *out, wg_context *context, const char *text,
                       const char *option)
{
  *out = OSRNewSpatialReference(NULL);
  OSRSetAxisMappingStrategy(*out, OAMS_TRADITIONAL_GIS_ORDER);
  if (!names_a_place(text) && OSRSetFromUserInput(*out, text) == OGRERR_NONE) return WG_OK;
  OSRDestroySpatialReference(*out);
  *out = NULL;
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "'%s' (%s) is no coordinate system. Give a code such as EPSG:4547, WKT "
                       "or a PROJ string.",
                       "“%s”（%s）不是坐标系。请给出 EPSG:4547 这样的代码、WKT 或 PROJ 字符串。"),
                 text, option);
}

wg_status wg_crs_wkt(char **out, wg_context *context, OGRSpatialReferenceH reference)
{
  static const char *const wkt2[] = {"FORMAT=WKT2_2019", NULL};
  char *wkt = NULL;
  *out = NULL;
  if (OSRExportToWktEx(reference, &wkt, wkt2) != OGRERR_NONE) {
    const char *name = OSRGetName(reference);
    CPLFree(wkt);
    return wg_fail(context, WG_NO_CRS,
                   wg_in(context, "The coordinate system '%s' cannot be used.",
                         "坐标系“%s”不能使用。"),
                   name != NULL ? name : "?");
  }
  wg_status status = wg_allocate(context, out, strlen(wkt) + 1, 1);
  if (status == WG_OK) memcpy(*out, wkt, strlen(wkt) + 1);
  CPLFree(wkt);
  return status;
}

void wg_crs_name(char *out, size_t size, OGRSpatialReferenceH reference, int *epsg)
{
  const char *authority = OSRGetAuthorityName(reference, NULL);
  const char *code = OSRGetAuthorityCode(reference, NULL);
  *epsg = 0;
  snprintf(out, size, "custom");
  if (authority == NULL || code == NULL) return;
  snprintf(out, size, "%s:%s", authority, code);
  if (strcmp(authority, "EPSG") == 0) *epsg = atoi(code);
}

/* Appends one candidate, separated. */
static void suggest(char *out, size_t size, const char *name, const char *meaning)
{
  size_t used = strlen(out);
  if (used < size)
    snprintf(out + used, size - used, "%s%s (%s)", used > 0 ? ", " : "", name, meaning);
}

static void suggest_zone(char *out, size_t size, int epsg, int meridian, bool prefixed)
{
  char name[16], meaning[64];
  snprintf(name, sizeof name, "EPSG:%d", epsg);
  snprintf(meaning, sizeof meaning, "CGCS2000 Gauss-Kruger %d°E%s", meridian,
           prefixed ? ", zone in the easting" : "");
  suggest(out, size, name, meaning);
}

/* Eastings of 7 digits and more that start with a zone: 25 … 45 for 3°, 13 … 23 for 6° zones. */
static void suggest_prefixed(char *out, size_t size, double east)
{
  int zone = (int)(east / 1e6);
  if (zone >= 25 && zone <= 45) suggest_zone(out, size, 4513 + zone - 25, 3 * zone, true);
  if (zone >= 13 && zone <= 23) suggest_zone(out, size, 4491 + zone - 13, 6 * zone - 3, true);
}

void wg_crs_candidates(char *out, size_t size, const wg_context *context, const OGREnvelope *extent)
{
  double east = (extent->MinX + extent->MaxX) / 2, north = (extent->MinY + extent->MaxY) / 2;
  out[0] = 0;
  bool degrees = extent->MinX >= -180 && extent->MaxX <= 180 && extent->MinY >= -90 &&
                 extent->MaxY <= 90;
  if (degrees) {
    suggest(out, size, "EPSG:4490", "CGCS2000, degrees");
    suggest(out, size, "EPSG:4326", "WGS 84, degrees");
    return;
  }
  bool northing = north > 1.8e6 && north < 6.2e6;
  if (northing) suggest_prefixed(out, size, east);
  if (northing && east > 7.5e6 && east < 1.55e7) suggest(out, size, "EPSG:3857", "web Mercator");
  if (northing && east > 1e5 && east < 9e5) {
    suggest_zone(out, size, 4544, 105, false);
    suggest_zone(out, size, 4547, 114, false);
    suggest_zone(out, size, 4549, 120, false);
    suggest(out, size, "EPSG:4534 … 4554",
            wg_in(context, "CGCS2000 zones of 3°: the one whose central meridian is nearest",
                  "CGCS2000 三度带：取中央经线最近的一带"));
  }
  if (east > 1.8e6 && east < 6.2e6 && (north < 9e5 || north > 1.3e7))
    suggest(out, size, "?",
            wg_in(context, "x and y look interchanged: northing stands where easting should",
                  "x、y 似乎对调：东坐标处是北坐标"));
}

static wg_status fail_no_crs(wg_dataset *dataset, wg_context *context)
{
  const wg_input *input = dataset->input;
  char candidates[512] = "";
  OGREnvelope extent;
  if (dataset->place.degrees) extent = (OGREnvelope){-180, 180, -90, 90};
  if (dataset->place.degrees || OGR_L_GetExtent(dataset->layer, &extent, 1) == OGRERR_NONE)
    wg_crs_candidates(candidates, sizeof candidates, context, &extent);
  if (candidates[0] == 0)
    return wg_fail(context, WG_NO_CRS,
                   wg_in(context,
                         "'%s' (%s) does not say its coordinate system. Name it: --crs-of "
                         "%s=EPSG:….",
                         "“%s”（%s）没有坐标系。请指明：--crs-of %s=EPSG:…。"),
                   input->path, wg_role_noun(context, input->role, true), input->role);
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "'%s' (%s) does not say its coordinate system. Name it: --crs-of "
                       "%s=EPSG:…. Its x run from %.6g to %.6g and its y from %.6g to %.6g, "
                       "so it may be %s.",
                       "“%s”（%s）没有坐标系。请指明：--crs-of %s=EPSG:…。其 x 为 %.6g 至 %.6g，"
                       "y 为 %.6g 至 %.6g，可能是 %s。"),
                 input->path, wg_role_noun(context, input->role, true), input->role, extent.MinX,
                 extent.MaxX, extent.MinY, extent.MaxY, candidates);
}

static wg_status fail_no_geometry(wg_dataset *dataset, wg_context *context)
{
  return wg_fail(context, WG_BAD_GEOMETRY,
                 wg_in(context,
                       "The layer '%s' of '%s' (%s) is a table without geometry. Give a map layer; "
                       "a .csv needs columns x and y, or wkt, and a .dbf its .shp beside it.",
                       "图层“%s”（文件“%s”，%s）只是表格，没有几何图形。请提供地图图层；.csv 需有 x、y 列或 "
                       "wkt 列，.dbf 旁需有 .shp。"),
                 OGR_L_GetName(dataset->layer), dataset->input->path,
                 wg_role_noun(context, dataset->input->role, true));
}

wg_status wg_crs_of(OGRSpatialReferenceH *out, wg_context *context, wg_dataset *dataset)
{
  *out = NULL;
  bool placed = dataset->place.x >= 0 || dataset->place.wkt >= 0;
  if (OGR_L_GetGeomType(dataset->layer) == wkbNone && !placed) return fail_no_geometry(dataset, context);
  if (dataset->input->crs != NULL)
    return wg_crs_parse(out, context, dataset->input->crs, "--crs-of");
  OGRSpatialReferenceH own = OGR_L_GetSpatialRef(dataset->layer);
  const char *name = own != NULL ? OSRGetName(own) : NULL;
  /* GeoPackage and SpatiaLite say "Undefined geographic SRS" where others say nothing. */
  bool undefined = name != NULL && (strncmp(name, "Undefined", 9) == 0 || strncmp(name, "Unknown", 7) == 0);
  if (own == NULL || OSRIsLocal(own) || undefined) return fail_no_crs(dataset, context);
  *out = OSRClone(own);
  OSRSetAxisMappingStrategy(*out, OAMS_TRADITIONAL_GIS_ORDER);
  return WG_OK;
}
