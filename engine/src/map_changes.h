/* Sheets of what changed between two plans. */
#ifndef WG_ENGINE_MAP_CHANGES_H
#define WG_ENGINE_MAP_CHANGES_H

#include "map.h"

/* One community of both plans; `before` has looked up its own plan. */
wg_status map_change_sheet(map_run *before, map_run *after, int32_t old_community,
                           int32_t community) WG_MUST_CHECK;

#endif
