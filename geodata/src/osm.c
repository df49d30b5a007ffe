#include "osm.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_vsi.h>

/* Of the driver's own settings only the tags are ours: every one that an alias or a common option
 * names, under its own name. Of pairs key=value the longest must stand last: the driver looks at no
 * pair longer than that. */
static const char settings[] =
    "closed_ways_are_polygons=aeroway,amenity,boundary,building,building:part,craft,geological,"
    "historic,landuse,leisure,military,natural,office,place,shop,sport,tourism,public_transport,"
    "waterway=dock,waterway=riverbank\n"
    "attribute_name_laundering=no\n"
    "[points]\nosm_id=yes\nattributes=name,building,barrier,highway,amenity\nother_tags=no\n"
    "[lines]\nosm_id=yes\n"
    "attributes=name,highway,railway,waterway,barrier,tunnel,layer,bridge,covered,access,foot\n"
    "other_tags=no\n"
    "[multipolygons]\nosm_id=yes\n"
    "attributes=name,ref,boundary,admin_level,place,building,building:levels,building:flats,"
    "building:use,addr:housename,addr:housenumber,addr:street,addr:place,addr:city,addr:postcode,"
    "amenity,healthcare,landuse,leisure,man_made,natural,water,waterway,tunnel,layer,bridge,office,"
    "shop,tourism,start_date\n"
    "other_tags=no\n"
    "[multilinestrings]\nosm_id=yes\nattributes=name,type\nother_tags=no\n"
    "[other_relations]\nosm_id=yes\nattributes=name,type\nother_tags=no\n";

#define SETTINGS_PATH "/vsimem/wangge-osm.ini"

static void write_settings(void)
{
  VSILFILE *file = VSIFOpenL(SETTINGS_PATH, "wb");
  if (file == NULL) return;
  VSIFWriteL(settings, 1, sizeof settings - 1, file);
  VSIFCloseL(file);
}

const char *wg_osm_configuration(void)
{
  static pthread_once_t written = PTHREAD_ONCE_INIT;
  pthread_once(&written, write_settings);
  return "CONFIG_FILE=" SETTINGS_PATH;
}

OGRLayerH wg_osm_select(GDALDatasetH handle, const wg_input *input)
{
  char sql[256];
  if (strcmp(input->role, "communities") == 0)
    snprintf(sql, sizeof sql,
             "SELECT * FROM multipolygons WHERE boundary = 'administrative' AND admin_level = '%d'",
             (int)(input->admin_level > 0 ? input->admin_level : WG_ADMIN_LEVEL));
  else if (strcmp(input->role, "buildings") == 0)
    snprintf(sql, sizeof sql,
             "SELECT * FROM multipolygons WHERE building IS NOT NULL AND building <> 'no'");
  else if (strncmp(input->role, "barriers", strlen("barriers")) == 0 && input->water_areas)
    snprintf(sql, sizeof sql,
             "SELECT * FROM multipolygons WHERE natural = 'water' OR waterway IN ('riverbank', "
             "'river', 'canal', 'dock') OR landuse IN ('reservoir', 'basin')");
  else if (strncmp(input->role, "barriers", strlen("barriers")) == 0)
    snprintf(sql, sizeof sql,
             "SELECT * FROM lines WHERE highway IS NOT NULL OR railway IS NOT NULL OR waterway IS "
             "NOT NULL");
  else if (strcmp(input->role, "crossings") == 0)
    snprintf(
        sql, sizeof sql,
        "SELECT * FROM lines WHERE highway IS NOT NULL AND bridge IS NOT NULL AND bridge <> 'no'");
  else
    return NULL;
  return GDALDatasetExecuteSQL(handle, sql, NULL, "OGRSQL");
}

enum { LEVELS = 16 };

/* "6 (2), 8 (11)": levels with the number of their boundaries. The driver reads an extract once
 * from end to end, so it is opened anew. */
static void list_levels(const char *path, char *out, size_t size)
{
  const char *drivers[] = {"OSM", NULL}, *open_options[] = {wg_osm_configuration(), NULL};
  int64_t counts[LEVELS] = {0};
  size_t used = 0;
  out[0] = 0;
  GDALDatasetH handle =
      GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, open_options, NULL);
  if (handle == NULL) return;
  OGRLayerH layer = GDALDatasetExecuteSQL(
      handle, "SELECT admin_level FROM multipolygons WHERE boundary = 'administrative'", NULL,
      "OGRSQL");
  for (OGRFeatureH feature; layer != NULL && (feature = OGR_L_GetNextFeature(layer)) != NULL;) {
    int level = OGR_F_GetFieldAsInteger(feature, 0);
    if (level > 0 && level < LEVELS) counts[level]++;
    OGR_F_Destroy(feature);
  }
  if (layer != NULL) GDALDatasetReleaseResultSet(handle, layer);
  GDALClose(handle);
  for (int i = 0; i < LEVELS && used < size; i++)
    if (counts[i] > 0)
      used += (size_t)snprintf(out + used, size - used, "%s%d (%lld)", used > 0 ? ", " : "", i,
                               (long long)counts[i]);
}

wg_status wg_osm_fail_empty(wg_dataset *dataset, wg_context *context)
{
  char levels[256];
  int asked = dataset->input->admin_level > 0 ? dataset->input->admin_level : WG_ADMIN_LEVEL;
  list_levels(dataset->input->path, levels, sizeof levels);
  return wg_fail(
      context, WG_EMPTY,
      wg_in(context,
            "'%s' has no boundary of admin_level %d to be a community. It has levels (and "
            "so many areas): %s. Name one with --admin-level.",
            "“%s”没有 admin_level 为 %d 的行政区可作社区。其中有级别（及面数）：%s。请用 "
            "--admin-level 指定。"),
      dataset->input->path, asked, levels[0] != 0 ? levels : "-");
}

wg_status wg_osm_text(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                      const char **text)
{
  WG_TRY(wg_value_text(dataset, context, feature, index, text));
  if (index < 0 || (strcmp(dataset->driver, "OSM") != 0 && dataset->other_tags < 0)) return WG_OK;
  if (index != OGR_FD_GetFieldIndex(dataset->definition, "osm_id")) return WG_OK;
  bool building = strcmp(dataset->input->role, "buildings") == 0;
  bool way = *text == NULL;
  const char *number = *text;
  int other = OGR_FD_GetFieldIndex(dataset->definition, "osm_way_id");
  if (dataset->other_tags >= 0 && other < 0) return WG_OK; /* a layer of ways: their own numbers */
  if (way) WG_TRY(wg_value_text(dataset, context, feature, other, &number));
  if (number == NULL) return WG_OK;
  snprintf(dataset->identity, sizeof dataset->identity, "%s%.40s",
           building ? (way ? "way/" : "relation/") : (way ? "way" : ""), number);
  *text = dataset->identity;
  return WG_OK;
}
