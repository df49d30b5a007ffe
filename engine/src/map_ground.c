/* What lies under the names: land, fills, footprints, borders, and a veil over what is not this
 * community. */
#include "map.h"

#include <math.h>

#include "algorithms/colouring.h"
#include "geodata/input.h"

map_sort map_sort_of(const wg_plan *plan, int64_t barrier)
{
  const wg_barriers *b = &plan->barriers;
  const char *kind = wg_texts_get(&b->texts, b->kind[barrier]);
  if (b->underground[barrier]) return MAP_OTHER;
  if (wg_kind_listed(WG_KINDS_WATER, kind)) return MAP_RIVER;
  if (wg_kind_listed(WG_KINDS_RAIL, kind)) return MAP_RAIL;
  if (wg_kind_listed(WG_KINDS_EXPRESSWAY, kind)) return MAP_EXPRESSWAY;
  if (b->class_[barrier] == WG_BARRIER_STREET || b->class_[barrier] == WG_BARRIER_HARD)
    return MAP_STREET;
  if (b->class_[barrier] == WG_BARRIER_LANE) return MAP_LANE;
  return b->road[barrier] ? MAP_PATH : MAP_OTHER;
}

map_scene map_scene_of(map_run *run, wg_sheet *sheet, int32_t community)
{
  return (map_scene){.run = run,
                     .sheet = sheet,
                     .community = community,
                     .focus = -1,
                     .letter = map_letter(sheet->width, sheet->height)};
}

void map_scene_free(map_scene *scene)
{
  wg_release(scene->run->context, scene->colour_of);
  wg_release(scene->run->context, scene->obstacles);
  map_ink_free(&scene->ink);
}

wg_status map_keep_clear(map_scene *scene, wg_slab slab)
{
  WG_TRY(wg_grow(scene->run->context, &scene->obstacles, &scene->obstacle_capacity,
                 scene->obstacle_count + 1, sizeof slab));
  scene->obstacles[scene->obstacle_count++] = slab;
  return WG_OK;
}

/* --- colours of grids ------------------------------------------------------------------------- */

static wg_status list_edges(const map_scene *scene, const int32_t *grids, int32_t count,
                            int32_t **a, int32_t **b, int64_t *edges)
{
  const map_run *run = scene->run;
  const wg_plan *plan = run->plan;
  int64_t capacity_a = 0, capacity_b = 0;
  int32_t *local;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(run->context, &local, (size_t)plan->grid_count, sizeof *local));
  for (int32_t i = 0; i < count; i++) local[grids[i]] = i + 1;
  for (int32_t i = 0; i < count && status == WG_OK; i++) {
    const wg_shapes *o = &plan->outlines;
    int64_t end = o->point_start[o->ring_start[grids[i] + 1]];
    for (int64_t p = o->point_start[o->ring_start[grids[i]]]; p < end && status == WG_OK; p++) {
      int32_t other = run->across[p];
      /* exempt grids have a look of their own: they need no colour and bind nobody */
      if (other <= grids[i] || local[other] == 0 || plan->grids[other].kind == WG_GRID_EXEMPT ||
          plan->grids[grids[i]].kind == WG_GRID_EXEMPT)
        continue;
      int64_t n = *edges;
      if (n > 0 && (*a)[n - 1] == i && (*b)[n - 1] == local[other] - 1) continue;
      status = wg_grow(run->context, a, &capacity_a, n + 1, sizeof **a);
      if (status == WG_OK) status = wg_grow(run->context, b, &capacity_b, n + 1, sizeof **b);
      if (status != WG_OK) break;
      (*a)[n] = i;
      (*b)[n] = local[other] - 1;
      *edges = n + 1;
    }
  }
  wg_release(run->context, local);
  return status;
}

wg_status map_colour_grids(map_scene *scene)
{
  map_run *run = scene->run;
  int32_t count, used = 0, *a = NULL, *b = NULL;
  int64_t edges = 0;
  const int32_t *grids = map_grids(run, scene->community, &count);
  WG_TRY(wg_allocate(run->context, &scene->colour_of, (size_t)count, 1));
  wg_status status = list_edges(scene, grids, count, &a, &b, &edges);
  if (status == WG_OK)
    status = wg_colour_graph(scene->colour_of, &used, run->context, count, a, b, edges);
  wg_release(run->context, a);
  wg_release(run->context, b);
  map_style_choose(&scene->style, run, used);
  return status;
}

uint32_t map_grid_fill(const map_scene *scene, int32_t grid)
{
  int32_t count;
  const int32_t *grids = map_grids(scene->run, scene->community, &count);
  if (scene->run->plan->grids[grid].kind == WG_GRID_EXEMPT) return 0xFFFFFF;
  for (int32_t i = 0; i < count; i++)
    if (grids[i] == grid) return scene->style.fills[scene->colour_of[i] % scene->style.fill_count];
  return MAP_LAND;
}

/* --- areas ------------------------------------------------------------------------------------ */

static void trace_frame(map_scene *scene)
{
  wg_frame_box f = scene->view.frame;
  wg_sheet_ring(scene->sheet, true);
  wg_sheet_point(scene->sheet, f.left, f.top);
  wg_sheet_point(scene->sheet, f.left + f.width, f.top);
  wg_sheet_point(scene->sheet, f.left + f.width, f.top + f.height);
  wg_sheet_point(scene->sheet, f.left, f.top + f.height);
}

void map_clip_to_frame(map_scene *scene)
{
  wg_sheet_clip(scene->sheet);
  trace_frame(scene);
}

static void clip_to(map_scene *scene, const wg_shapes *shapes, int64_t index)
{
  wg_sheet_clip(scene->sheet);
  map_trace(scene->sheet, &scene->view, shapes, index);
}

void map_hatch(map_scene *scene, const wg_shapes *shapes, int64_t index)
{
  const wg_pen pen = {.stroke = WG_RGB(0x9AA3AC), .width = 0.2, .butt = true};
  wg_box box = wg_shapes_box(shapes, index);
  wg_xy low = map_to_page(&scene->view, (wg_point){box.min_x, box.max_y});
  wg_xy high = map_to_page(&scene->view, (wg_point){box.max_x, box.min_y});
  double height = high.y - low.y;
  clip_to(scene, shapes, index);
  wg_sheet_path(scene->sheet, &pen);
  double first = (double)(int64_t)((low.x - height) / 2) * 2; /* lines of neighbours meet */
  for (double x = first - high.y + (double)(int64_t)(high.y / 2) * 2; x < high.x; x += 2) {
    wg_sheet_ring(scene->sheet, false);
    wg_sheet_point(scene->sheet, x, high.y);
    wg_sheet_point(scene->sheet, x + height, low.y);
  }
  wg_sheet_unclip(scene->sheet);
}

static void fill_grids(map_scene *scene)
{
  int32_t count;
  const int32_t *grids = map_grids(scene->run, scene->community, &count);
  const wg_shapes *outlines = &scene->run->plan->outlines;
  for (int32_t i = 0; i < count; i++) {
    uint32_t fill = WG_RGB(map_grid_fill(scene, grids[i]));
    /* stroked in its own colour, no seam is left between neighbours */
    wg_sheet_path(scene->sheet, &(wg_pen){.fill = fill, .stroke = fill, .width = 0.1});
    map_trace(scene->sheet, &scene->view, outlines, grids[i]);
    if (scene->run->plan->grids[grids[i]].kind != WG_GRID_EXEMPT) continue;
    scene->exempt = true;
    map_hatch(scene, outlines, grids[i]);
  }
}

static void draw_footprints(map_scene *scene)
{
  const wg_plan *plan = scene->run->plan;
  const wg_buildings *b = &plan->buildings;
  wg_box seen = map_view_box(&scene->view, 0);
  for (int64_t i = 0; i < b->shapes.count; i++) {
    if (b->shapes.kind[i] == WG_SHAPE_NONE || !wg_box_overlap(scene->run->building_box[i], seen))
      continue;
    int32_t grid = plan->grid_of_building[i];
    bool own = grid >= 0 && plan->grids[grid].community == scene->community;
    uint32_t ground = own ? map_grid_fill(scene, grid) : 0xE2DFD8;
    const wg_pen pen = {.fill = WG_RGB(map_mix(ground, 0x4A5058, own ? 24 : 12)),
                        .stroke = WG_RGB(map_mix(ground, 0x30363C, own ? 62 : 30)),
                        .width = 0.13};
    if (b->shapes.kind[i] == WG_SHAPE_POINT) {
      wg_xy p = map_to_page(&scene->view,
                            b->shapes.points[b->shapes.point_start[b->shapes.ring_start[i]]]);
      wg_sheet_circle(scene->sheet, &pen, p.x, p.y, 0.7);
      continue;
    }
    wg_sheet_path(scene->sheet, &pen);
    map_trace(scene->sheet, &scene->view, &b->shapes, i);
  }
}

/* Everything outside, paler. */
static void draw_veil(map_scene *scene)
{
  wg_sheet_path(scene->sheet, &(wg_pen){.fill = 0xA8F6F5F1u});
  trace_frame(scene);
  if (scene->focus >= 0)
    map_trace(scene->sheet, &scene->view, &scene->run->plan->outlines, scene->focus);
  else
    map_trace(scene->sheet, &scene->view, &scene->run->plan->communities.shapes, scene->community);
}

/* --- borders ---------------------------------------------------------------------------------- */

/* The stretches of a grid's rings that border on a later grid of the community: each drawn once. */
static void trace_borders(map_scene *scene, int32_t grid)
{
  const wg_shapes *o = &scene->run->plan->outlines;
  const int32_t *across = scene->run->across;
  for (int64_t r = o->ring_start[grid]; r < o->ring_start[grid + 1]; r++) {
    int64_t size, begin = o->point_start[r];
    const wg_point *ring = wg_shapes_ring(o, r, &size);
    bool drawing = false;
    for (int64_t p = 0; p < size; p++) {
      if (across[begin + p] <= grid) {
        drawing = false;
        continue;
      }
      wg_xy a = map_to_page(&scene->view, ring[p]);
      wg_xy b = map_to_page(&scene->view, ring[p + 1 < size ? p + 1 : 0]);
      if (!drawing) {
        wg_sheet_ring(scene->sheet, false);
        wg_sheet_point(scene->sheet, a.x, a.y);
      }
      wg_sheet_point(scene->sheet, b.x, b.y);
      drawing = true;
    }
  }
}

/* Twice the area by the outline: of a strip its width. In mm of the page. */
static double breadth_of(const map_scene *scene, const wg_shapes *shapes, int64_t index)
{
  int64_t around = wg_shapes_length(shapes, index);
  return around > 0
             ? fabs((double)wg_shapes_area2(shapes, index)) / (double)around / scene->view.scale
             : 0;
}

/* A line with a pale band on its inside, which a narrow community has narrower. */
static void draw_outline(map_scene *scene, const wg_shapes *shapes, int64_t index)
{
  double band = fmin(3 * scene->letter, 0.15 * breadth_of(scene, shapes, index));
  clip_to(scene, shapes, index);
  wg_sheet_path(scene->sheet, &(wg_pen){.stroke = 0x30000000u | MAP_ACCENT, .width = 2 * band});
  map_trace(scene->sheet, &scene->view, shapes, index);
  wg_sheet_unclip(scene->sheet);
  wg_sheet_path(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_ACCENT), .width = scene->letter});
  map_trace(scene->sheet, &scene->view, shapes, index);
}

static void draw_borders(map_scene *scene)
{
  int32_t count;
  const int32_t *grids = map_grids(scene->run, scene->community, &count);
  wg_sheet_path(scene->sheet,
                &(wg_pen){.stroke = WG_RGB(MAP_BORDER), .width = 0.6 * scene->letter});
  for (int32_t i = 0; i < count; i++) trace_borders(scene, grids[i]);
  if (scene->focus >= 0)
    draw_outline(scene, &scene->run->plan->outlines, scene->focus);
  else
    draw_outline(scene, &scene->run->plan->communities.shapes, scene->community);
}

void map_paint_ground(map_scene *scene)
{
  map_clip_to_frame(scene);
  wg_sheet_box(scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_LAND)}, scene->view.frame);
  fill_grids(scene);
  map_draw_lines(scene);
  draw_footprints(scene);
  draw_veil(scene);
  draw_borders(scene);
  wg_sheet_unclip(scene->sheet);
}

wg_status map_draw_ground(map_scene *scene)
{
  WG_TRY(map_colour_grids(scene));
  map_paint_ground(scene);
  return scene->sheet->status;
}
