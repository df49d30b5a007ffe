/* wangge export: one layer of a plan store into files. */
#include "command.h"
#include "files.h"
#include "report.h"

static exit_code check_endings(cli_program *program, const char *const *paths, int32_t count)
{
  for (int32_t i = 0; i < count; i++)
    if (!has_export_ending(paths[i]))
      return misused(program,
                     wg_in(program->context, "'%s': the ending must be one of %s.",
                           "“%s”：扩展名须为 %s 之一。"),
                     paths[i], export_endings);
  return EXIT_DONE;
}

static wg_status write_files(cli_program *program, const wg_plan *plan, const output_files *outputs)
{
  const cli_settings *settings = &program->settings;
  for (int32_t i = 0; i < outputs->count; i++) {
    wg_status status = wg_plan_export(program->context, plan, outputs->paths[i], settings->layer,
                                      settings->out_crs, settings->encoding);
    if (status == WG_OK) continue;
    outputs_withdraw(outputs, i);
    return status;
  }
  return WG_OK;
}

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
    for (int32_t i = 0; i < files->count; i++) printf("%s\n", files->items[i]);
  }
}

static exit_code load_and_write(cli_program *program, const text_list *files,
                                const output_files *outputs)
{
  wg_plan plan = {0};
  wg_status status = wg_plan_load(&plan, program->context, program->settings.operands.items[0]);
  if (status == WG_OK) status = write_files(program, &plan, outputs);
  wg_plan_free(&plan, program->context);
  if (status != WG_OK) return failed(program, status);
  tell(program, files);
  return EXIT_DONE;
}

exit_code run_export(cli_program *program)
{
  const text_list *operands = &program->settings.operands;
  const text_list files = {operands->items + 1, operands->count - 1};
  output_files outputs = {0};
  exit_code code = check_endings(program, files.items, files.count);
  if (code == EXIT_DONE)
    code = outputs_claim(&outputs, program, files.items, files.count, operands->items, 1);
  if (code == EXIT_DONE) code = load_and_write(program, &files, &outputs);
  outputs_free(&outputs, program->context);
  return code;
}
