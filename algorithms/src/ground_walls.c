/* Drawing walls into the mesh, led through vertices that they all but touch.
 *
 * Split points and crossings are whole millimetres, so a wall that touches another, or a barrier
 * through a corner, would miss it by a hair and leave a crack that labels creep through. A wall
 * that passes a vertex within 2 mm is led through it. The boundary is not: it stays as it is, but
 * where a line of an existing grid ends on it, as near as whole millimetres allow. */
#include "ground.h"

#define TOUCH_MM 2
#define DRIFT_MM 4 /* from the straight wall, however many vertices it touches */

/* Per vertex: a line of an existing grid ends there. Vertices that crossings add are not marked. */
typedef struct marks {
  uint8_t *items;
  int32_t count;
} marks;

/* A wall on its way: the straight line it stands for, and where it has come to. */
typedef struct way {
  wg_point begin, end;
  int32_t at, to;    /* vertices */
  const marks *only; /* the vertices that the line may be led through; NULL: all */
} way;

static int64_t magnitude(int64_t value)
{
  return value < 0 ? -value : value;
}

/* Whether p lies within `reach` of the infinite line from a to b. */
static bool near_line(wg_point a, wg_point b, wg_point p, int64_t reach)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  int64_t cross = dx * ((int64_t)p.y - a.y) - dy * ((int64_t)p.x - a.x);
  if (magnitude(cross) > reach * (magnitude(dx) + magnitude(dy))) return false; /* most */
  return (__int128)cross * cross <= (__int128)(dx * dx + dy * dy) * (reach * reach);
}

static int64_t square_distance(wg_point a, wg_point b)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  return dx * dx + dy * dy;
}

/* Only points nearer to both ends than they are to each other, so that each step leads on. */
static bool touches(const wg_mesh *mesh, const way *w, int32_t vertex)
{
  if (w->only != NULL && (vertex >= w->only->count || !w->only->items[vertex])) return false;
  wg_point a = mesh->vertices[w->at], p = mesh->vertices[vertex];
  if (!near_line(a, w->end, p, TOUCH_MM) || !near_line(w->begin, w->end, p, DRIFT_MM)) return false;
  int64_t square = square_distance(a, w->end);
  return square_distance(a, p) < square && square_distance(p, w->end) < square;
}

/* The side by which the line leaves the triangles round its beginning; −1 − v when it meets or
 * touches vertex v first (its end included). */
static int32_t first_crossing(const wg_mesh *mesh, const way *w)
{
  wg_point from = mesh->vertices[w->at];
  int32_t start = mesh->vertex_edge[w->at], side = start, crossing = -1 - w->to;
  do {
    int32_t opposite = wg_mesh_next(side), right = mesh->origin[opposite];
    int32_t left = mesh->origin[wg_mesh_next(opposite)];
    if (right != w->to && touches(mesh, w, right)) return -1 - right;
    if (right != w->to && left != w->to && wg_orient(from, mesh->vertices[right], w->end) > 0 &&
        wg_orient(from, mesh->vertices[left], w->end) < 0)
      crossing = opposite;
    side = wg_mesh_around(mesh, side);
  } while (side != start && side >= 0);
  return crossing;
}

/* A vertex that the line touches, or its end. Only the triangles on its way are looked at. */
static int32_t touched_vertex(const wg_mesh *mesh, const way *w)
{
  int32_t side = first_crossing(mesh, w);
  while (side >= 0) {
    int32_t twin = mesh->twin[side], apex = mesh->origin[wg_mesh_previous(twin)];
    if (apex == w->to || touches(mesh, w, apex)) return apex;
    bool left = wg_orient(mesh->vertices[w->at], w->end, mesh->vertices[apex]) > 0;
    side = left ? wg_mesh_next(twin) : wg_mesh_previous(twin);
  }
  return -1 - side;
}

static wg_status draw_wall(wg_site *site, wg_wall wall, const marks *ends)
{
  bool boundary = wall.left_tag < site->class_tag;
  way w = {site->points[wall.from], site->points[wall.to], site->vertex_of[wall.from],
           site->vertex_of[wall.to], boundary ? ends : NULL};
  while (w.at != w.to) {
    int32_t next = boundary && ends->count == 0 ? w.to : touched_vertex(site->mesh, &w);
    WG_TRY(wg_mesh_constrain(site->mesh, w.at, next, wall.left_tag, wall.right_tag));
    w.at = next;
  }
  return WG_OK;
}

wg_status wg_site_draw_walls(wg_site *site)
{
  marks ends = {NULL, site->old_end_count > 0 ? site->mesh->vertex_count : 0};
  wg_status status = wg_allocate(site->context, &ends.items, (size_t)ends.count, 1);
  for (int64_t i = 0; i < site->old_end_count && status == WG_OK; i++)
    ends.items[site->vertex_of[site->old_ends[i]]] = 1;
  for (int64_t i = 0; i < site->wall_count && status == WG_OK; i++)
    status = draw_wall(site, site->walls[i], &ends);
  wg_release(site->context, ends.items);
  return status;
}
