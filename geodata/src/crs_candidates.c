/* What coordinates without a system look like. In China the first figures of an easting often tell
 * (38 500 000 is zone 38 of 3°); where they do not, all zones look alike, and only another input of
 * the run, whose place is known, tells them apart. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "crs.h"
#include "transform.h"

typedef struct candidate_list {
  char *out;
  size_t size;
  const wg_context *context;
  const char *role;
} candidate_list;

/* Where the codes of CGCS2000's zones begin: with the zone in the easting and without. */
typedef struct zone_family {
  int first_code, degrees, first_zone, count;
  bool prefixed;
} zone_family;

static const zone_family families[] = {{4513, 3, 25, 21, true},
                                       {4491, 6, 13, 11, true},
                                       {4534, 3, 25, 21, false},
                                       {4502, 6, 13, 11, false}};

static int meridian_of(const zone_family *family, int zone)
{
  return family->degrees == 3 ? 3 * zone : 6 * zone - 3;
}

static void suggest(candidate_list *list, const char *crs, const char *meaning)
{
  size_t used = strlen(list->out);
  if (used < list->size)
    snprintf(list->out + used, list->size - used, "%s--crs-of %s=%s (%s)",
             used > 0 ? wg_in(list->context, "; ", "；") : "", list->role, crs, meaning);
}

static void suggest_zone(candidate_list *list, const zone_family *family, int zone, bool swapped)
{
  char crs[24], meaning[160];
  snprintf(crs, sizeof crs, "EPSG:%d%s", family->first_code + zone - family->first_zone,
           swapped ? ",yx" : "");
  snprintf(
      meaning, sizeof meaning,
      wg_in(list->context, "CGCS2000, %d° zone of %d°E%s%s", "CGCS2000 %d 度带，中央经线 %d°E%s%s"),
      family->degrees, meridian_of(family, zone),
      family->prefixed ? wg_in(list->context, ", zone in the easting", "，东坐标带带号") : "",
      swapped ? wg_in(list->context, ", north first", "，北坐标在前") : "");
  suggest(list, crs, meaning);
}

/* --- beside an input whose place is known -------------------------------------------------------
 */

/* Whether the middle of the extent, meant so, lies at the other input: within its box and a tenth
 * of a degree around. */
static bool leads_beside(wg_context *context, const char *code, const OGREnvelope *extent,
                         const OGREnvelope *beside)
{
  const double margin = 0.1;
  double x = (extent->MinX + extent->MaxX) / 2, y = (extent->MinY + extent->MaxY) / 2;
  wg_crs crs = {0};
  wg_transform transform;
  if (wg_crs_parse(&crs.reference, context, code, "--crs-of") != WG_OK) return false;
  bool leads = wg_transform_open(&transform, context, &crs, "EPSG:4326", "") == WG_OK;
  if (leads) {
    wg_transform_points(&transform, &x, &y, 1);
    wg_transform_close(&transform);
    leads = x >= beside->MinX - margin && x <= beside->MaxX + margin &&
            y >= beside->MinY - margin && y <= beside->MaxY + margin;
  }
  wg_crs_free(&crs);
  return leads;
}

static void suggest_code_beside(candidate_list *list, wg_context *context, int epsg, bool swapped,
                                const char *meaning, const OGREnvelope *extent,
                                const OGREnvelope *beside)
{
  char code[24], crs[32];
  snprintf(code, sizeof code, "EPSG:%d", epsg);
  snprintf(crs, sizeof crs, "%s%s", code, swapped ? ",yx" : "");
  if (leads_beside(context, code, extent, beside)) suggest(list, crs, meaning);
}

/* `extent` in the order east, north. */
static void suggest_beside(candidate_list *list, wg_context *context, const OGREnvelope *extent,
                           const OGREnvelope *beside, bool swapped)
{
  const char *north_first = swapped ? wg_in(context, ", north first", "，北坐标在前") : "";
  double longitude = (beside->MinX + beside->MaxX) / 2,
         latitude = (beside->MinY + beside->MaxY) / 2;
  char code[24], meaning[96];
  snprintf(meaning, sizeof meaning, wg_in(context, "CGCS2000, degrees%s", "CGCS2000 经纬度%s"),
           north_first);
  suggest_code_beside(list, context, 4490, swapped, meaning, extent, beside);
  for (size_t f = 0; f < sizeof families / sizeof *families; f++)
    for (int i = 0; i < families[f].count; i++) {
      int zone = families[f].first_zone + i;
      if (fabs(meridian_of(&families[f], zone) - longitude) > 3.5) continue;
      snprintf(code, sizeof code, "EPSG:%d", families[f].first_code + i);
      if (leads_beside(context, code, extent, beside))
        suggest_zone(list, &families[f], zone, swapped);
    }
  int utm = (latitude < 0 ? 32700 : 32600) + (int)floor((longitude + 180) / 6) + 1;
  snprintf(meaning, sizeof meaning, "WGS 84 UTM%s", north_first);
  suggest_code_beside(list, context, utm, swapped, meaning, extent, beside);
  snprintf(meaning, sizeof meaning, wg_in(context, "web Mercator%s", "网络墨卡托%s"), north_first);
  suggest_code_beside(list, context, 3857, swapped, meaning, extent, beside);
}

/* --- alone --------------------------------------------------------------------------------------
 */

static void suggest_degrees(candidate_list *list, bool swapped)
{
  suggest(list, swapped ? "EPSG:4490,yx" : "EPSG:4490",
          swapped ? wg_in(list->context, "CGCS2000, degrees, latitude first",
                          "CGCS2000 经纬度，纬度在前")
                  : wg_in(list->context, "CGCS2000, degrees", "CGCS2000 经纬度"));
  suggest(list, swapped ? "EPSG:4326,yx" : "EPSG:4326",
          swapped
              ? wg_in(list->context, "WGS 84, degrees, latitude first", "WGS 84 经纬度，纬度在前")
              : wg_in(list->context, "WGS 84, degrees", "WGS 84 经纬度"));
}

/* Without a zone in the easting every zone is possible: the first three are those of the most
 * people. */
static void suggest_any_zone(candidate_list *list, bool swapped)
{
  static const int zones[] = {38, 39, 40};
  const char *suffix = swapped ? ",yx" : "";
  char crs[48];
  for (int i = 0; i < 3; i++) suggest_zone(list, &families[2], zones[i], swapped);
  snprintf(crs, sizeof crs, "EPSG:4534%s … EPSG:4554%s", suffix, suffix);
  suggest(list, crs,
          wg_in(list->context, "CGCS2000, 3° zones of 75°E … 135°E: 4534 + (meridian - 75) / 3",
                "CGCS2000 三度带，中央经线 75°E … 135°E：4534 +（经度 - 75）/ 3"));
  snprintf(crs, sizeof crs, "EPSG:4502%s … EPSG:4512%s", suffix, suffix);
  suggest(list, crs,
          wg_in(list->context, "CGCS2000, 6° zones of 75°E … 135°E: 4502 + (meridian - 75) / 6",
                "CGCS2000 六度带，中央经线 75°E … 135°E：4502 +（经度 - 75）/ 6"));
  snprintf(crs, sizeof crs, "EPSG:32643%s … EPSG:32653%s", suffix, suffix);
  suggest(list, crs, "WGS 84 UTM 43N … 53N");
}

/* `extent` in the order east, north. */
static void suggest_alone(candidate_list *list, const OGREnvelope *extent, bool swapped)
{
  double east = (extent->MinX + extent->MaxX) / 2, north = (extent->MinY + extent->MaxY) / 2;
  bool degrees =
      extent->MinX >= -180 && extent->MaxX <= 180 && extent->MinY >= -90 && extent->MaxY <= 90;
  /* Where north first would lie in China and east first would not, or nowhere at all. */
  bool plausible = east >= 60 && east <= 150 && north >= 0 && north <= 60;
  if (degrees && (!swapped || plausible)) suggest_degrees(list, swapped);
  if (degrees || north <= 1.8e6 || north >= 6.2e6) return;
  int zone = (int)(east / 1e6);
  for (int f = 0; f < 2; f++)
    if (zone >= families[f].first_zone && zone < families[f].first_zone + families[f].count)
      suggest_zone(list, &families[f], zone, swapped);
  if (east > 7.5e6 && east < 1.55e7)
    suggest(list, swapped ? "EPSG:3857,yx" : "EPSG:3857",
            wg_in(list->context, "web Mercator", "网络墨卡托"));
  if (east > 1e5 && east < 9e5) suggest_any_zone(list, swapped);
}

void wg_crs_candidates(char *out, size_t size, wg_context *context, const char *role,
                       const OGREnvelope *extent, const OGREnvelope *beside)
{
  candidate_list list = {out, size, context, role};
  const OGREnvelope turned = {extent->MinY, extent->MaxY, extent->MinX, extent->MaxX};
  out[0] = 0;
  if (beside != NULL) suggest_beside(&list, context, extent, beside, false);
  if (beside != NULL && out[0] == 0) suggest_beside(&list, context, &turned, beside, true);
  if (out[0] != 0) return;
  suggest_alone(&list, extent, false);
  if (out[0] == 0) suggest_alone(&list, &turned, true);
}
