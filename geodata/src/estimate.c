#include "estimate.h"

#include "households.h"
#include "normal.h"

/* Uses in which nobody lives: values of OpenStreetMap's `building`, then what surveys write. */
static const char not_homes[] =
    "garage,garages,carport,parking,shed,hut,barn,stable,sty,cowshed,farm_auxiliary,greenhouse,"
    "glasshouse,greenhouse_horticulture,silo,storage_tank,slurry_tank,roof,kiosk,toilets,service,"
    "transformer_tower,water_tower,tower,bunker,ruins,construction,container,tent,bridge,"
    "industrial,manufacture,factory,warehouse,commercial,retail,supermarket,office,government,"
    "public,"
    "civic,hospital,clinic,school,kindergarten,university,college,library,museum,theatre,cinema,"
    "hotel,church,chapel,cathedral,mosque,temple,synagogue,shrine,religious,monastery,train_"
    "station,"
    "station,transportation,hangar,stadium,grandstand,sports_hall,sports_centre,pavilion,fire_"
    "station,"
    "police,prison,military,digester,no,"
    "厂房,工厂,工业,仓库,仓储,车库,车棚,商业,商场,商铺,商店,办公,办公楼,写字楼,学校,教学楼,幼儿园,"
    "医院,"
    "卫生院,公厕,厕所,变电所,配电房,泵房,门卫,岗亭,棚房,棚,温室,大棚,在建,废墟,宾馆,酒店,体育馆,"
    "图书馆,"
    "博物馆,教堂,寺庙,车站,加油站,政府,派出所,公共,公共设施";

bool wg_use_is_home(const char *use)
{
  return use == NULL || !wg_normal_listed(not_homes, use);
}

int32_t wg_estimate(const wg_household_sources *sources, __int128 area2_mm2, int32_t floors,
                    const char *use, bool *assumed)
{
  *assumed = false;
  if (!wg_use_is_home(use) || area2_mm2 < (__int128)2 * WG_HOME_LEAST_M2 * 1000000) return 0;
  *assumed = floors <= 0;
  int32_t counted = floors > 0 ? floors : sources->floors_default;
  __int128 divisor = (__int128)2 * sources->household_m2 * 1000000;
  __int128 households = (2 * area2_mm2 * counted + divisor) / (2 * divisor);
  if (households < 1) return 1;
  return households > WG_COUNT_MOST ? WG_COUNT_MOST : (int32_t)households;
}
