/* wangge export: one layer of a plan store into files. */
#include "command.h"
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
    for (int32_t i = 0; i < files->count; i++) printf("%s\n", files->items[i]);
  }
}

static exit_code load_and_write(cli_program *program, const text_list *files,
                                const output_files *outputs)
{
  wg_plan plan = {0};
  wg_status status = wg_plan_load(&plan, program->context, program->settings.operands.items[0]);
  if (status == WG_OK) status = write_exports(program, &plan, outputs, 0);
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
  exit_code code = check_export_endings(program, files.items, files.count);
  if (code == EXIT_DONE)
    code = outputs_claim(&outputs, program, files.items, files.count, operands->items, 1);
  if (code == EXIT_DONE) code = load_and_write(program, &files, &outputs);
  outputs_free(&outputs, program->context);
  return code;
}
