#include "crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <cpl_conv.h>

#include "dataset.h"
#include "transform.h"

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

/* In place. */
static bool lonlat_box(OGREnvelope *box, wg_context *context, const wg_crs *crs, const char *what)
{
  const double from[4] = {box->MinX, box->MinY, box->MaxX, box->MaxY};
  double to[4];
  wg_transform transform;
  if (wg_transform_open(&transform, context, crs, "EPSG:4326", what) != WG_OK) return false;
  bool mapped = wg_transform_box(&transform, from, to);
  wg_transform_close(&transform);
  *box = (OGREnvelope){to[0], to[2], to[1], to[3]};
  return mapped;
}

/* Where another input of the run lies, in degrees; false if that cannot be told either. */
static bool place_beside(OGREnvelope *out, wg_context *context, const wg_input *beside)
{
  wg_dataset dataset;
  wg_crs crs = {0};
  wg_input alone;
  bool found = false;
  if (beside == NULL) return false;
  alone = *beside;
  alone.beside = NULL; /* neither asks the other for ever */
  wg_status status = wg_dataset_open(&dataset, context, &alone);
  if (status == WG_OK) status = wg_crs_of(&crs, context, &dataset);
  if (status == WG_OK && OGR_L_GetExtent(dataset.layer, out, 1) == OGRERR_NONE)
    found = lonlat_box(out, context, &crs, alone.path);
  wg_crs_free(&crs);
  wg_dataset_close(&dataset, context);
  return found;
}

static wg_status fail_no_crs(wg_dataset *dataset, wg_context *context)
{
  const wg_input *input = dataset->input;
  char candidates[1200] = "";
  OGREnvelope extent, beside;
  bool known = place_beside(&beside, context, input->beside);
  if (dataset->place.degrees) extent = (OGREnvelope){-180, 180, -90, 90};
  if (dataset->place.degrees || OGR_L_GetExtent(dataset->layer, &extent, 1) == OGRERR_NONE)
    wg_crs_candidates(candidates, sizeof candidates, context, input->role, &extent,
                      known ? &beside : NULL);
  if (candidates[0] == 0)
    return wg_fail(context, WG_NO_CRS,
                   wg_in(context,
                         "'%s' (%s) does not say its coordinate system. Name it: --crs-of "
                         "%s=EPSG:….",
                         "“%s”（%s）没有坐标系。请指明：--crs-of %s=EPSG:…。"),
                   input->path, wg_role_noun(context, input->role, true), input->role);
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "'%s' (%s) does not say its coordinate system. Its x run from %.9g to %.9g and "
                       "its y from %.9g to %.9g, so it is likely one of these; name it: %s.",
                       "“%s”（%s）没有坐标系。其 x 为 %.9g 至 %.9g，y 为 %.9g 至 %.9g，可能是以下之一，"
                       "请指明：%s。"),
                 input->path, wg_role_noun(context, input->role, true), extent.MinX, extent.MaxX,
                 extent.MinY, extent.MaxY, candidates);
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

/* The file's own system, NULL where it names none that means anything. */
static OGRSpatialReferenceH own_reference(wg_dataset *dataset)
{
  OGRSpatialReferenceH own = OGR_L_GetSpatialRef(dataset->layer);
  const char *name = own != NULL ? OSRGetName(own) : NULL;
  /* GeoPackage and SpatiaLite say "Undefined geographic SRS" where others say nothing. */
  bool undefined =
      name != NULL && (strncmp(name, "Undefined", 9) == 0 || strncmp(name, "Unknown", 7) == 0);
  if (own == NULL || OSRIsLocal(own) || undefined) return NULL;
  OGRSpatialReferenceH copy = OSRClone(own);
  OSRSetAxisMappingStrategy(copy, OAMS_TRADITIONAL_GIS_ORDER);
  return copy;
}

/* What was asked for: a system or a datum, and perhaps ",yx". */
static wg_status parse_asked(wg_crs *out, wg_context *context, wg_dataset *dataset)
{
  char text[4096];
  int length = snprintf(text, sizeof text, "%s", dataset->input->crs);
  if (length > 3 && length < (int)sizeof text && strcasecmp(text + length - 3, ",yx") == 0) {
    out->swapped = true;
    text[length - 3] = 0;
  }
  if (length >= (int)sizeof text) return wg_crs_parse(&out->reference, context, dataset->input->crs, "--crs-of");
  if (!wg_datum_named(text, &out->datum)) return wg_crs_parse(&out->reference, context, text, "--crs-of");
  out->reference = own_reference(dataset);
  if (out->reference != NULL) return WG_OK;
  return wg_crs_parse(&out->reference, context, "EPSG:4326", "WGS 84");
}

wg_status wg_crs_of(wg_crs *out, wg_context *context, wg_dataset *dataset)
{
  memset(out, 0, sizeof *out);
  bool placed = dataset->place.x >= 0 || dataset->place.wkt >= 0;
  if (OGR_L_GetGeomType(dataset->layer) == wkbNone && !placed) return fail_no_geometry(dataset, context);
  if (dataset->input->crs != NULL) return parse_asked(out, context, dataset);
  out->reference = own_reference(dataset);
  return out->reference != NULL ? WG_OK : fail_no_crs(dataset, context);
}

void wg_crs_free(wg_crs *crs)
{
  OSRDestroySpatialReference(crs->reference);
  memset(crs, 0, sizeof *crs);
}

void wg_crs_describe(char *out, size_t size, const wg_crs *crs)
{
  char name[64];
  int epsg;
  wg_crs_name(name, sizeof name, crs->reference, &epsg);
  snprintf(out, size, "%s%s", crs->datum != WG_DATUM_PLAIN ? wg_datum_name(crs->datum) : name,
           crs->swapped ? ",yx" : "");
}
