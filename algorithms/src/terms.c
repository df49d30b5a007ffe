/* Compounds and former grids, counted by pairs; traits and persons, added up by parts.
 *
 * A flip needs to know how many units of its compound are in the part it leaves and the part it
 * joins. Few of all pairs occur, so they live in a hash table of four times the units; pairs that
 * have fallen to 0 stay until it is half full, then it is filled anew. */
#include "terms.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static uint64_t key_of(int32_t group, int32_t part)
{
  return ((uint64_t)(uint32_t)group << 32 | (uint32_t)part) + 1;
}

/* The entry of a pair, or the empty one where it would go. */
static wg_pair_count *find(const wg_pair_table *table, int32_t group, int32_t part)
{
  uint64_t key = key_of(group, part), at = key * 0x9E3779B97F4A7C15u >> 20;
  for (;; at++) {
    wg_pair_count *entry = &table->entries[at & (uint64_t)(table->size - 1)];
    if (entry->key == key || entry->key == 0) return entry;
  }
}

static void add(wg_pair_table *table, int32_t group, int32_t part, int64_t count)
{
  wg_pair_count *entry = find(table, group, part);
  if (entry->key == 0) {
    entry->key = key_of(group, part);
    table->used++;
  }
  entry->count += count;
}

static void fill(wg_pair_table *table, const int32_t *group, const int64_t *weight,
                 const int32_t *part, int32_t units)
{
  memset(table->entries, 0, (size_t)table->size * sizeof *table->entries);
  table->used = 0;
  for (int32_t u = 0; u < units; u++)
    if (group[u] >= 0) add(table, group[u], part[u], weight != NULL ? weight[u] : 1);
}

static wg_status allocate_table(wg_pair_table *table, wg_context *context, int32_t units)
{
  for (table->size = 16; table->size < 4 * (int64_t)units;) table->size *= 2;
  return wg_allocate(context, &table->entries, (size_t)table->size, sizeof *table->entries);
}

static wg_status allocate_sums(wg_terms *terms, wg_context *context)
{
  size_t parts = (size_t)terms->parts, sums = parts * (size_t)terms->width;
  WG_TRY(wg_allocate(context, &terms->sums, sums, sizeof *terms->sums));
  WG_TRY(wg_allocate(context, &terms->recount, sums, sizeof *terms->recount));
  return wg_allocate(context, &terms->spread, parts, sizeof *terms->spread);
}

static wg_status allocate_persons(wg_terms *terms, wg_context *context)
{
  size_t parts = (size_t)terms->parts;
  WG_TRY(wg_allocate(context, &terms->persons, parts, sizeof *terms->persons));
  return wg_allocate(context, &terms->persons_recount, parts, sizeof *terms->persons_recount);
}

wg_status wg_terms_new(wg_terms **out, wg_context *context, const wg_level *finest, int32_t parts,
                       const wg_price *price, const int64_t *households)
{
  *out = NULL;
  bool has_traits = finest->traits.sums != NULL && (price->compact > 0 || price->like > 0);
  if (finest->compound == NULL && finest->former == NULL && finest->persons == NULL && !has_traits)
    return WG_OK;
  wg_status status;
  wg_terms *terms;
  WG_TRY(wg_allocate(context, &terms, 1, sizeof *terms));
  *terms = (wg_terms){
      .level = finest, .price = price, .parts = parts, .households = households};
  if (has_traits) terms->width = finest->traits.width;
  for (int32_t u = 0; finest->former != NULL && u < finest->count; u++)
    if (finest->former[u] >= terms->former_count) terms->former_count = finest->former[u] + 1;
  if (finest->compound != NULL)
    WG_TRY_DONE(allocate_table(&terms->compounds, context, finest->count));
  if (finest->former != NULL) WG_TRY_DONE(allocate_table(&terms->formers, context, finest->count));
  WG_TRY_DONE(wg_allocate(context, &terms->carried, (size_t)parts, sizeof *terms->carried));
  WG_TRY_DONE(
      wg_allocate(context, &terms->carrier, (size_t)terms->former_count, sizeof *terms->carrier));
  if (has_traits) WG_TRY_DONE(allocate_sums(terms, context));
  if (finest->persons != NULL) WG_TRY_DONE(allocate_persons(terms, context));
done:
  if (status != WG_OK)
    wg_terms_free(terms, context);
  else
    *out = terms;
  return status;
}

void wg_terms_free(wg_terms *terms, wg_context *context)
{
  if (terms == NULL) return;
  wg_release(context, terms->compounds.entries);
  wg_release(context, terms->formers.entries);
  wg_release(context, terms->carried);
  wg_release(context, terms->carrier);
  wg_release(context, terms->sums);
  wg_release(context, terms->recount);
  wg_release(context, terms->spread);
  wg_release(context, terms->persons);
  wg_release(context, terms->persons_recount);
  wg_release(context, terms);
}

/* Most households first, ties by grid, then part; empty entries last. */
static int compare_pairs(const void *a, const void *b)
{
  const wg_pair_count *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return (x->key > y->key) - (x->key < y->key);
}

/* Greedy by shared households. Leaves the table sorted: it is filled anew before its next use. */
static void decide_carriers(wg_terms *terms)
{
  wg_pair_table *table = &terms->formers;
  memset(terms->carried, 0xFF, (size_t)terms->parts * sizeof *terms->carried);
  memset(terms->carrier, 0, (size_t)terms->former_count * sizeof *terms->carrier);
  qsort(table->entries, (size_t)table->size, sizeof *table->entries, compare_pairs);
  for (int64_t i = 0; i < table->used && table->entries[i].count > 0; i++) {
    uint64_t key = table->entries[i].key - 1;
    int32_t former = (int32_t)(key >> 32), part = (int32_t)(uint32_t)key;
    if (terms->carried[part] >= 0 || terms->carrier[former]) continue;
    terms->carried[part] = former;
    terms->carrier[former] = 1;
  }
}

static int64_t *sums_of_part(const wg_terms *terms, int64_t *sums, int32_t part)
{
  return sums + (int64_t)part * terms->width;
}

static const int64_t *sums_of_unit(const wg_terms *terms, int32_t unit)
{
  return terms->level->traits.sums + (int64_t)unit * terms->width;
}

static void add_up(const wg_terms *terms, const int32_t *part, int64_t *sums)
{
  memset(sums, 0, (size_t)terms->parts * (size_t)terms->width * sizeof *sums);
  for (int32_t u = 0; u < terms->level->count; u++)
    wg_sums_add(sums_of_part(terms, sums, part[u]), sums_of_unit(terms, u), terms->width);
}

static int64_t price_sums(const wg_terms *terms, const int64_t *sums)
{
  return wg_price_traits(terms->price, &terms->level->traits, sums);
}

static void add_up_persons(const wg_terms *terms, const int32_t *part, int64_t *persons)
{
  memset(persons, 0, (size_t)terms->parts * sizeof *persons);
  for (int32_t u = 0; u < terms->level->count; u++) persons[part[u]] += terms->level->persons[u];
}

bool wg_terms_count(wg_terms *terms, const wg_level *level, const int32_t *part)
{
  terms->level = level;
  if (level->compound != NULL) fill(&terms->compounds, level->compound, NULL, part, level->count);
  if (level->former != NULL) {
    fill(&terms->formers, level->former, level->households, part, level->count);
    decide_carriers(terms);
  }
  if (terms->width > 0) {
    add_up(terms, part, terms->sums);
    for (int32_t p = 0; p < terms->parts; p++)
      terms->spread[p] = price_sums(terms, sums_of_part(terms, terms->sums, p));
  }
  if (terms->persons != NULL) add_up_persons(terms, part, terms->persons);
  return level->compound != NULL || level->former != NULL || terms->width > 0 ||
         terms->persons != NULL;
}

static int64_t is_moved(const wg_terms *terms, int32_t unit, int32_t part)
{
  int32_t former = terms->level->former[unit];
  return former >= 0 && terms->carried[part] != former;
}

static int64_t spread_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to)
{
  int64_t left[WG_SUMS_MOST], joined[WG_SUMS_MOST];
  size_t size = (size_t)terms->width * sizeof *left;
  memcpy(left, sums_of_part(terms, terms->sums, from), size);
  memcpy(joined, sums_of_part(terms, terms->sums, to), size);
  wg_sums_subtract(left, sums_of_unit(terms, unit), terms->width);
  wg_sums_add(joined, sums_of_unit(terms, unit), terms->width);
  return price_sums(terms, left) - terms->spread[from] + price_sums(terms, joined) -
         terms->spread[to];
}

/* The households of the parts are those before the unit moves. */
static int64_t persons_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to)
{
  const wg_price *price = terms->price;
  int64_t h = terms->level->households[unit], p = terms->level->persons[unit];
  int64_t h_from = terms->households[from], h_to = terms->households[to];
  int64_t p_from = terms->persons[from], p_to = terms->persons[to];
  return wg_price_persons(price, h_from - h, p_from - p) - wg_price_persons(price, h_from, p_from) +
         wg_price_persons(price, h_to + h, p_to + p) - wg_price_persons(price, h_to, p_to);
}

int64_t wg_terms_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to,
                        int64_t limit)
{
  const wg_level *level = terms->level;
  int64_t change = 0;
  if (level->compound != NULL && level->compound[unit] >= 0) {
    int32_t compound = level->compound[unit];
    bool leaves = find(&terms->compounds, compound, from)->count == 1;
    bool enters = find(&terms->compounds, compound, to)->count == 0;
    change += terms->price->divided * (enters - leaves);
  }
  if (level->former != NULL)
    change += (is_moved(terms, unit, to) - is_moved(terms, unit, from)) *
              wg_price_moved(terms->price, level->households[unit] + 1);
  if (terms->persons != NULL) change += persons_change(terms, unit, from, to);
  if (terms->width == 0) return change;
  if (change - terms->spread[from] - terms->spread[to] > limit) return change; /* cannot do */
  return change + spread_change(terms, unit, from, to);
}

static void move_compound(wg_terms *terms, const int32_t *part, int32_t unit, int32_t from,
                          int32_t to)
{
  const wg_level *level = terms->level;
  wg_pair_table *table = &terms->compounds;
  if (2 * table->used >= table->size) fill(table, level->compound, NULL, part, level->count);
  add(table, level->compound[unit], from, -1);
  add(table, level->compound[unit], to, 1);
}

void wg_terms_move(wg_terms *terms, const int32_t *part, int32_t unit, int32_t from, int32_t to)
{
  const wg_level *level = terms->level;
  if (level->compound != NULL && level->compound[unit] >= 0)
    move_compound(terms, part, unit, from, to);
  if (terms->persons != NULL) {
    terms->persons[from] -= level->persons[unit];
    terms->persons[to] += level->persons[unit];
  }
  if (terms->width == 0) return;
  int64_t *left = sums_of_part(terms, terms->sums, from);
  int64_t *joined = sums_of_part(terms, terms->sums, to);
  wg_sums_subtract(left, sums_of_unit(terms, unit), terms->width);
  wg_sums_add(joined, sums_of_unit(terms, unit), terms->width);
  terms->spread[from] = price_sums(terms, left);
  terms->spread[to] = price_sums(terms, joined);
}

int64_t wg_terms_energy(const wg_terms *terms, const int32_t *part)
{
  const wg_level *level = terms->level;
  int64_t energy = 0;
  for (int64_t i = 0; level->compound != NULL && i < terms->compounds.size; i++)
    energy += terms->compounds.entries[i].count > 0 ? terms->price->divided : 0;
  for (int32_t u = 0; level->former != NULL && u < level->count; u++)
    energy += is_moved(terms, u, part[u]) * wg_price_moved(terms->price, level->households[u] + 1);
  for (int32_t p = 0; terms->width > 0 && p < terms->parts; p++) energy += terms->spread[p];
  for (int32_t p = 0; terms->persons != NULL && p < terms->parts; p++)
    energy += wg_price_persons(terms->price, terms->households[p], terms->persons[p]);
  return energy;
}

void wg_terms_check(const wg_terms *terms, const int32_t *part)
{
#ifdef NDEBUG
  (void)terms, (void)part;
#else
  if (terms->persons != NULL) {
    add_up_persons(terms, part, terms->persons_recount);
    size_t size = (size_t)terms->parts * sizeof *terms->persons;
    assert(memcmp(terms->persons, terms->persons_recount, size) == 0);
  }
  if (terms->width == 0) return;
  add_up(terms, part, terms->recount);
  for (int32_t p = 0; p < terms->parts; p++) {
    const int64_t *counted = sums_of_part(terms, terms->recount, p);
    size_t size = (size_t)terms->width * sizeof *counted;
    assert(memcmp(counted, sums_of_part(terms, terms->sums, p), size) == 0);
    assert(terms->spread[p] == price_sums(terms, counted));
  }
#endif
}
