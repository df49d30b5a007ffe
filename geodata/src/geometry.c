#include "geometry.h"

#include <math.h>
#include <string.h>

/* --- gathering --------------------------------------------------------------------------------- */

static unsigned takes_bit(OGRwkbGeometryType type)
{
  switch (type) {
  case wkbPoint:
  case wkbMultiPoint: return WG_TAKES_POINTS;
  case wkbLineString:
  case wkbLinearRing:
  case wkbMultiLineString: return WG_TAKES_LINES;
  case wkbPolygon:
  case wkbTriangle:
  case wkbMultiPolygon:
  case wkbPolyhedralSurface:
  case wkbTIN: return WG_TAKES_AREAS;
  default: return 0;
  }
}

/* Which kinds lie in a geometry, empty parts not counted. */
static unsigned kinds_in(OGRGeometryH geometry)
{
  OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
  unsigned found = 0;
  if (type != wkbGeometryCollection) return OGR_G_IsEmpty(geometry) ? 0 : takes_bit(type);
  for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
    found |= kinds_in(OGR_G_GetGeometryRef(geometry, i));
  return found;
}

static wg_status add_ring(wg_raw *raw, wg_context *context, OGRGeometryH line, bool shell)
{
  int count = OGR_G_GetPointCount(line);
  int64_t needed = raw->point_count + count;
  if (count == 0) return WG_OK;
  WG_TRY(wg_grow(context, &raw->x, &raw->x_capacity, needed, sizeof *raw->x));
  WG_TRY(wg_grow(context, &raw->y, &raw->y_capacity, needed, sizeof *raw->y));
  WG_TRY(wg_grow(context, &raw->rings, &raw->ring_capacity, raw->ring_count + 1,
                 sizeof *raw->rings));
  OGR_G_GetPoints(line, raw->x + raw->point_count, sizeof *raw->x, raw->y + raw->point_count,
                  sizeof *raw->y, NULL, 0);
  raw->rings[raw->ring_count++] = (wg_raw_ring){raw->point_count, count, shell};
  raw->point_count = needed;
  return WG_OK;
}

/* Adds all parts of the wanted kind, however deep. Drivers bound the depth of nesting. */
static wg_status gather(wg_raw *raw, wg_context *context, OGRGeometryH geometry, unsigned wanted)
{
  OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
  if (type != wkbGeometryCollection && takes_bit(type) != wanted) return WG_OK;
  if (type == wkbPoint || type == wkbLineString || type == wkbLinearRing)
    return add_ring(raw, context, geometry, false);
  bool polygon = type == wkbPolygon || type == wkbTriangle;
  for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++) {
    OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
    WG_TRY(polygon ? add_ring(raw, context, part, i == 0) : gather(raw, context, part, wanted));
  }
  return WG_OK;
}

static const char *type_name(OGRwkbGeometryType type)
{
  const char *name = OGRGeometryTypeToName(type);
  return name != NULL ? name : "?";
}

/* Takes the wanted kind out of a geometry without curves. */
static wg_status take(wg_raw *raw, wg_context *context, wg_raw_shape *shape, OGRGeometryH geometry,
                      unsigned takes)
{
  unsigned found = kinds_in(geometry), usable = found & takes;
  shape->state = found == 0 ? WG_GEOMETRY_NULL : WG_GEOMETRY_WRONG_TYPE;
  if (usable == 0) {
    shape->type = type_name(wkbFlatten(OGR_G_GetGeometryType(geometry)));
    return WG_OK;
  }
  unsigned wanted = usable & WG_TAKES_AREAS   ? WG_TAKES_AREAS
                    : usable & WG_TAKES_LINES ? WG_TAKES_LINES
                                              : WG_TAKES_POINTS;
  shape->kind = wanted == WG_TAKES_AREAS   ? WG_SHAPE_AREA
                : wanted == WG_TAKES_LINES ? WG_SHAPE_LINE
                                           : WG_SHAPE_POINT;
  shape->state = WG_GEOMETRY_USABLE;
  shape->partly = found != wanted;
  return gather(raw, context, geometry, wanted);
}

wg_status wg_raw_add(wg_raw *raw, wg_context *context, OGRGeometryH geometry, unsigned takes)
{
  wg_raw_shape shape = {.state = WG_GEOMETRY_NULL, .type = "", .first_ring = raw->ring_count};
  wg_status status = WG_OK;
  bool may_curve = geometry != NULL && takes_bit(wkbFlatten(OGR_G_GetGeometryType(geometry))) == 0;
  if (may_curve && OGR_G_HasCurveGeometry(geometry, 0)) {
    OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0, NULL);
    if (linear != NULL) status = take(raw, context, &shape, linear, takes);
    OGR_G_DestroyGeometry(linear);
  } else if (geometry != NULL) {
    status = take(raw, context, &shape, geometry, takes);
  }
  WG_TRY(status);
  shape.ring_count = raw->ring_count - shape.first_ring;
  WG_TRY(wg_grow(context, &raw->shapes, &raw->shape_capacity, raw->shape_count + 1,
                 sizeof *raw->shapes));
  raw->shapes[raw->shape_count++] = shape;
  return WG_OK;
}

void wg_raw_clear(wg_raw *raw)
{
  raw->point_count = raw->ring_count = raw->shape_count = 0;
}

void wg_raw_free(wg_raw *raw, wg_context *context)
{
  wg_release(context, raw->x);
  wg_release(context, raw->y);
  wg_release(context, raw->rings);
  wg_release(context, raw->shapes);
  memset(raw, 0, sizeof *raw);
}

/* --- drafts ------------------------------------------------------------------------------------ */

/* To whole millimetres by floor(x · 1000 + ½), before the origin is taken off: so a point's
 * place does not depend on the origin, and shared vertices stay shared. */
static int32_t to_mm(double metres, int64_t origin_mm)
{
  return (int32_t)((int64_t)floor(metres * 1000 + 0.5) - origin_mm);
}

static bool same_point(wg_point a, wg_point b)
{
  return a.x == b.x && a.y == b.y;
}

static wg_status add_rounded(wg_rough *draft, wg_context *context, const wg_raw *raw,
                             const wg_raw_ring *ring, int64_t origin_x_mm, int64_t origin_y_mm)
{
  const double *x = raw->x + ring->first, *y = raw->y + ring->first;
  int64_t first = draft->point_count, end = first, count = ring->count;
  int64_t least = draft->kind == WG_SHAPE_AREA ? 3 : draft->kind == WG_SHAPE_LINE ? 2 : 1;
  WG_TRY(wg_grow(context, &draft->points, &draft->point_capacity, first + count,
                 sizeof *draft->points));
  WG_TRY(wg_grow(context, &draft->rings, &draft->ring_capacity, draft->ring_count + 1,
                 sizeof *draft->rings));
  for (int64_t i = 0; i < count; i++) {
    wg_point point = {to_mm(x[i], origin_x_mm), to_mm(y[i], origin_y_mm)};
    if (end == first || !same_point(point, draft->points[end - 1])) draft->points[end++] = point;
  }
  if (draft->kind == WG_SHAPE_AREA)
    while (end > first + 1 && same_point(draft->points[end - 1], draft->points[first])) end--;
  if (end - first < least) return WG_OK;
  draft->rings[draft->ring_count++] = (wg_rough_ring){first, end - first, ring->shell};
  draft->point_count = end;
  return WG_OK;
}

wg_status wg_rough_add(wg_rough *draft, wg_context *context, const wg_raw *raw, int64_t shape,
                       int64_t origin_x_mm, int64_t origin_y_mm)
{
  const wg_raw_shape *from = &raw->shapes[shape];
  bool dropped = false; /* the shell, with which its holes go */
  for (int64_t r = from->first_ring; r < from->first_ring + from->ring_count; r++) {
    const wg_raw_ring *ring = &raw->rings[r];
    if (draft->kind == WG_SHAPE_AREA && !ring->shell && dropped) continue;
    int64_t before = draft->ring_count;
    WG_TRY(add_rounded(draft, context, raw, ring, origin_x_mm, origin_y_mm));
    if (ring->shell) dropped = draft->ring_count == before;
  }
  return WG_OK;
}

/* Shells counter-clockwise, holes clockwise. */
static void orient(wg_rough *draft)
{
  for (int64_t r = 0; r < draft->ring_count; r++) {
    const wg_rough_ring *ring = &draft->rings[r];
    wg_point *points = draft->points + ring->first;
    if ((wg_ring_area2(points, ring->count) > 0) == ring->shell) continue;
    for (int64_t i = 0, j = ring->count - 1; i < j; i++, j--) {
      wg_point swapped = points[i];
      points[i] = points[j];
      points[j] = swapped;
    }
  }
}

static bool within_reach(const wg_raw *raw, int64_t first, int64_t end, double origin_x,
                         double origin_y)
{
  for (int64_t i = first; i < end; i++)
    if (!(fabs(raw->x[i] - origin_x) <= WG_FARTHEST_M && fabs(raw->y[i] - origin_y) <= WG_FARTHEST_M))
      return false;
  return true;
}

wg_status wg_rough_make(wg_rough *draft, wg_context *context, const wg_raw *raw, int64_t shape,
                        int64_t origin_x_m, int64_t origin_y_m, wg_geometry_state *state,
                        bool *repaired)
{
  const wg_raw_shape *from = &raw->shapes[shape];
  draft->point_count = draft->ring_count = 0;
  draft->kind = from->kind;
  *state = from->state;
  *repaired = false;
  if (*state != WG_GEOMETRY_USABLE) return WG_OK;
  if (from->ring_count > 0) {
    const wg_raw_ring *last = &raw->rings[from->first_ring + from->ring_count - 1];
    if (!within_reach(raw, raw->rings[from->first_ring].first, last->first + last->count,
                      (double)origin_x_m, (double)origin_y_m)) {
      *state = WG_GEOMETRY_TOO_FAR;
      return WG_OK;
    }
  }
  WG_TRY(wg_rough_add(draft, context, raw, shape, 1000 * origin_x_m, 1000 * origin_y_m));
  if (draft->kind == WG_SHAPE_AREA) {
    bool plain;
    orient(draft);
    WG_TRY(wg_rough_plain(draft, context, &plain));
    if (!plain) WG_TRY(wg_rough_repair(draft, context, repaired));
    orient(draft);
  }
  if (draft->ring_count == 0) *state = WG_GEOMETRY_COLLAPSED;
  return WG_OK;
}

wg_status wg_rough_emit(const wg_rough *draft, wg_context *context, wg_shapes *shapes,
                        bool as_lines)
{
  bool outline = as_lines && draft->kind == WG_SHAPE_AREA;
  WG_TRY(wg_shapes_begin(shapes, context, outline ? WG_SHAPE_LINE : draft->kind));
  for (int64_t r = 0; r < draft->ring_count; r++) {
    const wg_rough_ring *ring = &draft->rings[r];
    WG_TRY(wg_shapes_begin_ring(shapes, context));
    for (int64_t i = 0; i < ring->count; i++)
      WG_TRY(wg_shapes_add_point(shapes, context, draft->points[ring->first + i]));
    if (outline) WG_TRY(wg_shapes_add_point(shapes, context, draft->points[ring->first]));
  }
  return WG_OK;
}

void wg_rough_free(wg_rough *draft, wg_context *context)
{
  wg_release(context, draft->points);
  wg_release(context, draft->rings);
  wg_release(context, draft->work);
  memset(draft, 0, sizeof *draft);
}
