/* Making a line from a to b an edge when only unfixed edges cross it: the triangles along it are
 * taken out and the hole is triangulated anew on both sides of the line.
 *
 * Anglada (1997): over the base of a part of the outline stands the vertex whose circle with the
 * base holds no other; it divides the part in two. That this vertex is visible from the base
 * follows from the edges that were taken out: each vertex of the outline had one that led over the
 * base, so no side of the outline can stand between. For the same reason it works where the
 * outline runs up an edge and down again (such a vertex comes twice; the sides of that edge are
 * partners, both in the hole): the tip of that edge lies inside every circle through its foot, so
 * it is taken first. Where the mesh was constrained Delaunay it still is.
 *
 * A part costs the square of its sides at worst. Lines cross some ten edges, seldom a hundred. */
#include "mesh_inside.h"

#include "predicates.h"

static wg_status reserve(const wg_mesh *mesh, int64_t side_count)
{
  struct wg_mesh_work *work = mesh->work;
  WG_TRY(wg_grow(mesh->context, &work->sides, &work->side_capacity, side_count + 1,
                 sizeof *work->sides));
  return wg_grow(mesh->context, &work->ranges, &work->range_capacity, side_count,
                 sizeof *work->ranges);
}

/* The half-edge of side i: up on the right from a to b, then back on the left. */
static int32_t half_edge_of(const struct wg_mesh_work *work, int64_t i)
{
  int64_t right = work->right.count;
  return i < right ? work->right.items[i] : work->left.items[work->left.count - 1 - (i - right)];
}

/* The outline of the hole, counter-clockwise; the side after the last only tells its origin. */
static void outline(wg_mesh *mesh, int32_t count)
{
  wg_mesh_side *sides = mesh->work->sides;
  for (int32_t i = 0; i < count; i++) {
    int32_t h = half_edge_of(mesh->work, i);
    sides[i] = (wg_mesh_side){.origin = mesh->origin[h],
                              .outer = mesh->twin[h],
                              .tags = mesh->tags[h],
                              .lines = mesh->lines[h],
                              .fixed = mesh->fixed[h]};
  }
  sides[count].origin = sides[0].origin;
  for (int32_t i = 0; i < count; i++) mesh->origin[half_edge_of(mesh->work, i)] = ~i;
  for (int32_t i = 0; i < count; i++) {
    int32_t outer = sides[i].outer;
    sides[i].partner = outer >= 0 && mesh->origin[outer] < 0 ? ~mesh->origin[outer] : -1;
  }
}

/* The triangle that takes place number i: every triangle of the hole has one side, the first and
 * the last one on the left as well. */
static int32_t place(const struct wg_mesh_work *work, int32_t i)
{
  int64_t right = work->right.count;
  return (i < right ? work->right.items[i] : work->left.items[i - right + 1]) / 3;
}

/* Of the sides' origins between low and high the one that makes a Delaunay triangle. */
static int32_t choose(const wg_mesh *mesh, int32_t low, int32_t high)
{
  const wg_mesh_side *sides = mesh->work->sides;
  const wg_point *points = mesh->vertices;
  wg_point first = points[sides[low].origin], last = points[sides[high].origin];
  int32_t best = low + 1;
  for (int32_t i = low + 2; i < high; i++)
    if (wg_in_circle(last, first, points[sides[best].origin], points[sides[i].origin])) best = i;
  return best;
}

/* Triangulates the hole. Returns the half-edge a → b over the left part. */
static int32_t triangulate(wg_mesh *mesh, int32_t count)
{
  struct wg_mesh_work *work = mesh->work;
  wg_mesh_side *sides = work->sides;
  int32_t right = (int32_t)work->right.count, waiting = 0, placed = 0;
  int32_t down = 3 * place(work, 0) + 2; /* b → a, made first */
  work->ranges[waiting++] = (wg_mesh_range){right, count, down};
  work->ranges[waiting++] = (wg_mesh_range){0, right, -1};
  while (waiting > 0) {
    wg_mesh_range range = work->ranges[--waiting];
    int32_t middle = choose(mesh, range.low, range.high), h = 3 * place(work, placed++);
    const int32_t ends[] = {range.low, middle, range.high};
    for (int i = 0; i < 3; i++) {
      mesh->origin[h + i] = sides[ends[i]].origin;
      mesh->tags[h + i] = mesh->lines[h + i] = -1;
      mesh->fixed[h + i] = 0;
    }
    mesh->twin[h + 2] = range.base;
    if (range.base >= 0) mesh->twin[range.base] = h + 2;
    for (int i = 0; i < 2; i++) {
      if (ends[i] + 1 == ends[i + 1])
        sides[ends[i]].made = h + i;
      else
        work->ranges[waiting++] = (wg_mesh_range){ends[i], ends[i + 1], h + i};
    }
  }
  return mesh->twin[down];
}

/* Sews the new triangles into the hole. */
static void attach(wg_mesh *mesh, int32_t count)
{
  const wg_mesh_side *sides = mesh->work->sides;
  for (int32_t i = 0; i < count - 2; i++) {
    int32_t first = 3 * place(mesh->work, i);
    for (int32_t h = first; h < first + 3; h++) {
      int32_t *edge = &mesh->vertex_edge[mesh->origin[h]];
      if (mesh->origin[*edge] != mesh->origin[h]) *edge = h;
    }
  }
  for (int32_t i = 0; i < count; i++) {
    int32_t h = sides[i].made;
    mesh->tags[h] = sides[i].tags;
    mesh->lines[h] = sides[i].lines;
    mesh->fixed[h] = sides[i].fixed;
    wg_mesh_link(mesh, h, sides[i].partner < 0 ? sides[i].outer : sides[sides[i].partner].made);
  }
}

wg_status wg_mesh_recut(wg_mesh *mesh, int32_t *edge)
{
  int32_t count = (int32_t)(mesh->work->right.count + mesh->work->left.count);
  WG_TRY(reserve(mesh, count));
  outline(mesh, count);
  *edge = triangulate(mesh, count);
  attach(mesh, count);
  return WG_OK;
}
