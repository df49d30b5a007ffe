/* The JSON object of `wangge plan` (docs/json.md). */
#include "community_view.h"
#include "report.h"
#include "variants.h"

static void json_figures(json_writer *json, const wg_plan *plan)
{
  wg_plan_figures f;
  wg_plan_count(plan, &f);
  json_object(json, "figures");
  json_integer(json, "communities", f.communities);
  json_integer(json, "communities_in_range", f.communities_in_range);
  json_integer(json, "buildings_read", f.buildings_read);
  json_integer(json, "buildings_placed", f.buildings_placed);
  json_integer(json, "buildings_left", f.buildings_left);
  json_integer(json, "households_read", f.households_read);
  json_integer(json, "households_placed", f.households_placed);
  json_integer(json, "households_left", f.households_left);
  json_integer(json, "households_given", f.households_given);
  json_integer(json, "households_joined", f.households_joined);
  json_integer(json, "households_estimated", f.households_estimated);
  json_integer(json, "grids", f.grids);
  json_integer(json, "in_range", f.in_range);
  json_integer(json, "out_proven", f.out_proven);
  json_integer(json, "out_unproven", f.out_unproven);
  json_integer(json, "exempt", f.exempt);
  json_integer(json, "empty", f.empty);
  json_integer(json, "unknown", f.unknown);
  json_integer(json, "fault", f.fault);
  json_end_object(json);
}

/* Left out where there were no existing grids. */
static void json_redraw(json_writer *json, const wg_plan *plan)
{
  const wg_redraw_figures *f = &plan->redraw;
  if (!f->is_redrawn) return;
  json_object(json, "redraw");
  json_integer(json, "old_grids", f->old_grids);
  json_integer(json, "old_exempt", f->old_exempt);
  json_integer(json, "old_in_range", f->old_in_range);
  json_integer(json, "unchanged", f->unchanged);
  json_integer(json, "changed", f->changed);
  json_integer(json, "new", f->made);
  json_integer(json, "retired", f->retired);
  json_integer(json, "households", f->households);
  json_integer(json, "households_moved", f->moved);
  json_integer(json, "buildings", f->buildings);
  json_integer(json, "buildings_moved", f->buildings_moved);
  json_end_object(json);
}

static void json_rule(json_writer *json, const wg_rule *rule)
{
  static const char *const efforts[] = {"fast", "normal", "thorough"};
  json_object(json, "rule");
  json_integer(json, "min", rule->min);
  json_integer(json, "max", rule->max);
  json_integer(json, "target", rule->target);
  json_count(json, "charge", rule->charge);
  json_integer(json, "parts", rule->parts);
  json_text(json, "effort", efforts[rule->effort]);
  json_integer(json, "steps", rule->steps);
  json_integer(json, "seed", (int64_t)rule->seed);
  json_integer(json, "balance", rule->balance);
  json_integer(json, "keep", rule->keep);
  json_integer(json, "like", rule->like);
  json_integer(json, "compact", rule->compact);
  json_integer(json, "min_persons", rule->min_persons);
  json_integer(json, "max_persons", rule->max_persons);
  json_text(json, "measure", rule->measure == WG_MEASURE_PERSONS ? "persons" : "households");
  json_end_object(json);
}

static void json_system(json_writer *json, const wg_system *system)
{
  json_object(json, "system");
  json_text(json, "name", system->name);
  json_text(json, "title", system->title);
  json_count(json, "epsg", system->epsg > 0 ? system->epsg : -1);
  json_end_object(json);
}

static void json_reasons(json_writer *json, const wg_plan *plan, const community_view *view)
{
  reason_counts counts;
  count_reasons(&counts, plan, view);
  json_object(json, "reasons");
  for (int code = 0; code < WG_FINDING_CODES; code++)
    if (counts.grids[code] > 0)
      json_integer(json, wg_finding_code_name((wg_finding_code)code), counts.grids[code]);
  json_end_object(json);
}

static void json_community(json_writer *json, const wg_plan *plan, int64_t index,
                           const community_view *view)
{
  const wg_communities *communities = &plan->communities;
  const wg_community_result *result = &plan->results[index];
  json_object(json, NULL);
  json_text(json, "code", wg_texts_get(&communities->texts, communities->code[index]));
  json_text(json, "name", wg_texts_get(&communities->texts, communities->name[index]));
  json_integer(json, "households", result->households);
  json_integer(json, "buildings", result->buildings);
  json_integer(json, "buildings_unknown", result->buildings_unknown);
  json_integer(json, "grids_min", result->grids_min);
  json_integer(json, "grids_max", result->grids_max);
  json_integer(json, "grids", result->grids);
  json_integer(json, "in_range", result->in_range);
  json_text(json, "proof", wg_proof_name(result->proof));
  json_count(json, "smallest", view->base_grids > 0 ? view->smallest : WG_UNKNOWN);
  json_count(json, "largest", view->base_grids > 0 ? view->largest : WG_UNKNOWN);
  json_reasons(json, plan, view);
  json_end_object(json);
}

static void json_run(json_writer *json, const wg_plan *plan)
{
  json_object(json, "run");
  for (int64_t i = 0; i < plan->parameter_count; i++)
    json_text(json, wg_texts_get(&plan->texts, plan->parameters[i].name),
              wg_texts_get(&plan->texts, plan->parameters[i].value));
  json_end_object(json);
}

wg_status print_plan_json(cli_program *program, const wg_plan *plan, const text_list *files,
                          exit_code code, const variant_table *variants)
{
  json_writer json = {.out = stdout};
  community_view *views;
  WG_TRY(community_views_make(&views, program->context, plan));
  json_begin_report(&json, program);
  json_integer(&json, "exit_code", (int64_t)code);
  json_text(&json, "date", plan->date);
  json_figures(&json, plan);
  json_redraw(&json, plan);
  json_rule(&json, &plan->rule);
  json_system(&json, &plan->system);
  json_array(&json, "communities");
  for (int64_t i = 0; i < plan->communities.shapes.count; i++)
    json_community(&json, plan, i, &views[i]);
  json_end_array(&json);
  json_micros(&json, plan);
  json_staffing(&json, plan);
  json_variants(&json, variants);
  json_findings(&json, plan, &plan->findings);
  json_inputs(&json, plan);
  json_run(&json, plan);
  json_files(&json, files);
  json_end_object(&json);
  wg_release(program->context, views);
  return WG_OK;
}
