/* Buildings: each is there once, in a grid of its own community, and its footprint lies there; or
 * it is left over, lies in no community, and the plan says so. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "names.h"

/* --- a point inside a footprint ---------------------------------------------------------------------- */

enum { MOST_CROSSINGS = 64 };

static int compare_numbers(const void *left, const void *right)
{
  const int64_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Where the height y runs through the outline; −1: too often. */
static int cross_at(const wg_shapes *shapes, int64_t index, int32_t y, int64_t *x)
{
  int crossings = 0;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0, j = count - 1; i < count; j = i++) {
      wg_point a = points[j], b = points[i];
      if ((a.y > y) == (b.y > y)) continue;
      if (crossings == MOST_CROSSINGS) return -1;
      int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
      x[crossings++] = a.x + (int64_t)((__int128)dx * ((int64_t)y - a.y) / dy);
    }
  }
  return crossings;
}

/* The middle of the widest stretch inside, at half height; a point is its own. */
wg_point wg_check_point_inside(const wg_shapes *shapes, int64_t index)
{
  int64_t x[MOST_CROSSINGS], widest = -1;
  wg_box box = wg_shapes_box(shapes, index);
  wg_point best = shapes->points[shapes->point_start[shapes->ring_start[index]]];
  if (shapes->kind[index] != WG_SHAPE_AREA) return best;
  int32_t y = (int32_t)(((int64_t)box.min_y + box.max_y) / 2);
  int crossings = cross_at(shapes, index, y, x);
  if (crossings > 0) qsort(x, (size_t)crossings, sizeof *x, compare_numbers);
  for (int i = 0; i + 1 < crossings; i += 2) {
    if (x[i + 1] - x[i] <= widest) continue;
    widest = x[i + 1] - x[i];
    best = (wg_point){(int32_t)((x[i] + x[i + 1]) / 2), y};
  }
  return best;
}

static bool is_usable(const wg_shapes *shapes, int64_t index)
{
  if (shapes->kind[index] != WG_SHAPE_AREA && shapes->kind[index] != WG_SHAPE_POINT) return false;
  int64_t first = shapes->ring_start[index];
  return first < shapes->ring_start[index + 1] &&
         shapes->point_start[first] < shapes->point_start[first + 1];
}

/* --- does it lie there? -------------------------------------------------------------------------------- */

bool wg_check_lies_within(const wg_shapes *buildings, int64_t building, const wg_shapes *areas,
                          int64_t area)
{
  int64_t first = buildings->point_start[buildings->ring_start[building]];
  int64_t end = buildings->point_start[buildings->ring_start[building + 1]];
  for (int64_t i = first; i < end; i++)
    if (wg_shapes_locate(areas, area, buildings->points[i]) < 0) return false;
  return true;
}

/* Some vertex of the footprint is in the area, or on its outline. */
static bool touches(const wg_shapes *buildings, int64_t building, const wg_shapes *areas,
                    int64_t area)
{
  int64_t first = buildings->point_start[buildings->ring_start[building]];
  int64_t end = buildings->point_start[buildings->ring_start[building + 1]];
  for (int64_t i = first; i < end; i++)
    if (wg_shapes_locate(areas, area, buildings->points[i]) >= 0) return true;
  return false;
}

/* A footprint may reach into another community, and lie in its own in several pieces: its grid must
 * have as much of it as half the largest piece. What GEOS cannot intersect counts as lying where it
 * touches. */
static wg_status lies_mostly_in(wg_check *check, int64_t building, int32_t grid, bool *lies)
{
  const wg_plan *plan = check->plan;
  double in_grid = 0, in_community = 0, largest = 0;
  *lies = false;
  if (plan->buildings.shapes.kind[building] == WG_SHAPE_AREA) {
    wg_status status = wg_geos_overlap(check->geos, &plan->buildings.shapes, building,
                                       &plan->outlines, grid, &in_grid);
    if (status == WG_OK)
      status = wg_geos_common(check->geos, &plan->buildings.shapes, building,
                              &plan->communities.shapes, plan->grids[grid].community, &in_community,
                              &largest);
    if (status != WG_OK && status != WG_BAD_GEOMETRY) return status;
    *lies = status == WG_OK && in_grid > 0 && 2 * in_grid >= largest;
    if (status == WG_OK && in_community > 0) return WG_OK;
  }
  *lies = touches(&plan->buildings.shapes, building, &plan->outlines, grid);
  return WG_OK;
}

/* *lies: it does, or the outline of the grid is invalid and what is inside it cannot be said. */
static wg_status find_place(wg_check *check, int64_t building, bool *lies)
{
  const wg_plan *plan = check->plan;
  int32_t grid = plan->grid_of_building[building];
  *lies = true;
  if (check->whole) return WG_OK;
  if (check->invalid[grid] || !is_usable(&plan->buildings.shapes, building)) return WG_OK;
  wg_point inside = wg_check_point_inside(&plan->buildings.shapes, building);
  if (wg_shapes_locate(&plan->outlines, grid, inside) >= 0) return WG_OK;
  return lies_mostly_in(check, building, grid, lies);
}

/* --- assignment ------------------------------------------------------------------------------------------ */

static wg_status check_assigned(wg_check *check, int64_t building)
{
  const wg_plan *plan = check->plan;
  const wg_communities *all = &plan->communities;
  const wg_grid *g = &plan->grids[plan->grid_of_building[building]];
  int32_t own = plan->buildings.community[building], unit = plan->unit_of_building[building];
  if (g->community != own)
    return wg_check_report(check, WG_FINDING_BUILDING_ELSEWHERE, WG_ABOUT_BUILDING(building),
                           wg_in(check->context,
                                 "It belongs to community '%s', but grid %s is one of '%s'.",
                                 "该楼属于社区“%s”，而网格 %s 属于“%s”。"),
                           own < 0 ? "" : wg_texts_get(&all->texts, all->name[own]),
                           wg_texts_get(&plan->texts, g->code),
                           wg_texts_get(&all->texts, all->name[g->community]));
  bool lies;
  WG_TRY(find_place(check, building, &lies));
  if (!lies)
    return wg_check_report(check, WG_FINDING_BUILDING_ELSEWHERE, WG_ABOUT_BUILDING(building),
                           wg_in(check->context, "It belongs to %s (%s), but does not lie there.",
                                 "该楼归属%s（%s），但不在其范围内。"),
                           wg_texts_get(&plan->texts, g->name),
                           wg_texts_get(&plan->texts, g->code));
  if (unit < 0 || plan->units[unit].grid == plan->grid_of_building[building]) return WG_OK;
  return wg_check_report(check, WG_FINDING_BUILDING_ELSEWHERE, WG_ABOUT_BUILDING(building),
                         wg_in(check->context, "It belongs to grid %s, but its unit to grid %s.",
                               "该楼归属网格 %s，但其基本单元归属网格 %s。"),
                         wg_texts_get(&plan->texts, g->code),
                         wg_texts_get(&plan->texts, plan->grids[plan->units[unit].grid].code));
}

static int32_t community_at(const wg_plan *plan, const wg_box *boxes, wg_point at)
{
  for (int32_t c = 0; c < plan->communities.shapes.count; c++)
    if (at.x >= boxes[c].min_x && at.x <= boxes[c].max_x && at.y >= boxes[c].min_y &&
        at.y <= boxes[c].max_y && wg_shapes_locate(&plan->communities.shapes, c, at) > 0)
      return c;
  return -1;
}

/* Whether the plan tells of buildings that are in no grid. */
static bool tells_of_leftovers(const wg_plan *plan)
{
  for (int64_t i = 0; i < plan->findings.count; i++) {
    wg_finding_code code = plan->findings.items[i].code;
    if (code == WG_FINDING_BUILDING_OUTSIDE || code == WG_FINDING_GEOMETRY_NULL ||
        code == WG_FINDING_GEOMETRY_REFUSED)
      return true;
  }
  return false;
}

static wg_status check_left(wg_check *check, int64_t building, const wg_box *boxes, bool told)
{
  const wg_plan *plan = check->plan;
  const wg_communities *all = &plan->communities;
  int32_t community = plan->buildings.community[building];
  if (community < 0 && is_usable(&plan->buildings.shapes, building))
    community = community_at(plan, boxes, wg_check_point_inside(&plan->buildings.shapes, building));
  if (community >= 0 && check->whole &&
      check->first_grid[community] == check->first_grid[community + 1])
    return WG_OK; /* said of the whole community */
  if (community >= 0)
    return wg_check_report(check, WG_FINDING_BUILDING_LOST, WG_ABOUT_BUILDING(building),
                           wg_in(check->context, "It lies in community '%s' (%s), but is in no grid.",
                                 "该楼位于社区“%s”（%s），但未划入任何网格。"),
                           wg_texts_get(&all->texts, all->name[community]),
                           wg_texts_get(&all->texts, all->code[community]));
  if (told) return WG_OK;
  return wg_check_report(check, WG_FINDING_BUILDING_LOST, WG_ABOUT_BUILDING(building), "%s",
                         wg_in(check->context, "It is in no grid, and no finding says so.",
                               "该楼未划入任何网格，也没有检查结果说明。"));
}

static wg_status report_twice(void *user, int64_t row, int64_t before)
{
  wg_check *check = user;
  const wg_plan *plan = check->plan;
  int32_t grid = plan->grid_of_building[before];
  return wg_check_report(check, WG_FINDING_BUILDING_TWICE, WG_ABOUT_BUILDING(row),
                         wg_in(check->context, "A building of the same id is in grid '%s'.",
                               "网格“%s”中已有同一编号的楼栋。"),
                         grid < 0 ? "" : wg_texts_get(&plan->texts, plan->grids[grid].code));
}

wg_status wg_check_buildings(wg_check *check)
{
  const wg_plan *plan = check->plan;
  int64_t communities = plan->communities.shapes.count;
  bool told = tells_of_leftovers(plan);
  wg_box *boxes;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(check->context, &boxes, (size_t)communities, sizeof *boxes));
  for (int64_t c = 0; c < communities; c++) boxes[c] = wg_shapes_box(&plan->communities.shapes, c);
  for (int64_t b = 0; b < plan->buildings.shapes.count && status == WG_OK; b++) {
    if ((b & 0xFFFF) == 0)
      status = wg_progress(check->context, "checking", b, plan->buildings.shapes.count);
    if (status != WG_OK) break;
    status = plan->grid_of_building[b] >= 0 ? check_assigned(check, b)
                                            : check_left(check, b, boxes, told);
  }
  wg_release(check->context, boxes);
  WG_TRY(status);
  return wg_find_twice(check->context, &plan->buildings.texts, plan->buildings.id,
                       plan->buildings.shapes.count, report_twice, check);
}
