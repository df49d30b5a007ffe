/* The invariants of a mesh, looked at one by one. */
#include "mesh_inside.h"

#include "predicates.h"

static wg_status broken(const wg_mesh *mesh, const char *what, int32_t index)
{
  return wg_fail(mesh->context, WG_INTERNAL,
                 wg_in(mesh->context, "Mesh: %s (%d). Please report this.",
                       "网格剖分错误：%s（%d）。请报告此问题。"),
                 what, index);
}

static wg_status verify_edge(const wg_mesh *mesh, int32_t h)
{
  int32_t g = mesh->twin[h], previous = wg_mesh_previous(h);
  if (mesh->tags[h] >= 0 && !mesh->fixed[h]) return broken(mesh, "tag on an unfixed edge", h);
  if (g < 0)
    return mesh->vertex_edge[mesh->origin[h]] == h
               ? WG_OK
               : broken(mesh, "a corner does not start at its hull edge", h);
  if (mesh->twin[g] != h || mesh->origin[g] != wg_mesh_target(mesh, h) ||
      mesh->origin[h] != wg_mesh_target(mesh, g))
    return broken(mesh, "twins that do not match", h);
  if (mesh->fixed[h] != mesh->fixed[g]) return broken(mesh, "an edge fixed on one side only", h);
  if (!mesh->fixed[h] &&
      wg_in_circle(wg_mesh_origin(mesh, h), wg_mesh_origin(mesh, g), wg_mesh_origin(mesh, previous),
                   wg_mesh_origin(mesh, wg_mesh_previous(g))))
    return broken(mesh, "an edge that is not Delaunay", h);
  return WG_OK;
}

/* Counter-clockwise triangles whose twins match tile a disc; that there are 2 v − 6 of them for a
 * hull of four edges says that it is one disc and that no vertex is missing. */
wg_status wg_mesh_verify(const wg_mesh *mesh)
{
  int32_t hull = 0;
  for (int32_t t = 0; t < mesh->triangle_count; t++)
    if (wg_turn(wg_mesh_origin(mesh, 3 * t), wg_mesh_origin(mesh, 3 * t + 1),
                wg_mesh_origin(mesh, 3 * t + 2)) <= 0)
      return broken(mesh, "a triangle that is not counter-clockwise", t);
  for (int32_t h = 0; h < 3 * mesh->triangle_count; h++) {
    WG_TRY(verify_edge(mesh, h));
    hull += mesh->twin[h] < 0;
  }
  for (int32_t v = 0; v < mesh->vertex_count; v++)
    if (mesh->origin[mesh->vertex_edge[v]] != v)
      return broken(mesh, "a vertex whose edge starts elsewhere", v);
  if (hull != 4 || mesh->triangle_count != 2 * mesh->vertex_count - 6)
    return broken(mesh, "a wrong number of triangles", mesh->triangle_count);
  return WG_OK;
}
