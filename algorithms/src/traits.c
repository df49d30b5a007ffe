/* A community has some thousand buildings at most, so each field sorts them once by unit and value. */
#include "traits.h"

#include <stdlib.h>

#define UNLIKE 1000 /* in full */

typedef struct entry {
  int32_t unit, value;
  int64_t weight;
} entry;

static int compare_entries(const void *left, const void *right)
{
  const entry *a = left, *b = right;
  if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
  return (a->value > b->value) - (a->value < b->value);
}

/* The buildings of which the field is known, by unit and value; returns how many. */
static int32_t collect_entries(const wg_likeness *in, int32_t field, const int32_t *unit_of_cell,
                               entry *entries)
{
  int32_t count = 0;
  for (int32_t b = 0; b < in->building_count; b++)
    if (in->value[field][b] >= 0)
      entries[count++] = (entry){unit_of_cell[in->cell_of_building[b]], in->value[field][b],
                                 in->households[b] > 0 ? in->households[b] : 1};
  qsort(entries, (size_t)count, sizeof *entries, compare_entries);
  return count;
}

/* Of the entries of one unit, [first, end): the value of most weight, ties to the lowest. */
static int32_t commonest(const entry *entries, int32_t first, int32_t end)
{
  int32_t best = -1;
  int64_t best_weight = 0;
  for (int32_t i = first; i < end;) {
    int64_t weight = 0;
    int32_t value = entries[i].value;
    for (; i < end && entries[i].value == value; i++) weight += entries[i].weight;
    if (weight <= best_weight) continue;
    best_weight = weight;
    best = value;
  }
  return best;
}

static int32_t mean(const entry *entries, int32_t first, int32_t end)
{
  __int128 sum = 0;
  int64_t weight = 0;
  for (int32_t i = first; i < end; i++) {
    sum += (__int128)entries[i].value * entries[i].weight;
    weight += entries[i].weight;
  }
  return weight > 0 ? (int32_t)(sum / weight) : -1;
}

/* Twice the mean distance from the mean: halves of old and of new are unlike in full. */
static int64_t reach_of(const entry *entries, int32_t count)
{
  int32_t middle = mean(entries, 0, count);
  __int128 sum = 0;
  int64_t weight = 0;
  for (int32_t i = 0; i < count; i++) {
    int64_t off = (int64_t)entries[i].value - middle;
    sum += (__int128)(off < 0 ? -off : off) * entries[i].weight;
    weight += entries[i].weight;
  }
  return weight > 0 ? (int64_t)(2 * sum / weight) : 0;
}

static void fill_field(wg_traits *traits, int32_t field, const entry *entries, int32_t count)
{
  int32_t *value = traits->value + (int64_t)field * traits->unit_count;
  bool is_number = traits->in->is_number[field];
  for (int32_t u = 0; u < traits->unit_count; u++) value[u] = -1;
  for (int32_t first = 0, end; first < count; first = end) {
    for (end = first; end < count && entries[end].unit == entries[first].unit;) end++;
    value[entries[first].unit] =
        is_number ? mean(entries, first, end) : commonest(entries, first, end);
  }
  if (is_number) traits->reach[field] = reach_of(entries, count);
}

wg_status wg_traits_make(wg_traits *out, wg_context *context, const wg_likeness *in,
                         const int32_t *unit_of_cell, int32_t unit_count)
{
  *out = (wg_traits){.in = in, .unit_count = unit_count};
  entry *entries = NULL;
  wg_status status = WG_OK;
  if (in->field_count == 0 || in->weight == 0) return WG_OK;
  WG_TRY_DONE(wg_allocate(context, &out->value, (size_t)in->field_count * (size_t)unit_count,
                          sizeof *out->value));
  WG_TRY_DONE(wg_allocate(context, &entries, (size_t)in->building_count, sizeof *entries));
  for (int32_t f = 0; f < in->field_count; f++)
    fill_field(out, f, entries, collect_entries(in, f, unit_of_cell, entries));
done:
  wg_release(context, entries);
  if (status != WG_OK) wg_traits_free(out, context);
  return status;
}

void wg_traits_free(wg_traits *traits, wg_context *context)
{
  wg_release(context, traits->value);
  *traits = (wg_traits){0};
}

/* In thousandths. */
static int64_t unlikeness(const wg_traits *traits, int32_t field, int32_t a, int32_t b)
{
  const int32_t *value = traits->value + (int64_t)field * traits->unit_count;
  if (value[a] < 0 || value[b] < 0 || value[a] == value[b]) return 0;
  if (!traits->in->is_number[field]) return UNLIKE;
  int64_t off = (int64_t)value[a] - value[b], reach = traits->reach[field];
  if (off < 0) off = -off;
  return reach == 0 ? 0 : off >= reach ? UNLIKE : off * UNLIKE / reach;
}

int64_t wg_traits_price(const wg_traits *traits, int32_t a, int32_t b, int64_t price)
{
  if (traits->value == NULL) return price;
  int64_t sum = 0, full = (int64_t)100 * UNLIKE * traits->in->field_count;
  for (int32_t f = 0; f < traits->in->field_count; f++) sum += unlikeness(traits, f, a, b);
  return (int64_t)((__int128)price * full / (full + WG_LIKE_RATIO * traits->in->weight * sum));
}
