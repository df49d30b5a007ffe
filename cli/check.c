/* wangge check: judges a plan store anew and names every broken rule. */
#include "command.h"
#include "report.h"
#include "width.h"

enum { SUBJECTS_LISTED = 20 };

static const cli_words rules_kept = {
    "Every grid is a valid polygon, in one piece, and connected without crossing a hard barrier. The "
    "grids tile their communities without gap or overlap. Every building is in exactly one grid and "
    "lies in it. Households, areas, codes and statuses are as recounted.",
    "网格图形有效、连片，且不跨硬阻隔相连；网格铺满所在社区，无空隙、无重叠；每栋楼归入且位于唯一网格；户数、"
    "面积、编码、状态与重算一致。"};

static int64_t count_errors(const wg_findings *findings)
{
  int64_t errors = 0;
  for (int64_t i = 0; i < findings->count; i++)
    errors += findings->items[i].severity == WG_SEVERITY_ERROR;
  return errors;
}

static void print_verdict(const cli_program *program, const wg_plan *plan,
                          const wg_findings *findings, int64_t errors)
{
  wg_context *context = program->context;
  const char *path = program->settings.operands.items[0];
  char grids[32], communities[32], buildings[32], count[32];
  if (errors > 0) {
    printf(wg_in(context, "%s: %s broken rules\n", "%s：违反规则 %s 处\n"), path,
           grouped(errors, count));
  } else {
    printf(wg_in(context, "%s: OK\nChecked: %s grids in %s communities with %s buildings.\n",
                 "%s：通过\n已检查：%s 个网格、%s 个社区、%s 栋楼。\n"),
           path, grouped(plan->grid_count, grids),
           grouped(plan->communities.shapes.count, communities),
           grouped(plan->buildings.shapes.count, buildings));
    print_wrapped(stdout, in_words(program, rules_kept), 100, 0);
  }
  print_findings(program, findings, SUBJECTS_LISTED);
}

static void print_json(const cli_program *program, const wg_plan *plan, const wg_findings *findings,
                       int64_t errors)
{
  json_writer json = {.out = stdout};
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", errors > 0 ? EXIT_BROKEN : EXIT_DONE);
  json_text(&json, "file", program->settings.operands.items[0]);
  json_boolean(&json, "valid", errors == 0);
  json_integer(&json, "broken", errors);
  json_object(&json, "checked");
  json_integer(&json, "communities", plan->communities.shapes.count);
  json_integer(&json, "grids", plan->grid_count);
  json_integer(&json, "buildings", plan->buildings.shapes.count);
  json_end_object(&json);
  json_findings(&json, plan, findings);
  json_end_object(&json);
}

static exit_code judge(cli_program *program, const wg_plan *plan, wg_findings *findings)
{
  wg_status status = wg_plan_check(program->context, plan, findings);
  if (status != WG_OK) return failed(program, status);
  int64_t errors = count_errors(findings);
  terminal_clear(&program->terminal);
  if (program->settings.json)
    print_json(program, plan, findings, errors);
  else if (!program->settings.quiet)
    print_verdict(program, plan, findings, errors);
  return errors > 0 ? EXIT_BROKEN : EXIT_DONE;
}

exit_code run_check(cli_program *program)
{
  wg_plan plan = {0};
  wg_findings findings = {0};
  wg_status status = wg_plan_load(&plan, program->context, program->settings.operands.items[0]);
  exit_code code = status == WG_OK ? judge(program, &plan, &findings) : failed(program, status);
  wg_findings_free(&findings, program->context);
  wg_plan_free(&plan, program->context);
  return code;
}
