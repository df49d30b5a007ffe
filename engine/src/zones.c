#include "zones.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "algorithms/geos.h"
#include "check.h"
#include "compound.h"
#include "nearby.h"
#include "order.h"

#define NAMED 20 /* of many subjects so many are named */

/* --- outlines --------------------------------------------------------------------------------- */

/* Every ring as a closed line. */
static wg_status add_outline(wg_barriers *barriers, wg_context *context, const wg_zones *zones,
                             int64_t zone, const char *kind)
{
  const wg_shapes *shapes = &zones->shapes;
  int64_t row, count;
  WG_TRY(wg_barriers_append(barriers, context, &row));
  WG_TRY(wg_texts_add(&barriers->texts, context, kind, -1, &barriers->kind[row]));
  if (zones->name[zone] != WG_NO_TEXT)
    WG_TRY(wg_texts_add(&barriers->texts, context, wg_texts_get(&zones->texts, zones->name[zone]),
                        -1, &barriers->name[row]));
  barriers->class_[row] = WG_BARRIER_LANE;
  WG_TRY(wg_shapes_begin(&barriers->shapes, context, WG_SHAPE_LINE));
  for (int64_t r = shapes->ring_start[zone]; r < shapes->ring_start[zone + 1]; r++) {
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    WG_TRY(wg_shapes_begin_ring(&barriers->shapes, context));
    for (int64_t i = 0; i <= count && count > 0; i++)
      WG_TRY(wg_shapes_add_point(&barriers->shapes, context, points[i < count ? i : 0]));
  }
  return WG_OK;
}

static wg_status add_outlines(wg_plan *plan, wg_context *context, wg_zones *zones, const char *kind)
{
  WG_TRY(wg_order_zones(zones, context));
  for (int64_t z = 0; z < zones->shapes.count; z++)
    WG_TRY(add_outline(&plan->barriers, context, zones, z, kind));
  return WG_OK;
}

wg_status wg_zones_outline(wg_plan *plan, wg_context *context)
{
  if (plan->compound_areas.shapes.count + plan->exempt_areas.shapes.count == 0) return WG_OK;
  WG_TRY(add_outlines(plan, context, &plan->compound_areas, "compound"));
  WG_TRY(add_outlines(plan, context, &plan->exempt_areas, "exempt area"));
  return wg_order_barriers(&plan->barriers, context);
}

/* --- which zone a building is in ----------------------------------------------------------------
 */

typedef struct zoning {
  wg_plan *plan;
  wg_context *context;
  const wg_zones *zones;
  wg_geos *geos;
  wg_nearby nearby;
  int64_t *found;
  int64_t capacity;
} zoning;

/* Square decimetres of a footprint in a zone; of a point, 1 where it is inside. */
static wg_status share_of(zoning *z, int64_t building, int64_t zone, int64_t *share)
{
  const wg_shapes *buildings = &z->plan->buildings.shapes;
  double area_m2 = 0;
  wg_status status = WG_BAD_GEOMETRY;
  if (buildings->kind[building] == WG_SHAPE_AREA)
    status = wg_geos_overlap(z->geos, buildings, building, &z->zones->shapes, zone, &area_m2);
  if (status != WG_OK && status != WG_BAD_GEOMETRY) return status;
  *share = llround(area_m2 * 100);
  if (status == WG_BAD_GEOMETRY)
    *share =
        wg_shapes_locate(&z->zones->shapes, zone, wg_check_point_inside(buildings, building)) >= 0;
  else if (200 * area_m2 < (double)wg_shapes_area2(buildings, building) / 2e4 * 0.999)
    *share = 0; /* less than half, but for rounding */
  return WG_OK;
}

static wg_status find_zone(zoning *z, int64_t building, int32_t *zone)
{
  const wg_shapes *buildings = &z->plan->buildings.shapes, *zones = &z->zones->shapes;
  int64_t count, best = 0;
  *zone = -1;
  WG_TRY(wg_nearby_find(&z->nearby, z->context, wg_shapes_box(buildings, building), &z->found,
                        &z->capacity, &count));
  for (int64_t i = 0; i < count; i++) {
    int64_t share;
    WG_TRY(share_of(z, building, z->found[i], &share));
    if (share < best || share == 0) continue;
    if (share == best && wg_shapes_area2(zones, z->found[i]) >= wg_shapes_area2(zones, *zone))
      continue;
    best = share;
    *zone = (int32_t)z->found[i];
  }
  return WG_OK;
}

/* --- what that makes of it -----------------------------------------------------------------------
 */

typedef struct contradictions {
  int64_t count;
  int64_t rows[NAMED];
} contradictions;

/* The compound of a zone, also of one without a name. */
static wg_status set_compound(zoning *z, int64_t building, int32_t zone, contradictions *all)
{
  wg_buildings *buildings = &z->plan->buildings;
  char name[256];
  wg_text own = buildings->compound[building];
  const char *given = wg_texts_get(&z->zones->texts, z->zones->name[zone]);
  if (given[0] == 0) snprintf(name, sizeof name, "#%d", zone + 1);
  if (own != WG_NO_TEXT && given[0] != 0 &&
      wg_compound_differs(wg_texts_get(&buildings->texts, own), given)) {
    if (all->count < NAMED) all->rows[all->count] = building;
    all->count++;
  }
  return wg_texts_add(&buildings->texts, z->context, given[0] != 0 ? given : name, -1,
                      &buildings->compound[building]);
}

static wg_status visit(zoning *z, wg_zones *zones, contradictions *all)
{
  wg_buildings *buildings = &z->plan->buildings;
  bool exempt = zones == &z->plan->exempt_areas;
  memset(zones->buildings, 0, (size_t)zones->shapes.count * sizeof *zones->buildings);
  for (int64_t b = 0; b < buildings->shapes.count; b++) {
    int32_t zone;
    if (buildings->community[b] < 0) continue;
    WG_TRY(find_zone(z, b, &zone));
    if (exempt) buildings->exempt_area[b] = zone;
    if (zone < 0) continue;
    zones->buildings[zone]++;
    if (exempt)
      buildings->exempt[b] = 1;
    else
      WG_TRY(set_compound(z, b, zone, all));
  }
  return WG_OK;
}

/* --- findings -----------------------------------------------------------------------------------
 */

static void add_name(char *names, size_t size, const char *name)
{
  size_t used = strlen(names);
  if (used + strlen(name) + 16 < size)
    snprintf(names + used, size - used, "%s'%.120s'", used > 0 ? ", " : "", name);
}

/* reason: takes two numbers and the names. */
static wg_status report(wg_plan *plan, wg_context *context, wg_finding_code code,
                        const char *reason, int64_t count, int64_t of, const char *names,
                        const char *remedy)
{
  wg_findings *f = &plan->findings;
  wg_finding *finding;
  WG_TRY(wg_findings_add(f, context, code, &finding));
  WG_TRY(wg_texts_add(&f->texts, context, names, -1, &finding->subject));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  WG_TRY(wg_texts_format(&f->texts, context, &finding->reason, reason, (long long)count,
                         (long long)of, names));
#pragma GCC diagnostic pop
  return wg_texts_add(&f->texts, context, remedy, -1, &finding->remedy);
}

static wg_status report_empty(wg_plan *plan, wg_context *context, const wg_zones *zones)
{
  char names[4096] = "", number[32];
  int64_t empty = 0;
  for (int64_t z = 0; z < zones->shapes.count; z++) {
    if (zones->buildings[z] > 0) continue;
    snprintf(number, sizeof number, "#%lld", (long long)z + 1);
    const char *name = wg_texts_get(&zones->texts, zones->name[z]);
    if (empty++ < NAMED) add_name(names, sizeof names, name[0] != 0 ? name : number);
  }
  if (empty == 0) return WG_OK;
  if (empty > NAMED) strcat(names, " …");
  return report(
      plan, context, WG_FINDING_ZONE_WITHOUT_BUILDINGS,
      zones == &plan->exempt_areas
          ? wg_in(context,
                  "%lld of %lld exempt areas hold no building of a community, so are no grid: %s.",
                  "%lld 个专属网格范围（共 %lld 个）内没有社区的楼栋，不成为网格：%s。")
          : wg_in(context,
                  "%lld of %lld outlines of compounds hold no building of a community: %s.",
                  "%lld 个小区范围（共 %lld 个）内没有社区的楼栋：%s。"),
      empty, zones->shapes.count, names,
      wg_in(context, "Correct their place or their coordinate system, or leave them out.",
            "请修正其位置或坐标系，或将其去掉。"));
}

static wg_status report_contradictions(wg_plan *plan, wg_context *context,
                                       const contradictions *all)
{
  char names[4096] = "";
  const wg_buildings *b = &plan->buildings;
  if (all->count == 0) return WG_OK;
  for (int64_t i = 0; i < all->count && i < NAMED; i++)
    add_name(names, sizeof names, wg_texts_get(&b->texts, b->id[all->rows[i]]));
  if (all->count > NAMED) strcat(names, " …");
  return report(
      plan, context, WG_FINDING_COMPOUND_CONTRADICTED,
      wg_in(context,
            "%lld of %lld buildings name another compound than the outline that they lie in; "
            "the outline's was taken: %s.",
            "%lld 栋楼（共 %lld 栋）的小区名与所在小区范围不符，以范围为准：%s。"),
      all->count, b->shapes.count, names,
      wg_in(context, "Settle which of the two is right.", "请核实以何者为准。"));
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static wg_status assign(wg_plan *plan, wg_context *context, wg_zones *zones)
{
  contradictions all = {0};
  zoning z = {.plan = plan, .context = context, .zones = zones};
  if (zones->shapes.count == 0) return WG_OK;
  wg_status status = wg_geos_new(&z.geos, context);
  if (status == WG_OK) status = wg_nearby_build(&z.nearby, context, &zones->shapes);
  if (status == WG_OK) status = visit(&z, zones, &all);
  if (status == WG_OK) status = report_empty(plan, context, zones);
  if (status == WG_OK) status = report_contradictions(plan, context, &all);
  wg_nearby_free(&z.nearby, context);
  wg_release(context, z.found);
  wg_geos_free(z.geos);
  return status;
}

wg_status wg_zones_assign(wg_plan *plan, wg_context *context)
{
  WG_TRY(assign(plan, context, &plan->compound_areas));
  return assign(plan, context, &plan->exempt_areas);
}
