/* wangge check GRIDS --communities F --buildings F: judges anyone's grid file. */
#include "check.h"
#include "files.h"

static void json_grid(json_writer *json, const wg_plan *plan, const wg_grid *grid)
{
  const wg_communities *communities = &plan->communities;
  json_object(json, NULL);
  json_text(json, "code", grid->code == WG_NO_TEXT ? NULL : wg_texts_get(&plan->texts, grid->code));
  json_text(json, "community_code",
            wg_texts_get(&communities->texts, communities->code[grid->community]));
  json_text(json, "kind", wg_grid_kind_name(grid->kind));
  json_integer(json, "households", grid->households);
  json_integer(json, "buildings", grid->buildings);
  json_text(json, "status", wg_grid_status_name(grid->status));
  json_text(json, "reason",
            grid->reason == WG_NO_TEXT ? NULL : wg_texts_get(&plan->texts, grid->reason));
  json_text(json, "proof", wg_proof_name(grid->proof));
  json_end_object(json);
}

void json_grids(json_writer *json, const wg_plan *plan)
{
  json_array(json, "grids");
  for (int64_t g = 0; g < plan->grid_count; g++) json_grid(json, plan, &plan->grids[g]);
  json_end_array(json);
}

static exit_code write_and_tell(cli_program *program, const wg_plan *plan,
                                const output_files *outputs, wg_findings *findings)
{
  int64_t broken = findings->count;
  wg_status status = write_exports(program, plan, outputs, 0);
  if (status == WG_OK) status = wg_findings_merge(findings, program->context, &plan->findings);
  if (status != WG_OK) return failed(program, status);
  return tell_verdict(program, plan, findings, broken, true);
}

static exit_code claim_exports(cli_program *program, output_files *outputs)
{
  const cli_settings *settings = &program->settings;
  exit_code code = check_export_endings(program, settings->exports.items, settings->exports.count);
  if (code != EXIT_DONE) return code;
  return outputs_claim(outputs, program, settings->exports.items, settings->exports.count);
}

exit_code check_grids(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  wg_source_file grids = settings->grids;
  wg_plan plan = {0};
  wg_findings findings = {0};
  output_files outputs = {0};
  exit_code code = claim_exports(program, &outputs);
  grids.path = settings->operands.items[0];
  if (code == EXIT_DONE) {
    wg_status status = wg_grids_judge(&plan, &findings, program->context, &settings->plan, &grids,
                                      settings->tolerance_mm);
    code = status == WG_OK ? write_and_tell(program, &plan, &outputs, &findings)
                           : failed(program, status);
  }
  outputs_free(&outputs, program->context);
  wg_findings_free(&findings, program->context);
  wg_plan_free(&plan, program->context);
  return code;
}
