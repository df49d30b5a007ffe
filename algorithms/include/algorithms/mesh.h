/* A constrained Delaunay triangulation of whole-millimetre points.
 *
 * Triangle t has the half-edges 3t, 3t + 1, 3t + 2, counter-clockwise. Half-edge h runs from
 * origin[h] to origin[wg_mesh_next(h)], has its triangle on its left, and its twin in the
 * neighbouring triangle (−1 on the outer hull).
 *
 * Four far corners of a box around the input are added (the last four vertices at build time),
 * so every input point is inside. All predicates are exact: the span of a mesh is limited so that
 * orientation fits 64-bit integers and in-circle 128-bit ones; there is no floating point in it.
 *
 * Constraints may touch, overlap and cross each other: where two cross, a vertex is made at the
 * crossing, rounded to the millimetre, or one bends to an end of the other that is as near. So the
 * triangulation stays a planar subdivision whatever comes in, and no constraint ever lies more
 * than half a millimetre in x and in y from its straight line, however many it crosses.
 *
 * A half-edge carries the tags of the constraints along it on its left side. A tag is a
 * non-negative number of the caller's choice.
 *
 * The same set of points and the same sequence of constraints give the same mesh, wherever the
 * origin lies: vertices are numbered along a Hilbert curve over the input's own box, not in the
 * order of the input. */
#ifndef WG_ALGORITHMS_MESH_H
#define WG_ALGORITHMS_MESH_H

#include "wangge/shapes.h"

#define WG_MESH_SPAN_MM (1 << 28) /* the input must be narrower: 268 km */

typedef struct wg_mesh_tag {
  int32_t tag;
  int32_t next; /* index into tag_nodes or −1 */
} wg_mesh_tag;

typedef struct wg_mesh {
  wg_point *vertices;
  int32_t vertex_count;
  int32_t triangle_count;
  int32_t *origin; /* 3 × triangle_count */
  int32_t *twin;   /* 3 × triangle_count, −1 on the hull */
  int32_t *tags;   /* 3 × triangle_count: head of the list of tags left of the half-edge, or −1 */
  int32_t *lines;  /* private: 3 × triangle_count: which constraints run along the edge */
  uint8_t *fixed;  /* 3 × triangle_count: 1 for constrained, the same on both twins */
  wg_mesh_tag *tag_nodes; /* lists are immutable and shared: several half-edges may hold one */
  int32_t tag_count;
  int32_t *vertex_edge; /* a half-edge that starts at the vertex; at a corner of the box the first
                           one counter-clockwise */
  int64_t vertex_capacity, edge_capacity, tag_capacity;
  struct wg_mesh_work *work; /* private */
  wg_context *context; /* borrowed */
} wg_mesh;

static inline int32_t wg_mesh_next(int32_t h) { return h % 3 == 2 ? h - 2 : h + 1; }
static inline int32_t wg_mesh_previous(int32_t h) { return h % 3 == 0 ? h + 2 : h - 1; }

/* Delaunay triangulation of `count` points. vertex_of[i] receives the vertex of point i;
 * equal points share one. O(n log n) in practice: points go in along a Hilbert curve. WG_LIMIT when
 * they span WG_MESH_SPAN_MM or more. *out is NULL on failure. */
wg_status wg_mesh_build(wg_mesh **out, wg_context *context, const wg_point *points, int32_t count,
                        int32_t *vertex_of) WG_MUST_CHECK;

/* Makes the straight line from vertex a to vertex b a chain of fixed edges, and adds the tags to
 * the half-edges along it: left_tag to those that run a → b, right_tag to their twins (−1: none).
 * Vertices that lie on the line become part of the chain; crossed fixed edges are split at a new
 * rounded vertex. The chain runs monotonely in x and in y within the box of a and b. Restores the
 * Delaunay property around it. a == b does nothing; a and b may not both be corners of the
 * box. After a failure the mesh can only be freed. */
wg_status wg_mesh_constrain(wg_mesh *mesh, int32_t a, int32_t b, int32_t left_tag,
                            int32_t right_tag) WG_MUST_CHECK;

/* The next half-edge out of the same vertex, counter-clockwise; −1 past the hull. */
static inline int32_t wg_mesh_around(const wg_mesh *mesh, int32_t h)
{
  return mesh->twin[wg_mesh_previous(h)];
}

/* Every twin is mutual, every triangle counter-clockwise, every unfixed edge locally Delaunay,
 * every tag on a fixed edge. For tests and debug builds. */
wg_status wg_mesh_verify(const wg_mesh *mesh) WG_MUST_CHECK;
void wg_mesh_free(wg_mesh *mesh);

#endif
