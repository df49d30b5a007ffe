#define _GNU_SOURCE /* VSIStatBufL */
#include "allowed.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>

#include "dataset.h"
#include "geodata/archive.h"
#include "near.h"

#define PROBE_SECONDS 60

/* Formats of offices that GDAL reads soundly from local files. Left out on purpose: everything that
 * fetches or refers elsewhere (VRT, WFS, GML with its schemas, databases) and LIBKML, which crafted
 * files crash. */
static const char *const drivers[] = {
    "ESRI Shapefile", "GPKG",       "GeoJSON", "GeoJSONSeq", "ESRIJSON",
    "TopoJSON",       "FlatGeobuf", "CSV",     "KML",        "MapInfo File",
    "OpenFileGDB",    "SQLite",     "DXF",     "OSM",        "GPX",
    "XLSX",           "ODS",        NULL};

const char *const *wg_allowed_drivers(const wg_input *input)
{
  return input->any_driver ? NULL : drivers;
}

const char *wg_without_archive(const char *path)
{
  static const char *const archives[] = {"/vsizip/", "/vsitar/", "/vsigzip/"};
  for (size_t i = 0; i < sizeof archives / sizeof *archives;) {
    size_t length = strlen(archives[i]);
    if (strncmp(path, archives[i], length) != 0) {
      i++;
      continue;
    }
    path += length;
    i = 0;
  }
  return path;
}

static bool is_local(const char *path)
{
  struct stat status;
  VSIStatBufL inside;
  const char *rest = wg_without_archive(path);
  if (strncmp(rest, "/vsi", 4) == 0 || rest[0] == '{') return false;
  return rest == path ? stat(path, &status) == 0 : VSIStatL(path, &inside) == 0;
}

wg_status wg_require_local_file(wg_context *context, const wg_input *input)
{
  if (input->path == NULL || *input->path == 0)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "No file was given for the %s.", "没有给出%s的文件。"),
                   wg_role_noun(context, input->role, true));
  if (is_local(input->path)) return WG_OK;
  char near[512];
  wg_near_names(near, sizeof near, input->path);
  if (near[0] == 0)
    return wg_fail(context, WG_NOT_FOUND,
                   wg_in(context, "There is no file '%s' (%s). Only local files are opened.",
                         "没有文件“%s”（%s）。只打开本地文件。"),
                   input->path, wg_role_noun(context, input->role, true));
  return wg_fail(context, WG_NOT_FOUND,
                 wg_in(context, "There is no file '%s' (%s). In its folder: %s.",
                       "没有文件“%s”（%s）。同一文件夹里有：%s。"),
                 input->path, wg_role_noun(context, input->role, true), near);
}

/* In the child: what reading will do, all of it. */
static void read_through(const char *path)
{
  GDALDatasetH handle = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  for (int i = 0; handle != NULL && i < GDALDatasetGetLayerCount(handle); i++) {
    OGRLayerH layer = GDALDatasetGetLayer(handle, i);
    OGRFeatureH feature;
    while ((feature = OGR_L_GetNextFeature(layer)) != NULL) OGR_F_Destroy(feature);
  }
  if (handle != NULL) GDALClose(handle);
}

static wg_status probe(wg_context *context, const wg_input *input)
{
  int result = 0;
  pid_t child = fork();
  if (child == 0) {
    alarm(PROBE_SECONDS);
    read_through(input->path);
    _exit(0);
  }
  if (child < 0)
    return wg_fail(context, WG_UNREADABLE,
                   wg_in(context, "No process could be started to try '%s' in: %s.",
                         "无法启动进程来试读“%s”：%s。"),
                   input->path, strerror(errno));
  while (waitpid(child, &result, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(result) && WEXITSTATUS(result) == 0) return WG_OK;
  return wg_fail(
      context, WG_UNREADABLE,
      wg_in(context,
            "'%s' (%s) crashes GDAL's driver, or keeps it busy for more than %d s. Convert "
            "it to GeoPackage elsewhere, or leave --any-driver out.",
            "“%s”（%s）使 GDAL 驱动崩溃，或 %d 秒内未能读完。请另行转换为 GeoPackage，或不用 "
            "--any-driver。"),
      input->path, wg_role_noun(context, input->role, true), PROBE_SECONDS);
}

wg_status wg_probe_risky(wg_context *context, const wg_input *input)
{
  if (!input->any_driver) return WG_OK;
  GDALDriverH taken = GDALIdentifyDriverEx(input->path, GDAL_OF_VECTOR, NULL, NULL);
  const char *name = taken != NULL ? GDALGetDriverShortName(taken) : "";
  for (int i = 0; drivers[i] != NULL; i++)
    if (strcmp(name, drivers[i]) == 0) return WG_OK;
  return probe(context, input);
}
