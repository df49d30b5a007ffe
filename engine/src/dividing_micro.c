/* The second level: each grid of a community divided into micro-grids by the same means, on its
 * cells.
 *
 *     cells of a grid → units → divide → areas, in order of place → micro-grids
 *
 * An area is what lies on the ground; it is one micro-grid, unless a building with more households
 * than a micro-grid may have stands on it and can be cut by entrances or floors: then it is
 * several. */
#include <stdio.h>
#include <string.h>

#include "dividing.h"
#include "micro.h"

enum { MOST_PLACES = 400 }; /* no building has more entrances or floors */

/* What all grids of the community share. */
typedef struct level {
  wg_dividing *d;
  const wg_micro_rule *micro;
  int32_t *first_cell, *cells; /* cells by grid, ascending within */
  int32_t *place;              /* of each cell among those of its grid */
  int64_t *first_border;
  wg_border *borders;                  /* inside a grid, by grid, their ends as places */
  int32_t *households;                 /* of each cell */
  int32_t *first_area;                 /* of each grid, + 1 */
  int32_t *rank;                       /* of each area in its order */
  wg_grid *areas;                      /* what numbering needs of them */
  int32_t *lowest;                     /* building of each area, for ties */
  int32_t *first_building, *buildings; /* by area */
  int32_t undivided, divided, out_of_range;
  char names[512]; /* of buildings that cannot be cut */
} level;

/* --- cells and borders by grid ------------------------------------------------------------------
 */

static wg_status sort_cells(level *l)
{
  const wg_dividing *d = l->d;
  size_t cells = (size_t)d->cells.cell_count, grids = (size_t)d->out->grid_count;
  WG_TRY(wg_allocate(d->context, &l->first_cell, grids + 2, sizeof *l->first_cell));
  WG_TRY(wg_allocate(d->context, &l->cells, cells, sizeof *l->cells));
  WG_TRY(wg_allocate(d->context, &l->place, cells, sizeof *l->place));
  WG_TRY(wg_allocate(d->context, &l->households, cells, sizeof *l->households));
  int32_t *next = l->first_cell + 1; /* one ahead, so that filling moves it into place */
  for (size_t c = 0; c < cells; c++) next[d->label_of_cell[c] + 1]++;
  for (size_t g = 0; g < grids; g++) next[g + 1] += next[g];
  for (size_t c = 0; c < cells; c++) {
    int32_t grid = d->label_of_cell[c];
    l->cells[next[grid]++] = (int32_t)c;
  }
  for (size_t g = 0; g < grids; g++)
    for (int32_t i = l->first_cell[g]; i < l->first_cell[g + 1]; i++)
      l->place[l->cells[i]] = i - l->first_cell[g];
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t households = d->run->plan->buildings.households[d->rows[b]];
    if (households > 0) l->households[d->cell_of_building[b]] += households;
  }
  return WG_OK;
}

static wg_status sort_borders(level *l)
{
  const wg_dividing *d = l->d;
  size_t grids = (size_t)d->out->grid_count;
  WG_TRY(wg_allocate(d->context, &l->first_border, grids + 2, sizeof *l->first_border));
  WG_TRY(wg_allocate(d->context, &l->borders, (size_t)d->cells.border_count, sizeof *l->borders));
  int64_t *next = l->first_border + 1;
  for (int pass = 0; pass < 2; pass++) {
    for (int64_t i = 0; i < d->cells.border_count; i++) {
      wg_border border = d->cells.borders[i];
      int32_t grid = d->label_of_cell[border.a];
      if (grid != d->label_of_cell[border.b]) continue;
      if (pass == 0) {
        next[grid + 1]++;
        continue;
      }
      border.a = l->place[border.a];
      border.b = l->place[border.b];
      l->borders[next[grid]++] = border;
    }
    for (size_t g = 0; g < grids && pass == 0; g++) next[g + 1] += next[g];
  }
  return WG_OK;
}

/* --- one grid ------------------------------------------------------------------------------------
 */

/* Its cells in their own numbers, borrowed arrays but for the copies. */
typedef struct inside {
  wg_cell *cells;
  int32_t *households, *compound;
  wg_cells_input input;
} inside;

static wg_status look_inside(const level *l, int32_t grid, inside *out)
{
  const wg_dividing *d = l->d;
  int32_t first = l->first_cell[grid], count = l->first_cell[grid + 1] - first;
  WG_TRY(wg_allocate(d->context, &out->cells, (size_t)count, sizeof *out->cells));
  WG_TRY(wg_allocate(d->context, &out->households, (size_t)count, sizeof *out->households));
  WG_TRY(wg_allocate(d->context, &out->compound, (size_t)count, sizeof *out->compound));
  for (int32_t i = 0; i < count; i++) {
    int32_t cell = l->cells[first + i];
    out->cells[i] = d->cells.cells[cell];
    out->households[i] = l->households[cell];
    out->compound[i] = d->cell_compound[cell];
  }
  out->input = (wg_cells_input){.cells = out->cells,
                                .cell_count = count,
                                .borders = l->borders + l->first_border[grid],
                                .border_count = l->first_border[grid + 1] - l->first_border[grid],
                                .households = out->households,
                                .compound = out->compound,
                                .min = l->micro->min,
                                .max = l->micro->max};
  return WG_OK;
}

static wg_rule rule_of(const level *l)
{
  wg_rule rule = l->d->run->plan->rule;
  rule.min = l->micro->min;
  rule.max = l->micro->max;
  rule.target = 0;
  rule.charge = -1;
  rule.min_persons = rule.max_persons = 0;
  rule.parts = 0;
  rule.measure = WG_MEASURE_HOUSEHOLDS;
  return rule;
}

/* One division of the grid; area of each of its cells from `first_area` on, if it misses the range
 * by less than *fault, which it then sets. */
static wg_status try_division(level *l, int32_t grid, const inside *in, bool together,
                              int64_t *fault, int32_t first_area, int32_t *areas)
{
  wg_dividing *d = l->d;
  wg_units units = {0};
  wg_division division = {0};
  const wg_rule rule = rule_of(l);
  const char *name = wg_texts_get(&d->out->texts, d->out->grids[grid].code);
  wg_status status = wg_units_make(&units, d->context, &in->input, together);
  if (status == WG_OK) status = wg_divide(&division, d->context, &units.graph, &rule, name);
  int64_t missed = status == WG_OK ? wg_dividing_fault(&division) : INT64_MAX;
  if (status == WG_OK && (*fault < 0 || missed < *fault)) {
    *fault = missed;
    *areas = division.partition.part_count;
    for (int32_t i = 0; i < in->input.cell_count; i++)
      d->area_of_cell[l->cells[l->first_cell[grid] + i]] =
          first_area + division.partition.part[units.unit_of_cell[i]];
  }
  wg_division_free(&division, d->context);
  wg_units_free(&units, d->context);
  return status;
}

/* With compounds kept together; where that costs range, without. A grid that has no bounds, or no
 * households, is one area. */
static wg_status divide_grid(level *l, int32_t grid, int32_t first_area, int32_t *areas)
{
  const wg_grid *about = &l->d->out->grids[grid];
  inside in = {0};
  int64_t fault = -1;
  *areas = 1;
  for (int32_t i = l->first_cell[grid]; i < l->first_cell[grid + 1]; i++)
    l->d->area_of_cell[l->cells[i]] = first_area;
  if (about->kind == WG_GRID_EXEMPT || about->households == 0) return WG_OK;
  wg_status status = look_inside(l, grid, &in);
  if (status == WG_OK) status = try_division(l, grid, &in, true, &fault, first_area, areas);
  if (status == WG_OK && fault > 0)
    status = try_division(l, grid, &in, false, &fault, first_area, areas);
  wg_release(l->d->context, in.cells);
  wg_release(l->d->context, in.households);
  wg_release(l->d->context, in.compound);
  return status;
}

static wg_status divide_grids(level *l)
{
  wg_dividing *d = l->d;
  int32_t grids = d->out->grid_count;
  WG_TRY(wg_allocate(d->context, &d->area_of_cell, (size_t)d->cells.cell_count,
                     sizeof *d->area_of_cell));
  WG_TRY(wg_allocate(d->context, &l->first_area, (size_t)grids + 1, sizeof *l->first_area));
  for (int32_t g = 0; g < grids; g++) {
    int32_t areas;
    WG_TRY(wg_progress(d->context, "dividing", 0, 0));
    WG_TRY(divide_grid(l, g, l->first_area[g], &areas));
    l->first_area[g + 1] = l->first_area[g] + areas;
  }
  d->area_count = l->first_area[grids];
  return WG_OK;
}

/* --- order of areas ------------------------------------------------------------------------------
 */

static wg_status describe_areas(level *l)
{
  wg_dividing *d = l->d;
  size_t areas = (size_t)d->area_count;
  wg_point *inner = NULL;
  WG_TRY(wg_allocate(d->context, &l->areas, areas, sizeof *l->areas));
  WG_TRY(wg_allocate(d->context, &l->lowest, areas, sizeof *l->lowest));
  WG_TRY(wg_allocate(d->context, &l->rank, areas, sizeof *l->rank));
  WG_TRY(wg_allocate(d->context, &inner, areas, sizeof *inner));
  wg_status status = wg_dividing_inner_points(d, d->area_of_cell, d->area_count, inner);
  for (size_t a = 0; a < areas; a++) {
    l->areas[a] = (wg_grid){.inner = inner[a], .code = WG_NO_TEXT, .name = WG_NO_TEXT};
    l->lowest[a] = INT32_MAX;
  }
  wg_release(d->context, inner);
  for (int32_t b = d->building_count - 1; b >= 0; b--)
    l->lowest[d->area_of_cell[d->cell_of_building[b]]] = b;
  return status;
}

/* As grids are ordered in their community: by bands from north to south. */
static wg_status order_areas(level *l)
{
  wg_dividing *d = l->d;
  wg_texts scratch = {0};
  wg_status status = describe_areas(l);
  for (int32_t g = 0; g < d->out->grid_count && status == WG_OK; g++) {
    int32_t first = l->first_area[g], count = l->first_area[g + 1] - first;
    wg_numbering numbering = {.community_code = "",
                              .code_template = WG_CODE_TEMPLATE,
                              .north = INT32_MIN,
                              .lowest_building = l->lowest + first};
    for (int32_t i = l->first_cell[g]; i < l->first_cell[g + 1]; i++) {
      const wg_cell *cell = &d->cells.cells[l->cells[i]];
      numbering.area2_mm2 += cell->area2_mm2;
      if (cell->inner.y > numbering.north) numbering.north = cell->inner.y;
    }
    status =
        wg_number_grids(l->areas + first, count, d->context, &numbering, &scratch, l->rank + first);
    for (int32_t a = first; a < first + count && status == WG_OK; a++) l->rank[a] += first;
  }
  for (int32_t c = 0; c < d->cells.cell_count && status == WG_OK; c++)
    d->area_of_cell[c] = l->rank[d->area_of_cell[c]];
  wg_texts_free(&scratch, d->context);
  return status;
}

static wg_status sort_buildings(level *l)
{
  const wg_dividing *d = l->d;
  size_t areas = (size_t)d->area_count;
  WG_TRY(wg_allocate(d->context, &l->first_building, areas + 2, sizeof *l->first_building));
  WG_TRY(wg_allocate(d->context, &l->buildings, (size_t)d->building_count, sizeof *l->buildings));
  int32_t *next = l->first_building + 1;
  for (int32_t b = 0; b < d->building_count; b++)
    next[d->area_of_cell[d->cell_of_building[b]] + 1]++;
  for (size_t a = 0; a < areas; a++) next[a + 1] += next[a];
  for (int32_t b = 0; b < d->building_count; b++)
    l->buildings[next[d->area_of_cell[d->cell_of_building[b]]]++] = b;
  return WG_OK;
}

/* --- micro-grids of an area ----------------------------------------------------------------------
 */

static int32_t households_of(const level *l, int32_t building)
{
  int32_t households = l->d->run->plan->buildings.households[l->d->rows[building]];
  return households > 0 ? households : 0;
}

/* Into how many places a building may be cut: its entrances, else its floors; 1: it may not. */
static int32_t places_of(const level *l, int32_t building, wg_micro_part *part)
{
  const wg_buildings *all = &l->d->run->plan->buildings;
  int64_t row = l->d->rows[building];
  int32_t households = households_of(l, building), places = 1;
  *part = WG_MICRO_WHOLE;
  if (households <= l->micro->max) return 1;
  if (all->entrances[row] > 1)
    places = all->entrances[row];
  else if (all->floors[row] > 1)
    places = all->floors[row];
  if (places > 1) *part = all->entrances[row] > 1 ? WG_MICRO_ENTRANCES : WG_MICRO_FLOORS;
  if (places > MOST_PLACES) places = MOST_PLACES;
  return places < households ? places : households;
}

static void note_building(level *l, int32_t building, int32_t places)
{
  const wg_buildings *all = &l->d->run->plan->buildings;
  size_t used = strlen(l->names);
  if (households_of(l, building) <= l->micro->max) return;
  if (places > 1) {
    l->divided++;
    return;
  }
  if (l->undivided++ < 5)
    snprintf(l->names + used, sizeof l->names - used, "%s'%.80s'", used > 0 ? ", " : "",
             wg_texts_get(&all->texts, all->id[l->d->rows[building]]));
}

/* The buildings of an area as a row of atoms, households shared out evenly and exactly. */
static wg_status list_atoms(level *l, int32_t area, wg_micro_atom **atoms, int32_t *count)
{
  int64_t needed = 0;
  int32_t first = l->first_building[area], end = l->first_building[area + 1];
  wg_micro_part part;
  for (int32_t i = first; i < end; i++) needed += places_of(l, l->buildings[i], &part);
  WG_TRY(wg_allocate(l->d->context, atoms, (size_t)needed, sizeof **atoms));
  *count = 0;
  for (int32_t i = first; i < end; i++) {
    int32_t building = l->buildings[i];
    int64_t households = households_of(l, building), places = places_of(l, building, &part);
    note_building(l, building, (int32_t)places);
    for (int64_t p = 0; p < places; p++)
      (*atoms)[(*count)++] = (wg_micro_atom){
          .building = building,
          .households = (int32_t)(households * (p + 1) / places - households * p / places),
          .number = places > 1 ? (int32_t)p + 1 : 0,
          .part = part};
  }
  return WG_OK;
}

static wg_grid_status judge(level *l, int32_t grid, int32_t households)
{
  const wg_grid *of = &l->d->out->grids[grid];
  if (of->kind == WG_GRID_EXEMPT) return WG_GRID_IS_EXEMPT;
  if (of->households == 0) return of->status == WG_GRID_UNKNOWN ? WG_GRID_UNKNOWN : WG_GRID_EMPTY;
  wg_grid_status status = households < l->micro->min   ? WG_GRID_UNDER
                          : households > l->micro->max ? WG_GRID_OVER
                                                       : WG_GRID_OK;
  l->out_of_range += status != WG_GRID_OK;
  return status;
}

static wg_status add_share(wg_community_work *out, wg_context *context, const wg_micro_atom *atom)
{
  wg_micro_share *last = out->share_count > 0 ? &out->shares[out->share_count - 1] : NULL;
  int32_t micro = out->micro_count - 1;
  wg_micro *owner = &out->micros[micro];
  owner->households += atom->households;
  if (last != NULL && last->micro == micro && last->building == atom->building) {
    last->households += atom->households;
    last->to = atom->number;
    return WG_OK;
  }
  WG_TRY(wg_grow(context, &out->shares, &out->share_capacity, out->share_count + 1,
                 sizeof *out->shares));
  out->shares[out->share_count++] = (wg_micro_share){.building = atom->building,
                                                     .micro = micro,
                                                     .households = atom->households,
                                                     .from = atom->number,
                                                     .to = atom->number,
                                                     .part = atom->part};
  owner->buildings++;
  return WG_OK;
}

static wg_status add_micro(level *l, int32_t grid, int32_t area, int32_t sequence)
{
  wg_community_work *out = l->d->out;
  wg_context *context = l->d->context;
  wg_micro micro = {
      .grid = grid, .sequence = sequence, .area = area, .inner = l->areas[area].inner};
  WG_TRY(wg_code_format(&out->texts, context, l->micro->code_template,
                        wg_texts_get(&out->texts, out->grids[grid].code), sequence, &micro.code));
  WG_TRY(wg_grow(context, &out->micros, &out->micro_capacity, (int64_t)out->micro_count + 1,
                 sizeof *out->micros));
  out->micros[out->micro_count++] = micro;
  return WG_OK;
}

/* All in one, or, where a building is cut, in as many as its atoms make. */
static wg_status make_micros(level *l, int32_t grid, int32_t area, int32_t *sequence)
{
  wg_context *context = l->d->context;
  wg_community_work *out = l->d->out;
  wg_micro_atom *atoms = NULL;
  int32_t *group = NULL, count, groups = 1;
  bool bounded = out->grids[grid].kind == WG_GRID_BASE, cut = false;
  WG_TRY(list_atoms(l, area, &atoms, &count));
  wg_status status = wg_allocate(context, &group, (size_t)count, sizeof *group);
  for (int32_t i = 0; i < count; i++) cut |= atoms[i].number > 0;
  if (status == WG_OK && cut && bounded)
    status = wg_micro_cut(group, &groups, context, atoms, count, l->micro->min, l->micro->max);
  for (int32_t g = 0, i = 0; g < groups && status == WG_OK; g++) {
    status = add_micro(l, grid, area, ++*sequence);
    for (; i < count && group[i] == g && status == WG_OK; i++)
      status = add_share(out, context, &atoms[i]);
    if (status != WG_OK) break;
    wg_micro *made = &out->micros[out->micro_count - 1];
    made->status = (int32_t)judge(l, grid, made->households);
  }
  wg_release(context, atoms);
  wg_release(context, group);
  return status;
}

/* A whole building bears no numbers, also where the row of atoms that it was cut into stayed one.
 */
static void tidy_shares(level *l)
{
  wg_community_work *out = l->d->out;
  for (int64_t i = 0; i < out->share_count; i++) {
    wg_micro_share *share = &out->shares[i];
    if (share->part == WG_MICRO_WHOLE || share->households < households_of(l, share->building))
      continue;
    share->part = WG_MICRO_WHOLE;
    share->from = share->to = 0;
  }
}

static wg_status list_micros(level *l)
{
  wg_community_work *out = l->d->out;
  WG_TRY(wg_allocate(l->d->context, &out->grid_of_area, (size_t)l->d->area_count,
                     sizeof *out->grid_of_area));
  out->area_count = l->d->area_count;
  for (int32_t g = 0; g < out->grid_count; g++) {
    int32_t sequence = 0;
    for (int32_t a = l->first_area[g]; a < l->first_area[g + 1]; a++) {
      out->grid_of_area[a] = g;
      WG_TRY(make_micros(l, g, a, &sequence));
    }
  }
  tidy_shares(l);
  return WG_OK;
}

/* --- findings ------------------------------------------------------------------------------------
 */

static wg_status add_finding(level *l, wg_finding_code code, wg_finding **finding)
{
  const wg_communities *all = &l->d->run->plan->communities;
  wg_findings *findings = &l->d->out->findings;
  WG_TRY(wg_findings_add(findings, l->d->context, code, finding));
  return wg_texts_format(&findings->texts, l->d->context, &(*finding)->subject, "%s (%s)",
                         wg_texts_get(&all->texts, all->name[l->d->community]),
                         wg_dividing_code(l->d));
}

static wg_status report(level *l)
{
  wg_context *context = l->d->context;
  wg_findings *findings = &l->d->out->findings;
  wg_finding *finding;
  if (l->undivided > 0) {
    WG_TRY(add_finding(l, WG_FINDING_MICRO_BUILDING_WHOLE, &finding));
    WG_TRY(wg_texts_format(
        &findings->texts, context, &finding->reason,
        wg_in(context,
              "%d buildings have more than %d households, and neither entrances nor floors are "
              "known to divide them by: %s%s.",
              "%d 栋楼超过 %d 户，且没有可据以划分的单元数或层数：%s%s。"),
        (int)l->undivided, (int)l->micro->max, l->names, l->undivided > 5 ? " …" : ""));
    WG_TRY(wg_texts_add(&findings->texts, context,
                        wg_in(context, "Name the fields with --entrances or --floors.",
                              "请用 --entrances 或 --floors 指定字段。"),
                        -1, &finding->remedy));
  }
  if (l->divided > 0) {
    WG_TRY(add_finding(l, WG_FINDING_MICRO_BUILDING_DIVIDED, &finding));
    WG_TRY(wg_texts_format(&findings->texts, context, &finding->reason,
                           wg_in(context,
                                 "%d buildings with more than %d households are shared by several "
                                 "micro-grids, by entrances or floors.",
                                 "%d 栋超过 %d 户的楼由多个微网格按单元或楼层分管。"),
                           (int)l->divided, (int)l->micro->max));
  }
  if (l->out_of_range == 0) return WG_OK;
  WG_TRY(add_finding(l, WG_FINDING_MICRO_OUT_OF_RANGE, &finding));
  return wg_texts_format(&findings->texts, context, &finding->reason,
                         wg_in(context, "%d of %d micro-grids have not %d to %d households.",
                               "%d 个微网格（共 %d 个）的户数不在 %d 至 %d 之间。"),
                         (int)l->out_of_range, (int)l->d->out->micro_count, (int)l->micro->min,
                         (int)l->micro->max);
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static void free_level(level *l)
{
  void *const arrays[] = {l->first_cell, l->cells,      l->place,          l->first_border,
                          l->borders,    l->households, l->first_area,     l->rank,
                          l->areas,      l->lowest,     l->first_building, l->buildings};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) wg_release(l->d->context, arrays[i]);
}

wg_status wg_dividing_micro(wg_dividing *d)
{
  level l = {.d = d, .micro = &d->run->micro};
  if (d->run->micro.min == 0) return WG_OK;
  wg_status status = sort_cells(&l);
  if (status == WG_OK) status = sort_borders(&l);
  if (status == WG_OK) status = divide_grids(&l);
  if (status == WG_OK) status = order_areas(&l);
  if (status == WG_OK) status = sort_buildings(&l);
  if (status == WG_OK) status = list_micros(&l);
  if (status == WG_OK) status = report(&l);
  free_level(&l);
  return status;
}
