/* Mending areas with GEOS (through OGR): MakeValid, METHOD=STRUCTURE, which keeps what the rings
 * enclose and loses no part of it, as buffer(0) would. Its intersections fall between millimetres;
 * rounding them can make new faults, so it is judged and mended again, a few times.
 *
 * Coordinates are given to GEOS relative to the shape's first point, so the result does not depend on
 * where the shape lies. */
#include <string.h>

#include <cpl_string.h>

#include "geometry.h"

#define ROUNDS 6

static void add_line(OGRGeometryH polygon, const wg_point *points, int64_t count, wg_point base)
{
  OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
  for (int64_t i = 0; i <= count; i++) {
    wg_point p = points[i < count ? i : 0];
    OGR_G_AddPoint_2D(ring, (double)p.x - base.x, (double)p.y - base.y);
  }
  OGR_G_AddGeometryDirectly(polygon, ring);
}

static OGRGeometryH to_ogr(const wg_rough *draft, wg_point base)
{
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), polygon = NULL;
  for (int64_t r = 0; r < draft->ring_count; r++) {
    const wg_rough_ring *ring = &draft->rings[r];
    if (ring->shell || polygon == NULL) {
      polygon = OGR_G_CreateGeometry(wkbPolygon);
      OGR_G_AddGeometryDirectly(all, polygon);
    }
    add_line(polygon, draft->points + ring->first, ring->count, base);
  }
  return all;
}

/* Replaces the draft's rings by the areas of `geometry`, whose unit is the millimetre. */
static wg_status from_ogr(wg_rough *draft, wg_context *context, wg_raw *raw, OGRGeometryH geometry,
                          wg_point base)
{
  draft->point_count = draft->ring_count = 0;
  wg_raw_clear(raw);
  WG_TRY(wg_raw_add(raw, context, geometry, WG_TAKES_AREAS));
  for (int64_t i = 0; i < raw->point_count; i++) raw->x[i] /= 1000, raw->y[i] /= 1000;
  WG_TRY(wg_rough_add(draft, context, raw, 0, -(int64_t)base.x, -(int64_t)base.y));
  return WG_OK;
}

wg_status wg_rough_repair(wg_rough *draft, wg_context *context, bool *repaired)
{
  static const char *const options[] = {"METHOD=STRUCTURE", NULL};
  wg_status status = WG_OK;
  wg_raw raw = {0};
  bool valid = false;
  *repaired = draft->ring_count == 0;
  for (int round = 0; round < ROUNDS && !valid && draft->ring_count > 0; round++) {
    wg_point base = draft->points[draft->rings[0].first];
    OGRGeometryH before = to_ogr(draft, base), after = NULL;
    valid = OGR_G_IsValid(before);
    if (!valid) {
      *repaired = true;
      after = OGR_G_MakeValidEx(before, (char **)(uintptr_t)options);
      status = from_ogr(draft, context, &raw, after, base);
    }
    OGR_G_DestroyGeometry(before);
    OGR_G_DestroyGeometry(after);
    WG_TRY_DONE(status);
  }
  if (!valid) draft->point_count = draft->ring_count = 0;
done:
  wg_raw_free(&raw, context);
  return status;
}
