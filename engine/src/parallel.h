/* Independent jobs on several threads, results by index: the order never shows. */
#ifndef WG_ENGINE_PARALLEL_H
#define WG_ENGINE_PARALLEL_H

#include "wangge/context.h"

/* Runs one job; `context` is the worker's own child. */
typedef wg_status (*wg_job)(void *user, wg_context *context, int64_t index);

typedef struct wg_jobs {
  const char *stage;    /* the calling thread reports progress under this name */
  int64_t count;        /* jobs 0 … count − 1 */
  const int64_t *order; /* in which they are begun (NULL: ascending; put the large ones first) */
  wg_job job;
  wg_job in_turn;       /* called for 0, 1, 2 … once that job is done, one at a time, by whichever
                           worker finds it due; NULL: nothing to be done in turn */
  void *user;
} wg_jobs;

/* After a failure nothing further starts; the failure of the lowest index is returned. threads ≤ 0:
 * all processors. */
wg_status wg_parallel(wg_context *context, int32_t threads, const wg_jobs *jobs) WG_MUST_CHECK;

#endif
