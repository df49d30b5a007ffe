#include "community_view.h"

#include <string.h>

#include "finding_names.h"

static bool is_counted(const wg_grid *grid)
{
  return grid->status == WG_GRID_OK || grid->status == WG_GRID_UNDER ||
         grid->status == WG_GRID_OVER;
}

/* Of the measure of the rule; unknown persons count 0. */
static int32_t weight_of(const wg_plan *plan, const wg_grid *grid)
{
  if (plan->rule.measure != WG_MEASURE_PERSONS) return grid->households;
  return grid->persons == WG_UNKNOWN ? 0 : grid->persons;
}

static void add_grid(community_view *view, const wg_plan *plan, int64_t index)
{
  const wg_grid *grid = &plan->grids[index];
  int32_t weight = weight_of(plan, grid);
  if (view->end_grid == view->first_grid) view->first_grid = index;
  view->end_grid = index + 1;
  view->exempt_grids += grid->status == WG_GRID_IS_EXEMPT;
  if (!is_counted(grid)) return;
  if (view->base_grids == 0 || weight < view->smallest) view->smallest = weight;
  if (view->base_grids == 0 || weight > view->largest) view->largest = weight;
  view->base_grids++;
}

wg_status community_views_make(community_view **out, wg_context *context, const wg_plan *plan)
{
  WG_TRY(wg_allocate(context, out, (size_t)plan->communities.shapes.count, sizeof **out));
  for (int64_t i = 0; i < plan->grid_count; i++)
    add_grid(&(*out)[plan->grids[i].community], plan, i);
  return WG_OK;
}

static void count_grid(reason_counts *counts, const wg_plan *plan, const wg_grid *grid)
{
  for (const char *code = wg_texts_get(&plan->texts, grid->reason); *code != 0;) {
    size_t length = strcspn(code, ";");
    wg_finding_code known = finding_code_named(code, length);
    if (known != WG_FINDING_CODES) {
      counts->grids[known]++;
      counts->proven[known] += grid->proof == WG_PROOF_PROVEN;
    }
    code += length + (code[length] != 0);
  }
}

void count_reasons(reason_counts *counts, const wg_plan *plan, const community_view *view)
{
  memset(counts, 0, sizeof *counts);
  for (int64_t i = view->first_grid; i < view->end_grid; i++) {
    const wg_grid *grid = &plan->grids[i];
    if (grid->status == WG_GRID_UNDER || grid->status == WG_GRID_OVER)
      count_grid(counts, plan, grid);
  }
}
