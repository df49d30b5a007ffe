/* The search for the best partition of one component into a given number of parts. */
#ifndef WG_SEARCH_H
#define WG_SEARCH_H

#include "algorithms/partition.h"
#include "draft.h"

/* One component under search. */
typedef struct wg_task {
  wg_context *context;
  const wg_level *level; /* the component */
  const wg_rule *rule;
  wg_random *random;
  int64_t bound;    /* proved: so much fault is unavoidable, nothing is mended below it */
  int64_t steps;    /* flips tried so far */
  int32_t searches; /* begun so far: each starts from another kind of seeds than the last */
} wg_task;

/* A partition found: part[] is the caller's, level->count long. */
typedef struct wg_found {
  int32_t *part;
  int32_t count;
  int64_t fault, energy; /* energy: cost and deviation, without fault */
} wg_found;

static inline int64_t wg_lesser(int64_t a, int64_t b)
{
  return a < b ? a : b;
}

/* Better: less fault, then less energy (both of the same number of parts). */
static inline bool wg_is_better(const wg_found *a, const wg_found *b)
{
  return a->fault != b->fault ? a->fault < b->fault : a->energy < b->energy;
}

/* Fills found->part with found->count parts (1 … level->count), `flips` tried a unit. */
wg_status wg_search(wg_task *task, wg_found *found, int64_t flips);
/* Searches on from found->part by moving classes of units as wholes first; no part divides one. */
wg_status wg_recombine(wg_task *task, wg_found *found, const int32_t *class, int64_t flips);
/* Fault and energy of found->part as it stands. */
wg_status wg_evaluate(wg_task *task, wg_found *found);
/* Loosens found->part by heat, without coarsening, and cools it again. */
wg_status wg_reheat(wg_task *task, wg_found *found, int64_t flips);
/* Cools found->part by flips at the heat of households that change sides: which of them do is
 * weighed against the fault. For partitions whose units have a former grid. */
wg_status wg_resettle(wg_task *task, wg_found *found, int64_t bound, int64_t flips);
/* Lessens the fault of found->part by chains of moves that look at `chained` borders a unit, down
 * to `bound`; then refines it. */
wg_status wg_mend(wg_task *task, wg_found *found, int64_t bound, int64_t chained, int64_t flips);
/* Lessens the fault of found->part by a walk that looks at `steps` borders a unit. */
wg_status wg_wander(wg_task *task, wg_found *found, int64_t steps);
/* Improves found->part by flips that never worsen the fault. */
wg_status wg_refine(wg_task *task, wg_found *found, int64_t flips);

#endif
