/* The lines between cells: inside triangles with several labels, and along their sides.
 *
 * Inside a triangle with two cuts a straight line joins them; with more, lines meet in the centre.
 * Along a side the labels of both triangles are compared half by half. */
#include <string.h>

#include "tessellation_inside.h"

#define STEP (5000 * (int64_t)WG_SIXTHS)

typedef struct drawing {
  wg_tessellation *out;
  const wg_site *site;
  int32_t *node_of; /* vertices, sides (the lower of the two), triangles: node or −1 */
  wg_border_piece *pieces;
  wg_crossing_lines *crossings;
  int64_t piece_count, piece_capacity;
} drawing;

static wg_status node_at(drawing *d, int64_t key, wg_fine_point point, int64_t room, int32_t *node)
{
  wg_tessellation *out = d->out;
  if (d->node_of[key] < 0) {
    WG_TRY(wg_grow(out->context, &out->nodes, &out->node_capacity, out->node_count + 1, sizeof *out->nodes));
    out->nodes[out->node_count] = (wg_node){point, (int32_t)room};
    d->node_of[key] = (int32_t)out->node_count++;
  }
  *node = d->node_of[key];
  return WG_OK;
}

static wg_status vertex_node(drawing *d, int32_t vertex, int32_t *node)
{
  return node_at(d, vertex, wg_fine(d->site->mesh->vertices[vertex]), 0, node);
}

/* A line across a free side is in the middle between what stands at its ends. */
static int64_t room_of(const wg_mesh *mesh, int32_t side)
{
  if (mesh->fixed[side]) return 0;
  return wg_distance(wg_side_origin(mesh, side), wg_side_origin(mesh, wg_mesh_next(side)));
}

static wg_status middle_node(drawing *d, int32_t side, int32_t *node)
{
  const wg_mesh *mesh = d->site->mesh;
  int32_t twin = mesh->twin[side], lower = twin >= 0 && twin < side ? twin : side;
  wg_fine_point a = wg_fine(wg_side_origin(mesh, side));
  wg_fine_point b = wg_fine(wg_side_origin(mesh, wg_mesh_next(side)));
  return node_at(d, (int64_t)mesh->vertex_count + lower,
                 (wg_fine_point){(a.x + b.x) / 2, (a.y + b.y) / 2}, room_of(mesh, side), node);
}

static wg_status centre_node(drawing *d, int32_t triangle, int32_t *node)
{
  const wg_mesh *mesh = d->site->mesh;
  wg_fine_point sum = {0, 0};
  int64_t room = INT32_MAX;
  for (int32_t side = 3 * triangle; side < 3 * triangle + 3; side++) {
    sum.x += 2 * (int64_t)wg_side_origin(mesh, side).x;
    sum.y += 2 * (int64_t)wg_side_origin(mesh, side).y;
    if (!mesh->fixed[side] && room_of(mesh, side) < room) room = room_of(mesh, side);
  }
  return node_at(d, (int64_t)mesh->vertex_count + 3 * (int64_t)mesh->triangle_count + triangle, sum,
                 room < INT32_MAX ? room : 0, node);
}

static wg_status add_piece(drawing *d, const wg_line *line, int64_t length, uint8_t class_)
{
  if (length == 0) return WG_OK;
  WG_TRY(wg_grow(d->out->context, &d->pieces, &d->piece_capacity, d->piece_count + 1, sizeof *d->pieces));
  bool ordered = line->left < line->right;
  d->pieces[d->piece_count++] =
      (wg_border_piece){ordered ? line->left : line->right, ordered ? line->right : line->left,
                        (int32_t)length, class_};
  return WG_OK;
}

/* How much of a line, looked at in steps of some metres, lies near a crossing. */
static int64_t passable_length(const drawing *d, wg_fine_point a, wg_fine_point b, int64_t length)
{
  if (!wg_crossing_lines_near(d->crossings, a, b)) return 0;
  int64_t steps = length / STEP + 1, near = 0;
  for (int64_t i = 0; i < steps; i++) {
    wg_fine_point from = {a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps};
    wg_fine_point to = {a.x + (b.x - a.x) * (i + 1) / steps, a.y + (b.y - a.y) * (i + 1) / steps};
    near += wg_crossing_lines_near(d->crossings, from, to);
  }
  return length * near / steps;
}

/* Adds a line, and its length to the border when it lies between two cells. */
static wg_status add_line(drawing *d, wg_line line, uint8_t class_)
{
  wg_tessellation *out = d->out;
  WG_TRY(wg_grow(out->context, &out->lines, &out->line_capacity, out->line_count + 1, sizeof *out->lines));
  out->lines[out->line_count++] = line;
  if (line.right < 0) return WG_OK;
  wg_fine_point a = out->nodes[line.from].point, b = out->nodes[line.to].point;
  wg_point origin = {0, 0}, span = {(int32_t)(b.x - a.x), (int32_t)(b.y - a.y)};
  int64_t length = wg_distance(origin, span), passable = 0;
  if (class_ == WG_BARRIER_HARD) passable = passable_length(d, a, b, length);
  WG_TRY(add_piece(d, &line, passable, WG_BARRIER_STREET));
  return add_piece(d, &line, length - passable, class_);
}

static wg_status cut_node(drawing *d, int32_t triangle, int after, int32_t *node)
{
  int32_t side = 3 * triangle + after / 2;
  if (after % 2 == 0) return middle_node(d, side, node);
  return vertex_node(d, d->site->mesh->origin[wg_mesh_next(side)], node);
}

static wg_status draw_triangle(drawing *d, int32_t triangle)
{
  const int32_t *cell = d->site->label + 6 * (int64_t)triangle;
  if (wg_triangle_uniform(cell)) return WG_OK;
  wg_cuts cuts = wg_triangle_cuts(cell);
  uint8_t class_ = d->site->open[triangle];
  int32_t from, to;
  if (cuts.straight) {
    /* walking on from the first cut, its near side is on the right of the line to the second */
    WG_TRY(cut_node(d, triangle, cuts.after[0], &from));
    WG_TRY(cut_node(d, triangle, cuts.after[1], &to));
    return add_line(d, (wg_line){from, to, cell[cuts.after[0]], cell[cuts.after[1]], -1}, class_);
  }
  WG_TRY(centre_node(d, triangle, &from));
  for (int i = 0; i < cuts.count; i++) {
    int k = cuts.after[i];
    WG_TRY(cut_node(d, triangle, k, &to));
    WG_TRY(add_line(d, (wg_line){from, to, cell[(k + 1) % 6], cell[k], -1}, class_));
  }
  return WG_OK;
}

/* Lowest chord of the boundary along the side. */
static int32_t chord_of(const wg_site *site, int32_t side)
{
  int32_t chord = -1;
  for (int32_t n = site->mesh->tags[side]; n >= 0; n = site->mesh->tag_nodes[n].next) {
    int32_t tag = site->mesh->tag_nodes[n].tag;
    if (tag < site->class_tag && (chord < 0 || tag < chord)) chord = tag;
  }
  return chord;
}

/* What a border along a side counts as: the barrier along it, the open area beside it, the barrier
 * that was led round the footprint. */
static uint8_t side_class(const wg_site *site, int32_t side)
{
  int32_t a = side / 3, b = site->mesh->twin[side] / 3;
  uint8_t class_ = site->edge_class[side];
  uint8_t others[] = {site->open[a], site->open[b]};
  for (size_t i = 0; i < sizeof others; i++)
    if (others[i] > class_) class_ = others[i];
  if (site->kind[a] == WG_GROUND_CUT && site->kind[b] != WG_GROUND_CUT && site->cut[a] > class_)
    class_ = site->cut[a];
  if (site->kind[b] == WG_GROUND_CUT && site->kind[a] != WG_GROUND_CUT && site->cut[b] > class_)
    class_ = site->cut[b];
  return class_;
}

/* A side of the community's ground, from its lower half or from the inside of the boundary. */
static wg_status draw_side(drawing *d, int32_t side)
{
  const wg_site *site = d->site;
  const int32_t *cell = site->label;
  int32_t twin = site->mesh->twin[side], from, middle, to;
  bool inside = site->part[twin / 3] >= 0;
  if (inside && twin < side) return WG_OK;
  int32_t left[2] = {cell[2 * side], cell[2 * side + 1]};
  int32_t right[2] = {inside ? cell[2 * twin + 1] : -1, inside ? cell[2 * twin] : -1};
  if (left[0] == right[0] && left[1] == right[1]) return WG_OK;
  int32_t chord = inside ? -1 : chord_of(site, side);
  uint8_t class_ = side_class(site, side);
  WG_TRY(vertex_node(d, site->mesh->origin[side], &from));
  WG_TRY(vertex_node(d, site->mesh->origin[wg_mesh_next(side)], &to));
  if (left[0] == left[1] && right[0] == right[1])
    return add_line(d, (wg_line){from, to, left[0], right[0], chord}, class_);
  WG_TRY(middle_node(d, side, &middle));
  if (left[0] != right[0]) WG_TRY(add_line(d, (wg_line){from, middle, left[0], right[0], chord}, class_));
  if (left[1] != right[1]) WG_TRY(add_line(d, (wg_line){middle, to, left[1], right[1], chord}, class_));
  return WG_OK;
}

/* About a line and a node a triangle: so the arrays need not be copied as they grow. */
static wg_status reserve(drawing *d)
{
  wg_tessellation *out = d->out;
  int64_t expected = d->site->mesh->triangle_count;
  WG_TRY(wg_grow(out->context, &out->nodes, &out->node_capacity, expected, sizeof *out->nodes));
  WG_TRY(wg_grow(out->context, &out->lines, &out->line_capacity, expected, sizeof *out->lines));
  return wg_grow(out->context, &d->pieces, &d->piece_capacity, expected, sizeof *d->pieces);
}

wg_status wg_tessellation_draw_lines(wg_tessellation *out, const wg_site *site)
{
  drawing d = {.out = out, .site = site};
  const wg_mesh *mesh = site->mesh;
  size_t keys = (size_t)mesh->vertex_count + 4 * (size_t)mesh->triangle_count;
  wg_status status = wg_allocate(site->context, &d.node_of, keys, sizeof *d.node_of);
  if (status != WG_OK) return status;
  memset(d.node_of, 0xFF, keys * sizeof *d.node_of);
  WG_TRY_DONE(reserve(&d));
  WG_TRY_DONE(wg_crossing_lines_collect(&d.crossings, site));
  for (int32_t t = 0; t < mesh->triangle_count; t++) {
    if (site->part[t] < 0) continue;
    WG_TRY_DONE(draw_triangle(&d, t));
    for (int32_t side = 3 * t; side < 3 * t + 3; side++) WG_TRY_DONE(draw_side(&d, side));
  }
  WG_TRY_DONE(wg_tessellation_add_borders(out, d.pieces, d.piece_count));
done:
  wg_release(site->context, d.node_of);
  wg_release(site->context, d.pieces);
  wg_crossing_lines_free(d.crossings, site->context);
  return status;
}
