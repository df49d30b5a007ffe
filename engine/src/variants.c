/* Variants of a plan: the same inputs with one grid fewer or more in every community, or with other
 * weights, and the figures to choose between them. */
#include <stdlib.h>
#include <string.h>

#include "algorithms/partition.h"
#include "algorithms/units.h"
#include "measure.h"
#include "read.h"
#include "wangge/wangge.h"

enum { MUCH = 4 }; /* weights are multiplied or divided by so much */

const char *wg_variant_name(wg_variant variant)
{
  static const char *const names[] = {"", "fewer", "more", "even", "whole", "short"};
  return names[variant];
}

/* --- making one ----------------------------------------------------------------------------------
 */

static void set_weights(wg_rule *rule, wg_variant variant)
{
  switch (variant) {
  case WG_VARIANT_EVEN:
    rule->balance *= MUCH;
    break;
  case WG_VARIANT_WHOLE:
    rule->keep *= MUCH;
    break;
  case WG_VARIANT_SHORT:
    rule->balance /= MUCH;
    rule->keep /= MUCH;
    rule->like /= MUCH;
    rule->compact /= MUCH;
    break;
  default:
    break;
  }
}

static bool same_code(const wg_communities *a, int64_t i, const wg_communities *b, int64_t j)
{
  return strcmp(wg_texts_get(&a->texts, a->code[i]), wg_texts_get(&b->texts, b->code[j])) == 0;
}

/* Base grids that hold households, of one community. */
static int32_t count_grids(const wg_plan *plan, int64_t community)
{
  int32_t count = 0;
  for (int64_t g = 0; g < plan->grid_count; g++)
    count += plan->grids[g].community == community && plan->grids[g].kind == WG_GRID_BASE &&
             plan->grids[g].status != WG_GRID_EMPTY && plan->grids[g].status != WG_GRID_UNKNOWN;
  return count;
}

/* Every community is to have so many grids more than in `base`, at least one. The communities of a
 * plan are in order of their codes, those just read are not. */
static void ask_for_grids(wg_plan *plan, const wg_plan *base, int32_t more)
{
  wg_communities *read = &plan->communities;
  const wg_communities *known = &base->communities;
  for (int64_t c = 0; c < known->shapes.count; c++) {
    int32_t grids = count_grids(base, c);
    if (grids == 0) continue;
    for (int64_t r = 0; r < read->shapes.count; r++)
      if (same_code(read, r, known, c)) read->parts[r] = grids + more > 1 ? grids + more : 1;
  }
}

wg_status wg_plan_make_variant(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                               const wg_plan *base, wg_variant variant)
{
  wg_plan_options own = *options;
  bool counts = variant == WG_VARIANT_FEWER || variant == WG_VARIANT_MORE;
  set_weights(&own.rule, variant);
  if (!counts) return wg_plan_make(plan, context, &own);
  own.parts = NULL;
  memset(plan, 0, sizeof *plan);
  wg_status status = wg_plan_read(plan, context, &own);
  if (status == WG_OK) {
    ask_for_grids(plan, base, variant == WG_VARIANT_MORE ? 1 : -1);
    status = wg_plan_divide(plan, context, &own);
  }
  if (status != WG_OK) wg_plan_free(plan, context);
  return status;
}

/* --- what to choose by ------------------------------------------------------------------------ */

static void measure_borders(const wg_plan *plan, wg_tradeoffs *out)
{
  static const int32_t factors[] = {[WG_BARRIER_NONE] = WG_FACTOR_OPEN,
                                    [WG_BARRIER_LANE] = WG_FACTOR_LANE,
                                    [WG_BARRIER_STREET] = WG_FACTOR_STREET,
                                    [WG_BARRIER_HARD] = 0};
  int64_t cost = 0;
  for (int64_t e = 0; e < plan->edge_count; e++) {
    const wg_unit_edge *edge = &plan->edges[e];
    int32_t p = plan->units[edge->a].grid, q = plan->units[edge->b].grid;
    if (p == q || plan->grids[p].community != plan->grids[q].community) continue;
    out->border_mm += edge->length_mm;
    cost += edge->length_mm / 100 * factors[edge->class_] / 100;
  }
  out->border_cost = cost;
}

static void measure_grids(const wg_plan *plan, wg_tradeoffs *out)
{
  int64_t target = wg_rule_target(&plan->rule), count = 0, off = 0;
  for (int64_t g = 0; g < plan->grid_count; g++) {
    const wg_grid *grid = &plan->grids[g];
    if (grid->status != WG_GRID_OK && grid->status != WG_GRID_UNDER && grid->status != WG_GRID_OVER)
      continue;
    int64_t weight = wg_weight_of_grid(&plan->rule, grid);
    if (count == 0 || weight < out->smallest) out->smallest = weight;
    if (count == 0 || weight > out->largest) out->largest = weight;
    off += weight > target ? weight - target : target - weight;
    count++;
  }
  out->deviation = count > 0 ? off / count : 0;
}

/* A building's compound and the grid that it is in. */
typedef struct member {
  const char *compound;
  int32_t community, grid;
} member;

static int compare_compounds(const member *a, const member *b)
{
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  return strcmp(a->compound, b->compound);
}

static int compare_members(const void *left, const void *right)
{
  const member *a = left, *b = right;
  int order = compare_compounds(a, b);
  return order != 0 ? order : (a->grid > b->grid) - (a->grid < b->grid);
}

/* As the store's view `compound` counts them: those that lie in more than one grid. */
static wg_status measure_compounds(const wg_plan *plan, wg_context *context, wg_tradeoffs *out)
{
  const wg_buildings *all = &plan->buildings;
  member *members = NULL;
  int64_t count = 0;
  WG_TRY(wg_allocate(context, &members, (size_t)all->shapes.count, sizeof *members));
  for (int64_t b = 0; b < all->shapes.count; b++)
    if (all->compound[b] != WG_NO_TEXT && plan->grid_of_building[b] >= 0)
      members[count++] = (member){wg_texts_get(&all->texts, all->compound[b]), all->community[b],
                                  plan->grid_of_building[b]};
  if (count > 1) qsort(members, (size_t)count, sizeof *members, compare_members);
  for (int64_t i = 0, end; i < count; i = end) {
    for (end = i + 1; end < count && compare_compounds(&members[i], &members[end]) == 0;) end++;
    out->compounds_divided += members[i].grid != members[end - 1].grid;
  }
  wg_release(context, members);
  return WG_OK;
}

wg_status wg_plan_tradeoffs(wg_tradeoffs *out, wg_context *context, const wg_plan *plan)
{
  wg_plan_figures figures;
  *out = (wg_tradeoffs){.households_moved = WG_UNKNOWN};
  wg_plan_count(plan, &figures);
  out->grids = figures.grids;
  out->in_range = figures.in_range;
  out->out_of_range = figures.out_proven + figures.out_unproven;
  out->fault = figures.fault;
  if (plan->redraw.is_redrawn) out->households_moved = plan->redraw.moved;
  measure_grids(plan, out);
  measure_borders(plan, out);
  return measure_compounds(plan, context, out);
}
