#include "wangge/finding.h"

#include <string.h>

static const struct {
  const char *name;
  wg_severity severity;
} codes[] = {
#define WG_FINDING(NAME, name, severity) {#name, WG_SEVERITY_##severity},
#include "wangge/finding_codes.def"
#undef WG_FINDING
};

const char *wg_finding_code_name(wg_finding_code code)
{
  return codes[code].name;
}

const char *wg_severity_name(wg_severity severity)
{
  static const char *const names[] = {"info", "warning", "error"};
  return names[severity];
}

const char *wg_proof_name(wg_proof proof)
{
  static const char *const names[] = {"none", "best_found", "proven"};
  return names[proof];
}

wg_status wg_findings_add(wg_findings *findings, wg_context *context, wg_finding_code code,
                          wg_finding **out)
{
  *out = NULL;
  WG_TRY(wg_grow(context, &findings->items, &findings->capacity, findings->count + 1,
                 sizeof *findings->items));
  *out = &findings->items[findings->count++];
  **out = (wg_finding){.code = code,
                       .severity = codes[code].severity,
                       .community = -1,
                       .grid = -1,
                       .building = -1,
                       .subject = WG_NO_TEXT,
                       .reason = WG_NO_TEXT,
                       .remedy = WG_NO_TEXT};
  return WG_OK;
}

static wg_status copy_text(wg_findings *findings, wg_context *context, const wg_findings *from,
                           wg_text text, wg_text *out)
{
  const char *bytes = text == WG_NO_TEXT ? NULL : wg_texts_get(&from->texts, text);
  return wg_texts_add(&findings->texts, context, bytes, -1, out);
}

wg_status wg_findings_merge(wg_findings *findings, wg_context *context, const wg_findings *from)
{
  for (int64_t i = 0; i < from->count; i++) {
    const wg_finding *item = &from->items[i];
    wg_finding copy = *item, *added;
    WG_TRY(copy_text(findings, context, from, item->subject, &copy.subject));
    WG_TRY(copy_text(findings, context, from, item->reason, &copy.reason));
    WG_TRY(copy_text(findings, context, from, item->remedy, &copy.remedy));
    WG_TRY(wg_findings_add(findings, context, item->code, &added));
    *added = copy;
  }
  return WG_OK;
}

void wg_findings_free(wg_findings *findings, wg_context *context)
{
  wg_release(context, findings->items);
  wg_texts_free(&findings->texts, context);
  memset(findings, 0, sizeof *findings);
}
