/* Findings about grids out of range: why, and what has been tried against it. */
#ifndef WG_ENGINE_REASONS_H
#define WG_ENGINE_REASONS_H

#include "remedy.h"

/* What a reason may name. */
typedef struct wg_circumstance {
  const wg_rule *rule;
  const wg_verdict *verdict;
  const char *witness;      /* id of the largest building in the witness unit, or "" */
  int32_t witness_buildings; /* of that unit */
  const char *grid;         /* name and code */
  int32_t populated_pieces; /* of the community */
  bool fenced;              /* some of its grids stay as they are and may cut off pieces */
  int32_t parts;            /* number of its grids, if that was fixed; 0: free */
  const wg_plan *plan;
  const wg_remedies *remedies; /* of its piece */
} wg_circumstance;

/* Adds one finding for a grid that is out of range. grid: local index. Its point is the spot of the
 * crossing where one helps, else the grid's inner point. */
wg_status wg_reasons_add(wg_findings *findings, wg_context *context,
                         const wg_circumstance *circumstance, const wg_grid *grid,
                         int32_t grid_index) WG_MUST_CHECK;

/* The finding for a grid that is to stay as it is, whatever it holds. */
wg_status wg_reasons_add_locked(wg_findings *findings, wg_context *context,
                                const wg_circumstance *circumstance, const wg_grid *grid,
                                int32_t grid_index) WG_MUST_CHECK;

/* Whether persons are outside their bounds, and by which code; persons: WG_UNKNOWN where the bounds say
 * nothing. Where persons are the measure, the code says so too. */
bool wg_persons_say(const wg_rule *rule, const wg_grid *grid, int64_t persons,
                    wg_finding_code *code);
/* The finding for it. */
wg_status wg_reasons_add_persons(wg_findings *findings, wg_context *context,
                                 const wg_circumstance *circumstance, wg_finding_code code,
                                 const wg_grid *grid, int32_t grid_index) WG_MUST_CHECK;

#endif
