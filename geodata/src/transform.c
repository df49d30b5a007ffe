#include "transform.h"

#include <math.h>
#include <string.h>

#include "crs.h"

/* Whether two systems are the same but for the order of their axes. */
static bool same(OGRSpatialReferenceH from, const char *to_text)
{
  static const char *const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", NULL};
  OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
  if (OSRSetFromUserInput(to, to_text) != OGRERR_NONE) {
    OSRDestroySpatialReference(to);
    return false;
  }
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
                          OGRSpatialReferenceH from, const char *to_text, const char *what)
{
  OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
  OSRSetFromUserInput(to, to_text);
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

static wg_status no_way(wg_context *context, OGRSpatialReferenceH from, const char *what)
{
  const char *name = OSRGetName(from);
  return wg_fail(context, WG_NO_CRS,
                 wg_in(context,
                       "There is no way from the coordinate system '%s' of %s into the working "
                       "system. Name another one with --crs-of.",
                       "无法从“%s”（%s 的坐标系）转换到工作坐标系。请用 --crs-of 另行指明。"),
                 name != NULL ? name : "?", what);
}

static void open_context(wg_transform *out)
{
  if (out->proj != NULL) return;
  out->proj = proj_context_create();
  proj_log_level(out->proj, PJ_LOG_NONE);
  proj_context_set_enable_network(out->proj, 0);
}

/* One operation of the way; *operation stays NULL where both systems are the same. */
static wg_status open_operation(PJ **operation, wg_transform *out, wg_context *context,
                                OGRSpatialReferenceH from, const char *to, const char *what)
{
  if (same(from, to)) return WG_OK;
  char *from_wkt = NULL;
  WG_TRY(wg_crs_wkt(&from_wkt, context, from));
  open_context(out);
  *operation = create_operation(out->proj, from_wkt, to);
  wg_release(context, from_wkt);
  return *operation != NULL ? WG_OK : no_way(context, from, what);
}

/* Degrees of WGS 84 are where GCJ-02 and BD-09 are undone. */
static wg_status open_displaced(wg_transform *out, wg_context *context, const wg_crs *from,
                                const char *to, const char *what)
{
  OGRSpatialReferenceH degrees;
  WG_TRY(wg_crs_parse(&degrees, context, "EPSG:4326", "WGS 84"));
  wg_status status = open_operation(&out->to_degrees, out, context, from->reference, "EPSG:4326", what);
  if (status == WG_OK) status = open_operation(&out->operation, out, context, degrees, to, what);
  OSRDestroySpatialReference(degrees);
  return status;
}

wg_status wg_transform_open(wg_transform *out, wg_context *context, const wg_crs *from,
                            const char *to, const char *what)
{
  memset(out, 0, sizeof *out);
  out->datum = from->datum;
  out->swapped = from->swapped;
  wg_status status = from->datum != WG_DATUM_PLAIN
                         ? open_displaced(out, context, from, to, what)
                         : open_operation(&out->operation, out, context, from->reference, to, what);
  if (status != WG_OK) wg_transform_close(out);
  else if (out->operation != NULL && out->datum == WG_DATUM_PLAIN)
    warn_of_datum(context, out, from->reference, to, what);
  return status;
}

static void run(PJ *operation, double *x, double *y, size_t points)
{
  if (operation == NULL) return;
  proj_trans_generic(operation, PJ_FWD, x, sizeof *x, points, y, sizeof *y, points, NULL, 0, 0, NULL, 0,
                     0);
  proj_errno_reset(operation);
}

void wg_transform_points(wg_transform *transform, double *x, double *y, int64_t count)
{
  if (count == 0) return;
  for (int64_t i = 0; i < count && transform->swapped; i++) {
    double swapped = x[i];
    x[i] = y[i];
    y[i] = swapped;
  }
  run(transform->to_degrees, x, y, (size_t)count);
  wg_datum_undo(transform->datum, x, y, count);
  run(transform->operation, x, y, (size_t)count);
}

static bool run_box(const wg_transform *transform, PJ *operation, double box[4])
{
  double to[4];
  if (operation == NULL) return true;
  if (!proj_trans_bounds(transform->proj, operation, PJ_FWD, box[0], box[1], box[2], box[3], &to[0],
                         &to[1], &to[2], &to[3], 21))
    return false;
  memcpy(box, to, sizeof to);
  return true;
}

bool wg_transform_box(wg_transform *transform, const double from[4], double to[4])
{
  for (int i = 0; i < 4; i++) to[i] = from[transform->swapped ? i ^ 1 : i];
  if (!run_box(transform, transform->to_degrees, to)) return false;
  wg_datum_undo(transform->datum, &to[0], &to[1], 1); /* nearly the same at all corners */
  wg_datum_undo(transform->datum, &to[2], &to[3], 1);
  if (!run_box(transform, transform->operation, to)) return false;
  return isfinite(to[0]) && isfinite(to[1]) && isfinite(to[2]) && isfinite(to[3]);
}

void wg_transform_close(wg_transform *transform)
{
  proj_destroy(transform->operation);
  proj_destroy(transform->to_degrees);
  if (transform->proj != NULL) proj_context_destroy(transform->proj);
  memset(transform, 0, sizeof *transform);
}

wg_status wg_exit_open(wg_exit *out, wg_context *context, const wg_system *system, const char *crs)
{
  wg_crs from = {0};
  OGRSpatialReferenceH to = NULL;
  wg_status status;
  memset(out, 0, sizeof *out);
  out->origin_x_mm = 1000 * system->origin_x_m;
  out->origin_y_mm = 1000 * system->origin_y_m;
  WG_TRY_DONE(wg_crs_parse(&from.reference, context, system->wkt, system->name));
  WG_TRY_DONE(wg_crs_parse(&to, context, crs != NULL ? crs : system->wkt, "--out-crs"));
  WG_TRY_DONE(wg_crs_wkt(&out->wkt, context, to));
  status = wg_transform_open(&out->transform, context, &from, out->wkt, system->name);
done:
  wg_crs_free(&from);
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
