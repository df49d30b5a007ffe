/* Drawing walls into the mesh, led through vertices that they all but touch.
 *
 * Split points and crossings are whole millimetres, so a wall that touches another, or a barrier
 * through a corner, would miss it by a hair and leave a crack that labels creep through. A wall
 * that passes a vertex within 2 mm is led through it. The boundary is not: it stays as it is. */
#include "ground.h"

#define TOUCH_MM 2

static int64_t magnitude(int64_t value)
{
  return value < 0 ? -value : value;
}

/* Only points nearer to both ends than they are to each other, so that each step leads on. */
static bool touches(wg_point a, wg_point b, wg_point p)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  int64_t px = (int64_t)p.x - a.x, py = (int64_t)p.y - a.y;
  int64_t cross = dx * py - dy * px;
  if (magnitude(cross) > TOUCH_MM * (magnitude(dx) + magnitude(dy))) return false; /* most */
  int64_t square = dx * dx + dy * dy, qx = px - dx, qy = py - dy;
  if (px * px + py * py >= square || qx * qx + qy * qy >= square) return false;
  return (__int128)cross * cross <= (__int128)square * (TOUCH_MM * TOUCH_MM);
}

/* The side that the line from a to b leaves the triangles round a by; −1 − v when it meets or
 * touches vertex v first (b itself included). */
static int32_t first_crossing(const wg_mesh *mesh, int32_t a, int32_t b)
{
  wg_point from = mesh->vertices[a], to = mesh->vertices[b];
  int32_t start = mesh->vertex_edge[a], side = start, crossing = -1 - b;
  do {
    int32_t opposite = wg_mesh_next(side), right = mesh->origin[opposite];
    int32_t left = mesh->origin[wg_mesh_next(opposite)];
    if (right != b && touches(from, to, mesh->vertices[right])) return -1 - right;
    if (right != b && left != b && wg_orient(from, mesh->vertices[right], to) > 0 &&
        wg_orient(from, mesh->vertices[left], to) < 0)
      crossing = opposite;
    side = wg_mesh_around(mesh, side);
  } while (side != start && side >= 0);
  return crossing;
}

/* A vertex that the line from a to b touches, or b. Only the triangles on its way are looked at. */
static int32_t touched_vertex(const wg_mesh *mesh, int32_t a, int32_t b)
{
  wg_point from = mesh->vertices[a], to = mesh->vertices[b];
  int32_t side = first_crossing(mesh, a, b);
  while (side >= 0) {
    int32_t twin = mesh->twin[side], apex = mesh->origin[wg_mesh_previous(twin)];
    if (apex == b || touches(from, to, mesh->vertices[apex])) return apex;
    bool left = wg_orient(from, to, mesh->vertices[apex]) > 0;
    side = left ? wg_mesh_next(twin) : wg_mesh_previous(twin);
  }
  return -1 - side;
}

wg_status wg_site_draw_wall(wg_site *site, wg_wall wall)
{
  int32_t from = site->vertex_of[wall.from], end = site->vertex_of[wall.to];
  while (from != end) {
    bool inside = wall.left_tag >= site->class_tag;
    int32_t to = inside ? touched_vertex(site->mesh, from, end) : end;
    WG_TRY(wg_mesh_constrain(site->mesh, from, to, wall.left_tag, wall.right_tag));
    from = to;
  }
  return WG_OK;
}
