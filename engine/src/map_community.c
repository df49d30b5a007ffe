/* The sheet of a community: title, map, table, duties, legend, foot. */
#include "map_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HEAD = 19, FOOT = 7, STRIP = 14, CLEAR = 5 };

/* What lies below an upright map: room for a table of up to a dozen rows. */
static double height_below(double most, int32_t rows, bool roomy, double letter)
{
  double row = (roomy ? 11.5 : 6) * letter;
  return fmin(0.3 * most, fmax(58 * letter, (fmin(12, rows) + 0.8) * row));
}

static void lay_out(sheet_plan *s, const map_paper *paper, bool portrait, bool roomy, int32_t rows)
{
  s->paper = *paper;
  s->portrait = portrait;
  s->width = portrait ? paper->width : paper->height;
  s->height = portrait ? paper->height : paper->width;
  double w = s->width - 2 * MAP_MARGIN, h = s->height - 2 * MAP_MARGIN - HEAD - FOOT;
  double top = MAP_MARGIN + HEAD - 2;
  h += 2;
  if (portrait) {
    double below = height_below(h, rows, roomy, map_letter(s->width, s->height));
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
    for (int way = 0; way < 3;
         way++) { /* the last: less room for the table, if that makes the map larger */
      bool portrait = way > 0;
      if (o->orientation != NULL && (strcmp(o->orientation, "portrait") == 0) != portrait) continue;
      sheet_plan s;
      lay_out(&s, &paper, portrait, way == 1, rows);
      s.scale = scale_of(o, box, s.map.width - 2 * CLEAR, s.map.height - 2 * CLEAR);
      bool better = best.scale < 0 || (s.scale > 0 && (best.scale == 0 || s.scale < best.scale));
      if (better) best = s;
    }
    *out = best;
    if (best.scale > 0 && best.scale <= 3000) break;
  }
  return WG_OK;
}

/* --- beside the map --------------------------------------------------------------------------- */

/* A column of text: where the next thing begins, and how large letters are. */
typedef struct side_column {
  map_scene *scene;
  double left, width, y, letter;
} side_column;

/* Height of a block's title, and from base line to base line, at letters of 1. */
static const double title_height = 6.4, line = 4.9, between = 4.6;

/* Title of a block. */
static void block_title(side_column *at, const char *text)
{
  double k = at->letter;
  wg_sheet_box(at->scene->sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)},
               (wg_frame_box){at->left, at->y, 1.2 * k, 4.4 * k});
  map_write(at->scene->run, at->scene->sheet, text, at->left + 3 * k, at->y + 3.6 * k, 3.8 * k,
            true, MAP_ACCENT, MAP_LEFT);
  at->y += title_height * k;
}

static void write_facts(side_column *at)
{
  map_scene *scene = at->scene;
  map_run *run = scene->run;
  const wg_community_result *r = &run->plan->results[scene->community];
  char text[512];
  int32_t count;
  map_grids(run, scene->community, &count);
  snprintf(text, sizeof text, map_word(run->context, "Grids %d    Households %d    Buildings %d"),
           (int)count, (int)r->households, (int)r->buildings);
  map_write_in(run, scene->sheet, text, (wg_frame_box){at->left, at->y, at->width, 5 * at->letter},
               3.6 * at->letter, 2.6, false, MAP_INK, MAP_LEFT);
  at->y += 7.5 * at->letter;
}

/* Lines below the duties: whom else to call. */
static int32_t contact_lines(const map_run *run)
{
  bool any = run->plan->contacts.count > 0;
  bool hotline = run->look.hotline != WG_NO_TEXT;
  return (any ? 1 + (run->options->with_contacts ? 1 : 0) : 0) + (hotline ? 1 : 0);
}

static double duties_height(const map_run *run, double width, double letter)
{
  int32_t starts[65],
      lines = map_break(run, map_common_duties(run), width, 3.2 * letter, false, starts, 12);
  int32_t contacts = contact_lines(run);
  return letter * (title_height + line * lines +
                   (contacts > 0 ? between + title_height + line * contacts : 0));
}

/* A word and what it stands for, or that it is not known yet. */
static void contact_line(side_column *at, const char *word, const char *text)
{
  map_run *run = at->scene->run;
  double k = at->letter, wide = map_width(run, word, 3.2 * k, false);
  map_write(run, at->scene->sheet, word, at->left, at->y + 2.6 * k, 3.2 * k, false, MAP_SOFT_INK,
            MAP_LEFT);
  map_write_in(run, at->scene->sheet, text[0] != 0 ? text : map_word(run->context, "vacant"),
               (wg_frame_box){at->left + wide, at->y - 1 * k, at->width - wide, 4.8 * k}, 3.3 * k,
               2.4, text[0] != 0, text[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
  at->y += line * k;
}

static void write_contacts(side_column *at)
{
  map_run *run = at->scene->run;
  const wg_context *c = run->context;
  char police[256];
  if (contact_lines(run) == 0) return;
  at->y += between * at->letter;
  block_title(at, map_word(c, "Whom to call"));
  if (run->plan->contacts.count > 0) {
    map_police(run, at->scene->community, police, sizeof police);
    if (run->options->with_contacts)
      contact_line(at, map_word(c, "Community: "), map_community_phone(run, at->scene->community));
    contact_line(at, map_word(c, "Community police: "), police);
  }
  if (run->look.hotline != WG_NO_TEXT)
    contact_line(at, map_word(c, "Hotline: "), wg_texts_get(&run->look.texts, run->look.hotline));
}

static void write_duties(side_column *at)
{
  map_run *run = at->scene->run;
  double k = at->letter;
  block_title(at, map_word(run->context, "What the grid officer does"));
  double next = map_paragraph(run, at->scene->sheet, map_common_duties(run), at->left,
                              at->y + 2.6 * k, at->width, 3.2 * k, false, MAP_INK, 12);
  at->y = next - 2.6 * k;
  write_contacts(at);
}

/* The small map in what room is left, if that is enough. */
static void write_locator(side_column *at, double bottom)
{
  const map_run *run = at->scene->run;
  double height = fmin(bottom - at->y - title_height * at->letter, at->width * 0.75);
  if (height < 22 || run->plan->communities.shapes.count < 2) return;
  at->y = bottom - height - title_height * at->letter;
  block_title(at, map_word(run->context, "Where it lies"));
  map_locator(at->scene, (wg_frame_box){at->left, at->y, at->width, height});
}

/* Below the map: the table to the left, figures, duties and where it lies to the right; a long
 * table goes on above the duties. Returns the rows written. */
static int32_t write_below(map_scene *scene, const sheet_plan *s)
{
  wg_frame_box b = s->side;
  double half = (b.width - MAP_GAP) / 2, bottom, end = b.top + b.height;
  side_column right = {scene, b.left + half + MAP_GAP, half, b.top, scene->letter};
  int32_t count;
  map_rows(scene, &count);
  int32_t rows = map_table(scene, (wg_frame_box){b.left, b.top, half, b.height}, 0, &bottom);
  write_facts(&right);
  if (rows < count) {
    double foot = end - duties_height(scene->run, half, right.letter);
    rows += map_table(scene, (wg_frame_box){right.left, right.y, half, foot - right.y - between},
                      rows, &bottom);
    right.y = foot;
    write_duties(&right);
    return rows;
  }
  if (scene->run->plan->communities.shapes.count > 1) {
    double small = fmin(0.42 * half, (b.height - title_height * right.letter) / 0.75);
    side_column far = {scene, b.left + b.width - small, small, b.top, right.letter};
    write_locator(&far, b.top + title_height * right.letter + 0.75 * small);
    right.width = half - small - MAP_GAP;
  }
  write_duties(&right);
  return rows;
}

/* To the right of the map: figures, table, where it lies, duties. Returns the rows written. */
static int32_t write_side(map_scene *scene, const sheet_plan *s)
{
  wg_frame_box b = s->side;
  if (s->portrait) return write_below(scene, s);
  side_column at = {scene, b.left, b.width, b.top, scene->letter};
  double bottom, foot = b.top + b.height - duties_height(scene->run, b.width, at.letter);
  write_facts(&at);
  int32_t rows =
      map_table(scene, (wg_frame_box){b.left, at.y, b.width, foot - at.y - between}, 0, &bottom);
  at.y = bottom + between;
  write_locator(&at, foot - between - 1);
  at.y = foot;
  write_duties(&at);
  return rows;
}

/* Frames of the detail sheets, dashed, with their numbers. */
static wg_status draw_frames(map_scene *scene)
{
  wg_frame_box f = scene->view.frame;
  map_clip_to_frame(scene);
  for (int32_t i = 0; i < scene->frame_count; i++)
    wg_sheet_box(scene->sheet,
                 &(wg_pen){.stroke = WG_RGB(MAP_DETAIL), .width = 0.45, .dash = 2.4, .gap = 1.4},
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
static wg_status table_sheet(map_scene *of, const sheet_plan *s, int32_t first, const char *title,
                             const char *file)
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
    snprintf(under, sizeof under, "%s    %s", map_community_code(run, of->community),
             map_word(run->context, "continued"));
    map_title(run, &sheet, title, under);
    for (int k = 0; k < 2 && first < count; k++)
      first += map_table(&scene,
                         (wg_frame_box){MAP_MARGIN + k * (w + MAP_GAP), MAP_MARGIN + HEAD, w,
                                        s->height - 2 * MAP_MARGIN - HEAD - FOOT},
                         first, &bottom);
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
  map_fill_title(run, run->look.title, map_word(run->context, "Grid map of {community}"),
                 scene->community, title, sizeof title);
  map_title(run, scene->sheet, title, under);
  WG_TRY(map_draw_ground(scene));
  wg_sheet_box(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_INK), .width = 0.35},
               scene->view.frame);
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
