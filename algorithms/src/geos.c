/* GEOS behind one file. Coordinates go over relative to the first point of what is compared, so
 * doubles hold them exactly (differences of int32 need 33 bits), and come back the same way. A
 * GEOS message never reaches the terminal: it waits in a buffer for the sentence of the failure. */
#define GEOS_USE_ONLY_R_API
#include "algorithms/geos.h"

#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct wg_geos {
  wg_context *context;
  GEOSContextHandle_t handle;
  char error[256];
};

static void keep_error(const char *message, void *user)
{
  wg_geos *geos = user;
  snprintf(geos->error, sizeof geos->error, "%s", message);
}

static void ignore_notice(const char *message, void *user)
{
  (void)message;
  (void)user;
}

wg_status wg_geos_new(wg_geos **out, wg_context *context)
{
  *out = NULL;
  wg_geos *geos;
  WG_TRY(wg_allocate(context, &geos, 1, sizeof *geos));
  geos->context = context;
  geos->handle = GEOS_init_r();
  if (geos->handle == NULL) {
    wg_release(context, geos);
    return wg_fail(context, WG_OUT_OF_MEMORY, "%s",
                   wg_in(context, "Not enough memory to start GEOS.", "内存不足，无法启动 GEOS。"));
  }
  GEOSContext_setErrorMessageHandler_r(geos->handle, keep_error, geos);
  GEOSContext_setNoticeMessageHandler_r(geos->handle, ignore_notice, geos);
  *out = geos;
  return WG_OK;
}

void wg_geos_free(wg_geos *geos)
{
  if (geos == NULL) return;
  GEOS_finish_r(geos->handle);
  wg_release(geos->context, geos);
}

static wg_status geos_failed(wg_geos *geos, const char *doing)
{
  wg_status status =
      wg_fail(geos->context, WG_BAD_GEOMETRY,
              wg_in(geos->context, "GEOS could not %s: %s. Repair the geometry and try again.",
                    "GEOS 操作失败（%s）：%s。请修复图形后重试。"),
              doing, geos->error[0] != 0 ? geos->error : "?");
  geos->error[0] = 0;
  return status;
}

static wg_point first_point(const wg_shapes *shapes, int64_t index)
{
  int64_t ring = shapes->ring_start[index];
  if (ring == shapes->ring_start[index + 1] || shapes->point_start[ring] == shapes->point_count)
    return (wg_point){0, 0};
  return shapes->points[shapes->point_start[ring]];
}

/* One ring as a coordinate sequence relative to `origin`; closed repeats the first point. */
static GEOSCoordSequence *sequence(wg_geos *geos, const wg_shapes *shapes, int64_t ring,
                                   wg_point origin, bool closed)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, ring, &count);
  int64_t size = closed && count > 0 ? count + 1 : count;
  GEOSCoordSequence *made = GEOSCoordSeq_create_r(geos->handle, (unsigned)size, 2);
  for (int64_t i = 0; made != NULL && i < size; i++) {
    wg_point p = points[i % count];
    GEOSCoordSeq_setXY_r(geos->handle, made, (unsigned)i, (double)((int64_t)p.x - origin.x),
                         (double)((int64_t)p.y - origin.y));
  }
  return made;
}

static void destroy_all(wg_geos *geos, GEOSGeometry **parts, int64_t count)
{
  for (int64_t i = 0; i < count; i++) GEOSGeom_destroy_r(geos->handle, parts[i]);
}

/* A shell with the holes that follow it: rings first … end − 1, holes being clockwise. */
static wg_status polygon_to_geos(wg_geos *geos, const wg_shapes *shapes, int64_t first, int64_t end,
                                 wg_point origin, GEOSGeometry **out)
{
  wg_status status = WG_OK;
  GEOSGeometry **rings = NULL;
  int64_t count = 0;
  *out = NULL;
  WG_TRY(wg_allocate(geos->context, &rings, (size_t)(end - first), sizeof *rings));
  for (int64_t r = first; r < end; r++) {
    GEOSCoordSequence *points = sequence(geos, shapes, r, origin, true);
    rings[count] = points != NULL ? GEOSGeom_createLinearRing_r(geos->handle, points) : NULL;
    if (rings[count] == NULL) {
      status = geos_failed(geos, "take a ring");
      goto done;
    }
    count++;
  }
  *out = GEOSGeom_createPolygon_r(geos->handle, rings[0], rings + 1, (unsigned)(count - 1));
  if (*out == NULL) status = geos_failed(geos, "take a polygon");
done:
  if (*out == NULL) destroy_all(geos, rings, count);
  wg_release(geos->context, rings);
  return status;
}

static bool is_hole(const wg_shapes *shapes, int64_t ring)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, ring, &count);
  return wg_ring_area2(points, count) < 0;
}

static wg_status area_to_geos(wg_geos *geos, const wg_shapes *shapes, int64_t index,
                              wg_point origin, GEOSGeometry **out)
{
  wg_status status = WG_OK;
  GEOSGeometry **parts = NULL;
  int64_t count = 0, first = shapes->ring_start[index], end = shapes->ring_start[index + 1];
  *out = NULL;
  WG_TRY(wg_allocate(geos->context, &parts, (size_t)(end - first), sizeof *parts));
  for (int64_t r = first, next; r < end; r = next) {
    for (next = r + 1; next < end && is_hole(shapes, next);) next++;
    WG_TRY_DONE(polygon_to_geos(geos, shapes, r, next, origin, &parts[count]));
    count++;
  }
  *out = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTIPOLYGON, parts, (unsigned)count);
  if (*out == NULL) status = geos_failed(geos, "take an area");
done:
  if (*out == NULL) destroy_all(geos, parts, count);
  wg_release(geos->context, parts);
  return status;
}

wg_status wg_geos_valid(wg_geos *geos, const wg_shapes *shapes, int64_t index, bool *valid,
                        char reason[128], wg_point *at)
{
  GEOSGeometry *area = NULL, *place = NULL;
  char *why = NULL;
  wg_point origin = first_point(shapes, index);
  *valid = false;
  *at = origin;
  reason[0] = 0;
  wg_status status = area_to_geos(geos, shapes, index, origin, &area);
  if (status != WG_OK) {
    /* A ring that GEOS will not even take (too few points) is invalid, not a failure. */
    if (status != WG_BAD_GEOMETRY) return status;
    snprintf(reason, 128, "%s", "Too few points in a ring");
    return WG_OK;
  }
  int answer = GEOSisValidDetail_r(geos->handle, area, 0, &why, &place);
  if (answer == 2) {
    status = geos_failed(geos, "judge validity");
    goto done;
  }
  *valid = answer == 1;
  if (why != NULL) snprintf(reason, 128, "%s", why);
  double x, y;
  if (place != NULL && GEOSGeomGetX_r(geos->handle, place, &x) &&
      GEOSGeomGetY_r(geos->handle, place, &y))
    *at = (wg_point){(int32_t)(llround(x) + origin.x), (int32_t)(llround(y) + origin.y)};
done:
  if (why != NULL) GEOSFree_r(geos->handle, why);
  GEOSGeom_destroy_r(geos->handle, place);
  GEOSGeom_destroy_r(geos->handle, area);
  return status;
}

/* Areas of what two areas have in common: in all, and of its largest piece. */
static bool measure_common(const wg_geos *geos, const GEOSGeometry *common, double *area_m2,
                           double *largest_m2)
{
  *area_m2 = *largest_m2 = 0;
  for (int p = 0; p < GEOSGetNumGeometries_r(geos->handle, common); p++) {
    double area_mm2;
    if (!GEOSArea_r(geos->handle, GEOSGetGeometryN_r(geos->handle, common, p), &area_mm2)) return false;
    *area_m2 += area_mm2 / 1e6;
    if (*largest_m2 < area_mm2 / 1e6) *largest_m2 = area_mm2 / 1e6;
  }
  return true;
}

wg_status wg_geos_common(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b, int64_t j,
                         double *area_m2, double *largest_m2)
{
  wg_status status;
  GEOSGeometry *left = NULL, *right = NULL, *common = NULL;
  wg_point origin = first_point(a, i);
  *area_m2 = *largest_m2 = 0;
  WG_TRY_DONE(area_to_geos(geos, a, i, origin, &left));
  WG_TRY_DONE(area_to_geos(geos, b, j, origin, &right));
  common = GEOSIntersection_r(geos->handle, left, right);
  if (common == NULL || !measure_common(geos, common, area_m2, largest_m2))
    status = geos_failed(geos, "intersect two areas");
done:
  GEOSGeom_destroy_r(geos->handle, left);
  GEOSGeom_destroy_r(geos->handle, right);
  GEOSGeom_destroy_r(geos->handle, common);
  return status;
}

wg_status wg_geos_overlap(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                          int64_t j, double *area_m2)
{
  double largest_m2;
  return wg_geos_common(geos, a, i, b, j, area_m2, &largest_m2);
}

/* --- what is thick enough to count ------------------------------------------------------------- */

/* The members as one area, wherever they overlap. */
static wg_status unite(wg_geos *geos, const wg_shapes *shapes, const int32_t *members, int64_t count,
                       wg_point origin, GEOSGeometry **out)
{
  wg_status status = WG_OK;
  GEOSGeometry **areas = NULL, *all = NULL;
  int64_t made = 0;
  *out = NULL;
  WG_TRY(wg_allocate(geos->context, &areas, (size_t)count, sizeof *areas));
  for (; made < count; made++)
    WG_TRY_DONE(area_to_geos(geos, shapes, members[made], origin, &areas[made]));
  all = GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, areas, (unsigned)made);
  if (all != NULL) made = 0; /* it owns them now */
  *out = all != NULL ? GEOSUnaryUnion_r(geos->handle, all) : NULL;
  if (*out == NULL) status = geos_failed(geos, "unite areas");
done:
  destroy_all(geos, areas, made);
  wg_release(geos->context, areas);
  GEOSGeom_destroy_r(geos->handle, all);
  return status;
}

/* Whether a point of a component of what the erosion left lies as far from the edge as it must. GEOS
 * leaves scraps where nothing should be left (of a half disc of 1.5 m moved inwards by 2 m, say). */
static bool is_deep(wg_geos *geos, const GEOSGeometry *component, const GEOSGeometry *edge,
                    double half_mm, double *x, double *y)
{
  double depth = 0;
  GEOSGeometry *place = GEOSPointOnSurface_r(geos->handle, component);
  bool deep = place != NULL && GEOSDistance_r(geos->handle, place, edge, &depth) &&
              depth >= 0.95 * half_mm && GEOSGeomGetX_r(geos->handle, place, x) &&
              GEOSGeomGetY_r(geos->handle, place, y);
  GEOSGeom_destroy_r(geos->handle, place);
  return deep;
}

/* Whether a part is anywhere wider than twice `half_mm`, and then a place there. */
static wg_status find_wide(wg_geos *geos, const GEOSGeometry *part, double half_mm, bool *wide,
                           double *x, double *y)
{
  GEOSGeometry *core = GEOSBuffer_r(geos->handle, part, -half_mm, 4);
  GEOSGeometry *edge = GEOSBoundary_r(geos->handle, part);
  wg_status status = WG_OK;
  *wide = false;
  if (core == NULL || edge == NULL) status = geos_failed(geos, "narrow an area");
  int count = status == WG_OK && !GEOSisEmpty_r(geos->handle, core)
                  ? GEOSGetNumGeometries_r(geos->handle, core)
                  : 0;
  for (int c = 0; c < count && !*wide; c++)
    *wide = is_deep(geos, GEOSGetGeometryN_r(geos->handle, core, c), edge, half_mm, x, y);
  GEOSGeom_destroy_r(geos->handle, core);
  GEOSGeom_destroy_r(geos->handle, edge);
  return status;
}

static wg_status add_part(wg_geos *geos, const GEOSGeometry *part, wg_geos_widths widths,
                          wg_point origin, wg_geos_parts *parts)
{
  double area = 0, x = 0, y = 0;
  bool there, thick;
  if (!GEOSArea_r(geos->handle, part, &area) || area <= 0) return WG_OK;
  WG_TRY(find_wide(geos, part, widths.tolerance_mm, &thick, &x, &y));
  there = thick;
  if (!thick) WG_TRY(find_wide(geos, part, widths.nothing_mm, &there, &x, &y));
  if (!there) return WG_OK;
  WG_TRY(wg_grow(geos->context, &parts->items, &parts->capacity, parts->count + 1,
                 sizeof *parts->items));
  parts->items[parts->count++] = (wg_geos_part){
      .area_m2 = area / 1e6,
      .at = {(int32_t)(llround(x) + origin.x), (int32_t)(llround(y) + origin.y)},
      .thick = thick};
  return WG_OK;
}

static wg_status add_parts(wg_geos *geos, const GEOSGeometry *all, wg_geos_widths widths,
                           wg_point origin, wg_geos_parts *parts)
{
  for (int p = 0; p < GEOSGetNumGeometries_r(geos->handle, all); p++)
    WG_TRY(add_part(geos, GEOSGetGeometryN_r(geos->handle, all, p), widths, origin, parts));
  return WG_OK;
}

wg_status wg_geos_compare(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                          const int32_t *members, int64_t count, bool common,
                          wg_geos_widths widths, wg_geos_parts *parts)
{
  wg_status status;
  GEOSGeometry *left = NULL, *right = NULL, *rest = NULL;
  wg_point origin = first_point(a, i);
  WG_TRY_DONE(area_to_geos(geos, a, i, origin, &left));
  WG_TRY_DONE(unite(geos, b, members, count, origin, &right));
  rest = common ? GEOSIntersection_r(geos->handle, left, right)
                : GEOSDifference_r(geos->handle, left, right);
  if (rest == NULL) {
    status = geos_failed(geos, "compare two areas");
    goto done;
  }
  status = add_parts(geos, rest, widths, origin, parts);
done:
  GEOSGeom_destroy_r(geos->handle, left);
  GEOSGeom_destroy_r(geos->handle, right);
  GEOSGeom_destroy_r(geos->handle, rest);
  return status;
}

/* --- pieces --------------------------------------------------------------------------------------- */

/* Of one component of the widened area: what of the area itself lies in it. */
static wg_status add_piece(wg_geos *geos, const GEOSGeometry *area, const GEOSGeometry *component,
                           int32_t tolerance_mm, wg_point origin, wg_geos_parts *pieces)
{
  wg_geos_parts shells = {0};
  const wg_geos_widths widths = {tolerance_mm, tolerance_mm};
  GEOSGeometry *own = GEOSIntersection_r(geos->handle, area, component);
  if (own == NULL) return geos_failed(geos, "take a piece of an area");
  wg_status status = add_parts(geos, own, widths, origin, &shells);
  if (status == WG_OK && shells.count > 0)
    status = wg_grow(geos->context, &pieces->items, &pieces->capacity, pieces->count + 1,
                     sizeof *pieces->items);
  if (status == WG_OK && shells.count > 0) {
    wg_geos_part piece = shells.items[0];
    for (int64_t s = 1; s < shells.count; s++) {
      if (shells.items[s].area_m2 > shells.items[0].area_m2) piece.at = shells.items[s].at;
      piece.area_m2 += shells.items[s].area_m2;
    }
    pieces->items[pieces->count++] = piece;
  }
  wg_release(geos->context, shells.items);
  GEOSGeom_destroy_r(geos->handle, own);
  return status;
}

wg_status wg_geos_pieces(wg_geos *geos, const wg_shapes *shapes, int64_t index,
                         int32_t tolerance_mm, wg_geos_parts *pieces)
{
  GEOSGeometry *area = NULL, *wider = NULL;
  wg_point origin = first_point(shapes, index);
  wg_status status;
  WG_TRY_DONE(area_to_geos(geos, shapes, index, origin, &area));
  wider = GEOSBuffer_r(geos->handle, area, tolerance_mm, 4);
  if (wider == NULL) {
    status = geos_failed(geos, "widen an area");
    goto done;
  }
  for (int p = 0; p < GEOSGetNumGeometries_r(geos->handle, wider); p++)
    WG_TRY_DONE(add_piece(geos, area, GEOSGetGeometryN_r(geos->handle, wider, p), tolerance_mm,
                          origin, pieces));
done:
  GEOSGeom_destroy_r(geos->handle, area);
  GEOSGeom_destroy_r(geos->handle, wider);
  return status;
}

/* --- what two areas have in common ---------------------------------------------------------------- */

static wg_status ring_from_geos(wg_geos *geos, const GEOSGeometry *ring, wg_point origin,
                                bool hole, wg_shapes *out)
{
  const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos->handle, ring);
  unsigned size = 0;
  char left = 0;
  double x = 0, y = 0;
  if (points == NULL || !GEOSCoordSeq_getSize_r(geos->handle, points, &size) || size < 4 ||
      !GEOSCoordSeq_isCCW_r(geos->handle, points, &left))
    return geos_failed(geos, "read a ring");
  bool backwards = (left != 0) == hole;
  WG_TRY(wg_shapes_begin_ring(out, geos->context));
  for (unsigned i = 0; i + 1 < size; i++) {
    GEOSCoordSeq_getXY_r(geos->handle, points, backwards ? size - 1 - i : i, &x, &y);
    wg_point p = {(int32_t)(llround(x) + origin.x), (int32_t)(llround(y) + origin.y)};
    WG_TRY(wg_shapes_add_point(out, geos->context, p));
  }
  return WG_OK;
}

static wg_status polygon_from_geos(wg_geos *geos, const GEOSGeometry *polygon, wg_point origin,
                                   wg_shapes *out)
{
  int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
  WG_TRY(ring_from_geos(geos, GEOSGetExteriorRing_r(geos->handle, polygon), origin, false, out));
  for (int h = 0; h < holes; h++)
    WG_TRY(ring_from_geos(geos, GEOSGetInteriorRingN_r(geos->handle, polygon, h), origin, true,
                          out));
  return WG_OK;
}

static wg_status add_common(wg_geos *geos, const GEOSGeometry *common, int32_t tolerance_mm,
                            wg_point origin, wg_shapes *out)
{
  bool begun = false;
  for (int p = 0; p < GEOSGetNumGeometries_r(geos->handle, common); p++) {
    const GEOSGeometry *part = GEOSGetGeometryN_r(geos->handle, common, p);
    double x, y;
    bool wide;
    if (GEOSGeomTypeId_r(geos->handle, part) != GEOS_POLYGON) continue;
    WG_TRY(find_wide(geos, part, tolerance_mm, &wide, &x, &y));
    if (!wide) continue;
    if (!begun) WG_TRY(wg_shapes_begin(out, geos->context, WG_SHAPE_AREA));
    begun = true;
    WG_TRY(polygon_from_geos(geos, part, origin, out));
  }
  return WG_OK;
}

wg_status wg_geos_intersection(wg_geos *geos, const wg_shapes *a, int64_t i, const wg_shapes *b,
                         int64_t j, int32_t tolerance_mm, wg_shapes *out)
{
  wg_status status;
  GEOSGeometry *left = NULL, *right = NULL, *common = NULL;
  wg_point origin = first_point(a, i);
  WG_TRY_DONE(area_to_geos(geos, a, i, origin, &left));
  WG_TRY_DONE(area_to_geos(geos, b, j, origin, &right));
  common = GEOSIntersection_r(geos->handle, left, right);
  if (common == NULL) {
    status = geos_failed(geos, "intersect two areas");
    goto done;
  }
  status = add_common(geos, common, tolerance_mm, origin, out);
done:
  GEOSGeom_destroy_r(geos->handle, left);
  GEOSGeom_destroy_r(geos->handle, right);
  GEOSGeom_destroy_r(geos->handle, common);
  return status;
}
