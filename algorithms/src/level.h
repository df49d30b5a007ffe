/* One level of the multilevel search: a connected graph packed for flips.
 *
 * The finest level is a component of wg_graph; a coarser one has the same shape, its units being
 * clusters of the finer one's. Everything a flip looks at of one neighbour lies in 16 bytes. */
#ifndef WG_LEVEL_H
#define WG_LEVEL_H

#include "algorithms/graph.h"

#define WG_AROUND_MAX 32 /* rows up to this length know which of their neighbours touch */

typedef struct wg_slot {
  int32_t neighbor;
  int32_t cost;    /* of the border */
  uint32_t around; /* bit i: this neighbour also borders on the i-th of the row */
  int32_t border;  /* number of the border, the same in both rows */
} wg_slot;

typedef struct wg_level {
  int32_t count, border_count;
  int32_t *first;      /* count + 1 */
  wg_slot *slots;      /* first[count], ascending by neighbour within a row */
  int64_t *households; /* count */
  int64_t *persons;    /* count; NULL: persons have no bounds */
  int32_t *ends;       /* 2 a border */
  int64_t *coast;      /* count: sum of the costs of a row */
  int64_t mean_cost;   /* of a border, at least 1 */
  int32_t *compound;   /* count, finest level only; NULL: none */
  int32_t *former;     /* count, finest level only; NULL: none */
  int32_t *start;      /* likewise, of a whole component only */
  wg_traits traits;    /* on every level, where they are known */
} wg_level;

/* The units `members` of one component, in order; `local` maps unit → place in members.
 * Costs above 2^28 are scaled down, all by the same power of two. */
wg_status wg_level_of_component(wg_level *out, wg_context *context, const wg_graph *graph,
                                const int32_t *members, int32_t count, const int32_t *local);
/* Contracts the clusters `coarse` (unit → 0 … coarse_count − 1), all of them used. */
wg_status wg_level_contract(wg_level *out, wg_context *context, const wg_level *fine,
                            const int32_t *coarse, int32_t coarse_count);
/* The units `members` of a level (a connected choice) as a level of their own; `local` maps unit →
 * place in members, −1 for all others. Costs stay as they are. */
wg_status wg_level_extract(wg_level *out, wg_context *context, const wg_level *from,
                           const int32_t *members, int32_t count, const int32_t *local);
static inline int64_t wg_persons_of(const wg_level *level, int32_t unit)
{
  return level->persons != NULL ? level->persons[unit] : 0;
}

/* Of no weight in any measure that has bounds. */
static inline bool wg_is_empty(const wg_level *level, int32_t unit)
{
  return level->households[unit] == 0 && wg_persons_of(level, unit) == 0;
}

void wg_level_free(wg_level *level, wg_context *context);

#endif
