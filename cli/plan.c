/* wangge plan, wangge adjust: read, divide, write the store and the exports, tell. */
#include "command.h"
#include "expand.h"
#include "files.h"
#include "report.h"
#include "variants.h"

/* Everything the run writes: the store, then the exports. */
static wg_status list_files(cli_program *program, text_list *files)
{
  const cli_settings *settings = &program->settings;
  WG_TRY(wg_allocate(program->context, &files->items, (size_t)settings->exports.count + 1,
                     sizeof *files->items));
  files->items[files->count++] = settings->out;
  for (int32_t i = 0; i < settings->exports.count; i++)
    files->items[files->count++] = settings->exports.items[i];
  return WG_OK;
}

static exit_code check_endings(cli_program *program, const text_list *files)
{
  if (has_export_ending(files->items[0]))
    return misused(program,
                   wg_in(program->context,
                         "--out '%s' is the plan store, such as plan.sqlite; --export writes %s.",
                         "--out“%s”是方案库，应为 plan.sqlite 之类；导出 %s 请用 --export。"),
                   files->items[0], export_endings);
  for (int32_t i = 1; i < files->count; i++)
    if (has_placeholder(files->items[i]))
      return misused(program,
                     wg_in(program->context,
                           "'%s': a file for each community is written by 'wangge export' from the "
                           "finished plan.",
                           "“%s”：按社区分文件导出请在方案完成后使用 wangge export。"),
                     files->items[i]);
  return check_export_endings(program, files->items + 1, files->count - 1);
}

static exit_code tell(cli_program *program, const wg_plan *plan, const text_list *files,
                      const variant_table *variants)
{
  wg_plan_figures figures;
  wg_plan_count(plan, &figures);
  exit_code code = judged(program, figures.out_proven, figures.out_unproven);
  wg_status status = WG_OK;
  terminal_clear(&program->terminal);
  if (program->settings.json)
    status = print_plan_json(program, plan, files, code, variants);
  else if (!program->settings.quiet)
    status = print_plan_summary(program, plan, files, variants);
  return status == WG_OK ? code : failed(program, status);
}

static exit_code make_plan(cli_program *program, const text_list *files,
                           const output_files *outputs)
{
  wg_plan plan = {0};
  variant_table variants = {0};
  wg_status status =
      wg_plan_make_and_save(&plan, program->context, &program->settings.plan, program->settings.out,
                            program->settings.scenario);
  if (status == WG_OK) status = write_exports(program, &plan, outputs, 1);
  if (status == WG_OK && program->settings.variants)
    status = make_variants(program, &plan, &variants);
  exit_code code = status == WG_OK ? tell(program, &plan, files, &variants) : failed(program, status);
  wg_plan_free(&plan, program->context);
  return code;
}

exit_code run_plan(cli_program *program)
{
  text_list files = {0};
  output_files outputs = {0};
  wg_status status = list_files(program, &files);
  if (status != WG_OK) return failed(program, status);
  exit_code code = check_endings(program, &files);
  if (code == EXIT_DONE) code = outputs_claim(&outputs, program, files.items, files.count);
  if (code == EXIT_DONE) code = make_plan(program, &files, &outputs);
  outputs_free(&outputs, program->context);
  wg_release(program->context, files.items);
  return code;
}

exit_code run_adjust(cli_program *program)
{
  return run_plan(program); /* the settings know that grids are re-drawn */
}
