/* Changing a mesh by one vertex or one edge: locating, splitting, flipping.
 *
 * Every change is local and keeps all twins, tags and vertex edges right, so a mesh is whole
 * between any two of them. Half-edge numbers are places, not names: a flip puts two of the four
 * edges around it into other places.
 *
 * Lawson (1977): a triangulation whose every edge is locally Delaunay is Delaunay, and flipping
 * those that are not comes to an end. After a vertex has gone in only the edges opposite to it can
 * be wrong; walking once around it, as Guibas & Stolfi (1985) do, needs no stack. */
#include "mesh_inside.h"

#include "predicates.h"

/* Puts the edge at `from`, with all that is known of it, into the place `to`. */
static inline void move_edge(wg_mesh *mesh, int32_t from, int32_t to)
{
  mesh->origin[to] = mesh->origin[from];
  mesh->tags[to] = mesh->tags[from];
  mesh->lines[to] = mesh->lines[from];
  mesh->fixed[to] = mesh->fixed[from];
  wg_mesh_link(mesh, to, mesh->twin[from]);
}

/* A fresh unfixed edge between the places h and g, whose origins are set. */
static inline void join(wg_mesh *mesh, int32_t h, int32_t g)
{
  mesh->twin[h] = g;
  mesh->twin[g] = h;
  mesh->tags[h] = mesh->tags[g] = mesh->lines[h] = mesh->lines[g] = -1;
  mesh->fixed[h] = mesh->fixed[g] = 0;
}

/* Turns the edge h in its quadrilateral a, d, b, c (h: a → b, c on its left, d on its right).
 * Then the places hold h: d → b, next(h): b → c, g: c → a, next(g): a → d around the new edge. */
static inline void flip(wg_mesh *mesh, int32_t h)
{
  int32_t g = mesh->twin[h], h_previous = wg_mesh_previous(h), g_previous = wg_mesh_previous(g);
  int32_t a = mesh->origin[h], b = mesh->origin[g];
  if (mesh->vertex_edge[a] == h) mesh->vertex_edge[a] = wg_mesh_next(g);
  if (mesh->vertex_edge[b] == g) mesh->vertex_edge[b] = wg_mesh_next(h);
  move_edge(mesh, g_previous, h);
  move_edge(mesh, h_previous, g);
  join(mesh, h_previous, g_previous);
}

static inline bool must_flip(const wg_mesh *mesh, int32_t h)
{
  int32_t g = mesh->twin[h];
  if (mesh->fixed[h] || g < 0) return false;
  return wg_in_circle(wg_mesh_origin(mesh, h), wg_mesh_origin(mesh, g),
                      wg_mesh_origin(mesh, wg_mesh_previous(h)),
                      wg_mesh_origin(mesh, wg_mesh_previous(g)));
}

/* Walks around the vertex opposite to h and flips what is not Delaunay. */
static void settle(wg_mesh *mesh, int32_t h)
{
  int32_t first = mesh->origin[h];
  for (;;) {
    if (must_flip(mesh, h)) {
      int32_t g = mesh->twin[h];
      flip(mesh, h);
      h = wg_mesh_next(g);
      continue;
    }
    h = wg_mesh_next(mesh->twin[wg_mesh_next(h)]);
    if (mesh->origin[h] == first) return;
  }
}

wg_status wg_mesh_restore(wg_mesh *mesh, int32_t h)
{
  wg_mesh_list *doubtful = &mesh->work->doubtful;
  doubtful->count = 0;
  WG_TRY(wg_mesh_push(mesh, doubtful, h));
  while (doubtful->count > 0) {
    h = doubtful->items[--doubtful->count];
    if (!must_flip(mesh, h)) continue;
    int32_t g = mesh->twin[h];
    flip(mesh, h);
    /* An edge that was waiting and has been moved is among these, in its new place. */
    const int32_t around[] = {h, wg_mesh_next(h), g, wg_mesh_next(g)};
    for (int i = 0; i < 4; i++) WG_TRY(wg_mesh_push(mesh, doubtful, around[i]));
  }
  return WG_OK;
}

static inline int64_t side_of(const wg_mesh *mesh, int32_t h, wg_point p)
{
  return wg_turn(wg_mesh_origin(mesh, h), mesh->vertices[wg_mesh_target(mesh, h)], p);
}

static bool holds(const wg_mesh *mesh, int32_t triangle, wg_point p)
{
  for (int32_t h = 3 * triangle; h < 3 * triangle + 3; h++)
    if (side_of(mesh, h, p) < 0) return false;
  return true;
}

/* A half-edge of a triangle that holds p. From triangle to triangle over an edge that has p
 * beyond it; this comes to an end in a Delaunay mesh, but might go in a circle around fixed edges
 * (Devillers, Pion & Teillaud 2002): then all triangles are tried. */
static int32_t locate(const wg_mesh *mesh, int32_t h, wg_point p)
{
  if (side_of(mesh, h, p) < 0) h = mesh->twin[h];
  for (int32_t steps = 0; steps <= mesh->triangle_count; steps++) {
    int32_t next = wg_mesh_next(h), previous = wg_mesh_previous(h);
    if (side_of(mesh, next, p) < 0)
      h = mesh->twin[next];
    else if (side_of(mesh, previous, p) < 0)
      h = mesh->twin[previous];
    else
      return h;
  }
  int32_t triangle = 0;
  while (!holds(mesh, triangle, p)) triangle++;
  return 3 * triangle;
}

/* h: a → b in a, b, c becomes a → b in a, b, p; two new triangles b, c, p and c, a, p. */
static void split_triangle(wg_mesh *mesh, int32_t h, int32_t p)
{
  int32_t next = wg_mesh_next(h), previous = wg_mesh_previous(h);
  int32_t bcp = 3 * mesh->triangle_count, cap = bcp + 3;
  int32_t c = mesh->origin[previous];
  mesh->triangle_count += 2;
  if (mesh->vertex_edge[c] == previous) mesh->vertex_edge[c] = cap;
  move_edge(mesh, next, bcp);
  move_edge(mesh, previous, cap);
  mesh->origin[bcp + 1] = c;
  mesh->origin[cap + 1] = mesh->origin[h];
  mesh->origin[previous] = mesh->origin[bcp + 2] = mesh->origin[cap + 2] = p;
  join(mesh, next, bcp + 2);
  join(mesh, bcp + 1, cap + 2);
  join(mesh, cap + 1, previous);
  mesh->vertex_edge[p] = previous;
}

/* h: a → b with c on its left and d on its right becomes a → p; the halves keep tags and fixing. */
static void split_edge(wg_mesh *mesh, int32_t h, int32_t p)
{
  int32_t g = mesh->twin[h], h_next = wg_mesh_next(h), g_next = wg_mesh_next(g);
  int32_t pbc = 3 * mesh->triangle_count, pad = pbc + 3;
  int32_t a = mesh->origin[h], b = mesh->origin[g];
  mesh->triangle_count += 2;
  if (mesh->vertex_edge[a] == g_next) mesh->vertex_edge[a] = h;
  if (mesh->vertex_edge[b] == h_next) mesh->vertex_edge[b] = g;
  move_edge(mesh, h_next, pbc + 1);
  move_edge(mesh, g_next, pad + 1);
  mesh->origin[pbc + 2] = mesh->origin[wg_mesh_previous(h)];
  mesh->origin[pad + 2] = mesh->origin[wg_mesh_previous(g)];
  mesh->origin[pbc] = mesh->origin[pad] = mesh->origin[h_next] = mesh->origin[g_next] = p;
  join(mesh, h_next, pbc + 2);
  join(mesh, g_next, pad + 2);
  mesh->tags[pbc] = mesh->tags[h];
  mesh->tags[pad] = mesh->tags[g];
  mesh->lines[pbc] = mesh->lines[pad] = mesh->lines[h];
  mesh->fixed[pbc] = mesh->fixed[pad] = mesh->fixed[h];
  wg_mesh_link(mesh, h, pad);
  wg_mesh_link(mesh, g, pbc);
  mesh->vertex_edge[p] = h_next;
}

int32_t wg_mesh_place(wg_mesh *mesh, int32_t hint, int32_t vertex)
{
  wg_point p = mesh->vertices[vertex];
  int32_t h = locate(mesh, hint, p), on = -1;
  for (int corner = 0; corner < 3; corner++, h = wg_mesh_next(h)) {
    wg_point at = wg_mesh_origin(mesh, h);
    if (at.x == p.x && at.y == p.y) return mesh->origin[h];
    if (side_of(mesh, h, p) == 0) on = h;
  }
  if (on < 0)
    split_triangle(mesh, h, vertex);
  else
    split_edge(mesh, h = on, vertex);
  settle(mesh, on < 0 ? h : wg_mesh_previous(h));
  return vertex;
}
