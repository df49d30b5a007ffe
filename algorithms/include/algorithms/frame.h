/* The frame: the boundaries of all communities, noded once on the 1 mm grid.
 *
 * Vertices of different communities within WG_FRAME_TOLERANCE_MM are made one, that of the lower
 * code; a vertex that near another's edge becomes part of it; then everything is noded by snap
 * rounding and cut into faces. Every face belongs to one community or to none; where communities
 * overlap, to the one with the lowest code. So neighbours share identical edges, and a gap or an
 * overlap is a face that can be named and measured. Nothing depends on the order of communities,
 * on the way rings were drawn, or on where the origin lies.
 *
 * Read-only while communities run in parallel. In a second step each community *claims* the spots
 * where its grid lines end on its boundary; a claim becomes a vertex in the outlines of both
 * sides, so neighbours still share identical vertices. Everything else of a community is
 * independent of its neighbours: its own chords do not know their vertices, and they keep the
 * coordinates of the input, whoever snapped to them. */
#ifndef WG_ALGORITHMS_FRAME_H
#define WG_ALGORITHMS_FRAME_H

#include "algorithms/outline.h"
#include "wangge/county.h"
#include "wangge/finding.h"

#define WG_FRAME_TOLERANCE_MM 2

typedef struct wg_frame wg_frame;

/* communities: areas, valid, any vertex order; codes unique. Findings: community_overlap, one a
 * pair; community_gap, one for each area that communities enclose; both with m², and what is below
 * 0.01 m² counted into one; geometry_refused for an outline that encloses nothing. Invalid areas
 * are read even–odd and do no harm to others. The frame borrows only the context afterwards.
 * Linear but for sorting: 0.4 s for 2,500 communities of 100 vertices. */
wg_status wg_frame_build(wg_frame **out, wg_context *context, const wg_communities *communities,
                         wg_findings *findings) WG_MUST_CHECK;
void wg_frame_free(wg_frame *frame);

/* The boundary of one community as its own vertices only: the points of its input outline, and the
 * corners where a community of lower code cuts it off. Rings with the interior on the left, shells
 * from south to north, each followed by its holes, beginning at their lowest, then leftmost point.
 * No ring at all when others have taken everything. Chord i of the community runs from points[i] to
 * the next point of its ring; the finished outline follows it within millimetres. Borrowed from
 * the frame. */
typedef struct wg_boundary {
  const wg_point *points;
  const int32_t *ring_start; /* ring_count + 1, into points */
  const int32_t *ring_part;  /* ring_count: which part (shell) of the community it belongs to */
  int32_t ring_count, part_count;
} wg_boundary;

wg_boundary wg_frame_boundary(const wg_frame *frame, int32_t community);

/* Registers the spots where the grid lines of a community end on its boundary: the vertices of the
 * outlines that have both a step on a chord and a step inside, here or in another ring. A spot need
 * not lie on its chord exactly. One thread; for every community before wg_frame_settle. */
wg_status wg_frame_claim(wg_frame *frame, int32_t community,
                         const wg_outlines *outlines) WG_MUST_CHECK;
/* Sorts the claims: one vertex for each spot on each edge. */
wg_status wg_frame_settle(wg_frame *frame) WG_MUST_CHECK;
/* The finished area of every label of a community, appended to `areas` in label order (kind none
 * for a label without ground), with all vertices of both sides on the boundary. `outlines` must be
 * those that were claimed and go round the whole boundary; then the areas of the labels add up to
 * that of wg_frame_community exactly. Thread-safe after wg_frame_settle, each thread with its own
 * context. */
wg_status wg_frame_finish(const wg_frame *frame, int32_t community, const wg_outlines *outlines,
                          wg_context *context, wg_shapes *areas) WG_MUST_CHECK;
/* The finished outline of the community itself, with the same vertices; appended. */
wg_status wg_frame_community(const wg_frame *frame, int32_t community, wg_context *context,
                             wg_shapes *areas) WG_MUST_CHECK;

#endif
