/* wangge export: one layer of a plan store into files. */
#include "command.h"
#include "expand.h"
#include "files.h"
#include "report.h"

static void tell(cli_program *program, const text_list *files)
{
  const cli_settings *settings = &program->settings;
  terminal_clear(&program->terminal);
  if (settings->json) {
    json_writer json = {.out = stdout};
    json_begin_report(&json, program);
    json_integer(&json, "exit_code", EXIT_DONE);
    json_text(&json, "layer", settings->layer != NULL ? settings->layer : "grid");
    json_files(&json, files);
    json_end_object(&json);
  } else if (!settings->quiet) {
    char shown[PATH_SIZE];
    for (int32_t i = 0; i < files->count; i++) {
      wg_path_public_name(shown, sizeof shown, files->items[i]);
      printf("%s\n", shown);
    }
  }
}

static exit_code write_files(cli_program *program, const wg_plan *plan,
                             const expanded_files *expanded)
{
  const text_list files = {expanded->paths, expanded->count};
  output_files outputs = {0};
  exit_code code = outputs_claim(&outputs, program, files.items, files.count);
  outputs.communities = expanded->communities;
  if (code == EXIT_DONE) {
    wg_status status = write_exports(program, plan, &outputs, 0);
    if (status != WG_OK) code = failed(program, status);
  }
  if (code == EXIT_DONE) tell(program, &files);
  outputs_free(&outputs, program->context);
  return code;
}

static exit_code load_and_write(cli_program *program, const text_list *files)
{
  wg_context *context = program->context;
  expanded_files expanded = {0};
  wg_plan plan = {0};
  wg_status status = wg_plan_load_scenario(&plan, context, program->settings.operands.items[0],
                                           program->settings.scenario);
  if (status == WG_OK) status = expand_files(&expanded, context, &plan, files);
  exit_code code =
      status == WG_OK ? write_files(program, &plan, &expanded) : failed(program, status);
  expanded_free(&expanded, context);
  wg_plan_free(&plan, context);
  return code;
}

/* Before the store is opened: what can be told from the names alone. */
static exit_code check_names(cli_program *program, const text_list *files)
{
  exit_code code = EXIT_DONE;
  for (int32_t i = 0; i < files->count && code == EXIT_DONE; i++) {
    output_files outputs = {0};
    if (has_placeholder(files->items[i])) continue;
    code = outputs_claim(&outputs, program, &files->items[i], 1);
    outputs_free(&outputs, program->context);
  }
  return code;
}

exit_code run_export(cli_program *program)
{
  const text_list *operands = &program->settings.operands;
  const text_list files = {operands->items + 1, operands->count - 1};
  exit_code code = check_export_endings(program, files.items, files.count);
  if (code == EXIT_DONE) code = check_names(program, &files);
  return code == EXIT_DONE ? load_and_write(program, &files) : code;
}
