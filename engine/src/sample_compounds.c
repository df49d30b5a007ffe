/* Compounds (小区): parallel slabs that face south with the spacing the sun asks for, or groups of
 * towers, behind a row of shops.
 *
 * A compound of more than SECTION households is often two sections with names of their own
 * (南区, 北区; 一组, 二组 in a village), as they were built in two phases. */
#include "sample.h"

#include <stdio.h>
#include <string.h>

#define SECTION 200
#define WHOLE 330 /* a compound of this many households may stay whole … */
#define GRID 480  /* … up to this many, or above LARGE */
#define LARGE 560

/* What a kind of housing is built of; lengths in metres. */
typedef struct housing_type {
  wg_sample_kind kind;
  wg_sample_form form;
  double depth, bay; /* bay: length of one entrance */
  double pitch, gap; /* from row to row, from gable to gable */
  int32_t entrances_min, entrances_max, floors_min, floors_max,
      flats; /* flats a floor and entrance */
  int32_t year_min, year_max;
} housing_type;

static const housing_type housings[WG_SAMPLE_USES] = {
    [WG_SAMPLE_USE_WALK_UP] = {WG_SAMPLE_KIND_WALK_UP, WG_SAMPLE_FORM_SLAB, 12.4, 14.6, 27.5, 8.0,
                               2, 4, 5, 6, 2, 1992, 2008},
    [WG_SAMPLE_USE_WORK_UNIT] = {WG_SAMPLE_KIND_WALK_UP, WG_SAMPLE_FORM_SLAB, 11.2, 13.2, 25.0, 7.0,
                                 2, 4, 5, 6, 2, 1979, 1998},
    [WG_SAMPLE_USE_RESETTLED] = {WG_SAMPLE_KIND_WALK_UP, WG_SAMPLE_FORM_SLAB, 13.0, 15.0, 28.0, 8.5,
                                 3, 5, 6, 6, 2, 2009, 2018},
    [WG_SAMPLE_USE_MID_RISE] = {WG_SAMPLE_KIND_MID_RISE, WG_SAMPLE_FORM_SLAB, 15.0, 19.5, 42.0,
                                12.0, 2, 4, 11, 11, 2, 2008, 2022},
    [WG_SAMPLE_USE_TOWER] = {WG_SAMPLE_KIND_TOWER, WG_SAMPLE_FORM_CROSS, 18.0, 30.0, 50.0, 19.0, 1,
                             1, 18, 33, 4, 2012, 2024},
};

/* What all buildings of one parcel share. */
typedef struct compound_plan {
  const housing_type *housing;
  int32_t parcel, floors, flats, year;
  double pitch, goal;
} compound_plan;

/* Towers are as high as the households wanted ask for: 18 – 33 floors, 4 – 8 flats on each. */
static void plan_towers(compound_plan *plan, const wg_sample_parcel *parcel, wg_random *random)
{
  double number = parcel->area_m2 / 3800;
  int32_t each = number > 0 ? (int32_t)(plan->goal / number) : 0;
  plan->flats = each > 190 ? 8 : each > 120 ? 6 : 4;
  plan->floors = each / plan->flats + wg_sample_between(random, -2, 2);
  if (plan->floors < 18) plan->floors = wg_sample_between(random, 18, 20);
  if (plan->floors > 33) plan->floors = 33;
}

static compound_plan plan_compound(wg_sample_community *community, int32_t parcel, double goal)
{
  const wg_sample_parcel *ground = &community->parcels[parcel];
  const housing_type *housing = &housings[ground->use];
  wg_random *random = &community->random;
  compound_plan plan = {
      .housing = housing, .parcel = parcel, .flats = housing->flats, .goal = goal};
  plan.floors = wg_sample_between(random, housing->floors_min, housing->floors_max);
  plan.year = wg_sample_between(random, housing->year_min, housing->year_max);
  if (ground->use == WG_SAMPLE_USE_TOWER) plan_towers(&plan, ground, random);
  double full = wg_sample_density(ground->use) * ground->area_m2 / 10000;
  double stretch = goal > 0 ? full / goal : 1.3; /* few households: more green between the rows */
  plan.pitch = housing->pitch * (stretch < 1 ? 1 : stretch > 1.3 ? 1.3 : stretch);
  return plan;
}

static wg_sample_building slab(const compound_plan *plan, const wg_sample_rect *rect,
                               int32_t entrances, wg_random *random)
{
  int32_t floors = plan->floors;
  if (plan->housing->floors_min < plan->housing->floors_max && wg_random_below(random, 4) == 0)
    floors -= floors > plan->housing->floors_min;
  return (wg_sample_building){.kind = plan->housing->kind,
                              .rect = *rect,
                              .parcel = plan->parcel,
                              .floors = floors,
                              .entrances = entrances,
                              .households = entrances * floors * plan->flats,
                              .year = plan->year + (int32_t)wg_random_below(random, 3),
                              .compound = -1};
}

/* The longest slab that fits with its west gable at `east`; false when none does. */
static bool place(wg_sample_community *community, const compound_plan *plan, double east,
                  double north, wg_sample_building *out)
{
  const housing_type *housing = plan->housing;
  const wg_sample_parcel *parcel = &community->parcels[plan->parcel];
  int32_t longest =
      wg_sample_between(&community->random, housing->entrances_min, housing->entrances_max);
  for (int32_t entrances = longest; entrances >= housing->entrances_min; entrances--) {
    double length = entrances * housing->bay;
    wg_sample_rect rect = {wg_sample_parcel_at(parcel, east + length / 2, north), parcel->axis,
                           length / 2, housing->depth / 2};
    if (!wg_sample_fits(community, parcel, &rect, &wg_sample_margin_house, 6)) continue;
    *out = slab(plan, &rect, entrances, &community->random);
    return true;
  }
  return false;
}

static bool goal_reached(const wg_sample_community *community, const compound_plan *plan,
                         int32_t next)
{
  return community->parcels[plan->parcel].households + next / 2 > plan->goal;
}

/* *built: whether the row has at least one slab. */
static wg_status build_row(wg_sample_community *community, const compound_plan *plan,
                           const wg_sample_extent *extent, double start, double north, bool *built)
{
  *built = false;
  for (double east = extent->west + start; east < extent->east;) {
    wg_sample_building building;
    if (!place(community, plan, east, north, &building)) {
      east += 3;
      continue;
    }
    if (goal_reached(community, plan, building.households)) return WG_OK;
    building.use = community->parcels[plan->parcel].use;
    WG_TRY(wg_sample_add_building(community, &building, plan->housing->form));
    *built = true;
    east += 2 * building.rect.half_length + plan->housing->gap;
  }
  return WG_OK;
}

/* --- names and sections ----------------------------------------------------------------------- */

static int32_t new_compound(wg_sample_community *community, wg_sample_use use, int32_t number,
                            const char *section)
{
  if (community->compound_count == WG_SAMPLE_COMPOUNDS) return -1;
  wg_sample_compound *compound = &community->compounds[community->compound_count];
  wg_sample_compound_name(community->county, community->index, number, use, compound->name);
  size_t length = strlen(compound->name);
  snprintf(compound->name + length, sizeof compound->name - length, "%s", section);
  compound->buildings = 0;
  return community->compound_count++;
}

static bool in_sections(int32_t households, wg_random *random)
{
  if (households <= SECTION || households >= LARGE) return false;
  return households < WHOLE || households > GRID || wg_random_below(random, 3) > 0;
}

/* Rows were built from south to north: the first half of the households is the south section. */
void wg_sample_name_compound(wg_sample_community *community, int32_t parcel_number, int64_t first)
{
  const wg_sample_parcel *parcel = &community->parcels[parcel_number];
  bool village = parcel->use == WG_SAMPLE_USE_VILLAGE;
  int32_t number = community->compound_count, seen = 0;
  bool sections = in_sections(parcel->households, &community->random);
  int32_t compound = new_compound(community, parcel->use, number,
                                  !sections ? ""
                                  : village ? "一组"
                                            : "南区");
  for (int64_t b = first; b < community->building_count; b++) {
    wg_sample_building *building = &community->buildings[b];
    if (sections && seen >= parcel->households / 2) {
      compound = new_compound(community, parcel->use, number, village ? "二组" : "北区");
      sections = false;
    }
    seen += building->households;
    building->compound = compound;
    if (compound >= 0) building->number = ++community->compounds[compound].buildings;
  }
}

wg_status wg_sample_build_compound(wg_sample_community *community, int32_t parcel, double goal)
{
  WG_TRY(wg_sample_build_shops(community, parcel));
  compound_plan plan = plan_compound(community, parcel, goal);
  wg_sample_extent extent = wg_sample_parcel_extent(&community->parcels[parcel]);
  int64_t first = community->building_count;
  bool staggered = plan.housing->kind == WG_SAMPLE_KIND_TOWER;
  int32_t row = 0;
  for (double north = extent.south; north < extent.north;) {
    double start = staggered && row % 2 == 1 ? (plan.housing->bay + plan.housing->gap) / 2 : 0;
    bool built;
    WG_TRY(build_row(community, &plan, &extent, start, north, &built));
    row += built;
    north += built ? plan.pitch : 2;
  }
  if (community->building_count == first) return WG_OK;
  wg_sample_name_compound(community, parcel, first);
  return wg_sample_build_services(community, parcel, wg_sample_between(&community->random, 1, 3));
}
