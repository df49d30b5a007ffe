/* The tables of the plan store and the views on them. docs/store.md explains every column.
 *
 * Rows refer to each other by code and id, as people do, so that a hand with a SQL shell can read
 * and correct a plan; only units, which have no code, are referred to by row number. Whole
 * millimetres stand beside the metres wherever a sum has to come out exactly. */
#include "store.h"

const char *const wg_store_levels[] = {"none", "lane", "street", "hard", NULL};
const char *const wg_store_sources[] = {"given", "joined", "estimated", "unknown", NULL};

#define ID {"id", "INTEGER PRIMARY KEY"}
#define TEXT(name) {name, "TEXT"}
#define INTEGER(name) {name, "INTEGER"}
#define REAL(name) {name, "REAL"}
#define GEOMETRY {"geometry", "BLOB"}

static const wg_store_column run[] = {ID, TEXT("part"), TEXT("name"), TEXT("value")};

static const wg_store_column community[] = {
    ID, TEXT("code"), TEXT("name"), INTEGER("households"), INTEGER("buildings"),
    INTEGER("buildings_unknown"), INTEGER("grids_min"), INTEGER("grids_max"), INTEGER("grids"),
    INTEGER("in_range"), TEXT("proof"), INTEGER("area2_mm2"), GEOMETRY};

static const wg_store_column grid[] = {
    ID, TEXT("code"), TEXT("name"), TEXT("community_code"), TEXT("community_name"), TEXT("kind"),
    INTEGER("households"), INTEGER("households_estimated"), INTEGER("persons"),
    INTEGER("buildings"), INTEGER("buildings_unknown"), TEXT("status"), TEXT("reason"),
    TEXT("proof"), REAL("area_m2"), REAL("perimeter_m"), REAL("compactness"), TEXT("officer"),
    TEXT("phone"), TEXT("valid_from"), TEXT("valid_to"), INTEGER("sequence"),
    INTEGER("area2_mm2"), INTEGER("perimeter_mm"), REAL("inner_x"), REAL("inner_y"), GEOMETRY};

static const wg_store_column unit[] = {ID, INTEGER("grid_id"), INTEGER("households"), GEOMETRY};

static const wg_store_column unit_edge[] = {
    ID, INTEGER("unit_a"), INTEGER("unit_b"), INTEGER("length_mm"), INTEGER("passable"),
    TEXT("level")};

static const wg_store_column building[] = {
    ID, TEXT("building_id"), TEXT("community_code"), TEXT("grid_code"), INTEGER("households"),
    TEXT("households_source"), TEXT("compound"), INTEGER("persons"), INTEGER("floors"),
    INTEGER("exempt"), INTEGER("unit_id"), GEOMETRY};

static const wg_store_column barrier[] = {
    ID, TEXT("kind"), TEXT("class"), TEXT("name"), REAL("factor"), TEXT("level"),
    INTEGER("road"), INTEGER("underground"), GEOMETRY};

static const wg_store_column crossing[] = {ID, TEXT("name"), INTEGER("made"), GEOMETRY};

static const wg_store_column finding[] = {
    ID, TEXT("code"), TEXT("severity"), TEXT("community_code"), TEXT("grid_code"),
    TEXT("building_id"), TEXT("subject"), TEXT("reason"), TEXT("remedy"), TEXT("proof"),
    GEOMETRY};

static const wg_store_column code_history[] = {
    ID, TEXT("code"), TEXT("community_code"), TEXT("valid_from"), TEXT("valid_to")};

static const wg_store_column lookup[] = {
    ID, TEXT("old_code"), TEXT("new_code"), TEXT("change"), INTEGER("households"),
    INTEGER("buildings"), TEXT("valid_from"), TEXT("valid_to")};

#define TABLE(columns) {#columns, columns, (int)(sizeof columns / sizeof *columns)}

static const wg_store_definition tables[WG_STORE_TABLES] = {
    TABLE(run), TABLE(community), TABLE(grid), TABLE(unit), TABLE(unit_edge), TABLE(building),
    TABLE(barrier), TABLE(crossing), TABLE(finding), TABLE(code_history), TABLE(lookup)};

const wg_store_definition *wg_store_definition_of(wg_store_table table)
{
  return &tables[table];
}

/* head, then `item` for every column with commas, then tail. */
static char *sql_over_columns(wg_store_table table, const char *head, const char *tail,
                              void (*item)(sqlite3_str *sql, const wg_store_column *column))
{
  const wg_store_definition *definition = &tables[table];
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, head, definition->name);
  for (int c = 0; c < definition->count; c++) {
    if (c > 0) sqlite3_str_appendall(sql, ", ");
    item(sql, &definition->columns[c]);
  }
  sqlite3_str_appendf(sql, tail, definition->name);
  return sqlite3_str_finish(sql);
}

static void item_name(sqlite3_str *sql, const wg_store_column *column)
{
  sqlite3_str_appendf(sql, "\"%w\"", column->name);
}

static void item_place(sqlite3_str *sql, const wg_store_column *column)
{
  (void)column;
  sqlite3_str_appendall(sql, "?");
}

static void item_definition(sqlite3_str *sql, const wg_store_column *column)
{
  sqlite3_str_appendf(sql, "\"%w\" %s", column->name, column->type);
}

char *wg_store_insert_sql(wg_store_table table)
{
  return sql_over_columns(table, "INSERT INTO \"%w\" VALUES (", ")", item_place);
}

char *wg_store_select_sql(wg_store_table table)
{
  return sql_over_columns(table, "SELECT ", " FROM \"%w\" ORDER BY id", item_name);
}

char *wg_store_create_sql(wg_store_table table)
{
  return sql_over_columns(table, "CREATE TABLE \"%w\" (", ")", item_definition);
}

const char *wg_store_views_sql(void)
{
  return "CREATE INDEX building_grid ON building (grid_code);"
         "CREATE INDEX building_name ON building (building_id);"

         "CREATE VIEW grid_summary AS SELECT code, name, community_name, kind, households, persons,"
         " buildings, status, reason, officer, round(area_m2 / 10000, 2) AS area_ha"
         " FROM grid ORDER BY code;"

         "CREATE VIEW community_summary AS SELECT c.code, c.name, c.households, c.buildings,"
         " c.buildings_unknown, c.grids_min, c.grids_max, c.grids, c.in_range,"
         " sum(g.status IN ('under', 'over')) AS out_of_range, min(g.households) AS smallest,"
         " max(g.households) AS largest, c.proof"
         " FROM community c LEFT JOIN grid g ON g.community_code = c.code"
         " GROUP BY c.id ORDER BY c.code;"

         "CREATE VIEW out_of_range AS SELECT id, code, name, community_name, households, status,"
         " reason, proof, geometry FROM grid WHERE status IN ('under', 'over');"

         "CREATE VIEW grid_officer AS SELECT code, name, community_name,"
         " coalesce(officer, '待定') AS officer, coalesce(phone, '待定') AS phone, households"
         " FROM grid WHERE valid_to IS NULL ORDER BY code;"

         "CREATE VIEW building_list AS SELECT b.building_id, b.compound, b.households,"
         " b.households_source, b.grid_code, g.name AS grid_name, b.community_code,"
         " c.name AS community_name FROM building b LEFT JOIN grid g ON g.code = b.grid_code"
         " LEFT JOIN community c ON c.code = b.community_code;"

         "CREATE VIEW left_over AS SELECT id, building_id, households, compound, geometry"
         " FROM building WHERE grid_code IS NULL;"

         "CREATE VIEW compound AS SELECT community_code, compound AS name, count(*) AS buildings,"
         " sum(households) AS households, count(DISTINCT grid_code) AS grids FROM building"
         " WHERE compound IS NOT NULL GROUP BY community_code, compound;";
}
