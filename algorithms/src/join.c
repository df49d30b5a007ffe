/* Joining buildings to communities.
 *
 * The ground is cut into rows of square bins. Only bins that a boundary passes through are kept,
 * row by row in ascending order, each with the communities whose boundary it is and the community
 * of the bins to its right, which is the same until the next one kept. (Crossing a boundary
 * toggles a community, and off the boundaries at most one is toggled, so the exclusive-or of all
 * crossings to the left, along the middle of the row, names it.) Most footprints lie within such a
 * run and are decided by a few steps of bisection; what lies near a boundary is measured.
 *
 * Memory is that of the boundaries, wherever an island may lie. */
#include "algorithms/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bins.h"

#define LEAST_SHIFT 13 /* bins of 8 m to 64 m: about a house, and few beside a boundary */
#define MOST_SHIFT 16
#define LEAST_AREA_MM2 1.0 /* less is rounding: footprints that touch along a wall */

/* A boundary of a community in a bin. */
typedef struct entry {
  int32_t row, column;
  int32_t community;
  int32_t crosses; /* 1: and it crosses the middle of the row there */
} entry;

/* A bin that boundaries pass through. */
typedef struct mixed_bin {
  int32_t column;
  int32_t right; /* the community of the bins to its right, or −1 */
  int64_t first; /* into communities; up to that of the next bin */
} mixed_bin;

typedef struct join {
  wg_context *context;
  const wg_shapes *communities;
  int shift;
  int32_t first_row, row_count;
  int64_t *row_start;  /* row_count + 1, into bins */
  mixed_bin *bins;     /* bin_count + 1 */
  int32_t *near;       /* communities by bin, ascending */
  entry *entries;
  int64_t entry_count;
  int64_t *entry_start; /* row_count + 1 */
  int32_t *candidates; /* of the building at hand, ascending */
  int64_t candidate_count, candidate_capacity;
  wg_reach *reaches;
  int64_t reach_count, reach_capacity;
} join;

/* --- bins along the boundaries ----------------------------------------------------------------- */

/* Calls for every edge of every community. */
typedef struct edge_walk {
  const wg_shapes *shapes;
  int64_t community, ring, point;
} edge_walk;

static bool next_edge(edge_walk *w, wg_point *a, wg_point *b, int32_t *community)
{
  const wg_shapes *s = w->shapes;
  for (; w->community < s->count; w->community++) {
    for (; w->ring < s->ring_start[w->community + 1]; w->ring++, w->point = 0) {
      int64_t count;
      const wg_point *points = wg_shapes_ring(s, w->ring, &count);
      if (w->point >= count) continue;
      *a = points[w->point];
      *b = points[w->point + 1 < count ? w->point + 1 : 0];
      *community = (int32_t)w->community;
      w->point++;
      return true;
    }
  }
  return false;
}

static void choose_bins(join *j)
{
  edge_walk walk = {.shapes = j->communities};
  wg_point a, b;
  int32_t community;
  int64_t count = 0, low = INT32_MAX, high = INT32_MIN;
  double length = 0;
  while (next_edge(&walk, &a, &b, &community)) {
    length += fabs((double)b.x - a.x) + fabs((double)b.y - a.y);
    if (a.y < low) low = a.y;
    if (a.y > high) high = a.y;
    count++;
  }
  double mean = count > 0 ? length / (double)count : 0;
  j->shift = LEAST_SHIFT;
  while (j->shift < MOST_SHIFT && (double)((int64_t)1 << j->shift) < mean / 2) j->shift++;
  if (count == 0) return;
  j->first_row = (int32_t)((low - 1) >> j->shift);
  j->row_count = (int32_t)(((high + 1) >> j->shift) - j->first_row + 1);
}

static void enter(join *j, int64_t row, int64_t column, int32_t community, int32_t crosses)
{
  int64_t r = row - j->first_row;
  if (j->entries != NULL)
    j->entries[--j->entry_start[r + 1]] =
        (entry){(int32_t)r, (int32_t)column, community, crosses};
  else
    j->entry_start[r + 1]++;
  j->entry_count++;
}

/* The bins where an edge crosses the middle of a row. */
static void enter_crossings(join *j, wg_point a, wg_point b, int32_t community)
{
  if (a.y == b.y) return;
  if (a.y > b.y) {
    wg_point swap = a;
    a = b;
    b = swap;
  }
  int64_t width = (int64_t)1 << j->shift;
  double slope = ((double)b.x - a.x) / ((double)b.y - a.y);
  for (int64_t row = a.y >> j->shift; row <= b.y >> j->shift; row++) {
    int64_t middle = row * width + width / 2;
    if (a.y > middle || b.y <= middle) continue;
    double x = a.x + (double)(middle - a.y) * slope;
    enter(j, row, (int64_t)floor(x) >> j->shift, community, 1);
  }
}

/* Counts the entries of each row, or writes them once there is room. */
static void enter_all(join *j)
{
  edge_walk walk = {.shapes = j->communities};
  wg_point a, b;
  int32_t community;
  int64_t column, row;
  j->entry_count = 0;
  while (next_edge(&walk, &a, &b, &community)) {
    bin_walk through = bin_walk_begin(j->shift, 1, a, b);
    while (bin_walk_next(&through, &column, &row)) enter(j, row, column, community, 0);
    enter_crossings(j, a, b, community);
  }
}

static int compare_entry(const void *left, const void *right)
{
  const entry *a = left, *b = right;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  return (a->community > b->community) - (a->community < b->community);
}

/* Merges the sorted entries of a row into bins. */
static void merge_row(join *j, int32_t row, int64_t *bin_count, int64_t *near_count)
{
  int32_t inside = 0; /* exclusive-or of the communities entered and not left, each plus one */
  int64_t first = j->entry_start[row], end = j->entry_start[row + 1];
  for (int64_t i = first, next; i < end; i = next) {
    mixed_bin *bin = &j->bins[(*bin_count)++];
    *bin = (mixed_bin){.column = j->entries[i].column, .first = *near_count};
    for (next = i; next < end && j->entries[next].column == bin->column; next++) {
      const entry *e = &j->entries[next];
      if (next == i || e->community != e[-1].community) j->near[(*near_count)++] = e->community;
      if (e->crosses) inside ^= e->community + 1;
    }
    bin->right = inside - 1 < (int32_t)j->communities->count ? inside - 1 : -1;
  }
}

static wg_status build_bins(join *j)
{
  choose_bins(j);
  size_t rows = (size_t)j->row_count;
  WG_TRY(wg_allocate(j->context, &j->entry_start, rows + 2, sizeof *j->entry_start));
  WG_TRY(wg_allocate(j->context, &j->row_start, rows + 1, sizeof *j->row_start));
  enter_all(j);
  for (int32_t r = 0; r < j->row_count; r++) j->entry_start[r + 1] += j->entry_start[r];
  size_t count = (size_t)j->entry_count;
  WG_TRY(wg_allocate(j->context, &j->entries, count, sizeof *j->entries));
  WG_TRY(wg_allocate(j->context, &j->bins, count + 1, sizeof *j->bins));
  WG_TRY(wg_allocate(j->context, &j->near, count, sizeof *j->near));
  enter_all(j); /* from the back: entry_start[r + 1] ends at the beginning of row r */
  memmove(j->entry_start, j->entry_start + 1, rows * sizeof *j->entry_start);
  j->entry_start[rows] = j->entry_count;
  int64_t bin_count = 0, near_count = 0;
  for (int32_t r = 0; r < j->row_count; r++) {
    int64_t first = j->entry_start[r], end = j->entry_start[r + 1];
    qsort(j->entries + first, (size_t)(end - first), sizeof *j->entries, compare_entry);
    j->row_start[r] = bin_count;
    merge_row(j, r, &bin_count, &near_count);
  }
  j->row_start[rows] = bin_count;
  j->bins[bin_count].first = near_count;
  wg_release(j->context, j->entries);
  j->entries = NULL;
  return WG_OK;
}

/* --- candidates -------------------------------------------------------------------------------- */

static wg_status add_candidate(join *j, int32_t community)
{
  int64_t i = j->candidate_count;
  while (i > 0 && j->candidates[i - 1] > community) i--;
  if (community < 0 || (i > 0 && j->candidates[i - 1] == community)) return WG_OK;
  WG_TRY(wg_grow(j->context, &j->candidates, &j->candidate_capacity, j->candidate_count + 1,
                 sizeof *j->candidates));
  memmove(j->candidates + i + 1, j->candidates + i,
          (size_t)(j->candidate_count - i) * sizeof *j->candidates);
  j->candidates[i] = community;
  j->candidate_count++;
  return WG_OK;
}

/* The last bin of a row at or before a column; one before the row's first if there is none. */
static int64_t last_bin(const join *j, int64_t row, int64_t column)
{
  int64_t low = j->row_start[row] - 1, high = j->row_start[row + 1] - 1;
  while (low < high) {
    int64_t middle = (low + high + 1) / 2;
    if (j->bins[middle].column <= column)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/* All communities that a box may meet. *pure: no boundary comes near it, so it lies wholly in
 * *only (−1: in none). */
static wg_status find_candidates(join *j, wg_box box, bool *pure, int32_t *only)
{
  bool first = true;
  int64_t left = box.min_x >> j->shift, right = box.max_x >> j->shift;
  j->candidate_count = 0;
  *pure = true;
  *only = -1;
  for (int64_t y = box.min_y >> j->shift; y <= box.max_y >> j->shift; y++, first = false) {
    int64_t row = y - j->first_row;
    int32_t before = -1; /* the community left of the next bin */
    bool inside = row >= 0 && row < j->row_count;
    int64_t bin = inside ? last_bin(j, row, left) : 0, end = inside ? j->row_start[row + 1] : 0;
    bool here = inside && bin >= j->row_start[row];
    if (here && j->bins[bin].column < left) before = j->bins[bin].right;
    if (!here || j->bins[bin].column < left) bin++;
    if (!first && *pure && before != *only) *pure = false;
    if (first) *only = before;
    WG_TRY(add_candidate(j, before));
    for (; inside && bin < end && j->bins[bin].column <= right; bin++) {
      *pure = false;
      for (int64_t i = j->bins[bin].first; i < j->bins[bin + 1].first; i++)
        WG_TRY(add_candidate(j, j->near[i]));
    }
  }
  return WG_OK;
}

/* --- measuring --------------------------------------------------------------------------------- */

typedef struct line {
  double x0, y0, x1, y1; /* relative to the footprint's first point: exact */
  double sign;           /* +1: the area lies below, −1: above */
} line;

static line line_between(wg_point o, wg_point a, wg_point b)
{
  bool rightward = a.x < b.x;
  wg_point l = rightward ? a : b, r = rightward ? b : a;
  return (line){(double)((int64_t)l.x - o.x), (double)((int64_t)l.y - o.y),
                (double)((int64_t)r.x - o.x), (double)((int64_t)r.y - o.y), rightward ? -1 : 1};
}

static double height_at(const line *l, double x)
{
  return l->y0 + (l->y1 - l->y0) * ((x - l->x0) / (l->x1 - l->x0));
}

/* Area below both lines and above base, over their common width. Linear between the places where
 * the lower one changes, so heights in the middle are exact means. */
static double area_below(const line *a, const line *b, double base)
{
  double left = fmax(a->x0, b->x0), right = fmin(a->x1, b->x1);
  if (left >= right) return 0;
  double cut[4] = {left, right, right, right};
  double al = height_at(a, left) - base, ar = height_at(a, right) - base;
  double bl = height_at(b, left) - base, br = height_at(b, right) - base;
  if (bl <= 0 && br <= 0) return 0;
  double rise = (bl - al) / ((bl - al) - (br - ar)); /* where they cross */
  double ground = bl / (bl - br);                    /* where b comes up through the base */
  if (!((bl - al) * (br - ar) < 0)) rise = 1;
  if (!(bl * br < 0)) ground = 1;
  cut[1] = left + fmin(rise, ground) * (right - left);
  cut[2] = left + fmax(rise, ground) * (right - left);
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    double middle = (cut[i] + cut[i + 1]) / 2;
    double height = fmin(height_at(a, middle), height_at(b, middle)) - base;
    if (height > 0) sum += height * (cut[i + 1] - cut[i]);
  }
  return sum;
}

/* The part of a footprint's area below one boundary edge, with signs. */
static double area_under(const wg_shapes *shapes, int64_t index, wg_point o, const line *edge,
                         double base)
{
  double sum = 0;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t count;
    const wg_point *p = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i < count; i++) {
      line side = line_between(o, p[i], p[i + 1 < count ? i + 1 : 0]);
      sum += side.sign * area_below(&side, edge, base);
    }
  }
  return sum;
}

/* Area in mm² that a footprint shares with a community: signed sums over pairs of edges of what
 * lies below both. Edges beside or below the footprint add nothing. */
static double common_area(const join *j, const wg_shapes *shapes, int64_t index, wg_box box,
                          int32_t community)
{
  const wg_shapes *s = j->communities;
  wg_point o = {box.min_x, box.min_y};
  double sum = 0;
  for (int64_t r = s->ring_start[community]; r < s->ring_start[community + 1]; r++) {
    int64_t count;
    const wg_point *p = wg_shapes_ring(s, r, &count);
    for (int64_t i = 0, k = count - 1; i < count; k = i++) {
      wg_point a = p[k], b = p[i];
      if ((a.x <= box.min_x && b.x <= box.min_x) || (a.x >= box.max_x && b.x >= box.max_x) ||
          (a.y <= box.min_y && b.y <= box.min_y) || a.x == b.x)
        continue;
      line edge = line_between(o, a, b);
      sum += edge.sign * area_under(shapes, index, o, &edge, 0);
    }
  }
  return sum;
}

/* --- one building ------------------------------------------------------------------------------ */

static int32_t locate_point(const join *j, wg_point p)
{
  for (int64_t i = 0; i < j->candidate_count; i++)
    if (wg_shapes_locate(j->communities, j->candidates[i], p) >= 0) return j->candidates[i];
  return -1;
}

static wg_status add_reach(join *j, int64_t building, int32_t community)
{
  WG_TRY(wg_grow(j->context, &j->reaches, &j->reach_capacity, j->reach_count + 1,
                 sizeof *j->reaches));
  j->reaches[j->reach_count++] = (wg_reach){building, community};
  return WG_OK;
}

static wg_status join_area(join *j, const wg_shapes *shapes, int64_t index, wg_box box,
                           int32_t *community)
{
  double best = 0;
  int64_t first_reach = j->reach_count, kept = j->reach_count;
  *community = -1;
  for (int64_t i = 0; i < j->candidate_count; i++) {
    double area = common_area(j, shapes, index, box, j->candidates[i]);
    if (area < LEAST_AREA_MM2) continue;
    WG_TRY(add_reach(j, index, j->candidates[i]));
    if (area <= best) continue;
    best = area;
    *community = j->candidates[i];
  }
  for (int64_t i = first_reach; i < j->reach_count; i++)
    if (j->reaches[i].community != *community) j->reaches[kept++] = j->reaches[i];
  j->reach_count = kept;
  return WG_OK;
}

static wg_status join_one(join *j, const wg_shapes *shapes, int64_t index, int32_t *community)
{
  bool pure;
  wg_box box = wg_shapes_box(shapes, index);
  *community = -1;
  if (box.min_x > box.max_x || j->row_count == 0) return WG_OK;
  WG_TRY(find_candidates(j, box, &pure, community));
  if (pure) return WG_OK;
  if (shapes->kind[index] == WG_SHAPE_AREA && wg_shapes_area2(shapes, index) > 0)
    return join_area(j, shapes, index, box, community);
  *community = locate_point(j, shapes->points[shapes->point_start[shapes->ring_start[index]]]);
  return WG_OK;
}

static int compare_reach(const void *left, const void *right)
{
  const wg_reach *a = left, *b = right;
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  return (a->building > b->building) - (a->building < b->building);
}

wg_status wg_join(wg_joined *out, wg_context *context, const wg_shapes *communities,
                  wg_buildings *buildings)
{
  wg_status status;
  join j = {.context = context, .communities = communities};
  memset(out, 0, sizeof *out);
  WG_TRY_DONE(build_bins(&j));
  for (int64_t i = 0; i < buildings->shapes.count; i++) {
    WG_TRY_DONE(join_one(&j, &buildings->shapes, i, &buildings->community[i]));
    out->outside += buildings->community[i] < 0;
  }
  if (j.reach_count > 0)
    qsort(j.reaches, (size_t)j.reach_count, sizeof *j.reaches, compare_reach);
  out->reaches = j.reaches;
  out->reach_count = j.reach_count;
  out->reach_capacity = j.reach_capacity;
  j.reaches = NULL;
done:
  wg_release(context, j.row_start);
  wg_release(context, j.bins);
  wg_release(context, j.near);
  wg_release(context, j.entries);
  wg_release(context, j.entry_start);
  wg_release(context, j.candidates);
  wg_release(context, j.reaches);
  return status;
}

void wg_joined_free(wg_joined *joined, wg_context *context)
{
  wg_release(context, joined->reaches);
  memset(joined, 0, sizeof *joined);
}
