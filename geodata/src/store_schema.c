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

static const wg_store_column person[] = {
    ID, TEXT("person_id"), TEXT("name"), TEXT("role"), TEXT("phone"), TEXT("community_code"),
    TEXT("grid_codes"), TEXT("photo"), TEXT("duties")};

static const wg_store_column contact[] = {
    ID, TEXT("community_code"), TEXT("community_phone"), TEXT("police_name"),
    TEXT("police_phone"), TEXT("address")};
static const wg_store_column compound_area[] = {ID, TEXT("name"), INTEGER("buildings"), GEOMETRY};

static const wg_store_column exempt_area[] = {ID, TEXT("name"), INTEGER("buildings"), GEOMETRY};

static const wg_store_column post[] = {
    ID, TEXT("community_code"), TEXT("grid_code"), TEXT("second_grid_code"),
    INTEGER("households"), INTEGER("border_mm")};

static const wg_store_column micro[] = {
    ID, TEXT("code"), TEXT("grid_code"), INTEGER("sequence"), TEXT("status"),
    INTEGER("households"), INTEGER("buildings"), INTEGER("area"), REAL("inner_x"),
    REAL("inner_y"), GEOMETRY};

static const wg_store_column micro_building[] = {
    ID, TEXT("micro_code"), TEXT("building_id"), INTEGER("households"), TEXT("part"),
    INTEGER("part_from"), INTEGER("part_to")};

/* Beside `building`, whose columns stores of older versions have too. */
static const wg_store_column building_label[] = {ID, TEXT("building_id"), TEXT("name")};

#define TABLE(columns) {#columns, columns, (int)(sizeof columns / sizeof *columns)}

static const wg_store_definition tables[WG_STORE_TABLES] = {
    TABLE(run), TABLE(community), TABLE(grid), TABLE(unit), TABLE(unit_edge), TABLE(building),
    TABLE(barrier), TABLE(crossing), TABLE(finding), TABLE(code_history), TABLE(lookup),
    TABLE(person), TABLE(contact), TABLE(compound_area), TABLE(exempt_area), TABLE(post),
    TABLE(micro), TABLE(micro_building), TABLE(building_label)};

const wg_store_definition *wg_store_definition_of(wg_store_table table)
{
  return &tables[table];
}

/* head, then `item` for every column with commas, then tail. */
static char *sql_over_columns(wg_store_table table, const char *prefix, const char *head,
                              const char *tail,
                              void (*item)(sqlite3_str *sql, const wg_store_column *column))
{
  const wg_store_definition *definition = &tables[table];
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_str_appendf(sql, head, prefix, definition->name);
  for (int c = 0; c < definition->count; c++) {
    if (c > 0) sqlite3_str_appendall(sql, ", ");
    item(sql, &definition->columns[c]);
  }
  sqlite3_str_appendf(sql, tail, prefix, definition->name);
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

char *wg_store_insert_sql(wg_store_table table, const char *prefix)
{
  return sql_over_columns(table, prefix, "INSERT INTO \"%w%w\" VALUES (", ")", item_place);
}

char *wg_store_select_sql(wg_store_table table, const char *prefix)
{
  return sql_over_columns(table, prefix, "SELECT ", " FROM \"%w%w\" ORDER BY id", item_name);
}

char *wg_store_create_sql(wg_store_table table, const char *prefix)
{
  return sql_over_columns(table, prefix, "CREATE TABLE \"%w%w\" (", ")", item_definition);
}
