/* Trying to divide buildings by entrances: the footprint is cut into slices across its longest
 * line, with equal shares of the households, and the community's ground is tessellated anew.
 * Buildings on one another in one cell are told apart instead: as many slices of the largest
 * footprint, each with the households of one of them.
 *
 * Where buildings are above max all of them are divided at once: into as few parts as max allows,
 * as many as the target asks for, and one more. Otherwise the building that the proof points at
 * and the largest one are divided, one at a time, into two and more. What would need more parts than
 * any building has entrances is none (a footprint as large as a town, with estimated households). */
#include <string.h>

#include "algorithms/whatif.h"
#include "remedy.h"

#define WAYS 3
#define MOST_PARTS 100

typedef struct cutting {
  const wg_dividing *d;
  const wg_piece *piece;
  int32_t cells[WG_REMEDY_BUILDINGS]; /* to be divided together */
  int32_t count;
} cutting;

/* The community as it would be: buildings of its own, everything else borrowed. */
typedef struct changed {
  wg_plan plan;
  wg_run run;
  wg_dividing d;
  wg_shapes footprints;
  int64_t *rows;
  uint8_t *of_piece; /* by building */
} changed;

/* Buildings of a cell that have households; its largest building, local. */
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

static int32_t parts_of(const cutting *c, int32_t households, int32_t way)
{
  const wg_rule *rule = &c->d->run->plan->rule;
  int32_t target = rule->target > 0 ? rule->target : 1;
  int32_t least = households > rule->max ? (households + rule->max - 1) / rule->max : 2;
  int32_t fair = (households + target / 2) / target;
  if (fair < least) fair = least;
  return way == 0 ? least : fair + way - 1;
}

static wg_divided_building plan_cell(const cutting *c, int32_t cell, int32_t way)
{
  int32_t largest, count = populated_buildings(c->d, cell, &largest);
  int32_t parts = count > 1 ? count : parts_of(c, c->d->cell_households[cell], way);
  return (wg_divided_building){c->d->rows[largest], largest, parts, count > 1};
}

/* --- the changed ground --------------------------------------------------------------------------- */

static void add_building(const cutting *c, changed *to, int32_t from, int32_t households)
{
  const wg_buildings *all = &c->d->run->plan->buildings;
  int64_t row = c->d->rows[from];
  int32_t cell = c->d->cell_of_building[from], at = to->d.building_count++;
  to->plan.buildings.households[at] = households;
  to->plan.buildings.compound[at] = all->compound[row];
  to->plan.buildings.exempt[at] = all->exempt[row];
  to->rows[at] = at;
  to->of_piece[at] = c->d->verdict_of_unit[c->d->out->units.unit_of_cell[cell]] == c->piece->verdict;
}

/* The slices of one building, with equal shares or those of the buildings of its cell. */
static wg_status add_slices(const cutting *c, changed *to, const wg_divided_building *divided)
{
  const int32_t *households = c->d->run->plan->buildings.households;
  int32_t all = households[divided->row], cell = c->d->cell_of_building[divided->local], next = 0;
  for (int32_t s = 0; s < divided->parts; s++, next++) {
    int32_t share = all / divided->parts + (s < all % divided->parts);
    if (divided->overlapping) {
      while (c->d->cell_of_building[next] != cell || households[c->d->rows[next]] <= 0) next++;
      share = households[c->d->rows[next]];
    }
    add_building(c, to, divided->local, share);
    WG_TRY(wg_shapes_slice(&to->footprints, c->d->context, &c->d->ground.footprints, divided->local,
                           s, divided->parts));
  }
  return WG_OK;
}

/* The division that replaces a building; NULL: it stays as it is. */
static const wg_divided_building *division_of(const cutting *c, const wg_divided_building *divided,
                                              int32_t building)
{
  for (int32_t i = 0; i < c->count; i++)
    if (building == divided[i].local ||
        (divided[i].overlapping && c->d->cell_of_building[building] == c->cells[i]))
      return &divided[i];
  return NULL;
}

static wg_status add_buildings(const cutting *c, changed *to, const wg_divided_building *divided)
{
  const wg_dividing *d = c->d;
  const int32_t *households = d->run->plan->buildings.households;
  for (int32_t b = 0; b < d->building_count; b++) {
    const wg_divided_building *division = division_of(c, divided, b);
    if (division != NULL && division->local == b) WG_TRY(add_slices(c, to, division));
    if (division != NULL) continue;
    add_building(c, to, b, households[d->rows[b]]);
    WG_TRY(wg_shapes_copy(&to->footprints, d->context, &d->ground.footprints, b));
  }
  for (int32_t f = 0; f < d->ground.ground.foreign_count; f++)
    WG_TRY(wg_shapes_copy(&to->footprints, d->context, &d->ground.footprints,
                          d->ground.ground.own_count + f));
  return WG_OK;
}

static wg_status allocate_changed(const cutting *c, changed *to, const wg_divided_building *divided)
{
  wg_context *context = c->d->context;
  wg_buildings *few = &to->plan.buildings;
  size_t room = (size_t)c->d->building_count;
  for (int32_t i = 0; i < c->count; i++) room += (size_t)divided[i].parts;
  *few = (wg_buildings){.texts = c->d->run->plan->buildings.texts};
  WG_TRY(wg_allocate(context, &few->households, room, sizeof *few->households));
  WG_TRY(wg_allocate(context, &few->compound, room, sizeof *few->compound));
  WG_TRY(wg_allocate(context, &few->exempt, room, sizeof *few->exempt));
  WG_TRY(wg_allocate(context, &to->rows, room, sizeof *to->rows));
  return wg_allocate(context, &to->of_piece, room, sizeof *to->of_piece);
}

static wg_status change_ground(const cutting *c, changed *to, const wg_divided_building *divided)
{
  const wg_dividing *d = c->d;
  to->plan = *d->run->plan;
  to->run = *d->run;
  to->run.plan = &to->plan;
  WG_TRY(allocate_changed(c, to, divided));
  to->d = (wg_dividing){.context = d->context,
                        .run = &to->run,
                        .community = d->community,
                        .rows = to->rows,
                        .ground.ground = d->ground.ground};
  WG_TRY(add_buildings(c, to, divided));
  to->d.ground.ground.barriers = &d->ground.barriers; /* *d may have been moved since it gathered */
  to->d.ground.ground.crossings = &d->ground.crossings;
  to->d.ground.ground.footprints = &to->footprints;
  to->d.ground.ground.own_count = to->d.building_count;
  return wg_dividing_tessellate(&to->d);
}

static void free_changed(changed *to, wg_context *context)
{
  void *owned[] = {to->plan.buildings.households, to->plan.buildings.compound,
                   to->plan.buildings.exempt, to->rows, to->of_piece};
  for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) wg_release(context, owned[i]);
  wg_shapes_free(&to->footprints, context);
  wg_dividing_free(&to->d);
}

static wg_status run_with(const cutting *c, const wg_divided_building *divided, wg_outcome *outcome)
{
  changed to = {.d.context = c->d->context};
  wg_trial trial = {.dividing = c->d};
  wg_status status;
  WG_TRY_DONE(change_ground(c, &to, divided));
  WG_TRY_DONE(wg_trial_begin(&trial, c->d, c->piece));
  wg_release(c->d->context, trial.marked);
  trial.marked = NULL;
  trial.cells = to.d.cells;
  WG_TRY_DONE(wg_allocate(c->d->context, &trial.marked, (size_t)to.d.cells.cell_count, 1));
  for (int32_t b = 0; b < to.d.building_count; b++)
    trial.marked[to.d.cell_of_building[b]] |=
        to.of_piece[b] && to.plan.buildings.households[b] > 0;
  WG_TRY_DONE(wg_trial_run(outcome, &trial));
done:
  wg_trial_end(&trial);
  free_changed(&to, c->d->context);
  return status;
}

/* --- trying ---------------------------------------------------------------------------------------- */

static wg_status try_way(cutting *c, wg_building_remedy *best, int32_t way)
{
  wg_divided_building divided[WG_REMEDY_BUILDINGS];
  wg_outcome outcome;
  for (int32_t i = 0; i < c->count; i++) divided[i] = plan_cell(c, c->cells[i], way);
  best->tried++;
  WG_TRY(run_with(c, divided, &outcome));
  int32_t in_range = c->piece->grids - c->piece->out;
  bool helps = outcome.out == 0 ||
               (outcome.out < c->piece->out && outcome.grids - outcome.out > in_range);
  if (!helps || (best->left >= 0 && best->left <= outcome.out)) return WG_OK;
  memcpy(best->buildings, divided, (size_t)c->count * sizeof *divided);
  best->count = c->count;
  best->left = outcome.out;
  return WG_OK;
}

/* All cells above max; more than can be named, or one that needs too many parts: none. */
static void choose_heavy(cutting *c)
{
  const wg_dividing *d = c->d;
  c->count = 0;
  for (int32_t cell = 0; cell < d->cells.cell_count; cell++) {
    if (d->cell_households[cell] <= d->run->plan->rule.max) continue;
    if (d->verdict_of_unit[d->out->units.unit_of_cell[cell]] != c->piece->verdict) continue;
    if (c->count == WG_REMEDY_BUILDINGS || plan_cell(c, cell, WAYS - 1).parts > MOST_PARTS) {
      c->count = 0;
      return;
    }
    c->cells[c->count++] = cell;
  }
}

/* The largest cell of a piece (unit −1) or of one of its units; −1: none that can be divided. */
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
  cutting c = {.d = d, .piece = piece};
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
