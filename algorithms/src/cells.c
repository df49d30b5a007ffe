/* Cells: the connected ground of each label.
 *
 * A label may have ground in several places: a building record of many parts, a strip cut off at a
 * narrow spot. What hangs together by common lines is a cell; the piece with the most of a
 * footprint keeps the building, what is left without any is land. So every cell is connected. */
#include <stdlib.h>

#include "tessellation_inside.h"

#define SHARES 48 /* the area of a triangle with several labels is divided in these */
#define CRUMB_AREA2 20000 /* 1 dm² */
#define CRUMB_HALVES 48
#define NOBODY INT32_MAX
#define BUILT_FIRST (INT64_C(1) << 61)

/* A connected piece of ground. */
typedef struct patch {
  int32_t label, part;
  int64_t area, built; /* twice, in shares of mm²: in all, and inside footprints */
  int64_t best; /* weight of its largest triangle, those in footprints first */
  int32_t half; /* where that is */
  wg_point inner;
  int32_t building; /* its first, or NOBODY */
  int32_t cell;
} patch;

typedef struct patches {
  wg_site *site;
  int32_t *parent; /* per half side: union of halves that hang together; at a root itself, then
                      −1 − patch */
  patch *items;
  int64_t count, capacity;
  int32_t *necks; /* short sides with a common label on both sides */
  int64_t neck_count, neck_capacity;
  int32_t crumb_stamp;
} patches;

wg_cuts wg_triangle_cuts(const int32_t *label)
{
  wg_cuts cuts = {0};
  for (int k = 0; k < 6; k++)
    if (label[k] != label[k < 5 ? k + 1 : 0]) cuts.after[cuts.count++] = k;
  if (cuts.count != 2) return cuts;
  /* Round the triangle: midpoint 0, corner 1, midpoint 2, … two points of one side are at most two
   * apart around its midpoint; a line between them would run along the side. */
  int gap = cuts.after[1] - cuts.after[0];
  bool corner = cuts.after[0] % 2 == 1;
  cuts.straight = gap == 3 || ((gap == 2 || gap == 4) && !corner);
  return cuts;
}

/* In a triangle of one label all halves point at the first, so most ways are short. */
static int32_t find(int32_t *parent, int32_t half)
{
  for (int32_t up; (up = parent[half]) >= 0 && up != half; half = up)
    if (parent[up] >= 0) parent[half] = parent[up];
  return half;
}

static void join(int32_t *parent, int32_t a, int32_t b)
{
  a = find(parent, a), b = find(parent, b);
  if (a < b) parent[b] = a;
  else parent[a] = b;
}

/* Halves of one triangle between two cuts hang together. */
static void join_inside(patches *p, int32_t triangle)
{
  const int32_t *label = p->site->label + 6 * (int64_t)triangle;
  int32_t first = 6 * triangle;
  if (wg_triangle_uniform(label)) {
    for (int k = 0; k < 6; k++) p->parent[first + k] = first;
    return;
  }
  for (int k = 0; k < 6; k++)
    p->parent[first + k] = k > 0 && label[k] == label[k - 1] ? p->parent[first + k - 1] : first + k;
  if (label[5] == label[0]) join(p->parent, first, first + 5);
}

/* Joins what has the same label on both sides of a side. Short ones wait. */
static wg_status join_across(patches *p, int32_t side)
{
  const wg_mesh *mesh = p->site->mesh;
  const int32_t *label = p->site->label;
  int32_t twin = mesh->twin[side];
  if (twin < side || p->site->part[twin / 3] < 0) return WG_OK;
  bool first = label[2 * side] == label[2 * twin + 1], second = label[2 * side + 1] == label[2 * twin];
  if (!first && !second) return WG_OK;
  if (wg_side_is_neck(mesh, side)) {
    WG_TRY(wg_grow(p->site->context, &p->necks, &p->neck_capacity, p->neck_count + 1, sizeof *p->necks));
    p->necks[p->neck_count++] = side;
    return WG_OK;
  }
  int32_t *parent = p->parent;
  if (first) join(parent, 2 * side, 2 * twin + 1);
  if (first && parent[2 * side] == parent[2 * side + 1] && parent[2 * twin] == parent[2 * twin + 1])
    return WG_OK;
  if (second) join(parent, 2 * side + 1, 2 * twin);
  return WG_OK;
}

/* Whether all that hangs together with the half, but for short sides, is a few tiny triangles
 * that have not been joined to anything yet. Marks them when it is. */
static bool take_crumb(patches *p, int32_t start)
{
  const wg_mesh *mesh = p->site->mesh;
  const int32_t *label = p->site->label;
  int32_t halves[CRUMB_HALVES], count = 1;
  halves[0] = start;
  for (int32_t i = 0; i < count; i++) {
    int32_t half = halves[i], first = half - half % 6, side = half / 2, twin = mesh->twin[side];
    if (p->site->stamp[half / 6] == p->crumb_stamp) return false;
    if (wg_triangle_area2(mesh, half / 6) > CRUMB_AREA2) return false;
    int32_t next[3] = {half < first + 5 ? half + 1 : first, half > first ? half - 1 : first + 5,
                       half % 2 == 0 ? 2 * twin + 1 : 2 * twin};
    int ways = wg_side_is_neck(mesh, side) || p->site->part[twin / 3] < 0 ? 2 : 3;
    for (int k = 0; k < ways; k++) {
      bool known = label[next[k]] != label[start];
      for (int32_t j = 0; j < count && !known; j++) known = halves[j] == next[k];
      if (known) continue;
      if (count == CRUMB_HALVES) return false;
      halves[count++] = next[k];
    }
  }
  for (int32_t i = 0; i < count; i++) p->site->stamp[halves[i] / 6] = p->crumb_stamp;
  return true;
}

/* What hangs on by short sides alone stays apart, but a crumb joins its neighbour. */
static void join_crumbs(patches *p)
{
  const int32_t *label = p->site->label;
  p->crumb_stamp = ++p->site->last_stamp;
  for (int64_t i = 0; i < p->neck_count; i++) {
    int32_t side = p->necks[i], twin = p->site->mesh->twin[side];
    int32_t pairs[2][2] = {{2 * side, 2 * twin + 1}, {2 * side + 1, 2 * twin}};
    for (int k = 0; k < 2; k++) {
      int32_t a = pairs[k][0], b = pairs[k][1];
      if (label[a] != label[b] || find(p->parent, a) == find(p->parent, b)) continue;
      if (take_crumb(p, a) || take_crumb(p, b)) join(p->parent, a, b);
    }
  }
}

static wg_status patch_at(patches *p, int32_t half, int32_t *index)
{
  int32_t root = find(p->parent, half);
  if (p->parent[root] >= 0) {
    WG_TRY(wg_grow(p->site->context, &p->items, &p->capacity, p->count + 1, sizeof *p->items));
    p->parent[root] = -1 - (int32_t)p->count;
    p->items[p->count++] = (patch){.label = p->site->label[half],
                                   .part = p->site->part[half / 6], .half = -1, .building = NOBODY};
  }
  *index = -1 - p->parent[root];
  return WG_OK;
}

/* The share of the triangle that half k gets. A star gives equal shares, as does a line from a
 * corner to the opposite side; a line from midpoint to midpoint cuts off a quarter. */
static int half_share(const wg_cuts *cuts, int k)
{
  int gap = cuts->after[1] - cuts->after[0];
  if (!cuts->straight || gap == 3) return SHARES / 6;
  bool between = k > cuts->after[0] && k <= cuts->after[1];
  return between == (gap == 2) ? SHARES / 8 : SHARES * 3 / 16;
}

static void add_ground(patch *item, int64_t share, bool built, int64_t weight, int32_t half)
{
  item->area += share;
  if (built) item->built += share;
  if (weight <= item->best) return;
  item->best = weight;
  item->half = half;
}

/* Adds the ground of one triangle to the patches it belongs to, and replaces its labels by them. */
static wg_status share_triangle(patches *p, int32_t triangle)
{
  int32_t *label = p->site->label + 6 * (int64_t)triangle, before = -1, index = -1;
  int64_t area2 = wg_triangle_area2(p->site->mesh, triangle);
  bool built = p->site->kind[triangle] != WG_GROUND_FREE;
  int64_t weight = built ? area2 + BUILT_FIRST : area2;
  if (wg_triangle_uniform(label)) { /* most */
    WG_TRY(patch_at(p, 6 * triangle, &index));
    add_ground(&p->items[index], SHARES * area2, built, weight, 6 * triangle);
    for (int k = 0; k < 6; k++) label[k] = index;
    return WG_OK;
  }
  wg_cuts cuts = wg_triangle_cuts(label);
  for (int k = 0; k < 6; k++) {
    if (k == 0 || label[k] != before) WG_TRY(patch_at(p, 6 * triangle + k, &index));
    before = label[k];
    label[k] = index;
    add_ground(&p->items[index], area2 * half_share(&cuts, k), built, weight, 6 * triangle + k);
  }
  return WG_OK;
}

/* A point inside the patch: the centre of its best triangle; where that has several labels, a
 * point near the corner of the half, inside whatever cut. */
static wg_point inner_point(const wg_site *site, int32_t half)
{
  const wg_mesh *mesh = site->mesh;
  int32_t side = half / 2, near = half % 2 == 0 ? side : wg_mesh_next(side);
  int32_t far = half % 2 == 0 ? wg_mesh_next(side) : side;
  wg_point a = wg_side_origin(mesh, near), b = wg_side_origin(mesh, far);
  wg_point c = wg_side_origin(mesh, wg_mesh_previous(side));
  wg_fine_point centre = {2 * ((int64_t)a.x + b.x + c.x), 2 * ((int64_t)a.y + b.y + c.y)};
  if (wg_triangle_cuts(site->label + half / 6 * (int64_t)6).count == 0) return wg_coarse(centre);
  /* ⅔ of the corner, ⅙ of the midpoint of the side, ⅙ of the centre */
  int64_t x = 24 * (int64_t)a.x + 3 * ((int64_t)a.x + b.x) + centre.x;
  int64_t y = 24 * (int64_t)a.y + 3 * ((int64_t)a.y + b.y) + centre.y;
  return wg_coarse((wg_fine_point){(x - (x % 6 + 6) % 6) / 6, (y - (y % 6 + 6) % 6) / 6});
}

static wg_status collect_patches(patches *p)
{
  wg_site *site = p->site;
  int32_t triangles = site->mesh->triangle_count;
  for (int32_t t = 0; t < triangles; t++)
    if (site->part[t] >= 0) join_inside(p, t);
  for (int32_t t = 0; t < triangles; t++)
    for (int32_t side = 3 * t; side < 3 * t + 3 && site->part[t] >= 0; side++)
      WG_TRY(join_across(p, side));
  join_crumbs(p);
  for (int32_t t = 0; t < triangles; t++)
    if (site->part[t] >= 0) WG_TRY(share_triangle(p, t));
  for (int64_t i = 0; i < p->count; i++) p->items[i].inner = inner_point(site, p->items[i].half);
  return WG_OK;
}

/* More footprint, then more ground, then more to the north and west. */
static bool better_home(const patch *a, const patch *b)
{
  if (a->built != b->built) return a->built > b->built;
  if (a->area != b->area) return a->area > b->area;
  if (a->inner.y != b->inner.y) return a->inner.y > b->inner.y;
  return a->inner.x < b->inner.x;
}

/* A cell to be numbered: built ones by their first building, the others by position. */
typedef struct candidate {
  int32_t building; /* or NOBODY */
  wg_point inner;
  int32_t patch;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
  const candidate *p = a, *q = b;
  if (p->building != q->building) return p->building < q->building ? -1 : 1;
  if (p->inner.y != q->inner.y) return p->inner.y > q->inner.y ? -1 : 1;
  if (p->inner.x != q->inner.x) return p->inner.x < q->inner.x ? -1 : 1;
  return (p->patch > q->patch) - (p->patch < q->patch);
}

/* The patch that keeps the buildings of each label, −1 where it has no ground at all. */
static void find_homes(const patches *p, int32_t *home)
{
  for (int32_t i = 0; i < p->site->label_count; i++) home[i] = -1;
  for (int32_t i = 0; i < p->count; i++) {
    int32_t label = p->items[i].label;
    if (home[label] < 0 || better_home(&p->items[i], &p->items[home[label]])) home[label] = i;
  }
}

/* A building that stands nowhere on the ground of the community goes to the nearest patch. */
static int32_t nearest_patch(const patches *p, int32_t building)
{
  const wg_site *site = p->site;
  int32_t nearest = 0;
  int64_t best = INT64_MAX, point = site->footprint_point[building];
  if (point == site->footprint_point[building + 1]) return 0;
  for (int32_t i = 0; i < p->count; i++) {
    int64_t distance = wg_distance(site->points[point], p->items[i].inner);
    if (distance < best) best = distance, nearest = i;
  }
  return nearest;
}

/* Footprints that are one cell, but in several places: each stays where most of its own ground is.
 * walls: of all footprints; share: one a patch, 0 before and after. */
static int32_t own_patch(const patches *p, const wg_seeds *walls, int32_t footprint, int64_t *share)
{
  wg_site *site = p->site;
  wg_tag_range range = wg_shape_tags(site->footprint_tag, footprint);
  wg_box box = wg_shapes_box(site->ground->footprints, footprint);
  int32_t stamp = ++site->last_stamp, root = wg_site_root(site, footprint), best = -1;
  for (int round = 0; round < 2; round++, stamp = ++site->last_stamp) /* add up, then clear */
    for (int64_t i = walls->start[footprint]; i < walls->start[footprint + 1]; i++) {
      int32_t start = walls->sides[i];
      if (site->stamp[start / 3] == stamp || wg_side_winding(site->mesh, start, range) <= 0) continue;
      int64_t count = wg_flood(site, start / 3, range, box, stamp);
      for (int64_t k = 0; k < count; k++) {
        int32_t triangle = site->region[k], here = site->label[6 * (int64_t)triangle];
        if (site->part[triangle] < 0 || p->items[here].label != root) continue;
        share[here] = round == 0 ? share[here] + wg_triangle_area2(site->mesh, triangle) : 0;
        if (round == 0 && (best < 0 || share[here] > share[best])) best = here;
      }
    }
  return best;
}

/* Marks the labels with footprints in several places; false if there are none. */
static bool mark_scattered(const patches *p, uint8_t *scattered)
{
  bool any = false;
  for (int32_t i = 0; i < p->count; i++)
    if (p->items[i].built > 0 && scattered[p->items[i].label] < 2) scattered[p->items[i].label]++;
  for (int32_t i = 0; i < p->site->label_count; i++) any |= (scattered[i] /= 2) != 0;
  return any;
}

/* Sets kept[f] for the footprints of scattered cells, −1 for all others. */
static wg_status settle_scattered(const patches *p, int32_t *kept)
{
  wg_site *site = p->site;
  wg_seeds walls = {NULL, NULL};
  uint8_t *scattered = NULL;
  int64_t *share = NULL;
  wg_status status = wg_allocate(site->context, &scattered, (size_t)site->label_count, 1);
  if (status != WG_OK) return status;
  for (int32_t f = 0; f < site->ground->own_count; f++) kept[f] = -1;
  if (!mark_scattered(p, scattered)) goto done;
  WG_TRY_DONE(wg_site_seeds(&walls, site, site->footprint_tag, site->footprint_count));
  WG_TRY_DONE(wg_allocate(site->context, &share, (size_t)p->count, sizeof *share));
  for (int32_t f = 0; f < site->ground->own_count; f++)
    if (scattered[wg_site_root(site, f)]) kept[f] = own_patch(p, &walls, f, share);
done:
  wg_seeds_free(&walls, site->context);
  wg_release(site->context, scattered);
  wg_release(site->context, share);
  return status;
}

/* First the patch of each building, then its cell. */
static wg_status house_buildings(wg_tessellation *out, patches *p, const int32_t *home)
{
  int32_t own = p->site->ground->own_count;
  WG_TRY(wg_allocate(out->context, &out->cell_of_building, (size_t)own, sizeof *out->cell_of_building));
  WG_TRY(settle_scattered(p, out->cell_of_building));
  for (int32_t f = 0; f < own; f++) {
    int32_t kept = out->cell_of_building[f];
    if (kept < 0) kept = home[wg_site_root(p->site, f)];
    if (kept < 0) kept = nearest_patch(p, f);
    if (p->items[kept].building > f) p->items[kept].building = f;
    out->cell_of_building[f] = kept;
  }
  return WG_OK;
}

static wg_cell_kind kind_of(const patches *p, const patch *item)
{
  int32_t own = p->site->ground->own_count;
  if (item->building != NOBODY) return WG_CELL_BUILT;
  bool foreign = item->label >= own && item->label < p->site->footprint_count;
  return foreign && item->built > 0 ? WG_CELL_FOREIGN : WG_CELL_LAND;
}

/* Areas are rounded so that their sum is exact. */
static wg_status number_patches(wg_tessellation *out, patches *p)
{
  candidate *order;
  int64_t sum = 0, before = 0;
  WG_TRY(wg_allocate(out->context, &order, (size_t)p->count, sizeof *order));
  for (int32_t i = 0; i < p->count; i++)
    order[i] = (candidate){p->items[i].building, p->items[i].inner, i};
  qsort(order, (size_t)p->count, sizeof *order, compare_candidates);
  wg_status status = wg_allocate(out->context, &out->cells, (size_t)p->count, sizeof *out->cells);
  for (int32_t i = 0; i < p->count && status == WG_OK; i++) {
    patch *item = &p->items[order[i].patch];
    sum += item->area;
    item->cell = i;
    out->cells[i] = (wg_cell){kind_of(p, item), item->part, sum / SHARES - before, item->inner};
    before = sum / SHARES;
  }
  out->cell_count = (int32_t)p->count;
  for (int32_t f = 0; f < p->site->ground->own_count && status == WG_OK; f++)
    out->cell_of_building[f] = p->items[out->cell_of_building[f]].cell;
  wg_release(out->context, order);
  return status;
}

static void replace_patches(const patches *p)
{
  wg_site *site = p->site;
  for (int32_t t = 0; t < site->mesh->triangle_count; t++)
    for (int32_t half = 6 * t; half < 6 * t + 6; half++)
      site->label[half] = site->part[t] < 0 ? -1 : p->items[site->label[half]].cell;
}

wg_status wg_tessellation_number_cells(wg_tessellation *out, wg_site *site)
{
  patches p = {.site = site};
  int32_t *home = NULL;
  size_t halves = 6 * (size_t)site->mesh->triangle_count;
  wg_status status = wg_allocate(site->context, &p.parent, halves, sizeof *p.parent);
  if (status != WG_OK) return status;
  WG_TRY_DONE(wg_allocate(site->context, &home, (size_t)site->label_count, sizeof *home));
  WG_TRY_DONE(collect_patches(&p));
  if (p.count == 0) {
    status = wg_fail(site->context, WG_EMPTY, "%s",
                     wg_in(site->context, "The community has no area; check its boundary.",
                           "该社区没有面积，请检查其边界。"));
    goto done;
  }
  find_homes(&p, home);
  WG_TRY_DONE(house_buildings(out, &p, home));
  WG_TRY_DONE(number_patches(out, &p));
  replace_patches(&p);
done:
  wg_release(site->context, p.parent);
  wg_release(site->context, p.necks);
  wg_release(site->context, p.items);
  wg_release(site->context, home);
  return status;
}
