/* From a partition to grids: labels of units and cells, figures, inner points, order and codes. */
#include <string.h>

#include "dividing.h"

/* Units to local grids: the parts; all one where the community has no known household. */
static wg_status label_units(wg_dividing *d, int64_t households)
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

static wg_status count_buildings(wg_dividing *d)
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
wg_status wg_dividing_inner_points(wg_dividing *d, const int32_t *group_of_cell, int32_t groups,
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

static wg_status place_grids(wg_dividing *d)
{
  wg_community_work *out = d->out;
  size_t cells = (size_t)d->cells.cell_count;
  WG_TRY(wg_allocate(d->context, &d->label_of_cell, cells, sizeof *d->label_of_cell));
  for (size_t c = 0; c < cells; c++)
    d->label_of_cell[c] = out->grid_of_unit[out->units.unit_of_cell[c]];
  WG_TRY(wg_allocate(d->context, &out->inner_of_unit, (size_t)out->units.unit_count,
                     sizeof *out->inner_of_unit));
  WG_TRY(wg_dividing_inner_points(d, out->units.unit_of_cell, out->units.unit_count, out->inner_of_unit));
  wg_point *inner = NULL;
  WG_TRY(wg_allocate(d->context, &inner, (size_t)out->grid_count, sizeof *inner));
  wg_status status = wg_dividing_inner_points(d, d->label_of_cell, out->grid_count, inner);
  for (int32_t g = 0; g < out->grid_count; g++) out->grids[g].inner = inner[g];
  wg_release(d->context, inner);
  return status;
}

/* Areas and edges of the community that the order of its grids goes by. */
static void measure_community(const wg_dividing *d, wg_numbering *out)
{
  const wg_boundary *boundary = &d->ground.ground.boundary;
  out->north = INT32_MIN;
  for (int32_t c = 0; c < d->cells.cell_count; c++) out->area2_mm2 += d->cells.cells[c].area2_mm2;
  for (int32_t i = 0; i < boundary->ring_start[boundary->ring_count]; i++)
    if (boundary->points[i].y > out->north) out->north = boundary->points[i].y;
}

static wg_status number_grids(wg_dividing *d)
{
  wg_community_work *out = d->out;
  wg_carried *carried;
  wg_numbering numbering = {.community_code = wg_dividing_code(d),
                            .code_template = d->run->code_template,
                            .lowest_building = d->lowest_building};
  measure_community(d, &numbering);
  WG_TRY(wg_allocate(d->context, &carried, (size_t)out->grid_count, sizeof *carried));
  for (int32_t g = 0; g < out->grid_count; g++) carried[g] = wg_dividing_carried(d, g);
  numbering.carried = carried;
  wg_dividing_last_numbers(d, &numbering.last_base, &numbering.last_exempt);
  wg_status status = wg_number_grids(out->grids, out->grid_count, d->context, &numbering,
                                     &out->texts, d->rank);
  wg_release(d->context, carried);
  WG_TRY(status);
  for (int32_t c = 0; c < d->cells.cell_count; c++)
    d->label_of_cell[c] = d->rank[d->label_of_cell[c]];
  for (int32_t u = 0; u < out->units.unit_count; u++)
    out->grid_of_unit[u] = d->rank[out->grid_of_unit[u]];
  return WG_OK;
}

/* The exempt area of every numbered grid, or −1. */
static void find_areas(const wg_dividing *d, int32_t *area_of_grid)
{
  const wg_community_work *out = d->out;
  for (int32_t g = 0; g < out->grid_count; g++) area_of_grid[g] = -1;
  for (int32_t c = 0; c < d->cells.cell_count; c++) {
    int32_t area = d->cell_exempt_area[c], unit = out->units.unit_of_cell[c];
    if (area >= 0) area_of_grid[out->grid_of_unit[unit]] = area;
  }
}

/* Exempt grids of an area are called like it; a second one of the same area has a number. */
static wg_status name_exempt_grids(wg_dividing *d)
{
  wg_community_work *out = d->out;
  const wg_zones *areas = &d->run->plan->exempt_areas;
  int32_t *area_of_grid = NULL;
  if (d->cell_exempt_area == NULL) return WG_OK;
  WG_TRY(wg_allocate(d->context, &area_of_grid, (size_t)out->grid_count, sizeof *area_of_grid));
  find_areas(d, area_of_grid);
  wg_status status = WG_OK;
  for (int32_t g = 0; g < out->grid_count && status == WG_OK; g++) {
    int32_t before = 0, area = area_of_grid[g];
    if (area < 0 || areas->name[area] == WG_NO_TEXT) continue;
    for (int32_t other = 0; other < g; other++) before += area_of_grid[other] == area;
    const char *name = wg_texts_get(&areas->texts, areas->name[area]);
    status = before == 0 ? wg_texts_add(&out->texts, d->context, name, -1, &out->grids[g].name)
                         : wg_texts_format(&out->texts, d->context, &out->grids[g].name, "%s %d",
                                           name, before + 1);
  }
  wg_release(d->context, area_of_grid);
  return status;
}

wg_status wg_dividing_make_grids(wg_dividing *d)
{
  WG_TRY(label_units(d, d->weight));
  WG_TRY(count_buildings(d));
  WG_TRY(place_grids(d));
  WG_TRY(wg_dividing_match(d));
  WG_TRY(number_grids(d));
  return name_exempt_grids(d);
}
