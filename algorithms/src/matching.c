#include "algorithms/matching.h"

#include <string.h>

/* Rows are assigned one after another, each by a shortest path over columns whose reduced costs
 * (cost − row price − column price) stay non-negative. A row may stay alone at the price of sharing
 * nothing: it takes one of as many columns of its own kind as there are rows. */
typedef struct matching {
  int32_t rows, columns; /* columns: the new grids, then one a row for staying alone */
  int64_t *cost; /* rows × columns: the most that any pair shares − what this one shares */
  int64_t *row_price, *column_price;
  int32_t *row_of;   /* column → row, −1 */
  int64_t *distance; /* column → of the shortest path so far */
  int32_t *before;   /* column → column before it on that path, −1: the start */
  uint8_t *settled;  /* column */
} matching;

static wg_status allocate(matching *m, wg_context *context)
{
  size_t rows = (size_t)m->rows, columns = (size_t)m->columns;
  WG_TRY(wg_allocate(context, &m->cost, rows * columns, sizeof *m->cost));
  WG_TRY(wg_allocate(context, &m->row_price, rows, sizeof *m->row_price));
  WG_TRY(wg_allocate(context, &m->column_price, columns, sizeof *m->column_price));
  WG_TRY(wg_allocate(context, &m->row_of, columns, sizeof *m->row_of));
  WG_TRY(wg_allocate(context, &m->distance, columns, sizeof *m->distance));
  WG_TRY(wg_allocate(context, &m->before, columns, sizeof *m->before));
  return wg_allocate(context, &m->settled, columns, sizeof *m->settled);
}

static void release(matching *m, wg_context *context)
{
  wg_release(context, m->cost);
  wg_release(context, m->row_price);
  wg_release(context, m->column_price);
  wg_release(context, m->row_of);
  wg_release(context, m->distance);
  wg_release(context, m->before);
  wg_release(context, m->settled);
}

/* Households first, then buildings: one household outweighs all buildings together. */
static void fill_costs(matching *m, const wg_shared *pairs, int64_t count)
{
  int64_t buildings = 1, most = 0;
  for (int64_t i = 0; i < count; i++) buildings += pairs[i].buildings;
  for (int64_t i = 0; i < count; i++) {
    int64_t shared = pairs[i].households * buildings + pairs[i].buildings;
    m->cost[(int64_t)pairs[i].old_grid * m->columns + pairs[i].new_grid] = -shared;
    if (shared > most) most = shared;
  }
  for (int64_t i = 0; i < (int64_t)m->rows * m->columns; i++) m->cost[i] += most;
}

static int64_t reduced_cost(const matching *m, int32_t row, int32_t column)
{
  return m->cost[(int64_t)row * m->columns + column] - m->row_price[row] - m->column_price[column];
}

/* Shorter ways to all columns through `row`, which is reached over `column` at that distance. */
static void relax(matching *m, int32_t row, int32_t column, int64_t distance)
{
  for (int32_t c = 0; c < m->columns; c++) {
    int64_t through = distance + reduced_cost(m, row, c);
    if (m->settled[c] || through >= m->distance[c]) continue;
    m->distance[c] = through;
    m->before[c] = column;
  }
}

static int32_t nearest_column(const matching *m)
{
  int32_t nearest = -1;
  for (int32_t c = 0; c < m->columns; c++)
    if (!m->settled[c] && (nearest < 0 || m->distance[c] < m->distance[nearest])) nearest = c;
  return nearest;
}

/* Along the settled columns, so that reduced costs stay non-negative. */
static void change_prices(matching *m, int32_t start, int64_t distance)
{
  m->row_price[start] += distance;
  for (int32_t c = 0; c < m->columns; c++) {
    if (!m->settled[c]) continue;
    m->column_price[c] -= distance - m->distance[c];
    if (m->row_of[c] >= 0) m->row_price[m->row_of[c]] += distance - m->distance[c];
  }
}

static void assign_row(matching *m, int32_t start)
{
  for (int32_t c = 0; c < m->columns; c++) {
    m->distance[c] = INT64_MAX;
    m->before[c] = -1;
  }
  memset(m->settled, 0, (size_t)m->columns);
  relax(m, start, -1, 0);
  int32_t at = nearest_column(m);
  while (m->row_of[at] >= 0) {
    m->settled[at] = 1;
    relax(m, m->row_of[at], at, m->distance[at]);
    at = nearest_column(m);
  }
  change_prices(m, start, m->distance[at]);
  for (int32_t before = m->before[at]; before >= 0; at = before, before = m->before[at])
    m->row_of[at] = m->row_of[before];
  m->row_of[at] = start;
}

wg_status wg_match_grids(int32_t *new_of_old, wg_context *context, const wg_shared *pairs,
                         int64_t pair_count, int32_t old_count, int32_t new_count)
{
  matching m = {.rows = old_count, .columns = new_count + old_count};
  wg_status status = allocate(&m, context);
  memset(new_of_old, 0xFF, (size_t)old_count * sizeof *new_of_old);
  if (status == WG_OK && old_count > 0) {
    fill_costs(&m, pairs, pair_count);
    for (int32_t c = 0; c < m.columns; c++) m.row_of[c] = -1;
    for (int32_t r = 0; r < old_count; r++) assign_row(&m, r);
    for (int64_t i = 0; i < pair_count; i++)
      if (m.row_of[pairs[i].new_grid] == pairs[i].old_grid)
        new_of_old[pairs[i].old_grid] = pairs[i].new_grid;
  }
  release(&m, context);
  return status;
}
