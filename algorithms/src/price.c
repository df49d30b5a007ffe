#include "price.h"

#include <string.h>

static int64_t bounded(int64_t value, int64_t limit)
{
  return value > limit ? limit : value < -limit ? -limit : value;
}

static int64_t price_off(const wg_price *price, int64_t households)
{
  int64_t off = bounded(households - price->target, 2 * price->half);
  int64_t product;
  bool is_large = __builtin_mul_overflow(price->balance, off, &product) ||
                  __builtin_mul_overflow(product, off, &product);
  if (!is_large) return product / price->half / price->half;
  return (int64_t)((__int128)price->balance * off * off / price->half / price->half);
}

int64_t wg_price_out(const wg_price *price, int64_t households)
{
  int64_t out = households < price->min   ? price->min - households
                : households > price->max ? households - price->max
                                          : 0;
  return out > 0 ? out * price->per_household + price->fixed : 0;
}

int64_t wg_price_persons(const wg_price *price, int64_t households, int64_t persons)
{
  int64_t off = wg_rule_persons_off(&price->rule, persons);
  bool is_charged = households < price->min || households > price->max; /* once a part */
  return off > 0 ? off * price->per_household + (is_charged ? 0 : price->fixed) : 0;
}

int64_t wg_price_compute(const wg_price *price, int64_t households)
{
  return price_off(price, households) + wg_price_out(price, households);
}

static int64_t price_trait(int64_t price, double excess)
{
  double bounded = excess < 0 ? 0 : excess > WG_TRAIT_MOST ? WG_TRAIT_MOST : excess;
  return (int64_t)(bounded * (double)price);
}

int64_t wg_price_traits(const wg_price *price, const wg_traits *traits, const int64_t *sums)
{
  const double two_pi = 6.283185307179586; /* the variance of a disc of area A is A / 2π */
  int32_t fields = traits->count;
  int64_t sum = 0;
  for (int32_t i = 0; i < traits->count; i++) {
    const wg_trait *trait = &traits->list[i];
    double variance = wg_trait_variance(trait, sums), area = (double)sums[trait->first];
    if (trait->whole > 0) {
      sum += price_trait(price->like / fields, variance / trait->whole);
    } else {
      fields--; /* land comes first */
      if (area > 0) sum += price_trait(price->compact, variance * two_pi / area - 1);
    }
  }
  return sum;
}

static int64_t within(int64_t value, int64_t most)
{
  return value < 0 ? 0 : value > most ? most : value;
}

/* The price of being out changes with every step of temperature: no product and no branch here. */
static void fill_table(wg_price *price)
{
  int64_t below = within(price->min, WG_PRICE_TABLE),
          above = within(price->max + 1, WG_PRICE_TABLE);
  int64_t step = price->per_household, out = price->fixed + price->min * step;
  for (int64_t h = 0; h < below; h++, out -= step) price->table[h] = price->off[h] + out;
  memcpy(price->table + below, price->off + below, (size_t)(above - below) * sizeof *price->off);
  out = price->fixed + step;
  for (int64_t h = above; h < WG_PRICE_TABLE; h++, out += step)
    price->table[h] = price->off[h] + out;
}

/* The deviation counts up to twice `half`: all beyond costs the same, and need not be worked out.
 */
static void fill_off(wg_price *price)
{
  int64_t first = price->target - 2 * price->half, last = price->target + 2 * price->half;
  if (price->balance == 0) return;
  for (int64_t h = 0; h < WG_PRICE_TABLE; h++)
    price->off[h] = h > 0 && (h <= first || h > last) ? price->off[h - 1] : price_off(price, h);
}

void wg_price_init(wg_price *price, const wg_rule *rule, int64_t mean_cost)
{
  int64_t target = wg_rule_target(rule), below = target - rule->min, above = rule->max - target;
  *price = (wg_price){.min = rule->min, .max = rule->max, .target = target, .rule = *rule};
  price->half = below > above ? below : above;
  if (price->half < 1) price->half = 1;
  price->balance = mean_cost * WG_BALANCE_BORDERS * rule->balance / 100;
  price->divided = mean_cost * WG_KEEP_BORDERS * rule->keep / 100;
  price->like = mean_cost * WG_LIKE_BORDERS * rule->like / 100;
  price->compact = mean_cost * WG_COMPACT_BORDERS * rule->compact / 100;
  price->moved = mean_cost * rule->stay / 100;
  fill_off(price);
  fill_table(price);
}

void wg_price_set_fault(wg_price *price, int64_t per_household, int64_t fixed)
{
  price->per_household = per_household;
  price->fixed = per_household * fixed;
  fill_table(price);
}
