#include "wangge/staffing.h"

#include <string.h>

void wg_staffing_free(wg_staffing *staffing, wg_context *context)
{
  wg_release(context, staffing->posts);
  memset(staffing, 0, sizeof *staffing);
}
