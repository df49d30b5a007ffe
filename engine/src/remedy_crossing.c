/* Trying crossings: where, over which barrier, and what they bring.
 *
 * A crossing opens every hard border within its reach, so it is tried at definite spots: middles of
 * the lines that the barrier draws between cells of the piece and cells of its neighbours.
 * Neighbours come in order of the length of their common border; of its spots the one nearest to
 * the middle is tried first, then those farthest from what was tried. */
#include "algorithms/whatif.h"
#include "remedy.h"

#define NEIGHBOURS 4
#define SPOTS 3

typedef struct trying {
  const wg_dividing *d;
  const wg_piece *piece;
  int32_t *group; /* of each cell: the verdict of its piece */
  wg_spot *spots;
  int64_t spot_count;
  int64_t *length; /* of the common border, by verdict */
  wg_crossing_remedy *out;
} trying;

/* --- which barrier, which buildings --------------------------------------------------------------- */

static int64_t distance_to_segment(wg_point p, wg_point a, wg_point b)
{
  int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
  __int128 square = (__int128)dx * dx + (__int128)dy * dy;
  __int128 along = (__int128)((int64_t)p.x - a.x) * dx + (__int128)((int64_t)p.y - a.y) * dy;
  if (along <= 0 || square == 0) return wg_distance(p, a);
  if (along >= square) return wg_distance(p, b);
  wg_point foot = {(int32_t)(a.x + dx * along / square), (int32_t)(a.y + dy * along / square)};
  return wg_distance(p, foot);
}

static int64_t distance_to_shape(const wg_shapes *shapes, int64_t shape, wg_point p)
{
  bool area = shapes->kind[shape] == WG_SHAPE_AREA;
  int64_t nearest = INT64_MAX;
  if (area && wg_shapes_locate(shapes, shape, p) >= 0) return 0;
  for (int64_t r = shapes->ring_start[shape]; r < shapes->ring_start[shape + 1]; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(shapes, r, &count);
    for (int64_t i = 0; i + (area ? 0 : 1) < count; i++) {
      int64_t distance = distance_to_segment(p, points[i], points[i + 1 < count ? i + 1 : 0]);
      if (distance < nearest) nearest = distance;
    }
  }
  return nearest;
}

/* The hard barrier nearest to a spot, and one of its kind that has a name where it has none. */
static wg_status find_barrier(trying *t, wg_point at)
{
  const wg_run *run = t->d->run;
  const wg_barriers *all = &run->plan->barriers;
  int64_t *found = NULL, capacity = 0, count, nearest = INT64_MAX;
  int32_t reach = 2 * WG_CROSSING_REACH_MM;
  wg_box box = {at.x - reach, at.y - reach, at.x + reach, at.y + reach};
  WG_TRY(wg_nearby_find(&run->barriers, t->d->context, box, &found, &capacity, &count));
  t->out->barrier = -1;
  for (int64_t i = 0; i < count; i++) {
    if (all->class_[found[i]] != WG_BARRIER_HARD) continue;
    int64_t distance = distance_to_shape(&all->shapes, found[i], at);
    if (distance >= nearest) continue;
    nearest = distance;
    t->out->barrier = found[i];
  }
  wg_release(t->d->context, found);
  return WG_OK;
}

/* The building of a piece nearest to a spot, by the inner points of cells. */
static int64_t nearest_building(const trying *t, int32_t verdict, wg_point at)
{
  int64_t best = -1, nearest = INT64_MAX;
  for (int32_t b = 0; b < t->d->building_count; b++) {
    int32_t cell = t->d->cell_of_building[b];
    if (t->group[cell] != verdict) continue;
    int64_t distance = wg_distance(t->d->cells.cells[cell].inner, at);
    if (distance >= nearest) continue;
    nearest = distance;
    best = t->d->rows[b];
  }
  return best;
}

static wg_status keep(trying *t, const wg_spot *spot, int32_t left, int32_t before)
{
  int32_t neighbour = t->group[spot->outside];
  t->out->left = left;
  t->out->before = before;
  t->out->at = spot->at;
  t->out->here = nearest_building(t, t->piece->verdict, spot->at);
  t->out->beyond = nearest_building(t, neighbour, spot->at);
  t->out->beyond_households = t->d->verdicts[neighbour].households;
  return find_barrier(t, spot->at);
}

/* --- trying ---------------------------------------------------------------------------------------- */

static wg_status run_with_crossing(const trying *t, wg_point at, wg_outcome *outcome)
{
  wg_context *context = t->d->context;
  wg_trial trial;
  wg_border *borders = NULL;
  wg_status status;
  WG_TRY_DONE(wg_trial_begin(&trial, t->d, t->piece));
  WG_TRY_DONE(wg_tessellation_cross(&borders, &trial.cells.border_count, context,
                                    t->d->tessellation, at));
  trial.cells.borders = borders;
  WG_TRY_DONE(wg_trial_run(outcome, &trial));
done:
  wg_release(context, borders);
  wg_trial_end(&trial);
  return status;
}

/* Helps when fewer grids of both pieces are out of range and more are in range. */
static wg_status try_spot(trying *t, const wg_spot *spot)
{
  wg_outcome outcome;
  WG_TRY(run_with_crossing(t, spot->at, &outcome));
  t->out->tried++;
  wg_piece beyond = wg_piece_of(t->d, t->group[spot->outside]);
  int32_t before = t->piece->out + beyond.out;
  int32_t in_range = t->piece->grids + beyond.grids - before;
  bool helps = outcome.out == 0 ||
               (outcome.out < before && outcome.grids - outcome.out > in_range);
  if (!helps || (t->out->left >= 0 && t->out->left <= outcome.out)) return WG_OK;
  return keep(t, spot, outcome.out, before);
}

static wg_point middle_of(const trying *t, int32_t neighbour)
{
  int64_t x = 0, y = 0, count = 0;
  wg_point origin = t->spots[0].at;
  for (int64_t i = 0; i < t->spot_count; i++) {
    if (t->group[t->spots[i].outside] != neighbour) continue;
    x += (int64_t)t->spots[i].at.x - origin.x;
    y += (int64_t)t->spots[i].at.y - origin.y;
    count++;
  }
  return (wg_point){origin.x + (int32_t)(x / count), origin.y + (int32_t)(y / count)};
}

/* The spot of a neighbour farthest from those chosen before; the first nearest to the middle. */
static const wg_spot *choose_spot(const trying *t, int32_t neighbour, const wg_spot *const *chosen,
                                  int32_t count)
{
  const wg_spot *best = NULL;
  wg_point middle = middle_of(t, neighbour);
  int64_t best_score = INT64_MIN;
  for (int64_t i = 0; i < t->spot_count; i++) {
    const wg_spot *spot = &t->spots[i];
    if (t->group[spot->outside] != neighbour) continue;
    int64_t score = count > 0 ? INT64_MAX : -wg_distance(spot->at, middle);
    for (int32_t k = 0; k < count; k++) {
      int64_t distance = wg_distance(spot->at, chosen[k]->at);
      if (distance < score) score = distance;
    }
    if (score <= best_score) continue;
    best_score = score;
    best = spot;
  }
  return best;
}

static wg_status try_neighbour(trying *t, int32_t neighbour)
{
  const wg_spot *chosen[SPOTS];
  for (int32_t i = 0; i < SPOTS && t->out->left != 0; i++) {
    chosen[i] = choose_spot(t, neighbour, chosen, i);
    if (i > 0 && wg_distance(chosen[i]->at, chosen[i - 1]->at) == 0) break;
    WG_TRY(try_spot(t, chosen[i]));
  }
  return WG_OK;
}

/* The longest common border among neighbours not tried yet; −1: none. */
static int32_t next_neighbour(const trying *t)
{
  int32_t best = -1;
  for (int32_t v = 0; v < t->d->division.verdict_count; v++)
    if (t->length[v] > 0 && (best < 0 || t->length[v] > t->length[best])) best = v;
  return best;
}

static bool is_worth_it(const trying *t, int32_t neighbour)
{
  const wg_verdict *other = &t->d->verdicts[neighbour];
  return other->households > 0 && !t->d->out->units.exempt[other->lowest_unit] &&
         wg_can_be_divided(&t->d->run->plan->rule, t->piece->households + other->households);
}

static wg_status try_neighbours(trying *t)
{
  for (int64_t i = 0; i < t->spot_count; i++)
    t->length[t->group[t->spots[i].outside]] += t->spots[i].length_mm;
  for (int32_t tried = 0; tried < NEIGHBOURS && t->out->left != 0;) {
    int32_t neighbour = next_neighbour(t);
    if (neighbour < 0) break;
    t->length[neighbour] = 0;
    if (!is_worth_it(t, neighbour)) continue;
    WG_TRY(try_neighbour(t, neighbour));
    tried++;
  }
  return WG_OK;
}

wg_status wg_try_crossings(wg_crossing_remedy *out, const wg_dividing *d, const wg_piece *piece)
{
  trying t = {.d = d, .piece = piece, .out = out};
  wg_context *context = d->context;
  size_t cells = (size_t)d->cells.cell_count, verdicts = (size_t)d->division.verdict_count;
  wg_status status;
  if (d->division.verdict_count < 2) return WG_OK;
  WG_TRY_DONE(wg_allocate(context, &t.group, cells, sizeof *t.group));
  WG_TRY_DONE(wg_allocate(context, &t.length, verdicts, sizeof *t.length));
  for (size_t c = 0; c < cells; c++)
    t.group[c] = d->verdict_of_unit[d->out->units.unit_of_cell[c]];
  WG_TRY_DONE(wg_tessellation_spots(&t.spots, &t.spot_count, context, d->tessellation, t.group,
                                    piece->verdict));
  WG_TRY_DONE(try_neighbours(&t));
done:
  wg_release(context, t.group);
  wg_release(context, t.length);
  wg_release(context, t.spots);
  return status;
}
