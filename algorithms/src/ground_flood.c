/* What lies inside of closed walls: the community and its parts, barrier areas.
 *
 * The walls of one ring are a closed chain of tagged sides. Interior lies on their left, so a
 * flood from the triangles left of them, stopped by the same walls, finds the inside. A wall that
 * runs along a side in both directions encloses nothing (a sliver that collapsed on the
 * millimetre grid) and is no wall. Rounding can turn a sliver inside out; a flood that starts
 * in one leaves the box of the ring and is dropped. */
#include "ground.h"

#define SLACK_MM 10

static int32_t count_tags(const wg_mesh *mesh, int32_t side, wg_tag_range range)
{
  int32_t count = 0;
  for (int32_t n = mesh->tags[side]; n >= 0; n = mesh->tag_nodes[n].next)
    count += mesh->tag_nodes[n].tag >= range.low && mesh->tag_nodes[n].tag < range.high;
  return count;
}

int32_t wg_side_winding(const wg_mesh *mesh, int32_t side, wg_tag_range range)
{
  if (!mesh->fixed[side]) return 0;
  int32_t twin = mesh->twin[side];
  return count_tags(mesh, side, range) - (twin >= 0 ? count_tags(mesh, twin, range) : 0);
}

/* Walls are led through vertices a few millimetres off (ground_walls.c). */
static bool leaves_box(wg_point p, const wg_box *box)
{
  return p.x < box->min_x - SLACK_MM || p.x > box->max_x + SLACK_MM ||
         p.y < box->min_y - SLACK_MM || p.y > box->max_y + SLACK_MM;
}

int64_t wg_flood(wg_site *site, int32_t start, wg_tag_range range, wg_box box, int32_t stamp)
{
  const wg_mesh *mesh = site->mesh;
  int64_t count = 1;
  site->region[0] = start;
  site->stamp[start] = stamp;
  for (int64_t i = 0; i < count; i++)
    for (int32_t side = 3 * site->region[i]; side < 3 * site->region[i] + 3; side++) {
      int32_t twin = mesh->twin[side];
      if (twin < 0 || leaves_box(wg_side_origin(mesh, side), &box)) return 0;
      if (site->stamp[twin / 3] == stamp) continue;
      if (mesh->fixed[side] && wg_side_winding(mesh, side, range) != 0) continue;
      site->stamp[twin / 3] = stamp;
      site->region[count++] = twin / 3;
    }
  return count;
}

/* Class of the barrier lines along every side, on both of its halves. */
static void find_edge_classes(wg_site *site)
{
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i], twin = site->mesh->twin[side];
    uint8_t class_ = wg_site_line_class(site, side);
    if (class_ <= site->edge_class[side]) continue;
    site->edge_class[side] = class_;
    if (twin >= 0) site->edge_class[twin] = class_;
  }
}

/* The chords of one part are consecutive: a shell and its holes. */
static void flood_part(wg_site *site, int32_t side, int32_t part)
{
  const wg_boundary *boundary = &site->ground->boundary;
  wg_tag_range range = {INT32_MAX, 0};
  wg_box box = WG_BOX_EMPTY;
  for (int32_t r = 0; r < boundary->ring_count; r++) {
    if (boundary->ring_part[r] != part) continue;
    if (range.low > boundary->ring_start[r]) range.low = boundary->ring_start[r];
    range.high = boundary->ring_start[r + 1];
    for (int32_t i = boundary->ring_start[r]; i < range.high; i++)
      wg_box_add(&box, boundary->points[i]);
  }
  if (wg_side_winding(site->mesh, side, range) <= 0) return;
  int64_t count = wg_flood(site, side / 3, range, box, ++site->last_stamp);
  for (int64_t i = 0; i < count; i++) {
    if (site->part[site->region[i]] >= 0) continue;
    site->part[site->region[i]] = part;
    site->kind[site->region[i]] = WG_GROUND_FREE;
  }
}

static int32_t part_of_chord(const wg_boundary *boundary, int32_t chord)
{
  int32_t low = 0, high = boundary->ring_count - 1;
  while (low < high) {
    int32_t middle = (low + high + 1) / 2;
    if (boundary->ring_start[middle] <= chord) low = middle;
    else high = middle - 1;
  }
  return boundary->ring_part[low];
}

/* A side may be left of several chords; one flood a part is enough. */
static void survey_parts(wg_site *site)
{
  const wg_mesh *mesh = site->mesh;
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i];
    for (int32_t n = mesh->tags[side]; n >= 0; n = mesh->tag_nodes[n].next) {
      if (mesh->tag_nodes[n].tag >= site->class_tag || site->part[side / 3] >= 0) continue;
      flood_part(site, side, part_of_chord(&site->ground->boundary, mesh->tag_nodes[n].tag));
    }
  }
}

/* Counts the sides of every shape into start[shape + 2], or puts them in their places. */
static void sort_seeds(wg_seeds *seeds, const wg_site *site, int32_t first_tag, int32_t shapes)
{
  const wg_mesh *mesh = site->mesh;
  for (int64_t i = 0; i < site->tagged_count; i++)
    for (int32_t n = mesh->tags[site->tagged[i]]; n >= 0; n = mesh->tag_nodes[n].next) {
      int32_t shape = (mesh->tag_nodes[n].tag - first_tag) / WG_TAGS_A_SHAPE;
      if (mesh->tag_nodes[n].tag < first_tag || shape >= shapes) continue;
      if (seeds->sides == NULL) seeds->start[shape + 2]++;
      else seeds->sides[seeds->start[shape + 1]++] = site->tagged[i];
    }
}

wg_status wg_site_seeds(wg_seeds *seeds, const wg_site *site, int32_t first_tag, int32_t shapes)
{
  *seeds = (wg_seeds){NULL, NULL};
  WG_TRY(wg_allocate(site->context, &seeds->start, (size_t)shapes + 2, sizeof *seeds->start));
  sort_seeds(seeds, site, first_tag, shapes);
  for (int32_t i = 0; i < shapes; i++) seeds->start[i + 2] += seeds->start[i + 1];
  WG_TRY(wg_allocate(site->context, &seeds->sides, (size_t)seeds->start[shapes + 1],
                     sizeof *seeds->sides));
  sort_seeds(seeds, site, first_tag, shapes);
  return WG_OK;
}

void wg_seeds_free(wg_seeds *seeds, wg_context *context)
{
  wg_release(context, seeds->start);
  wg_release(context, seeds->sides);
}

static void survey_area(wg_site *site, const wg_seeds *seeds, int32_t area)
{
  int64_t shape = site->area_shape[area];
  wg_tag_range range = wg_shape_tags(site->area_tag, area);
  wg_box box = wg_shapes_box(site->ground->barriers, shape);
  uint8_t class_ = site->ground->barrier_class[shape];
  int32_t stamp = ++site->last_stamp;
  for (int64_t i = seeds->start[area]; i < seeds->start[area + 1]; i++) {
    int32_t side = seeds->sides[i];
    if (site->stamp[side / 3] == stamp || wg_side_winding(site->mesh, side, range) <= 0) continue;
    int64_t count = wg_flood(site, side / 3, range, box, stamp);
    for (int64_t k = 0; k < count; k++)
      if (site->open[site->region[k]] < class_) site->open[site->region[k]] = class_;
  }
}

wg_status wg_site_survey(wg_site *site)
{
  wg_seeds seeds;
  find_edge_classes(site);
  survey_parts(site);
  if (site->area_count == 0) return WG_OK;
  wg_status status = wg_site_seeds(&seeds, site, site->area_tag, site->area_count);
  for (int32_t area = 0; area < site->area_count && status == WG_OK; area++)
    survey_area(site, &seeds, area);
  wg_seeds_free(&seeds, site->context);
  return status;
}
