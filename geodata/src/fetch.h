/* The features of a layer, one after another; of a large one on a thread of its own, ahead of
 * whoever makes something of them. */
#ifndef WG_GEODATA_FETCH_H
#define WG_GEODATA_FETCH_H

#include "dataset.h"

typedef struct wg_fetch wg_fetch;

/* Starts at the first feature. announced: how many there are, as far as is known. Nobody else may
 * read from the layer until the end. */
wg_status wg_fetch_begin(wg_fetch **out, wg_context *context, wg_dataset *dataset,
                         int64_t announced) WG_MUST_CHECK;
/* The next `most` features (at most WG_FETCH_MOST), owned by the caller; fewer at the end only. */
#define WG_FETCH_MOST 64
int wg_fetch_next(wg_fetch *fetch, OGRFeatureH *features, int most);
/* What GDAL complained of becomes the dataset's; frees. NULL is fine. */
void wg_fetch_end(wg_fetch *fetch);

#endif
