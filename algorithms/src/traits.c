/* Numbers are measured by the span of the middle nine tenths of the households, in 1024ths, and
 * reach at most that far beyond it: a year of 0 or 9999 among real ones spoils nothing, and sums
 * stay exact. */
#include "algorithms/traits.h"

#include <stdlib.h>

#define SCALE 1024
#define LAND_SUMS 4

_Static_assert(sizeof(wg_land) == LAND_SUMS * sizeof(int64_t), "land is W, S and two axes");

typedef struct category {
  int32_t value;
  int64_t households;
} category;

typedef struct making {
  wg_traits *out;
  const wg_likeness *in;
  const int32_t *unit_of_cell;
  int32_t unit_count;
  category *categories; /* of the field in hand; room for one a building */
} making;

static int64_t weight_of(const making *m, int32_t field, int32_t building)
{
  int32_t households = m->in->households[building];
  return m->in->value[field][building] < 0 || households < 0 ? 0 : households;
}

static int64_t *sums_of(const making *m, int32_t building)
{
  int32_t unit = m->unit_of_cell[m->in->cell_of_building[building]];
  return m->out->sums + (int64_t)unit * m->out->width;
}

static int compare_values(const void *left, const void *right)
{
  const category *a = left, *b = right;
  return (a->value > b->value) - (a->value < b->value);
}

/* The values of the community with their households, ascending; returns how many. */
static int32_t count_values(making *m, int32_t field)
{
  int32_t count = 0, distinct = 0;
  for (int32_t b = 0; b < m->in->building_count; b++)
    if (weight_of(m, field, b) > 0)
      m->categories[count++] = (category){m->in->value[field][b], weight_of(m, field, b)};
  qsort(m->categories, (size_t)count, sizeof *m->categories, compare_values);
  for (int32_t i = 0; i < count; i++) {
    if (distinct > 0 && m->categories[distinct - 1].value == m->categories[i].value)
      m->categories[distinct - 1].households += m->categories[i].households;
    else
      m->categories[distinct++] = m->categories[i];
  }
  return distinct;
}

/* --- numbers -------------------------------------------------------------------------------------
 */

/* The value that `percent` of the households do not exceed. */
static int64_t quantile(const making *m, int32_t count, int64_t percent)
{
  int64_t all = 0, passed = 0;
  int32_t i = 0;
  for (int32_t k = 0; k < count; k++) all += m->categories[k].households;
  while (i < count - 1 && (passed += m->categories[i].households) * 100 < all * percent) i++;
  return m->categories[i].value;
}

static void add_numbers(making *m, int32_t field, int32_t first)
{
  int32_t count = count_values(m, field);
  if (count < 2) return;
  int64_t low = quantile(m, count, 5), span = quantile(m, count, 95) - low;
  if (span == 0) span = (int64_t)m->categories[count - 1].value - m->categories[0].value;
  for (int32_t b = 0; b < m->in->building_count; b++) {
    int64_t w = weight_of(m, field, b), *sums = sums_of(m, b) + first;
    int64_t x = (m->in->value[field][b] - low) * SCALE / span;
    x = x > 2 * SCALE ? 2 * SCALE : x < -SCALE ? -SCALE : x;
    sums[0] += w;
    sums[1] += w * x * x;
    sums[2] += w * x;
  }
}

/* --- categories ----------------------------------------------------------------------------------
 */

/* Most households first, ties to the lower value. */
static int compare_households(const void *left, const void *right)
{
  const category *a = left, *b = right;
  if (a->households != b->households) return a->households > b->households ? -1 : 1;
  return compare_values(left, right);
}

/* The categories of the community, the commonest first; returns how many. */
static int32_t rank_categories(making *m, int32_t field)
{
  int32_t distinct = count_values(m, field);
  qsort(m->categories, (size_t)distinct, sizeof *m->categories, compare_households);
  return distinct;
}

static void add_categories(making *m, int32_t field, int32_t first, int32_t axes)
{
  for (int32_t b = 0; b < m->in->building_count; b++) {
    int64_t w = weight_of(m, field, b), *sums = sums_of(m, b) + first;
    int32_t axis = 0;
    while (axis < axes - 1 && m->categories[axis].value != m->in->value[field][b]) axis++;
    sums[0] += w;
    sums[1] += w;
    sums[2 + axis] += w;
  }
}

/* --- all -----------------------------------------------------------------------------------------
 */

static void append(wg_traits *traits, int32_t axes)
{
  traits->list[traits->count++] = (wg_trait){.first = traits->width, .axes = axes};
  traits->width += 2 + axes;
}

static void lay_out(making *m, bool has_land)
{
  if (has_land) append(m->out, LAND_SUMS - 2);
  for (int32_t f = 0; f < m->in->field_count; f++) {
    int32_t axes = m->in->is_number[f] ? 1 : rank_categories(m, f);
    append(m->out, axes < WG_AXES_MOST ? axes : WG_AXES_MOST);
  }
}

static void add_fields(making *m, const wg_trait *traits)
{
  for (int32_t f = 0; f < m->in->field_count; f++) {
    if (m->in->is_number[f])
      add_numbers(m, f, traits[f].first);
    else if (traits[f].axes > 0) {
      rank_categories(m, f);
      add_categories(m, f, traits[f].first, traits[f].axes);
    }
  }
}

/* Fields in which all are alike are dropped; their sums stay where they are and are not read. */
static void measure_whole(const making *m, bool has_land)
{
  wg_traits *out = m->out;
  int64_t sums[WG_SUMS_MOST] = {0};
  int32_t kept = has_land;
  for (int32_t u = 0; u < m->unit_count; u++)
    wg_sums_add(sums, out->sums + (int64_t)u * out->width, out->width);
  for (int32_t i = has_land; i < out->count; i++) {
    out->list[i].whole = wg_trait_variance(&out->list[i], sums);
    if (out->list[i].whole > 0) out->list[kept++] = out->list[i];
  }
  out->count = kept;
}

wg_status wg_traits_make(wg_traits *out, wg_context *context, const wg_land *land,
                         const wg_likeness *likeness, const int32_t *unit_of_cell,
                         int32_t cell_count, int32_t unit_count)
{
  making m = {.out = out, .in = likeness, .unit_of_cell = unit_of_cell, .unit_count = unit_count};
  wg_status status = WG_OK;
  *out = (wg_traits){0};
  if (land == NULL && likeness->field_count == 0) return WG_OK;
  WG_TRY_DONE(
      wg_allocate(context, &m.categories, (size_t)likeness->building_count, sizeof *m.categories));
  lay_out(&m, land != NULL);
  WG_TRY_DONE(
      wg_allocate(context, &out->sums, (size_t)unit_count * (size_t)out->width, sizeof *out->sums));
  for (int32_t c = 0; land != NULL && c < cell_count; c++)
    wg_sums_add(out->sums + (int64_t)unit_of_cell[c] * out->width, &land[c].area, LAND_SUMS);
  add_fields(&m, out->list + (land != NULL));
  measure_whole(&m, land != NULL);
done:
  wg_release(context, m.categories);
  if (status != WG_OK || out->count == 0) wg_traits_free(out, context);
  return status;
}

wg_status wg_traits_gather(wg_traits *out, wg_context *context, const wg_traits *from,
                           const int32_t *members, const int32_t *set, int32_t count,
                           int32_t set_count)
{
  *out = *from;
  out->sums = NULL;
  if (from->sums == NULL) return WG_OK;
  size_t width = (size_t)from->width;
  WG_TRY(wg_allocate(context, &out->sums, (size_t)set_count * width, sizeof *out->sums));
  for (int32_t i = 0; i < count; i++) {
    size_t unit = (size_t)(members != NULL ? members[i] : i);
    size_t into = (size_t)(set != NULL ? set[i] : i);
    wg_sums_add(out->sums + into * width, from->sums + unit * width, from->width);
  }
  return WG_OK;
}

void wg_traits_free(wg_traits *traits, wg_context *context)
{
  wg_release(context, traits->sums);
  *traits = (wg_traits){0};
}
