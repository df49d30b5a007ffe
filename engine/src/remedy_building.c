/* Trying to divide buildings by entrances: their cells are cut into slices across the longest
 * line through the footprint, with equal shares of the households, and every slice borders on what
 * lies beside it. Buildings on one another in one cell are told apart instead, each with its own
 * households.
 *
 * Where buildings are above max all of them are divided at once: into as few parts as max allows,
 * as many as the target asks for, and one more. Otherwise the building that the proof points at
 * and the largest one are divided, one at a time, into two and three. */
#include <string.h>

#include "algorithms/whatif.h"
#include "remedy.h"

#define WAYS 3

typedef struct cutting {
  const wg_dividing *d;
  const wg_piece *piece;
  wg_building_remedy *out;
  int32_t cells[WG_REMEDY_BUILDINGS]; /* to be divided together */
  int32_t count;
} cutting;

/* Columns of the cells with room for the slices. */
typedef struct changed {
  wg_slicing slicings[WG_REMEDY_BUILDINGS];
  wg_cell *cells;
  int32_t *households, *compound;
  uint8_t *exempt;
  wg_border *borders;
  int32_t cell_count;
} changed;

static int32_t populated_buildings(const wg_dividing *d, int32_t cell, int32_t *largest)
{
  const int32_t *households = d->run->plan->buildings.households;
  int32_t count = 0;
  *largest = -1;
  for (int32_t b = 0; b < d->building_count; b++) {
    if (d->cell_of_building[b] != cell) continue;
    count += households[d->rows[b]] > 0;
    if (*largest < 0 || households[d->rows[b]] > households[d->rows[*largest]]) *largest = b;
  }
  return count;
}

/* --- where a footprint is cut --------------------------------------------------------------------- */

/* The two points of an outline farthest from each other; of a point, ten metres through it. */
static void find_axis(const wg_shapes *shapes, int64_t shape, wg_slicing *cut)
{
  int64_t first = shapes->point_start[shapes->ring_start[shape]];
  int64_t end = shapes->point_start[shapes->ring_start[shape + 1]], longest = -1;
  for (int64_t i = first; i < end; i++)
    for (int64_t k = i; k < end; k++) {
      int64_t length = wg_distance(shapes->points[i], shapes->points[k]);
      if (length <= longest) continue;
      longest = length;
      cut->from = shapes->points[i];
      cut->to = shapes->points[k];
    }
  if (longest <= 0) {
    cut->from.x -= 5000;
    cut->to.x += 5000;
    longest = 10000;
  }
  int64_t width = (int64_t)(wg_shapes_area2(shapes, shape) / (2 * longest));
  cut->width_mm = width < 1000 ? 1000 : (int32_t)width;
}

static wg_point along(const wg_slicing *cut, int32_t slice)
{
  int64_t dx = (int64_t)cut->to.x - cut->from.x, dy = (int64_t)cut->to.y - cut->from.y;
  return (wg_point){cut->from.x + (int32_t)(dx * (2 * slice + 1) / (2 * cut->slices)),
                    cut->from.y + (int32_t)(dy * (2 * slice + 1) / (2 * cut->slices))};
}

/* How far along the cut a building stands. */
static __int128 place_of(const cutting *c, const wg_slicing *cut, int32_t building)
{
  const wg_shapes *shapes = &c->d->ground.footprints;
  wg_point p = shapes->points[shapes->point_start[shapes->ring_start[building]]];
  return (__int128)((int64_t)p.x - cut->from.x) * ((int64_t)cut->to.x - cut->from.x) +
         (__int128)((int64_t)p.y - cut->from.y) * ((int64_t)cut->to.y - cut->from.y);
}

/* --- the changed ground --------------------------------------------------------------------------- */

/* Households of slice s: an equal share, or those of the s-th building along the cut. */
static int32_t share_of(const cutting *c, const wg_slicing *cut, int32_t s, bool overlapping)
{
  const int32_t *households = c->d->run->plan->buildings.households;
  int32_t all = c->d->cell_households[cut->cell];
  if (!overlapping) return all / cut->slices + (s < all % cut->slices);
  for (int32_t b = 0; b < c->d->building_count; b++) {
    if (c->d->cell_of_building[b] != cut->cell || households[c->d->rows[b]] <= 0) continue;
    int32_t before = 0;
    for (int32_t o = 0; o < c->d->building_count; o++) {
      if (c->d->cell_of_building[o] != cut->cell || households[c->d->rows[o]] <= 0) continue;
      __int128 here = place_of(c, cut, b), there = place_of(c, cut, o);
      before += there < here || (there == here && o < b);
    }
    if (before == s) return households[c->d->rows[b]];
  }
  return 0;
}

static int32_t parts_of(const cutting *c, int32_t households, int32_t way)
{
  const wg_rule *rule = &c->d->run->plan->rule;
  int32_t least = households > rule->max ? (households + rule->max - 1) / rule->max : 2;
  int32_t target = rule->target > 0 ? rule->target : 1;
  int32_t fair = (households + target / 2) / target;
  if (fair < least) fair = least;
  return way == 0 ? least : fair + way - 1;
}

/* Cell columns with the slices of one cell appended. */
static void add_slices(const cutting *c, changed *to, int32_t index, int32_t way)
{
  int32_t cell = c->cells[index], largest;
  wg_divided_building *told = &c->out->buildings[index];
  bool overlapping = populated_buildings(c->d, cell, &largest) > 1;
  wg_slicing *cut = &to->slicings[index];
  *cut = (wg_slicing){.cell = cell, .next = to->cell_count};
  cut->slices = overlapping ? populated_buildings(c->d, cell, &largest)
                            : parts_of(c, c->d->cell_households[cell], way);
  find_axis(&c->d->ground.footprints, largest, cut);
  to->cells[cell].area2_mm2 /= cut->slices;
  for (int32_t s = 0; s < cut->slices; s++) {
    int32_t to_cell = s == 0 ? cell : to->cell_count++;
    to->cells[to_cell] = to->cells[cell];
    to->cells[to_cell].inner = along(cut, s);
    to->compound[to_cell] = to->compound[cell];
    to->exempt[to_cell] = to->exempt[cell];
    to->households[to_cell] = share_of(c, cut, s, overlapping);
  }
  *told = (wg_divided_building){c->d->rows[largest], cut->slices, overlapping};
}

static int32_t most_slices(const cutting *c)
{
  int32_t most = 0, largest;
  for (int32_t i = 0; i < c->count; i++) {
    int32_t by_building = populated_buildings(c->d, c->cells[i], &largest);
    int32_t by_entrance = parts_of(c, c->d->cell_households[c->cells[i]], WAYS - 1);
    most += by_building > by_entrance ? by_building : by_entrance;
  }
  return most;
}

static wg_status copy_cells(const cutting *c, changed *to)
{
  wg_context *context = c->d->context;
  size_t old = (size_t)c->d->cells.cell_count, room = old + (size_t)most_slices(c);
  WG_TRY(wg_allocate(context, &to->cells, room, sizeof *to->cells));
  WG_TRY(wg_allocate(context, &to->households, room, sizeof *to->households));
  WG_TRY(wg_allocate(context, &to->compound, room, sizeof *to->compound));
  WG_TRY(wg_allocate(context, &to->exempt, room, sizeof *to->exempt));
  memcpy(to->cells, c->d->cells.cells, old * sizeof *to->cells);
  memcpy(to->households, c->d->cell_households, old * sizeof *to->households);
  memcpy(to->compound, c->d->cell_compound, old * sizeof *to->compound);
  memcpy(to->exempt, c->d->cell_exempt, old * sizeof *to->exempt);
  to->cell_count = (int32_t)old;
  return WG_OK;
}

static wg_status change_ground(const cutting *c, changed *to, int32_t way, wg_cells_input *cells)
{
  WG_TRY(copy_cells(c, to));
  for (int32_t i = 0; i < c->count; i++) add_slices(c, to, i, way);
  wg_change change = {.slicings = to->slicings, .slicing_count = c->count};
  WG_TRY(wg_tessellation_change(&to->borders, &cells->border_count, c->d->context,
                                c->d->tessellation, &change));
  cells->cells = to->cells;
  cells->cell_count = to->cell_count;
  cells->households = to->households;
  cells->compound = to->compound;
  cells->exempt = to->exempt;
  cells->borders = to->borders;
  return WG_OK;
}

static void free_changed(changed *ground, wg_context *context)
{
  void *owned[] = {ground->cells, ground->households, ground->compound, ground->exempt,
                   ground->borders};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
}

/* --- trying ---------------------------------------------------------------------------------------- */

static wg_status try_way(cutting *c, wg_building_remedy *best, int32_t way)
{
  wg_trial trial = wg_trial_begin(c->d, c->piece->cell);
  changed ground = {0};
  wg_outcome outcome = {0};
  best->tried++;
  wg_status status = change_ground(c, &ground, way, &trial.cells);
  if (status == WG_OK) status = wg_trial_run(&outcome, &trial);
  free_changed(&ground, c->d->context);
  WG_TRY(status);
  int32_t in_range = c->piece->grids - c->piece->out;
  bool helps = outcome.out == 0 ||
               (outcome.out < c->piece->out && outcome.grids - outcome.out > in_range);
  if (!helps || (best->left >= 0 && best->left <= outcome.out)) return WG_OK;
  memcpy(best->buildings, c->out->buildings, sizeof best->buildings);
  best->count = c->count;
  best->left = outcome.out;
  return WG_OK;
}

/* All cells above max; more than can be named: none. */
static void choose_heavy(cutting *c)
{
  const wg_dividing *d = c->d;
  c->count = 0;
  for (int32_t cell = 0; cell < d->cells.cell_count; cell++) {
    if (d->cell_households[cell] <= d->run->plan->rule.max) continue;
    if (d->verdict_of_unit[d->out->units.unit_of_cell[cell]] != c->piece->verdict) continue;
    if (c->count == WG_REMEDY_BUILDINGS) {
      c->count = 0;
      return;
    }
    c->cells[c->count++] = cell;
  }
}

/* The largest cell of a piece (unit −1) or of one of its units; −1: none with households. */
static int32_t largest_cell(const cutting *c, int32_t unit)
{
  const wg_dividing *d = c->d;
  int32_t best = -1;
  for (int32_t cell = 0; cell < d->cells.cell_count; cell++) {
    int32_t in = d->out->units.unit_of_cell[cell];
    if (unit >= 0 ? in != unit : d->verdict_of_unit[in] != c->piece->verdict) continue;
    if (d->cell_households[cell] > 1 &&
        (best < 0 || d->cell_households[cell] > d->cell_households[best]))
      best = cell;
  }
  return best;
}

static wg_status try_one(cutting *c, wg_building_remedy *best, int32_t cell)
{
  if (cell < 0) return WG_OK;
  c->cells[0] = cell;
  c->count = 1;
  for (int32_t way = 0; way < WAYS && best->left != 0; way += 2) WG_TRY(try_way(c, best, way));
  return WG_OK;
}

wg_status wg_try_buildings(wg_building_remedy *out, const wg_dividing *d, const wg_piece *piece)
{
  wg_building_remedy tried = {0};
  cutting c = {.d = d, .piece = piece, .out = &tried};
  if (!wg_can_be_divided(&d->run->plan->rule, piece->households)) return WG_OK;
  if (piece->heaviest > d->run->plan->rule.max) {
    choose_heavy(&c);
    for (int32_t way = 0; c.count > 0 && way < WAYS && out->left != 0; way++)
      WG_TRY(try_way(&c, out, way));
    return WG_OK;
  }
  int32_t witness = d->verdicts[piece->verdict].witness;
  int32_t pointed = witness >= 0 ? largest_cell(&c, witness) : -1, largest = largest_cell(&c, -1);
  WG_TRY(try_one(&c, out, pointed));
  if (out->left != 0 && largest != pointed) WG_TRY(try_one(&c, out, largest));
  return WG_OK;
}
