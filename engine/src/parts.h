/* The number of grids of a community where that is asked for (--parts). */
#ifndef WG_ENGINE_PARTS_H
#define WG_ENGINE_PARTS_H

#include "algorithms/units.h"
#include "wangge/rule.h"

/* Exempt grids are not counted. */
typedef struct wg_parts {
  int32_t asked;         /* 0: free */
  int32_t made;          /* what the graph allows, nearest to that */
  int32_t units, pieces; /* every piece is a grid at least, every grid a unit */
} wg_parts;

/* Whether --parts names a field; else it is a number for all communities, or NULL. */
bool wg_parts_is_field(const char *text);
/* *number: of all communities; unchanged for a field and for NULL. */
wg_status wg_parts_read(wg_context *context, const char *text, int32_t *number) WG_MUST_CHECK;
/* Of one community; 0 where it has no known households. */
int32_t wg_parts_asked(const wg_plan *plan, int32_t community, int64_t households);
/* Fits parts->asked to the graph and sets the number in the rule, with that of the exempt parts. */
wg_status wg_parts_fit(wg_parts *parts, wg_context *context, const wg_units *units,
                       wg_rule *rule) WG_MUST_CHECK;

#endif
