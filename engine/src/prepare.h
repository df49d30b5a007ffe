/* From inputs as read, or as given by a caller, to inputs as divided. */
#ifndef WG_ENGINE_PREPARE_H
#define WG_ENGINE_PREPARE_H

#include "wangge/plan.h"

/* Puts every input into canonical order, takes underground lines out, makes crossings where roads
 * pass; each with its findings. */
wg_status wg_plan_prepare(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

#endif
