/* Grids that are a field of the buildings, drawn: the cells of their buildings, and the land
 * between.
 *
 * Whether a grid is in pieces its buildings' cells say: what no building with a code stands on is
 * anyone's to pass. Drawn it can be one grid's only: of the grids round it the one that it links
 * most parts of, else the one with the longest border. */
#include <string.h>

#include "dividing.h"

typedef struct drawing {
  wg_dividing *d;
  const wg_field_grids *field;
  int32_t count;       /* grids of the community */
  int32_t *own;        /* cell → its grid by its buildings, −1: land */
  int32_t *label;      /* cell → the grid that it is drawn with */
  int64_t *first;      /* cell → its first place in neighbours; one more */
  int32_t *neighbours; /* cells across a common border */
  int64_t *border_mm;  /* of each place */
  int32_t *queue, *set; /* scratch, a cell each; set: part of a grid, or region of land, −1: none */
} drawing;

/* --- who is next to whom ------------------------------------------------------------------------
 */

static int64_t length_of(const wg_border *border)
{
  int64_t sum = 0;
  for (int k = 0; k < 4; k++) sum += border->length_mm[k];
  return sum;
}

static wg_status find_neighbours(drawing *w)
{
  const wg_cells_input *cells = &w->d->cells;
  wg_context *context = w->d->context;
  size_t count = (size_t)cells->cell_count, places = 2 * (size_t)cells->border_count;
  WG_TRY(wg_allocate(context, &w->first, count + 2, sizeof *w->first));
  WG_TRY(wg_allocate(context, &w->neighbours, places, sizeof *w->neighbours));
  WG_TRY(wg_allocate(context, &w->border_mm, places, sizeof *w->border_mm));
  int64_t *next = w->first + 1; /* one ahead, so that filling moves it into place */
  for (int64_t i = 0; i < cells->border_count; i++) {
    next[cells->borders[i].a + 1]++;
    next[cells->borders[i].b + 1]++;
  }
  for (size_t c = 0; c < count; c++) next[c + 1] += next[c];
  for (int64_t i = 0; i < cells->border_count; i++) {
    const wg_border *border = &cells->borders[i];
    w->border_mm[next[border->a]] = w->border_mm[next[border->b]] = length_of(border);
    w->neighbours[next[border->a]++] = border->b;
    w->neighbours[next[border->b]++] = border->a;
  }
  return WG_OK;
}

/* --- cells --------------------------------------------------------------------------------------
 */

static wg_status allocate(drawing *w)
{
  wg_context *context = w->d->context;
  size_t cells = (size_t)w->d->cells.cell_count;
  WG_TRY(wg_allocate(context, &w->own, cells, sizeof *w->own));
  WG_TRY(wg_allocate(context, &w->label, cells, sizeof *w->label));
  WG_TRY(wg_allocate(context, &w->queue, cells, sizeof *w->queue));
  WG_TRY(wg_allocate(context, &w->set, cells, sizeof *w->set));
  return find_neighbours(w);
}

/* The grid of most households of a cell; of equal ones that of the first building. */
static wg_status take_codes(drawing *w)
{
  const wg_dividing *d = w->d;
  const wg_buildings *all = &d->run->plan->buildings;
  int64_t *most;
  WG_TRY(wg_allocate(d->context, &most, (size_t)d->cells.cell_count, sizeof *most));
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    w->own[c] = -1;
    most[c] = -2; /* less than unknown */
  }
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t cell = d->cell_of_building[b], row = w->field->of_building[d->rows[b]];
    if (row < 0 || all->households[d->rows[b]] <= most[cell]) continue;
    most[cell] = all->households[d->rows[b]];
    w->own[cell] = row - (int32_t)w->field->first[d->community];
  }
  memcpy(w->label, w->own, (size_t)d->cells.cell_count * sizeof *w->label);
  wg_release(d->context, most);
  return WG_OK;
}

/* Cells reached from `first` over cells of the same label get the number; how many. */
static int32_t flood(drawing *w, int32_t first, int32_t number)
{
  int32_t head = 0, tail = 0;
  w->set[first] = number;
  w->queue[tail++] = first;
  while (head < tail) {
    int32_t c = w->queue[head++];
    for (int64_t i = w->first[c]; i < w->first[c + 1]; i++) {
      int32_t other = w->neighbours[i];
      if (w->set[other] >= 0 || w->own[other] != w->own[first]) continue;
      w->set[other] = number;
      w->queue[tail++] = other;
    }
  }
  return tail;
}

/* --- land ---------------------------------------------------------------------------------------
 */

typedef struct claimant { /* a grid beside a region of land */
  int64_t border_mm;
  int32_t parts;
} claimant;

/* The grid that gets the region queue[0 … count − 1]; −1: none is beside it. seen: of every part,
 * the last region that counted it + 1. */
static int32_t choose_host(const drawing *w, int32_t count, int32_t region, int32_t *seen,
                           claimant *claimants)
{
  int32_t best = -1;
  memset(claimants, 0, (size_t)w->count * sizeof *claimants);
  for (int32_t k = 0; k < count; k++)
    for (int64_t i = w->first[w->queue[k]]; i < w->first[w->queue[k] + 1]; i++) {
      int32_t other = w->neighbours[i];
      if (w->own[other] < 0) continue;
      claimant *one = &claimants[w->own[other]];
      one->border_mm += w->border_mm[i];
      one->parts += seen[w->set[other]] != region + 1;
      seen[w->set[other]] = region + 1;
    }
  for (int32_t g = 0; g < w->count; g++) {
    const claimant *one = &claimants[g];
    if (one->parts == 0) continue;
    if (best < 0 || one->parts > claimants[best].parts ||
        (one->parts == claimants[best].parts && one->border_mm > claimants[best].border_mm))
      best = g;
  }
  return best;
}

static wg_status give_land(drawing *w)
{
  wg_context *context = w->d->context;
  int32_t cells = w->d->cells.cell_count, sets = 0, *seen = NULL;
  claimant *claimants = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &seen, (size_t)cells, sizeof *seen));
  WG_TRY_DONE(wg_allocate(context, &claimants, (size_t)w->count, sizeof *claimants));
  memset(w->set, 0xFF, (size_t)cells * sizeof *w->set);
  for (int32_t c = 0; c < cells; c++)
    if (w->own[c] >= 0 && w->set[c] < 0) flood(w, c, sets++);
  for (int32_t c = 0; c < cells; c++) {
    if (w->own[c] >= 0 || w->set[c] >= 0) continue;
    int32_t count = flood(w, c, sets), host = choose_host(w, count, sets, seen, claimants);
    for (int32_t k = 0; k < count; k++) w->label[w->queue[k]] = host >= 0 ? host : 0;
    sets++;
  }
done:
  wg_release(context, seen);
  wg_release(context, claimants);
  return status;
}

/* --- pieces -------------------------------------------------------------------------------------
 */

/* All that is reached from a cell of the grid over its cells and over land. */
static void walk(drawing *w, int32_t first, int32_t grid)
{
  int32_t head = 0, tail = 0;
  w->set[first] = 0;
  w->queue[tail++] = first;
  while (head < tail) {
    int32_t c = w->queue[head++];
    for (int64_t i = w->first[c]; i < w->first[c + 1]; i++) {
      int32_t other = w->neighbours[i];
      if (w->set[other] >= 0 || (w->own[other] != grid && w->own[other] >= 0)) continue;
      w->set[other] = 0;
      w->queue[tail++] = other;
    }
  }
}

/* A grid may have a piece in each part of its community; *out counts none where it has but those.
 */
static wg_status count_pieces(drawing *w, int32_t grid, wg_field_pieces *out)
{
  const wg_cell *cells = w->d->cells.cells;
  int32_t count = w->d->cells.cell_count, parts = 0, pieces = 0, doubled = 0;
  uint8_t *taken;
  for (int32_t c = 0; c < count; c++)
    if (cells[c].part >= parts) parts = cells[c].part + 1;
  WG_TRY(wg_allocate(w->d->context, &taken, (size_t)parts, 1));
  memset(w->set, 0xFF, (size_t)count * sizeof *w->set);
  for (int32_t c = 0; c < count; c++) {
    if (w->own[c] != grid || w->set[c] >= 0) continue;
    walk(w, c, grid);
    pieces++;
    doubled += taken[cells[c].part];
    if (taken[cells[c].part]) out->at = cells[c].inner;
    taken[cells[c].part] = 1;
  }
  out->count = doubled > 0 ? pieces : 0;
  wg_release(w->d->context, taken);
  return WG_OK;
}

/* --- areas --------------------------------------------------------------------------------------
 */

/* An area for each grid in each piece of the community, which are the grids of the survey. */
static wg_status make_areas(drawing *w)
{
  wg_dividing *d = w->d;
  wg_community_work *out = d->out;
  size_t most = (size_t)out->grid_count * (size_t)w->count;
  int32_t *area = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(d->context, &area, most, sizeof *area));
  WG_TRY_DONE(wg_allocate(d->context, &d->area_of_cell, (size_t)d->cells.cell_count,
                          sizeof *d->area_of_cell));
  WG_TRY_DONE(wg_allocate(d->context, &out->grid_of_area, most, sizeof *out->grid_of_area));
  WG_TRY_DONE(wg_allocate(d->context, &out->field_of_area, most, sizeof *out->field_of_area));
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    int32_t *one = &area[(size_t)d->label_of_cell[c] * (size_t)w->count + (size_t)w->label[c]];
    if (*one == 0) {
      out->grid_of_area[out->area_count] = d->label_of_cell[c];
      out->field_of_area[out->area_count] = (int32_t)w->field->first[d->community] + w->label[c];
      *one = ++out->area_count;
    }
    d->area_of_cell[c] = *one - 1;
  }
  d->area_count = out->area_count;
done:
  wg_release(d->context, area);
  return status;
}

static wg_status draw(drawing *w)
{
  wg_community_work *out = w->d->out;
  WG_TRY(allocate(w));
  WG_TRY(take_codes(w));
  WG_TRY(give_land(w));
  WG_TRY(wg_allocate(w->d->context, &out->pieces, (size_t)w->count, sizeof *out->pieces));
  out->field_count = w->count;
  for (int32_t g = 0; g < w->count; g++) WG_TRY(count_pieces(w, g, &out->pieces[g]));
  return make_areas(w);
}

wg_status wg_dividing_draw_field(wg_dividing *d)
{
  const wg_field_grids *field = d->run->field;
  drawing w = {.d = d, .field = field};
  if (field == NULL) return WG_OK;
  w.count = (int32_t)(field->first[d->community + 1] - field->first[d->community]);
  if (w.count == 0) return WG_OK;
  wg_status status = draw(&w);
  wg_release(d->context, w.own);
  wg_release(d->context, w.label);
  wg_release(d->context, w.first);
  wg_release(d->context, w.neighbours);
  wg_release(d->context, w.border_mm);
  wg_release(d->context, w.queue);
  wg_release(d->context, w.set);
  return status;
}
