/* Random coverages for tests: a jittered grid of cells, grown into communities, with holes,
 * islands, several parts and gaps as they come; drawn a little differently by every community. */
#ifndef WG_TESTS_COVERAGE_H
#define WG_TESTS_COVERAGE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/rings.h"
#include "wangge/county.h"
#include "wangge/random.h"

typedef struct coverage_options {
  int32_t size;       /* cells each way */
  int32_t labels;     /* communities at most */
  int32_t pitch_mm;   /* of the grid */
  int noise;          /* percent of vertices drawn 1 mm off, by each community its own way */
  int junctions;      /* percent of edges with a vertex that only one side draws */
  int gaps;           /* percent of cells that belong to nobody */
  int strays;         /* percent of vertices that a community draws far off */
  int32_t stray_mm;
  bool distinct;      /* every cell is a community of its own; labels = size × size */
} coverage_options;

static inline int32_t spread(wg_random *random, int32_t reach)
{
  return (int32_t)wg_random_below(random, 2 * (uint64_t)reach + 1) - reach;
}

static inline bool percent(wg_random *random, int share)
{
  return (int)wg_random_below(random, 100) < share;
}

/* Cells take the label of a neighbour most of the time, so communities are of many shapes. */
static inline void label_cells(wg_random *random, const coverage_options *o, int32_t *label)
{
  int32_t n = o->size, used = 0;
  for (int32_t i = 0; i < n * n; i++) {
    uint64_t draw = wg_random_below(random, 10);
    if (i % n > 0 && draw < 5)
      label[i] = label[i - 1];
    else if (i >= n && draw < 9)
      label[i] = label[i - n];
    else
      label[i] = used < o->labels ? used++ : (int32_t)wg_random_below(random, (uint64_t)o->labels);
    if (o->distinct) label[i] = i;
    if (percent(random, o->gaps)) label[i] = -1;
  }
}

static inline int64_t cell_edges(int32_t n, const int32_t *label, wg_directed_edge *edges)
{
  static const int32_t dx[] = {0, 1, 1, 0}, dy[] = {0, 0, 1, 1};
  static const int32_t step_x[] = {0, 1, 0, -1}, step_y[] = {-1, 0, 1, 0};
  int64_t count = 0;
  for (int32_t y = 0; y < n; y++)
    for (int32_t x = 0; x < n; x++)
      for (int k = 0; k < 4 && label[y * n + x] >= 0; k++) {
        int32_t ox = x + step_x[k], oy = y + step_y[k], l = (k + 1) % 4;
        bool inside = ox >= 0 && oy >= 0 && ox < n && oy < n;
        if (inside && label[oy * n + ox] == label[y * n + x]) continue;
        edges[count++] = (wg_directed_edge){(y + dy[k]) * (n + 1) + x + dx[k],
                                            (y + dy[l]) * (n + 1) + x + dx[l], label[y * n + x]};
      }
  return count;
}

static inline wg_point drawn_point(wg_random *random, const coverage_options *o, wg_point p)
{
  static const int32_t off_x[] = {1, -1, 0, 0}, off_y[] = {0, 0, 1, -1};
  if (percent(random, o->noise)) {
    uint64_t way = wg_random_below(random, 4);
    p.x += off_x[way];
    p.y += off_y[way];
  }
  if (percent(random, o->strays)) {
    p.x += spread(random, o->stray_mm);
    p.y += spread(random, o->stray_mm);
  }
  return p;
}

/* `drawn` are the points as the community draws them; vertices that it alone has lie on the true
 * line, to the millimetre, so that they stay within the tolerance of the neighbour's. */
static inline void draw_ring(wg_random *random, const coverage_options *o, wg_context *context,
                             wg_shapes *shapes, const wg_point *points, const wg_point *drawn,
                             const wg_directed_edge *edges, const int32_t *steps, int64_t count)
{
  assert_int_equal(wg_shapes_begin_ring(shapes, context), WG_OK);
  for (int64_t i = 0; i < count; i++) {
    wg_point a = points[edges[steps[i]].from], b = points[edges[steps[i]].to];
    assert_int_equal(wg_shapes_add_point(shapes, context, drawn[edges[steps[i]].from]), WG_OK);
    if (!percent(random, o->junctions)) continue;
    int64_t t = 1 + (int64_t)wg_random_below(random, 98);
    wg_point middle = {(int32_t)(a.x + (b.x - a.x) * t / 99), (int32_t)(a.y + (b.y - a.y) * t / 99)};
    assert_int_equal(wg_shapes_add_point(shapes, context, middle), WG_OK);
  }
}

static inline void add_community(wg_context *context, wg_communities *out, int32_t number)
{
  char text[32];
  int64_t index;
  assert_int_equal(wg_communities_append(out, context, &index), WG_OK);
  snprintf(text, sizeof text, "640106001%03d", (int)number);
  assert_int_equal(wg_texts_add(&out->texts, context, text, -1, &out->code[index]), WG_OK);
  snprintf(text, sizeof text, "社区%d", (int)number);
  assert_int_equal(wg_texts_add(&out->texts, context, text, -1, &out->name[index]), WG_OK);
}

/* Codes ascend with the label; labels without a cell are left out. Returns twice the area of all
 * cells with a label. */
static inline __int128 make_coverage(wg_random *random, const coverage_options *o,
                                     wg_context *context, wg_communities *out)
{
  int32_t n = o->size;
  int32_t *label = malloc((size_t)(n * n) * sizeof *label);
  int32_t corners = (n + 1) * (n + 1);
  wg_point *points = malloc((size_t)corners * sizeof *points);
  wg_point *drawn = malloc((size_t)corners * sizeof *drawn);
  wg_directed_edge *edges = malloc((size_t)(4 * n * n) * sizeof *edges);
  wg_rings rings;
  memset(out, 0, sizeof *out);
  for (int32_t i = 0; i < corners; i++)
    points[i] = (wg_point){i % (n + 1) * o->pitch_mm + spread(random, o->pitch_mm / 4),
                           i / (n + 1) * o->pitch_mm + spread(random, o->pitch_mm / 4)};
  label_cells(random, o, label);
  int64_t count = cell_edges(n, label, edges);
  assert_int_equal(wg_rings_trace(&rings, context, points, edges, count, o->labels), WG_OK);
  __int128 area2 = 0;
  for (int64_t e = 0; e < count; e++)
    area2 += (__int128)points[edges[e].from].x * points[edges[e].to].y -
             (__int128)points[edges[e].from].y * points[edges[e].to].x;
  for (int32_t l = 0; l < o->labels; l++) {
    if (rings.label_start[l] == rings.label_start[l + 1]) continue;
    add_community(context, out, l);
    for (int32_t i = 0; i < corners; i++) drawn[i] = drawn_point(random, o, points[i]);
    assert_int_equal(wg_shapes_begin(&out->shapes, context, WG_SHAPE_AREA), WG_OK);
    for (int32_t r = rings.label_start[l]; r < rings.label_start[l + 1]; r++)
      draw_ring(random, o, context, &out->shapes, points, drawn, edges,
                rings.steps + rings.ring_start[r], rings.ring_start[r + 1] - rings.ring_start[r]);
  }
  wg_rings_free(&rings, context);
  free(label);
  free(points);
  free(drawn);
  free(edges);
  return area2;
}

/* The chosen communities in the given order, moved by (x, y). */
static inline void pick_communities(wg_context *context, const wg_communities *from,
                                    const int32_t *chosen, int32_t count, int32_t x, int32_t y,
                                    wg_communities *out)
{
  memset(out, 0, sizeof *out);
  for (int32_t i = 0; i < count; i++) {
    int64_t index;
    assert_int_equal(wg_communities_append(out, context, &index), WG_OK);
    assert_int_equal(wg_texts_add(&out->texts, context,
                                  wg_texts_get(&from->texts, from->code[chosen[i]]), -1,
                                  &out->code[index]),
                     WG_OK);
    assert_int_equal(wg_texts_add(&out->texts, context,
                                  wg_texts_get(&from->texts, from->name[chosen[i]]), -1,
                                  &out->name[index]),
                     WG_OK);
    assert_int_equal(wg_shapes_copy(&out->shapes, context, &from->shapes, chosen[i]), WG_OK);
  }
  for (int64_t p = 0; p < out->shapes.point_count; p++) {
    out->shapes.points[p].x += x;
    out->shapes.points[p].y += y;
  }
}

#endif
