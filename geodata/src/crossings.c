/* Reading crossings (通道): points, lines, or the outlines of bridges drawn as areas. */
#include <string.h>

#include "fields.h"
#include "reader.h"

typedef struct crossing_table {
  wg_crossings *out;
  int name; /* field; −1: none */
} crossing_table;

static wg_status take_crossing(void *user, wg_context *context, const wg_feature *feature,
                               const char **name)
{
  crossing_table *table = user;
  wg_crossings *out = table->out;
  const char *text;
  wg_text title;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->name, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &title));
  if (title != WG_NO_TEXT) *name = wg_texts_get(&out->texts, title);
  if (feature->state != WG_GEOMETRY_USABLE) return WG_OK;
  int64_t row;
  WG_TRY(wg_crossings_append(out, context, &row));
  out->name[row] = title;
  return wg_rough_emit(feature->draft, context, &out->shapes, true);
}

wg_status wg_read_crossings(wg_crossings *out, wg_context *context, const wg_input *input,
                            const wg_system *system, wg_findings *findings, wg_reading *reading)
{
  wg_status status;
  wg_dataset dataset;
  crossing_table table = {.out = out};
  memset(out, 0, sizeof *out);
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  WG_TRY_DONE(wg_field_find(&dataset, context, WG_MEANS_BARRIER_NAME, NULL, reading, &table.name));
  wg_field_keep_only(&dataset, &table.name, 1);
  const wg_read_job job = {&dataset, system, WG_TAKES_POINTS | WG_TAKES_LINES | WG_TAKES_AREAS,
                           take_crossing, &table, findings, reading};
  status = wg_read_features(context, &job);
done:
  wg_dataset_close(&dataset, context);
  if (status != WG_OK) wg_crossings_free(out, context);
  return status;
}
