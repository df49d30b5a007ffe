#include "geodata/export.h"

#include <string.h>

#include "geodata/archive.h"
#include "geodata/database.h"
#include "geodata/sha256.h"
#include "wangge/wangge.h"

bool wg_path_is_database(const char *path)
{
  return wg_is_database(path);
}

const char *wg_path_beyond_archive(const char *path)
{
  return wg_without_archive(path);
}

void wg_path_public_name(char *out, size_t size, const char *path)
{
  wg_path_shown(out, size, path);
}

wg_status wg_file_sha256(wg_context *context, const char *path, char digest[65], int64_t *bytes)
{
  return wg_sha256_file(context, path, digest, bytes);
}

static wg_status find_layer(wg_context *context, const char *name, wg_layer *out)
{
  *out = wg_layer_named(name != NULL ? name : "grid");
  if (*out != WG_LAYERS) return WG_OK;
  return wg_fail(context, WG_MISUSE,
                 wg_in(context,
                       "There is no layer '%s'; there are grid, building, community, finding, "
                       "lookup, barrier, crossing, compound, unit, person, contact, post, micro, micro_building.",
                       "没有图层“%s”；可用：grid、building、community、finding、lookup、barrier、"
                       "crossing、compound、unit、person、contact、post、micro、micro_building。"),
                 name);
}

static wg_status find_community(wg_context *context, const wg_plan *plan, const char *code,
                                wg_export_options *out)
{
  const wg_communities *all = &plan->communities;
  if (code == NULL) return WG_OK;
  out->one_community = true;
  for (int32_t c = 0; c < all->shapes.count; c++) {
    out->community = c;
    if (strcmp(wg_texts_get(&all->texts, all->code[c]), code) == 0) return WG_OK;
  }
  return wg_fail(context, WG_MISUSE,
                 wg_in(context, "The plan has no community '%s'.", "方案中没有社区“%s”。"), code);
}

wg_status wg_plan_export_as(wg_context *context, const wg_plan *plan, const char *path,
                            const wg_plan_export_options *options, wg_plan_export_figures *figures)
{
  wg_layer layer;
  wg_field_map map = {0};
  wg_exported exported = {0};
  wg_export_options asked = {.out_crs = options->out_crs,
                             .encoding = options->encoding,
                             .with_contacts = options->with_contacts,
                             .exported = &exported};
  WG_TRY(find_layer(context, options->layer, &layer));
  WG_TRY(find_community(context, plan, options->community, &asked));
  if (options->fields != NULL) {
    WG_TRY(wg_field_map_read(&map, context, options->fields));
    asked.map = &map;
  }
  wg_status status = wg_export_layer(context, plan, layer, path, &asked);
  wg_field_map_free(&map, context);
  if (status == WG_OK && figures != NULL) {
    figures->features = exported.features;
    memcpy(figures->crs, exported.crs, sizeof figures->crs);
    memcpy(figures->encoding, exported.encoding, sizeof figures->encoding);
  }
  return status;
}

wg_status wg_plan_export(wg_context *context, const wg_plan *plan, const char *path,
                         const char *layer, const char *out_crs, const char *encoding)
{
  const wg_plan_export_options options = {
      .layer = layer, .out_crs = out_crs, .encoding = encoding};
  return wg_plan_export_as(context, plan, path, &options, NULL);
}
