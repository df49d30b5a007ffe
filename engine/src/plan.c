/* The pipeline of a plan:
 *
 *     read → node all boundaries → join buildings to communities
 *          → divide each community, in parallel; assemble and store them in their order
 *          → settle outlines → account for every household */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "algorithms/frame.h"
#include "algorithms/join.h"
#include "appoint.h"
#include "assemble.h"
#include "community.h"
#include "date.h"
#include "geodata/store.h"
#include "measure.h"
#include "number.h"
#include "parallel.h"
#include "parts.h"
#include "prepare.h"
#include "read.h"
#include "strict.h"
#include "survey.h"
#include "zones.h"
#include "wangge/wangge.h"

/* The weight `stay` is of so many households; stability is of each. */
#define WG_HOUSEHOLDS_A_BORDER 50

/* Where a plan is saved while it is made. */
typedef struct store_target {
  const char *path, *scenario;
} store_target;

typedef struct making {
  wg_plan *plan;
  wg_frame *frame;
  wg_joined joined;
  wg_run run;
  wg_existing existing; /* grids, where the plan is to follow some */
  wg_community_work *works;
  const store_target *target; /* NULL: the plan is not saved while it is made */
  wg_store_writer *store;
  wg_survey *survey;         /* NULL: the plan is a division */
  int64_t settled_buildings; /* these rows are final: their communities are assembled */
} making;

static wg_status check_rule(wg_context *context, const wg_rule *rule)
{
  if (rule->min < 1 || rule->max < rule->min)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "The bounds %d–%d make no sense: 1 ≤ min ≤ max.",
                         "上下限 %d–%d 不合理：应满足 1 ≤ 下限 ≤ 上限。"),
                   rule->min, rule->max);
  if (rule->target != 0 && (rule->target < rule->min || rule->target > rule->max))
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "The target %d lies outside %d–%d.",
                         "目标值 %d 不在 %d–%d 之间。"),
                   rule->target, rule->min, rule->max);
  if (rule->min_persons < 0 || rule->max_persons < 0 ||
      (rule->max_persons > 0 && rule->min_persons > rule->max_persons))
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "The bounds of persons %d–%d make no sense: min ≤ max.",
                         "人口上下限 %d–%d 不合理：下限应不大于上限。"),
                   rule->min_persons, rule->max_persons);
  return WG_OK;
}

/* Bounds of persons need persons. */
static wg_status require_persons(const wg_plan *plan, wg_context *context)
{
  const wg_buildings *all = &plan->buildings;
  if (plan->rule.measure == WG_MEASURE_HOUSEHOLDS && !wg_rule_bounds_persons(&plan->rule))
    return WG_OK;
  for (int64_t b = 0; b < all->shapes.count; b++)
    if (all->persons[b] != WG_UNKNOWN) return WG_OK;
  return wg_fail(context, WG_MISUSE, "%s",
                 wg_in(context,
                       "Persons have bounds, but no building has a number of persons: name the field "
                       "of the buildings that holds them with --persons FIELD.",
                       "给出了人口上下限，但没有一栋楼有人口：请用 --persons 指定楼栋的人口字段。"));
}

/* --- joining ---------------------------------------------------------------------------------- */

/* The communities as the frame cut them, one area each; without rings where nothing is left. */
static wg_status cut_communities(making *m, wg_context *context, wg_shapes *cut)
{
  for (int64_t c = 0; c < m->plan->communities.shapes.count; c++) {
    wg_boundary boundary = wg_frame_boundary(m->frame, (int32_t)c);
    WG_TRY(wg_shapes_begin(cut, context, WG_SHAPE_AREA));
    for (int32_t r = 0; r < boundary.ring_count; r++) {
      WG_TRY(wg_shapes_begin_ring(cut, context));
      for (int32_t i = boundary.ring_start[r]; i < boundary.ring_start[r + 1]; i++)
        WG_TRY(wg_shapes_add_point(cut, context, boundary.points[i]));
    }
  }
  return WG_OK;
}

/* Rows of the buildings by community (counting sort keeps their canonical order). */
static wg_status group_buildings(making *m, wg_context *context)
{
  const wg_buildings *all = &m->plan->buildings;
  size_t communities = (size_t)m->plan->communities.shapes.count;
  WG_TRY(wg_allocate(context, &m->run.first_building, communities + 2, sizeof(int64_t)));
  WG_TRY(wg_allocate(context, &m->run.building_rows, (size_t)all->shapes.count, sizeof(int64_t)));
  int64_t *next = m->run.first_building + 1; /* one ahead, so that filling moves it into place */
  for (int64_t b = 0; b < all->shapes.count; b++)
    if (all->community[b] >= 0) next[all->community[b] + 1]++;
  for (size_t c = 0; c < communities; c++) next[c + 1] += next[c];
  for (int64_t b = 0; b < all->shapes.count; b++)
    if (all->community[b] >= 0) m->run.building_rows[next[all->community[b]]++] = b;
  return WG_OK;
}

/* The first few ids of the buildings of a kind, quoted, for a finding. */
static wg_status list_buildings(making *m, wg_context *context, const int64_t *rows, int64_t count,
                                int64_t total, wg_text *out)
{
  char names[4096] = "";
  size_t length = 0;
  const wg_buildings *all = &m->plan->buildings;
  for (int64_t i = 0; i < count; i++)
    length += (size_t)snprintf(names + length, sizeof names - length, "%s'%.150s'",
                               i > 0 ? ", " : "", wg_texts_get(&all->texts, all->id[rows[i]]));
  return wg_texts_format(&m->plan->findings.texts, context, out, "%s%s", names,
                         total > count ? " …" : "");
}

/* What the buildings' displacement was found to be, if it was; to end a sentence with. */
static const char *suspicion(const wg_plan *plan, const char **remedy)
{
  const wg_findings *all = &plan->findings;
  *remedy = "";
  for (int64_t i = 0; i < all->count; i++) {
    if (all->items[i].code != WG_FINDING_DATUM_SUSPECTED) continue;
    *remedy = wg_texts_get(&all->texts, all->items[i].remedy);
    return wg_texts_get(&all->texts, all->items[i].reason);
  }
  return "";
}

/* When no building at all lies in a community, the layers do not fit each other. */
static wg_status refuse_nothing_placed(making *m, wg_context *context, int64_t left)
{
  wg_box communities = WG_BOX_EMPTY, buildings = WG_BOX_EMPTY;
  const wg_plan *plan = m->plan;
  if (left == 0 || left < plan->buildings.shapes.count) return WG_OK;
  for (int64_t i = 0; i < plan->communities.shapes.point_count; i++)
    wg_box_add(&communities, plan->communities.shapes.points[i]);
  for (int64_t i = 0; i < plan->buildings.shapes.point_count; i++)
    wg_box_add(&buildings, plan->buildings.shapes.points[i]);
  const char *remedy, *reason = suspicion(plan, &remedy);
  if (reason[0] != 0)
    return wg_fail(context, WG_EMPTY,
                   wg_in(context, "None of the %lld buildings lies in a community. %s %s",
                         "%lld 栋楼均不在任何社区内。%s%s"),
                   (long long)left, reason, remedy);
  if (buildings.min_x > buildings.max_x)
    return wg_fail(context, WG_EMPTY,
                   wg_in(context,
                         "None of the %lld buildings has a usable geometry within 2,000 km of the "
                         "communities. If their coordinate system is wrong, name the right one: "
                         "--crs-of buildings=EPSG:….",
                         "%lld 栋楼在社区 2000 公里内均没有可用的图形。若坐标系有误，请用 --crs-of "
                         "buildings=EPSG:… 指定。"),
                   (long long)left);
  return wg_fail(context, WG_EMPTY,
                 wg_in(context,
                       "None of the %lld buildings lies in a community: in %s the communities span "
                       "%.0f–%.0f east, %.0f–%.0f north, the buildings %.0f–%.0f, %.0f–%.0f (km from "
                       "their common origin). If a layer's coordinate system is wrong, name the right "
                       "one: --crs-of buildings=EPSG:….",
                       "%lld 栋楼均不在任何社区内：在 %s 中，社区范围为东 %.0f–%.0f、北 %.0f–%.0f，楼栋"
                       "为 %.0f–%.0f、%.0f–%.0f（距共同原点公里数）。若坐标系有误，请用 --crs-of "
                       "buildings=EPSG:… 指定。"),
                 (long long)left, plan->system.name, communities.min_x / 1e6,
                 communities.max_x / 1e6, communities.min_y / 1e6, communities.max_y / 1e6,
                 buildings.min_x / 1e6, buildings.max_x / 1e6, buildings.min_y / 1e6,
                 buildings.max_y / 1e6);
}

static wg_status report_leftovers(making *m, wg_context *context)
{
  enum { NAMED = 20 };
  const wg_buildings *all = &m->plan->buildings;
  int64_t rows[NAMED], total = 0, households = 0;
  for (int64_t b = 0; b < all->shapes.count; b++) {
    if (all->community[b] >= 0) continue;
    if (total < NAMED) rows[total] = b;
    total++;
    if (all->households[b] > 0) households += all->households[b];
  }
  if (total == 0) return WG_OK;
  WG_TRY(refuse_nothing_placed(m, context, total));
  wg_findings *f = &m->plan->findings;
  wg_finding *finding;
  WG_TRY(wg_findings_add(f, context, WG_FINDING_BUILDING_OUTSIDE, &finding));
  WG_TRY(list_buildings(m, context, rows, total < NAMED ? total : NAMED, total, &finding->subject));
  WG_TRY(wg_texts_format(&f->texts, context, &finding->reason,
                         wg_in(context,
                               "%lld buildings with %lld households lie outside every community or "
                               "have no usable geometry; they are in no grid.",
                               "%lld 栋楼（%lld 户）不在任何社区内或没有可用图形，未划入网格。"),
                         (long long)total, (long long)households));
  return wg_texts_add(&f->texts, context,
                      wg_in(context, "Correct the boundary or the building's place.",
                            "请修正社区边界或楼栋位置。"),
                      -1, &finding->remedy);
}

static wg_status report_across(making *m, wg_context *context)
{
  if (m->joined.reach_count == 0) return WG_OK;
  wg_findings *f = &m->plan->findings;
  wg_finding *finding;
  int64_t rows[5];
  int64_t count = m->joined.reach_count;
  for (int64_t i = 0; i < count && i < 5; i++) rows[i] = m->joined.reaches[i].building;
  WG_TRY(wg_findings_add(f, context, WG_FINDING_BUILDING_ACROSS_BOUNDARY, &finding));
  WG_TRY(list_buildings(m, context, rows, count < 5 ? count : 5, count, &finding->subject));
  return wg_texts_format(&f->texts, context, &finding->reason,
                         wg_in(context,
                               "%lld footprints reach across a community boundary; each belongs to "
                               "the community that holds most of it.",
                               "%lld 处楼栋轮廓跨越社区边界，按占比最大的社区归属。"),
                         (long long)count);
}

static wg_status join(making *m, wg_context *context)
{
  wg_shapes cut = {0};
  WG_TRY(wg_progress(context, "joining", 0, 1));
  wg_status status = wg_frame_build(&m->frame, context, &m->plan->communities, &m->plan->findings);
  if (status == WG_OK) status = cut_communities(m, context, &cut);
  if (status == WG_OK) status = wg_join(&m->joined, context, &cut, &m->plan->buildings);
  wg_shapes_free(&cut, context);
  WG_TRY(status);
  WG_TRY(group_buildings(m, context));
  WG_TRY(report_leftovers(m, context));
  return report_across(m, context);
}

/* The grids that there are, over the buildings as they were joined. */
static wg_status lay_existing(making *m, wg_context *context, const wg_plan_options *options)
{
  if (!wg_existing_is_asked(options)) return WG_OK;
  WG_TRY(wg_existing_read(&m->existing, context, m->plan, options));
  WG_TRY(wg_existing_lay(&m->existing, context, m->plan, options));
  m->run.existing = &m->existing;
  return WG_OK;
}

/* The grids that a field of the buildings names, to be drawn. */
static wg_status lay_field(making *m, wg_context *context, const wg_plan_options *options)
{
  wg_survey *survey = m->survey;
  if (survey == NULL || options->field_grid == NULL) return WG_OK;
  WG_TRY(wg_field_grids_make(&survey->field, context, m->plan));
  WG_TRY(wg_allocate(context, &survey->pieces, (size_t)survey->field.read.shapes.count,
                     sizeof *survey->pieces));
  m->run.field = &survey->field;
  return WG_OK;
}

/* --- dividing --------------------------------------------------------------------------------- */

static wg_status divide_one(void *user, wg_context *context, int64_t index)
{
  making *m = user;
  return wg_community_divide(&m->works[index], context, &m->run, (int32_t)index);
}

static wg_status add_bounds(wg_survey *survey, wg_context *context, const wg_community_work *work)
{
  WG_TRY(wg_grow(context, &survey->bound, &survey->bound_capacity,
                 survey->bound_count + work->grid_count, sizeof *survey->bound));
  for (int32_t g = 0; g < work->grid_count; g++)
    survey->bound[survey->bound_count++] = work->bound[g];
  return WG_OK;
}

/* Of the grids of a field in one community; their areas are made when all are assembled. */
static wg_status add_field(wg_survey *survey, wg_context *context, const wg_community_work *work)
{
  if (work->field_count == 0) return WG_OK;
  WG_TRY(wg_grow(context, &survey->field_of_area, &survey->area_capacity,
                 survey->area_count + work->area_count, sizeof *survey->field_of_area));
  for (int32_t a = 0; a < work->area_count; a++)
    survey->field_of_area[survey->area_count++] = work->field_of_area[a];
  for (int32_t g = 0; g < work->field_count; g++)
    survey->pieces[survey->piece_count++] = work->pieces[g];
  return WG_OK;
}

/* The communities come in their order; the buildings are in an order of their own. */
static wg_status assemble_one(void *user, wg_context *context, int64_t index)
{
  making *m = user;
  if (m->survey != NULL) WG_TRY(add_bounds(m->survey, context, &m->works[index]));
  if (m->survey != NULL) WG_TRY(add_field(m->survey, context, &m->works[index]));
  WG_TRY(wg_assemble_community(m->plan, context, &m->run, &m->works[index], index));
  if (m->store == NULL) return WG_OK;
  const wg_buildings *all = &m->plan->buildings;
  while (m->settled_buildings < all->shapes.count && all->community[m->settled_buildings] <= index)
    m->settled_buildings++;
  return wg_store_add(m->store, context, m->settled_buildings);
}

static int compare_sizes(const void *left, const void *right)
{
  const int64_t *a = left, *b = right; /* {size, community} */
  if (a[0] != b[0]) return a[0] > b[0] ? -1 : 1;
  return (a[1] > b[1]) - (a[1] < b[1]);
}

/* The largest communities first, so that no thread ends late; the others as they come, so that
 * they can be written while the next are divided. */
static wg_status order_by_size(const making *m, wg_context *context, int64_t **order)
{
  enum { FEW = 64 }; /* a community with less than this part of all buildings delays nobody */
  int64_t count = m->plan->communities.shapes.count;
  int64_t all = m->run.first_building[count];
  int64_t (*sizes)[2] = NULL;
  *order = NULL;
  WG_TRY(wg_allocate(context, &sizes, (size_t)count, sizeof *sizes));
  wg_status status = wg_allocate(context, order, (size_t)count, sizeof **order);
  if (status == WG_OK) {
    for (int64_t c = 0; c < count; c++) {
      int64_t size = m->run.first_building[c + 1] - m->run.first_building[c];
      sizes[c][0] = size > all / FEW ? size : 0;
      sizes[c][1] = c;
    }
    qsort(sizes, (size_t)count, sizeof *sizes, compare_sizes);
    for (int64_t c = 0; c < count; c++) (*order)[c] = sizes[c][1];
  }
  wg_release(context, sizes);
  return status;
}

static wg_status divide(making *m, wg_context *context, int32_t threads)
{
  int64_t count = m->plan->communities.shapes.count, *order;
  m->run.plan = m->plan;
  m->run.frame = m->frame;
  m->run.joined = &m->joined;
  WG_TRY(wg_nearby_build(&m->run.barriers, context, &m->plan->barriers.shapes));
  WG_TRY(wg_nearby_build(&m->run.crossings, context, &m->plan->crossings.shapes));
  WG_TRY(wg_allocate(context, &m->works, (size_t)count, sizeof *m->works));
  WG_TRY(wg_assemble_begin(m->plan, context));
  if (m->target != NULL)
    WG_TRY(wg_store_begin(&m->store, context, m->target->path, m->plan, m->target->scenario));
  WG_TRY(order_by_size(m, context, &order));
  const wg_jobs jobs = {.stage = "dividing", .count = count, .order = order, .job = divide_one,
                        .in_turn = assemble_one, .user = m};
  wg_status status = wg_parallel(context, threads, &jobs);
  wg_release(context, order);
  return status;
}

/* What remains when all communities are divided: their outlines, and the indexes of the rows that
 * are in the store. */
static wg_status finish_one(void *user, wg_context *context, int64_t index)
{
  making *m = user;
  return index == 0 ? wg_assemble_outlines(m->plan, context, m->frame, m->works)
                    : wg_store_index(m->store, context);
}

static wg_status finish(making *m, wg_context *context, int32_t threads)
{
  const wg_jobs jobs = {
      .stage = "writing", .count = m->store != NULL ? 2 : 1, .job = finish_one, .user = m};
  WG_TRY(wg_assemble_settle(m->plan, m->frame, m->works));
  return wg_parallel(context, threads, &jobs);
}

/* Above so many buildings, each a unit or more, the usual effort would take minutes. */
static void choose_effort(wg_plan *plan, wg_context *context, int64_t fast_above)
{
  int64_t buildings = plan->buildings.shapes.count;
  if (fast_above == 0 || buildings <= fast_above || plan->rule.effort == WG_EFFORT_FAST) return;
  plan->rule.effort = WG_EFFORT_FAST;
  wg_log(context, WG_LOG_WARNING,
         wg_in(context,
               "%lld buildings are more than %lld: divided at effort fast. --effort chooses another.",
               "楼栋数 %lld 超过 %lld，按 fast 力度划分；可用 --effort 另行指定。"),
         (long long)buildings, (long long)fast_above);
}

/* --- accounting ------------------------------------------------------------------------------- */

/* Households read = households in grids + households of named leftovers; checked in every run. */
static wg_status account(const wg_plan *plan, wg_context *context)
{
  wg_plan_figures figures;
  int64_t in_grids = 0;
  wg_plan_count(plan, &figures);
  for (int64_t g = 0; g < plan->grid_count; g++) in_grids += plan->grids[g].households;
  if (in_grids == figures.households_placed &&
      figures.households_read == in_grids + figures.households_left)
    return WG_OK;
  return wg_fail(context, WG_INTERNAL,
                 wg_in(context,
                       "%lld households were read, but %lld are in grids and %lld left over: a bug, "
                       "please report it.",
                       "读入 %lld 户，网格内 %lld 户，未划入 %lld 户，数目不符：请报告此错误。"),
                 (long long)figures.households_read, (long long)in_grids,
                 (long long)figures.households_left);
}

/* What the store does not keep in places of its own: options as given, and what was read. */
static wg_status record_run(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  const wg_buildings *all = &plan->buildings;
  char buildings[32], households[32];
  long long sum = 0;
  for (int64_t b = 0; b < all->shapes.count; b++)
    if (all->households[b] > 0) sum += all->households[b];
  snprintf(buildings, sizeof buildings, "%lld", (long long)all->shapes.count);
  snprintf(households, sizeof households, "%lld", sum);
  const struct {
    const char *name, *value;
  } facts[] = {
      {"version", wg_version()},
      {"buildings_read", buildings},
      {"households_read", households},
      {"hard", options->hard},
      {"soft", options->soft},
      {"exempt", options->exempt},
      {"alike", options->alike},
      {"parts", options->parts},
      {"code_template", options->code_template != NULL ? options->code_template : WG_CODE_TEMPLATE},
  };
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    WG_TRY(wg_plan_add_parameter(plan, context, facts[i].name,
                                 facts[i].value != NULL ? facts[i].value : ""));
  return WG_OK;
}

/* --- the whole -------------------------------------------------------------------------------- */

static void free_making(making *m, wg_context *context)
{
  for (int64_t c = 0; m->works != NULL && c < m->plan->communities.shapes.count; c++)
    wg_community_work_free(&m->works[c], context);
  wg_release(context, m->works);
  wg_nearby_free(&m->run.barriers, context);
  wg_nearby_free(&m->run.crossings, context);
  wg_release(context, m->run.first_building);
  wg_release(context, m->run.building_rows);
  wg_existing_free(&m->existing, context);
  wg_joined_free(&m->joined, context);
  wg_frame_free(m->frame);
  wg_store_abandon(m->store);
}

static wg_status set_rule(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  plan->rule = options->rule;
  if (plan->rule.measure == WG_MEASURE_PERSONS) plan->rule.min_persons = plan->rule.max_persons = 0;
  WG_TRY(check_rule(context, &plan->rule));
  plan->rule.target = wg_rule_target(&options->rule);
  plan->rule.charge = wg_rule_charge(&options->rule);
  plan->staffing.officers = options->officers;
  if (options->adjust) plan->rule.stay = options->stability * WG_HOUSEHOLDS_A_BORDER;
  WG_TRY(wg_parts_read(context, options->parts, &plan->rule.parts));
  if (options->code_template != NULL)
    WG_TRY(wg_code_template_check(context, options->code_template));
  return wg_date_choose(context, options->date, plan->date);
}

/* What is asked of micro-grids; their template as that of codes, with {grid} for {community}. */
static wg_status set_micro(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                           wg_micro_rule *micro, char filled[WG_TEMPLATE_SIZE])
{
  const char *own = options->micro_template != NULL ? options->micro_template : WG_MICRO_TEMPLATE;
  const char *word = strstr(own, "{grid}");
  if (!options->micro) return WG_OK;
  *micro = (wg_micro_rule){options->micro_min > 0 ? options->micro_min : 30,
                           options->micro_max > 0 ? options->micro_max : 50, filled};
  if (micro->max < micro->min)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "The bounds of micro-grids %d–%d make no sense: min ≤ max.",
                         "微网格上下限 %d–%d 不合理：下限应不大于上限。"),
                   micro->min, micro->max);
  if (word == NULL || strlen(own) + 16 > WG_TEMPLATE_SIZE)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "The template '%s' of micro-grids has no {grid}, so codes would repeat.",
                         "微网格编码模板“%s”缺少 {grid}，编码会重复。"),
                   own);
  snprintf(filled, WG_TEMPLATE_SIZE, "%.*s{community}%s", (int)(word - own), own, word + 6);
  plan->micros.min = micro->min;
  plan->micros.max = micro->max;
  return wg_code_template_check(context, filled);
}

static wg_status divide_into(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                             const store_target *target, wg_survey *survey)
{
  making m = {.plan = plan, .target = target, .survey = survey};
  m.run.surveys = survey != NULL;
  m.run.code_template = options->code_template != NULL ? options->code_template : WG_CODE_TEMPLATE;
  char micro_template[WG_TEMPLATE_SIZE];
  wg_status status = set_rule(plan, context, options);
  if (status == WG_OK) status = set_micro(plan, context, options, &m.run.micro, micro_template);
  if (status == WG_OK) status = wg_plan_prepare(plan, context);
  if (status == WG_OK) choose_effort(plan, context, options->fast_above);
  if (status == WG_OK) status = require_persons(plan, context);
  if (status == WG_OK) status = record_run(plan, context, options);
  if (status == WG_OK) status = join(&m, context);
  if (status == WG_OK) status = wg_zones_assign(plan, context);
  if (status == WG_OK) status = survey == NULL ? lay_existing(&m, context, options)
                                               : lay_field(&m, context, options);
  if (status == WG_OK && options->strict) status = wg_strict_check(plan, context, 0, "");
  if (status == WG_OK) status = divide(&m, context, options->threads);
  if (status == WG_OK) status = finish(&m, context, options->threads);
  if (status == WG_OK) status = wg_appoint(plan, context);
  if (status == WG_OK) status = account(plan, context);
  if (status == WG_OK && m.run.existing != NULL)
    status = wg_existing_record_codes(&m.existing, context, plan);
  if (status == WG_OK && m.store != NULL) {
    status = wg_store_finish(m.store);
    m.store = NULL;
  }
  if (status == WG_OK && survey != NULL) {
    survey->areas = plan->micros.areas;
    plan->micros.areas = (wg_shapes){0};
  }
  free_making(&m, context);
  return status;
}

wg_status wg_plan_divide(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  return divide_into(plan, context, options, NULL, NULL);
}

static wg_status make_into(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                           const store_target *target, wg_survey *survey)
{
  memset(plan, 0, sizeof *plan);
  wg_status status = set_rule(plan, context, options); /* before any long work */
  wg_forget_warnings(context);
  if (status == WG_OK) status = wg_plan_read(plan, context, options);
  if (status == WG_OK && options->strict) {
    const char *first;
    int64_t warnings = wg_warnings(context, &first);
    status = wg_strict_check(plan, context, warnings, first);
  }
  if (status == WG_OK) status = divide_into(plan, context, options, target, survey);
  if (status != WG_OK) wg_plan_free(plan, context);
  return status;
}

wg_status wg_plan_make(wg_plan *plan, wg_context *context, const wg_plan_options *options)
{
  return make_into(plan, context, options, NULL, NULL);
}

wg_status wg_plan_make_and_save(wg_plan *plan, wg_context *context, const wg_plan_options *options,
                                const char *path, const char *scenario)
{
  const store_target target = {path, scenario};
  return make_into(plan, context, options, &target, NULL);
}

wg_status wg_plan_survey(wg_plan *plan, wg_survey *out, wg_context *context,
                         const wg_plan_options *options)
{
  return make_into(plan, context, options, NULL, out);
}

void wg_survey_free(wg_survey *survey, wg_context *context)
{
  wg_release(context, survey->bound);
  wg_field_grids_free(&survey->field, context);
  wg_shapes_free(&survey->areas, context);
  wg_release(context, survey->field_of_area);
  wg_release(context, survey->pieces);
  *survey = (wg_survey){0};
}
