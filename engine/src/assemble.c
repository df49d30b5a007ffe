#include "assemble.h"

#include <string.h>

#include "algorithms/dissolve.h"

static wg_status copy_text(wg_texts *to, wg_context *context, const wg_texts *from, wg_text *text)
{
  return wg_texts_add(to, context, *text == WG_NO_TEXT ? NULL : wg_texts_get(from, *text), -1, text);
}

static wg_status add_grids(wg_plan *plan, wg_context *context, const wg_community_work *work)
{
  WG_TRY(wg_grow(context, &plan->grids, &plan->grid_capacity, plan->grid_count + work->grid_count,
                 sizeof *plan->grids));
  for (int32_t g = 0; g < work->grid_count; g++) {
    wg_grid grid = work->grids[g];
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &grid.code));
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &grid.name));
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &grid.reason));
    plan->grids[plan->grid_count++] = grid;
  }
  return WG_OK;
}

/* Rows of the lookup. */
static wg_status add_lookup(wg_plan *plan, wg_context *context, const wg_community_work *work)
{
  WG_TRY(wg_grow(context, &plan->lookup, &plan->lookup_capacity,
                 plan->lookup_count + work->lookup_count, sizeof *plan->lookup));
  for (int64_t i = 0; i < work->lookup_count; i++) {
    wg_lookup row = work->lookup[i];
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &row.old_code));
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &row.new_code));
    WG_TRY(copy_text(&plan->texts, context, &work->texts, &row.valid_from));
    plan->lookup[plan->lookup_count++] = row;
  }
  return WG_OK;
}

/* Since when the grids are valid, where there were grids before. */
static wg_status add_dates(wg_plan *plan, wg_context *context, const wg_run *run,
                           const wg_community_work *work, int64_t first_grid)
{
  if (run->existing == NULL) return WG_OK;
  WG_TRY(wg_grow(context, &plan->valid_from, &plan->valid_from_capacity,
                 first_grid + work->grid_count, sizeof *plan->valid_from));
  for (int32_t g = 0; g < work->grid_count; g++) {
    wg_text from = work->valid_from != NULL ? work->valid_from[g] : WG_NO_TEXT;
    if (from != WG_NO_TEXT) WG_TRY(copy_text(&plan->texts, context, &work->texts, &from));
    plan->valid_from[first_grid + g] = from;
  }
  return WG_OK;
}

static void add_redraw(wg_redraw_figures *sum, const wg_redraw_figures *part)
{
  sum->is_redrawn |= part->is_redrawn;
  sum->old_grids += part->old_grids;
  sum->old_exempt += part->old_exempt;
  sum->old_in_range += part->old_in_range;
  sum->unchanged += part->unchanged;
  sum->changed += part->changed;
  sum->made += part->made;
  sum->retired += part->retired;
  sum->households += part->households;
  sum->moved += part->moved;
  sum->buildings += part->buildings;
  sum->buildings_moved += part->buildings_moved;
}

static wg_status add_units(wg_plan *plan, wg_context *context, const wg_community_work *work,
                           int64_t first_grid)
{
  const wg_units *units = &work->units;
  int64_t first = plan->unit_count;
  WG_TRY(wg_grow(context, &plan->units, &plan->unit_capacity, first + units->unit_count,
                 sizeof *plan->units));
  for (int32_t u = 0; u < units->unit_count; u++)
    plan->units[plan->unit_count++] = (wg_unit){.grid = (int32_t)first_grid + work->grid_of_unit[u],
                                                .households = units->graph.households[u],
                                                .inner = work->inner_of_unit[u]};
  WG_TRY(wg_grow(context, &plan->edges, &plan->edge_capacity, plan->edge_count + units->edge_count,
                 sizeof *plan->edges));
  for (int64_t e = 0; e < units->edge_count; e++) {
    wg_unit_edge edge = units->edges[e];
    edge.a += (int32_t)first;
    edge.b += (int32_t)first;
    plan->edges[plan->edge_count++] = edge;
  }
  return WG_OK;
}

static void assign_buildings(wg_plan *plan, const wg_run *run, const wg_community_work *work,
                             int64_t community, int64_t first_grid, int64_t first_unit)
{
  for (int64_t i = run->first_building[community]; i < run->first_building[community + 1]; i++) {
    int64_t row = run->building_rows[i];
    int32_t unit = work->unit_of_building[i - run->first_building[community]];
    plan->unit_of_building[row] = (int32_t)first_unit + unit;
    plan->grid_of_building[row] = (int32_t)first_grid + work->grid_of_unit[unit];
  }
}

static wg_status add_findings(wg_plan *plan, wg_context *context, const wg_community_work *work,
                              int64_t community, int64_t first_grid)
{
  int64_t first = plan->findings.count;
  WG_TRY(wg_findings_merge(&plan->findings, context, &work->findings));
  for (int64_t i = first; i < plan->findings.count; i++) {
    wg_finding *finding = &plan->findings.items[i];
    finding->community = (int32_t)community;
    if (finding->grid >= 0) finding->grid += (int32_t)first_grid;
  }
  return WG_OK;
}

/* Their areas are numbered from 0 in each community until the outlines are there (add_outlines). */
static wg_status add_micros(wg_plan *plan, wg_context *context, const wg_run *run,
                            const wg_community_work *work, int64_t community, int64_t first_grid)
{
  wg_micros *all = &plan->micros;
  int64_t first_micro = all->count;
  WG_TRY(wg_grow(context, &all->items, &all->capacity, all->count + work->micro_count,
                 sizeof *all->items));
  for (int32_t m = 0; m < work->micro_count; m++) {
    wg_micro micro = work->micros[m];
    WG_TRY(copy_text(&all->texts, context, &work->texts, &micro.code));
    micro.grid += (int32_t)first_grid;
    all->items[all->count++] = micro;
  }
  WG_TRY(wg_grow(context, &all->shares, &all->share_capacity, all->share_count + work->share_count,
                 sizeof *all->shares));
  for (int64_t s = 0; s < work->share_count; s++) {
    wg_micro_share share = work->shares[s];
    share.micro += (int32_t)first_micro;
    share.building =
        (int32_t)run->building_rows[run->first_building[community] + share.building];
    all->shares[all->share_count++] = share;
  }
  return WG_OK;
}

wg_status wg_assemble_begin(wg_plan *plan, wg_context *context)
{
  size_t communities = (size_t)plan->communities.shapes.count;
  size_t buildings = (size_t)plan->buildings.shapes.count;
  WG_TRY(wg_allocate(context, &plan->results, communities, sizeof *plan->results));
  WG_TRY(wg_allocate(context, &plan->grid_of_building, buildings, sizeof *plan->grid_of_building));
  WG_TRY(wg_allocate(context, &plan->unit_of_building, buildings, sizeof *plan->unit_of_building));
  memset(plan->grid_of_building, 0xFF, buildings * sizeof *plan->grid_of_building);
  memset(plan->unit_of_building, 0xFF, buildings * sizeof *plan->unit_of_building);
  return WG_OK;
}

wg_status wg_assemble_community(wg_plan *plan, wg_context *context, const wg_run *run,
                                wg_community_work *work, int64_t community)
{
  int64_t first_grid = plan->grid_count, first_unit = plan->unit_count;
  WG_TRY(add_grids(plan, context, work));
  WG_TRY(add_lookup(plan, context, work));
  WG_TRY(add_dates(plan, context, run, work, first_grid));
  add_redraw(&plan->redraw, &work->redraw);
  WG_TRY(add_units(plan, context, work, first_grid));
  WG_TRY(add_micros(plan, context, run, work, community, first_grid));
  assign_buildings(plan, run, work, community, first_grid, first_unit);
  plan->results[community] = work->result;
  WG_TRY(add_findings(plan, context, work, community, first_grid));
  wg_community_work_keep_outlines(work, context);
  return WG_OK;
}

/* --- outlines: when all communities are divided ------------------------------------------------- */

wg_status wg_assemble_settle(const wg_plan *plan, wg_frame *frame, const wg_community_work *works)
{
  for (int64_t c = 0; c < plan->communities.shapes.count; c++)
    WG_TRY(wg_frame_claim(frame, (int32_t)c, &works[c].outlines));
  return wg_frame_settle(frame);
}

/* Outlines of micro-grids, joined to those of grids. */
static wg_status add_areas(wg_plan *plan, wg_context *context, const wg_frame *frame,
                           const wg_community_work *work, int64_t community, int64_t *next_micro)
{
  wg_micros *all = &plan->micros;
  int64_t first = all->areas.count;
  WG_TRY(wg_frame_finish(frame, (int32_t)community, &work->outlines, context, &all->areas));
  for (; *next_micro < all->count; ++*next_micro) {
    wg_micro *micro = &all->items[*next_micro];
    if (plan->grids[micro->grid].community != community) break;
    micro->area += (int32_t)first;
  }
  return wg_dissolve(&plan->outlines, context, &all->areas, first, work->area_count,
                     work->grid_of_area, work->grid_count);
}

/* next_micro: the first one of which the area is not known yet. */
static wg_status add_outlines(wg_plan *plan, wg_context *context, const wg_frame *frame,
                              const wg_community_work *work, int64_t community,
                              int64_t *next_micro)
{
  int64_t first = plan->outlines.count;
  if (work->area_count > 0)
    WG_TRY(add_areas(plan, context, frame, work, community, next_micro));
  else if (work->grid_count > 0)
    WG_TRY(wg_frame_finish(frame, (int32_t)community, &work->outlines, context, &plan->outlines));
  if (plan->outlines.count != first + work->grid_count)
    return wg_fail(context, WG_INTERNAL,
                   wg_in(context, "Community %lld has %lld outlines for %d grids.",
                         "社区 %lld 有 %lld 个轮廓，却有 %d 个网格。"),
                   (long long)community, (long long)(plan->outlines.count - first),
                   work->grid_count);
  for (int64_t g = first; g < plan->outlines.count; g++) {
    plan->grids[g].area2_mm2 = (int64_t)wg_shapes_area2(&plan->outlines, g);
    plan->grids[g].perimeter_mm = wg_shapes_length(&plan->outlines, g);
  }
  return WG_OK;
}

/* The communities' own outlines with all vertices of the plan. */
static wg_status finish_communities(wg_plan *plan, wg_context *context, const wg_frame *frame)
{
  wg_shapes outlines = {0};
  wg_status status = WG_OK;
  for (int64_t c = 0; c < plan->communities.shapes.count && status == WG_OK; c++) {
    status = wg_frame_community(frame, (int32_t)c, context, &outlines);
    if (status == WG_OK) plan->results[c].area2_mm2 = (int64_t)wg_shapes_area2(&outlines, c);
  }
  if (status == WG_OK) {
    wg_shapes before = plan->communities.shapes;
    plan->communities.shapes = outlines;
    outlines = before;
  }
  wg_shapes_free(&outlines, context);
  return status;
}

wg_status wg_assemble_outlines(wg_plan *plan, wg_context *context, const wg_frame *frame,
                               const wg_community_work *works)
{
  int64_t next_micro = 0;
  for (int64_t c = 0; c < plan->communities.shapes.count; c++)
    WG_TRY(add_outlines(plan, context, frame, &works[c], c, &next_micro));
  return finish_communities(plan, context, frame);
}
