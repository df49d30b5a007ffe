/* Keeping codes: which existing grid each new one carries on, and the lookup from old to new. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "dividing.h"

const wg_existing *wg_dividing_existing(const wg_dividing *d)
{
  const wg_existing *all = d->run->existing;
  return all != NULL && all->first[d->community] < all->first[d->community + 1] ? all : NULL;
}

static int32_t known(int32_t count)
{
  return count > 0 ? count : 0;
}

/* --- sharing ------------------------------------------------------------------------------------
 */

static wg_status share(wg_dividing *d, const wg_existing *existing)
{
  const wg_buildings *all = &d->run->plan->buildings;
  wg_overlaps *out = &d->overlaps;
  int64_t first = existing->first[d->community];
  out->old_count = (int32_t)(existing->first[d->community + 1] - first);
  WG_TRY(wg_allocate(d->context, &out->pairs, (size_t)d->building_count, sizeof *out->pairs));
  for (int32_t b = 0; b < d->building_count; b++) {
    int32_t old = existing->of_building[d->rows[b]];
    out->pairs[out->pair_count++] =
        (wg_shared){.old_grid = old >= 0 ? (int32_t)(old - first) : out->old_count,
                    .new_grid = d->out->grid_of_unit[d->out->unit_of_building[b]],
                    .households = known(all->households[d->rows[b]]),
                    .buildings = 1};
  }
  out->pair_count = wg_shared_add_up(out->pairs, out->pair_count);
  return WG_OK;
}

/* An exempt grid is carried on by an exempt one, a base grid by a base one: their numbers differ.
 */
static bool may_carry(const wg_dividing *d, const wg_existing *existing, const wg_shared *pair)
{
  if (pair->old_grid == d->overlaps.old_count) return false;
  int64_t row = existing->row[existing->first[d->community] + pair->old_grid];
  return (existing->read.kind[row] == WG_GRID_KIND_EXEMPT) ==
         (d->out->grids[pair->new_grid].kind == WG_GRID_EXEMPT);
}

/* Whether any building was in the old grid, or is in the new one; −1: not asked about. */
static bool has_building(const wg_overlaps *all, int32_t old, int32_t new_grid)
{
  for (int64_t i = 0; i < all->pair_count; i++)
    if (all->pairs[i].old_grid == old || all->pairs[i].new_grid == new_grid) return true;
  return false;
}

/* The old grid without a building in which the middle of a new one without any lies; −1: none. */
static int32_t empty_before(const wg_dividing *d, const wg_existing *existing, int32_t grid)
{
  const wg_overlaps *all = &d->overlaps;
  for (int32_t o = 0; o < all->old_count; o++) {
    const wg_shared pair = {.old_grid = o, .new_grid = grid};
    if (all->new_of_old[o] >= 0 || has_building(all, o, -1) || !may_carry(d, existing, &pair))
      continue;
    int64_t area = existing->first[d->community] + o;
    if (wg_shapes_locate(&existing->areas, area, d->out->grids[grid].inner) >= 0) return o;
  }
  return -1;
}

/* Grids without a building (a park, a community that is still to be built) are carried on by their
 * land. */
static void match_empty(wg_dividing *d, const wg_existing *existing)
{
  for (int32_t g = 0; g < d->out->grid_count; g++) {
    if (has_building(&d->overlaps, -1, g)) continue;
    int32_t old = empty_before(d, existing, g);
    if (old >= 0) d->overlaps.new_of_old[old] = g;
  }
}

wg_status wg_dividing_match(wg_dividing *d)
{
  const wg_existing *existing = wg_dividing_existing(d);
  wg_overlaps *all = &d->overlaps;
  wg_shared *pairs;
  int64_t count = 0;
  if (existing == NULL) return WG_OK;
  WG_TRY(share(d, existing));
  WG_TRY(wg_allocate(d->context, &all->new_of_old, (size_t)all->old_count, sizeof(int32_t)));
  WG_TRY(wg_allocate(d->context, &pairs, (size_t)all->pair_count, sizeof *pairs));
  for (int64_t i = 0; i < all->pair_count; i++)
    if (may_carry(d, existing, &all->pairs[i])) pairs[count++] = all->pairs[i];
  wg_status status =
      wg_match_grids(all->new_of_old, d->context, pairs, count, all->old_count, d->out->grid_count);
  if (status == WG_OK) match_empty(d, existing);
  wg_release(d->context, pairs);
  return status;
}

/* --- codes --------------------------------------------------------------------------------------
 */

wg_carried wg_dividing_carried(const wg_dividing *d, int32_t grid)
{
  const wg_existing *existing = wg_dividing_existing(d);
  for (int32_t o = 0; existing != NULL && o < d->overlaps.old_count; o++) {
    if (d->overlaps.new_of_old[o] != grid) continue;
    int64_t index = existing->first[d->community] + o, row = existing->row[index];
    const char *code = wg_existing_code(existing, index);
    wg_text name = existing->read.name[row];
    return (wg_carried){code[0] != 0 ? code : NULL,
                        name == WG_NO_TEXT ? NULL : wg_texts_get(&existing->read.texts, name)};
  }
  return (wg_carried){NULL, NULL};
}

static void raise_last(const wg_dividing *d, const char *code, int32_t *base, int32_t *exempt)
{
  int32_t number = wg_code_sequence(code, d->run->code_template, wg_dividing_code(d));
  if (number > 900 && number > *exempt) *exempt = number;
  if (number < 900 && number > *base) *base = number;
}

void wg_dividing_last_numbers(const wg_dividing *d, int32_t *base, int32_t *exempt)
{
  const wg_existing *all = d->run->existing;
  *base = *exempt = 0;
  for (int64_t r = 0; all != NULL && r < all->read.shapes.count; r++)
    if (all->read.code[r] != WG_NO_TEXT)
      raise_last(d, wg_texts_get(&all->read.texts, all->read.code[r]), base, exempt);
  for (int64_t r = 0; all != NULL && r < all->retired.count; r++)
    raise_last(d, wg_texts_get(&all->retired.texts, all->retired.code[r]), base, exempt);
}

/* --- lookup -------------------------------------------------------------------------------------
 */

static const wg_shared *pairs_of(const wg_overlaps *all, int32_t old, int64_t *count)
{
  int64_t first = 0;
  while (first < all->pair_count && all->pairs[first].old_grid < old) first++;
  *count = 0;
  while (first + *count < all->pair_count && all->pairs[first + *count].old_grid == old) ++*count;
  return all->pairs + first;
}

/* One row; old: −1 none, new_grid: −1 none. */
static wg_status add_row(wg_dividing *d, const wg_existing *existing, int32_t old, int32_t new_grid,
                         const wg_shared *pair, wg_change change)
{
  wg_community_work *out = d->out;
  wg_lookup *row = &out->lookup[out->lookup_count++];
  char title[256] = "";
  *row = (wg_lookup){
      .old_code = WG_NO_TEXT, .new_code = WG_NO_TEXT, .change = change, .valid_to = WG_NO_TEXT};
  if (pair != NULL) {
    row->households = (int32_t)pair->households;
    row->buildings = pair->buildings;
  }
  if (old >= 0) {
    wg_existing_title(existing, existing->first[d->community] + old, title, sizeof title);
    WG_TRY(wg_texts_add(&out->texts, d->context, title, -1, &row->old_code));
  }
  if (new_grid >= 0) row->new_code = out->grids[new_grid].code;
  return wg_texts_add(&out->texts, d->context, d->run->plan->date, -1, &row->valid_from);
}

static bool is_new(const wg_overlaps *all, int32_t grid)
{
  for (int32_t o = 0; o < all->old_count; o++)
    if (all->new_of_old[o] == grid) return false;
  return true;
}

/* Old grids without a building stay or are gone; new ones came from such or from none. */
static wg_status add_rows(wg_dividing *d, const wg_existing *existing, const wg_changes *p)
{
  const wg_overlaps *all = &d->overlaps;
  size_t most = (size_t)all->pair_count + (size_t)all->old_count + (size_t)d->out->grid_count;
  WG_TRY(wg_allocate(d->context, &d->out->lookup, most, sizeof *d->out->lookup));
  for (int32_t o = 0; o <= all->old_count; o++) {
    int64_t count;
    const wg_shared *pairs = pairs_of(all, o, &count);
    int32_t old = o < all->old_count ? o : -1;
    for (int64_t i = 0; i < count; i++)
      WG_TRY(add_row(d, existing, old, pairs[i].new_grid, &pairs[i], (wg_change)p->of_pair[&pairs[i] - all->pairs]));
    if (count > 0 || old < 0) continue;
    bool stays = all->new_of_old[old] >= 0;
    WG_TRY(add_row(d, existing, old, all->new_of_old[old], NULL,
                   stays ? WG_CHANGE_UNCHANGED : WG_CHANGE_OTHER));
  }
  for (int32_t g = 0; g < d->out->grid_count; g++)
    if (p->of_new[g] == 0 && is_new(all, g))
      WG_TRY(add_row(d, existing, -1, g, NULL, WG_CHANGE_OTHER));
  return WG_OK;
}

/* --- figures ------------------------------------------------------------------------------------
 */

/* Households of an old grid by the rule: of its measure; persons WG_UNKNOWN where none are known.
 */
static void weigh_old(const wg_dividing *d, const wg_existing *existing, int32_t old,
                      int64_t *weight, int64_t *persons)
{
  const wg_buildings *all = &d->run->plan->buildings;
  *weight = 0;
  *persons = d->cell_persons == NULL ? WG_UNKNOWN : 0;
  for (int32_t b = 0; b < d->building_count; b++) {
    if (existing->of_building[d->rows[b]] != existing->first[d->community] + old) continue;
    *weight += known(wg_weight_of_building(d->run->plan, d->rows[b]));
    if (d->cell_persons != NULL) *persons += known(all->persons[d->rows[b]]);
  }
}

static void count_old(wg_dividing *d, const wg_existing *existing, int32_t old, bool unchanged)
{
  wg_redraw_figures *figures = &d->out->redraw;
  int64_t weight, persons;
  figures->old_grids++;
  if (existing->read.kind[existing->row[existing->first[d->community] + old]] ==
      WG_GRID_KIND_EXEMPT) {
    figures->old_exempt++;
    return;
  }
  weigh_old(d, existing, old, &weight, &persons);
  figures->old_in_range += wg_status_by_rule(&d->run->plan->rule, weight, persons) == WG_GRID_OK;
  if (d->overlaps.new_of_old[old] < 0)
    figures->retired++;
  else if (unchanged)
    figures->unchanged++;
  else
    figures->changed++;
}

static void count_moved(wg_dividing *d)
{
  const wg_overlaps *all = &d->overlaps;
  wg_redraw_figures *figures = &d->out->redraw;
  for (int64_t i = 0; i < all->pair_count; i++) {
    const wg_shared *pair = &all->pairs[i];
    if (pair->old_grid == all->old_count) continue;
    bool stays = all->new_of_old[pair->old_grid] == pair->new_grid;
    figures->households += pair->households;
    figures->buildings += pair->buildings;
    figures->moved += stays ? 0 : pair->households;
    figures->buildings_moved += stays ? 0 : pair->buildings;
  }
}

/* A grid that has not changed is valid since the day that it was, where that is known. */
static wg_status date_grid(wg_dividing *d, const wg_existing *existing, int32_t old, int32_t grid)
{
  int64_t row = existing->row[existing->first[d->community] + old];
  wg_text from = existing->read.valid_from[row];
  if (from == WG_NO_TEXT) return WG_OK;
  return wg_texts_add(&d->out->texts, d->context, wg_texts_get(&existing->read.texts, from), -1,
                      &d->out->valid_from[grid]);
}

static wg_status count(wg_dividing *d, const wg_existing *existing, const wg_changes *p)
{
  wg_community_work *out = d->out;
  const wg_overlaps *all = &d->overlaps;
  int32_t carried = 0, base = 0;
  WG_TRY(wg_allocate(d->context, &out->valid_from, (size_t)out->grid_count, sizeof(wg_text)));
  for (int32_t g = 0; g < out->grid_count; g++) {
    out->valid_from[g] = WG_NO_TEXT;
    base += out->grids[g].kind == WG_GRID_BASE;
  }
  for (int32_t o = 0; o < all->old_count; o++) {
    int32_t grid = all->new_of_old[o];
    bool unchanged = grid >= 0 && p->of_old[o] <= 1 && p->of_new[grid] <= 1;
    count_old(d, existing, o, unchanged);
    carried += grid >= 0 && out->grids[grid].kind == WG_GRID_BASE;
    if (unchanged) WG_TRY(date_grid(d, existing, o, grid));
  }
  out->redraw.made = base - carried;
  out->redraw.is_redrawn = true;
  count_moved(d);
  return WG_OK;
}

/* Numbering has given the grids new places. */
static void follow_ranks(wg_dividing *d)
{
  wg_overlaps *all = &d->overlaps;
  for (int64_t i = 0; i < all->pair_count; i++)
    all->pairs[i].new_grid = d->rank[all->pairs[i].new_grid];
  for (int32_t o = 0; o < all->old_count; o++)
    if (all->new_of_old[o] >= 0) all->new_of_old[o] = d->rank[all->new_of_old[o]];
  all->pair_count = wg_shared_add_up(all->pairs, all->pair_count);
}

static void append(char *list, size_t size, const char *name, int64_t households)
{
  size_t used = strlen(list);
  if (used + 1 >= size) return;
  snprintf(list + used, size - used, "%s%s (%lld)", used > 0 ? ", " : "", name,
           (long long)households);
}

/* Households of an old grid, by the pairs. */
static int64_t households_of_old(const wg_overlaps *all, int32_t old)
{
  int64_t count, sum = 0;
  const wg_shared *pairs = pairs_of(all, old, &count);
  for (int64_t i = 0; i < count; i++) sum += pairs[i].households;
  return sum;
}

/* Which grids are gone and which are new, with their households: that is why. */
static wg_status report_number(wg_dividing *d, const wg_existing *existing)
{
  const wg_overlaps *all = &d->overlaps;
  const wg_communities *names = &d->run->plan->communities;
  const wg_rule *rule = &d->run->plan->rule;
  wg_findings *findings = &d->out->findings;
  char gone[1024] = "", made[1024] = "", title[256];
  wg_finding *finding;
  for (int32_t o = 0; o < all->old_count; o++) {
    if (all->new_of_old[o] >= 0) continue;
    wg_existing_title(existing, existing->first[d->community] + o, title, sizeof title);
    append(gone, sizeof gone, title, households_of_old(all, o));
  }
  for (int32_t g = 0; g < d->out->grid_count; g++)
    if (is_new(all, g))
      append(made, sizeof made, wg_texts_get(&d->out->texts, d->out->grids[g].code),
             d->out->grids[g].households);
  if (gone[0] == 0 && made[0] == 0) return WG_OK;
  WG_TRY(wg_findings_add(findings, d->context, WG_FINDING_GRIDS_MADE_AND_RETIRED, &finding));
  WG_TRY(wg_texts_format(&findings->texts, d->context, &finding->subject, "%s (%s)",
                         wg_texts_get(&names->texts, names->name[d->community]),
                         wg_dividing_code(d)));
  return wg_texts_format(
      &findings->texts, d->context, &finding->reason,
      wg_in(d->context,
            "%d grids before, %d now, so that each has %d-%d. Dissolved (households before): %s; "
            "new (households now): %s.",
            "原有 %d 个网格，现为 %d 个，使每个在 %d–%d "
            "之间。撤销（原户数）：%s；新增（现户数）：%s。"),
      all->old_count, d->out->grid_count, rule->min, rule->max, gone[0] != 0 ? gone : "-",
      made[0] != 0 ? made : "-");
}

static wg_status report_none(wg_dividing *d)
{
  const wg_communities *all = &d->run->plan->communities;
  wg_findings *findings = &d->out->findings;
  wg_finding *finding;
  WG_TRY(wg_findings_add(findings, d->context, WG_FINDING_COMMUNITY_WITHOUT_OLD_GRIDS, &finding));
  WG_TRY(wg_texts_format(&findings->texts, d->context, &finding->subject, "%s (%s)",
                         wg_texts_get(&all->texts, all->name[d->community]), wg_dividing_code(d)));
  d->out->redraw.made = d->out->grid_count;
  return wg_texts_add(&findings->texts, d->context,
                      wg_in(d->context, "No existing grid lies in it: it was divided anew.",
                            "没有现有网格，已重新划分。"),
                      -1, &finding->reason);
}

wg_status wg_dividing_look_up(wg_dividing *d)
{
  const wg_existing *existing = wg_dividing_existing(d);
  wg_changes p = {0};
  if (d->run->existing == NULL) return WG_OK;
  if (existing == NULL) return report_none(d);
  follow_ranks(d);
  wg_status status =
      wg_changes_tell(&p, d->context, d->overlaps.pairs, d->overlaps.pair_count,
                      d->overlaps.old_count, d->out->grid_count);
  if (status == WG_OK) status = add_rows(d, existing, &p);
  if (status == WG_OK) status = count(d, existing, &p);
  if (status == WG_OK) status = report_number(d, existing);
  wg_changes_free(&p, d->context);
  return status;
}
