/* Tiles of eight communities, and the parcels of a community.
 *
 * Which block belongs to which community is drawn below as a planner would: communities of five to
 * eleven blocks, some on both banks of the river (with a bridge between), some on both sides of the
 * railway (only where the underpass is), one in the first layout with a detached block. */
#include "sample.h"

#include <math.h>
#include <string.h>

#define BLOCKS (WG_SAMPLE_TILE_CELLS - 1)
#define LAYOUTS 3
#define TILE_HOUSEHOLDS 20400 /* aimed at; some two in a hundred are unknown or find no place */
#define SPLIT_M2 24000        /* a smaller cell is one parcel */
#define ASKEW_M2 36000        /* a smaller one is split in the middle */

/* North at the top; the railway runs between the sixth and seventh letter, the river between the
 * fourth and fifth row, bridges stand before the letters 1, 3, 5 and 8, and the underpass lies
 * between the second and third row. A strip goes with the blocks south and west of it. */
/* clang-format off: these are drawings */
static const char layouts[LAYOUTS][BLOCKS][BLOCKS + 1] = {
    {"AAABBBCC", "AAABBCCC", "DDABBCCH", "DDDEEEHH", "FDDEEGHH", "FFFEEGHH", "FFFEGGHH",
     "FFGGGGHG"},
    {"AABBBBCC", "AABBDDDC", "AEEBDDCC", "AEEFFDCC", "GEEFFFHH", "GEEEFFHH", "GGGGFFHH",
     "GGGGFFHH"},
    {"ABBBCCDD", "ABBCCCDD", "AABCCDDD", "AEEECCDD", "FEEGGGHH", "FFEEGGHH", "FFFEGGHH",
     "FFFGGGHH"}};
/* clang-format on */

wg_sample_tile wg_sample_tile_of(int32_t number)
{
  int32_t shell = (int32_t)sqrt((double)number);
  int32_t rest = number - shell * shell;
  if (rest <= shell) return (wg_sample_tile){number, shell, rest};
  return (wg_sample_tile){number, 2 * shell - rest, shell};
}

static int32_t tile_number(int32_t x, int32_t y)
{
  return x >= y ? x * x + y : y * y + 2 * y - x;
}

bool wg_sample_has_tile(const wg_sample_county *county, int32_t x, int32_t y)
{
  return tile_number(x, y) < county->tiles;
}

static int32_t layout_of(const wg_sample_county *county, int32_t tile)
{
  if (tile == 0) return 0;
  return (int32_t)(wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_LAYOUT, tile, 0) % LAYOUTS);
}

static int32_t block_of(int32_t local, int32_t strip)
{
  return local < strip ? local : local - 1;
}

/* Before the county's edge there is nobody. */
int32_t wg_sample_owner(const wg_sample_county *county, int32_t i, int32_t j)
{
  if (i < 0 || j < 0) return -1;
  int32_t tile = tile_number(i / WG_SAMPLE_TILE_CELLS, j / WG_SAMPLE_TILE_CELLS);
  int32_t column = block_of(wg_sample_local(i), WG_SAMPLE_STRIP_COLUMN);
  int32_t row = block_of(wg_sample_local(j), WG_SAMPLE_STRIP_ROW);
  char letter = layouts[layout_of(county, tile)][BLOCKS - 1 - row][column];
  return tile * WG_SAMPLE_TILE_COMMUNITIES + (letter - 'A');
}

int32_t wg_sample_households_target(const wg_sample_county *county, int32_t community)
{
  int32_t tile = community / WG_SAMPLE_TILE_COMMUNITIES;
  int64_t weight[WG_SAMPLE_TILE_COMMUNITIES] = {0}, sum = 0;
  const char *letters = &layouts[layout_of(county, tile)][0][0];
  for (size_t k = 0; k < sizeof layouts[0]; k++)
    if (letters[k] != 0) weight[letters[k] - 'A']++;
  for (int32_t k = 0; k < WG_SAMPLE_TILE_COMMUNITIES; k++) {
    weight[k] *= 90 + (int64_t)(wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_WEIGHT, tile, k) % 21);
    sum += weight[k];
  }
  return (int32_t)(TILE_HOUSEHOLDS * weight[community % WG_SAMPLE_TILE_COMMUNITIES] / sum);
}

void wg_sample_cell_ring(const wg_sample_county *county, int32_t i, int32_t j,
                         wg_sample_vector *ring, uint8_t *street)
{
  const wg_sample_edge sides[4] = {
      {false, i, j}, {true, i + 1, j}, {false, i, j + 1}, {true, i, j}};
  for (int32_t side = 0; side < 4; side++)
    for (int32_t step = 0; step < WG_SAMPLE_QUARTERS; step++) {
      int32_t quarter = side < 2 ? step : WG_SAMPLE_QUARTERS - step;
      ring[side * WG_SAMPLE_QUARTERS + step] = wg_sample_edge_point(county, sides[side], quarter);
      street[side * WG_SAMPLE_QUARTERS + step] =
          (uint8_t)wg_sample_edge_street(county, sides[side]);
    }
}

wg_sample_split wg_sample_cell_split(const wg_sample_county *county, int32_t i, int32_t j)
{
  wg_sample_split split = {0};
  uint64_t hash = wg_sample_hash(county->seed, WG_SAMPLE_TOPIC_SPLIT, i, j);
  if (wg_sample_local(i) == WG_SAMPLE_STRIP_COLUMN || wg_sample_local(j) == WG_SAMPLE_STRIP_ROW)
    return split;
  wg_sample_vector ring[WG_SAMPLE_CELL_RING];
  uint8_t street[WG_SAMPLE_CELL_RING];
  wg_sample_cell_ring(county, i, j, ring, street);
  double area = wg_sample_area(ring, WG_SAMPLE_CELL_RING);
  if (hash % 100 >= 75 || area < SPLIT_M2) return split;
  hash /= 100;
  split.any = true;
  split.street = hash % 100 < 62 ? WG_SAMPLE_LANE : WG_SAMPLE_NO_STREET;
  hash /= 100;
  int32_t first = hash % 2 == 0 ? 0 : WG_SAMPLE_QUARTERS; /* from the south side or from the east */
  split.from = first + (area < ASKEW_M2 ? WG_SAMPLE_QUARTERS / 2 : 1 + (int32_t)(hash / 2 % 3));
  int32_t opposite = first + 3 * WG_SAMPLE_QUARTERS - (split.from - first); /* straight across … */
  split.to = opposite + (int32_t)(hash / 6 % 3) - 1; /* … or a little aslant */
  if (split.to <= first + 2 * WG_SAMPLE_QUARTERS) split.to = first + 2 * WG_SAMPLE_QUARTERS + 1;
  if (split.to >= first + 3 * WG_SAMPLE_QUARTERS) split.to = first + 3 * WG_SAMPLE_QUARTERS - 1;
  wg_sample_vector a = ring[split.from], b = ring[split.to];
  wg_sample_vector across = wg_sample_left(wg_sample_direction(a, b)),
                   way = wg_sample_add(b, a, -1);
  double bend = (double)(hash / 18 % 25) - 12;
  split.path[0] = a;
  split.path[1] = wg_sample_add(wg_sample_add(a, way, 0.36), across, bend);
  split.path[2] = wg_sample_add(wg_sample_add(a, way, 0.66), across, bend * 0.6);
  split.path[3] = b;
  return split;
}

static wg_status add_parcel(wg_sample_community *community, const wg_sample_parcel *parcel)
{
  if (community->parcel_count == WG_SAMPLE_PARCELS)
    return wg_fail(community->context, WG_INTERNAL,
                   wg_in(community->context, "Sample community %s has too many parcels.",
                         "示例社区%s的地块过多。"),
                   community->code);
  wg_sample_parcel *added = &community->parcels[community->parcel_count++];
  *added = *parcel;
  added->area_m2 = wg_sample_area(added->ring, added->count);
  for (int32_t k = 0; k < added->count; k++)
    added->center = wg_sample_add(added->center, added->ring[k], 1.0 / added->count);
  return WG_OK;
}

/* The part of the cell from ring vertex `from` to `to`, closed along the split, read backwards
 * when the part lies on its left. */
static wg_sample_parcel cut(const wg_sample_parcel *cell, const wg_sample_split *split, bool second)
{
  wg_sample_parcel part = *cell;
  int32_t from = second ? split->to : split->from;
  int32_t to = second ? split->from + WG_SAMPLE_CELL_RING : split->to;
  part.count = 0;
  for (int32_t k = from; k <= to; k++) {
    part.ring[part.count] = cell->ring[k % WG_SAMPLE_CELL_RING];
    part.street[part.count++] =
        k < to ? cell->street[k % WG_SAMPLE_CELL_RING] : (uint8_t)split->street;
  }
  for (int32_t k = 0; k < 2; k++) {
    part.ring[part.count] = split->path[second ? 1 + k : 2 - k];
    part.street[part.count++] = (uint8_t)split->street;
  }
  return part;
}

static wg_status add_cell(wg_sample_community *community, int32_t i, int32_t j)
{
  wg_sample_parcel cell = {.count = WG_SAMPLE_CELL_RING};
  wg_sample_cell_ring(community->county, i, j, cell.ring, cell.street);
  cell.strip =
      wg_sample_local(i) == WG_SAMPLE_STRIP_COLUMN || wg_sample_local(j) == WG_SAMPLE_STRIP_ROW;
  cell.axis =
      wg_sample_direction(cell.ring[3 * WG_SAMPLE_QUARTERS + 2], cell.ring[WG_SAMPLE_QUARTERS + 2]);
  wg_sample_split split = wg_sample_cell_split(community->county, i, j);
  if (!split.any) return add_parcel(community, &cell);
  for (int32_t half = 0; half < 2; half++) {
    wg_sample_parcel part = cut(&cell, &split, half == 1);
    WG_TRY(add_parcel(community, &part));
  }
  return WG_OK;
}

wg_status wg_sample_community_parcels(wg_sample_community *community)
{
  wg_sample_tile tile = wg_sample_tile_of(community->index / WG_SAMPLE_TILE_COMMUNITIES);
  community->parcel_count = 0;
  for (int32_t row = WG_SAMPLE_TILE_CELLS - 1; row >= 0; row--)
    for (int32_t column = 0; column < WG_SAMPLE_TILE_CELLS; column++) {
      int32_t i = tile.x * WG_SAMPLE_TILE_CELLS + column, j = tile.y * WG_SAMPLE_TILE_CELLS + row;
      if (wg_sample_owner(community->county, i, j) == community->index)
        WG_TRY(add_cell(community, i, j));
    }
  return WG_OK;
}
