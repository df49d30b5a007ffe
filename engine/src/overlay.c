#include "overlay.h"

#include <stdlib.h>
#include <string.h>

#include "algorithms/geos.h"
#include "check.h"

/* --- grids to communities -----------------------------------------------------------------------
 */

/* −1: the row names none that is there. Few communities, so each is looked at. */
static int32_t named_community(const wg_grids *grids, const wg_communities *all, int64_t row)
{
  if (grids->community[row] == WG_NO_TEXT) return -1;
  const char *name = wg_texts_get(&grids->texts, grids->community[row]);
  for (int32_t c = 0; c < all->shapes.count; c++)
    if (strcmp(wg_texts_get(&all->texts, all->code[c]), name) == 0) return c;
  return -1;
}

static wg_status largest_community(const wg_grids *grids, const wg_communities *all, wg_geos *geos,
                                   int64_t row, int32_t *out)
{
  const wg_shapes *shapes = &grids->shapes, *communities = &all->shapes;
  wg_box box = wg_shapes_box(shapes, row);
  double best = 0;
  *out = -1;
  for (int32_t c = 0; c < communities->count; c++) {
    double area;
    if (!wg_box_overlap(box, wg_shapes_box(communities, c))) continue;
    wg_status status = wg_geos_overlap(geos, shapes, row, communities, c, &area);
    if (status == WG_BAD_GEOMETRY) continue;
    WG_TRY(status);
    if (area <= best) continue;
    best = area;
    *out = c;
  }
  return WG_OK;
}

wg_status wg_overlay_place(int32_t *community_of_row, wg_context *context, const wg_grids *grids,
                           const wg_communities *communities)
{
  wg_geos *geos;
  wg_status status = WG_OK;
  WG_TRY(wg_geos_new(&geos, context));
  for (int64_t r = 0; r < grids->shapes.count && status == WG_OK; r++) {
    community_of_row[r] = named_community(grids, communities, r);
    if (community_of_row[r] < 0)
      status = largest_community(grids, communities, geos, r, &community_of_row[r]);
  }
  wg_geos_free(geos);
  return status;
}

/* --- order --------------------------------------------------------------------------------------
 */

typedef struct placed_row {
  int32_t community;
  int64_t row;
  const char *code;
} placed_row;

static int compare_rows(const void *left, const void *right)
{
  const placed_row *a = left, *b = right;
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

wg_status wg_overlay_order(int64_t **rows, int64_t *count, wg_context *context,
                           const wg_grids *grids, const int32_t *community_of_row)
{
  placed_row *placed;
  *count = 0;
  WG_TRY(wg_allocate(context, rows, (size_t)grids->shapes.count, sizeof **rows));
  WG_TRY(wg_allocate(context, &placed, (size_t)grids->shapes.count, sizeof *placed));
  for (int64_t r = 0; r < grids->shapes.count; r++)
    if (community_of_row[r] >= 0)
      placed[(*count)++] =
          (placed_row){community_of_row[r], r, wg_texts_get(&grids->texts, grids->code[r])};
  qsort(placed, (size_t)*count, sizeof *placed, compare_rows);
  for (int64_t i = 0; i < *count; i++) (*rows)[i] = placed[i].row;
  wg_release(context, placed);
  return WG_OK;
}

/* --- buildings to grids -------------------------------------------------------------------------
 */

/* Whether all vertices of a building lie inside an area, none on its outline. */
static bool is_within(const wg_shapes *buildings, int64_t building, const wg_shapes *areas,
                      int64_t area)
{
  int64_t first = buildings->point_start[buildings->ring_start[building]];
  int64_t end = buildings->point_start[buildings->ring_start[building + 1]];
  for (int64_t i = first; i < end; i++)
    if (wg_shapes_locate(areas, area, buildings->points[i]) <= 0) return false;
  return first < end;
}

/* Buildings, the areas over them by community, and the communities themselves. */
typedef struct overlay {
  const wg_shapes *buildings, *areas, *communities;
  const wg_box *boxes;  /* of the areas */
  const int64_t *first; /* area of every community */
  wg_geos *geos;
} overlay;

/* What is known of a building while the areas of its community are looked at. */
typedef struct seeking {
  int64_t building;
  wg_box box;
  wg_point inside;
  double best_m2, all_m2; /* of its footprint in one area, and in all of them */
  int32_t area;           /* −1: none so far */
} seeking;

static wg_status look_at(const wg_shapes *buildings, const wg_shapes *areas, wg_geos *geos,
                         seeking *s, int64_t area)
{
  double area_m2 = 0;
  if (buildings->kind[s->building] == WG_SHAPE_AREA) {
    wg_status status = wg_geos_overlap(geos, buildings, s->building, areas, area, &area_m2);
    if (status != WG_OK && status != WG_BAD_GEOMETRY) return status;
  }
  s->all_m2 += area_m2;
  if (area_m2 == 0 && s->best_m2 == 0 && s->area < 0 &&
      wg_shapes_locate(areas, area, s->inside) >= 0)
    s->area = (int32_t)area;
  if (area_m2 <= s->best_m2) return WG_OK;
  s->best_m2 = area_m2;
  s->area = (int32_t)area;
  return WG_OK;
}

/* A footprint of which less than half lies in areas, as far as it lies in its community, is in
 * none. */
static wg_status judge_cover(const wg_shapes *buildings, const wg_shapes *communities,
                             int32_t community, wg_geos *geos, seeking *s)
{
  double in_community_m2;
  if (s->best_m2 == 0) return WG_OK;
  wg_status status =
      wg_geos_overlap(geos, buildings, s->building, communities, community, &in_community_m2);
  if (status == WG_BAD_GEOMETRY) return WG_OK;
  WG_TRY(status);
  if (2 * s->all_m2 < in_community_m2) s->area = -1;
  return WG_OK;
}

/* Most of a footprint decides; a building without area goes where it stands, on a line to the lower
 * code. −1: none holds it, or less than half of it lies in any. */
static wg_status find_area(const overlay *o, int64_t building, int32_t community, int32_t *out)
{
  seeking s = {.building = building,
               .box = wg_shapes_box(o->buildings, building),
               .inside = wg_check_point_inside(o->buildings, building),
               .area = -1};
  for (int64_t g = o->first[community]; g < o->first[community + 1]; g++) {
    if (!wg_box_overlap(s.box, o->boxes[g])) continue;
    if (is_within(o->buildings, building, o->areas, g)) {
      *out = (int32_t)g;
      return WG_OK;
    }
    WG_TRY(look_at(o->buildings, o->areas, o->geos, &s, g));
  }
  WG_TRY(judge_cover(o->buildings, o->communities, community, o->geos, &s));
  *out = s.area;
  return WG_OK;
}

static bool has_place(const wg_shapes *shapes, int64_t index)
{
  int64_t ring = shapes->ring_start[index];
  return shapes->kind[index] != WG_SHAPE_NONE && ring < shapes->ring_start[index + 1] &&
         shapes->point_start[ring] < shapes->point_start[ring + 1];
}

static wg_status assign_all(const overlay *o, wg_context *context, const wg_buildings *buildings,
                            int32_t *area_of_building)
{
  wg_status status = WG_OK;
  for (int64_t b = 0; b < buildings->shapes.count && status == WG_OK; b++) {
    int32_t community = buildings->community[b];
    area_of_building[b] = -1;
    if (community < 0 || !has_place(&buildings->shapes, b)) continue;
    status = find_area(o, b, community, &area_of_building[b]);
    if (status == WG_OK && (b & 0xFFFF) == 0)
      status = wg_progress(context, "joining", b, buildings->shapes.count);
  }
  return status;
}

wg_status wg_overlay_buildings(int32_t *area_of_building, wg_context *context,
                               const wg_buildings *buildings, const wg_communities *communities,
                               const wg_shapes *areas, const int64_t *first)
{
  wg_box *boxes;
  overlay o = {&buildings->shapes, areas, &communities->shapes, NULL, first, NULL};
  WG_TRY(wg_allocate(context, &boxes, (size_t)areas->count, sizeof *boxes));
  for (int64_t i = 0; i < areas->count; i++) boxes[i] = wg_shapes_box(areas, i);
  o.boxes = boxes;
  wg_status status = wg_geos_new(&o.geos, context);
  if (status == WG_OK) status = assign_all(&o, context, buildings, area_of_building);
  wg_geos_free(o.geos);
  wg_release(context, boxes);
  return status;
}

bool wg_overlay_stands(const wg_shapes *buildings, int64_t building, wg_point *at)
{
  if (!has_place(buildings, building)) return false;
  *at = wg_check_point_inside(buildings, building);
  return true;
}

/* Squared, to the segment a … b. Sums, products and quotients alone: the same on every machine. */
static double segment_distance(wg_point p, wg_point a, wg_point b)
{
  double ax = (double)p.x - a.x, ay = (double)p.y - a.y, bx = (double)b.x - a.x,
         by = (double)b.y - a.y;
  double length = bx * bx + by * by, along = ax * bx + ay * by;
  double share = length <= 0 || along <= 0 ? 0 : along >= length ? 1 : along / length;
  double dx = ax - share * bx, dy = ay - share * by;
  return dx * dx + dy * dy;
}

double wg_overlay_distance(const wg_shapes *areas, int64_t area, wg_point at)
{
  double least = -1;
  for (int64_t r = areas->ring_start[area]; r < areas->ring_start[area + 1]; r++) {
    int64_t count;
    const wg_point *ring = wg_shapes_ring(areas, r, &count);
    for (int64_t i = 0; i < count; i++) {
      double distance = segment_distance(at, ring[i], ring[i + 1 < count ? i + 1 : 0]);
      if (least < 0 || distance < least) least = distance;
    }
  }
  return least;
}
