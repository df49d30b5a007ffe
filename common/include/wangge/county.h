/* What a run reads: communities, buildings, barriers, crossings, zones, as columns.
 *
 * Filled by geodata, owned by the engine, borrowed const by everyone else. Column i of every
 * array belongs to shape i. Texts live in the pool of the same struct. */
#ifndef WANGGE_COUNTY_H
#define WANGGE_COUNTY_H

#include "wangge/shapes.h"
#include "wangge/text.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

/* The metric working system of a run. */
typedef struct wg_system {
  char name[64];      /* "EPSG:4547", or "custom" */
  char title[128];    /* "CGCS2000 / 3-degree Gauss-Kruger CM 114E" */
  char *wkt;          /* owned, from the context's allocator; WKT2 of the system */
  int epsg;           /* 0: none */
  int64_t origin_x_m; /* whole kilometres in metres: coordinates = origin + mm / 1000 */
  int64_t origin_y_m;
} wg_system;

#define WG_UNKNOWN (-1) /* a count that is not known (null): never the same as 0 */

typedef enum wg_households_source {
  WG_HOUSEHOLDS_GIVEN = 0,
  WG_HOUSEHOLDS_JOINED,
  WG_HOUSEHOLDS_ESTIMATED,
  WG_HOUSEHOLDS_UNKNOWN
} wg_households_source;

typedef struct wg_communities {
  wg_shapes shapes; /* areas */
  wg_text *code;    /* unique, never WG_NO_TEXT after reading */
  wg_text *name;
  int32_t *parts;   /* grids that it is to have, exempt ones apart; 0: free */
  int32_t *row;     /* number of the (first) feature in its input, from 0; −1: not known */
  wg_texts texts;
  int64_t capacity; /* of the columns */
} wg_communities;

#define WG_ALIKE_FIELDS 4 /* attributes that say who is alike, at most */

typedef struct wg_buildings {
  wg_shapes shapes;    /* areas or points; WG_SHAPE_NONE: could not be used, a leftover */
  wg_text *id;         /* unique after reading (duplicates get a suffix and a finding) */
  wg_text *compound;   /* name or id as in the data, or WG_NO_TEXT */
  wg_text *name;       /* name or number that people know it by ("12号楼"), or WG_NO_TEXT */
  int32_t *households; /* ≥ 0 or WG_UNKNOWN */
  int32_t *persons;    /* ≥ 0 or WG_UNKNOWN */
  int32_t *floors;     /* ≥ 0 or WG_UNKNOWN */
  int32_t *entrances;  /* 单元, ≥ 0 or WG_UNKNOWN; not kept in the store */
  wg_text *grid;       /* code of its existing grid, where a field says it; WG_NO_TEXT; not in the store */
  uint8_t *source;     /* wg_households_source */
  uint8_t *exempt;     /* 1: an exempt grid of its own (school, hospital …) */
  int32_t *exempt_area; /* of the plan, that it lies in; −1: none */
  int32_t *community;  /* index, or −1 while not joined and for leftovers */
  int32_t *row;        /* number of the feature in its input, from 0; −1: not known */
  int32_t *alike[WG_ALIKE_FIELDS]; /* categories 0 …, or numbers ≥ 0 in hundredths; WG_UNKNOWN */
  int32_t alike_count;             /* so many of them are filled */
  bool alike_is_number[WG_ALIKE_FIELDS];
  wg_texts texts;
  int64_t capacity;
} wg_buildings;

typedef enum wg_barrier_class {
  WG_BARRIER_NONE = 0, /* separates nothing: paths, steps, lines underground */
  WG_BARRIER_LANE,     /* soft: residential, living street, unclassified */
  WG_BARRIER_STREET,   /* soft, cheaper to follow: primary, secondary, tertiary */
  WG_BARRIER_HARD      /* river, railway, motorway, trunk */
} wg_barrier_class;

typedef struct wg_barriers {
  wg_shapes shapes; /* lines, or areas (rivers) */
  wg_text *kind;    /* as in the data: "river", "primary", "铁路" … */
  wg_text *name;    /* or WG_NO_TEXT */
  uint8_t *class_;  /* wg_barrier_class; underground lines have become NONE */
  uint8_t *road;    /* 1: a road that people may use to cross (not motorway, trunk, links) */
  uint8_t *underground; /* 1: by tunnel or layer field, or found to lie under footprints */
  wg_texts texts;
  int64_t capacity;
} wg_barriers;

typedef struct wg_crossings {
  wg_shapes shapes; /* points or lines */
  wg_text *name;
  uint8_t *made;    /* 1: made where a road crosses, 0: given */
  wg_texts texts;
  int64_t capacity;
} wg_crossings;

/* Areas with a name: outlines of compounds, or areas that are an exempt grid each. */
typedef struct wg_zones {
  wg_shapes shapes;   /* areas */
  wg_text *name;      /* or WG_NO_TEXT */
  int32_t *buildings; /* that belong to it, once a plan is made */
  wg_texts texts;
  int64_t capacity;
} wg_zones;

void wg_communities_free(wg_communities *communities, wg_context *context);
void wg_buildings_free(wg_buildings *buildings, wg_context *context);
void wg_barriers_free(wg_barriers *barriers, wg_context *context);
void wg_crossings_free(wg_crossings *crossings, wg_context *context);
void wg_zones_free(wg_zones *zones, wg_context *context);

/* Appends one row with every column at its neutral value (no text, unknown, none) and
 * returns its index; the caller then adds exactly one shape and fills the columns. */
wg_status wg_communities_append(wg_communities *communities, wg_context *context, int64_t *index) WG_MUST_CHECK;
wg_status wg_buildings_append(wg_buildings *buildings, wg_context *context, int64_t *index) WG_MUST_CHECK;
wg_status wg_barriers_append(wg_barriers *barriers, wg_context *context, int64_t *index) WG_MUST_CHECK;
wg_status wg_crossings_append(wg_crossings *crossings, wg_context *context, int64_t *index) WG_MUST_CHECK;
wg_status wg_zones_append(wg_zones *zones, wg_context *context, int64_t *index) WG_MUST_CHECK;

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
