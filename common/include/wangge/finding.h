/* A finding: one diagnostic with a stable English code, a subject by name, a reason and the
 * nearest remedy. The list of codes with their severities is finding_codes.def; docs/findings.md
 * explains each. Codes are never renamed. */
#ifndef WANGGE_FINDING_H
#define WANGGE_FINDING_H

#include "wangge/shapes.h"
#include "wangge/text.h"

#ifdef __cplusplus
extern "C" {
#endif

WG_PUBLIC_BEGIN

typedef enum wg_severity { WG_SEVERITY_INFO = 0, WG_SEVERITY_WARNING, WG_SEVERITY_ERROR } wg_severity;

typedef enum wg_finding_code {
#define WG_FINDING(NAME, name, severity) WG_FINDING_##NAME,
#include "wangge/finding_codes.def"
#undef WG_FINDING
  WG_FINDING_CODES
} wg_finding_code;

typedef enum wg_proof { WG_PROOF_NONE = 0, WG_PROOF_BEST_FOUND, WG_PROOF_PROVEN } wg_proof;

typedef struct wg_finding {
  wg_finding_code code;
  wg_severity severity;
  wg_proof proof;
  int32_t community; /* index or −1 */
  int32_t grid;      /* index into the plan's grids or −1 */
  int64_t building;  /* index or −1 */
  wg_text subject;   /* name and code */
  wg_text reason;
  wg_text remedy;
  wg_point at;
  bool has_point;
} wg_finding;

/* Zero-initialised is empty. */
typedef struct wg_findings {
  wg_finding *items;
  int64_t count, capacity;
  wg_texts texts;
} wg_findings;

/* A new finding with the code's own severity, everything else neutral (−1, no text);
 * *out is borrowed until the next addition. */
wg_status wg_findings_add(wg_findings *findings, wg_context *context, wg_finding_code code,
                          wg_finding **out) WG_MUST_CHECK;
/* Appends all of `from`, texts copied. */
wg_status wg_findings_merge(wg_findings *findings, wg_context *context,
                            const wg_findings *from) WG_MUST_CHECK;
void wg_findings_free(wg_findings *findings, wg_context *context);

const char *wg_finding_code_name(wg_finding_code code);  /* "building_outside" */
const char *wg_severity_name(wg_severity severity);      /* "error" "warning" "info" */
const char *wg_proof_name(wg_proof proof);               /* "proven" "best_found" "none" */

WG_PUBLIC_END

#ifdef __cplusplus
}
#endif
#endif
