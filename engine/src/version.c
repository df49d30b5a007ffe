#include "wangge/wangge.h"

const char *wg_version(void)
{
  return WANGGE_VERSION;
}
