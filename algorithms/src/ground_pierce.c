/* Footprints that a barrier runs through: the barrier is led round them.
 *
 * Where barrier lines divide the ground of one cell's footprints, the largest part is the home of
 * the building. The others keep belonging to it, but their walls act as the barrier: no ground
 * beyond them is the building's, and a border along them counts as the barrier. A dangle that ends
 * inside divides nothing. Afterwards `owner` is the root of the cell. */
#include <stdlib.h>
#include <string.h>

#include "ground.h"

#define GRAZED_AREA2 200000 /* cutting off less than 0.1 m² is grazing, not piercing */

/* The parts of one building's ground. */
typedef struct pieces {
  int64_t *area2;
  int32_t *group; /* pieces joined if there were no barriers */
  int32_t *home;  /* of the group: its largest piece */
  uint8_t *class_; /* of the barriers round it */
  int32_t *cuts;   /* sides with a barrier inside a building, of both triangles */
  int64_t cut_count, cut_capacity;
  int64_t count, capacity, group_capacity, home_capacity, class_capacity;
  int32_t *of_triangle;
} pieces;

static bool same_building(const wg_site *site, int32_t side)
{
  int32_t a = side / 3, b = site->mesh->twin[side] / 3;
  return site->kind[a] != WG_GROUND_OUTSIDE && site->kind[b] != WG_GROUND_OUTSIDE &&
         site->owner[a] >= 0 && site->owner[a] == site->owner[b];
}

/* Triangles reached from `start` inside one building, barriers passed or not, into region from
 * `count` on; a triangle is reached when visited[t] becomes `mark`. */
static int64_t flood_building(wg_site *site, int32_t start, bool pass, int32_t *visited, int32_t mark)
{
  const wg_mesh *mesh = site->mesh;
  int64_t count = 1;
  site->region[0] = start;
  visited[start] = mark;
  for (int64_t i = 0; i < count; i++)
    for (int32_t side = 3 * site->region[i]; side < 3 * site->region[i] + 3; side++) {
      int32_t across = mesh->twin[side] / 3;
      if (!same_building(site, side) || visited[across] == mark) continue;
      if (!pass && site->edge_class[side] != 0) continue;
      visited[across] = mark;
      site->region[count++] = across;
    }
  return count;
}

static wg_status add_piece(pieces *p, wg_site *site, int32_t start)
{
  WG_TRY(wg_grow(site->context, &p->area2, &p->capacity, p->count + 1, sizeof *p->area2));
  WG_TRY(wg_grow(site->context, &p->group, &p->group_capacity, p->count + 1, sizeof *p->group));
  WG_TRY(wg_grow(site->context, &p->home, &p->home_capacity, p->count + 1, sizeof *p->home));
  WG_TRY(wg_grow(site->context, &p->class_, &p->class_capacity, p->count + 1, sizeof *p->class_));
  int32_t piece = (int32_t)p->count++;
  p->area2[piece] = 0;
  p->class_[piece] = 0;
  p->home[piece] = piece;
  int64_t count = flood_building(site, start, false, p->of_triangle, piece);
  for (int64_t i = 0; i < count; i++) {
    int32_t triangle = site->region[i];
    p->area2[piece] += wg_triangle_area2(site->mesh, triangle);
    for (int32_t side = 3 * triangle; side < 3 * triangle + 3; side++)
      if (same_building(site, side) && p->class_[piece] < site->edge_class[side])
        p->class_[piece] = site->edge_class[side];
  }
  return WG_OK;
}

/* The pieces of the whole that `start` belongs to form a group: its home is the largest. */
static void group_pieces(pieces *p, wg_site *site, int32_t start)
{
  int32_t group = p->of_triangle[start];
  int64_t count = flood_building(site, start, true, site->stamp, ++site->last_stamp);
  for (int64_t i = 0; i < count; i++) {
    int32_t piece = p->of_triangle[site->region[i]];
    p->group[piece] = group;
    if (p->area2[piece] > p->area2[p->home[group]]) p->home[group] = piece;
  }
}

/* Sides with a barrier inside a building. */
static wg_status list_cuts(pieces *p, const wg_site *site)
{
  for (int64_t i = 0; i < site->tagged_count; i++) {
    int32_t side = site->tagged[i];
    if (site->edge_class[side] == 0 || site->mesh->twin[side] < 0 || !same_building(site, side)) continue;
    WG_TRY(wg_grow(site->context, &p->cuts, &p->cut_capacity, p->cut_count + 1, sizeof *p->cuts));
    p->cuts[p->cut_count++] = side;
  }
  return WG_OK;
}

/* Pieces and groups of every building with a barrier inside. Every piece is flooded once, every
 * group as often as it has pieces touching a barrier: few. */
static wg_status find_pieces(pieces *p, wg_site *site)
{
  for (int64_t i = 0; i < p->cut_count; i++)
    if (p->of_triangle[p->cuts[i] / 3] < 0) WG_TRY(add_piece(p, site, p->cuts[i] / 3));
  for (int64_t i = 0; i < p->count; i++) p->group[i] = -1;
  for (int64_t i = 0; i < p->cut_count; i++)
    if (p->group[p->of_triangle[p->cuts[i] / 3]] < 0) group_pieces(p, site, p->cuts[i] / 3);
  return WG_OK;
}

static int compare_int32(const void *a, const void *b)
{
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

static wg_status report_pierced(const pieces *p, wg_site *site)
{
  for (int64_t i = 0; i < p->cut_count; i++) {
    int32_t side = p->cuts[i];
    if (site->owner[side / 3] >= site->ground->own_count) continue;
    int32_t a = p->of_triangle[side / 3], b = p->of_triangle[site->mesh->twin[side] / 3];
    if (a == b || p->area2[a] < GRAZED_AREA2 || p->area2[b] < GRAZED_AREA2) continue;
    if (site->pierced_count > 0 && site->pierced[site->pierced_count - 1] == site->owner[side / 3])
      continue;
    WG_TRY(wg_grow(site->context, &site->pierced, &site->pierced_capacity, site->pierced_count + 1,
                   sizeof *site->pierced));
    site->pierced[site->pierced_count++] = site->owner[side / 3];
  }
  if (site->pierced_count > 0)
    qsort(site->pierced, (size_t)site->pierced_count, sizeof *site->pierced, compare_int32);
  int64_t kept = 0;
  for (int64_t i = 0; i < site->pierced_count; i++)
    if (kept == 0 || site->pierced[kept - 1] != site->pierced[i])
      site->pierced[kept++] = site->pierced[i];
  site->pierced_count = kept;
  return WG_OK;
}

static void mark_cut_pieces(const pieces *p, wg_site *site)
{
  for (int32_t t = 0; t < site->mesh->triangle_count; t++) {
    int32_t piece = p->of_triangle[t];
    if (piece < 0 || p->home[p->group[piece]] == piece) continue;
    site->kind[t] = WG_GROUND_CUT;
    site->cut[t] = p->class_[piece];
  }
}

static wg_status pierce(pieces *p, wg_site *site)
{
  size_t triangles = (size_t)site->mesh->triangle_count;
  WG_TRY(list_cuts(p, site));
  if (p->cut_count == 0) return WG_OK;
  WG_TRY(wg_allocate(site->context, &p->of_triangle, triangles, sizeof *p->of_triangle));
  memset(p->of_triangle, 0xFF, triangles * sizeof *p->of_triangle);
  WG_TRY(find_pieces(p, site));
  WG_TRY(report_pierced(p, site));
  mark_cut_pieces(p, site);
  return WG_OK;
}

wg_status wg_site_pierce(wg_site *site)
{
  pieces p = {0};
  wg_status status = pierce(&p, site);
  for (int32_t t = 0; t < site->mesh->triangle_count; t++)
    if (site->owner[t] >= 0) site->owner[t] = wg_site_root(site, site->owner[t]);
  wg_release(site->context, p.cuts);
  wg_release(site->context, p.area2);
  wg_release(site->context, p.group);
  wg_release(site->context, p.home);
  wg_release(site->context, p.class_);
  wg_release(site->context, p.of_triangle);
  return status;
}
