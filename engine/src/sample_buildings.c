/* One community of the sample county: its ground, its buildings and their footprints.
 *
 * A building is a rectangle that is tried against the parcel's sides and against what stands
 * there already; its footprint is a form inside that rectangle, so footprints never overlap. Shops
 * of one row are the exception that real towns have: they touch, wall at wall. */
#include "sample.h"

#include <string.h>

#define FORM_POINTS 40

const wg_sample_margin wg_sample_margin_house = {{3.5, 6.0, 13.5, 19.5}};
const wg_sample_margin wg_sample_margin_shop = {{3.5, 5.0, 10.5, 15.5}};

static bool inside(const wg_sample_parcel *parcel, wg_sample_vector at)
{
  bool in = false;
  for (int32_t i = 0, j = parcel->count - 1; i < parcel->count; j = i++) {
    wg_sample_vector a = parcel->ring[j], b = parcel->ring[i];
    if ((a.y > at.y) == (b.y > at.y)) continue;
    if (at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y)) in = !in;
  }
  return in;
}

bool wg_sample_fits(const wg_sample_community *community, const wg_sample_parcel *parcel,
                    const wg_sample_rect *rect, const wg_sample_margin *margin, double clearance)
{
  if (!inside(parcel, rect->center)) return false;
  for (int32_t k = 0; k < parcel->count; k++)
    if (wg_sample_rect_near(rect, parcel->ring[k], parcel->ring[(k + 1) % parcel->count],
                            margin->side[parcel->street[k]]))
      return false;
  for (int64_t b = community->parcel_first; b < community->building_count; b++)
    if (wg_sample_rects_meet(rect, &community->buildings[b].rect, clearance)) return false;
  return true;
}

/* --- forms: rings in halves of the rectangle, counter-clockwise ------------------------------- */

typedef struct form_ring {
  int32_t count;
  wg_sample_vector points[12];
} form_ring;

static const form_ring forms[] = {
    [WG_SAMPLE_FORM_BOX] = {4, {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}},
    [WG_SAMPLE_FORM_CORNER] = {6, {{-1, -1}, {1, -1}, {1, 0.15}, {0.1, 0.15}, {0.1, 1}, {-1, 1}}},
    [WG_SAMPLE_FORM_YARD] =
        {8, {{-1, -1}, {1, -1}, {1, 1}, {0.5, 1}, {0.5, -0.25}, {-0.5, -0.25}, {-0.5, 1}, {-1, 1}}},
    [WG_SAMPLE_FORM_CROSS] = {12,
                              {{-0.62, -1},
                               {0.62, -1},
                               {0.62, -0.62},
                               {1, -0.62},
                               {1, 0.7},
                               {0.3, 0.7},
                               {0.3, 1},
                               {-0.3, 1},
                               {-0.3, 0.7},
                               {-1, 0.7},
                               {-1, -0.62},
                               {-0.62, -0.62}}},
    [WG_SAMPLE_FORM_COURT] = {4, {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}},
};
static const form_ring court_hole = {4, {{-0.55, -0.5}, {-0.55, 0.5}, {0.55, 0.5}, {0.55, -0.5}}};

/* A slab with a staircase in a bay on its north side at every entrance. */
static int32_t slab_ring(wg_sample_vector *points, int32_t entrances)
{
  int32_t count = 0;
  points[count++] = (wg_sample_vector){-1, -1};
  points[count++] = (wg_sample_vector){1, -1};
  points[count++] = (wg_sample_vector){1, 0.78};
  for (int32_t k = entrances - 1; k >= 0; k--) {
    double middle = (2 * k + 1.0) / entrances - 1, half = 0.2 / entrances;
    points[count++] = (wg_sample_vector){middle + half, 0.78};
    points[count++] = (wg_sample_vector){middle + half, 1};
    points[count++] = (wg_sample_vector){middle - half, 1};
    points[count++] = (wg_sample_vector){middle - half, 0.78};
  }
  points[count++] = (wg_sample_vector){-1, 0.78};
  return count;
}

static wg_status add_ring(wg_sample_community *community, const wg_sample_rect *rect,
                          const wg_sample_vector *points, int32_t count)
{
  WG_TRY(wg_shapes_begin_ring(&community->footprints, community->context));
  for (int32_t k = 0; k < count; k++)
    WG_TRY(wg_shapes_add_point(&community->footprints, community->context,
                               wg_sample_point(wg_sample_rect_at(rect, points[k].x, points[k].y))));
  return WG_OK;
}

static wg_status add_footprint(wg_sample_community *community, const wg_sample_building *building,
                               wg_sample_form kind)
{
  WG_TRY(wg_shapes_begin(&community->footprints, community->context, WG_SHAPE_AREA));
  if (kind == WG_SAMPLE_FORM_SLAB) {
    wg_sample_vector points[FORM_POINTS];
    int32_t count = slab_ring(points, building->entrances);
    return add_ring(community, &building->rect, points, count);
  }
  WG_TRY(add_ring(community, &building->rect, forms[kind].points, forms[kind].count));
  if (kind == WG_SAMPLE_FORM_COURT)
    WG_TRY(add_ring(community, &building->rect, court_hole.points, court_hole.count));
  return WG_OK;
}

wg_status wg_sample_add_building(wg_sample_community *community, const wg_sample_building *building,
                                 wg_sample_form kind)
{
  WG_TRY(wg_grow(community->context, &community->buildings, &community->building_capacity,
                 community->building_count + 1, sizeof *community->buildings));
  community->buildings[community->building_count++] = *building;
  community->households += building->households;
  community->parcels[building->parcel].households += building->households;
  return add_footprint(community, building, kind);
}

/* --- the community ---------------------------------------------------------------------------- */

wg_sample_vector wg_sample_parcel_at(const wg_sample_parcel *parcel, double east, double north)
{
  return wg_sample_add(wg_sample_add(parcel->center, parcel->axis, east),
                       wg_sample_left(parcel->axis), north);
}

wg_sample_extent wg_sample_parcel_extent(const wg_sample_parcel *parcel)
{
  wg_sample_extent extent = {0, 0, 0, 0};
  for (int32_t k = 0; k < parcel->count; k++) {
    wg_sample_vector from = wg_sample_add(parcel->ring[k], parcel->center, -1);
    double east = wg_sample_dot(from, parcel->axis),
           north = wg_sample_dot(from, wg_sample_left(parcel->axis));
    if (east < extent.west) extent.west = east;
    if (east > extent.east) extent.east = east;
    if (north < extent.south) extent.south = north;
    if (north > extent.north) extent.north = north;
  }
  return extent;
}

wg_status wg_sample_community_build(wg_sample_community *community, int32_t index)
{
  community->index = index;
  community->building_count = 0;
  community->compound_count = 0;
  community->households = 0;
  community->footprints.count = 0;
  community->footprints.ring_count = 0;
  community->footprints.point_count = 0;
  wg_sample_code(index, community->code);
  wg_sample_community_name(community->county, index, community->name);
  community->random = wg_random_named(community->county->seed, community->code);
  WG_TRY(wg_sample_community_parcels(community));
  return wg_sample_settle(community);
}

void wg_sample_community_free(wg_sample_community *community)
{
  wg_release(community->context, community->buildings);
  wg_shapes_free(&community->footprints, community->context);
  *community = (wg_sample_community){.context = community->context};
}
