/* Arcs: the lines between different labels, chained from node to node.
 *
 * A node is a point where three or more lines meet or where a line meets the boundary; every other
 * point has two lines, between the same two labels. */
#include <stdlib.h>
#include <string.h>

#include "outlines_inside.h"

typedef struct chaining {
  wg_network *network;
  wg_line *lines;  /* from, to: points of the network; left, right: labels */
  int64_t line_count;
  int64_t *start;  /* per point: its inner lines */
  int32_t *around; /* indices of lines */
  bool *bound;     /* per point: on the boundary */
  bool *used;      /* per line */
} chaining;

static int32_t label_of(const int32_t *label_of_cell, int32_t cell)
{
  return cell < 0 ? -1 : label_of_cell[cell];
}

/* Lines with different labels, and the points they use. */
static wg_status select_lines(chaining *c, const wg_tessellation *t, const int32_t *label_of_cell)
{
  wg_network *network = c->network;
  int32_t *point_of;
  WG_TRY(wg_allocate(network->context, &c->lines, (size_t)t->line_count, sizeof *c->lines));
  WG_TRY(wg_allocate(network->context, &network->points, (size_t)t->node_count, sizeof *network->points));
  WG_TRY(wg_allocate(network->context, &network->room, (size_t)t->node_count, sizeof *network->room));
  WG_TRY(
      wg_allocate(network->context, &network->open, (size_t)t->node_count, sizeof *network->open));
  WG_TRY(wg_allocate(network->context, &point_of, (size_t)t->node_count, sizeof *point_of));
  for (int64_t i = 0; i < t->line_count; i++) {
    wg_line line = t->lines[i];
    line.left = label_of(label_of_cell, line.left);
    line.right = label_of(label_of_cell, line.right);
    if (line.left == line.right) continue;
    int32_t *ends[2] = {&line.from, &line.to};
    for (int k = 0; k < 2; k++) {
      if (point_of[*ends[k]] == 0) {
        network->room[network->point_count] = t->nodes[*ends[k]].room;
        network->points[network->point_count++] = t->nodes[*ends[k]].point;
        point_of[*ends[k]] = (int32_t)network->point_count;
      }
      *ends[k] = point_of[*ends[k]] - 1;
      network->open[*ends[k]] |= line.class_ != WG_BARRIER_NONE && network->room[*ends[k]] > 0;
    }
    c->lines[c->line_count++] = line;
  }
  wg_release(network->context, point_of);
  return WG_OK;
}

static wg_status index_lines(chaining *c)
{
  wg_context *context = c->network->context;
  size_t points = (size_t)c->network->point_count;
  WG_TRY(wg_allocate(context, &c->start, points + 2, sizeof *c->start));
  WG_TRY(wg_allocate(context, &c->around, 2 * (size_t)c->line_count, sizeof *c->around));
  WG_TRY(wg_allocate(context, &c->bound, points, sizeof *c->bound));
  WG_TRY(wg_allocate(context, &c->used, (size_t)c->line_count, sizeof *c->used));
  WG_TRY(wg_allocate(context, &c->network->gone, points, sizeof *c->network->gone));
  WG_TRY(wg_allocate(context, &c->network->arcs, (size_t)c->line_count, sizeof *c->network->arcs));
  WG_TRY(wg_allocate(context, &c->network->arc_points, 2 * (size_t)c->line_count,
                     sizeof *c->network->arc_points));
  for (int64_t i = 0; i < c->line_count; i++) {
    const wg_line *line = &c->lines[i];
    if (line->right < 0) c->bound[line->from] = c->bound[line->to] = true;
    else c->start[line->from + 2]++, c->start[line->to + 2]++;
  }
  for (size_t p = 0; p < points; p++) c->start[p + 2] += c->start[p + 1];
  for (int64_t i = 0; i < c->line_count; i++) {
    const wg_line *line = &c->lines[i];
    if (line->right < 0) continue;
    c->around[c->start[line->from + 1]++] = (int32_t)i;
    c->around[c->start[line->to + 1]++] = (int32_t)i;
  }
  return WG_OK;
}

static bool is_node(const chaining *c, int32_t point)
{
  return c->bound[point] || c->start[point + 1] - c->start[point] != 2;
}

static void add_arc_point(wg_network *network, int32_t point)
{
  network->arc_points[network->arc_point_count++] = point;
  network->arcs[network->arc_count - 1].count++;
}

/* Follows lines from `point` along `index` to the next node, or round to where it began. */
static void chain_arc(chaining *c, int32_t point, int32_t index)
{
  wg_network *network = c->network;
  const wg_line *line = &c->lines[index];
  bool forward = line->from == point;
  int32_t begin = point;
  network->arcs[network->arc_count++] =
      (wg_arc){network->arc_point_count, 0, forward ? line->left : line->right,
               forward ? line->right : line->left, line->chord, true};
  add_arc_point(network, point);
  for (;;) {
    c->used[index] = true;
    line = &c->lines[index];
    point = line->from == point ? line->to : line->from;
    add_arc_point(network, point);
    if (is_node(c, point) || point == begin) return;
    const int32_t *two = c->around + c->start[point];
    index = two[0] == index ? two[1] : two[0];
  }
}

/* Arcs are written in place of lines: an arc of n points uses n − 1 lines, so twice the number
 * of lines is room enough. */
static void chain_arcs(chaining *c)
{
  for (int64_t i = 0; i < c->line_count; i++)
    if (c->lines[i].right < 0) {
      c->used[i] = true;
      c->network->arcs[c->network->arc_count++] =
          (wg_arc){c->network->arc_point_count, 0, c->lines[i].left, -1, c->lines[i].chord, true};
      add_arc_point(c->network, c->lines[i].from);
      add_arc_point(c->network, c->lines[i].to);
    }
  for (int32_t p = 0; p < c->network->point_count; p++)
    for (int64_t k = c->start[p]; k < c->start[p + 1] && is_node(c, p); k++)
      if (!c->used[c->around[k]]) chain_arc(c, p, c->around[k]);
  for (int64_t i = 0; i < c->line_count; i++)
    if (!c->used[i]) chain_arc(c, c->lines[i].from, (int32_t)i);
}

/* A closed arc begins at its lowest, then leftmost point, whatever line it was found by. */
static void turn_closed_arc(wg_network *network, const wg_arc *arc)
{
  int32_t *points = network->arc_points + arc->start, n = arc->count - 1, lowest = 0;
  for (int32_t i = 1; i < n; i++) {
    wg_fine_point a = network->points[points[i]], b = network->points[points[lowest]];
    if (a.y < b.y || (a.y == b.y && a.x < b.x)) lowest = i;
  }
  /* rotation in place by three reversals */
  int32_t spans[3][2] = {{0, lowest}, {lowest, n}, {0, n}};
  for (int s = 0; s < 3; s++)
    for (int32_t i = spans[s][0], k = spans[s][1] - 1; i < k; i++, k--) {
      int32_t swap = points[i];
      points[i] = points[k];
      points[k] = swap;
    }
  points[n] = points[0];
}

typedef struct arc_ends {
  int32_t low, high;
  int64_t arc;
} arc_ends;

static int compare_ends(const void *a, const void *b)
{
  const arc_ends *p = a, *q = b;
  if (p->low != q->low) return p->low < q->low ? -1 : 1;
  return (p->high > q->high) - (p->high < q->high);
}

static wg_status find_companions(wg_network *network)
{
  arc_ends *ends;
  int64_t n = network->arc_count;
  WG_TRY(wg_allocate(network->context, &ends, (size_t)n, sizeof *ends));
  for (int64_t i = 0; i < n; i++) {
    const wg_arc *arc = &network->arcs[i];
    int32_t a = network->arc_points[arc->start], b = network->arc_points[arc->start + arc->count - 1];
    ends[i] = (arc_ends){a < b ? a : b, a < b ? b : a, i};
  }
  if (n > 0) qsort(ends, (size_t)n, sizeof *ends, compare_ends);
  for (int64_t i = 0; i + 1 < n; i++)
    if (compare_ends(&ends[i], &ends[i + 1]) == 0)
      network->arcs[ends[i].arc].alone = network->arcs[ends[i + 1].arc].alone = false;
  wg_release(network->context, ends);
  return WG_OK;
}

wg_status wg_network_build(wg_network *network, const wg_tessellation *tessellation,
                           wg_context *context, const int32_t *label_of_cell)
{
  memset(network, 0, sizeof *network);
  network->context = context;
  chaining c = {.network = network};
  wg_status status = select_lines(&c, tessellation, label_of_cell);
  if (status == WG_OK) status = index_lines(&c);
  if (status == WG_OK) {
    chain_arcs(&c);
    for (int64_t i = 0; i < network->arc_count; i++) {
      const wg_arc *arc = &network->arcs[i];
      int32_t first = network->arc_points[arc->start];
      bool closed = first == network->arc_points[arc->start + arc->count - 1];
      if (closed && !is_node(&c, first)) turn_closed_arc(network, arc);
    }
    status = find_companions(network);
  }
  wg_release(context, c.lines);
  wg_release(context, c.start);
  wg_release(context, c.around);
  wg_release(context, c.bound);
  wg_release(context, c.used);
  return status;
}

void wg_network_free(wg_network *network)
{
  wg_release(network->context, network->points);
  wg_release(network->context, network->room);
  wg_release(network->context, network->open);
  wg_release(network->context, network->gone);
  wg_release(network->context, network->kept);
  wg_release(network->context, network->arcs);
  wg_release(network->context, network->arc_points);
}
