/* Outlines: the rings around every label of one community, not yet on the frame.
 *
 * A ring is a sequence of vertices; step k leads from vertex k to vertex k + 1 (cyclic), with the
 * label on its left. A step either runs inside the community (chord −1) or along its boundary, on
 * the chord of that number (see wg_boundary); wg_frame_finish replaces boundary runs by the
 * frame's own vertices. Shells run counter-clockwise, holes clockwise; each shell is followed by
 * its holes; rings are simple: a ring that touches itself has been split at the touching point. */
#ifndef WG_ALGORITHMS_OUTLINE_H
#define WG_ALGORITHMS_OUTLINE_H

#include "wangge/shapes.h"

typedef struct wg_outline_vertex {
  wg_point point;
  int32_t chord; /* of the step that starts here, or −1 */
} wg_outline_vertex;

typedef struct wg_outlines {
  int32_t label_count, ring_count;
  int32_t *label_start; /* label_count + 1, into rings */
  int64_t *ring_start;  /* ring_count + 1, into vertices */
  wg_outline_vertex *vertices;
} wg_outlines;

void wg_outlines_free(wg_outlines *outlines, wg_context *context);

#endif
