/* The sheet of a community: title, map, table, duties, legend, foot. */
#include "map_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HEAD = 19, FOOT = 7, STRIP = 14, CLEAR = 5 };

static double table_height(int32_t rows, double width)
{
  double row = width > 100 ? 10.5 : 9;
  return fmin(12, rows + 1) * row;
}

static void lay_out(sheet_plan *s, const map_paper *paper, bool portrait, int32_t rows)
{
  s->paper = *paper;
  s->portrait = portrait;
  s->width = portrait ? paper->width : paper->height;
  s->height = portrait ? paper->height : paper->width;
  double w = s->width - 2 * MAP_MARGIN, h = s->height - 2 * MAP_MARGIN - HEAD - FOOT;
  double top = MAP_MARGIN + HEAD - 2;
  h += 2;
  if (portrait) {
    double below = fmin(0.4 * h, fmax(60, table_height((rows + 1) / 2, w / 2) + 4));
    s->map = (wg_frame_box){MAP_MARGIN, top, w, h - STRIP - MAP_GAP - below};
    s->strip = (wg_frame_box){MAP_MARGIN, top + s->map.height + 2, w, STRIP};
    s->side = (wg_frame_box){MAP_MARGIN, s->strip.top + STRIP + MAP_GAP - 2, w, below};
  } else {
    double side = fmax(fmin(0.3 * w, 130), fmin(95, 0.36 * w));
    s->map = (wg_frame_box){MAP_MARGIN, top, w - side - MAP_GAP, h - STRIP};
    s->strip = (wg_frame_box){MAP_MARGIN, top + s->map.height + 2, s->map.width, STRIP};
    s->side = (wg_frame_box){MAP_MARGIN + s->map.width + MAP_GAP, top, side, h};
  }
}

/* As asked for, else the largest round one; 0: it does not fit. */
static double scale_of(const wg_map_options *o, wg_box box, double width, double height)
{
  if (o->scale == 0) return map_round_scale(box, width, height);
  bool fits = ((double)box.max_x - box.min_x) / o->scale <= width &&
              ((double)box.max_y - box.min_y) / o->scale <= height;
  return fits ? o->scale : 0;
}

static wg_status choose_plan(sheet_plan *out, const map_run *run, wg_box box, int32_t rows)
{
  const wg_map_options *o = run->options;
  const char *const automatic[] = {"A3", "A2"};
  const char *const given[] = {o->paper};
  const char *const *names = o->paper != NULL ? given : automatic;
  int count = o->paper != NULL ? 1 : 2;
  for (int k = 0; k < count; k++) {
    map_paper paper;
    WG_TRY(map_paper_named(&paper, run->context, names[k]));
    sheet_plan best = {.scale = -1};
    for (int portrait = 0; portrait < 2; portrait++) {
      if (o->orientation != NULL && (strcmp(o->orientation, "portrait") == 0) != (portrait == 1)) continue;
      sheet_plan s;
      lay_out(&s, &paper, portrait == 1, rows);
      s.scale = scale_of(o, box, s.map.width - 2 * CLEAR, s.map.height - 2 * CLEAR);
      bool better = best.scale < 0 || (s.scale > 0 && (best.scale == 0 || s.scale < best.scale));
      if (better) best = s;
    }
    *out = best;
    if (best.scale > 0 && best.scale <= 3000) break;
  }
  return WG_OK;
}

/* Title of a block beside the map. */
static double block_title(map_run *run, wg_sheet *sheet, const char *text, double x, double y)
{
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)}, (wg_frame_box){x, y, 1.2, 4.4});
  map_write(run, sheet, text, x + 3, y + 3.6, 3.8, true, MAP_ACCENT, MAP_LEFT);
  return y + 6.4;
}

static const double line = 4.9; /* from base line to base line */

/* Lines below the duties: whom else to call. */
static int32_t contact_lines(const map_run *run)
{
  bool any = run->plan->contacts.count > 0;
  bool hotline = run->look.hotline != WG_NO_TEXT;
  return (any ? 1 + (run->options->with_contacts ? 1 : 0) : 0) + (hotline ? 1 : 0);
}

static double duties_height(const map_run *run, double width)
{
  int32_t starts[65], lines = map_break(run, map_common_duties(run), width, 3.2, false, starts, 12);
  return 6.4 + line * lines + (contact_lines(run) > 0 ? 9.5 + line * contact_lines(run) : 0);
}

static void write_facts(map_scene *scene, double x, double y, double width)
{
  map_run *run = scene->run;
  const wg_community_result *r = &run->plan->results[scene->community];
  char text[512];
  int32_t count;
  map_grids(run, scene->community, &count);
  snprintf(text, sizeof text, map_word(run->context, "Grids %d    Households %d    Buildings %d"), (int)count,
           (int)r->households, (int)r->buildings);
  map_write_in(run, scene->sheet, text, (wg_frame_box){x, y, width, 5}, 3.6, 2.6, false, MAP_INK, MAP_LEFT);
}

/* A word and what it stands for, or that it is not known yet; the next base line. */
static double contact_line(map_run *run, wg_sheet *sheet, const char *word, const char *text, double x, double y,
                           double width)
{
  double wide = map_width(run, word, 3.2, false);
  map_write(run, sheet, word, x, y, 3.2, false, MAP_SOFT_INK, MAP_LEFT);
  map_write_in(run, sheet, text[0] != 0 ? text : map_word(run->context, "vacant"),
               (wg_frame_box){x + wide, y - 3.6, width - wide, 5}, 3.4, 2.3, true,
               text[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
  return y + line;
}

static void write_contacts(map_scene *scene, double x, double y, double width)
{
  map_run *run = scene->run;
  const wg_context *c = run->context;
  char police[256];
  if (contact_lines(run) == 0) return;
  y = block_title(run, scene->sheet, map_word(c, "Whom to call"), x, y) + 2.6;
  if (run->plan->contacts.count > 0) {
    map_police(run, scene->community, police, sizeof police);
    if (run->options->with_contacts)
      y = contact_line(run, scene->sheet, map_word(c, "Community: "), map_community_phone(run, scene->community), x,
                       y, width);
    y = contact_line(run, scene->sheet, map_word(c, "Community police: "), police, x, y, width);
  }
  if (run->look.hotline != WG_NO_TEXT)
    contact_line(run, scene->sheet, map_word(c, "Hotline: "), wg_texts_get(&run->look.texts, run->look.hotline), x,
                 y, width);
}

static void write_duties(map_scene *scene, double x, double y, double width)
{
  map_run *run = scene->run;
  y = block_title(run, scene->sheet, map_word(run->context, "What the grid officer does"), x, y);
  y = map_paragraph(run, scene->sheet, map_common_duties(run), x, y + 2.6, width, 3.2, MAP_INK, 12);
  write_contacts(scene, x, y, width);
}

/* The small map in what room is left, if that is enough. */
static void write_locator(map_scene *scene, double left, double top, double width, double bottom)
{
  double height = fmin(bottom - top - 14, width * 0.75);
  if (height < 22 || scene->run->plan->communities.shapes.count < 2) return;
  double y = block_title(scene->run, scene->sheet, map_word(scene->run->context, "Where it lies"), left,
                         bottom - height - 6.4);
  map_locator(scene, (wg_frame_box){left, y, width, height});
}

static int32_t write_below(map_scene *scene, const sheet_plan *s)
{
  wg_frame_box b = s->side;
  double half = (b.width - MAP_GAP) / 2, right = b.left + half + MAP_GAP, bottom;
  double duties = duties_height(scene->run, half), foot = b.top + b.height - duties, from = b.top + 6;
  int32_t count, rows;
  map_rows(scene, &count);
  write_facts(scene, right, b.top, half);
  rows = map_table(scene, (wg_frame_box){b.left, b.top, half, b.height}, 0, &bottom);
  if (rows < count) {
    rows += map_table(scene, (wg_frame_box){right, b.top + 7, half, foot - b.top - 10}, rows, &bottom);
    from = bottom;
  }
  write_duties(scene, right, foot, half);
  write_locator(scene, right, from, half, foot - 5);
  return rows;
}

/* Beside the map: figures, table, where it lies, duties. Returns the rows written. */
static int32_t write_side(map_scene *scene, const sheet_plan *s)
{
  wg_frame_box b = s->side;
  if (s->portrait) return write_below(scene, s);
  double duties = duties_height(scene->run, b.width), foot = b.top + b.height - duties, bottom;
  write_facts(scene, b.left, b.top, b.width);
  int32_t rows =
      map_table(scene, (wg_frame_box){b.left, b.top + 7.5, b.width, foot - b.top - 12}, 0, &bottom);
  write_duties(scene, b.left, foot, b.width);
  write_locator(scene, b.left, bottom, b.width, foot - 7);
  return rows;
}

/* Frames of the detail sheets, dashed, with their numbers. */
static wg_status draw_frames(map_scene *scene)
{
  wg_frame_box f = scene->view.frame;
  map_clip_to_frame(scene);
  for (int32_t i = 0; i < scene->frame_count; i++)
    wg_sheet_box(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_DETAIL), .width = 0.45, .dash = 2.4, .gap = 1.4},
                 scene->frames[i]);
  wg_sheet_unclip(scene->sheet);
  for (int32_t i = 0; i < scene->frame_count; i++) {
    wg_frame_box box = scene->frames[i];
    char text[16];
    snprintf(text, sizeof text, "%d", (int)i + 1);
    const wg_frame_box chip = {fmax(box.left, f.left) + 1.2, fmax(box.top, f.top) + 1.2, 8, 7};
    wg_sheet_round_box(scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_DETAIL)}, chip, 1.2);
    map_write_in(scene->run, scene->sheet, text, chip, 4.6, 2.5, true, MAP_PAPER, MAP_CENTRE);
    WG_TRY(map_keep_clear(scene, wg_slab_upright(chip.left, chip.top, chip.width, chip.height)));
  }
  return WG_OK;
}

/* The rows that the sheet had no room for. */
static wg_status table_sheet(map_scene *of, const sheet_plan *s, int32_t first, const char *title, const char *file)
{
  map_run *run = of->run;
  wg_sheet sheet;
  char under[300], name[320];
  int32_t count, number = 2;
  wg_status status = WG_OK;
  map_rows(of, &count);
  while (first < count && status == WG_OK) {
    double w = (s->width - 2 * MAP_MARGIN - MAP_GAP) / 2, bottom;
    wg_sheet_begin(&sheet, run->context, s->width, s->height);
    map_scene scene = *of;
    scene.sheet = &sheet;
    snprintf(under, sizeof under, "%s    %s", map_community_code(run, of->community), map_word(run->context, "continued"));
    map_title(run, &sheet, title, under);
    for (int k = 0; k < 2 && first < count; k++)
      first += map_table(&scene, (wg_frame_box){MAP_MARGIN + k * (w + MAP_GAP), MAP_MARGIN + HEAD, w,
                                                s->height - 2 * MAP_MARGIN - HEAD - FOOT}, first, &bottom);
    map_foot(run, &sheet, 0, "");
    snprintf(name, sizeof name, "%s-table-%d", file, (int)number++);
    status = map_emit(run, &sheet, title, 1, name);
    wg_sheet_free(&sheet);
  }
  return status;
}

wg_status map_compose_sheet(map_scene *scene, const sheet_plan *s, const char *under, int32_t level,
                            const char *file)
{
  map_run *run = scene->run;
  char title[512];
  int32_t count;
  map_fill_title(run, run->look.title, map_word(run->context, "Grid map of {community}"), scene->community,
                 title, sizeof title);
  map_title(run, scene->sheet, title, under);
  WG_TRY(map_draw_ground(scene));
  wg_sheet_box(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_INK), .width = 0.35}, scene->view.frame);
  WG_TRY(map_north_arrow(scene));
  WG_TRY(draw_frames(scene));
  WG_TRY(map_place_names(scene));
  map_scale_strip(scene, s->strip);
  map_rows(scene, &count);
  int32_t rows = write_side(scene, s);
  map_foot(run, scene->sheet, scene->view.scale, s->paper.name);
  WG_TRY(map_emit(run, scene->sheet, title, level, file));
  return rows < count ? table_sheet(scene, s, rows, title, file) : WG_OK;
}

wg_status map_community_sheets(map_run *run, int32_t community)
{
  sheet_plan s;
  wg_sheet sheet;
  int32_t rows;
  map_grids(run, community, &rows);
  if (run->plan->communities.shapes.kind[community] == WG_SHAPE_NONE) return WG_OK;
  wg_box box = wg_shapes_box(&run->plan->communities.shapes, community);
  WG_TRY(choose_plan(&s, run, box, rows));
  if (s.scale == 0) return map_index_and_details(run, community, &s);
  wg_sheet_begin(&sheet, run->context, s.width, s.height);
  map_scene scene = map_scene_of(run, &sheet, community);
  scene.view = map_view_of(s.map, box, s.scale);
  wg_status status = map_compose_sheet(&scene, &s, map_community_code(run, community), 0,
                                       map_community_code(run, community));
  wg_sheet_free(&sheet);
  map_scene_free(&scene);
  return status;
}
