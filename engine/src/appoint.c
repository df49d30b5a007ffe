#include "appoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff.h"

enum { SHOWN = 20, NAMES_SIZE = 2048 };

/* Rows of a table by their codes. */
typedef struct coded {
  const char *code; /* borrowed */
  int32_t row;
} coded;

typedef struct code_index {
  coded *items;
  int64_t count;
} code_index;

/* Names for one finding: the first few, and how many there are. */
typedef struct name_list {
  char text[NAMES_SIZE];
  int64_t count;
} name_list;

typedef struct appointing {
  wg_plan *plan;
  wg_context *context;
  code_index grids, communities;
  int64_t *officer;  /* row of the person named in each grid; −1: nobody */
  int32_t *officers; /* how many look after each grid */
  int32_t *last;     /* person that counted the grid last + 1, so that nobody counts twice */
  name_list strange_grids, strange_communities, several;
} appointing;

/* --- codes --------------------------------------------------------------------------------------
 */

static int compare_codes(const void *left, const void *right)
{
  const coded *a = left, *b = right;
  int order = strcmp(a->code, b->code);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static void sort_codes(code_index *index)
{
  if (index->count > 1)
    qsort(index->items, (size_t)index->count, sizeof *index->items, compare_codes);
}

/* −1: there is none. */
static int32_t find_code(const code_index *index, const char *code, int length)
{
  int64_t low = 0, high = index->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int order = strncmp(index->items[middle].code, code, (size_t)length);
    if (order == 0 && index->items[middle].code[length] != 0) order = 1;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == index->count) return -1;
  const char *found = index->items[low].code;
  bool same = strncmp(found, code, (size_t)length) == 0 && found[length] == 0;
  return same ? index->items[low].row : -1;
}

static wg_status index_codes(appointing *a)
{
  const wg_plan *plan = a->plan;
  const wg_communities *communities = &plan->communities;
  size_t grids = (size_t)plan->grid_count;
  WG_TRY(wg_allocate(a->context, &a->grids.items, grids, sizeof *a->grids.items));
  for (int64_t g = 0; g < plan->grid_count; g++)
    a->grids.items[a->grids.count++] =
        (coded){wg_texts_get(&plan->texts, plan->grids[g].code), (int32_t)g};
  WG_TRY(wg_allocate(a->context, &a->communities.items, (size_t)communities->shapes.count,
                     sizeof *a->communities.items));
  for (int64_t c = 0; c < communities->shapes.count; c++)
    a->communities.items[a->communities.count++] =
        (coded){wg_texts_get(&communities->texts, communities->code[c]), (int32_t)c};
  sort_codes(&a->grids);
  sort_codes(&a->communities);
  WG_TRY(wg_allocate(a->context, &a->officer, grids, sizeof *a->officer));
  WG_TRY(wg_allocate(a->context, &a->officers, grids, sizeof *a->officers));
  WG_TRY(wg_allocate(a->context, &a->last, grids, sizeof *a->last));
  if (grids > 0) memset(a->officer, 0xFF, grids * sizeof *a->officer);
  return WG_OK;
}

/* --- findings -----------------------------------------------------------------------------------
 */

static void note(name_list *list, const char *name, int length, const wg_context *context)
{
  size_t used = strlen(list->text);
  if (list->count++ < SHOWN)
    snprintf(list->text + used, sizeof list->text - used, wg_in(context, "%s'%.*s'", "%s“%.*s”"),
             used > 0 ? wg_in(context, ", ", "、") : "", length < 80 ? length : 80, name);
}

/* One finding for all names of a list; `reason` takes their number and the names. */
static wg_status report_list(appointing *a, const name_list *list, wg_finding_code code,
                             const char *reason, const char *remedy)
{
  wg_findings *findings = &a->plan->findings;
  wg_finding *finding;
  if (list->count == 0) return WG_OK;
  WG_TRY(wg_findings_add(findings, a->context, code, &finding));
  WG_TRY(wg_texts_add(&findings->texts, a->context, wg_in(a->context, "roster", "名册"), -1,
                      &finding->subject));
  WG_TRY(wg_texts_format(&findings->texts, a->context, &finding->reason, "%lld %s: %s%s",
                         (long long)list->count, reason, list->text,
                         list->count > SHOWN ? " …" : ""));
  return wg_texts_add(&findings->texts, a->context, remedy, -1, &finding->remedy);
}

/* A finding about one grid or community, with its name and code as the subject. */
static wg_status report_one(appointing *a, wg_finding_code code, int32_t community, int32_t grid,
                            const char *reason, const char *remedy)
{
  const wg_plan *plan = a->plan;
  const wg_communities *communities = &plan->communities;
  wg_findings *findings = &a->plan->findings;
  wg_finding *finding;
  const char *name = grid >= 0 ? wg_texts_get(&plan->texts, plan->grids[grid].name) : "";
  const char *of = wg_texts_get(&communities->texts, communities->name[community]);
  const char *number = grid >= 0 ? wg_texts_get(&plan->texts, plan->grids[grid].code)
                                 : wg_texts_get(&communities->texts, communities->code[community]);
  WG_TRY(wg_findings_add(findings, a->context, code, &finding));
  finding->community = community;
  finding->grid = grid;
  if (grid >= 0) {
    finding->at = plan->grids[grid].inner;
    finding->has_point = true;
  }
  WG_TRY(wg_texts_format(&findings->texts, a->context, &finding->subject, "%s%s%s (%s)", of,
                         name[0] != 0 ? " " : "", name, number));
  WG_TRY(wg_texts_add(&findings->texts, a->context, reason, -1, &finding->reason));
  return wg_texts_add(&findings->texts, a->context, remedy, -1, &finding->remedy);
}

/* --- officers -----------------------------------------------------------------------------------
 */

static void take_grid(appointing *a, int64_t person, int32_t grid, int32_t *grids)
{
  if (a->last[grid] == (int32_t)person + 1) return;
  a->last[grid] = (int32_t)person + 1;
  a->officers[grid]++;
  if (a->officer[grid] < 0) a->officer[grid] = person;
  ++*grids;
}

static void take_person(appointing *a, int64_t row)
{
  const wg_persons *persons = &a->plan->persons;
  const wg_person *person = &persons->items[row];
  const char *list = wg_texts_get(&persons->texts, person->grid_codes), *code;
  const char *name = wg_texts_get(&persons->texts, person->name);
  const char *community = wg_texts_get(&persons->texts, person->community_code);
  int length;
  int32_t grids = 0;
  while ((code = wg_codes_next(&list, &length)) != NULL) {
    int32_t grid = find_code(&a->grids, code, length);
    if (grid < 0)
      note(&a->strange_grids, code, length, a->context);
    else if (person->role == WG_ROLE_OFFICER)
      take_grid(a, row, grid, &grids);
  }
  if (grids > 1) note(&a->several, name, (int)strlen(name), a->context);
  length = (int)strlen(community);
  if (length > 0 && find_code(&a->communities, community, length) < 0)
    note(&a->strange_communities, community, length, a->context);
}

static wg_status name_officers(appointing *a)
{
  wg_plan *plan = a->plan;
  const wg_persons *persons = &plan->persons;
  size_t grids = (size_t)plan->grid_count;
  wg_release(a->context, plan->officer);
  wg_release(a->context, plan->phone);
  plan->officer = plan->phone = NULL;
  WG_TRY(wg_allocate(a->context, &plan->officer, grids, sizeof *plan->officer));
  WG_TRY(wg_allocate(a->context, &plan->phone, grids, sizeof *plan->phone));
  for (size_t g = 0; g < grids; g++) {
    plan->officer[g] = plan->phone[g] = WG_NO_TEXT;
    if (a->officer[g] < 0) continue;
    const wg_person *person = &persons->items[a->officer[g]];
    WG_TRY(wg_texts_add(&plan->texts, a->context, wg_texts_get(&persons->texts, person->name), -1,
                        &plan->officer[g]));
    if (person->phone != WG_NO_TEXT)
      WG_TRY(wg_texts_add(&plan->texts, a->context, wg_texts_get(&persons->texts, person->phone),
                          -1, &plan->phone[g]));
  }
  return WG_OK;
}

static wg_status report_grids(appointing *a)
{
  const wg_plan *plan = a->plan;
  wg_context *context = a->context;
  char reason[160];
  for (int32_t g = 0; g < plan->grid_count; g++) {
    int32_t community = plan->grids[g].community;
    if (a->officers[g] == 0 && plan->grids[g].kind == WG_GRID_BASE)
      WG_TRY(report_one(a, WG_FINDING_VACANT, community, g,
                        wg_in(context, "The roster names no officer for this grid.",
                              "名册中没有该网格的网格员。"),
                        wg_in(context, "Name one in the roster; until then it prints as 待定.",
                              "请在名册中补充；在此之前显示为“待定”。")));
    if (a->officers[g] < 2) continue;
    snprintf(reason, sizeof reason,
             wg_in(context, "The roster names %d officers for this grid.",
                   "名册中该网格有 %d 名网格员。"),
             (int)a->officers[g]);
    WG_TRY(report_one(a, WG_FINDING_GRID_SEVERAL_OFFICERS, community, g, reason,
                      wg_in(context, "The first of them is taken; make the others assistants.",
                            "取名册中的第一名；其余请改为助理。")));
  }
  return WG_OK;
}

/* --- contacts -----------------------------------------------------------------------------------
 */

static wg_status match_contacts(appointing *a)
{
  const wg_plan *plan = a->plan;
  const wg_contacts *contacts = &plan->contacts;
  wg_context *context = a->context;
  uint8_t *has = NULL;
  if (contacts->count == 0) return WG_OK;
  WG_TRY(wg_allocate(context, &has, (size_t)plan->communities.shapes.count, 1));
  for (int64_t i = 0; i < contacts->count; i++) {
    const char *code = wg_texts_get(&contacts->texts, contacts->items[i].community_code);
    int32_t community = find_code(&a->communities, code, (int)strlen(code));
    if (community >= 0)
      has[community] = 1;
    else
      note(&a->strange_communities, code, (int)strlen(code), context);
  }
  wg_status status = WG_OK;
  for (int32_t c = 0; c < plan->communities.shapes.count && status == WG_OK; c++)
    if (!has[c])
      status = report_one(
          a, WG_FINDING_VACANT, c, -1,
          wg_in(context, "There is no contact for this community.", "没有该社区的联系方式。"),
          wg_in(context, "Add its row to the contacts; until then it prints as 待定.",
                "请补充该社区的一行；在此之前显示为“待定”。"));
  wg_release(context, has);
  return status;
}

static wg_status report_lists(appointing *a)
{
  const wg_context *context = a->context;
  WG_TRY(
      report_list(a, &a->strange_grids, WG_FINDING_ROSTER_GRID_UNKNOWN,
                  wg_in(context, "grid codes of the roster are in no grid of the plan",
                        "个名册中的网格编码不在方案中"),
                  wg_in(context, "They were ignored; correct them, or keep the codes with --grids.",
                        "已忽略；请改正，或用 --grids 沿用原有编码。")));
  WG_TRY(report_list(
      a, &a->strange_communities, WG_FINDING_ROSTER_COMMUNITY_UNKNOWN,
      wg_in(context, "community codes of roster or contacts are not in the plan",
            "个名册或联系方式中的社区编码不在方案中"),
      wg_in(context, "The rows are kept; correct the codes.", "已保留这些行；请改正编码。")));
  return report_list(a, &a->several, WG_FINDING_OFFICER_SEVERAL_GRIDS,
                     wg_in(context, "officers look after several grids", "名网格员负责多个网格"),
                     wg_in(context, "Nothing to do if that is meant.", "如属有意安排，无需处理。"));
}

/* --- the whole ----------------------------------------------------------------------------------
 */

static bool is_ours(wg_finding_code code)
{
  return code == WG_FINDING_ROSTER_COMMUNITY_UNKNOWN || code == WG_FINDING_ROSTER_GRID_UNKNOWN ||
         code == WG_FINDING_GRID_SEVERAL_OFFICERS || code == WG_FINDING_OFFICER_SEVERAL_GRIDS ||
         code == WG_FINDING_VACANT;
}

static void forget_findings(wg_findings *findings)
{
  int64_t kept = 0;
  for (int64_t i = 0; i < findings->count; i++)
    if (!is_ours(findings->items[i].code)) findings->items[kept++] = findings->items[i];
  findings->count = kept;
}

void wg_appoint_leave(wg_plan *plan)
{
  wg_findings *findings = &plan->findings;
  int64_t kept = 0;
  for (int64_t i = 0; i < findings->count; i++) {
    const wg_finding *item = &findings->items[i];
    bool vacant = item->code == WG_FINDING_VACANT && item->grid >= 0;
    if (!vacant && item->code != WG_FINDING_OFFICER_SEVERAL_GRIDS)
      findings->items[kept++] = *item;
  }
  findings->count = kept;
}

static wg_status appoint(appointing *a)
{
  WG_TRY(index_codes(a));
  for (int64_t row = 0; row < a->plan->persons.count; row++) take_person(a, row);
  if (a->plan->persons.count > 0) {
    WG_TRY(name_officers(a));
    WG_TRY(report_grids(a));
  }
  WG_TRY(match_contacts(a));
  return report_lists(a);
}

static wg_status apply_roster(wg_plan *plan, wg_context *context)
{
  if (plan->persons.count == 0 && plan->contacts.count == 0) return WG_OK;
  appointing *a = NULL;
  WG_TRY(wg_allocate(context, &a, 1, sizeof *a));
  a->plan = plan;
  a->context = context;
  forget_findings(&plan->findings);
  wg_status status = appoint(a);
  wg_release(context, a->grids.items);
  wg_release(context, a->communities.items);
  wg_release(context, a->officer);
  wg_release(context, a->officers);
  wg_release(context, a->last);
  wg_release(context, a);
  return status;
}

wg_status wg_appoint(wg_plan *plan, wg_context *context)
{
  WG_TRY(apply_roster(plan, context));
  return wg_staff(plan, context);
}
