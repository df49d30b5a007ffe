/* Contact cards: one a grid, eight on an A4 page with marks to cut along, or each a file. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
  COLUMNS = 2,
  ROWS = 4,
  CARD_WIDTH = 93,
  CARD_HEIGHT = 66,
  PAGE_WIDTH = 210,
  PAGE_HEIGHT = 297
};

static const double inset = 3.5;

/* --- one card --------------------------------------------------------------------------------- */

static wg_status draw_map(map_run *run, wg_sheet *sheet, int32_t grid, wg_frame_box frame)
{
  const wg_grid *g = &run->plan->grids[grid];
  map_scene scene = map_scene_of(run, sheet, g->community);
  wg_box box = wg_shapes_box(&run->plan->outlines, grid);
  scene.letter = 0.62;
  scene.focus = grid;
  scene.view = map_view_of(frame, box, map_any_scale(box, frame.width - 4, frame.height - 4));
  wg_status status = map_draw_ground(&scene);
  if (status == WG_OK) status = map_place_names(&scene);
  wg_sheet_box(sheet, &(wg_pen){.stroke = WG_RGB(MAP_RULE), .width = 0.2}, frame);
  map_scene_free(&scene);
  return status;
}

/* What the code leads to; "": no code. */
static void code_text(const map_run *run, int32_t grid, char *out, size_t size)
{
  const wg_texts *t = &run->look.texts;
  const char *link =
      run->options->link != NULL ? run->options->link : wg_texts_get(t, run->look.link);
  const char *code = map_grid_text(run, run->plan->grids[grid].code), *at = strstr(link, "{code}");
  if (link[0] == 0) {
    const char *phone = map_phone(run, grid);
    snprintf(out, size, "%s%s", phone[0] != 0 ? "tel:" : "", phone);
  } else if (at == NULL) {
    snprintf(out, size, "%s", link);
  } else {
    snprintf(out, size, "%.*s%s%s", (int)(at - link), link, code, at + 6);
  }
}

static void write_head(map_run *run, wg_sheet *sheet, int32_t grid, double x, double y)
{
  const wg_grid *g = &run->plan->grids[grid];
  char title[600];
  const wg_frame_box band = {x, y, CARD_WIDTH, 10.5};
  const char *code = map_grid_text(run, g->code);
  double aside = fmin(map_width(run, code, 2.5, false), 34);
  snprintf(title, sizeof title, "%s  %s", map_community_name(run, g->community),
           map_grid_text(run, g->name));
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)}, band);
  map_write_in(run, sheet, title,
               (wg_frame_box){x + inset, y, CARD_WIDTH - 2 * inset - aside - 3, 10.5}, 4.6, 2.6,
               true, MAP_PAPER, MAP_LEFT);
  map_write_in(run, sheet, code, (wg_frame_box){x + CARD_WIDTH - inset - aside, y, aside, 10.5},
               2.5, 1.8, false, 0xD7E3F0, MAP_RIGHT);
}

/* A word and what it stands for, or that it is not known yet. */
static void write_line(map_run *run, wg_sheet *sheet, const char *word, const char *text,
                       wg_frame_box box)
{
  const wg_context *c = run->context;
  double wide = map_width(run, word, 2.6, false);
  map_write(run, sheet, word, box.left, box.top + box.height / 2 + 0.98, 2.6, false, MAP_SOFT_INK,
            MAP_LEFT);
  map_write_in(run, sheet, text[0] != 0 ? text : map_word(c, "vacant"),
               (wg_frame_box){box.left + wide, box.top, box.width - wide, box.height}, 2.9, 2.1,
               false, text[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
}

static void write_officer(map_run *run, wg_sheet *sheet, int32_t grid, wg_frame_box box)
{
  const wg_context *c = run->context;
  const char *officer = map_officer(run, grid), *phone = map_phone(run, grid);
  map_write(run, sheet, map_word(c, "Officer"), box.left, box.top + 2.6, 2.7, false, MAP_SOFT_INK,
            MAP_LEFT);
  map_write_in(run, sheet, officer[0] != 0 ? officer : map_word(c, "vacant"),
               (wg_frame_box){box.left, box.top + 4, box.width, 9}, 5.6, 2.8, true,
               officer[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
  if (!run->options->with_contacts) return;
  map_write_in(run, sheet, phone[0] != 0 ? phone : map_word(c, "vacant"),
               (wg_frame_box){box.left, box.top + 14, box.width, 6.4}, 4.2, 2.6, true,
               phone[0] != 0 ? MAP_ACCENT : MAP_SOFT_INK, MAP_LEFT);
}

/* The officer's photo, or a place to paste one. */
static void draw_photo(map_run *run, wg_sheet *sheet, int32_t grid, wg_frame_box box)
{
  char path[2048];
  if (map_photo(run, grid, path, sizeof path)) {
    wg_sheet_image(sheet, path, box);
    return;
  }
  wg_sheet_box(sheet,
               &(wg_pen){.fill = WG_RGB(0xF6F6F4),
                         .stroke = WG_RGB(MAP_RULE),
                         .width = 0.2,
                         .dash = 1,
                         .gap = 0.8},
               box);
  map_write_in(run, sheet, map_word(run->context, "Photo"), box, 2.6, 2, false, MAP_SOFT_INK,
               MAP_CENTRE);
}

/* Whom else to call. A third line leaves room for the code. */
static void write_numbers(map_run *run, wg_sheet *sheet, int32_t grid, wg_frame_box box)
{
  const wg_context *c = run->context;
  char police[256];
  int32_t community = run->plan->grids[grid].community;
  const char *hotline = wg_texts_get(&run->look.texts, run->look.hotline);
  wg_frame_box row = {box.left, box.top, box.width, 4.4};
  map_police(run, community, police, sizeof police);
  if (run->options->with_contacts) {
    write_line(run, sheet, map_word(c, "Community: "), map_community_phone(run, community), row);
    row.top += row.height;
  }
  write_line(run, sheet, map_word(c, "Community police: "), police, row);
  row.top += row.height;
  row.width -= 18;
  if (hotline[0] != 0) write_line(run, sheet, map_word(c, "Hotline: "), hotline, row);
}

/* The code and what it is for, its lower right corner at (right, bottom). Returns its side, 0:
 * none. */
static double draw_code(map_run *run, wg_sheet *sheet, int32_t grid, double right, double bottom)
{
  const double side = 17.5;
  char code[1024];
  code_text(run, grid, code, sizeof code);
  if (code[0] == 0) return 0;
  const wg_frame_box box = {right - side, bottom - side, side, side};
  wg_sheet_qr(sheet, code, box.left, box.top, side);
  wg_sheet_link(sheet, code, box);
  map_write_in(run, sheet,
               strncmp(code, "tel:", 4) == 0 ? map_word(run->context, "Scan to call")
                                             : map_word(run->context, "Scan for more"),
               (wg_frame_box){box.left - 21, bottom - 5.2, 20, 3}, 2.2, 1.8, false, MAP_SOFT_INK,
               MAP_RIGHT);
  return side;
}

static wg_status write_card(map_run *run, wg_sheet *sheet, int32_t grid, double x, double y)
{
  char duties[2048];
  const double map = 36, right = x + inset + map + 3.5, end = x + CARD_WIDTH - inset, photo = 17;
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_PAPER)},
               (wg_frame_box){x, y, CARD_WIDTH, CARD_HEIGHT});
  write_head(run, sheet, grid, x, y);
  WG_TRY(draw_map(run, sheet, grid, (wg_frame_box){x + inset, y + 13, map, map}));
  write_officer(run, sheet, grid, (wg_frame_box){right, y + 13, end - photo - 2 - right, 24});
  draw_photo(run, sheet, grid, (wg_frame_box){end - photo, y + 13, photo, 22.7});
  write_numbers(run, sheet, grid, (wg_frame_box){right, y + 37, end - right, 14});
  double code = draw_code(run, sheet, grid, end + 1.5, y + CARD_HEIGHT - 1.5);
  snprintf(duties, sizeof duties, "%s%s", map_word(run->context, "Duties: "),
           map_duties(run, grid));
  map_paragraph(run, sheet, duties, x + inset, y + 53.6, end - x - inset - (code > 0 ? code : 0),
                2.4, false, MAP_INK, code > 0 ? 2 : 3);
  return sheet->status;
}

/* --- pages ------------------------------------------------------------------------------------ */

static void cutting_marks(wg_sheet *sheet, double left, double top)
{
  const wg_pen pen = {.stroke = WG_RGB(0x8A9097), .width = 0.12, .butt = true};
  for (int column = 0; column <= COLUMNS; column++) {
    double x = left + column * CARD_WIDTH;
    wg_sheet_line(sheet, &pen, x, top - 7, x, top - 2);
    wg_sheet_line(sheet, &pen, x, top + ROWS * CARD_HEIGHT + 2, x, top + ROWS * CARD_HEIGHT + 7);
  }
  for (int row = 0; row <= ROWS; row++) {
    double y = top + row * CARD_HEIGHT;
    wg_sheet_line(sheet, &pen, left - 7, y, left - 2, y);
    wg_sheet_line(sheet, &pen, left + COLUMNS * CARD_WIDTH + 2, y, left + COLUMNS * CARD_WIDTH + 7,
                  y);
  }
  /* cards that meet are told apart by a hair */
  for (int row = 1; row < ROWS; row++)
    wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(0xE3E5E8), .width = 0.1}, left,
                  top + row * CARD_HEIGHT, left + COLUMNS * CARD_WIDTH, top + row * CARD_HEIGHT);
  wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(0xE3E5E8), .width = 0.1}, left + CARD_WIDTH, top,
                left + CARD_WIDTH, top + ROWS * CARD_HEIGHT);
}

static wg_status card_page(map_run *run, const int32_t *grids, int32_t count, const char *title,
                           int32_t level, const char *file)
{
  wg_sheet sheet;
  wg_status status = WG_OK;
  const double left = (PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2.0,
               top = (PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2.0;
  wg_sheet_begin(&sheet, run->context, PAGE_WIDTH, PAGE_HEIGHT);
  for (int32_t k = 0; k < count && status == WG_OK; k++)
    status = write_card(run, &sheet, grids[k], left + k % COLUMNS * CARD_WIDTH,
                        top + k / COLUMNS * CARD_HEIGHT);
  cutting_marks(&sheet, left, top);
  if (status == WG_OK) status = map_emit(run, &sheet, title, level, file);
  wg_sheet_free(&sheet);
  return status;
}

static wg_status community_pages(map_run *run, int32_t community)
{
  enum { A_PAGE = COLUMNS * ROWS };
  int32_t count;
  char file[300];
  const int32_t *grids = map_grids(run, community, &count);
  for (int32_t first = 0; first < count; first += A_PAGE) {
    int32_t n = count - first < A_PAGE ? count - first : A_PAGE;
    snprintf(file, sizeof file, "%s-%d", map_community_code(run, community),
             (int)(first / A_PAGE) + 1);
    WG_TRY(card_page(run, grids + first, n, map_community_name(run, community), first > 0, file));
  }
  return WG_OK;
}

/* Cards of their own size, for a printer of cards or a message. */
static wg_status single_cards(map_run *run, int32_t community)
{
  int32_t count;
  char title[600];
  const int32_t *grids = map_grids(run, community, &count);
  for (int32_t k = 0; k < count; k++) {
    const wg_grid *g = &run->plan->grids[grids[k]];
    wg_sheet sheet;
    wg_sheet_begin(&sheet, run->context, CARD_WIDTH, CARD_HEIGHT);
    wg_status status = write_card(run, &sheet, grids[k], 0, 0);
    snprintf(title, sizeof title, "%s %s", map_community_name(run, community),
             map_grid_text(run, g->name));
    if (status == WG_OK) status = map_emit(run, &sheet, title, 0, map_grid_text(run, g->code));
    wg_sheet_free(&sheet);
    WG_TRY(status);
  }
  return WG_OK;
}

wg_status map_card_sheets(map_run *run, int32_t only)
{
  int64_t count = run->plan->communities.shapes.count;
  run->expected = 2; /* files are named by code */
  for (int64_t i = 0; i < count; i++) {
    if (only >= 0 && i != only) continue;
    WG_TRY(wg_progress(run->context, "drawing", i, count));
    WG_TRY(run->drawing != NULL ? community_pages(run, (int32_t)i) : single_cards(run, (int32_t)i));
  }
  return WG_OK;
}
