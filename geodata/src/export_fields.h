/* Which fields of a layer an export has: all but telephone numbers, or those of a field map. */
#ifndef WG_GEODATA_EXPORT_FIELDS_H
#define WG_GEODATA_EXPORT_FIELDS_H

#include "geodata/export.h"

typedef struct wg_export_fields {
  wg_field *fields;  /* as the sink takes them; names borrowed from the layer and the map */
  int32_t *source;   /* field of the layer, or −1: a fixed value */
  wg_value *values;  /* of one row; fixed ones are set once */
  int32_t count;
  const wg_field_map *map;
} wg_export_fields;

/* A field of the map that the layer does not have is WG_MISUSE with a list of those it has. */
wg_status wg_export_fields_choose(wg_export_fields *out, wg_context *context,
                                  const wg_field *fields, int32_t count, const char *layer,
                                  const wg_export_options *options) WG_MUST_CHECK;
/* The values of one row of the layer, in the order of the export; borrowed. */
const wg_value *wg_export_fields_take(wg_export_fields *fields, const wg_value *row);
void wg_export_fields_free(wg_export_fields *fields, wg_context *context);

#endif
