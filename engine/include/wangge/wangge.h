/* wangge: divides communities into service grids. The whole public API (docs/embedding.md, and
 * docs/example/divide.c for a whole program).
 *
 * Errors     Every call that can fail gives a wg_status, to be checked, and leaves the sentence for
 *            it on the context (wg_message). Nothing here prints, exits or aborts.
 * Ownership  What a call fills comes first and is the caller's, to be freed by the function of its
 *            name; after a failure it is empty, and freeing it is fine. Arguments are only read, and
 *            need to live while the call lasts. Texts of a plan or a result are borrowed from the plan.
 * Units      Shapes are whole millimetres from the plan's origin, areas twice their size in mm²;
 *            names ending in _m, _m2 are metres. Counts are households, WG_UNKNOWN is not 0.
 * Memory     All of our own comes from the context's allocator, which must be thread-safe; if it
 *            has none left the call ends in WG_OUT_OF_MEMORY and has freed what it took.
 * Threads    A context belongs to one thread at a time; runs with contexts of their own may go on
 *            side by side. options.threads more are started by a run, and ended before it returns;
 *            the result does not depend on their number. A finished plan may be read by several.
 * Stopping   Log and progress callbacks are called by the thread that made the call. Progress that
 *            returns false ends the run with WG_CANCELLED, nothing written; the context stays
 *            cancelled. */
#ifndef WANGGE_WANGGE_H
#define WANGGE_WANGGE_H

#include "wangge/context.h"
#include "wangge/finding.h"
#include "wangge/map.h"
#include "wangge/memory.h"
#include "wangge/plan.h"
#include "wangge/result.h"
#include "wangge/rule.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

const char *wg_version(void);

/* --- plan ------------------------------------------------------------------------------------ */

typedef struct wg_source_file {
  const char *path, *layer, *crs, *encoding; /* all but path may be NULL */
  const wg_memory_layer *memory; /* arrays in place of the file: then crs must be named */
  const char *kind; /* of barriers: what all of them are ("river"), whatever a field says; or NULL */
} wg_source_file;

typedef struct wg_plan_options {
  wg_source_file communities, buildings;
  const wg_source_file *barriers;
  int32_t barrier_count;
  wg_source_file crossings;      /* path and memory NULL: none */
  wg_source_file compounds;      /* outlines of compounds; path and memory NULL: none */
  wg_source_file exempt_areas;   /* areas that are an exempt grid each; path and memory NULL: none */
  wg_source_file households_table; /* a row a building: key and households; path NULL: none */
  wg_source_file roster;         /* persons, a row each (docs/officers.md); path NULL: none */
  wg_source_file contacts;       /* a row a community; NULL: a sheet of the roster, if it has one */
  bool micro;                    /* micro-grids inside the grids (docs/micro.md) */
  int32_t micro_min, micro_max;  /* households of each; 0: 30, 50 */
  const char *micro_template;    /* of their codes; NULL: "{grid}{seq:2}" */
  int32_t officers;              /* so many for all grids: which share one; 0: not asked */
  wg_source_file dwellings;      /* a row a dwelling, by key or by place; path NULL: none */
  const char *join;              /* "FIELD[,FIELD]=FIELD[,FIELD]": buildings' = the table's; NULL: ids */
  const char *field_table_households, *field_building_use; /* NULL: by alias */
  bool estimate;                 /* households where nothing is known: docs/households.md */
  int32_t household_m2, floors_default, dwellings_within_m; /* 0: 100 m², 2 floors, 20 m */
  int32_t admin_level;           /* of communities in OpenStreetMap extracts; 0: 8 */
  const char *crs;               /* working system; NULL: chosen */
  const char *field_community_code, *field_community_name, *field_building_id, *field_households,
      *field_compound, *field_floors, *field_persons, *field_barrier_kind, *field_entrances; /* NULL: by alias */
  const char *hard, *soft;       /* kinds, comma separated; NULL: the default table alone */
  const char *exempt;            /* FIELD=VALUE or NULL */
  const char *alike;             /* fields of the buildings that say who is alike, comma separated,
                                    at most WG_ALIKE_FIELDS; NULL: none */
  const char *parts;             /* a field of the communities: grids that each is to have, exempt
                                    ones apart (null, 0: free); or a number for all; NULL: free */
  int64_t fast_above;            /* with more buildings effort is fast, and that is said; 0: never */
  const char *code_template;     /* NULL: "{community}{seq:3}" */
  const char *date;              /* "2026-01-31"; NULL: SOURCE_DATE_EPOCH, else today */
  int32_t threads;               /* 0: all processors */
  bool strict;                   /* anything wrong with the inputs is a failure, before dividing */
  wg_source_file grids;          /* existing grids, whose codes are kept; path and memory NULL: none.
                                    A plan store will do: then the codes it has retired count too */
  const char *field_grid;        /* instead of grids: field of the buildings that holds the code of the
                                    existing grid of each; NULL: none */
  wg_source_file retired;        /* further codes that may not be given again; path NULL: none */
  bool adjust;                   /* re-draw the existing grids, moving as few households as possible;
                                    else the communities are divided anew */
  const char *const *locked, *const *released; /* codes of grids that stay as they are; that may
                                    change at no cost */
  int32_t locked_count, released_count;
  int32_t stability;             /* weight of moving a household to another grid, in percent of a
                                    mean border; only for adjust */
  int32_t snap_mm;               /* lines of existing grids so near to each other or to the boundary
                                    of the community are one */
  bool any_driver;               /* inputs in every format that GDAL has, not only the sound ones */
  wg_rule rule;
} wg_plan_options;

#define WG_PLAN_OPTIONS_INIT { .rule = WG_RULE_INIT, .fast_above = 200000, .household_m2 = 100, .floors_default = 2,   \
    .dwellings_within_m = 20, .admin_level = 8, .micro_min = 30, .micro_max = 50, .stability = 100, .snap_mm = 2000 }

/* What a run says of itself besides the plan. */
typedef struct wg_plan_figures {
  int64_t communities, buildings_read, buildings_placed, buildings_left;
  int64_t households_read, households_placed, households_left;
  int64_t households_given, households_joined, households_estimated; /* of those read */
  int64_t grids, in_range, empty, unknown, exempt;
  int64_t out_proven, out_unproven; /* grids out of range */
  int64_t fault;
  int64_t communities_in_range;
} wg_plan_figures;

/* Reads, divides, and fills *plan (the caller frees it with wg_plan_free). */
wg_status wg_plan_make(wg_plan *plan, wg_context *context,
                       const wg_plan_options *options) WG_MUST_CHECK;
/* The same and wg_plan_save_scenario in one go: what is divided goes into the store while the rest is
 * being divided. After a failure there is no plan, and the store is as it was. */
wg_status wg_plan_make_and_save(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                                const char *path, const char *scenario) WG_MUST_CHECK;
/* The same as wg_plan_make from memory: the caller has filled system, communities, buildings,
 * barriers and crossings (and zones, if there are any) of a zero-initialised *plan (see county.h); the inputs named in the options are not
 * opened. Whatever happens the caller frees *plan. */
wg_status wg_plan_divide(wg_plan *plan, wg_context *context,
                         const wg_plan_options *options) WG_MUST_CHECK;
void wg_plan_count(const wg_plan *plan, wg_plan_figures *figures);

/* --- variants --------------------------------------------------------------------------------- */

/* Alternatives to a plan, to choose from. */
typedef enum wg_variant {
  WG_VARIANT_AS_ASKED = 0,
  WG_VARIANT_FEWER, /* one grid fewer in every community, but one at least */
  WG_VARIANT_MORE,  /* one more */
  WG_VARIANT_EVEN,  /* balance × 4 */
  WG_VARIANT_WHOLE, /* keep × 4 */
  WG_VARIANT_SHORT, /* all weights ÷ 4, so that short borders count more */
  WG_VARIANTS
} wg_variant;

/* "" "fewer" "more" "even" "whole" "short": what scenarios of the store are called. */
const char *wg_variant_name(wg_variant variant);
/* As wg_plan_make. base: the plan made as asked, whose numbers of grids are counted from. */
wg_status wg_plan_make_variant(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                               const wg_plan *base, wg_variant variant) WG_MUST_CHECK;

/* What to choose by. Sizes are households, or persons where they are the measure. */
typedef struct wg_tradeoffs {
  int64_t grids, in_range, out_of_range, fault;
  int64_t smallest, largest; /* of the base grids with households */
  int64_t deviation;         /* from the target, on average */
  int64_t border_mm;         /* between grids of one community */
  int64_t border_cost;       /* decimetres × factor, as docs/weights.md; inside compounds as open ground */
  int64_t compounds_divided; /* names that lie in several grids of a community */
  int64_t households_moved;  /* out of their existing grid; WG_UNKNOWN: there were none */
} wg_tradeoffs;

wg_status wg_plan_tradeoffs(wg_tradeoffs *out, wg_context *context,
                            const wg_plan *plan) WG_MUST_CHECK;

/* --- store, export ---------------------------------------------------------------------------- */

wg_status wg_plan_save(wg_context *context, const char *path, const wg_plan *plan) WG_MUST_CHECK;
wg_status wg_plan_load(wg_plan *plan, wg_context *context, const char *path) WG_MUST_CHECK;
/* One of several plans in a store, by a name of a-z, 0-9, _ and 汉字 (docs/store.md). Saving keeps the
 * others. NULL: the plan without a name; loading takes the only one there is, if none is without. */
wg_status wg_plan_save_scenario(wg_context *context, const char *path, const wg_plan *plan,
                                const char *scenario) WG_MUST_CHECK;
wg_status wg_plan_load_scenario(wg_plan *plan, wg_context *context, const char *path,
                                const char *scenario) WG_MUST_CHECK;
/* layer NULL: "grid"; out_crs, encoding NULL: defaults. Format by the file's ending. */
wg_status wg_plan_export(wg_context *context, const wg_plan *plan, const char *path,
                         const char *layer, const char *out_crs,
                         const char *encoding) WG_MUST_CHECK;

typedef struct wg_plan_export_options {
  const char *layer, *out_crs, *encoding; /* NULL: "grid", defaults */
  const char *fields;    /* path of a field map (docs/export.md); NULL: all fields */
  bool with_contacts;    /* telephone numbers too */
  const char *community; /* code of the only community to write; NULL: all */
} wg_plan_export_options;

/* What an export wrote. */
typedef struct wg_plan_export_figures {
  int64_t features;
  char crs[64];      /* "EPSG:4547", "custom", or "" for tables without geometry */
  char encoding[16]; /* of the texts */
} wg_plan_export_figures;

/* The same with all options. path may also be a PostgreSQL database with PostGIS, "PG:dbname=…"; the
 * table has the layer's name and appears in one transaction. figures may be NULL. */
wg_status wg_plan_export_as(wg_context *context, const wg_plan *plan, const char *path,
                            const wg_plan_export_options *options,
                            wg_plan_export_figures *figures) WG_MUST_CHECK;
/* Whether an export's path is a database and no file, and the path as it may be shown: without its
 * password. */
bool wg_path_is_database(const char *path);
void wg_path_public_name(char *out, size_t size, const char *path);
/* "a.zip/b.shp" of the path of an input "/vsizip/a.zip/b.shp" (also /vsitar/, /vsigzip/); any other
 * path is returned as it is. */
const char *wg_path_beyond_archive(const char *path);
/* SHA-256 of a file in 64 hexadecimal digits, and its size in bytes. */
wg_status wg_file_sha256(wg_context *context, const char *path, char digest[65],
                         int64_t *bytes) WG_MUST_CHECK;

/* --- check ------------------------------------------------------------------------------------ */

/* Judges a loaded plan anew, from its geometry and assignments alone; every broken invariant is
 * a finding of severity error appended to *findings (figures as the plan's own indices). */
wg_status wg_plan_check(wg_context *context, const wg_plan *plan,
                        wg_findings *findings) WG_MUST_CHECK;

/* Judges anyone's grids on the communities, buildings and barriers of `options`, which are read and
 * divided as wg_plan_make does: that division is the measure. *plan becomes the plan of the given
 * grids: their outlines, codes and names, every building in the grid that holds most of it, status
 * and reason of each grid, the findings of reading and joining (the caller frees it). Broken
 * invariants are appended to *findings: those of wg_plan_check, except that lines within
 * tolerance_mm of each other are one, and that codes need to follow a template only where options
 * has one; and figures that the file claims and the count does not confirm. */
wg_status wg_grids_judge(wg_plan *plan, wg_findings *findings, wg_context *context,
                         const wg_plan_options *options, const wg_source_file *grids,
                         int32_t tolerance_mm) WG_MUST_CHECK;

/* --- sample county ---------------------------------------------------------------------------- */

typedef struct wg_sample_options {
  const char *folder;
  int32_t communities; /* 8 */
  uint64_t seed;       /* 1 */
  const char *date;    /* for file time stamps; NULL as above */
} wg_sample_options;

#define WG_SAMPLE_OPTIONS_INIT { .communities = 8, .seed = 1 }

typedef struct wg_sample_figures {
  int64_t communities, buildings, households, unknown, compounds, grids, officers;
} wg_sample_figures;

wg_status wg_sample_make(wg_context *context, const wg_sample_options *options,
                         wg_sample_figures *figures) WG_MUST_CHECK;

/* --- partition of a METIS graph ---------------------------------------------------------------- */

typedef struct wg_partition_figures {
  int64_t units, edges, households;
  int64_t parts, in_range, connected; /* connected: parts in one piece */
  int64_t out_proven, out_unproven, fault, cost, steps;
  double seconds_partition; /* without reading and writing */
} wg_partition_figures;

/* parts_path NULL: nothing is written; "-": standard output. */
wg_status wg_partition_file(wg_context *context, const char *graph_path, const char *parts_path,
                            const wg_rule *rule, wg_partition_figures *figures) WG_MUST_CHECK;

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
