/* What separates: streets, river, railway and the crossings of one tile.
 *
 * A street is one line from crossing to crossing of the town's edge; lanes end where none was
 * built. The tile writes the lines on its southern and western edge, and those on the other two
 * where the county has no neighbour that would. */
#include "sample.h"

#include <stdio.h>
#include <string.h>

#define LINE_POINTS ((WG_SAMPLE_TILE_CELLS + 1) * WG_SAMPLE_QUARTERS + 1)
#define LANES 128 /* lanes a tile may have */
#define STEPS (WG_SAMPLE_TILE_CELLS * WG_SAMPLE_QUARTERS)
#define BEYOND 160.0 /* metres that river and railway run on past the county */

typedef struct line_work {
  const wg_sample_county *county;
  wg_sample_files *files;
  wg_sample_tile tile;
  bool last_column, last_row; /* no tile to the east, to the north */
  int64_t lanes;
  wg_sample_vector points[2 * LINE_POINTS];
  int32_t count;
} line_work;

/* `edge` NULL: a lane inside a cell. */
static wg_status write_street(line_work *work, const wg_sample_edge *edge, wg_sample_street street)
{
  char name[WG_SAMPLE_NAME];
  if (edge == NULL || !wg_sample_street_name(work->county, *edge, street, name))
    wg_sample_lane_name(work->county, work->tile.number * (int64_t)LANES + work->lanes++, name);
  return wg_sample_write_barrier(work->files, WG_SAMPLE_LINE_STREET, street, name, work->points,
                                 work->count);
}

/* The runs of built street along one line of the tile. */
static wg_status write_line(line_work *work, bool vertical, int32_t line)
{
  int32_t first = (vertical ? work->tile.y : work->tile.x) * WG_SAMPLE_TILE_CELLS;
  wg_sample_street running = WG_SAMPLE_NO_STREET;
  wg_sample_edge edge = {0};
  for (int32_t step = 0; step <= WG_SAMPLE_TILE_CELLS; step++) {
    wg_sample_edge next = vertical ? (wg_sample_edge){true, line, first + step}
                                   : (wg_sample_edge){false, first + step, line};
    wg_sample_street street = step < WG_SAMPLE_TILE_CELLS
                                  ? wg_sample_edge_street(work->county, next)
                                  : WG_SAMPLE_NO_STREET;
    if (running != WG_SAMPLE_NO_STREET && street != running) {
      work->points[work->count++] = wg_sample_edge_point(work->county, edge, WG_SAMPLE_QUARTERS);
      WG_TRY(write_street(work, &edge, running));
    }
    if (street != running) work->count = 0;
    if (street != WG_SAMPLE_NO_STREET)
      for (int32_t q = 0; q < WG_SAMPLE_QUARTERS; q++)
        work->points[work->count++] = wg_sample_edge_point(work->county, next, q);
    running = street;
    edge = next;
  }
  return WG_OK;
}

static wg_status write_lanes_in_cells(line_work *work)
{
  for (int32_t row = 0; row < WG_SAMPLE_TILE_CELLS; row++)
    for (int32_t column = 0; column < WG_SAMPLE_TILE_CELLS; column++) {
      int32_t i = work->tile.x * WG_SAMPLE_TILE_CELLS + column,
              j = work->tile.y * WG_SAMPLE_TILE_CELLS + row;
      wg_sample_split split = wg_sample_cell_split(work->county, i, j);
      if (!split.any || split.street == WG_SAMPLE_NO_STREET) continue;
      memcpy(work->points, split.path, sizeof split.path);
      work->count = 4;
      WG_TRY(write_street(work, NULL, split.street));
    }
  return WG_OK;
}

/* One step of the river's banks; steps −1 and past the last run on beyond the county's edge. */
static void bank_step(line_work *work, int32_t step, int32_t j, wg_sample_vector *south,
                      wg_sample_vector *north)
{
  int32_t inside = step < 0 ? 0 : step > STEPS && work->last_column ? STEPS : step;
  int32_t i = work->tile.x * WG_SAMPLE_TILE_CELLS + inside / WG_SAMPLE_QUARTERS;
  wg_sample_banks(work->county, i, j, inside % WG_SAMPLE_QUARTERS, south, north);
  south->x += BEYOND * (step - inside);
  north->x += BEYOND * (step - inside);
}

/* Pieces of the river meet in the middle of a block, where no bridge is. */
static wg_status write_river(line_work *work)
{
  int32_t j = work->tile.y * WG_SAMPLE_TILE_CELLS + WG_SAMPLE_STRIP_ROW;
  int32_t first = work->tile.x == 0 ? -1 : WG_SAMPLE_QUARTERS / 2;
  int32_t last = work->last_column ? STEPS + 1 : STEPS + WG_SAMPLE_QUARTERS / 2;
  char name[WG_SAMPLE_NAME];
  work->count = 2 * (last - first + 1);
  for (int32_t k = 0; k <= last - first; k++)
    bank_step(work, first + k, j, &work->points[k], &work->points[work->count - 1 - k]);
  wg_sample_river_name(work->county, j, name);
  return wg_sample_write_barrier(work->files, WG_SAMPLE_AREA_RIVER, WG_SAMPLE_NO_STREET, name,
                                 work->points, work->count);
}

static wg_status write_railway(line_work *work)
{
  int32_t i = work->tile.x * WG_SAMPLE_TILE_CELLS + WG_SAMPLE_STRIP_COLUMN;
  int32_t j = work->tile.y * WG_SAMPLE_TILE_CELLS;
  int32_t first = work->tile.y == 0 ? -1 : 0, last = work->last_row ? STEPS + 1 : STEPS;
  char name[WG_SAMPLE_NAME];
  if (!wg_sample_has_railway(i)) return WG_OK;
  for (int32_t step = first; step <= last; step++) {
    int32_t inside = step < 0 ? 0 : step > STEPS ? STEPS : step;
    wg_sample_vector *at = &work->points[step - first];
    *at = wg_sample_track(work->county, i, j + inside / WG_SAMPLE_QUARTERS,
                          inside % WG_SAMPLE_QUARTERS);
    at->y += BEYOND * (step - inside);
  }
  wg_sample_railway_name(work->county, i, name);
  return wg_sample_write_barrier(work->files, WG_SAMPLE_LINE_RAILWAY, WG_SAMPLE_NO_STREET, name,
                                 work->points, last - first + 1);
}

static wg_status write_crossing(line_work *work, wg_sample_edge edge, const char *kind,
                                const char *suffix)
{
  wg_sample_street street = wg_sample_edge_street(work->county, edge);
  char name[WG_SAMPLE_NAME];
  if (street == WG_SAMPLE_NO_STREET) return WG_OK;
  if (!wg_sample_street_name(work->county, edge, street, name)) return WG_OK;
  for (int32_t q = 0; q <= WG_SAMPLE_QUARTERS; q++)
    work->points[q] = wg_sample_edge_point(work->county, edge, q);
  size_t length = strlen(name);
  snprintf(name + length, sizeof name - length, "%s", suffix);
  return wg_sample_write_crossing(work->files, name, kind, work->points, WG_SAMPLE_QUARTERS + 1);
}

static wg_status write_crossings(line_work *work)
{
  int32_t i = work->tile.x * WG_SAMPLE_TILE_CELLS, j = work->tile.y * WG_SAMPLE_TILE_CELLS;
  const char *bridge = wg_sample_has_river(j) ? "大桥" : "桥";
  for (int32_t k = 0; k < WG_SAMPLE_TILE_CELLS + work->last_column; k++)
    WG_TRY(
        write_crossing(work, (wg_sample_edge){true, i + k, j + WG_SAMPLE_STRIP_ROW}, "桥", bridge));
  if (!wg_sample_has_railway(i)) return WG_OK;
  for (int32_t k = 0; k < WG_SAMPLE_TILE_CELLS + work->last_row; k++)
    WG_TRY(write_crossing(work, (wg_sample_edge){false, i + WG_SAMPLE_STRIP_COLUMN, j + k}, "地道",
                          "铁路地道"));
  return WG_OK;
}

wg_status wg_sample_write_lines(const wg_sample_county *county, int32_t tile,
                                wg_sample_files *files)
{
  line_work work = {.county = county, .files = files, .tile = wg_sample_tile_of(tile)};
  int32_t i = work.tile.x * WG_SAMPLE_TILE_CELLS, j = work.tile.y * WG_SAMPLE_TILE_CELLS;
  work.last_column = !wg_sample_has_tile(county, work.tile.x + 1, work.tile.y);
  work.last_row = !wg_sample_has_tile(county, work.tile.x, work.tile.y + 1);
  for (int32_t k = 0; k < WG_SAMPLE_TILE_CELLS + work.last_row; k++)
    WG_TRY(write_line(&work, false, j + k));
  for (int32_t k = 0; k < WG_SAMPLE_TILE_CELLS + work.last_column; k++)
    WG_TRY(write_line(&work, true, i + k));
  WG_TRY(write_lanes_in_cells(&work));
  WG_TRY(write_river(&work));
  WG_TRY(write_railway(&work));
  return write_crossings(&work);
}
