#include "measure.h"
#include "reasons.h"

#include <stdio.h>

static wg_status say_few(wg_findings *f, wg_context *c, const wg_circumstance *why, wg_finding *out)
{
  const wg_verdict *v = why->verdict;
  if (why->populated_pieces > 1 && why->fenced)
    return wg_texts_format(&f->texts, c, &out->reason,
                           wg_in(c,
                                 "Hard barriers or grids that stay as they are cut off a piece of "
                                 "%lld %s, fewer than %d.",
                                 "硬阻隔或保持不变的网格隔出一片仅 %lld %s，少于 %d。"),
                           (long long)v->households, wg_measure_word(c, why->rule), why->rule->min);
  if (why->populated_pieces > 1)
    return wg_texts_format(&f->texts, c, &out->reason,
                           wg_in(c,
                                 "Hard barriers cut off a piece of %lld %s, fewer than %d.",
                                 "硬阻隔隔出一片仅 %lld %s，少于 %d。"),
                           (long long)v->households, wg_measure_word(c, why->rule), why->rule->min);
  return wg_texts_format(&f->texts, c, &out->reason,
                         wg_in(c, "The whole community has %lld %s, fewer than %d.",
                               "全社区仅 %lld %s，少于 %d。"),
                         (long long)v->households, wg_measure_word(c, why->rule), why->rule->min);
}

static wg_status say_no_number(wg_findings *f, wg_context *c, const wg_circumstance *why,
                               wg_finding *out)
{
  const wg_verdict *v = why->verdict;
  int64_t few = v->households / why->rule->min, many = few + 1; /* too large, or too small */
  if (few < 1) few = 1;
  return wg_texts_format(
      &f->texts, c, &out->reason,
      wg_in(c,
            "%lld %s cannot be divided: %lld grids hold at most %lld, %lld need at least "
            "%lld.",
            "%lld %s无法划分：%lld 个网格至多 %lld，%lld 个网格至少 %lld。"),
      (long long)v->households, wg_measure_word(c, why->rule), (long long)few,
      (long long)few * why->rule->max, (long long)many,
      (long long)many * why->rule->min);
}

static wg_status say_above(wg_findings *f, wg_context *c, const wg_circumstance *why,
                           wg_finding *out)
{
  int32_t households = why->verdict->witness_households;
  if (why->witness_buildings > 1)
    return wg_texts_format(&f->texts, c, &out->reason,
                           wg_in(c,
                                 "%d buildings that lie on one another ('%s' among them) have %d "
                                 "%s together, more than %d.",
                                 "相互重叠的 %d 栋楼（含“%s”）共 %d %s，多于 %d。"),
                           why->witness_buildings, why->witness, households,
                           wg_measure_word(c, why->rule), why->rule->max);
  return wg_texts_format(&f->texts, c, &out->reason,
                         wg_in(c, "Building '%s' alone has %d %s, more than %d.",
                               "楼栋“%s”一栋即有 %d %s，多于 %d。"),
                         why->witness, households, wg_measure_word(c, why->rule), why->rule->max);
}

static wg_status say_neck(wg_findings *f, wg_context *c, const wg_circumstance *why,
                          wg_finding *out)
{
  return wg_texts_format(&f->texts, c, &out->reason,
                         wg_in(c,
                               "What lies behind building '%s' (%d %s) is too small alone "
                               "and too large with it.",
                               "楼栋“%s”（%d %s）之后的部分单独过小，与其合并又过大。"),
                         why->witness, why->verdict->witness_households,
                         wg_measure_word(c, why->rule));
}

static wg_status say_plain(wg_findings *f, wg_context *c, const wg_circumstance *why,
                           wg_finding *out)
{
  const char *reason;
  switch (out->code) {
  case WG_FINDING_NO_SUM_IN_RANGE:
    reason = wg_in(c, "No choice of its buildings adds up into the bounds everywhere.",
                   "任何楼栋组合都无法使各网格落入上下限。");
    break;
  case WG_FINDING_NO_CONNECTED_SET:
    reason = wg_in(c, "Some building is in no connected set within the bounds.",
                   "有楼栋不属于任何落入上下限的连片组合。");
    break;
  case WG_FINDING_NO_ROOM_FOR_BOTH:
    reason = wg_in(c,
                   "Two large buildings can each be in range only together with the same "
                   "neighbour, and all together are too many.",
                   "两栋大楼各自须与同一相邻单元合并才能落入上下限，而合在一起又超出。");
    break;
  case WG_FINDING_NO_ROOM_FOR_ALL:
    reason = wg_in(c,
                   "The grids within the bounds that some buildings around could be in exclude "
                   "each other; all of them were tried.",
                   "周边若干楼栋各自可能的合规网格互相排斥，已逐一尝试。");
    break;
  case WG_FINDING_PERSONS_NOT_DIVISIBLE:
    reason = wg_in(c, "No number of grids and no choice of buildings keeps the bounds of persons.",
                   "任何网格数、任何楼栋组合都不能使人口落入上下限。");
    break;
  case WG_FINDING_NO_PARTITION:
    reason = wg_in(c, "Exhaustive search found no division within the bounds.",
                   "穷举后没有落入上下限的划分。");
    break;
  default:
    reason =
        wg_in(c, "The best division found is out of range; that none is better was not proved.",
              "已找到的最好划分仍超出范围；未能证明没有更好的。");
  }
  return wg_texts_format(&f->texts, c, &out->reason,
                         wg_in(c, "%s The piece has %lld %s.", "%s该片共 %lld %s。"),
                         reason, (long long)why->verdict->households, wg_measure_word(c, why->rule));
}

/* A number of grids that was fixed forbids the bounds where another number might do. */
static bool is_by_number(const wg_circumstance *why)
{
  const wg_verdict *v = why->verdict;
  return why->parts > 0 && v->parts_min <= v->parts_max && v->witness < 0 &&
         (v->parts < v->parts_min || v->parts > v->parts_max);
}

static wg_status say_fixed(wg_findings *f, wg_context *c, const wg_circumstance *why,
                           wg_finding *out)
{
  const wg_verdict *v = why->verdict;
  return wg_texts_format(&f->texts, c, &out->reason,
                         wg_in(c, "%d grids hold %lld to %lld %s, and the piece has %lld.",
                               "%d 个网格可容纳 %lld 至 %lld %s，而该片实有 %lld。"),
                         v->parts, (long long)v->parts * why->rule->min,
                         (long long)v->parts * why->rule->max, wg_measure_word(c, why->rule),
                         (long long)v->households);
}

static wg_status say_reason(wg_findings *f, wg_context *c, const wg_circumstance *why,
                            wg_finding *out)
{
  switch (out->code) {
  case WG_FINDING_PARTS_FIXED:
    return say_fixed(f, c, why, out);
  case WG_FINDING_TOO_FEW_HOUSEHOLDS:
    return say_few(f, c, why, out);
  case WG_FINDING_NO_NUMBER_OF_GRIDS:
    return say_no_number(f, c, why, out);
  case WG_FINDING_BUILDING_ABOVE_MAX:
    return say_above(f, c, why, out);
  case WG_FINDING_CUT_OFF_BY_UNIT:
    return say_neck(f, c, why, out);
  default:
    return say_plain(f, c, why, out);
  }
}

/* What was proved with a fixed number of grids says nothing of other numbers. */
static wg_status add_number(wg_findings *f, wg_context *c, const wg_circumstance *why,
                            wg_finding *out)
{
  char reason[1024];
  if (why->parts == 0) return WG_OK;
  snprintf(reason, sizeof reason, "%s", wg_texts_get(&f->texts, out->reason));
  return wg_texts_format(
      &f->texts, c, &out->reason,
      wg_in(c, "%s The number of grids was fixed at %d.", "%s网格数已固定为 %d。"), reason,
      why->parts);
}

/* The lower bound that was proved, and what it takes for granted: proofs that look at who is next
 * to whom hold for the ground as it was divided here. */
static wg_status add_premises(wg_findings *f, wg_context *c, const wg_circumstance *why,
                              wg_finding *out)
{
  char reason[1024];
  const char *ground =
      why->verdict->by_ground
          ? wg_in(c, ", the ground of each building as drawn here", "、各楼用地如本方案所划")
          : "";
  char persons[96] = "";
  if (out->proof != WG_PROOF_PROVEN) return WG_OK;
  if (wg_has_both_measures(why->rule))
    snprintf(persons, sizeof persons, wg_in(c, ", %d to %d persons (0: any)", "、%d–%d 人（0 为不限）"),
             why->rule->min_persons, why->rule->max_persons);
  snprintf(reason, sizeof reason, "%s", wg_texts_get(&f->texts, out->reason));
  return wg_texts_format(
      &f->texts, c, &out->reason,
      wg_in(c,
            "%s Proved: a fault of at least %lld in this piece, given whole buildings, the hard "
            "barriers and crossings of this run%s, and %d to %d %s a grid%s.",
            "%s已证明：该片罚值至少为 %lld，前提为楼栋不拆分、硬阻隔与通道如本次所给%s、每格 %d–%d %s%s。"),
      reason, (long long)why->verdict->bound, ground, why->rule->min, why->rule->max,
      wg_measure_word(c, why->rule), persons);
}

wg_status wg_reasons_add(wg_findings *findings, wg_context *context,
                         const wg_circumstance *circumstance, const wg_grid *grid,
                         int32_t grid_index)
{
  const wg_verdict *verdict = circumstance->verdict;
  bool proven = verdict->fault == verdict->bound;
  wg_finding *out;
  wg_finding_code code = is_by_number(circumstance) ? WG_FINDING_PARTS_FIXED
                         : proven                   ? verdict->reason
                                                    : WG_FINDING_SEARCH_LIMIT;
  WG_TRY(wg_findings_add(findings, context, code, &out));
  out->proof = proven ? WG_PROOF_PROVEN : WG_PROOF_BEST_FOUND;
  out->grid = grid_index;
  out->at = circumstance->remedies->crossing.left >= 0 ? circumstance->remedies->crossing.at
                                                       : grid->inner;
  out->has_point = true;
  WG_TRY(wg_texts_add(&findings->texts, context, circumstance->grid, -1, &out->subject));
  WG_TRY(say_reason(findings, context, circumstance, out));
  WG_TRY(add_number(findings, context, circumstance, out));
  WG_TRY(add_premises(findings, context, circumstance, out));
  return wg_remedies_say(findings, context, circumstance->plan, circumstance->remedies, out);
}
