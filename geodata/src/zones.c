/* Reading areas with a name: outlines of compounds (小区), exempt areas (专属网格). */
#include <string.h>

#include "fields.h"
#include "reader.h"

typedef struct zone_table {
  wg_zones *out;
  int name; /* field; −1: none */
} zone_table;

static wg_status take_zone(void *user, wg_context *context, const wg_feature *feature,
                           const char **name)
{
  zone_table *table = user;
  wg_zones *out = table->out;
  const char *text;
  wg_text title;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->name, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &title));
  if (title != WG_NO_TEXT) *name = wg_texts_get(&out->texts, title);
  if (feature->state != WG_GEOMETRY_USABLE) return WG_OK;
  int64_t row;
  WG_TRY(wg_zones_append(out, context, &row));
  out->name[row] = title;
  return wg_rough_emit(feature->draft, context, &out->shapes, false);
}

/* A compound's field by the names that it has among buildings too; any name else. */
static wg_status choose_name(zone_table *table, wg_context *context, wg_dataset *dataset,
                             wg_reading *reading)
{
  table->name = -1;
  if (strcmp(dataset->input->role, "compounds") == 0)
    WG_TRY(wg_field_find(dataset, context, WG_MEANS_COMPOUND, NULL, reading, &table->name));
  if (table->name < 0)
    WG_TRY(wg_field_find(dataset, context, WG_MEANS_ZONE_NAME, NULL, reading, &table->name));
  wg_field_keep_only(dataset, &table->name, 1);
  return WG_OK;
}

wg_status wg_read_zones(wg_zones *out, wg_context *context, const wg_input *input,
                        const wg_system *system, wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  zone_table table = {.out = out};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(choose_name(&table, context, &dataset, reading));
  const wg_read_job job = {&dataset, system, WG_TAKES_AREAS, take_zone, &table, findings, reading};
  status = wg_read_features(context, &job);
done:
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_zones_free(out, context);
  return status;
}
