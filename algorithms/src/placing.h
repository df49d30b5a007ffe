/* Which candidates cannot stand together. */
#ifndef WG_PLACING_INSIDE_H
#define WG_PLACING_INSIDE_H

#include "algorithms/placing.h"

typedef struct wg_label_conflicts {
  int64_t *start; /* candidates + 1, into with */
  int32_t *with;  /* candidates of other features */
  bool *barred;   /* candidates that an obstacle bars */
  int32_t *owner; /* feature of each candidate */
} wg_label_conflicts;

wg_status wg_label_conflicts_build(wg_label_conflicts *out, wg_context *context,
                                   const wg_label_problem *problem) WG_MUST_CHECK;
void wg_label_conflicts_free(wg_label_conflicts *conflicts, wg_context *context);

#endif
