/* A METIS graph file, read and divided with few steps; one part a unit is written back. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  wg_rule rule = WG_RULE_INIT;
  wg_partition_figures figures;
  wg_context *context = fuzz_context();
  char graph[128], parts[128];
  snprintf(graph, sizeof graph, "%s", fuzz_path("graph"));
  snprintf(parts, sizeof parts, "%s", fuzz_path("parts"));
  fuzz_write(graph, data, size);
  rule.steps = 5;
  rule.min = 3;
  rule.max = 5;
  wg_status status = wg_partition_file(context, graph, parts, &rule, &figures);
  fuzz_said(context, status);
  if (status == WG_OK) {
    FUZZ_MUST(figures.connected == figures.parts);
    FUZZ_MUST(figures.in_range <= figures.parts && figures.parts <= figures.units);
  }
  remove(graph);
  remove(parts);
  wg_context_free(context);
  return 0;
}
