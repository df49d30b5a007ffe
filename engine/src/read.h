/* Reading all inputs of a run into the plan. */
#ifndef WG_ENGINE_READ_H
#define WG_ENGINE_READ_H

#include "geodata/input.h"
#include "wangge/wangge.h"

enum { WG_SHOWN_SIZE = 512 };

/* What the reader of an input is told. `shown` holds, as long as the input is in use, what stands for
 * a database in messages and in the store: its name without the password. */
wg_input wg_input_of(const char *role, const wg_source_file *file, const wg_plan_options *options,
                     char shown[WG_SHOWN_SIZE]);

/* Fills system, communities, buildings, barriers, crossings, findings and the
 * parameters about the inputs. */
wg_status wg_plan_read(wg_plan *plan, wg_context *context,
                       const wg_plan_options *options) WG_MUST_CHECK;

#endif
