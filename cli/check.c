/* wangge check: judges a plan store anew, or a grid file, and names every broken rule. */
#include "check.h"
#include "width.h"

enum { SUBJECTS_LISTED = 20 };

static const cli_words rules_kept = {
    "Every grid is a valid polygon, in one piece, and connected without crossing a hard barrier. "
    "The "
    "grids tile their communities without gap or overlap. Every building is in exactly one grid "
    "and "
    "lies in it. Households, areas, codes and statuses are as recounted.",
    "网格图形有效、连片，且不跨硬阻隔相连；网格铺满所在社区，无空隙、无重叠；每栋楼归入且位于唯一网"
    "格；户数、"
    "面积、编码、状态与重算一致。"};

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
                       int64_t errors, bool with_grids)
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
  if (with_grids) json_grids(&json, plan);
  if (with_grids) json_staffing(&json, plan);
  json_findings(&json, plan, findings);
  json_end_object(&json);
}

exit_code tell_verdict(cli_program *program, const wg_plan *plan, const wg_findings *findings,
                       int64_t broken, bool with_grids)
{
  terminal_clear(&program->terminal);
  if (program->settings.json)
    print_json(program, plan, findings, broken, with_grids);
  else if (!program->settings.quiet)
    print_verdict(program, plan, findings, broken);
  if (with_grids && !program->settings.json && !program->settings.quiet) {
    wg_status status = print_staffing(program, plan);
    if (status != WG_OK) return failed(program, status);
  }
  return broken > 0 ? EXIT_BROKEN : EXIT_DONE;
}

static exit_code judge(cli_program *program, const wg_plan *plan, wg_findings *findings)
{
  wg_status status = wg_plan_check(program->context, plan, findings);
  if (status != WG_OK) return failed(program, status);
  return tell_verdict(program, plan, findings, findings->count, false);
}

static exit_code check_store(cli_program *program)
{
  wg_plan plan = {0};
  wg_findings findings = {0};
  wg_status status = wg_plan_load_scenario(&plan, program->context,
                                           program->settings.operands.items[0],
                                           program->settings.scenario);
  exit_code code = status == WG_OK ? judge(program, &plan, &findings) : failed(program, status);
  wg_findings_free(&findings, program->context);
  wg_plan_free(&plan, program->context);
  return code;
}

/* A grid file has no meaning by itself: with its communities and buildings it is one, without them
 * the operand is a store. */
exit_code run_check(cli_program *program)
{
  const wg_plan_options *plan = &program->settings.plan;
  bool communities = plan->communities.path != NULL, buildings = plan->buildings.path != NULL;
  if (communities && buildings) return check_grids(program);
  if (communities || buildings || plan->barrier_count > 0 || program->settings.exports.count > 0)
    return misused(
        program,
        wg_in(program->context,
              "A grid file is judged with both --communities and --buildings; a plan "
              "store needs neither.",
              "检查网格文件须同时给出 --communities 和 --buildings；检查方案库则都不需要。"));
  return check_store(program);
}
