#include "geodata/grids.h"

#include <string.h>

#include <ogr_api.h>

#include "fields.h"
#include "households.h"
#include "normal.h"
#include "place.h"
#include "reader.h"

typedef struct grid_table {
  wg_grids *out;
  int code, name, community, kind, status, officer, phone, households, buildings, unknown,
      valid_from; /* fields; −1: none */
} grid_table;

static wg_status choose_fields(grid_table *table, wg_context *context, wg_dataset *dataset,
                               wg_reading *reading)
{
  const struct {
    wg_meaning meaning;
    int *index;
  } wanted[] = {
      {WG_MEANS_GRID_CODE, &table->code},           {WG_MEANS_GRID_NAME, &table->name},
      {WG_MEANS_GRID_COMMUNITY, &table->community}, {WG_MEANS_GRID_KIND, &table->kind},
      {WG_MEANS_GRID_STATUS, &table->status},       {WG_MEANS_HOUSEHOLDS, &table->households},
      {WG_MEANS_GRID_BUILDINGS, &table->buildings}, {WG_MEANS_GRID_UNKNOWN, &table->unknown},
      {WG_MEANS_GRID_OFFICER, &table->officer},     {WG_MEANS_GRID_PHONE, &table->phone},
      {WG_MEANS_VALID_FROM, &table->valid_from}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    WG_TRY(wg_field_find(dataset, context, wanted[i].meaning, NULL, reading, wanted[i].index));
  return WG_OK;
}

wg_status wg_grids_append(wg_grids *grids, wg_context *context, int64_t *row)
{
  struct {
    void *array;
    size_t size;
    int empty; /* byte of a cell that says nothing */
  } columns[] = {{&grids->code, sizeof *grids->code, 0xFF},
                 {&grids->name, sizeof *grids->name, 0xFF},
                 {&grids->community, sizeof *grids->community, 0xFF},
                 {&grids->status, sizeof *grids->status, 0xFF},
                 {&grids->officer, sizeof *grids->officer, 0xFF},
                 {&grids->phone, sizeof *grids->phone, 0xFF},
                 {&grids->valid_from, sizeof *grids->valid_from, 0xFF},
                 {&grids->households, sizeof *grids->households, 0xFF},
                 {&grids->buildings, sizeof *grids->buildings, 0xFF},
                 {&grids->buildings_unknown, sizeof *grids->buildings_unknown, 0xFF},
                 {&grids->kind, 1, 0},
                 {&grids->invalid, 1, 0}};
  int64_t grown = grids->capacity;
  *row = grids->shapes.count;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    grown = grids->capacity;
    WG_TRY(wg_grow(context, columns[i].array, &grown, *row + 1, columns[i].size));
    char *array;
    memcpy(&array, columns[i].array, sizeof array);
    memset(array + (size_t)*row * columns[i].size, columns[i].empty, columns[i].size);
  }
  grids->capacity = grown;
  return WG_OK;
}

static wg_status take_text(grid_table *table, wg_context *context, const wg_feature *feature,
                           int field, wg_text *out)
{
  const char *text;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, field, &text));
  return wg_texts_add(&table->out->texts, context, text, -1, out);
}

static wg_status take_claims(grid_table *table, wg_context *context, const wg_feature *feature,
                             int64_t row)
{
  wg_grids *out = table->out;
  const char *kind;
  wg_count_state ignored;
  WG_TRY(take_text(table, context, feature, table->community, &out->community[row]));
  WG_TRY(take_text(table, context, feature, table->status, &out->status[row]));
  WG_TRY(take_text(table, context, feature, table->officer, &out->officer[row]));
  WG_TRY(take_text(table, context, feature, table->phone, &out->phone[row]));
  WG_TRY(wg_date_of_field(feature->dataset, context, feature->handle, table->valid_from,
                          &out->texts, &out->valid_from[row]));
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->kind, &kind));
  out->kind[row] = kind == NULL || kind[0] == 0                     ? WG_GRID_KIND_UNSAID
                   : wg_normal_listed("exempt,专属网格,专属", kind) ? WG_GRID_KIND_EXEMPT
                                                                    : WG_GRID_KIND_BASE;
  WG_TRY(wg_count_of_field(feature->dataset, context, feature->handle, table->households, &ignored,
                           &out->households[row]));
  WG_TRY(wg_count_of_field(feature->dataset, context, feature->handle, table->buildings, &ignored,
                           &out->buildings[row]));
  return wg_count_of_field(feature->dataset, context, feature->handle, table->unknown, &ignored,
                           &out->buildings_unknown[row]);
}

static wg_status take_grid(void *user, wg_context *context, const wg_feature *feature,
                           const char **name)
{
  grid_table *table = user;
  wg_grids *out = table->out;
  wg_text code, title;
  int64_t row;
  WG_TRY(take_text(table, context, feature, table->code, &code));
  WG_TRY(take_text(table, context, feature, table->name, &title));
  if (code != WG_NO_TEXT || title != WG_NO_TEXT)
    *name = wg_texts_get(&out->texts, code != WG_NO_TEXT ? code : title);
  if (feature->state != WG_GEOMETRY_USABLE) return WG_OK;
  WG_TRY(wg_grids_append(out, context, &row));
  out->code[row] = code;
  out->name[row] = title;
  /* judged as it is in the file: rounding to the millimetre is no fault of whoever drew it */
  OGRGeometryH drawn, made;
  WG_TRY(wg_place_of(feature->dataset, context, feature->handle, &drawn, &made));
  out->invalid[row] = !OGR_G_IsValid(drawn);
  OGR_G_DestroyGeometry(made);
  WG_TRY(wg_rough_emit(feature->draft, context, &out->shapes, false));
  return take_claims(table, context, feature, row);
}

wg_status wg_read_grids(wg_grids *out, wg_context *context, const wg_input *input,
                        const wg_system *system, wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  grid_table table = {.out = out};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_fields(&table, context, &dataset, reading));
  const wg_read_job job = {&dataset, system, WG_TAKES_AREAS, take_grid, &table, findings, reading};
  WG_TRY_DONE(wg_read_features(context, &job));
  if (out->shapes.count == 0)
    status = wg_fail(context, WG_BAD_GEOMETRY,
                     wg_in(context,
                           "'%s' (grids) has no usable polygon within 2,000 km of the communities. "
                           "Give a polygon layer; if its coordinate system is wrong, name the right "
                           "one: --crs-of grids=EPSG:….",
                           "“%s”（网格）在社区 2000 公里内没有可用的面。请提供面图层；若坐标系有误，请用 "
                           "--crs-of grids=EPSG:… 指定。"),
                     input->path);
done:
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_grids_free(out, context);
  return status;
}

void wg_grids_free(wg_grids *grids, wg_context *context)
{
  wg_text *const texts[] = {grids->code,    grids->name,  grids->community, grids->status,
                            grids->officer, grids->phone, grids->valid_from};
  int32_t *const counts[] = {grids->households, grids->buildings, grids->buildings_unknown};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) wg_release(context, texts[i]);
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) wg_release(context, counts[i]);
  wg_release(context, grids->kind);
  wg_release(context, grids->invalid);
  wg_shapes_free(&grids->shapes, context);
  wg_texts_free(&grids->texts, context);
  memset(grids, 0, sizeof *grids);
}
