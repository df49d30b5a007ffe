/* METIS graph files: reading a weighted graph, writing a partition. */
#ifndef WG_GEODATA_METIS_H
#define WG_GEODATA_METIS_H

#include "wangge/context.h"

/* As read: households are vertex weights (1 where the file has none), cost edge weights (1). Every
 * edge once, a < b. Arrays are the caller's, released with wg_release. */
typedef struct wg_metis_graph {
  int32_t unit_count;
  int32_t *households;
  int32_t *persons; /* the second weight, where the file has two; else NULL */
  int64_t edge_count;
  int32_t *edge_a, *edge_b;
  int64_t *edge_cost;
} wg_metis_graph;

/* Every error names the line and what was expected. `path` "-" reads standard input. */
wg_status wg_metis_read(wg_metis_graph *out, wg_context *context, const char *path) WG_MUST_CHECK;
void wg_metis_free(wg_metis_graph *graph, wg_context *context);
/* One part number a line, for units in order; under a temporary name until complete. */
wg_status wg_metis_write_parts(wg_context *context, const char *path, const int32_t *part,
                               int32_t unit_count) WG_MUST_CHECK;

#endif
