/* Geometry as SpatiaLite keeps it in a column, made and read without SpatiaLite.
 *
 *   00 | 01 little endian | srid int32 | min x, min y, max x, max y double | 7C | geometry | FE
 *
 * A geometry is its class as int32, then for POINT x, y; for LINESTRING a count and points; for
 * POLYGON a count of rings, each a count and points with the first repeated at the end; for the
 * MULTI kinds a count and entities, each 69 and a geometry. (BLOB-Geometry in the documentation of
 * libspatialite 5.) Coordinates are metres of the working system; with three decimals they name
 * the plan's whole millimetres exactly, far inside the 53 bits of a double. */
#include <math.h>
#include <string.h>

#include "store.h"

enum {
  CLASS_POINT = 1,
  CLASS_LINESTRING,
  CLASS_POLYGON,
  CLASS_MULTIPOINT,
  CLASS_MULTILINESTRING,
  CLASS_MULTIPOLYGON
};

enum { MARK_START = 0x00, MARK_LITTLE_ENDIAN = 0x01, MARK_MBR_END = 0x7C, MARK_ENTITY = 0x69, MARK_END = 0xFE };

/* --- writing ----------------------------------------------------------------------------------- */

static void put_byte(wg_store_buffer *b, unsigned char value)
{
  b->bytes[b->size++] = value;
}

static void put_bits(wg_store_buffer *b, uint64_t bits, int bytes)
{
  for (int i = 0; i < bytes; i++) put_byte(b, (unsigned char)(bits >> (8 * i)));
}

static void put_int(wg_store_buffer *b, int64_t value)
{
  put_bits(b, (uint64_t)value, 4);
}

static void put_double(wg_store_buffer *b, double value)
{
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  put_bits(b, bits, 8);
}

static void put_point(wg_store_buffer *b, const wg_store_place *place, wg_point p)
{
  put_double(b, wg_store_metres(place->origin_x_m, p.x));
  put_double(b, wg_store_metres(place->origin_y_m, p.y));
}

static void put_ring(wg_store_buffer *b, const wg_store_place *place, const wg_shapes *shapes,
                     int64_t ring, bool closed)
{
  int64_t count;
  const wg_point *points = wg_shapes_ring(shapes, ring, &count);
  closed = closed && count > 0;
  put_int(b, count + closed);
  for (int64_t i = 0; i < count; i++) put_point(b, place, points[i]);
  if (closed) put_point(b, place, points[0]);
}

/* Rings first … of one polygon: its shell and the holes after it. */
static int64_t polygon_end(const wg_shapes *shapes, int64_t first, int64_t end)
{
  int64_t ring = first + 1;
  for (; ring < end; ring++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, ring, &count);
    if (wg_ring_area2(points, count) >= 0) break;
  }
  return ring;
}

static void put_polygons(wg_store_buffer *b, const wg_store_place *place, const wg_shapes *shapes,
                         int64_t index)
{
  int64_t first = shapes->ring_start[index], end = shapes->ring_start[index + 1], count = 0;
  for (int64_t ring = first; ring < end; ring = polygon_end(shapes, ring, end)) count++;
  put_int(b, CLASS_MULTIPOLYGON);
  put_int(b, count);
  for (int64_t ring = first; ring < end;) {
    int64_t next = polygon_end(shapes, ring, end);
    put_byte(b, MARK_ENTITY);
    put_int(b, CLASS_POLYGON);
    put_int(b, next - ring);
    for (; ring < next; ring++) put_ring(b, place, shapes, ring, true);
  }
}

static void put_lines(wg_store_buffer *b, const wg_store_place *place, const wg_shapes *shapes,
                      int64_t index)
{
  int64_t first = shapes->ring_start[index], end = shapes->ring_start[index + 1];
  put_int(b, CLASS_MULTILINESTRING);
  put_int(b, end - first);
  for (int64_t ring = first; ring < end; ring++) {
    put_byte(b, MARK_ENTITY);
    put_int(b, CLASS_LINESTRING);
    put_ring(b, place, shapes, ring, false);
  }
}

static void put_points(wg_store_buffer *b, const wg_store_place *place, const wg_shapes *shapes,
                       int64_t index)
{
  int64_t first = shapes->point_start[shapes->ring_start[index]];
  int64_t end = shapes->point_start[shapes->ring_start[index + 1]];
  if (end - first != 1) {
    put_int(b, CLASS_MULTIPOINT);
    put_int(b, end - first);
  }
  for (int64_t i = first; i < end; i++) {
    if (end - first != 1) put_byte(b, MARK_ENTITY);
    put_int(b, CLASS_POINT);
    put_point(b, place, shapes->points[i]);
  }
}

wg_status wg_store_encode(wg_store_buffer *buffer, wg_context *context,
                          const wg_store_place *place, const wg_shapes *shapes, int64_t index)
{
  buffer->size = 0;
  int64_t first = shapes->ring_start[index], end = shapes->ring_start[index + 1];
  if (shapes->kind[index] == WG_SHAPE_NONE || first == end) return WG_OK;
  int64_t points = shapes->point_start[end] - shapes->point_start[first];
  /* head and tail 52; a ring 13 bytes of head and one point more than it has; a point at most 21 */
  WG_TRY(wg_grow(context, &buffer->bytes, &buffer->capacity, 52 + (end - first) * 29 + points * 21,
                 1));
  wg_box box = wg_shapes_box(shapes, index);
  put_byte(buffer, MARK_START);
  put_byte(buffer, MARK_LITTLE_ENDIAN);
  put_int(buffer, place->srid);
  put_point(buffer, place, (wg_point){box.min_x, box.min_y});
  put_point(buffer, place, (wg_point){box.max_x, box.max_y});
  put_byte(buffer, MARK_MBR_END);
  if (shapes->kind[index] == WG_SHAPE_AREA)
    put_polygons(buffer, place, shapes, index);
  else if (shapes->kind[index] == WG_SHAPE_LINE)
    put_lines(buffer, place, shapes, index);
  else
    put_points(buffer, place, shapes, index);
  put_byte(buffer, MARK_END);
  return WG_OK;
}

const char *wg_store_geometry_type(const wg_shapes *shapes, const char *when_empty)
{
  bool seen[5] = {false}; /* by kind; 4: several points in one */
  for (int64_t i = 0; i < shapes->count; i++) {
    bool many = shapes->kind[i] == WG_SHAPE_POINT &&
                shapes->ring_start[i + 1] - shapes->ring_start[i] != 1;
    seen[many ? 4 : shapes->kind[i]] = true;
  }
  int kinds = seen[WG_SHAPE_POINT] + seen[WG_SHAPE_LINE] + seen[WG_SHAPE_AREA] + seen[4];
  if (kinds == 0) return when_empty;
  if (kinds > 1) return "GEOMETRY";
  return seen[WG_SHAPE_POINT]  ? "POINT"
         : seen[WG_SHAPE_LINE] ? "MULTILINESTRING"
         : seen[WG_SHAPE_AREA] ? "MULTIPOLYGON"
                               : "MULTIPOINT";
}

/* --- reading ----------------------------------------------------------------------------------- */

/* What is left of the bytes; `bad` once something was missing or impossible, and then for good. */
typedef struct reader {
  const unsigned char *next, *end;
  const wg_store_place *place;
  wg_shapes *shapes;
  wg_context *context;
  bool bad;
} reader;

static uint64_t get_bits(reader *r, int bytes)
{
  if (r->end - r->next < bytes) r->bad = true;
  if (r->bad) return 0;
  uint64_t bits = 0;
  for (int i = 0; i < bytes; i++) bits |= (uint64_t)r->next[i] << (8 * i);
  r->next += bytes;
  return bits;
}

static void expect(reader *r, int byte)
{
  if ((int)get_bits(r, 1) != byte) r->bad = true;
}

/* A count of things that take at least `least` bytes each. */
static int64_t get_count(reader *r, int64_t least)
{
  int64_t count = (int32_t)(uint32_t)get_bits(r, 4);
  if (count < 0 || count > (r->end - r->next) / least) r->bad = true;
  return r->bad ? 0 : count;
}

static int32_t get_millimetres(reader *r, int64_t origin_m)
{
  uint64_t bits = get_bits(r, 8);
  double metres;
  memcpy(&metres, &bits, sizeof metres);
  double mm = rint((metres - (double)origin_m) * 1000.0);
  if (!(mm > INT32_MIN && mm <= INT32_MAX)) r->bad = true; /* also when it is no number */
  return r->bad ? 0 : (int32_t)mm;
}

static wg_point get_point(reader *r)
{
  int32_t x = get_millimetres(r, r->place->origin_x_m);
  return (wg_point){x, get_millimetres(r, r->place->origin_y_m)};
}

static wg_status read_points(reader *r, int64_t count)
{
  WG_TRY(wg_shapes_begin_ring(r->shapes, r->context));
  for (int64_t i = 0; i < count && !r->bad; i++)
    WG_TRY(wg_shapes_add_point(r->shapes, r->context, get_point(r)));
  return WG_OK;
}

/* Shells counter-clockwise, holes clockwise, whoever wrote it; the ring starts where it did. */
static void orient_ring(wg_point *points, int64_t count, bool shell)
{
  __int128 area2 = wg_ring_area2(points, count);
  if (shell ? area2 >= 0 : area2 <= 0) return;
  for (int64_t i = 1, j = count - 1; i < j; i++, j--) {
    wg_point held = points[i];
    points[i] = points[j];
    points[j] = held;
  }
}

static wg_status read_ring(reader *r, bool shell)
{
  WG_TRY(read_points(r, get_count(r, 16)));
  if (r->bad) return WG_OK;
  wg_shapes *s = r->shapes;
  int64_t first = s->point_start[s->ring_count - 1], last = s->point_count - 1;
  if (last <= first || s->points[first].x != s->points[last].x ||
      s->points[first].y != s->points[last].y) {
    r->bad = true;
    return WG_OK;
  }
  s->point_start[s->ring_count] = s->point_count = last;
  orient_ring(s->points + first, last - first, shell);
  return WG_OK;
}

static wg_status read_polygon(reader *r)
{
  int64_t rings = get_count(r, 4);
  for (int64_t i = 0; i < rings && !r->bad; i++) WG_TRY(read_ring(r, i == 0));
  return WG_OK;
}

static wg_status read_simple(reader *r, uint64_t class)
{
  switch (class) {
  case CLASS_POINT: return read_points(r, 1);
  case CLASS_LINESTRING: return read_points(r, get_count(r, 16));
  case CLASS_POLYGON: return read_polygon(r);
  default: r->bad = true; return WG_OK;
  }
}

static wg_status read_geometry(reader *r, uint64_t class)
{
  if (class < CLASS_MULTIPOINT) return read_simple(r, class);
  int64_t count = get_count(r, 9);
  for (int64_t i = 0; i < count && !r->bad; i++) {
    expect(r, MARK_ENTITY);
    if (get_bits(r, 4) != class - 3) r->bad = true;
    if (!r->bad) WG_TRY(read_simple(r, class - 3));
  }
  return WG_OK;
}

static wg_shape_kind kind_of_class(uint64_t class)
{
  static const wg_shape_kind kinds[] = {WG_SHAPE_AREA, WG_SHAPE_POINT, WG_SHAPE_LINE};
  return class >= CLASS_POINT && class <= CLASS_MULTIPOLYGON ? kinds[class % 3] : WG_SHAPE_NONE;
}

wg_status wg_store_decode(wg_shapes *shapes, wg_context *context, const wg_store_place *place,
                          const unsigned char *bytes, int64_t size)
{
  if (size == 0) return wg_shapes_begin(shapes, context, WG_SHAPE_NONE);
  reader r = {.next = bytes, .end = bytes + size, .place = place, .shapes = shapes,
              .context = context};
  expect(&r, MARK_START);
  expect(&r, MARK_LITTLE_ENDIAN);
  get_bits(&r, 4); /* srid: the table's */
  for (int i = 0; i < 4; i++) get_bits(&r, 8); /* box: follows from the points */
  expect(&r, MARK_MBR_END);
  uint64_t class = get_bits(&r, 4);
  wg_shape_kind kind = kind_of_class(class);
  if (r.bad || kind == WG_SHAPE_NONE) return WG_BAD_GEOMETRY;
  WG_TRY(wg_shapes_begin(shapes, context, kind));
  WG_TRY(read_geometry(&r, class));
  expect(&r, MARK_END);
  return r.bad || r.next != r.end ? WG_BAD_GEOMETRY : WG_OK;
}
