/* Who looks after the grids: plan->officer and plan->phone, from columns of the grids' own file or
 * from a roster. Exempt grids may do without. Where nobody is named at all nothing is claimed.
 *
 * One name is one person where the telephone is the same; without telephones, within a community.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"

typedef struct duty {
  const char *name, *phone;
  int32_t community, grid;
} duty;

static bool is_named(const char *text)
{
  static const char *const nobody[] = {"", "-", "/", "无", "待定", "空缺"};
  for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
    if (strcmp(text, nobody[i]) == 0) return false;
  return true;
}

static int compare_persons(const duty *a, const duty *b)
{
  int order = strcmp(a->name, b->name);
  if (order == 0) order = strcmp(a->phone, b->phone);
  if (order != 0 || a->phone[0] != 0) return order;
  return (a->community > b->community) - (a->community < b->community);
}

static int compare_duties(const void *left, const void *right)
{
  const duty *a = left, *b = right;
  int order = compare_persons(a, b);
  return order != 0 ? order : (a->grid > b->grid) - (a->grid < b->grid);
}

static wg_status report_several(wg_check *check, const duty *duties, int64_t count)
{
  enum { LISTED = 12 };
  const wg_plan *plan = check->plan;
  char codes[1024] = "";
  size_t length = 0;
  int64_t households = 0;
  for (int64_t i = 0; i < count; i++) {
    const wg_grid *grid = &plan->grids[duties[i].grid];
    households += grid->households;
    if (i < LISTED)
      length += (size_t)snprintf(codes + length, sizeof codes - length, "%s%.60s",
                                 i > 0 ? ", " : "", wg_texts_get(&plan->texts, grid->code));
  }
  return wg_check_report(
      check, WG_FINDING_OFFICER_SEVERAL_GRIDS, WG_ABOUT_GRID(duties[0].grid),
      wg_in(check->context, "%s looks after %lld grids with %lld households: %s%s.",
            "%s 负责 %lld 个网格，共 %lld 户：%s%s。"),
      duties[0].name, (long long)count, (long long)households, codes, count > LISTED ? " …" : "");
}

static wg_status report_all(wg_check *check, duty *duties, int64_t count)
{
  if (count > 0) qsort(duties, (size_t)count, sizeof *duties, compare_duties);
  for (int64_t i = 0, next; i < count; i = next) {
    for (next = i + 1; next < count && compare_persons(&duties[i], &duties[next]) == 0;) next++;
    if (next - i > 1) WG_TRY(report_several(check, &duties[i], next - i));
  }
  return WG_OK;
}

wg_status wg_audit_officers(wg_check *check)
{
  const wg_plan *plan = check->plan;
  duty *duties = NULL;
  int64_t count = 0;
  wg_status status = WG_OK;
  if (plan->officer == NULL) return WG_OK;
  WG_TRY(wg_allocate(check->context, &duties, (size_t)plan->grid_count, sizeof *duties));
  for (int32_t g = 0; g < plan->grid_count && status == WG_OK; g++) {
    const char *name = wg_texts_get(&plan->texts, plan->officer[g]);
    if (is_named(name))
      duties[count++] =
          (duty){name, plan->phone == NULL ? "" : wg_texts_get(&plan->texts, plan->phone[g]),
                 plan->grids[g].community, g};
    else if (plan->grids[g].kind == WG_GRID_BASE)
      status = wg_check_report(
          check, WG_FINDING_VACANT, WG_ABOUT_GRID(g), "%s",
          wg_in(check->context, "No officer is named for it.", "该网格未指定网格员。"));
  }
  if (status == WG_OK) status = report_all(check, duties, count);
  wg_release(check->context, duties);
  return status;
}
