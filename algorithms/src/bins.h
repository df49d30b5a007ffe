/* Square bins over the plane, to find the segments near a place.
 *
 * Bins are hashed, so they cost by what they hold and not by the extent: one island far out does
 * not make them coarse. A segment is entered in every bin it passes through, widened by `pad`.
 * What a bin lists are candidates: bins that share a bucket add strangers, a segment may appear
 * twice, and nothing may depend on where bins begin. */
#ifndef WG_ALGORITHMS_BINS_H
#define WG_ALGORITHMS_BINS_H

#include "wangge/shapes.h"

typedef struct bin_segment {
  wg_point a, b;
} bin_segment;

typedef struct bins {
  int shift;        /* a bin is 2^shift mm wide */
  uint64_t mask;    /* buckets − 1 */
  int64_t *start;   /* buckets + 1, into items */
  int32_t *items;   /* indices of segments */
  int64_t min_y;    /* of the lowest segment, widened */
} bins;

/* Bins about as wide as the mean segment is long. O(segments + length / mean length). */
wg_status bins_build(bins *out, wg_context *context, const bin_segment *segments, int64_t count,
                     int32_t pad) WG_MUST_CHECK;
void bins_free(bins *out, wg_context *context);

static inline uint64_t bins_bucket(const bins *in, int64_t column, int64_t row)
{
  uint64_t hash = (uint64_t)column * 0x9E3779B97F4A7C15u ^ (uint64_t)row * 0xC2B2AE3D27D4EB4Fu;
  return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9u >> 20 & in->mask;
}

/* The candidates round a point; *count of them. */
static inline const int32_t *bins_at(const bins *in, wg_point p, int64_t *count)
{
  uint64_t bucket = bins_bucket(in, p.x >> in->shift, p.y >> in->shift);
  *count = in->start[bucket + 1] - in->start[bucket];
  return in->items + in->start[bucket];
}

/* The bins a segment passes through, row by row. */
typedef struct bin_walk {
  int shift;
  int64_t row, last_row, column, last_column;
  double x, y, slope; /* of the segment, when it is not within one row */
  int64_t min_x, max_x;
  int32_t pad;
  bool upright; /* more than one row: columns are computed for each */
} bin_walk;

bin_walk bin_walk_begin(int shift, int32_t pad, wg_point a, wg_point b);
/* The next bin, until false. */
bool bin_walk_next(bin_walk *walk, int64_t *column, int64_t *row);

#endif
