/* Constraints: straight lines that become chains of fixed edges, whatever else is there.
 *
 * A line is walked from vertex to vertex. Where it runs along an edge, that edge is fixed. Where it
 * crosses unfixed edges only, up to the next vertex exactly on it, the triangles are cut anew
 * (mesh_recut.c). Where it crosses a fixed edge, one or both have to be led through a common
 * vertex. So the fixed edge is made loose, and both are pieces of their lines that are divided and
 * go in again; a piece may meet others in turn.
 *
 * How they are divided keeps them from wandering off, and is taken from snap rounding (Hobby 1999;
 * Guibas & Marimont 1998). A whole-millimetre point owns the square of all places that round to
 * it, halves up. Invariant: the straight line meets the squares of both ends of each of its pieces.
 * When piece a b of line S crosses piece u v of line T, then
 *   (1) if S meets the square of u or v, a b is divided there, else
 *   (2) if T meets the square of a or b, u v is divided there, else
 *   (3) S and T themselves cross, and both are divided at the rounded crossing.
 * One of the three is so: take places of S in the squares of a and b, of T in those of u and v, and
 * move them evenly into a, b, u, v. If S and T do not cross there but a b and u v do, at some
 * moment an end touches the other segment: say the end that moves from s to a touches the image of
 * a place t of T, which itself moves to some t'. At share λ of the way (1 − λ) s + λ a =
 * (1 − λ) t + λ t', so a − t = (1 − λ) (a − s) + λ (t' − t): a mean of two ways that lead from a
 * place to the point that it rounds to, or to a mean of such; hence t rounds to a, which is (2).
 * If S and T do cross there and neither (1) nor (2) holds, the rounded crossing is none of the four
 * ends. Likewise a vertex exactly on a piece has a square that its line meets.
 *
 * So every chain stays within half a millimetre of its straight line in x and in y. And this ends:
 * rounding is monotone, so a piece is divided at a point of the box of its two ends, which keeps
 * the sum of |Δx| + |Δy| over the pieces of all lines; every division makes one piece more, every
 * piece has a sum of at least 1. For the same reason each chain is monotone in x and in y.
 *
 * All of it is exact; nothing depends on the origin, and two lines meet at the same vertex
 * whichever came first. */
#include "mesh_inside.h"

#include "predicates.h"

/* ---- lines and squares ---- */

/* Whether the line meets the square of p, a point of the box of its two ends. */
static bool meets(const wg_mesh_line *line, wg_point p)
{
  int64_t dx = (int64_t)line->to.x - line->from.x, dy = (int64_t)line->to.y - line->from.y;
  int64_t reach = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
  int64_t twice = 2 * wg_turn(line->from, line->to, p);
  if (twice > -reach && twice < reach) return true;
  return twice == dx - dy && (dx < 0) != (dy < 0); /* through the one corner that belongs to it */
}

/* Whether p → q leads less than a right angle off a → b. */
static bool same_way(wg_point a, wg_point b, wg_point p, wg_point q)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  return dx * ((int64_t)q.x - p.x) + dy * ((int64_t)q.y - p.y) > 0;
}

static bool between(int32_t a, int32_t b, int32_t x)
{
  return a < b ? a <= x && x <= b : b <= x && x <= a;
}

static bool in_box(wg_point a, wg_point b, wg_point p)
{
  return between(a.x, b.x, p.x) && between(a.y, b.y, p.y);
}

/* Whether vertex v may divide the piece. */
static bool divides(const wg_mesh *mesh, wg_mesh_piece piece, int32_t v)
{
  wg_point p = mesh->vertices[v];
  return in_box(mesh->vertices[piece.a], mesh->vertices[piece.b], p) &&
         meets(&mesh->work->lines[piece.line], p);
}

/* ⌊n / d + ½⌋ for d > 0. */
static __int128 rounded(__int128 n, __int128 d)
{
  n = 2 * n + d;
  d *= 2;
  __int128 quotient = n / d;
  return quotient * d > n ? quotient - 1 : quotient;
}

/* Where two lines cross, rounded; false when they are parallel or cross beyond their ends. */
static bool crossing(const wg_mesh_line *s, const wg_mesh_line *t, wg_point *out)
{
  int64_t dx = (int64_t)s->to.x - s->from.x, dy = (int64_t)s->to.y - s->from.y;
  int64_t ex = (int64_t)t->to.x - t->from.x, ey = (int64_t)t->to.y - t->from.y;
  int64_t gx = (int64_t)t->from.x - s->from.x, gy = (int64_t)t->from.y - s->from.y;
  int64_t across = dx * ey - dy * ex, along = gx * ey - gy * ex;
  if (across < 0) {
    across = -across;
    along = -along;
  }
  if (across == 0 || along < 0 || along > across) return false;
  out->x = (int32_t)(s->from.x + rounded((__int128)along * dx, across));
  out->y = (int32_t)(s->from.y + rounded((__int128)along * dy, across));
  return true;
}

static wg_status broken(const wg_mesh *mesh, wg_point at)
{
  return wg_fail(mesh->context, WG_INTERNAL,
                 wg_in(mesh->context,
                       "A line could not be led through the mesh at %d, %d. Please report this.",
                       "在 %d, %d 处无法将线段嵌入网格剖分。请报告此问题。"),
                 at.x, at.y);
}

/* ---- lists ---- */

static bool in_list(const wg_mesh *mesh, int32_t list, int32_t tag)
{
  for (; list >= 0; list = mesh->tag_nodes[list].next)
    if (mesh->tag_nodes[list].tag == tag) return true;
  return false;
}

/* Puts a tag in front of a list that lacks it; −1 is no tag. */
static wg_status add_tag(wg_mesh *mesh, int32_t tag, int32_t *list)
{
  if (tag < 0 || in_list(mesh, *list, tag)) return WG_OK;
  WG_TRY(wg_grow(mesh->context, &mesh->tag_nodes, &mesh->tag_capacity, (int64_t)mesh->tag_count + 1,
                 sizeof *mesh->tag_nodes));
  mesh->tag_nodes[mesh->tag_count] = (wg_mesh_tag){tag, *list};
  *list = mesh->tag_count++;
  return WG_OK;
}

/* Adds what is in one list to another; an empty one becomes the same list. */
static wg_status merge(wg_mesh *mesh, int32_t *list, int32_t more)
{
  if (*list < 0) {
    *list = more;
    return WG_OK;
  }
  for (; more >= 0; more = mesh->tag_nodes[more].next)
    WG_TRY(add_tag(mesh, mesh->tag_nodes[more].tag, list));
  return WG_OK;
}

/* The half-edge h lies along a line, on its left side or on its right side. */
static wg_status fix_half(wg_mesh *mesh, int32_t h, const wg_mesh_line *line, bool left)
{
  mesh->fixed[h] = 1;
  WG_TRY(merge(mesh, &mesh->lines[h], line->self));
  return merge(mesh, &mesh->tags[h], left ? line->left : line->right);
}

static wg_status fix(wg_mesh *mesh, int32_t h, const wg_mesh_line *line)
{
  WG_TRY(fix_half(mesh, h, line, true));
  return mesh->twin[h] < 0 ? WG_OK : fix_half(mesh, mesh->twin[h], line, false);
}

static wg_status add_line(wg_mesh *mesh, wg_mesh_line line, int32_t left_tag, int32_t right_tag)
{
  struct wg_mesh_work *work = mesh->work;
  WG_TRY(wg_grow(mesh->context, &work->lines, &work->line_capacity, (int64_t)work->line_count + 1,
                 sizeof *work->lines));
  line.left = line.right = line.self = -1;
  WG_TRY(add_tag(mesh, left_tag, &line.left));
  WG_TRY(add_tag(mesh, right_tag, &line.right));
  WG_TRY(add_tag(mesh, work->line_count, &line.self));
  work->lines[work->line_count++] = line;
  return WG_OK;
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
    if (turn == 0 && same_way(p, b, p, right)) return h;
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
  WG_TRY(wg_grow(mesh->context, &work->pieces, &work->piece_capacity, work->piece_count + 1,
                 sizeof *work->pieces));
  work->pieces[work->piece_count++] = piece;
  return WG_OK;
}

/* Both halves of a piece are next. */
static wg_status divide(wg_mesh *mesh, wg_mesh_piece piece, int32_t vertex)
{
  WG_TRY(add_piece(mesh, (wg_mesh_piece){vertex, piece.b, piece.line}));
  return add_piece(mesh, (wg_mesh_piece){piece.a, vertex, piece.line});
}

/* The edge h as a piece of one of its lines: the way that runs. */
static wg_mesh_piece piece_of(const wg_mesh *mesh, int32_t h, int32_t number)
{
  const wg_mesh_line *line = &mesh->work->lines[number];
  int32_t u = mesh->origin[h], v = wg_mesh_target(mesh, h);
  wg_point p = mesh->vertices[u], q = mesh->vertices[v];
  return same_way(line->from, line->to, p, q) ? (wg_mesh_piece){u, v, number}
                                              : (wg_mesh_piece){v, u, number};
}

/* Takes the fixed edge h back. The last of its lines is in *piece; the others go in again later. */
static wg_status loosen(wg_mesh *mesh, int32_t h, wg_mesh_piece *piece)
{
  int32_t g = mesh->twin[h], node = mesh->lines[h];
  for (; mesh->tag_nodes[node].next >= 0; node = mesh->tag_nodes[node].next)
    WG_TRY(add_piece(mesh, piece_of(mesh, h, mesh->tag_nodes[node].tag)));
  *piece = piece_of(mesh, h, mesh->tag_nodes[node].tag);
  mesh->fixed[h] = mesh->fixed[g] = 0;
  mesh->tags[h] = mesh->tags[g] = mesh->lines[h] = mesh->lines[g] = -1;
  return wg_mesh_restore(mesh, h);
}

/* The piece crosses the fixed edge h: divides one of them or both. */
static wg_status cross(wg_mesh *mesh, wg_mesh_piece piece, int32_t h)
{
  const wg_mesh_line *lines = mesh->work->lines;
  int32_t u = mesh->origin[h], v = wg_mesh_target(mesh, h);
  wg_mesh_piece other;
  wg_point p;
  if (divides(mesh, piece, u)) return divide(mesh, piece, u);
  if (divides(mesh, piece, v)) return divide(mesh, piece, v);
  WG_TRY(loosen(mesh, h, &other));
  int32_t vertex = divides(mesh, other, piece.a)   ? piece.a
                   : divides(mesh, other, piece.b) ? piece.b
                                                   : -1;
  if (vertex >= 0) {
    WG_TRY(add_piece(mesh, piece));
    return divide(mesh, other, vertex);
  }
  if (!crossing(&lines[piece.line], &lines[other.line], &p))
    return broken(mesh, mesh->vertices[piece.a]);
  WG_TRY(wg_mesh_reserve(mesh, (int64_t)mesh->vertex_count + 1));
  mesh->vertices[mesh->vertex_count] = p;
  vertex = wg_mesh_place(mesh, h, mesh->vertex_count);
  mesh->vertex_count += vertex == mesh->vertex_count;
  WG_TRY(divide(mesh, piece, vertex));
  return divide(mesh, other, vertex);
}

/* Leads a piece from its start to its end, or to the first fixed edge in its way. */
static wg_status lead(wg_mesh *mesh, wg_mesh_piece piece)
{
  while (piece.a != piece.b) {
    int32_t edge, crossed;
    WG_TRY(advance(mesh, piece.a, mesh->vertices[piece.b], &edge, &crossed));
    if (crossed >= 0) return cross(mesh, piece, crossed);
    WG_TRY(fix(mesh, edge, &mesh->work->lines[piece.line]));
    piece.a = wg_mesh_target(mesh, edge);
  }
  return WG_OK;
}

wg_status wg_mesh_constrain(wg_mesh *mesh, int32_t a, int32_t b, int32_t left_tag,
                            int32_t right_tag)
{
  struct wg_mesh_work *work = mesh->work;
  if (a == b) return WG_OK;
  wg_mesh_line line = {.from = mesh->vertices[a], .to = mesh->vertices[b]};
  WG_TRY(add_line(mesh, line, left_tag, right_tag));
  work->piece_count = 0;
  WG_TRY(add_piece(mesh, (wg_mesh_piece){a, b, work->line_count - 1}));
  while (work->piece_count > 0) WG_TRY(lead(mesh, work->pieces[--work->piece_count]));
  return WG_OK;
}
