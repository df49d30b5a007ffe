/* Reading all inputs of a run into the plan. */
#ifndef WG_ENGINE_READ_H
#define WG_ENGINE_READ_H

#include "wangge/wangge.h"

/* Fills system, communities, buildings, barriers, crossings, findings and the
 * parameters about the inputs. */
wg_status wg_plan_read(wg_plan *plan, wg_context *context,
                       const wg_plan_options *options) WG_MUST_CHECK;

#endif
