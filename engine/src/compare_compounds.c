/* Named compounds of which something moved: residents know these, not grid codes. */
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "compound.h"

typedef struct counting {
  wg_comparison *comparison;
  wg_context *context;
  int64_t *rows;   /* buildings of the new plan by community */
  int64_t *first;  /* communities + 1 */
  int32_t *number; /* of the buildings of one community: its compound, −1 */
  int64_t capacity;
} counting;

/* Counting sort of the buildings by community. */
static wg_status group(counting *c)
{
  const wg_buildings *all = &c->comparison->new_plan->buildings;
  size_t communities = (size_t)c->comparison->new_plan->communities.shapes.count;
  size_t count = (size_t)all->shapes.count;
  WG_TRY(wg_allocate(c->context, &c->first, communities + 2, sizeof *c->first));
  WG_TRY(wg_allocate(c->context, &c->rows, count, sizeof *c->rows));
  WG_TRY(wg_allocate(c->context, &c->number, count, sizeof *c->number));
  int64_t *next = c->first + 1; /* one ahead, so that filling moves it into place */
  for (size_t b = 0; b < count; b++)
    if (all->community[b] >= 0) next[all->community[b] + 1]++;
  for (size_t k = 0; k < communities; k++) next[k + 1] += next[k];
  for (size_t b = 0; b < count; b++)
    if (all->community[b] >= 0) c->rows[next[all->community[b]]++] = (int64_t)b;
  return WG_OK;
}

static void add_building(counting *c, wg_compare_compound *compound, int64_t row)
{
  const wg_buildings *all = &c->comparison->new_plan->buildings;
  int32_t households = all->households[row] > 0 ? all->households[row] : 0;
  bool moved = wg_comparison_moved(c->comparison, row);
  if (compound->buildings == 0) compound->name = wg_texts_get(&all->texts, all->compound[row]);
  compound->buildings++;
  compound->households += households;
  compound->buildings_moved += moved;
  compound->households_moved += moved ? households : 0;
}

static wg_status keep_moved(counting *c, const wg_compare_compound *compounds, int32_t count)
{
  wg_comparison *out = c->comparison;
  for (int32_t i = 0; i < count; i++) {
    if (compounds[i].buildings_moved == 0) continue;
    WG_TRY(wg_grow(c->context, &out->compounds, &c->capacity, out->compound_count + 1,
                   sizeof *out->compounds));
    out->compounds[out->compound_count++] = compounds[i];
  }
  return WG_OK;
}

static wg_status count_community(counting *c, int32_t community)
{
  const int64_t *rows = c->rows + c->first[community];
  int32_t count = (int32_t)(c->first[community + 1] - c->first[community]), compounds = 0;
  wg_compare_compound *found;
  WG_TRY(
      wg_number_compounds(c->number, c->context, &c->comparison->new_plan->buildings, rows, count));
  for (int32_t i = 0; i < count; i++)
    if (c->number[i] >= compounds) compounds = c->number[i] + 1;
  WG_TRY(wg_allocate(c->context, &found, (size_t)compounds, sizeof *found));
  for (int32_t i = 0; i < compounds; i++) found[i].community = community;
  for (int32_t i = 0; i < count; i++)
    if (c->number[i] >= 0) add_building(c, &found[c->number[i]], rows[i]);
  wg_status status = keep_moved(c, found, compounds);
  wg_release(c->context, found);
  return status;
}

static int compare_compounds(const void *left, const void *right)
{
  const wg_compare_compound *a = left, *b = right;
  if (a->households_moved != b->households_moved)
    return a->households_moved > b->households_moved ? -1 : 1;
  if (a->community != b->community) return a->community < b->community ? -1 : 1;
  return strcmp(a->name, b->name);
}

wg_status wg_comparison_count_compounds(wg_comparison *comparison, wg_context *context)
{
  counting c = {.comparison = comparison, .context = context};
  wg_status status = group(&c);
  for (int32_t k = 0; k < comparison->new_plan->communities.shapes.count && status == WG_OK; k++)
    status = count_community(&c, k);
  if (comparison->compound_count > 0)
    qsort(comparison->compounds, (size_t)comparison->compound_count, sizeof *comparison->compounds,
          compare_compounds);
  wg_release(context, c.rows);
  wg_release(context, c.first);
  wg_release(context, c.number);
  return status;
}
