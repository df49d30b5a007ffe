#include "parts.h"

#include <stdlib.h>
#include <string.h>

bool wg_parts_is_field(const char *text)
{
  return text != NULL && text[strspn(text, "0123456789")] != 0;
}

wg_status wg_parts_read(wg_context *context, const char *text, int32_t *number)
{
  if (text == NULL || wg_parts_is_field(text)) return WG_OK;
  if (strlen(text) > 9)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context, "--parts %s: so many grids have no codes.",
                         "--parts %s：网格数过多，无法编码。"),
                   text);
  *number = (int32_t)strtol(text, NULL, 10);
  return WG_OK;
}

int32_t wg_parts_asked(const wg_plan *plan, int32_t community, int64_t households)
{
  int32_t own = plan->communities.parts[community];
  if (households == 0) return 0;
  return own > 0 ? own : plan->rule.parts;
}

/* Exempt units are components of one unit each. */
wg_status wg_parts_fit(wg_parts *parts, wg_context *context, const wg_units *units, wg_rule *rule)
{
  int32_t *component, pieces, exempt = 0;
  rule->parts = 0;
  if (parts->asked == 0) return WG_OK;
  WG_TRY(wg_allocate(context, &component, (size_t)units->unit_count, sizeof *component));
  wg_status status = wg_graph_components(&units->graph, context, component, &pieces);
  wg_release(context, component);
  for (int32_t u = 0; u < units->unit_count; u++) exempt += units->exempt[u];
  parts->units = units->unit_count - exempt;
  parts->pieces = pieces - exempt;
  parts->made = parts->asked;
  if (parts->made > parts->units) parts->made = parts->units;
  if (parts->made < parts->pieces) parts->made = parts->pieces;
  rule->parts = parts->made + exempt;
  return status;
}
