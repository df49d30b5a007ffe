/* wg_plans_compare: buildings by their ids → pairs of grids → who carries on whom → what moved. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "geodata/codes.h"
#include "given.h"

/* --- reading -------------------------------------------------------------------------------------
 */

bool wg_path_is_store(const char *path)
{
  return wg_codes_are_stored(path);
}

wg_status wg_comparison_read(wg_plan *plan, wg_context *context, const wg_source_file *file,
                             const char *scenario, const wg_plan_options *options)
{
  wg_given given = {.context = context, .plan = plan, .surveys = true};
  if (wg_path_is_store(file->path))
    return wg_plan_load_scenario(plan, context, file->path, scenario);
  wg_status status = wg_given_make(&given, options, file);
  wg_given_free(&given);
  if (status != WG_OK) wg_plan_free(plan, context);
  return status;
}

/* --- the same buildings --------------------------------------------------------------------------
 */

typedef struct named_row {
  const char *name;
  int64_t row;
} named_row;

static int compare_names(const void *left, const void *right)
{
  const named_row *a = left, *b = right;
  int order = strcmp(a->name, b->name);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static wg_status sort_names(named_row **out, wg_context *context, const wg_texts *texts,
                            const wg_text *column, int64_t count)
{
  WG_TRY(wg_allocate(context, out, (size_t)count, sizeof **out));
  for (int64_t i = 0; i < count; i++) (*out)[i] = (named_row){wg_texts_get(texts, column[i]), i};
  if (count > 0) qsort(*out, (size_t)count, sizeof **out, compare_names);
  return WG_OK;
}

/* Of every row of the new column its row in the old one, −1. */
static wg_status match_names(int64_t *old_of_new, wg_context *context, const wg_texts *old_texts,
                             const wg_text *old_column, int64_t old_count,
                             const wg_texts *new_texts, const wg_text *new_column,
                             int64_t new_count)
{
  named_row *olds = NULL, *news = NULL;
  wg_status status = sort_names(&olds, context, old_texts, old_column, old_count);
  if (status == WG_OK) status = sort_names(&news, context, new_texts, new_column, new_count);
  for (int64_t i = 0, o = 0; i < new_count && status == WG_OK; i++) {
    while (o < old_count && strcmp(olds[o].name, news[i].name) < 0) o++;
    bool same = o < old_count && strcmp(olds[o].name, news[i].name) == 0;
    old_of_new[news[i].row] = same ? olds[o++].row : -1;
  }
  wg_release(context, olds);
  wg_release(context, news);
  return status;
}

static wg_status match_buildings(wg_comparison *c, wg_context *context)
{
  const wg_buildings *olds = &c->old_plan->buildings, *news = &c->new_plan->buildings;
  int64_t found = 0;
  WG_TRY(wg_allocate(context, &c->old_of_new, (size_t)news->shapes.count, sizeof(int64_t)));
  WG_TRY(match_names(c->old_of_new, context, &olds->texts, olds->id, olds->shapes.count,
                     &news->texts, news->id, news->shapes.count));
  for (int64_t b = 0; b < news->shapes.count; b++) found += c->old_of_new[b] >= 0;
  if (found > 0) return WG_OK;
  return wg_fail(
      context, WG_EMPTY,
      wg_in(context,
            "The two have no building in common: of %lld and %lld no id is the same. Compare "
            "plans of the same buildings (--building-id names the field).",
            "两者没有共同的楼栋：%lld 栋与 %lld 栋中没有相同编号。请比较同一批楼栋的方案（用 "
            "--building-id 指定字段）。"),
      (long long)olds->shapes.count, (long long)news->shapes.count);
}

/* --- pairs ------------------------------------------------------------------------------------ */

static int32_t known(int32_t count)
{
  return count > 0 ? count : 0;
}

/* A pair for every building, and those of the old plan that the new one lacks; added up. */
static wg_status share(const wg_comparison *c, wg_context *context, wg_shared **pairs,
                       int64_t *count)
{
  const wg_plan *before = c->old_plan, *after = c->new_plan;
  int32_t no_old = (int32_t)before->grid_count, no_new = (int32_t)after->grid_count;
  int64_t olds = before->buildings.shapes.count, news = after->buildings.shapes.count;
  uint8_t *seen;
  *count = 0;
  WG_TRY(wg_allocate(context, pairs, (size_t)(olds + news), sizeof **pairs));
  WG_TRY(wg_allocate(context, &seen, (size_t)olds, 1));
  for (int64_t b = 0; b < news; b++) {
    int64_t old = c->old_of_new[b];
    int32_t from = old < 0 ? -1 : before->grid_of_building[old], to = after->grid_of_building[b];
    if (old >= 0) seen[old] = 1;
    if (from < 0 && to < 0) continue;
    (*pairs)[(*count)++] = (wg_shared){from < 0 ? no_old : from, to < 0 ? no_new : to,
                                       known(after->buildings.households[b]), 1};
  }
  for (int64_t o = 0; o < olds; o++)
    if (!seen[o] && before->grid_of_building[o] >= 0)
      (*pairs)[(*count)++] = (wg_shared){before->grid_of_building[o], no_new,
                                         known(before->buildings.households[o]), 1};
  wg_release(context, seen);
  *count = wg_shared_add_up(*pairs, *count);
  return WG_OK;
}

/* --- who carries on whom ---------------------------------------------------------------------- */

static int64_t first_pair_of(const wg_shared *pairs, int64_t count, int64_t old)
{
  int64_t low = 0, high = count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (pairs[middle].old_grid < old)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Matches the grids old_first … and new_first … of one community. pairs: all that have such an old
 * grid. */
typedef struct community_match {
  int64_t old_first, old_end, new_first, new_end;
} community_match;

static bool may_carry(const wg_comparison *c, const wg_shared *pair, const community_match *m)
{
  return pair->old_grid >= m->old_first && pair->old_grid < m->old_end &&
         pair->new_grid >= m->new_first && pair->new_grid < m->new_end &&
         c->old_plan->grids[pair->old_grid].kind == c->new_plan->grids[pair->new_grid].kind;
}

static wg_status match_community(wg_comparison *c, wg_context *context, const wg_shared *pairs,
                                 int64_t pair_count, const community_match *m)
{
  wg_shared *own = NULL;
  int32_t *matched = NULL;
  int64_t count = 0, first = first_pair_of(pairs, pair_count, m->old_first);
  int64_t end = first_pair_of(pairs, pair_count, m->old_end);
  int32_t olds = (int32_t)(m->old_end - m->old_first), news = (int32_t)(m->new_end - m->new_first);
  wg_status status;
  WG_TRY_DONE(wg_allocate(context, &own, (size_t)(end - first), sizeof *own));
  WG_TRY_DONE(wg_allocate(context, &matched, (size_t)olds, sizeof *matched));
  for (int64_t i = first; i < end; i++) {
    if (!may_carry(c, &pairs[i], m)) continue;
    own[count] = pairs[i];
    own[count].old_grid -= (int32_t)m->old_first;
    own[count++].new_grid -= (int32_t)m->new_first;
  }
  WG_TRY_DONE(wg_match_grids(matched, context, own, count, olds, news));
  for (int32_t o = 0; o < olds; o++)
    if (matched[o] >= 0) c->new_of_old[m->old_first + o] = (int32_t)m->new_first + matched[o];
done:
  wg_release(context, own);
  wg_release(context, matched);
  return status;
}

/* The grids of a plan lie community by community. */
static int64_t end_of_community(const wg_plan *plan, int64_t first)
{
  int64_t end = first;
  while (end < plan->grid_count && plan->grids[end].community == plan->grids[first].community)
    end++;
  return end;
}

static wg_status first_grids(int64_t **out, wg_context *context, const wg_plan *plan)
{
  size_t count = (size_t)plan->communities.shapes.count;
  WG_TRY(wg_allocate(context, out, count, sizeof **out));
  memset(*out, 0xFF, count * sizeof **out);
  for (int64_t g = 0; g < plan->grid_count; g = end_of_community(plan, g))
    (*out)[plan->grids[g].community] = g;
  return WG_OK;
}

static wg_status match_grids(wg_comparison *c, wg_context *context, const wg_shared *pairs,
                             int64_t pair_count)
{
  const wg_communities *olds = &c->old_plan->communities, *news = &c->new_plan->communities;
  int64_t *old_of_new = NULL, *old_first = NULL, *new_first = NULL;
  wg_status status;
  WG_TRY(wg_allocate(context, &c->new_of_old, (size_t)c->old_plan->grid_count, sizeof(int32_t)));
  memset(c->new_of_old, 0xFF, (size_t)c->old_plan->grid_count * sizeof(int32_t));
  WG_TRY_DONE(wg_allocate(context, &old_of_new, (size_t)news->shapes.count, sizeof(int64_t)));
  WG_TRY_DONE(match_names(old_of_new, context, &olds->texts, olds->code, olds->shapes.count,
                          &news->texts, news->code, news->shapes.count));
  WG_TRY_DONE(first_grids(&old_first, context, c->old_plan));
  WG_TRY_DONE(first_grids(&new_first, context, c->new_plan));
  for (int64_t n = 0; n < news->shapes.count; n++) {
    if (old_of_new[n] < 0 || old_first[old_of_new[n]] < 0 || new_first[n] < 0) continue;
    community_match m = {.old_first = old_first[old_of_new[n]], .new_first = new_first[n]};
    m.old_end = end_of_community(c->old_plan, m.old_first);
    m.new_end = end_of_community(c->new_plan, m.new_first);
    WG_TRY_DONE(match_community(c, context, pairs, pair_count, &m));
  }
done:
  wg_release(context, old_of_new);
  wg_release(context, old_first);
  wg_release(context, new_first);
  return status;
}

/* --- what moved ------------------------------------------------------------------------------- */

bool wg_comparison_moved(const wg_comparison *c, int64_t new_row)
{
  int64_t old = c->old_of_new[new_row];
  if (old < 0) return false;
  int32_t from = c->old_plan->grid_of_building[old], to = c->new_plan->grid_of_building[new_row];
  return from >= 0 && to >= 0 && c->new_of_old[from] != to;
}

static wg_status take_pairs(wg_comparison *c, wg_context *context, const wg_shared *pairs,
                            int64_t count)
{
  wg_changes changes = {0};
  int32_t no_old = (int32_t)c->old_plan->grid_count, no_new = (int32_t)c->new_plan->grid_count;
  wg_status status = wg_allocate(context, &c->pairs, (size_t)count, sizeof *c->pairs);
  if (status == WG_OK) status = wg_changes_tell(&changes, context, pairs, count, no_old, no_new);
  for (int64_t i = 0; i < count && status == WG_OK; i++) {
    int32_t o = pairs[i].old_grid == no_old ? -1 : pairs[i].old_grid;
    int32_t n = pairs[i].new_grid == no_new ? -1 : pairs[i].new_grid;
    c->pairs[c->pair_count++] =
        (wg_compare_pair){.old_grid = o,
                          .new_grid = n,
                          .change = (wg_change)changes.of_pair[i],
                          .moved = o >= 0 && n >= 0 && c->new_of_old[o] != n,
                          .households = pairs[i].households,
                          .buildings = pairs[i].buildings};
  }
  wg_changes_free(&changes, context);
  return status;
}

static void sum_pairs(wg_comparison *c)
{
  for (int64_t i = 0; i < c->pair_count; i++) {
    const wg_compare_pair *pair = &c->pairs[i];
    c->households += pair->households;
    c->buildings += pair->buildings;
    c->households_moved += pair->moved ? pair->households : 0;
    c->buildings_moved += pair->moved ? pair->buildings : 0;
    if (pair->new_grid < 0) {
      c->buildings_old_only += pair->buildings;
      c->households_old_only += pair->households;
    }
    if (pair->old_grid < 0) {
      c->buildings_new_only += pair->buildings;
      c->households_new_only += pair->households;
    }
    c->unchanged += pair->change == WG_CHANGE_UNCHANGED && !pair->moved;
  }
  for (int64_t o = 0; o < c->old_plan->grid_count; o++) c->retired += c->new_of_old[o] < 0;
  c->changed = c->old_plan->grid_count - c->retired - c->unchanged;
  c->made = c->new_plan->grid_count - (c->old_plan->grid_count - c->retired);
}

static wg_status compare_all(wg_comparison *c, wg_context *context)
{
  wg_shared *pairs = NULL;
  int64_t count;
  WG_TRY(match_buildings(c, context));
  wg_status status = share(c, context, &pairs, &count);
  if (status == WG_OK) status = match_grids(c, context, pairs, count);
  if (status == WG_OK) status = take_pairs(c, context, pairs, count);
  wg_release(context, pairs);
  WG_TRY(status);
  sum_pairs(c);
  wg_comparison_count(c);
  return wg_comparison_count_compounds(c, context);
}

wg_status wg_plans_compare(wg_comparison *out, wg_context *context, const wg_plan *old_plan,
                           const wg_plan *new_plan)
{
  *out = (wg_comparison){.old_plan = old_plan, .new_plan = new_plan};
  wg_status status = compare_all(out, context);
  if (status != WG_OK) wg_comparison_free(out, context);
  return status;
}

void wg_comparison_free(wg_comparison *comparison, wg_context *context)
{
  wg_release(context, comparison->pairs);
  wg_release(context, comparison->new_of_old);
  wg_release(context, comparison->compounds);
  wg_release(context, comparison->old_of_new);
  *comparison = (wg_comparison){0};
}
