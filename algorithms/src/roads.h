/* Roads as chains: passable ways joined where exactly two of them end, as a walker would go on.
 * Mappers cut a street at every bridge and change of name; for a crossing that is one road. */
#ifndef WG_ALGORITHMS_ROADS_H
#define WG_ALGORITHMS_ROADS_H

#include "wangge/county.h"

typedef struct road_vertex {
  wg_point at;
  int32_t chain;
  int32_t barrier; /* the way that goes on from here (of the last vertex: that comes in) */
} road_vertex;

typedef struct roads {
  road_vertex *vertices;
  int64_t vertex_count;
  int64_t *chain_start; /* chain_count + 1 */
  int32_t chain_count;
  int64_t *by_place;    /* vertices sorted by position */
} roads;

wg_status roads_build(roads *out, wg_context *context, const wg_barriers *barriers) WG_MUST_CHECK;
void roads_free(roads *out, wg_context *context);

/* Whether one can go on for `length_mm` from a place on the chain, by `step` forward (+1) or back
 * (−1); `next` is the first vertex that way. Where a chain ends, any road that passes there goes
 * on. */
bool roads_go_on(const roads *all, wg_point from, int64_t next, int step, int64_t length_mm);

#endif
