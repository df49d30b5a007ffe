/* The rows of each table of the store, bound to one prepared statement a table. */
#include "store_writer.h"

/* --- one row -----------------------------------------------------------------------------------
 */

static void bound(wg_store_writer *w, int result)
{
  if (w->result == SQLITE_OK) w->result = result;
}

static void put_null(wg_store_writer *w)
{
  bound(w, sqlite3_bind_null(w->statement, ++w->column));
}

static void put_integer(wg_store_writer *w, int64_t value)
{
  bound(w, sqlite3_bind_int64(w->statement, ++w->column, value));
}

/* Unknown is null. */
static void put_count(wg_store_writer *w, int64_t value)
{
  if (value == WG_UNKNOWN)
    put_null(w);
  else
    put_integer(w, value);
}

static void put_real(wg_store_writer *w, double value)
{
  bound(w, sqlite3_bind_double(w->statement, ++w->column, value));
}

static void put_word(wg_store_writer *w, const char *text)
{
  if (text == NULL)
    put_null(w);
  else
    bound(w, sqlite3_bind_text(w->statement, ++w->column, text, -1, SQLITE_STATIC));
}

static void put_text(wg_store_writer *w, const wg_texts *texts, wg_text text)
{
  put_word(w, text == WG_NO_TEXT ? NULL : wg_texts_get(texts, text));
}

static void put_blob(wg_store_writer *w)
{
  if (w->blob.size == 0)
    put_null(w);
  else
    bound(w, sqlite3_bind_blob64(w->statement, ++w->column, w->blob.bytes,
                                 (sqlite3_uint64)w->blob.size, SQLITE_STATIC));
}

static wg_status put_shape(wg_store_writer *w, const wg_shapes *shapes, int64_t index)
{
  WG_TRY(wg_store_encode(&w->blob, w->context, &w->place, shapes, index));
  put_blob(w);
  return WG_OK;
}

/* A set of one point, without allocating. */
static wg_status put_point(wg_store_writer *w, wg_point point)
{
  uint8_t kind = WG_SHAPE_POINT;
  int64_t start[2] = {0, 1};
  wg_shapes shapes = {.count = 1,
                      .ring_count = 1,
                      .point_count = 1,
                      .kind = &kind,
                      .ring_start = start,
                      .point_start = start,
                      .points = &point};
  return put_shape(w, &shapes, 0);
}

static void put_community_code(wg_store_writer *w, int32_t community)
{
  const wg_communities *c = &w->plan->communities;
  put_text(w, &c->texts, community < 0 ? WG_NO_TEXT : c->code[community]);
}

static void put_grid_code(wg_store_writer *w, int32_t grid)
{
  put_text(w, &w->plan->texts, grid < 0 ? WG_NO_TEXT : w->plan->grids[grid].code);
}

static void begin_row(wg_store_writer *w, int64_t index)
{
  w->column = 0;
  w->result = SQLITE_OK;
  put_integer(w, index + 1);
}

static wg_status end_row(wg_store_writer *w)
{
  if (w->result != SQLITE_OK || sqlite3_step(w->statement) != SQLITE_DONE ||
      sqlite3_reset(w->statement) != SQLITE_OK)
    return wg_store_write_failed(w);
  return WG_OK;
}

/* --- a row of each table -------------------------------------------------------------------------
 */

static wg_status run_row(wg_store_writer *w, int64_t i)
{
  const wg_plan *plan = w->plan;
  const char *part, *name, *value;
  char number[32];
  int64_t entries = wg_store_entry_count();
  if (i < entries) {
    wg_store_entry(plan, (int)i, &part, &name, &value, number);
  } else {
    const wg_parameter *p = &plan->parameters[i - entries];
    part = "parameter";
    name = wg_texts_get(&plan->texts, p->name);
    value = p->value == WG_NO_TEXT ? NULL : wg_texts_get(&plan->texts, p->value);
  }
  begin_row(w, i);
  put_word(w, part);
  put_word(w, name);
  put_word(w, value);
  return end_row(w);
}

static wg_status community_row(wg_store_writer *w, int64_t i)
{
  const wg_communities *c = &w->plan->communities;
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
  return end_row(w);
}

/* Polsby–Popper: 4π area / perimeter², 1 for a circle. */
static double compactness(const wg_grid *g)
{
  double perimeter_m = (double)g->perimeter_mm / 1000.0, area_m2 = (double)g->area2_mm2 / 2e6;
  return perimeter_m > 0 ? 4 * 3.14159265358979323846 * area_m2 / (perimeter_m * perimeter_m) : 0;
}

static void put_figures(wg_store_writer *w, const wg_grid *g)
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

static wg_status grid_row(wg_store_writer *w, int64_t i)
{
  const wg_plan *plan = w->plan;
  const wg_communities *c = &plan->communities;
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
  return end_row(w);
}

/* As recorded, else as the grids have them. */
static wg_status code_history_row(wg_store_writer *w, int64_t i)
{
  const wg_plan *plan = w->plan;
  begin_row(w, i);
  if (plan->code_count > 0) {
    const wg_given_code *code = &plan->codes[i];
    put_text(w, &plan->texts, code->code);
    put_text(w, &plan->texts, code->community_code);
    put_text(w, &plan->texts, code->valid_from);
    put_text(w, &plan->texts, code->valid_to);
  } else {
    put_grid_code(w, (int32_t)i);
    put_community_code(w, plan->grids[i].community);
    put_word(w, plan->date);
    put_null(w);
  }
  return end_row(w);
}

static wg_status lookup_row(wg_store_writer *w, int64_t i)
{
  const wg_texts *texts = &w->plan->texts;
  const wg_lookup *row = &w->plan->lookup[i];
  begin_row(w, i);
  put_text(w, texts, row->old_code);
  put_text(w, texts, row->new_code);
  put_word(w, wg_change_name(row->change));
  put_integer(w, row->households);
  put_integer(w, row->buildings);
  put_text(w, texts, row->valid_from);
  put_text(w, texts, row->valid_to);
  return end_row(w);
}

static wg_status unit_row(wg_store_writer *w, int64_t i)
{
  const wg_unit *unit = &w->plan->units[i];
  begin_row(w, i);
  put_integer(w, (int64_t)unit->grid + 1);
  put_integer(w, unit->households);
  WG_TRY(put_point(w, unit->inner));
  return end_row(w);
}

static wg_status unit_edge_row(wg_store_writer *w, int64_t i)
{
  const wg_unit_edge *edge = &w->plan->edges[i];
  begin_row(w, i);
  put_integer(w, (int64_t)edge->a + 1);
  put_integer(w, (int64_t)edge->b + 1);
  put_integer(w, edge->length_mm);
  put_integer(w, edge->passable);
  put_word(w, wg_store_levels[edge->class_]);
  return end_row(w);
}

static wg_status building_row(wg_store_writer *w, int64_t i)
{
  const wg_buildings *b = &w->plan->buildings;
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
  return end_row(w);
}

static wg_status barrier_row(wg_store_writer *w, int64_t i)
{
  static const char *const classes[] = {"none", "soft", "soft", "hard"};
  const wg_barriers *b = &w->plan->barriers;
  begin_row(w, i);
  put_text(w, &b->texts, b->kind[i]);
  put_word(w, classes[b->class_[i]]);
  put_text(w, &b->texts, b->name[i]);
  put_null(w); /* factor: the rule's own */
  put_word(w, wg_store_levels[b->class_[i]]);
  put_integer(w, b->road[i]);
  put_integer(w, b->underground[i]);
  WG_TRY(put_shape(w, &b->shapes, i));
  return end_row(w);
}

static wg_status crossing_row(wg_store_writer *w, int64_t i)
{
  const wg_crossings *c = &w->plan->crossings;
  begin_row(w, i);
  put_text(w, &c->texts, c->name[i]);
  put_integer(w, c->made[i]);
  WG_TRY(put_shape(w, &c->shapes, i));
  return end_row(w);
}

static wg_status zone_row(wg_store_writer *w, const wg_zones *zones, int64_t i)
{
  begin_row(w, i);
  put_text(w, &zones->texts, zones->name[i]);
  put_integer(w, zones->buildings[i]);
  WG_TRY(put_shape(w, &zones->shapes, i));
  return end_row(w);
}

static wg_status compound_area_row(wg_store_writer *w, int64_t i)
{
  return zone_row(w, &w->plan->compound_areas, i);
}

static wg_status exempt_area_row(wg_store_writer *w, int64_t i)
{
  return zone_row(w, &w->plan->exempt_areas, i);
}

static wg_status finding_row(wg_store_writer *w, int64_t i)
{
  const wg_findings *f = &w->plan->findings;
  const wg_buildings *b = &w->plan->buildings;
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
  return end_row(w);
}

static wg_status person_row(wg_store_writer *w, int64_t i)
{
  const wg_persons *p = &w->plan->persons;
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
  return end_row(w);
}

static wg_status contact_row(wg_store_writer *w, int64_t i)
{
  const wg_contacts *c = &w->plan->contacts;
  const wg_contact *contact = &c->items[i];
  begin_row(w, i);
  put_text(w, &c->texts, contact->community_code);
  put_text(w, &c->texts, contact->community_phone);
  put_text(w, &c->texts, contact->police_name);
  put_text(w, &c->texts, contact->police_phone);
  put_text(w, &c->texts, contact->address);
  return end_row(w);
}

static wg_status post_row(wg_store_writer *w, int64_t i)
{
  const wg_post *post = &w->plan->staffing.posts[i];
  begin_row(w, i);
  put_community_code(w, w->plan->grids[post->grids[0]].community);
  put_grid_code(w, post->grids[0]);
  put_grid_code(w, post->grids[1]);
  put_integer(w, post->households);
  put_integer(w, post->border_mm);
  return end_row(w);
}

static wg_status micro_row(wg_store_writer *w, int64_t i)
{
  const wg_micros *all = &w->plan->micros;
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
  return end_row(w);
}

static wg_status micro_building_row(wg_store_writer *w, int64_t i)
{
  const wg_micros *all = &w->plan->micros;
  const wg_buildings *b = &w->plan->buildings;
  const wg_micro_share *share = &all->shares[i];
  begin_row(w, i);
  put_text(w, &all->texts, all->items[share->micro].code);
  put_text(w, &b->texts, b->id[share->building]);
  put_integer(w, share->households);
  put_word(w, wg_micro_part_name(share->part));
  put_count(w, share->from > 0 ? share->from : WG_UNKNOWN);
  put_count(w, share->to > 0 ? share->to : WG_UNKNOWN);
  return end_row(w);
}

/* Of the buildings that have a name; ids are those of the buildings. */
static wg_status building_label_row(wg_store_writer *w, int64_t i)
{
  const wg_buildings *b = &w->plan->buildings;
  if (b->name[i] == WG_NO_TEXT) return WG_OK;
  begin_row(w, i);
  put_text(w, &b->texts, b->id[i]);
  put_text(w, &b->texts, b->name[i]);
  return end_row(w);
}

/* --- tables -------------------------------------------------------------------------------------
 */

static wg_status (*const row_of[WG_STORE_TABLES])(wg_store_writer *w, int64_t i) = {
    [WG_STORE_RUN] = run_row,
    [WG_STORE_COMMUNITY] = community_row,
    [WG_STORE_GRID] = grid_row,
    [WG_STORE_UNIT] = unit_row,
    [WG_STORE_UNIT_EDGE] = unit_edge_row,
    [WG_STORE_BUILDING] = building_row,
    [WG_STORE_BARRIER] = barrier_row,
    [WG_STORE_CROSSING] = crossing_row,
    [WG_STORE_FINDING] = finding_row,
    [WG_STORE_CODE_HISTORY] = code_history_row,
    [WG_STORE_LOOKUP] = lookup_row,
    [WG_STORE_PERSON] = person_row,
    [WG_STORE_CONTACT] = contact_row,
    [WG_STORE_COMPOUND_AREA] = compound_area_row,
    [WG_STORE_EXEMPT_AREA] = exempt_area_row,
    [WG_STORE_POST] = post_row,
    [WG_STORE_MICRO] = micro_row,
    [WG_STORE_MICRO_BUILDING] = micro_building_row,
    [WG_STORE_BUILDING_LABEL] = building_label_row};

int64_t wg_store_row_count(const wg_plan *plan, wg_store_table table)
{
  switch (table) {
  case WG_STORE_RUN:
    return wg_store_entry_count() + plan->parameter_count;
  case WG_STORE_COMMUNITY:
    return plan->communities.shapes.count;
  case WG_STORE_GRID:
    return plan->grid_count;
  case WG_STORE_CODE_HISTORY:
    return plan->code_count > 0 ? plan->code_count : plan->grid_count;
  case WG_STORE_LOOKUP:
    return plan->lookup_count;
  case WG_STORE_PERSON:
    return plan->persons.count;
  case WG_STORE_CONTACT:
    return plan->contacts.count;
  case WG_STORE_COMPOUND_AREA:
    return plan->compound_areas.shapes.count;
  case WG_STORE_EXEMPT_AREA:
    return plan->exempt_areas.shapes.count;
  case WG_STORE_POST:
    return plan->staffing.count;
  case WG_STORE_MICRO:
    return plan->micros.count;
  case WG_STORE_MICRO_BUILDING:
    return plan->micros.share_count;
  case WG_STORE_BUILDING_LABEL:
    return plan->buildings.name != NULL ? plan->buildings.shapes.count : 0;
  case WG_STORE_UNIT:
    return plan->unit_count;
  case WG_STORE_UNIT_EDGE:
    return plan->edge_count;
  case WG_STORE_BUILDING:
    return plan->buildings.shapes.count;
  case WG_STORE_BARRIER:
    return plan->barriers.shapes.count;
  case WG_STORE_CROSSING:
    return plan->crossings.shapes.count;
  case WG_STORE_FINDING:
    return plan->findings.count;
  default:
    return 0;
  }
}

wg_status wg_store_write_rows(wg_store_writer *w, wg_store_table table, int64_t end)
{
  w->statement = w->insert[table];
  for (int64_t *next = &w->written[table]; *next < end; ++*next) WG_TRY(row_of[table](w, *next));
  return WG_OK;
}
