/* Moves of the working system's points by the datum of a web map. */
#include <math.h>
#include <string.h>

#include "crs.h"
#include "geodata/system.h"
#include "quiet.h"
#include "transform.h"

typedef struct two_ways {
  wg_transform there, back; /* working system → degrees → working system */
  double *x, *y;
} two_ways;

/* Degrees of the system itself: no search for a way between two datums. */
static wg_status open_ways(two_ways *ways, wg_context *context, const wg_system *system,
                           int64_t count)
{
  wg_crs working = {0}, degrees = {0};
  char *wkt = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &ways->x, (size_t)count, sizeof *ways->x));
  WG_TRY_DONE(wg_allocate(context, &ways->y, (size_t)count, sizeof *ways->y));
  WG_TRY_DONE(wg_crs_parse(&working.reference, context, system->wkt, system->name));
  degrees.reference = OSRCloneGeogCS(working.reference);
  if (degrees.reference == NULL)
    WG_TRY_DONE(wg_crs_parse(&degrees.reference, context, "EPSG:4326", "WGS 84"));
  OSRSetAxisMappingStrategy(degrees.reference, OAMS_TRADITIONAL_GIS_ORDER);
  WG_TRY_DONE(wg_crs_wkt(&wkt, context, degrees.reference));
  WG_TRY_DONE(wg_transform_open(&ways->there, context, &working, wkt, system->name));
  status = wg_transform_open(&ways->back, context, &degrees, system->wkt, system->name);
done:
  wg_release(context, wkt);
  wg_crs_free(&degrees);
  wg_crs_free(&working);
  return status;
}

static void close_ways(two_ways *ways, wg_context *context)
{
  wg_transform_close(&ways->there);
  wg_transform_close(&ways->back);
  wg_release(context, ways->x);
  wg_release(context, ways->y);
}

static int32_t difference_mm(double metres, int64_t origin_mm, int32_t before)
{
  double moved = metres * 1000 - (double)origin_mm - before;
  return fabs(moved) < 1e7 ? (int32_t)floor(moved + 0.5) : 0; /* no datum moves by 10 km */
}

static void move(two_ways *ways, const wg_system *system, wg_datum datum, bool apply,
                 const wg_point *points, int64_t count, wg_point *moves)
{
  int64_t origin_x_mm = 1000 * system->origin_x_m, origin_y_mm = 1000 * system->origin_y_m;
  for (int64_t i = 0; i < count; i++) {
    ways->x[i] = (double)(origin_x_mm + points[i].x) / 1000;
    ways->y[i] = (double)(origin_y_mm + points[i].y) / 1000;
  }
  wg_transform_points(&ways->there, ways->x, ways->y, count);
  if (apply)
    wg_datum_apply(datum, ways->x, ways->y, count);
  else
    wg_datum_undo(datum, ways->x, ways->y, count);
  wg_transform_points(&ways->back, ways->x, ways->y, count);
  for (int64_t i = 0; i < count; i++)
    moves[i] = (wg_point){difference_mm(ways->x[i], origin_x_mm, points[i].x),
                          difference_mm(ways->y[i], origin_y_mm, points[i].y)};
}

wg_status wg_system_datum_moves(const wg_system *system, wg_context *context, const char *datum,
                                bool apply, const wg_point *points, int64_t count, wg_point *moves)
{
  two_ways ways = {0};
  wg_datum which;
  wg_quiet quiet;
  wg_datum_named(datum, &which);
  wg_quiet_begin(&quiet);
  wg_status status = open_ways(&ways, context, system, count);
  if (status == WG_OK) move(&ways, system, which, apply, points, count, moves);
  close_ways(&ways, context);
  wg_quiet_end();
  return status;
}
