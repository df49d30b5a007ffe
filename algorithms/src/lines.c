/* The lines between cells: inside triangles with several labels, and along their sides.
 *
 * Inside a triangle with two cuts a straight line joins them; with more, lines meet in the centre.
 * Along a side the labels of both triangles are compared half by half. */
#include <string.h>

#include "tessellation_inside.h"

typedef struct drawing {
  wg_tessellation *out;
  const wg_site *site;
  int32_t *node_of; /* vertices, sides (the lower of the two), triangles: node or −1 */
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

/* Where lines meet in a triangle: its Spieker centre (the incentre of the triangle of the sides'
 * middles). In a long thin triangle it lies about halfway along, as the middles of the long sides
 * do, so a river's middle line is smooth where the cells of one bank change. */
static wg_fine_point centre_of(const wg_mesh *mesh, int32_t triangle)
{
  wg_point corner[3];
  int64_t length[3], sum = 0;
  for (int i = 0; i < 3; i++) corner[i] = wg_side_origin(mesh, 3 * triangle + i);
  for (int i = 0; i < 3; i++) sum += length[i] = wg_distance(corner[i], corner[(i + 1) % 3]);
  wg_fine_point centre = wg_fine(corner[0]);
  for (int i = 1; i < 3; i++) { /* a corner weighs as much as the two sides that meet in it */
    int64_t weight = length[i] + length[i - 1];
    centre.x += WG_SIXTHS * ((int64_t)corner[i].x - corner[0].x) * weight / (2 * sum);
    centre.y += WG_SIXTHS * ((int64_t)corner[i].y - corner[0].y) * weight / (2 * sum);
  }
  return centre;
}

static wg_status centre_node(drawing *d, int32_t triangle, int32_t *node)
{
  const wg_mesh *mesh = d->site->mesh;
  int64_t room = INT32_MAX;
  for (int32_t side = 3 * triangle; side < 3 * triangle + 3; side++)
    if (!mesh->fixed[side] && room_of(mesh, side) < room) room = room_of(mesh, side);
  return node_at(d, (int64_t)mesh->vertex_count + 3 * (int64_t)mesh->triangle_count + triangle,
                 centre_of(mesh, triangle), room < INT32_MAX ? room : 0, node);
}

static wg_status add_line(drawing *d, wg_line line)
{
  wg_tessellation *out = d->out;
  WG_TRY(wg_grow(out->context, &out->lines, &out->line_capacity, out->line_count + 1, sizeof *out->lines));
  out->lines[out->line_count++] = line;
  return WG_OK;
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
    return add_line(d, (wg_line){from, to, cell[cuts.after[0]], cell[cuts.after[1]], -1, class_});
  }
  WG_TRY(centre_node(d, triangle, &from));
  for (int i = 0; i < cuts.count; i++) {
    int k = cuts.after[i];
    WG_TRY(cut_node(d, triangle, k, &to));
    WG_TRY(add_line(d, (wg_line){from, to, cell[(k + 1) % 6], cell[k], -1, class_}));
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
    return add_line(d, (wg_line){from, to, left[0], right[0], chord, class_});
  WG_TRY(middle_node(d, side, &middle));
  if (left[0] != right[0]) WG_TRY(add_line(d, (wg_line){from, middle, left[0], right[0], chord, class_}));
  if (left[1] != right[1]) WG_TRY(add_line(d, (wg_line){middle, to, left[1], right[1], chord, class_}));
  return WG_OK;
}

/* About a line and a node a triangle: so the arrays need not be copied as they grow. */
static wg_status reserve(drawing *d)
{
  wg_tessellation *out = d->out;
  int64_t expected = d->site->mesh->triangle_count;
  WG_TRY(wg_grow(out->context, &out->nodes, &out->node_capacity, expected, sizeof *out->nodes));
  return wg_grow(out->context, &out->lines, &out->line_capacity, expected, sizeof *out->lines);
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
  for (int32_t t = 0; t < mesh->triangle_count; t++) {
    if (site->part[t] < 0) continue;
    WG_TRY_DONE(draw_triangle(&d, t));
    for (int32_t side = 3 * t; side < 3 * t + 3; side++) WG_TRY_DONE(draw_side(&d, side));
  }
done:
  wg_release(site->context, d.node_of);
  return status;
}
