/* Traits for drawn and random graphs: every unit is one building on a square of land of its own. */
#ifndef TRAIT_WORLD_H
#define TRAIT_WORLD_H

#include <stdlib.h>

#include "graph_world.h"

#define TRAIT_SIDE 300 /* of a square, in units of length */

/* The square in column x, row y. */
static inline wg_land square_of_land(int64_t x, int64_t y)
{
  const int64_t side = TRAIT_SIDE, area = side * side;
  int64_t middle_x = side * x + side / 2, middle_y = side * y + side / 2;
  int64_t own = area * side * side / 6;
  return (wg_land){area, area * (middle_x * middle_x + middle_y * middle_y) + own, area * middle_x,
                   area * middle_y};
}

/* Gives the units of a lattice `width` wide their land and, where there are any, categories. */
static inline void give_traits(wg_graph *graph, wg_context *context, int32_t width,
                               const int32_t *category)
{
  size_t units = (size_t)graph->unit_count;
  wg_land *land = calloc(units + 1, sizeof *land);
  int32_t *same = calloc(units + 1, sizeof *same);
  if (land == NULL || same == NULL) abort();
  for (int32_t u = 0; u < graph->unit_count; u++) {
    land[u] = square_of_land(u % width, u / width);
    same[u] = u;
  }
  const wg_likeness likeness = {.field_count = category != NULL,
                                .value = {category},
                                .building_count = graph->unit_count,
                                .cell_of_building = same,
                                .households = graph->households};
  if (wg_traits_make(&graph->traits, context, land, &likeness, same, graph->unit_count,
                     graph->unit_count) != WG_OK)
    abort();
  free(land);
  free(same);
}

#endif
