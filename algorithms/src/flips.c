/* Annealing by flips: pick a random end of a random cut border, let that unit join the other side.
 *
 * Picking among the ends of cut borders rather than among units wastes no try inside parts. The
 * order of tests is from cheap to dear: price, cost, contiguity among neighbours, search. The
 * acceptance test is Metropolis' (1953) with a table of −ln u. The temperature falls with the
 * square of the time left, which leaves half of the tries to the lowest quarter. */
#include "flips.h"

#include "contiguity.h"
#include "logarithm.h"

#define ROUNDS 64            /* steps of temperature at most */
#define ROUND_TRIES 1000     /* fewer steps where each would be shorter than this */
#define WISH_TRIES (1 << 20) /* so many tries lie between two looks at the wish to stop */
#define HUB_DEGREE 256
#define COMPANY_UNITS 24 /* at most so many leave together */

typedef struct flip {
  int32_t unit, from, to;
  uint32_t mine;     /* places of the neighbours of its own part; 0 in long rows */
  int64_t threshold; /* a change of cost up to this is accepted */
} flip;

/* A flip drawn a few tries ahead, so that the memory it needs is there when its turn comes: without
 * this, waiting for memory takes half of the time. It may be out of date by then. */
typedef struct drawn {
  int32_t unit, other;
  uint32_t bits; /* the random bits of its acceptance */
} drawn;

typedef struct lookahead {
  drawn ring[4];
  uint32_t turn;
} lookahead;

static drawn draw(const wg_draft *draft, wg_random *random)
{
  uint64_t bits = wg_random_next(random);
  const wg_cut *cut = &draft->cut[(bits >> 32) * (uint64_t)draft->cut_count >> 32];
  int side = (int)(bits >> WG_LOGARITHM_BITS & 1);
  return (drawn){cut->ends[side], cut->ends[1 - side], bits & (WG_LOGARITHM_STEPS - 1)};
}

static void start(lookahead *ahead, const wg_draft *draft, wg_random *random)
{
  for (int i = 0; i < 4; i++) ahead->ring[i] = draw(draft, random);
  ahead->turn = 0;
}

/* The flip whose turn it is; draws one more and fetches for those between. */
static drawn next(lookahead *ahead, const wg_draft *draft, wg_random *random)
{
  const wg_level *level = draft->level;
  drawn now = ahead->ring[ahead->turn & 3];
  ahead->ring[ahead->turn & 3] = draw(draft, random);
  int32_t soon = ahead->ring[(ahead->turn + 1) & 3].unit;
  int32_t later = ahead->ring[(ahead->turn + 2) & 3].unit;
  const wg_slot *row = level->slots + level->first[soon];
  __builtin_prefetch(row);
  __builtin_prefetch(row + 4);
  __builtin_prefetch(&level->first[later]);
  __builtin_prefetch(&level->households[later]);
  __builtin_prefetch(&draft->pull[later]);
  ahead->turn++;
  return now;
}

static int64_t price_change(const wg_draft *draft, int32_t from, int32_t to, int64_t households)
{
  const wg_price *price = draft->price;
  int64_t h_from = draft->households[from], h_to = draft->households[to];
  return wg_price_of(price, h_from - households) - wg_price_of(price, h_from) +
         wg_price_of(price, h_to + households) - wg_price_of(price, h_to);
}

/* Change of the cut, and which neighbours are of the unit's own part. */
static int64_t cost_change(const wg_draft *draft, flip *f)
{
  const wg_level *level = draft->level;
  const wg_slot *row = level->slots + level->first[f->unit];
  int32_t degree = level->first[f->unit + 1] - level->first[f->unit];
  int64_t change = 0;
  uint32_t mine = 0, bit = 1;
  for (int32_t i = 0; i < degree; i++, bit <<= 1) {
    int32_t part = draft->part[row[i].neighbor], cost = row[i].cost;
    int32_t is_from = -(part == f->from), is_to = -(part == f->to); /* masks: hard to predict */
    change += (cost & is_from) - (cost & is_to);
    mine |= bit & (uint32_t)is_from;
  }
  f->mine = degree <= WG_AROUND_MAX ? mine : 0;
  return change;
}

/* The units at the start of draft->queue leave together: change of the cut. */
static int64_t company_cost(wg_draft *draft, const flip *f, int32_t company)
{
  const wg_level *level = draft->level;
  int64_t change = 0;
  int32_t stamp = wg_draft_stamp(draft);
  for (int32_t i = 0; i < company; i++) draft->mark[draft->queue[i]] = stamp;
  for (int32_t i = 0; i < company; i++)
    for (int32_t s = level->first[draft->queue[i]]; s < level->first[draft->queue[i] + 1]; s++) {
      const wg_slot *slot = &level->slots[s];
      int32_t part = draft->part[slot->neighbor];
      if (part == f->to) change -= slot->cost;
      if (part == f->from && draft->mark[slot->neighbor] != stamp) change += slot->cost;
    }
  return change;
}

/* The price of being out of range rises: no saving of borders, however large, is worth that. */
static bool worsens_range(const wg_draft *draft, const flip *f, int64_t households)
{
  const wg_price *price = draft->price;
  int64_t from = draft->households[f->from], to = draft->households[f->to];
  return wg_price_out(price, from - households) + wg_price_out(price, to + households) >
         wg_price_out(price, from) + wg_price_out(price, to);
}

static void leave_in_company(wg_draft *draft, const flip *f)
{
  int32_t company = wg_leaves_with(draft, f->unit, COMPANY_UNITS);
  if (company < 2) return;
  int64_t households = 0;
  for (int32_t i = 0; i < company; i++) households += draft->level->households[draft->queue[i]];
  if (worsens_range(draft, f, households)) return;
  int64_t change = price_change(draft, f->from, f->to, households);
  if (change + company_cost(draft, f, company) > f->threshold) return;
  for (int32_t i = 0; i < company; i++) wg_draft_move(draft, draft->queue[i], f->to);
}

/* Looking at a unit costs as much as it has neighbours: a hub of thousands is looked at so much
 * more rarely that it takes no more time than the others. */
static bool is_put_off(const wg_level *level, int32_t unit, wg_random *random)
{
  int32_t degree = level->first[unit + 1] - level->first[unit];
  return degree > HUB_DEGREE && wg_random_below(random, (uint64_t)degree) >= HUB_DEGREE;
}

static void try_flip(wg_draft *draft, lookahead *ahead, wg_random *random, int64_t heat,
                     bool in_company)
{
  drawn d = next(ahead, draft, random);
  flip f = {.unit = d.unit,
            .from = draft->part[d.unit],
            .to = draft->part[d.other],
            .threshold = heat * wg_minus_logarithm[d.bits] >> (WG_LOGARITHM_SHIFT + WG_HEAT_BITS)};
  const wg_level *level = draft->level;
  if (f.from == f.to || draft->units[f.from] == 1 || is_put_off(level, f.unit, random)) return;
  int64_t change = price_change(draft, f.from, f.to, level->households[f.unit]);
  if (change - draft->pull[f.unit] > f.threshold && !draft->has_terms) return;
  change += cost_change(draft, &f);
  if (draft->has_terms)
    change += wg_terms_change(draft->terms, f.unit, f.from, f.to, f.threshold - change);
  if (change > f.threshold) return;
  const wg_slot *row = level->slots + level->first[f.unit];
  if ((f.mine != 0 && wg_touch_each_other(row, f.mine)) || wg_may_leave(draft, f.unit))
    wg_draft_move(draft, f.unit, f.to);
  else if (in_company && !draft->has_terms) /* terms are priced for single units */
    leave_in_company(draft, &f);
}

#ifndef NDEBUG
/* Recounts after every move of a small level, of a larger one after every `count` moves. */
static void check_now_and_then(wg_draft *draft, int64_t *checked)
{
  int64_t patience = draft->level->count > 100 ? draft->level->count : 1;
  if (draft->moved - *checked < patience) return;
  *checked = draft->moved;
  wg_draft_check(draft);
}
#endif

/* Temperature falls from hot to cold, the price of being out of range rises from soft to hard. */
static int64_t set_round(wg_price *price, const wg_heat *heat, int64_t round, int64_t rounds)
{
  int64_t last = rounds - 1, left = last - round;
  int64_t per_household = heat->soft + (heat->hard - heat->soft) * round * round / (last * last);
  if (round == 0 || heat->soft != heat->hard) wg_price_set_fault(price, per_household, heat->fixed);
  return heat->cold + (heat->hot - heat->cold) * left * left / (last * last);
}

wg_status wg_flips(wg_draft *draft, wg_context *context, wg_price *price, wg_random *random,
                   const wg_heat *heat)
{
#ifndef NDEBUG
  int64_t checked = draft->moved;
#endif
  lookahead ahead;
  int64_t done = 0, rounds = heat->tries / ROUND_TRIES;
  rounds = rounds < 8 ? 8 : rounds > ROUNDS ? ROUNDS : rounds;
  if (draft->cut_count > 0) start(&ahead, draft, random);
  for (int64_t round = 0; round < rounds; round++) {
    int64_t now = set_round(price, heat, round, rounds), end = heat->tries * (round + 1) / rounds;
    for (; done < end && draft->cut_count > 0; done++) {
      try_flip(draft, &ahead, random, now, heat->in_company);
      if (done % WISH_TRIES == 0) WG_TRY(wg_progress(context, "dividing", 0, 0));
#ifndef NDEBUG
      check_now_and_then(draft, &checked);
#endif
    }
  }
  wg_draft_check(draft);
  return WG_OK;
}
