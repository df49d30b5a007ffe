/* Blending: the better of two partitions, patch by patch. */
#ifndef WG_BLEND_H
#define WG_BLEND_H

#include "search.h"

/* What one patch of a partition has more than the other partition has there. */
typedef struct wg_patch {
  int32_t parts;
  int32_t next; /* part from which on the next of the patch is sought */
  int64_t fault, energy;
} wg_patch;

typedef struct wg_blend {
  wg_task *task;
  wg_price price;
  int32_t *patch;      /* part of the one, part of the other + count → patch, as disjoint sets */
  wg_patch *patches;   /* by their lowest member */
  int64_t *households; /* scratch: of each part */
  int64_t *persons;    /* likewise; NULL: they have no bounds */
  int64_t *sums;       /* scratch: of the traits of each part; NULL: they cost nothing */
  int32_t *number;     /* part of the other → its number in the one */
  int32_t *order;      /* units by compound; NULL: there are none */
  int32_t *seen;       /* scratch: part → compound + 1 it was met in last */
} wg_blend;

/* For partitions of the task's component into `parts` parts. */
wg_status wg_blend_new(wg_blend *out, wg_task *task, int32_t parts);
void wg_blend_free(wg_blend *blend);
/* Takes over into `found` the patches that are better in `other`, both of equally many parts.
 * Former grids reach across all patches: with them nothing is blended. */
void wg_blend_in(wg_blend *blend, wg_found *found, const wg_found *other);

#endif
