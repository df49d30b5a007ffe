/* From a community's ground to its partition; and once more on other ground where that misses the
 * range. */
#include <string.h>

#include "compound.h"
#include "dividing.h"

const char *wg_dividing_code(const wg_dividing *d)
{
  const wg_communities *all = &d->run->plan->communities;
  return wg_texts_get(&all->texts, all->code[d->community]);
}

wg_rule wg_dividing_rule(const wg_dividing *d)
{
  wg_rule rule = d->run->plan->rule;
  if (d->cell_persons == NULL) rule.min_persons = rule.max_persons = 0;
  return rule;
}

int64_t wg_dividing_persons(const wg_dividing *d, const wg_grid *grid)
{
  if (d->cell_persons == NULL) return WG_UNKNOWN;
  return grid->persons == WG_UNKNOWN ? 0 : grid->persons;
}

/* The exempt area of every cell, where there are any: that of its first building in one. */
static wg_status describe_exempt_areas(wg_dividing *d)
{
  const wg_buildings *all = &d->run->plan->buildings;
  size_t count = (size_t)d->cells.cell_count;
  if (d->run->plan->exempt_areas.shapes.count == 0 || all->exempt_area == NULL) return WG_OK;
  WG_TRY(wg_allocate(d->context, &d->cell_exempt_area, count, sizeof *d->cell_exempt_area));
  for (size_t c = 0; c < count; c++) d->cell_exempt_area[c] = -1;
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t *area = &d->cell_exempt_area[d->cell_of_building[b]];
    if (*area < 0) *area = all->exempt_area[d->rows[b]];
    if (*area >= 0) d->cell_exempt[d->cell_of_building[b]] = 1;
  }
  d->cells.exempt_area = d->cell_exempt_area;
  return WG_OK;
}

/* Persons of the cells, where some building has any known and the rule bounds them besides. */
static wg_status describe_persons(wg_dividing *d)
{
  const wg_buildings *all = &d->run->plan->buildings;
  bool any = false;
  if (!wg_has_both_measures(&d->run->plan->rule) || all->persons == NULL) return WG_OK;
  for (int32_t b = 0; b < d->building_count; b++) any |= all->persons[d->rows[b]] != WG_UNKNOWN;
  if (!any) return WG_OK;
  WG_TRY(wg_allocate(d->context, &d->cell_persons, (size_t)d->cells.cell_count,
                     sizeof *d->cell_persons));
  for (int32_t b = 0; b < d->building_count; b++)
    if (all->persons[d->rows[b]] > 0)
      d->cell_persons[d->cell_of_building[b]] += all->persons[d->rows[b]];
  d->cells.persons = d->cell_persons;
  return WG_OK;
}

static wg_status describe_cells(wg_dividing *d)
{
  const wg_buildings *all = &d->run->plan->buildings;
  int32_t *number = NULL;
  size_t count = (size_t)d->cells.cell_count;
  WG_TRY(wg_allocate(d->context, &d->cell_households, count, sizeof *d->cell_households));
  WG_TRY(wg_allocate(d->context, &d->cell_compound, count, sizeof *d->cell_compound));
  WG_TRY(wg_allocate(d->context, &d->cell_exempt, count, sizeof *d->cell_exempt));
  WG_TRY(wg_allocate(d->context, &number, (size_t)d->building_count, sizeof *number));
  wg_status status = wg_number_compounds(number, d->context, all, d->rows, d->building_count);
  for (size_t c = 0; c < count; c++) d->cell_compound[c] = -1;
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t cell = d->cell_of_building[b];
    int32_t households = wg_weight_of_building(d->run->plan, d->rows[b]);
    if (households > 0) d->cell_households[cell] += households;
    if (d->cell_compound[cell] < 0) d->cell_compound[cell] = number[b];
    d->cell_exempt[cell] |= all->exempt[d->rows[b]];
  }
  wg_release(d->context, number);
  d->cells.households = d->cell_households;
  d->cells.compound = d->cell_compound;
  d->cells.exempt = d->cell_exempt;
  d->cells.min = d->run->plan->rule.min;
  d->cells.max = d->run->plan->rule.max;
  if (status == WG_OK) status = describe_exempt_areas(d);
  return status == WG_OK ? describe_persons(d) : status;
}

wg_status wg_dividing_tessellate(wg_dividing *d)
{
  WG_TRY(wg_tessellate(&d->tessellation, d->context, &d->ground.ground));
  d->cells.cells = wg_tessellation_cells(d->tessellation, &d->cells.cell_count);
  d->cells.borders = wg_tessellation_borders(d->tessellation, &d->cells.border_count);
  d->cell_of_building = wg_tessellation_cell_of_building(d->tessellation);
  return describe_cells(d);
}

int64_t wg_dividing_fault(const wg_division *division)
{
  int64_t fault = 0;
  for (int32_t v = 0; v < division->verdict_count; v++) fault += division->verdicts[v].fault;
  return fault;
}

/* The freer units and their division change places with those that are kept together. */
static void take_apart(wg_dividing *d)
{
  wg_units units = d->out->units;
  wg_division division = d->division;
  d->out->units = d->units_apart;
  d->division = d->apart;
  d->units_apart = units;
  d->apart = division;
  d->verdicts = d->division.verdicts;
  d->verdict_of_unit = d->division.verdict_of_unit;
}

/* Same pieces in the same order; only the bounds of the freer graph count. */
static void take_bounds(wg_dividing *d)
{
  for (int32_t v = 0; v < d->division.verdict_count; v++) {
    wg_verdict *verdict = &d->division.verdicts[v];
    const wg_verdict *freer = &d->apart.verdicts[v];
    verdict->bound = freer->bound;
    verdict->reason = verdict->because = freer->because;
    verdict->by_ground = freer->by_ground;
    for (int32_t c = 0; freer->witness >= 0 && c < d->cells.cell_count; c++)
      if (d->units_apart.unit_of_cell[c] == freer->witness)
        verdict->witness = d->out->units.unit_of_cell[c];
    verdict->witness_households = freer->witness_households;
    verdict->steps += freer->steps;
    if (verdict->bound < verdict->fault) verdict->reason = WG_FINDING_SEARCH_LIMIT;
  }
}

/* Tries with compounds and tiny land kept together; where that costs range, divides without as
 * well, with all means, and takes the better. The proof is that of the freer graph: it holds for
 * both. */
static wg_status divide(wg_dividing *d)
{
  wg_rule rule = wg_dividing_rule(d), trial = rule;
  wg_parts parts = d->parts;
  trial.once = 1;
  WG_TRY(wg_units_make(&d->out->units, d->context, &d->cells, true));
  WG_TRY(wg_parts_fit(&d->parts, d->context, &d->out->units, &trial));
  WG_TRY(wg_divide(&d->division, d->context, &d->out->units.graph, &trial, wg_dividing_code(d)));
  d->verdicts = d->division.verdicts;
  d->verdict_of_unit = d->division.verdict_of_unit;
  int64_t fault = wg_dividing_fault(&d->division);
  if (fault == 0 && d->parts.made >= d->parts.asked) return WG_OK;
  WG_TRY(wg_units_make(&d->units_apart, d->context, &d->cells, false));
  WG_TRY(wg_parts_fit(&parts, d->context, &d->units_apart, &rule));
  WG_TRY(wg_divide(&d->apart, d->context, &d->units_apart.graph, &rule, wg_dividing_code(d)));
  if (parts.made > d->parts.made || wg_dividing_fault(&d->apart) < fault) {
    d->parts = parts;
    take_apart(d);
  } else {
    take_bounds(d);
  }
  return WG_OK;
}

static void count_community(wg_dividing *d)
{
  wg_community_result *result = &d->out->result;
  const wg_buildings *all = &d->run->plan->buildings;
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t households = all->households[d->rows[b]];
    result->buildings++;
    if (households == WG_UNKNOWN)
      result->buildings_unknown++;
    else
      result->households += households;
    int32_t weight = wg_weight_of_building(d->run->plan, d->rows[b]);
    if (weight == WG_UNKNOWN)
      d->weight_unknown++;
    else
      d->weight += weight;
  }
}

/* Proved by the number of households or by a single building, whatever the ground. */
static bool is_plain(const wg_verdict *verdict)
{
  return verdict->bound == verdict->fault && !verdict->by_ground &&
         (verdict->reason == WG_FINDING_TOO_FEW_HOUSEHOLDS ||
          verdict->reason == WG_FINDING_NO_NUMBER_OF_GRIDS ||
          verdict->reason == WG_FINDING_BUILDING_ABOVE_MAX);
}

bool wg_dividing_is_open(const wg_dividing *d)
{
  for (int32_t v = 0; v < d->division.verdict_count; v++)
    if (d->verdicts[v].fault > 0 && !is_plain(&d->verdicts[v])) return true;
  return false;
}

/* Ground, cells, units, partition. */
wg_status wg_dividing_draft(wg_dividing *d)
{
  WG_TRY(wg_ground_gather(&d->ground, d->context, d->run, d->community));
  d->ground.ground.strips_are_land = d->strips_are_land;
  WG_TRY(wg_dividing_tessellate(d));
  WG_TRY(wg_dividing_weigh(d));
  WG_TRY(wg_dividing_recall(d));
  count_community(d);
  if (d->run->surveys) return wg_dividing_survey(d);
  d->parts.asked = wg_parts_asked(d->run->plan, d->community, d->weight);
  return divide(d);
}

/* A proof must hold on either ground: where the other draft might do with less fault, nothing but
 * plain arithmetic remains proven. */
static void weaken_proofs(wg_division *division, const wg_division *other)
{
  int64_t gap = wg_dividing_fault(division);
  for (int32_t v = 0; v < other->verdict_count; v++) gap -= other->verdicts[v].bound;
  for (int32_t v = 0; v < division->verdict_count && gap > 0; v++) {
    wg_verdict *verdict = &division->verdicts[v];
    if (verdict->fault == 0 || is_plain(verdict)) continue;
    verdict->bound = verdict->bound > gap ? verdict->bound - gap : 0;
    verdict->reason = WG_FINDING_SEARCH_LIMIT;
  }
}

/* Where the range is missed, the same once more with the strips between barriers as ground of
 * their own; *d becomes the better one. */
wg_status wg_dividing_draft_again(wg_dividing *d)
{
  wg_community_work work = {0};
  wg_dividing other = {.context = d->context,
                       .run = d->run,
                       .community = d->community,
                       .rows = d->rows,
                       .building_count = d->building_count,
                       .strips_are_land = true,
                       .out = &work};
  wg_status status = wg_dividing_draft(&other);
  if (status == WG_OK && wg_dividing_fault(&other.division) < wg_dividing_fault(&d->division)) {
    wg_dividing worse = *d;
    wg_community_work worse_work = *d->out;
    *worse.out = work;
    *d = other;
    d->out = worse.out;
    work = worse_work;
    other = worse;
  }
  if (status == WG_OK) weaken_proofs(&d->division, &other.division);
  wg_dividing_free(&other);
  wg_community_work_free(&work, d->context);
  return status;
}

void wg_dividing_free(wg_dividing *d)
{
  wg_ground_free(&d->ground, d->context);
  wg_tessellation_free(d->tessellation);
  wg_division_free(&d->division, d->context);
  wg_division_free(&d->apart, d->context);
  wg_units_free(&d->units_apart, d->context);
  wg_release(d->context, d->cell_households);
  wg_release(d->context, d->cell_persons);
  wg_release(d->context, d->cell_compound);
  wg_release(d->context, d->cell_exempt);
  wg_release(d->context, d->cell_former);
  wg_release(d->context, d->cell_fence);
  wg_release(d->context, d->cell_exempt_area);
  wg_release(d->context, d->alike);
  wg_release(d->context, d->cell_land);
  wg_release(d->context, d->label_of_cell);
  wg_release(d->context, d->lowest_building);
  wg_release(d->context, d->rank);
  wg_release(d->context, d->area_of_cell);
  wg_release(d->context, d->overlaps.pairs);
  wg_release(d->context, d->overlaps.new_of_old);
}
