#include "wangge/micro.h"

#include <string.h>

const char *wg_micro_part_name(wg_micro_part part)
{
  static const char *const names[] = {"whole", "entrance", "floor"};
  return names[part];
}

void wg_micros_free(wg_micros *micros, wg_context *context)
{
  wg_release(context, micros->items);
  wg_release(context, micros->shares);
  wg_shapes_free(&micros->areas, context);
  wg_texts_free(&micros->texts, context);
  memset(micros, 0, sizeof *micros);
}
