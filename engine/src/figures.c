#include <string.h>

#include "measure.h"
#include "wangge/wangge.h"

/* has_persons: those of some building of its community are known. */
static void count_grid(const wg_plan *plan, const wg_grid *grid, bool has_persons,
                       wg_plan_figures *figures)
{
  const wg_rule *rule = &plan->rule;
  figures->grids++;
  switch (grid->status) {
  case WG_GRID_OK: figures->in_range++; return;
  case WG_GRID_IS_EXEMPT: figures->exempt++; return;
  case WG_GRID_EMPTY: figures->empty++; return;
  case WG_GRID_UNKNOWN: figures->unknown++; return;
  case WG_GRID_UNDER:
  case WG_GRID_OVER: break;
  }
  int64_t persons = grid->persons == WG_UNKNOWN ? 0 : grid->persons;
  figures->fault += wg_fault_by_rule(rule, wg_weight_of_grid(rule, grid),
                                     has_persons ? persons : WG_UNKNOWN);
  if (grid->proof == WG_PROOF_PROVEN) figures->out_proven++;
  else figures->out_unproven++;
}

/* A community counts as in range when it has base grids with households and all are. */
static bool community_in_range(const wg_community_result *result, int64_t out_of_range)
{
  return result->in_range > 0 && out_of_range == 0;
}

static void count_source(wg_plan_figures *figures, uint8_t source, int64_t households)
{
  if (source == WG_HOUSEHOLDS_JOINED) figures->households_joined += households;
  else if (source == WG_HOUSEHOLDS_ESTIMATED) figures->households_estimated += households;
  else figures->households_given += households;
}

void wg_plan_count(const wg_plan *plan, wg_plan_figures *figures)
{
  const wg_buildings *buildings = &plan->buildings;
  memset(figures, 0, sizeof *figures);
  figures->communities = plan->communities.shapes.count;
  figures->buildings_read = buildings->shapes.count;
  for (int64_t b = 0; b < buildings->shapes.count; b++) {
    int64_t households = buildings->households[b] > 0 ? buildings->households[b] : 0;
    bool placed = plan->grid_of_building[b] >= 0;
    figures->households_read += households;
    count_source(figures, buildings->source[b], households);
    *(placed ? &figures->buildings_placed : &figures->buildings_left) += 1;
    *(placed ? &figures->households_placed : &figures->households_left) += households;
  }
  for (int64_t g = 0, c = 0; c < figures->communities; c++) {
    int64_t out = 0;
    bool has_persons = false;
    for (int64_t i = g; i < plan->grid_count && plan->grids[i].community == c; i++)
      has_persons |= plan->grids[i].persons != WG_UNKNOWN;
    for (int64_t i = g; i < plan->grid_count && plan->grids[i].community == c; i++)
      count_grid(plan, &plan->grids[i], has_persons, figures);
    for (; g < plan->grid_count && plan->grids[g].community == c; g++)
      out += plan->grids[g].status == WG_GRID_UNDER || plan->grids[g].status == WG_GRID_OVER;
    figures->communities_in_range += community_in_range(&plan->results[c], out);
  }
}
