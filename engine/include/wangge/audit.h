/* Audit: existing grids judged by the rule, in the words of those who look after them. */
#ifndef WANGGE_AUDIT_H
#define WANGGE_AUDIT_H

#include "wangge/wangge.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef struct wg_audit_options {
  wg_source_file grids; /* polygons */
  int32_t snap_mm; /* lines that lie so near to each other were meant to be one: gaps and overlaps
                      narrower than twice this are counted as rough drawing. 2000 */
} wg_audit_options;

#define WG_AUDIT_OPTIONS_INIT { .snap_mm = 2000 }

/* Every grid is exactly one of ok … unknown; every finding is counted in one of the others. */
typedef struct wg_audit_figures {
  int64_t grids, ok, under, over, exempt, empty, unknown;
  int64_t broken;      /* findings of severity error */
  int64_t rough;       /* grids with gaps or overlaps that do not count */
  int64_t vacant;      /* grids without an officer, where others have one */
  int64_t several;     /* officers of several grids */
  int64_t households, households_out; /* of all grids; of those out of range */
} wg_audit_figures;

/* Judges the grids on the communities, buildings and barriers of `options`, which are read as
 * wg_plan_make does. Nothing is divided; what can be proved of the pieces that barriers cut off says
 * where the bounds could not have been kept by anyone (proof PROVEN, else NONE). *plan becomes the
 * plan of the existing grids (the caller frees it): outlines, codes, names, officers, every building
 * in the grid that holds most of it, status, proof and reason of each grid; its findings are those of
 * reading and joining. *findings gets what is wrong with the grids, broken invariants (errors) first,
 * then grids out of range, then officers and rough drawing. Codes are judged by options->code_template,
 * else by the default one unless most codes do not follow it. O(grids² of a community + buildings),
 * besides the tessellation of a plan. */
wg_status wg_grids_audit(wg_plan *plan, wg_findings *findings, wg_context *context,
                         const wg_plan_options *options,
                         const wg_audit_options *audit) WG_MUST_CHECK;
/* Counts what wg_grids_audit found. */
void wg_audit_count(wg_audit_figures *figures, const wg_plan *plan, const wg_findings *findings);

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
