/* The plan (方案): what a run makes and the store keeps. Plain columns, no geometry objects. */
#ifndef WANGGE_PLAN_H
#define WANGGE_PLAN_H

#include "wangge/county.h"
#include "wangge/finding.h"
#include "wangge/micro.h"
#include "wangge/roster.h"
#include "wangge/rule.h"
#include "wangge/staffing.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef enum wg_grid_kind { WG_GRID_BASE = 0, WG_GRID_EXEMPT } wg_grid_kind;

typedef enum wg_grid_status {
  WG_GRID_OK = 0,
  WG_GRID_UNDER,
  WG_GRID_OVER,
  WG_GRID_IS_EXEMPT,
  WG_GRID_EMPTY,  /* a community without households */
  WG_GRID_UNKNOWN /* only unknown buildings: no claim */
} wg_grid_status;

const char *wg_grid_kind_name(wg_grid_kind kind);       /* "base" "exempt" */
const char *wg_grid_status_name(wg_grid_status status); /* "ok" "under" … */

typedef struct wg_grid {
  int32_t community;  /* index */
  int32_t sequence;   /* 1 … 899, exempt 901 … 999 */
  wg_grid_kind kind;
  wg_grid_status status;
  wg_proof proof;     /* of being out of range; NONE while in range */
  int32_t households, households_estimated, persons; /* persons WG_UNKNOWN when none given */
  int32_t buildings, buildings_unknown;
  int64_t area2_mm2;  /* twice the area of the stored polygon, exact */
  int64_t perimeter_mm;
  wg_point inner;     /* a point well inside */
  wg_text code, name; /* in the plan's texts */
  wg_text reason;     /* finding codes separated by ';', or WG_NO_TEXT */
} wg_grid;

/* One unit: what the partition moved. Stored so that `check` can judge connectivity anew. */
typedef struct wg_unit {
  int32_t grid;       /* index into grids */
  int32_t households;
  wg_point inner;
} wg_unit;

typedef struct wg_unit_edge {
  int32_t a, b;       /* unit indices, a < b */
  int64_t length_mm;  /* of the common border */
  uint8_t passable;   /* 1: some of it is no hard barrier, or a crossing is there */
  uint8_t class_;     /* wg_barrier_class that most of it follows */
} wg_unit_edge;

typedef struct wg_community_result {
  int64_t households;
  int32_t buildings, buildings_unknown;
  int32_t grids_min, grids_max; /* ⌈H/max⌉ and ⌊H/min⌋ summed over its populated pieces */
  int32_t grids, in_range;
  wg_proof proof;               /* weakest proof of its grids out of range; NONE when all in range */
  int64_t area2_mm2;            /* of its noded outline: what its grids must add up to */
} wg_community_result;

typedef struct wg_parameter {
  wg_text name, value;
} wg_parameter;

/* What became of an existing grid, as national statistics offices tell it: by its buildings. */
typedef enum wg_change {
  WG_CHANGE_UNCHANGED = 0, /* U: the new grid has the same buildings */
  WG_CHANGE_SPLIT,         /* S: the old grid was divided into new ones that hold nothing else */
  WG_CHANGE_MERGED,        /* M: the new grid holds whole old ones and nothing else */
  WG_CHANGE_OTHER          /* X: anything else */
} wg_change;

const char *wg_change_name(wg_change change); /* "U" "S" "M" "X" */

/* From an existing grid to a new one; all texts in the plan's. */
typedef struct wg_lookup {
  wg_text old_code, new_code; /* WG_NO_TEXT: nothing on that side */
  wg_change change;
  int32_t households, buildings; /* in both */
  wg_text valid_from, valid_to;
} wg_lookup;

/* A code that was given once, so that it is never given again; all texts in the plan's. */
typedef struct wg_given_code {
  wg_text code, community_code;
  wg_text valid_from, valid_to; /* WG_NO_TEXT: not known; still valid */
} wg_given_code;

/* How existing grids became those of the plan. All are counts of base grids but `households` …. */
typedef struct wg_redraw_figures {
  bool is_redrawn;          /* there were existing grids; else all are 0 */
  int64_t old_grids, old_exempt, old_in_range; /* old_grids: exempt ones too */
  int64_t unchanged, changed, made, retired;   /* old grids with their buildings, with others, new, gone */
  int64_t households, moved;          /* that were in an existing grid; that left it */
  int64_t buildings, buildings_moved; /* likewise */
} wg_redraw_figures;

typedef struct wg_plan {
  wg_system system;
  wg_rule rule;
  wg_communities communities; /* shapes: the noded outlines */
  wg_buildings buildings;     /* with `community` filled */
  wg_barriers barriers;
  wg_crossings crossings;
  wg_zones compound_areas;    /* buildings in one belong to that compound; its outline is a soft wall */
  wg_zones exempt_areas;      /* buildings in one are an exempt grid, named like it */
  wg_community_result *results; /* one a community */
  wg_grid *grids;               /* in order of community code, then sequence */
  int64_t grid_count, grid_capacity;
  wg_shapes outlines;           /* areas, one a grid */
  int32_t *grid_of_building;    /* −1: a leftover */
  int32_t *unit_of_building;    /* −1: a leftover */
  wg_unit *units;
  int64_t unit_count, unit_capacity;
  wg_unit_edge *edges;
  int64_t edge_count, edge_capacity;
  wg_findings findings;
  wg_texts texts;               /* codes and names of grids, parameters */
  wg_parameter *parameters;     /* of the run: options, versions, checksums of the inputs */
  int64_t parameter_count, parameter_capacity;
  char date[11];                /* "2026-01-31" */
  wg_text *valid_from;          /* of the grids, in the plan's texts; NULL, or no text: the date */
  int64_t valid_from_capacity;
  wg_lookup *lookup;            /* from existing grids, by community and old code */
  int64_t lookup_count, lookup_capacity;
  wg_given_code *codes;         /* all codes ever given; none: those of the grids are the first */
  int64_t code_count, code_capacity;
  wg_redraw_figures redraw;     /* of this run; not stored but as parameters */
  wg_text *officer, *phone;     /* of the grids, in the plan's texts; NULL: nobody is named */
  wg_persons persons;           /* the roster; empty: none was given */
  wg_contacts contacts;         /* of the communities */
  wg_staffing staffing;         /* who would share an officer */
  wg_micros micros;             /* the level below; empty: not asked for */
} wg_plan;

wg_status wg_plan_add_parameter(wg_plan *plan, wg_context *context, const char *name,
                                const char *value) WG_MUST_CHECK;
void wg_plan_free(wg_plan *plan, wg_context *context);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
