/* Existing grids that nobody has drawn: each building says the code of its grid. */
#ifndef WG_ENGINE_FIELD_GRIDS_H
#define WG_ENGINE_FIELD_GRIDS_H

#include "geodata/grids.h"
#include "wangge/wangge.h"

/* A row for each code of each community, by community, then code; a code in two communities has
 * two. A grid is exempt where its code is that of its community with a number above 900. */
typedef struct wg_field_grids {
  wg_grids read; /* shapes NONE */
  int32_t *community_of_row;
  int64_t *first;       /* communities + 1: of each its first row */
  int32_t *of_building; /* building → row; −1: it says none, or lies in no community */
} wg_field_grids;

/* Whether the options name such a field. WG_MISUSE where `grids` is a file as well. */
wg_status wg_field_grids_asked(bool *out, wg_context *context, const wg_plan_options *options,
                               const wg_source_file *grids) WG_MUST_CHECK;
/* When the buildings are joined to communities. Zero-initialises *out first. O(n log n). */
wg_status wg_field_grids_make(wg_field_grids *out, wg_context *context,
                              const wg_plan *plan) WG_MUST_CHECK;
void wg_field_grids_free(wg_field_grids *grids, wg_context *context);

#endif
