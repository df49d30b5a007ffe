/* wangge compare: what moved between two plans or two grid files, and what it did for the rule. */
#include "wangge/compare.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "files.h"
#include "report.h"
#include "table.h"

/* Of more pairs and compounds than these only the first are listed; --json has all. */
enum { PAIRS_LISTED = 120, COMPOUNDS_LISTED = 20 };

static const char *grid_code(const wg_plan *plan, int32_t grid)
{
  return grid < 0 ? NULL : wg_texts_get(&plan->texts, plan->grids[grid].code);
}

/* --- for a person ------------------------------------------------------------------------------
 */

static wg_status add_cells(const cli_program *program, text_table *table, const char *const *cells)
{
  for (int32_t i = 0; i < table->columns; i++) WG_TRY(table_add(table, program->context, cells[i]));
  return WG_OK;
}

static wg_status add_figure(const cli_program *program, text_table *table, cli_words name,
                            int64_t before, int64_t after)
{
  char a[32], b[32];
  const char *const cells[] = {in_words(program, name), before < 0 ? "-" : grouped(before, a),
                               after < 0 ? "-" : grouped(after, b)};
  return add_cells(program, table, cells);
}

static wg_status add_compactness(const cli_program *program, text_table *table, double before,
                                 double after)
{
  static const cli_words name = {"compactness", "紧凑度"};
  char a[32], b[32];
  int hundredths[] = {(int)(before * 100 + 0.5), (int)(after * 100 + 0.5)};
  snprintf(a, sizeof a, "%d.%02d", hundredths[0] / 100, hundredths[0] % 100);
  snprintf(b, sizeof b, "%d.%02d", hundredths[1] / 100, hundredths[1] % 100);
  const char *const cells[] = {in_words(program, name), a, b};
  return add_cells(program, table, cells);
}

static wg_status print_sides(const cli_program *program, const wg_comparison *c)
{
  const wg_compare_side *a = &c->old_side, *b = &c->new_side;
  const struct {
    cli_words name;
    int64_t before, after;
  } figures[] = {{{"grids", "网格"}, a->grids, b->grids},
                 {{"in range", "达标"}, a->in_range, b->in_range},
                 {{"too small", "过小"}, a->under, b->under},
                 {{"too large", "过大"}, a->over, b->over},
                 {{"exempt", "专属"}, a->exempt, b->exempt},
                 {{"households", "户数"}, a->households, b->households},
                 {{"fault", "罚值"}, a->fault, b->fault},
                 {{"smallest", "最小"}, a->smallest, b->smallest},
                 {{"largest", "最大"}, a->largest, b->largest},
                 {{"spread (standard deviation)", "离散程度（标准差）"}, a->spread, b->spread},
                 {{"lines between grids, m", "网格间边界（米）"}, a->border_m, b->border_m}};
  text_table table = {.columns = 3, .left = 1, .limit = 40};
  const char *const heading[] = {"", wg_in(program->context, "before", "之前"),
                                 wg_in(program->context, "after", "之后")};
  wg_status status = add_cells(program, &table, heading);
  for (size_t i = 0; i < sizeof figures / sizeof *figures && status == WG_OK; i++)
    status = add_figure(program, &table, figures[i].name, figures[i].before, figures[i].after);
  if (status == WG_OK) status = add_compactness(program, &table, a->compactness, b->compactness);
  if (status == WG_OK) table_print(&table, stdout);
  table_free(&table, program->context);
  return status;
}

/* Tenths of a percent. */
static int64_t share(int64_t part, int64_t whole)
{
  return whole > 0 ? part * 1000 / whole : 0;
}

static void print_moved(const cli_program *program, const wg_comparison *c)
{
  char n[6][32];
  wg_context *context = program->context;
  int64_t households = share(c->households_moved, c->households);
  int64_t buildings = share(c->buildings_moved, c->buildings);
  printf(wg_in(context,
               "\nMoved   %s of %s households (%" PRId64 ".%" PRId64
               " %%), %s of %s buildings (%" PRId64 ".%" PRId64 " %%)\n",
               "\n改划    %s 户（共 %s 户，%" PRId64 ".%" PRId64 "%%），%s 栋楼（共 %s 栋，%" PRId64
               ".%" PRId64 "%%）\n"),
         grouped(c->households_moved, n[0]), grouped(c->households, n[1]), households / 10,
         households % 10, grouped(c->buildings_moved, n[2]), grouped(c->buildings, n[3]),
         buildings / 10, buildings % 10);
  printf(wg_in(context, "Grids   %s unchanged, %s changed, %s dissolved, %s new\n",
               "网格    %s 个不变，%s 个有变化，%s 个撤销，%s 个新设\n"),
         grouped(c->unchanged, n[0]), grouped(c->changed, n[1]), grouped(c->retired, n[2]),
         grouped(c->made, n[3]));
  if (c->buildings_old_only + c->buildings_new_only == 0) return;
  printf(wg_in(context,
               "In a grid only before: %s buildings with %s households; only after: %s with %s\n",
               "仅之前在网格内：%s 栋楼、%s 户；仅之后：%s 栋楼、%s 户\n"),
         grouped(c->buildings_old_only, n[0]), grouped(c->households_old_only, n[1]),
         grouped(c->buildings_new_only, n[2]), grouped(c->households_new_only, n[3]));
}

static const char *change_word(const cli_program *program, const wg_compare_pair *pair)
{
  static const cli_words words[] = {{"U unchanged", "U 不变"},
                                    {"S split", "S 拆分"},
                                    {"M merged", "M 合并"},
                                    {"X changed", "X 其他"}};
  return in_words(program, words[pair->change]);
}

static wg_status add_pair(const cli_program *program, const wg_comparison *c,
                          const wg_compare_pair *pair, text_table *table)
{
  char a[32], b[32];
  const char *old_code = grid_code(c->old_plan, pair->old_grid);
  const char *new_code = grid_code(c->new_plan, pair->new_grid);
  const char *const cells[] = {old_code != NULL ? old_code : "-",
                               new_code != NULL ? new_code : "-",
                               change_word(program, pair),
                               grouped(pair->households, a),
                               grouped(pair->buildings, b),
                               pair->moved ? wg_in(program->context, "moved", "改划")
                                           : wg_in(program->context, "stay", "保留")};
  return add_cells(program, table, cells);
}

/* All pairs but those of grids that did not change. */
static wg_status print_pairs(const cli_program *program, const wg_comparison *c)
{
  static const cli_words headings[] = {{"old grid", "原网格"}, {"new grid", "新网格"},
                                       {"change", "变化"},     {"households", "户数"},
                                       {"buildings", "楼栋"},  {"", ""}};
  text_table table = {.columns = 6, .left = 3, .limit = 28};
  int64_t listed = 0, all = 0;
  char number[32];
  wg_status status = WG_OK;
  for (int32_t i = 0; i < table.columns && status == WG_OK; i++)
    status = table_add(&table, program->context, in_words(program, headings[i]));
  for (int64_t i = 0; i < c->pair_count && status == WG_OK; i++) {
    if (c->pairs[i].change == WG_CHANGE_UNCHANGED || all++ >= PAIRS_LISTED) continue;
    status = add_pair(program, c, &c->pairs[i], &table);
    listed++;
  }
  if (status == WG_OK && listed > 0) {
    putchar('\n');
    table_print(&table, stdout);
  }
  if (all > listed)
    printf(wg_in(program->context, "... and %s more (--json)\n", "……另有 %s 项（见 --json）\n"),
           grouped(all - listed, number));
  table_free(&table, program->context);
  return status;
}

static void print_compounds(const cli_program *program, const wg_comparison *c)
{
  const wg_communities *all = &c->new_plan->communities;
  char n[3][32];
  if (c->compound_count == 0) return;
  printf("\n%s\n", wg_in(program->context, "Compounds with households moved", "涉及改划的小区"));
  for (int64_t i = 0; i < c->compound_count && i < COMPOUNDS_LISTED; i++) {
    const wg_compare_compound *compound = &c->compounds[i];
    printf(wg_in(program->context, "  %s (%s): %s of %s households, %s buildings\n",
                 "  %s（%s）：%s 户（共 %s 户），%s 栋楼\n"),
           compound->name, wg_texts_get(&all->texts, all->name[compound->community]),
           grouped(compound->households_moved, n[0]), grouped(compound->households, n[1]),
           grouped(compound->buildings_moved, n[2]));
  }
  if (c->compound_count > COMPOUNDS_LISTED)
    printf(wg_in(program->context, "  ... and %s more (--json)\n", "  ……另有 %s 个（见 --json）\n"),
           grouped(c->compound_count - COMPOUNDS_LISTED, n[0]));
}

static wg_status print_report(const cli_program *program, const wg_comparison *c)
{
  WG_TRY(print_sides(program, c));
  print_moved(program, c);
  WG_TRY(print_pairs(program, c));
  print_compounds(program, c);
  return WG_OK;
}

/* --- for a machine -----------------------------------------------------------------------------
 */

static void json_side(json_writer *json, const char *key, const wg_compare_side *side)
{
  json_object(json, key);
  json_integer(json, "grids", side->grids);
  json_integer(json, "in_range", side->in_range);
  json_integer(json, "under", side->under);
  json_integer(json, "over", side->over);
  json_integer(json, "exempt", side->exempt);
  json_integer(json, "households", side->households);
  json_integer(json, "fault", side->fault);
  json_count(json, "smallest", side->smallest);
  json_count(json, "largest", side->largest);
  json_integer(json, "spread", side->spread);
  json_integer(json, "border_m", side->border_m);
  json_thousandths(json, "compactness", (int64_t)(side->compactness * 1000));
  json_end_object(json);
}

static void json_moved(json_writer *json, const wg_comparison *c)
{
  json_object(json, "moved");
  json_integer(json, "households", c->households_moved);
  json_integer(json, "buildings", c->buildings_moved);
  json_integer(json, "of_households", c->households);
  json_integer(json, "of_buildings", c->buildings);
  json_integer(json, "unchanged", c->unchanged);
  json_integer(json, "changed", c->changed);
  json_integer(json, "retired", c->retired);
  json_integer(json, "made", c->made);
  json_integer(json, "buildings_only_before", c->buildings_old_only);
  json_integer(json, "buildings_only_after", c->buildings_new_only);
  json_end_object(json);
}

static void json_pair(json_writer *json, const wg_comparison *c, const wg_compare_pair *pair)
{
  json_object(json, NULL);
  json_text(json, "old_code", grid_code(c->old_plan, pair->old_grid));
  json_text(json, "new_code", grid_code(c->new_plan, pair->new_grid));
  json_text(json, "change", wg_change_name(pair->change));
  json_boolean(json, "moved", pair->moved);
  json_integer(json, "households", pair->households);
  json_integer(json, "buildings", pair->buildings);
  json_end_object(json);
}

static void json_compound(json_writer *json, const wg_comparison *c,
                          const wg_compare_compound *compound)
{
  const wg_communities *all = &c->new_plan->communities;
  json_object(json, NULL);
  json_text(json, "name", compound->name);
  json_text(json, "community_code", wg_texts_get(&all->texts, all->code[compound->community]));
  json_integer(json, "households", compound->households);
  json_integer(json, "households_moved", compound->households_moved);
  json_integer(json, "buildings", compound->buildings);
  json_integer(json, "buildings_moved", compound->buildings_moved);
  json_end_object(json);
}

static void print_json(const cli_program *program, const wg_comparison *c, const text_list *files)
{
  json_writer json = {.out = stdout};
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", EXIT_DONE);
  json_side(&json, "before", &c->old_side);
  json_side(&json, "after", &c->new_side);
  json_moved(&json, c);
  json_array(&json, "pairs");
  for (int64_t i = 0; i < c->pair_count; i++) json_pair(&json, c, &c->pairs[i]);
  json_end_array(&json);
  json_array(&json, "compounds");
  for (int64_t i = 0; i < c->compound_count; i++) json_compound(&json, c, &c->compounds[i]);
  json_end_array(&json);
  json_files(&json, files);
  json_end_object(&json);
}

/* --- the run -----------------------------------------------------------------------------------
 */

typedef struct compare_run {
  cli_program *program;
  wg_plan before, after;
  wg_comparison comparison;
  const char *paths[2]; /* of the outputs */
  text_list files;
  output_files outputs;
} compare_run;

/* A grid file has no meaning by itself. */
static exit_code check_inputs(const compare_run *run)
{
  const cli_settings *settings = &run->program->settings;
  for (int32_t i = 0; i < 2; i++) {
    const char *path = settings->operands.items[i];
    if (wg_path_is_store(path) ||
        (settings->plan.communities.path != NULL && settings->plan.buildings.path != NULL))
      continue;
    if (access(path, F_OK) != 0)
      return failed(run->program,
                    wg_fail(run->program->context, WG_NOT_FOUND,
                            wg_in(run->program->context, "There is no file '%s'.",
                                  "文件“%s”不存在。"),
                            path));
    return misused(run->program,
                   wg_in(run->program->context,
                         "'%s' is no plan store: a grid file needs --communities and --buildings.",
                         "“%s”不是方案库：比较网格文件须给出 --communities 和 --buildings。"),
                   path);
  }
  return EXIT_DONE;
}

static exit_code claim_outputs(compare_run *run)
{
  const cli_settings *settings = &run->program->settings;
  const char *const wanted[] = {settings->moved, settings->changes};
  run->files.items = run->paths;
  for (int i = 0; i < 2; i++)
    if (wanted[i] != NULL) run->paths[run->files.count++] = wanted[i];
  exit_code code = check_export_endings(run->program, run->paths, run->files.count);
  if (code != EXIT_DONE) return code;
  return outputs_claim(&run->outputs, run->program, run->paths, run->files.count);
}

static wg_status read_sides(compare_run *run)
{
  const cli_settings *settings = &run->program->settings;
  wg_source_file before = settings->grids, after = settings->grids;
  before.path = settings->operands.items[0];
  after.path = settings->operands.items[1];
  WG_TRY(wg_comparison_read(&run->before, run->program->context, &before, settings->old_scenario,
                            &settings->plan));
  return wg_comparison_read(&run->after, run->program->context, &after, settings->scenario,
                            &settings->plan);
}

static wg_status write_files(const compare_run *run)
{
  const cli_settings *settings = &run->program->settings;
  wg_context *context = run->program->context;
  if (settings->moved != NULL)
    WG_TRY(wg_comparison_write_moved(context, &run->comparison, settings->moved, settings->out_crs,
                                     settings->encoding));
  if (settings->changes == NULL) return WG_OK;
  return wg_comparison_write_changes(context, &run->comparison, settings->changes,
                                     settings->out_crs, settings->encoding, settings->plan.snap_mm);
}

static exit_code compare(compare_run *run)
{
  cli_program *program = run->program;
  wg_status status = read_sides(run);
  if (status == WG_OK)
    status = wg_plans_compare(&run->comparison, program->context, &run->before, &run->after);
  if (status == WG_OK) status = write_files(run);
  terminal_clear(&program->terminal);
  if (status == WG_OK && program->settings.json)
    print_json(program, &run->comparison, &run->files);
  else if (status == WG_OK && !program->settings.quiet)
    status = print_report(program, &run->comparison);
  return status == WG_OK ? EXIT_DONE : failed(program, status);
}

exit_code run_compare(cli_program *program)
{
  compare_run run = {.program = program};
  exit_code code = check_inputs(&run);
  if (code == EXIT_DONE) code = claim_outputs(&run);
  if (code == EXIT_DONE) code = compare(&run);
  wg_comparison_free(&run.comparison, program->context);
  wg_plan_free(&run.before, program->context);
  wg_plan_free(&run.after, program->context);
  outputs_free(&run.outputs, program->context);
  return code;
}
