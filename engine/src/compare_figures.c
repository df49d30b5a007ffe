/* Both sides of a comparison in figures, by the rule of the new plan. */
#include <math.h>

#include "compare.h"
#include "measure.h"

#define PI 3.14159265358979323846

static void add_base(wg_compare_side *side, const wg_rule *rule, const wg_grid *grid)
{
  int64_t weight = wg_weight_of_grid(rule, grid);
  wg_grid_status status = wg_status_by_rule(rule, weight, grid->persons);
  side->in_range += status == WG_GRID_OK;
  side->under += status == WG_GRID_UNDER;
  side->over += status == WG_GRID_OVER;
  side->fault += status == WG_GRID_OK ? 0 : wg_fault_by_rule(rule, weight, grid->persons);
  if (side->smallest < 0 || weight < side->smallest) side->smallest = weight;
  if (weight > side->largest) side->largest = weight;
}

static bool is_counted(const wg_grid *grid)
{
  return grid->kind == WG_GRID_BASE && grid->status != WG_GRID_EMPTY &&
         grid->status != WG_GRID_UNKNOWN;
}

/* Standard deviation of the weights of the base grids. */
static int64_t spread_of(const wg_plan *plan, const wg_rule *rule)
{
  double sum = 0, squares = 0, count = 0;
  for (int64_t g = 0; g < plan->grid_count; g++) {
    if (!is_counted(&plan->grids[g])) continue;
    double weight = (double)wg_weight_of_grid(rule, &plan->grids[g]);
    sum += weight;
    squares += weight * weight;
    count++;
  }
  return count > 0 ? (int64_t)sqrt(squares / count - sum / count * (sum / count)) : 0;
}

/* Every line between two grids is in two outlines, the community's own in one. */
static int64_t border_of(const wg_plan *plan)
{
  int64_t all_mm = 0, outer_mm = 0;
  for (int64_t g = 0; g < plan->grid_count; g++) all_mm += plan->grids[g].perimeter_mm;
  for (int64_t c = 0; c < plan->communities.shapes.count; c++)
    if (plan->results[c].grids > 0) outer_mm += wg_shapes_length(&plan->communities.shapes, c);
  return all_mm > outer_mm ? (all_mm - outer_mm) / 2000 : 0;
}

static double compactness_of(const wg_plan *plan)
{
  double sum = 0, count = 0;
  for (int64_t g = 0; g < plan->grid_count; g++) {
    const wg_grid *grid = &plan->grids[g];
    double perimeter = (double)grid->perimeter_mm;
    if (!is_counted(grid) || perimeter <= 0) continue;
    sum += 2 * PI * (double)grid->area2_mm2 / (perimeter * perimeter);
    count++;
  }
  return count > 0 ? sum / count : 0;
}

static wg_compare_side side_of(const wg_plan *plan, const wg_rule *rule)
{
  wg_compare_side side = {.smallest = -1, .largest = -1};
  for (int64_t g = 0; g < plan->grid_count; g++) {
    const wg_grid *grid = &plan->grids[g];
    side.grids++;
    side.households += grid->households;
    side.exempt += grid->kind == WG_GRID_EXEMPT;
    if (is_counted(grid)) add_base(&side, rule, grid);
  }
  side.spread = spread_of(plan, rule);
  side.border_m = border_of(plan);
  side.compactness = compactness_of(plan);
  return side;
}

void wg_comparison_count(wg_comparison *c)
{
  c->old_side = side_of(c->old_plan, &c->new_plan->rule);
  c->new_side = side_of(c->new_plan, &c->new_plan->rule);
}
