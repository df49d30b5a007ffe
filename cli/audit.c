/* wangge audit: existing grids judged by the rule, community by community. */
#include <inttypes.h>
#include <string.h>

#include "check.h"
#include "community_view.h"
#include "files.h"
#include "finding_names.h"
#include "table.h"
#include "wangge/audit.h"

/* Of more grids than this only those are listed that something is to be said of. */
enum { GRIDS_LISTED = 400, SUBJECTS_LISTED = 10, REMARKS_SIZE = 512 };

/* What one run found. */
typedef struct audit_report {
  const wg_plan *plan;
  const wg_findings *findings;
  wg_audit_figures figures;
} audit_report;

/* --- the table ---------------------------------------------------------------------------------
 */

static const char *status_word(const cli_program *program, wg_grid_status status)
{
  static const cli_words words[] = {
      [WG_GRID_OK] = {"in range", "达标"},    [WG_GRID_UNDER] = {"too small", "过小"},
      [WG_GRID_OVER] = {"too large", "过大"}, [WG_GRID_IS_EXEMPT] = {"exempt", "专属"},
      [WG_GRID_EMPTY] = {"empty", "无住户"},  [WG_GRID_UNKNOWN] = {"unknown", "未知"}};
  return in_words(program, words[status]);
}

/* The names of what was found of a grid, or of a community beside its grids (grid −1); the range is
 * in the status already. Each once. */
static void remark(const cli_program *program, const audit_report *report, int32_t community,
                   int32_t grid, char remarks[REMARKS_SIZE])
{
  bool said[WG_FINDING_CODES] = {false};
  size_t used = 0;
  remarks[0] = 0;
  for (int64_t i = 0; i < report->findings->count; i++) {
    const wg_finding *finding = &report->findings->items[i];
    if (finding->community != community || finding->grid != grid || said[finding->code] ||
        finding->code == WG_FINDING_GRID_TOO_SMALL || finding->code == WG_FINDING_GRID_TOO_LARGE)
      continue;
    said[finding->code] = true;
    const char *name = in_words(program, finding_name(finding->code));
    size_t needed = strlen(name) + 4;
    if (used + needed > REMARKS_SIZE) return;
    used += (size_t)snprintf(remarks + used, REMARKS_SIZE - used, "%s%s",
                             used > 0 ? wg_in(program->context, "; ", "；") : "", name);
  }
}

static wg_status add_heading(const cli_program *program, text_table *table)
{
  static const cli_words headings[] = {{"community / grid", "社区 / 网格"},
                                       {"code", "编码"},
                                       {"households", "户数"},
                                       {"buildings", "楼栋"},
                                       {"status", "状态"},
                                       {"remarks", "说明"}};
  for (int32_t i = 0; i < table->columns; i++)
    WG_TRY(table_add(table, program->context, in_words(program, headings[i])));
  return WG_OK;
}

static wg_status add_row(const cli_program *program, text_table *table, const char *name,
                         const char *code, int64_t households, int64_t buildings,
                         const char *status, const char *remarks)
{
  char a[32], b[32];
  const char *const cells[] = {name,   code,   grouped(households, a), grouped(buildings, b),
                               status, remarks};
  for (int32_t i = 0; i < table->columns; i++) WG_TRY(table_add(table, program->context, cells[i]));
  return WG_OK;
}

static wg_status add_community(const cli_program *program, const audit_report *report,
                               int32_t index, const community_view *view, text_table *table)
{
  const wg_communities *all = &report->plan->communities;
  const wg_community_result *result = &report->plan->results[index];
  char status[64], remarks[REMARKS_SIZE];
  remark(program, report, index, -1, remarks);
  snprintf(status, sizeof status,
           wg_in(program->context, "%" PRId32 " of %" PRId32 " in range",
                 "%2$" PRId32 " 个中 %1$" PRId32 " 个达标"),
           result->in_range, view->base_grids);
  return add_row(program, table, wg_texts_get(&all->texts, all->name[index]),
                 wg_texts_get(&all->texts, all->code[index]), result->households, result->buildings,
                 view->base_grids > 0 ? status : "-", remarks);
}

/* *silent: grids left out because all is well with them. */
static wg_status add_grid(const cli_program *program, const audit_report *report, int64_t index,
                          text_table *table, int64_t *silent)
{
  const wg_plan *plan = report->plan;
  const wg_grid *grid = &plan->grids[index];
  char remarks[REMARKS_SIZE], name[256];
  remark(program, report, grid->community, (int32_t)index, remarks);
  if (plan->grid_count > GRIDS_LISTED && remarks[0] == 0 && grid->status != WG_GRID_UNDER &&
      grid->status != WG_GRID_OVER) {
    ++*silent;
    return WG_OK;
  }
  snprintf(name, sizeof name, "  %s", wg_texts_get(&plan->texts, grid->name));
  return add_row(program, table, name, wg_texts_get(&plan->texts, grid->code), grid->households,
                 grid->buildings, status_word(program, grid->status), remarks);
}

static wg_status print_table(const cli_program *program, const audit_report *report)
{
  text_table table = {.columns = 6, .left = 2, .limit = 28};
  const wg_plan *plan = report->plan;
  wg_context *context = program->context;
  community_view *views = NULL;
  int64_t silent = 0;
  char number[32];
  wg_status status;
  WG_TRY_DONE(community_views_make(&views, context, plan));
  WG_TRY_DONE(add_heading(program, &table));
  for (int32_t c = 0; c < plan->communities.shapes.count; c++) {
    WG_TRY_DONE(add_community(program, report, c, &views[c], &table));
    for (int64_t g = views[c].first_grid; g < views[c].end_grid; g++)
      WG_TRY_DONE(add_grid(program, report, g, &table, &silent));
  }
  table_print(&table, stdout);
  if (silent > 0)
    printf(wg_in(context, "%s more grids: nothing to remark\n", "另有 %s 个网格：没有问题\n"),
           grouped(silent, number));
done:
  table_free(&table, context);
  wg_release(context, views);
  return status;
}

static void print_totals(const cli_program *program, const audit_report *report)
{
  const wg_audit_figures *f = &report->figures;
  const wg_rule *rule = &report->plan->rule;
  wg_context *context = program->context;
  char n[8][32];
  printf(wg_in(context,
               "\nGrids       %s: %s in range, %s too small, %s too large (%" PRId32 "-%" PRId32
               " %s a grid), %s exempt, %s empty, %s unknown\n",
               "\n网格    共 %s 个：达标 %s，过小 %s，过大 %s（每个网格 %" PRId32 "–%" PRId32
               " %s），专属 %s，无住户 %s，未知 %s\n"),
         grouped(f->grids, n[0]), grouped(f->ok, n[1]), grouped(f->under, n[2]),
         grouped(f->over, n[3]), rule->min, rule->max,
         rule->measure == WG_MEASURE_PERSONS ? wg_in(context, "persons", "人")
                                             : wg_in(context, "households", "户"),
         grouped(f->exempt, n[4]), grouped(f->empty, n[5]), grouped(f->unknown, n[6]));
  printf(wg_in(context, "Households  %s in grids, %s of them in grids out of range\n",
               "户数    网格内 %s，其中 %s 在超限网格内\n"),
         grouped(f->households, n[0]), grouped(f->households_out, n[1]));
  printf(wg_in(context, "Broken      %s rules; %s grids with lines drawn roughly\n",
               "错误    %s 处；%s 个网格的线绘制不严密\n"),
         grouped(f->broken, n[0]), grouped(f->rough, n[1]));
  if (report->plan->officer == NULL) return;
  printf(wg_in(context, "Officers    %s grids without one; %s officers with several grids\n",
               "网格员  %s 个网格无人负责；%s 人负责多个网格\n"),
         grouped(f->vacant, n[0]), grouped(f->several, n[1]));
}

static wg_status print_report(const cli_program *program, const audit_report *report,
                              const wg_findings *all)
{
  WG_TRY(print_table(program, report));
  print_totals(program, report);
  WG_TRY(print_staffing(program, report->plan));
  print_inputs(program, report->plan);
  if (all->count == 0) return WG_OK;
  printf("\n%s\n", wg_in(program->context, "Findings", "检查结果"));
  print_findings(program, all, SUBJECTS_LISTED);
  return WG_OK;
}

/* --- JSON --------------------------------------------------------------------------------------
 */

static void json_figures(json_writer *json, const wg_audit_figures *f)
{
  json_object(json, "figures");
  json_integer(json, "grids", f->grids);
  json_integer(json, "in_range", f->ok);
  json_integer(json, "under", f->under);
  json_integer(json, "over", f->over);
  json_integer(json, "exempt", f->exempt);
  json_integer(json, "empty", f->empty);
  json_integer(json, "unknown", f->unknown);
  json_integer(json, "broken", f->broken);
  json_integer(json, "rough", f->rough);
  json_integer(json, "vacant", f->vacant);
  json_integer(json, "officers_of_several", f->several);
  json_integer(json, "households", f->households);
  json_integer(json, "households_out_of_range", f->households_out);
  json_end_object(json);
}

static void print_json(const cli_program *program, const audit_report *report,
                       const wg_findings *all, const text_list *files, exit_code code)
{
  json_writer json = {.out = stdout};
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", (int64_t)code);
  json_boolean(&json, "valid", report->figures.broken == 0);
  json_figures(&json, &report->figures);
  json_grids(&json, report->plan);
  json_staffing(&json, report->plan);
  json_findings(&json, report->plan, all);
  json_inputs(&json, report->plan);
  json_files(&json, files);
  json_end_object(&json);
}

/* --- the run -----------------------------------------------------------------------------------
 */

static exit_code code_of(const cli_program *program, const audit_report *report)
{
  int64_t proven = 0, unproven = 0;
  for (int64_t g = 0; g < report->plan->grid_count; g++) {
    const wg_grid *grid = &report->plan->grids[g];
    if (grid->status != WG_GRID_UNDER && grid->status != WG_GRID_OVER) continue;
    proven += grid->proof == WG_PROOF_PROVEN;
    unproven += grid->proof != WG_PROOF_PROVEN;
  }
  return report->figures.broken > 0 ? EXIT_BROKEN : judged(program, proven, unproven);
}

/* What the grids are first, then what reading and joining found. */
static exit_code tell(cli_program *program, const wg_plan *plan, const wg_findings *findings)
{
  audit_report report = {.plan = plan, .findings = findings};
  wg_findings all = {0};
  wg_audit_count(&report.figures, plan, findings);
  exit_code code = code_of(program, &report);
  wg_status status = wg_findings_merge(&all, program->context, findings);
  if (status == WG_OK) status = wg_findings_merge(&all, program->context, &plan->findings);
  terminal_clear(&program->terminal);
  if (status == WG_OK && program->settings.json)
    print_json(program, &report, &all, &program->settings.exports, code);
  else if (status == WG_OK && !program->settings.quiet)
    status = print_report(program, &report, &all);
  wg_findings_free(&all, program->context);
  return status == WG_OK ? code : failed(program, status);
}

static exit_code claim_outputs(cli_program *program, output_files *outputs)
{
  const cli_settings *settings = &program->settings;
  exit_code code = check_export_endings(program, settings->exports.items, settings->exports.count);
  if (code != EXIT_DONE) return code;
  return outputs_claim(outputs, program, settings->exports.items, settings->exports.count);
}

exit_code run_audit(cli_program *program)
{
  const cli_settings *settings = &program->settings;
  const wg_audit_options audit = {.grids = settings->grids, .snap_mm = settings->plan.snap_mm};
  wg_plan plan = {0};
  wg_findings findings = {0};
  output_files outputs = {0};
  exit_code code = claim_outputs(program, &outputs);
  if (code == EXIT_DONE) {
    wg_status status = wg_grids_audit(&plan, &findings, program->context, &settings->plan, &audit);
    if (status == WG_OK) status = write_exports(program, &plan, &outputs, 0);
    code = status == WG_OK ? tell(program, &plan, &findings) : failed(program, status);
  }
  outputs_free(&outputs, program->context);
  wg_findings_free(&findings, program->context);
  wg_plan_free(&plan, program->context);
  return code;
}
