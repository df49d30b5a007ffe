/* From GeoJSON to a plan: communities, buildings, barriers and crossings in one input, each ended
 * by a byte 0x1E (as in RFC 8142). After a leading '#' coordinates are metres of EPSG:4547, which
 * spares PROJ its search and so is ten times as fast; else they are degrees. A plan that comes out
 * is judged by `check`. */
#include "fuzz.h"

#define LARGEST 16384
#define INPUTS 4
#define METRES "EPSG:4547"

static wg_status make(wg_context *context, char paths[INPUTS][128], int inputs, const char *crs)
{
  wg_plan_options options = WG_PLAN_OPTIONS_INIT;
  const wg_source_file barriers = {.path = paths[2], .crs = crs};
  wg_plan plan;
  wg_findings findings = {0};
  options.communities = (wg_source_file){.path = paths[0], .crs = crs};
  options.buildings = (wg_source_file){.path = paths[1], .crs = crs};
  options.barriers = &barriers;
  options.barrier_count = inputs > 2;
  if (inputs > 3) options.crossings = (wg_source_file){.path = paths[3], .crs = crs};
  options.crs = crs;
  options.date = "2026-01-31";
  options.threads = 1;
  options.rule.steps = 3;
  options.rule.effort = WG_EFFORT_FAST;
  WG_TRY(wg_plan_make(&plan, context, &options));
  wg_status status = wg_plan_check(context, &plan, &findings);
  for (int64_t i = 0; i < findings.count; i++)
    fprintf(stderr, "%s: %s\n", wg_finding_code_name(findings.items[i].code),
            wg_texts_get(&findings.texts, findings.items[i].reason));
  FUZZ_MUST(status != WG_OK || findings.count == 0);
  wg_findings_free(&findings, context);
  wg_plan_free(&plan, context);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const names[INPUTS] = {"c.geojson", "b.geojson", "r.geojson", "x.geojson"};
  char paths[INPUTS][128];
  int inputs = 0;
  bool metres = size > 0 && data[0] == '#';
  if (size > LARGEST) return 0;
  data += metres;
  size -= metres;
  for (size_t at = 0; inputs < INPUTS && at < size; inputs++) {
    const uint8_t *end = memchr(data + at, 0x1E, size - at);
    size_t length = end != NULL ? (size_t)(end - data) - at : size - at;
    snprintf(paths[inputs], sizeof paths[inputs], "%s", fuzz_path(names[inputs]));
    fuzz_write(paths[inputs], data + at, length);
    at += length + 1;
  }
  if (inputs >= 2) {
    wg_context *context = fuzz_context();
    fuzz_said(context, make(context, paths, inputs, metres ? METRES : NULL));
    wg_context_free(context);
  }
  for (int i = 0; i < inputs; i++) remove(paths[i]);
  return 0;
}
