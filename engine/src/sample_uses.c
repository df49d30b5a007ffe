/* What stands where: every community has a character (old town, centre, new quarter …) that says
 * which public buildings and how many village parcels it has and which housing prevails. Housing
 * is chosen parcel by parcel so that the households still missing fit on the ground still free. */
#include "sample.h"

#include <math.h>

#define CHARACTERS 8
#define PUBLIC_USES 3
#define AHEAD 1.2      /* a little more than needed at first, as odd corners stay empty */
#define SMALL_M2 15000 /* no high buildings on less */
#define DENSEST 330.0  /* households a hectare that may be wanted of one parcel */

typedef struct community_character {
  wg_sample_use public_uses[PUBLIC_USES]; /* NONE ends the list */
  int32_t villages;                       /* parcels of urban village */
  uint8_t weight[WG_SAMPLE_USES];         /* of housing */
} community_character;

static const community_character characters[CHARACTERS] = {
    {{WG_SAMPLE_USE_MARKET, WG_SAMPLE_USE_SCHOOL},
     2, /* old town */
     {[WG_SAMPLE_USE_WALK_UP] = 5, [WG_SAMPLE_USE_WORK_UNIT] = 5, [WG_SAMPLE_USE_MID_RISE] = 1}},
    {{WG_SAMPLE_USE_HOSPITAL, WG_SAMPLE_USE_OFFICE, WG_SAMPLE_USE_PARK},
     1, /* centre */
     {[WG_SAMPLE_USE_WALK_UP] = 3,
      [WG_SAMPLE_USE_WORK_UNIT] = 3,
      [WG_SAMPLE_USE_MID_RISE] = 5,
      [WG_SAMPLE_USE_TOWER] = 3}},
    {{WG_SAMPLE_USE_OFFICE},
     4, /* beyond the railway */
     {[WG_SAMPLE_USE_WALK_UP] = 4, [WG_SAMPLE_USE_RESETTLED] = 5, [WG_SAMPLE_USE_WORK_UNIT] = 2}},
    {{WG_SAMPLE_USE_PARK, WG_SAMPLE_USE_SCHOOL},
     1, /* riverside */
     {[WG_SAMPLE_USE_WALK_UP] = 3, [WG_SAMPLE_USE_MID_RISE] = 6, [WG_SAMPLE_USE_TOWER] = 3}},
    {{WG_SAMPLE_USE_OFFICE, WG_SAMPLE_USE_PARK},
     1, /* new quarter */
     {[WG_SAMPLE_USE_MID_RISE] = 5, [WG_SAMPLE_USE_TOWER] = 9, [WG_SAMPLE_USE_RESETTLED] = 2}},
    {{WG_SAMPLE_USE_SCHOOL},
     5, /* grown out of a village */
     {[WG_SAMPLE_USE_WALK_UP] = 4, [WG_SAMPLE_USE_RESETTLED] = 3, [WG_SAMPLE_USE_TOWER] = 2}},
    {{WG_SAMPLE_USE_MARKET, WG_SAMPLE_USE_PARK},
     3, /* resettlement */
     {[WG_SAMPLE_USE_WALK_UP] = 3, [WG_SAMPLE_USE_RESETTLED] = 6, [WG_SAMPLE_USE_MID_RISE] = 2}},
    {{WG_SAMPLE_USE_SCHOOL, WG_SAMPLE_USE_OFFICE},
     4, /* the town's edge */
     {[WG_SAMPLE_USE_WALK_UP] = 3,
      [WG_SAMPLE_USE_RESETTLED] = 3,
      [WG_SAMPLE_USE_MID_RISE] = 4,
      [WG_SAMPLE_USE_TOWER] = 4}},
};

static const double densities[WG_SAMPLE_USES] = {
    [WG_SAMPLE_USE_WALK_UP] = 120,   [WG_SAMPLE_USE_WORK_UNIT] = 130,
    [WG_SAMPLE_USE_RESETTLED] = 135, [WG_SAMPLE_USE_MID_RISE] = 150,
    [WG_SAMPLE_USE_TOWER] = 240,     [WG_SAMPLE_USE_VILLAGE] = 100};

/* Hectares that public uses and villages ask for. */
static const double sizes[WG_SAMPLE_USES] = {
    [WG_SAMPLE_USE_VILLAGE] = 2.2, [WG_SAMPLE_USE_SCHOOL] = 2.0, [WG_SAMPLE_USE_HOSPITAL] = 2.6,
    [WG_SAMPLE_USE_MARKET] = 1.7,  [WG_SAMPLE_USE_OFFICE] = 1.3, [WG_SAMPLE_USE_PARK] = 1.2};

double wg_sample_density(wg_sample_use use)
{
  return densities[use];
}

static const community_character *character_of(const wg_sample_community *community)
{
  int32_t tile = community->index / WG_SAMPLE_TILE_COMMUNITIES;
  uint64_t turn =
      tile == 0 ? 0 : wg_sample_hash(community->county->seed, WG_SAMPLE_TOPIC_CHARACTER, tile, 0);
  return &characters[(turn + (uint64_t)community->index) % CHARACTERS];
}

/* The parcel without a use yet whose size suits best, more or less; −1 when there is none. */
static int32_t free_parcel(wg_sample_community *community, double hectares)
{
  int32_t best = -1;
  double least = 0;
  for (int32_t p = 0; p < community->parcel_count; p++) {
    const wg_sample_parcel *parcel = &community->parcels[p];
    if (parcel->strip || parcel->use != WG_SAMPLE_USE_NONE) continue;
    double miss =
        fabs(parcel->area_m2 / 10000 - hectares) + wg_sample_length(&community->random, 0, 0.8);
    if (best >= 0 && miss >= least) continue;
    best = p;
    least = miss;
  }
  return best;
}

static void assign(wg_sample_community *community, wg_sample_use use)
{
  int32_t parcel = free_parcel(community, sizes[use]);
  if (parcel >= 0) community->parcels[parcel].use = use;
}

static bool high(wg_sample_use use)
{
  return use == WG_SAMPLE_USE_MID_RISE || use == WG_SAMPLE_USE_TOWER;
}

/* Housing for a density: a draw with the character's weights, nearer densities more often. */
static wg_sample_use choose_housing(wg_sample_community *community, const community_character *kind,
                                    double wanted, bool small)
{
  uint64_t weight[WG_SAMPLE_USES] = {0}, sum = 0;
  for (int32_t use = 0; use < WG_SAMPLE_USES; use++) {
    if (small && high((wg_sample_use)use)) continue;
    double miss = densities[use] - wanted;
    sum += weight[use] = (uint64_t)(kind->weight[use] * 1e7 / (3000 + miss * miss));
  }
  uint64_t draw = wg_random_below(&community->random, sum);
  wg_sample_use use = WG_SAMPLE_USE_NONE;
  while (draw >= weight[use]) draw -= weight[use++];
  return use;
}

static double free_hectares(const wg_sample_community *community)
{
  double area = 0;
  for (int32_t p = 0; p < community->parcel_count; p++)
    if (!community->parcels[p].strip && community->parcels[p].use == WG_SAMPLE_USE_NONE)
      area += community->parcels[p].area_m2 / 10000;
  return area;
}

static wg_status settle_parcel(wg_sample_community *community, int32_t parcel, double goal)
{
  community->parcel_first = community->building_count;
  switch (community->parcels[parcel].use) {
  case WG_SAMPLE_USE_VILLAGE:
    return wg_sample_build_village(community, parcel);
  case WG_SAMPLE_USE_SCHOOL:
  case WG_SAMPLE_USE_HOSPITAL:
  case WG_SAMPLE_USE_MARKET:
  case WG_SAMPLE_USE_OFFICE:
  case WG_SAMPLE_USE_PARK:
    return wg_sample_build_public(community, parcel);
  default:
    return wg_sample_build_compound(community, parcel, goal);
  }
}

static wg_status settle_housing(wg_sample_community *community, const community_character *kind)
{
  int32_t target = wg_sample_households_target(community->county, community->index), parcel;
  while ((parcel = free_parcel(community, 1)) >= 0) {
    double wanted = AHEAD * (target - community->households) / free_hectares(community);
    wanted = wanted < 0 ? 0 : wanted > DENSEST ? DENSEST : wanted;
    community->parcels[parcel].use =
        choose_housing(community, kind, wanted, community->parcels[parcel].area_m2 < SMALL_M2);
    /* Nobody builds two towers on a block: high buildings come in groups, whatever is wanted. */
    double least =
        high(community->parcels[parcel].use) ? 0.7 * densities[community->parcels[parcel].use] : 0;
    if (wanted < least) wanted = least;
    WG_TRY(settle_parcel(community, parcel, wanted * community->parcels[parcel].area_m2 / 10000));
  }
  return WG_OK;
}

/* Fewer where the community is small. */
static int32_t village_count(const wg_sample_community *community, const community_character *kind)
{
  int32_t parcels = 0;
  for (int32_t p = 0; p < community->parcel_count; p++) parcels += !community->parcels[p].strip;
  return kind->villages * parcels / 12;
}

wg_status wg_sample_settle(wg_sample_community *community)
{
  const community_character *kind = character_of(community);
  for (int32_t k = 0; k < PUBLIC_USES; k++)
    if (kind->public_uses[k] != WG_SAMPLE_USE_NONE) assign(community, kind->public_uses[k]);
  for (int32_t k = village_count(community, kind); k > 0; k--)
    assign(community, WG_SAMPLE_USE_VILLAGE);
  for (int32_t p = 0; p < community->parcel_count; p++)
    if (community->parcels[p].use != WG_SAMPLE_USE_NONE) WG_TRY(settle_parcel(community, p, 0));
  WG_TRY(settle_housing(community, kind));
  for (int64_t b = 0; b < community->building_count; b++)
    community->buildings[b].unknown =
        community->buildings[b].households > 0 && wg_random_below(&community->random, 50) == 0;
  return WG_OK;
}
