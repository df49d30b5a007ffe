/* Sectors of free ground without a wall, and how labels spread over them. Private. */
#ifndef WG_ALGORITHMS_SRC_LABELS_H
#define WG_ALGORITHMS_SRC_LABELS_H

#include "ground.h"

#define WG_LONG 16 /* perimeter² / (2 area) of a rectangle of 1 by 6; strips with more are long */

/* The free triangles round a vertex between two sides that separate, as far as no wall gave them
 * a label. Halves of sides that belong to sector s hold the label −2 − s until it has one. */
typedef struct wg_sector {
  int32_t first; /* side out of the vertex; its triangle is the first of the sector */
  int32_t size;  /* triangles, counter-clockwise */
  int32_t label, source; /* the best offer so far: label −1 while there is none */
  int64_t square;        /* distance² of the vertex from the source */
} wg_sector;

typedef struct wg_sectors {
  wg_site *site;
  wg_sector *items;
  int64_t count, capacity;
} wg_sectors;

/* Which sectors take labels, and from where. */
typedef struct wg_spread_rule {
  bool open;         /* the sectors in open areas, or those outside */
  bool over_banks;   /* first labels also come from across the separating sides of the sector */
  bool over_any;     /* … and go on across them */
} wg_spread_rule;

/* labels_banks.c: over which sides labels come into the strips between barriers. */
wg_status wg_strips_choose_banks(wg_site *site) WG_MUST_CHECK;
/* labels_spread.c: gives the sectors the label of the nearest source, over sides of triangles. */
wg_status wg_sectors_spread(wg_sectors *sectors, wg_spread_rule rule) WG_MUST_CHECK;
/* labels_even.c: lets the line between two cells run through the vertices next to it. */
wg_status wg_sectors_even_out(const wg_sectors *sectors) WG_MUST_CHECK;
void wg_sector_set(const wg_sectors *sectors, int32_t sector, int32_t label);

/* The half of a side near the vertex it starts from or ends at, for the triangle on its left. */
static inline int32_t wg_half_at_origin(int32_t side) { return 2 * side; }
static inline int32_t wg_half_at_end(int32_t side) { return 2 * side + 1; }
static inline int32_t wg_sector_of_label(int32_t label) { return -2 - label; }

#endif
