/* The outlines of any labelling of a tessellation: the lines where labels differ, simplified arc by
 * arc, rounded to whole millimetres, traced into rings. */
#include <string.h>

#include "outlines_inside.h"

wg_status wg_tessellation_outlines(const wg_tessellation *tessellation, wg_context *context,
                                   const int32_t *label_of_cell, int32_t label_count,
                                   int32_t tolerance_mm, wg_outlines *out)
{
  return wg_tessellation_outlines_keeping(tessellation, context, label_of_cell, label_count,
                                          tolerance_mm, NULL, 0, out);
}

wg_status wg_tessellation_outlines_keeping(const wg_tessellation *tessellation,
                                           wg_context *context, const int32_t *label_of_cell,
                                           int32_t label_count, int32_t tolerance_mm,
                                           const wg_point *kept, int64_t kept_count,
                                           wg_outlines *out)
{
  wg_network network;
  memset(out, 0, sizeof *out);
  wg_status status = wg_network_build(&network, tessellation, context, label_of_cell);
  if (status == WG_OK && kept_count > 0) status = wg_network_keep(&network, kept, kept_count);
  if (status == WG_OK && tolerance_mm > 0)
    status = wg_network_simplify(&network, tessellation, tolerance_mm);
  if (status == WG_OK) status = wg_network_outlines(&network, label_count, out);
  wg_network_free(&network);
  if (status != WG_OK) wg_outlines_free(out, context);
  return status;
}
