#include "community.h"

#include <string.h>

#include "dividing.h"

#define SIMPLIFY_MM 1000 /* grid lines away from barriers may be straightened by a metre */

/* From the partition to grids that can be stored. */
static wg_status finish(wg_dividing *d)
{
  WG_TRY(wg_dividing_make_grids(d));
  WG_TRY(wg_dividing_look_up(d));
  WG_TRY(wg_dividing_explain(d));
  if (d->run->surveys) WG_TRY(wg_dividing_keep_bounds(d));
  WG_TRY(wg_dividing_draw_field(d));
  WG_TRY(wg_dividing_micro(d));
  const wg_shapes *old = &d->ground.old_lines;
  bool areas = d->area_of_cell != NULL;
  return wg_tessellation_outlines_keeping(d->tessellation, d->context,
                                          areas ? d->area_of_cell : d->label_of_cell,
                                          areas ? d->area_count : d->out->grid_count, SIMPLIFY_MM,
                                          old->points, old->point_count, &d->out->outlines);
}

wg_status wg_community_divide(wg_community_work *out, wg_context *context, const wg_run *run,
                              int32_t community)
{
  wg_dividing d = {.context = context, .run = run, .community = community, .out = out};
  memset(out, 0, sizeof *out);
  d.strips_are_land = run->existing != NULL && run->existing->adjusts; /* each where it was */
  d.rows = run->building_rows + run->first_building[community];
  d.building_count = (int32_t)(run->first_building[community + 1] - run->first_building[community]);
  /* a community that lies wholly under others has no ground of its own */
  if (wg_frame_boundary(run->frame, community).ring_count == 0) return WG_OK;
  wg_status status = wg_dividing_draft(&d);
  if (status == WG_OK && !d.strips_are_land && wg_dividing_is_open(&d)) status = wg_dividing_draft_again(&d);
  if (status == WG_OK) status = finish(&d);
  wg_dividing_free(&d);
  if (status != WG_OK) wg_community_work_free(out, context);
  return status;
}

void wg_community_work_keep_outlines(wg_community_work *work, wg_context *context)
{
  wg_units_free(&work->units, context);
  wg_release(context, work->unit_of_building);
  wg_release(context, work->grid_of_unit);
  wg_release(context, work->inner_of_unit);
  wg_release(context, work->grids);
  wg_release(context, work->micros);
  wg_release(context, work->shares);
  wg_release(context, work->valid_from);
  wg_release(context, work->lookup);
  wg_release(context, work->bound);
  wg_release(context, work->field_of_area);
  wg_release(context, work->pieces);
  wg_texts_free(&work->texts, context);
  wg_findings_free(&work->findings, context);
  *work = (wg_community_work){.outlines = work->outlines,
                              .grid_count = work->grid_count,
                              .grid_of_area = work->grid_of_area,
                              .area_count = work->area_count};
}

void wg_community_work_free(wg_community_work *work, wg_context *context)
{
  wg_community_work_keep_outlines(work, context);
  wg_release(context, work->grid_of_area);
  wg_outlines_free(&work->outlines, context);
  memset(work, 0, sizeof *work);
}
