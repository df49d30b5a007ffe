/* Is one input displaced against another as by the datum of a web map? Measured, never corrected.
 */
#ifndef WG_ENGINE_DISPLACEMENT_H
#define WG_ENGINE_DISPLACEMENT_H

#include "wangge/plan.h"

/* Adds a finding datum_suspected for each input that is. `plan` is read, cleaned and in order; a
 * plan without the text of its working system is left alone. Cost: five looks into the bins of all
 * lines for each of some thousand buildings. */
wg_status wg_find_displacement(wg_plan *plan, wg_context *context) WG_MUST_CHECK;

#endif
