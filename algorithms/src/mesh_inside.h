/* What the files of the mesh share among themselves. */
#ifndef WG_ALGORITHMS_MESH_INSIDE_H
#define WG_ALGORITHMS_MESH_INSIDE_H

#include "algorithms/mesh.h"

typedef struct wg_mesh_list {
  int32_t *items;
  int64_t count, capacity;
} wg_mesh_list;

/* A constraint as it was asked for. */
typedef struct wg_mesh_line {
  wg_point from, to;
  int32_t left, right; /* lists of the tag on that side, or −1 */
  int32_t self;        /* the list of its own number alone */
} wg_mesh_line;

/* A part of a line that has still to go in: from vertex a to vertex b, the way the line runs. */
typedef struct wg_mesh_piece {
  int32_t a, b, line;
} wg_mesh_piece;

/* One edge of the hole that opens when the triangles along a line are taken out. */
typedef struct wg_mesh_side {
  int32_t origin;
  int32_t outer;   /* half-edge on the far side or −1; meaningless when … */
  int32_t partner; /* … the far side is the hole too: that side, else −1 */
  int32_t tags, lines;
  int32_t made; /* its half-edge in the new triangles */
  uint8_t fixed;
} wg_mesh_side;

/* A part of the hole's outline that has still to be triangulated. */
typedef struct wg_mesh_range {
  int32_t low, high; /* sides low … high − 1 */
  int32_t base;      /* the half-edge over it, from the start of `low` to the end of `high` − 1 */
} wg_mesh_range;

/* The lines so far, and memory that is kept from one to the next. */
struct wg_mesh_work {
  wg_mesh_line *lines;
  int32_t line_count;
  int64_t line_capacity;
  wg_mesh_list doubtful;    /* half-edges that may not be Delaunay */
  wg_mesh_list left, right; /* half-edges on both sides of the triangles along a line, outward */
  wg_mesh_piece *pieces;
  int64_t piece_count, piece_capacity;
  wg_mesh_side *sides;
  int64_t side_capacity;
  wg_mesh_range *ranges;
  int64_t range_capacity;
};

static inline wg_point wg_mesh_origin(const wg_mesh *mesh, int32_t h)
{
  return mesh->vertices[mesh->origin[h]];
}

/* The vertex a half-edge leads to. */
static inline int32_t wg_mesh_target(const wg_mesh *mesh, int32_t h)
{
  return mesh->origin[wg_mesh_next(h)];
}

/* Makes g (−1: the hull) the twin of h. */
static inline void wg_mesh_link(wg_mesh *mesh, int32_t h, int32_t g)
{
  mesh->twin[h] = g;
  if (g >= 0)
    mesh->twin[g] = h;
  else
    mesh->vertex_edge[mesh->origin[h]] = h;
}

/* Room for so many vertices and for the triangles between them. */
wg_status wg_mesh_reserve(wg_mesh *mesh, int64_t vertex_count) WG_MUST_CHECK;
wg_status wg_mesh_push(const wg_mesh *mesh, wg_mesh_list *list, int32_t item) WG_MUST_CHECK;

/* Takes a vertex, which lies strictly inside the box, into the triangles and restores the Delaunay
 * property around it; the search starts at half-edge `hint`. There must be room. Returns the
 * vertex, or the one that is at that place already: then nothing has changed. */
int32_t wg_mesh_place(wg_mesh *mesh, int32_t hint, int32_t vertex);

/* Restores the Delaunay property when at most the edge of h lacks it. */
wg_status wg_mesh_restore(wg_mesh *mesh, int32_t h) WG_MUST_CHECK;

/* Replaces the triangles between the half-edges work->right and work->left (both in the order met
 * on the way from a vertex a to a vertex b) by Delaunay triangles on both sides of an edge a → b,
 * which is returned. */
wg_status wg_mesh_recut(wg_mesh *mesh, int32_t *edge) WG_MUST_CHECK;

#endif
