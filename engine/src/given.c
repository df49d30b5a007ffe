/* wg_grids_judge: anyone's grids by the rules of a plan.
 *
 *     plan anew → read the grids → place them → assign buildings → units → reasons → check
 *
 * The division that a plan would make is the measure: it gives the ground (noded boundaries, units,
 * what barriers cut off), and it says whether the bounds could have been kept. An audit makes do with a
 * survey, which gives the ground alone and what is proved of it. */
#include "given.h"

#include <string.h>

#include "algorithms/dissolve.h"
#include "appoint.h"
#include "geodata/input.h"
#include "read.h"

/* --- claims -------------------------------------------------------------------------------------
 */

static void claim(int32_t *figure, int32_t claimed)
{
  if (claimed != WG_UNKNOWN) *figure = claimed;
}

/* The grids with the figures that their file claims, for the check to compare with the count. */
static void put_claims(const wg_given *given)
{
  const wg_grids *read = &given->grids;
  for (int64_t g = 0; g < given->plan->grid_count; g++) {
    wg_grid *grid = &given->plan->grids[g];
    int64_t row = given->row_of_grid[g];
    const char *status = wg_texts_get(&read->texts, read->status[row]);
    claim(&grid->households, read->households[row]);
    claim(&grid->buildings, read->buildings[row]);
    claim(&grid->buildings_unknown, read->buildings_unknown[row]);
    for (int s = WG_GRID_OK; s <= WG_GRID_UNKNOWN; s++)
      if (strcmp(wg_grid_status_name((wg_grid_status)s), status) == 0)
        grid->status = (wg_grid_status)s;
  }
}

/* --- judging -------------------------------------------------------------------------------------
 */

wg_status wg_given_report(const wg_given *given, wg_check *check)
{
  const wg_grids *read = &given->grids;
  for (int64_t g = 0; g < given->plan->grid_count; g++)
    if (read->invalid[given->row_of_grid[g]])
      WG_TRY(wg_check_report(
          check, WG_FINDING_GRID_INVALID, WG_ABOUT_GRID((int32_t)g), "%s",
          wg_in(given->context, "Its polygon is not valid in the file.", "文件中的图形无效。")));
  for (int64_t r = 0; r < read->shapes.count; r++)
    if (given->community_of_row[r] < 0)
      WG_TRY(wg_check_report(
          check, WG_FINDING_GRID_OUTSIDE_COMMUNITY, WG_ABOUT_COMMUNITY(-1),
          wg_in(given->context, "Grid '%s' lies in no community.", "网格“%s”不在任何社区内。"),
          wg_texts_get(&read->texts, read->code[r])));
  return WG_OK;
}

static wg_status judge(wg_given *given, wg_findings *findings, const wg_plan_options *options,
                       int32_t tolerance_mm)
{
  wg_plan *plan = given->plan;
  wg_check check = {.context = given->context,
                    .plan = plan,
                    .findings = findings,
                    .tolerance_mm = tolerance_mm > 0 ? tolerance_mm : 1,
                    .free_codes = options->code_template == NULL};
  wg_grid *counted;
  size_t size = (size_t)plan->grid_count * sizeof *counted;
  WG_TRY(wg_allocate(given->context, &counted, (size_t)plan->grid_count, sizeof *counted));
  if (size > 0) memcpy(counted, plan->grids, size);
  put_claims(given);
  wg_status status = wg_given_report(given, &check);
  if (status == WG_OK) status = wg_check_run(&check);
  if (size > 0) memcpy(plan->grids, counted, size);
  wg_release(given->context, counted);
  return status;
}

/* What reading the grids says that the check does not: rows without a usable area. */
static wg_status keep_findings(wg_given *given, const wg_findings *read)
{
  wg_findings *kept = &given->plan->findings;
  for (int64_t i = 0; i < read->count; i++) {
    const wg_finding *from = &read->items[i];
    wg_finding *to;
    if (from->severity == WG_SEVERITY_INFO) continue;
    WG_TRY(wg_findings_add(kept, given->context, from->code, &to));
    const wg_text texts[] = {from->subject, from->reason, from->remedy};
    wg_text *const places[] = {&to->subject, &to->reason, &to->remedy};
    for (int t = 0; t < 3; t++)
      WG_TRY(wg_texts_add(&kept->texts, given->context,
                          texts[t] == WG_NO_TEXT ? NULL : wg_texts_get(&read->texts, texts[t]), -1,
                          places[t]));
  }
  return WG_OK;
}

static wg_status read_grids(wg_given *given, const wg_plan_options *options,
                            const wg_source_file *file)
{
  char shown[WG_SHOWN_SIZE], shown_beside[WG_SHOWN_SIZE];
  wg_input input = wg_input_of("grids", file, options, shown);
  const wg_input communities =
      wg_input_of("communities", &options->communities, options, shown_beside);
  input.beside = &communities;
  wg_findings said = {0};
  wg_reading reading;
  wg_status status =
      wg_read_grids(&given->grids, given->context, &input, &given->plan->system, &said, &reading);
  if (status == WG_OK) status = keep_findings(given, &said);
  wg_findings_free(&said, given->context);
  WG_TRY(status);
  WG_TRY(wg_plan_add_parameter(given->plan, given->context, "input.grids.driver", reading.driver));
  return wg_plan_add_parameter(given->plan, given->context, "input.grids.checksum",
                               reading.checksum);
}

void wg_given_free(wg_given *given)
{
  wg_grids_free(&given->grids, given->context);
  wg_release(given->context, given->row_of_grid);
  wg_release(given->context, given->community_of_row);
  wg_release(given->context, given->own_grids);
  wg_shapes_free(&given->own_outlines, given->context);
  wg_release(given->context, given->own_grid_of_building);
  wg_findings_free(&given->own_findings, given->context);
  wg_survey_free(&given->survey, given->context);
}

/* The grids of a field, with the areas that the survey has drawn. */
static wg_status take_field(wg_given *given, const wg_plan_options *options)
{
  wg_survey *survey = &given->survey;
  wg_shapes drawn = {0};
  given->grids = survey->field.read;
  survey->field.read = (wg_grids){0};
  WG_TRY(wg_dissolve(&drawn, given->context, &survey->areas, 0, survey->area_count,
                     survey->field_of_area, (int32_t)given->grids.shapes.count));
  wg_shapes_free(&given->grids.shapes, given->context);
  given->grids.shapes = drawn;
  given->community_of_row = survey->field.community_of_row;
  survey->field.community_of_row = NULL;
  return wg_plan_add_parameter(given->plan, given->context, "input.grids.field",
                               options->field_grid);
}

wg_status wg_given_make(wg_given *given, const wg_plan_options *options,
                        const wg_source_file *grids)
{
  if (given->surveys)
    WG_TRY(wg_field_grids_asked(&given->is_field, given->context, options, grids));
  WG_TRY(given->surveys ? wg_plan_survey(given->plan, &given->survey, given->context, options)
                        : wg_plan_make(given->plan, given->context, options));
  WG_TRY(given->is_field ? take_field(given, options) : read_grids(given, options, grids));
  if (!given->is_field) WG_TRY(wg_given_place(given));
  WG_TRY(wg_given_assign(given));
  WG_TRY(wg_given_units(given));
  WG_TRY(wg_given_explain(given));
  return wg_appoint(given->plan, given->context);
}

wg_status wg_grids_judge(wg_plan *plan, wg_findings *findings, wg_context *context,
                         const wg_plan_options *options, const wg_source_file *grids,
                         int32_t tolerance_mm)
{
  wg_given given = {.context = context, .plan = plan};
  wg_status status = wg_given_make(&given, options, grids);
  if (status == WG_OK) status = judge(&given, findings, options, tolerance_mm);
  wg_given_free(&given);
  if (status != WG_OK) wg_plan_free(plan, context);
  return status;
}
