/* What moved, as a table of buildings and as a layer of areas. */
#include <stdlib.h>
#include <string.h>

#include "algorithms/geos.h"
#include "compare.h"
#include "geodata/sink.h"

static wg_value text(const wg_texts *texts, wg_text value)
{
  return (wg_value){.is_null = value == WG_NO_TEXT,
                    .text = value == WG_NO_TEXT ? NULL : wg_texts_get(texts, value)};
}

static wg_value code_of(const wg_plan *plan, int32_t grid)
{
  return grid < 0 ? (wg_value){.is_null = true} : text(&plan->texts, plan->grids[grid].code);
}

static wg_value whole(int64_t number)
{
  return (wg_value){.is_null = number < 0, .integer = number};
}

static wg_value community_of(const wg_plan *plan, int32_t community)
{
  if (community < 0) return (wg_value){.is_null = true};
  return text(&plan->communities.texts, plan->communities.code[community]);
}

/* --- buildings -------------------------------------------------------------------------------- */

static const wg_field moved_fields[] = {{"building_id", "BUILDINGID", WG_FIELD_TEXT, 0, 0},
                                        {"community_code", "COMM_CODE", WG_FIELD_TEXT, 0, 0},
                                        {"compound", "COMPOUND", WG_FIELD_TEXT, 0, 0},
                                        {"households", "HOUSEHOLDS", WG_FIELD_INTEGER, 0, 0},
                                        {"old_code", "OLD_CODE", WG_FIELD_TEXT, 0, 0},
                                        {"new_code", "NEW_CODE", WG_FIELD_TEXT, 0, 0}};

static bool is_table(const char *path)
{
  const char *ending = strrchr(path, '.');
  return ending != NULL && (strcmp(ending, ".csv") == 0 || strcmp(ending, ".xlsx") == 0);
}

static wg_status write_building(wg_sink *sink, const wg_comparison *c, int64_t row)
{
  const wg_plan *after = c->new_plan;
  const wg_buildings *all = &after->buildings;
  const wg_value values[] = {
      text(&all->texts, all->id[row]),
      community_of(after, all->community[row]),
      text(&all->texts, all->compound[row]),
      whole(all->households[row]),
      code_of(c->old_plan, c->old_plan->grid_of_building[c->old_of_new[row]]),
      code_of(after, after->grid_of_building[row])};
  return wg_sink_row(sink, values, &all->shapes, row);
}

wg_status wg_comparison_write_moved(wg_context *context, const wg_comparison *c, const char *path,
                                    const char *out_crs, const char *encoding)
{
  const wg_sink_options options = {.layer = "moved",
                                   .crs = out_crs,
                                   .encoding = encoding,
                                   .date = c->new_plan->date,
                                   .kind = is_table(path) ? WG_SHAPE_NONE : WG_SHAPE_AREA,
                                   .mixed = !is_table(path)};
  wg_sink *sink;
  WG_TRY(wg_sink_open(&sink, context, path, &c->new_plan->system, moved_fields,
                      sizeof moved_fields / sizeof *moved_fields, &options));
  wg_status status = WG_OK;
  for (int64_t b = 0; b < c->new_plan->buildings.shapes.count && status == WG_OK; b++)
    if (wg_comparison_moved(c, b)) status = write_building(sink, c, b);
  if (status == WG_OK) return wg_sink_close(sink);
  wg_sink_abandon(sink);
  return status;
}

/* --- areas ------------------------------------------------------------------------------------ */

static const wg_field change_fields[] = {{"old_code", "OLD_CODE", WG_FIELD_TEXT, 0, 0},
                                         {"new_code", "NEW_CODE", WG_FIELD_TEXT, 0, 0},
                                         {"community_code", "COMM_CODE", WG_FIELD_TEXT, 0, 0},
                                         {"households", "HOUSEHOLDS", WG_FIELD_INTEGER, 0, 0},
                                         {"buildings", "BUILDINGS", WG_FIELD_INTEGER, 0, 0}};

/* Outlines of the old plan from the origin of the new one. */
static wg_status move_outlines(wg_shapes *out, wg_context *context, const wg_comparison *c)
{
  const wg_system *before = &c->old_plan->system, *after = &c->new_plan->system;
  int64_t east_mm = (before->origin_x_m - after->origin_x_m) * 1000;
  int64_t north_mm = (before->origin_y_m - after->origin_y_m) * 1000;
  if (strcmp(before->name, after->name) != 0 || llabs(east_mm) > 1000000000 ||
      llabs(north_mm) > 1000000000)
    return wg_fail(
        context, WG_MISUSE,
        wg_in(context,
              "The two plans have different coordinate systems (%s and %s), so their areas "
              "cannot be laid over each other. Make both with the same --crs.",
              "两个方案的坐标系不同（%s 与 %s），无法叠加。请用相同的 --crs 生成两者。"),
        before->name, after->name);
  for (int64_t g = 0; g < c->old_plan->outlines.count; g++)
    WG_TRY(wg_shapes_copy(out, context, &c->old_plan->outlines, g));
  for (int64_t i = 0; i < out->point_count; i++) {
    out->points[i].x += (int32_t)east_mm;
    out->points[i].y += (int32_t)north_mm;
  }
  return WG_OK;
}

static const wg_compare_pair *pair_of(const wg_comparison *c, int32_t old_grid, int32_t new_grid)
{
  int64_t low = 0, high = c->pair_count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    const wg_compare_pair *pair = &c->pairs[middle];
    if (pair->old_grid == old_grid && pair->new_grid == new_grid) return pair;
    bool before = pair->old_grid >= 0 &&
                  (pair->old_grid < old_grid || (pair->old_grid == old_grid &&
                                                 pair->new_grid >= 0 && pair->new_grid < new_grid));
    if (before)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

typedef struct area_writer {
  wg_context *context;
  const wg_comparison *comparison;
  const wg_shapes *before; /* outlines of the old plan, moved */
  wg_geos *geos;
  wg_sink *sink;
  wg_shapes common;
  int32_t tolerance_mm;
} area_writer;

static wg_status write_area(area_writer *w, int32_t old_grid, int32_t new_grid)
{
  const wg_comparison *c = w->comparison;
  w->common.count = w->common.ring_count = w->common.point_count = 0;
  wg_status status = wg_geos_intersection(w->geos, w->before, old_grid, &c->new_plan->outlines,
                                          new_grid, w->tolerance_mm, &w->common);
  if (status == WG_BAD_GEOMETRY)
    return WG_OK; /* of an outline that is not valid nothing is known */
  WG_TRY(status);
  if (w->common.count == 0) return WG_OK;
  const wg_compare_pair *pair = pair_of(c, old_grid, new_grid);
  const wg_value values[] = {code_of(c->old_plan, old_grid), code_of(c->new_plan, new_grid),
                             community_of(c->new_plan, c->new_plan->grids[new_grid].community),
                             whole(pair != NULL ? pair->households : 0),
                             whole(pair != NULL ? pair->buildings : 0)};
  return wg_sink_row(w->sink, values, &w->common, 0);
}

static wg_status write_areas(area_writer *w)
{
  const wg_comparison *c = w->comparison;
  const wg_shapes *after = &c->new_plan->outlines;
  wg_box *boxes;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(w->context, &boxes, (size_t)after->count, sizeof *boxes));
  for (int64_t n = 0; n < after->count; n++) boxes[n] = wg_shapes_box(after, n);
  for (int32_t o = 0; o < c->old_plan->grid_count && status == WG_OK; o++) {
    wg_box box = wg_shapes_box(w->before, o);
    for (int32_t n = 0; n < after->count && status == WG_OK; n++)
      if (c->new_of_old[o] != n && wg_box_overlap(box, boxes[n])) status = write_area(w, o, n);
  }
  wg_release(w->context, boxes);
  return status;
}

wg_status wg_comparison_write_changes(wg_context *context, const wg_comparison *c, const char *path,
                                      const char *out_crs, const char *encoding,
                                      int32_t tolerance_mm)
{
  const wg_sink_options options = {.layer = "changes",
                                   .crs = out_crs,
                                   .encoding = encoding,
                                   .date = c->new_plan->date,
                                   .kind = WG_SHAPE_AREA};
  wg_shapes before = {0};
  area_writer w = {.context = context,
                   .comparison = c,
                   .before = &before,
                   .tolerance_mm = tolerance_mm > 0 ? tolerance_mm : 1};
  wg_status status;
  WG_TRY_DONE(move_outlines(&before, context, c));
  WG_TRY_DONE(wg_geos_new(&w.geos, context));
  WG_TRY_DONE(wg_sink_open(&w.sink, context, path, &c->new_plan->system, change_fields,
                           sizeof change_fields / sizeof *change_fields, &options));
  status = write_areas(&w);
  if (status == WG_OK) {
    status = wg_sink_close(w.sink);
    w.sink = NULL;
  }
done:
  wg_sink_abandon(w.sink);
  wg_geos_free(w.geos);
  wg_shapes_free(&w.common, context);
  wg_shapes_free(&before, context);
  return status;
}
