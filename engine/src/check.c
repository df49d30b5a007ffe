/* wg_plan_check: the order in which a plan is judged, and how a broken rule is told.
 *
 *     codes → land → buildings → figures → units
 *
 * Each broken rule is a finding by name with the reason and the remedy of its code; after twenty of
 * one kind the others are counted. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "wangge/wangge.h"

static const char *remedy_of(const wg_context *c, wg_finding_code code)
{
  switch (code) {
  case WG_FINDING_GRID_INVALID:
  case WG_FINDING_GRID_GAP:
  case WG_FINDING_GRID_OVERLAP:
  case WG_FINDING_GRID_OUTSIDE_COMMUNITY:
    return wg_in(c, "Correct the outline so that it follows its neighbours' vertices, or plan anew.",
                 "请修正轮廓，使其与相邻网格顶点一致，或重新划分。");
  case WG_FINDING_GRID_IN_PIECES:
    return wg_in(c, "Give all pieces but one to the grids they touch.",
                 "除一块外，其余部分应并入相邻网格。");
  case WG_FINDING_GRID_CUT_BY_BARRIER:
    return wg_in(c, "Give what is cut off to a grid on its side, or add a crossing.",
                 "请将被隔开的部分划给同侧网格，或增设通道。");
  case WG_FINDING_BUILDING_LOST:
    return wg_in(c, "Assign it to the grid it lies in.", "请将该楼划入其所在网格。");
  case WG_FINDING_BUILDING_TWICE:
    return wg_in(c, "Remove one of the two, or give it an id of its own.",
                 "请删除其中一个，或使用不同编号。");
  case WG_FINDING_BUILDING_ELSEWHERE:
    return wg_in(c, "Assign it to the grid it lies in, or move the outline.",
                 "请将该楼划入其所在网格，或调整轮廓。");
  case WG_FINDING_BAD_CODE:
    return wg_in(c, "Give it a code of its own by the template; never one used before.",
                 "请按模板赋予新的唯一编码，不得复用旧编码。");
  case WG_FINDING_GRID_LINES_ROUGH:
    return wg_in(c, "None needed; --snap says what is narrow.", "无需处理；--snap 指定窄的标准。");
  case WG_FINDING_BUILDING_ACROSS_GRIDS:
    return wg_in(c, "Lead the line round the building.", "请将网格线绕过该楼。");
  case WG_FINDING_CODES_NOT_JUDGED:
    return wg_in(c, "Name their form: --code-template.", "请用 --code-template 指定编码格式。");
  case WG_FINDING_VACANT: return wg_in(c, "Name an officer.", "请指定网格员。");
  case WG_FINDING_OFFICER_SEVERAL_GRIDS:
    return wg_in(c, "None needed where officers are fewer than grids.",
                 "网格员少于网格时无需处理。");
  default: return wg_in(c, "Write the figures anew: plan or apply the edits again.",
                        "请重新生成：再次划分或应用修改。");
  }
}

/* --- who it is about -------------------------------------------------------------------------------- */

static void locate(const wg_check *check, wg_check_subject about, wg_finding *out)
{
  const wg_plan *plan = check->plan;
  out->building = about.building;
  out->grid = about.grid >= 0 || about.building < 0 ? about.grid
                                                    : plan->grid_of_building[about.building];
  out->community = about.community;
  if (out->grid >= 0) out->community = plan->grids[out->grid].community;
  else if (about.building >= 0) out->community = plan->buildings.community[about.building];
  const wg_shapes *shapes = &plan->buildings.shapes;
  const wg_point *at = about.at;
  if (at == NULL && about.building >= 0) {
    int64_t ring = shapes->ring_start[about.building];
    if (ring < shapes->ring_start[about.building + 1] &&
        shapes->point_start[ring] < shapes->point_start[ring + 1])
      at = &shapes->points[shapes->point_start[ring]];
  } else if (at == NULL && about.grid >= 0) {
    at = &plan->grids[about.grid].inner;
  }
  out->has_point = at != NULL;
  if (at != NULL) out->at = *at;
}

static wg_status name_subject(const wg_check *check, wg_check_subject about, wg_finding *out)
{
  const wg_plan *plan = check->plan;
  const wg_communities *all = &plan->communities;
  wg_texts *texts = &check->findings->texts;
  const char *community =
      out->community < 0 ? "" : wg_texts_get(&all->texts, all->name[out->community]);
  if (about.building >= 0)
    return wg_texts_format(texts, check->context, &out->subject, "%s '%s'", community,
                           wg_texts_get(&plan->buildings.texts, plan->buildings.id[about.building]));
  if (about.grid >= 0)
    return wg_texts_format(texts, check->context, &out->subject, "%s %s (%s)", community,
                           wg_texts_get(&plan->texts, plan->grids[about.grid].name),
                           wg_texts_get(&plan->texts, plan->grids[about.grid].code));
  if (about.community >= 0)
    return wg_texts_format(texts, check->context, &out->subject, "%s (%s)", community,
                           wg_texts_get(&all->texts, all->code[about.community]));
  return wg_texts_add(texts, check->context, wg_in(check->context, "the plan", "方案"), -1,
                      &out->subject);
}

wg_status wg_check_report(wg_check *check, wg_finding_code code, wg_check_subject about,
                          const char *reason, ...)
{
  char text[1600];
  va_list arguments;
  wg_finding *out;
  wg_texts *texts = &check->findings->texts;
  if (++check->seen[code] > WG_CHECK_NAMED && !check->whole) return WG_OK;
  va_start(arguments, reason);
  vsnprintf(text, sizeof text, reason, arguments);
  va_end(arguments);
  WG_TRY(wg_findings_add(check->findings, check->context, code, &out));
  locate(check, about, out);
  WG_TRY(name_subject(check, about, out));
  WG_TRY(wg_texts_add(texts, check->context, text, -1, &out->reason));
  return wg_texts_add(texts, check->context, remedy_of(check->context, code), -1, &out->remedy);
}

/* --- the whole ----------------------------------------------------------------------------------------- */

static wg_status report_rest(wg_check *check)
{
  for (int code = 0; code < WG_FINDING_CODES && !check->whole; code++) {
    int64_t rest = check->seen[code] - WG_CHECK_NAMED;
    wg_finding *out;
    if (rest <= 0) continue;
    WG_TRY(wg_findings_add(check->findings, check->context, (wg_finding_code)code, &out));
    WG_TRY(wg_texts_format(&check->findings->texts, check->context, &out->subject,
                           wg_in(check->context, "%lld more", "另有 %lld 项"), (long long)rest));
    WG_TRY(wg_texts_add(&check->findings->texts, check->context,
                        wg_in(check->context, "The same as those named before.", "情况同上。"), -1,
                        &out->reason));
    WG_TRY(wg_texts_add(&check->findings->texts, check->context,
                        remedy_of(check->context, (wg_finding_code)code), -1, &out->remedy));
  }
  return WG_OK;
}

/* Counting sort of the grids by community; their order within one is kept. */
static wg_status group_grids(wg_check *check)
{
  const wg_plan *plan = check->plan;
  size_t communities = (size_t)plan->communities.shapes.count;
  WG_TRY(wg_allocate(check->context, &check->first_grid, communities + 2, sizeof(int64_t)));
  WG_TRY(wg_allocate(check->context, &check->grids, (size_t)plan->grid_count, sizeof(int32_t)));
  WG_TRY(wg_allocate(check->context, &check->invalid, (size_t)plan->grid_count, 1));
  int64_t *next = check->first_grid + 1; /* one ahead, so that filling moves it into place */
  for (int64_t g = 0; g < plan->grid_count; g++) next[plan->grids[g].community + 1]++;
  for (size_t c = 0; c < communities; c++) next[c + 1] += next[c];
  for (int64_t g = 0; g < plan->grid_count; g++)
    check->grids[next[plan->grids[g].community]++] = (int32_t)g;
  return WG_OK;
}

wg_status wg_check_begin(wg_check *check)
{
  WG_TRY(group_grids(check));
  WG_TRY(wg_geos_new(&check->geos, check->context));
  WG_TRY(wg_check_codes(check));
  WG_TRY(wg_check_land(check));
  WG_TRY(wg_check_buildings(check));
  WG_TRY(wg_check_figures(check));
  WG_TRY(wg_check_units(check));
  WG_TRY(wg_check_micros(check));
  return report_rest(check);
}

void wg_check_end(wg_check *check)
{
  wg_geos_free(check->geos);
  wg_release(check->context, check->first_grid);
  wg_release(check->context, check->grids);
  wg_release(check->context, check->invalid);
}

wg_status wg_check_run(wg_check *check)
{
  wg_status status = wg_check_begin(check);
  wg_check_end(check);
  return status;
}

wg_status wg_plan_check(wg_context *context, const wg_plan *plan, wg_findings *findings)
{
  wg_check check = {.context = context, .plan = plan, .findings = findings};
  return wg_check_run(&check);
}
