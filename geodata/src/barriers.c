/* Reading barriers (阻隔): lines and areas, classed by their kind. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "normal.h"
#include "reader.h"

enum { SORTS = 6 };

typedef struct barrier_reading {
  wg_barriers *out;
  const wg_barrier_table *classes;
  int kind, name, tunnel, level, bridge; /* fields; −1: none */
  int kinds[SORTS]; /* of OpenStreetMap, where the kind is one of them; −1: none */
} barrier_reading;

/* OpenStreetMap keeps a kind in a field for each sort of line or area: all are looked at. */
static wg_status choose_kinds(barrier_reading *table, wg_context *context, wg_dataset *dataset)
{
  static const char *const sorts[SORTS] = {"highway", "railway", "waterway",
                                           "water",   "landuse", "natural"};
  bool among = false;
  for (int i = 0; i < SORTS; i++) {
    WG_TRY(wg_field_named(dataset, context, sorts[i], &table->kinds[i]));
    among = among || (table->kind >= 0 && table->kinds[i] == table->kind);
  }
  for (int i = 0; i < SORTS && !among; i++) table->kinds[i] = -1;
  return WG_OK;
}

/* The first kind that separates, else the first there is; NULL: none. */
static wg_status read_kind(const barrier_reading *table, wg_context *context,
                           const wg_feature *feature, wg_text *kind)
{
  const char *prescribed = feature->dataset->input->kind;
  *kind = WG_NO_TEXT;
  if (prescribed != NULL) return wg_texts_add(&table->out->texts, context, prescribed, -1, kind);
  for (int i = 0; i <= SORTS; i++) {
    const char *text;
    bool road;
    int field = i < SORTS ? table->kinds[i] : table->kind;
    if (i == SORTS && *kind != WG_NO_TEXT) break;
    WG_TRY(wg_value_text(feature->dataset, context, feature->handle, field, &text));
    if (text == NULL) continue;
    bool separates = wg_barrier_class_of(table->classes, text, &road) != WG_BARRIER_NONE;
    if (*kind == WG_NO_TEXT || separates)
      WG_TRY(wg_texts_add(&table->out->texts, context, text, -1, kind));
    if (separates) break;
  }
  return WG_OK;
}

static wg_status choose_fields(barrier_reading *table, wg_context *context, wg_dataset *dataset,
                               const wg_fields *fields, wg_reading *reading)
{
  const struct {
    wg_meaning meaning;
    const char *named;
    int *index;
  } wanted[] = {{WG_MEANS_BARRIER_KIND, fields->barrier_kind, &table->kind},
                {WG_MEANS_BARRIER_NAME, fields->barrier_name, &table->name},
                {WG_MEANS_TUNNEL, NULL, &table->tunnel},
                {WG_MEANS_LEVEL, NULL, &table->level},
                {WG_MEANS_BRIDGE, NULL, &table->bridge}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    WG_TRY(wg_field_find(dataset, context, wanted[i].meaning, wanted[i].named, reading,
                         wanted[i].index));
  if (table->kind < 0 && dataset->input->kind == NULL) {
    char listed[1024];
    WG_TRY(wg_field_list(dataset, context, listed, sizeof listed));
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context,
                         "No field of '%s' (barriers) looks like a kind (river, primary, 铁路 …). "
                         "Name one with --barrier-kind, or say what all of them are: "
                         "--barriers-are river. It has: %s.",
                         "“%s”（阻隔）没有像类型（河流、主干路、铁路……）的字段。请用 "
                         "--barrier-kind 指定，或用 --barriers-are 河流 说明全部类型。它有：%s。"),
                   dataset->input->path, listed[0] != 0 ? listed : "-");
  }
  WG_TRY(choose_kinds(table, context, dataset));
  int kept[5 + SORTS] = {table->kind, table->name, table->tunnel, table->level, table->bridge};
  memcpy(kept + 5, table->kinds, sizeof table->kinds);
  wg_field_keep_only(dataset, kept, 5 + SORTS);
  return WG_OK;
}

/* A flag as OpenStreetMap and offices write it: everything but these says yes. */
static wg_status read_flag(wg_context *context, const wg_feature *feature, int field, bool *flag)
{
  const char *text;
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, field, &text));
  *flag = text != NULL && !wg_normal_listed("no,0,false,none,f,n,否,无", text);
  return WG_OK;
}

/* By `tunnel`, or by a level below ground that is no bridge's. */
static wg_status read_underground(const barrier_reading *table, wg_context *context,
                                  const wg_feature *feature, bool *underground)
{
  bool tunnel, bridge;
  const char *level;
  WG_TRY(read_flag(context, feature, table->tunnel, &tunnel));
  WG_TRY(read_flag(context, feature, table->bridge, &bridge));
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->level, &level));
  bool below = level != NULL && level[0] == '-' && level[1] >= '1' && level[1] <= '9';
  *underground = tunnel || (below && !bridge);
  return WG_OK;
}

static wg_status take_barrier(void *user, wg_context *context, const wg_feature *feature,
                              const char **name)
{
  barrier_reading *table = user;
  wg_barriers *out = table->out;
  const char *text;
  wg_text kind, title;
  WG_TRY(read_kind(table, context, feature, &kind));
  WG_TRY(wg_value_text(feature->dataset, context, feature->handle, table->name, &text));
  WG_TRY(wg_texts_add(&out->texts, context, text, -1, &title));
  if (title != WG_NO_TEXT) *name = wg_texts_get(&out->texts, title);
  if (feature->state != WG_GEOMETRY_USABLE) return WG_OK;
  int64_t row;
  bool road, underground;
  WG_TRY(wg_barriers_append(out, context, &row));
  WG_TRY(wg_rough_emit(feature->draft, context, &out->shapes, false));
  WG_TRY(read_underground(table, context, feature, &underground));
  wg_barrier_class class_ =
      wg_barrier_class_of(table->classes, wg_texts_get(&out->texts, kind), &road);
  out->kind[row] = kind;
  out->name[row] = title;
  out->class_[row] = (uint8_t)(underground ? WG_BARRIER_NONE : class_);
  out->road[row] = road;
  out->underground[row] = underground;
  return WG_OK;
}

/* One layer, or one selection of an extract. *extract: it is of OpenStreetMap. */
static wg_status read_layer(barrier_reading *columns, wg_context *context, const wg_input *input,
                            const wg_fields *fields, const wg_system *system, wg_findings *findings,
                            wg_reading *reading, bool *extract)
{
  wg_status status;
  wg_dataset dataset;
  memset(reading, 0, sizeof *reading);
  WG_TRY_DONE(wg_dataset_open(&dataset, context, input));
  *extract = dataset.selected != NULL;
  WG_TRY_DONE(choose_fields(columns, context, &dataset, fields, reading));
  const wg_read_job job = {&dataset, system, WG_TAKES_LINES | WG_TAKES_AREAS, take_barrier, columns,
                           findings, reading};
  status = wg_read_features(context, &job);
done:
  wg_dataset_close(&dataset, context);
  return status;
}

/* Counts of a second reading of the same file. */
static void add_counts(wg_reading *sum, const wg_reading *more)
{
  sum->features += more->features;
  sum->null += more->null;
  sum->repaired += more->repaired;
  sum->refused += more->refused;
  sum->partly += more->partly;
}

/* Lines and areas of an extract are two layers, of which either may be empty. */
wg_status wg_read_barriers(wg_barriers *out, wg_context *context, const wg_input *input,
                           const wg_fields *fields, const wg_barrier_table *table,
                           const wg_system *system, wg_findings *findings, wg_reading *reading)
{
  barrier_reading columns = {.out = out, .classes = table};
  bool extract = false;
  wg_status status =
      read_layer(&columns, context, input, fields, system, findings, reading, &extract);
  if (extract && (status == WG_OK || status == WG_EMPTY)) {
    wg_input areas = *input;
    wg_reading more;
    areas.water_areas = true;
    wg_status second =
        read_layer(&columns, context, &areas, fields, system, findings, &more, &extract);
    if (second == WG_OK && status == WG_EMPTY)
      *reading = more;
    else if (second == WG_OK)
      add_counts(reading, &more);
    if (status == WG_EMPTY || second != WG_EMPTY) status = second;
  }
  if (status != WG_OK) wg_barriers_free(out, context);
  return status;
}
