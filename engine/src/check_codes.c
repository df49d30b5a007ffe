/* Codes: text that other systems hold on to. Each is what the template of the run makes of its
 * community's code and its number, base grids 1–899, exempt ones 901–999, and none is there twice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "names.h"
#include "number.h"

/* The template of the run, else the default. */
static const char *code_template(const wg_plan *plan)
{
  for (int64_t i = 0; i < plan->parameter_count; i++)
    if (strcmp(wg_texts_get(&plan->texts, plan->parameters[i].name), "code_template") == 0)
      return wg_texts_get(&plan->texts, plan->parameters[i].value);
  return WG_CODE_TEMPLATE;
}

/* Takes `expected` off the front of *code; false where it is not there. */
static bool take(const char **code, const char *expected)
{
  size_t length = strlen(expected);
  if (strncmp(*code, expected, length) != 0) return false;
  *code += length;
  return true;
}

/* Whether `code` is the template with these values in it, word by word. */
static bool follows_template(const char *code, const char *pattern, const char *community,
                             int32_t sequence)
{
  char number[32];
  while (*pattern != 0) {
    if (strncmp(pattern, "{community}", 11) == 0) {
      if (!take(&code, community)) return false;
    } else if (strncmp(pattern, "{seq", 4) == 0) {
      int width = pattern[4] == ':' ? atoi(pattern + 5) : 0;
      snprintf(number, sizeof number, "%0*d", width >= 0 && width < 20 ? width : 0, sequence);
      if (!take(&code, number)) return false;
    } else if (*code++ != *pattern) {
      return false;
    }
    pattern += *pattern == '{' ? strcspn(pattern, "}") + 1 : 1;
  }
  return *code == 0;
}

bool wg_check_codes_follow(const wg_check *check)
{
  const wg_plan *plan = check->plan;
  const char *pattern = code_template(plan);
  int64_t follow = 0;
  for (int64_t g = 0; g < plan->grid_count; g++)
    follow += follows_template(
        wg_texts_get(&plan->texts, plan->grids[g].code), pattern,
        wg_texts_get(&plan->communities.texts, plan->communities.code[plan->grids[g].community]),
        plan->grids[g].sequence);
  return 2 * follow >= plan->grid_count;
}

/* The codes of existing grids, sorted: those were made by whatever template. */
typedef struct kept_codes {
  const char **codes;
  int64_t count;
} kept_codes;

static int compare_codes(const void *left, const void *right)
{
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static wg_status collect_kept(kept_codes *out, wg_context *context, const wg_plan *plan)
{
  WG_TRY(wg_allocate(context, &out->codes, (size_t)plan->lookup_count, sizeof *out->codes));
  for (int64_t i = 0; i < plan->lookup_count; i++)
    out->codes[out->count++] = wg_texts_get(&plan->texts, plan->lookup[i].old_code);
  qsort(out->codes, (size_t)out->count, sizeof *out->codes, compare_codes);
  return WG_OK;
}

static bool is_kept(const kept_codes *kept, const char *code)
{
  return kept->count > 0 && bsearch(&code, kept->codes, (size_t)kept->count, sizeof *kept->codes,
                                    compare_codes) != NULL;
}

static wg_status report_none(wg_check *check, int32_t grid)
{
  return wg_check_report(check, WG_FINDING_BAD_CODE, WG_ABOUT_GRID(grid), "%s",
                         wg_in(check->context, "It has no code.", "该网格没有编码。"));
}

static wg_status check_code(wg_check *check, int32_t grid, const char *pattern,
                            const kept_codes *kept)
{
  const wg_plan *plan = check->plan;
  const wg_grid *g = &plan->grids[grid];
  bool exempt = g->kind == WG_GRID_EXEMPT;
  int32_t first = exempt ? 901 : 1, last = exempt ? 999 : 899;
  const char *code = wg_texts_get(&plan->texts, g->code);
  const char *community =
      wg_texts_get(&plan->communities.texts, plan->communities.code[g->community]);
  if (code[0] == 0) return report_none(check, grid);
  if (check->free_codes) return WG_OK; /* no template is known */
  if (g->sequence < first || g->sequence > last)
    return wg_check_report(check, WG_FINDING_BAD_CODE, WG_ABOUT_GRID(grid),
                           wg_in(check->context, "Its number is %d; it must be %d–%d.",
                                 "其序号为 %d，应在 %d–%d 之间。"),
                           g->sequence, first, last);
  if (follows_template(code, pattern, community, g->sequence) || is_kept(kept, code)) return WG_OK;
  return wg_check_report(check, WG_FINDING_BAD_CODE, WG_ABOUT_GRID(grid),
                         wg_in(check->context,
                               "Code '%s' is not what template '%s' makes of community '%s' and "
                               "number %d.",
                               "编码“%s”不符合模板“%s”（社区“%s”，序号 %d）。"),
                         code, pattern, community, g->sequence);
}

static wg_status report_twice(void *user, int64_t row, int64_t before)
{
  wg_check *check = user;
  const wg_plan *plan = check->plan;
  const wg_grid *g = &plan->grids[row], *other = &plan->grids[before];
  return wg_check_report(
      check, WG_FINDING_BAD_CODE, WG_ABOUT_GRID((int32_t)row),
      wg_in(check->context, "Code '%s' is also that of %s.", "编码“%s”与%s的编码相同。"),
      wg_texts_get(&plan->texts, g->code), wg_texts_get(&plan->texts, other->name));
}

static wg_status report_community_twice(void *user, int64_t row, int64_t before)
{
  wg_check *check = user;
  const wg_communities *all = &check->plan->communities;
  return wg_check_report(
      check, WG_FINDING_BAD_CODE, WG_ABOUT_COMMUNITY((int32_t)row),
      wg_in(check->context, "Community '%s' has the same code.", "社区“%s”使用同一代码。"),
      wg_texts_get(&all->texts, all->name[before]));
}

static wg_status check_each(wg_check *check)
{
  const wg_plan *plan = check->plan;
  const char *pattern = code_template(plan);
  kept_codes kept = {0};
  wg_status status = collect_kept(&kept, check->context, plan);
  for (int32_t g = 0; g < plan->grid_count && status == WG_OK; g++)
    status = check_code(check, g, pattern, &kept);
  wg_release(check->context, kept.codes);
  return status;
}

wg_status wg_check_codes(wg_check *check)
{
  const wg_plan *plan = check->plan;
  wg_text *codes;
  WG_TRY(check_each(check));
  WG_TRY(wg_find_twice(check->context, &plan->communities.texts, plan->communities.code,
                       plan->communities.shapes.count, report_community_twice, check));
  WG_TRY(wg_allocate(check->context, &codes, (size_t)plan->grid_count, sizeof *codes));
  for (int64_t g = 0; g < plan->grid_count; g++) codes[g] = plan->grids[g].code;
  wg_status status =
      wg_find_twice(check->context, &plan->texts, codes, plan->grid_count, report_twice, check);
  wg_release(check->context, codes);
  return status;
}
