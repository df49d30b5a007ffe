/* Exporting a layer of a plan: fields and names as interfaces.md says, or as a field map says; format
 * by ending. */
#ifndef WG_GEODATA_EXPORT_H
#define WG_GEODATA_EXPORT_H

#include "geodata/field_map.h"
#include "wangge/plan.h"

typedef enum wg_layer {
  WG_LAYER_GRID = 0, WG_LAYER_BUILDING, WG_LAYER_COMMUNITY, WG_LAYER_FINDING, WG_LAYER_LOOKUP,
  WG_LAYER_BARRIER, WG_LAYER_CROSSING, WG_LAYER_COMPOUND, WG_LAYER_UNIT, WG_LAYER_PERSON,
  WG_LAYER_CONTACT, WG_LAYER_COMPOUND_AREA, WG_LAYER_EXEMPT_AREA, WG_LAYER_POST, WG_LAYER_MICRO,
  WG_LAYER_MICRO_BUILDING,
  WG_LAYERS
} wg_layer;

/* "grid", "building" …; WG_LAYERS when there is none of that name. */
wg_layer wg_layer_named(const char *name);
const char *wg_layer_name(wg_layer layer);

/* What was written. */
typedef struct wg_exported {
  int64_t features;
  char crs[64];      /* "EPSG:4326"; "": no geometry */
  char encoding[16]; /* of the texts */
} wg_exported;

typedef struct wg_export_options {
  const char *out_crs;
  const char *encoding;
  bool append;             /* add the layer to an existing .gpkg */
  const wg_field_map *map; /* NULL: all fields, under their own names */
  bool with_contacts;      /* telephone numbers too */
  bool one_community;      /* only what belongs to the community of that index */
  int32_t community;
  wg_exported *exported;   /* filled if it is not NULL */
} wg_export_options;

/* A layer without rows is written with its fields. */
wg_status wg_export_layer(wg_context *context, const wg_plan *plan, wg_layer layer,
                          const char *path, const wg_export_options *options) WG_MUST_CHECK;

#endif
