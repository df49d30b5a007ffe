/* Borders: the lengths of lines between cells added up by pair and class. */
#include <stdlib.h>
#include <string.h>

#include "tessellation_inside.h"

#define STEP (5000 * (int64_t)WG_SIXTHS)

/* A length of border by class, to be added up by pairs of cells. */
typedef struct piece {
  int32_t a, b;
  int32_t length; /* sixths of a millimetre */
  uint8_t class_;
} piece;

typedef struct measuring {
  wg_context *context;
  const wg_tessellation *tessellation;
  const wg_point *further; /* one more crossing, or NULL */
  piece *pieces;
  int64_t piece_count, piece_capacity;
  wg_border *borders;
  int64_t border_count, border_capacity;
} measuring;

/* --- pieces ------------------------------------------------------------------------------------ */

static wg_status add_piece(measuring *m, const wg_line *line, int64_t length, uint8_t class_)
{
  int32_t a = line->left, b = line->right;
  if (length == 0) return WG_OK;
  WG_TRY(wg_grow(m->context, &m->pieces, &m->piece_capacity, m->piece_count + 1, sizeof *m->pieces));
  m->pieces[m->piece_count++] = (piece){a < b ? a : b, a < b ? b : a, (int32_t)length, class_};
  return WG_OK;
}

static bool near_crossing(const measuring *m, wg_fine_point a, wg_fine_point b)
{
  return wg_crossing_lines_near(m->tessellation->crossings, a, b) ||
         (m->further != NULL && wg_fine_near(wg_fine(*m->further), a, b, WG_CROSSING_REACH));
}

/* How much of a line, looked at in steps of some metres, lies near a crossing. */
static int64_t passable_length(const measuring *m, wg_fine_point a, wg_fine_point b, int64_t length)
{
  if (!near_crossing(m, a, b)) return 0;
  int64_t steps = length / STEP + 1, near = 0;
  for (int64_t i = 0; i < steps; i++) {
    wg_fine_point from = {a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps};
    wg_fine_point to = {a.x + (b.x - a.x) * (i + 1) / steps, a.y + (b.y - a.y) * (i + 1) / steps};
    near += near_crossing(m, from, to);
  }
  return length * near / steps;
}

static wg_status measure_line(measuring *m, const wg_line *line)
{
  if (line->right < 0) return WG_OK;
  const wg_node *nodes = m->tessellation->nodes;
  wg_fine_point a = nodes[line->from].point, b = nodes[line->to].point;
  wg_point origin = {0, 0}, span = {(int32_t)(b.x - a.x), (int32_t)(b.y - a.y)};
  int64_t length = wg_distance(origin, span), passable = 0;
  if (line->class_ == WG_BARRIER_HARD) passable = passable_length(m, a, b, length);
  WG_TRY(add_piece(m, line, passable, WG_BARRIER_STREET));
  return add_piece(m, line, length - passable, line->class_);
}

/* --- adding up --------------------------------------------------------------------------------- */

static int compare_second(const void *a, const void *b)
{
  const piece *p = a, *q = b;
  return (p->b > q->b) - (p->b < q->b);
}

/* By insertion for the few pieces of an ordinary cell, else by the library's sort. */
static void sort_row(piece *row, int64_t count)
{
  if (count > 64) {
    qsort(row, (size_t)count, sizeof *row, compare_second);
    return;
  }
  for (int64_t i = 1; i < count; i++) {
    piece moved = row[i];
    int64_t k = i;
    for (; k > 0 && row[k - 1].b > moved.b; k--) row[k] = row[k - 1];
    row[k] = moved;
  }
}

static int64_t to_millimetres(int64_t sixths)
{
  return (sixths + WG_SIXTHS / 2) / WG_SIXTHS;
}

/* The sorted pieces of one cell become borders. */
static wg_status add_row(measuring *m, const piece *row, int64_t count)
{
  for (int64_t i = 0; i < count;) {
    WG_TRY(wg_grow(m->context, &m->borders, &m->border_capacity, m->border_count + 1,
                   sizeof *m->borders));
    wg_border *border = &m->borders[m->border_count++];
    *border = (wg_border){row[i].a, row[i].b, {0}};
    for (; i < count && row[i].b == border->b; i++) border->length_mm[row[i].class_] += row[i].length;
    int64_t total = 0;
    for (int c = 0; c < 4; c++) total += border->length_mm[c] = to_millimetres(border->length_mm[c]);
    if (total == 0) m->border_count--; /* hardly more than a point */
  }
  return WG_OK;
}

static wg_status add_up(measuring *m)
{
  piece *sorted = NULL;
  int64_t *start = NULL;
  int32_t cells = m->tessellation->cell_count;
  wg_status status = wg_allocate(m->context, &sorted, (size_t)m->piece_count, sizeof *sorted);
  if (status != WG_OK) return status;
  WG_TRY_DONE(wg_allocate(m->context, &start, (size_t)cells + 2, sizeof *start));
  for (int64_t i = 0; i < m->piece_count; i++) start[m->pieces[i].a + 2]++;
  for (int32_t c = 0; c < cells; c++) start[c + 2] += start[c + 1];
  for (int64_t i = 0; i < m->piece_count; i++) sorted[start[m->pieces[i].a + 1]++] = m->pieces[i];
  for (int32_t c = 0; c < cells; c++) {
    sort_row(sorted + start[c], start[c + 1] - start[c]);
    WG_TRY_DONE(add_row(m, sorted + start[c], start[c + 1] - start[c]));
  }
done:
  wg_release(m->context, sorted);
  wg_release(m->context, start);
  return status;
}

wg_status wg_measure_borders(wg_border **out, int64_t *count, wg_context *context,
                             const wg_tessellation *tessellation, const wg_point *further)
{
  measuring m = {.context = context, .tessellation = tessellation, .further = further};
  int64_t lines = tessellation->line_count;
  wg_status status;
  WG_TRY_DONE(wg_grow(context, &m.pieces, &m.piece_capacity, lines + 1, sizeof *m.pieces));
  for (int64_t i = 0; i < lines; i++) WG_TRY_DONE(measure_line(&m, &tessellation->lines[i]));
  WG_TRY_DONE(add_up(&m));
  *out = m.borders;
  *count = m.border_count;
  m.borders = NULL;
done:
  wg_release(context, m.pieces);
  wg_release(context, m.borders);
  return status;
}
