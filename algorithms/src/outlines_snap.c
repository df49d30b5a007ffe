/* The network rounded to whole millimetres without a line crossing another: snap rounding.
 *
 * Every point goes to the nearest millimetre; a line that passes through the pixel of another point
 * is led through its centre. Lines may then fall together, but never cross (Hobby, "Practical
 * segment intersection with finite precision output", 1999; Guibas & Marimont 1998). Where lines
 * fall together, a label that is on both sides has collapsed there and cancels. So the rings are
 * valid whatever slivers the ground holds. */
#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"
#include "outlines_inside.h"

/* A line between two pixels, from the lower number to the higher. */
typedef struct snapped_line {
  int32_t from, to, left, right, chord;
} snapped_line;

typedef struct snapping {
  const wg_network *network;
  wg_context *context;
  wg_point *pixels; /* sorted by x, then y */
  wg_fine_point *centers;
  int32_t *pixel_of; /* per point of the network */
  int32_t pixel_count;
  wg_bins bins;
  snapped_line *lines;
  int64_t line_count, line_capacity;
  int32_t *hits; /* pixels on the way of one line */
  int64_t hit_count, hit_capacity;
  wg_directed_edge *edges;
  int32_t *edge_chord;
  int64_t edge_count, edge_capacity, chord_capacity;
} snapping;

typedef struct placed {
  wg_point pixel;
  int32_t point;
} placed;

static int compare_placed(const void *a, const void *b)
{
  const placed *p = a, *q = b;
  if (p->pixel.x != q->pixel.x) return p->pixel.x < q->pixel.x ? -1 : 1;
  return (p->pixel.y > q->pixel.y) - (p->pixel.y < q->pixel.y);
}

/* One pixel for every position that a remaining point takes. */
static wg_status find_pixels(snapping *s)
{
  const wg_network *network = s->network;
  placed *order;
  size_t n = (size_t)network->point_count;
  int64_t count = 0;
  WG_TRY(wg_allocate(s->context, &s->pixels, n, sizeof *s->pixels));
  WG_TRY(wg_allocate(s->context, &s->centers, n, sizeof *s->centers));
  WG_TRY(wg_allocate(s->context, &s->pixel_of, n, sizeof *s->pixel_of));
  WG_TRY(wg_allocate(s->context, &order, n, sizeof *order));
  for (int32_t i = 0; i < network->point_count; i++)
    if (!network->gone[i]) order[count++] = (placed){wg_coarse(network->points[i]), i};
  if (count > 0) qsort(order, (size_t)count, sizeof *order, compare_placed);
  for (int64_t i = 0; i < count; i++) {
    if (i == 0 || compare_placed(&order[i - 1], &order[i]) != 0) {
      s->centers[s->pixel_count] = wg_fine(order[i].pixel);
      s->pixels[s->pixel_count++] = order[i].pixel;
    }
    s->pixel_of[order[i].point] = s->pixel_count - 1;
  }
  wg_release(s->context, order);
  return wg_bins_build(&s->bins, s->context, s->centers, s->pixel_count);
}

/* A bound of the parameter along a line: numerator / denominator, denominator > 0. */
typedef struct bound {
  __int128 numerator, denominator;
  bool closed;
} bound;

/* Narrows low … high to where from + t · step lies in the half-open pixel [min, min + 6). */
static bool narrow(bound *low, bound *high, int64_t from, int64_t step, int64_t min)
{
  int64_t max = min + WG_SIXTHS;
  if (step == 0) return from >= min && from < max;
  bound enter = {min - from, step, true}, leave = {max - from, step, false};
  if (step < 0) {
    bound swap = {-enter.numerator, -step, true};
    enter = (bound){-leave.numerator, -step, false};
    leave = swap;
  }
  __int128 order = enter.numerator * low->denominator - low->numerator * enter.denominator;
  if (order > 0 || (order == 0 && !enter.closed)) *low = enter;
  order = leave.numerator * high->denominator - high->numerator * leave.denominator;
  if (order < 0 || (order == 0 && !leave.closed)) *high = leave;
  order = low->numerator * high->denominator - high->numerator * low->denominator;
  return order < 0 || (order == 0 && low->closed && high->closed);
}

static bool passes_pixel(wg_fine_point a, wg_fine_point b, wg_fine_point center)
{
  bound low = {0, 1, true}, high = {1, 1, true};
  return narrow(&low, &high, a.x, b.x - a.x, center.x - WG_SIXTHS / 2) &&
         narrow(&low, &high, a.y, b.y - a.y, center.y - WG_SIXTHS / 2);
}

/* The strip of the line's box that one row of bins can hold. */
static wg_fine_box row_box(const snapping *s, wg_fine_box box, wg_fine_point a, wg_fine_point b, int64_t row)
{
  int64_t bottom = s->bins.min_y + row * s->bins.size - WG_SIXTHS;
  int64_t top = bottom + s->bins.size + 2 * WG_SIXTHS, rise = b.y - a.y;
  if (rise == 0) return box;
  int64_t ys[2] = {bottom < box.min_y ? box.min_y : bottom, top > box.max_y ? box.max_y : top};
  wg_fine_box strip = {INT64_MAX, box.min_y, INT64_MIN, box.max_y};
  for (int i = 0; i < 2; i++) {
    int64_t x = a.x + (int64_t)((__int128)(b.x - a.x) * (ys[i] - a.y) / rise);
    if (x - 2 * WG_SIXTHS < strip.min_x) strip.min_x = x - 2 * WG_SIXTHS;
    if (x + 2 * WG_SIXTHS > strip.max_x) strip.max_x = x + 2 * WG_SIXTHS;
  }
  return strip;
}

/* The pixels that the line passes, its own ends among them. */
static wg_status find_hits(snapping *s, wg_fine_point a, wg_fine_point b)
{
  wg_fine_box box = wg_fine_box_of(a, b);
  box.min_x -= WG_SIXTHS, box.min_y -= WG_SIXTHS, box.max_x += WG_SIXTHS, box.max_y += WG_SIXTHS;
  int64_t first_row, last_row, first, end;
  s->hit_count = 0;
  wg_bins_rows(&s->bins, box, &first_row, &last_row);
  for (int64_t row = first_row; row <= last_row; row++) {
    wg_bins_row(&s->bins, row_box(s, box, a, b, row), row, &first, &end);
    for (int64_t i = first; i < end; i++) {
      int32_t pixel = s->bins.items[i];
      wg_fine_point center = s->centers[pixel];
      bool far = center.x < box.min_x || center.x > box.max_x || center.y < box.min_y ||
                 center.y > box.max_y;
      if (far || !passes_pixel(a, b, center)) continue;
      WG_TRY(wg_grow(s->context, &s->hits, &s->hit_capacity, s->hit_count + 1, sizeof *s->hits));
      s->hits[s->hit_count++] = pixel;
    }
  }
  return WG_OK;
}

/* Along the line; the hits are few. A line that goes on in x and y passes pixels in that order. */
static void sort_hits(snapping *s, wg_fine_point a, wg_fine_point b)
{
  for (int64_t i = 1; i < s->hit_count; i++) {
    int32_t hit = s->hits[i];
    int64_t k = i;
    for (; k > 0; k--) {
      wg_fine_point p = s->centers[s->hits[k - 1]], q = s->centers[hit];
      __int128 ahead = (__int128)(b.x - a.x) * (q.x - p.x) + (__int128)(b.y - a.y) * (q.y - p.y);
      if (ahead >= 0) break;
      s->hits[k] = s->hits[k - 1];
    }
    s->hits[k] = hit;
  }
}

static wg_status add_line(snapping *s, const wg_arc *arc, int32_t from, int32_t to)
{
  WG_TRY(wg_grow(s->context, &s->lines, &s->line_capacity, s->line_count + 1, sizeof *s->lines));
  s->lines[s->line_count++] =
      from < to ? (snapped_line){from, to, arc->left, arc->right, arc->chord}
                : (snapped_line){to, from, arc->right, arc->left, arc->chord};
  return WG_OK;
}

static wg_status snap_arc(snapping *s, const wg_arc *arc)
{
  const wg_network *network = s->network;
  int32_t last = -1;
  for (int32_t i = 0; i < arc->count; i++) {
    int32_t point = network->arc_points[arc->start + i];
    if (network->gone[point]) continue;
    if (last >= 0) {
      wg_fine_point a = network->points[last], b = network->points[point];
      WG_TRY(find_hits(s, a, b));
      sort_hits(s, a, b);
      for (int64_t k = 0; k + 1 < s->hit_count; k++) WG_TRY(add_line(s, arc, s->hits[k], s->hits[k + 1]));
    }
    last = point;
  }
  return WG_OK;
}

static int compare_lines(const void *a, const void *b)
{
  const snapped_line *p = a, *q = b;
  if (p->from != q->from) return p->from < q->from ? -1 : 1;
  if (p->to != q->to) return p->to < q->to ? -1 : 1;
  if (p->left != q->left) return p->left < q->left ? -1 : 1;
  if (p->right != q->right) return p->right < q->right ? -1 : 1;
  return (p->chord > q->chord) - (p->chord < q->chord);
}

static wg_status add_edge(snapping *s, int32_t from, int32_t to, int32_t label, int32_t chord)
{
  WG_TRY(wg_grow(s->context, &s->edges, &s->edge_capacity, s->edge_count + 1, sizeof *s->edges));
  WG_TRY(wg_grow(s->context, &s->edge_chord, &s->chord_capacity, s->edge_count + 1,
                 sizeof *s->edge_chord));
  s->edges[s->edge_count] = (wg_directed_edge){from, to, label};
  s->edge_chord[s->edge_count++] = chord;
  return WG_OK;
}

/* Lines that fell together: what is on the left of one and on the right of another has no ground
 * between them. */
static wg_status merge_lines(snapping *s, snapped_line *lines, int64_t count)
{
  int32_t chord = -1;
  for (int64_t i = 0; i < count; i++)
    if (lines[i].chord >= 0 && (chord < 0 || lines[i].chord < chord)) chord = lines[i].chord;
  for (int64_t i = 0; i < count; i++)
    for (int64_t k = 0; k < count && lines[i].left >= -1; k++)
      if (lines[k].right == lines[i].left) lines[i].left = lines[k].right = -2;
  bool outside = false;
  for (int64_t i = 0; i < count; i++) outside |= lines[i].left == -1 || lines[i].right == -1;
  for (int64_t i = 0; i < count; i++) {
    int32_t mark = outside ? chord : -1;
    if (lines[i].left >= 0) WG_TRY(add_edge(s, lines[i].from, lines[i].to, lines[i].left, mark));
    if (lines[i].right >= 0) WG_TRY(add_edge(s, lines[i].to, lines[i].from, lines[i].right, mark));
  }
  return WG_OK;
}

static wg_status merge_all_lines(snapping *s)
{
  if (s->line_count > 0) qsort(s->lines, (size_t)s->line_count, sizeof *s->lines, compare_lines);
  for (int64_t i = 0, end; i < s->line_count; i = end) {
    for (end = i + 1; end < s->line_count && s->lines[end].from == s->lines[i].from &&
                      s->lines[end].to == s->lines[i].to;)
      end++;
    WG_TRY(merge_lines(s, s->lines + i, end - i));
  }
  return WG_OK;
}

static wg_status write_outlines(const snapping *s, const wg_rings *rings, int32_t label_count,
                                wg_outlines *out)
{
  int64_t steps = rings->ring_start[rings->ring_count];
  WG_TRY(wg_allocate(s->context, &out->label_start, (size_t)label_count + 1, sizeof *out->label_start));
  WG_TRY(wg_allocate(s->context, &out->ring_start, (size_t)rings->ring_count + 1, sizeof *out->ring_start));
  WG_TRY(wg_allocate(s->context, &out->vertices, (size_t)steps, sizeof *out->vertices));
  memcpy(out->label_start, rings->label_start, ((size_t)label_count + 1) * sizeof *out->label_start);
  memcpy(out->ring_start, rings->ring_start, ((size_t)rings->ring_count + 1) * sizeof *out->ring_start);
  for (int64_t i = 0; i < steps; i++)
    out->vertices[i] = (wg_outline_vertex){s->pixels[s->edges[rings->steps[i]].from],
                                           s->edge_chord[rings->steps[i]]};
  out->label_count = label_count;
  out->ring_count = rings->ring_count;
  return WG_OK;
}

wg_status wg_network_outlines(const wg_network *network, int32_t label_count, wg_outlines *out)
{
  snapping s = {.network = network, .context = network->context};
  wg_rings rings = {0};
  wg_status status = find_pixels(&s);
  for (int64_t i = 0; i < network->arc_count && status == WG_OK; i++)
    status = snap_arc(&s, &network->arcs[i]);
  if (status == WG_OK) status = merge_all_lines(&s);
  if (status == WG_OK)
    status = wg_rings_trace(&rings, s.context, s.pixels, s.edges, s.edge_count, label_count);
  if (status == WG_OK) status = write_outlines(&s, &rings, label_count, out);
  wg_rings_free(&rings, s.context);
  wg_bins_free(&s.bins, s.context);
  void *owned[] = {s.pixels, s.centers, s.pixel_of, s.lines, s.hits, s.edges, s.edge_chord};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(s.context, owned[i]);
  return status;
}
