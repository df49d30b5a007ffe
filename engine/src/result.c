#include "wangge/result.h"

#include <string.h>

#include "geodata/system.h"

/* Places gathered for one transformation: `count` points and room for what becomes of them. */
typedef struct places {
  wg_point *points;
  double *x, *y;
  int64_t count;
} places;

static wg_status places_make(places *out, wg_context *context, int64_t count)
{
  *out = (places){0};
  WG_TRY(wg_allocate(context, &out->points, (size_t)count, sizeof *out->points));
  WG_TRY(wg_allocate(context, &out->x, (size_t)count, sizeof *out->x));
  return wg_allocate(context, &out->y, (size_t)count, sizeof *out->y);
}

static void places_free(places *all, wg_context *context)
{
  wg_release(context, all->points);
  wg_release(context, all->x);
  wg_release(context, all->y);
}

/* Row of the caller for row `index` of the plan: itself where the inputs are not known. */
static int32_t row_of(const int32_t *rows, int64_t index)
{
  if (index < 0) return -1;
  return rows == NULL || rows[index] < 0 ? (int32_t)index : rows[index];
}

/* A row may be missing where a reader made one building of several. */
static wg_status fill_buildings(wg_result *out, wg_context *context, const wg_plan *plan)
{
  const wg_buildings *all = &plan->buildings;
  for (int64_t b = 0; b < all->shapes.count; b++) {
    int64_t rows = (int64_t)row_of(all->row, b) + 1;
    if (rows > out->building_count) out->building_count = rows;
  }
  WG_TRY(wg_allocate(context, &out->grid_of_building, (size_t)out->building_count,
                     sizeof *out->grid_of_building));
  for (int64_t row = 0; row < out->building_count; row++) out->grid_of_building[row] = -1;
  for (int64_t b = 0; b < all->shapes.count; b++)
    out->grid_of_building[row_of(all->row, b)] = plan->grid_of_building[b];
  return WG_OK;
}

static void fill_grid(wg_result_grid *out, const wg_plan *plan, int64_t index)
{
  const wg_grid *grid = &plan->grids[index];
  *out = (wg_result_grid){
      .code = wg_texts_get(&plan->texts, grid->code),
      .name = wg_texts_get(&plan->texts, grid->name),
      .reason = wg_texts_get(&plan->texts, grid->reason),
      .community = row_of(plan->communities.row, grid->community),
      .kind = grid->kind,
      .status = grid->status,
      .proof = grid->proof,
      .households = grid->households,
      .households_estimated = grid->households_estimated,
      .persons = grid->persons,
      .buildings = grid->buildings,
      .buildings_unknown = grid->buildings_unknown,
      .area_m2 = (double)grid->area2_mm2 / 2e6,
      .perimeter_m = (double)grid->perimeter_mm / 1e3,
  };
}

static void fill_finding(wg_result_finding *out, const wg_plan *plan, int64_t index)
{
  const wg_finding *finding = &plan->findings.items[index];
  const wg_texts *texts = &plan->findings.texts;
  *out = (wg_result_finding){
      .code = wg_finding_code_name(finding->code),
      .subject = wg_texts_get(texts, finding->subject),
      .reason = wg_texts_get(texts, finding->reason),
      .remedy = wg_texts_get(texts, finding->remedy),
      .severity = finding->severity,
      .proof = finding->proof,
      .grid = finding->grid,
      .community = row_of(plan->communities.row, finding->community),
      .building = row_of(plan->buildings.row, finding->building),
      .has_point = finding->has_point,
  };
}

static wg_status fill_rings(wg_result *out, wg_context *context, const wg_shapes *outlines)
{
  size_t grids = (size_t)outlines->count, rings = (size_t)outlines->ring_count;
  WG_TRY(wg_allocate(context, &out->ring_start, grids + 1, sizeof *out->ring_start));
  WG_TRY(wg_allocate(context, &out->point_start, rings + 1, sizeof *out->point_start));
  WG_TRY(wg_allocate(context, &out->hole, rings, sizeof *out->hole));
  WG_TRY(wg_allocate(context, &out->xy, 2 * (size_t)outlines->point_count, sizeof *out->xy));
  if (grids > 0)
    memcpy(out->ring_start, outlines->ring_start, (grids + 1) * sizeof *out->ring_start);
  if (rings > 0)
    memcpy(out->point_start, outlines->point_start, (rings + 1) * sizeof *out->point_start);
  for (int64_t r = 0; r < outlines->ring_count; r++) {
    int64_t count;
    const wg_point *points = wg_shapes_ring(outlines, r, &count);
    out->hole[r] = wg_ring_area2(points, count) < 0;
  }
  return WG_OK;
}

/* Outlines, inner points and findings, transformed in one go. */
static wg_status fill_places(wg_result *out, wg_context *context, const wg_plan *plan,
                             const char *crs)
{
  const wg_shapes *outlines = &plan->outlines;
  places all;
  wg_status status =
      places_make(&all, context, outlines->point_count + plan->grid_count + plan->findings.count);
  if (status != WG_OK) goto done;
  if (outlines->point_count > 0)
    memcpy(all.points, outlines->points, (size_t)outlines->point_count * sizeof *all.points);
  all.count = outlines->point_count;
  for (int64_t g = 0; g < plan->grid_count; g++) all.points[all.count++] = plan->grids[g].inner;
  for (int64_t f = 0; f < plan->findings.count; f++)
    all.points[all.count++] = plan->findings.items[f].at;
  WG_TRY_DONE(wg_system_to(&plan->system, context, crs, all.points, all.count, all.x, all.y));
  for (int64_t p = 0; p < outlines->point_count; p++) {
    out->xy[2 * p] = all.x[p];
    out->xy[2 * p + 1] = all.y[p];
  }
  const double *x = all.x + outlines->point_count, *y = all.y + outlines->point_count;
  for (int64_t g = 0; g < plan->grid_count; g++)
    out->grids[g].inner_x = *x++, out->grids[g].inner_y = *y++;
  for (int64_t f = 0; f < plan->findings.count; f++, x++, y++)
    if (out->findings[f].has_point) out->findings[f].x = *x, out->findings[f].y = *y;
done:
  places_free(&all, context);
  return status;
}

static wg_status fill(wg_result *out, wg_context *context, const wg_plan *plan, const char *crs)
{
  WG_TRY(fill_buildings(out, context, plan));
  WG_TRY(wg_allocate(context, &out->grids, (size_t)plan->grid_count, sizeof *out->grids));
  out->grid_count = (int32_t)plan->grid_count;
  for (int64_t g = 0; g < plan->grid_count; g++) fill_grid(&out->grids[g], plan, g);
  WG_TRY(wg_allocate(context, &out->findings, (size_t)plan->findings.count, sizeof *out->findings));
  out->finding_count = plan->findings.count;
  for (int64_t f = 0; f < plan->findings.count; f++) fill_finding(&out->findings[f], plan, f);
  WG_TRY(fill_rings(out, context, &plan->outlines));
  return fill_places(out, context, plan, crs);
}

wg_status wg_plan_result(wg_result *out, wg_context *context, const wg_plan *plan, const char *crs)
{
  memset(out, 0, sizeof *out);
  wg_status status = fill(out, context, plan, crs);
  if (status != WG_OK) wg_result_free(out, context);
  return status;
}

void wg_result_free(wg_result *result, wg_context *context)
{
  wg_release(context, result->grid_of_building);
  wg_release(context, result->grids);
  wg_release(context, result->ring_start);
  wg_release(context, result->point_start);
  wg_release(context, result->hole);
  wg_release(context, result->xy);
  wg_release(context, result->findings);
  memset(result, 0, sizeof *result);
}
