/* Compounds and former grids, counted by pairs; land, added up by parts.
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

static wg_status allocate_land(wg_terms *terms, wg_context *context)
{
  size_t parts = (size_t)terms->parts;
  WG_TRY(wg_allocate(context, &terms->land, parts, sizeof *terms->land));
  WG_TRY(wg_allocate(context, &terms->recount, parts, sizeof *terms->recount));
  return wg_allocate(context, &terms->shape, parts, sizeof *terms->shape);
}

wg_status wg_terms_new(wg_terms **out, wg_context *context, const wg_level *finest, int32_t parts,
                       const wg_price *price)
{
  *out = NULL;
  bool has_land = finest->land != NULL && price->compact > 0;
  if (finest->compound == NULL && finest->former == NULL && !has_land) return WG_OK;
  wg_status status;
  wg_terms *terms;
  WG_TRY(wg_allocate(context, &terms, 1, sizeof *terms));
  *terms = (wg_terms){.level = finest, .price = price, .parts = parts};
  for (int32_t u = 0; finest->former != NULL && u < finest->count; u++)
    if (finest->former[u] >= terms->former_count) terms->former_count = finest->former[u] + 1;
  if (finest->compound != NULL)
    WG_TRY_DONE(allocate_table(&terms->compounds, context, finest->count));
  if (finest->former != NULL) WG_TRY_DONE(allocate_table(&terms->formers, context, finest->count));
  WG_TRY_DONE(wg_allocate(context, &terms->carried, (size_t)parts, sizeof *terms->carried));
  WG_TRY_DONE(
      wg_allocate(context, &terms->carrier, (size_t)terms->former_count, sizeof *terms->carrier));
  if (has_land) WG_TRY_DONE(allocate_land(terms, context));
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
  wg_release(context, terms->land);
  wg_release(context, terms->recount);
  wg_release(context, terms->shape);
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

static void add_up_land(const wg_terms *terms, const int32_t *part, wg_land *land)
{
  memset(land, 0, (size_t)terms->parts * sizeof *land);
  for (int32_t u = 0; u < terms->level->count; u++)
    wg_land_add(&land[part[u]], &terms->level->land[u]);
}

bool wg_terms_count(wg_terms *terms, const wg_level *level, const int32_t *part)
{
  terms->level = level;
  if (level->compound != NULL) fill(&terms->compounds, level->compound, NULL, part, level->count);
  if (level->former != NULL) {
    fill(&terms->formers, level->former, level->households, part, level->count);
    decide_carriers(terms);
  }
  if (terms->land != NULL) {
    add_up_land(terms, part, terms->land);
    for (int32_t p = 0; p < terms->parts; p++)
      terms->shape[p] = wg_price_land(terms->price, &terms->land[p]);
  }
  return level->compound != NULL || level->former != NULL || terms->land != NULL;
}

static int64_t is_moved(const wg_terms *terms, int32_t unit, int32_t part)
{
  int32_t former = terms->level->former[unit];
  return former >= 0 && terms->carried[part] != former;
}

static int64_t shape_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to)
{
  wg_land left = terms->land[from], joined = terms->land[to];
  wg_land_subtract(&left, &terms->level->land[unit]);
  wg_land_add(&joined, &terms->level->land[unit]);
  return wg_price_land(terms->price, &left) - terms->shape[from] +
         wg_price_land(terms->price, &joined) - terms->shape[to];
}

int64_t wg_terms_change(const wg_terms *terms, int32_t unit, int32_t from, int32_t to)
{
  const wg_level *level = terms->level;
  int64_t change = terms->land != NULL ? shape_change(terms, unit, from, to) : 0;
  if (level->compound != NULL && level->compound[unit] >= 0) {
    int32_t compound = level->compound[unit];
    bool leaves = find(&terms->compounds, compound, from)->count == 1;
    bool enters = find(&terms->compounds, compound, to)->count == 0;
    change += terms->price->divided * (enters - leaves);
  }
  if (level->former != NULL)
    change += (is_moved(terms, unit, to) - is_moved(terms, unit, from)) *
              wg_price_moved(terms->price, level->households[unit]);
  return change;
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
  if (terms->land == NULL) return;
  wg_land_subtract(&terms->land[from], &level->land[unit]);
  wg_land_add(&terms->land[to], &level->land[unit]);
  terms->shape[from] = wg_price_land(terms->price, &terms->land[from]);
  terms->shape[to] = wg_price_land(terms->price, &terms->land[to]);
}

int64_t wg_terms_energy(const wg_terms *terms, const int32_t *part)
{
  const wg_level *level = terms->level;
  int64_t energy = 0;
  for (int64_t i = 0; level->compound != NULL && i < terms->compounds.size; i++)
    energy += terms->compounds.entries[i].count > 0 ? terms->price->divided : 0;
  for (int32_t u = 0; level->former != NULL && u < level->count; u++)
    energy += is_moved(terms, u, part[u]) * wg_price_moved(terms->price, level->households[u]);
  for (int32_t p = 0; terms->land != NULL && p < terms->parts; p++) energy += terms->shape[p];
  return energy;
}

void wg_terms_check(const wg_terms *terms, const int32_t *part)
{
#ifdef NDEBUG
  (void)terms, (void)part;
#else
  if (terms->land == NULL) return;
  add_up_land(terms, part, terms->recount);
  for (int32_t p = 0; p < terms->parts; p++) {
    assert(memcmp(&terms->recount[p], &terms->land[p], sizeof *terms->land) == 0);
    assert(terms->shape[p] == wg_price_land(terms->price, &terms->recount[p]));
  }
#endif
}
