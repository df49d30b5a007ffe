/* The lattice of street lines: where its corners and edges lie, and which street runs on them.
 *
 * Lines are numbered without end; within a tile each has its class, so main streets run through
 * the county. Corners move with a smooth noise over some blocks (the town's bent fabric) and a
 * little of their own, lanes more than main streets. The far side of a strip is the near side
 * moved over, so railway and river keep their width. */
#include "sample.h"

#define RAILWAY_WIDTH 46.0
#define RIVER_WIDTH 94.0
#define WARP_PERIOD 640.0
#define WARP_X 96.0
#define WARP_Y 80.0
#define MEANDER 26.0 /* of the river line, by itself */

/* Where the lines of a tile lie in metres before they are bent, and where the next tile begins. */
static const double columns[WG_SAMPLE_TILE_CELLS + 1] = {
    0, 208, 368, 586, 742, 938, 1112, 1112 + RAILWAY_WIDTH, 1372, 1536};
static const double rows[WG_SAMPLE_TILE_CELLS + 1] = {0,   196,  350,  546, 708, 708 + RIVER_WIDTH,
                                                      980, 1192, 1340, 1532};

static const wg_sample_street vertical_class[WG_SAMPLE_TILE_CELLS] = {
    WG_SAMPLE_MAIN, WG_SAMPLE_LANE, WG_SAMPLE_SECONDARY, WG_SAMPLE_LANE,     WG_SAMPLE_MAIN,
    WG_SAMPLE_LANE, WG_SAMPLE_LANE, WG_SAMPLE_LANE,      WG_SAMPLE_SECONDARY};
static const wg_sample_street horizontal_class[WG_SAMPLE_TILE_CELLS] = {
    WG_SAMPLE_MAIN,      WG_SAMPLE_LANE, WG_SAMPLE_SECONDARY, WG_SAMPLE_LANE, WG_SAMPLE_SECONDARY,
    WG_SAMPLE_SECONDARY, WG_SAMPLE_LANE, WG_SAMPLE_MAIN,      WG_SAMPLE_LANE};

int32_t wg_sample_local(int32_t line)
{
  return line % WG_SAMPLE_TILE_CELLS;
}

bool wg_sample_has_railway(int32_t i)
{
  return i / WG_SAMPLE_TILE_CELLS % 2 == 0;
}

bool wg_sample_has_river(int32_t j)
{
  return j / WG_SAMPLE_TILE_CELLS % 2 == 0;
}

/* Where a line would run in a county of straight streets. */
static double straight(int32_t line, const double *lines)
{
  return line / WG_SAMPLE_TILE_CELLS * lines[WG_SAMPLE_TILE_CELLS] + lines[wg_sample_local(line)];
}

/* How far a corner leaves its line, and how far an edge bows, by class. */
static double corner_play(wg_sample_street street)
{
  return street == WG_SAMPLE_LANE ? 21 : street == WG_SAMPLE_SECONDARY ? 11 : 5;
}

static double bow_play(wg_sample_street street)
{
  return street == WG_SAMPLE_LANE ? 7 : street == WG_SAMPLE_SECONDARY ? 5 : 3;
}

static wg_sample_vector corner(const wg_sample_county *county, int32_t i, int32_t j)
{
  int32_t local_i = wg_sample_local(i), local_j = wg_sample_local(j);
  bool over_railway = local_i == WG_SAMPLE_STRIP_COLUMN + 1,
       over_river = local_j == WG_SAMPLE_STRIP_ROW + 1;
  i -= over_railway;
  j -= over_river;
  wg_sample_vector at = {straight(i, columns), straight(j, rows)};
  double x = at.x / WARP_PERIOD, y = at.y / WARP_PERIOD;
  at.x += WARP_X * wg_sample_noise(county->seed, WG_SAMPLE_TOPIC_WARP_X, x, y);
  at.y += WARP_Y * wg_sample_noise(county->seed, WG_SAMPLE_TOPIC_WARP_Y, x, y);
  bool track = wg_sample_local(i) == WG_SAMPLE_STRIP_COLUMN;
  at.x += (track ? 0 : corner_play(vertical_class[wg_sample_local(i)])) *
          wg_sample_unit(county->seed, WG_SAMPLE_TOPIC_CORNER_X, i, j);
  bool bank = wg_sample_local(j) == WG_SAMPLE_STRIP_ROW;
  at.y += (bank ? MEANDER : corner_play(horizontal_class[wg_sample_local(j)])) *
          wg_sample_unit(county->seed, WG_SAMPLE_TOPIC_CORNER_Y, i, j);
  return (wg_sample_vector){at.x + (over_railway ? RAILWAY_WIDTH : 0),
                            at.y + (over_river ? RIVER_WIDTH : 0)};
}

/* Edges across a strip are straight, and those beside the railway. */
static bool bows(wg_sample_edge edge)
{
  int32_t i = wg_sample_local(edge.i), j = wg_sample_local(edge.j);
  return edge.vertical ? j != WG_SAMPLE_STRIP_ROW && i != WG_SAMPLE_STRIP_COLUMN
                       : i != WG_SAMPLE_STRIP_COLUMN;
}

wg_sample_vector wg_sample_edge_point(const wg_sample_county *county, wg_sample_edge edge,
                                      int32_t quarter)
{
  int32_t across = edge.vertical ? edge.i : edge.j;
  int32_t strip = edge.vertical ? WG_SAMPLE_STRIP_COLUMN : WG_SAMPLE_STRIP_ROW;
  if (wg_sample_local(across) ==
      strip + 1) { /* the far side of a strip: the near side moved over */
    wg_sample_edge near = edge;
    if (edge.vertical)
      near.i--;
    else
      near.j--;
    wg_sample_vector at = wg_sample_edge_point(county, near, quarter);
    return edge.vertical ? (wg_sample_vector){at.x + RAILWAY_WIDTH, at.y}
                         : (wg_sample_vector){at.x, at.y + RIVER_WIDTH};
  }
  wg_sample_vector a = corner(county, edge.i, edge.j);
  wg_sample_vector b = corner(county, edge.i + !edge.vertical, edge.j + edge.vertical);
  double t = (double)quarter / WG_SAMPLE_QUARTERS;
  wg_sample_vector at = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
  if (!bows(edge)) return at;
  wg_sample_street street =
      (edge.vertical ? vertical_class : horizontal_class)[wg_sample_local(across)];
  double bow =
      wg_sample_unit(county->seed, WG_SAMPLE_TOPIC_BOW, 2 * edge.i + edge.vertical, edge.j);
  return wg_sample_add(at, wg_sample_left(wg_sample_direction(a, b)),
                       bow * bow_play(street) * 4 * t * (1 - t));
}

/* Some lanes between two blocks of one community were never built. */
static bool lane_is_missing(const wg_sample_county *county, wg_sample_edge edge)
{
  int32_t across = wg_sample_local(edge.vertical ? edge.i : edge.j);
  int32_t strip = edge.vertical ? WG_SAMPLE_STRIP_COLUMN : WG_SAMPLE_STRIP_ROW;
  if (across == strip || across == strip + 1) return false;
  int32_t before = wg_sample_owner(county, edge.i - edge.vertical, edge.j - !edge.vertical);
  return before == wg_sample_owner(county, edge.i, edge.j) &&
         wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_NO_LANE, 2 * edge.i + edge.vertical, edge.j) %
                 100 <
             30;
}

wg_sample_street wg_sample_edge_street(const wg_sample_county *county, wg_sample_edge edge)
{
  int32_t i = wg_sample_local(edge.i), j = wg_sample_local(edge.j);
  wg_sample_street street = edge.vertical ? vertical_class[i] : horizontal_class[j];
  if (edge.vertical && j == WG_SAMPLE_STRIP_ROW) /* a bridge, or none */
    return street >= WG_SAMPLE_SECONDARY ? street : WG_SAMPLE_NO_STREET;
  if (!edge.vertical && i == WG_SAMPLE_STRIP_COLUMN) {
    if (wg_sample_has_railway(edge.i))
      return j == WG_SAMPLE_UNDERPASS_LINE ? street : WG_SAMPLE_NO_STREET;
    return street >= WG_SAMPLE_SECONDARY ? street : WG_SAMPLE_NO_STREET;
  }
  return street == WG_SAMPLE_LANE && lane_is_missing(county, edge) ? WG_SAMPLE_NO_STREET : street;
}

void wg_sample_banks(const wg_sample_county *county, int32_t i, int32_t j, int32_t quarter,
                     wg_sample_vector *south, wg_sample_vector *north)
{
  wg_sample_vector near = wg_sample_edge_point(county, (wg_sample_edge){false, i, j}, quarter);
  int64_t step = (int64_t)i * WG_SAMPLE_QUARTERS + quarter;
  double half = wg_sample_has_river(j) ? 25 : 7, play = wg_sample_has_river(j) ? 4 : 0.6;
  *south = (wg_sample_vector){
      near.x, near.y + RIVER_WIDTH / 2 - half -
                  play * wg_sample_unit(county->seed, WG_SAMPLE_TOPIC_BANK, step, 2 * (int64_t)j)};
  *north = (wg_sample_vector){near.x, near.y + RIVER_WIDTH / 2 + half +
                                          play * wg_sample_unit(county->seed, WG_SAMPLE_TOPIC_BANK,
                                                                step, 2 * (int64_t)j + 1)};
}

wg_sample_vector wg_sample_track(const wg_sample_county *county, int32_t i, int32_t j,
                                 int32_t quarter)
{
  wg_sample_vector near = wg_sample_edge_point(county, (wg_sample_edge){true, i, j}, quarter);
  return (wg_sample_vector){near.x + RAILWAY_WIDTH / 2, near.y};
}
