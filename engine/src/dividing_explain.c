/* What a planner is told about one community: status, proof and reason of its grids, and what was
 * found on its ground. */
#include <stdio.h>
#include <string.h>

#include "dividing.h"
#include "reasons.h"

static wg_grid_status status_of(const wg_dividing *d, const wg_grid *grid)
{
  const wg_rule *rule = &d->run->plan->rule;
  if (grid->kind == WG_GRID_EXEMPT) return WG_GRID_IS_EXEMPT;
  if (d->weight == 0) return d->weight_unknown > 0 ? WG_GRID_UNKNOWN : WG_GRID_EMPTY;
  return wg_status_by_rule(rule, wg_weight_of_grid(rule, grid), wg_dividing_persons(d, grid));
}

static void format_grid_subject(const wg_dividing *d, const wg_grid *grid, char *out, size_t size)
{
  const wg_communities *all = &d->run->plan->communities;
  snprintf(out, size, "%s %s (%s)", wg_texts_get(&all->texts, all->name[d->community]),
           wg_texts_get(&d->out->texts, grid->name), wg_texts_get(&d->out->texts, grid->code));
}

/* Names the largest building of the witness unit and counts those with households. */
static void name_witness(const wg_dividing *d, wg_circumstance *why)
{
  const wg_buildings *all = &d->run->plan->buildings;
  int64_t best = -1;
  for (int32_t b = 0; b < d->building_count; b++) {
    if (d->out->unit_of_building[b] != why->verdict->witness) continue;
    why->witness_buildings += wg_weight_of_building(d->run->plan, d->rows[b]) > 0;
    if (best < 0 || wg_weight_of_building(d->run->plan, d->rows[b]) >
                        wg_weight_of_building(d->run->plan, best))
      best = d->rows[b];
  }
  why->witness = best < 0 ? "" : wg_texts_get(&all->texts, all->id[best]);
}

/* Any unit of a grid tells its piece, and so its verdict. */
static int32_t verdict_of_grid(const wg_dividing *d, int32_t grid)
{
  for (int32_t u = 0; u < d->out->units.unit_count; u++)
    if (d->out->grid_of_unit[u] == grid) return d->verdict_of_unit[u];
  return -1;
}

static bool is_fenced(const wg_dividing *d)
{
  for (int32_t c = 0; d->cell_fence != NULL && c < d->cells.cell_count; c++)
    if (d->cell_fence[c] >= 0) return true;
  return false;
}

/* Whether a base grid stays as it is because the planner has locked it. */
static bool is_locked(const wg_dividing *d, int32_t grid)
{
  if (d->out->grids[grid].kind == WG_GRID_EXEMPT) return false;
  for (int32_t c = 0; d->cell_fence != NULL && c < d->cells.cell_count; c++)
    if (d->label_of_cell[c] == grid && d->cell_fence[c] >= 0) return true;
  return false;
}

/* remedies: of the grid's verdict, tried when its first grid asks; none where it is locked. */
static wg_status give_reason(wg_dividing *d, int32_t g, wg_circumstance *why, wg_remedies *remedies,
                             int32_t verdict)
{
  wg_findings *findings = &d->out->findings;
  const wg_grid *grid = &d->out->grids[g];
  if (is_locked(d, g)) return wg_reasons_add_locked(findings, d->context, why, grid, g);
  if (remedies->piece.grids == 0) WG_TRY(wg_remedies_try(remedies, d, verdict));
  name_witness(d, why);
  return wg_reasons_add(findings, d->context, why, grid, g);
}

/* remedies: of each verdict. */
static wg_status explain_grid(wg_dividing *d, int32_t g, int32_t populated, wg_remedies *remedies)
{
  wg_community_work *out = d->out;
  wg_grid *grid = &out->grids[g];
  char subject[512];
  int32_t index = verdict_of_grid(d, g);
  format_grid_subject(d, grid, subject, sizeof subject);
  wg_circumstance why = {.rule = &d->run->plan->rule,
                         .verdict = &d->verdicts[index],
                         .grid = subject,
                         .populated_pieces = populated,
                         .fenced = is_fenced(d),
                         .parts = d->parts.asked > 0 ? d->parts.made : 0,
                         .plan = d->run->plan,
                         .remedies = &remedies[index]};
  WG_TRY(give_reason(d, g, &why, &remedies[index], index));
  const wg_finding *finding = &out->findings.items[out->findings.count - 1];
  grid->proof = finding->proof;
  if (out->result.proof == WG_PROOF_NONE || finding->proof < out->result.proof)
    out->result.proof = finding->proof;
  wg_finding_code code = finding->code, persons;
  if (!wg_persons_say(&d->run->plan->rule, grid, wg_dividing_persons(d, grid), &persons))
    return wg_texts_add(&out->texts, d->context, wg_finding_code_name(code), -1, &grid->reason);
  WG_TRY(wg_reasons_add_persons(&out->findings, d->context, &why, persons, grid, g));
  return wg_texts_format(&out->texts, d->context, &grid->reason, "%s;%s", wg_finding_code_name(code),
                         wg_finding_code_name(persons));
}

/* Counts the pieces with households and the numbers of grids they may have. */
static int32_t count_pieces(wg_dividing *d)
{
  int32_t populated = 0;
  for (int32_t v = 0; v < d->division.verdict_count; v++) {
    const wg_verdict *verdict = &d->verdicts[v];
    if (verdict->households == 0 || d->out->units.exempt[verdict->lowest_unit]) continue;
    populated++;
    d->out->result.grids_min += verdict->parts_min;
    d->out->result.grids_max += verdict->parts_max;
  }
  return populated;
}

static wg_status judge_grids(wg_dividing *d)
{
  wg_community_result *result = &d->out->result;
  int32_t populated = count_pieces(d);
  wg_remedies *remedies = NULL;
  wg_status status;
  WG_TRY_DONE(wg_allocate(d->context, &remedies, (size_t)d->division.verdict_count,
                          sizeof *remedies));
  for (int32_t g = 0; g < d->out->grid_count; g++) {
    wg_grid *grid = &d->out->grids[g];
    grid->status = status_of(d, grid);
    result->grids++;
    result->in_range += grid->status == WG_GRID_OK;
    if (d->run->surveys && d->verdicts[verdict_of_grid(d, g)].fault == 0) continue;
    if (grid->status == WG_GRID_UNDER || grid->status == WG_GRID_OVER)
      WG_TRY_DONE(explain_grid(d, g, populated, remedies));
  }
done:
  wg_release(d->context, remedies);
  return status;
}

/* One finding about the community as a whole. */
static wg_status add_finding(wg_dividing *d, wg_finding_code code, wg_finding **out)
{
  const wg_communities *all = &d->run->plan->communities;
  WG_TRY(wg_findings_add(&d->out->findings, d->context, code, out));
  (*out)->community = d->community;
  return wg_texts_format(&d->out->findings.texts, d->context, &(*out)->subject, "%s (%s)",
                         wg_texts_get(&all->texts, all->name[d->community]), wg_dividing_code(d));
}

/* A finding with a count and up to five of the buildings it is about. */
static wg_status report_buildings(wg_dividing *d, wg_finding_code code, const char *reason,
                                  int64_t count, const int32_t *first, size_t stride)
{
  const wg_buildings *all = &d->run->plan->buildings;
  wg_finding *finding;
  char names[1024] = "";
  size_t length = 0;
  if (count == 0) return WG_OK;
  WG_TRY(add_finding(d, code, &finding));
  for (int64_t i = 0; i < count && i < 5; i++) {
    int32_t b;
    memcpy(&b, (const char *)first + (size_t)i * stride, sizeof b);
    length += (size_t)snprintf(names + length, sizeof names - length, "%s'%.100s'",
                               i > 0 ? ", " : "", wg_texts_get(&all->texts, all->id[d->rows[b]]));
  }
  return wg_texts_format(&d->out->findings.texts, d->context, &finding->reason, "%lld %s: %s%s",
                         (long long)count, reason, names, count > 5 ? " …" : "");
}

/* Says so where the number of grids asked for cannot be had. */
static wg_status report_parts(wg_dividing *d)
{
  const wg_parts *p = &d->parts;
  wg_finding *finding;
  if (p->made == p->asked) return WG_OK;
  WG_TRY(add_finding(d, WG_FINDING_PARTS_IMPOSSIBLE, &finding));
  WG_TRY(wg_texts_format(
      &d->out->findings.texts, d->context, &finding->reason,
      wg_in(d->context,
            "%d grids were asked for and %d made: units that cannot be divided: %d, pieces that "
            "barriers cut off: %d.",
            "要求 %d 个网格，实际划分 %d 个：不可再分的单元 %d 个，被阻隔隔开的片 %d 个。"),
      p->asked, p->made, p->units, p->pieces));
  return wg_texts_format(&d->out->findings.texts, d->context, &finding->remedy,
                         wg_in(d->context, "Ask for %d to %d grids.", "请要求 %d 至 %d 个网格。"),
                         p->pieces, p->units);
}

/* Where persons have bounds, unknown ones are told: how many buildings, and that they count 0. */
static wg_status report_persons(wg_dividing *d)
{
  wg_context *c = d->context;
  const wg_rule *rule = &d->run->plan->rule;
  const int32_t *persons = d->run->plan->buildings.persons;
  bool is_measure = rule->measure == WG_MEASURE_PERSONS;
  wg_finding *finding;
  int32_t unknown = 0;
  if (!is_measure && !wg_has_both_measures(rule)) return WG_OK;
  for (int32_t b = 0; b < d->building_count; b++) unknown += persons[d->rows[b]] == WG_UNKNOWN;
  if (unknown == 0) return WG_OK;
  WG_TRY(add_finding(d, WG_FINDING_PERSONS_UNKNOWN, &finding));
  WG_TRY(wg_texts_format(
      &d->out->findings.texts, c, &finding->reason,
      unknown < d->building_count
          ? wg_in(c, "%d of its %d buildings have no number of persons; they count 0 persons.",
                  "%d 栋楼（共 %d 栋）人口未知，按 0 人计。")
      : is_measure
          ? wg_in(c, "None of its buildings (%d of %d) has a number of persons; no claim is made.",
                  "%d 栋楼（共 %d 栋）人口均未知，无法判断。")
          : wg_in(c,
                  "None of its buildings (%d of %d) has a number of persons; their bounds are left "
                  "aside here.",
                  "%d 栋楼（共 %d 栋）人口均未知，此处不按人口上下限划分。"),
      unknown, d->building_count));
  return wg_texts_add(&d->out->findings.texts, c,
                      wg_in(c, "Fill in the persons, with 0 where nobody lives.",
                            "请补填人口，无人居住的填 0。"),
                      -1, &finding->remedy);
}

static wg_status report_ground(wg_dividing *d)
{
  wg_context *c = d->context;
  const wg_units *units = &d->out->units;
  wg_findings *f = &d->out->findings;
  wg_finding *finding;
  int64_t count;
  const wg_overlap *overlaps = wg_tessellation_overlaps(d->tessellation, &count);
  WG_TRY(report_buildings(d, WG_FINDING_BUILDINGS_OVERLAP,
                          wg_in(c, "footprints overlap others by more than a tenth and stay with them",
                                "栋楼与其他楼重叠超过十分之一，归为同一单元"),
                          count, count > 0 ? &overlaps->b : NULL, sizeof *overlaps));
  const int32_t *pierced = wg_tessellation_pierced(d->tessellation, &count);
  WG_TRY(report_buildings(d, WG_FINDING_BARRIER_THROUGH_BUILDING,
                          wg_in(c, "buildings have a barrier through them; it was led round them",
                                "栋楼被阻隔线穿过，已绕行"),
                          count, pierced, sizeof *pierced));
  WG_TRY(report_persons(d));
  if (units->detached_count > 0) {
    WG_TRY(add_finding(d, WG_FINDING_DETACHED_PART, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "%d detached parts with fewer than %d %s joined the nearest grid.",
                                 "%d 处飞地不足 %d %s，已并入最近的网格。"),
                           units->detached_count, d->run->plan->rule.min,
                           wg_measure_word(c, &d->run->plan->rule)));
  }
  if (units->land_count > 0 && d->weight > 0) {
    WG_TRY(add_finding(d, WG_FINDING_LAND_WITHOUT_HOUSEHOLDS, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "%d pieces without households, cut off by hard barriers, joined a neighbour.",
                                 "%d 处被硬阻隔隔开的无户地块已并入相邻网格。"),
                           units->land_count));
  }
  if (d->out->result.households == 0 && d->out->result.buildings_unknown > 0) {
    WG_TRY(add_finding(d, WG_FINDING_HOUSEHOLDS_ALL_UNKNOWN, &finding));
    WG_TRY(wg_texts_format(&f->texts, c, &finding->reason,
                           wg_in(c, "None of its %d buildings without a count could be weighed; no claim is made.",
                                 "%d 栋楼户数未知，无法判断。"),
                           d->out->result.buildings_unknown));
  }
  return WG_OK;
}

wg_status wg_dividing_explain(wg_dividing *d)
{
  WG_TRY(judge_grids(d));
  WG_TRY(report_parts(d));
  return report_ground(d);
}
