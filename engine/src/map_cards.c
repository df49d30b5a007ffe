/* Contact cards: one a grid, eight on an A4 page with marks to cut along, or each a file. */
#include "map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 2, ROWS = 4, CARD_WIDTH = 93, CARD_HEIGHT = 66, PAGE_WIDTH = 210, PAGE_HEIGHT = 297 };

static const double inset = 3.5;

/* --- one card -------------------------------------------------------------------------------------- */

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
  const char *link = run->options->link != NULL ? run->options->link : wg_texts_get(t, run->look.link);
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
  snprintf(title, sizeof title, "%s  %s", map_community_name(run, g->community), map_grid_text(run, g->name));
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_ACCENT)}, band);
  map_write_in(run, sheet, title, (wg_frame_box){x + inset, y, CARD_WIDTH - 2 * inset - aside - 3, 10.5}, 4.6,
               2.6, true, MAP_PAPER, MAP_LEFT);
  map_write_in(run, sheet, code, (wg_frame_box){x + CARD_WIDTH - inset - aside, y, aside, 10.5}, 2.5, 1.8, false,
               0xD7E3F0, MAP_RIGHT);
}

/* A word and what it stands for, or that it is not known yet. */
static void write_line(map_run *run, wg_sheet *sheet, const char *word, const char *text, wg_frame_box box)
{
  const wg_context *c = run->context;
  double wide = map_width(run, word, 2.7, false);
  map_write(run, sheet, word, box.left, box.top + box.height / 2 + 0.98, 2.7, false, MAP_SOFT_INK, MAP_LEFT);
  map_write_in(run, sheet, text[0] != 0 ? text : map_word(c, "vacant"),
               (wg_frame_box){box.left + wide, box.top, box.width - wide, box.height}, 2.9, 2.1, false,
               text[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
}

static void write_officer(map_run *run, wg_sheet *sheet, int32_t grid, double x, double y, double width)
{
  const wg_context *c = run->context;
  const char *officer = map_officer(run, grid), *phone = map_phone(run, grid);
  map_write(run, sheet, map_word(c, "Officer"), x, y + 3, 2.7, false, MAP_SOFT_INK, MAP_LEFT);
  map_write_in(run, sheet, officer[0] != 0 ? officer : map_word(c, "vacant"), (wg_frame_box){x, y + 4, width, 8},
               6, 2.8, true, officer[0] != 0 ? MAP_INK : MAP_SOFT_INK, MAP_LEFT);
  if (!run->options->with_contacts) return;
  map_write_in(run, sheet, phone[0] != 0 ? phone : map_word(c, "vacant"), (wg_frame_box){x, y + 12.4, width, 6.4},
               4.6, 2.6, true, phone[0] != 0 ? MAP_ACCENT : MAP_SOFT_INK, MAP_LEFT);
}

static void write_numbers(map_run *run, wg_sheet *sheet, int32_t grid, double x, double y, double width)
{
  const wg_context *c = run->context;
  char police[256];
  int32_t community = run->plan->grids[grid].community;
  const char *hotline = wg_texts_get(&run->look.texts, run->look.hotline);
  map_police(run, community, police, sizeof police);
  if (run->options->with_contacts) {
    write_line(run, sheet, map_word(c, "Community: "), map_community_phone(run, community),
               (wg_frame_box){x, y, width, 4.6});
    y += 4.8;
  }
  write_line(run, sheet, map_word(c, "Community police: "), police, (wg_frame_box){x, y, width, 4.6});
  if (hotline[0] != 0)
    write_line(run, sheet, map_word(c, "Hotline: "), hotline, (wg_frame_box){x, y + 4.8, width, 4.6});
}

static wg_status write_card(map_run *run, wg_sheet *sheet, int32_t grid, double x, double y)
{
  char code[1024], duties[2048];
  const double map = 35, right = x + inset + map + 3.5, wide = CARD_WIDTH - 2 * inset - map - 3.5;
  double qr = 0;
  wg_sheet_box(sheet, &(wg_pen){.fill = WG_RGB(MAP_PAPER)}, (wg_frame_box){x, y, CARD_WIDTH, CARD_HEIGHT});
  write_head(run, sheet, grid, x, y);
  WG_TRY(draw_map(run, sheet, grid, (wg_frame_box){x + inset, y + 13, map, map + 2}));
  code_text(run, grid, code, sizeof code);
  if (code[0] != 0) {
    qr = 19;
    wg_sheet_qr(sheet, code, x + CARD_WIDTH - inset - qr + 1.5, y + 12, qr);
    wg_sheet_link(sheet, code, (wg_frame_box){x + CARD_WIDTH - inset - qr + 1.5, y + 12, qr, qr});
    map_write_in(run, sheet,
                 map_word(run->context, strncmp(code, "tel:", 4) == 0 ? "Scan to call" : "Scan for more"),
                 (wg_frame_box){x + CARD_WIDTH - inset - qr + 1.5, y + 30.4, qr, 3}, 2.1, 1.8, false, MAP_SOFT_INK,
                 MAP_CENTRE);
  }
  write_officer(run, sheet, grid, right, y + 12, wide - qr);
  write_numbers(run, sheet, grid, right, y + 34.6, wide);
  snprintf(duties, sizeof duties, "%s%s", map_word(run->context, "Duties: "), map_duties(run, grid));
  map_paragraph(run, sheet, duties, x + inset, y + 54.6, CARD_WIDTH - 2 * inset, 2.4, false, MAP_INK, 3);
  return sheet->status;
}

/* --- pages ----------------------------------------------------------------------------------------- */

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
    wg_sheet_line(sheet, &pen, left + COLUMNS * CARD_WIDTH + 2, y, left + COLUMNS * CARD_WIDTH + 7, y);
  }
  /* cards that meet are told apart by a hair */
  for (int row = 1; row < ROWS; row++)
    wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(0xE3E5E8), .width = 0.1}, left, top + row * CARD_HEIGHT,
                  left + COLUMNS * CARD_WIDTH, top + row * CARD_HEIGHT);
  wg_sheet_line(sheet, &(wg_pen){.stroke = WG_RGB(0xE3E5E8), .width = 0.1}, left + CARD_WIDTH, top,
                left + CARD_WIDTH, top + ROWS * CARD_HEIGHT);
}

static wg_status card_page(map_run *run, const int32_t *grids, int32_t count, const char *title, int32_t level,
                           const char *file)
{
  wg_sheet sheet;
  wg_status status = WG_OK;
  const double left = (PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2.0, top = (PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2.0;
  wg_sheet_begin(&sheet, run->context, PAGE_WIDTH, PAGE_HEIGHT);
  for (int32_t k = 0; k < count && status == WG_OK; k++)
    status = write_card(run, &sheet, grids[k], left + k % COLUMNS * CARD_WIDTH, top + k / COLUMNS * CARD_HEIGHT);
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
    snprintf(file, sizeof file, "%s-%d", map_community_code(run, community), (int)(first / A_PAGE) + 1);
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
    snprintf(title, sizeof title, "%s %s", map_community_name(run, community), map_grid_text(run, g->name));
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
