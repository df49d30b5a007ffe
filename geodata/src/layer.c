#include "geodata/export.h"

#include <string.h>

static const char *const names[WG_LAYERS] = {"grid",    "building", "community", "finding", "lookup",
                                             "barrier", "crossing", "compound",  "unit",    "person",
                                             "contact", "compound_area", "exempt_area", "post",
                                             "micro",   "micro_building"};

wg_layer wg_layer_named(const char *name)
{
  int layer = 0;
  while (layer < WG_LAYERS && strcmp(names[layer], name) != 0) layer++;
  return (wg_layer)layer;
}

const char *wg_layer_name(wg_layer layer)
{
  return names[layer];
}
