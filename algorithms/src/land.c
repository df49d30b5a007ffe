/* The moments of cells by Green's theorem over their lines.
 *
 * The ends of lines are rounded to a sixteenth of the unit first, the same for all lines that meet
 * there: the cells still tile the community, and sums of areas stay within 64 bits. */
#include "tessellation_inside.h"

#define UNIT_SIXTHS 576    /* 96 mm, doubled until the community fits */
#define FINENESS 16        /* rounded ends in a unit */
#define FARTHEST (1 << 15) /* units from the point that all is measured from */

/* In FINENESS-ths of a unit: twice the area, six times its moments, twelve times the second one. */
typedef struct sums {
  int64_t area2, x6, y6;
  __int128 square12;
} sums;

typedef struct measuring {
  const wg_tessellation *tessellation;
  wg_fine_point origin;
  int64_t step; /* sixths of a millimetre in a FINENESS-th of a unit */
  sums *cells;
} measuring;

static int64_t farther(int64_t most, int64_t a, int64_t b)
{
  int64_t distance = a > b ? a - b : b - a;
  return distance > most ? distance : most;
}

static void choose_unit(measuring *m)
{
  const wg_tessellation *t = m->tessellation;
  int64_t most = 0;
  m->origin = wg_fine(t->cells[0].inner); /* so that nothing depends on the run's origin */
  for (int64_t n = 0; n < t->node_count; n++) {
    most = farther(most, t->nodes[n].point.x, m->origin.x);
    most = farther(most, t->nodes[n].point.y, m->origin.y);
  }
  for (m->step = UNIT_SIXTHS / FINENESS; most > m->step * FINENESS * FARTHEST;) m->step *= 2;
}

static wg_fine_point rounded(const measuring *m, int32_t node)
{
  wg_fine_point p = m->tessellation->nodes[node].point;
  return (wg_fine_point){(p.x - m->origin.x) / m->step, (p.y - m->origin.y) / m->step};
}

static void add_line(sums *cell, wg_fine_point a, wg_fine_point b)
{
  int64_t cross = a.x * b.y - a.y * b.x;
  int64_t squares = a.x * a.x + a.x * b.x + b.x * b.x + a.y * a.y + a.y * b.y + b.y * b.y;
  cell->area2 += cross;
  cell->x6 += cross * (a.x + b.x);
  cell->y6 += cross * (a.y + b.y);
  cell->square12 += (__int128)cross * squares;
}

static wg_land land_of(const sums *cell)
{
  const int64_t f = FINENESS;
  return (wg_land){.area = cell->area2 / (2 * f * f),
                   .square = (int64_t)(cell->square12 / (12 * f * f * f * f)),
                   .x = cell->x6 / (6 * f * f * f),
                   .y = cell->y6 / (6 * f * f * f)};
}

wg_status wg_tessellation_land(wg_land **out, wg_context *context,
                               const wg_tessellation *tessellation)
{
  measuring m = {.tessellation = tessellation};
  size_t count = (size_t)tessellation->cell_count;
  *out = NULL;
  WG_TRY(wg_allocate(context, &m.cells, count, sizeof *m.cells));
  wg_status status = wg_allocate(context, out, count, sizeof **out);
  if (status == WG_OK) {
    choose_unit(&m);
    for (int64_t i = 0; i < tessellation->line_count; i++) {
      const wg_line *line = &tessellation->lines[i];
      wg_fine_point a = rounded(&m, line->from), b = rounded(&m, line->to);
      add_line(&m.cells[line->left], a, b);
      if (line->right >= 0) add_line(&m.cells[line->right], b, a);
    }
    for (size_t c = 0; c < count; c++) (*out)[c] = land_of(&m.cells[c]);
  }
  wg_release(context, m.cells);
  return status;
}
