/* Reading the template of maps. */
#include "geodata/map_template.h"

wg_status wg_map_template_read(wg_map_template *out, wg_context *context, const char *path)
{
  (void)context;
  (void)path;
  *out = (wg_map_template){.title = WG_NO_TEXT, .cover = WG_NO_TEXT, .logo = WG_NO_TEXT,
                           .footer = WG_NO_TEXT, .maker = WG_NO_TEXT, .approval = WG_NO_TEXT,
                           .source = WG_NO_TEXT, .duties = WG_NO_TEXT, .link = WG_NO_TEXT,
                           .hotline = WG_NO_TEXT};
  return WG_OK;
}

void wg_map_template_free(wg_map_template *map_template, wg_context *context)
{
  wg_texts_free(&map_template->texts, context);
}
