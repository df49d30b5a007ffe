#include "place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>

#include "fields.h"

/* Pairs of names, in order of preference; the last is of well-known text. */
static const struct {
  const char *x, *y;
  bool degrees;
} pairs[] = {
    {"lon", "lat", true},          {"lng", "lat", true},        {"longitude", "latitude", true},
    {"经度", "纬度", true},        {"JD", "WD", true},          {"x", "y", false},
    {"X坐标", "Y坐标", false},     {"东坐标", "北坐标", false}, {"east", "north", false},
    {"easting", "northing", false}};
static const char *const texts[] = {"wkt", "geom", "geometry", "the_geom", "图形", "坐标串"};

wg_status wg_place_find(wg_dataset *dataset, wg_context *context)
{
  wg_place *place = &dataset->place;
  *place = (wg_place){.x = -1, .y = -1, .wkt = -1};
  if (OGR_L_GetGeomType(dataset->layer) != wkbNone) return WG_OK;
  for (size_t i = 0; i < sizeof texts / sizeof *texts && place->wkt < 0; i++)
    WG_TRY(wg_field_named(dataset, context, texts[i], &place->wkt));
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs && place->wkt < 0; i++) {
    WG_TRY(wg_field_named(dataset, context, pairs[i].x, &place->x));
    WG_TRY(wg_field_named(dataset, context, pairs[i].y, &place->y));
    place->degrees = pairs[i].degrees;
    if (place->x >= 0 && place->y >= 0) break;
    place->x = place->y = -1;
  }
  return WG_OK;
}

/* A number in a cell; NaN for anything else. */
static wg_status read_coordinate(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                                 int index, double *value)
{
  const char *text;
  char *end;
  *value = NAN;
  if (!OGR_F_IsFieldSetAndNotNull(feature, index)) return WG_OK;
  OGRFieldType type = wg_field_type(dataset, index);
  if (type == OFTReal || type == OFTInteger || type == OFTInteger64) {
    *value = OGR_F_GetFieldAsDouble(feature, index);
    return WG_OK;
  }
  WG_TRY(wg_value_text(dataset, context, feature, index, &text));
  if (text == NULL) return WG_OK;
  *value = CPLStrtod(text, &end);
  if (end == text || *end != 0) *value = NAN;
  return WG_OK;
}

wg_status wg_place_of(wg_dataset *dataset, wg_context *context, OGRFeatureH feature,
                      OGRGeometryH *geometry, OGRGeometryH *made)
{
  const wg_place *place = &dataset->place;
  *made = NULL;
  *geometry = OGR_F_GetGeometryRef(feature);
  if (*geometry != NULL || (place->x < 0 && place->wkt < 0)) return WG_OK;
  if (place->wkt >= 0) {
    const char *text;
    WG_TRY(wg_value_text(dataset, context, feature, place->wkt, &text));
    char *at = (char *)(uintptr_t)text;
    if (text != NULL && OGR_G_CreateFromWkt(&at, NULL, made) != OGRERR_NONE) *made = NULL;
  } else {
    double x, y;
    WG_TRY(read_coordinate(dataset, context, feature, place->x, &x));
    WG_TRY(read_coordinate(dataset, context, feature, place->y, &y));
    if (!isnan(x) && !isnan(y)) {
      *made = OGR_G_CreateGeometry(wkbPoint);
      OGR_G_SetPoint_2D(*made, 0, x, y);
    }
  }
  *geometry = *made;
  return WG_OK;
}
