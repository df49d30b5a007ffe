/* Every code ever given: those retired before, those of the existing grids, those of the new ones.
 */
#include <stdlib.h>
#include <string.h>

#include "existing.h"

typedef struct entry {
  const char *code, *community, *from, *to; /* "" where not known */
  int32_t order;                            /* of entries of one code: the history first */
} entry;

static int compare_entries(const void *left, const void *right)
{
  const entry *a = left, *b = right;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* texts: a copy of the plan's, which grow meanwhile. */
static int64_t collect(const wg_existing *existing, const wg_plan *plan, const wg_texts *texts,
                       entry *out)
{
  int64_t count = 0;
  const wg_codes *retired = &existing->retired;
  const wg_grids *read = &existing->read;
  const wg_communities *all = &plan->communities;
  for (int64_t i = 0; i < retired->count; i++)
    out[count++] = (entry){wg_texts_get(&retired->texts, retired->code[i]),
                           wg_texts_get(&retired->texts, retired->community[i]),
                           wg_texts_get(&retired->texts, retired->valid_from[i]),
                           wg_texts_get(&retired->texts, retired->valid_to[i]), 0};
  for (int64_t r = 0; r < read->shapes.count; r++)
    if (existing->has_code[r])
      out[count++] = (entry){wg_texts_get(&read->texts, read->code[r]),
                             wg_texts_get(&read->texts, read->community[r]),
                             wg_texts_get(&read->texts, read->valid_from[r]), "", 1};
  for (int64_t g = 0; g < plan->grid_count; g++)
    out[count++] =
        (entry){wg_texts_get(texts, plan->grids[g].code),
                wg_texts_get(&all->texts, all->code[plan->grids[g].community]), plan->date, "", 2};
  return count;
}

static wg_status add_text(wg_plan *plan, wg_context *context, const char *text, wg_text *out)
{
  return wg_texts_add(&plan->texts, context, text[0] != 0 ? text : NULL, -1, out);
}

/* What the entries first … end − 1 of one code say together. A code whose end nobody tells ended,
 * at the latest, on the day of the plan that knows it is over. */
static wg_status add_code(wg_plan *plan, wg_context *context, const entry *first, const entry *end)
{
  wg_given_code code;
  const entry *last = end - 1;
  const char *from = first->from, *to = "", *community = last->community;
  for (const entry *e = first; e < end; e++) {
    if (from[0] == 0 && e->order < 2) from = e->from;
    if (community[0] == 0) community = e->community;
  }
  if (last->order < 2) to = last->to[0] != 0 ? last->to : plan->date;
  WG_TRY(add_text(plan, context, first->code, &code.code));
  WG_TRY(add_text(plan, context, community, &code.community_code));
  WG_TRY(add_text(plan, context, first->order == 2 ? plan->date : from, &code.valid_from));
  WG_TRY(add_text(plan, context, to, &code.valid_to));
  plan->codes[plan->code_count++] = code;
  return WG_OK;
}

wg_status wg_existing_record_codes(const wg_existing *existing, wg_context *context, wg_plan *plan)
{
  entry *entries = NULL;
  int64_t most = existing->retired.count + existing->read.shapes.count + plan->grid_count, count;
  wg_texts texts = {.size = plan->texts.size};
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &texts.bytes, (size_t)texts.size, 1));
  if (texts.size > 0) memcpy(texts.bytes, plan->texts.bytes, (size_t)texts.size);
  WG_TRY_DONE(wg_allocate(context, &entries, (size_t)most, sizeof *entries));
  WG_TRY_DONE(wg_grow(context, &plan->codes, &plan->code_capacity, most, sizeof *plan->codes));
  count = collect(existing, plan, &texts, entries);
  qsort(entries, (size_t)count, sizeof *entries, compare_entries);
  for (int64_t i = 0, end; i < count && status == WG_OK; i = end) {
    for (end = i; end < count && strcmp(entries[i].code, entries[end].code) == 0;) end++;
    status = add_code(plan, context, &entries[i], &entries[end]);
  }
done:
  wg_release(context, entries);
  wg_texts_free(&texts, context);
  return status;
}
