/* Dividing a graph: component by component, then numbering and judging the whole.
 *
 * Every component has a random stream of its own, drawn in order of the lowest unit. Where the
 * rule fixes the number of parts of the whole, it is dealt out first: each component starts from
 * the number it likes best, then the change that costs least is made again and again. */
#include "algorithms/partition.h"

#include <string.h>

#include "component.h"

typedef struct work {
  wg_context *context;
  const wg_graph *graph;
  const wg_rule *rule;
  wg_division *out;
  wg_random random;
  int32_t *members; /* units, component after component, ascending within */
  int32_t *begin;   /* component → its first in members; one more */
  int32_t *local;   /* unit → place in its component */
  int32_t *parts;   /* component → parts it must have, 0: free */
} work;

static wg_status refuse(wg_context *context, const char *what)
{
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The graph cannot be divided: %s.", "无法划分：%s。"), what);
}

static wg_status check_rule(wg_context *c, const wg_graph *graph, const wg_rule *rule)
{
  if (rule->min < 0 || rule->max < 1 || rule->min > rule->max)
    return refuse(c, wg_in(c, "min must be at least 0 and at most max, max at least 1",
                           "下限须不小于 0 且不大于上限，上限须不小于 1"));
  if (rule->parts < 0 || rule->steps < 0)
    return refuse(c, wg_in(c, "the number of parts and the steps must not be negative",
                           "网格数和步数不能为负"));
  if (rule->balance < 0 || rule->keep < 0 || rule->stay < 0 || rule->like < 0 || rule->compact < 0)
    return refuse(c, wg_in(c, "weights must not be negative", "权重不能为负"));
  if (rule->min_persons < 0 || rule->max_persons < 0 ||
      (rule->max_persons > 0 && rule->min_persons > rule->max_persons))
    return refuse(c, wg_in(c, "the bounds of persons must not be negative, nor min above max",
                           "人口上下限不能为负，下限不能大于上限"));
  if (wg_rule_bounds_persons(rule) && graph->persons == NULL)
    return refuse(c, wg_in(c, "persons have bounds, but the graph has no persons",
                           "给出了人口上下限，但图中没有人口"));
  for (int32_t u = 0; u < graph->unit_count; u++) {
    if (graph->households[u] < 0)
      return refuse(c, wg_in(c, "a unit has a negative number of households", "有单元的户数为负"));
    if (graph->persons != NULL && graph->persons[u] < 0)
      return refuse(c, wg_in(c, "a unit has a negative number of persons", "有单元的人口为负"));
  }
  return WG_OK;
}

/* Members by counting, and each unit's place among them. */
static void group_units(work *d)
{
  const int32_t *component = d->out->verdict_of_unit;
  int32_t count = d->out->verdict_count, units = d->graph->unit_count;
  for (int32_t u = 0; u < units; u++) d->begin[component[u] + 1]++;
  for (int32_t c = 0; c < count; c++) d->begin[c + 1] += d->begin[c];
  for (int32_t u = 0; u < units; u++) {
    int32_t at = d->begin[component[u]]++;
    d->members[at] = u;
  }
  for (int32_t c = count; c > 0; c--) d->begin[c] = d->begin[c - 1];
  d->begin[0] = 0;
  for (int32_t c = 0; c < count; c++)
    for (int32_t i = d->begin[c]; i < d->begin[c + 1]; i++)
      d->local[d->members[i]] = i - d->begin[c];
}

static wg_load load_of(const work *d, int32_t component)
{
  wg_load load = {.units = d->begin[component + 1] - d->begin[component]};
  for (int32_t i = d->begin[component]; i < d->begin[component + 1]; i++) {
    int32_t households = d->graph->households[d->members[i]];
    load.households += households;
    if (households <= d->rule->max) continue;
    load.heavy += households;
    load.heavy_count++;
  }
  return load;
}

/* How much worse arithmetic gets when a component has so many parts: fault first, then how far
 * off the target it is. */
static int64_t burden_of(const wg_load *load, const wg_rule *rule, int32_t parts)
{
  if (load->households == 0)
    return (parts - 1) * (int64_t)(rule->min + wg_rule_charge(rule)) * 4096;
  int64_t off = (int64_t)parts * wg_rule_target(rule) - load->households;
  return wg_arithmetic_fault(load, rule, parts) * 4096 + (off < 0 ? -off : off);
}

/* One part more (step 1) or less (−1) in the component where it costs least; false: nowhere. */
static bool shift_one(const work *d, const wg_load *loads, int32_t step)
{
  int32_t chosen = -1;
  int64_t best = INT64_MAX;
  for (int32_t c = 0; c < d->out->verdict_count; c++) {
    int32_t parts = d->parts[c] + step;
    if (parts < 1 || parts > loads[c].units) continue;
    int64_t change =
        burden_of(&loads[c], d->rule, parts) - burden_of(&loads[c], d->rule, d->parts[c]);
    if (change >= best) continue;
    best = change;
    chosen = c;
  }
  if (chosen >= 0) d->parts[chosen] += step;
  return chosen >= 0;
}

static wg_status deal_parts(work *d)
{
  int64_t total = 0;
  if (d->rule->parts == 0) return WG_OK;
  wg_rule free_rule = *d->rule;
  free_rule.parts = 0;
  wg_load *loads;
  WG_TRY(wg_allocate(d->context, &loads, (size_t)d->out->verdict_count, sizeof *loads));
  for (int32_t c = 0; c < d->out->verdict_count; c++) {
    loads[c] = load_of(d, c);
    total += d->parts[c] = wg_best_parts(&loads[c], &free_rule);
  }
  bool possible = true;
  for (; possible && total < d->rule->parts; total++) possible = shift_one(d, loads, 1);
  for (; possible && total > d->rule->parts; total--) possible = shift_one(d, loads, -1);
  wg_release(d->context, loads);
  if (possible) return WG_OK;
  return wg_fail(d->context, WG_MISUSE,
                 wg_in(d->context,
                       "%d grids are impossible: the graph has %d units in %d separate pieces, and "
                       "every piece needs at least one grid and every grid one unit.",
                       "无法划分为 %d 个网格：共有 %d 个单元、%d "
                       "个互不连通的片，每片至少一个网格，每个网格至少一个单元。"),
                 d->rule->parts, d->graph->unit_count, d->out->verdict_count);
}

/* Where a fixed number of parts was dealt out among several components, another deal might do with
 * less fault in one of them: only what holds at any number is proved. */
static wg_bound bound_of(const work *d, const wg_load *load, const wg_bound *found)
{
  int32_t divisible = 0;
  for (int32_t c = 0; c < d->out->verdict_count; c++)
    divisible += d->begin[c + 1] - d->begin[c] > 1;
  if (d->rule->parts == 0 || divisible < 2) return *found;
  wg_rule free_rule = *d->rule;
  free_rule.parts = 0;
  wg_bound bound = wg_arithmetic_bound(load, &free_rule);
  return bound.fault < found->fault ? bound : *found;
}

static void fill_verdict(const work *d, int32_t component, const wg_load *load,
                         const wg_found *found, const wg_bound *bound, int64_t steps)
{
  const wg_rule *rule = d->rule;
  const int32_t *members = d->members + d->begin[component];
  int32_t witness = bound->witness >= 0 ? members[bound->witness] : -1;
  int64_t fault = load->households > 0 ? found->fault : 0;
  bool is_proven = bound->fault >= fault;
  d->out->verdicts[component] = (wg_verdict){
      .lowest_unit = members[0],
      .households = load->households,
      .parts = found->count,
      .parts_min = (int32_t)((load->households + rule->max - 1) / rule->max),
      .parts_max = rule->min > 0 ? (int32_t)(load->households / rule->min) : load->units,
      .fault = fault,
      .bound = is_proven ? fault : bound->fault,
      .reason = is_proven ? bound->reason : WG_FINDING_SEARCH_LIMIT,
      .because = bound->reason,
      .by_ground = bound->by_ground,
      .witness = witness,
      .witness_households = witness >= 0 ? d->graph->households[witness] : 0,
      .steps = steps};
}

/* Without bounds they would only cost time. */
static void drop_persons(wg_level *level, wg_context *context)
{
  wg_release(context, level->persons);
  level->persons = NULL;
}

/* Divides one component; its parts are numbered on from part_count. */
static wg_status divide_component(work *d, int32_t component)
{
  const int32_t *members = d->members + d->begin[component];
  int32_t count = d->begin[component + 1] - d->begin[component];
  wg_rule rule = *d->rule;
  rule.parts = d->parts[component];
  wg_random random = wg_random_seeded(wg_random_next(&d->random));
  wg_level level = {0};
  wg_found found = {0};
  wg_bound bound;
  wg_status status;
  WG_TRY_DONE(wg_level_of_component(&level, d->context, d->graph, members, count, d->local));
  if (!wg_rule_bounds_persons(&rule)) drop_persons(&level, d->context);
  WG_TRY_DONE(wg_allocate(d->context, &found.part, (size_t)count, sizeof *found.part));
  wg_load load = wg_load_of(&level, &rule);
  if (load.households == 0) { /* any division of empty land will do */
    rule.min = rule.min_persons = rule.max_persons = 0;
    rule.effort = WG_EFFORT_FAST;
    drop_persons(&level, d->context);
  }
  wg_task task = {.context = d->context, .level = &level, .rule = &rule, .random = &random};
  WG_TRY_DONE(level.start != NULL ? wg_redraw_component(&task, &found, &bound)
                                  : wg_solve_component(&task, &found, &bound));
  bound = bound_of(d, &load, &bound);
  fill_verdict(d, component, &load, &found, &bound, task.steps);
  wg_partition *partition = &d->out->partition;
  for (int32_t i = 0; i < count; i++)
    partition->part[members[i]] = partition->part_count + found.part[i];
  partition->part_count += found.count;
  partition->steps += task.steps;
done:
  wg_level_free(&level, d->context);
  wg_release(d->context, found.part);
  return status;
}

/* One part, not searched. */
static void leave_whole(work *d, int32_t component)
{
  wg_partition *partition = &d->out->partition;
  d->out->verdicts[component] =
      (wg_verdict){.lowest_unit = d->members[d->begin[component]], .parts = 1, .witness = -1};
  wg_random_next(&d->random); /* the others draw as if it had been */
  for (int32_t i = d->begin[component]; i < d->begin[component + 1]; i++)
    partition->part[d->members[i]] = partition->part_count;
  partition->part_count++;
}

/* One part, with the bound as its fault. */
static wg_status prove_component(work *d, int32_t component)
{
  const int32_t *members = d->members + d->begin[component];
  int32_t count = d->begin[component + 1] - d->begin[component];
  wg_level level = {0};
  wg_bound bound;
  wg_status status;
  WG_TRY_DONE(wg_level_of_component(&level, d->context, d->graph, members, count, d->local));
  if (!wg_rule_bounds_persons(d->rule)) drop_persons(&level, d->context);
  wg_load load = wg_load_of(&level, d->rule);
  wg_task task = {.context = d->context, .level = &level, .rule = d->rule};
  WG_TRY_DONE(wg_prove_component(&task, &bound));
  const wg_found whole = {.count = 1, .fault = bound.fault};
  fill_verdict(d, component, &load, &whole, &bound, 0);
  for (int32_t i = 0; i < count; i++)
    d->out->partition.part[members[i]] = d->out->partition.part_count;
  d->out->partition.part_count++;
done:
  wg_level_free(&level, d->context);
  return status;
}

/* Numbers parts by their lowest unit; sums up households and cost. */
static wg_status number_parts(work *d)
{
  wg_partition *partition = &d->out->partition;
  const wg_graph *graph = d->graph;
  int32_t *number, next = 0;
  size_t parts = (size_t)partition->part_count;
  WG_TRY(wg_allocate(d->context, &partition->households, parts, sizeof *partition->households));
  if (graph->persons != NULL)
    WG_TRY(wg_allocate(d->context, &partition->persons, parts, sizeof *partition->persons));
  WG_TRY(wg_allocate(d->context, &number, parts, sizeof *number));
  for (size_t p = 0; p < parts; p++) number[p] = -1;
  for (int32_t u = 0; u < graph->unit_count; u++) {
    if (number[partition->part[u]] < 0) number[partition->part[u]] = next++;
    partition->part[u] = number[partition->part[u]];
    partition->households[partition->part[u]] += graph->households[u];
    if (graph->persons != NULL) partition->persons[partition->part[u]] += graph->persons[u];
  }
  for (int32_t u = 0; u < graph->unit_count; u++)
    for (int64_t s = graph->first[u]; s < graph->first[u + 1]; s++)
      if (graph->neighbor[s] > u && partition->part[graph->neighbor[s]] != partition->part[u])
        partition->cost += graph->cost[s];
  wg_release(d->context, number);
  return WG_OK;
}

static wg_status prepare(work *d)
{
  wg_context *context = d->context;
  size_t units = (size_t)d->graph->unit_count;
  wg_division *out = d->out;
  WG_TRY(check_rule(context, d->graph, d->rule));
  WG_TRY(wg_allocate(context, &out->partition.part, units, sizeof *out->partition.part));
  WG_TRY(wg_allocate(context, &out->verdict_of_unit, units, sizeof *out->verdict_of_unit));
  out->partition.unit_count = d->graph->unit_count;
  WG_TRY(wg_graph_components(d->graph, context, out->verdict_of_unit, &out->verdict_count));
  size_t components = (size_t)out->verdict_count;
  WG_TRY(wg_allocate(context, &out->verdicts, components, sizeof *out->verdicts));
  WG_TRY(wg_allocate(context, &d->members, units, sizeof *d->members));
  WG_TRY(wg_allocate(context, &d->local, units, sizeof *d->local));
  WG_TRY(wg_allocate(context, &d->begin, components + 1, sizeof *d->begin));
  WG_TRY(wg_allocate(context, &d->parts, components, sizeof *d->parts));
  group_units(d);
  return deal_parts(d);
}

wg_status wg_divide(wg_division *out, wg_context *context, const wg_graph *graph,
                    const wg_rule *rule, const char *name)
{
  return wg_divide_some(out, context, graph, rule, name, NULL);
}

static void end(work *d)
{
  wg_release(d->context, d->members);
  wg_release(d->context, d->begin);
  wg_release(d->context, d->local);
  wg_release(d->context, d->parts);
}

wg_status wg_prove(wg_division *out, wg_context *context, const wg_graph *graph,
                   const wg_rule *rule)
{
  *out = (wg_division){0};
  work d = {.context = context, .graph = graph, .rule = rule, .out = out};
  wg_status status;
  WG_TRY_DONE(prepare(&d));
  for (int32_t c = 0; c < out->verdict_count; c++) WG_TRY_DONE(prove_component(&d, c));
  WG_TRY_DONE(number_parts(&d));
done:
  end(&d);
  if (status != WG_OK) wg_division_free(out, context);
  return status;
}

static bool is_wanted(const work *d, const uint8_t *wanted, int32_t component)
{
  bool any = wanted == NULL;
  for (int32_t i = d->begin[component]; i < d->begin[component + 1] && !any; i++)
    any = wanted[d->members[i]];
  return any;
}

wg_status wg_divide_some(wg_division *out, wg_context *context, const wg_graph *graph,
                         const wg_rule *rule, const char *name, const uint8_t *wanted)
{
  *out = (wg_division){0};
  work d = {.context = context,
            .graph = graph,
            .rule = rule,
            .out = out,
            .random = wg_random_named(rule->seed, name)};
  wg_status status;
  WG_TRY_DONE(prepare(&d));
  for (int32_t c = 0; c < out->verdict_count; c++) {
    if (is_wanted(&d, wanted, c))
      WG_TRY_DONE(divide_component(&d, c));
    else
      leave_whole(&d, c);
  }
  WG_TRY_DONE(number_parts(&d));
done:
  end(&d);
  if (status != WG_OK) wg_division_free(out, context);
  return status;
}

void wg_division_free(wg_division *division, wg_context *context)
{
  wg_release(context, division->partition.part);
  wg_release(context, division->partition.households);
  wg_release(context, division->partition.persons);
  wg_release(context, division->verdicts);
  wg_release(context, division->verdict_of_unit);
  *division = (wg_division){0};
}
