/* The urban village (城中村): rows of small houses back to back along narrow alleys, every one of
 * its own size and a little askew, each with one to four households. */
#include "sample.h"

#define ALLEY 3.4
#define BACKS 0.9
#define STEP 1.5

/* Rows wander by some metres along the alley. */
static double wander(const wg_sample_community *community, int32_t parcel, double east,
                     double north)
{
  return 3.5 * wg_sample_noise(community->county->seed + (uint64_t)community->index,
                               WG_SAMPLE_TOPIC_WARP_Y, east / 38 + parcel * 11, north / 60);
}

static wg_sample_building house(wg_sample_community *community, int32_t parcel,
                                const wg_sample_rect *rect)
{
  static const uint8_t households[20] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2,
                                         2, 2, 2, 3, 3, 3, 3, 4, 4, 4};
  wg_random *random = &community->random;
  wg_sample_building house = {.kind = WG_SAMPLE_KIND_HOUSE,
                              .use = WG_SAMPLE_USE_VILLAGE,
                              .rect = *rect,
                              .parcel = parcel,
                              .entrances = 1,
                              .compound = -1};
  house.households = wg_random_below(random, 25) == 0 ? 0 : households[wg_random_below(random, 20)];
  house.floors =
      house.households > 2 ? wg_sample_between(random, 3, 5) : wg_sample_between(random, 1, 3);
  house.year = wg_sample_between(random, 1985, 2012);
  return house;
}

static wg_sample_rect askew(wg_sample_community *community, const wg_sample_parcel *parcel,
                            wg_sample_vector at, double length, double depth)
{
  double turn = wg_sample_length(&community->random, -0.07, 0.07);
  wg_sample_vector axis = wg_sample_add(parcel->axis, wg_sample_left(parcel->axis), turn);
  return (wg_sample_rect){at, wg_sample_direction((wg_sample_vector){0, 0}, axis), length / 2,
                          depth / 2};
}

static wg_status build_row(wg_sample_community *community, int32_t parcel,
                           const wg_sample_extent *extent, double north, double depth)
{
  const wg_sample_parcel *ground = &community->parcels[parcel];
  wg_random *random = &community->random;
  double length = wg_sample_length(random, 7.5, 12);
  for (double east = extent->west; east < extent->east;) {
    double deep = depth - wg_sample_length(random, 0, 2);
    double shift = wander(community, parcel, east, north) + wg_sample_length(random, -0.6, 0.6);
    wg_sample_vector at = wg_sample_parcel_at(ground, east + length / 2, north + shift);
    wg_sample_rect rect = askew(community, ground, at, length, deep);
    if (!wg_sample_fits(community, ground, &rect, &wg_sample_margin_house, 0.5)) {
      east += STEP;
      continue;
    }
    wg_sample_building building = house(community, parcel, &rect);
    wg_sample_form form =
        wg_random_below(random, 3) == 0 ? WG_SAMPLE_FORM_CORNER : WG_SAMPLE_FORM_BOX;
    if (wg_random_below(random, 2) == 0)
      building.rect.axis = wg_sample_add((wg_sample_vector){0, 0}, rect.axis, -1);
    WG_TRY(wg_sample_add_building(community, &building, form));
    bool lane = wg_random_below(random, 6) == 0; /* a cross alley */
    east += length + (lane ? 3 : wg_sample_length(random, 0.6, 1.2));
    length = wg_sample_length(random, 7.5, 12);
  }
  return WG_OK;
}

wg_status wg_sample_build_village(wg_sample_community *community, int32_t parcel)
{
  WG_TRY(wg_sample_build_shops(community, parcel));
  wg_sample_extent extent = wg_sample_parcel_extent(&community->parcels[parcel]);
  int64_t first = community->building_count;
  double north = extent.south + 9;
  for (int32_t row = 0; north < extent.north; row++) {
    double depth = wg_sample_length(&community->random, 9, 12.5);
    WG_TRY(build_row(community, parcel, &extent, north + depth / 2, depth));
    north += depth + (row % 2 == 0 ? BACKS : ALLEY);
  }
  /* Half of the villages carry no name in the data. */
  if (wg_random_below(&community->random, 2) == 0)
    wg_sample_name_compound(community, parcel, first);
  return WG_OK;
}
