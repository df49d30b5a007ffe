/* Units of the given grids, for judging connection: each unit of our own division once for every
 * given grid that has a building in it, or, where it has no household, for the grid that it lies in
 * and every grid next to it.
 *
 * A unit that the given grids divide is counted as connected within itself for each of them; land
 * without households belongs to whoever can use it. Both are lenient: that a grid's polygon hangs
 * together is judged by its outline, and here only whether a hard barrier runs through it. */
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "measure.h"

typedef struct seat { /* a unit in a grid */
  int32_t unit, grid, households;
} seat;

typedef struct seats {
  seat *items;
  int64_t count, capacity;
} seats;

static int compare_seats(const void *left, const void *right)
{
  const seat *a = left, *b = right;
  if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
  return (a->grid > b->grid) - (a->grid < b->grid);
}

static wg_status add_seat(seats *all, wg_context *context, int32_t unit, int32_t grid,
                          int32_t households)
{
  WG_TRY(wg_grow(context, &all->items, &all->capacity, all->count + 1, sizeof *all->items));
  all->items[all->count++] = (seat){unit, grid, households};
  return WG_OK;
}

/* Sorts, and makes those of the same unit and grid one. */
static void merge_seats(seats *all)
{
  int64_t kept = 0;
  if (all->count == 0) return;
  qsort(all->items, (size_t)all->count, sizeof *all->items, compare_seats);
  for (int64_t i = 1; i < all->count; i++) {
    if (compare_seats(&all->items[kept], &all->items[i]) == 0)
      all->items[kept].households += all->items[i].households;
    else
      all->items[++kept] = all->items[i];
  }
  all->count = kept + 1;
}

/* The first of `count` ascending numbers, each `stride` bytes after the other, that is not below. */
static int64_t first_from(const int32_t *numbers, size_t stride, int64_t count, int32_t number)
{
  int64_t low = 0, high = count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int32_t there;
    memcpy(&there, (const char *)numbers + (size_t)middle * stride, sizeof there);
    if (there < number)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const seat *first_seat(const seats *all, int32_t unit)
{
  if (all->count == 0) return all->items;
  return all->items + first_from(&all->items->unit, sizeof *all->items, all->count, unit);
}

static wg_status seat_buildings(const wg_given *given, seats *out)
{
  const wg_plan *plan = given->plan;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t unit = plan->unit_of_building[b], grid = plan->grid_of_building[b];
    int32_t households = wg_weight_of_building(plan, b);
    if (unit < 0 || grid < 0) continue;
    WG_TRY(add_seat(out, given->context, unit, grid, households > 0 ? households : 0));
  }
  merge_seats(out);
  return WG_OK;
}

/* To an empty unit all grids of its neighbour. */
static wg_status seat_neighbours(const wg_given *given, const seats *all, int64_t settled,
                                 int32_t empty, int32_t neighbour, seats *out)
{
  const seats known = {all->items, settled, settled};
  const seat *end = all->items + settled;
  const seat *own = first_seat(&known, empty);
  if (own < end && own->unit == empty && own->households > 0) return WG_OK;
  for (const seat *s = first_seat(&known, neighbour); s < end && s->unit == neighbour; s++)
    WG_TRY(add_seat(out, given->context, empty, s->grid, 0));
  return WG_OK;
}

static int64_t first_grid_of(const wg_plan *plan, int32_t community)
{
  if (plan->grid_count == 0) return 0;
  return first_from(&plan->grids->community, sizeof *plan->grids, plan->grid_count, community);
}

/* To every unit without households the given grid that it lies in: several of them in a row may be
 * all that links a grid. */
static wg_status seat_places(const wg_given *given, const seats *all, seats *out)
{
  const wg_plan *plan = given->plan;
  const seat *end = all->items + all->count;
  for (int32_t u = 0; u < plan->unit_count; u++) {
    const wg_unit *unit = &plan->units[u];
    const seat *own = first_seat(all, u);
    if ((own < end && own->unit == u && own->households > 0) || unit->grid < 0) continue;
    int32_t community = given->own_grids[unit->grid].community;
    for (int64_t g = first_grid_of(plan, community);
         g < plan->grid_count && plan->grids[g].community == community; g++)
      if (wg_shapes_locate(&plan->outlines, g, unit->inner) >= 0)
        WG_TRY(add_seat(out, given->context, u, (int32_t)g, 0));
  }
  return WG_OK;
}

static wg_status seat_land(const wg_given *given, seats *all)
{
  const wg_plan *plan = given->plan;
  int64_t settled = all->count;
  seats more = {0};
  wg_status status = seat_places(given, all, &more);
  for (int64_t e = 0; e < plan->edge_count && status == WG_OK; e++) {
    const wg_unit_edge *edge = &plan->edges[e];
    if (!edge->passable) continue;
    status = seat_neighbours(given, all, settled, edge->a, edge->b, &more);
    if (status == WG_OK) status = seat_neighbours(given, all, settled, edge->b, edge->a, &more);
  }
  for (int64_t i = 0; i < more.count && status == WG_OK; i++)
    status = add_seat(all, given->context, more.items[i].unit, more.items[i].grid, 0);
  wg_release(given->context, more.items);
  merge_seats(all);
  return status;
}

/* Every border once for each grid that is on both sides of it. */
static wg_status add_edges(const wg_given *given, const seats *all, wg_unit_edge **edges,
                           int64_t *count, int64_t *capacity)
{
  const wg_plan *plan = given->plan;
  const seat *end = all->items + all->count;
  for (int64_t e = 0; e < plan->edge_count; e++) {
    const wg_unit_edge *edge = &plan->edges[e];
    const seat *b = first_seat(all, edge->b);
    for (const seat *a = first_seat(all, edge->a); a < end && a->unit == edge->a; a++) {
      while (b < end && b->unit == edge->b && b->grid < a->grid) b++;
      if (b == end || b->unit != edge->b || b->grid != a->grid) continue;
      WG_TRY(wg_grow(given->context, edges, capacity, *count + 1, sizeof **edges));
      wg_unit_edge one = *edge;
      one.a = (int32_t)(a - all->items);
      one.b = (int32_t)(b - all->items);
      (*edges)[(*count)++] = one;
    }
  }
  return WG_OK;
}

/* The seat of a unit that its land goes to: in the grid with most of its households, else in the one
 * that it lies in; −1: none. */
static int64_t home_of(const wg_given *given, const seats *all, int32_t unit)
{
  const wg_plan *plan = given->plan;
  const seat *end = all->items + all->count, *home = NULL;
  for (const seat *s = first_seat(all, unit); s < end && s->unit == unit; s++)
    if (home == NULL || s->households > home->households) home = s;
  if (home == NULL) return -1;
  for (const seat *s = home; home->households == 0 && s < end && s->unit == unit; s++)
    if (wg_shapes_locate(&plan->outlines, s->grid, plan->units[unit].inner) >= 0)
      return s - all->items;
  return home - all->items;
}

/* Borders between units of different grids, which tell what grids are neighbours. */
static wg_status add_borders(const wg_given *given, const seats *all, wg_unit_edge **edges,
                             int64_t *count, int64_t *capacity)
{
  const wg_plan *plan = given->plan;
  int64_t *home = NULL;
  WG_TRY(wg_allocate(given->context, &home, (size_t)plan->unit_count, sizeof *home));
  for (int32_t u = 0; u < plan->unit_count; u++) home[u] = home_of(given, all, u);
  wg_status status = WG_OK;
  for (int64_t e = 0; e < plan->edge_count && status == WG_OK; e++) {
    wg_unit_edge one = plan->edges[e];
    int64_t a = home[one.a], b = home[one.b];
    if (a < 0 || b < 0 || all->items[a].grid == all->items[b].grid) continue;
    status = wg_grow(given->context, edges, capacity, *count + 1, sizeof **edges);
    if (status != WG_OK) break;
    one.a = (int32_t)a;
    one.b = (int32_t)b;
    (*edges)[(*count)++] = one;
  }
  wg_release(given->context, home);
  return status;
}

static void set_units(wg_given *given, const seats *all, const wg_unit *own)
{
  wg_plan *plan = given->plan;
  const seat *end = all->items + all->count;
  for (int64_t i = 0; i < all->count; i++)
    plan->units[i] = (wg_unit){.grid = all->items[i].grid,
                               .households = all->items[i].households,
                               .inner = own[all->items[i].unit].inner};
  plan->unit_count = all->count;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    const seat *s = first_seat(all, plan->unit_of_building[b]);
    int32_t grid = plan->grid_of_building[b];
    while (s < end && s->unit == plan->unit_of_building[b] && s->grid != grid) s++;
    plan->unit_of_building[b] =
        plan->unit_of_building[b] < 0 || grid < 0 ? -1 : (int32_t)(s - all->items);
  }
}

wg_status wg_given_units(wg_given *given)
{
  wg_plan *plan = given->plan;
  seats all = {0};
  wg_unit *own = plan->units, *units = NULL;
  wg_unit_edge *edges = NULL;
  int64_t count = 0, capacity = 0;
  wg_status status;
  WG_TRY_DONE(seat_buildings(given, &all));
  WG_TRY_DONE(seat_land(given, &all));
  WG_TRY_DONE(add_edges(given, &all, &edges, &count, &capacity));
  WG_TRY_DONE(add_borders(given, &all, &edges, &count, &capacity));
  WG_TRY_DONE(wg_allocate(given->context, &units, (size_t)all.count, sizeof *units));
  plan->units = units;
  plan->unit_capacity = all.count;
  set_units(given, &all, own);
  wg_release(given->context, own);
  wg_release(given->context, plan->edges);
  plan->edges = edges;
  plan->edge_count = count;
  plan->edge_capacity = capacity;
  edges = NULL;
done:
  wg_release(given->context, edges);
  wg_release(given->context, all.items);
  return status;
}
