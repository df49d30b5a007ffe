#include "geodata/store.h"

#include "wangge/wangge.h"

wg_status wg_plan_save(wg_context *context, const char *path, const wg_plan *plan)
{
  return wg_store_write(context, path, plan);
}

wg_status wg_plan_load(wg_plan *plan, wg_context *context, const char *path)
{
  return wg_store_read(plan, context, path);
}
