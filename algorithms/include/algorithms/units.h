/* From cells to the units that the partition moves, and the graph of their borders.
 *
 * Barriers bind households, not land. So, in this order:
 *  1. cells that touch without a hard barrier between them form pieces; an exempt cell is cut off
 *     from all others (touching exempt cells stay together, but those of different exempt areas);
 *  2. a piece without households is one unit with the neighbouring unit of its longest border,
 *     even across a hard barrier; a part of the community without households joins the nearest. In
 *     a re-drawing land that hard barriers cut off from its existing grid joins that one;
 *  3. land smaller than WG_TINY_LAND_M2 or narrower than WG_NARROW_LAND_MM (between carriageways,
 *     inside slip roads) and the ground of footprints of other communities are one unit with the
 *     neighbour of their longest soft border;
 *  4. a detached part with fewer than min households is one unit tied to the nearest unit that can
 *     take it;
 *  5. a compound whose cells touch and that has at most max households is one unit; any other
 *     compound has a number, and dividing it a price.
 * Pieces, and so graph components, never reach across a hard barrier through land. */
#ifndef WG_ALGORITHMS_UNITS_H
#define WG_ALGORITHMS_UNITS_H

#include "algorithms/graph.h"
#include "algorithms/tessellation.h"
#include "wangge/plan.h"

#define WG_TINY_LAND_M2 500
#define WG_NARROW_LAND_MM 25000 /* mean width, by the borders to other cells */

/* Price of a border by what lies under it, in percent of its length. */
#define WG_FACTOR_OPEN 100   /* nothing */
#define WG_FACTOR_LANE 50
#define WG_FACTOR_STREET 20
#define WG_FACTOR_COMPOUND 300 /* inside a compound */

typedef struct wg_cells_input {
  const wg_cell *cells;
  int32_t cell_count;
  const wg_border *borders; /* sorted by a, b */
  int64_t border_count;
  const int32_t *households; /* per cell, known households (or persons, where they are the measure) */
  const int32_t *persons;    /* per cell, where they have bounds beside households; NULL: none */
  const int32_t *compound;   /* per cell: number of its compound's name, or −1; NULL: none */
  const uint8_t *exempt;     /* per cell; NULL: none */
  const int32_t *former;     /* per cell: existing grid, or −1; NULL: none. Cells of different ones are
                                never contracted into a compound, land joins its own if it can */
  const uint8_t *released;   /* per existing grid: 1: leaving it costs nothing; NULL: none */
  const int32_t *fence;      /* per cell: number of the existing grid that stays as it is, or −1; NULL:
                                none. It is one unit as far as its cells touch, cut off from all others */
  const int32_t *exempt_area; /* per cell: the area that makes it exempt, or −1; NULL: none */
  int32_t min, max;          /* of the rule */
  const wg_land *land;       /* per cell; NULL: shapes do not matter */
  wg_likeness likeness;      /* without fields: it does not matter who is alike */
} wg_cells_input;

typedef struct wg_units {
  int32_t unit_count;
  int32_t *unit_of_cell;
  wg_graph graph;        /* households and compound filled, traits as the input has them */
  uint8_t *exempt;       /* unit_count */
  wg_unit_edge *edges;   /* all common borders of units, hard ones too, sorted by a, b */
  int64_t edge_count;
  int32_t *detached;     /* parts that were tied to another: part numbers */
  int32_t detached_count;
  int32_t land_count;    /* pieces without households that joined a neighbour */
} wg_units;

/* together: join tiny land and contract compounds (steps 3 and 5), for beauty. Without, the graph is
 * freer: what is impossible there is impossible. Units are numbered by their lowest cell. */
wg_status wg_units_make(wg_units *out, wg_context *context, const wg_cells_input *input,
                        bool together) WG_MUST_CHECK;
void wg_units_free(wg_units *units, wg_context *context);

#endif
