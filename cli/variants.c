/* --variants: the plan's alternatives, saved beside it as scenarios, and a table to choose by. */
#include "variants.h"

#include <stdio.h>
#include <string.h>

#include "table.h"

/* "fewer", or "dense_fewer" beside the scenario "dense". */
static void name_row(const cli_program *program, variant_row *row, wg_variant variant)
{
  const char *own = program->settings.scenario;
  const char *name = wg_variant_name(variant);
  snprintf(row->scenario, sizeof row->scenario, "%s%s%s", own != NULL ? own : "",
           own != NULL && name[0] != 0 ? "_" : "", name);
}

wg_status make_variants(cli_program *program, const wg_plan *base, variant_table *out)
{
  wg_context *context = program->context;
  bool quiet = program->terminal.quiet;
  wg_status status = wg_plan_tradeoffs(&out->rows[0].figures, context, base);
  name_row(program, &out->rows[0], WG_VARIANT_AS_ASKED);
  program->terminal.quiet = true; /* what is said of the inputs was said */
  for (int v = WG_VARIANT_AS_ASKED + 1; v < WG_VARIANTS && status == WG_OK; v++) {
    wg_plan plan = {0};
    variant_row *row = &out->rows[v];
    name_row(program, row, (wg_variant)v);
    status = wg_plan_make_variant(&plan, context, &program->settings.plan, base, (wg_variant)v);
    if (status == WG_OK)
      status = wg_plan_save_scenario(context, program->settings.out, &plan, row->scenario);
    if (status == WG_OK) status = wg_plan_tradeoffs(&row->figures, context, &plan);
    wg_plan_free(&plan, context);
  }
  program->terminal.quiet = quiet;
  out->made = status == WG_OK;
  return status;
}

/* --- for a person ----------------------------------------------------------------------------- */

static const cli_words meanings[WG_VARIANTS] = {
    [WG_VARIANT_AS_ASKED] = {"as asked", "按给定规则"},
    [WG_VARIANT_FEWER] = {"one grid fewer in each community", "每个社区少一个网格"},
    [WG_VARIANT_MORE] = {"one grid more in each community", "每个社区多一个网格"},
    [WG_VARIANT_EVEN] = {"sizes count four times as much", "规模均衡的权重为四倍"},
    [WG_VARIANT_WHOLE] = {"whole compounds count four times as much", "小区完整的权重为四倍"},
    [WG_VARIANT_SHORT] = {"short borders count four times as much", "边界短的权重为四倍"}};

static wg_status add_numbers(const cli_program *program, text_table *table, const wg_tradeoffs *f)
{
  const int64_t numbers[] = {f->grids,     f->in_range,           f->fault,
                             f->deviation, f->border_cost / 1000, f->compounds_divided};
  char text[64], a[32], b[32];
  for (int i = 0; i < 3; i++) WG_TRY(table_add(table, program->context, grouped(numbers[i], text)));
  snprintf(text, sizeof text, "%s-%s", grouped(f->smallest, a), grouped(f->largest, b));
  WG_TRY(table_add(table, program->context, text));
  for (int i = 3; i < 6; i++) WG_TRY(table_add(table, program->context, grouped(numbers[i], text)));
  return WG_OK;
}

static wg_status add_row(const cli_program *program, text_table *table, const variant_row *row,
                         wg_variant variant)
{
  char note[192], moved[32];
  const char *meaning = in_words(program, meanings[variant]);
  WG_TRY(table_add(table, program->context, row->scenario[0] != 0 ? row->scenario : "-"));
  WG_TRY(add_numbers(program, table, &row->figures));
  if (row->figures.households_moved < 0) return table_add(table, program->context, meaning);
  snprintf(note, sizeof note, wg_in(program->context, "%s households moved; %s", "调整 %s 户；%s"),
           grouped(row->figures.households_moved, moved), meaning);
  return table_add(table, program->context, note);
}

wg_status print_variants(const cli_program *program, const variant_table *variants)
{
  static const cli_words headings[] = {{"scenario", "情景"},
                                       {"grids", "网格"},
                                       {"in range", "达标"},
                                       {"fault", "罚值"},
                                       {"spread", "规模范围"},
                                       {"off target", "平均偏差"},
                                       {"border cost", "边界代价"},
                                       {"compounds divided", "拆分小区"},
                                       {"", ""}};
  text_table table = {.columns = TABLE_COLUMNS, .left = 1, .limit = 28};
  wg_status status = WG_OK;
  if (!variants->made) return WG_OK;
  printf("\n%s\n", wg_in(program->context, "Variants, each a scenario of the store",
                         "备选方案（各为库中的一个情景）"));
  for (int i = 0; i < TABLE_COLUMNS && status == WG_OK; i++)
    status = table_add(&table, program->context, in_words(program, headings[i]));
  for (int v = 0; v < WG_VARIANTS && status == WG_OK; v++)
    status = add_row(program, &table, &variants->rows[v], (wg_variant)v);
  if (status == WG_OK) table_print(&table, stdout);
  table_free(&table, program->context);
  return status;
}

/* --- for a machine ---------------------------------------------------------------------------- */

void json_variants(json_writer *json, const variant_table *variants)
{
  if (!variants->made) return;
  json_array(json, "variants");
  for (int v = 0; v < WG_VARIANTS; v++) {
    const variant_row *row = &variants->rows[v];
    const wg_tradeoffs *f = &row->figures;
    json_object(json, NULL);
    json_text(json, "scenario", row->scenario);
    json_text(json, "variant",
              v == WG_VARIANT_AS_ASKED ? "as_asked" : wg_variant_name((wg_variant)v));
    json_integer(json, "grids", f->grids);
    json_integer(json, "in_range", f->in_range);
    json_integer(json, "out_of_range", f->out_of_range);
    json_integer(json, "fault", f->fault);
    json_integer(json, "smallest", f->smallest);
    json_integer(json, "largest", f->largest);
    json_integer(json, "deviation", f->deviation);
    json_thousandths(json, "border_m", f->border_mm);
    json_integer(json, "border_cost", f->border_cost);
    json_integer(json, "compounds_divided", f->compounds_divided);
    json_count(json, "households_moved", f->households_moved);
    json_end_object(json);
  }
  json_end_array(json);
}
