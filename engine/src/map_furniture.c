/* Round the map: title, foot, scale bar, north arrow, legend. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "wangge/wangge.h"

void map_title(map_run *run, wg_sheet *sheet, const char *title, const char *under)
{
  double width = sheet->width - 2 * MAP_MARGIN, side = 0;
  if (run->look.logo != WG_NO_TEXT) {
    side = 18;
    wg_sheet_image(sheet, wg_texts_get(&run->look.texts, run->look.logo),
                   (wg_frame_box){MAP_MARGIN, MAP_MARGIN - 2, 15, 15});
  }
  double size = fmin(10, sheet->width / 32);
  map_write_in(
      run, sheet, title,
      (wg_frame_box){MAP_MARGIN + side, MAP_MARGIN - 2, width - 2 * side, under[0] != 0 ? 11 : 15},
      size, 4.5, true, MAP_INK, MAP_CENTRE);
  map_write_in(run, sheet, under,
               (wg_frame_box){MAP_MARGIN + side, MAP_MARGIN + 9.6, width - 2 * side, 5}, 3.4, 2.3,
               false, MAP_SOFT_INK, MAP_CENTRE);
}

static void join(char *out, size_t size, const char *label, const char *value)
{
  size_t used = strlen(out);
  if (value[0] == 0) return;
  snprintf(out + used, size - used, "%s%s%s", used > 0 ? "    " : "", label, value);
}

/* What the template says, else the files that the plan was made of. */
static void source_text(const map_run *run, char *out, size_t size)
{
  static const char *const inputs[] = {"input.communities.file", "input.buildings.file",
                                       "input.barriers.file"};
  const wg_plan *plan = run->plan;
  size_t used = 0;
  snprintf(out, size, "%s", wg_texts_get(&run->look.texts, run->look.source));
  if (out[0] != 0) return;
  for (size_t k = 0; k < sizeof inputs / sizeof *inputs; k++)
    for (int64_t i = 0; i < plan->parameter_count && used < size; i++)
      if (strcmp(wg_texts_get(&plan->texts, plan->parameters[i].name), inputs[k]) == 0)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 used > 0 ? map_word(run->context, ", ") : "",
                                 wg_texts_get(&plan->texts, plan->parameters[i].value));
}

void map_foot(map_run *run, wg_sheet *sheet, double scale, const char *paper)
{
  const wg_texts *t = &run->look.texts;
  const wg_context *c = run->context;
  char left[1024] = "", right[1024] = "", source[400], system[256], ratio[64];
  const char *maker = wg_texts_get(t, run->look.maker);
  char version[48];
  snprintf(version, sizeof version, "wangge %s", wg_version());
  double y = sheet->height - MAP_MARGIN, width = sheet->width - 2 * MAP_MARGIN;
  source_text(run, source, sizeof source);
  snprintf(system, sizeof system, "%s%s%s", run->plan->system.title,
           run->plan->system.title[0] != 0 ? ", " : "", run->plan->system.name);
  join(left, sizeof left, map_word(c, "Source: "), source);
  join(left, sizeof left, map_word(c, "Coordinate system: "), system);
  if (scale > 0) {
    snprintf(ratio, sizeof ratio, map_word(c, "1:%d (%s, printed at 100 %%)"), (int)scale, paper);
    join(left, sizeof left, map_word(c, "Scale: "), ratio);
  }
  join(right, sizeof right, "", wg_texts_get(t, run->look.footer));
  join(right, sizeof right, map_word(c, "Drawn by: "), maker[0] != 0 ? maker : version);
  join(right, sizeof right, map_word(c, "Date: "), run->date);
  join(right, sizeof right, map_word(c, "Map approval no.: "), wg_texts_get(t, run->look.approval));
  wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(MAP_RULE), .width = 0.2}, MAP_MARGIN, y - 4.6,
                sheet->width - MAP_MARGIN, y - 4.6);
  double need = map_width(run, left, 2.5, false), other = map_width(run, right, 2.5, false);
  double share = need + other + 6 <= width ? need + 0.1 : fmax(width / 2, width - other - 6);
  map_write_in(run, sheet, left, (wg_frame_box){MAP_MARGIN, y - 3.6, share, 4}, 2.5, 2.3, false,
               MAP_SOFT_INK, MAP_LEFT);
  map_write_in(run, sheet, right,
               (wg_frame_box){MAP_MARGIN + share + 6, y - 3.6, width - share - 6, 4}, 2.5, 2.3,
               false, MAP_SOFT_INK, MAP_RIGHT);
}

/* The largest of 1, 2, 2.5, 5 × 10ⁿ metres that is at most `most` mm long; four cells. */
void map_scale_bar(map_run *run, wg_sheet *sheet, double x, double y, double scale, double most)
{
  static const double steps[] = {1, 2, 2.5, 5};
  double metres = 0;
  char text[32];
  for (double ten = 1; ten <= 100000; ten *= 10)
    for (int k = 0; k < 4; k++)
      if (steps[k] * ten * 1000 / scale <= most) metres = steps[k] * ten;
  double cell = metres * 1000 / scale / 4;
  for (int k = 0; k < 4; k++)
    wg_sheet_box(sheet,
                 &(wg_pen){.fill = WG_RGB(k % 2 == 0 ? MAP_INK : MAP_PAPER),
                           .stroke = WG_RGB(MAP_INK),
                           .width = 0.2},
                 (wg_frame_box){x + k * cell, y, cell, 1.6});
  map_write(run, sheet, "0", x, y - 1, 2.6, false, MAP_INK, MAP_CENTRE);
  snprintf(text, sizeof text, "%g", metres / 2);
  map_write(run, sheet, text, x + 2 * cell, y - 1, 2.6, false, MAP_INK, MAP_CENTRE);
  snprintf(text, sizeof text, map_word(run->context, "%g m"), metres);
  map_write(run, sheet, text, x + 4 * cell, y - 1, 2.6, false, MAP_INK, MAP_CENTRE);
}

/* --- north arrow ------------------------------------------------------------------------------ */

/* How much of a box the community covers, in fifths of its sides. */
static int covered(const wg_traces *area, wg_frame_box box)
{
  int sum = 0;
  for (int k = 0; k < 25; k++) {
    wg_xy p = {box.left + box.width * (k % 5 + 0.5) / 5, box.top + box.height * (k / 5 + 0.5) / 5};
    sum += wg_traces_hold(area, p);
  }
  return sum;
}

static void draw_arrow(map_scene *scene, wg_frame_box box)
{
  wg_sheet *sheet = scene->sheet;
  double x = box.left + box.width / 2, top = box.top + 5.4, foot = box.top + box.height - 1.8;
  wg_sheet_round_box(sheet, &(wg_pen){.fill = 0xE6FFFFFFu}, box, 2);
  for (int side = -1; side <= 1; side += 2) {
    wg_sheet_path(sheet, &(wg_pen){.fill = WG_RGB(side < 0 ? MAP_INK : MAP_PAPER),
                                   .stroke = WG_RGB(MAP_INK),
                                   .width = 0.25});
    wg_sheet_ring(sheet, true);
    wg_sheet_point(sheet, x, top);
    wg_sheet_point(sheet, x + side * 3.4, foot);
    wg_sheet_point(sheet, x, foot - 2.4);
  }
  map_write(scene->run, sheet, map_word(scene->run->context, "N"), x, box.top + 4.4, 3.8, true,
            MAP_INK, MAP_CENTRE);
}

wg_status map_north_arrow(map_scene *scene)
{
  wg_frame_box f = scene->view.frame;
  const double w = 11, h = 18, in = 3;
  const wg_frame_box corners[4] = {{f.left + f.width - w - in, f.top + in, w, h},
                                   {f.left + in, f.top + in, w, h},
                                   {f.left + f.width - w - in, f.top + f.height - h - in, w, h},
                                   {f.left + in, f.top + f.height - h - in, w, h}};
  map_rings rings = {0};
  wg_context *context = scene->run->context;
  wg_status status = WG_OK;
  if (scene->community >= 0)
    status = map_rings_add(&rings, context, &scene->view, &scene->run->plan->communities.shapes,
                           scene->community);
  wg_traces area = map_rings_traces(&rings);
  int best = 0, least = 26;
  for (int k = 0; k < 4; k++) {
    int c = covered(&area, corners[k]);
    if (c < least) best = k, least = c;
  }
  map_rings_free(&rings, context);
  WG_TRY(status);
  draw_arrow(scene, corners[best]);
  return map_keep_clear(scene, wg_slab_upright(corners[best].left, corners[best].top, w, h));
}

/* --- legend ----------------------------------------------------------------------------------- */

typedef enum legend_item {
  LEGEND_COMMUNITY,
  LEGEND_GRID,
  LEGEND_EXEMPT,
  LEGEND_BUILDING,
  LEGEND_STREET,
  LEGEND_EXPRESSWAY,
  LEGEND_RAIL,
  LEGEND_WATER,
  LEGEND_ITEMS
} legend_item;

static const char *const legend_words[LEGEND_ITEMS] = {
    MAP_WORD("Community border"), MAP_WORD("Grid border"), MAP_WORD("Exempt grid"),
    MAP_WORD("Building"),         MAP_WORD("Street"),      MAP_WORD("Expressway"),
    MAP_WORD("Railway"),          MAP_WORD("Water")};

static bool is_in_legend(const map_scene *s, legend_item item)
{
  switch (item) {
  case LEGEND_EXEMPT:
    return s->exempt;
  case LEGEND_BUILDING:
    return s->community >= 0;
  case LEGEND_STREET:
    return s->seen[MAP_STREET] || s->seen[MAP_LANE];
  case LEGEND_EXPRESSWAY:
    return s->seen[MAP_EXPRESSWAY];
  case LEGEND_RAIL:
    return s->seen[MAP_RAIL];
  case LEGEND_WATER:
    return s->seen[MAP_RIVER];
  default:
    return true;
  }
}

static void draw_strip(wg_sheet *sheet, double x, double y, double w, double outer, uint32_t edge,
                       double inner, uint32_t colour, double dash)
{
  wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(edge), .width = outer, .butt = true}, x, y, x + w,
                y);
  wg_sheet_line(
      sheet,
      &(wg_pen){.stroke = WG_RGB(colour), .width = inner, .butt = true, .dash = dash, .gap = dash},
      x, y, x + w, y);
}

static void draw_sample(wg_sheet *s, legend_item item, double x, double y, double w)
{
  const wg_frame_box box = {x, y - 1.8, w, 3.6};
  switch (item) {
  case LEGEND_COMMUNITY:
    wg_sheet_line(s, &(wg_pen){.stroke = 0x30000000u | MAP_ACCENT, .width = 3, .butt = true}, x,
                  y + 1.2, x + w, y + 1.2);
    wg_sheet_line(s, &(wg_pen){.stroke = WG_RGB(MAP_ACCENT), .width = 1, .butt = true}, x, y, x + w,
                  y);
    break;
  case LEGEND_GRID:
    wg_sheet_line(s, &(wg_pen){.stroke = WG_RGB(MAP_BORDER), .width = 0.6, .butt = true}, x, y,
                  x + w, y);
    break;
  case LEGEND_EXEMPT:
    wg_sheet_box(
        s, &(wg_pen){.fill = WG_RGB(MAP_PAPER), .stroke = WG_RGB(MAP_BORDER), .width = 0.3}, box);
    for (double k = 0; k + 3.6 <= w; k += 2)
      wg_sheet_line(s, &(wg_pen){.stroke = WG_RGB(0x9AA3AC), .width = 0.2, .butt = true}, x + k,
                    y + 1.8, x + k + 3.6, y - 1.8);
    break;
  case LEGEND_BUILDING:
    wg_sheet_box(s, &(wg_pen){.fill = WG_RGB(0xCFCBC2), .stroke = WG_RGB(0x7C7C78), .width = 0.15},
                 box);
    break;
  case LEGEND_STREET:
    draw_strip(s, x, y, w, 3.2, 0xA39D91, 2.6, MAP_PAPER, 0);
    break;
  case LEGEND_EXPRESSWAY:
    draw_strip(s, x, y, w, 3.2, 0xC0913C, 2.7, 0xF8D98A, 0);
    break;
  case LEGEND_RAIL:
    draw_strip(s, x, y, w, 1.1, 0x565C63, 0.75, MAP_PAPER, 2.2);
    break;
  default:
    draw_strip(s, x, y, w, 3, MAP_WATER_EDGE, 2.6, MAP_WATER, 0);
    break;
  }
}

void map_legend(map_scene *scene, wg_frame_box box)
{
  map_run *run = scene->run;
  double widest = 0;
  int shown = 0;
  for (int i = 0; i < LEGEND_ITEMS; i++) {
    if (!is_in_legend(scene, (legend_item)i)) continue;
    widest = fmax(widest, map_width(run, map_word(run->context, legend_words[i]), 2.9, false));
    shown++;
  }
  double sample = 9, cell = sample + 2 + widest + 5, row = 5.6;
  int columns = (int)fmax(1, fmin(shown, floor((box.width + 5) / cell)));
  for (int i = 0, k = 0; i < LEGEND_ITEMS; i++) {
    if (!is_in_legend(scene, (legend_item)i)) continue;
    double x = box.left + k % columns * cell, y = box.top + row / 2 + k / columns * row;
    draw_sample(scene->sheet, (legend_item)i, x, y, sample);
    map_write(run, scene->sheet, map_word(run->context, legend_words[i]), x + sample + 2, y + 1.05,
              2.9, false, MAP_INK, MAP_LEFT);
    k++;
  }
}

/* A ring round what is too small to be seen. */
static void point_out(map_scene *scene, const map_view *view)
{
  wg_box own = wg_shapes_box(&scene->run->plan->communities.shapes, scene->community);
  wg_xy low = map_to_page(view, (wg_point){own.min_x, own.max_y});
  wg_xy high = map_to_page(view, (wg_point){own.max_x, own.min_y});
  if (fmax(high.x - low.x, high.y - low.y) > 4) return;
  wg_sheet_circle(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_DETAIL), .width = 0.4},
                  (low.x + high.x) / 2, (low.y + high.y) / 2, 3);
}

void map_locator(map_scene *scene, wg_frame_box box)
{
  map_run *run = scene->run;
  const wg_shapes *all = &run->plan->communities.shapes;
  wg_box extent = map_plan_box(run->plan);
  double scale = fmax(((double)extent.max_x - extent.min_x) / (box.width - 8),
                      ((double)extent.max_y - extent.min_y) / (box.height - 8));
  map_view view = map_view_of(box, extent, fmax(scale, 1));
  /* borders as thin as communities are small, or nothing else would be seen */
  double line = fmin(0.25, sqrt(box.width * box.height / (double)all->count) / 60);
  wg_sheet_round_box(scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_LAND)}, box, 1.5);
  wg_sheet_path(scene->sheet,
                &(wg_pen){.fill = WG_RGB(0xD6D2C8), .stroke = WG_RGB(MAP_PAPER), .width = line});
  for (int64_t i = 0; i < all->count; i++)
    if (i != scene->community) map_trace(scene->sheet, &view, all, i);
  wg_sheet_path(scene->sheet,
                &(wg_pen){.fill = WG_RGB(MAP_ACCENT), .stroke = WG_RGB(MAP_PAPER), .width = line});
  map_trace(scene->sheet, &view, all, scene->community);
  point_out(scene, &view);
}

void map_scale_strip(map_scene *scene, wg_frame_box strip)
{
  map_run *run = scene->run;
  double scale = scene->view.scale, most = fmin(70, strip.width / 4);
  char ratio[32];
  snprintf(ratio, sizeof ratio, "1:%d", (int)scale);
  map_write(run, scene->sheet, ratio, strip.left, strip.top + 6.2, 4.4, true, MAP_INK, MAP_LEFT);
  double x = strip.left + map_width(run, ratio, 4.4, true) + 6;
  map_scale_bar(run, scene->sheet, x, strip.top + 4.6, scale, most);
  double from = x + most + 14;
  map_legend(scene,
             (wg_frame_box){from, strip.top + 0.4, strip.left + strip.width - from, strip.height});
}
