/* Constraints: straight lines that become chains of fixed edges, whatever else is there.
 *
 * A line is walked from vertex to vertex. Where it runs along an edge that edge is fixed; where it
 * crosses unfixed edges only, up to the next vertex exactly on it, the triangles are cut anew
 * (mesh_recut.c). Where it crosses a fixed edge, both must meet in a vertex at the crossing, rounded
 * to the millimetre. The rounded point lies on neither line in general; it may be another vertex,
 * or lie on or beyond other edges. So both are taken back and led through it: the fixed edge u v is
 * made loose and u p, p v and what is left of the line, a p and p b, become pieces that go in by
 * themselves, each with the tags of its line on the same sides. A piece may cross others in turn.
 *
 * This ends. Rounding is monotone, so p lies within the box of u v and within the box of a b, and
 * dividing a piece at a point of its box keeps the sum |Δx| + |Δy|: the pieces of all lines
 * together always have the sum they began with. Every crossing divides at least one piece in two
 * (p cannot be an end of both, or they would not cross), every piece has a sum of at least 1, and
 * pieces that fall on one another only become fewer. So the number of crossings is finite, and
 * every chain runs monotonely from its one end to the other.
 *
 * A line keeps its own straight course in mind: crossings are computed on that, not on the bent
 * rest, as long as they fall into the boxes, so that rounding does not add up along a line. The
 * rounding itself is exact and to the nearest millimetre, halves up, so it depends neither on the
 * origin nor on which of the two lines came first. */
#include "mesh_inside.h"

#include "predicates.h"

/* ⌊n / d + ½⌋ for d > 0. */
static __int128 rounded(__int128 n, __int128 d)
{
  n = 2 * n + d;
  d *= 2;
  __int128 quotient = n / d;
  return quotient * d > n ? quotient - 1 : quotient;
}

/* Where the lines a b and u v cross, rounded; false when they do not or when it is outside box. */
static bool crossing(wg_point a, wg_point b, wg_point u, wg_point v, wg_box box, wg_point *out)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  int64_t ex = (int64_t)v.x - u.x, ey = (int64_t)v.y - u.y;
  int64_t across = dx * ey - dy * ex;
  int64_t along = ((int64_t)u.x - a.x) * ey - ((int64_t)u.y - a.y) * ex;
  if (across == 0) return false;
  if (across < 0) {
    across = -across;
    along = -along;
  }
  __int128 x = a.x + rounded((__int128)along * dx, across);
  __int128 y = a.y + rounded((__int128)along * dy, across);
  if (x < box.min_x || x > box.max_x || y < box.min_y || y > box.max_y) return false;
  *out = (wg_point){(int32_t)x, (int32_t)y};
  return true;
}

static int32_t larger(int32_t a, int32_t b)
{
  return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
  return a < b ? a : b;
}

/* The part common to the boxes of two segments that cross. */
static wg_box common_box(wg_point a, wg_point b, wg_point u, wg_point v)
{
  return (wg_box){larger(smaller(a.x, b.x), smaller(u.x, v.x)),
                  larger(smaller(a.y, b.y), smaller(u.y, v.y)),
                  smaller(larger(a.x, b.x), larger(u.x, v.x)),
                  smaller(larger(a.y, b.y), larger(u.y, v.y))};
}

static wg_status broken(const wg_mesh *mesh, wg_point at)
{
  return wg_fail(mesh->context, WG_INTERNAL,
                 wg_in(mesh->context,
                       "A line could not be led through the mesh at %d, %d. Please report this.",
                       "在 %d, %d 处无法将线段嵌入网格剖分。请报告此问题。"),
                 at.x, at.y);
}

static bool same(wg_point a, wg_point b)
{
  return a.x == b.x && a.y == b.y;
}

/* ---- tags ---- */

static bool has_tag(const wg_mesh *mesh, int32_t list, int32_t tag)
{
  for (; list >= 0; list = mesh->tag_nodes[list].next)
    if (mesh->tag_nodes[list].tag == tag) return true;
  return false;
}

static wg_status cons(wg_mesh *mesh, int32_t tag, int32_t *list)
{
  if (tag < 0 || has_tag(mesh, *list, tag)) return WG_OK;
  WG_TRY(wg_grow(mesh->context, &mesh->tag_nodes, &mesh->tag_capacity,
                 (int64_t)mesh->tag_count + 1, sizeof *mesh->tag_nodes));
  mesh->tag_nodes[mesh->tag_count] = (wg_mesh_tag){tag, *list};
  *list = mesh->tag_count++;
  return WG_OK;
}

/* Adds the tags of `list` to a half-edge; an empty one shares the list. */
static wg_status add_tags(wg_mesh *mesh, int32_t h, int32_t list)
{
  if (mesh->tags[h] < 0) {
    mesh->tags[h] = list;
    return WG_OK;
  }
  for (; list >= 0; list = mesh->tag_nodes[list].next)
    WG_TRY(cons(mesh, mesh->tag_nodes[list].tag, &mesh->tags[h]));
  return WG_OK;
}

/* The edge h lies along the piece. */
static wg_status fix(wg_mesh *mesh, int32_t h, const wg_mesh_piece *piece)
{
  int32_t g = mesh->twin[h];
  mesh->fixed[h] = 1;
  WG_TRY(add_tags(mesh, h, piece->left));
  if (g < 0) return WG_OK;
  mesh->fixed[g] = 1;
  return add_tags(mesh, g, piece->right);
}

/* ---- walking ---- */

/* The half-edge out of vertex a that leads towards b, or else that of the triangle the way to b
 * enters; −1 if there is none. */
static int32_t ahead(const wg_mesh *mesh, int32_t a, wg_point b)
{
  wg_point p = mesh->vertices[a];
  int32_t first = mesh->vertex_edge[a], h = first;
  do {
    wg_point right = mesh->vertices[wg_mesh_target(mesh, h)];
    wg_point left = wg_mesh_origin(mesh, wg_mesh_previous(h));
    int64_t turn = wg_turn(p, b, right);
    bool forward = ((int64_t)right.x - p.x) * ((int64_t)b.x - p.x) +
                       ((int64_t)right.y - p.y) * ((int64_t)b.y - p.y) > 0;
    if (turn == 0 && forward) return h;
    if (turn < 0 && wg_turn(p, b, left) > 0) return h;
    h = wg_mesh_around(mesh, h);
  } while (h >= 0 && h != first);
  return -1;
}

/* Goes on from vertex a towards b as far as the next vertex on the line: *edge leads to it. Or as
 * far as a fixed edge in between: *crossed, seen from this side. The other one is −1. */
static wg_status advance(wg_mesh *mesh, int32_t a, wg_point b, int32_t *edge, int32_t *crossed)
{
  struct wg_mesh_work *work = mesh->work;
  wg_point p = mesh->vertices[a];
  int32_t h = ahead(mesh, a, b);
  *edge = *crossed = -1;
  if (h < 0) return broken(mesh, p);
  if (wg_turn(p, b, mesh->vertices[wg_mesh_target(mesh, h)]) == 0) {
    *edge = h;
    return WG_OK;
  }
  work->left.count = work->right.count = 0;
  WG_TRY(wg_mesh_push(mesh, &work->right, h));
  WG_TRY(wg_mesh_push(mesh, &work->left, wg_mesh_previous(h)));
  for (h = wg_mesh_next(h);;) {
    if (mesh->fixed[h]) {
      *crossed = h;
      return WG_OK;
    }
    int32_t entry = mesh->twin[h], right = wg_mesh_next(entry), left = wg_mesh_previous(entry);
    int64_t turn = wg_turn(p, b, wg_mesh_origin(mesh, left));
    if (turn >= 0) WG_TRY(wg_mesh_push(mesh, &work->left, left));
    if (turn <= 0) WG_TRY(wg_mesh_push(mesh, &work->right, right));
    if (turn == 0) return wg_mesh_recut(mesh, edge);
    h = turn > 0 ? right : left;
  }
}

/* ---- pieces ---- */

static wg_status add_piece(wg_mesh *mesh, wg_mesh_piece piece)
{
  struct wg_mesh_work *work = mesh->work;
  if (piece.a == piece.b) return WG_OK;
  WG_TRY(wg_grow(mesh->context, &work->pieces, &work->piece_capacity, work->piece_count + 1,
                 sizeof *work->pieces));
  work->pieces[work->piece_count++] = piece;
  return WG_OK;
}

/* Puts both halves of a piece on the heap, divided at a vertex (which may be an end of it). */
static wg_status add_halves(wg_mesh *mesh, wg_mesh_piece piece, int32_t vertex)
{
  wg_mesh_piece near = piece, far = piece;
  near.b = far.a = vertex;
  WG_TRY(add_piece(mesh, far));
  return add_piece(mesh, near);
}

/* Takes the fixed edge h back: what it was is in *piece. */
static wg_status loosen(wg_mesh *mesh, int32_t h, wg_mesh_piece *piece)
{
  int32_t g = mesh->twin[h];
  *piece = (wg_mesh_piece){.a = mesh->origin[h],
                           .b = mesh->origin[g],
                           .left = mesh->tags[h],
                           .right = mesh->tags[g],
                           .from = wg_mesh_origin(mesh, h),
                           .to = wg_mesh_origin(mesh, g)};
  mesh->fixed[h] = mesh->fixed[g] = 0;
  mesh->tags[h] = mesh->tags[g] = -1;
  return wg_mesh_restore(mesh, h);
}

/* The piece crosses the fixed edge h: leads both through the rounded crossing. */
static wg_status cross(wg_mesh *mesh, wg_mesh_piece piece, int32_t h)
{
  wg_point a = mesh->vertices[piece.a], b = mesh->vertices[piece.b];
  wg_point u = wg_mesh_origin(mesh, h), v = mesh->vertices[wg_mesh_target(mesh, h)], p;
  wg_box box = common_box(a, b, u, v);
  if (!crossing(piece.from, piece.to, u, v, box, &p) && !crossing(a, b, u, v, box, &p))
    return broken(mesh, a);
  if (same(p, u)) return add_halves(mesh, piece, mesh->origin[h]);
  if (same(p, v)) return add_halves(mesh, piece, wg_mesh_target(mesh, h));
  wg_mesh_piece other;
  WG_TRY(wg_mesh_reserve(mesh, (int64_t)mesh->vertex_count + 1));
  WG_TRY(loosen(mesh, h, &other));
  int32_t vertex = wg_mesh_insert(mesh, h, p);
  WG_TRY(add_halves(mesh, piece, vertex));
  return add_halves(mesh, other, vertex);
}

/* Leads a piece from its start to its end, or to the first fixed edge in its way. */
static wg_status lead(wg_mesh *mesh, wg_mesh_piece piece)
{
  while (piece.a != piece.b) {
    int32_t edge, crossed;
    WG_TRY(advance(mesh, piece.a, mesh->vertices[piece.b], &edge, &crossed));
    if (crossed >= 0) return cross(mesh, piece, crossed);
    WG_TRY(fix(mesh, edge, &piece));
    piece.a = wg_mesh_target(mesh, edge);
  }
  return WG_OK;
}

wg_status wg_mesh_constrain(wg_mesh *mesh, int32_t a, int32_t b, int32_t left_tag,
                            int32_t right_tag)
{
  struct wg_mesh_work *work = mesh->work;
  wg_mesh_piece line = {.a = a, .b = b, .left = -1, .right = -1};
  line.from = mesh->vertices[a];
  line.to = mesh->vertices[b];
  WG_TRY(cons(mesh, left_tag, &line.left));
  WG_TRY(cons(mesh, right_tag, &line.right));
  work->piece_count = 0;
  WG_TRY(add_piece(mesh, line));
  while (work->piece_count > 0) {
    wg_mesh_piece piece = work->pieces[--work->piece_count];
    WG_TRY(lead(mesh, piece));
  }
  return WG_OK;
}
