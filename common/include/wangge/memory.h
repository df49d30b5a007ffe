/* An input in memory: geometry and columns as plain arrays, in place of a file (wg_source_file).
 *
 * What holds for the layers of files holds for it: columns are found by their names, through the
 * field options or by alias; bad geometry is repaired or becomes a finding; the coordinate system
 * is named beside it (wg_source_file.crs) and must be. All arrays stay the caller's, are only read,
 * and need to live until the call that takes them returns; no file is touched. */
#ifndef WANGGE_MEMORY_H
#define WANGGE_MEMORY_H

#include <stdint.h>

#include "wangge/shapes.h"
#include "wangge/status.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

/* One column: a value for each feature, in exactly one of the three arrays. */
typedef struct wg_memory_column {
  const char *name;         /* as the options call it: "households", "户数" … */
  const char *const *texts; /* UTF-8; NULL: null */
  const int32_t *integers;  /* WG_UNKNOWN (−1): null, so an unknown household count */
  const double *reals;      /* not a number: null */
} wg_memory_column;

/* Features, their rings and their points, in order:
 *
 *     feature i has the rings ring_start[i] … ring_start[i + 1] − 1
 *     ring r has the points point_start[r] … point_start[r + 1] − 1
 *     point p lies at xy[2 p] (east, longitude), xy[2 p + 1] (north, latitude)
 *
 * in metres or degrees of the coordinate system, always in this order. A ring of an area may run
 * either way and may repeat its first point at the end; in a line a ring is one line, in points one
 * point. A feature without rings has no geometry. */
typedef struct wg_memory_layer {
  int64_t count;              /* features */
  const uint8_t *kind;        /* count values of wg_shape_kind; NULL: rings of one point are points, of
                                 three and more areas, except among barriers, where they are lines */
  const int64_t *ring_start;  /* count + 1, from 0; NULL: every feature has one ring */
  const int64_t *point_start; /* rings + 1, from 0; NULL: every ring has one point */
  const uint8_t *hole;        /* rings; 1: a hole in the last ring before it that is none, 0: the shell
                                 of a part. NULL: the first ring of an area is its shell, the others
                                 are holes, as in a GeoJSON Polygon */
  const double *xy;           /* 2 × points */
  const wg_memory_column *columns;
  int32_t column_count;
} wg_memory_layer;

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
