/* Writing GeoJSON (RFC 7946): WGS 84, right-hand rule, 7 decimals.
 *
 * 7 decimals are about a centimetre, so rounding can fold a thin polygon. A vertex is rounded the
 * same way wherever it occurs; those of polygons that 7 decimals make invalid have 9, everywhere, so
 * that neighbours still meet. Which these are is known only at the end: rows are written at once,
 * areas are kept, and the rows concerned are written anew on closing (rare, and then one copy of the
 * file). */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cpl_string.h>

#include "geometry.h"
#include "pointset.h"
#include "writer.h"

typedef struct geojson_row {
  int64_t start, geometry, end; /* offsets in the file: the row, its geometry, behind it */
  int64_t area;                 /* in `areas`, or −1 */
  bool renew;
} geojson_row;

typedef struct geojson_state {
  FILE *file;
  int64_t offset;
  char *text; /* the row being written */
  int64_t text_size, text_capacity;
  geojson_row *rows;
  int64_t row_count, row_capacity;
  wg_shapes areas;  /* copies */
  wg_pointset fine; /* vertices with 9 decimals */
  wg_rough draft;   /* for judging validity */
} geojson_state;

/* --- text --------------------------------------------------------------------------------------- */

static wg_status put(wg_sink *sink, const char *bytes, size_t count)
{
  geojson_state *state = sink->state;
  WG_TRY(wg_grow(sink->context, &state->text, &state->text_capacity,
                 state->text_size + (int64_t)count, 1));
  memcpy(state->text + state->text_size, bytes, count);
  state->text_size += (int64_t)count;
  return WG_OK;
}

static wg_status put_text(wg_sink *sink, const char *text)
{
  return put(sink, text, strlen(text));
}

/* A JSON string; UTF-8 as it is. */
static wg_status put_string(wg_sink *sink, const char *text)
{
  WG_TRY(put(sink, "\"", 1));
  while (*text != 0) {
    size_t plain = 0;
    while ((unsigned char)text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\') plain++;
    WG_TRY(put(sink, text, plain));
    text += plain;
    if (*text == 0) break;
    char escaped[8];
    if (*text == '"' || *text == '\\') snprintf(escaped, sizeof escaped, "\\%c", *text);
    else snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*text);
    WG_TRY(put_text(sink, escaped));
    text++;
  }
  return put(sink, "\"", 1);
}

/* A whole number of 10^-decimals, without zeros at the end. */
static wg_status put_fixed(wg_sink *sink, int64_t value, int decimals)
{
  char digits[32];
  uint64_t size = value < 0 ? (uint64_t)-value : (uint64_t)value, unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  int length = snprintf(digits, sizeof digits, "%s%llu.%0*llu", value < 0 ? "-" : "",
                        (unsigned long long)(size / unit), decimals,
                        (unsigned long long)(size % unit));
  while (digits[length - 1] == '0') length--;
  if (digits[length - 1] == '.') length++; /* keeps one decimal */
  return put(sink, digits, (size_t)length);
}

static wg_status put_value(wg_sink *sink, const wg_field *field, const wg_value *value)
{
  char number[64];
  bool text = field->type == WG_FIELD_TEXT || field->type == WG_FIELD_DATE;
  if (value->is_null || (text && value->text == NULL)) return put_text(sink, "null");
  if (text) return put_string(sink, value->text);
  if (field->type == WG_FIELD_INTEGER) {
    snprintf(number, sizeof number, "%lld", (long long)value->integer);
  } else {
    if (!isfinite(value->real)) return put_text(sink, "null");
    if (field->precision > 0)
      CPLsnprintf(number, sizeof number, "%.*f", field->precision, value->real);
    else CPLsnprintf(number, sizeof number, "%.15g", value->real);
  }
  return put_text(sink, number);
}

/* --- coordinates -------------------------------------------------------------------------------- */

static int64_t fixed(double degrees, double unit)
{
  return (int64_t)floor(degrees * unit + 0.5);
}

static wg_status put_point(wg_sink *sink, wg_point point, int64_t at)
{
  geojson_state *state = sink->state;
  int decimals = wg_pointset_has(&state->fine, point) ? 9 : 7;
  double unit = decimals == 9 ? 1e9 : 1e7;
  WG_TRY(put(sink, "[", 1));
  WG_TRY(put_fixed(sink, fixed(sink->x[at], unit), decimals));
  WG_TRY(put(sink, ",", 1));
  WG_TRY(put_fixed(sink, fixed(sink->y[at], unit), decimals));
  return put(sink, "]", 1);
}

static wg_status put_ring(wg_sink *sink, const wg_shapes *shapes, int64_t shape, int64_t ring,
                          bool closed)
{
  int64_t count, base = shapes->point_start[shapes->ring_start[shape]];
  const wg_point *points = wg_shapes_ring(shapes, ring, &count);
  int64_t first = shapes->point_start[ring] - base;
  WG_TRY(put(sink, "[", 1));
  for (int64_t i = 0; i < count + closed; i++) {
    if (i > 0) WG_TRY(put(sink, ",", 1));
    WG_TRY(put_point(sink, points[i % count], first + i % count));
  }
  return put(sink, "]", 1);
}

static wg_status put_area(wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  int64_t first = shapes->ring_start[shape];
  WG_TRY(put_text(sink, "{\"type\":\"MultiPolygon\",\"coordinates\":[["));
  for (int64_t r = first; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    if (r > first) WG_TRY(put_text(sink, wg_ring_area2(points, count) > 0 ? "],[" : ","));
    WG_TRY(put_ring(sink, shapes, shape, r, true));
  }
  return put_text(sink, "]]}");
}

static wg_status put_lines(wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  int64_t first = shapes->ring_start[shape], end = shapes->ring_start[shape + 1];
  bool many = end - first > 1;
  WG_TRY(put_text(sink, many ? "{\"type\":\"MultiLineString\",\"coordinates\":["
                             : "{\"type\":\"LineString\",\"coordinates\":"));
  for (int64_t r = first; r < end; r++) {
    if (r > first) WG_TRY(put(sink, ",", 1));
    WG_TRY(put_ring(sink, shapes, shape, r, false));
  }
  return put_text(sink, many ? "]}" : "}");
}

static wg_status put_geometry(wg_sink *sink, const wg_shapes *shapes, int64_t shape)
{
  if (shape < 0 || shapes->ring_start[shape] == shapes->ring_start[shape + 1])
    return put_text(sink, "null");
  if (shapes->kind[shape] == WG_SHAPE_AREA) return put_area(sink, shapes, shape);
  if (shapes->kind[shape] == WG_SHAPE_LINE) return put_lines(sink, shapes, shape);
  WG_TRY(put_text(sink, "{\"type\":\"Point\",\"coordinates\":"));
  int64_t count;
  WG_TRY(put_point(sink, *wg_shapes_ring(shapes, shapes->ring_start[shape], &count), 0));
  return put_text(sink, "}");
}

/* --- validity ----------------------------------------------------------------------------------- */

/* The rings as they will be written, in 1e-9 degrees from the first vertex, so that whole numbers of
 * 32 bits hold 2 degrees; *fits tells whether they do. */
static wg_status draft_written(wg_sink *sink, const wg_shapes *shapes, int64_t shape, bool *fits)
{
  geojson_state *state = sink->state;
  wg_rough *draft = &state->draft;
  int64_t first = shapes->ring_start[shape], end = shapes->ring_start[shape + 1];
  int64_t base = shapes->point_start[first], count = shapes->point_start[end] - base;
  int64_t base_x = fixed(sink->x[0], 1e9), base_y = fixed(sink->y[0], 1e9);
  *fits = true;
  draft->kind = WG_SHAPE_AREA;
  draft->point_count = draft->ring_count = 0;
  WG_TRY(wg_grow(sink->context, &draft->points, &draft->point_capacity, count, sizeof *draft->points));
  WG_TRY(wg_grow(sink->context, &draft->rings, &draft->ring_capacity, end - first,
                 sizeof *draft->rings));
  for (int64_t r = first; r < end; r++) {
    int64_t start = draft->point_count, size;
    const wg_point *points = wg_shapes_ring(shapes, r, &size);
    for (int64_t i = 0; i < size; i++) {
      int64_t at = shapes->point_start[r] - base + i;
      bool fine = wg_pointset_has(&state->fine, points[i]);
      double unit = fine ? 1e9 : 1e7;
      int64_t x = fixed(sink->x[at], unit) * (fine ? 1 : 100) - base_x;
      int64_t y = fixed(sink->y[at], unit) * (fine ? 1 : 100) - base_y;
      if (llabs(x) > INT32_MAX || llabs(y) > INT32_MAX) *fits = false;
      draft->points[draft->point_count++] = (wg_point){(int32_t)x, (int32_t)y};
    }
    draft->rings[draft->ring_count++] =
        (wg_rough_ring){start, size, wg_ring_area2(points, size) > 0};
  }
  return WG_OK;
}

/* Whether the area is valid as it will be written; sink->x, y hold its vertices. */
static wg_status is_valid_written(wg_sink *sink, const wg_shapes *shapes, int64_t shape, bool *valid)
{
  geojson_state *state = sink->state;
  bool fits, mended = false;
  WG_TRY(draft_written(sink, shapes, shape, &fits));
  *valid = true;
  if (!fits) return WG_OK;
  WG_TRY(wg_rough_plain(&state->draft, sink->context, valid));
  if (*valid) return WG_OK;
  WG_TRY(wg_rough_repair(&state->draft, sink->context, &mended));
  *valid = !mended;
  return WG_OK;
}

static wg_status refine(wg_sink *sink, const wg_shapes *shapes, int64_t shape, bool *added)
{
  geojson_state *state = sink->state;
  int64_t end = shapes->point_start[shapes->ring_start[shape + 1]];
  for (int64_t i = shapes->point_start[shapes->ring_start[shape]]; i < end; i++) {
    if (wg_pointset_has(&state->fine, shapes->points[i])) continue;
    WG_TRY(wg_pointset_add(&state->fine, sink->context, shapes->points[i]));
    *added = true;
  }
  return WG_OK;
}

/* --- rows --------------------------------------------------------------------------------------- */

static wg_status flush_text(wg_sink *sink, FILE *file)
{
  geojson_state *state = sink->state;
  size_t size = (size_t)state->text_size;
  state->text_size = 0;
  if (fwrite(state->text, 1, size, file) != size)
    return wg_write_failed(sink->context, sink->part.target, NULL);
  state->offset += (int64_t)size;
  return WG_OK;
}

static wg_status open_geojson(wg_sink *sink)
{
  geojson_state *state;
  WG_TRY(wg_allocate(sink->context, &state, 1, sizeof *state));
  sink->state = state;
  state->file = fopen(sink->part.temporary, "w+b");
  if (state->file == NULL) return wg_write_failed(sink->context, sink->part.target, NULL);
  WG_TRY(put_text(sink, "{\"type\":\"FeatureCollection\",\"name\":"));
  WG_TRY(put_string(sink, sink->layer));
  WG_TRY(put_text(sink, ",\"features\":["));
  return flush_text(sink, state->file);
}

/* Keeps an area, and judges it as written. */
static wg_status keep_area(wg_sink *sink, const wg_shapes *shapes, int64_t shape, geojson_row *row)
{
  geojson_state *state = sink->state;
  bool valid, added;
  row->area = state->areas.count;
  WG_TRY(wg_shapes_copy(&state->areas, sink->context, shapes, shape));
  WG_TRY(is_valid_written(sink, shapes, shape, &valid));
  return valid ? WG_OK : refine(sink, shapes, shape, &added);
}

static wg_status row_geojson(wg_sink *sink, const wg_value *values, const wg_shapes *shapes,
                             int64_t shape)
{
  geojson_state *state = sink->state;
  geojson_row row = {.area = -1};
  bool area = shape >= 0 && shapes->kind[shape] == WG_SHAPE_AREA &&
              shapes->ring_start[shape] < shapes->ring_start[shape + 1];
  WG_TRY(wg_grow(sink->context, &state->rows, &state->row_capacity, state->row_count + 1,
                 sizeof *state->rows));
  WG_TRY(put_text(sink, state->row_count > 0 ? ",\n" : "\n"));
  row.start = state->offset + state->text_size;
  WG_TRY(put_text(sink, "{\"type\":\"Feature\",\"properties\":{"));
  for (int32_t i = 0; i < sink->field_count; i++) {
    if (i > 0) WG_TRY(put(sink, ",", 1));
    WG_TRY(put_string(sink, sink->fields[i].name));
    WG_TRY(put(sink, ":", 1));
    WG_TRY(put_value(sink, &sink->fields[i], &values[i]));
  }
  WG_TRY(put_text(sink, "},\"geometry\":"));
  row.geometry = state->offset + state->text_size;
  if (area) WG_TRY(keep_area(sink, shapes, shape, &row));
  WG_TRY(put_geometry(sink, shapes, shape));
  WG_TRY(put(sink, "}", 1));
  row.end = state->offset + state->text_size;
  state->rows[state->row_count++] = row;
  return flush_text(sink, state->file);
}

/* --- closing ------------------------------------------------------------------------------------ */

static bool touches_fine(const geojson_state *state, int64_t area)
{
  const wg_shapes *areas = &state->areas;
  int64_t end = areas->point_start[areas->ring_start[area + 1]];
  for (int64_t i = areas->point_start[areas->ring_start[area]]; i < end; i++)
    if (wg_pointset_has(&state->fine, areas->points[i])) return true;
  return false;
}

/* Marks the rows that have vertices of 9 decimals; a row that these make invalid gets 9 throughout,
 * until nothing changes. */
static wg_status spread_fine(wg_sink *sink)
{
  geojson_state *state = sink->state;
  for (bool added = state->fine.count > 0; added;) {
    added = false;
    for (int64_t i = 0; i < state->row_count; i++) {
      geojson_row *row = &state->rows[i];
      bool valid;
      if (row->area < 0 || !touches_fine(state, row->area)) continue;
      row->renew = true;
      WG_TRY(wg_sink_locate(sink, &state->areas, row->area));
      WG_TRY(is_valid_written(sink, &state->areas, row->area, &valid));
      if (!valid) WG_TRY(refine(sink, &state->areas, row->area, &added));
    }
  }
  return WG_OK;
}

/* Appends bytes of the first file to the row being written. */
static wg_status take_over(wg_sink *sink, int64_t from, int64_t to)
{
  geojson_state *state = sink->state;
  size_t count = (size_t)(to - from);
  WG_TRY(wg_grow(sink->context, &state->text, &state->text_capacity,
                 state->text_size + (int64_t)count, 1));
  if (fseek(state->file, (long)from, SEEK_SET) != 0 ||
      fread(state->text + state->text_size, 1, count, state->file) != count)
    return wg_write_failed(sink->context, sink->part.target, NULL);
  state->text_size += (int64_t)count;
  return WG_OK;
}

static wg_status copy_rows(wg_sink *sink, FILE *out)
{
  geojson_state *state = sink->state;
  int64_t last = 0;
  for (int64_t i = 0; i < state->row_count; i++) {
    const geojson_row *row = &state->rows[i];
    WG_TRY(take_over(sink, last, row->renew ? row->geometry : row->end));
    if (row->renew) {
      WG_TRY(wg_sink_locate(sink, &state->areas, row->area));
      WG_TRY(put_geometry(sink, &state->areas, row->area));
      WG_TRY(put(sink, "}", 1));
    }
    last = row->end;
    WG_TRY(flush_text(sink, out));
  }
  return WG_OK;
}

/* Writes the file once more, with the geometry of the marked rows anew. */
static wg_status renew_rows(wg_sink *sink)
{
  geojson_state *state = sink->state;
  /* The first file loses its name but stays open; the second takes the name. */
  if (fflush(state->file) != 0 || unlink(sink->part.temporary) != 0)
    return wg_write_failed(sink->context, sink->part.target, NULL);
  FILE *out = fopen(sink->part.temporary, "w+b");
  if (out == NULL) return wg_write_failed(sink->context, sink->part.target, NULL);
  wg_status status = copy_rows(sink, out);
  fclose(state->file);
  state->file = out;
  return status;
}

static wg_status finish_geojson(wg_sink *sink)
{
  geojson_state *state = sink->state;
  WG_TRY(spread_fine(sink));
  if (state->fine.count > 0) WG_TRY(renew_rows(sink));
  WG_TRY(put_text(sink, "\n]}\n"));
  WG_TRY(flush_text(sink, state->file));
  FILE *file = state->file;
  state->file = NULL;
  if (fclose(file) != 0) return wg_write_failed(sink->context, sink->part.target, NULL);
  return WG_OK;
}

static void free_geojson(wg_sink *sink)
{
  geojson_state *state = sink->state;
  wg_context *context = sink->context;
  if (state->file != NULL) fclose(state->file);
  wg_release(context, state->text);
  wg_release(context, state->rows);
  wg_shapes_free(&state->areas, context);
  wg_pointset_free(&state->fine, context);
  wg_rough_free(&state->draft, context);
  wg_release(context, state);
}

const wg_writer wg_writer_geojson = {open_geojson, row_geojson, finish_geojson, free_geojson};
