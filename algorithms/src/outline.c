#include "algorithms/outline.h"

#include <string.h>

void wg_outlines_free(wg_outlines *outlines, wg_context *context)
{
  wg_release(context, outlines->label_start);
  wg_release(context, outlines->ring_start);
  wg_release(context, outlines->vertices);
  memset(outlines, 0, sizeof *outlines);
}
