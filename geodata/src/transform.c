#include "transform.h"

#include <math.h>
#include <string.h>

#include "crs.h"

/* Whether two systems are the same but for the order of their axes. */
static bool same(OGRSpatialReferenceH from, const char *to_wkt)
{
  static const char *const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", NULL};
  OGRSpatialReferenceH to = OSRNewSpatialReference(to_wkt);
  bool equal = OSRIsSameEx(from, to, options);
  OSRDestroySpatialReference(to);
  return equal;
}

static PJ *create_operation(PJ_CONTEXT *proj, const char *from_wkt, const char *to_wkt)
{
  PJ *from = proj_create(proj, from_wkt), *to = proj_create(proj, to_wkt), *raw = NULL, *out = NULL;
  if (from != NULL && to != NULL) raw = proj_create_crs_to_crs_from_pj(proj, from, to, NULL, NULL);
  if (raw != NULL) out = proj_normalize_for_visualization(proj, raw);
  proj_destroy(raw);
  proj_destroy(from);
  proj_destroy(to);
  return out;
}

/* PROJ knows no shift between Xi'an 1980 or Beijing 1954 and the geocentric datums and would take none,
 * in silence. Between CGCS2000 and WGS 84 none is right, to a decimetre: their ellipsoids tell. */
static void warn_of_datum(wg_context *context, const wg_transform *transform,
                          OGRSpatialReferenceH from, const char *to_wkt, const char *what)
{
  OGRSpatialReferenceH to = OSRNewSpatialReference(to_wkt);
  bool geocentric = fabs(OSRGetSemiMajor(from, NULL) - OSRGetSemiMajor(to, NULL)) < 1;
  OSRDestroySpatialReference(to);
  if (geocentric ||
      !proj_coordoperation_has_ballpark_transformation(transform->proj, transform->operation))
    return;
  const char *name = OSRGetName(from);
  wg_log(context, WG_LOG_WARNING,
         wg_in(context,
               "'%s': the shift from the datum of '%s' is not known and taken as none; places may "
               "be off by about 100 m. Convert the data, or give +towgs84 with --crs-of.",
               "“%s”：“%s”的基准转换参数未知，按无平移处理，位置可能偏差约 100 米。请先转换数据，或用 --crs-of "
               "给出 +towgs84。"),
         what, name != NULL ? name : "?");
}

wg_status wg_transform_open(wg_transform *out, wg_context *context, OGRSpatialReferenceH from,
                            const char *to_wkt, const char *what)
{
  memset(out, 0, sizeof *out);
  if (same(from, to_wkt)) return WG_OK;
  char *from_wkt = NULL;
  WG_TRY(wg_crs_wkt(&from_wkt, context, from));
  out->proj = proj_context_create();
  proj_log_level(out->proj, PJ_LOG_NONE);
  proj_context_set_enable_network(out->proj, 0);
  out->operation = create_operation(out->proj, from_wkt, to_wkt);
  wg_release(context, from_wkt);
  if (out->operation != NULL) {
    warn_of_datum(context, out, from, to_wkt, what);
    return WG_OK;
  }
  wg_transform_close(out);
  const char *name = OSRGetName(from);
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "There is no way from the coordinate system '%s' of %s into the working "
                       "system. Name another one with --crs-of.",
                       "无法从“%s”（%s 的坐标系）转换到工作坐标系。请用 --crs-of 另行指明。"),
                 name != NULL ? name : "?", what);
}

void wg_transform_points(wg_transform *transform, double *x, double *y, int64_t count)
{
  if (transform->operation == NULL || count == 0) return;
  size_t points = (size_t)count;
  proj_trans_generic(transform->operation, PJ_FWD, x, sizeof *x, points, y, sizeof *y, points, NULL,
                     0, 0, NULL, 0, 0);
  proj_errno_reset(transform->operation);
}

bool wg_transform_box(wg_transform *transform, const double from[4], double to[4])
{
  memcpy(to, from, 4 * sizeof *to);
  if (transform->operation != NULL &&
      !proj_trans_bounds(transform->proj, transform->operation, PJ_FWD, from[0], from[1], from[2],
                         from[3], &to[0], &to[1], &to[2], &to[3], 21))
    return false;
  return isfinite(to[0]) && isfinite(to[1]) && isfinite(to[2]) && isfinite(to[3]);
}

void wg_transform_close(wg_transform *transform)
{
  if (transform->operation != NULL) proj_destroy(transform->operation);
  if (transform->proj != NULL) proj_context_destroy(transform->proj);
  memset(transform, 0, sizeof *transform);
}

wg_status wg_exit_open(wg_exit *out, wg_context *context, const wg_system *system, const char *crs)
{
  OGRSpatialReferenceH from = NULL, to = NULL;
  wg_status status;
  memset(out, 0, sizeof *out);
  out->origin_x_mm = 1000 * system->origin_x_m;
  out->origin_y_mm = 1000 * system->origin_y_m;
  WG_TRY_DONE(wg_crs_parse(&from, context, system->wkt, system->name));
  WG_TRY_DONE(wg_crs_parse(&to, context, crs != NULL ? crs : system->wkt, "--out-crs"));
  WG_TRY_DONE(wg_crs_wkt(&out->wkt, context, to));
  status = wg_transform_open(&out->transform, context, from, out->wkt, system->name);
done:
  OSRDestroySpatialReference(from);
  OSRDestroySpatialReference(to);
  if (status != WG_OK) wg_exit_close(out, context);
  return status;
}

void wg_exit_points(wg_exit *way, const wg_point *points, int64_t count, double *x, double *y)
{
  for (int64_t i = 0; i < count; i++) {
    x[i] = (double)(way->origin_x_mm + points[i].x) / 1000;
    y[i] = (double)(way->origin_y_mm + points[i].y) / 1000;
  }
  wg_transform_points(&way->transform, x, y, count);
}

void wg_exit_close(wg_exit *way, wg_context *context)
{
  wg_transform_close(&way->transform);
  wg_release(context, way->wkt);
  memset(way, 0, sizeof *way);
}
