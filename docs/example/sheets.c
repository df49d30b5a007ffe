/* Draws the sheets and the contact cards of a plan store, in Chinese.
 *
 *     cc sheets.c -o sheets $(pkg-config --cflags --libs wangge)
 *     ./sheets plan.sqlite sheets.pdf cards.pdf */
#include <inttypes.h>
#include <stdio.h>
#include <wangge/map.h>
#include <wangge/wangge.h>

static wg_status draw(wg_context *context, const wg_plan *plan, const char *path, bool cards)
{
  wg_map_options options = WG_MAP_OPTIONS_INIT;
  wg_map_figures figures;
  options.cards = cards;
  options.with_contacts = true;
  options.date = "2026-01-31";
  wg_status status = wg_map_make(context, plan, path, &options, &figures);
  if (status != WG_OK) return status;
  printf("%s: sheets %" PRId64 ", grids without an officer %" PRId64 "\n", path, figures.sheets,
         figures.vacant);
  return WG_OK;
}

int main(int count, char **arguments)
{
  wg_context *context;
  wg_plan plan = {0};
  if (count != 4) return 2;
  if (wg_context_new(&context, NULL) != WG_OK) return 1;
  wg_context_set_language(context, WG_LANGUAGE_ZH);
  wg_status status = wg_plan_load(&plan, context, arguments[1]);
  if (status == WG_OK) status = draw(context, &plan, arguments[2], false);
  if (status == WG_OK) status = draw(context, &plan, arguments[3], true);
  if (status != WG_OK) fprintf(stderr, "%s\n", wg_message(context));
  wg_plan_free(&plan, context);
  wg_context_free(context);
  return status == WG_OK ? 0 : 1;
}
