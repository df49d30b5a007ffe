/* Making the written tables a SpatiaLite file that QGIS and GDAL open with their layers.
 *
 * SpatiaLite writes the clock of the machine into its own tables; the plan's date takes its place,
 * so that the same plan gives the same file. */
#include <proj.h>
#include <stdio.h>
#include <string.h>

#include "store.h"

typedef struct layer {
  const char *table;
  const char *type;
  bool indexed; /* an R-tree costs more than the rows of the table itself: only where rows are few */
  bool early;   /* registered while empty: SpatiaLite looks at every row that is there */
  int64_t rows;
  wg_box box; /* of all of them */
} layer;

typedef struct spatial {
  wg_context *context;
  sqlite3 *database;
  const wg_plan *plan;
  int32_t srid;
  const char *prefix; /* of the tables' names */
  bool fresh;         /* no other plan is in the file */
} spatial;

/* What SQLite says, or, where SpatiaLite only says no, that. */
static wg_status failed(const spatial *s, const char *what)
{
  bool known = sqlite3_errcode(s->database) != SQLITE_OK &&
               sqlite3_errcode(s->database) != SQLITE_ROW &&
               sqlite3_errcode(s->database) != SQLITE_DONE;
  return wg_fail(s->context, WG_WRITE_FAILED,
                 wg_in(s->context, "Cannot write the plan store: %s (%s).",
                       "无法写入方案库：%s（%s）。"),
                 known ? sqlite3_errmsg(s->database) : "SpatiaLite", what);
}

/* Runs one statement; `positive`: it is a SELECT of a SpatiaLite function that answers 1. */
static wg_status run(const spatial *s, bool positive, char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sql == NULL)
    return wg_fail(s->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  wg_status status = WG_OK;
  if (sqlite3_prepare_v2(s->database, sql, -1, &statement, NULL) != SQLITE_OK) {
    status = failed(s, sql);
  } else {
    int result = sqlite3_step(statement);
    if (result != SQLITE_DONE && result != SQLITE_ROW) status = failed(s, sql);
    else if (positive && sqlite3_column_int(statement, 0) <= 0) status = failed(s, sql);
  }
  sqlite3_finalize(statement);
  sqlite3_free(sql);
  return status;
}

/* --- the working system -------------------------------------------------------------------------- */

#define SRID_OF_OUR_OWN 990001 /* above every EPSG code, below what SpatiaLite reserves */

int32_t wg_store_srid(const wg_system *system)
{
  return system->epsg > 0 ? system->epsg : SRID_OF_OUR_OWN;
}

/* A row in spatial_ref_sys from the system's WKT, for systems SpatiaLite does not know. */
static wg_status add_system(const spatial *s)
{
  const wg_system *system = &s->plan->system;
  PJ_CONTEXT *proj = proj_context_create();
  PJ *crs = system->wkt != NULL ? proj_create(proj, system->wkt) : NULL;
  const char *proj4 = crs != NULL ? proj_as_proj_string(proj, crs, PJ_PROJ_4, NULL) : NULL;
  const char *wkt = crs != NULL ? proj_as_wkt(proj, crs, PJ_WKT1_GDAL, NULL) : NULL;
  wg_status status = run(
      s, false,
      sqlite3_mprintf("INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, ref_sys_name,"
                      " proj4text, srtext) VALUES (%d, %Q, %d, %Q, %Q, %Q)",
                      s->srid, system->epsg > 0 ? "epsg" : "wangge", s->srid, system->title,
                      proj4 != NULL ? proj4 : "", wkt != NULL ? wkt : "Undefined"));
  proj_destroy(crs);
  proj_context_destroy(proj);
  return status;
}

static bool has_system(const spatial *s)
{
  sqlite3_stmt *statement = NULL;
  bool found = sqlite3_prepare_v2(s->database, "SELECT 1 FROM spatial_ref_sys WHERE srid = ?", -1,
                                  &statement, NULL) == SQLITE_OK &&
               sqlite3_bind_int(statement, 1, s->srid) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_ROW;
  sqlite3_finalize(statement);
  return found;
}

/* The working system, and longitude and latitude for questions that start from a phone's position. */
static wg_status add_systems(const spatial *s)
{
  if (s->fresh) { /* SpatiaLite complains aloud of a row that is there */
    WG_TRY(run(s, false, sqlite3_mprintf("SELECT InsertEpsgSrid(4326)")));
    WG_TRY(run(s, false, sqlite3_mprintf("SELECT InsertEpsgSrid(4490)")));
  }
  if (s->plan->system.epsg > 0 && !has_system(s))
    WG_TRY(run(s, false, sqlite3_mprintf("SELECT InsertEpsgSrid(%d)", s->srid)));
  return has_system(s) ? WG_OK : add_system(s);
}

/* --- layers --------------------------------------------------------------------------------------- */

static wg_box box_of_shapes(const wg_shapes *shapes)
{
  wg_box box = WG_BOX_EMPTY;
  for (int64_t i = 0; i < shapes->point_count; i++) wg_box_add(&box, shapes->points[i]);
  return box;
}

static wg_box box_of_units(const wg_plan *plan)
{
  wg_box box = WG_BOX_EMPTY;
  for (int64_t i = 0; i < plan->unit_count; i++) wg_box_add(&box, plan->units[i].inner);
  return box;
}

static wg_box box_of_findings(const wg_plan *plan)
{
  wg_box box = WG_BOX_EMPTY;
  for (int64_t i = 0; i < plan->findings.count; i++)
    if (plan->findings.items[i].has_point) wg_box_add(&box, plan->findings.items[i].at);
  return box;
}

/* Rows and extent of a layer, as SpatiaLite would find them by looking at every row again. */
static wg_status add_statistics(const spatial *s, const layer *l)
{
  const wg_system *system = &s->plan->system;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(s->database,
                         "UPDATE geometry_columns_statistics SET last_verified = ?1, row_count = ?2,"
                         " extent_min_x = ?3, extent_min_y = ?4, extent_max_x = ?5, extent_max_y = ?6"
                         " WHERE f_table_name = lower(?8 || ?7)",
                         -1, &statement, NULL) != SQLITE_OK)
    return failed(s, l->table);
  char verified[32];
  snprintf(verified, sizeof verified, "%.10sT00:00:00.000Z", s->plan->date);
  sqlite3_bind_text(statement, 1, verified, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 2, l->rows);
  if (l->box.min_x <= l->box.max_x) {
    sqlite3_bind_double(statement, 3, wg_store_metres(system->origin_x_m, l->box.min_x));
    sqlite3_bind_double(statement, 4, wg_store_metres(system->origin_y_m, l->box.min_y));
    sqlite3_bind_double(statement, 5, wg_store_metres(system->origin_x_m, l->box.max_x));
    sqlite3_bind_double(statement, 6, wg_store_metres(system->origin_y_m, l->box.max_y));
  }
  sqlite3_bind_text(statement, 7, l->table, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 8, s->prefix, -1, SQLITE_STATIC);
  int result = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return result == SQLITE_DONE ? WG_OK : failed(s, l->table);
}

static wg_status register_layer(const spatial *s, const layer *l)
{
  return run(s, true,
             sqlite3_mprintf("SELECT RecoverGeometryColumn('%q%q', 'geometry', %d, %Q, 'XY')",
                             s->prefix, l->table, s->srid, l->type));
}

static wg_status add_layer(const spatial *s, const layer *l)
{
  if (!l->early) WG_TRY(register_layer(s, l));
  if (l->indexed)
    WG_TRY(run(s, true, sqlite3_mprintf("SELECT CreateSpatialIndex('%q%q', 'geometry')", s->prefix, l->table)));
  return add_statistics(s, l);
}

static layer layer_of_shapes(const char *table, const char *when_empty, layer how,
                             const wg_shapes *shapes)
{
  how.table = table;
  how.type = wg_store_geometry_type(shapes, when_empty);
  how.rows = shapes->count;
  how.box = box_of_shapes(shapes);
  return how;
}

static layer building_layer(const wg_plan *plan)
{
  return layer_of_shapes("building", "MULTIPOLYGON", (layer){.early = true}, &plan->buildings.shapes);
}

static layer unit_layer(const wg_plan *plan)
{
  return (layer){.table = "unit", .type = "POINT", .early = true, .rows = plan->unit_count,
                 .box = box_of_units(plan)};
}

static wg_status add_layers(const spatial *s)
{
  const wg_plan *plan = s->plan;
  const layer plain = {0}, indexed = {.indexed = true};
  const layer layers[] = {
      layer_of_shapes("grid", "MULTIPOLYGON", indexed, &plan->outlines),
      layer_of_shapes("community", "MULTIPOLYGON", indexed, &plan->communities.shapes),
      building_layer(plan),
      layer_of_shapes("barrier", "MULTILINESTRING", plain, &plan->barriers.shapes),
      layer_of_shapes("crossing", "POINT", plain, &plan->crossings.shapes),
      layer_of_shapes("micro", "MULTIPOLYGON", indexed, &plan->micros.areas),
      layer_of_shapes("compound_area", "MULTIPOLYGON", plain, &plan->compound_areas.shapes),
      layer_of_shapes("exempt_area", "MULTIPOLYGON", plain, &plan->exempt_areas.shapes),
      unit_layer(plan),
      {.table = "finding", .type = "POINT", .indexed = true, .rows = plan->findings.count,
       .box = box_of_findings(plan)}};
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) WG_TRY(add_layer(s, &layers[i]));
  WG_TRY(run(s, false,
             sqlite3_mprintf("INSERT INTO views_geometry_columns VALUES ('%qout_of_range',"
                             " 'geometry', 'id', '%qgrid', 'geometry', 1)",
                             s->prefix, s->prefix)));
  return run(s, false,
             sqlite3_mprintf("INSERT INTO views_geometry_columns VALUES ('%qleft_over',"
                             " 'geometry', 'id', '%qbuilding', 'geometry', 1)",
                             s->prefix, s->prefix));
}

/* --- triggers --------------------------------------------------------------------------------------- */

/* Takes the triggers of a table away; the statements that make them again are appended. */
static wg_status hold_triggers(const spatial *s, const layer *l, sqlite3_str *held)
{
  sqlite3_stmt *statement = NULL;
  sqlite3_str *drops = sqlite3_str_new(s->database);
  wg_status status = WG_OK;
  if (sqlite3_prepare_v2(s->database,
                         "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND"
                         " lower(tbl_name) = lower(?1 || ?2) ORDER BY name",
                         -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_bind_text(statement, 1, s->prefix, -1, SQLITE_STATIC) != SQLITE_OK ||
      sqlite3_bind_text(statement, 2, l->table, -1, SQLITE_STATIC) != SQLITE_OK)
    status = failed(s, l->table);
  while (status == WG_OK && sqlite3_step(statement) == SQLITE_ROW) {
    sqlite3_str_appendf(drops, "DROP TRIGGER \"%w\";", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_str_appendf(held, "%s;", (const char *)sqlite3_column_text(statement, 1));
  }
  sqlite3_finalize(statement);
  char *sql = sqlite3_str_finish(drops);
  if (status == WG_OK && sql != NULL && sqlite3_exec(s->database, sql, NULL, NULL, NULL) != SQLITE_OK)
    status = failed(s, l->table);
  sqlite3_free(sql);
  return status;
}

static wg_status add_triggers(const spatial *s, const char *triggers)
{
  if (sqlite3_exec(s->database, triggers, NULL, NULL, NULL) == SQLITE_OK) return WG_OK;
  return failed(s, "triggers");
}

static wg_status add_styles(const spatial *s)
{
  char *sql = wg_store_fill_prefix(wg_store_styles_sql(), s->prefix);
  if (sql == NULL)
    return wg_fail(s->context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
  int result = sqlite3_exec(s->database, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  if (result != SQLITE_OK) return failed(s, "layer_styles");
  return run(s, false,
             sqlite3_mprintf("UPDATE layer_styles SET update_time = '%qT00:00:00Z'"
                             " WHERE f_table_name LIKE '%q%%'",
                             s->plan->date, s->prefix));
}

wg_status wg_store_begin_spatial(wg_context *context, sqlite3 *database, const wg_plan *plan,
                                 int32_t srid, const char *prefix, bool fresh, char **triggers)
{
  spatial s = {context, database, plan, srid, prefix, fresh};
  const layer early[] = {building_layer(plan), unit_layer(plan)};
  *triggers = NULL;
  if (fresh) WG_TRY(run(&s, true, sqlite3_mprintf("SELECT InitSpatialMetaDataFull(0, 'NONE')")));
  WG_TRY(add_systems(&s));
  sqlite3_str *held = sqlite3_str_new(database);
  wg_status status = WG_OK;
  for (size_t i = 0; i < sizeof early / sizeof *early && status == WG_OK; i++) {
    status = register_layer(&s, &early[i]);
    if (status == WG_OK) status = hold_triggers(&s, &early[i], held);
  }
  bool complete = sqlite3_str_errcode(held) == SQLITE_OK;
  *triggers = sqlite3_str_finish(held);
  if (status != WG_OK || complete) return status;
  return wg_fail(context, WG_OUT_OF_MEMORY, "%s", wg_status_sentence(WG_OUT_OF_MEMORY));
}

wg_status wg_store_finish_spatial(wg_context *context, sqlite3 *database, const wg_plan *plan,
                                  int32_t srid, const char *prefix, const char *triggers)
{
  spatial s = {context, database, plan, srid, prefix, false};
  WG_TRY(add_triggers(&s, triggers));
  WG_TRY(add_layers(&s));
  WG_TRY(add_styles(&s));
  return run(&s, false,
             sqlite3_mprintf("UPDATE spatialite_history SET timestamp = '%qT00:00:00.000Z'",
                             plan->date));
}
