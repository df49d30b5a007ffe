/* See community.h. A local building is a position among the community's own buildings; a local
 * grid is first a part of the partition, then, after numbering, its place in the order. */
#include "community.h"

#include <stdio.h>
#include <string.h>

#include "compound.h"
#include "ground.h"
#include "number.h"
#include "reasons.h"

#define SIMPLIFY_MM 1000 /* grid lines away from barriers may be straightened by a metre */

typedef struct dividing {
  wg_context *context;
  const wg_run *run;
  int32_t community;
  const int64_t *rows; /* the community's buildings */
  int32_t building_count;
  bool strips_are_land;
  wg_own_ground ground;
  wg_tessellation *tessellation;
  wg_cells_input cells;
  int32_t *cell_households, *cell_compound;
  uint8_t *cell_exempt;
  const int32_t *cell_of_building;
  wg_division division;   /* the partition that is used … */
  wg_division apart;      /* … and, if keeping together was in the way, the other one */
  wg_units units_apart;
  const wg_verdict *verdicts; /* of whichever proves most */
  const int32_t *verdict_of_unit;
  int32_t *label_of_cell, *lowest_building, *rank;
  wg_community_work *out;
} dividing;

/* --- cells and units -------------------------------------------------------------------------- */

static wg_status describe_cells(dividing *d)
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
    int32_t households = all->households[d->rows[b]];
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
  return status;
}

static wg_status tessellate(dividing *d)
{
  WG_TRY(wg_ground_gather(&d->ground, d->context, d->run, d->community));
  d->ground.ground.strips_are_land = d->strips_are_land;
  WG_TRY(wg_tessellate(&d->tessellation, d->context, &d->ground.ground));
  d->cells.cells = wg_tessellation_cells(d->tessellation, &d->cells.cell_count);
  d->cells.borders = wg_tessellation_borders(d->tessellation, &d->cells.border_count);
  d->cell_of_building = wg_tessellation_cell_of_building(d->tessellation);
  return describe_cells(d);
}

static int64_t total_fault(const wg_division *division)
{
  int64_t fault = 0;
  for (int32_t v = 0; v < division->verdict_count; v++) fault += division->verdicts[v].fault;
  return fault;
}

static const char *community_code(const dividing *d)
{
  const wg_communities *all = &d->run->plan->communities;
  return wg_texts_get(&all->texts, all->code[d->community]);
}

/* Tries with compounds and tiny land kept together; where that costs range, divides without as
 * well, with all means, and takes the better. The proof is that of the freer graph: it holds for
 * both. */
static wg_status divide(dividing *d)
{
  const wg_rule *rule = &d->run->plan->rule;
  wg_rule trial = *rule;
  trial.once = 1;
  WG_TRY(wg_units_make(&d->out->units, d->context, &d->cells, true));
  WG_TRY(wg_divide(&d->division, d->context, &d->out->units.graph, &trial, community_code(d)));
  d->verdicts = d->division.verdicts;
  d->verdict_of_unit = d->division.verdict_of_unit;
  if (total_fault(&d->division) == 0) return WG_OK;
  WG_TRY(wg_units_make(&d->units_apart, d->context, &d->cells, false));
  WG_TRY(wg_divide(&d->apart, d->context, &d->units_apart.graph, rule, community_code(d)));
  if (total_fault(&d->apart) < total_fault(&d->division)) {
    wg_units units = d->out->units;
    wg_division division = d->division;
    d->out->units = d->units_apart;
    d->division = d->apart;
    d->units_apart = units;
    d->apart = division;
    d->verdicts = d->division.verdicts;
    d->verdict_of_unit = d->division.verdict_of_unit;
    return WG_OK;
  }
  /* Same pieces in the same order; only the bounds of the freer graph count. */
  for (int32_t v = 0; v < d->division.verdict_count; v++) {
    wg_verdict *verdict = &d->division.verdicts[v];
    const wg_verdict *freer = &d->apart.verdicts[v];
    verdict->bound = freer->bound;
    verdict->reason = freer->reason;
    verdict->steps += freer->steps;
    if (verdict->bound < verdict->fault) verdict->reason = WG_FINDING_SEARCH_LIMIT;
  }
  return WG_OK;
}

/* --- grids ------------------------------------------------------------------------------------ */

/* Units to local grids: the parts; all one where the community has no known household. */
static wg_status label_units(dividing *d, int64_t households)
{
  wg_community_work *out = d->out;
  size_t count = (size_t)out->units.unit_count;
  bool any_exempt = false;
  WG_TRY(wg_allocate(d->context, &out->grid_of_unit, count, sizeof *out->grid_of_unit));
  for (size_t u = 0; u < count; u++) any_exempt |= out->units.exempt[u];
  out->grid_count = households == 0 && !any_exempt ? 1 : d->division.partition.part_count;
  if (out->grid_count > 1 || households > 0)
    memcpy(out->grid_of_unit, d->division.partition.part, count * sizeof *out->grid_of_unit);
  WG_TRY(wg_allocate(d->context, &out->grids, (size_t)out->grid_count, sizeof *out->grids));
  WG_TRY(wg_allocate(d->context, &d->lowest_building, (size_t)out->grid_count,
                     sizeof *d->lowest_building));
  WG_TRY(wg_allocate(d->context, &d->rank, (size_t)out->grid_count, sizeof *d->rank));
  for (int32_t g = 0; g < out->grid_count; g++) {
    out->grids[g] = (wg_grid){.community = d->community,
                              .persons = WG_UNKNOWN,
                              .code = WG_NO_TEXT,
                              .name = WG_NO_TEXT,
                              .reason = WG_NO_TEXT};
    d->lowest_building[g] = INT32_MAX;
  }
  for (size_t u = 0; u < count; u++)
    if (out->units.exempt[u]) out->grids[out->grid_of_unit[u]].kind = WG_GRID_EXEMPT;
  return WG_OK;
}

static void count_building(const wg_buildings *all, int64_t row, wg_grid *grid)
{
  int32_t households = all->households[row];
  grid->buildings++;
  if (households == WG_UNKNOWN) grid->buildings_unknown++;
  else grid->households += households;
  if (all->source[row] == WG_HOUSEHOLDS_ESTIMATED && households > 0)
    grid->households_estimated += households;
  if (all->persons[row] != WG_UNKNOWN)
    grid->persons = (grid->persons == WG_UNKNOWN ? 0 : grid->persons) + all->persons[row];
}

static wg_status count_buildings(dividing *d)
{
  wg_community_work *out = d->out;
  const wg_buildings *all = &d->run->plan->buildings;
  WG_TRY(wg_allocate(d->context, &out->unit_of_building, (size_t)d->building_count,
                     sizeof *out->unit_of_building));
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t unit = out->units.unit_of_cell[d->cell_of_building[b]];
    int32_t grid = out->grid_of_unit[unit];
    out->unit_of_building[b] = unit;
    count_building(all, d->rows[b], &out->grids[grid]);
    if (b < d->lowest_building[grid]) d->lowest_building[grid] = b;
  }
  return WG_OK;
}

/* The cell's inner point nearest to the area-weighted middle of its group: surely inside. groups:
 * of every cell; result: one point a group. */
static wg_status inner_points(dividing *d, const int32_t *group_of_cell, int32_t groups,
                              wg_point *points)
{
  struct middle {
    __int128 x, y, weight;
    int64_t distance;
  } *middles = NULL;
  WG_TRY(wg_allocate(d->context, &middles, (size_t)groups, sizeof *middles));
  const wg_point origin = d->cells.cells[0].inner; /* so that nothing depends on the run's origin */
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    const wg_cell *cell = &d->cells.cells[c];
    struct middle *m = &middles[group_of_cell[c]];
    m->x += (__int128)((int64_t)cell->inner.x - origin.x) * cell->area2_mm2;
    m->y += (__int128)((int64_t)cell->inner.y - origin.y) * cell->area2_mm2;
    m->weight += cell->area2_mm2;
    m->distance = INT64_MAX;
  }
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    struct middle *m = &middles[group_of_cell[c]];
    wg_point middle = origin;
    if (m->weight > 0) {
      middle.x += (int32_t)(m->x / m->weight);
      middle.y += (int32_t)(m->y / m->weight);
    }
    int64_t distance = wg_distance(middle, d->cells.cells[c].inner);
    if (distance >= m->distance) continue;
    m->distance = distance;
    points[group_of_cell[c]] = d->cells.cells[c].inner;
  }
  wg_release(d->context, middles);
  return WG_OK;
}

static wg_status place_grids(dividing *d)
{
  wg_community_work *out = d->out;
  size_t cells = (size_t)d->cells.cell_count;
  WG_TRY(wg_allocate(d->context, &d->label_of_cell, cells, sizeof *d->label_of_cell));
  for (size_t c = 0; c < cells; c++)
    d->label_of_cell[c] = out->grid_of_unit[out->units.unit_of_cell[c]];
  WG_TRY(wg_allocate(d->context, &out->inner_of_unit, (size_t)out->units.unit_count,
                     sizeof *out->inner_of_unit));
  WG_TRY(inner_points(d, out->units.unit_of_cell, out->units.unit_count, out->inner_of_unit));
  wg_point *inner = NULL;
  WG_TRY(wg_allocate(d->context, &inner, (size_t)out->grid_count, sizeof *inner));
  wg_status status = inner_points(d, d->label_of_cell, out->grid_count, inner);
  for (int32_t g = 0; g < out->grid_count; g++) out->grids[g].inner = inner[g];
  wg_release(d->context, inner);
  return status;
}

static wg_status number_grids(dividing *d)
{
  wg_community_work *out = d->out;
  int64_t area2 = 0;
  int32_t north = INT32_MIN;
  const wg_boundary *boundary = &d->ground.ground.boundary;
  for (int32_t c = 0; c < d->cells.cell_count; c++) area2 += d->cells.cells[c].area2_mm2;
  for (int32_t i = 0; i < boundary->ring_start[boundary->ring_count]; i++)
    if (boundary->points[i].y > north) north = boundary->points[i].y;
  WG_TRY(wg_number_grids(out->grids, out->grid_count, d->context, d->lowest_building, area2, north,
                         community_code(d), d->run->code_template, &out->texts, d->rank));
  for (int32_t c = 0; c < d->cells.cell_count; c++)
    d->label_of_cell[c] = d->rank[d->label_of_cell[c]];
  for (int32_t u = 0; u < out->units.unit_count; u++)
    out->grid_of_unit[u] = d->rank[out->grid_of_unit[u]];
  return WG_OK;
}

static wg_grid_status status_of(const wg_grid *grid, const wg_rule *rule,
                                const wg_community_result *result)
{
  if (grid->kind == WG_GRID_EXEMPT) return WG_GRID_IS_EXEMPT;
  if (result->households == 0)
    return result->buildings_unknown > 0 ? WG_GRID_UNKNOWN : WG_GRID_EMPTY;
  if (grid->households < rule->min) return WG_GRID_UNDER;
  return grid->households > rule->max ? WG_GRID_OVER : WG_GRID_OK;
}

/* --- figures and findings --------------------------------------------------------------------- */

static void format_grid_subject(const dividing *d, const wg_grid *grid, char *out, size_t size)
{
  const wg_communities *all = &d->run->plan->communities;
  snprintf(out, size, "%s %s (%s)", wg_texts_get(&all->texts, all->name[d->community]),
           wg_texts_get(&d->out->texts, grid->name), wg_texts_get(&d->out->texts, grid->code));
}

/* Households of the piece behind the longest hard border of the piece of a verdict, or −1. */
static int64_t households_next_to(const dividing *d, int32_t verdict)
{
  int64_t longest = 0, households = -1;
  for (int64_t i = 0; i < d->out->units.edge_count; i++) {
    const wg_unit_edge *edge = &d->out->units.edges[i];
    int32_t a = d->verdict_of_unit[edge->a], b = d->verdict_of_unit[edge->b];
    if ((a == verdict) == (b == verdict) || edge->length_mm <= longest) continue;
    longest = edge->length_mm;
    households = d->verdicts[a == verdict ? b : a].households;
  }
  return households;
}

/* Names the largest building of the witness unit and counts those with households. */
static void name_witness(const dividing *d, wg_circumstance *why)
{
  const wg_buildings *all = &d->run->plan->buildings;
  int64_t best = -1;
  for (int32_t b = 0; b < d->building_count; b++) {
    if (d->out->unit_of_building[b] != why->verdict->witness) continue;
    why->witness_buildings += all->households[d->rows[b]] > 0;
    if (best < 0 || all->households[d->rows[b]] > all->households[best]) best = d->rows[b];
  }
  why->witness = best < 0 ? "" : wg_texts_get(&all->texts, all->id[best]);
}

/* Any unit of a grid tells its piece, and so its verdict. */
static int32_t verdict_of_grid(const dividing *d, int32_t grid)
{
  for (int32_t u = 0; u < d->out->units.unit_count; u++)
    if (d->out->grid_of_unit[u] == grid) return d->verdict_of_unit[u];
  return -1;
}

static wg_status explain_grid(dividing *d, int32_t g, int32_t populated)
{
  wg_community_work *out = d->out;
  wg_grid *grid = &out->grids[g];
  char subject[512];
  int32_t index = verdict_of_grid(d, g);
  const wg_verdict *verdict = &d->verdicts[index];
  format_grid_subject(d, grid, subject, sizeof subject);
  wg_circumstance why = {.rule = &d->run->plan->rule,
                         .verdict = verdict,
                         .grid = subject,
                         .next_households = households_next_to(d, index),
                         .populated_pieces = populated};
  name_witness(d, &why);
  WG_TRY(wg_reasons_add(&out->findings, d->context, &why, grid, g));
  const wg_finding *finding = &out->findings.items[out->findings.count - 1];
  grid->proof = finding->proof;
  if (out->result.proof == WG_PROOF_NONE || finding->proof < out->result.proof)
    out->result.proof = finding->proof;
  return wg_texts_add(&out->texts, d->context, wg_finding_code_name(finding->code), -1,
                      &grid->reason);
}

static wg_status judge_grids(dividing *d)
{
  wg_community_result *result = &d->out->result;
  const wg_rule *rule = &d->run->plan->rule;
  int32_t populated = 0;
  for (int32_t v = 0; v < d->division.verdict_count; v++) {
    const wg_verdict *verdict = &d->verdicts[v];
    if (verdict->households == 0 || d->out->units.exempt[verdict->lowest_unit]) continue;
    populated++;
    result->grids_min += verdict->parts_min;
    result->grids_max += verdict->parts_max;
  }
  for (int32_t g = 0; g < d->out->grid_count; g++) {
    wg_grid *grid = &d->out->grids[g];
    grid->status = status_of(grid, rule, result);
    result->grids++;
    result->in_range += grid->status == WG_GRID_OK;
    if (grid->status == WG_GRID_UNDER || grid->status == WG_GRID_OVER)
      WG_TRY(explain_grid(d, g, populated));
  }
  return WG_OK;
}

static void count_community(dividing *d)
{
  wg_community_result *result = &d->out->result;
  const wg_buildings *all = &d->run->plan->buildings;
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t households = all->households[d->rows[b]];
    result->buildings++;
    if (households == WG_UNKNOWN) result->buildings_unknown++;
    else result->households += households;
  }
}

/* One finding about the community as a whole. */
static wg_status add_finding(dividing *d, wg_finding_code code, wg_finding **out)
{
  const wg_communities *all = &d->run->plan->communities;
  WG_TRY(wg_findings_add(&d->out->findings, d->context, code, out));
  (*out)->community = d->community;
  return wg_texts_format(&d->out->findings.texts, d->context, &(*out)->subject, "%s (%s)",
                         wg_texts_get(&all->texts, all->name[d->community]), community_code(d));
}

/* A finding with a count and up to five of the buildings it is about. */
static wg_status report_buildings(dividing *d, wg_finding_code code, const char *reason,
                                  int64_t count, const int32_t *first, size_t stride)
{
  const wg_buildings *all = &d->run->plan->buildings;
  wg_finding *finding;
  char names[1024] = "";
  size_t length = 0;
  if (count == 0) return WG_OK;
  WG_TRY(add_finding(d, code, &finding));
  for (int64_t i = 0; i < count && i < 5; i++) {
    int32_t b;
    memcpy(&b, (const char *)first + (size_t)i * stride, sizeof b);
    length += (size_t)snprintf(names + length, sizeof names - length, "%s'%.100s'",
                               i > 0 ? ", " : "", wg_texts_get(&all->texts, all->id[d->rows[b]]));
  }
  return wg_texts_format(&d->out->findings.texts, d->context, &finding->reason, "%lld %s: %s%s",
                         (long long)count, reason, names, count > 5 ? " …" : "");
}

static wg_status report_ground(dividing *d)
{
  wg_context *c = d->context;
  const wg_units *units = &d->out->units;
  wg_findings *f = &d->out->findings;
  wg_finding *finding;
  int64_t count;
  const wg_overlap *overlaps = wg_tessellation_overlaps(d->tessellation, &count);
  WG_TRY(report_buildings(d, WG_FINDING_BUILDINGS_OVERLAP,
                          wg_in(c, "footprints overlap others by more than a tenth and stay with them",
                                "栋楼与其他楼重叠超过十分之一，归为同一单元"),
                          count, count > 0 ? &overlaps->b : NULL, sizeof *overlaps));
  const int32_t *pierced = wg_tessellation_pierced(d->tessellation, &count);
  WG_TRY(report_buildings(d, WG_FINDING_BARRIER_THROUGH_BUILDING,
                          wg_in(c, "buildings have a barrier through them; it was led round them",
                                "栋楼被阻隔线穿过，已绕行"),
                          count, pierced, sizeof *pierced));
  if (units->detached_count > 0) {
    WG_TRY(add_finding(d, WG_FINDING_DETACHED_PART, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "%d detached parts with fewer than %d households joined the nearest grid.",
                                 "%d 处飞地不足 %d 户，已并入最近的网格。"),
                           units->detached_count, d->run->plan->rule.min));
  }
  if (units->land_count > 0 && d->out->result.households > 0) {
    WG_TRY(add_finding(d, WG_FINDING_LAND_WITHOUT_HOUSEHOLDS, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "%d pieces without households, cut off by hard barriers, joined a neighbour.",
                                 "%d 处被硬阻隔隔开的无户地块已并入相邻网格。"),
                           units->land_count));
  }
  if (d->out->result.households == 0 && d->out->result.buildings_unknown > 0) {
    WG_TRY(add_finding(d, WG_FINDING_HOUSEHOLDS_ALL_UNKNOWN, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "None of its %d buildings without a count could be weighed; no claim is made.",
                                 "%d 栋楼户数未知，无法判断。"),
                           d->out->result.buildings_unknown));
  }
  return WG_OK;
}

/* --- the whole -------------------------------------------------------------------------------- */

static void free_dividing(dividing *d)
{
  wg_ground_free(&d->ground, d->context);
  wg_tessellation_free(d->tessellation);
  wg_division_free(&d->division, d->context);
  wg_division_free(&d->apart, d->context);
  wg_units_free(&d->units_apart, d->context);
  wg_release(d->context, d->cell_households);
  wg_release(d->context, d->cell_compound);
  wg_release(d->context, d->cell_exempt);
  wg_release(d->context, d->label_of_cell);
  wg_release(d->context, d->lowest_building);
  wg_release(d->context, d->rank);
}

/* Whether more ground to hang together over might help: no, where the number of households or a
 * single building forbids the range. */
static bool is_worth_another_ground(const dividing *d)
{
  for (int32_t v = 0; v < d->division.verdict_count; v++) {
    const wg_verdict *verdict = &d->verdicts[v];
    bool plain = verdict->reason == WG_FINDING_TOO_FEW_HOUSEHOLDS ||
                 verdict->reason == WG_FINDING_NO_NUMBER_OF_GRIDS ||
                 verdict->reason == WG_FINDING_BUILDING_ABOVE_MAX;
    if (verdict->fault > 0 && !(plain && verdict->bound == verdict->fault)) return true;
  }
  return false;
}

/* Ground, cells, units, partition. */
static wg_status draft(dividing *d)
{
  WG_TRY(tessellate(d));
  count_community(d);
  return divide(d);
}

/* Where the range is missed, the same once more with the strips between barriers as ground of
 * their own; *d becomes the better one. */
static wg_status draft_again(dividing *d)
{
  wg_community_work work = {0};
  dividing other = {.context = d->context,
                    .run = d->run,
                    .community = d->community,
                    .rows = d->rows,
                    .building_count = d->building_count,
                    .strips_are_land = true,
                    .out = &work};
  wg_status status = draft(&other);
  if (status == WG_OK && total_fault(&other.division) < total_fault(&d->division)) {
    dividing worse = *d;
    wg_community_work worse_work = *d->out;
    *worse.out = work;
    *d = other;
    d->out = worse.out;
    work = worse_work;
    other = worse;
  }
  free_dividing(&other);
  wg_community_work_free(&work, d->context);
  return status;
}

/* Grids from the partition: labels, figures, numbers, reasons, outlines. */
static wg_status finish(dividing *d)
{
  WG_TRY(label_units(d, d->out->result.households));
  WG_TRY(count_buildings(d));
  WG_TRY(place_grids(d));
  WG_TRY(number_grids(d));
  WG_TRY(judge_grids(d));
  WG_TRY(report_ground(d));
  return wg_tessellation_outlines(d->tessellation, d->context, d->label_of_cell, d->out->grid_count,
                                  SIMPLIFY_MM, &d->out->outlines);
}

wg_status wg_community_divide(wg_community_work *out, wg_context *context, const wg_run *run,
                              int32_t community)
{
  dividing d = {.context = context, .run = run, .community = community, .out = out};
  memset(out, 0, sizeof *out);
  d.rows = run->building_rows + run->first_building[community];
  d.building_count = (int32_t)(run->first_building[community + 1] - run->first_building[community]);
  /* a community that lies wholly under others has no ground of its own */
  if (wg_frame_boundary(run->frame, community).ring_count == 0) return WG_OK;
  wg_status status = draft(&d);
  if (status == WG_OK && is_worth_another_ground(&d)) status = draft_again(&d);
  if (status == WG_OK) status = finish(&d);
  free_dividing(&d);
  if (status != WG_OK) wg_community_work_free(out, context);
  return status;
}

void wg_community_work_free(wg_community_work *work, wg_context *context)
{
  wg_units_free(&work->units, context);
  wg_release(context, work->unit_of_building);
  wg_release(context, work->grid_of_unit);
  wg_release(context, work->inner_of_unit);
  wg_release(context, work->grids);
  wg_outlines_free(&work->outlines, context);
  wg_texts_free(&work->texts, context);
  wg_findings_free(&work->findings, context);
  memset(work, 0, sizeof *work);
}
