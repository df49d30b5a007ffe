/* OpenStreetMap extracts (.osm.pbf, .osm): what each input takes from them by its tags. */
#ifndef WG_GEODATA_OSM_H
#define WG_GEODATA_OSM_H

#include "dataset.h"

#define WG_ADMIN_LEVEL 8 /* of the boundaries that are the communities, unless an option says otherwise */

/* An open option for GDAL, "CONFIG_FILE=…": which tags become fields. */
const char *wg_osm_configuration(void);
/* The features that the input is made of: communities are boundary=administrative of one
 * admin_level, buildings building=* but no, barriers lines with highway, railway and waterway, or
 * the areas of water if the input says so, crossings the bridges of roads. NULL: other inputs. The
 * caller releases it with GDALDatasetReleaseResultSet. */
OGRLayerH wg_osm_select(GDALDatasetH handle, const wg_input *input);
/* The sentence where communities of that admin_level are not there: names the levels there are. */
wg_status wg_osm_fail_empty(wg_dataset *dataset, wg_context *context);
/* As wg_value_text, but what the driver keeps in two fields is one: "osm_id" of a building is
 * "way/42" or "relation/42", of a community "42", or "way42" where a way bounds it. */
wg_status wg_osm_text(wg_dataset *dataset, wg_context *context, OGRFeatureH feature, int index,
                      const char **text) WG_MUST_CHECK;

#endif
