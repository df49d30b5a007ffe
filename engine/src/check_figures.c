/* Figures: everything that is counted or measured, counted and measured again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "measure.h"

/* What the buildings of a grid, a community or a unit add up to. */
typedef struct tally {
  int64_t households, estimated, persons, buildings, unknown, persons_unknown;
} tally;

typedef struct recount {
  wg_check *check;
  tally *grids, *communities;
  int64_t *units; /* households */
} recount;

static void add_building(tally *t, const wg_buildings *all, int64_t row)
{
  int32_t households = all->households[row], persons = all->persons[row];
  t->buildings++;
  if (households == WG_UNKNOWN)
    t->unknown++;
  else
    t->households += households;
  if (households > 0 && all->source[row] == WG_HOUSEHOLDS_ESTIMATED) t->estimated += households;
  t->persons_unknown += persons == WG_UNKNOWN;
  if (persons != WG_UNKNOWN) t->persons = (t->persons == WG_UNKNOWN ? 0 : t->persons) + persons;
}

static wg_status count_all(recount *r)
{
  const wg_plan *plan = r->check->plan;
  wg_context *context = r->check->context;
  size_t grids = (size_t)plan->grid_count, communities = (size_t)plan->communities.shapes.count;
  WG_TRY(wg_allocate(context, &r->grids, grids, sizeof *r->grids));
  WG_TRY(wg_allocate(context, &r->communities, communities, sizeof *r->communities));
  WG_TRY(wg_allocate(context, &r->units, (size_t)plan->unit_count, sizeof *r->units));
  for (size_t g = 0; g < grids; g++) r->grids[g].persons = WG_UNKNOWN;
  for (size_t c = 0; c < communities; c++) r->communities[c].persons = WG_UNKNOWN;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t grid = plan->grid_of_building[b], unit = plan->unit_of_building[b];
    int32_t community = plan->buildings.community[b];
    if (grid >= 0) add_building(&r->grids[grid], &plan->buildings, b);
    if (community >= 0) add_building(&r->communities[community], &plan->buildings, b);
    int32_t weight = wg_weight_of_building(plan, b); /* what the partition weighed */
    if (unit >= 0 && weight > 0) r->units[unit] += weight;
  }
  return WG_OK;
}

/* --- comparing -------------------------------------------------------------------------------- */

typedef struct figure {
  const char *name;
  int64_t stored, counted;
} figure;

/* One finding with all figures that differ. */
static wg_status compare(wg_check *check, wg_check_subject about, const figure *figures, int count)
{
  char text[1024] = "";
  size_t length = 0;
  for (int i = 0; i < count; i++) {
    if (figures[i].stored == figures[i].counted) continue;
    length += (size_t)snprintf(
        text + length, sizeof text - length,
        wg_in(check->context, "%s%s is %lld, counted %lld", "%s%s 为 %lld，重新计算为 %lld"),
        length > 0 ? "; " : "", figures[i].name, (long long)figures[i].stored,
        (long long)figures[i].counted);
  }
  return length == 0 ? WG_OK : wg_check_report(check, WG_FINDING_FIGURES_DIFFER, about, "%s", text);
}

#define COMPARE(check, about, figures)                                                             \
  compare(check, about, figures, (int)(sizeof(figures) / sizeof *(figures)))

static wg_status compare_grid(const recount *r, int32_t grid)
{
  const wg_plan *plan = r->check->plan;
  const wg_grid *g = &plan->grids[grid];
  const tally *t = &r->grids[grid];
  const figure figures[] = {
      {"households", g->households, t->households},
      {"households_estimated", g->households_estimated, t->estimated},
      {"persons", g->persons, t->persons},
      {"buildings", g->buildings, t->buildings},
      {"buildings_unknown", g->buildings_unknown, t->unknown},
      {"area2_mm2", g->area2_mm2, (int64_t)wg_shapes_area2(&plan->outlines, grid)},
      {"perimeter_mm", g->perimeter_mm, wg_shapes_length(&plan->outlines, grid)}};
  return COMPARE(r->check, WG_ABOUT_GRID(grid), figures);
}

static int64_t known_persons(const tally *t)
{
  return t->persons == WG_UNKNOWN ? 0 : t->persons;
}

/* What its buildings make of it. */
static wg_grid_status status_of(const recount *r, int32_t grid)
{
  const wg_plan *plan = r->check->plan;
  const wg_grid *g = &plan->grids[grid];
  const tally *community = &r->communities[g->community];
  if (g->kind == WG_GRID_EXEMPT) return WG_GRID_IS_EXEMPT;
  bool by_persons = plan->rule.measure == WG_MEASURE_PERSONS;
  int64_t known = by_persons ? known_persons(community) : community->households;
  int64_t unknown = by_persons ? community->persons_unknown : community->unknown;
  if (known == 0) return unknown > 0 ? WG_GRID_UNKNOWN : WG_GRID_EMPTY;
  int64_t persons = known_persons(&r->grids[grid]);
  return wg_status_by_rule(&plan->rule, by_persons ? persons : r->grids[grid].households,
                           community->persons == WG_UNKNOWN ? WG_UNKNOWN : persons);
}

static wg_status compare_community(const recount *r, int32_t community)
{
  const wg_plan *plan = r->check->plan;
  const wg_community_result *result = &plan->results[community];
  const tally *t = &r->communities[community];
  int64_t in_range = 0;
  int64_t first = r->check->first_grid[community], end = r->check->first_grid[community + 1];
  for (int64_t i = first; i < end; i++) in_range += status_of(r, r->check->grids[i]) == WG_GRID_OK;
  const figure figures[] = {{"households", result->households, t->households},
                            {"buildings", result->buildings, t->buildings},
                            {"buildings_unknown", result->buildings_unknown, t->unknown},
                            {"grids", result->grids, end - first},
                            {"in_range", result->in_range, in_range},
                            {"area2_mm2", result->area2_mm2,
                             (int64_t)wg_shapes_area2(&plan->communities.shapes, community)}};
  return COMPARE(r->check, WG_ABOUT_COMMUNITY(community), figures);
}

/* One finding a grid, however many of its units differ. */
static wg_status compare_units(const recount *r)
{
  const wg_plan *plan = r->check->plan;
  uint8_t *said;
  wg_status status = WG_OK;
  WG_TRY(wg_allocate(r->check->context, &said, (size_t)plan->grid_count, 1));
  for (int64_t u = 0; u < plan->unit_count && status == WG_OK; u++) {
    int32_t grid = plan->units[u].grid;
    if (plan->units[u].households == r->units[u] || said[grid]) continue;
    said[grid] = 1;
    const figure figures[] = {{"unit.households", plan->units[u].households, r->units[u]}};
    wg_check_subject about = WG_ABOUT_GRID(grid);
    about.at = &plan->units[u].inner;
    status = COMPARE(r->check, about, figures);
  }
  wg_release(r->check->context, said);
  return status;
}

/* --- status ----------------------------------------------------------------------------------- */

/* Whether every word between semicolons is the code of a finding. */
static bool are_codes(const char *reason)
{
  while (*reason != 0) {
    size_t length = strcspn(reason, ";");
    int code = 0;
    for (; code < WG_FINDING_CODES; code++) {
      const char *name = wg_finding_code_name((wg_finding_code)code);
      if (strlen(name) == length && strncmp(name, reason, length) == 0) break;
    }
    if (code == WG_FINDING_CODES) return false;
    reason += length + (reason[length] == ';');
  }
  return true;
}

static wg_status check_status(const recount *r, int32_t grid)
{
  const wg_plan *plan = r->check->plan;
  const wg_grid *g = &plan->grids[grid];
  wg_context *context = r->check->context;
  wg_check_subject about = WG_ABOUT_GRID(grid);
  wg_grid_status status = status_of(r, grid);
  wg_grid counted = {.households = (int32_t)r->grids[grid].households,
                     .persons = (int32_t)r->grids[grid].persons};
  const char *reason = wg_texts_get(&plan->texts, g->reason);
  bool out = status == WG_GRID_UNDER || status == WG_GRID_OVER;
  if (g->status != status)
    return wg_check_report(r->check, WG_FINDING_BAD_STATUS, about,
                           wg_in(context, "Its status is '%s'; by %lld %s it is '%s'.",
                                 "其状态为“%s”；按 %lld %s应为“%s”。"),
                           wg_grid_status_name(g->status),
                           (long long)wg_weight_of_grid(&plan->rule, &counted),
                           wg_measure_word(context, &plan->rule), wg_grid_status_name(status));
  if (!are_codes(reason))
    return wg_check_report(
        r->check, WG_FINDING_BAD_STATUS, about,
        wg_in(context, "Its reason '%s' is no code of a finding.", "其原因“%s”不是检查结果代码。"),
        reason);
  bool unproved =
      r->check->whole && g->proof == WG_PROOF_NONE; /* an audit may have nothing to prove */
  if (out == (g->proof != WG_PROOF_NONE || (out && unproved)) && (!out || reason[0] != 0))
    return WG_OK;
  return wg_check_report(r->check, WG_FINDING_BAD_STATUS, about,
                         wg_in(context, "Its status is '%s', its reason '%s', its proof '%s'.",
                               "其状态为“%s”，原因为“%s”，证明为“%s”，彼此不符。"),
                         wg_grid_status_name(g->status), reason, wg_proof_name(g->proof));
}

/* --- the run as a whole ----------------------------------------------------------------------- */

/* What the run says it read, where it says so, against what is there. */
static wg_status compare_with_run(const recount *r)
{
  const wg_plan *plan = r->check->plan;
  int64_t households = 0;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++)
    if (plan->buildings.households[b] > 0) households += plan->buildings.households[b];
  figure figures[] = {
      {"households_read", households, households},
      {"buildings_read", plan->buildings.shapes.count, plan->buildings.shapes.count}};
  for (int64_t i = 0; i < plan->parameter_count; i++)
    for (int f = 0; f < 2; f++)
      if (strcmp(wg_texts_get(&plan->texts, plan->parameters[i].name), figures[f].name) == 0)
        figures[f].stored =
            strtoll(wg_texts_get(&plan->texts, plan->parameters[i].value), NULL, 10);
  return COMPARE(r->check, WG_ABOUT_COMMUNITY(-1), figures);
}

static wg_status compare_all(const recount *r)
{
  const wg_plan *plan = r->check->plan;
  for (int32_t g = 0; g < plan->grid_count; g++) {
    WG_TRY(compare_grid(r, g));
    WG_TRY(check_status(r, g));
  }
  for (int32_t c = 0; c < plan->communities.shapes.count; c++) WG_TRY(compare_community(r, c));
  WG_TRY(compare_units(r));
  return compare_with_run(r);
}

wg_status wg_check_figures(wg_check *check)
{
  recount r = {.check = check};
  wg_status status = count_all(&r);
  if (status == WG_OK) status = compare_all(&r);
  wg_release(check->context, r.grids);
  wg_release(check->context, r.communities);
  wg_release(check->context, r.units);
  return status;
}
