/* The frame: the boundaries of all communities, noded once on the 1 mm grid.
 *
 * Vertices of different communities within WG_FRAME_TOLERANCE_MM are made one, a vertex that near
 * another's edge becomes part of it; then everything is noded (GEOSUnaryUnionPrec_r) and cut into
 * faces. Every face belongs to one community or to none; where communities overlap, to the one
 * with the lowest code. So neighbours share identical edges, and a gap or an overlap is a face
 * that can be named and measured.
 *
 * Read-only while communities run in parallel. In a second step each community *claims* the spots
 * where its grid lines end on its boundary; a claim becomes a vertex in the outlines of both
 * sides, so neighbours still share identical vertices. Everything else of a community is
 * independent of its neighbours: its own chords do not know their vertices. */
#ifndef WG_ALGORITHMS_FRAME_H
#define WG_ALGORITHMS_FRAME_H

#include "algorithms/outline.h"
#include "wangge/county.h"
#include "wangge/finding.h"

#define WG_FRAME_TOLERANCE_MM 2

typedef struct wg_frame wg_frame;

/* communities: areas, valid, any vertex order; codes unique. Findings: community_overlap,
 * community_gap (enclosed by communities, with m²). The frame borrows nothing afterwards. */
wg_status wg_frame_build(wg_frame **out, wg_context *context, const wg_communities *communities,
                         wg_findings *findings) WG_MUST_CHECK;
void wg_frame_free(wg_frame *frame);

/* The boundary of one community as its own vertices only: rings with the interior on the left,
 * shells first, each followed by its holes. Chord i of the community runs from points[i] to the
 * next point of its ring. Borrowed from the frame. */
typedef struct wg_boundary {
  const wg_point *points;
  const int32_t *ring_start; /* ring_count + 1, into points */
  const int32_t *ring_part;  /* ring_count: which part (shell) of the community it belongs to */
  int32_t ring_count, part_count;
} wg_boundary;

wg_boundary wg_frame_boundary(const wg_frame *frame, int32_t community);

/* Registers the spots where the grid lines of a community end on its boundary.
 * One thread; call it for every community before the first wg_frame_finish. */
wg_status wg_frame_claim(wg_frame *frame, int32_t community,
                         const wg_outlines *outlines) WG_MUST_CHECK;
/* Sorts the claims: one vertex for each spot on each edge. */
wg_status wg_frame_settle(wg_frame *frame) WG_MUST_CHECK;
/* The finished area of every label of a community, appended to `areas` in label order, with all
 * vertices of both sides on the boundary. Thread-safe after wg_frame_settle. */
wg_status wg_frame_finish(const wg_frame *frame, int32_t community, const wg_outlines *outlines,
                          wg_context *context, wg_shapes *areas) WG_MUST_CHECK;
/* The finished outline of the community itself, with the same vertices; appended. */
wg_status wg_frame_community(const wg_frame *frame, int32_t community, wg_context *context,
                             wg_shapes *areas) WG_MUST_CHECK;

#endif
