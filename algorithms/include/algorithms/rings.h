/* From directed edges that bound labels to simple rings.
 *
 * Every edge has its label on the left. Walking edge after edge, at a vertex the walk turns into
 * the label's own next edge; a ring that comes back to a vertex is cut off there, so every ring is
 * simple: shells run counter-clockwise, holes clockwise. Holes go to the smallest shell of their
 * label that contains them. All decisions are exact. */
#ifndef WG_ALGORITHMS_RINGS_H
#define WG_ALGORITHMS_RINGS_H

#include "wangge/shapes.h"

typedef struct wg_directed_edge {
  int32_t from, to; /* into points */
  int32_t label;    /* on the left, 0 … label_count − 1 */
} wg_directed_edge;

typedef struct wg_rings {
  int32_t ring_count;
  int64_t *ring_start;  /* ring_count + 1, into steps */
  int32_t *steps;       /* indices of edges in walking order, starting at the edge whose `from` is
                           the ring's lowest, then leftmost point */
  int32_t *ring_shell;  /* ring_count: index of its shell among the rings; itself for a shell */
  int32_t *label_start; /* label_count + 1, into rings: by label, shells by lowest then leftmost
                           point, each followed by its holes */
} wg_rings;

/* points: distinct positions have distinct indices. Edges of one label must balance at every
 * vertex (WG_INTERNAL otherwise, and where a label has holes but no shell). A ring without area is
 * left out. Independent of the order of the edges. O(edges) but for the holes of one label, which
 * are compared with its shells. Thread-safe. */
wg_status wg_rings_trace(wg_rings *out, wg_context *context, const wg_point *points,
                         const wg_directed_edge *edges, int64_t edge_count,
                         int32_t label_count) WG_MUST_CHECK;
void wg_rings_free(wg_rings *rings, wg_context *context);

#endif
