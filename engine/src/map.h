/* What the files of the maps share. A run composes sheets one after the other and hands each to a
 * file; nothing of a sheet outlives it, so an atlas of any length takes the memory of its largest
 * sheet. */
#ifndef WG_ENGINE_MAP_H
#define WG_ENGINE_MAP_H

#include "algorithms/inner_place.h"
#include "geodata/drawing.h"
#include "compound.h"
#include "geodata/map_template.h"
#include "map_ink.h"
#include "map_words.h"
#include "wangge/map.h"

/* --- the run (map.c) -------------------------------------------------------------------------- */

typedef struct map_run {
  wg_context *context;
  const wg_plan *plan;
  const wg_map_options *options;
  wg_map_template look;
  wg_fonts *fonts;
  wg_text_measure measure;
  wg_map_figures figures;
  bool chinese;
  char date[11];
  wg_box *building_box, *barrier_box; /* of every shape */
  int32_t *order;                     /* communities by code */
  int32_t *first_grid;                /* communities + 1, into grid_list */
  int32_t *grid_list;
  int64_t *first_building; /* grids + 1, into building_list */
  int64_t *building_list;
  int32_t *across;     /* of every point of the outlines: the grid on the other side */
  uint8_t *sort;       /* a map_sort of every barrier */
  const char *path;    /* of the output */
  wg_drawing *drawing; /* of a PDF that takes all sheets */
  int32_t expected;    /* sheets that are to come; 1: the file has the path's own name */
} map_run;

/* The grids of a community, *count of them. */
static inline const int32_t *map_grids(const map_run *run, int32_t community, int32_t *count)
{
  *count = run->first_grid[community + 1] - run->first_grid[community];
  return run->grid_list + run->first_grid[community];
}

/* The buildings of a grid in the order of the plan, *count of them. */
static inline const int64_t *map_buildings(const map_run *run, int32_t grid, int64_t *count)
{
  *count = run->first_building[grid + 1] - run->first_building[grid];
  return run->building_list + run->first_building[grid];
}

const char *map_community_name(const map_run *run, int32_t community);
const char *map_community_code(const map_run *run, int32_t community);
const char *map_grid_text(const map_run *run, wg_text text);
/* "3", or of exempt grids "901": what stands on the map and in the table. */
void map_grid_number(const map_run *run, int32_t grid, char out[16]);
const char *map_building_label(const map_run *run, int64_t building);
/* The template's title, else the word, with {community} filled in. */
void map_fill_title(const map_run *run, wg_text title, const char *word, int32_t community,
                    char *out, size_t size);

/* --- people (map_people.c) -------------------------------------------------------------------- */

/* "": nobody is named, or it is not to be shown. */
const char *map_officer(const map_run *run, int32_t grid);
const char *map_phone(const map_run *run, int32_t grid);
const char *map_common_duties(const map_run *run);
const char *map_duties(const map_run *run, int32_t grid); /* of its officer, else the common ones */
/* Path of the photo of its officer; false: the roster names none, or (counted) it cannot be read.
 */
bool map_photo(map_run *run, int32_t grid, char *out, size_t size);
/* Name and, where numbers are shown, number. */
void map_police(const map_run *run, int32_t community, char *out, size_t size);
const char *map_community_phone(const map_run *run, int32_t community);
const char *map_address(const map_run *run, int32_t community);

/* --- colours and pens (map_style.c) ----------------------------------------------------------- */

typedef struct map_style {
  uint32_t fills[WG_TEMPLATE_COLOURS];
  int32_t fill_count;
} map_style;

enum {
  MAP_INK = 0x27313B,
  MAP_SOFT_INK = 0x5F6B76,
  MAP_RULE = 0xC9CDD2,
  MAP_PAPER = 0xFFFFFF,
  MAP_LAND = 0xF3F1EB,
  MAP_BORDER = 0x3D4A5C,
  MAP_WATER = 0x8EBCE4,
  MAP_WATER_EDGE = 0x5B93C4,
  MAP_WATER_NAME = 0x1F5F99,
  MAP_COMPOUND_NAME = 0x6A3D1F,
  MAP_ACCENT = 0x1F4E79,
  MAP_DETAIL = 0xB23A48,
  MAP_MOVED = 0xF0888C
};

void map_style_choose(map_style *style, const map_run *run, int32_t colours);
/* Between two colours, in hundredths of the second. */
uint32_t map_mix(uint32_t a, uint32_t b, int32_t percent);

/* --- letters (map_letters.c) ------------------------------------------------------------------ */

typedef enum map_role {
  MAP_TITLE_TEXT = 0, /* beside the map: table, legend, foot */
  MAP_GRID_LABEL,
  MAP_COMPOUND_LABEL,
  MAP_LINE_LABEL,
  MAP_BUILDING_LABEL,
  MAP_PLACE_LABEL,
  MAP_LEADER,
  MAP_FURNITURE /* north arrow: nothing may lie on it */
} map_role;

typedef enum map_align { MAP_LEFT, MAP_CENTRE, MAP_RIGHT } map_align;

double map_width(const map_run *run, const char *text, double size, bool bold);
/* Base line at y, aligned at x; noted as a text of its own. */
void map_write(map_run *run, wg_sheet *sheet, const char *text, double x, double y, double size,
               bool bold, uint32_t colour, map_align align);
/* In a width: in one line, smaller down to `least`, then in two lines round y, then cut short with
 * … */
void map_write_in(map_run *run, wg_sheet *sheet, const char *text, wg_frame_box box, double size,
                  double least, bool bold, uint32_t colour, map_align align);
/* Lines of a paragraph: the byte where each begins, and the end of the last; at most `most` lines,
 * the last one taking all the rest. */
int32_t map_break(const map_run *run, const char *text, double width, double size, bool bold,
                  int32_t *starts, int32_t most);
/* The same in lines of about the same length, for a block of at most that width. */
int32_t map_break_even(const map_run *run, const char *text, double width, double size, bool bold,
                       int32_t *starts, int32_t most);
/* A paragraph from the base line y downwards; returns the base line of the line after it. */
double map_paragraph(map_run *run, wg_sheet *sheet, const char *text, double x, double y,
                     double width, double size, bool bold, uint32_t colour, int32_t most_lines);
/* Bytes of the character (with what combines with it) at the text. */
int32_t map_character(const char *text);
bool map_is_han(const char *text);
int32_t map_next_label(wg_sheet *sheet);

/* --- paper and view (map_view.c) -------------------------------------------------------------- */

typedef struct map_paper {
  double width, height; /* mm */
  char name[32];        /* "A3" */
} map_paper;

/* Where the map of a sheet lies, and how plan millimetres get there. */
typedef struct map_view {
  wg_frame_box frame;
  double centre_x, centre_y; /* of the plan, mm */
  double scale;              /* 1:scale */
} map_view;

static inline wg_xy map_to_page(const map_view *view, wg_point p)
{
  return (wg_xy){view->frame.left + view->frame.width / 2 + (p.x - view->centre_x) / view->scale,
                 view->frame.top + view->frame.height / 2 - (p.y - view->centre_y) / view->scale};
}

/* How large letters are on a sheet, 1 on A3. They grow with the fourth root of its area: a larger
 * sheet is read from farther off, but shows more as well. */
double map_letter(double width, double height);
wg_status map_paper_named(map_paper *out, wg_context *context, const char *name) WG_MUST_CHECK;
/* The largest round scale (1:500 … 1:5,000) at which a box fits in width × height mm; 0: none. */
double map_round_scale(wg_box box, double width, double height);
/* The largest of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ at which it fits; never 0. */
double map_any_scale(wg_box box, double width, double height);
wg_box map_plan_box(const wg_plan *plan);
map_view map_view_of(wg_frame_box frame, wg_box box, double scale);
/* Plan millimetres that a view shows, widened by `pad` mm of the page. */
wg_box map_view_box(const map_view *view, double pad);

/* The rings of a shape on the page; freed by map_rings_free. */
typedef struct map_rings {
  wg_xy *points;
  int64_t *start;
  int64_t count, point_capacity, start_capacity;
} map_rings;

wg_status map_rings_add(map_rings *rings, wg_context *context, const map_view *view,
                        const wg_shapes *shapes, int64_t index) WG_MUST_CHECK;
void map_rings_clear(map_rings *rings);
void map_rings_free(map_rings *rings, wg_context *context);
wg_traces map_rings_traces(const map_rings *rings);
/* Straight on the sheet, without a copy. */
void map_trace(wg_sheet *sheet, const map_view *view, const wg_shapes *shapes, int64_t index);

/* --- the ground (map_ground.c, map_lines.c) --------------------------------------------------- */

typedef enum map_sort {
  MAP_OTHER,
  MAP_LANE,
  MAP_STREET,
  MAP_EXPRESSWAY,
  MAP_RAIL,
  MAP_RIVER,
  MAP_PATH
} map_sort;

map_sort map_sort_of(const wg_plan *plan, int64_t barrier);

/* What of a community is drawn how. */
typedef struct map_scene {
  map_run *run;
  wg_sheet *sheet;
  map_view view;
  int32_t community; /* −1: the whole plan */
  map_style style;
  uint8_t *colour_of;  /* of each grid of the community, in the order of map_grids */
  const int32_t *rows; /* grids of the table; NULL: all of the community */
  int32_t row_count;
  const wg_frame_box *frames; /* of the detail sheets, on their index */
  int32_t frame_count;
  int32_t focus; /* the only grid that is not veiled (on a card), or −1 */
  double letter; /* how large letters and lines are; 1 on A3 */
  bool seen[8];  /* map_sort that came up */
  bool exempt;
  wg_slab *obstacles; /* that labels keep off */
  int32_t obstacle_count;
  int64_t obstacle_capacity;
  map_ink ink; /* what names would cover */
} map_scene;

/* A scene without obstacles or colours yet. */
map_scene map_scene_of(map_run *run, wg_sheet *sheet, int32_t community);
void map_scene_free(map_scene *scene);
/* No label may lie there. */
wg_status map_keep_clear(map_scene *scene, wg_slab slab) WG_MUST_CHECK;
uint32_t map_grid_fill(const map_scene *scene, int32_t grid);
wg_status map_colour_grids(map_scene *scene) WG_MUST_CHECK;
void map_clip_to_frame(map_scene *scene); /* until wg_sheet_unclip */
void map_paint_ground(map_scene *scene);  /* once its grids have colours */
wg_status map_draw_ground(map_scene *scene) WG_MUST_CHECK;
void map_draw_lines(map_scene *scene);
/* Tells scene->ink what has been drawn (map_ink_scene.c). */
wg_status map_spill_ink(map_scene *scene) WG_MUST_CHECK;
void map_hatch(map_scene *scene, const wg_shapes *shapes, int64_t index);

/* --- names on the map (map_names.c …) --------------------------------------------------------- */

wg_status map_place_names(map_scene *scene) WG_MUST_CHECK;

/* --- round the map (map_furniture.c, map_table.c) --------------------------------------------- */

void map_title(map_run *run, wg_sheet *sheet, const char *title, const char *under);
void map_foot(map_run *run, wg_sheet *sheet, double scale, const char *paper);
void map_scale_bar(map_run *run, wg_sheet *sheet, double x, double y, double scale, double most);
wg_status map_north_arrow(map_scene *scene) WG_MUST_CHECK;
void map_legend(map_scene *scene, wg_frame_box box);
/* Scale, bar and legend in a strip below the map. */
void map_scale_strip(map_scene *scene, wg_frame_box strip);
/* The grids that its table lists. */
const int32_t *map_rows(const map_scene *scene, int32_t *count);
/* The table of grids in a box; returns how many of the rows from `first` on found room, and where
 * the last one ends. */
int32_t map_table(map_scene *scene, wg_frame_box box, int32_t first, double *bottom);
/* Where the community lies among the others: a small map in a box. */
void map_locator(map_scene *scene, wg_frame_box box);

/* --- sheets ----------------------------------------------------------------------------------- */

enum { MAP_MARGIN = 12 };

wg_status map_community_sheets(map_run *run, int32_t community) WG_MUST_CHECK;
wg_status map_cover_sheet(map_run *run) WG_MUST_CHECK;
wg_status map_card_sheets(map_run *run, int32_t only) WG_MUST_CHECK; /* −1: of all communities */

/* --- files (map_output.c) --------------------------------------------------------------------- */

wg_status map_output_begin(map_run *run) WG_MUST_CHECK;
/* Hands a finished sheet over and frees it; `file`: its name in a folder, without ending. */
wg_status map_emit(map_run *run, wg_sheet *sheet, const char *title, int32_t level,
                   const char *file) WG_MUST_CHECK;
wg_status map_output_end(map_run *run, wg_status status) WG_MUST_CHECK;

#endif
