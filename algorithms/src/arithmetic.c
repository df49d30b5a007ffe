/* Arithmetic of a component: H households, of which some sit in units above max.
 *
 * The relaxed problem: units up to max may be divided at will, connectivity is forgotten, units
 * above max are whole. Its optimum is exact here: with j groups of heavy units (each over max
 * whatever it holds) and q = k − j other parts for the remaining R households,
 *   fault = Σ heavy − j·max + j·charge + rest(R, q),
 * where rest is 0 if q·min ≤ R ≤ q·max; the lacking households and one charge for every min of
 * them where R is less; what is too much where R is more, with a charge unless a group that is
 * over max already can take it. */
#include "feasibility.h"

wg_load wg_load_of(const wg_level *level, const wg_rule *rule)
{
  wg_load load = {.units = level->count};
  for (int32_t u = 0; u < level->count; u++) {
    int64_t households = level->households[u];
    load.households += households;
    if (households > level->households[load.heaviest]) load.heaviest = u;
    if (households <= rule->max) continue;
    load.heavy += households;
    load.heavy_count++;
  }
  return load;
}

#define IMPOSSIBLE (INT64_MAX / 4)

static int64_t rest_fault(const wg_rule *rule, int64_t rest, int64_t parts, bool has_over)
{
  int64_t charge = wg_rule_charge(rule);
  if (parts == 0) return has_over || rest == 0 ? rest : IMPOSSIBLE;
  int64_t lacking = parts * rule->min - rest, surplus = rest - parts * rule->max;
  if (lacking > 0) return lacking + charge * ((lacking + rule->min - 1) / rule->min);
  if (surplus > 0) return has_over ? surplus : surplus + charge;
  return 0;
}

int64_t wg_arithmetic_fault(const wg_load *load, const wg_rule *rule, int32_t parts)
{
  int64_t rest = load->households - load->heavy, best = IMPOSSIBLE;
  if (load->households == 0) return 0;
  if (load->heavy_count == 0) return rest_fault(rule, rest, parts, false);
  for (int32_t j = 1; j <= load->heavy_count && j <= parts; j++) {
    int64_t fault = load->heavy + j * ((int64_t)wg_rule_charge(rule) - rule->max) +
                    rest_fault(rule, rest, parts - j, true);
    if (fault < best) best = fault;
  }
  return best;
}

void wg_parts_window(const wg_load *load, const wg_rule *rule, int32_t *fewest, int32_t *most)
{
  int64_t rest = load->households - load->heavy;
  int64_t low = rule->max > 0 ? rest / rule->max : load->units;
  int64_t high = load->heavy_count + (rule->min > 0 ? rest / rule->min + 1 : load->units);
  if (load->heavy_count > 0 || low < 1) low = 1;
  if (load->households == 0) low = high = 1;
  *fewest = low < load->units ? (int32_t)low : load->units;
  *most = high < load->units ? (int32_t)high : load->units;
}

static wg_finding_code reason_of(const wg_load *load, const wg_rule *rule)
{
  if (load->heavy_count > 0) return WG_FINDING_BUILDING_ABOVE_MAX;
  return load->households < rule->min ? WG_FINDING_TOO_FEW_HOUSEHOLDS
                                      : WG_FINDING_NO_NUMBER_OF_GRIDS;
}

wg_bound wg_arithmetic_bound(const wg_load *load, const wg_rule *rule)
{
  int32_t fewest, most;
  wg_bound bound = {.fault = IMPOSSIBLE, .reason = reason_of(load, rule), .witness = -1};
  wg_parts_window(load, rule, &fewest, &most);
  if (rule->parts > 0 && rule->parts <= load->units) fewest = most = rule->parts;
  for (int32_t k = fewest; k <= most && bound.fault > 0; k++) {
    int64_t fault = wg_arithmetic_fault(load, rule, k);
    if (fault < bound.fault) bound.fault = fault;
  }
  if (load->heavy_count > 0) bound.witness = load->heaviest;
  return bound;
}
