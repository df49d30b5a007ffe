/* The way from one coordinate system to another, with PROJ.
 *
 * PROJ is used directly because GDAL chooses the operation by the mean of the points it is given,
 * so the result would depend on how they are batched; here it depends on the point alone. */
#ifndef WG_GEODATA_TRANSFORM_H
#define WG_GEODATA_TRANSFORM_H

#include <ogr_srs_api.h>
#include <proj.h>

#include "crs.h"
#include "wangge/county.h"

typedef struct wg_transform {
  PJ_CONTEXT *proj;
  PJ *to_degrees; /* before the datum of a web map is undone; NULL: they are degrees */
  PJ *operation;  /* NULL: the same system, nothing to do */
  wg_datum datum;
  bool swapped;   /* x and y change places first */
} wg_transform;

/* Both in traditional axis order (east, north); degrees or metres. `to` is WKT or a code. `what` names
 * the source. */
wg_status wg_transform_open(wg_transform *out, wg_context *context, const wg_crs *from,
                            const char *to, const char *what) WG_MUST_CHECK;
/* In place. Points that have no image become HUGE_VAL. */
void wg_transform_points(wg_transform *transform, double *x, double *y, int64_t count);
/* The box around the image of a box; false if it has none. */
bool wg_transform_box(wg_transform *transform, const double from[4], double to[4]);
void wg_transform_close(wg_transform *transform);

/* The way out of the working system, from its millimetres. */
typedef struct wg_exit {
  wg_transform transform;
  char *wkt; /* of the target */
  int64_t origin_x_mm, origin_y_mm;
} wg_exit;

/* crs NULL: stays in the working system. */
wg_status wg_exit_open(wg_exit *out, wg_context *context, const wg_system *system,
                       const char *crs) WG_MUST_CHECK;
void wg_exit_points(wg_exit *way, const wg_point *points, int64_t count, double *x, double *y);
void wg_exit_close(wg_exit *way, wg_context *context);

#endif
