/* Writing a plan: every table row by row through one prepared statement each, in one transaction
 * on a file that nobody else sees yet, so without a journal; SpatiaLite comes in when all rows are
 * in, because its triggers would judge each of them. */
#include <sqlite3.h>

#include <spatialite.h>
#include <stdio.h>

#include "store.h"

typedef struct writer {
  wg_context *context;
  const wg_plan *plan;
  sqlite3 *database;
  void *spatialite;        /* its connection; goes after the database */
  sqlite3_stmt *statement; /* of the table being written */
  int column;              /* the last one bound, from 1 */
  int result;              /* the first that went wrong in this row */
  wg_store_place place;
  wg_store_buffer blob;
  const char *path;
  const char *scenario;
  char prefix[WG_STORE_PREFIX]; /* of its tables */
  bool fresh;                   /* the file holds no other plan */
} writer;

static wg_status failed(const writer *w)
{
  const char *why = sqlite3_errmsg(w->database);
  if (sqlite3_errcode(w->database) == SQLITE_NOMEM)
    return wg_fail(w->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  return wg_fail(w->context, WG_WRITE_FAILED,
                 wg_in(w->context, "Cannot write '%s': %s. Nothing was changed.",
                       "无法写入“%s”：%s。原有文件未作改动。"),
                 w->path, why);
}

static wg_status run_sql(writer *w, const char *sql)
{
  return sqlite3_exec(w->database, sql, NULL, NULL, NULL) == SQLITE_OK ? WG_OK : failed(w);
}

/* --- one row ----------------------------------------------------------------------------------- */

static void bound(writer *w, int result)
{
  if (w->result == SQLITE_OK) w->result = result;
}

static void put_null(writer *w)
{
  bound(w, sqlite3_bind_null(w->statement, ++w->column));
}

static void put_integer(writer *w, int64_t value)
{
  bound(w, sqlite3_bind_int64(w->statement, ++w->column, value));
}

/* Unknown is null. */
static void put_count(writer *w, int64_t value)
{
  if (value == WG_UNKNOWN)
    put_null(w);
  else
    put_integer(w, value);
}

static void put_real(writer *w, double value)
{
  bound(w, sqlite3_bind_double(w->statement, ++w->column, value));
}

static void put_word(writer *w, const char *text)
{
  if (text == NULL)
    put_null(w);
  else
    bound(w, sqlite3_bind_text(w->statement, ++w->column, text, -1, SQLITE_STATIC));
}

static void put_text(writer *w, const wg_texts *texts, wg_text text)
{
  put_word(w, text == WG_NO_TEXT ? NULL : wg_texts_get(texts, text));
}

static void put_blob(writer *w)
{
  if (w->blob.size == 0)
    put_null(w);
  else
    bound(w, sqlite3_bind_blob64(w->statement, ++w->column, w->blob.bytes,
                                 (sqlite3_uint64)w->blob.size, SQLITE_STATIC));
}

static wg_status put_shape(writer *w, const wg_shapes *shapes, int64_t index)
{
  WG_TRY(wg_store_encode(&w->blob, w->context, &w->place, shapes, index));
  put_blob(w);
  return WG_OK;
}

/* A set of one point, without allocating. */
static wg_status put_point(writer *w, wg_point point)
{
  uint8_t kind = WG_SHAPE_POINT;
  int64_t start[2] = {0, 1};
  wg_shapes shapes = {.count = 1, .ring_count = 1, .point_count = 1, .kind = &kind,
                      .ring_start = start, .point_start = start, .points = &point};
  return put_shape(w, &shapes, 0);
}

static void put_community_code(writer *w, int32_t community)
{
  const wg_communities *c = &w->plan->communities;
  put_text(w, &c->texts, community < 0 ? WG_NO_TEXT : c->code[community]);
}

static void put_grid_code(writer *w, int32_t grid)
{
  put_text(w, &w->plan->texts, grid < 0 ? WG_NO_TEXT : w->plan->grids[grid].code);
}

static void begin_row(writer *w, int64_t index)
{
  w->column = 0;
  w->result = SQLITE_OK;
  put_integer(w, index + 1);
}

static wg_status end_row(writer *w)
{
  if (w->result != SQLITE_OK || sqlite3_step(w->statement) != SQLITE_DONE ||
      sqlite3_reset(w->statement) != SQLITE_OK)
    return failed(w);
  return WG_OK;
}

/* --- rows of each table ------------------------------------------------------------------------- */

static wg_status run_row(writer *w, int64_t *index, const char *part, const char *name,
                         const char *value)
{
  begin_row(w, (*index)++);
  put_word(w, part);
  put_word(w, name);
  put_word(w, value);
  return end_row(w);
}

static wg_status write_run(writer *w)
{
  int64_t index = 0;
  const wg_plan *plan = w->plan;
  const char *part, *name, *value;
  char number[32];
  for (int i = 0; wg_store_entry(plan, i, &part, &name, &value, number); i++)
    WG_TRY(run_row(w, &index, part, name, value));
  for (int64_t i = 0; i < plan->parameter_count; i++) {
    const wg_parameter *p = &plan->parameters[i];
    WG_TRY(run_row(w, &index, "parameter", wg_texts_get(&plan->texts, p->name),
                   p->value == WG_NO_TEXT ? NULL : wg_texts_get(&plan->texts, p->value)));
  }
  return WG_OK;
}

static wg_status write_communities(writer *w)
{
  const wg_communities *c = &w->plan->communities;
  for (int64_t i = 0; i < c->shapes.count; i++) {
    const wg_community_result *r = &w->plan->results[i];
    begin_row(w, i);
    put_text(w, &c->texts, c->code[i]);
    put_text(w, &c->texts, c->name[i]);
    put_integer(w, r->households);
    put_integer(w, r->buildings);
    put_integer(w, r->buildings_unknown);
    put_integer(w, r->grids_min);
    put_integer(w, r->grids_max);
    put_integer(w, r->grids);
    put_integer(w, r->in_range);
    put_word(w, wg_proof_name(r->proof));
    put_integer(w, r->area2_mm2);
    WG_TRY(put_shape(w, &c->shapes, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

/* Polsby–Popper: 4π area / perimeter², 1 for a circle. */
static double compactness(const wg_grid *g)
{
  double perimeter_m = (double)g->perimeter_mm / 1000.0, area_m2 = (double)g->area2_mm2 / 2e6;
  return perimeter_m > 0 ? 4 * 3.14159265358979323846 * area_m2 / (perimeter_m * perimeter_m) : 0;
}

static void put_figures(writer *w, const wg_grid *g)
{
  put_integer(w, g->households);
  put_integer(w, g->households_estimated);
  put_count(w, g->persons);
  put_integer(w, g->buildings);
  put_integer(w, g->buildings_unknown);
  put_word(w, wg_grid_status_name(g->status));
  put_text(w, &w->plan->texts, g->reason);
  put_word(w, wg_proof_name(g->proof));
  put_real(w, (double)g->area2_mm2 / 2e6);
  put_real(w, (double)g->perimeter_mm / 1000.0);
  put_real(w, compactness(g));
}

static wg_status write_grids(writer *w)
{
  const wg_plan *plan = w->plan;
  const wg_communities *c = &plan->communities;
  for (int64_t i = 0; i < plan->grid_count; i++) {
    const wg_grid *g = &plan->grids[i];
    begin_row(w, i);
    put_text(w, &plan->texts, g->code);
    put_text(w, &plan->texts, g->name);
    put_community_code(w, g->community);
    put_text(w, &c->texts, g->community < 0 ? WG_NO_TEXT : c->name[g->community]);
    put_word(w, wg_grid_kind_name(g->kind));
    put_figures(w, g);
    put_text(w, &plan->texts, plan->officer != NULL ? plan->officer[i] : WG_NO_TEXT);
    put_text(w, &plan->texts, plan->phone != NULL ? plan->phone[i] : WG_NO_TEXT);
    if (plan->valid_from != NULL && plan->valid_from[i] != WG_NO_TEXT)
      put_text(w, &plan->texts, plan->valid_from[i]);
    else
      put_word(w, plan->date);
    put_null(w); /* valid_to */
    put_integer(w, g->sequence);
    put_integer(w, g->area2_mm2);
    put_integer(w, g->perimeter_mm);
    put_real(w, wg_store_metres(w->place.origin_x_m, g->inner.x));
    put_real(w, wg_store_metres(w->place.origin_y_m, g->inner.y));
    WG_TRY(put_shape(w, &plan->outlines, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_given_codes(writer *w)
{
  const wg_texts *texts = &w->plan->texts;
  for (int64_t i = 0; i < w->plan->code_count; i++) {
    const wg_given_code *code = &w->plan->codes[i];
    begin_row(w, i);
    put_text(w, texts, code->code);
    put_text(w, texts, code->community_code);
    put_text(w, texts, code->valid_from);
    put_text(w, texts, code->valid_to);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_lookup(writer *w)
{
  const wg_texts *texts = &w->plan->texts;
  for (int64_t i = 0; i < w->plan->lookup_count; i++) {
    const wg_lookup *row = &w->plan->lookup[i];
    begin_row(w, i);
    put_text(w, texts, row->old_code);
    put_text(w, texts, row->new_code);
    put_word(w, wg_change_name(row->change));
    put_integer(w, row->households);
    put_integer(w, row->buildings);
    put_text(w, texts, row->valid_from);
    put_text(w, texts, row->valid_to);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_code_history(writer *w)
{
  if (w->plan->code_count > 0) return write_given_codes(w);
  for (int64_t i = 0; i < w->plan->grid_count; i++) {
    begin_row(w, i);
    put_grid_code(w, (int32_t)i);
    put_community_code(w, w->plan->grids[i].community);
    put_word(w, w->plan->date);
    put_null(w);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_units(writer *w)
{
  for (int64_t i = 0; i < w->plan->unit_count; i++) {
    const wg_unit *unit = &w->plan->units[i];
    begin_row(w, i);
    put_integer(w, (int64_t)unit->grid + 1);
    put_integer(w, unit->households);
    WG_TRY(put_point(w, unit->inner));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_unit_edges(writer *w)
{
  for (int64_t i = 0; i < w->plan->edge_count; i++) {
    const wg_unit_edge *edge = &w->plan->edges[i];
    begin_row(w, i);
    put_integer(w, (int64_t)edge->a + 1);
    put_integer(w, (int64_t)edge->b + 1);
    put_integer(w, edge->length_mm);
    put_integer(w, edge->passable);
    put_word(w, wg_store_levels[edge->class_]);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_buildings(writer *w)
{
  const wg_buildings *b = &w->plan->buildings;
  for (int64_t i = 0; i < b->shapes.count; i++) {
    begin_row(w, i);
    put_text(w, &b->texts, b->id[i]);
    put_community_code(w, b->community[i]);
    put_grid_code(w, w->plan->grid_of_building[i]);
    put_count(w, b->households[i]);
    put_word(w, wg_store_sources[b->source[i]]);
    put_text(w, &b->texts, b->compound[i]);
    put_count(w, b->persons[i]);
    put_count(w, b->floors[i]);
    put_integer(w, b->exempt[i]);
    put_count(w, w->plan->unit_of_building[i] < 0 ? -1 : (int64_t)w->plan->unit_of_building[i] + 1);
    WG_TRY(put_shape(w, &b->shapes, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_barriers(writer *w)
{
  static const char *const classes[] = {"none", "soft", "soft", "hard"};
  const wg_barriers *b = &w->plan->barriers;
  for (int64_t i = 0; i < b->shapes.count; i++) {
    begin_row(w, i);
    put_text(w, &b->texts, b->kind[i]);
    put_word(w, classes[b->class_[i]]);
    put_text(w, &b->texts, b->name[i]);
    put_null(w); /* factor: the rule's own */
    put_word(w, wg_store_levels[b->class_[i]]);
    put_integer(w, b->road[i]);
    put_integer(w, b->underground[i]);
    WG_TRY(put_shape(w, &b->shapes, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_crossings(writer *w)
{
  const wg_crossings *c = &w->plan->crossings;
  for (int64_t i = 0; i < c->shapes.count; i++) {
    begin_row(w, i);
    put_text(w, &c->texts, c->name[i]);
    put_integer(w, c->made[i]);
    WG_TRY(put_shape(w, &c->shapes, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_zones(writer *w, const wg_zones *zones)
{
  for (int64_t i = 0; i < zones->shapes.count; i++) {
    begin_row(w, i);
    put_text(w, &zones->texts, zones->name[i]);
    put_integer(w, zones->buildings[i]);
    WG_TRY(put_shape(w, &zones->shapes, i));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_compound_areas(writer *w)
{
  return write_zones(w, &w->plan->compound_areas);
}

static wg_status write_exempt_areas(writer *w)
{
  return write_zones(w, &w->plan->exempt_areas);
}

static wg_status write_findings(writer *w)
{
  const wg_findings *f = &w->plan->findings;
  const wg_buildings *b = &w->plan->buildings;
  for (int64_t i = 0; i < f->count; i++) {
    const wg_finding *item = &f->items[i];
    begin_row(w, i);
    put_word(w, wg_finding_code_name(item->code));
    put_word(w, wg_severity_name(item->severity));
    put_community_code(w, item->community);
    put_grid_code(w, item->grid);
    put_text(w, &b->texts, item->building < 0 ? WG_NO_TEXT : b->id[item->building]);
    put_text(w, &f->texts, item->subject);
    put_text(w, &f->texts, item->reason);
    put_text(w, &f->texts, item->remedy);
    put_word(w, wg_proof_name(item->proof));
    if (item->has_point)
      WG_TRY(put_point(w, item->at));
    else
      put_null(w);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_persons(writer *w)
{
  const wg_persons *p = &w->plan->persons;
  for (int64_t i = 0; i < p->count; i++) {
    const wg_person *person = &p->items[i];
    begin_row(w, i);
    put_text(w, &p->texts, person->id);
    put_text(w, &p->texts, person->name);
    put_word(w, wg_role_name(person->role));
    put_text(w, &p->texts, person->phone);
    put_text(w, &p->texts, person->community_code);
    put_text(w, &p->texts, person->grid_codes);
    put_text(w, &p->texts, person->photo);
    put_text(w, &p->texts, person->duties);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_contacts(writer *w)
{
  const wg_contacts *c = &w->plan->contacts;
  for (int64_t i = 0; i < c->count; i++) {
    const wg_contact *contact = &c->items[i];
    begin_row(w, i);
    put_text(w, &c->texts, contact->community_code);
    put_text(w, &c->texts, contact->community_phone);
    put_text(w, &c->texts, contact->police_name);
    put_text(w, &c->texts, contact->police_phone);
    put_text(w, &c->texts, contact->address);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_posts(writer *w)
{
  const wg_staffing *s = &w->plan->staffing;
  for (int64_t i = 0; i < s->count; i++) {
    const wg_post *post = &s->posts[i];
    begin_row(w, i);
    put_community_code(w, w->plan->grids[post->grids[0]].community);
    put_grid_code(w, post->grids[0]);
    put_grid_code(w, post->grids[1]);
    put_integer(w, post->households);
    put_integer(w, post->border_mm);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_micros(writer *w)
{
  const wg_micros *all = &w->plan->micros;
  for (int64_t i = 0; i < all->count; i++) {
    const wg_micro *micro = &all->items[i];
    begin_row(w, i);
    put_text(w, &all->texts, micro->code);
    put_grid_code(w, micro->grid);
    put_integer(w, micro->sequence);
    put_word(w, wg_grid_status_name((wg_grid_status)micro->status));
    put_integer(w, micro->households);
    put_integer(w, micro->buildings);
    put_integer(w, (int64_t)micro->area + 1);
    put_real(w, wg_store_metres(w->place.origin_x_m, micro->inner.x));
    put_real(w, wg_store_metres(w->place.origin_y_m, micro->inner.y));
    WG_TRY(put_shape(w, &all->areas, micro->area));
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_micro_buildings(writer *w)
{
  const wg_micros *all = &w->plan->micros;
  const wg_buildings *b = &w->plan->buildings;
  for (int64_t i = 0; i < all->share_count; i++) {
    const wg_micro_share *share = &all->shares[i];
    begin_row(w, i);
    put_text(w, &all->texts, all->items[share->micro].code);
    put_text(w, &b->texts, b->id[share->building]);
    put_integer(w, share->households);
    put_word(w, wg_micro_part_name(share->part));
    put_count(w, share->from > 0 ? share->from : WG_UNKNOWN);
    put_count(w, share->to > 0 ? share->to : WG_UNKNOWN);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

static wg_status write_building_labels(writer *w)
{
  const wg_buildings *b = &w->plan->buildings;
  int64_t rows = 0;
  for (int64_t i = 0; i < b->shapes.count && b->name != NULL; i++) {
    if (b->name[i] == WG_NO_TEXT) continue;
    begin_row(w, rows++);
    put_text(w, &b->texts, b->id[i]);
    put_text(w, &b->texts, b->name[i]);
    WG_TRY(end_row(w));
  }
  return WG_OK;
}

/* --- the whole file ----------------------------------------------------------------------------- */

static wg_status write_table(writer *w, wg_store_table table, wg_status (*rows)(writer *w))
{
  char *create = wg_store_create_sql(table, w->prefix);
  char *insert = wg_store_insert_sql(table, w->prefix);
  wg_status status = WG_OUT_OF_MEMORY;
  if (create == NULL || insert == NULL)
    status = wg_fail(w->context, status, "%s", wg_status_sentence(status));
  else if ((status = run_sql(w, create)) == WG_OK && rows != NULL)
    status = sqlite3_prepare_v2(w->database, insert, -1, &w->statement, NULL) == SQLITE_OK
                 ? rows(w)
                 : failed(w);
  sqlite3_finalize(w->statement);
  w->statement = NULL;
  sqlite3_free(create);
  sqlite3_free(insert);
  return status;
}

static wg_status write_tables(writer *w)
{
  static wg_status (*const rows[WG_STORE_TABLES])(writer *) = {
      [WG_STORE_RUN] = write_run,           [WG_STORE_COMMUNITY] = write_communities,
      [WG_STORE_GRID] = write_grids,        [WG_STORE_UNIT] = write_units,
      [WG_STORE_UNIT_EDGE] = write_unit_edges, [WG_STORE_BUILDING] = write_buildings,
      [WG_STORE_BARRIER] = write_barriers,  [WG_STORE_CROSSING] = write_crossings,
      [WG_STORE_FINDING] = write_findings,  [WG_STORE_CODE_HISTORY] = write_code_history,
      [WG_STORE_LOOKUP] = write_lookup,       [WG_STORE_PERSON] = write_persons,
      [WG_STORE_CONTACT] = write_contacts,
      [WG_STORE_COMPOUND_AREA] = write_compound_areas,
      [WG_STORE_EXEMPT_AREA] = write_exempt_areas, [WG_STORE_POST] = write_posts,
      [WG_STORE_MICRO] = write_micros, [WG_STORE_MICRO_BUILDING] = write_micro_buildings,
      [WG_STORE_BUILDING_LABEL] = write_building_labels};
  for (int table = 0; table < WG_STORE_TABLES; table++) {
    WG_TRY(wg_progress(w->context, "writing", table, WG_STORE_TABLES));
    WG_TRY(write_table(w, (wg_store_table)table, rows[table]));
  }
  return WG_OK;
}

static wg_status write_views(writer *w)
{
  char *sql = wg_store_views_sql(w->prefix);
  if (sql == NULL)
    return wg_fail(w->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  wg_status status = run_sql(w, sql);
  sqlite3_free(sql);
  return status;
}

/* Without a journal and without waiting for the disk: until the rename nobody knows the file. */
static wg_status open_database(writer *w, const char *temporary)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX; /* one thread writes */
  if (sqlite3_open_v2(temporary, &w->database, flags, "unix-none") != SQLITE_OK) return failed(w);
  w->spatialite = spatialite_alloc_connection();
  if (w->spatialite == NULL)
    return wg_fail(w->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  spatialite_init_ex(w->database, w->spatialite, 0);
  return run_sql(w, "PRAGMA page_size = 4096; PRAGMA journal_mode = off; PRAGMA synchronous = off;"
                    "PRAGMA cache_size = -65536; PRAGMA temp_store = memory;");
}

static wg_status write_all(writer *w, const char *temporary)
{
  char version[64];
  snprintf(version, sizeof version, "PRAGMA user_version = %d; COMMIT;", WG_STORE_VERSION);
  WG_TRY(open_database(w, temporary));
  WG_TRY(run_sql(w, "BEGIN;"));
  if (!w->fresh) {
    WG_TRY(wg_store_migrate(w->context, w->database));
    WG_TRY(wg_store_drop(w->context, w->database, w->prefix));
  }
  WG_TRY(write_tables(w));
  WG_TRY(write_views(w));
  WG_TRY(wg_store_make_spatial(w->context, w->database, w->plan, w->place.srid, w->prefix, w->fresh));
  WG_TRY(wg_store_list(w->context, w->database, w->scenario, w->prefix));
  return run_sql(w, version);
}

/* What is to be kept beside this plan is copied first. */
static wg_status begin_file(writer *w, wg_store_file *file)
{
  bool others;
  WG_TRY(wg_store_prefix(w->context, w->scenario, w->prefix));
  WG_TRY(wg_store_has_others(w->context, w->path, w->scenario, &others));
  w->fresh = !others;
  WG_TRY(wg_store_file_begin(file, w->context, w->path));
  return others ? wg_store_file_copy(file, w->context) : WG_OK;
}

wg_status wg_store_write_scenario(wg_context *context, const char *path, const wg_plan *plan,
                                  const char *scenario)
{
  const wg_system *system = &plan->system;
  writer w = {.context = context,
              .plan = plan,
              .path = path,
              .scenario = scenario,
              .place = {system->origin_x_m, system->origin_y_m, wg_store_srid(system)}};
  wg_store_file file = {.descriptor = -1};
  wg_status status = begin_file(&w, &file);
  if (status == WG_OK) status = write_all(&w, file.temporary);
  if (sqlite3_close(w.database) != SQLITE_OK && status == WG_OK) status = failed(&w);
  if (w.spatialite != NULL) spatialite_cleanup_ex(w.spatialite);
  if (status == WG_OK) status = wg_store_file_commit(&file, context);
  wg_store_file_end(&file, context);
  wg_release(context, w.blob.bytes);
  return status;
}

wg_status wg_store_write(wg_context *context, const char *path, const wg_plan *plan)
{
  return wg_store_write_scenario(context, path, plan, NULL);
}
