/* Which cells of a map are covered: footprints, streets, borders as they are drawn. */
#include "map.h"

/* Footprints, or of the barriers (those have sorts) the water. */
static wg_status spill_areas(map_scene *scene, map_rings *rings, const wg_shapes *shapes,
                             const uint8_t *sorts, map_ink_sort sort)
{
  const wg_box *boxes = sorts == NULL ? scene->run->building_box : scene->run->barrier_box;
  wg_box seen = map_view_box(&scene->view, 0);
  for (int64_t i = 0; i < shapes->count; i++) {
    if (shapes->kind[i] != WG_SHAPE_AREA || !wg_box_overlap(boxes[i], seen)) continue;
    if (sorts != NULL && sorts[i] != MAP_RIVER) continue;
    map_rings_clear(rings);
    WG_TRY(map_rings_add(rings, scene->run->context, &scene->view, shapes, i));
    wg_traces area = map_rings_traces(rings);
    map_ink_area(&scene->ink, &area, sort);
  }
  return WG_OK;
}

static void spill_line(map_scene *scene, const wg_shapes *shapes, int64_t index, double width,
                       map_ink_sort sort)
{
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t size;
    const wg_point *points = wg_shapes_ring(shapes, r, &size);
    int64_t sides = shapes->kind[index] == WG_SHAPE_AREA ? size : size - 1;
    for (int64_t i = 0; i < sides; i++)
      map_ink_line(&scene->ink, map_to_page(&scene->view, points[i]),
                   map_to_page(&scene->view, points[i + 1 < size ? i + 1 : 0]), width, sort);
  }
}

static void spill_streets(map_scene *scene)
{
  const wg_shapes *shapes = &scene->run->plan->barriers.shapes;
  wg_box seen = map_view_box(&scene->view, 3);
  for (int64_t i = 0; i < shapes->count; i++) {
    bool street = scene->run->sort[i] == MAP_STREET || scene->run->sort[i] == MAP_LANE ||
                  scene->run->sort[i] == MAP_EXPRESSWAY || scene->run->sort[i] == MAP_RAIL ||
                  scene->run->sort[i] == MAP_RIVER;
    if (street && shapes->kind[i] == WG_SHAPE_LINE &&
        wg_box_overlap(scene->run->barrier_box[i], seen))
      spill_line(scene, shapes, i, scene->run->sort[i] == MAP_LANE ? 1 : 2, MAP_INK_STREET);
  }
}

static void spill_borders(map_scene *scene)
{
  const wg_plan *plan = scene->run->plan;
  int32_t count;
  if (scene->community < 0) {
    for (int64_t i = 0; i < plan->communities.shapes.count; i++)
      if (plan->communities.shapes.kind[i] == WG_SHAPE_AREA)
        spill_line(scene, &plan->communities.shapes, i, 0.8, MAP_INK_BORDER);
    return;
  }
  const int32_t *grids = map_grids(scene->run, scene->community, &count);
  for (int32_t i = 0; i < count; i++)
    spill_line(scene, &plan->outlines, grids[i], 0.8, MAP_INK_BORDER);
}

wg_status map_spill_ink(map_scene *scene)
{
  const map_run *run = scene->run;
  map_rings rings = {0};
  wg_status status = WG_OK;
  WG_TRY(map_ink_begin(&scene->ink, run->context, scene->view.frame));
  if (scene->community >= 0)
    status = spill_areas(scene, &rings, &run->plan->buildings.shapes, NULL, MAP_INK_FOOTPRINT);
  if (status == WG_OK)
    status = spill_areas(scene, &rings, &run->plan->barriers.shapes, run->sort, MAP_INK_STREET);
  map_rings_free(&rings, run->context);
  spill_streets(scene);
  spill_borders(scene);
  return status;
}
