#include "geodata/export.h"

#include "wangge/wangge.h"

wg_status wg_plan_export(wg_context *context, const wg_plan *plan, const char *path,
                         const char *layer, const char *out_crs, const char *encoding)
{
  wg_layer which = wg_layer_named(layer != NULL ? layer : "grid");
  if (which == WG_LAYERS)
    return wg_fail(context, WG_MISUSE,
                   wg_in(context,
                         "There is no layer '%s'; there are grid, building, community, finding, "
                         "lookup, barrier, crossing, compound, unit, person.",
                         "没有图层“%s”；可用：grid、building、community、finding、lookup、barrier、"
                         "crossing、compound、unit、person。"),
                   layer);
  wg_export_options options = {.out_crs = out_crs, .encoding = encoding};
  return wg_export_layer(context, plan, which, path, &options);
}
