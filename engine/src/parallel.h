/* Independent jobs on several threads, results by index: the order never shows. */
#ifndef WG_ENGINE_PARALLEL_H
#define WG_ENGINE_PARALLEL_H

#include "wangge/context.h"

/* Runs one job; `context` is the worker's own child. */
typedef wg_status (*wg_job)(void *user, wg_context *context, int64_t index);

/* Runs jobs 0 … count − 1, taken in the order of `order` (NULL: ascending; put the large ones
 * first). The calling thread reports progress under `stage`. After a failure no further job
 * starts; the failure of the lowest index is returned. threads ≤ 0: all processors. */
wg_status wg_parallel(wg_context *context, int32_t threads, const char *stage, int64_t count,
                      const int64_t *order, wg_job job, void *user) WG_MUST_CHECK;

#endif
