/* The summary of a plan: a line a community, the totals, the findings, the files. */
#include <inttypes.h>
#include <string.h>

#include "community_view.h"
#include "finding_names.h"
#include "report.h"
#include "table.h"
#include "variants.h"

/* Of more communities than this, only those are listed that are not wholly in range. */
enum { COMMUNITIES_LISTED = 60, NOTE_SIZE = 512, SUBJECTS_LISTED = 3 };

static void append(char note[NOTE_SIZE], const char *separator, const char *text)
{
  size_t used = strlen(note);
  snprintf(note + used, NOTE_SIZE - used, "%s%s", used > 0 ? separator : "", text);
}

/* "one building above the maximum x2 (proven)" */
static void append_reasons(const cli_program *program, char note[NOTE_SIZE],
                           const reason_counts *counts)
{
  static const cli_words all = {"proven", "已证明"}, none = {"not proven", "未证明"},
                         some = {"partly proven", "部分已证明"};
  char part[192];
  for (int code = 0; code < WG_FINDING_CODES; code++) {
    int32_t grids = counts->grids[code], proven = counts->proven[code];
    if (grids == 0) continue;
    cli_words proof = proven == grids ? all : proven == 0 ? none : some;
    snprintf(part, sizeof part, "%s x%" PRId32 " (%s)",
             in_words(program, finding_name((wg_finding_code)code)), grids,
             in_words(program, proof));
    append(note, wg_in(program->context, "; ", "；"), part);
  }
}

static void append_count(const cli_program *program, char note[NOTE_SIZE], cli_words words,
                         int32_t count)
{
  char part[128];
  if (count == 0) return;
  snprintf(part, sizeof part, wg_in(program->context, "%s: %" PRId32, "%s %" PRId32),
           in_words(program, words), count);
  append(note, wg_in(program->context, "; ", "；"), part);
}

/* What there is to say of a community beyond its figures; "" when all is well. */
static void make_note(const cli_program *program, const wg_plan *plan, const community_view *view,
                      const wg_community_result *result, char note[NOTE_SIZE])
{
  static const cli_words exempt = {"exempt grids", "专属网格"};
  static const cli_words unknown = {"buildings without a count", "户数未知的楼栋"};
  reason_counts counts;
  note[0] = 0;
  count_reasons(&counts, plan, view);
  append_reasons(program, note, &counts);
  if (result->households == 0 && result->buildings_unknown == 0)
    append(note, "; ", wg_in(program->context, "no households", "没有住户"));
  append_count(program, note, exempt, view->exempt_grids);
  append_count(program, note, unknown, result->buildings_unknown);
}

static wg_status add_heading(const cli_program *program, bool by_persons, text_table *table)
{
  static const cli_words headings[] = {{"community", "社区"},        {"code", "代码"},
                                       {"households", "户数"},       {"grids needed", "需要网格数"},
                                       {"grids made", "划分网格数"}, {"in range", "达标"},
                                       {"smallest", "最小"},         {"largest", "最大"},
                                       {"remarks", "说明"}};
  static const cli_words of_persons[] = {{"fewest persons", "最少人口"}, {"most persons", "最多人口"}};
  enum { SMALLEST = 6, LARGEST };
  for (int32_t i = 0; i < table->columns; i++) {
    bool replaced = by_persons && (i == SMALLEST || i == LARGEST);
    WG_TRY(table_add(table, program->context,
                     in_words(program, replaced ? of_persons[i - SMALLEST] : headings[i])));
  }
  return WG_OK;
}

/* "2-3", "2"; "none" when no number of grids can hold the households within the bounds. */
static const char *needed_text(const cli_program *program, const wg_community_result *result,
                               char text[32])
{
  if (result->households == 0) return "-";
  if (result->grids_min > result->grids_max) return wg_in(program->context, "none fits", "无解");
  if (result->grids_min == result->grids_max)
    snprintf(text, 32, "%" PRId32, result->grids_min);
  else
    snprintf(text, 32, "%" PRId32 "-%" PRId32, result->grids_min, result->grids_max);
  return text;
}

static wg_status add_number(text_table *table, wg_context *context, bool known, int64_t number)
{
  char text[32];
  return table_add(table, context, known ? grouped(number, text) : "-");
}

/* Households of which nothing is known are no 0. */
static wg_status add_households(const cli_program *program, text_table *table,
                                const wg_community_result *result)
{
  bool unknown = result->households == 0 && result->buildings_unknown > 0;
  if (!unknown) return add_number(table, program->context, true, result->households);
  return table_add(table, program->context, wg_in(program->context, "unknown", "未知"));
}

static wg_status add_community(const cli_program *program, const wg_plan *plan, int64_t index,
                               const community_view *view, const char *note, text_table *table)
{
  const wg_communities *communities = &plan->communities;
  const wg_community_result *result = &plan->results[index];
  wg_context *context = program->context;
  char needed[32];
  WG_TRY(table_add(table, context, wg_texts_get(&communities->texts, communities->name[index])));
  WG_TRY(table_add(table, context, wg_texts_get(&communities->texts, communities->code[index])));
  WG_TRY(add_households(program, table, result));
  WG_TRY(table_add(table, context, needed_text(program, result, needed)));
  WG_TRY(add_number(table, context, true, result->grids));
  WG_TRY(add_number(table, context, view->base_grids > 0, result->in_range));
  WG_TRY(add_number(table, context, view->base_grids > 0, view->smallest));
  WG_TRY(add_number(table, context, view->base_grids > 0, view->largest));
  return table_add(table, context, note);
}

static wg_status print_communities(const cli_program *program, const wg_plan *plan)
{
  text_table table = {.columns = TABLE_COLUMNS, .left = 2, .limit = 28};
  wg_context *context = program->context;
  int64_t count = plan->communities.shapes.count, silent = 0;
  community_view *views = NULL;
  char note[NOTE_SIZE], number[32];
  wg_status status = community_views_make(&views, context, plan);
  if (status == WG_OK) status = add_heading(program, plan->rule.measure == WG_MEASURE_PERSONS, &table);
  for (int64_t i = 0; i < count && status == WG_OK; i++) {
    make_note(program, plan, &views[i], &plan->results[i], note);
    bool good = views[i].base_grids > 0 && views[i].base_grids == plan->results[i].in_range;
    if (count > COMMUNITIES_LISTED && good)
      silent++;
    else
      status = add_community(program, plan, i, &views[i], note, &table);
  }
  if (status == WG_OK) {
    table_print(&table, stdout);
    if (silent > 0)
      printf(wg_in(context, "%s more communities: every grid in range\n",
                   "另有 %s 个社区：网格全部达标\n"),
             grouped(silent, number));
  }
  table_free(&table, context);
  wg_release(context, views);
  return status;
}

static void print_grids(const cli_program *program, const wg_plan_figures *figures)
{
  char made[32], good[32], proven[32], unproven[32], other[3][32];
  printf(
      wg_in(
          program->context,
          "Grids       %s: %s in range, %s out of range and proven so, %s out of range and not "
          "proven, %s exempt, %s empty, %s unknown\n",
          "网格    共 %s 个：达标 %s，超限且已证明 %s，超限但未证明 %s，专属 %s，空 %s，未知 %s\n"),
      grouped(figures->grids, made), grouped(figures->in_range, good),
      grouped(figures->out_proven, proven), grouped(figures->out_unproven, unproven),
      grouped(figures->exempt, other[0]), grouped(figures->empty, other[1]),
      grouped(figures->unknown, other[2]));
}

/* What became of the grids that there were. */
static void print_redraw(const cli_program *program, const wg_plan *plan)
{
  const wg_redraw_figures *f = &plan->redraw;
  wg_plan_figures now;
  char a[32], b[32], c[32], d[32], e[32], g[32];
  wg_plan_count(plan, &now);
  if (!f->is_redrawn) return;
  double share = f->households > 0 ? 100.0 * (double)f->moved / (double)f->households : 0;
  printf(wg_in(program->context,
               "Moved       %s of %s households (%.1f %%), %s of %s buildings change their grid\n",
               "改划    %s 户（共 %s 户，占 %.1f %%），%s 栋楼（共 %s 栋）改换网格\n"),
         grouped(f->moved, a), grouped(f->households, b), share, grouped(f->buildings_moved, c),
         grouped(f->buildings, d));
  printf(wg_in(program->context,
               "Old grids   %s, %s in range before; %s unchanged, %s changed, %s retired; %s new; %s of "
               "%s in range now\n",
               "原网格  共 %s 个，原达标 %s 个；未变 %s，有变 %s，撤销 %s；新增 %s；现达标 %s 个"
               "（共 %s 个）\n"),
         grouped(f->old_grids, a), grouped(f->old_in_range, b), grouped(f->unchanged, c),
         grouped(f->changed, d), grouped(f->retired, e), grouped(f->made, g),
         grouped(now.in_range, (char[32]){0}), grouped(now.grids, (char[32]){0}));
}

static void print_totals(const cli_program *program, const wg_plan *plan)
{
  wg_plan_figures figures;
  char besides[96] = "";
  char a[32], b[32], c[32];
  wg_context *context = program->context;
  wg_plan_count(plan, &figures);
  if (plan->rule.min_persons > 0 || plan->rule.max_persons > 0)
    snprintf(besides, sizeof besides,
             wg_in(context, ", %" PRId32 "-%" PRId32 " persons (0: any number)",
                   "，%" PRId32 "–%" PRId32 " 人（0 为不限）"),
             plan->rule.min_persons, plan->rule.max_persons);
  printf(wg_in(context,
               "\nCommunities %s, %s of them wholly in range (%" PRId32 "-%" PRId32
               " %s a grid%s)\n",
               "\n社区    共 %s 个，%s 个全部达标（每个网格 %" PRId32 "–%" PRId32 " %s%s）\n"),
         grouped(figures.communities, a), grouped(figures.communities_in_range, b), plan->rule.min,
         plan->rule.max,
         plan->rule.measure == WG_MEASURE_PERSONS ? wg_in(context, "persons", "人")
                                                  : wg_in(context, "households", "户"),
         besides);
  print_grids(program, &figures);
  printf(wg_in(context, "Households  %s read = %s in grids + %s left over\n",
               "户数    读入 %s ＝ 网格内 %s ＋ 未归入 %s\n"),
         grouped(figures.households_read, a), grouped(figures.households_placed, b),
         grouped(figures.households_left, c));
  if (figures.households_joined > 0 || figures.households_estimated > 0)
    printf(wg_in(context, "  of these  %s given, %s joined, %s estimated\n",
                 "        其中 %s 户来自字段，%s 户来自关联表，%s 户为估算\n"),
           grouped(figures.households_given, a), grouped(figures.households_joined, b),
           grouped(figures.households_estimated, c));
  printf(wg_in(context, "Buildings   %s read = %s in grids + %s left over\n",
               "楼栋    读入 %s ＝ 网格内 %s ＋ 未归入 %s\n"),
         grouped(figures.buildings_read, a), grouped(figures.buildings_placed, b),
         grouped(figures.buildings_left, c));
  if (figures.fault > 0)
    printf(wg_in(context,
                 "Fault       %s (households out of range plus a charge for each such grid)\n",
                 "罚值    %s（超出的户数加每个超限网格的固定罚值）\n"),
           grouped(figures.fault, a));
  printf(wg_in(context, "System      %s %s\n", "坐标系  %s %s\n"), plan->system.name,
         plan->system.title);
}

wg_status print_plan_summary(cli_program *program, const wg_plan *plan, const text_list *files,
                             const variant_table *variants)
{
  wg_context *context = program->context;
  WG_TRY(print_communities(program, plan));
  print_totals(program, plan);
  print_micros(program, plan);
  WG_TRY(print_staffing(program, plan));
  WG_TRY(print_variants(program, variants));
  print_redraw(program, plan);
  print_inputs(program, plan);
  if (plan->findings.count > 0) {
    printf("\n%s\n", wg_in(context, "Findings", "检查结果"));
    print_findings(program, &plan->findings, SUBJECTS_LISTED);
  }
  printf("\n%s\n", wg_in(context, "Written", "已写出"));
  for (int32_t i = 0; i < files->count; i++) printf("  %s\n", files->items[i]);
  return WG_OK;
}
