#include "ground.h"
#include "old_lines.h"

#include <string.h>

static wg_box boundary_box(const wg_boundary *boundary)
{
  wg_box box = WG_BOX_EMPTY;
  for (int32_t i = 0; i < boundary->ring_start[boundary->ring_count]; i++)
    wg_box_add(&box, boundary->points[i]);
  return box;
}

static wg_box widened(wg_box box, int32_t by)
{
  return (wg_box){box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by};
}

/* Own footprints in canonical order, then those of others that reach in. */
static wg_status gather_footprints(wg_own_ground *out, wg_context *context, const wg_run *run,
                                   int32_t community)
{
  const wg_shapes *shapes = &run->plan->buildings.shapes;
  int64_t first = run->first_building[community], end = run->first_building[community + 1];
  for (int64_t i = first; i < end; i++)
    WG_TRY(wg_shapes_copy(&out->footprints, context, shapes, run->building_rows[i]));
  out->ground.own_count = (int32_t)(end - first);
  for (int64_t i = 0; i < run->joined->reach_count; i++) {
    if (run->joined->reaches[i].community != community) continue;
    WG_TRY(wg_shapes_copy(&out->footprints, context, shapes, run->joined->reaches[i].building));
    out->ground.foreign_count++;
  }
  return WG_OK;
}

static wg_status gather_barriers(wg_own_ground *out, wg_context *context, const wg_run *run,
                                 wg_box box)
{
  const wg_barriers *all = &run->plan->barriers;
  int64_t count;
  WG_TRY(wg_nearby_find(&run->barriers, context, box, &out->found, &out->capacity, &count));
  WG_TRY(wg_allocate(context, &out->barrier_class, (size_t)count, sizeof *out->barrier_class));
  for (int64_t i = 0; i < count; i++) {
    int64_t row = out->found[i];
    if (all->class_[row] == WG_BARRIER_NONE) continue;
    out->barrier_class[out->barriers.count] = all->class_[row];
    WG_TRY(wg_shapes_copy(&out->barriers, context, &all->shapes, row));
  }
  return WG_OK;
}

/* The lines of existing grids that are re-drawn: cheap to follow, and no cell lies on both sides. */
static wg_status gather_old_lines(wg_own_ground *out, wg_context *context, const wg_run *run,
                                  int32_t community)
{
  const wg_existing *existing = run->existing;
  if (existing == NULL || !existing->adjusts || existing->is_field) return WG_OK;
  WG_TRY(wg_old_lines_take(&out->old_lines, context, existing, community, &out->ground.boundary));
  int64_t capacity = out->barriers.count;
  WG_TRY(wg_grow(context, &out->barrier_class, &capacity,
                 out->barriers.count + out->old_lines.count, 1));
  out->ground.old_line_count = out->old_lines.count;
  for (int64_t i = 0; i < out->old_lines.count; i++) {
    out->barrier_class[out->barriers.count] = WG_BARRIER_LANE;
    WG_TRY(wg_shapes_copy(&out->barriers, context, &out->old_lines, i));
  }
  return WG_OK;
}

static wg_status gather_crossings(wg_own_ground *out, wg_context *context, const wg_run *run,
                                  wg_box box)
{
  int64_t count;
  WG_TRY(wg_nearby_find(&run->crossings, context, box, &out->found, &out->capacity, &count));
  for (int64_t i = 0; i < count; i++)
    WG_TRY(wg_shapes_copy(&out->crossings, context, &run->plan->crossings.shapes, out->found[i]));
  return WG_OK;
}

wg_status wg_ground_gather(wg_own_ground *out, wg_context *context, const wg_run *run,
                           int32_t community)
{
  memset(out, 0, sizeof *out);
  out->ground.boundary = wg_frame_boundary(run->frame, community);
  wg_box box = boundary_box(&out->ground.boundary);
  wg_status status = gather_footprints(out, context, run, community);
  if (status == WG_OK) status = gather_barriers(out, context, run, box);
  if (status == WG_OK) status = gather_old_lines(out, context, run, community);
  if (status == WG_OK)
    status = gather_crossings(out, context, run, widened(box, WG_CROSSING_REACH_MM));
  if (status != WG_OK) {
    wg_ground_free(out, context);
    return status;
  }
  out->ground.footprints = &out->footprints;
  out->ground.barriers = &out->barriers;
  out->ground.barrier_class = out->barrier_class;
  out->ground.crossings = &out->crossings;
  return WG_OK;
}

void wg_ground_free(wg_own_ground *ground, wg_context *context)
{
  wg_shapes_free(&ground->footprints, context);
  wg_shapes_free(&ground->barriers, context);
  wg_shapes_free(&ground->old_lines, context);
  wg_shapes_free(&ground->crossings, context);
  wg_release(context, ground->barrier_class);
  wg_release(context, ground->found);
  memset(ground, 0, sizeof *ground);
}
