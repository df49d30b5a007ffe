/* What the frame is made of, shared by the files that build it. Private to the algorithms.
 *
 * Words. A *point* is one vertex of an input outline, numbered as in communities->shapes; the
 * outline edge that starts there is its *line*. A *vertex* is a place of the frame. A *use* is a
 * stretch of a line between two vertices; stretches in the same place, by whichever communities,
 * are one *edge*. Half-edge 2e runs from edges[e].a to .b, half-edge 2e + 1 back; a *cycle* is a
 * closed walk of half-edges along one side of a face. Communities are numbered by *rank*, the
 * order of their codes, so that nothing depends on the order of features. */
#ifndef WG_ALGORITHMS_FRAME_PARTS_H
#define WG_ALGORITHMS_FRAME_PARTS_H

#include "algorithms/frame.h"
#include "exact.h"
#include "ring_order.h"

typedef struct frame_use {
  int32_t from, to; /* vertices */
  int32_t line;
} frame_use;

typedef struct frame_edge {
  int32_t a, b; /* vertices, a < b */
} frame_edge;

/* Everything that lives only while the frame is built. */
typedef struct frame_work {
  wg_context *context;
  const wg_communities *communities;
  int32_t community_count;
  int32_t *rank, *by_rank; /* community → rank and back */

  int32_t point_count;
  int32_t *owner;          /* of a point: rank of its community; −1: of no use */
  int32_t *next;           /* the point that follows in its ring */
  int32_t *site;           /* the vertex where the point came to lie; −1 */

  wg_point *vertices;
  int64_t vertex_count, vertex_capacity;

  frame_use *uses;         /* by edge once noded: those of edge e are use_start[e] … */
  int64_t use_count, use_capacity;
  frame_edge *edges;
  int64_t *use_start;      /* edge_count + 1 */
  int64_t edge_count;

  int32_t *next_half;      /* 2 × edge_count: the walk round the face on its left */
  int32_t *cycle;          /* 2 × edge_count */
  int32_t *cycle_half;     /* cycle_count: one half-edge of it */
  int32_t *container;      /* cycle_count: for the outer cycle of a component the cycle of the face
                              it lies in, −1 the unbounded one; −2 for every other cycle */
  int32_t *set_start;      /* cycle_count + 1, into sets */
  int32_t *sets;           /* ranks of the communities that cover the face, ascending */
  int64_t set_capacity;
  int32_t cycle_count;
} frame_work;

/* A spot that became a vertex of an edge. */
typedef struct frame_claim {
  int32_t edge;
  wg_point at;
} frame_claim;

struct wg_frame {
  wg_context *context;
  int32_t community_count;
  wg_point *vertices;
  frame_edge *edges;
  int64_t edge_count;

  /* Boundaries: community c has points community_point[c] … and rings community_ring[c] …; its
   * slice of ring_start begins at community_ring[c] + c. */
  int64_t *community_point; /* community_count + 1 */
  int64_t *community_ring;  /* community_count + 1 */
  wg_point *points;
  int32_t *ring_start, *ring_part;
  int32_t *part_count;      /* community_count */
  int64_t *chord_step;      /* points + 1: the half-edges of a chord are chord_step[i] … */
  int32_t *steps;           /* half-edges, ring after ring */

  frame_claim *claims;      /* by edge, then along it, once settled */
  int64_t claim_count, claim_capacity;
  int64_t *claim_start;     /* edge_count + 1; NULL before wg_frame_settle */
};

static inline int32_t half_from(const frame_edge *edges, int32_t half)
{
  return half & 1 ? edges[half >> 1].b : edges[half >> 1].a;
}

/* frame_clean.c: ranks, points, vertices and uses, snapped but not noded. */
wg_status frame_clean(frame_work *work) WG_MUST_CHECK;
/* frame_node.c: edges that meet only at vertices, with the uses of each. */
wg_status frame_node(frame_work *work) WG_MUST_CHECK;
/* frame_faces.c: cycles and the communities that cover the face beside each. */
wg_status frame_faces(frame_work *work) WG_MUST_CHECK;
/* Rank of the community that the face left of a half-edge belongs to, or −1. */
static inline int32_t frame_owner(const frame_work *work, int32_t half)
{
  int32_t c = work->cycle[half];
  return work->set_start[c] < work->set_start[c + 1] ? work->sets[work->set_start[c]] : -1;
}
/* Twice the area a cycle runs round, positive when counter-clockwise. */
__int128 frame_cycle_area2(const frame_work *work, int32_t cycle);
/* frame_findings.c: overlaps, gaps, communities without ground. */
wg_status frame_report(const frame_work *work, wg_findings *findings) WG_MUST_CHECK;
/* frame_boundary.c: rings and chords of every community. */
wg_status frame_boundaries(wg_frame *frame, const frame_work *work) WG_MUST_CHECK;

/* frame_claims.c: a place on the boundary of a community: the vertex where step `step` begins (one
 * past the last step of the ring: where the first begins), or a point on that step. */
typedef struct frame_place {
  int64_t step;
  bool vertex;
  wg_point at;
} frame_place;

/* Where a spot of chord `chord` of a community settles. */
frame_place frame_settled(const wg_frame *frame, int32_t community, int32_t chord, wg_point spot);
/* The order of two points along an edge, from its a to its b. */
int frame_along(const wg_frame *frame, int32_t edge, wg_point left, wg_point right);

/* What became of the points of one community's outlines that lie on its boundary. */
typedef struct frame_spot {
  wg_point raw;
  wg_point settled;
  int32_t edge; /* the claimed edge, or −1: a vertex of the frame */
  bool met;     /* a line inside the community ends or touches here */
} frame_spot;

/* Sorted by raw point, each once. The caller releases *spots. */
wg_status frame_spots(const wg_frame *frame, int32_t community, const wg_outlines *outlines,
                      wg_context *context, frame_spot **spots, int64_t *count) WG_MUST_CHECK;
frame_spot *frame_find_spot(frame_spot *spots, int64_t count, wg_point raw);

#endif
