#include "memory.h"

#include <math.h>
#include <string.h>

#include <ogr_api.h>

#include "dataset.h"

/* --- what must hold of the arrays --------------------------------------------------------------
 */

static wg_status senseless(wg_context *context, const wg_input *input, const char *what)
{
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The arrays of the %s make no sense: %s.", "%s的数组不合理：%s。"),
                 wg_role_noun(context, input->role, true), what);
}

/* Starts must run from 0 upwards; NULL stands for steps of one. */
static bool are_starts(const int64_t *start, int64_t count)
{
  if (start == NULL) return true;
  if (start[0] != 0) return false;
  for (int64_t i = 0; i < count; i++)
    if (start[i + 1] < start[i]) return false;
  return true;
}

static int64_t start_at(const int64_t *start, int64_t index)
{
  return start == NULL ? index : start[index];
}

static wg_status check_columns(wg_context *context, const wg_input *input)
{
  const wg_memory_layer *layer = input->memory;
  for (int32_t c = 0; c < layer->column_count; c++) {
    const wg_memory_column *column = &layer->columns[c];
    int arrays = (column->texts != NULL) + (column->integers != NULL) + (column->reals != NULL);
    if (column->name == NULL || column->name[0] == 0)
      return senseless(context, input, wg_in(context, "a column has no name", "有一列没有名称"));
    if (arrays != 1 && layer->count > 0)
      return wg_fail(
          context, WG_MISUSE,
          wg_in(context, "The column '%s' of the %s has %d arrays of values; it needs exactly one.",
                "列“%s”（%s）有 %d 个数组，应恰有一个。"),
          column->name, wg_role_noun(context, input->role, true), arrays);
  }
  return WG_OK;
}

static wg_status check_layer(wg_context *context, const wg_input *input)
{
  const wg_memory_layer *layer = input->memory;
  if (layer->count < 0 || layer->column_count < 0)
    return senseless(context, input, wg_in(context, "a count is negative", "有负的数量"));
  if (layer->column_count > 0 && layer->columns == NULL)
    return senseless(context, input, wg_in(context, "columns is missing", "缺少 columns"));
  if (!are_starts(layer->ring_start, layer->count))
    return senseless(
        context, input,
        wg_in(context, "ring_start does not run from 0 upwards", "ring_start 未从 0 开始递增"));
  int64_t rings = start_at(layer->ring_start, layer->count);
  if (!are_starts(layer->point_start, rings))
    return senseless(
        context, input,
        wg_in(context, "point_start does not run from 0 upwards", "point_start 未从 0 开始递增"));
  if (start_at(layer->point_start, rings) > 0 && layer->xy == NULL)
    return senseless(context, input, wg_in(context, "xy is missing", "缺少 xy"));
  for (int64_t i = 0; layer->kind != NULL && i < layer->count; i++)
    if (layer->kind[i] > WG_SHAPE_AREA)
      return senseless(context, input,
                       wg_in(context, "kind holds a value that is no wg_shape_kind",
                             "kind 中有不属于 wg_shape_kind 的值"));
  return check_columns(context, input);
}

/* --- geometry ------------------------------------------------------------------------------------
 */

static OGRGeometryH ring_geometry(const wg_memory_layer *layer, int64_t ring,
                                  OGRwkbGeometryType type)
{
  OGRGeometryH out = OGR_G_CreateGeometry(type);
  int64_t first = start_at(layer->point_start, ring), end = start_at(layer->point_start, ring + 1);
  for (int64_t p = first; p < end; p++)
    OGR_G_AddPoint_2D(out, layer->xy[2 * p], layer->xy[2 * p + 1]);
  if (type == wkbLinearRing && end > first) OGR_G_CloseRings(out);
  return out;
}

static OGRGeometryH area_geometry(const wg_memory_layer *layer, int64_t first, int64_t end)
{
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), polygon = NULL;
  for (int64_t r = first; r < end; r++) {
    bool hole = layer->hole != NULL ? layer->hole[r] != 0 : r > first;
    if (!hole || polygon == NULL) {
      polygon = OGR_G_CreateGeometry(wkbPolygon);
      OGR_G_AddGeometryDirectly(all, polygon);
    }
    OGR_G_AddGeometryDirectly(polygon, ring_geometry(layer, r, wkbLinearRing));
  }
  return all;
}

static OGRGeometryH several(const wg_memory_layer *layer, int64_t first, int64_t end,
                            OGRwkbGeometryType whole, OGRwkbGeometryType part)
{
  OGRGeometryH all = OGR_G_CreateGeometry(whole);
  for (int64_t r = first; r < end; r++)
    OGR_G_AddGeometryDirectly(all, ring_geometry(layer, r, part));
  return all;
}

static wg_shape_kind kind_of(const wg_input *input, int64_t feature, int64_t first, int64_t end)
{
  const wg_memory_layer *layer = input->memory;
  if (first == end) return WG_SHAPE_NONE;
  if (layer->kind != NULL) return layer->kind[feature];
  int64_t points = start_at(layer->point_start, first + 1) - start_at(layer->point_start, first);
  if (points == 1) return WG_SHAPE_POINT;
  return points == 2 || strncmp(input->role, "barriers", 8) == 0 ? WG_SHAPE_LINE : WG_SHAPE_AREA;
}

/* NULL: none. */
static OGRGeometryH geometry_of(const wg_input *input, int64_t feature)
{
  const wg_memory_layer *layer = input->memory;
  int64_t first = start_at(layer->ring_start, feature);
  int64_t end = start_at(layer->ring_start, feature + 1);
  switch (kind_of(input, feature, first, end)) {
  case WG_SHAPE_POINT:
    return end == first + 1 ? ring_geometry(layer, first, wkbPoint)
                            : several(layer, first, end, wkbMultiPoint, wkbPoint);
  case WG_SHAPE_LINE:
    return several(layer, first, end, wkbMultiLineString, wkbLineString);
  case WG_SHAPE_AREA:
    return area_geometry(layer, first, end);
  default:
    return NULL;
  }
}

/* --- the layer -------------------------------------------------------------------------------- */

static void create_fields(OGRLayerH into, const wg_memory_layer *layer)
{
  for (int32_t c = 0; c < layer->column_count; c++) {
    const wg_memory_column *column = &layer->columns[c];
    OGRFieldType type = column->texts != NULL      ? OFTString
                        : column->integers != NULL ? OFTInteger
                                                   : OFTReal;
    OGRFieldDefnH field = OGR_Fld_Create(column->name, type);
    OGR_L_CreateField(into, field, FALSE);
    OGR_Fld_Destroy(field);
  }
}

/* Null is a field left unset. */
static void set_values(OGRFeatureH feature, const wg_memory_layer *layer, int64_t row)
{
  for (int32_t c = 0; c < layer->column_count; c++) {
    const wg_memory_column *column = &layer->columns[c];
    if (column->texts != NULL && column->texts[row] != NULL)
      OGR_F_SetFieldString(feature, c, column->texts[row]);
    if (column->integers != NULL && column->integers[row] != WG_UNKNOWN)
      OGR_F_SetFieldInteger(feature, c, column->integers[row]);
    if (column->reals != NULL && !isnan(column->reals[row]))
      OGR_F_SetFieldDouble(feature, c, column->reals[row]);
  }
}

static bool add_feature(OGRLayerH into, const wg_input *input, int64_t row)
{
  OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(into));
  set_values(feature, input->memory, row);
  OGRGeometryH geometry = geometry_of(input, row);
  if (geometry != NULL) OGR_F_SetGeometryDirectly(feature, geometry);
  bool added = OGR_L_CreateFeature(into, feature) == OGRERR_NONE;
  OGR_F_Destroy(feature);
  return added;
}

wg_status wg_memory_open(GDALDatasetH *out, wg_context *context, const wg_input *input)
{
  *out = NULL;
  WG_TRY(check_layer(context, input));
  GDALDriverH driver = GDALGetDriverByName("Memory");
  GDALDatasetH dataset = driver != NULL ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
  OGRLayerH layer =
      dataset != NULL ? GDALDatasetCreateLayer(dataset, input->role, NULL, wkbUnknown, NULL) : NULL;
  bool complete = layer != NULL;
  if (complete) create_fields(layer, input->memory);
  for (int64_t i = 0; complete && i < input->memory->count; i++)
    complete = add_feature(layer, input, i);
  if (complete) {
    *out = dataset;
    return WG_OK;
  }
  if (dataset != NULL) GDALClose(dataset);
  return wg_fail(context, WG_INTERNAL,
                 wg_in(context, "GDAL cannot hold the %s in memory.", "GDAL 无法在内存中容纳%s。"),
                 wg_role_noun(context, input->role, true));
}
