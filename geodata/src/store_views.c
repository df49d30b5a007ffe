/* Indexes on codes, and views for people. '@' stands for the prefix of the scenario's tables. */
#include <string.h>

#include "store.h"

const char *const wg_store_view_names[] = {"grid_summary", "community_summary", "out_of_range",
                                           "range_in_words", "grid_officer", "building_list",
                                           "left_over",    "compound",          NULL};

#define INDEXES                                                              \
  "CREATE INDEX IF NOT EXISTS \"@building_grid\" ON \"@building\" (grid_code);" \
  "CREATE INDEX IF NOT EXISTS \"@building_name\" ON \"@building\" (building_id);"

static const char views[] =
    INDEXES

    "CREATE VIEW \"@grid_summary\" AS SELECT code, name, community_name, kind, households, persons,"
    " buildings, status, reason, officer, round(area_m2 / 10000, 2) AS area_ha"
    " FROM \"@grid\" ORDER BY code;"

    "CREATE VIEW \"@community_summary\" AS SELECT c.code, c.name, c.households, c.buildings,"
    " c.buildings_unknown, c.grids_min, c.grids_max, c.grids, c.in_range,"
    " sum(g.status IN ('under', 'over')) AS out_of_range, min(g.households) AS smallest,"
    " max(g.households) AS largest, c.proof"
    " FROM \"@community\" c LEFT JOIN \"@grid\" g ON g.community_code = c.code"
    " GROUP BY c.id ORDER BY c.code;"

    "CREATE VIEW \"@out_of_range\" AS SELECT id, code, name, community_name, households, status,"
    " reason, proof, geometry FROM \"@grid\" WHERE status IN ('under', 'over');"

    "CREATE VIEW \"@range_in_words\" AS SELECT g.code, g.name, g.community_name, g.households,"
    " g.status, f.reason AS words, f.remedy, g.proof"
    " FROM \"@grid\" g LEFT JOIN \"@finding\" f ON f.grid_code = g.code"
    " AND instr(';' || g.reason || ';', ';' || f.code || ';') > 0"
    " WHERE g.status IN ('under', 'over') ORDER BY g.code, f.id;"

    "CREATE VIEW \"@grid_officer\" AS SELECT code, name, community_name,"
    " coalesce(officer, '待定') AS officer, coalesce(phone, '待定') AS phone, households"
    " FROM \"@grid\" WHERE valid_to IS NULL ORDER BY code;"

    "CREATE VIEW \"@building_list\" AS SELECT b.building_id, b.compound, b.households,"
    " b.households_source, b.grid_code, g.name AS grid_name, b.community_code,"
    " c.name AS community_name FROM \"@building\" b LEFT JOIN \"@grid\" g ON g.code = b.grid_code"
    " LEFT JOIN \"@community\" c ON c.code = b.community_code;"

    "CREATE VIEW \"@left_over\" AS SELECT id, building_id, households, compound, geometry"
    " FROM \"@building\" WHERE grid_code IS NULL;"

    "CREATE VIEW \"@compound\" AS SELECT community_code, compound AS name, count(*) AS buildings,"
    " sum(households) AS households, count(DISTINCT grid_code) AS grids FROM \"@building\""
    " WHERE compound IS NOT NULL GROUP BY community_code, compound;";

char *wg_store_fill_prefix(const char *sql, const char *prefix)
{
  sqlite3_str *filled = sqlite3_str_new(NULL);
  for (const char *at; (at = strchr(sql, '@')) != NULL; sql = at + 1) {
    sqlite3_str_append(filled, sql, (int)(at - sql));
    sqlite3_str_appendall(filled, prefix);
  }
  sqlite3_str_appendall(filled, sql);
  return sqlite3_str_finish(filled);
}

char *wg_store_indexes_sql(const char *prefix)
{
  return wg_store_fill_prefix(INDEXES, prefix);
}

char *wg_store_views_sql(const char *prefix)
{
  return wg_store_fill_prefix(views, prefix);
}
