/* What a run tells of its plan: the summary for a person and the JSON object for a machine
 * (docs/json.md). Both on standard output. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "json.h"
#include "program.h"

/* `files`: everything the run wrote, the plan store first. */
typedef struct variant_table variant_table; /* variants.h */
wg_status print_plan_summary(cli_program *program, const wg_plan *plan, const text_list *files,
                             const variant_table *variants) WG_MUST_CHECK;
wg_status print_plan_json(cli_program *program, const wg_plan *plan, const text_list *files,
                          exit_code code, const variant_table *variants) WG_MUST_CHECK;

/* Findings grouped by code, the most severe first, with at most `subjects` subjects each. */
void print_findings(const cli_program *program, const wg_findings *findings, int32_t subjects);
/* The member "findings". */
void json_findings(json_writer *json, const wg_plan *plan, const wg_findings *findings);
/* What was decided about each input: a line each; the member "inputs". */
void print_inputs(const cli_program *program, const wg_plan *plan);
void json_inputs(json_writer *json, const wg_plan *plan);
/* How many micro-grids there are: a line; the member "micro". Nothing where nobody asked. */
void print_micros(const cli_program *program, const wg_plan *plan);
void json_micros(json_writer *json, const wg_plan *plan);
/* Who shares an officer: a line each; the member "staffing". Nothing where nobody asked. */
wg_status print_staffing(const cli_program *program, const wg_plan *plan) WG_MUST_CHECK;
void json_staffing(json_writer *json, const wg_plan *plan);
/* The members "program", "version", "command" that every object begins with. */
void json_begin_report(json_writer *json, const cli_program *program);
/* The member "files". */
void json_files(json_writer *json, const text_list *files);

/* "12,345" */
const char *grouped(int64_t number, char text[32]);

#endif
