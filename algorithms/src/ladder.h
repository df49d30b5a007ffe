/* The ladder of levels, from a component down to a few units a part. */
#ifndef WG_LADDER_H
#define WG_LADDER_H

#include "level.h"
#include "wangge/random.h"

#define WG_LADDER_MAX 24

typedef struct wg_ladder {
  const wg_level *levels[WG_LADDER_MAX]; /* [0] is the finest, borrowed */
  wg_level owned[WG_LADDER_MAX];
  int32_t *coarse[WG_LADDER_MAX]; /* unit of level i → unit of level i + 1 */
  int32_t height;                 /* levels in use, at least 1 */
} wg_ladder;

/* Contracts until at most `stop` units are left or little is gained, but never to fewer than
 * `least`: a star can shrink to one unit in one step. Clusters hold at most `cap`
 * households unless a unit alone does. With `part` (of the finest) only units of one part merge. */
wg_status wg_ladder_build(wg_ladder *out, wg_context *context, const wg_level *finest,
                          const int32_t *part, wg_random *random, int64_t cap, int32_t stop,
                          int32_t least);
void wg_ladder_free(wg_ladder *ladder, wg_context *context);

#endif
