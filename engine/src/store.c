#include "geodata/store.h"

#include "wangge/wangge.h"

wg_status wg_plan_save(wg_context *context, const char *path, const wg_plan *plan)
{
  return wg_store_write(context, path, plan);
}

wg_status wg_plan_save_scenario(wg_context *context, const char *path, const wg_plan *plan,
                                const char *scenario)
{
  return wg_store_write_scenario(context, path, plan, scenario);
}

wg_status wg_plan_load_scenario(wg_plan *plan, wg_context *context, const char *path,
                                const char *scenario)
{
  return wg_store_read_scenario(plan, context, path, scenario);
}

wg_status wg_plan_load(wg_plan *plan, wg_context *context, const char *path)
{
  return wg_store_read(plan, context, path);
}
