/* The existing grids: drawn by hand years ago, parcel by parcel, so that they were of similar
 * *area*; since then towers were built and villages stayed, and by households they are far apart.
 *
 * Seeds far from each other, then always the smallest grid takes the free parcel with which it has
 * the longest border; where one would lie on both banks of a river, all begin anew, on every bank
 * one at least. Some corners were drawn a metre beside their neighbour's. */
#include "sample.h"
#include "algorithms/rings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A community's share of 51 grids in 8 communities; each has two officers fewer than grids. */
static const int32_t grids_of_letter[WG_SAMPLE_TILE_COMMUNITIES] = {6, 7, 6, 4, 6, 8, 5, 9};
#define PAIRS 2
#define SIDES (WG_SAMPLE_PARCELS * WG_SAMPLE_PARCEL_RING)
#define SLIP_MM 1400 /* how far a corner was drawn beside the neighbour's, at most */

/* --- sides of parcels and who lies on the other side ------------------------------------------ */

typedef struct parcel_side {
  wg_point from, to;
  int32_t parcel, other; /* other: parcel beyond, or −1 */
} parcel_side;

static int compare_points(wg_point a, wg_point b)
{
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return (a.y > b.y) - (a.y < b.y);
}

static int compare_sides(const void *left, const void *right)
{
  const parcel_side *a = left, *b = right;
  int order = compare_points(a->from, b->from);
  return order != 0 ? order : compare_points(a->to, b->to);
}

/* All sides of the community's parcels, sorted, each with the parcel beyond it. */
static int32_t find_sides(const wg_sample_community *community, parcel_side *sides)
{
  int32_t count = 0;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    const wg_sample_parcel *parcel = &community->parcels[p];
    for (int32_t k = 0; k < parcel->count; k++)
      sides[count++] = (parcel_side){wg_sample_point(parcel->ring[k]),
                                     wg_sample_point(parcel->ring[(k + 1) % parcel->count]), p, -1};
  }
  qsort(sides, (size_t)count, sizeof *sides, compare_sides);
  for (int32_t k = 0; k < count; k++) {
    parcel_side reverse = {sides[k].to, sides[k].from, 0, 0};
    const parcel_side *beyond =
        bsearch(&reverse, sides, (size_t)count, sizeof *sides, compare_sides);
    if (beyond != NULL) sides[k].other = beyond->parcel;
  }
  return count;
}

/* --- growing ---------------------------------------------------------------------------------- */

typedef struct grid_growth {
  wg_sample_community *community;
  double border[WG_SAMPLE_PARCELS][WG_SAMPLE_PARCELS]; /* metres between parcels */
  double area[WG_SAMPLE_GRIDS];
  int32_t piece[WG_SAMPLE_PARCELS]; /* what strips leave together; −1: a strip */
  bool begun[WG_SAMPLE_PARCELS];    /* of every piece: a grid has its seed there */
  int32_t count, pieces_left;       /* grids so far; pieces that none has begun in */
} grid_growth;

static double squared_distance(wg_sample_vector a, wg_sample_vector b)
{
  wg_sample_vector d = wg_sample_add(a, b, -1);
  return wg_sample_dot(d, d);
}

static void flood_piece(grid_growth *growth, int32_t parcel, int32_t number)
{
  const wg_sample_community *community = growth->community;
  growth->piece[parcel] = number;
  for (int32_t q = 0; q < community->parcel_count; q++)
    if (growth->piece[q] < 0 && !community->parcels[q].strip && growth->border[parcel][q] > 0)
      flood_piece(growth, q, number);
}

static void find_pieces(grid_growth *growth)
{
  const wg_sample_community *community = growth->community;
  for (int32_t p = 0; p < community->parcel_count; p++) growth->piece[p] = -1;
  for (int32_t p = 0; p < community->parcel_count; p++)
    if (growth->piece[p] < 0 && !community->parcels[p].strip)
      flood_piece(growth, p, growth->pieces_left++);
}

/* The free parcel farthest from all seeds so far; the first seed lies farthest north-west.
 * only_new: in a piece where no grid has begun. */
static int32_t next_seed(const grid_growth *growth, bool only_new)
{
  const wg_sample_community *community = growth->community;
  int32_t best = -1;
  double best_far = 0;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    const wg_sample_parcel *parcel = &community->parcels[p];
    if (parcel->strip || parcel->grid >= 0) continue;
    if (only_new && growth->begun[growth->piece[p]]) continue;
    double far = growth->count == 0 ? parcel->center.y - parcel->center.x : 1e300;
    for (int32_t q = 0; q < community->parcel_count; q++) {
      if (community->parcels[q].grid < 0) continue;
      double distance = squared_distance(parcel->center, community->parcels[q].center);
      if (distance < far) far = distance;
    }
    if (best >= 0 && far <= best_far) continue;
    best = p;
    best_far = far;
  }
  return best;
}

static void give(grid_growth *growth, int32_t parcel, int32_t grid)
{
  growth->community->parcels[parcel].grid = grid;
  growth->area[grid] += growth->community->parcels[parcel].area_m2;
}

/* Metres of the parcel's border with the grid; 0 also where only strips (a river, a railway) link
 * them and nobody is to cross one. */
static double border_with(const grid_growth *growth, int32_t parcel, int32_t grid, bool crossing)
{
  const wg_sample_community *community = growth->community;
  double border = 0, over_land = 0;
  for (int32_t q = 0; q < community->parcel_count; q++) {
    if (community->parcels[q].grid != grid) continue;
    border += growth->border[parcel][q];
    if (!community->parcels[q].strip) over_land += growth->border[parcel][q];
  }
  return crossing || over_land > 0 || community->parcels[parcel].strip ? border : 0;
}

/* The free parcel with the longest border to the grid, or −1. */
static int32_t best_neighbor(const grid_growth *growth, int32_t grid, bool crossing)
{
  const wg_sample_community *community = growth->community;
  int32_t best = -1;
  double longest = 0;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    if (community->parcels[p].grid >= 0) continue;
    double border = border_with(growth, p, grid, crossing);
    if (border <= longest) continue;
    longest = border;
    best = p;
  }
  return best;
}

/* One parcel for the smallest grid that has a free neighbour; false when none has. */
static bool grow(grid_growth *growth, bool crossing)
{
  int32_t grid = -1, parcel = -1;
  for (int32_t g = 0; g < growth->count; g++) {
    if (grid >= 0 && growth->area[g] >= growth->area[grid]) continue;
    int32_t neighbor = best_neighbor(growth, g, crossing);
    if (neighbor < 0) continue;
    grid = g;
    parcel = neighbor;
  }
  if (grid < 0) return false;
  give(growth, parcel, grid);
  return true;
}

/* Detached parcels that no grid reaches: to the grid of the nearest parcel. */
static void give_leftovers(grid_growth *growth)
{
  wg_sample_community *community = growth->community;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    if (community->parcels[p].grid >= 0) continue;
    int32_t nearest = -1;
    double best = 1e300;
    for (int32_t q = 0; q < community->parcel_count; q++) {
      double distance =
          squared_distance(community->parcels[p].center, community->parcels[q].center);
      if (community->parcels[q].grid < 0 || distance >= best) continue;
      best = distance;
      nearest = community->parcels[q].grid;
    }
    give(growth, p, nearest);
  }
}

/* Grids in reading order: numbers follow their northernmost parcel (parcels run north to south). */
static void number(grid_growth *growth)
{
  int32_t renamed[WG_SAMPLE_GRIDS], next = 0;
  for (int32_t g = 0; g < growth->count; g++) renamed[g] = -1;
  for (int32_t p = 0; p < growth->community->parcel_count; p++) {
    int32_t *grid = &growth->community->parcels[p].grid;
    if (renamed[*grid] < 0) renamed[*grid] = next++;
    *grid = renamed[*grid];
  }
}

/* Seeds and growth. careful: a grid on every bank, and none crosses a strip while others can grow.
 */
static void draw_grids(grid_growth *growth, int32_t wanted, bool careful)
{
  wg_sample_community *community = growth->community;
  for (int32_t p = 0; p < community->parcel_count; p++) community->parcels[p].grid = -1;
  memset(growth->area, 0, sizeof growth->area);
  memset(growth->begun, 0, sizeof growth->begun);
  growth->count = growth->pieces_left = 0;
  find_pieces(growth);
  while (growth->count < wanted) {
    bool is_last = growth->pieces_left == wanted - growth->count;
    int32_t seed = next_seed(growth, careful && is_last);
    if (seed < 0) break;
    bool *begun = &growth->begun[growth->piece[seed]];
    growth->pieces_left -= !*begun;
    *begun = true;
    give(growth, seed, growth->count++);
  }
  while (careful && grow(growth, false)) continue;
  while (grow(growth, true)) continue;
  give_leftovers(growth);
}

/* Whether a grid has parcels in two pieces that strips part. */
static bool is_any_cut(const grid_growth *growth)
{
  const wg_sample_community *community = growth->community;
  int32_t piece_of[WG_SAMPLE_GRIDS];
  for (int32_t g = 0; g < growth->count; g++) piece_of[g] = -1;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    int32_t grid = community->parcels[p].grid, piece = growth->piece[p];
    if (piece < 0) continue;
    if (piece_of[grid] >= 0 && piece_of[grid] != piece) return true;
    piece_of[grid] = piece;
  }
  return false;
}

static void group(grid_growth *growth, const parcel_side *sides, int32_t side_count, int32_t wanted)
{
  for (int32_t k = 0; k < side_count; k++)
    if (sides[k].other >= 0)
      growth->border[sides[k].parcel][sides[k].other] +=
          (double)wg_distance(sides[k].from, sides[k].to) / 1000;
  draw_grids(growth, wanted, false);
  /* the first tile's grids on both banks have a bridge; the documents count them as they are */
  bool is_first_tile = growth->community->index < WG_SAMPLE_TILE_COMMUNITIES;
  if (!is_first_tile && is_any_cut(growth)) draw_grids(growth, wanted, true);
  number(growth);
}

/* --- outlines --------------------------------------------------------------------------------- */

typedef struct edge_list {
  wg_point points[SIDES];
  wg_directed_edge edges[SIDES];
  int32_t point_count, edge_count;
} edge_list;

static int32_t point_of(edge_list *edges, wg_point point)
{
  int32_t k = 0;
  while (k < edges->point_count && compare_points(edges->points[k], point) != 0) k++;
  if (k == edges->point_count) edges->points[edges->point_count++] = point;
  return k;
}

static wg_status append_label(wg_shapes *out, wg_context *context, const edge_list *edges,
                              const wg_rings *rings, int32_t label)
{
  WG_TRY(wg_shapes_begin(out, context, WG_SHAPE_AREA));
  for (int32_t r = rings->label_start[label]; r < rings->label_start[label + 1]; r++) {
    WG_TRY(wg_shapes_begin_ring(out, context));
    for (int64_t s = rings->ring_start[r]; s < rings->ring_start[r + 1]; s++)
      WG_TRY(wg_shapes_add_point(out, context, edges->points[edges->edges[rings->steps[s]].from]));
  }
  return WG_OK;
}

/* Outlines of parcels taken together: by grid, or all in one. */
static wg_status outline(wg_shapes *out, const wg_sample_community *community,
                         const parcel_side *sides, int32_t side_count, int32_t grids)
{
  wg_context *context = community->context;
  edge_list *edges = NULL;
  wg_rings rings = {0};
  wg_status status = WG_OK;
  WG_TRY_DONE(wg_allocate(context, &edges, 1, sizeof *edges));
  for (int32_t k = 0; k < side_count; k++) {
    int32_t label = grids == 1 ? 0 : community->parcels[sides[k].parcel].grid;
    int32_t beyond = sides[k].other < 0 ? -1
                     : grids == 1       ? 0
                                        : community->parcels[sides[k].other].grid;
    if (beyond == label) continue;
    int32_t from = point_of(edges, sides[k].from), to = point_of(edges, sides[k].to);
    edges->edges[edges->edge_count++] = (wg_directed_edge){from, to, label};
  }
  WG_TRY_DONE(
      wg_rings_trace(&rings, context, edges->points, edges->edges, edges->edge_count, grids));
  out->count = out->ring_count = out->point_count = 0;
  for (int32_t g = 0; g < grids; g++) WG_TRY_DONE(append_label(out, context, edges, &rings, g));
done:
  wg_rings_free(&rings, context);
  wg_release(context, edges);
  return status;
}

static bool on_boundary(const wg_sample_grids *grids, wg_point point)
{
  for (int64_t k = 0; k < grids->boundary.point_count; k++)
    if (compare_points(grids->boundary.points[k], point) == 0) return true;
  return false;
}

/* The hand that drew them: now and then a corner inside the community lies up to 1.4 m beside the
 * neighbour's, a sliver of a gap or an overlap. */
static void slip(wg_sample_grids *grids, wg_sample_community *community)
{
  for (int64_t k = 0; k < grids->outlines.point_count; k++) {
    wg_point *point = &grids->outlines.points[k];
    if (wg_random_below(&community->random, 24) != 0 || on_boundary(grids, *point)) continue;
    point->x += wg_sample_between(&community->random, -SLIP_MM, SLIP_MM) / 2;
    point->y += wg_sample_between(&community->random, -SLIP_MM, SLIP_MM) / 2;
  }
}

/* --- officers --------------------------------------------------------------------------------- */

#define APART 1000000 /* households that a pair of grids without a common border counts for */

/* The two grids without an officer that have the fewest households together, neighbours first. */
static bool lightest_pair(const wg_sample_grids *grids, int32_t *a, int32_t *b)
{
  int32_t best = INT32_MAX;
  for (int32_t g = 0; g < grids->count; g++)
    for (int32_t h = g + 1; h < grids->count; h++) {
      int32_t households =
          grids->households[g] + grids->households[h] + (grids->adjacent[g][h] ? 0 : APART);
      if (grids->officer[g] >= 0 || grids->officer[h] >= 0) continue;
      if (households >= best) continue;
      best = households;
      *a = g;
      *b = h;
    }
  return best < INT32_MAX;
}

static void appoint(wg_sample_grids *grids)
{
  int32_t a, b;
  grids->officers = 0;
  for (int32_t g = 0; g < grids->count; g++) grids->officer[g] = -1;
  for (int32_t pair = 0; pair < PAIRS && lightest_pair(grids, &a, &b); pair++)
    grids->officer[a] = grids->officer[b] = grids->officers++;
  for (int32_t g = 0; g < grids->count; g++)
    if (grids->officer[g] < 0) grids->officer[g] = grids->officers++;
}

static void count_grids(wg_sample_grids *grids, const grid_growth *growth)
{
  const wg_sample_community *community = growth->community;
  grids->count = growth->count;
  memset(grids->households, 0, sizeof grids->households);
  memset(grids->adjacent, 0, sizeof grids->adjacent);
  for (int32_t p = 0; p < community->parcel_count; p++) {
    int32_t g = community->parcels[p].grid;
    grids->households[g] += community->parcels[p].households;
    for (int32_t q = 0; q < community->parcel_count; q++)
      if (growth->border[p][q] > 0 && community->parcels[q].grid != g)
        grids->adjacent[g][community->parcels[q].grid] = true;
  }
}

wg_status wg_sample_draw_grids(wg_sample_grids *grids, wg_sample_community *community)
{
  parcel_side *sides = NULL;
  grid_growth *growth = NULL;
  wg_status status = WG_OK;
  WG_TRY_DONE(wg_allocate(community->context, &sides, SIDES, sizeof *sides));
  WG_TRY_DONE(wg_allocate(community->context, &growth, 1, sizeof *growth));
  growth->community = community;
  int32_t side_count = find_sides(community, sides);
  group(growth, sides, side_count, grids_of_letter[community->index % WG_SAMPLE_TILE_COMMUNITIES]);
  count_grids(grids, growth);
  WG_TRY_DONE(outline(&grids->boundary, community, sides, side_count, 1));
  WG_TRY_DONE(outline(&grids->outlines, community, sides, side_count, grids->count));
  slip(grids, community);
  appoint(grids);
done:
  wg_release(community->context, growth);
  wg_release(community->context, sides);
  return status;
}

void wg_sample_grids_free(wg_sample_grids *grids, wg_context *context)
{
  wg_shapes_free(&grids->outlines, context);
  wg_shapes_free(&grids->boundary, context);
}
