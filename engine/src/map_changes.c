/* The sheet of a community's changes: before, after, and who moved where. */
#include "map_changes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 19, FOOT = 7, LIST = 44, GAP = 6 };

/* --- what moved ------------------------------------------------------------------------------- */

/* Buildings that went from one grid to another. */
typedef struct move {
  int32_t from, to; /* grids of both plans; −1: in none */
  int32_t buildings;
  int64_t households;
} move;

typedef struct comparison {
  map_run *before, *after;
  int32_t old_community, community;
  uint8_t *moved_before, *moved_after; /* of each building */
  move *moves;
  int64_t move_count, move_capacity;
  int64_t households, moved; /* in both plans; of these elsewhere now */
  int32_t buildings;         /* that moved */
} comparison;

static const char *code_of(const map_run *run, int32_t grid)
{
  return grid < 0 ? "" : map_grid_text(run, run->plan->grids[grid].code);
}

/* The same grid: by its code, or because the new plan says that nothing but the code changed. */
static bool is_same_grid(const comparison *c, int32_t from, int32_t to)
{
  const wg_plan *plan = c->after->plan;
  const char *old_code = code_of(c->before, from), *new_code = code_of(c->after, to);
  if (strcmp(old_code, new_code) == 0) return true;
  for (int64_t i = 0; i < plan->lookup_count; i++)
    if (plan->lookup[i].change == WG_CHANGE_UNCHANGED &&
        strcmp(wg_texts_get(&plan->texts, plan->lookup[i].old_code), old_code) == 0 &&
        strcmp(wg_texts_get(&plan->texts, plan->lookup[i].new_code), new_code) == 0)
      return true;
  return false;
}

static wg_status note_move(comparison *c, int32_t from, int32_t to, int32_t households)
{
  int64_t i = 0;
  while (i < c->move_count && (c->moves[i].from != from || c->moves[i].to != to)) i++;
  if (i == c->move_count) {
    WG_TRY(wg_grow(c->after->context, &c->moves, &c->move_capacity, i + 1, sizeof *c->moves));
    c->moves[c->move_count++] = (move){from, to, 0, 0};
  }
  c->moves[i].buildings++;
  c->moves[i].households += households > 0 ? households : 0;
  return WG_OK;
}

typedef struct row_by_id {
  const char *id;
  int64_t row;
} row_by_id;

static int compare_ids(const void *left, const void *right)
{
  const row_by_id *a = left, *b = right;
  int order = strcmp(a->id, b->id);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static int compare_moves(const void *left, const void *right)
{
  const move *a = left, *b = right;
  if (a->households != b->households) return a->households > b->households ? -1 : 1;
  if (a->buildings != b->buildings) return a->buildings > b->buildings ? -1 : 1;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return (a->to > b->to) - (a->to < b->to);
}

static wg_status compare_building(comparison *c, int64_t old_row, int64_t row)
{
  const wg_plan *old = c->before->plan, *plan = c->after->plan;
  int32_t from = old->grid_of_building[old_row], to = plan->grid_of_building[row];
  bool here = (from >= 0 && old->grids[from].community == c->old_community) ||
              (to >= 0 && plan->grids[to].community == c->community);
  if (!here) return WG_OK;
  int32_t households = plan->buildings.households[row];
  if (households > 0) c->households += households;
  if (is_same_grid(c, from, to)) return WG_OK;
  if (households > 0) c->moved += households;
  c->buildings++;
  c->moved_before[old_row] = 1;
  c->moved_after[row] = 1;
  return note_move(c, from, to, households);
}

/* Buildings are the same by their ids. */
static wg_status compare_buildings(comparison *c)
{
  wg_context *context = c->after->context;
  const wg_buildings *old = &c->before->plan->buildings, *all = &c->after->plan->buildings;
  row_by_id *rows;
  WG_TRY(wg_allocate(context, &c->moved_before, (size_t)old->shapes.count, 1));
  WG_TRY(wg_allocate(context, &c->moved_after, (size_t)all->shapes.count, 1));
  WG_TRY(wg_allocate(context, &rows, (size_t)old->shapes.count, sizeof *rows));
  for (int64_t i = 0; i < old->shapes.count; i++)
    rows[i] = (row_by_id){wg_texts_get(&old->texts, old->id[i]), i};
  qsort(rows, (size_t)old->shapes.count, sizeof *rows, compare_ids);
  wg_status status = WG_OK;
  for (int64_t i = 0; i < all->shapes.count && status == WG_OK; i++) {
    const char *id = wg_texts_get(&all->texts, all->id[i]);
    int64_t low = 0, high = old->shapes.count;
    while (low < high) {
      int64_t middle = (low + high) / 2;
      if (strcmp(rows[middle].id, id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
    if (low < old->shapes.count && strcmp(rows[low].id, id) == 0)
      status = compare_building(c, rows[low].row, i);
  }
  wg_release(context, rows);
  if (c->move_count > 1) qsort(c->moves, (size_t)c->move_count, sizeof *c->moves, compare_moves);
  return status;
}

/* --- drawing ---------------------------------------------------------------------------------- */

static void draw_moved(map_scene *scene, const uint8_t *moved)
{
  const wg_shapes *b = &scene->run->plan->buildings.shapes;
  const wg_pen pen = {.fill = WG_RGB(MAP_MOVED), .stroke = WG_RGB(0x7A1F2B), .width = 0.13};
  wg_box seen = map_view_box(&scene->view, 0);
  map_clip_to_frame(scene);
  for (int64_t i = 0; i < b->count; i++) {
    if (!moved[i] || b->kind[i] != WG_SHAPE_AREA ||
        !wg_box_overlap(scene->run->building_box[i], seen))
      continue;
    wg_sheet_path(scene->sheet, &pen);
    map_trace(scene->sheet, &scene->view, b, i);
  }
  wg_sheet_unclip(scene->sheet);
}

/* Colours of the neighbours that have theirs for good, by bits. */
static uint64_t colours_round(const map_scene *scene, const bool *settled, const int32_t *grids,
                              int32_t count, int32_t at)
{
  const wg_shapes *o = &scene->run->plan->outlines;
  uint64_t used = 0;
  for (int64_t p = o->point_start[o->ring_start[grids[at]]];
       p < o->point_start[o->ring_start[grids[at] + 1]]; p++)
    for (int32_t k = 0; k < count; k++)
      if (settled[k] && scene->run->across[p] == grids[k])
        used |= (uint64_t)1 << scene->colour_of[k];
  return used;
}

/* The grid of the new plan that a grid of the old one still is; −1: none. */
static int32_t still_there(const comparison *c, int32_t old_grid)
{
  int32_t count;
  const int32_t *grids = map_grids(c->after, c->community, &count);
  for (int32_t k = 0; k < count; k++)
    if (is_same_grid(c, old_grid, grids[k])) return k;
  return -1;
}

/* A grid that is on both maps has one colour, as far as old neighbours still differ; where there
 * are not colours enough for that, the old map keeps its own. */
static wg_status share_colours(const comparison *c, map_scene *old, const map_scene *now)
{
  wg_context *context = c->after->context;
  int32_t count;
  const int32_t *grids = map_grids(c->before, old->community, &count);
  uint8_t *own = old->colour_of;
  bool *settled, good = true;
  WG_TRY(wg_allocate(context, &settled, (size_t)count, sizeof *settled));
  wg_status status = wg_allocate(context, &old->colour_of, (size_t)count, 1);
  for (int pass = 0; pass < 2 && status == WG_OK; pass++)
    for (int32_t i = 0; i < count; i++) {
      int32_t same = still_there(c, grids[i]);
      if (settled[i] || (pass == 0 && same < 0)) continue;
      uint64_t used = colours_round(old, settled, grids, count, i);
      int32_t colour = same >= 0 ? now->colour_of[same] : 0;
      if (used >> colour & 1) colour = 0;
      while (used >> colour & 1) colour++;
      if (pass == 0 && colour != now->colour_of[same])
        continue; /* in the second pass, what is left */
      good = good && colour < now->style.fill_count;
      old->colour_of[i] = (uint8_t)colour;
      settled[i] = true;
    }
  wg_release(context, settled);
  if (status == WG_OK && good) old->style = now->style;
  uint8_t *unused = status == WG_OK && good ? own : old->colour_of;
  if (unused != own) old->colour_of = own;
  wg_release(context, unused);
  return status;
}

static wg_status draw_half(map_scene *scene, const uint8_t *moved, const char *title)
{
  map_run *run = scene->run;
  wg_frame_box f = scene->view.frame;
  map_write_in(run, scene->sheet, title, (wg_frame_box){f.left, f.top - 8, f.width, 7}, 4.6, 3,
               true, MAP_ACCENT, MAP_LEFT);
  map_paint_ground(scene);
  draw_moved(scene, moved);
  wg_sheet_box(scene->sheet, &(wg_pen){.stroke = WG_RGB(MAP_INK), .width = 0.35}, f);
  return map_place_names(scene);
}

/* "Before (2026-01-31)", or without a day where none is known. */
static void half_title(const map_run *run, const char *word, char *out, size_t size)
{
  char day[32] = "";
  if (run->plan->date[0] != 0)
    snprintf(day, sizeof day, map_word(run->context, " (%s)"), run->plan->date);
  snprintf(out, size, "%s%s", word, day);
}

/* Both at one scale; the origins of two plans may differ, so each has its own middle. */
static void set_views(const comparison *c, map_scene *old, map_scene *now, double top,
                      double height)
{
  wg_box box = wg_shapes_box(&c->after->plan->communities.shapes, c->community);
  wg_box old_box = wg_shapes_box(&c->before->plan->communities.shapes, c->old_community);
  double width = (now->sheet->width - 2 * MAP_MARGIN - GAP) / 2;
  wg_frame_box left = {MAP_MARGIN, top + 8, width, height - 8}, right = left;
  right.left += width + GAP;
  double scale = fmax(map_any_scale(box, width - 8, height - 16),
                      map_any_scale(old_box, width - 8, height - 16));
  old->view = map_view_of(left, old_box, scale);
  now->view = map_view_of(right, box, scale);
  old->letter = now->letter = 0.8 * now->letter;
}

static wg_status draw_both(comparison *c, wg_sheet *sheet, double top, double height)
{
  map_scene now = map_scene_of(c->after, sheet, c->community),
            old = map_scene_of(c->before, sheet, c->old_community);
  char title[128];
  wg_status status;
  set_views(c, &old, &now, top, height);
  WG_TRY_DONE(map_colour_grids(&now));
  WG_TRY_DONE(map_colour_grids(&old));
  WG_TRY_DONE(share_colours(c, &old, &now));
  half_title(c->before, map_word(c->after->context, "Before"), title, sizeof title);
  WG_TRY_DONE(draw_half(&old, c->moved_before, title));
  half_title(c->after, map_word(c->after->context, "After"), title, sizeof title);
  WG_TRY_DONE(draw_half(&now, c->moved_after, title));
  map_scale_strip(
      &now, (wg_frame_box){MAP_MARGIN, top + height + 1.5, sheet->width - 2 * MAP_MARGIN, 12});
done:
  map_scene_free(&old);
  map_scene_free(&now);
  return status;
}

/* --- the list --------------------------------------------------------------------------------- */

static void grid_title(const map_run *run, int32_t grid, char *out, size_t size)
{
  char number[16];
  if (grid < 0) {
    snprintf(out, size, "—");
    return;
  }
  map_grid_number(run, grid, number);
  snprintf(out, size, "%s %s", number, map_grid_text(run, run->plan->grids[grid].name));
}

static void write_moves(comparison *c, wg_sheet *sheet, wg_frame_box box)
{
  enum { COLUMNS = 3 };
  map_run *run = c->after;
  char text[512], from[160], to[160];
  double share = c->households > 0 ? 100.0 * (double)c->moved / (double)c->households : 0,
         row = 5.4;
  snprintf(text, sizeof text,
           map_word(run->context, "Moved: %d buildings, %lld of %lld households (%.1f %%)"),
           (int)c->buildings, (long long)c->moved, (long long)c->households, share);
  wg_sheet_box(sheet,
               &(wg_pen){.fill = WG_RGB(MAP_MOVED), .stroke = WG_RGB(0x7A1F2B), .width = 0.2},
               (wg_frame_box){box.left, box.top, 4, 4});
  map_write_in(run, sheet, text, (wg_frame_box){box.left + 6, box.top - 1, box.width - 6, 6}, 3.8,
               2.6, true, MAP_INK, MAP_LEFT);
  int32_t rows = (int32_t)((box.height - 8) / row), shown = 0;
  double width = (box.width - (COLUMNS - 1) * GAP) / COLUMNS;
  for (int64_t i = 0; i < c->move_count && shown < rows * COLUMNS; i++, shown++) {
    grid_title(c->before, c->moves[i].from, from, sizeof from);
    grid_title(c->after, c->moves[i].to, to, sizeof to);
    double x = box.left + shown / rows * (width + GAP), y = box.top + 8 + shown % rows * row;
    snprintf(text, sizeof text, "%s  →  %s", from, to);
    map_write_in(run, sheet, text, (wg_frame_box){x, y, width * 0.64, row}, 3.1, 2.1, false,
                 MAP_INK, MAP_LEFT);
    bool rest = shown == rows * COLUMNS - 1 && i + 1 < c->move_count;
    if (rest)
      snprintf(text, sizeof text, map_word(run->context, "and %d more"),
               (int)(c->move_count - i - 1));
    else
      snprintf(text, sizeof text, map_word(run->context, "%d buildings, %lld households"),
               (int)c->moves[i].buildings, (long long)c->moves[i].households);
    map_write_in(run, sheet, text, (wg_frame_box){x + width * 0.66, y, width * 0.34, row}, 3.1, 2.1,
                 false, MAP_SOFT_INK, MAP_RIGHT);
  }
}

static wg_status compose(comparison *c, wg_sheet *sheet, const char *paper)
{
  map_run *run = c->after;
  char title[512], name[512];
  const char *code = map_community_code(run, c->community);
  double top = MAP_MARGIN + HEAD - 4,
         height = sheet->height - 2 * MAP_MARGIN - HEAD - FOOT - LIST - 10;
  map_fill_title(run, WG_NO_TEXT, map_word(run->context, "Changed grids of {community}"),
                 c->community, title, sizeof title);
  map_title(run, sheet, title, code);
  WG_TRY(draw_both(c, sheet, top, height));
  write_moves(
      c, sheet,
      (wg_frame_box){MAP_MARGIN, top + height + 18, sheet->width - 2 * MAP_MARGIN, LIST - 4});
  map_foot(run, sheet, 0, paper);
  snprintf(name, sizeof name, "%s-changes", code);
  return map_emit(run, sheet, title, 0, name);
}

wg_status map_change_sheet(map_run *before, map_run *after, int32_t old_community,
                           int32_t community)
{
  comparison c = {
      .before = before, .after = after, .old_community = old_community, .community = community};
  map_paper paper;
  wg_sheet sheet = {0};
  wg_status status;
  WG_TRY(map_paper_named(&paper, after->context,
                         after->options->paper != NULL ? after->options->paper : "A3"));
  WG_TRY_DONE(compare_buildings(&c));
  wg_sheet_begin(&sheet, after->context, paper.height, paper.width);
  WG_TRY_DONE(compose(&c, &sheet, paper.name));
done:
  wg_sheet_free(&sheet);
  wg_release(after->context, c.moved_before);
  wg_release(after->context, c.moved_after);
  wg_release(after->context, c.moves);
  return status;
}
