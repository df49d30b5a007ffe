/* Streets come in pieces, from crossing to crossing; a name needs the whole. */
#include "algorithms/line_label.h"

#include <math.h>

/* A piece with its two ends; joined pieces are a doubly linked chain. */
typedef struct joint {
  int64_t other;  /* the end it is joined to: 2 × piece + (1: its last point); −1: free */
} joint;

typedef struct joining {
  const wg_traces *lines;
  joint *joints; /* 2 a line */
  double near;
} joining;

static double span(double dx, double dy)
{
  return sqrt(dx * dx + dy * dy);
}

static wg_xy end_point(const joining *j, int64_t end)
{
  int64_t line = end / 2;
  return j->lines->points[end % 2 == 0 ? j->lines->start[line] : j->lines->start[line + 1] - 1];
}

/* Outwards from the end, over some way. */
static wg_xy end_direction(const joining *j, int64_t end)
{
  int64_t line = end / 2, first = j->lines->start[line], last = j->lines->start[line + 1] - 1;
  wg_xy tip = end_point(j, end), inner = tip;
  for (int64_t k = 1; k <= last - first; k++) {
    inner = j->lines->points[end % 2 == 0 ? first + k : last - k];
    if (span(inner.x - tip.x, inner.y - tip.y) > 2) break;
  }
  double length = span(tip.x - inner.x, tip.y - inner.y);
  return length > 0 ? (wg_xy){(tip.x - inner.x) / length, (tip.y - inner.y) / length} : (wg_xy){0, 0};
}

/* The end that goes on best from `end`; −1: none. */
static int64_t best_partner(const joining *j, int64_t end)
{
  int64_t best = -1;
  double best_cosine = 0.5; /* 60° */
  wg_xy tip = end_point(j, end), out = end_direction(j, end);
  for (int64_t other = 0; other < 2 * j->lines->count; other++) {
    if (other / 2 == end / 2 || j->joints[other].other >= 0) continue;
    wg_xy p = end_point(j, other), d = end_direction(j, other);
    if (span(p.x - tip.x, p.y - tip.y) > j->near) continue;
    double cosine = -(out.x * d.x + out.y * d.y);
    if (cosine > best_cosine) best = other, best_cosine = cosine;
  }
  return best;
}

/* The free end of the chain that a line's end belongs to; −1: it runs in a circle. */
static int64_t far_end(const joining *j, int64_t end)
{
  int64_t at = end;
  for (int64_t k = 0; k <= j->lines->count; k++) {
    int64_t across = at ^ 1;
    if (j->joints[across].other < 0) return across;
    at = j->joints[across].other;
  }
  return -1;
}

static void join_ends(joining *j)
{
  for (int64_t end = 0; end < 2 * j->lines->count; end++) {
    if (j->joints[end].other >= 0) continue;
    int64_t other = best_partner(j, end);
    if (other < 0 || best_partner(j, other) != end) continue;
    if (far_end(j, end) == other) continue; /* it would close a ring without ends */
    j->joints[end].other = other;
    j->joints[other].other = end;
  }
}

static int64_t copy_line(const joining *j, int64_t from_end, wg_xy *out, int64_t n)
{
  int64_t first = j->lines->start[from_end / 2], last = j->lines->start[from_end / 2 + 1] - 1;
  for (int64_t k = 0; k <= last - first; k++)
    out[n++] = j->lines->points[from_end % 2 == 0 ? first + k : last - k];
  return n;
}

wg_status wg_join_lines(wg_xy *out_points, int64_t *out_start, int64_t *out_count,
                        wg_context *context, const wg_traces *lines, double near)
{
  joining j = {.lines = lines, .near = near};
  int64_t points = 0;
  *out_count = 0;
  out_start[0] = 0;
  WG_TRY(wg_allocate(context, &j.joints, (size_t)lines->count * 2, sizeof *j.joints));
  for (int64_t end = 0; end < 2 * lines->count; end++) j.joints[end].other = -1;
  join_ends(&j);
  for (int64_t end = 0; end < 2 * lines->count; end++) {
    /* every chain from the lower one of its free ends */
    if (j.joints[end].other >= 0 || far_end(&j, end) < end) continue;
    for (int64_t at = end; at >= 0; at = j.joints[at ^ 1].other) points = copy_line(&j, at, out_points, points);
    out_start[++*out_count] = points;
  }
  wg_release(context, j.joints);
  return WG_OK;
}
