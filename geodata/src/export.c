#include "geodata/export.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compounds.h"
#include "export_fields.h"
#include "geodata/sink.h"

#define MOST_FIELDS 24
#define PI 3.14159265358979323846

/* What one export works on; rows push their values in the order of the layer's fields. */
typedef struct exporter {
  wg_context *context;
  const wg_plan *plan;
  wg_sink *sink;
  wg_value values[MOST_FIELDS];
  int count;
  wg_shapes points;       /* geometry of layers of points */
  wg_compounds compounds; /* of the layer of that name */
} exporter;

typedef struct layer_format {
  const wg_field *fields;
  int field_count;
  /* Number of rows; prepares what they need. NULL: plans have no such rows. */
  wg_status (*begin)(exporter *all, int64_t *rows, wg_sink_options *asked);
  /* Pushes the values of row i; its geometry. */
  void (*row)(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape);
  /* Which community row i belongs to, −1: none. NULL: the layer does not say. */
  int32_t (*community)(const exporter *all, int64_t i);
} layer_format;

/* --- values ------------------------------------------------------------------------------------- */

static void push_text(exporter *all, const char *text)
{
  all->values[all->count++] = (wg_value){.is_null = text == NULL, .text = text};
}

static void push_named(exporter *all, const wg_texts *texts, wg_text text)
{
  push_text(all, text == WG_NO_TEXT ? NULL : wg_texts_get(texts, text));
}

/* WG_UNKNOWN is null, never −1. */
static void push_count(exporter *all, int64_t count)
{
  all->values[all->count++] = (wg_value){.is_null = count == WG_UNKNOWN, .integer = count};
}

static void push_real(exporter *all, double value)
{
  all->values[all->count++] = (wg_value){.real = value};
}

static void push_null(exporter *all)
{
  all->values[all->count++] = (wg_value){.is_null = true};
}

static void push_community_code(exporter *all, int32_t community)
{
  const wg_communities *communities = &all->plan->communities;
  if (community < 0) push_null(all);
  else push_named(all, &communities->texts, communities->code[community]);
}

static void push_grid_code(exporter *all, int32_t grid)
{
  if (grid < 0) push_null(all);
  else push_named(all, &all->plan->texts, all->plan->grids[grid].code);
}

/* Most formats want one kind of geometry: the only one there is, else the preferred one. */
static void judge_kinds(const wg_shapes *shapes, wg_shape_kind preferred, wg_sink_options *asked)
{
  bool seen[4] = {false};
  for (int64_t i = 0; i < shapes->count; i++) seen[shapes->kind[i]] = true;
  int kinds = seen[WG_SHAPE_POINT] + seen[WG_SHAPE_LINE] + seen[WG_SHAPE_AREA];
  asked->mixed = kinds > 1;
  asked->kind = preferred;
  for (int k = WG_SHAPE_POINT; k <= WG_SHAPE_AREA; k++)
    if (kinds == 1 && seen[k]) asked->kind = (wg_shape_kind)k;
}

static wg_status add_point(exporter *all, wg_point point, bool known)
{
  WG_TRY(wg_shapes_begin(&all->points, all->context, known ? WG_SHAPE_POINT : WG_SHAPE_NONE));
  if (!known) return WG_OK;
  WG_TRY(wg_shapes_begin_ring(&all->points, all->context));
  return wg_shapes_add_point(&all->points, all->context, point);
}

/* --- layers ------------------------------------------------------------------------------------- */

#define TEXT(name, short_name, width) {name, short_name, WG_FIELD_TEXT, width, 0}
#define INTEGER(name, short_name) {name, short_name, WG_FIELD_INTEGER, 10, 0}
#define REAL(name, short_name, width, precision) {name, short_name, WG_FIELD_REAL, width, precision}
#define DATE(name, short_name) {name, short_name, WG_FIELD_DATE, 0, 0}

static const wg_field grid_fields[] = {
    TEXT("code", "CODE", 64), TEXT("name", "NAME", 80), TEXT("community_code", "COMM_CODE", 64),
    TEXT("community_name", "COMM_NAME", 120), TEXT("kind", "KIND", 8),
    INTEGER("households", "HOUSEHOLDS"), INTEGER("households_estimated", "HH_EST"),
    INTEGER("persons", "PERSONS"), INTEGER("buildings", "BUILDINGS"),
    INTEGER("buildings_unknown", "BLD_UNK"), TEXT("status", "STATUS", 8),
    TEXT("reason", "REASON", 254), TEXT("proof", "PROOF", 12), REAL("area_m2", "AREA_M2", 20, 7),
    REAL("perimeter_m", "PERIM_M", 16, 3), REAL("compactness", "COMPACT", 8, 4),
    TEXT("officer", "OFFICER", 40), TEXT("phone", "PHONE", 40), DATE("valid_from", "VALID_FROM"), DATE("valid_to", "VALID_TO")};

static wg_status begin_grid(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->grid_count;
  asked->kind = WG_SHAPE_AREA;
  return WG_OK;
}

static void row_grid(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_plan *plan = all->plan;
  const wg_grid *grid = &plan->grids[i];
  double area = (double)grid->area2_mm2 / 2e6, perimeter = (double)grid->perimeter_mm / 1000;
  push_named(all, &plan->texts, grid->code);
  push_named(all, &plan->texts, grid->name);
  push_community_code(all, grid->community);
  push_named(all, &plan->communities.texts, plan->communities.name[grid->community]);
  push_text(all, wg_grid_kind_name(grid->kind));
  push_count(all, grid->households);
  push_count(all, grid->households_estimated);
  push_count(all, grid->persons);
  push_count(all, grid->buildings);
  push_count(all, grid->buildings_unknown);
  push_text(all, wg_grid_status_name(grid->status));
  push_named(all, &plan->texts, grid->reason);
  push_text(all, wg_proof_name(grid->proof));
  push_real(all, area);
  push_real(all, perimeter);
  push_real(all, perimeter > 0 ? 4 * PI * area / (perimeter * perimeter) : 0);
  push_named(all, &plan->texts, plan->officer != NULL ? plan->officer[i] : WG_NO_TEXT);
  push_named(all, &plan->texts, plan->phone != NULL ? plan->phone[i] : WG_NO_TEXT);
  if (plan->valid_from != NULL && plan->valid_from[i] != WG_NO_TEXT)
    push_named(all, &plan->texts, plan->valid_from[i]);
  else
    push_text(all, plan->date[0] != 0 ? plan->date : NULL);
  push_null(all); /* valid_to: still valid */
  *shapes = &plan->outlines;
  *shape = i;
}

static int32_t community_of_grid(const exporter *all, int64_t i)
{
  return all->plan->grids[i].community;
}

static const wg_field building_fields[] = {
    TEXT("building_id", "BLD_ID", 64), TEXT("community_code", "COMM_CODE", 64),
    TEXT("grid_code", "GRID_CODE", 64), INTEGER("households", "HOUSEHOLDS"),
    TEXT("households_source", "HH_SOURCE", 12), TEXT("compound", "COMPOUND", 120)};

static wg_status begin_building(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->buildings.shapes.count;
  judge_kinds(&all->plan->buildings.shapes, WG_SHAPE_AREA, asked);
  return WG_OK;
}

static void row_building(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  static const char *const sources[] = {"given", "joined", "estimated", "unknown"};
  const wg_buildings *buildings = &all->plan->buildings;
  push_named(all, &buildings->texts, buildings->id[i]);
  push_community_code(all, buildings->community[i]);
  push_grid_code(all, all->plan->grid_of_building[i]);
  push_count(all, buildings->households[i]);
  push_text(all, sources[buildings->source[i]]);
  push_named(all, &buildings->texts, buildings->compound[i]);
  *shapes = &buildings->shapes;
  *shape = i;
}

static int32_t community_of_building(const exporter *all, int64_t i)
{
  return all->plan->buildings.community[i];
}

static const wg_field community_fields[] = {
    TEXT("code", "CODE", 64), TEXT("name", "NAME", 120), INTEGER("households", "HOUSEHOLDS"),
    INTEGER("buildings", "BUILDINGS"), INTEGER("buildings_unknown", "BLD_UNK"),
    INTEGER("grids_min", "GRIDS_MIN"), INTEGER("grids_max", "GRIDS_MAX"), INTEGER("grids", "GRIDS"),
    INTEGER("in_range", "IN_RANGE"), TEXT("proof", "PROOF", 12)};

static wg_status begin_community(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->results != NULL ? all->plan->communities.shapes.count : 0;
  asked->kind = WG_SHAPE_AREA;
  return WG_OK;
}

static void row_community(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_communities *communities = &all->plan->communities;
  const wg_community_result *result = &all->plan->results[i];
  push_named(all, &communities->texts, communities->code[i]);
  push_named(all, &communities->texts, communities->name[i]);
  push_count(all, result->households);
  push_count(all, result->buildings);
  push_count(all, result->buildings_unknown);
  push_count(all, result->grids_min);
  push_count(all, result->grids_max);
  push_count(all, result->grids);
  push_count(all, result->in_range);
  push_text(all, wg_proof_name(result->proof));
  *shapes = &communities->shapes;
  *shape = i;
}

static int32_t community_of_community(const exporter *all, int64_t i)
{
  (void)all;
  return (int32_t)i;
}

static const wg_field finding_fields[] = {
    INTEGER("id", "ID"), TEXT("code", "CODE", 40), TEXT("severity", "SEVERITY", 8),
    TEXT("community_code", "COMM_CODE", 64), TEXT("grid_code", "GRID_CODE", 64),
    TEXT("building_id", "BLD_ID", 64), TEXT("subject", "SUBJECT", 254),
    TEXT("reason", "REASON", 254), TEXT("remedy", "REMEDY", 254), TEXT("proof", "PROOF", 12)};

static wg_status begin_finding(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  const wg_findings *findings = &all->plan->findings;
  for (int64_t i = 0; i < findings->count; i++)
    WG_TRY(add_point(all, findings->items[i].at, findings->items[i].has_point));
  *rows = findings->count;
  judge_kinds(&all->points, WG_SHAPE_POINT, asked);
  return WG_OK;
}

static void row_finding(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_findings *findings = &all->plan->findings;
  const wg_finding *finding = &findings->items[i];
  const wg_buildings *buildings = &all->plan->buildings;
  push_count(all, i + 1);
  push_text(all, wg_finding_code_name(finding->code));
  push_text(all, wg_severity_name(finding->severity));
  push_community_code(all, finding->community);
  push_grid_code(all, finding->grid);
  if (finding->building < 0) push_null(all);
  else push_named(all, &buildings->texts, buildings->id[finding->building]);
  push_named(all, &findings->texts, finding->subject);
  push_named(all, &findings->texts, finding->reason);
  push_named(all, &findings->texts, finding->remedy);
  push_text(all, wg_proof_name(finding->proof));
  *shapes = &all->points;
  *shape = i;
}

static int32_t community_of_finding(const exporter *all, int64_t i)
{
  return all->plan->findings.items[i].community;
}

static const wg_field barrier_fields[] = {TEXT("kind", "KIND", 40), TEXT("class", "CLASS", 8),
                                          TEXT("name", "NAME", 120), REAL("factor", "FACTOR", 10, 4)};

static wg_status begin_barrier(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->barriers.shapes.count;
  judge_kinds(&all->plan->barriers.shapes, WG_SHAPE_LINE, asked);
  return WG_OK;
}

static void row_barrier(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  static const char *const classes[] = {"none", "soft", "soft", "hard"};
  const wg_barriers *barriers = &all->plan->barriers;
  push_named(all, &barriers->texts, barriers->kind[i]);
  push_text(all, classes[barriers->class_[i]]);
  push_named(all, &barriers->texts, barriers->name[i]);
  push_null(all); /* factor: the rule's own */
  *shapes = &barriers->shapes;
  *shape = i;
}

static const wg_field crossing_fields[] = {TEXT("name", "NAME", 120), INTEGER("made", "MADE")};

static wg_status begin_crossing(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->crossings.shapes.count;
  judge_kinds(&all->plan->crossings.shapes, WG_SHAPE_LINE, asked);
  return WG_OK;
}

static void row_crossing(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_crossings *crossings = &all->plan->crossings;
  push_named(all, &crossings->texts, crossings->name[i]);
  push_count(all, crossings->made[i]);
  *shapes = &crossings->shapes;
  *shape = i;
}

static const wg_field compound_fields[] = {
    TEXT("name", "NAME", 120), TEXT("community_code", "COMM_CODE", 64),
    INTEGER("households", "HOUSEHOLDS"), INTEGER("buildings", "BUILDINGS"),
    INTEGER("buildings_unknown", "BLD_UNK"), INTEGER("grids", "GRIDS")};

static wg_status begin_compound(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  WG_TRY(wg_compounds_collect(&all->compounds, all->context, all->plan));
  for (int64_t i = 0; i < all->compounds.count; i++)
    WG_TRY(add_point(all, all->compounds.items[i].middle, all->compounds.items[i].has_middle));
  *rows = all->compounds.count;
  judge_kinds(&all->points, WG_SHAPE_POINT, asked);
  return WG_OK;
}

static void row_compound(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_compound *compound = &all->compounds.items[i];
  push_named(all, &all->plan->buildings.texts, compound->name);
  push_community_code(all, compound->community);
  push_count(all, compound->households);
  push_count(all, compound->buildings);
  push_count(all, compound->unknown);
  push_count(all, compound->grids);
  *shapes = &all->points;
  *shape = i;
}

static int32_t community_of_compound(const exporter *all, int64_t i)
{
  return all->compounds.items[i].community;
}

static const wg_field unit_fields[] = {INTEGER("id", "ID"), TEXT("community_code", "COMM_CODE", 64),
                                       TEXT("grid_code", "GRID_CODE", 64),
                                       INTEGER("households", "HOUSEHOLDS")};

static wg_status begin_unit(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  const wg_plan *plan = all->plan;
  for (int64_t i = 0; i < plan->unit_count; i++) WG_TRY(add_point(all, plan->units[i].inner, true));
  *rows = plan->unit_count;
  judge_kinds(&all->points, WG_SHAPE_POINT, asked);
  return WG_OK;
}

static void row_unit(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_unit *unit = &all->plan->units[i];
  push_count(all, i + 1);
  push_community_code(all, unit->grid >= 0 ? all->plan->grids[unit->grid].community : -1);
  push_grid_code(all, unit->grid);
  push_count(all, unit->households);
  *shapes = &all->points;
  *shape = i;
}

static int32_t community_of_unit(const exporter *all, int64_t i)
{
  int32_t grid = all->plan->units[i].grid;
  return grid < 0 ? -1 : all->plan->grids[grid].community;
}

static const wg_field compound_area_fields[] = {TEXT("name", "NAME", 120),
                                                INTEGER("buildings", "BUILDINGS")};
static const wg_field exempt_area_fields[] = {TEXT("name", "NAME", 120),
                                              INTEGER("buildings", "BUILDINGS")};

static wg_status begin_zones(const wg_zones *zones, int64_t *rows, wg_sink_options *asked)
{
  *rows = zones->shapes.count;
  asked->kind = WG_SHAPE_AREA;
  return WG_OK;
}

static void row_zone(exporter *all, const wg_zones *zones, int64_t i, const wg_shapes **shapes,
                     int64_t *shape)
{
  push_named(all, &zones->texts, zones->name[i]);
  push_count(all, zones->buildings[i]);
  *shapes = &zones->shapes;
  *shape = i;
}

static wg_status begin_compound_area(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  return begin_zones(&all->plan->compound_areas, rows, asked);
}

static void row_compound_area(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  row_zone(all, &all->plan->compound_areas, i, shapes, shape);
}

static wg_status begin_exempt_area(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  return begin_zones(&all->plan->exempt_areas, rows, asked);
}

static void row_exempt_area(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  row_zone(all, &all->plan->exempt_areas, i, shapes, shape);
}

/* Re-drawing existing grids gives lookups; a plan by itself has none. */
static const wg_field lookup_fields[] = {
    TEXT("old_code", "OLD_CODE", 64), TEXT("new_code", "NEW_CODE", 64), TEXT("change", "CHANGE", 1),
    INTEGER("households", "HOUSEHOLDS"), INTEGER("buildings", "BUILDINGS"),
    DATE("valid_from", "VALID_FROM"), DATE("valid_to", "VALID_TO")};

static wg_status begin_lookup(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->lookup_count;
  asked->kind = WG_SHAPE_NONE;
  return WG_OK;
}

static void row_lookup(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_texts *texts = &all->plan->texts;
  const wg_lookup *row = &all->plan->lookup[i];
  push_named(all, texts, row->old_code);
  push_named(all, texts, row->new_code);
  push_text(all, wg_change_name(row->change));
  push_count(all, row->households);
  push_count(all, row->buildings);
  push_named(all, texts, row->valid_from);
  push_named(all, texts, row->valid_to);
  *shapes = &all->points;
  *shape = -1; /* none */
}

/* A roster gives persons; a plan by itself has none. */
static const wg_field person_fields[] = {
    TEXT("person_id", "PERSON_ID", 64), TEXT("name", "NAME", 80), TEXT("role", "ROLE", 12),
    TEXT("phone", "PHONE", 40), TEXT("community_code", "COMM_CODE", 64),
    TEXT("grid_codes", "GRID_CODES", 254), TEXT("photo", "PHOTO", 254),
    TEXT("duties", "DUTIES", 254)};

static wg_status begin_person(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->persons.count;
  asked->kind = WG_SHAPE_NONE;
  return WG_OK;
}

static void row_person(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_persons *persons = &all->plan->persons;
  const wg_person *person = &persons->items[i];
  push_named(all, &persons->texts, person->id);
  push_named(all, &persons->texts, person->name);
  push_text(all, person->role == WG_ROLE_UNKNOWN ? NULL : wg_role_name(person->role));
  push_named(all, &persons->texts, person->phone);
  push_named(all, &persons->texts, person->community_code);
  push_named(all, &persons->texts, person->grid_codes);
  push_named(all, &persons->texts, person->photo);
  push_named(all, &persons->texts, person->duties);
  *shapes = NULL;
  *shape = -1;
}

static const wg_field contact_fields[] = {
    TEXT("community_code", "COMM_CODE", 64), TEXT("community_phone", "COMM_PHONE", 40),
    TEXT("police_name", "POLICE", 80), TEXT("police_phone", "POL_PHONE", 40),
    TEXT("address", "ADDRESS", 254)};

static wg_status begin_contact(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->contacts.count;
  asked->kind = WG_SHAPE_NONE;
  return WG_OK;
}

static void row_contact(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_contacts *contacts = &all->plan->contacts;
  const wg_contact *contact = &contacts->items[i];
  push_named(all, &contacts->texts, contact->community_code);
  push_named(all, &contacts->texts, contact->community_phone);
  push_named(all, &contacts->texts, contact->police_name);
  push_named(all, &contacts->texts, contact->police_phone);
  push_named(all, &contacts->texts, contact->address);
  *shapes = NULL;
  *shape = -1;
}

static const wg_field post_fields[] = {
    INTEGER("post", "POST"), TEXT("community_code", "COMM_CODE", 64),
    TEXT("grid_code", "GRID_CODE", 64), TEXT("second_grid_code", "GRID_CODE2", 64),
    INTEGER("households", "HOUSEHOLDS"), REAL("border_m", "BORDER_M", 16, 3)};

static wg_status begin_post(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->staffing.count;
  asked->kind = WG_SHAPE_NONE;
  return WG_OK;
}

static void row_post(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_post *post = &all->plan->staffing.posts[i];
  push_count(all, i + 1);
  push_community_code(all, all->plan->grids[post->grids[0]].community);
  push_grid_code(all, post->grids[0]);
  push_grid_code(all, post->grids[1]);
  push_count(all, post->households);
  push_real(all, (double)post->border_mm / 1000);
  *shapes = NULL;
  *shape = -1;
}

static int32_t community_of_post(const exporter *all, int64_t i)
{
  return all->plan->grids[all->plan->staffing.posts[i].grids[0]].community;
}

static const wg_field micro_fields[] = {
    TEXT("code", "CODE", 80), TEXT("grid_code", "GRID_CODE", 64), TEXT("community_code", "COMM_CODE", 64),
    INTEGER("households", "HOUSEHOLDS"), INTEGER("buildings", "BUILDINGS"), TEXT("status", "STATUS", 8)};

static wg_status begin_micro(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->micros.count;
  asked->kind = WG_SHAPE_AREA;
  return WG_OK;
}

static void row_micro(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_micros *micros = &all->plan->micros;
  const wg_micro *micro = &micros->items[i];
  push_named(all, &micros->texts, micro->code);
  push_grid_code(all, micro->grid);
  push_community_code(all, all->plan->grids[micro->grid].community);
  push_count(all, micro->households);
  push_count(all, micro->buildings);
  push_text(all, wg_grid_status_name((wg_grid_status)micro->status));
  *shapes = &micros->areas;
  *shape = micro->area;
}

static int32_t community_of_micro(const exporter *all, int64_t i)
{
  return all->plan->grids[all->plan->micros.items[i].grid].community;
}

static const wg_field micro_building_fields[] = {
    TEXT("building_id", "BLD_ID", 64), TEXT("micro_code", "MICRO_CODE", 80),
    INTEGER("households", "HOUSEHOLDS"), TEXT("part", "PART", 8), INTEGER("part_from", "PART_FROM"),
    INTEGER("part_to", "PART_TO")};

static wg_status begin_micro_building(exporter *all, int64_t *rows, wg_sink_options *asked)
{
  *rows = all->plan->micros.share_count;
  asked->kind = WG_SHAPE_NONE;
  return WG_OK;
}

static void row_micro_building(exporter *all, int64_t i, const wg_shapes **shapes, int64_t *shape)
{
  const wg_micros *micros = &all->plan->micros;
  const wg_micro_share *share = &micros->shares[i];
  const wg_buildings *buildings = &all->plan->buildings;
  push_named(all, &buildings->texts, buildings->id[share->building]);
  push_named(all, &micros->texts, micros->items[share->micro].code);
  push_count(all, share->households);
  push_text(all, wg_micro_part_name(share->part));
  push_count(all, share->from > 0 ? share->from : WG_UNKNOWN);
  push_count(all, share->to > 0 ? share->to : WG_UNKNOWN);
  *shapes = NULL;
  *shape = -1;
}

static int32_t community_of_micro_building(const exporter *all, int64_t i)
{
  const wg_micros *micros = &all->plan->micros;
  return all->plan->grids[micros->items[micros->shares[i].micro].grid].community;
}

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))
#define FORMAT(layer) {layer##_fields, COUNT(layer##_fields), begin_##layer, row_##layer, NULL}
#define FORMAT_BY_COMMUNITY(layer) \
  {layer##_fields, COUNT(layer##_fields), begin_##layer, row_##layer, community_of_##layer}
#define FORMAT_WITHOUT_ROWS(layer) {layer##_fields, COUNT(layer##_fields), NULL, NULL, NULL}

static const layer_format formats[WG_LAYERS] = {
    [WG_LAYER_GRID] = FORMAT_BY_COMMUNITY(grid),
    [WG_LAYER_BUILDING] = FORMAT_BY_COMMUNITY(building),
    [WG_LAYER_COMMUNITY] = FORMAT_BY_COMMUNITY(community),
    [WG_LAYER_FINDING] = FORMAT_BY_COMMUNITY(finding),
    [WG_LAYER_LOOKUP] = FORMAT(lookup),
    [WG_LAYER_BARRIER] = FORMAT(barrier),
    [WG_LAYER_CROSSING] = FORMAT(crossing),
    [WG_LAYER_COMPOUND] = FORMAT_BY_COMMUNITY(compound),
    [WG_LAYER_UNIT] = FORMAT_BY_COMMUNITY(unit),
    [WG_LAYER_PERSON] = FORMAT(person),
    [WG_LAYER_CONTACT] = FORMAT(contact),
    [WG_LAYER_COMPOUND_AREA] = FORMAT(compound_area),
    [WG_LAYER_EXEMPT_AREA] = FORMAT(exempt_area),
    [WG_LAYER_POST] = FORMAT_BY_COMMUNITY(post),
    [WG_LAYER_MICRO] = FORMAT_BY_COMMUNITY(micro),
    [WG_LAYER_MICRO_BUILDING] = FORMAT_BY_COMMUNITY(micro_building)};

/* --- export ------------------------------------------------------------------------------------- */

static wg_status check_community(const exporter *all, const layer_format *format, wg_layer layer,
                                 const wg_export_options *options)
{
  if (!options->one_community || format->community != NULL) return WG_OK;
  return wg_fail(all->context, WG_MISUSE,
                 wg_in(all->context,
                       "The layer '%s' is not divided by community: export it into one file.",
                       "图层“%s”不分社区：请导出为一个文件。"),
                 wg_layer_name(layer));
}

static wg_status write_rows(exporter *all, const layer_format *format, int64_t rows,
                            const wg_export_options *options, wg_export_fields *fields,
                            int64_t *written)
{
  for (int64_t i = 0; i < rows; i++) {
    const wg_shapes *shapes;
    int64_t shape;
    if (i % 4096 == 0) WG_TRY(wg_progress(all->context, "writing", i, rows));
    if (options->one_community && format->community(all, i) != options->community) continue;
    all->count = 0;
    format->row(all, i, &shapes, &shape);
    WG_TRY(wg_sink_row(all->sink, wg_export_fields_take(fields, all->values), shapes, shape));
    ++*written;
  }
  return WG_OK;
}

static void describe(const wg_sink *sink, int64_t written, const wg_export_options *options)
{
  if (options->exported == NULL) return;
  options->exported->features = written;
  wg_sink_describe(sink, options->exported->crs, sizeof options->exported->crs,
                   options->exported->encoding, sizeof options->exported->encoding);
}

wg_status wg_export_layer(wg_context *context, const wg_plan *plan, wg_layer layer,
                          const char *path, const wg_export_options *options)
{
  exporter all = {.context = context, .plan = plan};
  const layer_format *format = &formats[layer];
  wg_export_fields fields = {0};
  int64_t rows = 0, written = 0;
  wg_sink_options asked = {.layer = wg_layer_name(layer), .crs = options->out_crs,
                           .encoding = options->encoding, .append = options->append,
                           .date = plan->date[0] != 0 ? plan->date : NULL};
  wg_status status = check_community(&all, format, layer, options);
  if (status == WG_OK)
    status = wg_export_fields_choose(&fields, context, format->fields, format->field_count,
                                     wg_layer_name(layer), options);
  if (status == WG_OK && format->begin != NULL) status = format->begin(&all, &rows, &asked);
  WG_TRY_DONE(status);
  WG_TRY_DONE(wg_sink_open(&all.sink, context, path, &plan->system, fields.fields, fields.count,
                           &asked));
  WG_TRY_DONE(write_rows(&all, format, rows, options, &fields, &written));
  describe(all.sink, written, options);
  status = wg_sink_close(all.sink);
  all.sink = NULL;
done:
  wg_sink_abandon(all.sink);
  wg_export_fields_free(&fields, context);
  wg_shapes_free(&all.points, context);
  wg_compounds_free(&all.compounds, context);
  return status;
}
