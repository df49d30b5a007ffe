/* Paper, scale, and the way from the plan to the page. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static const struct {
  const char *name;
  double width, height;
} papers[] = {{"A4", 210, 297},  {"A3", 297, 420}, {"A2", 420, 594}, {"A1", 594, 841},
              {"A0", 841, 1189}, {"8K", 285, 420}, {"4K", 420, 570}};

double map_letter(double width, double height)
{
  const double a3 = 297 * 420;
  return sqrt(sqrt(width * height / a3));
}

wg_status map_paper_named(map_paper *out, wg_context *context, const char *name)
{
  int width, height, used = 0;
  for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
    if (strcasecmp(papers[i].name, name) == 0) {
      *out = (map_paper){papers[i].width, papers[i].height, ""};
      snprintf(out->name, sizeof out->name, "%s", papers[i].name);
      return WG_OK;
    }
  if (sscanf(name, "%d%*[xX*]%d%n", &width, &height, &used) == 2 && name[used] == 0 &&
      width >= 100 && height >= 100 && width <= 2000 && height <= 2000) {
    *out = (map_paper){width < height ? width : height, width < height ? height : width, ""};
    snprintf(out->name, sizeof out->name, "%dx%d mm", width, height);
    return WG_OK;
  }
  return wg_fail(
      context, WG_MISUSE,
      wg_in(context,
            "There is no paper '%s': A0, A1, A2, A3, A4, 8K, 4K, or its size in millimetres "
            "from 100 to 2000, such as 285x420.",
            "没有纸张“%s”：可用 A0、A1、A2、A3、A4、8K、4K，或以毫米给出尺寸（100 至 2000），如 "
            "285x420。"),
      name);
}

double map_round_scale(wg_box box, double width, double height)
{
  static const double scales[] = {500, 1000, 1500, 2000, 2500, 3000, 4000, 5000};
  double w = (double)box.max_x - box.min_x, h = (double)box.max_y - box.min_y;
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
    if (w / scales[i] <= width && h / scales[i] <= height) return scales[i];
  return 0;
}

double map_any_scale(wg_box box, double width, double height)
{
  static const double steps[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
  double w = (double)box.max_x - box.min_x, h = (double)box.max_y - box.min_y;
  for (double ten = 100; ten < 1e9; ten *= 10)
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
      if (w / (steps[i] * ten) <= width && h / (steps[i] * ten) <= height) return steps[i] * ten;
  return 1e9;
}

wg_box map_plan_box(const wg_plan *plan)
{
  wg_box all = WG_BOX_EMPTY;
  for (int64_t i = 0; i < plan->communities.shapes.count; i++) {
    if (plan->communities.shapes.kind[i] == WG_SHAPE_NONE) continue;
    wg_box b = wg_shapes_box(&plan->communities.shapes, i);
    wg_box_add(&all, (wg_point){b.min_x, b.min_y});
    wg_box_add(&all, (wg_point){b.max_x, b.max_y});
  }
  return all;
}

map_view map_view_of(wg_frame_box frame, wg_box box, double scale)
{
  return (map_view){frame, ((double)box.min_x + box.max_x) / 2, ((double)box.min_y + box.max_y) / 2,
                    scale};
}

wg_box map_view_box(const map_view *view, double pad)
{
  double w = (view->frame.width / 2 + pad) * view->scale,
         h = (view->frame.height / 2 + pad) * view->scale;
  return (wg_box){
      (int32_t)fmax(view->centre_x - w, INT32_MIN), (int32_t)fmax(view->centre_y - h, INT32_MIN),
      (int32_t)fmin(view->centre_x + w, INT32_MAX), (int32_t)fmin(view->centre_y + h, INT32_MAX)};
}

void map_rings_clear(map_rings *rings)
{
  rings->count = 0;
}

void map_rings_free(map_rings *rings, wg_context *context)
{
  wg_release(context, rings->points);
  wg_release(context, rings->start);
  *rings = (map_rings){0};
}

wg_traces map_rings_traces(const map_rings *rings)
{
  return (wg_traces){rings->points, rings->start, rings->count};
}

wg_status map_rings_add(map_rings *rings, wg_context *context, const map_view *view,
                        const wg_shapes *shapes, int64_t index)
{
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t size, n = rings->count == 0 ? 0 : rings->start[rings->count];
    const wg_point *points = wg_shapes_ring(shapes, r, &size);
    WG_TRY(wg_grow(context, &rings->start, &rings->start_capacity, rings->count + 2,
                   sizeof *rings->start));
    WG_TRY(
        wg_grow(context, &rings->points, &rings->point_capacity, n + size, sizeof *rings->points));
    rings->start[rings->count] = n;
    for (int64_t i = 0; i < size; i++) rings->points[n + i] = map_to_page(view, points[i]);
    rings->start[++rings->count] = n + size;
  }
  return WG_OK;
}

void map_trace(wg_sheet *sheet, const map_view *view, const wg_shapes *shapes, int64_t index)
{
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t size;
    const wg_point *points = wg_shapes_ring(shapes, r, &size);
    wg_sheet_ring(sheet, shapes->kind[index] == WG_SHAPE_AREA);
    for (int64_t i = 0; i < size; i++) {
      wg_xy p = map_to_page(view, points[i]);
      wg_sheet_point(sheet, p.x, p.y);
    }
  }
}
