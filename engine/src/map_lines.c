/* Streets, water and railways: edges first, then what is between them, so that crossings are open.
 */
#include "map.h"

typedef struct line_style {
  map_sort sort;
  double width;  /* mm */
  double metres; /* it is never drawn wider than that */
  double edge;   /* of the casing on each side, mm */
  uint32_t colour, edge_colour;
} line_style;

static const line_style styles[] = {
    {MAP_PATH, 0.5, 2, 0.1, 0xFFFFFF, 0xCFCBC2},
    {MAP_LANE, 1.3, 7, 0.15, 0xFFFFFF, 0xB9B4A9},
    {MAP_STREET, 2.6, 15, 0.18, 0xFFFFFF, 0xA39D91},
    {MAP_EXPRESSWAY, 3.0, 20, 0.25, 0xF8D98A, 0xC0913C},
};

static bool is_seen(const map_scene *scene, int64_t barrier, wg_box seen)
{
  return wg_box_overlap(scene->run->barrier_box[barrier], seen);
}

/* Whether some side of it comes into a box, as far as upright boxes tell. */
static bool has_side_in(const wg_shapes *shapes, int64_t index, wg_box box)
{
  for (int64_t r = shapes->ring_start[index]; r < shapes->ring_start[index + 1]; r++) {
    int64_t size;
    const wg_point *p = wg_shapes_ring(shapes, r, &size);
    for (int64_t i = 0; i + 1 < size; i++) {
      wg_box side = WG_BOX_EMPTY;
      wg_box_add(&side, p[i]);
      wg_box_add(&side, p[i + 1]);
      if (wg_box_overlap(side, box)) return true;
    }
  }
  return false;
}

/* Everything of one sort in one path, so that nothing is drawn over its like. */
static void draw_sort(map_scene *scene, map_sort sort, wg_shape_kind kind, const wg_pen *pen)
{
  const wg_plan *plan = scene->run->plan;
  wg_box seen = map_view_box(&scene->view, 5);
  bool begun = false;
  for (int64_t i = 0; i < plan->barriers.shapes.count; i++) {
    if (plan->barriers.shapes.kind[i] != kind || !is_seen(scene, i, seen)) continue;
    if (scene->run->sort[i] != sort) continue;
    if (!begun || kind == WG_SHAPE_AREA) wg_sheet_path(scene->sheet, pen);
    begun = true;
    if (!scene->seen[sort] && has_side_in(&plan->barriers.shapes, i, map_view_box(&scene->view, 0)))
      scene->seen[sort] = true;
    map_trace(scene->sheet, &scene->view, &plan->barriers.shapes, i);
  }
}

static void draw_water(map_scene *scene)
{
  const wg_pen area = {.fill = WG_RGB(MAP_WATER), .stroke = WG_RGB(MAP_WATER_EDGE), .width = 0.2};
  const wg_pen bank = {.stroke = WG_RGB(MAP_WATER_EDGE), .width = 2.6 * scene->letter};
  const wg_pen line = {.stroke = WG_RGB(MAP_WATER), .width = 2.2 * scene->letter};
  draw_sort(scene, MAP_RIVER, WG_SHAPE_LINE, &bank);
  draw_sort(scene, MAP_RIVER, WG_SHAPE_AREA, &area);
  draw_sort(scene, MAP_RIVER, WG_SHAPE_LINE, &line);
}

static void draw_rails(map_scene *scene)
{
  const wg_pen dark = {.stroke = WG_RGB(0x565C63), .width = 1.1 * scene->letter, .butt = true};
  const wg_pen light = {
      .stroke = WG_RGB(0xFFFFFF), .width = 0.75 * scene->letter, .dash = 2.6, .gap = 2.6};
  draw_sort(scene, MAP_RAIL, WG_SHAPE_LINE, &dark);
  draw_sort(scene, MAP_RAIL, WG_SHAPE_LINE, &light);
  draw_sort(scene, MAP_RAIL, WG_SHAPE_AREA,
            &(wg_pen){.fill = WG_RGB(0xD9D8D5), .stroke = WG_RGB(0x565C63), .width = 0.2});
}

void map_draw_lines(map_scene *scene)
{
  draw_water(scene);
  for (int pass = 0; pass < 2; pass++)
    for (size_t k = 0; k < sizeof styles / sizeof *styles; k++) {
      const line_style *s = &styles[k];
      double most = s->metres * 1000 / scene->view.scale, width = s->width * scene->letter;
      if (width > most) width = most;
      const wg_pen edge = {.stroke = WG_RGB(s->edge_colour), .width = width + 2 * s->edge};
      const wg_pen inside = {.stroke = WG_RGB(s->colour), .width = width};
      draw_sort(scene, s->sort, WG_SHAPE_LINE, pass == 0 ? &edge : &inside);
      if (pass == 0)
        draw_sort(scene, s->sort, WG_SHAPE_AREA,
                  &(wg_pen){.fill = WG_RGB(s->colour),
                            .stroke = WG_RGB(s->edge_colour),
                            .width = s->edge});
    }
  draw_rails(scene);
}
