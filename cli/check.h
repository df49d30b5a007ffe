/* What the two kinds of check share: of a plan store, and of anyone's grid file. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "command.h"
#include "report.h"

/* Prints the verdict on what was judged; the first `broken` findings are broken rules, others are
 * what the judging found besides. with_grids: JSON lists every grid. The exit code for it. */
exit_code tell_verdict(cli_program *program, const wg_plan *plan, const wg_findings *findings,
                       int64_t broken, bool with_grids);

/* `check` with --communities and --buildings (check_grids.c). */
exit_code check_grids(cli_program *program);
/* The member "grids". */
void json_grids(json_writer *json, const wg_plan *plan);

#endif
