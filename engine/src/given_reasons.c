/* Status and reason of given grids. Where a community's grids miss the range by no more than our
 * own division does, the reasons of that hold for them too; where they miss it by more, that is the
 * reason. With a survey it is each piece that is compared: what is proved of it holds for anyone.
 */
#include <string.h>

#include "given.h"
#include "measure.h"

/* Of a community, in the measure of the rule. */
typedef struct weighing {
  int64_t known;    /* Σ over its buildings */
  int64_t unknown;  /* buildings */
  bool any_persons; /* some building has a number of them */
} weighing;

typedef struct explaining {
  wg_given *given;
  weighing *weighings;        /* of communities */
  int64_t *own_fault, *fault; /* of communities; of ours, where those are pieces */
  uint8_t *shared;            /* of ours: a given grid reaches from it into another one */
  int32_t *own_of_grid;       /* of every given grid: ours that shares most households, or −1 */
  uint8_t *same;              /* of every given grid: it has the buildings of that one exactly */
  int32_t *finding_of_own;    /* of every grid of ours: its finding, or −1 */
} explaining;

static int64_t persons_of(const explaining *x, const wg_grid *grid)
{
  if (!x->weighings[grid->community].any_persons) return WG_UNKNOWN;
  return grid->persons == WG_UNKNOWN ? 0 : grid->persons;
}

static wg_grid_status status_of(const explaining *x, const wg_grid *grid)
{
  const wg_rule *rule = &x->given->plan->rule;
  const weighing *community = &x->weighings[grid->community];
  if (grid->kind == WG_GRID_EXEMPT) return WG_GRID_IS_EXEMPT;
  if (community->known == 0) return community->unknown > 0 ? WG_GRID_UNKNOWN : WG_GRID_EMPTY;
  return wg_status_by_rule(rule, wg_weight_of_grid(rule, grid), persons_of(x, grid));
}

static bool is_out(const wg_grid *grid)
{
  return grid->status == WG_GRID_UNDER || grid->status == WG_GRID_OVER;
}

static int64_t fault_of(const explaining *x, const wg_grid *grid)
{
  const wg_rule *rule = &x->given->plan->rule;
  return is_out(grid) ? wg_fault_by_rule(rule, wg_weight_of_grid(rule, grid), persons_of(x, grid))
                      : 0;
}

/* What the faults of a given grid are counted in; −1: nothing. */
static int64_t scope_of(const explaining *x, int64_t g)
{
  return x->given->surveys ? x->own_of_grid[g] : x->given->plan->grids[g].community;
}

static wg_status allocate(explaining *x)
{
  const wg_plan *plan = x->given->plan;
  wg_context *context = x->given->context;
  size_t communities = (size_t)plan->communities.shapes.count, grids = (size_t)plan->grid_count;
  size_t own = (size_t)x->given->own_grid_count, scopes = x->given->surveys ? own : communities;
  WG_TRY(wg_allocate(context, &x->weighings, communities, sizeof *x->weighings));
  WG_TRY(wg_allocate(context, &x->own_fault, scopes, sizeof *x->own_fault));
  WG_TRY(wg_allocate(context, &x->fault, scopes, sizeof *x->fault));
  WG_TRY(wg_allocate(context, &x->shared, own, sizeof *x->shared));
  WG_TRY(wg_allocate(context, &x->own_of_grid, grids, sizeof *x->own_of_grid));
  WG_TRY(wg_allocate(context, &x->same, grids, sizeof *x->same));
  WG_TRY(wg_allocate(context, &x->finding_of_own, own, sizeof *x->finding_of_own));
  memset(x->finding_of_own, 0xFF, own * sizeof *x->finding_of_own);
  memset(x->own_of_grid, 0xFF, grids * sizeof *x->own_of_grid);
  return WG_OK;
}

static void weigh_communities(explaining *x)
{
  const wg_plan *plan = x->given->plan;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t community = plan->buildings.community[b], weight = wg_weight_of_building(plan, b);
    if (community < 0) continue;
    weighing *w = &x->weighings[community];
    w->any_persons |= plan->buildings.persons[b] != WG_UNKNOWN;
    if (weight == WG_UNKNOWN)
      w->unknown++;
    else
      w->known += weight;
  }
}

static void count_faults(explaining *x)
{
  wg_plan *plan = x->given->plan;
  for (int64_t c = 0; c < plan->communities.shapes.count; c++) {
    plan->results[c].grids = plan->results[c].in_range = 0;
    plan->results[c].proof = WG_PROOF_NONE;
  }
  for (int64_t g = 0; g < plan->grid_count; g++) {
    wg_grid *grid = &plan->grids[g];
    grid->status = status_of(x, grid);
    plan->results[grid->community].grids++;
    plan->results[grid->community].in_range += grid->status == WG_GRID_OK;
    if (scope_of(x, g) >= 0) x->fault[scope_of(x, g)] += fault_of(x, grid);
  }
  for (int64_t g = 0; g < x->given->own_grid_count; g++)
    if (x->given->surveys)
      x->own_fault[g] = x->given->survey.bound[g];
    else
      x->own_fault[x->given->own_grids[g].community] += fault_of(x, &x->given->own_grids[g]);
}

/* Pairs each given grid with ours of its first building; the same where all its buildings are in
 * that one and no other's are. */
static void pair_grids(explaining *x)
{
  const wg_plan *plan = x->given->plan;
  const int32_t *own = x->given->own_grid_of_building;
  for (int64_t b = 0; b < plan->buildings.shapes.count; b++) {
    int32_t g = plan->grid_of_building[b];
    if (g < 0 || own[b] < 0) continue;
    if (x->own_of_grid[g] < 0) {
      x->own_of_grid[g] = own[b];
      x->same[g] = plan->grids[g].buildings == x->given->own_grids[own[b]].buildings;
    } else if (x->own_of_grid[g] != own[b]) {
      x->same[g] = 0;
      x->shared[x->own_of_grid[g]] = x->shared[own[b]] = 1;
    }
  }
}

/* Finding of ours that explains a grid like this one: its counterpart's, else that of any grid of
 * its community that is out of range in the same direction; −1. */
static int32_t explanation_of(const explaining *x, int64_t g)
{
  const wg_given *given = x->given;
  const wg_grid *grid = &given->plan->grids[g];
  int32_t own = x->own_of_grid[g];
  if (own >= 0 && x->finding_of_own[own] >= 0) return x->finding_of_own[own];
  for (int64_t i = 0; i < given->own_grid_count && !given->surveys; i++)
    if (given->own_grids[i].community == grid->community &&
        given->own_grids[i].status == grid->status && x->finding_of_own[i] >= 0)
      return x->finding_of_own[i];
  return -1;
}

/* --- findings --------------------------------------------------------------------------------- */

static wg_status copy_text(explaining *x, wg_text from, wg_text *to)
{
  const wg_texts *texts = &x->given->own_findings.texts;
  return wg_texts_add(&x->given->plan->findings.texts, x->given->context,
                      from == WG_NO_TEXT ? NULL : wg_texts_get(texts, from), -1, to);
}

static wg_status copy_finding(explaining *x, const wg_finding *from, wg_finding **out)
{
  WG_TRY(wg_findings_add(&x->given->plan->findings, x->given->context, from->code, out));
  wg_finding *to = *out;
  *to = *from;
  to->subject = to->reason = to->remedy = WG_NO_TEXT;
  wg_text subject, reason, remedy;
  WG_TRY(copy_text(x, from->subject, &subject));
  WG_TRY(copy_text(x, from->reason, &reason));
  WG_TRY(copy_text(x, from->remedy, &remedy));
  to->subject = subject;
  to->reason = reason;
  to->remedy = remedy;
  return WG_OK;
}

/* That a better division exists was not looked at: what is wrong is all there is to say. */
static wg_status say_plainly(explaining *x, const wg_grid *grid, wg_finding **out)
{
  wg_finding_code code =
      grid->status == WG_GRID_OVER ? WG_FINDING_GRID_TOO_LARGE : WG_FINDING_GRID_TOO_SMALL;
  WG_TRY(wg_findings_add(&x->given->plan->findings, x->given->context, code, out));
  (*out)->proof = WG_PROOF_NONE;
  (*out)->reason = (*out)->remedy = WG_NO_TEXT;
  return WG_OK;
}

static wg_status say_that_one_exists(explaining *x, const wg_grid *grid, wg_finding **out)
{
  wg_context *context = x->given->context;
  wg_findings *findings = &x->given->plan->findings;
  const wg_rule *rule = &x->given->plan->rule;
  WG_TRY(wg_findings_add(findings, context, WG_FINDING_DIVISION_EXISTS, out));
  (*out)->proof = WG_PROOF_BEST_FOUND;
  WG_TRY(wg_texts_format(
      &findings->texts, context, &(*out)->reason,
      wg_in(context,
            "%lld %s; the bounds are %d–%d. A division of its community "
            "has a fault of %lld in all, these grids have %lld.",
            "%lld %s，上下限为 %d–%d。其社区可划分为总罚值 %lld 的网格，现有网格的总"
            "罚值为 %lld。"),
      (long long)wg_weight_of_grid(rule, grid), wg_measure_word(context, rule), rule->min,
      rule->max, (long long)x->own_fault[grid->community], (long long)x->fault[grid->community]));
  return wg_texts_add(&findings->texts, context,
                      wg_in(context, "Divide the community anew: wangge plan.",
                            "请用 wangge plan 重新划分该社区。"),
                      -1, &(*out)->remedy);
}

static wg_status name_subject(explaining *x, const wg_grid *grid, wg_finding *finding)
{
  const wg_plan *plan = x->given->plan;
  const wg_communities *all = &plan->communities;
  return wg_texts_format(&x->given->plan->findings.texts, x->given->context, &finding->subject,
                         "%s %s (%s)", wg_texts_get(&all->texts, all->name[grid->community]),
                         wg_texts_get(&plan->texts, grid->name),
                         wg_texts_get(&plan->texts, grid->code));
}

static wg_status explain_grid(explaining *x, int64_t g)
{
  wg_plan *plan = x->given->plan;
  wg_grid *grid = &plan->grids[g];
  wg_community_result *result = &plan->results[grid->community];
  int64_t scope = scope_of(x, g);
  bool worse =
      scope < 0 || x->fault[scope] > x->own_fault[scope] || (x->given->surveys && x->shared[scope]);
  int32_t found = worse && !x->same[g] ? -1 : explanation_of(x, g);
  wg_finding *finding;
  WG_TRY(found >= 0          ? copy_finding(x, &x->given->own_findings.items[found], &finding)
         : x->given->surveys ? say_plainly(x, grid, &finding)
                             : say_that_one_exists(x, grid, &finding));
  finding->community = grid->community;
  finding->grid = (int32_t)g;
  finding->at = grid->inner;
  finding->has_point = true;
  grid->proof = finding->proof;
  if (result->proof == WG_PROOF_NONE || finding->proof < result->proof)
    result->proof = finding->proof;
  WG_TRY(name_subject(x, grid, finding));
  return wg_texts_add(&plan->texts, x->given->context, wg_finding_code_name(finding->code), -1,
                      &grid->reason);
}

/* Findings about grids are ours; all others hold for anyone's grids. */
static wg_status take_findings(explaining *x)
{
  wg_plan *plan = x->given->plan;
  x->given->own_findings = plan->findings;
  plan->findings = (wg_findings){0};
  for (int64_t i = 0; i < x->given->own_findings.count; i++) {
    const wg_finding *finding = &x->given->own_findings.items[i];
    wg_finding *copy;
    if (finding->grid < 0)
      WG_TRY(copy_finding(x, finding, &copy));
    else
      x->finding_of_own[finding->grid] = (int32_t)i;
  }
  return WG_OK;
}

static wg_status explain_all(explaining *x)
{
  const wg_plan *plan = x->given->plan;
  WG_TRY(allocate(x));
  weigh_communities(x);
  pair_grids(x);
  count_faults(x);
  WG_TRY(take_findings(x));
  for (int64_t g = 0; g < plan->grid_count; g++)
    if (is_out(&plan->grids[g])) WG_TRY(explain_grid(x, g));
  return WG_OK;
}

wg_status wg_given_explain(wg_given *given)
{
  explaining x = {.given = given};
  wg_status status = explain_all(&x);
  wg_release(given->context, x.weighings);
  wg_release(given->context, x.own_fault);
  wg_release(given->context, x.fault);
  wg_release(given->context, x.shared);
  wg_release(given->context, x.own_of_grid);
  wg_release(given->context, x.same);
  wg_release(given->context, x.finding_of_own);
  return status;
}
