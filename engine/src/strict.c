#include "strict.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 3 };

/* Unknown counts are no fault: they are a fact that the plan keeps. */
static bool is_fault(const wg_finding *finding)
{
  return finding->severity >= WG_SEVERITY_WARNING ||
         finding->code == WG_FINDING_GEOMETRY_REPAIRED ||
         finding->code == WG_FINDING_HOUSEHOLDS_FRACTION;
}

static void append(char *out, size_t size, int64_t number, const char *text)
{
  size_t used = strlen(out);
  if (used < size) snprintf(out + used, size - used, " (%lld) %.400s", (long long)number, text);
}

wg_status wg_strict_check(const wg_plan *plan, wg_context *context, int64_t warnings,
                          const char *first)
{
  const wg_findings *all = &plan->findings;
  char shown[1500] = "";
  int64_t count = 0;
  for (int64_t i = 0; i < all->count; i++) {
    const wg_finding *finding = &all->items[i];
    if (!is_fault(finding)) continue;
    const char *reason = wg_texts_get(&all->texts, finding->reason);
    if (reason[0] == 0) reason = wg_texts_get(&all->texts, finding->subject);
    if (count++ < SHOWN)
      append(shown, sizeof shown, count,
             reason[0] != 0 ? reason : wg_finding_code_name(finding->code));
  }
  if (warnings > 0 && count < SHOWN) append(shown, sizeof shown, count + 1, first);
  count += warnings;
  if (count == 0) return WG_OK;
  return wg_fail(
      context, WG_BAD_VALUE,
      wg_in(
          context,
          "--strict: %lld faults in the inputs, so nothing is divided or written:%s%s Correct "
          "them, or run without --strict to see all findings.",
          "--strict：输入存在 %lld 项问题，未划分、未写出：%s%s 请改正，或不用 --strict 运行以查看"
          "全部检查结果。"),
      (long long)count, shown, count > SHOWN ? " …" : "");
}
