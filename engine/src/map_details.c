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

/* Whether a shape comes into the view: a vertex does, or it holds the middle or a corner. */
static bool is_in_view(const map_view *view, const wg_shapes *shapes, int64_t index)
{
  wg_box seen = map_view_box(view, -3);
  if (!wg_box_overlap(wg_shapes_box(shapes, index), seen)) return false;
  for (int64_t p = shapes->point_start[shapes->ring_start[index]];
       p < shapes->point_start[shapes->ring_start[index + 1]]; p++) {
    wg_point q = shapes->points[p];
    if (q.x >= seen.min_x && q.x <= seen.max_x && q.y >= seen.min_y && q.y <= seen.max_y)
      return true;
  }
  const wg_point tests[] = {{seen.min_x, seen.min_y},
                            {seen.max_x, seen.min_y},
                            {seen.max_x, seen.max_y},
                            {seen.min_x, seen.max_y},
                            {(int32_t)(((int64_t)seen.min_x + seen.max_x) / 2),
                             (int32_t)(((int64_t)seen.min_y + seen.max_y) / 2)}};
  for (int k = 0; k < 5; k++)
    if (wg_shapes_locate(shapes, index, tests[k]) > 0) return true;
  return false;
}

/* --- the index
 * ------------------------------------------------------------------------------------- */

/* The frames of the detail sheets on the index, `count` of them. */
static int32_t list_frames(const map_scene *scene, wg_frame_box *out, const tiling *t)
{
  wg_frame_box frame = scene->view.frame;
  int32_t count = 0;
  for (int32_t tile = 0; tile < t->columns * t->rows; tile++) {
    map_view view = view_of(t, frame, tile);
    if (!is_in_view(&view, &scene->run->plan->communities.shapes, scene->community)) continue;
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

/* --- the details
 * ----------------------------------------------------------------------------------- */

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
    if (is_in_view(&scene.view, &run->plan->outlines, grids[i])) rows[scene.row_count++] = grids[i];
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
    map_view view = view_of(&t, s->map, tile);
    if (!is_in_view(&view, communities, community)) continue;
    WG_TRY(detail_sheet(run, community, s, &t, tile, ++number, all));
  }
  return WG_OK;
}
