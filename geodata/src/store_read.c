/* Reading a plan back. The file may come from anywhere: every number is checked against what it
 * may be, every reference is looked up, and what does not fit is an error that names table, row and
 * column. References to codes that do not exist become "none": a hand may have edited the store,
 * and `check` says what is missing. */
#include <math.h>
#include <string.h>

#include "store.h"

typedef struct reader {
  wg_context *context;
  wg_plan *plan;
  const char *path;
  char prefix[WG_STORE_PREFIX]; /* of the scenario's tables */
  sqlite3 *database;
  sqlite3_stmt *statement; /* of the table being read */
  const wg_store_definition *table;
  int column;     /* the next one */
  int bad_column; /* the first of this row that cannot be what it is, or −1 */
  int64_t id;     /* of the row */
  wg_store_place place;
  int64_t *grid_ids, *unit_ids; /* of every row kept, ascending */
  int64_t grid_ids_capacity, unit_ids_capacity, results_capacity, grid_of_building_capacity,
      unit_of_building_capacity, officer_capacity, phone_capacity, valid_from_capacity, dropped;
  wg_store_names communities, grids, buildings, micros;
  wg_text *grid_codes, *micro_codes;
  int32_t last_area; /* number of the last micro-grid's area, as stored */
} reader;

static wg_status unreadable(const reader *r)
{
  return wg_store_unreadable(r->context, r->path, r->database);
}

static wg_status bad_row(const reader *r)
{
  const char *value = (const char *)sqlite3_column_text(r->statement, r->bad_column);
  return wg_fail(r->context, WG_UNREADABLE,
                 wg_in(r->context, "The plan store '%s' is damaged or was altered: table %s, row "
                       "%lld: '%s' cannot be '%.60s'.",
                       "方案库“%s”已损坏或被改动：表 %s 第 %lld 行的“%s”不能是“%.60s”。"),
                 r->path, r->table->name, (long long)r->id, r->table->columns[r->bad_column].name,
                 value == NULL ? "NULL" : value);
}

/* --- one value ---------------------------------------------------------------------------------- */

static void reject(reader *r, int column)
{
  if (r->bad_column < 0) r->bad_column = column;
}

static bool next_is_null(const reader *r)
{
  return sqlite3_column_type(r->statement, r->column) == SQLITE_NULL;
}

static int64_t get_integer(reader *r, int64_t least, int64_t most)
{
  int column = r->column++;
  int64_t value = sqlite3_column_int64(r->statement, column);
  if (sqlite3_column_type(r->statement, column) == SQLITE_INTEGER && value >= least &&
      value <= most)
    return value;
  reject(r, column);
  return least;
}

static int32_t get_small(reader *r)
{
  return (int32_t)get_integer(r, 0, INT32_MAX);
}

/* Null is unknown. */
static int32_t get_count(reader *r)
{
  if (!next_is_null(r)) return get_small(r);
  r->column++;
  return WG_UNKNOWN;
}

/* Null without a reference; borrowed until the next row. */
static const char *get_word(reader *r)
{
  int column = r->column++;
  int type = sqlite3_column_type(r->statement, column);
  if (type == SQLITE_NULL) return NULL;
  const char *text = (const char *)sqlite3_column_text(r->statement, column);
  if (type == SQLITE_BLOB || text == NULL) reject(r, column);
  return text;
}

static wg_status get_text(reader *r, wg_texts *texts, wg_text *out)
{
  return wg_texts_add(texts, r->context, get_word(r), -1, out);
}

static void skip(reader *r, int columns)
{
  r->column += columns;
}

/* The place of a word among `count` that `name_of` gives. */
#define CHOICE(r, type, count, name_of)                                     \
  static type get_##name_of(reader *r)                                      \
  {                                                                         \
    int column = r->column;                                                 \
    const char *word = get_word(r);                                         \
    for (int i = 0; word != NULL && i < (int)(count); i++)                  \
      if (strcmp(word, name_of((type)i)) == 0) return (type)i;              \
    reject(r, column);                                                      \
    return (type)0;                                                         \
  }

static const char *level_name(wg_barrier_class class) { return wg_store_levels[class]; }
static const char *source_name(wg_households_source source) { return wg_store_sources[source]; }

CHOICE(r, wg_proof, WG_PROOF_PROVEN + 1, wg_proof_name)
CHOICE(r, wg_grid_kind, WG_GRID_EXEMPT + 1, wg_grid_kind_name)
CHOICE(r, wg_grid_status, WG_GRID_UNKNOWN + 1, wg_grid_status_name)
CHOICE(r, wg_change, WG_CHANGE_OTHER + 1, wg_change_name)
CHOICE(r, wg_severity, WG_SEVERITY_ERROR + 1, wg_severity_name)
CHOICE(r, wg_micro_part, WG_MICRO_FLOORS + 1, wg_micro_part_name)
CHOICE(r, wg_role, WG_ROLE_UNKNOWN + 1, wg_role_name)
CHOICE(r, wg_finding_code, WG_FINDING_CODES, wg_finding_code_name)
CHOICE(r, wg_barrier_class, WG_BARRIER_HARD + 1, level_name)
CHOICE(r, wg_households_source, WG_HOUSEHOLDS_UNKNOWN + 1, source_name)

static int32_t get_millimetres(reader *r, int64_t origin_m)
{
  int column = r->column++;
  double mm = rint((sqlite3_column_double(r->statement, column) - (double)origin_m) * 1000.0);
  if (sqlite3_column_type(r->statement, column) != SQLITE_NULL && mm > INT32_MIN && mm <= INT32_MAX)
    return (int32_t)mm;
  reject(r, column);
  return 0;
}

static wg_status get_shape(reader *r, wg_shapes *shapes)
{
  int column = r->column++;
  const unsigned char *bytes = sqlite3_column_blob(r->statement, column);
  int64_t size = bytes == NULL ? 0 : sqlite3_column_bytes(r->statement, column);
  wg_status status = wg_store_decode(shapes, r->context, &r->place, bytes, size);
  if (status != WG_BAD_GEOMETRY) return status;
  reject(r, column);
  return WG_OK;
}

/* A point of its own: `scratch` is emptied. Null leaves *has false. */
static wg_status get_point(reader *r, wg_shapes *scratch, wg_point *out, bool *has)
{
  scratch->count = scratch->ring_count = scratch->point_count = 0;
  int column = r->column;
  WG_TRY(get_shape(r, scratch));
  *has = scratch->point_count == 1;
  if (*has) *out = scratch->points[0];
  if (scratch->point_count > 1) reject(r, column);
  return WG_OK;
}

/* −1: there is none of that name. */
static int32_t get_reference(reader *r, const wg_store_names *names)
{
  const char *name = get_word(r);
  return name == NULL ? -1 : wg_store_names_find(names, name);
}

/* The index of a row kept by its id; −1: there is none. */
static int32_t get_row(reader *r, const int64_t *ids, int64_t count)
{
  if (next_is_null(r)) {
    r->column++;
    return -1;
  }
  int64_t id = get_integer(r, INT64_MIN, INT64_MAX), low = 0, high = count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (ids[middle] < id) low = middle + 1;
    else high = middle;
  }
  return low < count && ids[low] == id ? (int32_t)low : -1;
}

/* --- one row of each table ------------------------------------------------------------------------ */

static wg_status read_run(reader *r)
{
  const char *part = get_word(r), *name = get_word(r);
  int column = r->column;
  const char *value = get_word(r);
  bool good = true;
  if (part != NULL && name != NULL)
    WG_TRY(wg_store_set_entry(r->plan, r->context, part, name, value, &good));
  if (!good) reject(r, column);
  return WG_OK;
}

static wg_status read_community(reader *r)
{
  wg_communities *c = &r->plan->communities;
  int64_t index;
  WG_TRY(wg_communities_append(c, r->context, &index));
  WG_TRY(wg_grow(r->context, &r->plan->results, &r->results_capacity, index + 1,
                 sizeof *r->plan->results));
  int column = r->column;
  WG_TRY(get_text(r, &c->texts, &c->code[index]));
  if (c->code[index] == WG_NO_TEXT) reject(r, column);
  WG_TRY(get_text(r, &c->texts, &c->name[index]));
  wg_community_result *result = &r->plan->results[index];
  *result = (wg_community_result){0};
  result->households = get_integer(r, 0, INT64_MAX);
  result->buildings = get_small(r);
  result->buildings_unknown = get_small(r);
  result->grids_min = get_small(r);
  result->grids_max = get_small(r);
  result->grids = get_small(r);
  result->in_range = get_small(r);
  result->proof = get_wg_proof_name(r);
  result->area2_mm2 = get_integer(r, INT64_MIN, INT64_MAX);
  return get_shape(r, &c->shapes);
}

static wg_status read_figures(reader *r, wg_grid *g)
{
  g->households = get_small(r);
  g->households_estimated = get_small(r);
  g->persons = get_count(r);
  g->buildings = get_small(r);
  g->buildings_unknown = get_small(r);
  g->status = get_wg_grid_status_name(r);
  WG_TRY(get_text(r, &r->plan->texts, &g->reason));
  g->proof = get_wg_proof_name(r);
  skip(r, 3); /* area_m2, perimeter_m, compactness: follow from the rest */
  int64_t row = r->plan->grid_count - 1;
  WG_TRY(get_text(r, &r->plan->texts, &r->plan->officer[row]));
  WG_TRY(get_text(r, &r->plan->texts, &r->plan->phone[row]));
  WG_TRY(get_text(r, &r->plan->texts, &r->plan->valid_from[row]));
  skip(r, 1); /* valid_to: for people */
  g->sequence = (int32_t)get_integer(r, INT32_MIN, INT32_MAX);
  g->area2_mm2 = get_integer(r, INT64_MIN, INT64_MAX);
  g->perimeter_mm = get_integer(r, 0, INT64_MAX);
  g->inner.x = get_millimetres(r, r->place.origin_x_m);
  g->inner.y = get_millimetres(r, r->place.origin_y_m);
  return WG_OK;
}

static wg_status read_grid(reader *r)
{
  wg_plan *plan = r->plan;
  int64_t index = plan->grid_count;
  WG_TRY(wg_grow(r->context, &plan->grids, &plan->grid_capacity, index + 1, sizeof *plan->grids));
  WG_TRY(wg_grow(r->context, &r->grid_ids, &r->grid_ids_capacity, index + 1, sizeof *r->grid_ids));
  WG_TRY(wg_grow(r->context, &plan->officer, &r->officer_capacity, index + 1, sizeof *plan->officer));
  WG_TRY(wg_grow(r->context, &plan->phone, &r->phone_capacity, index + 1, sizeof *plan->phone));
  WG_TRY(wg_grow(r->context, &plan->valid_from, &r->valid_from_capacity, index + 1,
                 sizeof *plan->valid_from));
  wg_grid *g = &plan->grids[plan->grid_count++];
  *g = (wg_grid){.code = WG_NO_TEXT, .name = WG_NO_TEXT, .reason = WG_NO_TEXT};
  r->grid_ids[index] = r->id;
  WG_TRY(get_text(r, &plan->texts, &g->code));
  WG_TRY(get_text(r, &plan->texts, &g->name));
  int column = r->column;
  g->community = get_reference(r, &r->communities);
  if (g->community < 0) reject(r, column);
  skip(r, 1); /* community_name: the community's */
  g->kind = get_wg_grid_kind_name(r);
  WG_TRY(read_figures(r, g));
  return get_shape(r, &plan->outlines);
}

/* A unit of a grid that is not there is left out, and so is what refers to it. */
static wg_status read_unit(reader *r, wg_shapes *scratch)
{
  wg_plan *plan = r->plan;
  wg_unit unit = {.grid = get_row(r, r->grid_ids, plan->grid_count), .households = get_small(r)};
  int column = r->column;
  bool has;
  WG_TRY(get_point(r, scratch, &unit.inner, &has));
  if (!has) reject(r, column);
  if (unit.grid < 0) {
    r->dropped++;
    return WG_OK;
  }
  int64_t index = plan->unit_count;
  WG_TRY(wg_grow(r->context, &plan->units, &plan->unit_capacity, index + 1, sizeof unit));
  WG_TRY(wg_grow(r->context, &r->unit_ids, &r->unit_ids_capacity, index + 1, sizeof *r->unit_ids));
  plan->units[index] = unit;
  r->unit_ids[index] = r->id;
  plan->unit_count++;
  return WG_OK;
}

static wg_status read_unit_edge(reader *r)
{
  wg_plan *plan = r->plan;
  wg_unit_edge edge = {.a = get_row(r, r->unit_ids, plan->unit_count)};
  edge.b = get_row(r, r->unit_ids, plan->unit_count);
  edge.length_mm = get_integer(r, 0, INT64_MAX);
  edge.passable = (uint8_t)get_integer(r, 0, 1);
  edge.class_ = (uint8_t)get_level_name(r);
  if (edge.a < 0 || edge.b < 0) {
    r->dropped++;
    return WG_OK;
  }
  if (edge.a >= edge.b) reject(r, 1);
  WG_TRY(wg_grow(r->context, &plan->edges, &plan->edge_capacity, plan->edge_count + 1,
                 sizeof edge));
  plan->edges[plan->edge_count++] = edge;
  return WG_OK;
}

static wg_status read_building(reader *r)
{
  wg_plan *plan = r->plan;
  wg_buildings *b = &plan->buildings;
  int64_t index;
  WG_TRY(wg_buildings_append(b, r->context, &index));
  WG_TRY(wg_grow(r->context, &plan->grid_of_building, &r->grid_of_building_capacity, index + 1,
                 sizeof *plan->grid_of_building));
  WG_TRY(wg_grow(r->context, &plan->unit_of_building, &r->unit_of_building_capacity, index + 1,
                 sizeof *plan->unit_of_building));
  WG_TRY(get_text(r, &b->texts, &b->id[index]));
  b->community[index] = get_reference(r, &r->communities);
  plan->grid_of_building[index] = get_reference(r, &r->grids);
  b->households[index] = get_count(r);
  b->source[index] = (uint8_t)get_source_name(r);
  WG_TRY(get_text(r, &b->texts, &b->compound[index]));
  b->persons[index] = get_count(r);
  b->floors[index] = get_count(r);
  b->exempt[index] = (uint8_t)get_integer(r, 0, 1);
  plan->unit_of_building[index] = get_row(r, r->unit_ids, plan->unit_count);
  return get_shape(r, &b->shapes);
}

static wg_status read_barrier(reader *r)
{
  wg_barriers *b = &r->plan->barriers;
  int64_t index;
  WG_TRY(wg_barriers_append(b, r->context, &index));
  WG_TRY(get_text(r, &b->texts, &b->kind[index]));
  skip(r, 1); /* class: follows from the level */
  WG_TRY(get_text(r, &b->texts, &b->name[index]));
  skip(r, 1); /* factor */
  b->class_[index] = (uint8_t)get_level_name(r);
  b->road[index] = (uint8_t)get_integer(r, 0, 1);
  b->underground[index] = (uint8_t)get_integer(r, 0, 1);
  return get_shape(r, &b->shapes);
}

static wg_status read_crossing(reader *r)
{
  wg_crossings *c = &r->plan->crossings;
  int64_t index;
  WG_TRY(wg_crossings_append(c, r->context, &index));
  WG_TRY(get_text(r, &c->texts, &c->name[index]));
  c->made[index] = (uint8_t)get_integer(r, 0, 1);
  return get_shape(r, &c->shapes);
}

static wg_status read_zone(reader *r, wg_zones *zones)
{
  int64_t index;
  WG_TRY(wg_zones_append(zones, r->context, &index));
  WG_TRY(get_text(r, &zones->texts, &zones->name[index]));
  zones->buildings[index] = get_small(r);
  return get_shape(r, &zones->shapes);
}

static wg_status read_finding(reader *r, wg_shapes *scratch)
{
  wg_findings *findings = &r->plan->findings;
  wg_finding *item;
  WG_TRY(wg_findings_add(findings, r->context, get_wg_finding_code_name(r), &item));
  item->severity = get_wg_severity_name(r);
  item->community = get_reference(r, &r->communities);
  item->grid = get_reference(r, &r->grids);
  item->building = get_reference(r, &r->buildings);
  WG_TRY(get_text(r, &findings->texts, &item->subject));
  WG_TRY(get_text(r, &findings->texts, &item->reason));
  WG_TRY(get_text(r, &findings->texts, &item->remedy));
  item->proof = get_wg_proof_name(r);
  return get_point(r, scratch, &item->at, &item->has_point);
}

static wg_status read_person(reader *r)
{
  wg_persons *p = &r->plan->persons;
  wg_person *person;
  WG_TRY(wg_persons_append(p, r->context, &person));
  WG_TRY(get_text(r, &p->texts, &person->id));
  WG_TRY(get_text(r, &p->texts, &person->name));
  person->role = get_wg_role_name(r);
  WG_TRY(get_text(r, &p->texts, &person->phone));
  WG_TRY(get_text(r, &p->texts, &person->community_code));
  WG_TRY(get_text(r, &p->texts, &person->grid_codes));
  WG_TRY(get_text(r, &p->texts, &person->photo));
  WG_TRY(get_text(r, &p->texts, &person->duties));
  if (person->id == WG_NO_TEXT) reject(r, 1);
  if (person->name == WG_NO_TEXT) reject(r, 2);
  return WG_OK;
}

static wg_status read_contact(reader *r)
{
  wg_contacts *c = &r->plan->contacts;
  wg_contact *contact;
  WG_TRY(wg_contacts_append(c, r->context, &contact));
  WG_TRY(get_text(r, &c->texts, &contact->community_code));
  WG_TRY(get_text(r, &c->texts, &contact->community_phone));
  WG_TRY(get_text(r, &c->texts, &contact->police_name));
  WG_TRY(get_text(r, &c->texts, &contact->police_phone));
  WG_TRY(get_text(r, &c->texts, &contact->address));
  if (contact->community_code == WG_NO_TEXT) reject(r, 1);
  return WG_OK;
}

/* A post of a grid that is not there (any more) is left out. */
static wg_status read_post(reader *r)
{
  wg_staffing *s = &r->plan->staffing;
  skip(r, 1); /* community_code: the grid's */
  wg_post post = {.grids[0] = get_reference(r, &r->grids)};
  post.grids[1] = get_reference(r, &r->grids);
  post.households = get_integer(r, 0, INT64_MAX);
  post.border_mm = get_integer(r, 0, INT64_MAX);
  if (post.grids[0] < 0) {
    r->dropped++;
    return WG_OK;
  }
  WG_TRY(wg_grow(r->context, &s->posts, &s->capacity, s->count + 1, sizeof *s->posts));
  s->posts[s->count++] = post;
  return WG_OK;
}

static wg_status read_code(reader *r)
{
  wg_plan *plan = r->plan;
  wg_given_code *code;
  WG_TRY(wg_grow(r->context, &plan->codes, &plan->code_capacity, plan->code_count + 1,
                 sizeof *code));
  code = &plan->codes[plan->code_count++];
  *code = (wg_given_code){WG_NO_TEXT, WG_NO_TEXT, WG_NO_TEXT, WG_NO_TEXT};
  WG_TRY(get_text(r, &plan->texts, &code->code));
  WG_TRY(get_text(r, &plan->texts, &code->community_code));
  WG_TRY(get_text(r, &plan->texts, &code->valid_from));
  return get_text(r, &plan->texts, &code->valid_to);
}

static wg_status read_lookup(reader *r)
{
  wg_plan *plan = r->plan;
  wg_lookup *row;
  WG_TRY(wg_grow(r->context, &plan->lookup, &plan->lookup_capacity, plan->lookup_count + 1,
                 sizeof *row));
  row = &plan->lookup[plan->lookup_count++];
  *row = (wg_lookup){.old_code = WG_NO_TEXT, .new_code = WG_NO_TEXT, .valid_from = WG_NO_TEXT,
                     .valid_to = WG_NO_TEXT};
  WG_TRY(get_text(r, &plan->texts, &row->old_code));
  WG_TRY(get_text(r, &plan->texts, &row->new_code));
  row->change = get_wg_change_name(r);
  row->households = get_small(r);
  row->buildings = get_small(r);
  WG_TRY(get_text(r, &plan->texts, &row->valid_from));
  return get_text(r, &plan->texts, &row->valid_to);
}

/* Those that share an area follow each other; its geometry is taken from the first. Of a grid that is
 * not there (any more) nothing is taken. */
static wg_status read_micro(reader *r)
{
  wg_micros *all = &r->plan->micros;
  wg_micro micro = {.code = WG_NO_TEXT};
  WG_TRY(get_text(r, &all->texts, &micro.code));
  micro.grid = get_reference(r, &r->grids);
  micro.sequence = get_small(r);
  micro.status = (int32_t)get_wg_grid_status_name(r);
  micro.households = get_small(r);
  micro.buildings = get_small(r);
  int32_t area = get_small(r);
  micro.inner.x = get_millimetres(r, r->place.origin_x_m);
  micro.inner.y = get_millimetres(r, r->place.origin_y_m);
  if (micro.grid < 0) {
    r->dropped++;
    return WG_OK;
  }
  if (all->areas.count == 0 || area != r->last_area) WG_TRY(get_shape(r, &all->areas));
  r->last_area = area;
  micro.area = (int32_t)all->areas.count - 1;
  WG_TRY(wg_grow(r->context, &all->items, &all->capacity, all->count + 1, sizeof micro));
  all->items[all->count++] = micro;
  return WG_OK;
}

static wg_status read_micro_building(reader *r)
{
  wg_micros *all = &r->plan->micros;
  wg_micro_share share = {.micro = get_reference(r, &r->micros)};
  share.building = get_reference(r, &r->buildings);
  share.households = get_small(r);
  share.part = get_wg_micro_part_name(r);
  share.from = get_count(r);
  share.to = get_count(r);
  if (share.from < 0) share.from = 0;
  if (share.to < 0) share.to = 0;
  if (share.micro < 0 || share.building < 0) { /* `check` says what is missing */
    r->dropped++;
    return WG_OK;
  }
  WG_TRY(wg_grow(r->context, &all->shares, &all->share_capacity, all->share_count + 1,
                 sizeof *all->shares));
  all->shares[all->share_count++] = share;
  return WG_OK;
}

/* Of a building that is gone: left out. */
static wg_status read_building_label(reader *r)
{
  wg_buildings *b = &r->plan->buildings;
  int32_t building = get_reference(r, &r->buildings);
  wg_text name;
  WG_TRY(get_text(r, &b->texts, &name));
  if (building >= 0) b->name[building] = name;
  return WG_OK;
}

static wg_status read_row(reader *r, wg_store_table table, wg_shapes *scratch)
{
  switch (table) {
  case WG_STORE_RUN: return read_run(r);
  case WG_STORE_COMMUNITY: return read_community(r);
  case WG_STORE_GRID: return read_grid(r);
  case WG_STORE_UNIT: return read_unit(r, scratch);
  case WG_STORE_UNIT_EDGE: return read_unit_edge(r);
  case WG_STORE_BUILDING: return read_building(r);
  case WG_STORE_BARRIER: return read_barrier(r);
  case WG_STORE_CROSSING: return read_crossing(r);
  case WG_STORE_FINDING: return read_finding(r, scratch);
  case WG_STORE_PERSON: return read_person(r);
  case WG_STORE_CONTACT: return read_contact(r);
  case WG_STORE_POST: return read_post(r);
  case WG_STORE_MICRO: return read_micro(r);
  case WG_STORE_MICRO_BUILDING: return read_micro_building(r);
  case WG_STORE_BUILDING_LABEL: return read_building_label(r);
  case WG_STORE_CODE_HISTORY: return read_code(r);
  case WG_STORE_LOOKUP: return read_lookup(r);
  case WG_STORE_COMPOUND_AREA: return read_zone(r, &r->plan->compound_areas);
  case WG_STORE_EXEMPT_AREA: return read_zone(r, &r->plan->exempt_areas);
  default: return WG_OK;
  }
}

/* --- tables ---------------------------------------------------------------------------------------- */

static wg_status read_rows(reader *r, wg_store_table table, wg_shapes *scratch)
{
  int result;
  int64_t before = INT64_MIN, rows = 0;
  while ((result = sqlite3_step(r->statement)) == SQLITE_ROW) {
    if ((rows++ & 0xFFFF) == 0) WG_TRY(wg_progress(r->context, "loading", table, WG_STORE_TABLES));
    r->column = 0;
    r->bad_column = -1;
    r->id = get_integer(r, 1, INT64_MAX);
    if (r->id <= before || rows > INT32_MAX) reject(r, 0);
    before = r->id;
    WG_TRY(read_row(r, table, scratch));
    if (r->bad_column >= 0) return bad_row(r);
  }
  return result == SQLITE_DONE ? WG_OK : unreadable(r);
}

static wg_status read_table(reader *r, wg_store_table table)
{
  char *sql = wg_store_select_sql(table, r->prefix);
  if (sql == NULL)
    return wg_fail(r->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  wg_shapes scratch = {0};
  r->table = wg_store_definition_of(table);
  int result = sqlite3_prepare_v2(r->database, sql, -1, &r->statement, NULL);
  wg_status status = result == SQLITE_OK ? read_rows(r, table, &scratch) : unreadable(r);
  wg_shapes_free(&scratch, r->context);
  sqlite3_finalize(r->statement);
  r->statement = NULL;
  sqlite3_free(sql);
  return status;
}

/* A table that stores of an older version do not have: without it there are no such rows. */
static wg_status read_newer_table(reader *r, wg_store_table table)
{
  bool there;
  WG_TRY(wg_store_has(r->context, r->database, r->prefix, table, &there));
  return there ? read_table(r, table) : WG_OK;
}

static wg_status name_grids(reader *r)
{
  const wg_plan *plan = r->plan;
  WG_TRY(wg_allocate(r->context, &r->grid_codes, (size_t)plan->grid_count, sizeof *r->grid_codes));
  for (int64_t i = 0; i < plan->grid_count; i++) r->grid_codes[i] = plan->grids[i].code;
  return wg_store_names_build(&r->grids, r->context, &plan->texts, r->grid_codes,
                              plan->grid_count);
}

static wg_status name_micros(reader *r)
{
  const wg_micros *all = &r->plan->micros;
  WG_TRY(wg_allocate(r->context, &r->micro_codes, (size_t)all->count, sizeof *r->micro_codes));
  for (int64_t i = 0; i < all->count; i++) r->micro_codes[i] = all->items[i].code;
  return wg_store_names_build(&r->micros, r->context, &all->texts, r->micro_codes, all->count);
}

/* In the order in which rows refer to each other. */
static wg_status read_tables(reader *r)
{
  wg_plan *plan = r->plan;
  WG_TRY(read_table(r, WG_STORE_RUN));
  r->place = (wg_store_place){plan->system.origin_x_m, plan->system.origin_y_m, 0};
  WG_TRY(read_table(r, WG_STORE_COMMUNITY));
  WG_TRY(wg_store_names_build(&r->communities, r->context, &plan->communities.texts,
                              plan->communities.code, plan->communities.shapes.count));
  WG_TRY(read_table(r, WG_STORE_GRID));
  WG_TRY(name_grids(r));
  WG_TRY(read_table(r, WG_STORE_UNIT));
  WG_TRY(read_table(r, WG_STORE_UNIT_EDGE));
  WG_TRY(read_table(r, WG_STORE_BUILDING));
  WG_TRY(wg_store_names_build(&r->buildings, r->context, &plan->buildings.texts,
                              plan->buildings.id, plan->buildings.shapes.count));
  WG_TRY(read_table(r, WG_STORE_BARRIER));
  WG_TRY(read_table(r, WG_STORE_CROSSING));
  WG_TRY(read_table(r, WG_STORE_FINDING));
  WG_TRY(read_newer_table(r, WG_STORE_PERSON));
  WG_TRY(read_newer_table(r, WG_STORE_CONTACT));
  WG_TRY(read_newer_table(r, WG_STORE_POST));
  WG_TRY(read_newer_table(r, WG_STORE_MICRO));
  WG_TRY(name_micros(r));
  WG_TRY(read_newer_table(r, WG_STORE_MICRO_BUILDING));
  WG_TRY(read_newer_table(r, WG_STORE_BUILDING_LABEL));
  WG_TRY(read_table(r, WG_STORE_CODE_HISTORY));
  WG_TRY(read_table(r, WG_STORE_LOOKUP));
  WG_TRY(read_newer_table(r, WG_STORE_COMPOUND_AREA));
  WG_TRY(read_newer_table(r, WG_STORE_EXEMPT_AREA));
  if (r->dropped > 0)
    wg_log(r->context, WG_LOG_WARNING,
           wg_in(r->context, "'%s': %lld units or borders of grids that are not there were left out.",
                 "“%s”：%lld 个单元或边界所属的网格不存在，已略去。"),
           r->path, (long long)r->dropped);
  return WG_OK;
}

wg_status wg_store_read(wg_plan *out, wg_context *context, const char *path)
{
  return wg_store_read_scenario(out, context, path, NULL);
}

wg_status wg_store_read_scenario(wg_plan *out, wg_context *context, const char *path,
                                 const char *scenario)
{
  memset(out, 0, sizeof *out);
  reader r = {.context = context, .plan = out, .path = path};
  wg_status status = wg_store_open(&r.database, context, path);
  if (status == WG_OK) status = wg_store_find(context, r.database, path, scenario, r.prefix);
  if (status == WG_OK) status = read_tables(&r);
  wg_store_names_free(&r.communities, context);
  wg_store_names_free(&r.grids, context);
  wg_store_names_free(&r.buildings, context);
  wg_store_names_free(&r.micros, context);
  wg_release(context, r.grid_codes);
  wg_release(context, r.micro_codes);
  wg_release(context, r.grid_ids);
  wg_release(context, r.unit_ids);
  sqlite3_close(r.database);
  if (status != WG_OK) wg_plan_free(out, context);
  return status;
}
