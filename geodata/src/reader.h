/* Reading all features of a layer in batches: geometry cleaned, findings about it collected. */
#ifndef WG_GEODATA_READER_H
#define WG_GEODATA_READER_H

#include "dataset.h"
#include "geometry.h"
#include "subjects.h"

typedef struct wg_reader wg_reader;

/* One feature, as the table's own function gets it. */
typedef struct wg_feature {
  wg_dataset *dataset;
  OGRFeatureH handle;
  const wg_rough *draft;    /* usable only if `state` says so */
  wg_geometry_state state;
  int64_t number;           /* in the layer, from 0 */
} wg_feature;

/* Appends the feature to a table, or leaves it. *name: what it is called in findings, NULL if it
 * has no name; borrowed until the next feature. */
typedef wg_status (*wg_take)(void *table, wg_context *context, const wg_feature *feature,
                             const char **name);

typedef struct wg_read_job {
  wg_dataset *dataset;
  const wg_system *system;
  unsigned takes; /* WG_TAKES_… */
  wg_take take;
  void *table;
  wg_findings *findings;
  wg_reading *reading;
} wg_read_job;

/* Reads everything, counts into reading, adds the findings about geometry and destroyed names.
 * WG_EMPTY if the layer has no feature; WG_UNREADABLE if it breaks off. */
wg_status wg_read_features(wg_context *context, const wg_read_job *job) WG_MUST_CHECK;

/* The name of a feature without one, by its place: "without a name at 500012 E, 3412345 N". */
void wg_feature_place(char *out, size_t size, const wg_context *context, const wg_rough *draft,
                      const wg_system *system);

#endif
