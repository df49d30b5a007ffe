/* Who shares an officer, for a person and for a machine. */
#include <inttypes.h>

#include "report.h"
#include "table.h"

enum { PAIRS_LISTED = 60, COLUMNS = 6 };

/* Least, most and Σ households of the posts. */
typedef struct loads {
  int64_t least, most, sum, pairs;
} loads;

static loads count_loads(const wg_staffing *staffing)
{
  loads all = {0};
  for (int64_t i = 0; i < staffing->count; i++) {
    const wg_post *post = &staffing->posts[i];
    if (i == 0 || post->households < all.least) all.least = post->households;
    if (post->households > all.most) all.most = post->households;
    all.sum += post->households;
    all.pairs += post->grids[1] >= 0;
  }
  return all;
}

static wg_status add_pair(const cli_program *program, const wg_plan *plan, const wg_post *post,
                          text_table *table)
{
  const wg_communities *communities = &plan->communities;
  int32_t community = plan->grids[post->grids[0]].community;
  char number[32];
  WG_TRY(table_add(table, program->context,
                   wg_texts_get(&communities->texts, communities->name[community])));
  for (int i = 0; i < 2; i++)
    WG_TRY(table_add(table, program->context,
                     wg_texts_get(&plan->texts, plan->grids[post->grids[i]].code)));
  WG_TRY(table_add(table, program->context, grouped(post->households, number)));
  WG_TRY(table_add(table, program->context, grouped(post->border_mm / 1000, number)));
  return table_add(table, program->context, "");
}

static wg_status print_pairs(const cli_program *program, const wg_plan *plan)
{
  static const cli_words headings[] = {{"community", "社区"},       {"grid", "网格"},
                                       {"shares with", "同员网格"}, {"households", "户数"},
                                       {"border m", "边界（米）"},  {"", ""}};
  text_table table = {.columns = COLUMNS, .left = 3, .limit = 28};
  wg_status status = WG_OK;
  int64_t listed = 0;
  for (int i = 0; i < COLUMNS && status == WG_OK; i++)
    status = table_add(&table, program->context, in_words(program, headings[i]));
  for (int64_t i = 0; i < plan->staffing.count && status == WG_OK && listed < PAIRS_LISTED; i++) {
    const wg_post *post = &plan->staffing.posts[i];
    if (post->grids[1] < 0) continue;
    status = add_pair(program, plan, post, &table);
    listed++;
  }
  if (status == WG_OK && listed > 0) table_print(&table, stdout);
  table_free(&table, program->context);
  return status;
}

wg_status print_staffing(const cli_program *program, const wg_plan *plan)
{
  const wg_staffing *staffing = &plan->staffing;
  wg_context *context = program->context;
  char a[32], b[32], c[32], d[32];
  if (staffing->officers == 0) return WG_OK;
  loads all = count_loads(staffing);
  printf(wg_in(context,
               "\nOfficers    %s for %s grids: %s of them look after two neighbours (at least %s "
               "are needed)\n",
               "\n网格员  %s 名，网格 %s 个：%s 名负责相邻两格（至少需要 %s 名）\n"),
         grouped(staffing->officers, a), grouped(staffing->grids, b), grouped(all.pairs, c),
         grouped(staffing->least, d));
  if (staffing->count > 0)
    printf(wg_in(context, "  load      %s to %s households, %s on average%s\n",
                 "  负担  %s 至 %s 户，平均 %s 户%s\n"),
           grouped(all.least, a), grouped(all.most, b), grouped(all.sum / staffing->count, c),
           staffing->proof == WG_PROOF_PROVEN ? wg_in(context, "; no pairing is more even (proven)",
                                                      "；没有更均衡的配对（已证明）")
                                              : "");
  if (all.pairs > PAIRS_LISTED)
    printf(wg_in(context, "  the first %d of %s pairs; all are in the layer post\n",
                 "  以下为前 %d 对，共 %s 对，全部见图层 post\n"),
           PAIRS_LISTED, grouped(all.pairs, a));
  return print_pairs(program, plan);
}

static void json_post(json_writer *json, const wg_plan *plan, int64_t index)
{
  const wg_post *post = &plan->staffing.posts[index];
  json_object(json, NULL);
  json_integer(json, "post", index + 1);
  json_array(json, "grids");
  for (int i = 0; i < 2; i++)
    if (post->grids[i] >= 0)
      json_text(json, NULL, wg_texts_get(&plan->texts, plan->grids[post->grids[i]].code));
  json_end_array(json);
  json_integer(json, "households", post->households);
  json_thousandths(json, "border_m", post->border_mm);
  json_end_object(json);
}

void json_staffing(json_writer *json, const wg_plan *plan)
{
  const wg_staffing *staffing = &plan->staffing;
  if (staffing->officers == 0) return;
  loads all = count_loads(staffing);
  json_object(json, "staffing");
  json_integer(json, "officers", staffing->officers);
  json_integer(json, "grids", staffing->grids);
  json_integer(json, "pairs", all.pairs);
  json_integer(json, "officers_least", staffing->least);
  json_integer(json, "load_least", all.least);
  json_integer(json, "load_most", all.most);
  json_text(json, "proof", wg_proof_name(staffing->proof));
  json_array(json, "posts");
  for (int64_t i = 0; i < staffing->count; i++) json_post(json, plan, i);
  json_end_array(json);
  json_end_object(json);
}
