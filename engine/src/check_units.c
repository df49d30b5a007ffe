/* Connection on the ground: within a grid one can walk from every household to every other across
 * borders that are no hard barrier. Land without households may hang on by any border: barriers
 * bind households, not land. Households are those of the buildings, counted here. */
#include <string.h>

#include "check.h"

typedef struct walk {
  wg_check *check;
  int32_t *parent;      /* disjoint sets of units */
  int64_t *households;  /* of units, from the buildings */
  int32_t *first;       /* of every grid: the set of its first unit with households, or −1 */
  int32_t *cut;         /* of every grid: a unit with households in another set, or −1 */
} walk;

static int32_t find(int32_t *parent, int32_t unit)
{
  while (parent[unit] != unit) unit = parent[unit] = parent[parent[unit]];
  return unit;
}

static wg_status prepare(walk *w)
{
  const wg_plan *plan = w->check->plan;
  wg_context *context = w->check->context;
  size_t units = (size_t)plan->unit_count, grids = (size_t)plan->grid_count;
  WG_TRY(wg_allocate(context, &w->parent, units, sizeof *w->parent));
  WG_TRY(wg_allocate(context, &w->households, units, sizeof *w->households));
  WG_TRY(wg_allocate(context, &w->first, grids, sizeof *w->first));
  WG_TRY(wg_allocate(context, &w->cut, grids, sizeof *w->cut));
  memset(w->first, 0xFF, grids * sizeof *w->first);
  memset(w->cut, 0xFF, grids * sizeof *w->cut);
  for (size_t u = 0; u < units; u++) w->parent[u] = (int32_t)u;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++)
    if (plan->unit_of_building[b] >= 0 && plan->buildings.households[b] > 0)
      w->households[plan->unit_of_building[b]] += plan->buildings.households[b];
  return WG_OK;
}

static void join_all(walk *w)
{
  const wg_plan *plan = w->check->plan;
  for (int64_t e = 0; e < plan->edge_count; e++) {
    const wg_unit_edge *edge = &plan->edges[e];
    if (!edge->passable || plan->units[edge->a].grid != plan->units[edge->b].grid) continue;
    w->parent[find(w->parent, edge->a)] = find(w->parent, edge->b);
  }
}

/* --- detached parts ------------------------------------------------------------------------------------ */

static int64_t shell_count(const wg_shapes *shapes, int64_t index)
{
  int64_t shells = 0;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++)
    shells += wg_check_shell_area2(shapes, r) > 0;
  return shells;
}

int64_t wg_check_part_at(const wg_shapes *shapes, int64_t index, wg_point at)
{
  int64_t best = -1, part = -1;
  __int128 best_area2 = 0;
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    __int128 area2 = wg_check_shell_area2(shapes, r);
    if (area2 == 0) continue;
    part++;
    if (best_area2 > 0 && area2 >= best_area2) continue;
    if (wg_check_in_ring(shapes, r, at) < 0) continue;
    best = part;
    best_area2 = area2;
  }
  return best;
}

/* A grid of several parts of its community is connected across them: what counts is each part by
 * itself. So a unit with households of each part is joined with that of the others. */
static wg_status join_parts(walk *w)
{
  const wg_plan *plan = w->check->plan;
  wg_context *context = w->check->context;
  const wg_shapes *communities = &plan->communities.shapes;
  int64_t *seat = NULL, seats = 0; /* of every grid: its first seat, one a part */
  int32_t *first = NULL;           /* of every seat: a unit + 1 */
  wg_status status;
  WG_TRY(wg_allocate(context, &seat, (size_t)plan->grid_count + 1, sizeof *seat));
  for (int64_t g = 0; g < plan->grid_count; g++) {
    seat[g] = seats;
    seats += shell_count(communities, plan->grids[g].community);
  }
  seat[plan->grid_count] = seats;
  WG_TRY_DONE(wg_allocate(context, &first, (size_t)seats, sizeof *first));
  for (int32_t u = 0; u < plan->unit_count; u++) {
    int32_t grid = plan->units[u].grid;
    if (seat[grid + 1] - seat[grid] < 2 || w->households[u] == 0) continue;
    int64_t part =
        wg_check_part_at(communities, plan->grids[grid].community, plan->units[u].inner);
    int64_t at = seat[grid] + (part > 0 ? part : 0);
    if (first[at] == 0) first[at] = u + 1;
  }
  for (int64_t g = 0; g < plan->grid_count; g++)
    for (int64_t i = seat[g], last = -1; i < seat[g + 1]; i++) {
      if (first[i] == 0) continue;
      if (last >= 0) w->parent[find(w->parent, first[i] - 1)] = find(w->parent, first[last] - 1);
      last = i;
    }
done:
  wg_release(context, seat);
  wg_release(context, first);
  return status;
}

/* --- what is cut off ------------------------------------------------------------------------------------- */

static void find_cuts(walk *w)
{
  const wg_plan *plan = w->check->plan;
  for (int32_t u = 0; u < plan->unit_count; u++) {
    int32_t grid = plan->units[u].grid;
    if (w->households[u] == 0) continue;
    int32_t set = find(w->parent, u);
    if (w->first[grid] < 0) w->first[grid] = set;
    else if (w->first[grid] != set && w->cut[grid] < 0) w->cut[grid] = u;
  }
}

/* Households of the set that the cut-off unit is in. */
static int64_t households_cut_off(walk *w, int32_t grid)
{
  const wg_plan *plan = w->check->plan;
  int32_t set = find(w->parent, w->cut[grid]);
  int64_t sum = 0;
  for (int32_t u = 0; u < plan->unit_count; u++)
    if (plan->units[u].grid == grid && find(w->parent, u) == set) sum += w->households[u];
  return sum;
}

static wg_status report(walk *w)
{
  const wg_plan *plan = w->check->plan;
  for (int32_t g = 0; g < plan->grid_count; g++) {
    if (w->cut[g] < 0 || (w->check->in_pieces != NULL && w->check->in_pieces[g])) continue;
    if (w->check->tolerance_mm > 0 && !wg_check_barrier_enters(w->check, g)) continue;
    wg_check_subject about = WG_ABOUT_GRID(g);
    about.at = &plan->units[w->cut[g]].inner;
    WG_TRY(wg_check_report(w->check, WG_FINDING_GRID_CUT_BY_BARRIER, about,
                           wg_in(w->check->context,
                                 "%lld of its households cannot be reached from the others without "
                                 "crossing a hard barrier.",
                                 "其中 %lld 户须跨越硬阻隔才能到达其余住户。"),
                           (long long)households_cut_off(w, g)));
  }
  return WG_OK;
}

wg_status wg_check_units(wg_check *check)
{
  walk w = {.check = check};
  wg_status status = prepare(&w);
  if (status == WG_OK) {
    join_all(&w);
    status = join_parts(&w);
  }
  if (status == WG_OK) {
    find_cuts(&w);
    status = report(&w);
  }
  wg_release(check->context, w.parent);
  wg_release(check->context, w.households);
  wg_release(check->context, w.first);
  wg_release(check->context, w.cut);
  return status;
}
