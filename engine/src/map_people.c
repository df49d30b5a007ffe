/* Who looks after a grid, and whom else to call. */
#include "map.h"

const char *map_officer(const map_run *run, int32_t grid)
{
  const wg_plan *plan = run->plan;
  return plan->officer == NULL ? "" : wg_texts_get(&plan->texts, plan->officer[grid]);
}

const char *map_phone(const map_run *run, int32_t grid)
{
  const wg_plan *plan = run->plan;
  bool shown = run->options->with_contacts && plan->phone != NULL;
  return shown ? wg_texts_get(&plan->texts, plan->phone[grid]) : "";
}

const char *map_common_duties(const map_run *run)
{
  if (run->look.duties != WG_NO_TEXT) return wg_texts_get(&run->look.texts, run->look.duties);
  return map_word(run->context,
                  "Visit every household and keep its record up to date; look for dangers and report "
                  "them; settle disputes early; explain policies; help residents with what they need "
                  "from the community.");
}

const char *map_duties(const map_run *run, int32_t grid)
{
  (void)grid;
  return map_common_duties(run);
}

void map_police(const map_run *run, int32_t community, char *out, size_t size)
{
  (void)run, (void)community, (void)size;
  out[0] = 0;
}

const char *map_community_phone(const map_run *run, int32_t community)
{
  (void)run, (void)community;
  return "";
}
