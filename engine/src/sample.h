/* The sample county, inside: what the parts of the generator hand each other.
 *
 * The ground is an endless lattice of street lines, bent by seeded noise. Nine by nine of its cells
 * are a tile, with eight communities; a narrow column of every tile is kept for the railway, a
 * narrow row for the river. Whatever is asked about the lattice is computed from the seed and the
 * place alone, so neighbours agree on every vertex without knowing of each other, and a community
 * is the same in a county of eight and of thousands. Memory holds one community at a time.
 *
 * Lengths are metres in doubles until they are written: only + − × ÷ and √, which IEEE 754 rounds
 * the same way everywhere. */
#ifndef WG_ENGINE_SAMPLE_H
#define WG_ENGINE_SAMPLE_H

#include "wangge/random.h"
#include "wangge/wangge.h"

typedef struct wg_sample_vector {
  double x, y;
} wg_sample_vector;

typedef struct wg_sample_county {
  uint64_t seed;
  int32_t communities;
  int32_t tiles;
} wg_sample_county;

/* --- sample_random.c: numbers that depend on the seed and a place ----------------------------- */

typedef enum wg_sample_topic { /* keeps the uses of one place apart */
                               WG_SAMPLE_TOPIC_WARP_X = 1,
                               WG_SAMPLE_TOPIC_WARP_Y,
                               WG_SAMPLE_TOPIC_CORNER_X,
                               WG_SAMPLE_TOPIC_CORNER_Y,
                               WG_SAMPLE_TOPIC_BOW,
                               WG_SAMPLE_TOPIC_NO_LANE,
                               WG_SAMPLE_TOPIC_SPLIT,
                               WG_SAMPLE_TOPIC_LAYOUT,
                               WG_SAMPLE_TOPIC_BANK,
                               WG_SAMPLE_TOPIC_WEIGHT,
                               WG_SAMPLE_TOPIC_CHARACTER,
                               WG_SAMPLE_TOPIC_NAMES
} wg_sample_topic;

uint64_t wg_sample_hash(uint64_t seed, wg_sample_topic topic, int64_t a, int64_t b);
/* In −1 … 1. */
double wg_sample_unit(uint64_t seed, wg_sample_topic topic, int64_t a, int64_t b);
/* Smooth noise in −1 … 1 with one free value at every whole x, y. */
double wg_sample_noise(uint64_t seed, wg_sample_topic topic, double x, double y);
/* From a stream: whole numbers low … high, lengths low … high in steps of a centimetre. */
int32_t wg_sample_between(wg_random *random, int32_t low, int32_t high);
double wg_sample_length(wg_random *random, double low, double high);

/* --- sample_plane.c: rectangles on the ground ------------------------------------------------- */

/* a + b × factor. */
static inline wg_sample_vector wg_sample_add(wg_sample_vector a, wg_sample_vector b, double factor)
{
  return (wg_sample_vector){a.x + b.x * factor, a.y + b.y * factor};
}

static inline double wg_sample_dot(wg_sample_vector a, wg_sample_vector b)
{
  return a.x * b.x + a.y * b.y;
}

/* Turned by 90°. */
static inline wg_sample_vector wg_sample_left(wg_sample_vector a)
{
  return (wg_sample_vector){-a.y, a.x};
}

wg_sample_vector wg_sample_direction(wg_sample_vector a, wg_sample_vector b); /* unit a → b */
double wg_sample_area(const wg_sample_vector *ring, int32_t count);
wg_point wg_sample_point(wg_sample_vector a); /* to whole millimetres */

/* A rectangle of any direction: what a building may fill. */
typedef struct wg_sample_rect {
  wg_sample_vector center, axis; /* axis: unit vector along its length */
  double half_length, half_depth;
} wg_sample_rect;

/* Point s along and t across, in halves of the rectangle: (−1, −1) … (1, 1). */
wg_sample_vector wg_sample_rect_at(const wg_sample_rect *rect, double s, double t);
bool wg_sample_rects_meet(const wg_sample_rect *a, const wg_sample_rect *b, double clearance);
/* Whether the segment comes nearer than `clearance`, measured along the rectangle's axes. */
bool wg_sample_rect_near(const wg_sample_rect *rect, wg_sample_vector a, wg_sample_vector b,
                         double clearance);

/* --- sample_streets.c: the lattice ------------------------------------------------------------ */

#define WG_SAMPLE_TILE_CELLS 9 /* cells of a tile in either direction, strips included */
#define WG_SAMPLE_TILE_COMMUNITIES 8
#define WG_SAMPLE_STRIP_COLUMN 6 /* railway or green belt */
#define WG_SAMPLE_STRIP_ROW 4    /* river or canal */
#define WG_SAMPLE_UNDERPASS_LINE 7
#define WG_SAMPLE_QUARTERS 4 /* pieces of an edge; neighbours share the vertices between them */

typedef enum wg_sample_street {
  WG_SAMPLE_NO_STREET = 0,
  WG_SAMPLE_LANE,
  WG_SAMPLE_SECONDARY,
  WG_SAMPLE_MAIN,
  WG_SAMPLE_STREETS
} wg_sample_street;

/* From corner (i, j) north when vertical, else east. */
typedef struct wg_sample_edge {
  bool vertical;
  int32_t i, j;
} wg_sample_edge;

int32_t wg_sample_local(int32_t line); /* of a line or cell within its tile: 0 … 8 */
wg_sample_vector wg_sample_edge_point(const wg_sample_county *county, wg_sample_edge edge,
                                      int32_t quarter);
wg_sample_street wg_sample_edge_street(const wg_sample_county *county, wg_sample_edge edge);
bool wg_sample_has_railway(int32_t i); /* of the tile that column i lies in; else a green belt */
bool wg_sample_has_river(int32_t j);   /* of the tile that row j lies in; else a canal */
/* The points of the two banks at a quarter of the strip's lower edge in column i. */
void wg_sample_banks(const wg_sample_county *county, int32_t i, int32_t j, int32_t quarter,
                     wg_sample_vector *south, wg_sample_vector *north);
/* The middle of the railway strip beside a quarter of its western edge. */
wg_sample_vector wg_sample_track(const wg_sample_county *county, int32_t i, int32_t j,
                                 int32_t quarter);

/* --- sample_blocks.c: tiles, communities, parcels --------------------------------------------- */

typedef struct wg_sample_tile {
  int32_t number, x, y;
} wg_sample_tile;

/* Tiles fill a square shell by shell, so the first n are the same for every county. */
wg_sample_tile wg_sample_tile_of(int32_t number);
bool wg_sample_has_tile(const wg_sample_county *county, int32_t x, int32_t y);
/* Number of the community that owns cell (i, j), also if the county ends before it. */
int32_t wg_sample_owner(const wg_sample_county *county, int32_t i, int32_t j);
/* The share of a community in the 20,000 households of its tile. */
int32_t wg_sample_households_target(const wg_sample_county *county, int32_t community);

/* A lane or a wall that divides a cell in two, between two vertices of the cell's ring. */
typedef struct wg_sample_split {
  bool any;
  wg_sample_street street;  /* lane, or none for a wall */
  int32_t from, to;         /* indices into the cell's ring */
  wg_sample_vector path[4]; /* both ends and two vertices between */
} wg_sample_split;

#define WG_SAMPLE_CELL_RING (4 * WG_SAMPLE_QUARTERS)
void wg_sample_cell_ring(const wg_sample_county *county, int32_t i, int32_t j,
                         wg_sample_vector *ring, uint8_t *street);
wg_sample_split wg_sample_cell_split(const wg_sample_county *county, int32_t i, int32_t j);

typedef enum wg_sample_use {
  WG_SAMPLE_USE_NONE = 0, /* strips */
  WG_SAMPLE_USE_WALK_UP,
  WG_SAMPLE_USE_WORK_UNIT,
  WG_SAMPLE_USE_RESETTLED,
  WG_SAMPLE_USE_MID_RISE,
  WG_SAMPLE_USE_TOWER,
  WG_SAMPLE_USE_VILLAGE,
  WG_SAMPLE_USE_SCHOOL,
  WG_SAMPLE_USE_HOSPITAL,
  WG_SAMPLE_USE_MARKET,
  WG_SAMPLE_USE_OFFICE,
  WG_SAMPLE_USE_PARK,
  WG_SAMPLE_USES
} wg_sample_use;

#define WG_SAMPLE_PARCEL_RING 24
#define WG_SAMPLE_PARCELS 48

/* What streets, walls and strips leave between them, measured to their middle lines. */
typedef struct wg_sample_parcel {
  wg_sample_vector ring[WG_SAMPLE_PARCEL_RING]; /* counter-clockwise */
  uint8_t street[WG_SAMPLE_PARCEL_RING]; /* wg_sample_street under the side that starts there */
  int32_t count;
  wg_sample_vector center, axis; /* axis: eastwards along the block */
  double area_m2;
  bool strip;
  wg_sample_use use;
  int32_t grid;       /* existing grid it is in, 0 … */
  int32_t households; /* of its buildings */
} wg_sample_parcel;

/* --- sample_buildings.c: what stands on a community's ground ---------------------------------- */

typedef enum wg_sample_kind {
  WG_SAMPLE_KIND_WALK_UP = 0,
  WG_SAMPLE_KIND_MID_RISE,
  WG_SAMPLE_KIND_TOWER,
  WG_SAMPLE_KIND_HOUSE,
  WG_SAMPLE_KIND_SHOP,
  WG_SAMPLE_KIND_SCHOOL,
  WG_SAMPLE_KIND_HOSPITAL,
  WG_SAMPLE_KIND_MARKET,
  WG_SAMPLE_KIND_OFFICE,
  WG_SAMPLE_KIND_SERVICE,
  WG_SAMPLE_KINDS
} wg_sample_kind;

typedef enum wg_sample_form {
  WG_SAMPLE_FORM_BOX = 0,
  WG_SAMPLE_FORM_CORNER,
  WG_SAMPLE_FORM_YARD,
  WG_SAMPLE_FORM_CROSS,
  WG_SAMPLE_FORM_COURT,
  WG_SAMPLE_FORM_SLAB
} wg_sample_form;

typedef struct wg_sample_building {
  wg_sample_kind kind;
  wg_sample_use use;  /* of its parcel */
  int32_t households; /* known to the generator */
  bool unknown;       /* written as null */
  int32_t floors, entrances, year;
  int32_t compound; /* or −1 */
  int32_t number;   /* in its compound or its kind, from 1 */
  int32_t parcel;
  wg_sample_rect rect;
} wg_sample_building;

#define WG_SAMPLE_COMPOUNDS 96
#define WG_SAMPLE_NAME 96 /* bytes of a name */
#define WG_SAMPLE_CODE 24 /* and of a code */

typedef struct wg_sample_compound {
  char name[WG_SAMPLE_NAME];
  int32_t buildings;
} wg_sample_compound;

/* One community with all that stands in it; used again for the next. */
typedef struct wg_sample_community {
  const wg_sample_county *county;
  wg_context *context;
  int32_t index;
  char code[WG_SAMPLE_CODE];
  char name[WG_SAMPLE_NAME];
  wg_random random;
  wg_sample_parcel parcels[WG_SAMPLE_PARCELS];
  int32_t parcel_count;
  wg_sample_building *buildings;
  int64_t building_count, building_capacity;
  int64_t parcel_first; /* first building of the parcel being built on */
  wg_shapes footprints; /* one a building */
  wg_sample_compound compounds[WG_SAMPLE_COMPOUNDS];
  int32_t compound_count;
  int32_t households;
} wg_sample_community;

wg_status wg_sample_community_parcels(wg_sample_community *community) WG_MUST_CHECK;
/* The whole community `index`: parcels, uses, buildings. */
wg_status wg_sample_community_build(wg_sample_community *community, int32_t index) WG_MUST_CHECK;
void wg_sample_community_free(wg_sample_community *community);

/* Free widths to the middle of a street or wall of each class. */
typedef struct wg_sample_margin {
  double side[WG_SAMPLE_STREETS];
} wg_sample_margin;

extern const wg_sample_margin wg_sample_margin_house, wg_sample_margin_shop;

/* Whether the rectangle stands free on the parcel, `clearance` from everything built on it. */
bool wg_sample_fits(const wg_sample_community *community, const wg_sample_parcel *parcel,
                    const wg_sample_rect *rect, const wg_sample_margin *margin, double clearance);
/* Adds a building; its footprint has the given form inside the rectangle. */
wg_status wg_sample_add_building(wg_sample_community *community, const wg_sample_building *building,
                                 wg_sample_form form) WG_MUST_CHECK;
/* Extent of a parcel in its own directions, from its centre. */
typedef struct wg_sample_extent {
  double west, east, south, north;
} wg_sample_extent;
wg_sample_extent wg_sample_parcel_extent(const wg_sample_parcel *parcel);
wg_sample_vector wg_sample_parcel_at(const wg_sample_parcel *parcel, double east, double north);

/* --- sample_uses.c, sample_compounds.c, sample_village.c, sample_public.c --------------------- */

/* Decides what stands on each parcel and builds it. */
wg_status wg_sample_settle(wg_sample_community *community) WG_MUST_CHECK;
/* Households a hectare that a use gives, streets included. */
double wg_sample_density(wg_sample_use use);
wg_status wg_sample_build_compound(wg_sample_community *community, int32_t parcel,
                                   double goal) WG_MUST_CHECK;
/* Gives the buildings from `first` on a compound, or two sections of one. */
void wg_sample_name_compound(wg_sample_community *community, int32_t parcel, int64_t first);
wg_status wg_sample_build_village(wg_sample_community *community, int32_t parcel) WG_MUST_CHECK;
wg_status wg_sample_build_public(wg_sample_community *community, int32_t parcel) WG_MUST_CHECK;
wg_status wg_sample_build_shops(wg_sample_community *community, int32_t parcel) WG_MUST_CHECK;
/* `count` small buildings without households (gate houses, substations) where there is room. */
wg_status wg_sample_build_services(wg_sample_community *community, int32_t parcel,
                                   int32_t count) WG_MUST_CHECK;

/* --- sample_names.c --------------------------------------------------------------------------- */

#define WG_SAMPLE_NAMED 100000 /* communities with names and codes of their own: the limit */

void wg_sample_code(int32_t community, char *code); /* WG_SAMPLE_CODE bytes */
void wg_sample_community_name(const wg_sample_county *county, int32_t community, char *name);
void wg_sample_subdistrict_name(const wg_sample_county *county, int32_t community, char *name);
void wg_sample_compound_name(const wg_sample_county *county, int32_t community, int32_t number,
                             wg_sample_use use, char *name);
/* A lane between blocks or inside one, by a number of its own. */
void wg_sample_lane_name(const wg_sample_county *county, int64_t lane, char *name);
/* The name of the line that the edge belongs to; false for lanes, which have none as a line. */
bool wg_sample_street_name(const wg_sample_county *county, wg_sample_edge edge,
                           wg_sample_street street, char *name);
void wg_sample_river_name(const wg_sample_county *county, int32_t j, char *name);
void wg_sample_railway_name(const wg_sample_county *county, int32_t i, char *name);
void wg_sample_grid_name(int32_t sequence, char *name); /* 第一网格 */

/* --- sample_grids.c: the grids as drawn by hand, and who looks after them --------------------- */

#define WG_SAMPLE_GRIDS 16

typedef struct wg_sample_grids {
  int32_t count;
  int32_t households[WG_SAMPLE_GRIDS];
  bool adjacent[WG_SAMPLE_GRIDS][WG_SAMPLE_GRIDS];
  int32_t officer[WG_SAMPLE_GRIDS]; /* 0 … officers − 1 */
  int32_t officers;
  wg_shapes outlines; /* one a grid */
  wg_shapes boundary; /* the community's outline */
} wg_sample_grids;

wg_status wg_sample_draw_grids(wg_sample_grids *grids,
                               wg_sample_community *community) WG_MUST_CHECK;
void wg_sample_grids_free(wg_sample_grids *grids, wg_context *context);

/* --- sample_write.c: the seven files ------------------------------------------------------------ */

typedef struct wg_sample_files wg_sample_files;

wg_status wg_sample_files_open(wg_sample_files **out, wg_context *context,
                               const wg_sample_options *options) WG_MUST_CHECK;
wg_status wg_sample_write_community(wg_sample_files *files, const wg_sample_community *community,
                                    const wg_sample_grids *grids,
                                    wg_sample_figures *figures) WG_MUST_CHECK;
typedef enum wg_sample_line_kind {
  WG_SAMPLE_LINE_STREET = 0,
  WG_SAMPLE_LINE_RAILWAY,
  WG_SAMPLE_AREA_RIVER
} wg_sample_line_kind;
/* A street, railway or river; `street` matters for streets only. */
wg_status wg_sample_write_barrier(wg_sample_files *files, wg_sample_line_kind kind,
                                  wg_sample_street street, const char *name,
                                  const wg_sample_vector *points, int32_t count) WG_MUST_CHECK;
wg_status wg_sample_write_crossing(wg_sample_files *files, const char *name, const char *kind,
                                   const wg_sample_vector *points, int32_t count) WG_MUST_CHECK;
/* Completes all files and gives them their names; frees in any case. */
wg_status wg_sample_files_close(wg_sample_files *files) WG_MUST_CHECK;
/* Removes what was written and frees. NULL is fine. */
void wg_sample_files_abandon(wg_sample_files *files);

/* --- sample_lines.c --------------------------------------------------------------------------- */

/* Streets, river, railway and crossings of one tile. */
wg_status wg_sample_write_lines(const wg_sample_county *county, int32_t tile,
                                wg_sample_files *files) WG_MUST_CHECK;

#endif
