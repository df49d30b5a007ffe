/* What has no households: schools, the hospital, markets, offices, parks, shops along the streets
 * and the small buildings of a compound. */
#include "sample.h"

#define SETS 8
#define TRIES 90

/* One building of a public set; lengths in metres. */
typedef struct public_item {
  double length, depth;
  wg_sample_form form;
  int32_t floors;
} public_item;

typedef struct public_set {
  wg_sample_kind kind;
  double clearance;
  public_item items[SETS]; /* length 0 ends the list; the largest first */
} public_set;

static const public_set sets[WG_SAMPLE_USES] = {
    [WG_SAMPLE_USE_SCHOOL] = {WG_SAMPLE_KIND_SCHOOL,
                              11,
                              {{62, 40, WG_SAMPLE_FORM_YARD, 4},
                               {52, 14, WG_SAMPLE_FORM_BOX, 4},
                               {36, 22, WG_SAMPLE_FORM_BOX, 2},
                               {40, 13, WG_SAMPLE_FORM_BOX, 5},
                               {8, 5, WG_SAMPLE_FORM_BOX, 1}}},
    [WG_SAMPLE_USE_HOSPITAL] = {WG_SAMPLE_KIND_HOSPITAL,
                                12,
                                {{70, 24, WG_SAMPLE_FORM_CROSS, 9},
                                 {46, 40, WG_SAMPLE_FORM_COURT, 5},
                                 {54, 17, WG_SAMPLE_FORM_BOX, 6},
                                 {30, 16, WG_SAMPLE_FORM_CORNER, 3},
                                 {14, 10, WG_SAMPLE_FORM_BOX, 1},
                                 {12, 8, WG_SAMPLE_FORM_BOX, 1}}},
    [WG_SAMPLE_USE_MARKET] = {WG_SAMPLE_KIND_MARKET,
                              8,
                              {{58, 44, WG_SAMPLE_FORM_COURT, 2},
                               {62, 22, WG_SAMPLE_FORM_BOX, 1},
                               {46, 9, WG_SAMPLE_FORM_BOX, 1},
                               {46, 9, WG_SAMPLE_FORM_BOX, 1},
                               {40, 9, WG_SAMPLE_FORM_BOX, 1},
                               {22, 12, WG_SAMPLE_FORM_BOX, 2}}},
    [WG_SAMPLE_USE_OFFICE] = {WG_SAMPLE_KIND_OFFICE,
                              12,
                              {{64, 18, WG_SAMPLE_FORM_CROSS, 8},
                               {40, 15, WG_SAMPLE_FORM_BOX, 5},
                               {34, 26, WG_SAMPLE_FORM_YARD, 4},
                               {18, 11, WG_SAMPLE_FORM_BOX, 2}}},
    [WG_SAMPLE_USE_PARK] = {WG_SAMPLE_KIND_SERVICE,
                            20,
                            {{26, 18, WG_SAMPLE_FORM_COURT, 1},
                             {11, 11, WG_SAMPLE_FORM_BOX, 1},
                             {9, 6, WG_SAMPLE_FORM_BOX, 1}}},
};
static const public_item service = {7, 4.5, WG_SAMPLE_FORM_BOX, 1};

/* Somewhere on the parcel where the item stands free. */
static bool find_place(wg_sample_community *community, int32_t parcel, const public_item *item,
                       double clearance, wg_sample_rect *rect)
{
  const wg_sample_parcel *ground = &community->parcels[parcel];
  wg_sample_extent extent = wg_sample_parcel_extent(ground);
  for (int32_t try = 0; try < TRIES; try++) {
    double east = wg_sample_length(&community->random, extent.west, extent.east);
    double north = wg_sample_length(&community->random, extent.south, extent.north);
    *rect = (wg_sample_rect){wg_sample_parcel_at(ground, east, north), ground->axis,
                             item->length / 2, item->depth / 2};
    if (wg_sample_fits(community, ground, rect, &wg_sample_margin_house, clearance)) return true;
  }
  return false;
}

static wg_status build_item(wg_sample_community *community, int32_t parcel, const public_item *item,
                            wg_sample_kind kind, double clearance, int32_t number)
{
  wg_sample_building building = {.kind = kind,
                                 .use = community->parcels[parcel].use,
                                 .parcel = parcel,
                                 .floors = item->floors,
                                 .entrances = 1,
                                 .compound = -1,
                                 .number = number};
  building.year = wg_sample_between(&community->random, 1988, 2021);
  if (!find_place(community, parcel, item, clearance, &building.rect)) return WG_OK;
  return wg_sample_add_building(community, &building, item->form);
}

wg_status wg_sample_build_public(wg_sample_community *community, int32_t parcel)
{
  const public_set *set = &sets[community->parcels[parcel].use];
  if (community->parcels[parcel].use == WG_SAMPLE_USE_MARKET)
    WG_TRY(wg_sample_build_shops(community, parcel));
  for (int32_t k = 0; k < SETS && set->items[k].length > 0; k++)
    WG_TRY(build_item(community, parcel, &set->items[k], set->kind, set->clearance, k + 1));
  return WG_OK;
}

wg_status wg_sample_build_services(wg_sample_community *community, int32_t parcel, int32_t count)
{
  for (int32_t k = 0; k < count; k++)
    WG_TRY(build_item(community, parcel, &service, WG_SAMPLE_KIND_SERVICE, 3, k + 1));
  return WG_OK;
}

/* --- shops ------------------------------------------------------------------------------------ */

/* A row of shops in one rectangle, wall at wall: neighbours have the two corners between them in
 * common. */
static wg_status build_shop_row(wg_sample_community *community, int32_t parcel,
                                const wg_sample_rect *row, int32_t shops)
{
  int32_t floors = wg_sample_between(&community->random, 1, 3);
  int32_t year = wg_sample_between(&community->random, 1990, 2018);
  for (int32_t k = 0; k < shops; k++) {
    double middle = (2 * k + 1.0) / shops - 1;
    wg_sample_building shop = {.kind = WG_SAMPLE_KIND_SHOP,
                               .use = community->parcels[parcel].use,
                               .parcel = parcel,
                               .floors = floors,
                               .entrances = 1,
                               .year = year,
                               .compound = -1};
    shop.rect = (wg_sample_rect){wg_sample_rect_at(row, middle, 0), row->axis,
                                 row->half_length / shops, row->half_depth};
    WG_TRY(wg_sample_add_building(community, &shop, WG_SAMPLE_FORM_BOX));
  }
  return WG_OK;
}

/* Rows of shops along one side of the parcel, facing the street. */
static wg_status build_shop_side(wg_sample_community *community, int32_t parcel, int32_t side)
{
  const wg_sample_parcel *ground = &community->parcels[parcel];
  wg_random *random = &community->random;
  wg_sample_vector a = ground->ring[side], b = ground->ring[(side + 1) % ground->count];
  wg_sample_vector axis = wg_sample_direction(a, b);
  double length = wg_sample_dot(wg_sample_add(b, a, -1), axis),
         depth = wg_sample_length(random, 8, 12);
  double inward = wg_sample_margin_shop.side[ground->street[side]] + depth / 2 + 0.3;
  for (double from = 0; from < length;) {
    int32_t shops = wg_sample_between(random, 3, 6);
    double width = shops * wg_sample_length(random, 5.2, 7.2);
    wg_sample_rect row = {
        wg_sample_add(wg_sample_add(a, axis, from + width / 2), wg_sample_left(axis), inward), axis,
        width / 2, depth / 2};
    if (from + width > length ||
        !wg_sample_fits(community, ground, &row, &wg_sample_margin_shop, 1.2)) {
      from += 4;
      continue;
    }
    WG_TRY(build_shop_row(community, parcel, &row, shops));
    from += width + wg_sample_length(random, 3, 9);
  }
  return WG_OK;
}

wg_status wg_sample_build_shops(wg_sample_community *community, int32_t parcel)
{
  const wg_sample_parcel *ground = &community->parcels[parcel];
  for (int32_t side = 0; side < ground->count; side++) {
    bool busy = ground->street[side] == WG_SAMPLE_MAIN;
    if (ground->street[side] < WG_SAMPLE_SECONDARY) continue;
    if (wg_random_below(&community->random, 100) < (busy ? 85 : 60))
      WG_TRY(build_shop_side(community, parcel, side));
  }
  return WG_OK;
}
