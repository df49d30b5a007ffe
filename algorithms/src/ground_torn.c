/* Footprints torn by slight overlaps.
 *
 * Ground on which several footprints lie goes to the lowest of them. Where two buildings share a
 * strip along a wall the other keeps nearly all it had; where one crosses the other, or many nibble
 * at it, what is left may lie in pieces, none of which says where the building is. Then it is one
 * cell with those that lie over it, as if they overlapped by more than a tenth.
 *
 * Two neighbours may take up to a tenth each, one on either side (a terrace drawn too wide), so
 * three quarters of the ground in one piece are enough. Ground is counted apart for each place
 * where the community has some of the footprint. Uniting never tears another footprint, so one look
 * at each is enough, in any order. */
#include "ground.h"

enum { OTHERS = 0, OF_FOOTPRINT, OF_PLACE, OF_PIECE };

typedef struct torn {
  wg_site *site;
  uint8_t *state; /* per triangle */
  int32_t *place; /* triangles of the place at hand … */
  int32_t *piece; /* … and of a piece of it */
  int32_t *all;   /* of the footprint */
  int64_t all_count, all_capacity;
} torn;

/* Triangles in state `from` reached from one, not through necks, get state `to`; root ≥ 0: only
 * those that are given to that cell. Their number, and twice their area. */
static int64_t spread(torn *t, int32_t *queue, int32_t start, uint8_t from, uint8_t to,
                      int32_t root, int64_t *area2)
{
  const wg_mesh *mesh = t->site->mesh;
  int64_t count = 1;
  queue[0] = start;
  t->state[start] = to;
  *area2 = 0;
  for (int64_t i = 0; i < count; i++) {
    *area2 += wg_triangle_area2(mesh, queue[i]);
    for (int32_t side = 3 * queue[i]; side < 3 * queue[i] + 3; side++) {
      int32_t across = mesh->twin[side] / 3;
      if (mesh->twin[side] < 0 || t->state[across] != from || wg_side_is_neck(mesh, side)) continue;
      if (root >= 0 && wg_site_root(t->site, t->site->owner[across]) != root) continue;
      t->state[across] = to;
      queue[count++] = across;
    }
  }
  return count;
}

/* The ground of a footprint inside the community. */
static wg_status gather(torn *t, const wg_seeds *walls, int32_t footprint)
{
  wg_site *site = t->site;
  wg_tag_range range = wg_shape_tags(site->footprint_tag, footprint);
  wg_box box = wg_shapes_box(site->ground->footprints, footprint);
  int32_t stamp = ++site->last_stamp;
  t->all_count = 0;
  for (int64_t i = walls->start[footprint]; i < walls->start[footprint + 1]; i++) {
    int32_t side = walls->sides[i];
    if (site->stamp[side / 3] == stamp || wg_side_winding(site->mesh, side, range) <= 0) continue;
    int64_t count = wg_flood(site, side / 3, range, box, stamp);
    WG_TRY(wg_grow(site->context, &t->all, &t->all_capacity, t->all_count + count, sizeof *t->all));
    for (int64_t k = 0; k < count; k++) {
      if (site->kind[site->region[k]] == WG_GROUND_OUTSIDE) continue;
      t->state[site->region[k]] = OF_FOOTPRINT;
      t->all[t->all_count++] = site->region[k];
    }
  }
  return WG_OK;
}

/* One cell with all that lie over the footprint in this place. */
static wg_status unite_place(torn *t, int32_t footprint, int64_t count)
{
  wg_site *site = t->site;
  for (int64_t i = 0; i < count; i++) {
    int32_t over = site->owner[t->place[i]];
    if (wg_site_root(site, over) == wg_site_root(site, footprint)) continue;
    wg_overlap overlap = {over, footprint, 0};
    for (int64_t k = i; k < count; k++)
      if (site->owner[t->place[k]] == over)
        overlap.area2_mm2 += wg_triangle_area2(site->mesh, t->place[k]);
    wg_site_unite(site, over, footprint);
    WG_TRY(wg_grow(site->context, &site->overlaps, &site->overlap_capacity, site->overlap_count + 1,
                   sizeof *site->overlaps));
    site->overlaps[site->overlap_count++] = overlap;
  }
  return WG_OK;
}

static wg_status mend(torn *t, int32_t footprint)
{
  for (int64_t i = 0; i < t->all_count; i++) {
    int64_t whole, largest = 0, area2;
    if (t->state[t->all[i]] != OF_FOOTPRINT) continue;
    int64_t count = spread(t, t->place, t->all[i], OF_FOOTPRINT, OF_PLACE, -1, &whole);
    int32_t root = wg_site_root(t->site, footprint);
    for (int64_t k = 0; k < count; k++) {
      int32_t triangle = t->place[k];
      if (t->state[triangle] != OF_PLACE) continue;
      if (wg_site_root(t->site, t->site->owner[triangle]) != root) continue;
      spread(t, t->piece, triangle, OF_PLACE, OF_PIECE, root, &area2);
      if (area2 > largest) largest = area2;
    }
    if (largest < whole - whole / 4) WG_TRY(unite_place(t, footprint, count));
  }
  for (int64_t i = 0; i < t->all_count; i++) t->state[t->all[i]] = OTHERS;
  return WG_OK;
}

wg_status wg_site_mend_torn(wg_site *site, const wg_seeds *walls, const uint8_t *lost)
{
  torn t = {.site = site};
  size_t triangles = (size_t)site->mesh->triangle_count;
  bool any = false;
  for (int32_t f = 0; f < site->ground->own_count; f++) any |= lost[f] != 0;
  if (!any) return WG_OK;
  wg_status status = wg_allocate(site->context, &t.state, triangles, 1);
  if (status == WG_OK) status = wg_allocate(site->context, &t.place, triangles, sizeof *t.place);
  if (status == WG_OK) status = wg_allocate(site->context, &t.piece, triangles, sizeof *t.piece);
  for (int32_t f = 0; f < site->ground->own_count && status == WG_OK; f++) {
    if (!lost[f]) continue;
    status = gather(&t, walls, f);
    if (status == WG_OK) status = mend(&t, f);
  }
  wg_release(site->context, t.state);
  wg_release(site->context, t.place);
  wg_release(site->context, t.piece);
  wg_release(site->context, t.all);
  return status;
}
