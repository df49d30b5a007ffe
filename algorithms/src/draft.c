#include "draft.h"

#include <assert.h>
#include <string.h>

wg_status wg_draft_new(wg_draft *out, wg_context *context, const wg_level *finest, int32_t parts,
                       const wg_price *price)
{
  *out = (wg_draft){.price = price, .count = parts};
  wg_status status;
  size_t units = (size_t)finest->count, borders = (size_t)finest->border_count;
  WG_TRY_DONE(wg_allocate(context, &out->part, units, sizeof *out->part));
  WG_TRY_DONE(wg_allocate(context, &out->households, (size_t)parts, sizeof *out->households));
  WG_TRY_DONE(wg_allocate(context, &out->units, (size_t)parts, sizeof *out->units));
  WG_TRY_DONE(wg_allocate(context, &out->cut, borders, sizeof *out->cut));
  WG_TRY_DONE(wg_allocate(context, &out->place, borders, sizeof *out->place));
  WG_TRY_DONE(wg_allocate(context, &out->pull, units, sizeof *out->pull));
  WG_TRY_DONE(wg_allocate(context, &out->mark, units, sizeof *out->mark));
  WG_TRY_DONE(wg_allocate(context, &out->queue, units, sizeof *out->queue));
  WG_TRY_DONE(wg_allocate(context, &out->piece, units, sizeof *out->piece));
  WG_TRY_DONE(wg_allocate(context, &out->waiting, units, sizeof *out->waiting));
  WG_TRY_DONE(wg_terms_new(&out->terms, context, finest, parts, price, out->households));
done:
  if (status != WG_OK) wg_draft_free(out, context);
  return status;
}

void wg_draft_free(wg_draft *draft, wg_context *context)
{
  wg_terms_free(draft->terms, context);
  wg_release(context, draft->part);
  wg_release(context, draft->households);
  wg_release(context, draft->units);
  wg_release(context, draft->cut);
  wg_release(context, draft->pull);
  wg_release(context, draft->place);
  wg_release(context, draft->mark);
  wg_release(context, draft->queue);
  wg_release(context, draft->piece);
  wg_release(context, draft->waiting);
  *draft = (wg_draft){0};
}

static void add_cut(wg_draft *draft, int32_t border, int32_t a, int32_t b)
{
  draft->place[border] = draft->cut_count;
  draft->cut[draft->cut_count++] = (wg_cut){{a, b}, border};
}

static void remove_cut(wg_draft *draft, int32_t border)
{
  wg_cut last = draft->cut[--draft->cut_count];
  draft->cut[draft->place[border]] = last;
  draft->place[last.border] = draft->place[border];
  draft->place[border] = -1;
}

static int64_t pull_of(const wg_draft *draft, int32_t unit)
{
  const wg_level *level = draft->level;
  int64_t pull = 0;
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    const wg_slot *slot = &level->slots[s];
    pull += draft->part[slot->neighbor] == draft->part[unit] ? -slot->cost : slot->cost;
  }
  return pull;
}

void wg_draft_count(wg_draft *draft, const wg_level *level)
{
  draft->level = level;
  draft->cost = 0;
  draft->cut_count = 0;
  memset(draft->households, 0, (size_t)draft->count * sizeof *draft->households);
  memset(draft->units, 0, (size_t)draft->count * sizeof *draft->units);
  for (int32_t u = 0; u < level->count; u++) {
    draft->households[draft->part[u]] += level->households[u];
    draft->units[draft->part[u]]++;
    draft->pull[u] = pull_of(draft, u);
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      const wg_slot *slot = &level->slots[s];
      if (slot->neighbor < u) continue;
      draft->place[slot->border] = -1;
      if (draft->part[slot->neighbor] == draft->part[u]) continue;
      add_cut(draft, slot->border, u, slot->neighbor);
      draft->cost += slot->cost;
    }
  }
  draft->has_terms = draft->terms != NULL && wg_terms_count(draft->terms, level, draft->part);
  wg_draft_check(draft);
}

void wg_draft_move(wg_draft *draft, int32_t unit, int32_t to)
{
  const wg_level *level = draft->level;
  int32_t from = draft->part[unit];
  int64_t pull = level->coast[unit];
  if (draft->has_terms) wg_terms_move(draft->terms, draft->part, unit, from, to);
  for (int32_t s = level->first[unit]; s < level->first[unit + 1]; s++) {
    const wg_slot *slot = &level->slots[s];
    int32_t other = draft->part[slot->neighbor];
    if (other == from) {
      draft->cost += slot->cost;
      draft->pull[slot->neighbor] += 2 * (int64_t)slot->cost;
      add_cut(draft, slot->border, unit, slot->neighbor);
    } else if (other == to) {
      draft->cost -= slot->cost;
      draft->pull[slot->neighbor] -= 2 * (int64_t)slot->cost;
      pull -= 2 * (int64_t)slot->cost;
      remove_cut(draft, slot->border);
    }
  }
  draft->households[from] -= level->households[unit];
  draft->households[to] += level->households[unit];
  draft->pull[unit] = pull;
  draft->units[from]--;
  draft->units[to]++;
  draft->part[unit] = to;
  draft->moved++;
}

int32_t wg_draft_stamp(wg_draft *draft)
{
  if (draft->stamp == INT32_MAX) {
    memset(draft->mark, 0, (size_t)draft->level->count * sizeof *draft->mark);
    draft->stamp = 0;
  }
  return ++draft->stamp;
}

int64_t wg_draft_fault_of(const wg_draft *draft, const wg_rule *rule, int32_t part)
{
  const int64_t *persons = wg_draft_persons(draft);
  return persons == NULL ? wg_rule_fault(rule, draft->households[part])
                         : wg_rule_fault_of_both(rule, draft->households[part], persons[part]);
}

int64_t wg_draft_fault(const wg_draft *draft, const wg_rule *rule)
{
  int64_t fault = 0;
  for (int32_t p = 0; p < draft->count; p++) fault += wg_draft_fault_of(draft, rule, p);
  return fault;
}

int64_t wg_draft_energy(const wg_draft *draft)
{
  int64_t energy = draft->cost;
  for (int32_t p = 0; p < draft->count; p++)
    energy += wg_price_of(draft->price, draft->households[p]);
  if (draft->has_terms) energy += wg_terms_energy(draft->terms, draft->part);
  return energy;
}

#ifdef NDEBUG
void wg_draft_check(wg_draft *draft)
{
  (void)draft;
}
#else
/* Units reached from `start` inside its part, marked with the stamp. */
static int32_t flood(wg_draft *draft, int32_t start, int32_t stamp)
{
  const wg_level *level = draft->level;
  int32_t head = 0, tail = 0;
  draft->queue[tail++] = start;
  draft->mark[start] = stamp;
  while (head < tail) {
    int32_t u = draft->queue[head++];
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++) {
      int32_t v = level->slots[s].neighbor;
      if (draft->mark[v] == stamp || draft->part[v] != draft->part[u]) continue;
      draft->mark[v] = stamp;
      draft->queue[tail++] = v;
    }
  }
  return tail;
}

void wg_draft_check(wg_draft *draft)
{
  const wg_level *level = draft->level;
  int64_t cost = 0, households = 0, total = 0;
  int32_t cut = 0, stamp = wg_draft_stamp(draft), pieces = 0;
  for (int32_t b = 0; b < level->border_count; b++) {
    bool is_cut = draft->part[level->ends[2 * b]] != draft->part[level->ends[2 * b + 1]];
    assert(is_cut == (draft->place[b] >= 0));
    assert(!is_cut || draft->cut[draft->place[b]].border == b);
    cut += is_cut;
  }
  for (int32_t u = 0; u < level->count; u++) {
    total += level->households[u];
    assert(draft->pull[u] == pull_of(draft, u));
    for (int32_t s = level->first[u]; s < level->first[u + 1]; s++)
      if (draft->part[level->slots[s].neighbor] != draft->part[u]) cost += level->slots[s].cost;
    if (draft->mark[u] == stamp) continue;
    assert(flood(draft, u, stamp) == draft->units[draft->part[u]]); /* all of its part */
    pieces++;
  }
  for (int32_t p = 0; p < draft->count; p++) households += draft->households[p];
  assert(cut == draft->cut_count && cost == 2 * draft->cost);
  assert(households == total && pieces == draft->count);
  if (draft->has_terms) wg_terms_check(draft->terms, draft->part);
}
#endif
