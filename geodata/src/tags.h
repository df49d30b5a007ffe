/* Fields that stand together in one text, as hstore writes them: "key"=>"value","key"=>"value". So
 * are tags of OpenStreetMap in layers converted by ogr2ogr and the like, in the field `other_tags`,
 * and the data of KML's placemarks (kml_data.h). Known keys are fields like any other: their
 * indices follow those of the layer's own fields. */
#ifndef WG_GEODATA_TAGS_H
#define WG_GEODATA_TAGS_H

#include "dataset.h"

/* Sets dataset->other_tags. */
void wg_tags_find(wg_dataset *dataset);
/* The index of a tag by its key; −1 where the layer has no such text or the key is not among
 * those that this program reads. Compared as the names of fields are. */
int wg_tags_index(const wg_dataset *dataset, const char *key);
/* The key of an index that stands for a tag; NULL for a field of the layer's own and for −1. */
const char *wg_tags_key(const wg_dataset *dataset, int index);
/* The value of a tag in a text of tags; false where it has none. Values that `size` does not hold
 * are cut; a text that was cut (shapefiles keep 254 bytes) ends with its last whole pair.
 * O(length). */
bool wg_tags_value(const char *tags, const char *key, char *out, size_t size);
/* Leaves only the features that an input takes by their tags: buildings those with building=*,
 * barriers those with highway, railway or waterway and areas of water, crossings bridges of roads.
 * A layer without `other_tags`, and barriers that the user says the kind of, stay as they are. Sets
 * dataset->filtered. */
void wg_tags_filter(wg_dataset *dataset);

#endif
