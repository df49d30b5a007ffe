/* wg_grids_audit: existing grids as an office has them.
 *
 *     survey the ground, place the grids → check, leniently → buildings → range → officers → rough lines
 *
 * People draw lines by hand: where two drawings of one line lie within the snapping distance,
 * nobody is told of every sliver, but each grid once. */
#include "audit.h"

#include "appoint.h"

#define NOTHING_MM 20 /* what rounding to 7 decimals or to centimetres leaves between lines */

static wg_status report_slivers(wg_check *check, int32_t grid)
{
  const wg_check_slivers *s = &check->slivers[grid];
  wg_check_subject about = WG_ABOUT_GRID(grid);
  if (s->gaps + s->overlaps + s->outside == 0) return WG_OK;
  about.at = &s->at;
  return wg_check_report(
      check, WG_FINDING_GRID_LINES_ROUGH, about,
      wg_in(check->context,
            "%d gaps, %d overlaps and %d strips outside its community are narrower "
            "than %g m, %.1f m² in all.",
            "有 %d 处空隙、%d 处重叠、%d 处超出社区的窄条不足 %g 米，共 %.1f 平方米。"),
      s->gaps, s->overlaps, s->outside, 2.0 * check->tolerance_mm / 1000, s->area_m2);
}

/* Codes are judged by the default template only where they were meant to follow it. */
static wg_status choose_template(wg_check *check, const wg_plan_options *options)
{
  if (options->code_template != NULL || wg_check_codes_follow(check)) return WG_OK;
  check->free_codes = true;
  return wg_check_report(
      check, WG_FINDING_CODES_NOT_JUDGED, WG_ABOUT_COMMUNITY(-1), "%s",
      wg_in(check->context,
            "Most codes are not {community}{seq:3}; only missing and repeated ones "
            "are named.",
            "多数编码不是 {community}{seq:3}，仅指出缺失和重复的编码。"));
}

static wg_status audit(wg_given *given, wg_check *check, const wg_plan_options *options)
{
  WG_TRY(wg_given_report(given, check));
  WG_TRY(choose_template(check, options));
  WG_TRY(wg_check_begin(check));
  if (!given->is_field) WG_TRY(wg_audit_buildings(check));
  WG_TRY(wg_audit_range(check, given->plan));
  WG_TRY(wg_audit_officers(check));
  for (int32_t g = 0; g < given->plan->grid_count; g++) WG_TRY(report_slivers(check, g));
  return WG_OK;
}

wg_status wg_grids_audit(wg_plan *plan, wg_findings *findings, wg_context *context,
                         const wg_plan_options *options, const wg_audit_options *options_of_audit)
{
  wg_given given = {.context = context, .plan = plan, .surveys = true};
  wg_check check = {.context = context,
                    .plan = plan,
                    .findings = findings,
                    .tolerance_mm = options_of_audit->snap_mm > 0 ? options_of_audit->snap_mm : 1,
                    .nothing_mm = NOTHING_MM,
                    .whole = true};
  wg_status status;
  WG_TRY_DONE(wg_given_make(&given, options, &options_of_audit->grids));
  if (given.is_field) check.pieces = given.survey.pieces;
  wg_appoint_leave(plan);
  WG_TRY_DONE(
      wg_allocate(context, &check.slivers, (size_t)plan->grid_count, sizeof *check.slivers));
  WG_TRY_DONE(wg_allocate(context, &check.in_pieces, (size_t)plan->grid_count, 1));
  status = audit(&given, &check, options);
done:
  wg_check_end(&check);
  wg_release(context, check.slivers);
  wg_release(context, check.in_pieces);
  wg_release(context, check.overlaps);
  wg_given_free(&given);
  if (status != WG_OK) wg_plan_free(plan, context);
  return status;
}

static void count_grid(wg_audit_figures *figures, const wg_grid *grid)
{
  int64_t *const by_status[] = {
      [WG_GRID_OK] = &figures->ok,       [WG_GRID_UNDER] = &figures->under,
      [WG_GRID_OVER] = &figures->over,   [WG_GRID_IS_EXEMPT] = &figures->exempt,
      [WG_GRID_EMPTY] = &figures->empty, [WG_GRID_UNKNOWN] = &figures->unknown};
  figures->grids++;
  figures->households += grid->households;
  ++*by_status[grid->status];
  if (grid->status == WG_GRID_UNDER || grid->status == WG_GRID_OVER)
    figures->households_out += grid->households;
}

void wg_audit_count(wg_audit_figures *figures, const wg_plan *plan, const wg_findings *findings)
{
  *figures = (wg_audit_figures){0};
  for (int64_t g = 0; g < plan->grid_count; g++) count_grid(figures, &plan->grids[g]);
  for (int64_t i = 0; i < findings->count; i++) {
    wg_finding_code code = findings->items[i].code;
    figures->broken += findings->items[i].severity == WG_SEVERITY_ERROR;
    figures->rough += code == WG_FINDING_GRID_LINES_ROUGH;
    figures->vacant += code == WG_FINDING_VACANT && findings->items[i].grid >= 0;
    figures->several += code == WG_FINDING_OFFICER_SEVERAL_GRIDS;
  }
}
