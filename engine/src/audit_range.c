/* Grids out of range: what is wrong comes first, then why, where the survey has proved that nobody
 * could do better. */
#include "audit.h"

#include <stdio.h>

#include "measure.h"

/* "247 households, 53 below the minimum of 300." */
static wg_status say_how_far(const wg_plan *plan, wg_context *context, const wg_grid *grid,
                             wg_texts *texts, wg_text *out)
{
  const wg_rule *rule = &plan->rule;
  int64_t weight = wg_weight_of_grid(rule, grid), bound = rule->min;
  bool over = grid->status == WG_GRID_OVER;
  const char *word = wg_measure_word(context, rule);
  if (over) bound = rule->max;
  if (over ? weight <= bound : weight >= bound) { /* then it is the persons beside them */
    weight = grid->persons == WG_UNKNOWN ? 0 : grid->persons;
    bound = over ? rule->max_persons : rule->min_persons;
    word = wg_in(context, "persons", "人");
  }
  return wg_texts_format(texts, context, out,
                         over ? wg_in(context, "%lld %s, %lld above the maximum of %lld.",
                                      "%1$lld %2$s，超出上限 %4$lld 共 %3$lld。")
                              : wg_in(context, "%lld %s, %lld below the minimum of %lld.",
                                      "%1$lld %2$s，比下限 %4$lld 少 %3$lld。"),
                         (long long)weight, word,
                         (long long)(over ? weight - bound : bound - weight), (long long)bound);
}

/* Nothing was proved of it. */
static bool is_plain(const wg_finding *why)
{
  return why->code == WG_FINDING_GRID_TOO_LARGE || why->code == WG_FINDING_GRID_TOO_SMALL;
}

static const char *remedy_of(const wg_plan *plan, const wg_context *context, const wg_finding *why)
{
  if (!is_plain(why)) return wg_texts_get(&plan->findings.texts, why->remedy);
  return wg_in(context,
               "wangge adjust repairs it with the fewest households moved, as far as that can be "
               "done; wangge plan divides anew.",
               "可用 wangge adjust 以最少的调整户数尽量修正，或用 wangge plan 重新划分。");
}

/* `why` is of the plan, which keeps it until all are told. */
static wg_status report(wg_check *check, const wg_finding *why)
{
  const wg_plan *plan = check->plan;
  const wg_grid *grid = &plan->grids[why->grid];
  wg_findings *findings = check->findings;
  wg_context *context = check->context;
  wg_finding *out;
  wg_text how_far = WG_NO_TEXT;
  WG_TRY(wg_findings_add(
      findings, context,
      grid->status == WG_GRID_OVER ? WG_FINDING_GRID_TOO_LARGE : WG_FINDING_GRID_TOO_SMALL, &out));
  out->proof = why->proof;
  out->community = grid->community;
  out->grid = why->grid;
  out->at = grid->inner;
  out->has_point = true;
  WG_TRY(wg_texts_add(&findings->texts, context, wg_texts_get(&plan->findings.texts, why->subject),
                      -1, &out->subject));
  WG_TRY(wg_texts_add(&findings->texts, context, remedy_of(plan, context, why), -1, &out->remedy));
  WG_TRY(say_how_far(plan, context, grid, &findings->texts, &how_far));
  out->reason = how_far;
  if (is_plain(why)) return WG_OK;
  const char *more = wg_texts_get(&plan->findings.texts, why->reason);
  char text[2048];
  snprintf(text, sizeof text, "%s%s%s", wg_texts_get(&findings->texts, how_far),
           wg_in(context, " ", ""), more);
  return wg_texts_add(&findings->texts, context, text, -1, &out->reason);
}

/* What the roster says of each grid the audit says itself, one by one. */
static bool is_of_officers(const wg_finding *finding)
{
  return finding->code == WG_FINDING_OFFICER_SEVERAL_GRIDS ||
         (finding->code == WG_FINDING_VACANT && finding->grid >= 0);
}

static bool explains_range(const wg_finding *finding)
{
  return finding->grid >= 0 && finding->code != WG_FINDING_VACANT &&
         finding->code != WG_FINDING_GRID_SEVERAL_OFFICERS;
}

wg_status wg_audit_range(wg_check *check, wg_plan *plan)
{
  wg_findings *all = &plan->findings;
  int64_t kept = 0;
  for (int64_t i = 0; i < all->count; i++)
    if (explains_range(&all->items[i])) WG_TRY(report(check, &all->items[i]));
  for (int64_t i = 0; i < all->count; i++)
    if (!explains_range(&all->items[i]) && !is_of_officers(&all->items[i]))
      all->items[kept++] = all->items[i];
  all->count = kept;
  return WG_OK;
}
