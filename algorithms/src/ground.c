/* Points and walls of one community, and the mesh made of them.
 *
 * Boundary, barriers and footprints are closed or open chains of points. Long segments are split
 * about every 8 m, so that the midpoints of the mesh follow the middle between two walls; the
 * split points depend on the segment alone, not on its direction nor on the origin, so walls and
 * barriers that coincide are split alike. Barriers are sorted by geometry first: their order in
 * the input says nothing. Parts of barriers far from the community stay out. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "ground.h"

#define SPLIT_MM INT64_C(8000)
#define MARGIN_MM 2000 /* barriers this near to the box of the community take part */

static wg_status add_point(wg_site *site, wg_point p, int32_t *index)
{
  if (site->point_count >= INT32_MAX / 16)
    return wg_fail(site->context, WG_LIMIT,
                   wg_in(site->context, "One community has more than %d points; divide it.",
                         "一个社区的点数超过 %d，请拆分该社区。"), INT32_MAX / 16);
  WG_TRY(wg_grow(site->context, &site->points, &site->point_capacity, site->point_count + 1,
                 sizeof *site->points));
  *index = (int32_t)site->point_count;
  site->points[site->point_count++] = p;
  return WG_OK;
}

static wg_status add_wall(wg_site *site, wg_wall wall)
{
  WG_TRY(wg_grow(site->context, &site->walls, &site->wall_capacity, site->wall_count + 1,
                 sizeof *site->walls));
  site->walls[site->wall_count++] = wall;
  return WG_OK;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
  return a / b - (a % b < 0);
}

static bool lower(wg_point a, wg_point b)
{
  return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/* The k-th of n equal parts of the segment, rounded to the nearest millimetre. */
static wg_point part_point(wg_point a, wg_point b, int64_t k, int64_t n)
{
  int64_t x = ((int64_t)b.x - a.x) * k, y = ((int64_t)b.y - a.y) * k;
  return (wg_point){(int32_t)(a.x + floor_divide(2 * x + n, 2 * n)),
                    (int32_t)(a.y + floor_divide(2 * y + n, 2 * n))};
}

static bool box_holds(const wg_box *box, wg_point p)
{
  return p.x >= box->min_x && p.x <= box->max_x && p.y >= box->min_y && p.y <= box->max_y;
}

/* Into how many parts a segment is split. */
static int64_t part_count(wg_point a, wg_point b)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  if (dx * dx + dy * dy <= SPLIT_MM * SPLIT_MM) return 1; /* most walls */
  return (wg_distance(a, b) + SPLIT_MM - 1) / SPLIT_MM;
}

/* Walls from point `from` to point `to` by way of the split points (in the box, if given). */
static wg_status add_split_wall(wg_site *site, wg_wall wall, const wg_box *box)
{
  wg_point a = site->points[wall.from], b = site->points[wall.to];
  bool forward = lower(a, b);
  int64_t n = part_count(a, b);
  int32_t last = wall.from;
  for (int64_t k = 1; k < n; k++) {
    wg_point p = forward ? part_point(a, b, k, n) : part_point(b, a, n - k, n);
    if (box != NULL && !box_holds(box, p)) continue;
    int32_t index = -1;
    WG_TRY(add_point(site, p, &index));
    WG_TRY(add_wall(site, (wg_wall){last, index, wall.left_tag, wall.right_tag}));
    last = index;
  }
  return add_wall(site, (wg_wall){last, wall.to, wall.left_tag, wall.right_tag});
}

/* A closed ring; segment i has the tag first_tag + i modulo `tags`. */
static wg_status add_ring(wg_site *site, const wg_point *points, int64_t count, int32_t first_tag,
                          int64_t tags, const wg_box *box)
{
  int32_t first = (int32_t)site->point_count, index = -1;
  for (int64_t i = 0; i < count; i++) WG_TRY(add_point(site, points[i], &index));
  for (int64_t i = 0; i < count && count > 1; i++) {
    int32_t from = first + (int32_t)i, to = i + 1 < count ? from + 1 : first;
    WG_TRY(add_split_wall(site, (wg_wall){from, to, first_tag + (int32_t)(i % tags), -1}, box));
  }
  return WG_OK;
}

static wg_status add_boundary(wg_site *site, wg_box *box)
{
  const wg_boundary *boundary = &site->ground->boundary;
  *box = WG_BOX_EMPTY;
  for (int32_t r = 0; r < boundary->ring_count; r++) {
    int32_t start = boundary->ring_start[r], end = boundary->ring_start[r + 1];
    for (int32_t i = start; i < end; i++) wg_box_add(box, boundary->points[i]);
    WG_TRY(add_ring(site, boundary->points + start, end - start, start, end - start, NULL));
  }
  return WG_OK;
}

static wg_status add_footprints(wg_site *site)
{
  const wg_shapes *shapes = site->ground->footprints;
  WG_TRY(wg_allocate(site->context, &site->footprint_point, (size_t)site->footprint_count + 1,
                     sizeof *site->footprint_point));
  for (int32_t f = 0; f < site->footprint_count; f++) {
    site->footprint_point[f] = site->point_count;
    for (int64_t r = shapes->ring_start[f]; r < shapes->ring_start[f + 1]; r++) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(shapes, r, &count);
      WG_TRY(add_ring(site, points, count, wg_shape_tags(site->footprint_tag, f).low,
                      WG_TAGS_A_SHAPE, NULL));
    }
  }
  site->footprint_point[site->footprint_count] = site->point_count;
  return WG_OK;
}

/* On which sides of the box a point lies outside. */
static int outside_sides(const wg_box *box, wg_point p)
{
  return (p.x < box->min_x) | (p.x > box->max_x) << 1 | (p.y < box->min_y) << 2 |
         (p.y > box->max_y) << 3;
}

static wg_status add_barrier_line(wg_site *site, const wg_point *points, int64_t count, int32_t tag,
                                  const wg_box *box)
{
  int32_t last = -1;
  for (int64_t i = 0; i + 1 < count; i++) {
    if (outside_sides(box, points[i]) & outside_sides(box, points[i + 1])) {
      last = -1;
      continue;
    }
    int32_t to = -1;
    if (last < 0) WG_TRY(add_point(site, points[i], &last));
    WG_TRY(add_point(site, points[i + 1], &to));
    WG_TRY(add_split_wall(site, (wg_wall){last, to, tag, tag}, box));
    last = to;
  }
  return WG_OK;
}

/* Vertices that lie with both neighbours beyond the same side of the box are left out: that moves
 * the ring only outside the box. `kept` has room for the ring. */
static int64_t shorten_ring(wg_point *kept, const wg_point *points, int64_t count, const wg_box *box)
{
  int64_t n = 0;
  for (int64_t i = 0; i < count; i++) {
    wg_point before = n > 0 ? kept[n - 1] : points[count - 1], after = points[(i + 1) % count];
    if (outside_sides(box, before) & outside_sides(box, points[i]) & outside_sides(box, after))
      continue;
    kept[n++] = points[i];
  }
  return n;
}

static wg_status add_barrier_area(wg_site *site, int64_t shape, int32_t first_tag, const wg_box *box)
{
  const wg_shapes *shapes = site->ground->barriers;
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    wg_point *kept;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    WG_TRY(wg_allocate(site->context, &kept, (size_t)count, sizeof *kept));
    int64_t n = shorten_ring(kept, points, count, box);
    wg_status status = add_ring(site, kept, n, first_tag, WG_TAGS_A_SHAPE, box);
    wg_release(site->context, kept);
    WG_TRY(status);
  }
  return WG_OK;
}

/* Order of barriers by what they are: class, kind, then their points. */
static int compare_barriers(const void *a, const void *b, void *user)
{
  const wg_ground *ground = user;
  const wg_shapes *s = ground->barriers;
  int64_t i = *(const int64_t *)a, j = *(const int64_t *)b;
  int order = ground->barrier_class[i] - ground->barrier_class[j];
  if (order == 0) order = s->kind[i] - s->kind[j];
  if (order != 0) return order;
  int64_t p = s->point_start[s->ring_start[i]], q = s->point_start[s->ring_start[j]];
  int64_t p_end = s->point_start[s->ring_start[i + 1]], q_end = s->point_start[s->ring_start[j + 1]];
  for (; p < p_end && q < q_end; p++, q++) {
    if (s->points[p].x != s->points[q].x) return s->points[p].x < s->points[q].x ? -1 : 1;
    if (s->points[p].y != s->points[q].y) return s->points[p].y < s->points[q].y ? -1 : 1;
  }
  return (p_end - p > q_end - q) - (p_end - p < q_end - q);
}

/* Notes the ends of the line drawn last: its first point, and where its last wall leads. */
static wg_status note_ends(wg_site *site, int64_t first)
{
  if (site->point_count == first) return WG_OK; /* wholly outside */
  WG_TRY(wg_grow(site->context, &site->old_ends, &site->old_end_capacity, site->old_end_count + 2,
                 sizeof *site->old_ends));
  site->old_ends[site->old_end_count++] = (int32_t)first;
  site->old_ends[site->old_end_count++] = site->walls[site->wall_count - 1].to;
  return WG_OK;
}

/* All lines of one barrier. */
static wg_status add_barrier_lines(wg_site *site, int64_t barrier, const wg_box *box)
{
  const wg_shapes *shapes = site->ground->barriers;
  bool old = barrier >= shapes->count - site->ground->old_line_count;
  int32_t tag = site->class_tag + site->ground->barrier_class[barrier];
  for (int64_t r = shapes->ring_start[barrier]; r < shapes->ring_start[barrier + 1]; r++) {
    int64_t count, first = site->point_count;
    const wg_point *line = wg_shapes_ring(shapes, r, &count);
    WG_TRY(add_barrier_line(site, line, count, old ? tag + WG_OLD_LINE_TAG : tag, box));
    if (old) WG_TRY(note_ends(site, first));
  }
  return WG_OK;
}

static wg_status add_sorted_barriers(wg_site *site, const int64_t *order, int64_t count,
                                     const wg_box *box)
{
  const wg_shapes *shapes = site->ground->barriers;
  for (int64_t k = 0; k < count; k++) {
    int64_t i = order[k];
    if (shapes->kind[i] == WG_SHAPE_AREA) {
      WG_TRY(add_barrier_area(site, i, wg_shape_tags(site->area_tag, site->area_count).low, box));
      site->area_shape[site->area_count++] = i;
      continue;
    }
    WG_TRY(add_barrier_lines(site, i, box));
  }
  return WG_OK;
}

static wg_status add_barriers(wg_site *site, wg_box box)
{
  const wg_ground *ground = site->ground;
  int64_t total = ground->barriers != NULL ? ground->barriers->count : 0, count = 0;
  int64_t *order = NULL;
  wg_status status = wg_allocate(site->context, &order, (size_t)total, sizeof *order);
  if (status != WG_OK) return status;
  box.min_x -= MARGIN_MM, box.min_y -= MARGIN_MM, box.max_x += MARGIN_MM, box.max_y += MARGIN_MM;
  int64_t areas = 0;
  for (int64_t i = 0; i < total; i++) {
    uint8_t kind = ground->barriers->kind[i];
    if (ground->barrier_class[i] == WG_BARRIER_NONE) continue;
    if (kind != WG_SHAPE_LINE && kind != WG_SHAPE_AREA) continue;
    if (!wg_box_overlap(box, wg_shapes_box(ground->barriers, i))) continue;
    order[count++] = i;
    areas += kind == WG_SHAPE_AREA;
  }
  qsort_r(order, (size_t)count, sizeof *order, compare_barriers, (void *)ground);
  WG_TRY_DONE(wg_allocate(site->context, &site->area_shape, (size_t)areas, sizeof *site->area_shape));
  site->footprint_tag = wg_shape_tags(site->area_tag, (int32_t)areas).low;
  WG_TRY_DONE(add_sorted_barriers(site, order, count, &box));
done:
  wg_release(site->context, order);
  return status;
}

static wg_status allocate_mesh_arrays(wg_site *site)
{
  wg_context *context = site->context;
  size_t triangles = (size_t)site->mesh->triangle_count;
  WG_TRY(wg_allocate(context, &site->kind, triangles, 1));
  WG_TRY(wg_allocate(context, &site->open, triangles, 1));
  WG_TRY(wg_allocate(context, &site->cut, triangles, 1));
  WG_TRY(wg_allocate(context, &site->part, triangles, sizeof *site->part));
  WG_TRY(wg_allocate(context, &site->owner, triangles, sizeof *site->owner));
  WG_TRY(wg_allocate(context, &site->stamp, triangles, sizeof *site->stamp));
  WG_TRY(wg_allocate(context, &site->region, triangles, sizeof *site->region));
  WG_TRY(wg_allocate(context, &site->edge_class, 3 * triangles, 1));
  WG_TRY(wg_allocate(context, &site->shut, 3 * triangles, 1));
  WG_TRY(wg_allocate(context, &site->strip, triangles, sizeof *site->strip));
  WG_TRY(wg_allocate(context, &site->label, 6 * triangles, sizeof *site->label));
  WG_TRY(wg_allocate(context, &site->vertex_root, (size_t)site->mesh->vertex_count,
                     sizeof *site->vertex_root));
  memset(site->part, 0xFF, triangles * sizeof *site->part);
  memset(site->strip, 0xFF, triangles * sizeof *site->strip);
  memset(site->owner, 0xFF, triangles * sizeof *site->owner);
  memset(site->stamp, 0xFF, triangles * sizeof *site->stamp);
  memset(site->label, 0xFF, 6 * triangles * sizeof *site->label);
  memset(site->vertex_root, 0xFF, (size_t)site->mesh->vertex_count * sizeof *site->vertex_root);
  WG_TRY(wg_allocate(context, &site->root, (size_t)site->footprint_count, sizeof *site->root));
  WG_TRY(wg_allocate(context, &site->ground_area, (size_t)site->footprint_count,
                     sizeof *site->ground_area));
  for (int32_t f = 0; f < site->footprint_count; f++) site->root[f] = f;
  return WG_OK;
}

wg_status wg_site_list_tagged(wg_site *site)
{
  const wg_mesh *mesh = site->mesh;
  int64_t count = 0;
  wg_release(site->context, site->tagged);
  site->tagged = NULL;
  site->tagged_count = 0;
  for (int32_t side = 0; side < 3 * mesh->triangle_count; side++) count += mesh->tags[side] >= 0;
  WG_TRY(wg_allocate(site->context, &site->tagged, (size_t)count, sizeof *site->tagged));
  for (int32_t side = 0; side < 3 * mesh->triangle_count; side++)
    if (mesh->tags[side] >= 0) site->tagged[site->tagged_count++] = side;
  return WG_OK;
}

wg_status wg_site_build(wg_site *site, wg_context *context, const wg_ground *ground)
{
  wg_box box;
  memset(site, 0, sizeof *site);
  site->context = context;
  site->ground = ground;
  site->footprint_count = ground->own_count + ground->foreign_count;
  site->label_count = site->footprint_count;
  site->class_tag = ground->boundary.ring_start[ground->boundary.ring_count];
  site->area_tag = site->class_tag + 3 * WG_CLASS_TAGS;
  int64_t expected = 2 * ground->footprints->point_count + 2 * site->class_tag;
  WG_TRY(wg_grow(context, &site->points, &site->point_capacity, expected, sizeof *site->points));
  WG_TRY(wg_grow(context, &site->walls, &site->wall_capacity, expected, sizeof *site->walls));
  WG_TRY(add_boundary(site, &box));
  WG_TRY(add_barriers(site, box));
  WG_TRY(add_footprints(site));
  WG_TRY(wg_allocate(context, &site->vertex_of, (size_t)site->point_count, sizeof *site->vertex_of));
  WG_TRY(wg_mesh_build(&site->mesh, context, site->points, (int32_t)site->point_count,
                       site->vertex_of));
  WG_TRY(wg_site_draw_walls(site));
  WG_TRY(wg_site_list_tagged(site));
  WG_TRY(wg_site_follow(site));
  return allocate_mesh_arrays(site);
}

void wg_site_free(wg_site *site)
{
  void *owned[] = {
      site->points,      site->walls,       site->vertex_of,  site->old_ends, site->footprint_point,
      site->area_shape,  site->tagged,      site->follows,    site->kind,     site->open,
      site->cut,         site->part,        site->owner,      site->stamp,    site->region,
      site->strip,       site->shut,        site->edge_class, site->label,    site->root,
      site->ground_area, site->vertex_root, site->overlaps,   site->pierced};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(site->context, owned[i]);
  wg_mesh_free(site->mesh);
}
