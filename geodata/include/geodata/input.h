/* Reading what offices have, through GDAL, into plain columns in the working system.
 *
 * One bad feature never spoils a run: it is repaired (GEOSMakeValidWithParams, structure) or
 * becomes a finding by name. A missing file, layer, field or coordinate system is an error that
 * lists what there is. Only local files are opened, with an allow-list of drivers. */
#ifndef WG_GEODATA_INPUT_H
#define WG_GEODATA_INPUT_H

#include "wangge/county.h"
#include "wangge/finding.h"
#include "wangge/memory.h"

/* What an input is called in messages: "communities", "buildings", "barriers", "crossings",
 * "households-table", "dwellings", "roster", "contacts", "compounds", "exempt". */
typedef struct wg_input {
  const char *role;
  const char *path;
  const char *layer;    /* NULL: the only layer, else an error that lists them */
  const char *crs;      /* NULL: the file's own */
  const char *encoding; /* NULL: detected */
  const wg_memory_layer *memory; /* instead of a file, which `path` is then only the name of */
  const char *connection; /* what is opened where `path` is only for show, without a password; or NULL */
  const char *kind;       /* of all barriers of the input, "river"; NULL: a field says it */
  int32_t admin_level;    /* of communities in an OpenStreetMap extract; 0: WG_ADMIN_LEVEL */
  bool water_areas;       /* of barriers in an OpenStreetMap extract, in place of its lines */
  bool any_driver;      /* also formats beside the allow-list */
  const struct wg_input *beside; /* another input of the run, which tells where the place is when
                                    this one lacks a coordinate system; NULL: none */
} wg_input;

/* Where households come from besides a field of the buildings; zero-initialised: nowhere. What finds
 * no building, and which buildings find nothing, are findings. docs/households.md. */
typedef struct wg_household_sources {
  wg_input table;     /* a row a key with its households; path NULL: none */
  wg_input dwellings; /* a row a dwelling, found by key or by place; path NULL: none. Not both */
  const char *join;   /* "FIELD,FIELD=FIELD,FIELD", buildings' = theirs; NULL: the building ids */
  const char *table_households; /* field of the table; NULL: by alias */
  int32_t within_m;   /* a dwelling in no footprint is counted to one that is so near */
  bool estimate;      /* where there is no count: floors × footprint ÷ household_m2 */
  int32_t household_m2, floors_default;
  const char *building_use; /* field that says what a building is for; NULL: by alias */
  struct wg_reading *reading; /* what was read of the table or the dwellings; NULL: not wanted */
} wg_household_sources;

/* Field names as given by options; NULL: the first alias found (see docs), said aloud by wg_log. */
typedef struct wg_fields {
  const char *community_code, *community_name;
  const char *parts; /* grids a community is to have; NULL: none is asked for, no alias is tried */
  const char *building_id, *households, *compound, *floors, *persons, *entrances;
  const char *barrier_kind, *barrier_name;
  const char *exempt; /* "FIELD=VALUE,VALUE" on the buildings, or NULL */
  const char *alike;  /* "FIELD,FIELD" on the buildings: who is alike; or NULL */
  const char *grid;   /* of the buildings: code of their existing grid; NULL: none, no alias is tried */
  const wg_household_sources *sources; /* NULL: the field alone */
} wg_fields;

/* What reading did, for the summary and the run's parameters. */
typedef struct wg_reading {
  int64_t features;          /* in the layer */
  int64_t null, repaired, refused; /* geometries */
  int64_t partly;                  /* of which parts were left out */
  int64_t unknown, negative, not_number, fraction; /* household counts */
  int64_t duplicate_ids;
  int64_t households;        /* sum of the known counts */
  int64_t approximate, joined, estimated; /* buildings whose count is rough, joined, estimated */
  char fields[512];          /* "households ← 户数, building_id ← LDH" */
  char crs[128], encoding[64], driver[64];
  char encoding_reason[96];  /* why, in the context's language */
  char checksum[65];         /* SHA-256 or another named digest of the file, hex; "" for databases */
} wg_reading;

/* Each fills *out (zero-initialised by the callee; empty on failure), adds findings (at most one
 * a subject; lists of more than WG_FINDING_LIST subjects of one kind are one finding with a count
 * and the first names) and reports. */
#define WG_FINDING_LIST 20
wg_status wg_read_communities(wg_communities *out, wg_context *context, const wg_input *input,
                              const wg_fields *fields, const wg_system *system,
                              wg_findings *findings, wg_reading *reading) WG_MUST_CHECK;
wg_status wg_read_buildings(wg_buildings *out, wg_context *context, const wg_input *input,
                            const wg_fields *fields, const wg_system *system,
                            wg_findings *findings, wg_reading *reading) WG_MUST_CHECK;

/* Kinds of the hard barriers, as the default table has them. */
#define WG_KINDS_EXPRESSWAY \
  "motorway,motorway_link,trunk,trunk_link,expressway,高速,高速公路,高速路,快速路,城市快速路,高架,高架路"
#define WG_KINDS_RAIL \
  "railway,rail,light_rail,narrow_gauge,monorail,铁路,铁道,高铁,普速铁路,轻轨"
#define WG_KINDS_WATER                                                                                  \
  "river,riverbank,canal,dock,water,lake,pond,reservoir,basin,lagoon,oxbow,moat,河流,河,江,河道," \
  "江河,"                                                                                             \
  "运河,干渠,水渠,水域,水面,水系面,湖,湖泊,湖面,水库,池塘,坑塘"

/* Which kinds separate and how: the default table, changed by --hard and --soft. */
typedef struct wg_barrier_table {
  const char *hard; /* "river,railway" added to hard, or NULL */
  const char *soft; /* taken as soft, or NULL */
} wg_barrier_table;

/* Class of a kind ("primary", "铁路" …), its name compared normalised; *road: may people cross
 * with it. Kinds in neither table separate nothing. */
wg_barrier_class wg_barrier_class_of(const wg_barrier_table *table, const char *kind, bool *road);

/* Whether a comma-separated list of kinds has this one; compared normalised. NULL list: no. */
bool wg_kind_listed(const char *list, const char *kind);

/* Appends to *out, so several barrier inputs can follow each other. */
wg_status wg_read_barriers(wg_barriers *out, wg_context *context, const wg_input *input,
                           const wg_fields *fields, const wg_barrier_table *table,
                           const wg_system *system, wg_findings *findings,
                           wg_reading *reading) WG_MUST_CHECK;
wg_status wg_read_crossings(wg_crossings *out, wg_context *context, const wg_input *input,
                            const wg_system *system, wg_findings *findings,
                            wg_reading *reading) WG_MUST_CHECK;

/* Areas with a name, for `compounds` and `exempt`; what is no area is refused by name. */
wg_status wg_read_zones(wg_zones *out, wg_context *context, const wg_input *input,
                        const wg_system *system, wg_findings *findings,
                        wg_reading *reading) WG_MUST_CHECK;

#endif
