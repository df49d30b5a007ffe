/* A community too large for its paper: an index sheet, and detail sheets that overlap by 20 mm. */
#include "map.h"

#include <math.h>
#include <stdio.h>

#include "map_sheet.h"

enum { OVERLAP = 20, MOST_SHEETS = 6, MOST_OF_ALL = 400 };

typedef struct tiling {
  double scale, step_x, step_y; /* plan mm from sheet to sheet */
  double first_x, first_y;      /* centre of the first, upper left */
  int32_t columns, rows;
} tiling;

static tiling tile_at(wg_box box, wg_frame_box frame, double scale)
{
  tiling t = {.scale = scale};
  double w = frame.width - 10, h = frame.height - 10;
  double wide = ((double)box.max_x - box.min_x) / scale,
         high = ((double)box.max_y - box.min_y) / scale;
  t.columns = (int32_t)fmax(1, ceil((wide - OVERLAP) / (w - OVERLAP)));
  t.rows = (int32_t)fmax(1, ceil((high - OVERLAP) / (h - OVERLAP)));
  t.step_x = (w - OVERLAP) * scale;
  t.step_y = (h - OVERLAP) * scale;
  t.first_x = ((double)box.min_x + box.max_x) / 2 - t.step_x * (t.columns - 1) / 2;
  t.first_y = ((double)box.min_y + box.max_y) / 2 + t.step_y * (t.rows - 1) / 2;
  return t;
}

/* The largest scale with at most half a dozen sheets. */
static tiling choose_tiling(wg_box box, wg_frame_box frame, double wanted)
{
  static const double scales[] = {3000, 4000, 5000, 7500, 10000, 15000, 20000};
  tiling t = tile_at(box, frame, wanted > 0 ? wanted : scales[0]);
  for (size_t i = 1;
       wanted == 0 && i < sizeof scales / sizeof *scales && t.columns * t.rows > MOST_SHEETS; i++)
    t = tile_at(box, frame, scales[i]);
  return t;
}

static map_view view_of(const tiling *t, wg_frame_box frame, int32_t tile)
{
  return (map_view){frame, t->first_x + tile % t->columns * t->step_x,
                    t->first_y - tile / t->columns * t->step_y, t->scale};
}

/* What no other sheet shows better: sheets meet in the middle of where they overlap; at the outside
 * all that is in the view. */
static wg_box core_of(const tiling *t, const map_view *view, int32_t tile)
{
  wg_box box = map_view_box(view, -3);
  int32_t column = tile % t->columns, row = tile / t->columns;
  if (column > 0) box.min_x = (int32_t)(view->centre_x - t->step_x / 2);
  if (column < t->columns - 1) box.max_x = (int32_t)(view->centre_x + t->step_x / 2);
  if (row > 0) box.max_y = (int32_t)(view->centre_y + t->step_y / 2);
  if (row < t->rows - 1) box.min_y = (int32_t)(view->centre_y - t->step_y / 2);
  return box;
}

/* Whether the segment from a to b meets the box: their boxes do, and the box has corners on both
 * sides of the line. */
static bool meets_box(wg_box box, wg_point a, wg_point b)
{
  if ((a.x < box.min_x && b.x < box.min_x) || (a.x > box.max_x && b.x > box.max_x) ||
      (a.y < box.min_y && b.y < box.min_y) || (a.y > box.max_y && b.y > box.max_y))
    return false;
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
  int left = 0, right = 0;
  for (int corner = 0; corner < 4; corner++) {
    double x = (double)(corner & 1 ? box.max_x : box.min_x) - a.x,
           y = (double)(corner & 2 ? box.max_y : box.min_y) - a.y;
    double side = dx * y - dy * x;
    left += side >= 0;
    right += side <= 0;
  }
  return left > 0 && right > 0;
}

/* Whether a shape has something in the box: one of its sides, or it holds the box. */
static bool is_in_box(wg_box box, const wg_shapes *shapes, int64_t index)
{
  if (!wg_box_overlap(wg_shapes_box(shapes, index), box)) return false;
  for (int64_t ring = shapes->ring_start[index]; ring < shapes->ring_start[index + 1]; ring++) {
    int64_t end = shapes->point_start[ring + 1];
    for (int64_t p = shapes->point_start[ring], last = end - 1; p < end; last = p++)
      if (meets_box(box, shapes->points[last], shapes->points[p])) return true;
  }
  return wg_shapes_locate(shapes, index, (wg_point){box.min_x, box.min_y}) > 0;
}

static bool is_drawn(const map_run *run, int32_t community, const tiling *t, wg_frame_box frame,
                     int32_t tile)
{
  map_view view = view_of(t, frame, tile);
  return is_in_box(core_of(t, &view, tile), &run->plan->communities.shapes, community);
}

/* --- the index -------------------------------------------------------------------------------- */

/* The frames of the detail sheets on the index, `count` of them. */
static int32_t list_frames(const map_scene *scene, wg_frame_box *out, const tiling *t)
{
  wg_frame_box frame = scene->view.frame;
  int32_t count = 0;
  for (int32_t tile = 0; tile < t->columns * t->rows; tile++) {
    map_view view = view_of(t, frame, tile);
    if (!is_drawn(scene->run, scene->community, t, frame, tile)) continue;
    double k = t->scale / scene->view.scale, w = frame.width * k, h = frame.height * k;
    wg_xy middle =
        map_to_page(&scene->view, (wg_point){(int32_t)view.centre_x, (int32_t)view.centre_y});
    out[count++] = (wg_frame_box){middle.x - w / 2, middle.y - h / 2, w, h};
  }
  return count;
}

static wg_status index_sheet(map_run *run, int32_t community, const sheet_plan *s, const tiling *t,
                             int32_t *all)
{
  wg_sheet sheet;
  wg_frame_box *frames;
  char under[300];
  wg_box box = wg_shapes_box(&run->plan->communities.shapes, community);
  WG_TRY(wg_allocate(run->context, &frames, (size_t)t->columns * (size_t)t->rows, sizeof *frames));
  wg_sheet_begin(&sheet, run->context, s->width, s->height);
  map_scene scene = map_scene_of(run, &sheet, community);
  scene.view = map_view_of(s->map, box, map_any_scale(box, s->map.width - 10, s->map.height - 10));
  scene.frames = frames;
  scene.frame_count = *all = list_frames(&scene, frames, t);
  snprintf(under, sizeof under, map_word(run->context, "%s    index of %d detail sheets at 1:%d"),
           map_community_code(run, community), (int)*all, (int)t->scale);
  wg_status status = map_compose_sheet(&scene, s, under, 0, map_community_code(run, community));
  wg_sheet_free(&sheet);
  map_scene_free(&scene);
  wg_release(run->context, frames);
  return status;
}

/* --- the details ------------------------------------------------------------------------------ */

static wg_status detail_sheet(map_run *run, int32_t community, const sheet_plan *s, const tiling *t,
                              int32_t tile, int32_t number, int32_t all)
{
  wg_sheet sheet;
  int32_t count, *rows;
  char under[300], file[300];
  const int32_t *grids = map_grids(run, community, &count);
  WG_TRY(wg_allocate(run->context, &rows, (size_t)count, sizeof *rows));
  wg_sheet_begin(&sheet, run->context, s->width, s->height);
  map_scene scene = map_scene_of(run, &sheet, community);
  scene.view = view_of(t, s->map, tile);
  scene.rows = rows;
  for (int32_t i = 0; i < count; i++)
    if (is_in_box(map_view_box(&scene.view, -3), &run->plan->outlines, grids[i]))
      rows[scene.row_count++] = grids[i];
  snprintf(under, sizeof under, map_word(run->context, "%s    detail %d of %d"),
           map_community_code(run, community), (int)number, (int)all);
  snprintf(file, sizeof file, "%s-%d", map_community_code(run, community), (int)number);
  wg_status status = map_compose_sheet(&scene, s, under, 1, file);
  wg_sheet_free(&sheet);
  map_scene_free(&scene);
  wg_release(run->context, rows);
  return status;
}

wg_status map_index_and_details(map_run *run, int32_t community, const sheet_plan *s)
{
  const wg_shapes *communities = &run->plan->communities.shapes;
  tiling t = choose_tiling(wg_shapes_box(communities, community), s->map, run->options->scale);
  int32_t all, number = 0;
  if ((int64_t)t.columns * t.rows > MOST_OF_ALL)
    return wg_fail(run->context, WG_LIMIT,
                   wg_in(run->context,
                         "At 1:%d '%s' would need more than %d sheets. Name a smaller scale.",
                         "按 1:%d 绘制“%s”需要超过 %d 幅图。请给出更小的比例尺。"),
                   (int)t.scale, map_community_name(run, community), (int)MOST_OF_ALL);
  run->expected++; /* numbered files */
  WG_TRY(index_sheet(run, community, s, &t, &all));
  for (int32_t tile = 0; tile < t.columns * t.rows; tile++) {
    if (!is_drawn(run, community, &t, s->map, tile)) continue;
    WG_TRY(detail_sheet(run, community, s, &t, tile, ++number, all));
  }
  return WG_OK;
}
