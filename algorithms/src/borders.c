/* Borders: the lengths of lines between cells added up by pair and class. */
#include <stdlib.h>
#include <string.h>

#include "tessellation_inside.h"

static int compare_second(const void *a, const void *b)
{
  const wg_border_piece *p = a, *q = b;
  return (p->b > q->b) - (p->b < q->b);
}

/* By insertion for the few pieces of an ordinary cell, else by the library's sort. */
static void sort_row(wg_border_piece *row, int64_t count)
{
  if (count > 64) {
    qsort(row, (size_t)count, sizeof *row, compare_second);
    return;
  }
  for (int64_t i = 1; i < count; i++) {
    wg_border_piece piece = row[i];
    int64_t k = i;
    for (; k > 0 && row[k - 1].b > piece.b; k--) row[k] = row[k - 1];
    row[k] = piece;
  }
}

static int64_t to_millimetres(int64_t sixths)
{
  return (sixths + WG_SIXTHS / 2) / WG_SIXTHS;
}

/* The sorted pieces of one cell become borders. */
static wg_status add_row(wg_tessellation *out, const wg_border_piece *row, int64_t count)
{
  for (int64_t i = 0; i < count;) {
    WG_TRY(wg_grow(out->context, &out->borders, &out->border_capacity, out->border_count + 1,
                   sizeof *out->borders));
    wg_border *border = &out->borders[out->border_count++];
    *border = (wg_border){row[i].a, row[i].b, {0}};
    for (; i < count && row[i].b == border->b; i++) border->length_mm[row[i].class_] += row[i].length;
    int64_t total = 0;
    for (int c = 0; c < 4; c++) total += border->length_mm[c] = to_millimetres(border->length_mm[c]);
    if (total == 0) out->border_count--; /* hardly more than a point */
  }
  return WG_OK;
}

wg_status wg_tessellation_add_borders(wg_tessellation *out, wg_border_piece *pieces, int64_t count)
{
  wg_border_piece *sorted = NULL;
  int64_t *start = NULL;
  wg_status status = wg_allocate(out->context, &sorted, (size_t)count, sizeof *sorted);
  if (status != WG_OK) return status;
  WG_TRY_DONE(wg_allocate(out->context, &start, (size_t)out->cell_count + 2, sizeof *start));
  for (int64_t i = 0; i < count; i++) start[pieces[i].a + 2]++;
  for (int32_t c = 0; c < out->cell_count; c++) start[c + 2] += start[c + 1];
  for (int64_t i = 0; i < count; i++) sorted[start[pieces[i].a + 1]++] = pieces[i];
  for (int32_t c = 0; c < out->cell_count; c++) {
    sort_row(sorted + start[c], start[c + 1] - start[c]);
    WG_TRY_DONE(add_row(out, sorted + start[c], start[c + 1] - start[c]));
  }
done:
  wg_release(out->context, sorted);
  wg_release(out->context, start);
  return status;
}
