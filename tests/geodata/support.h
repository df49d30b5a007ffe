/* What the tests of geodata share: a temporary folder, files written with OGR, a plain context. */
#ifndef WG_TESTS_GEODATA_SUPPORT_H
#define WG_TESTS_GEODATA_SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "geodata/system.h"

#pragma GCC diagnostic ignored "-Wunused-function"

typedef struct world {
  char folder[64];
  char path[512];
  wg_context *context;
  wg_system system;
  wg_findings findings;
  wg_reading reading;
} world;

static int begin_world(void **state)
{
  world *w = calloc(1, sizeof *w);
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  strcpy(w->folder, "/tmp/wangge-test-XXXXXX");
  assert_non_null(mkdtemp(w->folder));
  assert_int_equal(wg_context_new(&w->context, NULL), WG_OK);
  *state = w;
  return 0;
}

static int end_world(void **state)
{
  world *w = *state;
  char command[128];
  snprintf(command, sizeof command, "rm -r '%s'", w->folder);
  if (getenv("KEEP") == NULL) assert_int_equal(system(command), 0);
  wg_system_free(&w->system, w->context);
  wg_findings_free(&w->findings, w->context);
  wg_context_free(w->context);
  CPLPopErrorHandler();
  free(w);
  return 0;
}

/* A path in the folder; the last one asked for. */
static const char *in_folder(world *w, const char *name)
{
  snprintf(w->path, sizeof w->path, "%s/%s", w->folder, name);
  return w->path;
}

/* Writes one layer. columns: "name:type" with type s, i, l (64 bits) or r, ended by NULL; rows: WKT or
 * NULL, then a text or NULL for each column, all rows in one array of row_count × (1 + columns). */
static void write_layer(const char *path, const char *driver, const char *layer, int epsg,
                        const char *const *columns, const char *const *rows, int row_count)
{
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  if (handle == NULL)
    handle = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
  assert_non_null(handle);
  OGRSpatialReferenceH reference = NULL;
  if (epsg > 0) {
    reference = OSRNewSpatialReference(NULL);
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
    OSRImportFromEPSG(reference, epsg);
  }
  OGRLayerH out = GDALDatasetCreateLayer(handle, layer, reference, wkbUnknown, NULL);
  assert_non_null(out);
  int count = 0;
  for (; columns[count] != NULL; count++) {
    char name[64];
    snprintf(name, sizeof name, "%s", columns[count]);
    char *colon = strrchr(name, ':');
    *colon = 0;
    OGRFieldDefnH field = OGR_Fld_Create(name, colon[1] == 'i'   ? OFTInteger
                                               : colon[1] == 'l' ? OFTInteger64
                                               : colon[1] == 'r' ? OFTReal
                                                                 : OFTString);
    assert_int_equal(OGR_L_CreateField(out, field, 0), OGRERR_NONE);
    OGR_Fld_Destroy(field);
  }
  for (int r = 0; r < row_count; r++) {
    const char *const *row = rows + r * (1 + count);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(out));
    for (int c = 0; c < count; c++) {
      if (row[1 + c] == NULL) OGR_F_SetFieldNull(feature, c);
      else OGR_F_SetFieldString(feature, c, row[1 + c]);
    }
    if (row[0] != NULL) {
      char *wkt = CPLStrdup(row[0]), *rest = wkt;
      OGRGeometryH geometry = NULL;
      assert_int_equal(OGR_G_CreateFromWkt(&rest, reference, &geometry), OGRERR_NONE);
      OGR_F_SetGeometryDirectly(feature, geometry);
      CPLFree(wkt);
    }
    assert_int_equal(OGR_L_CreateFeature(out, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
  }
  if (reference != NULL) OSRDestroySpatialReference(reference);
  GDALClose(handle);
}

#define ROWS(array, columns) ((int)(sizeof(array) / sizeof *(array)) / (1 + (columns)))

/* The finding of a kind, NULL if there is none. */
static const wg_finding *find(const world *w, wg_finding_code code)
{
  for (int64_t i = 0; i < w->findings.count; i++)
    if (w->findings.items[i].code == code) return &w->findings.items[i];
  return NULL;
}

static const char *reason_of(const world *w, wg_finding_code code)
{
  const wg_finding *finding = find(w, code);
  return finding != NULL ? wg_texts_get(&w->findings.texts, finding->reason) : "";
}

static void assert_says(const char *text, const char *part)
{
  if (strstr(text, part) == NULL) fail_msg("'%s' does not say '%s'", text, part);
}

/* EPSG:4547 with its origin at the given whole kilometres. */
static void use_4547(world *w, int64_t origin_x_m, int64_t origin_y_m)
{
  static const char *const columns[] = {"code:s", NULL};
  char wkt[256];
  snprintf(wkt, sizeof wkt, "POLYGON((%lld %lld,%lld %lld,%lld %lld,%lld %lld))",
           (long long)origin_x_m, (long long)origin_y_m, (long long)origin_x_m + 900,
           (long long)origin_y_m, (long long)origin_x_m, (long long)origin_y_m + 900,
           (long long)origin_x_m, (long long)origin_y_m);
  const char *const rows[] = {wkt, "1"};
  char path[512];
  snprintf(path, sizeof path, "%s/use_4547.gpkg", w->folder);
  write_layer(path, "GPKG", "communities", 4547, columns, rows, 1);
  const wg_input input = {.role = "communities", .path = path};
  assert_int_equal(wg_system_choose(&w->system, w->context, NULL, &input), WG_OK);
  unlink(path);
}

#endif
