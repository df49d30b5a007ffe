/* --strict: what is otherwise repaired, left out or warned of is a failure. */
#ifndef WG_ENGINE_STRICT_H
#define WG_ENGINE_STRICT_H

#include "wangge/plan.h"

/* WG_BAD_VALUE if the findings so far hold a warning, a repair or a rounding, or if `warnings`
 * (logged while reading; `first` is one of them) is not 0; the sentence names the first ones and
 * the count. */
wg_status wg_strict_check(const wg_plan *plan, wg_context *context, int64_t warnings,
                          const char *first) WG_MUST_CHECK;

#endif
