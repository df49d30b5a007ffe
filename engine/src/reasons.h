/* Findings about grids out of range: why, and the nearest remedy. */
#ifndef WG_ENGINE_REASONS_H
#define WG_ENGINE_REASONS_H

#include "algorithms/partition.h"
#include "wangge/plan.h"

/* What a reason may name. */
typedef struct wg_circumstance {
  const wg_rule *rule;
  const wg_verdict *verdict;
  const char *witness;      /* id of the largest building in the witness unit, or "" */
  int32_t witness_buildings; /* of that unit */
  const char *grid;         /* name and code */
  int64_t next_households;  /* of the neighbouring piece behind the longest hard border; −1: none */
  int32_t populated_pieces; /* of the community */
  int32_t parts;            /* number of its grids, if that was fixed; 0: free */
} wg_circumstance;

/* Adds one finding for a grid that is out of range. grid: local index. */
wg_status wg_reasons_add(wg_findings *findings, wg_context *context,
                         const wg_circumstance *circumstance, const wg_grid *grid,
                         int32_t grid_index) WG_MUST_CHECK;

#endif
